"""The demonstration trial: its calls are those of the truth, and its folder is nobody else's."""

import csv
import errno
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydicom import Dataset

import app.demo.trial as trial_module
from app.demo.trial import MARK, SCANS, SECOND_READER, TRIAL, TRUTH, make_demonstration
from app.reading.desk.read import load_case, read_of
from app.reading.desk.site_choices import choice_named
from app.session import open_session
from app.worklist.presenter import WorklistPresenter
from measurements.interchange.exports import export_csv
from measurements.interchange.lesion_table import assess_table
from measurements.lesion import State
from measurements.progress import Cancelled, silent
from measurements.refusal import Refusal
from measurements.sites import sites
from measurements.storage.lock import account
from measurements.storage.store import create_trial, open_trial
from reader.phantom.progressions import stereotactic_progression
from reader.phantom.responses import complete_response, response
from reader.phantom.subjects import UNREAD_SUBJECT, Variant, demonstration_subjects
from reader.phantom.visit import PhantomSubject

ROOT = Path(__file__).resolve().parents[3]
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
        export_csv(store, tmp_path, account())
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
                if read.reader == SECOND_READER:
                    continue
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
        reads = {
            subject.code: {one.reader for one in trial.reads(subject.uid)} for subject in trial.subjects()
        }
    own = {account()}
    twice = own | {SECOND_READER}
    assert reads == dict.fromkeys(CALLS, own) | {UNREAD_SUBJECT: set(), "DEMO-001": twice, "DEMO-005": twice}


def test_the_second_reader_differs_in_one_call_and_is_kept_apart(demonstration: Path, tmp_path: Path) -> None:
    with open_trial(demonstration, writing=False) as store:
        written = export_csv(store, tmp_path, account())
        with store.reading() as trial:
            who = {entry.who for entry in trial.audit("measurement")}
    assert [path.name for path in written[:3]] == [
        "lesions.csv",
        "lesions-2-Second_reader.csv",
        "measurements.csv",
    ]
    assert who == {account(), SECOND_READER}
    calls: dict[str, list[str]] = {}
    for row in assessed(written[1], tmp_path):
        calls.setdefault(row["subject"], []).append(row["overall"])
    assert calls == {"DEMO-001": ["", "SD", "PR"], "DEMO-005": CALLS["DEMO-005"]}


