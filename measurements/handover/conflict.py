"""What stands between a file of reads and the trial they come back to, as frozen values."""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """What to go by where the two differ."""

    HERE = "here"
    THEIRS = "theirs"


class ConflictKind(StrEnum):
    """What differs, by a name that scripts can rely on."""

    READ = "read"
    """A read went on at both places in ways that cannot be put together."""
    CELL = "measurement"
    """One thing of a read was changed at both places."""
    CODE = "code"
    SCHEDULE = "schedule"
    PICTURES = "pictures"
    IMAGE_CHECK = "image check"
    ASSIGNMENT = "assignment"
    PROTOCOL = "protocol"
    ACCOUNT = "account"
    OLDER = "older"
    """A later file of the same subjects was taken in before."""
    PARTED = "parted"
    """The carried trial was copied, and went on in both copies."""


WHOLE_FILE = frozenset({ConflictKind.PROTOCOL, ConflictKind.ACCOUNT, ConflictKind.OLDER, ConflictKind.PARTED})
"""Decided for `HERE`, nothing of the file is taken."""

WHOLE_SUBJECT = frozenset(
    {
        ConflictKind.READ,
        ConflictKind.CODE,
        ConflictKind.SCHEDULE,
        ConflictKind.PICTURES,
        ConflictKind.ASSIGNMENT,
    }
)
"""Decided for `HERE`, nothing of the subject is taken. For `THEIRS`, the reads are taken; code, schedule,
pictures, assignments and protocol stay as they are here in any case."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two reads say otherwise, or only one of them says."""

    where: str
    here: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a read is.

    Attributes:
        answers: how many measurements and findings it has.
        signed: labels of its signed timepoints.
        completed: whether it is signed as a whole.
    """

    lesions: int
    answers: int
    signed: tuple[str, ...]
    completed: bool

    def __str__(self) -> str:
        told = [f"lesions: {self.lesions}", f"answers: {self.answers}"]
        told += [f"signed: {', '.join(self.signed)}"] if self.signed else []
        return ", ".join([*told, *(["completed"] if self.completed else [])])


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing to be decided before anything is taken in.

    Attributes:
        subject_uid, subject: uid and code; "" of what is about the whole file.
        place: what exactly, by uids, so that two conflicts are never one.
        where: in words, such as "T01, TP1"; "" of what is about a whole subject or file.
        here, theirs: what each side says.
        wins: the side that is taken in any case, since the other cannot be; None where it is to be chosen.
        differences: of two reads, thing by thing.
        extents: of two reads, here and theirs.
    """

    kind: ConflictKind
    subject_uid: str
    subject: str
    place: str
    where: str
    here: str
    theirs: str
    wins: Side | None = None
    differences: tuple[Difference, ...] = ()
    extents: tuple[Extent, Extent] | None = None

    def sentence(self, side: Side) -> str:
        """What was decided, for the audit."""
        about = " ".join(part for part in (self.subject, self.where) if part)
        return f"{self.kind.value} {about}: {side.value} (here: {self.here}; theirs: {self.theirs})".replace(
            " : ", ": "
        )
