"""Commands on their way to the disk: stored at once, or kept in order until the disk takes them."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, Signal

from app.refusal_words import refusal_text
from measurements.case.commands import AddLesion, Command, InOneStep
from measurements.case.service import CaseService
from measurements.lesion import Lesion
from measurements.refusal import NotStored, Refusal


class Writing(QObject):
    """Runs commands of one read; nothing that was right is ever dropped because a disk was full.

    Signals: `refused(sentence)` for a command that cannot be carried out; `waitingChanged(count, sentence)`
    when the disk did not take one, which is kept here, and when it did.
    """

    refused = Signal(str)
    waitingChanged = Signal(int, str)

    def __init__(self, service: CaseService, why_not: Callable[[], str]) -> None:
        """`why_not`: why nothing can be changed now, in a sentence; empty where it can."""
        super().__init__()
        self._service = service
        self._why_not = why_not
        self._waiting: list[Command] = []
        self._refusal = ""

    def run(self, command: Command) -> bool:
        """Whether it is stored now. While earlier ones wait, it waits behind them."""
        why_not = self._why_not()
        if why_not:
            self.refused.emit(why_not)
            return False
        if not self.store_waiting():
            self._waiting.append(command)
            self._tell_waiting(self._refusal)
            return False
        try:
            self._service.run(command)
        except NotStored as refusal:
            self._waiting.append(command)
            self._tell_waiting(refusal_text(refusal))
            return False
        except Refusal as refusal:
            self.refused.emit(refusal_text(refusal))
            return False
        return True

    def store_waiting(self) -> bool:
        """Tries again what the disk did not take, in its order; whether nothing waits any more."""
        while self._waiting:
            command = self._waiting.pop(0)  # before it runs: who hears of it may write, and come by here
            try:
                self._service.run(command)
            except NotStored as refusal:
                self._waiting.insert(0, command)
                self._tell_waiting(refusal_text(refusal))
                return False
            except Refusal as refusal:
                # Not the disk any more: what it rested on has changed, so it has no place now.
                self.refused.emit(refusal_text(refusal))
            self._tell_waiting(self._refusal)
        return True

    @property
    def waits(self) -> bool:
        """Whether there is anything that the disk did not take."""
        return bool(self._waiting)

    def give_up_last(self) -> None:
        """Forgets the last of what waits; nothing that was stored, or that waits before it, rests on it."""
        self._waiting.pop()
        self._tell_waiting(self._refusal)

    def _tell_waiting(self, refusal: str) -> None:
        self._refusal = refusal if self._waiting else ""
        self.waitingChanged.emit(len(self._waiting), self._refusal)

    def promised(self) -> tuple[Lesion, ...]:
        """The lesions that what waits will add, whose labels are taken."""
        return tuple(_added(self._waiting))


def _added(commands: Sequence[Command]) -> Iterator[Lesion]:
    for command in commands:
        if isinstance(command, AddLesion):
            yield command.lesion
        elif isinstance(command, InOneStep):
            yield from _added(command.commands)
