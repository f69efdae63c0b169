"""The pictures of one stack in memory, shown while they are still coming in."""

import threading
from collections.abc import Iterator, Mapping
from copy import copy
from itertools import chain, zip_longest

import numpy as np

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector
from measurements.imaging import Series
from measurements.progress import Cancelled, Report, silent
from measurements.refusal import Refusal
from reader.pixels import SliceReader, StoredValues, UnreadableSlice
from reader.presence import FileChanges, file_changes

_WAITING, _COMING, _READY, _FAILED = range(4)
_LOOK_AGAIN_SECONDS = 0.2
"""How soon a loading that waits for somebody else's read hears that it was cancelled."""

_FLAT: tuple[Vector, Vector] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


class LoadedStack:
    """Stored values of every slice of a stack, as far as they have been loaded.

    One thread may load (with a second of its own) while another shows, and asks for what it wants to show
    next; only the loading ones touch files. A slice is there only when all of it is; what a file does not
    give whole is not shown at all.

    Attributes:
        series: what it was made from.
        count: number of slices; an index counts them in reading order, from 0.
        measurable: whether its planes lie in the patient. If not, they are made up so that the pictures can
            be shown, one mm to a pixel, and no length or place taken from them means anything.
        padding: stored value that stands for "outside the scanned field"; None where there is none.
        inverted: whether low values are to be shown bright and high ones dark; known with the first slice.
        changes: which files the last loading found gone or changed; None until it has looked at all of them.
    """

    def __init__(self, series: Series) -> None:
        """Takes the memory for all slices and touches no file.

        Raises:
            Refusal: the pictures of the series cannot be shown, or do not fit into memory.
        """
        self.series = series
        self.count = series.frames
        self.measurable = series.measurable
        self._reader = SliceReader(series)
        try:
            self._voxels: StoredValues = np.empty((self.count, *self._reader.shape), self._reader.dtype)
        except MemoryError as error:
            size_gb = self.count * series.rows * series.columns * self._reader.dtype.itemsize / 1e9
            raise Refusal(
                "Series {series} needs {size_gb:.1f} GB of memory, more than there is; close other series "
                "and open it again.",
                series=series.series_uid,
                size_gb=size_gb,
            ) from error
        self._shown = self._voxels.view()
        self._shown.flags.writeable = False
        self._states = bytearray(self.count)
        self._claiming = threading.Condition()
        self._asked_for: int | None = None
        self._knowing_inversion = threading.Lock()
        self._inversion_known = False
        self._failures: dict[int, UnreadableSlice] = {}
        self._planes = tuple(_plane(series, index) for index in range(self.count))
        self.inverted = False
        self.changes: FileChanges | None = None
        self.padding = None if series.padding is None else self._reader.picture_value(series.padding)

    @property
    def ready(self) -> int:
        """How many slices are loaded."""
        return self._states.count(_READY)

    @property
    def held_bytes(self) -> int:
        """What its stored values take in memory, loaded or to come."""
        return self._voxels.nbytes

    @property
    def failures(self) -> Mapping[int, UnreadableSlice]:
        """Why slices could not be read, one sentence each, by index."""
        return dict(self._failures)

    def plane(self, index: int) -> ImagePlane:
        """Where slice `index` lies in the patient; see `measurable`."""
        return self._planes[index]

    def values(self, index: int) -> StoredValues | None:
        """Stored values (rows, columns) of slice `index`, read-only; None while, or if, not loaded."""
        return self._shown[index] if self._states[index] == _READY else None

    def is_settled(self, index: int) -> bool:
        """Whether slice `index` is loaded or has failed: nothing more will come of it."""
        return self._states[index] in (_READY, _FAILED)

    @property
    def voxels(self) -> StoredValues:
        """Stored values, (slices, rows, columns), read-only; `values` tells which slices are loaded."""
        return self._shown

    def rescale(self, index: int) -> tuple[float, float]:
        """(slope, intercept) of slice `index`: stored value x slope + intercept = HU."""
        a_slice = self.series.slices[index]
        return a_slice.slope, a_slice.intercept

    def ask_for(self, index: int) -> bool:
        """Has slice `index` read next, and then what lies around it; never waits for a file.

        Only the last one asked for counts: those that were passed by come in their turn.

        Returns:
            Whether it is there already.
        """
        if self._states[index] == _WAITING:
            with self._claiming:
                self._asked_for = index
        return self._states[index] == _READY

    def load_slice(self, index: int) -> bool:
        """Reads one slice now, unless it is there, cannot be read, or is just being read by another thread.

        Returns:
            Whether it can be shown now.
        """
        with self._claiming:
            mine = self._states[index] == _WAITING
            if mine:
                self._states[index] = _COMING
        if mine:
            outcome = _FAILED
            try:
                self._know_inversion(index)
                self._reader.read(index, self._voxels[index])
                outcome = _READY
            except UnreadableSlice as refusal:
                self._failures[index] = copy(refusal)  # without its traceback, which holds pixels
            finally:
                with self._claiming:
                    self._states[index] = outcome
                    self._claiming.notify_all()
        return self._states[index] == _READY

    def load(self, around: int = 0, report: Report = silent) -> None:
        """Reads all slices that are not there yet, those asked for first, else from `around` outwards.

        A job for a thread of its own. Looks at all files early and leaves what has become of them to
        `changes`. Slices that cannot be read are left to `failures`; the others still come.

        Args:
            report: called from both threads that load, one at a time.

        Raises:
            Cancelled: from `report`; what was read until then stays, and `load` can be called again. A read
                that hangs is not waited for.
        """
        indices = _outwards(min(max(around, 0), self.count - 1), self.count)
        telling = threading.Lock()
        cancelled = threading.Event()
        faults: list[Exception] = []

        def tell() -> None:
            with telling:
                report(self._settled, self.count, "Loading slices")

        def next_index() -> int | None:
            nonlocal indices
            with self._claiming:
                if self._asked_for is not None:
                    indices, self._asked_for = _outwards(self._asked_for, self.count), None
                waiting = (index for index in indices if self._states[index] == _WAITING)
                return None if cancelled.is_set() else next(waiting, None)

        def read_along() -> None:
            try:
                while (index := next_index()) is not None:
                    self.load_slice(index)
                    tell()
            except Cancelled:
                cancelled.set()  # the first reader hears it from its own report
            except Exception as fault:  # raised by the first reader, where the job hears of it
                faults.append(fault)
                cancelled.set()

        second = threading.Thread(target=read_along, name="second reader of slices", daemon=True)
        second.start()
        try:
            if (first := next_index()) is not None:
                self.load_slice(first)
                tell()
            self.changes = file_changes(self.series, self._reader.second_look, lambda *_: tell())
            tell()
            while (index := next_index()) is not None:
                self.load_slice(index)
                tell()
            while not self._none_coming(_LOOK_AGAIN_SECONDS):
                tell()
        finally:
            cancelled.set()
        second.join()
        if faults:
            raise faults[0]
        tell()

    def _none_coming(self, seconds: float) -> bool:
        """Waits for slices that other threads are just reading, one of a former loading perhaps."""
        with self._claiming:
            return self._claiming.wait_for(lambda: _COMING not in self._states, seconds)

    def _know_inversion(self, index: int) -> None:
        with self._knowing_inversion:
            if not self._inversion_known:
                self.inverted = self._reader.inverted(index)
                self._inversion_known = True

    @property
    def _settled(self) -> int:
        return self.ready + len(self._failures)


def _outwards(around: int, count: int) -> Iterator[int]:
    """All indices below `count`, the nearest to `around` first."""
    after, before = range(around, count), range(around - 1, -1, -1)
    return (index for index in chain.from_iterable(zip_longest(after, before)) if index is not None)


def _plane(series: Series, index: int) -> ImagePlane:
    origin = series.slices[index].origin_lps
    spacing = series.pixel_spacing_mm
    if series.along_row and series.along_column and origin:
        axes = (series.along_row, series.along_column)
    else:
        axes, origin = _FLAT, (0.0, 0.0, float(index))
    return ImagePlane(origin, *axes, *(spacing or (1.0, 1.0)), series.rows, series.columns)
