"""Which cases left a trial in files, and which reads came back: read out of it as frozen values."""

from sqlalchemy import Connection, select

from measurements.carrying import HandOut, TakeBack
from measurements.storage.rows import HandOutRow, TakeBackRow, TakenFileRow
from measurements.storage.statements import table_of

HAND_OUT = table_of(HandOutRow)
TAKE_BACK = table_of(TakeBackRow)
TAKEN_FILE = table_of(TakenFileRow)


class Handovers:
    """One consistent look, for as long as the transaction lasts that it belongs to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hand_outs(self) -> list[HandOut]:
        """The oldest first, by the audit they were made at; the one it came by first, in a carried trial."""
        rows = self._connection.execute(select(HAND_OUT).order_by(HAND_OUT.c.sequence, HAND_OUT.c.uid))
        return [HandOut(**row._mapping) for row in rows]

    def carried_by(self, trial_uid: str) -> HandOut | None:
        """By what this trial was carried away from another; None of a trial that was not.

        Args:
            trial_uid: of this trial.
        """
        return next((one for one in self.hand_outs() if one.carried_uid == trial_uid), None)

    def take_backs(self) -> list[TakeBack]:
        """The oldest first."""
        rows = self._connection.execute(select(TAKE_BACK).order_by(TAKE_BACK.c.taken, TAKE_BACK.c.file_hash))
        return [TakeBack(**row._mapping) for row in rows]

    def taken_file(self, file_hash: str) -> bytes | None:
        """A file of reads as it was when it was taken in."""
        query = select(TAKEN_FILE.c.content).where(TAKEN_FILE.c.file_hash == file_hash)
        content: bytes | None = self._connection.execute(query).scalar_one_or_none()
        return content
