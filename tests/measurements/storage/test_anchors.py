"""An older file in the place of a trial is found out by where its audit was seen to end."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from measurements.case.commands import AddLesion
from measurements.case.service import CaseService
from measurements.refusal import Refusal
from measurements.storage.anchors import SeenEnd, note_end, rolled_back, seen_ends
from measurements.storage.store import create_trial, open_trial
from tests.measurements.samples import begun_read, lesion

EVENING = datetime(2026, 3, 15, 20, 0, tzinfo=UTC)


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    return [tmp_path / "beside", tmp_path / "home" / "of" / "user"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with create_trial(tmp_path / "trial") as store:
        begun_read(store, CaseService(store), tmp_path)
        return store.path


def goes_on(path: Path, label: str) -> None:
    with open_trial(path, writing=True) as store:
        case = CaseService(store)
        with store.reading() as trial:
            (read,) = trial.reads()
            (first, *_) = trial.timepoints(read.subject_uid)
        case.run(AddLesion(lesion(read, first, label)))


def noted(path: Path, folders: list[Path], now: datetime = EVENING) -> SeenEnd:
    with open_trial(path, writing=False) as store, store.whole() as trial:
        note_end(trial, folders, now)
        end = trial.chain_end()
        return SeenEnd(end.sequence, end.hash, "2026-03-15T20:00:00+00:00")


def said(path: Path, folders: list[Path]) -> str | None:
    with open_trial(path, writing=False) as store, store.whole() as trial:
        return rolled_back(trial, seen_ends(trial.trial_uid(), folders))


def uid_of(path: Path) -> str:
    with open_trial(path, writing=False) as store, store.whole() as trial:
        return trial.trial_uid()


def test_a_trial_that_went_on_is_as_it_was_seen(path: Path, folders: list[Path]) -> None:
    assert said(path, folders) is None
    noted(path, folders)
    goes_on(path, "T01")
    assert said(path, folders) is None
    seen = noted(path, folders)
    assert seen_ends(uid_of(path), folders) == [seen, seen]


@pytest.mark.parametrize("left", [0, 1])
def test_an_older_file_is_found_from_either_folder(path: Path, folders: list[Path], left: int) -> None:
    older = path.with_name("older")
    shutil.copyfile(path, older)
    goes_on(path, "T01")
    seen = noted(path, folders)
    shutil.rmtree(folders[1 - left])
    shutil.copyfile(older, path)
    sentence = said(path, folders)
    assert sentence is not None
    assert sentence.startswith(
        f"The audit ends at entry {seen.sequence - 1}, but on 2026-03-15T20:00:00+00:00 "
    )
    assert f"entry {seen.sequence}:" in sentence


def test_an_older_file_that_was_written_on_is_found_also_after_its_own_end_was_noted(
    path: Path, folders: list[Path]
) -> None:
    older = path.with_name("older")
    shutil.copyfile(path, older)
    goes_on(path, "T01")
    seen = noted(path, folders)
    shutil.copyfile(older, path)
    for label in ("T02", "T03"):
        goes_on(path, label)
    noted(path, folders)
    sentence = said(path, folders)
    assert sentence is not None
    assert sentence.startswith(f"Audit entry {seen.sequence} is not the one that was there on 2026-03-15T20")


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"sequence": 1}]', "[[]]"])
def test_a_note_that_cannot_be_read_is_told_and_kept_beside_the_next(
    path: Path, folders: list[Path], text: str
) -> None:
    seen = noted(path, folders)
    note = folders[0] / f"{uid_of(path)}.seen"
    note.write_text(text, encoding="utf-8")
    if text != "{}":  # which tells of no end
        with pytest.raises(Refusal, match=r"\.seen, which tells .* cannot be read"):
            said(path, folders)
    noted(path, folders)
    assert seen_ends(uid_of(path), folders) == [seen, seen]
    if text != "{}":
        assert note.with_suffix(".damaged").read_text(encoding="utf-8") == text


def test_a_folder_that_takes_no_note_is_told(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refusal, match=r"\.seen cannot be written"):
        noted(path, [tmp_path / "file"])


@pytest.fixture(autouse=True)
def _leaves_nothing_unfinished(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob(".*.seen.*"))
