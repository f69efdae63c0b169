"""`main.py people`: the accounts of a trial, listed, added and switched off, and a password of one's own."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from app.commands.members import member_of
from app.commands.terminal import say
from app.commands.who import describe_who, new_password_from, sign_in_as_told
from measurements.people import Role
from measurements.refusal import Refusal

if TYPE_CHECKING:
    from measurements.people import Person
    from measurements.storage.store import TrialStore


def describe(parser: ArgumentParser) -> None:
    parser.add_argument("--trial", required=True, type=Path, metavar="TRIAL", help="the trial's file")
    parser.add_argument("--json", action="store_true", help="list as one JSON object, for machines")
    describe_who(parser)
    parts = parser.add_subparsers(dest="part", metavar="PART", title="parts; without one, list")
    parts.add_parser("list", help="who has an account, and as what")
    add = parts.add_parser(
        "add", help="one more; the first switches accounts on, and must be a data manager's"
    )
    add.add_argument("name", metavar="NAME", help="to sign in with; reads are kept in this name")
    add.add_argument("--printed-name", required=True, metavar="TEXT", help="what signatures show")
    add.add_argument(
        "--role",
        dest="roles",
        action="append",
        required=True,
        type=member_of(Role),
        metavar="ROLE",
        help=f"{', '.join(Role)}; again for each further one",
    )
    add.add_argument(
        "--new-password-file",
        type=Path,
        metavar="FILE",
        help="holds the new account's password; without it, it is asked for",
    )
    own = parts.add_parser("password", help="choose another password of your own, as after a data manager's")
    own.add_argument(
        "--new-password-file",
        type=Path,
        metavar="FILE",
        help="holds the new password; without it, it is asked for",
    )
    off = parts.add_parser("off", help="switch an account off; it stays, since signatures name it")
    off.add_argument("name", metavar="NAME")


def run(chosen: Namespace) -> int:
    from measurements.storage.store import open_trial

    changes = chosen.part in ("add", "off", "password")
    with open_trial(chosen.trial, writing=changes) as store:
        if chosen.part == "password":
            _change_own(store, chosen)
            return 0
        sign_in_as_told(store, chosen)
        if chosen.part == "add":
            _add(store, chosen)
        elif chosen.part == "off":
            _switch_off(store, chosen.name)
        else:
            _list(store, as_json=chosen.json)
    return 0


def _add(store: "TrialStore", chosen: Namespace) -> None:
    from measurements.case.evidence_commands import AddPerson
    from measurements.case.service import CaseService

    password = new_password_from(chosen.new_password_file, chosen.name)
    roles = frozenset(chosen.roles)
    had_none = store.actor is not None and store.actor.role is None
    CaseService(store).run(AddPerson(str(uuid4()), chosen.name, chosen.printed_name, roles, password))
    say(f"{chosen.name} has an account as {_told(roles)}.")
    if had_none:
        say("This trial has accounts now: from here on it opens for those who sign in.")
    else:
        say(f"Tell {chosen.name} the password: at the first sign-in they choose their own.")


def _change_own(store: "TrialStore", chosen: Namespace) -> None:
    sign_in_as_told(store, chosen, lambda: new_password_from(chosen.new_password_file, chosen.person))
    say(f"{chosen.person} has another password now.")


def _switch_off(store: "TrialStore", name: str) -> None:
    from measurements.access.permissions import require
    from measurements.case.evidence_commands import ChangePerson
    from measurements.case.service import CaseService

    require(store.actor, ChangePerson)
    found = person_named(store, name)
    CaseService(store).run(ChangePerson(found.uid, found.printed_name, found.roles, active=False))
    say(f"{found.name} cannot sign in any more.")


def _list(store: "TrialStore", *, as_json: bool) -> None:
    with store.reading() as trial:
        people = trial.evidence.people()
        last = trial.evidence.last_sign_ins()
    if as_json:
        told = [
            {
                "name": one.name,
                "printed_name": one.printed_name,
                "roles": sorted(one.roles),
                "active": one.active,
                "last_sign_in": last[one.uid][0].isoformat() if one.uid in last else None,
            }
            for one in people
        ]
        say(json.dumps({"people": told}, indent=2, ensure_ascii=True))
        return
    if not people:
        say("This trial has no accounts: it is open to everyone at this computer.")
    for one in people:
        when = f"last here {last[one.uid][0]:%Y-%m-%d %H:%M}" if one.uid in last else "never here yet"
        state = when if one.active else "switched off"
        say(f"{one.name}  {one.printed_name}  {_told(one.roles)}  {state}")


def person_named(store: "TrialStore", name: str) -> "Person":
    """Raises `Refusal` where the trial has no such account."""
    with store.reading() as trial:
        found = next((one for one in trial.evidence.people() if one.name == name), None)
    if found is None:
        raise Refusal(f"{store.path} has no account {name}: main.py people --trial lists them.")
    return found


def _told(roles: frozenset[Role]) -> str:
    return ", ".join(sorted(roles))
