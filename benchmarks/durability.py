"""One measurement made durable, beside fdatasync of as many bytes, on the same disk and in turn.

Run as `python -m benchmarks.durability [--folder FOLDER] [--rounds N]`. Prints medians, p95 and the ratio of
medians beside the target.
"""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from measurements.case.commands import AddLesion, InOneStep, PutMeasurement
from measurements.case.service import CaseService
from measurements.lesion import Measurement
from measurements.storage.store import TrialStore, create_trial
from tests.measurements.samples import begun_read, lesion, measured

LESIONS = 10
"""In the read, each measured at every timepoint: a large one."""

BLOCK = os.urandom(16 * 1024)
"""About what one commit appends to the log."""

TARGET = 3.5


def full_read(store: TrialStore, folder: Path) -> tuple[CaseService, list[Measurement]]:
    """A read of `LESIONS` targets at three timepoints, and measurements to come at the last of them."""
    case = CaseService(store)
    read, timepoints = begun_read(store, case, folder)
    to_come = []
    targets = [lesion(read, timepoints[0], f"T{number:02d}") for number in range(1, LESIONS + 1)]
    for target in targets:
        drawn = [measured(target, timepoint, at) for at, timepoint in enumerate(timepoints)]
        case.run(InOneStep((AddLesion(target), *map(PutMeasurement, drawn))))
    for tenths in range(100, 200):
        to_come += [measured(target, timepoints[2], 2, tenths / 10) for target in targets]
    return case, to_come


def milliseconds(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    return f"median {statistics.median(ordered) * 1e3:6.2f} ms   p95 {p95 * 1e3:6.2f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, help="where to write; the disk under test")
    parser.add_argument("--rounds", type=int, default=300)
    arguments = parser.parse_args()
    committed, synced = [], []
    with (
        tempfile.TemporaryDirectory(dir=arguments.folder) as folder,
        create_trial(Path(folder) / "trial") as store,
        (Path(folder) / "plain").open("wb", buffering=0) as plain,
    ):
        case, to_come = full_read(store, Path(folder))
        for at in range(arguments.rounds):
            begun = time.perf_counter()
            case.run(PutMeasurement(to_come[at % len(to_come)]))
            committed.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            plain.write(BLOCK)
            os.fdatasync(plain.fileno())
            synced.append(time.perf_counter() - begun)
    print(f"one measurement, {LESIONS} lesions in the read   {milliseconds(committed)}")
    print(f"write 16 KiB and fdatasync           {milliseconds(synced)}")
    ratio = statistics.median(committed) / statistics.median(synced)
    print(f"ratio of medians {ratio:.1f} (target: at most {TARGET})")


if __name__ == "__main__":
    main()
