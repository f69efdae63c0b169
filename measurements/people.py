"""Who works on a trial and as what, as frozen values."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person does in a trial; one who has several acts in one of them at a time."""

    RADIOLOGIST = "radiologist"
    ADJUDICATOR = "adjudicator"
    INVESTIGATOR = "investigator"
    DATA_MANAGER = "data-manager"


class Task(StrEnum):
    """What a person is asked to do with one subject."""

    READ = "read"
    ADJUDICATE = "adjudicate"
    INVESTIGATE = "investigate"


ROLE_OF = {
    Task.READ: Role.RADIOLOGIST,
    Task.ADJUDICATE: Role.ADJUDICATOR,
    Task.INVESTIGATE: Role.INVESTIGATOR,
}
"""In which role a task is carried out."""


@dataclass(frozen=True, slots=True)
class Person:
    """One account of a trial. A trial without any is open to whoever opens it.

    Attributes:
        name: what they sign in with; their reads carry it.
        printed_name: what a signature shows.
        roles: what they may act as.
        active: whether they may sign in; accounts are never deleted, since signatures name them.
        locked_until: no password is taken before this moment; None where any is.
        public_key: proves their signatures, hexadecimal (Ed25519, RFC 8032).
    """

    uid: str
    name: str
    printed_name: str
    roles: frozenset[Role]
    active: bool
    locked_until: datetime | None
    public_key: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is at the trial now. Everything that is written is written in this name.

    Attributes:
        name: of the account in the trial, or at this computer where the trial has none.
        role: what they act as; None in a trial without accounts, where everyone may do everything.
        person_uid: None in a trial without accounts.
    """

    name: str
    role: Role | None = None
    person_uid: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A subject given to a person, for one task."""

    uid: str
    subject_uid: str
    person_uid: str
    task: Task


def account_key(name: str) -> str:
    """By which accounts are told apart: the same in either case and however a keyboard spells its letters."""
    return unicodedata.normalize("NFKC", name.strip()).casefold()
