"""The stacks in memory, within a budget: loaded in the background, the least recently used given back."""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs import Job, Jobs
from app.refusal_words import refusal_text
from app.series_files import files_text
from measurements.imaging import Series
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore
from reader.frames import LoadedStack


@dataclass(frozen=True, slots=True)
class HeldStack:
    """One stack in memory: its series, the bytes of its array, how many of its slices are read."""

    series: Series
    bytes: int
    ready: int


class Pictures(QObject):
    """Stacks by series key, together no heavier than a budget.

    What is shown is never given back, whatever it weighs; all else goes by when it was last looked at.

    Signals: `arrived(key, ready, count)` as slices come in, `failed(key, sentence)` when slices cannot be
    read.
    """

    arrived = Signal(str, int, int)
    failed = Signal(str, str)

    def __init__(self, store: TrialStore, jobs: Jobs, budget_bytes: int) -> None:
        super().__init__()
        self._budget_bytes = budget_bytes
        self._store = store
        self._jobs = jobs
        self._stacks: OrderedDict[str, LoadedStack] = OrderedDict()
        self._loading: dict[str, Job[None]] = {}
        self._missed: dict[str, str] = {}

    def open(self, key: str, around: int | None, keep: set[str]) -> LoadedStack:
        """The stack of a series, its slices on their way; no file is touched on this thread.

        Args:
            around: slice that comes first; the middle one when None.
            keep: keys of stacks that are shown and must stay.

        Raises:
            Refusal: the series is gone from the trial, cannot be shown, or does not fit into memory.
        """
        if key not in self._stacks:
            with self._store.reading() as trial:
                series = trial.series_with_slices(key)
            if series is None:
                raise Refusal(self.tr("This series is not in the trial any more: choose another."))
            self._give_back_beyond(self._budget_bytes - _weight(series), keep)
            self._stacks[key] = LoadedStack(series)
        self._stacks.move_to_end(key)
        self._stop_loading(set(self._loading) - keep - {key})
        stack = self._stacks[key]
        first = stack.count // 2 if around is None else min(max(around, 0), stack.count - 1)
        stack.ask_for(first)
        if stack.ready + len(stack.failures) < stack.count and key not in self._loading:
            self._load(key, stack, first)
        return stack

    def held(self) -> tuple[HeldStack, ...]:
        """What is in memory, the last looked at first."""
        return tuple(
            HeldStack(stack.series, stack.held_bytes, stack.ready)
            for stack in reversed(self._stacks.values())
        )

    def keep_within(self, budget_bytes: int, keep: set[str]) -> None:
        """Another budget from now on; what is too much for it goes at once, but not `keep`."""
        self._budget_bytes = budget_bytes
        self._give_back_beyond(budget_bytes, keep)

    def drop_changed(self) -> set[str]:
        """Gives back the stacks of series that an import has changed or taken away; their keys."""
        with self._store.reading() as trial:
            changed = {
                key for key, stack in self._stacks.items() if trial.series_with_slices(key) != stack.series
            }
        self._stop_loading(changed & set(self._loading))
        for key in changed:
            del self._stacks[key]
        return changed

    def close(self) -> None:
        """Stops all loading and gives the memory back."""
        self._stop_loading(set(self._loading))
        self._stacks.clear()

    def _load(self, key: str, stack: LoadedStack, first: int) -> None:
        stack.changes = None
        self._missed.pop(key, None)
        job = self._jobs.prepare(lambda report: stack.load(first, report))
        job.progressed.connect(lambda done, total, _: self._tell_arrival(key, stack, done, total))
        job.finished.connect(lambda _: self._tell_failures(key, stack))
        job.failed.connect(lambda error: self.failed.emit(key, refusal_text(error)))
        job.ended.connect(lambda: self._forget(key, job))
        self._loading[key] = job
        # The window is put together first: its thread would wait for its turn again and again meanwhile.
        QTimer.singleShot(0, job, lambda: self._begin(key, job))

    def _begin(self, key: str, job: Job[None]) -> None:
        if self._loading.get(key) is job:
            self._jobs.start_apart(job)
        else:
            job.deleteLater()

    def _forget(self, key: str, job: Job[None]) -> None:
        if self._loading.get(key) is job:
            del self._loading[key]

    def _tell_arrival(self, key: str, stack: LoadedStack, done: int, total: int) -> None:
        self.arrived.emit(key, done, total)
        if stack.changes is not None and key not in self._missed:
            # Told as soon as it is known, while the others are still to come.
            self._missed[key] = missed = files_text(stack.changes)
            if missed:
                self.failed.emit(key, missed)

    def _tell_failures(self, key: str, stack: LoadedStack) -> None:
        failures, missed = stack.failures, self._missed.get(key)
        if failures and missed:
            self.failed.emit(key, missed)
        elif failures:
            first = refusal_text(failures[min(failures)])
            more = len(failures) - 1
            self.failed.emit(key, first if not more else self.tr("{0} (and {1} more)").format(first, more))

    def _stop_loading(self, keys: set[str]) -> None:
        """Nobody waits for these now: the disk is for what is looked at. What was read of them stays."""
        for key in keys:
            self._loading.pop(key).cancel()

    def _give_back_beyond(self, budget_bytes: int, keep: set[str]) -> None:
        held = sum(stack.held_bytes for stack in self._stacks.values())
        for key in [key for key in self._stacks if key not in keep]:
            if held <= budget_bytes:
                return
            self._stop_loading({key} & set(self._loading))
            held -= self._stacks.pop(key).held_bytes


def _weight(series: Series) -> int:
    """What a stack will take before it is made; one that cannot be shown takes nothing."""
    each = 0 if series.stored_type is None else np.dtype(series.stored_type).itemsize
    return series.frames * series.rows * series.columns * each
