"""What an import finds that the trial has already: stacks as they are, lost, touched or altered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from measurements.imaging import Series, Slice
from measurements.progress import Report, silent
from measurements.storage.repository import Repository

_SAME_MM = 1e-4
"""Positions, spacings and unit vectors that differ by less are the same."""


@dataclass(frozen=True, slots=True)
class KnownStacks:
    """The stacks of a scan that the trial has.

    Attributes:
        slices: (SOP Instance UID, frame) of their pictures in the trial, by `Series.key`.
        stale: keys of those some of whose files are not where or not what they were.
        altered: keys of those whose pictures lie elsewhere, or are scaled otherwise, than in the trial, and
            that carry a caliper.
        held: keys of those that the trial has just as they were scanned.
    """

    slices: Mapping[str, frozenset[tuple[str, int]]] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()
    altered: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()


def known_stacks(trial: Repository, scanned: Sequence[Series], report: Report = silent) -> KnownStacks:
    """Compares what was scanned with what the trial has; looks at files only where their paths differ."""
    slices: dict[str, frozenset[tuple[str, int]]] = {}
    stale, altered, held = set(), set(), set()
    drawn_on = trial.drawn_on()
    for done, series in enumerate(scanned):
        report(done, len(scanned), "Comparing with the trial")
        kept = trial.series_without_slices(series.key)
        if kept is None:
            continue
        if trial.holds(series) and _same_grid(kept, series):
            slices[kept.key] = frozenset((one.sop_uid, one.frame) for one in series.slices)
            held.add(kept.key)
            continue
        kept = replace(kept, slices=trial.slices(kept.key))
        slices[kept.key] = frozenset((one.sop_uid, one.frame) for one in kept.slices)
        found = {(one.sop_uid, one.frame): one for one in series.slices}
        pairs = [(one, found.get((one.sop_uid, one.frame))) for one in kept.slices]
        if any(_is_stale(one, now) for one, now in pairs):
            stale.add(kept.key)
        moved = any(now is not None and _place_and_scale(one) != _place_and_scale(now) for one, now in pairs)
        if kept.key in drawn_on and (moved or not _same_grid(kept, series)):
            altered.add(kept.key)
    return KnownStacks(slices, frozenset(stale), frozenset(altered), frozenset(held))


def _is_stale(kept: Slice, found: Slice | None) -> bool:
    """Whether the trial's picture cannot be had any more as it is kept."""
    if found is not None and found.path == kept.path:
        return _file(found) != _file(kept)
    return not Path(kept.path).exists()


def _file(one: Slice) -> tuple[object, ...]:
    return one.file_size, one.file_mtime_ns, one.pixel_offset


def _place_and_scale(one: Slice) -> tuple[object, ...]:
    return one.origin_lps, one.slope, one.intercept


def _same_grid(one: Series, other: Series) -> bool:
    if (one.rows, one.columns) != (other.rows, other.columns):
        return False
    pairs = (
        (one.pixel_spacing_mm, other.pixel_spacing_mm),
        (one.along_row, other.along_row),
        (one.along_column, other.along_column),
    )
    return all(
        a is b
        or (
            a is not None and b is not None and all(abs(x - y) <= _SAME_MM for x, y in zip(a, b, strict=True))
        )
        for a, b in pairs
    )
