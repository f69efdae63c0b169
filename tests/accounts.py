"""People for a trial of a test: a data manager, two radiologists, an adjudicator and an investigator.

Tests that use them ask for the fixture `quick_passwords` as well.
"""

from collections.abc import Iterable

from measurements.access.sign_in import sign_in
from measurements.case.evidence_commands import AddPerson, Assign
from measurements.case.service import CaseService
from measurements.people import Assignment, Role, Task
from measurements.storage.store import TrialStore

PASSWORD = "kestrel-lamp-77"
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


def give_accounts(store: TrialStore, case: CaseService, names: Iterable[str] = tuple(ROLES)) -> None:
    """Switches roles on, with an account for each name and every subject given to those who work on one.

    The data manager, who is among them in any case, is at the trial afterwards.
    """
    for name in (MANAGER, *(name for name in names if name != MANAGER)):
        case.run(AddPerson(person_uid(name), name, PRINTED[name], frozenset({ROLES[name]}), PASSWORD))
        if name == MANAGER:
            sign_in(store, MANAGER, PASSWORD)
    with store.reading() as trial:
        subjects = trial.subjects()
    for subject in subjects:
        for name in names:
            if name in TASKS:
                uid = f"{name} {subject.uid}"
                case.run(Assign(Assignment(uid, subject.uid, person_uid(name), TASKS[name])))
