"""One read of one subject as it stands: what is stored, the table rows it makes, and the engine's calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from measurements.case.labels import parent
from measurements.case.lesion_rows import lesion_rows
from measurements.lesion import Lesion, Measurement, Role, State
from measurements.protocol.values import Protocol
from measurements.recist.assessment import SubjectAssessment, TimepointAssessment
from measurements.recist.certainty import Certainty, Repeat, certainty
from measurements.recist.flips import Flips, flips
from measurements.recist.newlesion import CERTAIN
from measurements.recist.row import LesionRow
from measurements.recist.subject import assess_subject
from measurements.recist.switches import Switch, switches
from measurements.recist.target import diameter_mm, target_value
from measurements.trial import Subject, Timepoint


@dataclass(frozen=True)
class CaseView:
    """A read of one subject at one moment; made anew after each change.

    Attributes:
        timepoints: in order, baseline first.
        lesions: of the read.
        measurements: by (lesion uid, timepoint uid).
        protocol: the trial's, by which every call is made.
        thickness_mm: slice thickness of the series a lesion was first measured on, by lesion uid; None where
            not known.
    """

    subject: Subject
    timepoints: tuple[Timepoint, ...]
    lesions: tuple[Lesion, ...]
    measurements: Mapping[tuple[str, str], Measurement]
    protocol: Protocol
    thickness_mm: Mapping[str, Decimal | None]

    @cached_property
    def rows(self) -> tuple[LesionRow, ...]:
        """The lesion table of this read: what the engine and the export are given."""
        return tuple(
            lesion_rows(
                self.subject,
                self.timepoints,
                self.lesions,
                [one.answer for one in self.measurements.values()],
            )
        )

    @cached_property
    def assessment(self) -> SubjectAssessment | None:
        """The engine's calls; None before anything has been said."""
        return assess_subject(self.rows, self.protocol.rules) if self.rows else None

    @cached_property
    def _switches(self) -> dict[str, tuple[Switch, ...]]:
        """Those asked for so far: finding them asks the engine once for everything that could be said."""
        return {}

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
    def visit_labels(self) -> dict[Decimal, str]:
        """Labels of the timepoints by visit number."""
        return {Decimal(timepoint.order): timepoint.label for timepoint in self.timepoints}

    def call_at(self, timepoint: Timepoint) -> TimepointAssessment | None:
        """The engine's assessment of a timepoint; None while nothing has been said there or later."""
        return self._calls.get(Decimal(timepoint.order))

    def flips_at(self, timepoint: Timepoint, *, nearest: bool = True) -> Flips | None:
        """The sums at which the call of a timepoint would be another, and the lesion nearest to them.

        Args:
            nearest: False leaves that lesion out, which takes longest to find.
        """
        place = self._place_of(timepoint)
        if self.assessment is None or place is None:
            return None
        rules = self.protocol.rules
        return flips(self.assessment, place, self.rows, rules, nearest=nearest)

    def switches_at(self, timepoint: Timepoint) -> tuple[Switch, ...]:
        """What, said otherwise at a timepoint, alone gives another call."""
        if timepoint.uid not in self._switches:
            place = self._place_of(timepoint)
            if self.assessment is None or place is None:
                return ()
            self._switches[timepoint.uid] = switches(self.assessment, place, self.rows, self.protocol.rules)
        return self._switches[timepoint.uid]

    def certainty_at(self, timepoint: Timepoint) -> Certainty | None:
        """How likely another reader's measurements give the same call at a timepoint."""
        place = self._place_of(timepoint)
        if self.assessment is None or place is None:
            return None
        return certainty(
            self.assessment,
            place,
            self.rows,
            Repeat.OTHER_READER,
            self.protocol.variability,
            self.protocol.rules,
        )

    def _place_of(self, timepoint: Timepoint) -> int | None:
        """Where a timepoint stands among those assessed."""
        call = self.call_at(timepoint)
        if self.assessment is None or call is None:
            return None
        return self.assessment.timepoints.index(call)

    def measurement(self, lesion: Lesion, timepoint: Timepoint) -> Measurement | None:
        return self.measurements.get((lesion.uid, timepoint.uid))

    def listed(self, timepoint: Timepoint) -> tuple[Lesion, ...]:
        """The lesions to answer at a timepoint: all first recorded then or before."""
        order = {entry.uid: entry.order for entry in self.timepoints}
        return tuple(
            lesion for lesion in self.lesions if order[lesion.first_timepoint_uid] <= timepoint.order
        )

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
        return tuple(other for other in self.listed(timepoint) if parent(other.label) == lesion.label)

    def whole_of(self, lesion: Lesion) -> Lesion | None:
        """The lesion that this one is a fragment of."""
        label = parent(lesion.label)
        return next((other for other in self.lesions if other.label == label), None)

    def asked(self, timepoint: Timepoint) -> tuple[Lesion, ...]:
        """The lesions that each need an answer of their own at a timepoint.

        Of one that has split these are its fragments; where it was measured as a whole all the same, it.
        """

        def is_asked(lesion: Lesion) -> bool:
            whole = self.whole_of(lesion)
            if whole is not None:
                return self.measurement(whole, timepoint) is None
            return not self.fragments(lesion, timepoint) or self.measurement(lesion, timepoint) is not None

        return tuple(lesion for lesion in self.listed(timepoint) if is_asked(lesion))

    def unanswered(self, timepoint: Timepoint) -> tuple[Lesion, ...]:
        """Those of `asked` that are not answered yet."""
        return tuple(lesion for lesion in self.asked(timepoint) if not self.is_answered(lesion, timepoint))

    def is_answered(self, lesion: Lesion, timepoint: Timepoint) -> bool:
        """Whether the reader has said all that this lesion needs at this timepoint."""
        measurement = self.measurement(lesion, timepoint)
        if measurement is None:
            whole = self.whole_of(lesion)
            if whole is not None:
                return self.measurement(whole, timepoint) is not None
            pieces = self.fragments(lesion, timepoint)
            return bool(pieces) and all(self.is_answered(piece, timepoint) for piece in pieces)
        if measurement.state is State.MEASURED:
            return self.value_mm(lesion, timepoint) is not None
        return True

    def doubtful_since(self, lesion: Lesion, timepoint: Timepoint) -> Timepoint | None:
        """Where a new lesion was first equivocal, if up to a timepoint it was never certain."""
        doubtful: Timepoint | None = None
        for at in self.timepoints:
            said = self.measurement(lesion, at) if at.order <= timepoint.order else None
            if lesion.role is not Role.NEW or (said is not None and said.state in CERTAIN):
                return None
            if said is not None and said.state is State.EQUIVOCAL and doubtful is None:
                doubtful = at
        return doubtful

    def may_show_length(self, lesion: Lesion, timepoint: Timepoint, *, at: Timepoint) -> bool:
        """Whether the protocol lets a reader see, while they read `at`, how long a lesion is at a timepoint.

        What they draw there is theirs to see. Elsewhere a length is hidden until the lesion is drawn or
        answered at `at`, or for good, so that it does not lead the hand.
        """
        shown = self.protocol.reading.prior_lengths
        if timepoint.uid == at.uid or shown == "shown":
            return True
        if shown == "never":
            return False
        said = self.measurement(lesion, at)
        return self.is_answered(lesion, at) or (said is not None and said.caliper is not None)

    def may_show_sum(self, timepoint: Timepoint, *, at: Timepoint) -> bool:
        """Whether they may see the sum of a timepoint: where they may see the lengths of all its targets."""
        return all(
            self.may_show_length(lesion, timepoint, at=at)
            for lesion in self.listed(timepoint)
            if lesion.role is Role.TARGET
        )

    def may_show_change(self, timepoint: Timepoint, *, at: Timepoint) -> bool:
        """Whether they may see how a sum has changed: with its own it tells one of the sums before it."""
        return all(self.may_show_sum(one, at=at) for one in self.timepoints if one.order <= timepoint.order)

    def compared(self, current: Timepoint, prior: Timepoint | None) -> tuple[Timepoint, ...]:
        """The columns of the table of sums: baseline, prior, current, each once."""
        columns = [self.timepoints[0], *([prior] if prior is not None else []), current]
        return tuple(dict.fromkeys(sorted(columns, key=lambda timepoint: timepoint.order)))
