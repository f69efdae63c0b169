"""Layouts of the wall: which pictures it shows, and where each of them hangs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto


class Layout(Enum):
    """What the reader chooses, in the order of keys and buttons."""

    ONE = auto()
    PRIOR = auto()
    BASELINE = auto()
    FOUR = auto()
    PLANES = auto()


@dataclass(frozen=True, slots=True)
class Comparable:
    """What there is beside the current timepoint: one before it, and a baseline that is another still."""

    prior: bool
    baseline: bool


def fitting(wanted: Layout, there: Comparable) -> Layout:
    """What can be shown of the layout wanted: a baseline has nothing before it, a first follow-up only it."""
    if wanted is Layout.BASELINE and not there.baseline:
        wanted = Layout.PRIOR
    if wanted is Layout.PRIOR and not there.prior:
        wanted = Layout.ONE
    return wanted


@dataclass(frozen=True, slots=True)
class Cell:
    """A place of the grid."""

    row: int
    column: int
    rows: int = 1


def cells(layout: Layout, count: int) -> Sequence[Cell]:
    """Where `count` pictures hang, in their order."""
    if layout is Layout.PLANES and count == 3:
        return (Cell(0, 0, 2), Cell(0, 1), Cell(1, 1))
    if count == 4:
        return (Cell(0, 0), Cell(0, 1), Cell(1, 0), Cell(1, 1))
    return tuple(Cell(0, column) for column in range(count))
