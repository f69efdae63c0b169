"""Damage to the log and to the file of a trial, and disks that fill up."""

import os
import random
import resource
import shutil
import subprocess
import tempfile
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
    gesture,
    line,
    lines_of,
    make_trial,
    scripted_read,
)
from measurements.case.service import CaseService
from measurements.case.verification import verify
from measurements.refusal import NotStored, Refusal
from measurements.storage.store import open_trial

GESTURES = 40
LOG_HEADER_BYTES = 32
PAGE = 4096
FRAME = 24 + PAGE

Damage = Callable[[bytes, random.Random], bytes]


def damaged_logs(folder: Path, kills: int, seed: int) -> tuple[Counter[str], list[str]]:
    """The log of a writer that died, with its tail cut, zeroed, overwritten or with one bit turned.

    What comes of it must be the trial as it was after one of its gestures, whole; or a sentence. With garbage
    behind the last commit it must be the last one.
    """
    chosen = random.Random(seed)
    path = folder / "trial.longaxis"
    make_trial(path)
    told, main, log = _while_open(path, seed)
    by_end = {(one.sequence, one.hash): one.content for one in told}
    counted: Counter[str] = Counter()
    faults = _log_faults(folder, main, log + os.urandom(3 * FRAME), {(told[-1].sequence, told[-1].hash): ""})
    counted["with garbage behind the last commit"] = 1
    for _ in range(kills // 3):
        name, damage = chosen.choice(list(TAILS.items()))
        counted[name] += 1
        faults += [f"{name}: {fault}" for fault in _log_faults(folder, main, damage(log, chosen), by_end)]
    return counted, faults


def _log_faults(folder: Path, main: bytes, log: bytes, by_end: dict[tuple[int, str], str]) -> list[str]:
    place = folder / "damaged" / "trial.longaxis"
    shutil.rmtree(place.parent, ignore_errors=True)
    place.parent.mkdir()
    place.write_bytes(main)
    place.with_name("trial.longaxis-wal").write_bytes(log)
    try:
        with open_trial(place, writing=False) as store, store.whole() as trial:
            end = trial.chain_end()
            if (end.sequence, end.hash) not in by_end:
                return [f"what is left ends at entry {end.sequence}, at which no gesture ended"]
            content = by_end[end.sequence, end.hash]
            if content and content != content_of(trial):
                return ["what is left is not as it was after that gesture"]
    except Refusal:
        return []  # said in a sentence
    return faults_after(place, [])


def _while_open(path: Path, seed: int) -> tuple[list[Acknowledged], bytes, bytes]:
    """What was told from the opening on, and the two files while the last gesture is in the log alone."""
    told = []
    with open_trial(path, writing=True) as store:
        case = CaseService(store, who="R1")
        chosen = random.Random(seed)
        told.append(line(store))
        for number in range(GESTURES):
            if gesture(store, case, chosen, str(number)):
                told.append(line(store))
        # By another process: closing a file of a database that this one has open takes its locks away.
        copies = [path.with_name(f"copy{suffix}") for suffix in ("", "-wal")]
        for suffix, copy in zip(("", "-wal"), copies, strict=True):
            subprocess.run(["cp", path.with_name(path.name + suffix), copy], check=True)
    main, log = (copy.read_bytes() for copy in copies)
    return acknowledged(f"{each}\n" for each in told), main, log


def _cut(log: bytes, chosen: random.Random) -> bytes:
    return log[: chosen.randrange(len(log))]


def _zeroed(log: bytes, chosen: random.Random) -> bytes:
    at = chosen.randrange(len(log))
    return log[:at] + bytes(len(log) - at)


def _overwritten(log: bytes, chosen: random.Random) -> bytes:
    at = chosen.randrange(LOG_HEADER_BYTES, len(log))
    return log[:at] + chosen.randbytes(len(log) - at)


def _one_bit(content: bytes, chosen: random.Random) -> bytes:
    at = chosen.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << chosen.randrange(8))]) + content[at + 1 :]


