"""Signing in and out of a trial with accounts, and proving once more who is there."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from measurements.access import passwords
from measurements.case.evidence_commands import ChangeOwnPassword
from measurements.case.people_edits import change_own_password
from measurements.people import Actor, Person, Role, account_key
from measurements.refusal import NotAllowed, Refusal
from measurements.storage.evidence import Credentials
from measurements.storage.rows import PersonRow
from measurements.storage.store import TrialStore, open_trial
from measurements.storage.unit import UnitOfWork

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ATTEMPTS = 5
"""Wrong passwords in a row before an account is locked."""

LOCKED = timedelta(minutes=15)

WRONG = "Name and password do not fit: try again."


class SeveralRoles(NotAllowed):
    """Name and password fit, but not in which of their roles the person wants to act.

    Attributes:
        roles: those to choose from.
    """

    def __init__(self, person: Person) -> None:
        super().__init__(
            "{person} has several roles ({roles}): choose the one to act in.",
            person=person.name,
            roles=tuple(sorted(person.roles)),
        )
        self.roles = person.roles


class PasswordGiven(NotAllowed):
    """Name and password fit, but a data manager gave the password and knows it: its owner has to choose
    another first, `new_password` of `sign_in`."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            "The password of {person} was given by a data manager, who knows it: choose another, at the "
            "window or with main.py people password, before anything else.",
            person=person.name,
        )


def sign_in(
    store: TrialStore, name: str, password: str, role: Role | None = None, new_password: str | None = None
) -> Actor:
    """Lets a person at the trial, in one of their roles.

    Wrong passwords are counted in the trial, hence in its audit: `_counting`.

    Args:
        role: may be left out where they have one only.
        new_password: theirs from now on; has to be told where a data manager gave `password`.

    Raises:
        SeveralRoles: they have, and `role` was left out.
        PasswordGiven: it was, and `new_password` was left out.
        NotAllowed: name and password do not fit, the account is locked or switched off, or has no such role.
        Refusal: the new password cannot be taken.
    """
    with store.whole() as trial:
        known = {account_key(one.name): one for one in trial.evidence.people()}
    person = known.get(account_key(name))
    if person is None:
        passwords.hashed(password)  # as long as trying one: names are not to be found by the clock
        raise NotAllowed(WRONG)
    found = _prove(store, person, password)
    if role is None:
        if len(person.roles) != 1:
            raise SeveralRoles(person)
        (role,) = person.roles
    if role not in person.roles:
        raise NotAllowed(
            "{person} is no {role} in this trial: choose another role.", person=person.name, role=role
        )
    if new_password is not None:
        with store.writing_before_sign_in(ChangeOwnPassword.__name__, who=person.name) as work:
            change_own_password(person, password, new_password, work)
    elif found.password_given:
        raise PasswordGiven(person)
    actor = Actor(person.name, role, person.uid)
    if store.writable:
        now = store.now()
        with store.writing_before_sign_in("SignIn", who=person.name) as work:
            work.change(
                PersonRow,
                (person.uid,),
                failed_attempts=0,
                locked_until_utc=None,
                last_sign_in=f"{now.isoformat(timespec='seconds')} {role.value}",
            )
    elif found.failed_attempts:
        _forget_attempts(store, person)
    store.act_as(actor)
    return actor


def sign_out(store: TrialStore) -> None:
    """Nobody is at the trial then, and nothing of it is seen."""
    store.act_as(None)


def prove(store: TrialStore, password: str) -> "Ed25519PrivateKey":
    """The signing key of whoever is at the trial, who gives the password once more.

    Raises:
        NotAllowed: nobody has signed in, the trial has no accounts, or the password is wrong.
    """
    actor = store.actor
    if actor is None or actor.person_uid is None:
        raise NotAllowed("Signing needs an account: switch on accounts for this trial first.")
    with store.whole() as trial:
        person = trial.evidence.person(actor.person_uid)
    assert person is not None, "accounts are never deleted"
    found = _prove(store, person, password)
    if found.failed_attempts:
        _forget_attempts(store, person)
    key = passwords.opened_key(found.sealed_key, password)
    if key.public_key().public_bytes_raw().hex() != found.public_key:
        raise NotAllowed(
            "The signing key of {person} is not the one that proves their signatures: the trial was "
            "altered, have it checked before anything is signed.",
            person=person.name,
        )
    return key


def _prove(store: TrialStore, person: Person, password: str) -> Credentials:
    now = store.now().astimezone(UTC)
    if person.locked_until is not None and now < person.locked_until:
        until = _lock_in_force(store, person, person.locked_until, now)
        minutes = -(-(until - now) // timedelta(minutes=1))
        raise NotAllowed(
            "The account {person} is locked after {attempts} wrong passwords: wait {minutes} minutes, or "
            "ask the data manager for a new password.",
            person=person.name,
            attempts=ATTEMPTS,
            minutes=minutes,
        )
    with store.whole() as trial:
        found = trial.evidence.credentials(person.uid)
    if not passwords.matches(found.password_hash, password):
        _count(store, person, now)
        raise NotAllowed(WRONG)
    # Only to its owner: others are not told which names there are.
    if not person.active:
        raise NotAllowed("The account {person} is switched off: ask the data manager.", person=person.name)
    return found


@contextmanager
def _counting(store: TrialStore, action: str, person: Person) -> Iterator[UnitOfWork | None]:
    """What tries of a password are noted in: the trial, opened for writing for as long as it takes where it
    is open for reading only.

    None where another process writes to it, or nobody can write to it there. Nothing is lost by that: who has
    the file can try passwords on a copy of it too, and argon2 alone holds them up.
    """
    with ExitStack() as opened:
        if not store.writable:
            try:
                store = opened.enter_context(open_trial(store.path, writing=True, now=store.now))
            except Refusal:
                yield None
                return
        yield opened.enter_context(store.writing_before_sign_in(action, who=person.name))


def _lock_in_force(store: TrialStore, person: Person, until: datetime, now: datetime) -> datetime:
    """Until when an account is locked: from a clock that was set back, no longer than from now on."""
    if until - now <= LOCKED:
        return until
    latest = (now + LOCKED).replace(microsecond=0)
    with _counting(store, "ClockSetBack", person) as work:
        if work is not None:
            work.change(PersonRow, (person.uid,), locked_until_utc=latest.isoformat(timespec="seconds"))
    return latest


def _count(store: TrialStore, person: Person, now: datetime) -> None:
    with _counting(store, "WrongPassword", person) as work:
        if work is not None:
            attempts = work.trial.evidence.credentials(person.uid).failed_attempts + 1
            until = (now + LOCKED).isoformat(timespec="seconds") if attempts % ATTEMPTS == 0 else None
            work.change(PersonRow, (person.uid,), failed_attempts=attempts, locked_until_utc=until)


def _forget_attempts(store: TrialStore, person: Person) -> None:
    with _counting(store, "ProvePassword", person) as work:
        if work is not None:
            work.change(PersonRow, (person.uid,), failed_attempts=0, locked_until_utc=None)
