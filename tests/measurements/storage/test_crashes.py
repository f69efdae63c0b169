"""What was acknowledged is there after kills, power cuts, full disks and damage: the campaign, in small.

The whole of it is `python -m benchmarks.crash_campaign`.
"""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("kills and forks are POSIX", allow_module_level=True)

from benchmarks.crash_beside import beside_a_writer
from benchmarks.crash_calls import SCENES, killed_at_every_call
from benchmarks.crash_campaign import killed_at_random
from benchmarks.crash_damage import damaged_files, damaged_logs, full_disks
from benchmarks.crash_power import power_cuts
from benchmarks.crash_read import Acknowledged, acknowledged, faults_after, make_trial, scripted_read
from measurements.case.enrol import enrol
from measurements.storage.audit import broken_links, set_back_clocks
from measurements.storage.store import create_trial, open_trial
from tests.measurements.samples import three_scans

# The children of these tests run what was imported before, and end without Python's own farewell; pytest's
# threads are none of theirs.
pytestmark = [
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
    pytest.mark.usefixtures("commits_wait"),
]

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@pytest.fixture
def read(tmp_path: Path) -> Iterator[tuple[Path, list[Acknowledged]]]:
    """A read of a few gestures, and what was acknowledged of it."""
    path = tmp_path / "trial.longaxis"
    make_trial(path)
    told: list[str] = []
    scripted_read(path, 3, 12, lambda said: told.append(f"{said}\n"))
    return path, acknowledged(iter(told))


def test_a_read_nobody_kills_is_without_fault(read: tuple[Path, list[Acknowledged]]) -> None:
    path, told = read
    assert len(told) > 6
    assert faults_after(path, told) == []


def test_kills_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    counted, faults = killed_at_random(tmp_path, 20, 7)
    assert faults == []
    assert counted["kills"] == 20
    assert counted["acknowledged"] > 20


@needs_strace
def test_kills_at_calls_that_change_files_lose_nothing(tmp_path: Path) -> None:
    counted, faults = killed_at_every_call(tmp_path, 30, 5)
    assert faults == []
    assert min(counted[f"of {scene}"] for scene in SCENES) > 2


@needs_strace
def test_power_cuts_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    counted, faults = power_cuts(tmp_path, 30, 7)
    assert faults == []
    assert counted["with writes not synced"] > 10
    assert counted["acknowledged by the end"] > 20


@needs_strace
def test_power_cuts_are_felt_where_commits_are_not_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def careless(*arguments: object, **more: object) -> sqlite3.Connection:
        class Careless(sqlite3.Connection):
            def execute(self, sql: str, *values: object) -> sqlite3.Cursor:  # type: ignore[override]
                return super().execute(sql.replace("synchronous=FULL", "synchronous=NORMAL"), *values)

        return connect(*arguments, factory=Careless, **more)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", careless)
    _, faults = power_cuts(tmp_path, 30, 7)
    assert any("acknowledged gesture lost" in fault for fault in faults)


def test_a_damaged_log_gives_whole_gestures_or_a_sentence(tmp_path: Path) -> None:
    counted, faults = damaged_logs(tmp_path, 90, 7)
    assert faults == []
    assert len(counted) == 5


def test_a_damaged_file_is_said_or_nothing_stored_has_changed(tmp_path: Path) -> None:
    counted, faults = damaged_files(tmp_path, 60, 7)
    assert faults == []
    assert counted["a page, said when verified"] > 0
    assert counted["a page, said when opened or read"] > 0


def test_a_full_disk_refuses_and_loses_nothing(tmp_path: Path) -> None:
    counted, faults = full_disks(tmp_path, 150, 7)
    assert faults == []
    assert counted["refused for want of room"] > 3
    assert counted["acknowledged"] > 3


def test_another_process_writes_nothing_and_copies_whole_gestures(tmp_path: Path) -> None:
    counted, faults = beside_a_writer(tmp_path, 100, 7)
    assert faults == []
    assert counted["looks"] > 3
    assert counted["refused to write"] > 0


# What the checks of the campaign are worth: each kind of loss is one that they name.


def test_a_lost_gesture_is_named(read: tuple[Path, list[Acknowledged]], tmp_path: Path) -> None:
    path, told = read
    ahead = replace(told[-1], sequence=told[-1].sequence + 1)
    assert any("acknowledged gesture lost" in fault for fault in faults_after(path, [ahead]))
    other = replace(told[-1], hash="0" * 64)
    assert any("acknowledged gesture lost" in fault for fault in faults_after(path, [other]))


def test_a_read_that_is_otherwise_is_named(read: tuple[Path, list[Acknowledged]]) -> None:
    path, told = read
    assert "the read is not what was acknowledged" in faults_after(path, [replace(told[-1], content="")])


def test_more_than_one_gesture_beyond_the_last_told_is_named(read: tuple[Path, list[Acknowledged]]) -> None:
    path, told = read
    assert any("more than one gesture" in fault for fault in faults_after(path, told[:-3]))


def test_a_broken_chain_and_a_changed_row_are_named(read: tuple[Path, list[Acknowledged]]) -> None:
    path, told = read
    connection = sqlite3.connect(path)
    connection.execute("UPDATE lesion SET site = 'Liver'")
    connection.commit()
    connection.close()
    assert any("tables: " in fault for fault in faults_after(path, told))
    path.write_bytes(os.urandom(4096))
    assert any("does not open" in fault for fault in faults_after(path, told))


def test_a_clock_that_is_set_back_costs_nothing_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "trial.longaxis"
    noon = datetime(2026, 3, 15, 12, 0, tzinfo=UTC)
    create_trial(path, now=lambda: noon).close()
    for at, code in ((noon + timedelta(days=400), "HN-1"), (noon + timedelta(days=1), "HN-2")):
        with open_trial(path, writing=True, now=lambda at=at: at) as store:
            enrol(store, three_scans(code))
    with open_trial(path, writing=False) as store, store.whole() as trial:
        assert [one.code for one in trial.subjects()] == ["HN-1", "HN-2"]
        assert list(broken_links(trial.audit(), trial.trial_uid())) == []
        (sentence,) = set_back_clocks(trial.audit())
    assert "is dated 2026-03-16T12:00" in sentence
    assert "(2027-04-19T12:00" in sentence
