"""Runs commands on a trial: one transaction each, with audit, undo and one event."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from measurements.case import annotation_edits, lesion_edits, lesion_words, lineage, schedule_edits
from measurements.case.changes import Changes
from measurements.case.commands import (
    AddKeyImage,
    AddLesion,
    BeginRead,
    Command,
    CommentOnLesion,
    CommentOnMeasurement,
    ConfirmNewLesion,
    EditLesion,
    InOneStep,
    MergeLesions,
    MoveLabel,
    PutAnnotation,
    PutMeasurement,
    RemoveAnnotation,
    RemoveKeyImage,
    RemoveLesion,
    RemoveMeasurement,
    RenameLesion,
    ReorderLesions,
    SetProtocol,
    SplitLesion,
    name_of,
)
from measurements.case.consequences import consequences
from measurements.case.trial_protocol import set_protocol
from measurements.refusal import Refusal
from measurements.storage.audit import RowChange
from measurements.storage.store import TrialStore
from measurements.storage.unit import ChangedSince, UnitOfWork

Subscriber = Callable[[Changes], None]


@dataclass(frozen=True, slots=True)
class _Step:
    """One command as it was carried out: what undo takes back and redo brings again."""

    action: str
    row_changes: tuple[RowChange, ...]
    changes: Changes


class CaseService:
    """The one way by which windows and commands change a trial. Used from one thread.

    When `run`, `undo` or `redo` returns, what it did is on the disk, and every subscriber has been told.
    When one raises, rows, audit and undo are as they were.
    """

    def __init__(self, store: TrialStore, *, who: str = "") -> None:
        """`who` goes into the audit; the account at this computer where not told."""
        self._store = store
        self._who = who
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._subscribers: list[Subscriber] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    @property
    def next_undo(self) -> Changes | None:
        """What `undo` would touch, so that a window can keep from changing what it does not show."""
        return self._done[-1].changes if self._done else None

    @property
    def next_redo(self) -> Changes | None:
        return self._undone[-1].changes if self._undone else None

    def run(self, command: Command, *, reason: str = "") -> Changes:
        """Carries the command out. One that changes nothing makes no step and no event.

        Raises:
            Refusal: it cannot be carried out, or the disk cannot take it.
        """
        action = name_of(command)
        with self._store.writing(action, who=self._who, reason=reason) as work:
            _carry_out(command, work)
            changes = consequences(work, action)
        if not work.changes:
            return changes
        self._done.append(_Step(action, tuple(work.changes), changes))
        self._undone.clear()
        self.tell(changes)
        return changes

    def undo(self) -> Changes:
        """Takes the last step back, as new audit entries.

        Raises:
            Refusal: there is none, or an import has changed what it would bring back.
        """
        if not self._done:
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
        if not self._undone:
            raise Refusal("There is nothing to redo.")
        step = self._undone[-1]
        changes = self._apply(list(step.row_changes), f"redo {step.action}")
        self._done.append(self._undone.pop())
        self.tell(changes)
        return changes

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
                return consequences(work, action)
        except ChangedSince:
            raise Refusal(
                f"The step cannot be repeated or taken back ({action}): what it touched was changed since."
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


def _carry_out(command: Command, work: UnitOfWork) -> None:
    match command:
        case InOneStep():
            for part in command.commands:
                _carry_out(part, work)
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
        case _:
            schedule_edits.carry_out(command, work)
