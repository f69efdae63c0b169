"""One subject's read as the reading room shows it: stored values and the engine's calls, as lines of text.

No widget and no database. What it shows of a measurement is the stored number, written out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from PySide6.QtCore import QCoreApplication

from app.figures import NO_VALUE, mm_text, percent_text
from app.reading.lines import Answer, LesionLine, SumLine
from measurements.case.labels import parent
from measurements.case.lesion_rows import lesion_rows
from measurements.lesion import Lesion, Measurement, RadiationClass, Role, State
from measurements.recist.assessment import SubjectAssessment, TimepointAssessment
from measurements.recist.row import LesionRow
from measurements.recist.subject import assess_subject
from measurements.recist.target import diameter_mm, percent_change, target_value
from measurements.trial import Subject, Timepoint

UNTAGGED = "UNTAGGED"


def _text(text: str) -> str:
    return QCoreApplication.translate("case", text)


def class_name(lesion: Lesion) -> str:
    """The class's name in files, or UNTAGGED while the reader has not said."""
    return UNTAGGED if lesion.radiation is None else lesion.radiation.value


def state_text(state: State) -> str:
    """A state in the words of the panel."""
    return {
        State.MEASURED: _text("measured"),
        State.TOO_SMALL: _text("too small"),
        State.ABSENT: _text("absent"),
        State.NOT_EVALUABLE: _text("not evaluable"),
        State.PRESENT: _text("present"),
        State.UNEQUIVOCAL: _text("unequivocal"),
        State.INCREASED: _text("increased"),
        State.EQUIVOCAL: _text("equivocal"),
        State.MERGED: _text("merged"),
    }[state]


def caliper_text(measurement: Measurement) -> str:
    """The stored millimetres of a caliper, as its label shows them."""
    caliper = measurement.caliper
    if caliper is None:
        return ""
    if caliper.short_mm is None:
        return f"{mm_text(caliper.long_mm)} mm"
    return f"{mm_text(caliper.long_mm)} \u00d7 {mm_text(caliper.short_mm)} mm"


