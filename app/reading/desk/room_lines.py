"""What is on the desk, as the lines that panel, strip and line of calls show."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.case_words import call_text, class_name, state_text
from app.figures import NO_VALUE, mm_text, percent_text
from app.language import language, sentence
from app.reading.desk.desk_view import DeskView
from app.reading.desk.lines import Answer, LesionLine, SumLine, TimepointLine
from app.reading.desk.site_choices import site_text
from app.reading.desk.standing_words import opens_text
from measurements.lesion import Lesion, RadiationClass, Role, State
from measurements.recist.assessment import ClassAssessment, TimepointAssessment
from measurements.recist.eligibility import Code, judge_target
from measurements.recist.sentences import overall_sentence
from measurements.recist.target import percent_change
from measurements.trial import Timepoint

translate = QCoreApplication.translate


def lesion_lines(view: DeskView) -> list[LesionLine]:
    """The lesions to answer at the current timepoint, in the order of the list."""
    return [_lesion_line(view, lesion) for lesion in view.ordered()]


def _lesion_line(view: DeskView, lesion: Lesion) -> LesionLine:
    """One lesion at the current timepoint, beside the prior one."""
    case, current, prior = view.case, view.current, view.prior
    remark, warned = _eligibility(view, lesion)
    measurement = case.measurement(lesion, current)
    value = case.value_mm(lesion, current)
    has_course = lesion.role is Role.TARGET or any(
        case.value_mm(lesion, timepoint) is not None for timepoint in case.timepoints
    )
    before = None
    if prior is not None and view.may_show_length(lesion, prior):
        before = case.value_mm(lesion, prior)
    if value is not None and has_course:
        now_text = mm_text(value)
    elif measurement is None:
        now_text = NO_VALUE
    elif measurement.state is State.MEASURED:
        now_text = translate("room", "short axis missing")
    else:
        now_text = state_text(measurement.state)
    prior_text = ""
    if prior is not None and has_course and before is not None:
        prior_text = mm_text(before)
    change = None
    if value is not None and before:
        change = percent_text(percent_change(value, before))
    answer = Answer.GIVEN
    if not case.is_answered(lesion, current):
        answer = Answer.WANTED
    elif measurement is not None and measurement.state is State.NOT_EVALUABLE:
        answer = Answer.NO_VALUE
    words = ""
    if case.fragments(lesion, current) and measurement is None:
        words = translate("room", "in pieces")
        remark = translate("room", "Measured in pieces here: their diameters are added.")
    elif measurement is not None and has_course and measurement.state not in (State.MEASURED, State.PRESENT):
        state = state_text(measurement.state)
        carrier = next((one for one in case.lesions if one.uid == measurement.merged_into_uid), None)
        if carrier is not None:
            state = translate("room", "merged into {0}").format(carrier.label)
        if measurement.state is State.MERGED:
            remark = translate(
                "room", "Counts 0 mm here: the lesion that it has merged into carries the mass."
            )
        words = "" if state == now_text else state  # said once in a row
    return LesionLine(
        uid=lesion.uid,
        label=lesion.label,
        site=" \u00b7 ".join(
            part for part in (words, lesion.name, site_text(lesion.site, case.protocol.sites)) if part
        ),
        role=lesion.role,
        class_name=class_name(lesion),
        nodal=lesion.nodal,
        course=tuple(
            case.value_mm(lesion, timepoint) if view.may_show_length(lesion, timepoint) else None
            for timepoint in case.timepoints
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
        name=lesion.name,
        comment=lesion.comment,
        said=None if measurement is None else measurement.comment,
    )


def _eligibility(view: DeskView, lesion: Lesion) -> tuple[str, bool]:
    """What speaks for or against a target while it is chosen, and whether anything speaks against it."""
    if lesion.role is not Role.TARGET or not view.at_baseline:
        return "", False
    measurement = view.case.measurement(lesion, view.current)
    targets = [
        entry
        for entry in view.case.lesions
        if entry.role is Role.TARGET and view.case.whole_of(entry) is None
    ]
    findings = judge_target(
        lesion,
        None if measurement is None else measurement.caliper,
        view.case.thickness_mm[lesion.uid],
        targets,
    )
    against = [finding for finding in findings if not finding.fine and finding.code is not Code.NOT_MEASURED]
    told = against or list(findings)
    return " ".join(sentence(finding.sentence(language())) for finding in told), bool(against)


def sum_lines(view: DeskView, columns: Sequence[Timepoint]) -> tuple[SumLine, ...]:
    """Sums by class, for the classes that have targets, then over all targets."""
    case = view.case

    def cells(parts: Sequence[TimepointAssessment | ClassAssessment | None]) -> tuple[str, ...]:
        return tuple(
            mm_text(None if part is None or not view.may_show_sum(timepoint) else part.sum_mm)
            for part, timepoint in zip(parts, columns, strict=True)
        )

    lines = []
    calls = [case.call_at(timepoint) for timepoint in columns]
    used = {lesion.radiation for lesion in case.lesions if lesion.role is Role.TARGET}
    has_change = columns[-1].order != 0 and view.may_show_change(columns[-1])
    for radiation in RadiationClass:
        if radiation not in used:
            continue
        parts = [None if call is None else call.by_class[radiation] for call in calls]
        last = parts[-1]
        lines.append(
            SumLine(
                radiation.value,
                translate("room", "Unirradiated")
                if radiation is RadiationClass.UNIRRADIATED
                else radiation.value,
                cells(parts),
                "" if last is None or not has_change else percent_text(last.pct_from_baseline),
                "" if last is None or last.target is None else last.target.value,
            )
        )
    last_call = calls[-1]
    lines.append(
        SumLine(
            "",
            translate("room", "All targets"),
            cells(calls),
            "" if last_call is None or not has_change else percent_text(last_call.pct_from_baseline),
            "" if last_call is None or last_call.target is None else last_call.target.value,
        )
    )
    return tuple(lines)


def timepoint_lines(view: DeskView) -> list[TimepointLine]:
    """All timepoints, baseline first."""
    case, standing = view.case, view.standing
    lines = []
    for timepoint in case.timepoints:
        signature = standing.signature_at(timepoint)
        call = case.call_at(timepoint)
        listed = case.asked(timepoint)
        answered = sum(case.is_answered(lesion, timepoint) for lesion in listed)
        begun = any(case.measurement(lesion, timepoint) is not None for lesion in listed)
        # What was drawn before timepoints had an order is not told of one that does not open yet.
        begun = begun and not standing.is_closed(timepoint.uid)
        response = call_text(case, timepoint) if begun or timepoint.order == 0 else ""
        if signature is not None:
            state = brief = translate("room", "Signed")
        elif standing.is_closed(timepoint.uid):
            state = brief = translate("room", "Closed")
        elif not begun:
            state = brief = translate("room", "To read")
        elif answered < len(listed):
            brief = translate("room", "{0} of {1}").format(answered, len(listed))
            state = translate("room", "{0} assessed").format(brief)
        else:
            state = brief = translate("room", "All assessed")
        show_sum = begun and call is not None and call.sum_mm is not None and view.may_show_sum(timepoint)
        show_change = view.may_show_change(timepoint)
        lines.append(
            TimepointLine(
                uid=timepoint.uid,
                label=timepoint.label,
                day=timepoint.day,
                call=response,
                sum_text=f"{mm_text(call.sum_mm)} mm" if show_sum and call is not None else "",
                change_text=percent_text(call.pct_from_baseline)
                if show_sum and show_change and call is not None and timepoint.order
                else "",
                reason=""
                if call is None or not begun or not show_change
                else sentence(overall_sentence(call, case.visit_labels, language())),
                state_text=state,
                brief_state_text=brief,
                current=timepoint == view.current,
                prior=timepoint == view.prior,
                signed=signature is not None,
                opens=opens_text(view, timepoint),
            )
        )
    return lines
