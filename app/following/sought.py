"""What is to be followed: a lesion from its last caliper into a later timepoint."""

from collections.abc import Sequence
from dataclasses import dataclass

from measurements.case.case_view import CaseView
from measurements.case.series_choice import CT, first_choice
from measurements.geometry.vectors import Vector, middle
from measurements.imaging import Series
from measurements.lesion import Caliper, Lesion
from measurements.trial import Timepoint

FEWEST_SLICES = 3


@dataclass(frozen=True, slots=True)
class Sought:
    """One lesion to be found in one series.

    Attributes:
        prior_key, current_key: of the series it was drawn on and of the one it is looked for in.
        centre_lps, long_mm: of its long axis in the prior.
    """

    lesion_uid: str
    prior_key: str
    current_key: str
    centre_lps: Vector
    long_mm: float

    @property
    def series(self) -> tuple[str, str]:
        return (self.prior_key, self.current_key)


def drawn_before(case: CaseView, lesion: Lesion, timepoint: Timepoint) -> tuple[Timepoint, Caliper] | None:
    """The lesion's caliper at the nearest timepoint before this one that has one."""
    for earlier in reversed([one for one in case.timepoints if one.order < timepoint.order]):
        said = case.measurement(lesion, earlier)
        if said is not None and said.caliper is not None:
            return earlier, said.caliper
    return None


def looked_in(series: Sequence[Series], like: Series | None) -> Series | None:
    """The series of a timepoint that lesions are looked for in: a CT that gives a volume, most like the one
    they were drawn on; None where there is none."""
    usable = [one for one in series if one.measurable and one.modality == CT and one.frames >= FEWEST_SLICES]
    return first_choice(usable, like)


def sought_in(lesion: Lesion, caliper: Caliper, current: Series) -> Sought:
    return Sought(
        lesion.uid, caliper.series_key, current.key, middle(caliper.long_lps), float(caliper.long_mm)
    )
