"""Which read a subject's door opens."""

from uuid import uuid4

from app.session import Session
from measurements.case.commands import BeginRead
from measurements.trial import Read


def read_of(session: Session, subject_uid: str) -> Read:
    """The reader's read of a subject; begun now where there is none.

    Raises:
        Refusal: the subject is not in the trial any more.
    """
    with session.store.reading() as trial:
        for read in trial.reads(subject_uid):
            if read.reader == session.reader:
                return read
    read = Read(str(uuid4()), subject_uid, session.reader)
    session.case.run(BeginRead(read))
    return read
