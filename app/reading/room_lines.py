"""What is on the desk, as the lines that panel, strip and line of calls show."""

from PySide6.QtCore import QCoreApplication

from app.figures import mm_text, percent_text
from app.reading.desk import ReadingDesk
from app.reading.lines import CallLine, LesionLine, TimepointLine
from measurements.lesion import Lesion, Role
from measurements.recist.eligibility import Code, judge_target
from measurements.recist.sentences import overall_sentence


def _text(text: str) -> str:
    return QCoreApplication.translate("room", text)


def lesion_lines(desk: ReadingDesk) -> list[LesionLine]:
    """The lesions to answer at the current timepoint, in the order of the list."""
    lines = []
    for lesion in desk.ordered():
        remark, warned = _eligibility(desk, lesion)
        lines.append(desk.case.lesion_line(lesion, desk.current, desk.prior, remark, warned=warned))
    return lines


def _eligibility(desk: ReadingDesk, lesion: Lesion) -> tuple[str, bool]:
    """What speaks for or against a target while it is chosen, and whether anything speaks against it."""
    if lesion.role is not Role.TARGET or not desk.at_baseline:
        return "", False
    measurement = desk.case.measurement(lesion, desk.current)
    targets = [entry for entry in desk.case.lesions if entry.role is Role.TARGET]
    findings = judge_target(
        lesion,
        None if measurement is None else measurement.caliper,
        desk.case.thickness_mm[lesion.uid],
        targets,
    )
    against = [finding for finding in findings if not finding.fine and finding.code is not Code.NOT_MEASURED]
    told = against or list(findings)
    return ". ".join(finding.sentence() for finding in told) + ".", bool(against)


def timepoint_lines(desk: ReadingDesk) -> list[TimepointLine]:
    """All timepoints, baseline first."""
    case = desk.case
    lines = []
    for timepoint in case.timepoints:
        call = case.call_at(timepoint)
        listed = case.listed(timepoint)
        answered = sum(case.is_answered(lesion, timepoint) for lesion in listed)
        begun = any(case.measurement(lesion, timepoint) is not None for lesion in listed)
        response = case.call_text(timepoint) if begun or timepoint.order == 0 else ""
        if not begun:
            state = _text("To read")
        elif answered < len(listed):
            state = _text("{0} of {1} assessed").format(answered, len(listed))
        else:
            state = _text("All assessed")
        if timepoint == desk.current:
            state = _text("Current \u00b7 {0}").format(state.lower())
        elif timepoint == desk.prior:
            state = _text("Prior \u00b7 {0}").format(state.lower())
        show_sum = begun and call is not None and call.sum_mm is not None
        lines.append(
            TimepointLine(
                uid=timepoint.uid,
                label=timepoint.label,
                day=timepoint.day,
                when="" if timepoint.scan_date is None else timepoint.scan_date.isoformat(),
                call=response,
                sum_text=f"{mm_text(call.sum_mm)} mm" if show_sum and call is not None else "",
                change_text=percent_text(call.pct_from_baseline)
                if show_sum and call is not None and timepoint.order
                else "",
                reason="" if call is None or not begun else overall_sentence(call, case.visit_labels),
                state_text=state,
                current=timepoint == desk.current,
                prior=timepoint == desk.prior,
            )
        )
    return lines


def call_line(desk: ReadingDesk) -> CallLine:
    """The call of the current timepoint and what decided it."""
    case, current = desk.case, desk.current
    call = case.call_at(current)
    listed = case.listed(current)
    wanted = sum(not case.is_answered(lesion, current) for lesion in listed)
    begun = any(case.measurement(lesion, current) is not None for lesion in listed)
    remarks = []
    if wanted:
        remarks.append(_text("{0} of {1} lesions still to assess.").format(wanted, len(listed)))
    if not listed:
        sentence = _text("Draw the first lesion, or press N to name it first.")
        if current.order:
            sentence = _text("The baseline has no lesions yet: measure them there first.")
        return CallLine("", _text("No call yet"), sentence, (), None)
    if not begun or call is None:
        return CallLine("", _text("No call yet"), _text("Nothing assessed at {0} yet.").format(current.label),
                        tuple(remarks), None)  # fmt: skip
    title = _text("Baseline") if current.order == 0 else _text("Overall response")
    sentence = overall_sentence(call, case.visit_labels)
    return CallLine(
        case.call_text(current), title, sentence[:1].upper() + sentence[1:] + ".", tuple(remarks), None
    )
