"""What each command on a read does to the rows."""

from dataclasses import replace
from typing import Any

from measurements.case.commands import (
    AddLesion,
    BeginRead,
    EditLesion,
    MoveLabel,
    PutMeasurement,
    RemoveLesion,
    RemoveMeasurement,
)
from measurements.case.consistency import check_caliper, check_free
from measurements.case.labels import parent
from measurements.case.present import lesion_in, said_at
from measurements.geometry.vectors import cross, dot, subtract
from measurements.imaging import Series
from measurements.lesion import Caliper, Lesion
from measurements.refusal import Refusal
from measurements.storage import values
from measurements.storage.rows import LesionRow, MeasurementRow
from measurements.storage.unit import UnitOfWork

IN_PLANE_MM = 0.1
"""How far from the plane of its picture an end may lie: as far as a length is rounded."""

LesionCommand = (
    BeginRead | AddLesion | EditLesion | RemoveLesion | PutMeasurement | RemoveMeasurement | MoveLabel
)


def carry_out(command: LesionCommand, work: UnitOfWork) -> None:
    """Changes the rows; whether the lesions still hold together is asked once, before the commit.

    Raises:
        Refusal: the command cannot be carried out on what is there.
    """
    match command:
        case BeginRead():
            _begin_read(command, work)
        case AddLesion():
            _add_lesion(command.lesion, work)
        case EditLesion():
            _edit_lesion(command.lesion, work)
        case RemoveLesion():
            _remove_lesion(command.lesion_uid, work)
        case PutMeasurement():
            _put_measurement(command, work)
        case RemoveMeasurement():
            said_at(work, lesion_in(work, command.lesion_uid), command.timepoint_uid)
            work.remove(MeasurementRow, (command.lesion_uid, command.timepoint_uid))
        case MoveLabel():
            _move_label(command, work)


def _begin_read(command: BeginRead, work: UnitOfWork) -> None:
    read = command.read
    if not read.reader.strip():
        raise Refusal("A read needs a reader: give a name.")
    if work.trial.subject(read.subject_uid) is None:
        raise Refusal("The subject to read is not in this trial: choose another.")
    if any(other.reader == read.reader for other in work.trial.reads(read.subject_uid)):
        raise Refusal("{reader} already has a read of this subject: continue that one.", reader=read.reader)
    work.add(values.read_row(read))


def _add_lesion(lesion: Lesion, work: UnitOfWork) -> None:
    if work.trial.read(lesion.read_uid) is None:
        raise Refusal(
            "The read that {lesion} belongs to is not in this trial: open the read again.",
            lesion=lesion.label,
        )
    check_free(lesion.label, work.trial.lesions(lesion.read_uid))
    work.add(values.lesion_row(lesion))


def _edit_lesion(lesion: Lesion, work: UnitOfWork) -> None:
    before = lesion_in(work, lesion.uid)
    if lesion.read_uid != before.read_uid:
        raise Refusal("{before} cannot move to another read: add it there.", before=before.label)
    if lesion.role is not before.role and len(work.trial.measurements_of(lesion.uid)) > 1:
        raise Refusal(
            "{before} stays {role}: its list is fixed once it was followed to a second timepoint.",
            before=before.label,
            role=before.role,
        )
    others = [other for other in work.trial.lesions(lesion.read_uid) if other.uid != lesion.uid]
    check_free(lesion.label, others)
    whole = next((other for other in others if other.label == parent(lesion.label)), None)
    if whole is not None and _kind(lesion) != _kind(whole):
        raise Refusal(
            "{lesion} is a piece of {whole}: set site, node and class of {whole}.",
            lesion=lesion.label,
            whole=whole.label,
        )
    work.put(values.lesion_row(lesion))
    for piece in others:
        if parent(piece.label) == lesion.label:
            of_whole = dict(zip(_KIND, _kind(lesion), strict=True))
            work.put(values.lesion_row(replace(piece, **of_whole)))


_KIND = ("site", "organ", "laterality", "nodal", "radiation")
"""What a fragment has from its whole."""


def _kind(lesion: Lesion) -> tuple[Any, ...]:
    return tuple(getattr(lesion, name) for name in _KIND)


def _remove_lesion(lesion_uid: str, work: UnitOfWork) -> None:
    lesion = lesion_in(work, lesion_uid)
    absorbed = {
        other.lesion_uid
        for other in work.trial.measurements(lesion.read_uid)
        if other.merged_into_uid == lesion_uid
    }
    if absorbed:
        labels = tuple(sorted(lesion_in(work, uid).label for uid in absorbed))
        raise Refusal(
            "{lesion} cannot be removed: it carries the mass that {labels} merged into. Say first what "
            "became of the merged.",
            lesion=lesion.label,
            labels=labels,
        )
    for measurement in work.trial.measurements_of(lesion_uid):
        work.remove(MeasurementRow, (lesion_uid, measurement.timepoint_uid))
    work.remove(LesionRow, (lesion_uid,))


def _put_measurement(command: PutMeasurement, work: UnitOfWork) -> None:
    measurement = command.measurement
    lesion = lesion_in(work, measurement.lesion_uid)
    caliper = measurement.caliper
    if caliper is not None:
        check_caliper(caliper, lesion.label)
        if work.trial.timepoint_of_series(caliper.series_key) != measurement.timepoint_uid:
            raise Refusal(
                "{lesion} was drawn on a series of another timepoint: draw it on this one.",
                lesion=lesion.label,
            )
        picture = work.trial.picture(caliper.series_key, caliper.sop_uid, caliper.frame)
        if picture is None:
            raise Refusal(
                "{lesion} was drawn on a picture that is not in this trial: import it first.",
                lesion=lesion.label,
            )
        if not picture.measurable:
            raise Refusal(
                "{lesion} was drawn on a picture without a scale or a place in the patient: use another "
                "series.",
                lesion=lesion.label,
            )
        if caliper.reformat is None and not _lies_on(caliper, picture):
            raise Refusal(
                "{lesion} was not drawn in the plane of the picture it is named after: draw it again.",
                lesion=lesion.label,
            )
    work.put(values.measurement_row(measurement))


def _lies_on(caliper: Caliper, picture: Series) -> bool:
    """Whether all ends are in the plane of a measurable picture, the one slice of `picture`."""
    along_row, along_column, origin = picture.along_row, picture.along_column, picture.slices[0].origin_lps
    assert along_row is not None
    assert along_column is not None
    assert origin is not None
    normal = cross(along_row, along_column)
    ends = (*caliper.long_lps, *(caliper.short_lps or ()))
    return all(abs(dot(subtract(end, origin), normal)) <= IN_PLANE_MM for end in ends)


def _move_label(command: MoveLabel, work: UnitOfWork) -> None:
    lesion = lesion_in(work, command.lesion_uid)
    if said_at(work, lesion, command.timepoint_uid).caliper is None:
        raise Refusal(
            "{lesion} has no caliper at this timepoint, hence no label to move.", lesion=lesion.label
        )
    work.change(MeasurementRow, (command.lesion_uid, command.timepoint_uid), label_lps=command.label_lps)
