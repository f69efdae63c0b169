"""Kills, power cuts, full disks and damage, and whether what was acknowledged is there afterwards.

Run as `python -m benchmarks.crash_campaign [--kills 1000] [--seed 1] [--folder FOLDER] [--only PART ...]`.
Prints one line for each part and every fault that it found; exits with 1 where there is one.
"""

import argparse
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from benchmarks.crash_read import (
    acknowledged,
    faults_after,
    forked,
    in_flight,
    lines_of,
    make_trial,
    scripted_read,
)

GESTURES = 25
OPENING = 4
"""How many gestures opening lasts as long as."""

RUNS_OF_ONE_FILE = 25
"""Then a fresh one: a trial that was killed often is opened again and again, and none grows without end."""

Found = tuple[Counter[str], list[str]]
"""What was counted, and what does not hold."""


def killed_at_random(folder: Path, kills: int, seed: int) -> Found:
    """SIGKILL at moments spread evenly over opening, reading and closing.

    A moment is some time after some acknowledgement, not after the start: so they are spread the same on a
    machine that has other things to do.
    """
    chosen = random.Random(seed)
    counted: Counter[str] = Counter()
    faults: list[str] = []
    path = folder / "killed.longaxis"
    gesture_seconds = 0.005
    while counted["kills"] < kills:
        if counted["runs"] % RUNS_OF_ONE_FILE == 0:
            for left in folder.glob("killed.longaxis*"):
                left.unlink()
            make_trial(path)
        number = counted["runs"]
        process, lines, begins = forked(lambda tell, n=number: scripted_read(path, seed + n, GESTURES, tell))
        os.close(begins)
        begun = time.perf_counter()
        stream = lines_of(lines)
        told = list(islice(stream, max(0, chosen.randrange(-OPENING, GESTURES + 2))))
        if len(told) > 1:
            gesture_seconds = (time.perf_counter() - begun) / len(told)
        time.sleep(chosen.uniform(0.0, 2 * gesture_seconds if told else OPENING * gesture_seconds))
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        seen = acknowledged(iter([*told, *stream]))
        counted["runs"] += 1
        counted["kills"] += os.WIFSIGNALED(status)
        counted["acknowledged"] += max(0, len(seen) - 1)
        if seen:
            counted["kills between storing and telling"] += in_flight(path, seen) > 0
        else:
            counted["kills while opening"] += 1
        faults += [f"run {number}, after {len(seen)} lines: {fault}" for fault in faults_after(path, seen)]
    return counted, faults


def main() -> int:
    from benchmarks import crash_beside, crash_calls, crash_damage, crash_power

    parts: dict[str, Callable[[Path, int, int], Found]] = {
        "random kills": killed_at_random,
        "a kill at every write call": crash_calls.killed_at_every_call,
        "power cuts": crash_power.power_cuts,
        "a damaged log": crash_damage.damaged_logs,
        "a damaged file": crash_damage.damaged_files,
        "a full disk": crash_damage.full_disks,
        "another process beside the writer": crash_beside.beside_a_writer,
    }
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--kills", type=int, default=1000, help="how many at random; other parts scale with it"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to work; the disk under test")
    parser.add_argument("--only", choices=[*parts], action="append", help="leave the other parts out")
    arguments = parser.parse_args()
    failed = False
    for name in arguments.only or parts:
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            counted, faults = parts[name](Path(folder), arguments.kills, arguments.seed)
        figures = ", ".join(f"{what} {count}" for what, count in counted.items())
        print(f"{name}: {figures}; faults {len(faults)} ({time.perf_counter() - begun:.0f} s)", flush=True)
        for fault in faults[:20]:
            print(f"  {fault}")
        failed = failed or bool(faults)
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
