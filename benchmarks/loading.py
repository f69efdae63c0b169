"""How fast series are found and loaded, beside their peers and beside the limit of the machine.

Prints medians of runs that take turns in one process, and ratios against the targets. Made data goes into
a folder of its own that is deleted afterwards; the real series lie beside the project, where present.
"""

import dataclasses
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pydicom
import SimpleITK
from vtkmodules.vtkIOImage import vtkDICOMImageReader

from benchmarks.gdcm_apart import GdcmApart
from benchmarks.synthetic_series import write_synthetic_series, write_synthetic_trial
from measurements.imaging import Series
from reader.frames import LoadedStack
from reader.header_reader import OPEN_TO_READ, HeaderReader
from reader.scan import scan
from reader.tags import OF_THE_FILE, SHARED

SLICES = 600
ROUNDS = 7
SLOW_ROUNDS = 3
REAL_SERIES = Path(__file__).parents[2] / "shared" / "data" / "ct_chest_lidc0314"

Work = Callable[[], object]


def main() -> None:
    measure_series("real chest CT", REAL_SERIES)
    room = Path(tempfile.mkdtemp(prefix="longaxis-bench-"))
    try:
        print(f"making {SLICES} slices ...", flush=True)
        write_synthetic_series(room / "series", SLICES)
        measure_series("synthetic CT", room / "series")
        with GdcmApart() as gdcm:
            print(f"\nheaders of the {SLICES} files of that series")
            measure_index(room / "series", gdcm)
            made = write_synthetic_trial(room / "trial", subjects=2)
            print(f"\nheaders of {made} files in twenty series")
            measure_index(room / "trial", gdcm)
    finally:
        shutil.rmtree(room)


def measure_series(title: str, folder: Path) -> None:
    if not folder.is_dir():
        print(f"{title}: skipped, {folder.name} is not beside the project")
        return
    series = max(scan([folder]).series, key=lambda found: found.frames)
    names = [a_slice.path for a_slice in series.slices]
    print(f"\n{title}: {series.frames} slices of {series.rows} x {series.columns}")
    ways: dict[str, Work] = {
        "read all bytes, one thread": lambda: [Path(name).read_bytes() for name in names],
        "preadv at known offsets, one thread": lambda: _limit(series, 1),
        "preadv at known offsets, two threads": lambda: _limit(series, 2),
        "Longaxis": lambda: _load(series),
        "SimpleITK, names known": lambda: _simpleitk(names),
        "pydicom loop": lambda: _pydicom_loop(names),
        "VTK": lambda: _vtk(folder),
    }
    took = _take_turns(ways)
    ours, limit = took["Longaxis"], took["preadv at known offsets, two threads"]
    for name, seconds in took.items():
        print(f"  {name:38s} {seconds * 1e3:8.1f} ms {series.frames / seconds:8.0f} slices/s")
    _ratio("against the limit, two threads", ours / limit, 1.4, at_most=True)
    _ratio("against SimpleITK", took["SimpleITK, names known"] / ours, 20)
    _ratio("against a pydicom loop", took["pydicom loop"] / ours, 18)
    _ratio("against VTK", took["VTK"] / ours, 8)
    middle = series.frames // 2
    first = _median([_timed(lambda: LoadedStack(series).load_slice(middle)) for _ in range(21)])
    one_read = _median([_timed(Path(names[middle]).read_bytes) for _ in range(21)])
    print(f"  first image {first * 1e3:.2f} ms after opening; its file alone {one_read * 1e3:.2f} ms")
    _ratio("first image, share of the whole load", first / ours, 0.05, at_most=True)
    _memory(series, folder)


def measure_index(folder: Path, gdcm: GdcmApart) -> None:
    names = sorted(str(path) for path in folder.rglob("*") if path.is_file())
    folders = sorted({str(Path(name).parent) for name in names})
    tags = [*SHARED, *OF_THE_FILE]
    ways: dict[str, Work] = {
        "open and read 8 KB": lambda: [_read_start(name) for name in names],
        "Longaxis headers": lambda: _headers(names),
        "Longaxis scan, all of it": lambda: scan([folder]),
        "pydicom, needed tags": lambda: [
            pydicom.dcmread(name, stop_before_pixels=True, specific_tags=tags) for name in names
        ],
        "GDCM scanner, needed tags": lambda: gdcm.scan(names, tags),
        "SimpleITK names of a series": lambda: [
            SimpleITK.ImageSeriesReader.GetGDCMSeriesFileNames(one, useSeriesDetails=True) for one in folders
        ],
    }
    took = _take_turns(ways)
    for name, seconds in took.items():
        print(f"  {name:38s} {seconds * 1e3:8.1f} ms {len(names) / seconds:8.0f} files/s")
    ours = took["Longaxis headers"]
    _ratio("against open and read 8 KB", ours / took["open and read 8 KB"], 2.5, at_most=True)
    _ratio("against pydicom", took["pydicom, needed tags"] / ours, 30)
    _ratio("against the GDCM scanner", took["GDCM scanner, needed tags"] / ours, 10)
    _ratio("against SimpleITK", took["SimpleITK names of a series"] / ours, 40)


