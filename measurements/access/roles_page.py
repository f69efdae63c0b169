"""The page of roles: who may do what and who sees what, written from the tables that the services ask.

Run as `python -m measurements.access.roles_page > docs/roles.md`.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from measurements.access.permissions import CALLS, COMMANDS, Call, may
from measurements.access.visibility import SEEN, OtherReads, Visibility
from measurements.case import evidence_commands as e
from measurements.case.commands import BeginRead
from measurements.people import Role

ROLES = tuple(Role)

NEEDS_ACCOUNTS = frozenset(
    {
        e.ChangePerson,
        e.ResetPassword,
        e.ChangeOwnPassword,
        e.Assign,
        e.Unassign,
        e.SignTimepoint,
        e.CompleteRead,
        e.ReopenTimepoint,
        e.UnlockSignature,
        e.Adjudicate,
    }
)
"""Commands that have nothing to work on in a trial without accounts."""

LIMITS = (
    "A read is its reader's: nobody else changes or signs it, in whichever role. It is of a subject that was "
    "given to them for this role.",
    "A radiologist's timepoint opens when the one before is signed, where the protocol says so, and stays "
    "open once it was signed. Nothing is drawn on pictures that were not checked, or that failed.",
    "What is signed is changed by nobody: the database refuses it until the signature is voided, by its "
    "reader in the final look (follow-ups, once all are signed) or by a data manager, with a reason.",
    "A class is told by `TagRadiation` in a completed read, once, where the protocol tells classes after the "
    "lock; while reading it is the reader's to tell with the lesion.",
    "An adjudicator decides between completed reads of radiologists, of subjects given to them; who reads a "
    "subject, or has read it, is never given it to adjudicate.",
    "`AddPerson` first makes a data manager, and switches accounts on; the last data manager stays one.",
    "A password that somebody else set, by `AddPerson` or `ResetPassword`, lets its owner do nothing but "
    "choose another.",
    "`InOneStep` may do what each of its parts may; what asks for a password is never a part.",
    "A command that names what is hidden from whoever runs it is refused before anything is said of it.",
)

SIGHT = {
    "assigned_only": "only subjects given to them",
    "own_reads": "what they have drawn themselves",
    "other_reads": "reads of others",
    "reader_names": "whose read it is",
    "dates": "dates of scans, start of treatment",
    "patients": "name and number of the patient",
    "radiation": "radiation class of lesions",
    "clinical": "clinical events and endpoints",
    "audit": "the whole audit",
    "in_order": "pictures only as timepoints open",
}
"""What is shown, by the field of `Visibility` that says it."""

NARROWED = (
    'Where the protocol hides "dates", radiologists and adjudicators are told days alone.',
    'Where it hides "radiation-class", or tells classes "after-lock", they are told none.',
    'Where it does not hide "other-readers", radiologists see completed reads of other radiologists.',
    'Where `next_opens` is "any-time", pictures of all timepoints are open.',
    "Radiologists and adjudicators know of no account but their own, and of no decision between reads but "
    "their own; what a radiologist exports leaves out which read counts. An adjudicator knows reads as "
    "Read A, Read B ...",
    "An investigator who also reads or adjudicates a subject sees none of its other reads, and no clinical "
    "events.",
    "Of the audit everybody sees what became of the reads they see, under the same blinding; an adjudicator "
    "what they did themselves. What proves a password is shown to nobody.",
)


def roles_page() -> str:
    """The page as Markdown."""
    head = ("", *(role.value for role in ROLES), "no accounts")
    lines = [
        "# Roles",
        "",
        "Written by `python -m measurements.access.roles_page > docs/roles.md`; a test says when it no",
        "longer holds, and another runs every command as every role. Whoever opens a trial without accounts",
        "may do everything in it.",
        "",
        "## Who may do what",
        "",
        *_table(("command", *head[1:]), (_command_cells(kind) for kind in COMMANDS)),
        "",
        *_table(("call", *head[1:]), (_call_cells(call) for call in CALLS)),
        "",
        *(f"- {one}" for one in LIMITS),
        "",
        "## Who sees what",
        "",
        *_table(("what", *head[1:-1]), (_sight_cells(field.name) for field in fields(Visibility))),
        "",
        *(f"- {one}" for one in NARROWED),
    ]
    return "\n".join(lines) + "\n"


def _command_cells(kind: type) -> tuple[str, ...]:
    own = COMMANDS[kind] == COMMANDS[BeginRead]
    allowed = "own reads" if own else "yes"
    without = "needs accounts" if kind in NEEDS_ACCOUNTS else "yes"
    return (f"`{kind.__name__}`", *(allowed if may(role, kind) else "" for role in ROLES), without)


def _call_cells(call: Call) -> tuple[str, ...]:
    return (call.value, *("yes" if may(role, call) else "" for role in ROLES), "yes")


def _sight_cells(name: str) -> tuple[str, ...]:
    return (SIGHT[name], *(_shown(getattr(SEEN[role], name)) for role in ROLES))


def _shown(value: bool | OtherReads) -> str:
    return value.value if isinstance(value, OtherReads) else "yes" if value else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    sys.stdout.write(roles_page())