def _page(content: bytes, chosen: random.Random) -> bytes:
    at = chosen.randrange(len(content) // PAGE) * PAGE
    return content[:at] + chosen.randbytes(PAGE) + content[at + PAGE :]


TAILS: dict[str, Damage] = {
    "cut": _cut,
    "zeroed": _zeroed,
    "overwritten": _overwritten,
    "one bit turned": _one_bit,
}


def damaged_files(folder: Path, kills: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Single bits, bytes and pages of a closed trial changed.

    Opening or verifying says so, or nothing that a reader stored is otherwise than it was.
    """
    chosen = random.Random(seed)
    path = folder / "trial.longaxis"
    make_trial(path)
    scripted_read(path, seed, GESTURES, lambda _: None)
    with open_trial(path, writing=False) as store, store.whole() as trial:
        content = content_of(trial)
    sound = path.read_bytes()
    counted: Counter[str] = Counter()
    faults = []
    for number in range(kills):
        name, damage = ("a page", _page) if number % 3 == 0 else ("one bit", _one_bit)
        for left in folder.glob("trial.longaxis-*"):
            left.unlink()
        path.write_bytes(damage(sound, chosen))
        try:
            with open_trial(path, writing=False) as store:
                if not verify(store).holds:
                    counted[f"{name}, said when verified"] += 1
                    continue
                with store.whole() as trial:
                    changed = content_of(trial) != content
        except Refusal:
            counted[f"{name}, said when opened or read"] += 1
            continue
        except Exception as error:
            faults.append(f"{name}: not told in a sentence: {type(error).__name__}: {error}")
            continue
        if changed:
            faults.append(f"{name}: what a reader stored has changed, and nobody says so")
        counted[f"{name}, of nothing that a reader stored"] += 1
    return counted, faults


def full_disks(folder: Path, kills: int, seed: int) -> tuple[Counter[str], list[str]]:
    """A read on a disk that fills up at another place each time: what is told as stored is there, the rest
    is told as not stored, and with room the read goes on."""
    chosen = random.Random(seed)
    counted: Counter[str] = Counter()
    faults: list[str] = []
    with small_disk(folder) as disk:
        for number in range(max(1, kills // 50)):
            for left in disk.iterdir():
                left.unlink()
            path = disk / "trial.longaxis"
            make_trial(path)
            room = chosen.randrange(4, 400) * 1024
            process, lines, begins = forked(
                lambda tell, room=room, n=number: _read_without_room(disk, room, n, tell)
            )
            os.close(begins)
            said = list(lines_of(lines))
            _, status = os.waitpid(process, 0)
            refused = [one for one in said if one == "not stored\n"]
            told = acknowledged(one for one in said if one != "not stored\n")
            counted["disks"] += 1
            counted["acknowledged"] += max(0, len(told) - 1)
            counted["refused to open"] += not told
            counted["refused for want of room"] += len(refused)
            if status:
                faults.append(f"disk {number}: the read ended with status {status}")
            (disk / "filler").unlink(missing_ok=True)
            faults += [f"disk {number}: {fault}" for fault in faults_after(path, told)]
    return counted, faults


def _read_without_room(disk: Path, room: int, seed: int, tell: Callable[[str], None]) -> None:
    """Fills the disk but for `room`, or limits how long a file may become where it is no disk of its own."""
    free = shutil.disk_usage(disk).free
    if disk.is_mount():
        (disk / "filler").write_bytes(bytes(max(0, free - room)))
    else:
        longest = max(path.stat().st_size for path in disk.iterdir())
        resource.setrlimit(resource.RLIMIT_FSIZE, (longest + room, longest + room))
    chosen = random.Random(seed)
    try:
        opened = open_trial(disk / "trial.longaxis", writing=True)
    except Refusal:
        return  # not even room for the log's index; the trial is looked at when there is some
    with opened as store:
        case = CaseService(store, who="R1")
        tell(line(store))
        for number in range(GESTURES):
            try:
                if gesture(store, case, chosen, str(number)):
                    tell(line(store))
            except NotStored:
                tell("not stored")


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 2 MB in memory where that may be mounted, else a folder."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "longaxis", name]
        mounted = (
            shutil.which("mount") and not subprocess.run(mount, check=False, capture_output=True).returncode
        )
        try:
            yield Path(name)
        finally:
            if mounted:
                subprocess.run(["umount", name], check=True)
