"""What the sheet says before a signature, a revision or an unlock: the content, who, and what it means."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.case_words import caliper_text
from app.figures import day_text, mm_text
from app.people.words import role_name
from app.reading.call.call_lines import call_line
from app.reading.desk.desk_view import DeskView
from app.reading.desk.room_lines import lesion_lines
from app.reading.signing.lines import Act
from app.reading.signing.words import in_a_row, signature_text, verdict_text
from measurements.people import Person, Role
from measurements.storage.program import PROGRAM_VERSION
from measurements.trial import Timepoint

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class SheetLesion:
    """One lesion of what is signed: `value` counts, `axes` are as drawn; empty where nothing was."""

    label: str
    site: str
    class_name: str
    axes: str
    value: str


@dataclass(frozen=True, slots=True)
class SheetLines:
    """All that stands on the sheet but the time.

    Attributes:
        act: what the sheet is for.
        told: what will happen, in sentences.
        lesions: of the timepoint that is signed.
        rows: names and values, in order.
        asks_password: else it asks for a reason.
    """

    act: Act
    title: str
    told: str
    lesions: tuple[SheetLesion, ...]
    rows: tuple[tuple[str, str], ...]
    asks_password: bool
    button: str


def sheet_lines(act: Act, view: DeskView, person: Person, role: Role) -> SheetLines:
    """What the sheet for an act says; `person`: who is at the trial, in which role."""
    if act is Act.SIGN:
        return _to_sign(view, person, role)
    if act is Act.COMPLETE:
        return _to_complete(view, person, role)
    if act is Act.REVISE:
        return _to_revise(view)
    return _to_unlock(act, view)


def _to_sign(view: DeskView, person: Person, role: Role) -> SheetLines:
    case, current = view.case, view.current
    call = call_line(view)
    assessed = case.call_at(current)
    lesions = []
    for line in lesion_lines(view):
        said = case.measurements.get((line.uid, current.uid))
        lesions.append(
            SheetLesion(
                line.label,
                line.site,
                line.class_name if view.standing.tells_class else "",
                "" if said is None else caliper_text(said),
                line.now_text,
            )
        )
    rows = [
        (
            translate("signing", "Timepoint"),
            translate("signing", "{subject} \u00b7 {timepoint} \u00b7 day {day}").format(
                subject=case.subject.code, timepoint=current.label, day=day_text(current.day)
            ),
        )
    ]
    if assessed is not None and assessed.sum_mm is not None:
        rows.append((translate("signing", "Sum of diameters"), f"{mm_text(assessed.sum_mm)} mm"))
    rows += [
        (translate("signing", "Call"), call.sentence),
        (translate("signing", "Pictures"), verdict_text(view.standing.checks.get(current.uid))),
        *_by_what(view),
        *_by_whom(person, role, translate("signing", "I have assessed this timepoint.")),
    ]
    return SheetLines(
        Act.SIGN,
        translate("signing", "Sign {timepoint}").format(timepoint=current.label),
        "",
        tuple(lesions),
        tuple(rows),
        asks_password=True,
        button=translate("signing", "Sign"),
    )


def _to_complete(view: DeskView, person: Person, role: Role) -> SheetLines:
    case = view.case
    rows = [(translate("signing", "Subject"), case.subject.code)]
    for one in case.timepoints:
        signature = view.standing.signature_at(one)
        if signature is not None:
            rows.append((one.label, signature_text(signature)))
    assessment = case.assessment
    if assessment is not None and assessment.bor is not None:
        rows.append((translate("signing", "Best response"), assessment.bor.value))
    rows += [*_by_what(view), *_by_whom(person, role, translate("signing", "I have completed this read."))]
    return SheetLines(
        Act.COMPLETE,
        translate("signing", "Complete the read of {subject}").format(subject=case.subject.code),
        translate("signing", "Nothing of it can be changed afterwards, unless the data manager unlocks it."),
        (),
        tuple(rows),
        asks_password=True,
        button=translate("signing", "Complete"),
    )


def _to_revise(view: DeskView) -> SheetLines:
    label = view.current.label
    title = translate("signing", "Revise {timepoint}").format(timepoint=label)
    return SheetLines(Act.REVISE, title, _opens_again(view), (), (), asks_password=False, button=title)


def _to_unlock(act: Act, view: DeskView) -> SheetLines:
    if act is Act.UNLOCK_READ:
        title = translate("signing", "Unlock the completed read")
        told = [
            translate(
                "signing", "The read is open again, and its completion is voided. Its timepoints stay signed."
            )
        ]
    else:
        title = translate("signing", "Unlock {timepoint}").format(timepoint=view.current.label)
        told = [_opens_again(view)]
        if view.standing.completion is not None:
            told.append(translate("signing", "The completion of the read is voided too."))
    if view.standing.adjudicated:
        told.append(translate("signing", "So is the decision between the reads of this subject."))
    rows = ((translate("signing", "Read of"), view.standing.reader),)
    return SheetLines(act, title, in_a_row(told), (), rows, asks_password=False, button=title)


def _opens_again(view: DeskView) -> str:
    """That a signature is voided, and those that rest on it."""
    current = view.current
    sentence = translate("signing", "{timepoint} opens again: its signature is kept and voided.")
    told = [sentence.format(timepoint=current.label)]
    later = [one.label for one in _signed_after(view, current)]
    if later:
        rest = translate("signing", "What comes after it rests on it and must be signed anew: {timepoints}.")
        told.append(rest.format(timepoints=translate("signing", ", ").join(later)))
    return in_a_row(told)


def _signed_after(view: DeskView, timepoint: Timepoint) -> list[Timepoint]:
    return [
        one
        for one in view.case.timepoints
        if one.order > timepoint.order and view.standing.signature_at(one) is not None
    ]


def _by_what(view: DeskView) -> tuple[tuple[str, str], ...]:
    protocol = view.case.protocol
    return (
        (translate("signing", "Protocol"), f"{protocol.trial.code} {protocol.version}"),
        (translate("signing", "Protocol hash"), protocol.hash),
        (translate("signing", "Program"), f"Longaxis {PROGRAM_VERSION}"),
    )


def _by_whom(person: Person, role: Role, meaning: str) -> tuple[tuple[str, str], ...]:
    named = translate("signing", "{printed_name} ({name}), {role}").format(
        printed_name=person.printed_name, name=person.name, role=role_name(role)
    )
    return ((translate("signing", "Name"), named), (translate("signing", "Meaning"), meaning))
