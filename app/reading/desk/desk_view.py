"""What is on the desk at one moment: stored, or as it would be if the caliper under the hand were."""

import math
from dataclasses import dataclass, replace

from app.case_words import CLASS_ORDER, class_name
from app.reading.desk.standing import OPEN, Standing
from measurements.case.case_view import CaseView
from measurements.lesion import Lesion, Measurement, Role
from measurements.trial import Timepoint


@dataclass(frozen=True, slots=True)
class DeskView:
    """A read with the timepoint in hand.

    Attributes:
        prior: the timepoint beside the current one; None at baseline.
        stored: the read without the caliper that is still being drawn; None where there is none.
        standing: what is signed of the read, and what may be done with it.
    """

    case: CaseView
    current: Timepoint
    prior: Timepoint | None
    stored: CaseView | None = None
    standing: Standing = OPEN

    @property
    def drafted(self) -> bool:
        """Whether a caliper in it is still being drawn and nothing of it is stored."""
        return self.stored is not None

    def may_show_length(self, lesion: Lesion, timepoint: Timepoint) -> bool:
        """Whether the protocol lets the reader see it now; a caliper under the hand opens nothing."""
        return (self.stored or self.case).may_show_length(lesion, timepoint, at=self.current)

    def may_show_sum(self, timepoint: Timepoint) -> bool:
        return (self.stored or self.case).may_show_sum(timepoint, at=self.current)

    def may_show_change(self, timepoint: Timepoint) -> bool:
        """Whether the reader may see how the sum of a timepoint has changed from those before it."""
        return (self.stored or self.case).may_show_change(timepoint, at=self.current)

    @property
    def at_baseline(self) -> bool:
        return self.current == self.case.timepoints[0]

    @property
    def may_change(self) -> bool:
        """Whether anything can be drawn or said at the timepoint in hand."""
        return self.standing.held(self.current) is None

    @property
    def may_revise(self) -> bool:
        """Whether the final look has begun and the timepoint in hand may be opened in it once more."""
        standing = self.standing
        return (
            standing.own
            and standing.final_look
            and standing.completion is None
            and not self.at_baseline
            and not standing.unsigned(self.case.timepoints)
        )

    def with_measurement(self, lesion: Lesion, measurement: Measurement) -> "DeskView":
        """As it would be with this said at the current timepoint, of a lesion of the read or of one more."""
        case = self.case
        lesions = case.lesions if lesion in case.lesions else (*case.lesions, lesion)
        said = {**case.measurements, (lesion.uid, self.current.uid): measurement}
        drafted = replace(case, lesions=lesions, measurements=said)
        return replace(self, case=drafted, stored=self.stored or case)

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
