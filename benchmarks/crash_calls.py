"""A kill before every call that changes a file, in all that is done with a trial, by strace (Linux)."""

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.crash_read import (
    acknowledged,
    faults_after,
    forked,
    line,
    lines_of,
    make_trial,
    scripted_read,
)
from measurements.access import passwords
from measurements.access.sign_in import sign_in
from measurements.case.enrol import enrol
from measurements.case.evidence_commands import UnlockSignature
from measurements.case.service import CaseService
from measurements.refusal import Refusal
from measurements.storage.anchors import rolled_back, seen_ends
from measurements.storage.backups import SUFFIX, back_up, backup_folder
from measurements.storage.restoring import restore
from measurements.storage.store import open_trial
from tests.accounts import MANAGER, PASSWORD, READER
from tests.measurements.samples import three_scans
from tests.measurements.signed_read import SignedRead, trial_with_people

CHANGING = (
    "write,pwrite64,writev,pwritev,ftruncate,fallocate,fsync,fdatasync,sync_file_range,"
    "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,unlink,unlinkat,rmdir"
)
GESTURES = 8
ARRIVING = "HN-018"
FIRST_FORMAT = Path(__file__).parents[1] / "tests" / "data" / "trial-0001.longaxis"
BACKUP = "one.backup"
NOTED = "seen"
MADE = datetime(2026, 3, 15, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """Something that is done with a trial in a folder, and what must hold of it when it was killed.

    Attributes:
        prepare: makes what it begins with.
        act: does it; tells lines of `crash_read` where it reads.
        faults: what does not hold afterwards, of the folder and the lines.
    """

    prepare: Callable[[Path], None]
    act: Callable[[Path, Callable[[str], None]], None]
    faults: Callable[[Path, list[str]], list[str]]


def killed_at_every_call(folder: Path, kills: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Each scene once for every call that it makes; with fewer than 1,000 kills asked for, in even steps."""
    counted: Counter[str] = Counter()
    faults: list[str] = []
    if shutil.which("strace") is None:
        return Counter({"not done, there is no strace": 1}), faults
    step = max(1, 1000 // kills)
    for name, scene in SCENES.items():
        before = folder / f"{name} before"
        before.mkdir()
        scene.prepare(before)
        for call, number in _calls(before, folder / "counting", scene)[seed % step :: step]:
            place = folder / "now"
            shutil.copytree(before, place)
            inject = f"inject={call}:signal=SIGKILL:when={number}"
            status, lines = _traced(place, scene, "-e", f"trace={call}", "-e", inject)
            killed = os.WIFSIGNALED(status)
            counted["kills"] += killed
            counted[f"of {name}"] += killed
            faults += [f"{name}, {call} {number}: {fault}" for fault in scene.faults(place, lines)]
            shutil.rmtree(place)
    return counted, faults


def _calls(before: Path, place: Path, scene: Scene) -> list[tuple[str, int]]:
    """Every call that changes a file in a run that nobody kills: its name, and the how many-th of that name.

    Opening a file changes something only where it makes one.
    """
    log = place.with_suffix(".log")
    shutil.copytree(before, place)
    status, _ = _traced(place, scene, "-e", f"trace={CHANGING}", "-o", str(log))
    assert status == 0, "the scene fails by itself"
    shutil.rmtree(place)
    made: Counter[str] = Counter()
    calls = []
    for entry in log.read_text(errors="replace").splitlines():
        found = re.match(r"(?:\d+ +)?(\w+)\(", entry)
        if found is not None:
            made[found[1]] += 1
            if "open" not in found[1] or "O_CREAT" in entry:
                calls.append((found[1], made[found[1]]))
    log.unlink()
    return calls


def _traced(place: Path, scene: Scene, *options: str) -> tuple[int, list[str]]:
    """How the process ended, as `os.waitpid` tells it, and the lines it told."""
    process, lines, begins = forked(lambda tell: scene.act(place, tell), wait=True)
    tracer = subprocess.Popen(
        ["strace", "-f", *options, "-p", str(process)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert tracer.stderr is not None
    attached = tracer.stderr.readline()
    assert "attached" in attached, attached
    os.write(begins, b"!")
    os.close(begins)
    told = list(lines_of(lines))
    _, status = os.waitpid(process, 0)
    tracer.communicate()
    return status, told


def _nothing(folder: Path) -> None:
    pass


def _trial(folder: Path) -> None:
    make_trial(folder / "trial.longaxis")


def _read(folder: Path, tell: Callable[[str], None]) -> None:
    scripted_read(folder / "trial.longaxis", 1, GESTURES, tell)


def _make(folder: Path, tell: Callable[[str], None]) -> None:
    _trial(folder)


def _import(folder: Path, tell: Callable[[str], None]) -> None:
    with open_trial(folder / "trial.longaxis", writing=True) as store:
        tell(line(store))
        enrol(store, three_scans(ARRIVING))
        tell(line(store))


def _old_trial(folder: Path) -> None:
    shutil.copyfile(FIRST_FORMAT, folder / "trial.longaxis")


def _upgrade(folder: Path, tell: Callable[[str], None]) -> None:
    open_trial(folder / "trial.longaxis", writing=True).close()


def _trial_and_backups(folder: Path) -> None:
    """Six of six days, so that the next one removes one."""
    _trial(folder)
    for day in range(1, 7):
        back_up(folder / "trial.longaxis", now=lambda day=day: MADE.replace(month=1, day=day))


def _back_up(folder: Path, tell: Callable[[str], None]) -> None:
    back_up(folder / "trial.longaxis", anchors=[folder / NOTED], now=lambda: MADE)


def _trial_that_went_on(folder: Path) -> None:
    _trial(folder)
    path = folder / "trial.longaxis"
    back_up(path, folder / BACKUP, anchors=[folder / NOTED], now=lambda: MADE)
    scripted_read(path, 2, GESTURES, lambda _: None)


def _restore(folder: Path, tell: Callable[[str], None]) -> None:
    restore(folder / BACKUP, folder / "trial.longaxis", anchors=[folder / NOTED])


def _quick_passwords() -> None:
    """What a password costs is not what is tried here."""
    passwords.TIME_COST, passwords.MEMORY_KIB, passwords.LANES = 1, 8, 1


def _trial_to_sign(folder: Path) -> None:
    _quick_passwords()
    with trial_with_people(folder) as read:
        read.act(READER)
        read.begin(READER)
        read.draw(READER, 0)


def _sign(folder: Path, tell: Callable[[str], None]) -> None:
    """Two timepoints signed, and both unlocked."""
    with open_trial(folder / "trial.longaxis", writing=True) as store:
        sign_in(store, READER, PASSWORD)
        tell(line(store))
        with store.whole() as trial:
            (subject,) = trial.subjects()
            timepoints = trial.timepoints(subject.uid)
        read = SignedRead(store, CaseService(store), subject, timepoints)
        for at in (0, 1):
            read.sign(READER, at)
            tell(line(store))
            read.draw(READER, at + 1)
            tell(line(store))
        sign_in(store, MANAGER, PASSWORD)
        tell(line(store))
        with store.whole() as trial:
            first = trial.evidence.signatures()[0]
        read.case.run(UnlockSignature(first.uid, "seen by mistake"))
        tell(line(store))


def _after_making(folder: Path, lines: list[str]) -> list[str]:
    path = folder / "trial.longaxis"
    if not path.exists():
        _trial(folder)
    return faults_after(path, [])


def _after_reading(folder: Path, lines: list[str]) -> list[str]:
    return faults_after(folder / "trial.longaxis", acknowledged(iter(lines)))


def _after_importing(folder: Path, lines: list[str]) -> list[str]:
    """Importing once more completes it, and brings nothing twice."""
    path = folder / "trial.longaxis"
    faults = _after_reading(folder, lines)
    with open_trial(path, writing=True) as store:
        enrol(store, three_scans(ARRIVING))
        with store.whole() as trial:
            counts = [len(trial.slices(key)) for key in trial.series_keys()]
    if counts != [3] * 6:
        faults.append(f"after importing again the stacks have {counts} slices")
    return [*faults, *faults_after(path, [])]


def _after_upgrading(folder: Path, lines: list[str]) -> list[str]:
    """What has the name of a backup is one, of the format that was."""
    backups = list(folder.glob("trial.longaxis.*.backup"))
    faults = [*_after_reading(folder, lines), *(f for one in backups for f in _backup_faults(one, folder))]
    if not list(folder.glob("trial.longaxis.*.backup")):
        faults.append("upgraded without a backup")
    return faults


def _after_backing_up(folder: Path, lines: list[str]) -> list[str]:
    path = folder / "trial.longaxis"
    found = list(backup_folder(path).glob(f"*{SUFFIX}"))
    faults = [*_after_reading(folder, lines), *(f for one in found for f in _backup_faults(one, folder))]
    return faults if len(found) >= 6 else [*faults, f"only {len(found)} backups are left"]


def _after_restoring(folder: Path, lines: list[str]) -> list[str]:
    path = folder / "trial.longaxis"
    faults = [*_after_reading(folder, lines), *_history_faults(path, folder)]
    try:
        restore(folder / BACKUP, path, anchors=[folder / NOTED])
    except Refusal as refusal:
        return [*faults, f"cannot be restored again: {refusal}"]
    return [*faults, *_after_reading(folder, lines), *_history_faults(path, folder)]


def _history_faults(path: Path, folder: Path) -> Iterator[str]:
    with open_trial(path, writing=False) as store, store.whole() as trial:
        sentence = rolled_back(trial, seen_ends(trial.trial_uid(), [folder / NOTED]))
        if sentence is not None:
            yield sentence


def _backup_faults(backup: Path, folder: Path) -> list[str]:
    restored = folder / f"{backup.name}.longaxis"
    restore(backup, restored)
    return [f"{backup.name}: {fault}" for fault in faults_after(restored, [])]


SCENES = {
    "making": Scene(_nothing, _make, _after_making),
    "reading": Scene(_trial, _read, _after_reading),
    "importing": Scene(_trial, _import, _after_importing),
    "upgrading": Scene(_old_trial, _upgrade, _after_upgrading),
    "signing": Scene(_trial_to_sign, _sign, _after_reading),
    "backing up": Scene(_trial_and_backups, _back_up, _after_backing_up),
    "restoring": Scene(_trial_that_went_on, _restore, _after_restoring),
}
