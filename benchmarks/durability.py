"""One measurement made durable, beside fdatasync of as many bytes: median and p95, side by side.

    python benchmarks/durability.py [--folder FOLDER] [--rounds N]

Both are done in turn on the same disk, so that what else the machine does falls on both.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from measurements.case.commands import AddLesion, InOneStep, PutMeasurement  # noqa: E402
from measurements.case.service import CaseService  # noqa: E402
from measurements.lesion import Measurement  # noqa: E402
from measurements.storage.store import TrialStore, create_trial  # noqa: E402
from tests.measurements.samples import begun_read, lesion, measured  # noqa: E402

LESIONS = 10
"""In the read, each measured at every timepoint: a large one."""


def full_read(store: TrialStore, folder: Path) -> tuple[CaseService, list[Measurement], Path]:
    """A read of `LESIONS` targets at three timepoints."""
    case = CaseService(store)
    read, timepoints = begun_read(store, case, folder)
    said = []
    for number in range(1, LESIONS + 1):
        target = lesion(read, timepoints[0], f"T{number:02d}")
        drawn = [measured(target, timepoint, at) for at, timepoint in enumerate(timepoints)]
        case.run(InOneStep((AddLesion(target), *map(PutMeasurement, drawn))))
        said += [(target, timepoints[2])]
    last = [measured(target, timepoint, 2, 10 + at / 10) for at in range(200) for target, timepoint in said]
    return case, last, store.path.with_name(store.path.name + "-wal")


def milliseconds(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"median {statistics.median(ordered) * 1e3:6.2f} ms   p95 {ordered[int(len(ordered) * 0.95)] * 1e3:6.2f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, help="where to write; the disk under test")
    parser.add_argument("--rounds", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        with create_trial(Path(folder) / "trial") as store:
            case, said, _ = full_read(store, Path(folder))
            committed, synced = [], []
            descriptor = os.open(Path(folder) / "plain", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
            block = os.urandom(16 * 1024)  # about what one commit appends to the log
            for at in range(arguments.rounds):
                begun = time.perf_counter()
                case.run(PutMeasurement(said[at]))
                committed.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                os.write(descriptor, block)
                os.fdatasync(descriptor)
                synced.append(time.perf_counter() - begun)
            os.close(descriptor)
    print(f"one measurement, {LESIONS} lesions in the read   {milliseconds(committed)}")
    print(f"write 16 KiB and fdatasync           {milliseconds(synced)}")
    print(f"ratio of medians {statistics.median(committed) / statistics.median(synced):.2f}")


if __name__ == "__main__":
    main()