def _take_turns(ways: dict[str, Work]) -> dict[str, float]:
    """Median seconds of each way; they take turns, so that a noisy moment hits them all."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for work in ways.values():
        work()  # to warm the page cache, and for what is imported late
    for turn in range(ROUNDS):
        for name, work in ways.items():
            slow = times[name] and times[name][0] > 0.5
            if not slow or turn < SLOW_ROUNDS:
                times[name].append(_timed(work))
    return {name: _median(found) for name, found in times.items()}


def _timed(work: Work) -> float:
    start = time.perf_counter()
    result = work()
    took = time.perf_counter() - start
    del result
    return took


def _median(values: list[float]) -> float:
    return statistics.median(values)


def _ratio(what: str, ratio: float, target: float, at_most: bool = False) -> None:
    met = ratio <= target if at_most else ratio >= target
    bound = "at most" if at_most else "at least"
    print(f"  {what:38s} {ratio:8.2f} x  ({bound} {target:g}: {'met' if met else 'MISSED'})")


def _load(series: Series) -> LoadedStack:
    stack = LoadedStack(series)
    stack.load(series.frames // 2)
    assert stack.ready == series.frames
    return stack


def _limit(series: Series, threads: int) -> np.ndarray:
    """The bytes of all pictures by the shortest way, into memory taken for them: nothing is checked."""
    assert series.stored_type is not None
    voxels = np.empty((series.frames, series.rows, series.columns), series.stored_type)
    bytes_of = [memoryview(voxels[index]).cast("B") for index in range(series.frames)]

    def read(indices: range) -> None:
        for index in indices:
            a_slice = series.slices[index]
            descriptor = os.open(a_slice.path, OPEN_TO_READ)
            os.preadv(descriptor, [bytes_of[index]], a_slice.pixel_offset or 0)
            os.close(descriptor)

    if threads == 1:
        read(range(series.frames))
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(read, (range(start, series.frames, threads) for start in range(threads))))
    return voxels


def _read_start(name: str) -> bytes:
    descriptor = os.open(name, OPEN_TO_READ)
    start = os.read(descriptor, 8192)
    os.close(descriptor)
    return start


def _headers(names: list[str]) -> list[object]:
    reader = HeaderReader()
    return [reader.read(name) for name in names]


def _simpleitk(names: list[str]) -> object:
    series_reader = SimpleITK.ImageSeriesReader()
    series_reader.SetFileNames(names)
    return series_reader.Execute()


def _pydicom_loop(names: list[str]) -> object:
    return np.stack([pydicom.dcmread(name).pixel_array for name in names])


def _vtk(folder: Path) -> object:
    dicom_reader = vtkDICOMImageReader()
    dicom_reader.SetDirectoryName(str(folder))
    dicom_reader.Update()
    return dicom_reader.GetOutput()


def _memory(series: Series, folder: Path) -> None:
    """Peak resident memory that loading adds, each way in a fresh process."""
    if not Path("/proc/self/statm").exists():
        print("  memory: skipped, this system does not tell")
        return
    voxels = series.frames * series.rows * series.columns * 2
    added = {
        way: int(
            subprocess.run(
                [sys.executable, "-m", "benchmarks.loading", way, str(folder)],
                check=True,
                capture_output=True,
            ).stdout
        )
        for way in WAYS
    }
    told = ", ".join(f"{way} {size / voxels:.2f}" for way, size in added.items())
    print(f"  peak memory, in voxels' worth: {told}")
    ours = added.pop("longaxis")
    _ratio("memory against the voxels", ours / voxels, 1.05, at_most=True)
    _ratio("memory against the best peer", ours / min(added.values()), 0.35, at_most=True)


def print_memory(way: str, folder: Path) -> None:
    """Prints by how many bytes one way of loading raises the peak of this process."""
    (series,) = scan([folder]).series
    names = [a_slice.path for a_slice in series.slices]
    WAYS[way](dataclasses.replace(series, frames=1, slices=series.slices[:1]), names[:1])  # imports, buffers
    with _Watch() as watch:
        loaded = WAYS[way](series, names)
    print(watch.peak - watch.before)
    del loaded


class _Watch:
    """Looks at the resident memory of this process every millisecond. (The system's own mark of the peak is
    passed on from the parent process, hence useless here.)"""

    def __enter__(self) -> "_Watch":
        self.before = self.peak = _resident()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def _look(self) -> None:
        while not self._over.wait(0.001):
            self.peak = max(self.peak, _resident())

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        self._thread.join()
        self.peak = max(self.peak, _resident())


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


WAYS: dict[str, Callable[[Series, list[str]], object]] = {
    "longaxis": lambda series, names: _load(series),
    "SimpleITK": lambda series, names: _simpleitk(names),
    "pydicom": lambda series, names: _pydicom_loop(names),
}


if __name__ == "__main__":
    if sys.argv[1:]:
        print_memory(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
