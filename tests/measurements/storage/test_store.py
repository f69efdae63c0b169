"""Trial files made, opened, shared and refused."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from measurements.case.commands import AddLesion, InOneStep, PutMeasurement
from measurements.case.enrol import enrol
from measurements.case.service import CaseService
from measurements.refusal import Refusal
from measurements.storage.store import create_trial, open_trial
from tests.held import slices_held
from tests.measurements.samples import begun_read, lesion, measured, series, three_scans

PROJECT = Path(__file__).parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty trial, closed."""
    create_trial(tmp_path / "trial.longaxis", "Neck").close()
    return tmp_path / "trial.longaxis"


def pragma(path: Path, name: str) -> object:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        connection.close()


def test_a_new_trial_is_one_file_beside_its_lock(path: Path) -> None:
    assert {file.name for file in path.parent.iterdir()} == {"trial.longaxis", "trial.longaxis.lock"}
    with open_trial(path, writing=True) as store, store.reading() as trial:
        assert trial.trial_name() == "Neck"
        assert trial.subjects() == []


def test_the_suffix_is_added_and_the_name_follows_the_file(tmp_path: Path) -> None:
    with create_trial(tmp_path / "phase.2") as store:
        assert store.path.name == "phase.2.longaxis"
        with store.reading() as trial:
            assert trial.trial_name() == "phase.2"


def test_every_connection_keeps_keys_and_syncs_every_commit(path: Path, commits_wait: None) -> None:
    with open_trial(path, writing=True) as store:
        connections = [store._engine.connect() for _ in range(3)]
        for connection in connections:
            asked = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("foreign_keys", "synchronous", "journal_mode")
            ]
            assert asked == [1, 2, "wal"]  # 2 is FULL
            connection.close()


def test_creating_over_a_file_is_refused(path: Path) -> None:
    with pytest.raises(Refusal, match="exists already"):
        create_trial(path)
    open_trial(path, writing=True).close()  # nor is it left locked


def test_a_second_writer_is_told_who_writes(path: Path) -> None:
    holder = rf"is being written to by .* \(process {os.getpid()}, since"
    with open_trial(path, writing=True), pytest.raises(Refusal, match=holder):
        open_trial(path, writing=True)
    open_trial(path, writing=True).close()


def test_a_second_process_may_read_and_not_write(path: Path) -> None:
    attempt = (
        "import sys\nfrom pathlib import Path\n"
        "from measurements.refusal import Refusal\nfrom measurements.storage.store import open_trial\n"
        "try:\n    open_trial(Path(sys.argv[1]), writing=True)\n"
        "except Refusal as refusal:\n    print(refusal)\n"
        "with open_trial(Path(sys.argv[1]), writing=False) as store, store.reading() as trial:\n"
        "    print(trial.trial_name())\n"
    )
    with open_trial(path, writing=True):
        done = subprocess.run(
            [sys.executable, "-c", attempt, str(path)],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        )
    refused, name = done.stdout.splitlines()
    assert "is being written to by" in refused
    assert name == "Neck"


def test_a_reader_sees_what_was_committed_and_changes_nothing(path: Path) -> None:
    with open_trial(path, writing=True) as writer, open_trial(path, writing=False) as reader:
        enrol(writer, [series()])
        with reader.reading() as trial:
            assert [subject.code for subject in trial.subjects()] == ["HN-017"]
    before = path.read_bytes()
    with open_trial(path, writing=False) as reader:
        with reader.reading() as trial:
            trial.subjects()
        with pytest.raises(Refusal, match="open for reading only"), reader.writing("PutMeasurement"):
            pass
    assert path.read_bytes() == before


def test_one_look_stays_the_same_while_the_writer_goes_on(path: Path) -> None:
    with open_trial(path, writing=True) as writer, open_trial(path, writing=False) as reader:
        with reader.reading() as trial:
            assert trial.subjects() == []
            enrol(writer, [series()])
            assert trial.subjects() == []
        with reader.reading() as trial:
            assert len(trial.subjects()) == 1


@pytest.mark.parametrize("writing", [True, False])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not a trial"),
        (b"subject,visit\n", "is not a trial"),
        (b"SQLite format 3\0" * 8, "is not a trial"),
    ],
)
def test_a_file_that_is_no_trial_is_refused_and_left_alone(
    tmp_path: Path, content: bytes, sentence: str, writing: bool
) -> None:
    path = tmp_path / "notes.longaxis"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=sentence):
        open_trial(path, writing=writing)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_somebody_elses_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.longaxis"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE subject (uid)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Refusal, match="is not a trial"):
        open_trial(path, writing=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("writing", [True, False])
def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, writing: bool) -> None:
    with pytest.raises(Refusal, match="does not exist"):
        open_trial(tmp_path / "none.longaxis", writing=writing)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Refusal, match="is not a trial"):
        open_trial(tmp_path, writing=writing)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="is not a folder"):
        create_trial(tmp_path / "missing" / "trial.longaxis")


@pytest.mark.parametrize("writing", [True, False])
def test_a_damaged_file_is_refused(path: Path, writing: bool) -> None:
    with open_trial(path, writing=True) as store:
        enrol(store, three_scans())
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(Refusal, match="is damaged: restore it from a backup"):
        open_trial(path, writing=writing)


