"""What assessing a subject yields: every visit's call with its figures and reasons, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from measurements.lesion import RadiationClass
from measurements.recist.response import ImmuneResponse, NewLesion, Response, ResponseSet
from measurements.recist.step import Step
from measurements.recist.target import TargetAssessment, TargetValue
from measurements.recist.visits import Lists


class ClassAssessment(NamedTuple):
    """One radiation class at one visit, by its own targets, baseline and nadir; exploratory (section 11).

    Attributes:
        targets: its sum, its nadir and its target response; NA without a target of the class.
        nontarget: response of its non-target entries; None at baseline.
    """

    targets: TargetAssessment
    nontarget: Response | None

    @property
    def sum_mm(self) -> Decimal | None:
        return self.targets.sum_mm

    @property
    def pct_from_baseline(self) -> Decimal | None:
        return self.targets.pct_from_baseline

    @property
    def target(self) -> Response | None:
        return self.targets.response


class TimepointAssessment(NamedTuple):
    """One visit of one subject.

    Responses are None at baseline. The sum, its percentages and the nadir are None where undefined.

    Attributes:
        visit, day: as in the rows.
        done: False where the visit did not take place.
        targets: all of them; `sum_mm`, `target` and the like are read from it.
        values: what each target has to add, by lesion; one without a row is missing.
        overall: as called at the time, from the lesions up to this visit.
        overall_backdated: PD where a lesion equivocal at this visit was later called unequivocal (6.2).
        irecist: None at baseline and after iCPD.
        by_class: always all three classes.
        steps: the reasons of the call, in the order of the rules.
    """

    visit: Decimal
    day: int
    is_baseline: bool
    done: bool
    targets: TargetAssessment
    values: Mapping[str, TargetValue]
    nontarget: Response | None
    new: NewLesion | None
    overall: Response | None
    overall_backdated: Response | None
    irecist: ImmuneResponse | None
    by_class: Mapping[RadiationClass, ClassAssessment]
    steps: tuple[Step, ...]

    @property
    def targets_expected(self) -> int:
        return self.targets.expected

    @property
    def targets_assessed(self) -> int:
        return self.targets.assessed

    @property
    def sum_mm(self) -> Decimal | None:
        return self.targets.sum_mm

    @property
    def pct_from_baseline(self) -> Decimal | None:
        return self.targets.pct_from_baseline

    @property
    def nadir_mm(self) -> Decimal | None:
        """Smallest complete sum before this visit."""
        return self.targets.nadir_mm

    @property
    def nadir_visit(self) -> Decimal | None:
        """The first visit that had the nadir."""
        return self.targets.nadir_visit

    @property
    def change_from_nadir_mm(self) -> Decimal | None:
        return self.targets.change_from_nadir_mm

    @property
    def pct_from_nadir(self) -> Decimal | None:
        return self.targets.pct_from_nadir

    @property
    def target(self) -> Response | None:
        return self.targets.response


@dataclass(frozen=True, slots=True)
class SubjectAssessment:
    """All visits of one subject.

    Attributes:
        timepoints: in the order of visits, baseline first.
        lists: who is on which list, and of which class.
        orr_set: the classes the objective response rests on (section 11).
        bor, confirmed_bor: best overall response without and with confirmation; MISSING without a visit after
            baseline.
        ibor: best response by iRECIST.
        pd_day: day of the first PD, back-dated where a later visit made a doubt certain; None without PD.
        response_day, confirmed_response_day: day of the first CR or PR up to PD, and of the first that a
            later visit confirms; None without one.
    """

    subject: str
    timepoints: tuple[TimepointAssessment, ...]
    lists: Lists
    orr_set: ResponseSet
    bor: Response
    confirmed_bor: Response
    ibor: ImmuneResponse
    pd_day: int | None
    response_day: int | None
    confirmed_response_day: int | None
