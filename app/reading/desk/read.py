"""Which read a subject's door opens, and what is stored of it."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import QCoreApplication

from app.reading.desk.standing import Standing, standing_of
from app.session import Session
from measurements.case.case_view import CaseView
from measurements.case.commands import BeginRead
from measurements.case.stored_case import case_of
from measurements.imaging import Series
from measurements.refusal import NotAllowed, Refusal
from measurements.storage.store import TrialStore
from measurements.trial import Read

translate = QCoreApplication.translate


def read_of(session: Session, subject_uid: str, read_uid: str = "") -> Read:
    """The reader's read of a subject, begun now where there is none; for who has none, one that they may see.

    Args:
        read_uid: of the read that is asked for; empty where no one is.

    Raises:
        Refusal: the subject is not in the trial any more, or there is no read that they may see or begin.
    """
    reads = reads_seen(session, subject_uid)
    for read in reads:
        if read.uid == read_uid or (not read_uid and read.reader == session.reader):
            return read
    if not session.may(BeginRead):
        if reads:
            return _fullest(session, reads)
        raise Refusal(translate("read", "There is no read of this subject to be seen yet."))
    read = Read(str(uuid4()), subject_uid, session.reader)
    try:
        session.case.run(BeginRead(read))
    except NotAllowed:
        if reads:
            return _fullest(session, reads)
        raise
    return read


def _fullest(session: Session, reads: Sequence[Read]) -> Read:
    """The one that says most, for who has none of their own: completed, further signed, with more lesions."""
    with session.store.reading() as trial:
        far = {one.read_uid: one for one in trial.evidence.progress(reads[0].subject_uid)}

        def said(read: Read) -> tuple[bool, int, int]:
            progress, lesions = far.get(read.uid), len(trial.lesions(read.uid))
            if progress is None:
                return False, 0, lesions
            return progress.completed, len(progress.signed), lesions

        return max(reads, key=said)


def reads_seen(session: Session, subject_uid: str) -> list[Read]:
    """All reads of a subject that whoever is at the trial may see."""
    with session.store.reading() as trial:
        return trial.reads(subject_uid)


SeriesByTimepoint = dict[str, list[Series]]
"""The stacks of each timepoint, by its uid, without their slices."""


def load_case(
    store: TrialStore, read: Read, known: SeriesByTimepoint, standing: Standing | None
) -> tuple[CaseView, SeriesByTimepoint, Standing]:
    """A read as it is stored now. Series are read anew only when there are other timepoints than `known`.

    Args:
        standing: how it stands, where that is known; None: it is read anew.

    Raises:
        Refusal: the subject is not in the trial any more, or this program cannot read its protocol.
    """
    with store.reading() as trial:
        subject = trial.subject(read.subject_uid)
        if subject is None:
            raise Refusal(
                translate("read", "The subject of this read is not in the trial any more: choose another.")
            )
        if trial.read(read.uid) is None:
            sentence = translate("read", "The read of {0} was taken back: open it again to begin anew.")
            raise Refusal(sentence.format(subject.code))
        timepoints = tuple(entry for entry in trial.timepoints(subject.uid) if entry.order >= 0)
        if not timepoints:
            sentence = translate("read", "{0} has no timepoint any more: choose another subject.")
            raise Refusal(sentence.format(subject.code))
        series = known
        if {timepoint.uid for timepoint in timepoints} != set(known):
            series = {timepoint.uid: trial.series(timepoint.uid) for timepoint in timepoints}
        thickness = {entry.key: entry.slice_thickness_mm for found in series.values() for entry in found}
        case = case_of(trial, read, thickness)
        if standing is None:
            assert store.actor is not None, "a trial is read by somebody"
            standing = standing_of(trial, read, store.actor, case.timepoints, case.protocol.reading)
        return case, series, standing
