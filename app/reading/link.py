"""What linked scrolling between two timepoints rests on."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from measurements.geometry.vectors import Vector, add, subtract
from reader.frames import LoadedStack
from viewer.link import nearest_index


@dataclass(frozen=True, slots=True)
class Link:
    """From a place in the prior scan to the same place in the current one.

    Two scans with one frame of reference share their positions. Otherwise positions differ by how the
    patient lay: the link then holds from an anchor, a place known in both.

    Attributes:
        shift_lps: current place minus prior place, mm.
        rests_on: in words for the badge; empty when it is nothing but the scanners' own positions.
    """

    shift_lps: Vector
    rests_on: str

    def index_in_current(self, prior: LoadedStack, index: int, current: LoadedStack) -> int:
        """The current scan's slice at the place of slice `index` of the prior scan."""
        return nearest_index(current, add(prior.plane(index).centre_lps, self.shift_lps))

    def index_in_prior(self, current: LoadedStack, index: int, prior: LoadedStack) -> int:
        """The prior scan's slice at the place of slice `index` of the current scan."""
        return nearest_index(prior, subtract(current.plane(index).centre_lps, self.shift_lps))


def by_position(prior: LoadedStack, current: LoadedStack) -> Link:
    """The link that both scans' own positions make."""
    same = (
        prior.series.frame_of_reference_uid is not None
        and prior.series.frame_of_reference_uid == current.series.frame_of_reference_uid
    )
    words = QCoreApplication.translate("link", "same frame") if same else ""
    return Link((0.0, 0.0, 0.0), words)


def anchored(prior_lps: Vector, current_lps: Vector, words: str) -> Link:
    """The link through a place known in both scans."""
    return Link(subtract(current_lps, prior_lps), words)