def test_damage_met_later_is_told_too(path: Path) -> None:
    with open_trial(path, writing=True) as store:
        enrol(store, three_scans())
    content = bytearray(path.read_bytes())
    page_size = int.from_bytes(content[16:18], "big")
    for page in range(1, len(content) // page_size):
        if b"HN-017" in content[page * page_size : (page + 1) * page_size]:
            content[page * page_size : page * page_size + 8] = b"\xff" * 8
    path.write_bytes(content)
    with open_trial(path, writing=False) as store:
        looks = store.reading()
        trial = looks.__enter__()
        with pytest.raises(DatabaseError) as met:
            trial.subjects()
        with pytest.raises(Refusal, match="is damaged"):
            looks.__exit__(met.type, met.value, met.tb)


@pytest.fixture
def nothing_is_writable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers as the system answers a user without permission, also where the tests run as root."""
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)


@pytest.mark.usefixtures("nothing_is_writable")
def test_a_read_only_trial_opens_for_reading_only_and_leaves_no_file_beside(path: Path) -> None:
    (path.parent / "trial.longaxis.lock").unlink()
    with pytest.raises(Refusal, match="is read-only"):
        open_trial(path, writing=True)
    with open_trial(path, writing=False) as store:
        with store.reading() as trial:
            assert trial.trial_name() == "Neck"
        assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="asks for a folder that POSIX never gives")
def test_a_folder_that_takes_no_files_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("measurements.storage.lock.FileLock.acquire", denied)
    with pytest.raises(Refusal, match="takes no files"):
        create_trial(tmp_path / "trial")


def test_a_network_share_is_read_and_not_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("measurements.storage.store.network_share", lambda _: "nfs4")
    with pytest.raises(Refusal, match=r"network share \(nfs4\)"):
        open_trial(path, writing=True)
    with pytest.raises(Refusal, match=r"network share \(nfs4\)"):
        create_trial(path.with_name("new"))
    open_trial(path, writing=False).close()


def test_a_newer_trial_is_refused_and_left_alone(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Refusal, match="newer version of Longaxis"):
        open_trial(path, writing=True)
    with pytest.raises(Refusal, match="has format 9999"):
        open_trial(path, writing=False)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.backup"))


FILLS_THE_DISK = """
import resource, signal, sys
from pathlib import Path
from measurements.case.enrol import enrol
from measurements.refusal import Refusal
from measurements.storage.store import open_trial
from tests.measurements.samples import series, three_scans
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_trial(Path(sys.argv[1]), writing=True) as store:
    enrol(store, three_scans())
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, most))
    try:
        enrol(store, [series("9.9", study_uid="9", patient_id="HN-099", count=20_000)])
    except Refusal as refusal:
        print(refusal)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
"""


@pytest.mark.skipif(os.name != "posix", reason="limits on the size of a file are POSIX")
def test_a_full_disk_is_told_and_changes_nothing(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILLS_THE_DISK, str(path)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "was not changed" in done.stdout
    assert "disk" in done.stdout
    with open_trial(path, writing=True) as store, store.reading() as trial:
        assert [subject.code for subject in trial.subjects()] == ["HN-017"]
        assert slices_held(trial) == 9


def test_a_trial_full_in_the_middle_of_a_read_keeps_what_was_said(path: Path) -> None:
    with open_trial(path, writing=True) as store:
        case = CaseService(store)
        read, timepoints = begun_read(store, case, path.parent)
        target = lesion(read, timepoints[0])
        case.run(InOneStep((AddLesion(target), PutMeasurement(measured(target, timepoints[0], 0)))))
        with store._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(Refusal, match="disk is full"):
            enrol(store, [series("9.9", study_uid="9", patient_id="HN-099", count=2000)])
        with store.reading() as trial:
            assert trial.lesions(read.uid) == [target]
            assert len(trial.subjects()) == 1


def test_a_worklist_takes_as_many_statements_for_many_subjects_as_for_one(path: Path) -> None:
    def statements() -> int:
        with open_trial(path, writing=False) as store:
            asked: list[str] = []
            event.listen(store._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
            with store.reading() as trial:
                trial.subjects()
                trial.timepoints_by_subject()
                trial.series_by_timepoint()
                trial.reads()
                trial.lesions_by_read()
                trial.measurements_by_read()
            return sum(statement.startswith("SELECT") for statement in asked)

    with open_trial(path, writing=True) as store:
        enrol(store, three_scans("HN-001"))
        for_one = statements()
        enrol(store, [one for number in range(2, 12) for one in three_scans(f"HN-{number:03d}")])
    assert statements() == for_one == 7, "one asks whether the trial has accounts since"


def test_the_whole_moves_to_another_disk(tmp_path: Path) -> None:
    here = tmp_path / "here"
    images = here / "images"
    images.mkdir(parents=True)
    with create_trial(here / "trial") as store:
        enrol(store, [series(folder=str(images))])
    there = tmp_path / "elsewhere" / "deeper"
    there.parent.mkdir()
    here.rename(there)
    with open_trial(there / "trial.longaxis", writing=False) as store, store.reading() as trial:
        paths = [one.path for one in trial.slices("1.2.3")]
    assert paths == [str(there / "images" / "1.2.3" / f"{at}.dcm") for at in range(3)]


def test_images_on_another_disk_keep_their_full_path(tmp_path: Path) -> None:
    elsewhere = "/a disk of its own/images" if os.name == "posix" else "X:\\images"
    with create_trial(tmp_path / "trial") as store:
        enrol(store, [series(folder=elsewhere)])
        with store.reading() as trial:
            assert Path(trial.slices("1.2.3")[0].path) == Path(elsewhere) / "1.2.3" / "0.dcm"
