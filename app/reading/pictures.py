"""The stacks in memory: loaded in the background around the slice looked at, the oldest given back."""

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal

from app.jobs import Job, Jobs
from measurements.imaging import Series
from measurements.progress import Report
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore
from reader.frames import LoadedStack

BUDGET_BYTES = 2_000_000_000
"""Voxels kept in memory; a stack in a viewport is never given back, whatever it weighs."""


class Pictures(QObject):
    """Stacks by series key.

    Signals: `arrived(key, ready, count)` as slices come in, `failed(key, sentence)` when slices cannot be
    read.
    """

    arrived = Signal(str, int, int)
    failed = Signal(str, str)

    def __init__(self, store: TrialStore, jobs: Jobs) -> None:
        super().__init__()
        self._store = store
        self._jobs = jobs
        self._stacks: OrderedDict[str, LoadedStack] = OrderedDict()
        self._loading: dict[str, Job[None]] = {}

    def open(self, key: str, around: int | None, keep: set[str]) -> LoadedStack:
        """The stack of a series with one slice read, the others on their way.

        Args:
            around: slice to read first; the middle one when None.
            keep: keys of stacks that are shown and must stay.

        Raises:
            Refusal: the series is gone from the trial, cannot be shown, or does not fit into memory.
        """
        if key not in self._stacks:
            with self._store.reading() as trial:
                series = trial.series_with_slices(key)
            if series is None:
                raise Refusal("This series is not in the trial any more: choose another.")
            self._make_room(series, keep)
            self._stacks[key] = LoadedStack(series)
        self._stacks.move_to_end(key)
        stack = self._stacks[key]
        first = stack.count // 2 if around is None else min(max(around, 0), stack.count - 1)
        stack.load_slice(first)
        if stack.ready + len(stack.failures) < stack.count and key not in self._loading:
            self._load(key, stack, first)
        return stack

    def close(self) -> None:
        """Stops all loading and gives the memory back."""
        for job in self._loading.values():
            job.cancel()
        self._loading.clear()
        self._stacks.clear()

    def _load(self, key: str, stack: LoadedStack, first: int) -> None:
        def work(report: Report) -> None:
            stack.load(first, report)

        job = self._jobs.prepare(work)
        job.progressed.connect(lambda done, total, _: self.arrived.emit(key, done, total))
        job.finished.connect(lambda _: self._tell_failures(key, stack))
        job.failed.connect(lambda error: self.failed.emit(key, str(error)))
        job.ended.connect(lambda: self._forget(key, job))
        self._loading[key] = job
        self._jobs.start(job)

    def _forget(self, key: str, job: Job[None]) -> None:
        if self._loading.get(key) is job:
            del self._loading[key]

    def _tell_failures(self, key: str, stack: LoadedStack) -> None:
        failures = stack.failures
        if failures:
            first = failures[min(failures)]
            more = len(failures) - 1
            self.failed.emit(key, first if not more else self.tr("{0} (and {1} more)").format(first, more))

    def _make_room(self, coming: Series, keep: set[str]) -> None:
        def weight(series: Series) -> int:
            return series.frames * series.rows * series.columns * 2

        total = weight(coming) + sum(weight(stack.series) for stack in self._stacks.values())
        for key in [key for key in self._stacks if key not in keep]:
            if total <= BUDGET_BYTES:
                return
            if key in self._loading:
                self._loading.pop(key).cancel()
            total -= weight(self._stacks.pop(key).series)
