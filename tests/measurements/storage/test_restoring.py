"""Restoring: a backup takes the trial's place once it was checked, and nothing is deleted or hidden by it."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from measurements.case.commands import AddLesion
from measurements.case.service import CaseService
from measurements.refusal import Refusal
from measurements.storage.anchors import note_end, rolled_back, seen_ends
from measurements.storage.audit import AuditEntry, broken_links
from measurements.storage.backups import Backup, back_up
from measurements.storage.program import FORMAT
from measurements.storage.replay import departures
from measurements.storage.restoring import Restored, restore
from measurements.storage.store import create_trial, open_trial
from tests.measurements.samples import begun_read, lesion

MADE = datetime(2026, 3, 15, 12, 0, tzinfo=UTC)
SEEN = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)
RELEASED = Path(__file__).parents[2] / "data" / "trial-0001.longaxis"


@dataclass
class Place:
    """A trial that went on after its backup, with its end noted."""

    path: Path
    backup: Backup
    anchors: list[Path]

    def restore(self, backup: Path | None = None, path: Path | None = None, reason: str = "") -> Restored:
        return restore(
            backup or self.backup.path,
            path or self.path,
            reason=reason,
            anchors=self.anchors,
            now=lambda: LATER,
        )


@pytest.fixture
def place(tmp_path: Path) -> Place:
    anchors = [tmp_path / "seen"]
    with create_trial(tmp_path / "trial", now=lambda: MADE) as store:
        case = CaseService(store)
        read, timepoints = begun_read(store, case, tmp_path)
        case.run(AddLesion(lesion(read, timepoints[0], "T01")))
        backup = back_up(store.path, anchors=anchors, now=lambda: MADE)
        for label in ("T02", "T03"):
            case.run(AddLesion(lesion(read, timepoints[0], label)))
        with store.whole() as trial:
            note_end(trial, anchors, SEEN)
        return Place(store.path, backup, anchors)


def labels(path: Path) -> list[str]:
    with open_trial(path, writing=False) as store, store.reading() as trial:
        (read,) = trial.reads()
        return [one.label for one in trial.lesions(read.uid)]


def audit(path: Path) -> list[AuditEntry]:
    """Of a trial that is whole in every respect."""
    with open_trial(path, writing=False) as store, store.whole() as trial:
        assert list(broken_links(trial.audit(), trial.trial_uid())) == []
        assert list(departures(trial)) == []
        return list(trial.audit())


def test_a_backup_takes_the_trials_place_which_is_kept_and_both_are_told(place: Place) -> None:
    at = place.backup.sequence
    done = place.restore(reason="disk failed")
    assert (done.sequence, done.left_out, done.readable) == (at, (at + 1, at + 2), True)
    assert labels(place.path) == ["T01"]
    kept_as = place.path.with_name("trial.replaced-20260317T120000Z.longaxis")
    assert done.kept_as == kept_as
    assert labels(kept_as) == ["T01", "T02", "T03"]
    told = audit(place.path)[-1]
    assert (told.sequence, told.action, told.table_name) == (at + 1, "RestoreBackup", "trial")
    assert told.old_value == told.new_value
    assert told.reason == (
        f"disk failed Restored from {place.backup.path.name}, which ends at audit entry {at}. "
        f"Entries {at + 1} to {at + 2} of the trial as it was are not in it. "
        "The file as it was is kept as trial.replaced-20260317T120000Z.longaxis."
    )


def test_the_trial_can_be_written_to_at_once_and_nothing_unfinished_is_left(place: Place) -> None:
    place.restore()
    open_trial(place.path, writing=True).close()
    names = {path.name for path in place.path.parent.iterdir()}
    assert names == {
        "seen",
        "trial.backups",
        "trial.longaxis",
        "trial.longaxis.lock",
        "trial.replaced-20260317T120000Z.longaxis",
    }


def test_what_was_seen_before_is_explained_by_the_restoring_and_by_nothing_else(place: Place) -> None:
    def missing() -> str | None:
        with open_trial(place.path, writing=False) as store, store.whole() as trial:
            return rolled_back(trial, seen_ends(trial.trial_uid(), place.anchors))

    shutil.copyfile(place.backup.path, place.path)
    assert missing() is not None
    place.restore()
    assert missing() is None
    # Put back by hand afterwards, the same backup is an older file again.
    shutil.copyfile(place.backup.path, place.path)
    assert missing() is not None


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:6000])


def _overwrite(path: Path) -> None:
    path.write_bytes(os.urandom(9000))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [_cut, _overwrite, _empty])
def test_a_damaged_trial_is_restored_and_kept_as_it_was(place: Place, damage: Callable[[Path], None]) -> None:
    damage(place.path)
    damaged = place.path.read_bytes()
    log = place.path.with_name("trial.longaxis-wal")
    log.write_bytes(b"what a writer that died has left")
    at = place.backup.sequence
    done = place.restore()
    assert done.kept_as is not None
    assert done.kept_as.read_bytes() == damaged
    assert (
        done.kept_as.with_name(done.kept_as.name + "-wal").read_bytes() == b"what a writer that died has left"
    )
    assert log.read_bytes() == b""
    # How far it went is known from where it was seen to end.
    assert (done.readable, done.left_out) == (False, (at + 1, at + 2))
    assert labels(place.path) == ["T01"]
    assert audit(place.path)[-1].action == "RestoreBackup"


def test_without_a_note_nobody_knows_what_a_damaged_trial_held(place: Place) -> None:
    _overwrite(place.path)
    done = restore(place.backup.path, place.path, now=lambda: LATER)
    assert done.left_out is None
    assert "could not be read: what it held beyond that entry is not known." in done.sentences()[1]


def test_what_the_log_of_a_killed_writer_holds_is_in_the_file_that_is_kept(place: Place) -> None:
    """The log must not be left beside what takes the trial's place: SQLite would write it into that."""
    with open_trial(place.path, writing=True) as store:
        case = CaseService(store)
        with store.reading() as trial:
            (read,) = trial.reads()
            (first, *_) = trial.timepoints(read.subject_uid)
        case.run(AddLesion(lesion(read, first, "T04")))
        alive = [place.path.with_name(f"trial.longaxis{suffix}").read_bytes() for suffix in ("", "-wal")]
    assert len(alive[1]) > 4096
    place.path.write_bytes(alive[0])
    place.path.with_name("trial.longaxis-wal").write_bytes(alive[1])
    done = place.restore()
    assert done.kept_as is not None
    assert labels(done.kept_as) == ["T01", "T02", "T03", "T04"]
    assert done.left_out == (done.sequence + 1, done.sequence + 3)
    assert labels(place.path) == ["T01"]


