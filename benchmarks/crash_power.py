"""Power cuts: what a disk may hold when it dies, made from the calls of one read as strace saw them (Linux).

What was written before a file was last synced is there. Of what was written since, any part may be: nothing,
all, some of the calls, and of one of those only some of its sectors. Acknowledgements are in the same record,
between the calls: what was told before the cut has to be there.
"""

import os
import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.crash_read import acknowledged, faults_after, forked, lines_of, make_trial, scripted_read

GESTURES = 60
SECTOR = 512
CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink"

_CALL = re.compile(r"^(?:\d+ +)?(?P<name>\w+)\((?P<rest>.*)\) += (?P<result>-?\d+)")
_ON_FILE = re.compile(r'^\d+<(?P<path>[^>]*)>(?:, "(?P<data>[^"]*)")?(?:, (?P<numbers>[\d, ]+))?')
_NAMED = re.compile(r'"(?P<path>[^"]*)"')


@dataclass
class DiskFile:
    """A file as it is for sure, and what was done to it since it was last synced."""

    content: bytes = b""
    since: list[tuple[int, bytes]] = field(default_factory=list)
    """Writes by their offset."""

    def sync(self) -> None:
        for offset, data in self.since:
            self.content = _written(self.content, offset, data)
        self.since = []

    def truncate(self, size: int) -> None:
        """As if it were synced: a file system writes such changes of a file in order."""
        self.sync()
        self.content = self.content[:size].ljust(size, b"\0")

    def after_cut(self, chosen: random.Random, share: float) -> bytes:
        """One of the states it may be in; of what was not synced about `share` is there."""
        content = self.content
        torn = chosen.randrange(len(self.since)) if self.since and 0 < share < 1 else None
        for number, (offset, data) in enumerate(self.since):
            if number == torn:
                for at in range(0, len(data), SECTOR):
                    if chosen.random() < 0.5:
                        content = _written(content, offset + at, data[at : at + SECTOR])
            elif chosen.random() < share:
                content = _written(content, offset, data)
        return content


def power_cuts(folder: Path, kills: int, seed: int) -> tuple[Counter[str], list[str]]:
    """A cut after every so many calls, three times each: nothing of what was not synced, all, and a part."""
    if shutil.which("strace") is None:
        return Counter({"not done, there is no strace": 1}), []
    chosen = random.Random(seed)
    path = folder / "trial.longaxis"
    make_trial(path)
    disk = {str(path): DiskFile(path.read_bytes())}
    calls = list(_recorded(path, seed))
    places = set(chosen.sample(range(len(calls)), min(len(calls), max(1, kills // 3))))
    told: list[str] = []
    counted: Counter[str] = Counter()
    faults: list[str] = []
    after = folder / "after" / path.name
    for number, call in enumerate(calls):
        _carry_out(call, disk, told)
        if number not in places:
            continue
        for share in (0.0, 1.0, 0.5):
            shutil.rmtree(after.parent, ignore_errors=True)
            after.parent.mkdir()
            for name, file in disk.items():
                place = after.with_name(Path(name).name)
                place.write_bytes(file.after_cut(chosen, share))
            counted["cuts"] += 1
            counted["with writes not synced"] += any(file.since for file in disk.values())
            seen = acknowledged(iter(told))
            faults += [f"cut {number}, {share}: {fault}" for fault in faults_after(after, seen)]
    counted["acknowledged by the end"] = len(told) - 1
    return counted, faults


@dataclass(frozen=True)
class Call:
    """One call on one path; a line that was told where the path is empty."""

    name: str
    path: str = ""
    data: bytes = b""
    offset: int = 0


def _recorded(path: Path, seed: int) -> Iterator[Call]:
    log = path.parent / "calls.log"
    process, lines, begins = forked(lambda tell: scripted_read(path, seed, GESTURES, tell), wait=True)
    # -y names the file of every descriptor, -xx writes all bytes as \xNN.
    options = ["-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(log)]
    tracer = subprocess.Popen(["strace", *options, "-p", str(process)], stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    assert "attached" in tracer.stderr.readline()
    os.write(begins, b"!")
    os.close(begins)
    list(lines_of(lines))
    os.waitpid(process, 0)
    tracer.communicate()
    for line in log.read_text().splitlines():
        call = _call(line, str(path))
        if call is not None:
            yield call
    log.unlink()


def _call(line: str, trial: str) -> Call | None:
    """What a line of the record says of the trial's file, of its log, or to the reader."""
    found = _CALL.match(line)
    if found is None or int(found["result"]) < 0:
        return None
    if found["name"] in ("openat", "unlink"):
        named = _NAMED.search(found["rest"])
        path = _bytes(named["path"]).decode() if named else ""
        return Call(found["name"], path) if path in (trial, f"{trial}-wal") else None
    on_file = _ON_FILE.match(found["rest"])
    if on_file is None:
        return None
    path = on_file["path"]
    path = _bytes(path).decode() if "\\x" in path else path
    numbers = [int(number) for number in (on_file["numbers"] or "").replace(" ", "").split(",") if number]
    if found["name"] == "write" and path.startswith("pipe:"):
        return Call("told", data=_bytes(on_file["data"]))
    if path not in (trial, f"{trial}-wal"):
        return None
    return Call(found["name"], path, _bytes(on_file["data"] or ""), numbers[-1] if numbers else 0)


def _carry_out(call: Call, disk: dict[str, DiskFile], told: list[str]) -> None:
    if call.name == "told":
        told.append(call.data.decode())
    elif call.name == "openat":
        disk.setdefault(call.path, DiskFile())
    elif call.name == "unlink":
        disk.pop(call.path, None)
    elif call.name == "pwrite64":
        disk[call.path].since.append((call.offset, call.data))
    elif call.name == "ftruncate":
        disk[call.path].truncate(call.offset)
    else:
        disk[call.path].sync()


def _bytes(spelled: str) -> bytes:
    return bytes.fromhex(spelled.replace("\\x", ""))


def _written(content: bytes, offset: int, data: bytes) -> bytes:
    return content[:offset].ljust(offset, b"\0") + data + content[offset + len(data) :]
