"""What each command on people and their tasks does to the rows."""

import unicodedata

from measurements.access import passwords
from measurements.case.evidence_commands import (
    AddPerson,
    Assign,
    ChangeOwnPassword,
    ChangePerson,
    PeopleCommand,
    ResetPassword,
    Unassign,
)
from measurements.people import ROLE_OF, Actor, Assignment, Person, Role, Task, account_key
from measurements.refusal import Refusal
from measurements.storage.rows import AssignmentRow, PersonRow
from measurements.storage.unit import UnitOfWork


def carry_out(command: PeopleCommand, work: UnitOfWork, actor: Actor) -> None:
    """Changes the rows.

    Raises:
        Refusal: the command cannot be carried out on what is there.
    """
    match command:
        case AddPerson():
            _add(command, actor, work)
        case ChangePerson():
            _change(command, work)
        case ResetPassword(person_uid, password):
            _reset(_person(work, person_uid), password, actor, work)
        case ChangeOwnPassword(password, new_password):
            if actor.person_uid is None:
                raise Refusal("This trial has no accounts, hence no passwords.")
            change_own_password(_person(work, actor.person_uid), password, new_password, work)
        case Assign(assignment):
            _assign(assignment, work)
        case Unassign(uid):
            _unassign(uid, work)


def _add(command: AddPerson, actor: Actor, work: UnitOfWork) -> None:
    people = work.trial.evidence.people()
    name, printed_name = unicodedata.normalize("NFKC", command.name.strip()), command.printed_name.strip()
    if not name or not name.isprintable() or any(letter.isspace() for letter in name):
        raise Refusal("An account needs a name without spaces to sign in with: give one.")
    _check_printed_name(printed_name, name)
    if any(account_key(one.name) == account_key(name) for one in people):
        raise Refusal("There is an account {name} already: choose another name.", name=name)
    if not command.roles:
        raise Refusal("{name} has no role: choose at least one.", name=name)
    if not people and Role.DATA_MANAGER not in command.roles:
        raise Refusal("The first account must be a data manager's, who can add the others.")
    passwords.check_password(command.password, name)
    public_key, sealed_key = passwords.new_key(command.password)
    work.add(
        PersonRow(
            uid=command.person_uid,
            name=name,
            printed_name=printed_name,
            roles=_roles(command.roles),
            active=True,
            password_hash=passwords.hashed(command.password),
            password_given=actor.person_uid is not None,
            public_key=public_key,
            sealed_key=sealed_key,
            failed_attempts=0,
            locked_until_utc=None,
            last_sign_in="",
        )
    )


def _change(command: ChangePerson, work: UnitOfWork) -> None:
    person = _person(work, command.person_uid)
    _check_printed_name(command.printed_name.strip(), person.name)
    if not command.roles:
        raise Refusal("{person} has no role: choose at least one.", person=person.name)
    keeps = command.active and Role.DATA_MANAGER in command.roles
    others = [one for one in work.trial.evidence.people() if one.uid != person.uid and one.active]
    if not keeps and not any(Role.DATA_MANAGER in one.roles for one in others):
        raise Refusal(
            "{person} is the only data manager of this trial: make somebody else one first.",
            person=person.name,
        )
    work.change(
        PersonRow,
        (person.uid,),
        printed_name=command.printed_name.strip(),
        roles=_roles(command.roles),
        active=command.active,
    )


def _reset(person: Person, password: str, actor: Actor, work: UnitOfWork) -> None:
    passwords.check_password(password, person.name)
    public_key, sealed_key = passwords.new_key(password)
    work.change(
        PersonRow,
        (person.uid,),
        password_hash=passwords.hashed(password),
        password_given=person.uid != actor.person_uid,
        public_key=public_key,
        sealed_key=sealed_key,
        failed_attempts=0,
        locked_until_utc=None,
    )


def change_own_password(person: Person, password: str, new_password: str, work: UnitOfWork) -> None:
    """What `ChangeOwnPassword` does, and who signs in with a password that was given to them.

    Raises:
        Refusal: the new one is too easily guessed, or is the old one.
    """
    passwords.check_password(new_password, person.name)
    if passwords.matches(work.trial.evidence.credentials(person.uid).password_hash, new_password):
        raise Refusal("The new password is the one until now: take another.")
    sealed_key = work.trial.evidence.credentials(person.uid).sealed_key
    work.change(
        PersonRow,
        (person.uid,),
        password_hash=passwords.hashed(new_password),
        password_given=False,
        sealed_key=passwords.rekeyed(sealed_key, password, new_password),
    )


def _assign(assignment: Assignment, work: UnitOfWork) -> None:
    person = _person(work, assignment.person_uid)
    subject = work.trial.subject(assignment.subject_uid)
    if subject is None:
        raise Refusal("This subject is not in the trial any more: choose another.")
    role = ROLE_OF[assignment.task]
    if role not in person.roles:
        raise Refusal("{person} is no {role}: choose somebody who is.", person=person.name, role=role)
    others = [one for one in work.trial.evidence.assignments(subject.uid) if one.person_uid == person.uid]
    if any(one.task is assignment.task for one in others):
        raise Refusal("{subject} was given to {person} already.", subject=subject.code, person=person.name)
    if others:
        raise Refusal(
            "{person} has another task with {subject} ({task}): who reads a subject cannot judge between "
            "its reads.",
            person=person.name,
            subject=subject.code,
            task=others[0].task,
        )
    read = any(one.reader == person.name for one in work.trial.reads(subject.uid))
    if assignment.task is Task.ADJUDICATE and read:
        raise Refusal(
            "{person} has read {subject}: who reads a subject cannot judge its reads.",
            person=person.name,
            subject=subject.code,
        )
    work.add(
        AssignmentRow(
            uid=assignment.uid,
            subject_uid=assignment.subject_uid,
            person_uid=assignment.person_uid,
            task=assignment.task.value,
        )
    )


def _unassign(uid: str, work: UnitOfWork) -> None:
    assignment = next((one for one in work.trial.evidence.assignments() if one.uid == uid), None)
    if assignment is None:
        raise Refusal("This assignment is not in the trial any more.")
    name = _person(work, assignment.person_uid).name
    if any(one.reader == name for one in work.trial.reads(assignment.subject_uid)):
        raise Refusal(
            "{name} has begun this read: it stays theirs, switch the account off to end it.", name=name
        )
    decided = work.trial.evidence.adjudications().get(assignment.subject_uid)
    if assignment.task is Task.ADJUDICATE and decided is not None and decided.who == name:
        raise Refusal("{name} has decided between these reads: unlock the decision first.", name=name)
    work.remove(AssignmentRow, (uid,))


def _check_printed_name(printed_name: str, name: str) -> None:
    if not printed_name or not printed_name.isprintable():
        raise Refusal("{name} needs a full name, which signatures show: give one.", name=name)


def _person(work: UnitOfWork, uid: str) -> Person:
    person = work.trial.evidence.person(uid)
    if person is None:
        raise Refusal("There is no such account in this trial.")
    return person


def _roles(roles: frozenset[Role]) -> tuple[str, ...]:
    return tuple(sorted(role.value for role in roles))