def test_the_windows_show_the_own_read_of_a_subject_read_twice(
    demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(demonstration, tmp_path / TRIAL)
    shown = {}
    for reader in (account(), SECOND_READER):
        monkeypatch.setenv("LOGNAME", reader)
        session = open_session(tmp_path / TRIAL)
        with session.store.reading() as trial:
            uids = {subject.code: subject.uid for subject in trial.subjects()}
            reads_before = len(trial.reads())
        rows = {row.code: row for row in WorklistPresenter(session.store, session.reader).rows()}
        case, _, _ = load_case(session.store, read_of(session, uids["DEMO-001"]), {}, None)
        with session.store.reading() as trial:
            assert len(trial.reads()) == reads_before
        shown[reader] = (
            [cell.call for cell in rows["DEMO-001"].cells],
            [str(case.call_at(timepoint).overall) for timepoint in case.timepoints[1:]],
        )
        session.close()
    assert list(shown.values()) == [(["", "PR", "PR"], ["PR", "PR"]), (["", "SD", "PR"], ["SD", "PR"])]


def test_every_site_is_one_of_the_list_so_that_every_language_has_its_word() -> None:
    seen = [one for subject in demonstration_subjects() for visit in subject.visits for one in visit.lesions]
    named = {sighting.lesion.site for sighting in seen}
    assert named, "there are lesions"
    assert [site for site in named if choice_named(site, sites()) is None] == []


def test_the_second_call_takes_what_the_first_made(demonstration: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in demonstration.parent.rglob("*")}

    def nothing_to_do(done: int, total: int, text: str) -> None:
        raise AssertionError(text)

    assert make_demonstration(demonstration.parent, nothing_to_do, Variant.SMALL) == demonstration
    assert {path: path.stat().st_mtime_ns for path in demonstration.parent.rglob("*")} == before


# Where it may be made: with one subject, coarsely scanned.


def coarsely_scanned(subject: PhantomSubject) -> PhantomSubject:
    return replace(
        subject,
        visits=tuple(
            replace(
                visit, acquisition=replace(visit.acquisition, size=64, spacing_mm=12.0, thickness_mm=12.0)
            )
            for visit in subject.visits
        ),
    )


def two_coarse_visits() -> PhantomSubject:
    whole = complete_response()
    return coarsely_scanned(replace(whole, visits=whole.visits[:2]))


@pytest.fixture
def one_coarse_subject(monkeypatch: pytest.MonkeyPatch) -> Iterator[PhantomSubject]:
    coarse = two_coarse_visits()
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
        export_csv(store, into, account())
    return assessed(into / "lesions.csv", into)


def test_made_twice_it_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scans and truth byte for byte, and what each reader recorded; uids of reads and times are new."""
    subjects = (coarsely_scanned(response()), coarsely_scanned(stereotactic_progression()))
    monkeypatch.setattr(trial_module, "demonstration_subjects", lambda variant: subjects)
    made = []
    for name in ("first", "second"):
        folder = tmp_path / name
        with open_trial(make_demonstration(folder, silent, Variant.SMALL), writing=False) as store:
            tables = export_csv(store, tmp_path / f"{name} tables", account())[:2]
        made.append(
            files_in(folder / SCANS) | {path.name: path.read_bytes() for path in (*tables, folder / TRUTH)}
        )
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []
    assert sum(name.endswith(".dcm") for name in made[0]) > 100
    assert made[0]["lesions.csv"] != made[0]["lesions-2-Second_reader.csv"]


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
    assert list(files_in(tmp_path / "demo")) == [MARK]
    assert make_demonstration(tmp_path / "demo", silent, Variant.SMALL).is_file()


def test_copies_of_the_trial_stay_when_it_is_made_anew(
    one_coarse_subject: PhantomSubject, tmp_path: Path
) -> None:
    """As somebody keeps their first read, before they ask for a fresh demonstration."""
    trial = make_demonstration(tmp_path, silent, Variant.SMALL)
    copies = ("first-try-demonstration.longaxis", f"{TRIAL}.0002-20260101T000000.backup", f"Copy of {TRIAL}")
    for name in copies:
        shutil.copy(trial, tmp_path / name)
    read = trial.read_bytes()
    trial.unlink()
    assert make_demonstration(tmp_path, silent, Variant.SMALL) == trial
    assert [(tmp_path / name).read_bytes() == read for name in copies] == [True] * len(copies)
    with open_trial(tmp_path / copies[0], writing=False) as store, store.reading() as opened:
        (subject,) = opened.subjects()
        assert len(opened.reads(subject.uid)) == 1


_KILLED = """
import os, signal, sys
from pathlib import Path
import app.demo.trial as made
from reader.phantom.subjects import Variant
from tests.app.demo.test_demonstration import two_coarse_visits

folder, stage = Path(sys.argv[1]), sys.argv[2]
made.demonstration_subjects = lambda variant: (two_coarse_visits(),)

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def report(done, total, text):
    if done >= 3 and stage == ("writing" if text.startswith("Making") else "importing"):
        die()

if stage == "reading":
    read_subject = made.read_subject
    made.read_subject = lambda *told: (read_subject(*told), die())
made.make_demonstration(folder, report, Variant.SMALL)
"""
"""Makes the demonstration in a process of its own that dies without a word at a stage."""


@pytest.mark.parametrize("stage", ["writing", "importing", "reading"])
def test_killed_half_way_the_second_try_works(
    one_coarse_subject: PhantomSubject, tmp_path: Path, stage: str
) -> None:
    folder = tmp_path / "demo"
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(folder), stage], cwd=ROOT, capture_output=True, check=False
    )
    assert (killed.returncode, killed.stderr) == (-signal.SIGKILL, b"")
    assert json.loads((folder / MARK).read_text())["complete"] is False
    (folder / "notes.txt").write_text("mine")
    trial = make_demonstration(folder, silent, Variant.SMALL)
    assert [row["overall"] for row in calls_of(trial, tmp_path)] == CALLS["DEMO-004"][:2]
    assert len(list((folder / SCANS).rglob("*.dcm"))) == sum(
        visit.acquisition.slices for visit in one_coarse_subject.visits
    )
    assert (folder / "notes.txt").read_text() == "mine"


def test_a_folder_that_holds_another_trial_is_refused_and_the_trial_stays(
    one_coarse_subject: PhantomSubject, tmp_path: Path
) -> None:
    create_trial(tmp_path / "mine.longaxis").close()
    before = files_in(tmp_path)
    with pytest.raises(Refusal, match="holds other files"):
        make_demonstration(tmp_path, silent, Variant.SMALL)
    assert files_in(tmp_path) == before


# The scans as others judge them.


def test_dciodvfy_finds_no_error_in_the_scans(demonstration: Path) -> None:
    """Every slice of one series, and one of every other, whose text and geometry differ."""
    dciodvfy = shutil.which("dciodvfy")
    if dciodvfy is None:
        pytest.skip("dciodvfy is not installed")
    series = sorted(folder for folder in (demonstration.parent / SCANS).glob("*/*") if folder.is_dir())
    assert len(series) == 20
    whole, *others = (sorted(folder.iterdir()) for folder in series)
    for path in (*whole, *(slices[len(slices) // 2] for slices in others)):
        said = subprocess.run([dciodvfy, str(path)], capture_output=True, text=True, check=False)
        assert said.returncode == 0
        assert (said.stderr + said.stdout).split() == ["CTImage"], path
