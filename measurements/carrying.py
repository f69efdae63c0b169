"""Cases carried away from a trial and reads brought back to it, as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HandOut:
    """Subjects given to one reader in a file, to be read where the trial cannot be reached.

    The trial keeps one for every such file; the trial in the file keeps its own, and knows by it where it is
    from.

    Attributes:
        trial_uid, trial_name: of the trial that they were handed out from.
        carried_uid: of the trial in the file.
        reader: whose reads come back: the name of their account, or what they go by in a trial without.
        sequence, hash: the last entry of the trial's audit when they were taken out of it.
        who: handed them out.
        made: ISO 8601, with the offset of the clock of whoever did.
        dates_moved: whether dates are others than in the trial, since the reader may not see those.
    """

    uid: str
    trial_uid: str
    trial_name: str
    carried_uid: str
    reader: str
    subject_uids: tuple[str, ...]
    sequence: int
    hash: str
    who: str
    made: str
    dates_moved: bool


@dataclass(frozen=True, slots=True)
class TakeBack:
    """A file of reads that was taken into the trial; the trial keeps the whole of it.

    Attributes:
        file_hash: SHA-256 of the file, hexadecimal: the same file is taken once.
        hand_out_uid: by which its subjects had left.
        sequence, hash: the last entry of the audit in it.
        taken: ISO 8601, with the offset of the clock of whoever did.
        decisions: what was decided where the two sides differed, a sentence each.
    """

    file_hash: str
    file_name: str
    hand_out_uid: str
    sequence: int
    hash: str
    who: str
    taken: str
    decisions: tuple[str, ...]
