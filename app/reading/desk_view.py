"""What is on the desk at one moment: stored, or as it would be if the caliper under the hand were."""

from dataclasses import dataclass

from app.case_words import CLASS_ORDER, class_name
from measurements.case.case_view import CaseView
from measurements.lesion import Lesion, Role
from measurements.trial import Timepoint


@dataclass(frozen=True, slots=True)
class DeskView:
    """A read with the timepoint in hand.

    Attributes:
        prior: the timepoint beside the current one; None at baseline.
        drafted: whether a caliper in it is still being drawn and nothing of it is stored.
    """

    case: CaseView
    current: Timepoint
    prior: Timepoint | None
    drafted: bool = False

    @property
    def at_baseline(self) -> bool:
        return self.current == self.case.timepoints[0]

    def ordered(self) -> list[Lesion]:
        """The lesions to answer at the current timepoint, as the panel lists them."""

        def place(lesion: Lesion) -> tuple[int, int, str]:
            return CLASS_ORDER.index(class_name(lesion)), list(Role).index(lesion.role), lesion.label

        return sorted(self.case.listed(self.current), key=place)
