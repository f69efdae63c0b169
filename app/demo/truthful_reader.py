"""Reads a made-up subject as it is told to: through the same commands as a hand."""

from uuid import uuid4

from measurements.case.commands import AddLesion, BeginRead, Command, InOneStep, PutMeasurement
from measurements.case.service import CaseService
from measurements.geometry.caliper import caliper_from
from measurements.lesion import Caliper, Lesion, Measurement, Role, State
from measurements.storage.store import TrialStore
from measurements.trial import Read
from reader.phantom.truth import LesionTruth, VisitTruth


def read_subject(store: TrialStore, subject_uid: str, truths: tuple[VisitTruth, ...], reader: str) -> None:
    """Stores what is told of every visit as that reader's read, timepoint after timepoint."""
    case = CaseService(store, who=reader)
    with store.reading() as trial:
        timepoints = [entry for entry in trial.timepoints(subject_uid) if entry.order >= 0]
    read = Read(str(uuid4()), subject_uid, reader)
    case.run(BeginRead(read))
    lesions: dict[str, Lesion] = {}
    for timepoint, truth in zip(timepoints, truths, strict=True):
        said: list[Command] = []
        for seen in truth.lesions:
            if seen.name not in lesions:
                if seen.group is Role.NEW and seen.state is State.ABSENT:
                    continue
                lesions[seen.name] = _lesion(seen, read.uid, timepoint.uid)
                said.append(AddLesion(lesions[seen.name]))
            lesion = lesions[seen.name]
            said.append(
                PutMeasurement(Measurement(lesion.uid, timepoint.uid, seen.state, _caliper(seen, truth)))
            )
        if said:
            case.run(InOneStep(tuple(said)))


def _lesion(seen: LesionTruth, read_uid: str, timepoint_uid: str) -> Lesion:
    return Lesion(
        uid=str(uuid4()),
        read_uid=read_uid,
        label=seen.name,
        role=seen.group,
        site=seen.site,
        organ=seen.organ,
        laterality=seen.laterality,
        nodal=seen.nodal,
        radiation=seen.radiation,
        first_timepoint_uid=timepoint_uid,
    )


def _caliper(seen: LesionTruth, truth: VisitTruth) -> Caliper | None:
    drawn = seen.state is State.MEASURED or seen.state is State.UNEQUIVOCAL
    if not drawn or seen.long_lps is None or seen.sop_uid is None:
        return None
    return caliper_from(
        seen.long_lps, seen.short_lps, series_key=truth.series_uid, sop_uid=seen.sop_uid, frame=0
    )
