"""What is on the desk at one moment: stored, or as it would be if the caliper under the hand were."""

import math
from dataclasses import dataclass, replace

from app.case_words import CLASS_ORDER, class_name
from measurements.case.case_view import CaseView
from measurements.lesion import Lesion, Measurement, Role
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

    def with_measurement(self, lesion: Lesion, measurement: Measurement) -> "DeskView":
        """As it would be with this said at the current timepoint, of a lesion of the read or of one more."""
        case = self.case
        lesions = case.lesions if lesion in case.lesions else (*case.lesions, lesion)
        said = {**case.measurements, (lesion.uid, self.current.uid): measurement}
        return replace(self, case=replace(case, lesions=lesions, measurements=said), drafted=True)

    def ordered(self) -> list[Lesion]:
        """The lesions to answer at the current timepoint, as the panel lists them."""

        def place(lesion: Lesion) -> tuple[int, float, int, str]:
            chosen = math.inf if lesion.place is None else lesion.place
            return CLASS_ORDER.index(class_name(lesion)), chosen, list(Role).index(lesion.role), lesion.label

        return sorted(self.case.listed(self.current), key=place)

    def unanswered(self) -> list[Lesion]:
        """Those of them that are not answered yet, in the order of the list."""
        wanted = self.case.unanswered(self.current)
        return [lesion for lesion in self.ordered() if lesion in wanted]
