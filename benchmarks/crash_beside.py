"""Another process on the trial while a read goes on: it writes nothing, and copies only whole gestures."""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.crash_read import (
    Acknowledged,
    acknowledged,
    content_of,
    faults_after,
    forked,
    lines_of,
    make_trial,
    scripted_read,
)
from measurements.refusal import Refusal
from measurements.storage.backups import back_up, backup_folder, backups_of
from measurements.storage.restoring import restore
from measurements.storage.store import open_trial

GESTURES = 150


def beside_a_writer(folder: Path, kills: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Reads, backs up and tries to write and to restore, at random, while another process reads on."""
    path = folder / "trial.longaxis"
    make_trial(path)
    back_up(path, folder / "before.backup")
    chosen = random.Random(seed)
    counted: Counter[str] = Counter()
    faults: list[str] = []
    seen: list[tuple[str, int, str]] = []
    for run in range(max(1, kills // 100)):
        told: list[str] = []
        with _writing(path, folder / f"read-{run}", seed + run, told) as still:
            while still():
                what = chosen.choice(["read", "backed up", "refused to write", "refused to restore"])
                fault = _meanwhile(what, path, folder / "before.backup", seen)
                faults += [f"run {run}: {fault}"] if fault else []
                counted[what] += 1
        by_end = {one.sequence: one for one in acknowledged(iter(told))}
        faults += [f"run {run}: {fault}" for fault in _seen_faults(seen, by_end)]
        faults += [f"run {run}: {fault}" for fault in faults_after(path, acknowledged(iter(told)))]
        counted["acknowledged"] += len(told) - 1
        counted["looks"] += len(seen)
        seen.clear()
    for number, backup in enumerate(backups_of(path)):
        restored = folder / f"restored-{number}.longaxis"
        restore(backup.path, restored)
        faults += [f"{backup.path.name}: {fault}" for fault in faults_after(restored, [])]
    counted["backups kept and restored"] = len(list(backup_folder(path).iterdir()))
    return counted, faults


@contextmanager
def _writing(path: Path, read: Path, seed: int, told: list[str]) -> Iterator[Callable[[], bool]]:
    """A process that reads on and holds the trial until the block ends; what it gives says whether it still
    reads. What it told is in `told` afterwards.

    Args:
        read: a file that is there once it has done all its gestures.
    """
    waits, ends = os.pipe()

    def finished() -> None:
        os.close(ends)
        read.touch()
        os.read(waits, 1)

    process, lines, begins = forked(lambda tell: scripted_read(path, seed, GESTURES, tell, finished))
    os.close(begins)
    os.close(waits)
    stream = lines_of(lines)
    told.append(next(stream))
    try:
        yield lambda: not read.exists() and _lives(process)
    finally:
        os.close(ends)
    told += stream
    os.waitpid(process, 0)


def _lives(process: int) -> bool:
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def _meanwhile(what: str, path: Path, before: Path, seen: list[tuple[str, int, str]]) -> str:
    """Does one thing; what is wrong with how it went, "" where nothing is."""
    try:
        if what == "refused to write":
            open_trial(path, writing=True).close()
            return "a second writer was let in"
        if what == "refused to restore":
            restore(before, path)
            return "a trial that is being written to was replaced"
        looked_at = back_up(path).path if what == "backed up" else path
        with open_trial(looked_at, writing=False) as store, store.whole() as trial:
            seen.append((what, trial.chain_end().sequence, content_of(trial)))
    except Refusal as refusal:
        return "" if "is being written to by" in str(refusal) else str(refusal)
    return ""


def _seen_faults(seen: list[tuple[str, int, str]], by_end: dict[int, Acknowledged]) -> list[str]:
    """Every look shows the trial as it was after one gesture."""
    last = max(by_end)
    return [
        f"{what} at entry {sequence}, which is of no gesture or not as it was after it"
        for what, sequence, content in seen
        if sequence <= last and (sequence not in by_end or by_end[sequence].content != content)
    ]