@dataclass(frozen=True)
class CaseView:
    """A read of one subject at one moment; made anew after each change.

    Attributes:
        timepoints: in order, baseline first.
        lesions: of the read.
        measurements: by (lesion uid, timepoint uid).
        thickness_mm: slice thickness of the series a lesion was first measured on, by lesion uid; None where
            not known.
    """

    subject: Subject
    timepoints: tuple[Timepoint, ...]
    lesions: tuple[Lesion, ...]
    measurements: Mapping[tuple[str, str], Measurement]
    thickness_mm: Mapping[str, Decimal | None]

    @cached_property
    def rows(self) -> tuple[LesionRow, ...]:
        """The lesion table of this read: what the engine and the export are given."""
        return tuple(
            lesion_rows(self.subject, self.timepoints, self.lesions, tuple(self.measurements.values()))
        )

    @cached_property
    def assessment(self) -> SubjectAssessment | None:
        """The engine's calls; None before anything has been said."""
        return assess_subject(self.rows) if self.rows else None

    @cached_property
    def _calls(self) -> dict[Decimal, TimepointAssessment]:
        if self.assessment is None:
            return {}
        return {timepoint.visit: timepoint for timepoint in self.assessment.timepoints}

    @cached_property
    def _row_of(self) -> dict[tuple[str, Decimal], LesionRow]:
        return {(row.lesion, row.visit): row for row in self.rows if row.role is not None}

    @cached_property
    def visit_labels(self) -> dict[Decimal, str]:
        """Labels of the timepoints by visit number."""
        return {Decimal(timepoint.order): timepoint.label for timepoint in self.timepoints}

    def call_at(self, timepoint: Timepoint) -> TimepointAssessment | None:
        """The engine's assessment of a timepoint; None while nothing has been said there or later."""
        return self._calls.get(Decimal(timepoint.order))

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
        parts = [self._row_of.get((part.label, visit)) for part in self.fragments(lesion, timepoint)]
        if parts:
            return target_value([row for row in parts if row is not None]).diameter_mm
        row = self._row_of.get((lesion.label, visit))
        if row is None:
            return None
        return diameter_mm(row) if row.role is Role.TARGET else row.mm

    def fragments(self, lesion: Lesion, timepoint: Timepoint) -> tuple[Lesion, ...]:
        """What a target has split into, as far as it was recorded at a timepoint (recist.md, 3.4)."""
        return tuple(
            other
            for other in self.lesions
            if parent(other.label) == lesion.label and (other.uid, timepoint.uid) in self.measurements
        )

    def is_answered(self, lesion: Lesion, timepoint: Timepoint) -> bool:
        """Whether the reader has said all that this lesion needs at this timepoint."""
        measurement = self.measurement(lesion, timepoint)
        if measurement is None:
            return bool(self.fragments(lesion, timepoint))
        if measurement.state is State.MEASURED:
            return self.value_mm(lesion, timepoint) is not None
        return True

    def lesion_line(
        self,
        lesion: Lesion,
        current: Timepoint,
        prior: Timepoint | None,
        remark: str = "",
        *,
        warned: bool = False,
    ) -> LesionLine:
        """One lesion at `current`, beside `prior`."""
        measurement = self.measurement(lesion, current)
        value = self.value_mm(lesion, current)
        has_course = lesion.role is Role.TARGET or any(
            self.value_mm(lesion, timepoint) is not None for timepoint in self.timepoints
        )
        before = None if prior is None else self.value_mm(lesion, prior)
        if value is not None and has_course:
            now_text = mm_text(value)
        elif measurement is None:
            now_text = NO_VALUE
        elif measurement.state is State.MEASURED:
            now_text = _text("short axis missing")
        else:
            now_text = state_text(measurement.state)
        prior_text = ""
        if prior is not None and has_course and before is not None:
            prior_text = mm_text(before)
        change = None
        if value is not None and before:
            change = percent_text(percent_change(value, before))
        answer = Answer.GIVEN
        if not self.is_answered(lesion, current):
            answer = Answer.WANTED
        elif measurement is not None and measurement.state is State.NOT_EVALUABLE:
            answer = Answer.NO_VALUE
        site = lesion.site
        if (
            measurement is not None
            and has_course
            and measurement.state not in (State.MEASURED, State.PRESENT)
        ):
            site = f"{site} \u00b7 {state_text(measurement.state)}" if site else state_text(measurement.state)
        return LesionLine(
            uid=lesion.uid,
            label=lesion.label,
            site=site,
            role=lesion.role,
            class_name=class_name(lesion),
            nodal=lesion.nodal,
            course=tuple(
                self.value_mm(lesion, timepoint)
                for timepoint in self.timepoints
                if timepoint.order <= current.order
            )
            if has_course
            else (),
            prior_text=prior_text,
            now_text=now_text,
            change_text=change or "",
            state=None if measurement is None else measurement.state,
            answer=answer,
            remark=remark,
            warned=warned,
        )

    def compared(self, current: Timepoint, prior: Timepoint | None) -> tuple[Timepoint, ...]:
        """The columns of the table of sums: baseline, prior, current, each once."""
        columns = [self.timepoints[0], *([prior] if prior is not None else []), current]
        return tuple(dict.fromkeys(sorted(columns, key=lambda timepoint: timepoint.order)))

    def sum_lines(self, columns: Sequence[Timepoint]) -> tuple[SumLine, ...]:
        """Sums by class, for the classes that have targets, then over all targets."""
        lines = []
        calls = [self.call_at(timepoint) for timepoint in columns]
        used = {lesion.radiation for lesion in self.lesions if lesion.role is Role.TARGET}
        at_baseline = columns[-1].order == 0
        for radiation in RadiationClass:
            if radiation not in used:
                continue
            parts = [None if call is None else call.by_class[radiation] for call in calls]
            last = parts[-1]
            lines.append(
                SumLine(
                    radiation.value,
                    _text("Unirradiated") if radiation is RadiationClass.UNIRRADIATED else radiation.value,
                    tuple(mm_text(None if part is None else part.sum_mm) for part in parts),
                    "" if last is None or at_baseline else percent_text(last.pct_from_baseline),
                    "" if last is None or last.target is None else last.target.value,
                )
            )
        last_call = calls[-1]
        lines.append(
            SumLine(
                "",
                _text("All targets"),
                tuple(mm_text(None if call is None else call.sum_mm) for call in calls),
                "" if last_call is None or at_baseline else percent_text(last_call.pct_from_baseline),
                "" if last_call is None or last_call.target is None else last_call.target.value,
            )
        )
        return tuple(lines)

    def call_text(self, timepoint: Timepoint) -> str:
        """BL at baseline, the overall response after it; empty while there is none."""
        call = self.call_at(timepoint)
        if timepoint.order == 0:
            return "BL"
        return "" if call is None or call.overall is None else call.overall.value
