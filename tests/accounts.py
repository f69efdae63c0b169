"""People for a trial of a test: a data manager, two radiologists, an adjudicator and an investigator."""

from collections.abc import Iterable
from dataclasses import replace

from measurements.access.sign_in import sign_in
from measurements.case.evidence_commands import AddPerson, Assign
from measurements.case.service import CaseService
from measurements.people import Assignment, Role, Task
from measurements.storage.store import TrialStore

PASSWORD = "kestrel-lamp-77"
GIVEN = "given-lantern-31"
"""By a data manager, with a new account."""

MANAGER, READER, OTHER_READER, ADJUDICATOR, INVESTIGATOR = "dana", "liwei", "osei", "adams", "ines"
PRINTED = {
    MANAGER: "Dana Manager",
    READER: "Dr Li Wei",
    OTHER_READER: "Dr Osei",
    ADJUDICATOR: "Dr Adams",
    INVESTIGATOR: "Dr Ines",
}
ROLES = {
    MANAGER: Role.DATA_MANAGER,
    READER: Role.RADIOLOGIST,
    OTHER_READER: Role.RADIOLOGIST,
    ADJUDICATOR: Role.ADJUDICATOR,
    INVESTIGATOR: Role.INVESTIGATOR,
}
TASKS = {
    READER: Task.READ,
    OTHER_READER: Task.READ,
    ADJUDICATOR: Task.ADJUDICATE,
    INVESTIGATOR: Task.INVESTIGATE,
}


def person_uid(name: str) -> str:
    return f"person-{name}"


def admit(store: TrialStore, case: CaseService, person: AddPerson) -> None:
    """Makes an account whose owner has chosen the password of `person` themselves: the first one when it is
    made, every other at its first sign-in. A data manager is at the trial afterwards, as before."""
    manager = store.actor
    assert manager is not None
    if manager.role is None:
        case.run(person)
        sign_in(store, person.name, person.password, Role.DATA_MANAGER)
    else:
        case.run(replace(person, password=GIVEN))
        sign_in(store, person.name, GIVEN, min(person.roles), person.password)
        store.act_as(manager)


def give_accounts(store: TrialStore, case: CaseService, names: Iterable[str] = tuple(ROLES)) -> None:
    """Switches roles on, with an account for each name and every subject given to those who work on one.

    The data manager, who is among them in any case, is at the trial afterwards.
    """
    for name in (MANAGER, *(name for name in names if name != MANAGER)):
        admit(
            store,
            case,
            AddPerson(person_uid(name), name, PRINTED[name], frozenset({ROLES[name]}), PASSWORD),
        )
    with store.reading() as trial:
        subjects = trial.subjects()
    for subject in subjects:
        for name in names:
            if name in TASKS:
                uid = f"{name} {subject.uid}"
                case.run(Assign(Assignment(uid, subject.uid, person_uid(name), TASKS[name])))
