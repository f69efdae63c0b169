"""The demonstration trial: its calls are those of the truth, and its folder is nobody else's."""

import csv
import errno
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydicom import Dataset

import app.demo.trial as trial_module
from app.demo.trial import MARK, SCANS, TRIAL, TRUTH, make_demonstration
from measurements.interchange.exports import export_csv
from measurements.interchange.lesion_table import assess_table
from measurements.lesion import State
from measurements.progress import Cancelled, silent
from measurements.refusal import Refusal
from measurements.storage.store import open_trial
from reader.phantom.responses import complete_response
from reader.phantom.subjects import UNREAD_SUBJECT, Variant
from reader.phantom.visit import PhantomSubject

CALLS = {
    "DEMO-001": ["", "PR", "PR"],
    "DEMO-002": ["", "SD", "PD"],
    "DEMO-003": ["", "SD", "SD"],
    "DEMO-004": ["", "PR", "CR", "CR"],
    "DEMO-005": ["", "NE", "SD", "PD"],
}
"""What each story was made up to come to."""


def assessed(lesions: Path, into: Path) -> list[dict[str, str]]:
    """The calls of a lesion table, one row per visit."""
    assess_table(lesions, into / "timepoints.csv", into / "subjects.csv")
    with (into / "timepoints.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_what_was_drawn_gives_the_calls_of_the_truth(demonstration: Path, tmp_path: Path) -> None:
    with open_trial(demonstration, writing=False) as store:
        export_csv(store, tmp_path)
    of_reads = assessed(tmp_path / "lesions.csv", tmp_path)
    of_truth = assessed(demonstration.parent / TRUTH, tmp_path)
    assert of_reads == [row for row in of_truth if row["subject"] != UNREAD_SUBJECT]
    calls: dict[str, list[str]] = {}
    for row in of_reads:
        calls.setdefault(row["subject"], []).append(row["overall"])
    assert calls == CALLS


def test_every_caliper_lies_on_its_picture_and_has_the_true_length(demonstration: Path) -> None:
    with (demonstration.parent / TRUTH).open(encoding="utf-8", newline="") as file:
        truth = {(row["subject"], row["visit"], row["lesion"]): row for row in csv.DictReader(file)}
    compared = 0
    with open_trial(demonstration, writing=False) as store, store.reading() as trial:
        for subject in trial.subjects():
            order = {one.uid: one.order for one in trial.timepoints(subject.uid)}
            for read in trial.reads(subject.uid):
                lesions = {lesion.uid: lesion for lesion in trial.lesions(read.uid)}
                for said in trial.measurements(read.uid):
                    if said.caliper is None or said.state is not State.MEASURED:
                        continue
                    lesion = lesions[said.lesion_uid]
                    true = truth[subject.code, str(order[said.timepoint_uid]), lesion.label]["mm"]
                    drawn = said.caliper.short_mm if lesion.nodal else said.caliper.long_mm
                    assert f"{drawn}" == true
                    series = trial.series_with_slices(said.caliper.series_key)
                    assert series is not None
                    (picture,) = [one for one in series.slices if one.sop_uid == said.caliper.sop_uid]
                    assert picture.origin_lps is not None
                    assert said.caliper.long_lps[0][2] == pytest.approx(picture.origin_lps[2], abs=1e-3)
                    compared += 1
    assert compared > 30


def test_one_subject_is_left_to_be_read(demonstration: Path) -> None:
    with open_trial(demonstration, writing=False) as store, store.reading() as trial:
        reads = {subject.code: len(trial.reads(subject.uid)) for subject in trial.subjects()}
    assert reads == dict.fromkeys(CALLS, 1) | {UNREAD_SUBJECT: 0}


def test_the_second_call_takes_what_the_first_made(demonstration: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in demonstration.parent.rglob("*")}

    def nothing_to_do(done: int, total: int, text: str) -> None:
        raise AssertionError(text)

    assert make_demonstration(demonstration.parent, nothing_to_do, Variant.SMALL) == demonstration
    assert {path: path.stat().st_mtime_ns for path in demonstration.parent.rglob("*")} == before


# Where it may be made: with one subject, coarsely scanned.


@pytest.fixture
def one_coarse_subject(monkeypatch: pytest.MonkeyPatch) -> Iterator[PhantomSubject]:
    whole = complete_response()
    coarse = replace(
        whole,
        visits=tuple(
            replace(
                visit, acquisition=replace(visit.acquisition, size=64, spacing_mm=12.0, thickness_mm=12.0)
            )
            for visit in whole.visits[:2]
        ),
    )
    monkeypatch.setattr(trial_module, "demonstration_subjects", lambda variant: (coarse,))
    return coarse


@pytest.mark.parametrize("name", ["holiday.jpg", f"notes/{TRIAL}", f"{SCANS}/CT0001.dcm", TRIAL])
def test_a_folder_with_other_files_is_refused_and_stays_as_it_was(
    one_coarse_subject: PhantomSubject, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"somebody's own")
    with pytest.raises(Refusal, match="holds other files: name a new or empty folder"):
        make_demonstration(tmp_path, silent, Variant.SMALL)
    assert files_in(tmp_path) == {name: b"somebody's own"}


@pytest.mark.parametrize(
    "mark", ["not ours", '{"scene": 4}', "[]", ""], ids=["text", "other JSON", "a list", "empty"]
)
def test_a_folder_with_a_file_that_is_only_called_like_the_mark_is_refused(
    one_coarse_subject: PhantomSubject, tmp_path: Path, mark: str
) -> None:
    (tmp_path / SCANS).mkdir()
    (tmp_path / SCANS / "own.dcm").write_bytes(b"somebody's own")
    (tmp_path / MARK).write_text(mark)
    before = files_in(tmp_path)
    with pytest.raises(Refusal, match="holds other files"):
        make_demonstration(tmp_path, silent, Variant.SMALL)
    assert files_in(tmp_path) == before


def test_a_file_in_place_of_the_folder_is_refused(one_coarse_subject: PhantomSubject, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(Refusal, match="name another folder"):
        make_demonstration(tmp_path / "file", silent, Variant.SMALL)
    assert (tmp_path / "file").read_text() == "a file"


def test_it_can_be_interrupted_at_every_step_and_made_again(
    one_coarse_subject: PhantomSubject, tmp_path: Path
) -> None:
    """Each attempt gets further than the one before, in the same folder."""
    steps: list[str] = []
    make_demonstration(tmp_path / "whole", lambda done, total, text: steps.append(text), Variant.SMALL)
    kinds = [kind for kind in dict.fromkeys(steps) if not kind.startswith("Making") or kind == steps[0]]
    assert len(kinds) > 3
    folder = tmp_path / "interrupted"
    for kind in kinds:

        def until(done: int, total: int, text: str, kind: str = kind) -> None:
            if text == kind:
                raise Cancelled

        with pytest.raises(Cancelled):
            make_demonstration(folder, until, Variant.SMALL)
        assert json.loads((folder / MARK).read_text())["complete"] is False
    trial = make_demonstration(folder, silent, Variant.SMALL)
    assert [row["overall"] for row in calls_of(trial, tmp_path)] == CALLS["DEMO-004"][:2]
    assert calls_of(trial, tmp_path) == calls_of(tmp_path / "whole" / TRIAL, tmp_path)


def calls_of(trial: Path, into: Path) -> list[dict[str, str]]:
    with open_trial(trial, writing=False) as store:
        export_csv(store, into)
    return assessed(into / "lesions.csv", into)


def test_files_put_beside_it_later_stay_when_it_is_made_anew(
    one_coarse_subject: PhantomSubject, tmp_path: Path
) -> None:
    def at_once(done: int, total: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make_demonstration(tmp_path, at_once, Variant.SMALL)
    (tmp_path / "notes.txt").write_text("mine")
    make_demonstration(tmp_path, silent, Variant.SMALL)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_progress_goes_forward_to_the_last_slice(one_coarse_subject: PhantomSubject, tmp_path: Path) -> None:
    made: list[tuple[int, int]] = []

    def note(done: int, total: int, text: str) -> None:
        if text.startswith("Making"):
            made.append((done, total))

    make_demonstration(tmp_path, note, Variant.SMALL)
    total = sum(visit.acquisition.slices for visit in one_coarse_subject.visits)
    assert made == [(number, total) for number in range(1, total + 1)]


def test_a_full_disk_is_told_in_a_sentence_and_the_second_try_works(
    one_coarse_subject: PhantomSubject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_as = Dataset.save_as
    written = []

    def full_after_three(dataset: Dataset, *args: object, **more: object) -> None:
        written.append(dataset)
        if len(written) > 3:
            # as pydicom passes on what the system said
            raise OSError("With tag (7FE0,0010) got exception") from OSError(errno.ENOSPC, "No space left")
        save_as(dataset, *args, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as full:
        full.setattr(Dataset, "save_as", full_after_three)
        with pytest.raises(Refusal, match=r"not finished in .* \(No space left\): make room there"):
            make_demonstration(tmp_path / "demo", silent, Variant.SMALL)
    assert make_demonstration(tmp_path / "demo", silent, Variant.SMALL).is_file()
