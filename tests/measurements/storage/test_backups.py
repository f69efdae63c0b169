"""Backups: whole copies of a trial in use, and which of them stay."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements.case.commands import AddLesion, InOneStep, PutMeasurement
from measurements.case.service import CaseService
from measurements.refusal import Refusal
from measurements.storage.audit import broken_links
from measurements.storage.backups import Backup, audit_of, back_up, backup_folder, backups_of, kept
from measurements.storage.store import TrialStore, create_trial, open_trial
from tests.measurements.samples import begun_read, lesion, measured

NOON = datetime(2026, 3, 15, 12, 0, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TrialStore]:
    """Open for writing, with a lesion measured."""
    with create_trial(tmp_path / "Neck 1") as made:
        case = CaseService(made, who="R1")
        read, timepoints = begun_read(made, case, tmp_path)
        target = lesion(read, timepoints[0])
        case.run(InOneStep((AddLesion(target), PutMeasurement(measured(target, timepoints[0], 0)))))
        yield made


def said(path: Path) -> tuple[object, ...]:
    with open_trial(path, writing=False) as store, store.reading() as trial:
        (read,) = trial.reads()
        return trial.trial_uid(), trial.lesions(read.uid), trial.measurements(read.uid), list(trial.audit())


def test_a_backup_holds_the_trial_while_it_is_written_to(store: TrialStore) -> None:
    made = back_up(store.path, now=lambda: NOON)
    assert made.path.parent == backup_folder(store.path) == store.path.with_name("Neck 1.backups")
    assert said(made.path) == said(store.path)
    with store.reading() as trial:
        assert made.sequence == trial.chain_end().sequence
    assert made.path.name == f"Neck 1-20260315T120030Z-{made.sequence}.backup"
    assert backups_of(store.path) == [made]


def test_a_backup_is_one_file_that_is_read_where_nothing_can_be_written(store: TrialStore) -> None:
    made = back_up(store.path)
    said(made.path)
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]
    connection = sqlite3.connect(f"file:{made.path}?mode=ro", uri=True)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


def test_a_backup_can_be_made_elsewhere_and_never_in_place_of_a_file(
    store: TrialStore, tmp_path: Path
) -> None:
    out = tmp_path / "stick" / "copy.backup"
    out.parent.mkdir()
    assert back_up(store.path, out).path == out
    assert said(out) == said(store.path)
    with pytest.raises(Refusal, match=r"copy\.backup exists already"):
        back_up(store.path, out)
    assert not backup_folder(store.path).exists()
    with pytest.raises(Refusal, match=r"not backed up.*No such file"):
        back_up(store.path, tmp_path / "nowhere" / "copy.backup")


def test_what_is_not_to_be_kept_goes_once_another_is_there(store: TrialStore) -> None:
    for hour in range(30):
        back_up(store.path, now=lambda hour=hour: NOON + timedelta(hours=hour))
    hours = [(one.made_utc - NOON) / timedelta(hours=1) for one in backups_of(store.path)]
    # The last 20, and the last one of the 15th, which was made at 23:00:30.
    assert sorted(hours) == [*range(10, 30)]
    back_up(store.path, now=lambda: NOON + timedelta(hours=60))
    hours = [(one.made_utc - NOON) / timedelta(hours=1) for one in backups_of(store.path)]
    assert sorted(hours) == [11, 26, 27, 28, 29, 60]


def test_other_files_in_the_folder_are_left_alone(store: TrialStore) -> None:
    folder = backup_folder(store.path)
    folder.mkdir()
    others = [folder / name for name in ("Neck 1-note.backup", "Neck-20200101T000000Z-5.backup", "README")]
    for other in others:
        other.write_text("mine", encoding="utf-8")
    abandoned, at_work = folder / ".unfinished-1", folder / ".unfinished-2"
    for path in (abandoned, at_work):
        path.write_bytes(b"half")
    os.utime(abandoned, (0, 0))
    back_up(store.path)
    assert all(other.read_text(encoding="utf-8") == "mine" for other in others)
    assert not abandoned.exists()
    assert at_work.exists()


def test_a_damaged_trial_is_not_backed_up_and_costs_no_backup(store: TrialStore) -> None:
    for hour in range(8):
        back_up(store.path, now=lambda hour=hour: NOON - timedelta(days=90, hours=hour))
    before = backups_of(store.path)
    path = store.path
    store.close()
    with path.open("r+b") as file:
        file.seek(5 * 4096)
        file.write(os.urandom(4 * 4096))
    with pytest.raises(Refusal, match="is damaged: restore it from a backup"):
        back_up(path, now=lambda: NOON)
    assert backups_of(path) == before
    assert sorted(backup_folder(path).iterdir()) == sorted(one.path for one in before)


def test_a_disk_with_no_room_is_told_before_it_is_full(
    store: TrialStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(store.path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=4096))
    with pytest.raises(Refusal, match=r"not backed up, the disk of .* is full"):
        back_up(store.path)
    assert list(backup_folder(store.path).iterdir()) == []


def test_a_disk_that_fills_up_meanwhile_costs_nothing(
    store: TrialStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("resource", reason="disks are mounted on POSIX")
    from benchmarks.crash_damage import small_disk

    with small_disk(tmp_path) as disk:
        if not disk.is_mount():
            pytest.skip("no disk may be mounted")
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - 100_000))
        usage = shutil.disk_usage(tmp_path)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
        with pytest.raises(Refusal, match=r"was not copied, the disk of .* is full"):
            back_up(store.path, disk / "copy.backup")
        assert [path.name for path in disk.iterdir()] == ["filler"]


def test_a_trial_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"gone\.longaxis does not exist"):
        back_up(tmp_path / "gone.longaxis")
    assert list(tmp_path.iterdir()) == []


def test_the_audit_of_a_backup_is_read_whatever_its_format(store: TrialStore) -> None:
    with sqlite3.connect(back_up(store.path).path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    (made,) = backups_of(store.path)
    with audit_of(made.path) as trial:
        assert list(broken_links(trial.audit(), trial.trial_uid())) == []
        assert trial.chain_end().sequence == made.sequence


def backups(hours_ago: list[int]) -> list[Backup]:
    return [
        Backup(Path(f"{at}.backup"), NOON - timedelta(hours=hours), at)
        for at, hours in enumerate(sorted(hours_ago, reverse=True))
    ]


KEPT = {
    "none": ([], []),
    "twenty of one day": (list(range(1, 24)), list(range(1, 21))),
    "five that are old": ([24 * day for day in range(41, 48)], [24 * day for day in range(41, 46)]),
    # The 31st of January is 43 days ago, the 31st of December 74; the newest five are of three days.
    "the last of each day for 30 days, of each month for ever": (
        [24 * day + hour for day in range(1, 100) for hour in (0, 1)],
        sorted([25, 49, *(24 * day for day in [*range(1, 30), 43, 74])]),
    ),
    "what is dated later than now": ([-1, -500, *range(1, 24)], [-500, -1, *range(1, 21)]),
}


@pytest.mark.parametrize(("hours_ago", "staying"), KEPT.values(), ids=KEPT)
def test_which_backups_stay(hours_ago: list[int], staying: list[int]) -> None:
    found = kept(backups(hours_ago), NOON)
    assert sorted((NOON - one.made_utc) / timedelta(hours=1) for one in found) == staying


@given(st.lists(st.integers(0, 24 * 400), max_size=80))
def test_removing_after_every_backup_leaves_what_removing_once_would(hours_ago: list[int]) -> None:
    made = backups(hours_ago)
    standing: list[Backup] = []
    for one in made:
        standing = list(kept([*standing, one], one.made_utc))
        assert one in standing
    assert kept(standing, NOON) == kept(made, NOON)
    assert len(kept(made, NOON)) >= min(5, len(made))
