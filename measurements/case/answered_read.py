"""One read of one subject by what was said: its table rows, its calls, and what is still to be answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from measurements.case.labels import parent
from measurements.case.lesion_rows import lesion_rows
from measurements.lesion import Answer, Lesion, Role, State
from measurements.protocol.values import Protocol
from measurements.recist.assessment import SubjectAssessment, TimepointAssessment
from measurements.recist.newlesion import CERTAIN
from measurements.recist.row import LesionRow
from measurements.recist.subject import assess_subject
from measurements.recist.target import diameter_mm, target_value
from measurements.trial import Subject, Timepoint


@dataclass(frozen=True)
class AnsweredRead:
    """A read at one moment, without where anything was drawn.

    Attributes:
        timepoints: in order, baseline first.
        lesions: of the read.
        protocol: the trial's, by which every call is made.
        answers: by (lesion uid, timepoint uid).
    """

    subject: Subject
    timepoints: tuple[Timepoint, ...]
    lesions: tuple[Lesion, ...]
    protocol: Protocol
    answers: Mapping[tuple[str, str], Answer]

    @cached_property
    def rows(self) -> tuple[LesionRow, ...]:
        """The lesion table of this read: what the engine and the export are given."""
        return tuple(lesion_rows(self.subject, self.timepoints, self.lesions, tuple(self.answers.values())))

    @cached_property
    def assessment(self) -> SubjectAssessment | None:
        """The engine's calls; None before anything has been said."""
        return assess_subject(self.rows, self.protocol.rules) if self.rows else None

    @cached_property
    def _calls(self) -> dict[Decimal, TimepointAssessment]:
        if self.assessment is None:
            return {}
        return {timepoint.visit: timepoint for timepoint in self.assessment.timepoints}

    @cached_property
    def _row_of(self) -> dict[tuple[str, Decimal], LesionRow]:
        return {(row.lesion, row.visit): row for row in self.rows if row.role is not None}

    @cached_property
    def _fragment_rows(self) -> dict[tuple[str, Decimal], list[LesionRow]]:
        """The rows of the fragments by their whole and visit."""
        found: dict[tuple[str, Decimal], list[LesionRow]] = {}
        for row in self.rows:
            whole = parent(row.lesion)
            if whole is not None:
                found.setdefault((whole, row.visit), []).append(row)
        return found

    @cached_property
    def _order(self) -> dict[str, int]:
        """Of the timepoints by uid."""
        return {timepoint.uid: timepoint.order for timepoint in self.timepoints}

    @cached_property
    def _by_label(self) -> dict[str, Lesion]:
        return {lesion.label: lesion for lesion in self.lesions}

    @cached_property
    def _pieces(self) -> dict[str, list[Lesion]]:
        """The fragments by the label of their whole."""
        found: dict[str, list[Lesion]] = {}
        for lesion in self.lesions:
            whole = parent(lesion.label)
            if whole is not None:
                found.setdefault(whole, []).append(lesion)
        return found

    @cached_property
    def visit_labels(self) -> dict[Decimal, str]:
        """Labels of the timepoints by visit number."""
        return {Decimal(timepoint.order): timepoint.label for timepoint in self.timepoints}

    def call_at(self, timepoint: Timepoint) -> TimepointAssessment | None:
        """The engine's assessment of a timepoint; None while nothing has been said there or later."""
        return self._calls.get(Decimal(timepoint.order))

    def listed(self, timepoint: Timepoint) -> tuple[Lesion, ...]:
        """The lesions to answer at a timepoint: all first recorded then or before."""
        return tuple(lesion for lesion in self.lesions if self._is_listed(lesion, timepoint))

    def _is_listed(self, lesion: Lesion, timepoint: Timepoint) -> bool:
        return self._order[lesion.first_timepoint_uid] <= timepoint.order

    def value_mm(self, lesion: Lesion, timepoint: Timepoint) -> Decimal | None:
        """What a lesion counts with at a timepoint; None where it has no value."""
        visit = Decimal(timepoint.order)
        parts = self._fragment_rows.get((lesion.label, visit))
        if parts:
            return target_value(parts).diameter_mm
        row = self._row_of.get((lesion.label, visit))
        if row is None:
            return None
        return diameter_mm(row) if row.role is Role.TARGET else row.mm

    def fragments(self, lesion: Lesion, timepoint: Timepoint) -> tuple[Lesion, ...]:
        """What a target has split into up to a timepoint (recist.md, 3.4)."""
        pieces = self._pieces.get(lesion.label, ())
        return tuple(other for other in pieces if self._is_listed(other, timepoint))

    def whole_of(self, lesion: Lesion) -> Lesion | None:
        """The lesion that this one is a fragment of."""
        label = parent(lesion.label)
        return None if label is None else self._by_label.get(label)

    def asked(self, timepoint: Timepoint) -> tuple[Lesion, ...]:
        """The lesions that each need an answer of their own at a timepoint.

        Of one that has split these are its fragments; where it was measured as a whole all the same, it.
        """

        def is_asked(lesion: Lesion) -> bool:
            whole = self.whole_of(lesion)
            if whole is not None:
                return self._answer(whole, timepoint) is None
            return not self.fragments(lesion, timepoint) or self._answer(lesion, timepoint) is not None

        return tuple(lesion for lesion in self.listed(timepoint) if is_asked(lesion))

    def unanswered(self, timepoint: Timepoint) -> tuple[Lesion, ...]:
        """Those of `asked` that are not answered yet."""
        return tuple(lesion for lesion in self.asked(timepoint) if not self.is_answered(lesion, timepoint))

    def is_answered(self, lesion: Lesion, timepoint: Timepoint) -> bool:
        """Whether the reader has said all that this lesion needs at this timepoint."""
        answer = self._answer(lesion, timepoint)
        if answer is None:
            whole = self.whole_of(lesion)
            if whole is not None:
                return self._answer(whole, timepoint) is not None
            pieces = self.fragments(lesion, timepoint)
            return bool(pieces) and all(self.is_answered(piece, timepoint) for piece in pieces)
        if answer.state is State.MEASURED:
            return self.value_mm(lesion, timepoint) is not None
        return True

    def doubtful_since(self, lesion: Lesion, timepoint: Timepoint) -> Timepoint | None:
        """Where a new lesion was first equivocal, if up to a timepoint it was never certain."""
        doubtful: Timepoint | None = None
        for at in self.timepoints:
            said = self._answer(lesion, at) if at.order <= timepoint.order else None
            if lesion.role is not Role.NEW or (said is not None and said.state in CERTAIN):
                return None
            if said is not None and said.state is State.EQUIVOCAL and doubtful is None:
                doubtful = at
        return doubtful

    def _answer(self, lesion: Lesion, timepoint: Timepoint) -> Answer | None:
        return self.answers.get((lesion.uid, timepoint.uid))
