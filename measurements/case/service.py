"""Runs commands on a trial: one transaction each, with audit, undo and one event."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measurements.access.limits import check_changes
from measurements.access.permissions import check_command
from measurements.access.sign_in import prove
from measurements.access.unseen import seen_command
from measurements.case import (
    annotation_edits,
    clinical_edits,
    lesion_edits,
    lesion_words,
    lineage,
    people_edits,
    schedule_edits,
    signing,
)
from measurements.case.changes import Changes
from measurements.case.checksums import take_checksums
from measurements.case.clinical_import import import_events, import_terms
from measurements.case.commands import (
    AddKeyImage,
    AddLesion,
    BeginRead,
    Command,
    CommentOnLesion,
    CommentOnMeasurement,
    ConfirmNewLesion,
    EditLesion,
    ImportClinicalEvents,
    ImportClinicalTerms,
    InOneStep,
    MergeLesions,
    MoveLabel,
    PutAnnotation,
    PutClinicalEvent,
    PutMeasurement,
    RemoveAnnotation,
    RemoveKeyImage,
    RemoveLesion,
    RemoveMeasurement,
    RenameLesion,
    ReorderLesions,
    SetDataCutoff,
    SetProtocol,
    SplitLesion,
    WithdrawClinicalEvent,
    name_of,
)
from measurements.case.consequences import consequences
from measurements.case.evidence_commands import (
    AddPerson,
    Adjudicate,
    Assign,
    ChangeOwnPassword,
    ChangePerson,
    CheckImages,
    CompleteRead,
    EvidenceCommand,
    ReopenTimepoint,
    ResetPassword,
    SignedCommand,
    SignTimepoint,
    TagRadiation,
    Unassign,
    UnlockSignature,
)
from measurements.case.trial_protocol import set_protocol
from measurements.people import Actor
from measurements.progress import silent
from measurements.refusal import NotAllowed, Refusal
from measurements.storage.audit import RowChange
from measurements.storage.store import TrialStore
from measurements.storage.unit import ChangedSince, UnitOfWork

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Subscriber = Callable[[Changes], None]


@dataclass(frozen=True, slots=True)
class _Step:
    """One command as it was carried out: what undo takes back and redo brings again."""

    action: str
    row_changes: tuple[RowChange, ...]
    changes: Changes


class CaseService:
    """The one way by which windows and commands change a trial. Used from one thread.

    Every command is asked whether whoever is at the trial may run it (`access.permissions`), and what it
    changed whether they may change just that (`access.limits`).

    When `run`, `undo` or `redo` returns, what it did is on the disk, and every subscriber has been told.
    When one raises, rows, audit and undo are as they were.
    """

    def __init__(self, store: TrialStore, *, who: str = "") -> None:
        """`who` goes into the audit; the account at this computer where not told."""
        self._store = store
        self._who = who
        self._done_by = store.actor
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._subscribers: list[Subscriber] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._done) and self._done_by == self._store.actor

    @property
    def can_redo(self) -> bool:
        return bool(self._undone) and self._done_by == self._store.actor

    @property
    def next_undo(self) -> Changes | None:
        """What `undo` would touch, so that a window can keep from changing what it does not show."""
        return self._done[-1].changes if self.can_undo else None

    @property
    def next_redo(self) -> Changes | None:
        return self._undone[-1].changes if self.can_redo else None

    def run(self, command: Command, *, reason: str = "") -> Changes:
        """Carries the command out. One that changes nothing makes no step and no event.

        People, signatures and decisions cannot be undone, and nothing from before them either.

        Raises:
            Refusal: it cannot be carried out, or the disk cannot take it.
            NotAllowed: whoever is at the trial may not do it.
        """
        actor = self._actor()
        check_command(actor, command)
        command = seen_command(self._store, actor, command)
        final = _is_final(command)
        key = None
        if isinstance(command, SignedCommand | ChangeOwnPassword):
            key = prove(self._store, command.password)
        if isinstance(command, SignTimepoint):
            with self._store.whole() as trial:
                signing.check_ready(trial, command, actor)
            take_checksums(self._store, command.timepoint_uid, silent)
        action = name_of(command)
        with self._store.writing(action, who=self._who, reason=reason or _reason_of(command)) as work:
            self._carry_out(command, work, actor, key)
            check_changes(actor, work, _tagged(command))
            changes = consequences(work, action)
        if not work.changes:
            return changes
        if final or self._done_by != self._store.actor:
            self.forget_steps()
        if not final:
            self._done.append(_Step(action, tuple(work.changes), changes))
            self._undone.clear()
        if isinstance(command, AddPerson) and actor.role is None:
            # Nobody is at the trial then, and whoever would hear of it may see nothing of it any more.
            self._store.act_as(None)
        else:
            self.tell(changes)
        return changes

    def undo(self) -> Changes:
        """Takes the last step back, as new audit entries.

        Raises:
            Refusal: there is none, or an import has changed what it would bring back.
        """
        if not self.can_undo:
            raise Refusal("There is nothing to undo.")
        step = self._done[-1]
        taken_back = [change.inverse() for change in reversed(step.row_changes)]
        changes = self._apply(taken_back, f"undo {step.action}")
        self._undone.append(self._done.pop())
        self.tell(changes)
        return changes

    def redo(self) -> Changes:
        """Does again what was last undone, as new audit entries.

        Raises:
            Refusal: there is nothing, or an import has changed what it would change.
        """
        if not self.can_redo:
            raise Refusal("There is nothing to redo.")
        step = self._undone[-1]
        changes = self._apply(list(step.row_changes), f"redo {step.action}")
        self._done.append(self._undone.pop())
        self.tell(changes)
        return changes

    def forget_steps(self) -> None:
        """Nothing done so far can be undone or redone any more; nobody takes back what another has done."""
        self._done_by = self._store.actor
        self._done.clear()
        self._undone.clear()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Calls `subscriber` after every commit; returns what ends that."""
        self._subscribers.append(subscriber)

        def unsubscribe() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return unsubscribe

    def _apply(self, row_changes: list[RowChange], action: str) -> Changes:
        try:
            with self._store.writing(action, who=self._who) as work:
                for change in row_changes:
                    work.apply(change)
                check_changes(self._actor(), work)
                return consequences(work, action)
        except ChangedSince:
            raise Refusal(
                "The step cannot be repeated or taken back ({action}): what it touched was changed since.",
                action=action,
            ) from None

    def tell(self, changes: Changes) -> None:
        """Calls every subscriber; for an import too, which commits beside the service.

        The commit stands whatever a subscriber does: its exception goes where unexpected ones go, and
        the others are told all the same."""
        for subscriber in tuple(self._subscribers):
            try:
                subscriber(changes)
            except Exception as error:
                sys.excepthook(type(error), error, error.__traceback__)

    def _actor(self) -> Actor:
        actor = self._store.actor
        if actor is None:
            raise NotAllowed("This trial has accounts: sign in first.")
        # Without accounts whoever reads gives a name, and the trial knows no roles.
        return actor if actor.role is not None else Actor(self._who or actor.name)

    def _carry_out(
        self, command: Command, work: UnitOfWork, actor: Actor, key: "Ed25519PrivateKey | None"
    ) -> None:
        match command:
            case InOneStep():
                for part in command.commands:
                    self._carry_out(part, work, actor, key)
            case (
                BeginRead()
                | AddLesion()
                | EditLesion()
                | RemoveLesion()
                | PutMeasurement()
                | RemoveMeasurement()
                | MoveLabel()
            ):
                lesion_edits.carry_out(command, work)
            case RenameLesion() | CommentOnLesion() | CommentOnMeasurement() | ReorderLesions():
                lesion_words.carry_out(command, work)
            case SplitLesion() | MergeLesions() | ConfirmNewLesion():
                lineage.carry_out(command, work)
            case PutAnnotation() | RemoveAnnotation() | AddKeyImage() | RemoveKeyImage():
                annotation_edits.carry_out(command, work)
            case SetProtocol():
                set_protocol(command, work)
            case ImportClinicalEvents():
                import_events(command, work)
            case ImportClinicalTerms():
                import_terms(command, work)
            case PutClinicalEvent() | WithdrawClinicalEvent() | SetDataCutoff():
                clinical_edits.carry_out(command, work)
            case AddPerson() | ChangePerson() | ResetPassword() | ChangeOwnPassword() | Assign() | Unassign():
                people_edits.carry_out(command, work, actor)
            case (
                SignTimepoint()
                | CompleteRead()
                | ReopenTimepoint()
                | UnlockSignature()
                | Adjudicate()
                | CheckImages()
                | TagRadiation()
            ):
                signing.carry_out(command, work, actor, key, self._store.now())
            case _:
                schedule_edits.carry_out(command, work)


def _tagged(command: Command) -> frozenset[str]:
    """Uids of the lesions that get a class and nothing else, with their pieces."""
    if isinstance(command, InOneStep):
        return frozenset().union(*map(_tagged, command.commands))
    return frozenset({command.lesion_uid}) if isinstance(command, TagRadiation) else frozenset()


def _is_final(command: Command) -> bool:
    """Whether it cannot be undone, nor can a part of it."""
    if isinstance(command, InOneStep):
        return any(map(_is_final, command.commands))
    return isinstance(command, EvidenceCommand)


def _reason_of(command: Command) -> str:
    """What the audit says of why, where the command says it."""
    match command:
        case ReopenTimepoint() | UnlockSignature() | CheckImages():
            return command.reason
        case Adjudicate():
            return f"{command.reason.value}: {command.comment}".rstrip(": ")
        case _:
            return ""
