"""Which role may do what: one table of every service call, asked by the services themselves."""

from collections.abc import Mapping
from enum import StrEnum

from measurements.case import commands as c
from measurements.case import evidence_commands as e
from measurements.people import Actor, Role
from measurements.refusal import NotAllowed, Refusal
from measurements.sentence import OneOf

_READERS = frozenset({Role.RADIOLOGIST, Role.INVESTIGATOR})
_DATA = frozenset({Role.DATA_MANAGER})
_EVERYONE = frozenset(Role)


class Call(StrEnum):
    """What is done to a trial beside the commands of `CaseService`."""

    IMPORT = "import series"
    EXPORT = "export what they see"
    SEE_CLINICAL = "see clinical events and endpoints"
    HAND_OUT = "hand out cases"
    TAKE_BACK = "take reads back"
    BACK_UP = "make a backup"
    SEE_HISTORY = "see the history of what they see"


CALLS: Mapping[Call, frozenset[Role]] = {
    Call.IMPORT: _DATA,
    Call.EXPORT: frozenset({Role.RADIOLOGIST, Role.INVESTIGATOR, Role.DATA_MANAGER}),
    Call.SEE_CLINICAL: frozenset({Role.INVESTIGATOR, Role.DATA_MANAGER}),
    Call.HAND_OUT: _DATA,
    Call.TAKE_BACK: _DATA,
    Call.BACK_UP: _EVERYONE,
    Call.SEE_HISTORY: _EVERYONE,
}

COMMANDS: Mapping[type, frozenset[Role]] = {
    c.BeginRead: _READERS,
    c.AddLesion: _READERS,
    c.EditLesion: _READERS,
    c.RemoveLesion: _READERS,
    c.PutMeasurement: _READERS,
    c.RemoveMeasurement: _READERS,
    c.MoveLabel: _READERS,
    c.RenameLesion: _READERS,
    c.CommentOnLesion: _READERS,
    c.CommentOnMeasurement: _READERS,
    c.ReorderLesions: _READERS,
    c.SplitLesion: _READERS,
    c.MergeLesions: _READERS,
    c.ConfirmNewLesion: _READERS,
    c.PutAnnotation: _READERS,
    c.RemoveAnnotation: _READERS,
    c.AddKeyImage: _READERS,
    c.RemoveKeyImage: _READERS,
    c.RenameSubject: _DATA,
    c.SetTreatmentStart: _DATA,
    c.AddTimepoint: _DATA,
    c.RenameTimepoint: _DATA,
    c.SetTimepointKind: _DATA,
    c.AssignStudyToTimepoint: _DATA,
    c.AssignTimepointToSubject: _DATA,
    c.SetProtocol: _DATA,
    c.ImportClinicalEvents: _DATA,
    c.ImportClinicalTerms: _DATA,
    c.PutClinicalEvent: _DATA,
    c.WithdrawClinicalEvent: _DATA,
    c.SetDataCutoff: _DATA,
    e.AddPerson: _DATA,
    e.ChangePerson: _DATA,
    e.ResetPassword: _DATA,
    e.ChangeOwnPassword: _EVERYONE,
    e.Assign: _DATA,
    e.Unassign: _DATA,
    e.CheckImages: _READERS | _DATA,
    e.TagRadiation: frozenset({Role.INVESTIGATOR, Role.DATA_MANAGER}),
    e.SignTimepoint: _READERS,
    e.CompleteRead: _READERS,
    e.ReopenTimepoint: _READERS,
    e.UnlockSignature: _DATA,
    e.Adjudicate: frozenset({Role.ADJUDICATOR}),
}


def may(role: Role | None, what: "type | Call") -> bool:
    """Whether a role may do it; None, in a trial without accounts, may do everything."""
    allowed = CALLS[what] if isinstance(what, Call) else COMMANDS[what]
    return role is None or role in allowed


def require(actor: Actor | None, what: "type | Call") -> None:
    """Raises `NotAllowed` where whoever is at the trial may not do this, or run commands of this kind."""
    if actor is None:
        raise NotAllowed("This trial has accounts: sign in first.")
    if not may(actor.role, what):
        if isinstance(what, Call):
            raise _not_allowed(actor, what.value, CALLS[what])
        raise _not_allowed(actor, what.__name__, COMMANDS[what])


ALONE = (e.SignTimepoint, e.CompleteRead, e.Adjudicate, e.ChangeOwnPassword, e.AddPerson, e.ResetPassword)
"""Commands that ask for a password or give one, or after which somebody else is at the trial: never parts of
a step, so that the audit has them under their names."""


def check_command(actor: Actor, command: c.Command) -> None:
    """Raises `NotAllowed` where whoever is at the trial may not run the command, or a part of it, and
    `Refusal` for a step with parts that stand alone."""
    if isinstance(command, c.InOneStep):
        for part in command.commands:
            if isinstance(part, ALONE):
                raise Refusal("{step} is a step of its own: run it by itself.", step=type(part).__name__)
            check_command(actor, part)
    else:
        require(actor, type(command))


def _not_allowed(actor: Actor, what: str, allowed: frozenset[Role]) -> NotAllowed:
    return NotAllowed(
        "{person} may not do this as {role} ({what}): sign in as {roles}.",
        person=actor.name,
        role=actor.role,
        what=what,
        roles=OneOf(sorted(allowed)),
    )