def test_two_restorings_within_a_second_keep_two_files(place: Place) -> None:
    first, second = place.restore().kept_as, place.restore().kept_as
    assert first is not None
    assert second == first.with_name("trial.replaced-20260317T120000Z-2.longaxis")
    assert (labels(first), labels(second)) == (["T01", "T02", "T03"], ["T01"])
    at = place.backup.sequence + 1
    assert f"Entry {at} of the trial as it was is not in it." in audit(place.path)[-1].reason


def test_a_new_file_is_made_where_there_is_none(place: Place, tmp_path: Path) -> None:
    done = place.restore(path=tmp_path / "copy")
    assert (done.path, done.kept_as) == (tmp_path / "copy.longaxis", None)
    assert labels(done.path) == ["T01"]
    assert labels(place.path) == ["T01", "T02", "T03"]


def test_a_backup_of_an_older_format_is_brought_up_to_date(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path / "trial.longaxis"
    stick = tmp_path_factory.mktemp("stick")
    shutil.copy(RELEASED, stick)  # SQLite leaves files beside what it looks into
    restore(stick / RELEASED.name, path)
    assert labels(path) == ["T01"]
    assert [entry.action for entry in audit(path)][-2:] == ["UpgradeTrial", "RestoreBackup"]
    assert {found.name for found in files(tmp_path)} == {"trial.longaxis"}


def files(folder: Path) -> dict[Path, bytes]:
    """All but what SQLite leaves beside a file that was read, and locks."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in found if not path.name.endswith(("-shm", "-wal", ".lock"))}


def refused(place: Place, match: str, backup: Path | None = None) -> None:
    before = files(place.path.parent)
    with pytest.raises(Refusal, match=match):
        place.restore(backup)
    assert files(place.path.parent) == before


def test_a_damaged_backup_is_refused(place: Place) -> None:
    content = bytearray(place.backup.path.read_bytes())
    content[5 * 4096 : 9 * 4096] = os.urandom(4 * 4096)
    place.backup.path.write_bytes(content)
    refused(place, r"\.backup is damaged: choose another backup")


def test_a_backup_whose_audit_was_changed_is_refused(place: Place) -> None:
    connection = sqlite3.connect(place.backup.path)
    connection.execute("DROP TRIGGER audit_entry_never_updated")
    connection.execute("UPDATE audit_entry SET who = 'somebody else' WHERE sequence = 3")
    connection.commit()
    connection.close()
    refused(place, r"is not as it was made.*Audit entry 3 was changed")


def test_a_backup_of_a_newer_program_is_refused_by_its_own_name(place: Place) -> None:
    connection = sqlite3.connect(place.backup.path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    refused(place, rf"\.backup was written by a newer version .*9999.*{FORMAT}")


def test_a_backup_of_another_trial_is_refused(place: Place, tmp_path: Path) -> None:
    with create_trial(tmp_path / "other") as store:
        other = back_up(store.path)
    refused(place, "is of another trial than", other.path)


def test_a_trial_that_is_open_is_not_replaced(place: Place) -> None:
    with open_trial(place.path, writing=True):
        with pytest.raises(Refusal, match="is being written to by"):
            place.restore()
        assert labels(place.path) == ["T01", "T02", "T03"]


@pytest.mark.parametrize("content", [None, b"", b"something else"])
def test_what_is_no_backup_is_refused(place: Place, content: bytes | None) -> None:
    other = place.path.with_name("other.backup")
    if content is not None:
        other.write_bytes(content)
    refused(place, r"other\.backup is no backup of a trial", other)
    refused(place, "is the trial itself", place.path)
