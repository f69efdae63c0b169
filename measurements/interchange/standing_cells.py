"""Whose read a row is of, and whether that read counts: the last cells of every table of reads."""

from measurements.case.accepted import standings
from measurements.storage.repository import Repository

STANDING_COLUMNS = ("evaluator", "accepted", "accepted_because")

_NOBODY = ("", "", "")


class Standings:
    """Of all reads of a trial, found once for all its tables."""

    def __init__(self, trial: Repository) -> None:
        reads = trial.reads()
        codes = {subject.uid: subject.code for subject in trial.subjects()}
        self._by_uid = {
            uid: (one.evaluator, one.flag, one.accepted or "") for uid, one in standings(trial).items()
        }
        self._uid_of = {(one.reader, codes[one.subject_uid]): one.uid for one in reads}

    def cells_of(self, read_uid: str) -> tuple[str, ...]:
        """Cells under `STANDING_COLUMNS`."""
        return self._by_uid.get(read_uid, _NOBODY)

    def cells_by(self, reader: str, code: str) -> tuple[str, ...]:
        """Of the read of a reader of the subject of this code."""
        uid = self._uid_of.get((reader, code))
        return _NOBODY if uid is None else self.cells_of(uid)
