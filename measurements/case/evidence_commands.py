"""What can be done about people, signatures and decisions, as values in the imperative."""

from dataclasses import dataclass, field

from measurements.lesion import RadiationClass
from measurements.people import Assignment, Role
from measurements.signature import AdjudicationReason, ImageVerdict


@dataclass(frozen=True, slots=True)
class AddPerson:
    """The first one switches roles on: from then on nobody opens the trial without signing in. They must be
    a data manager, who can add the others.

    The password of a later one is known to whoever added them: its owner chooses another when they first sign
    in, before anything else. The key made for it stays."""

    person_uid: str
    name: str
    printed_name: str
    roles: frozenset[Role]
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChangePerson:
    """Accounts are switched off, never deleted; what a person has signed keeps the name it was signed in."""

    person_uid: str
    printed_name: str
    roles: frozenset[Role]
    active: bool


@dataclass(frozen=True, slots=True)
class ResetPassword:
    """A password for somebody who has lost theirs, with a new key: the old one went with the password.

    Whoever gave it knows it: its owner chooses another when they sign in next, before anything else."""

    person_uid: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChangeOwnPassword:
    """The key stays."""

    password: str = field(repr=False)
    new_password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Assign:
    assignment: Assignment


@dataclass(frozen=True, slots=True)
class Unassign:
    assignment_uid: str


@dataclass(frozen=True, slots=True)
class CheckImages:
    """What is to be said of a timepoint's pictures before it is read; a reason wherever they did not pass."""

    timepoint_uid: str
    verdict: ImageVerdict
    findings: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TagRadiation:
    """Sets the class of a lesion that has none yet; where the protocol tags it after the lock."""

    lesion_uid: str
    radiation: RadiationClass


@dataclass(frozen=True, slots=True)
class SignTimepoint:
    """Locks what a read says at a timepoint, and opens the next one."""

    read_uid: str
    timepoint_uid: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CompleteRead:
    """Locks the whole read, once all its timepoints are signed."""

    read_uid: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReopenTimepoint:
    """The final look: the reader opens a follow-up of their own once more, when all were signed. What was
    signed stays, voided; so do the signatures of the timepoints after it, which rest on it."""

    read_uid: str
    timepoint_uid: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnlockSignature:
    """Voids a signature of somebody's, with all that rest on it."""

    signature_uid: str
    reason: str


@dataclass(frozen=True, slots=True)
class Adjudicate:
    """Takes one of the completed reads of a subject as the one that counts."""

    subject_uid: str
    chosen_read_uid: str
    reason: AdjudicationReason
    comment: str
    password: str = field(repr=False)


PeopleCommand = AddPerson | ChangePerson | ResetPassword | ChangeOwnPassword | Assign | Unassign
SignedCommand = SignTimepoint | CompleteRead | Adjudicate
"""Those that ask for the password of whoever is at the trial."""

EvidenceCommand = (
    PeopleCommand | SignedCommand | ReopenTimepoint | UnlockSignature | CheckImages | TagRadiation
)
