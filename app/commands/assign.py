"""`main.py assign`: gives a subject to a person, to read, to adjudicate or to investigate."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from uuid import uuid4

from app.commands.members import member_of
from app.commands.terminal import say
from app.commands.who import describe_who, sign_in_as_told
from measurements.people import Task
from measurements.refusal import Refusal


def describe(parser: ArgumentParser) -> None:
    parser.add_argument("subject", metavar="SUBJECT", help="its code, as the worklist shows it")
    parser.add_argument("name", metavar="NAME", help="the account that it is given to")
    parser.add_argument(
        "--task",
        type=member_of(Task),
        default=Task.READ,
        metavar="TASK",
        help=f"{', '.join(Task)}; without it, read",
    )
    parser.add_argument("--take-back", action="store_true", help="end it instead; not once it was begun")
    parser.add_argument("--trial", required=True, type=Path, metavar="TRIAL", help="the trial's file")
    describe_who(parser)


def run(chosen: Namespace) -> int:
    from app.commands.people import person_named
    from measurements.access.permissions import require
    from measurements.case.evidence_commands import Assign, Unassign
    from measurements.case.service import CaseService
    from measurements.people import Assignment
    from measurements.storage.store import open_trial

    with open_trial(chosen.trial, writing=True) as store:
        sign_in_as_told(store, chosen)
        require(store.actor, Unassign if chosen.take_back else Assign)
        person = person_named(store, chosen.name)
        with store.reading() as trial:
            subject = next((one for one in trial.subjects() if one.code == chosen.subject), None)
            if subject is None:
                raise Refusal(f"{store.path} has no subject {chosen.subject}: the worklist shows the codes.")
            given = next(
                (
                    one
                    for one in trial.evidence.assignments(subject.uid)
                    if (one.person_uid, one.task) == (person.uid, chosen.task)
                ),
                None,
            )
        case = CaseService(store)
        if not chosen.take_back:
            case.run(Assign(Assignment(str(uuid4()), subject.uid, person.uid, chosen.task)))
            say(f"{subject.code} is given to {person.name} to {chosen.task}.")
        elif given is None:
            raise Refusal(f"{subject.code} was not given to {person.name} to {chosen.task}.")
        else:
            case.run(Unassign(given.uid))
            say(f"{subject.code} is not {person.name}'s to {chosen.task} any more.")
    return 0
