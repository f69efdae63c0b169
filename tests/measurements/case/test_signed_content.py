"""What a signature stands for: altered by every input that matters, by nothing that is only shown."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from measurements.case.enrol import enrol
from measurements.case.evidence_commands import CompleteRead
from measurements.case.signed_content import content_now, hash_of, timepoint_content
from measurements.case.since_signed import Since, changed_since
from measurements.signature import Meaning, Signature
from measurements.storage.store import TrialStore, create_trial, open_trial
from tests.accounts import MANAGER, PASSWORD, READER
from tests.measurements.samples import series
from tests.measurements.signed_read import trial_with_people

BL, TP1, TP2 = range(3)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A completed read with marks at the second timepoint."""
    folder = tmp_path_factory.mktemp("content")
    with trial_with_people(folder) as work:
        work.act(READER)
        work.begin(READER)
        for at in (BL, TP1, TP2):
            work.draw(READER, at)
            if at == TP1:
                work.mark(READER, at)
            work.sign(READER, at)
        work.case.run(CompleteRead(work.read(READER).uid, PASSWORD))
    return folder / "trial.longaxis"


def contents(path: Path) -> dict[str, bool]:
    """Of each signature, by timepoint or meaning: whether it says what the trial says."""
    with open_trial(path, writing=False) as store, store.whole() as trial:
        labels = {one.uid: one.label for some in trial.timepoints_by_subject().values() for one in some}
        return {
            labels.get(one.timepoint_uid or "", one.meaning.value): content_now(trial, one) == one.content
            for one in trial.evidence.signatures()
        }


def altered(original: Path, tmp_path: Path, sql: str) -> Path:
    """A copy in which somebody changed rows past all locks."""
    path = tmp_path / "trial.longaxis"
    with closing(sqlite3.connect(original)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        names = copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            copy.execute(f"DROP TRIGGER {name}")
        before = copy.total_changes
        copy.execute(sql)
        copy.commit()
        assert copy.total_changes > before, "nothing was changed"
    return path


AT = "timepoint_uid = (SELECT uid FROM timepoint WHERE label = '{}')".format
TOLD = {"BL": True, "TP1": True, "TP2": True, "read completed": True}


@pytest.mark.parametrize(
    ("sql", "since"),
    [
        (f"UPDATE measurement SET long_tenths_mm = 400 WHERE {AT('TP1')}", "TP1"),
        (f"UPDATE measurement SET short_tenths_mm = 90 WHERE {AT('TP1')}", "TP1"),
        (f"UPDATE measurement SET comment = 'x' WHERE {AT('TP1')}", "TP1"),
        (f"UPDATE measurement SET sop_uid = 'x' WHERE {AT('BL')}", "BL"),
        (f"UPDATE measurement SET long_lps = '[[0.0,0.0,37.5],[24.31,0.0,37.5]]' WHERE {AT('BL')}", "BL"),
        (f"DELETE FROM measurement WHERE {AT('TP2')}", "TP2"),
        (f"DELETE FROM measurement WHERE {AT('TP1')}", "TP1"),
        ("UPDATE lesion SET site = 'Liver'", "BL"),
        ("UPDATE lesion SET organ = 'Liver'", "BL"),
        ("UPDATE lesion SET laterality = 'right'", "BL"),
        ("UPDATE lesion SET radiation = 'LDRT'", "BL"),
        ("UPDATE lesion SET name = 'x'", "BL"),
        ("UPDATE lesion SET comment = 'x'", "BL"),
        ("UPDATE lesion SET label = 'T02'", "BL"),
        ("UPDATE annotation SET text = 'x'", "TP1"),
        ("DELETE FROM annotation", "TP1"),
        ("UPDATE key_image SET frame = 1", "TP1"),
        ("UPDATE read SET reader = 'x'", "BL"),
        ("UPDATE timepoint SET label = 'Begin' WHERE label = 'BL'", "BL"),
        ("UPDATE timepoint SET kind = 'unscheduled' WHERE label = 'TP1'", "TP1"),
        (f"UPDATE image_check SET verdict = 'waived' WHERE {AT('TP2')}", "TP2"),
        ("UPDATE series_checksum SET root = 'x'", "BL"),
    ],
)
def test_every_input_that_matters_is_in_what_was_signed(
    original: Path, tmp_path: Path, sql: str, since: str
) -> None:
    """What was signed before it holds still; so does the whole read's, which binds what was signed."""
    found = contents(altered(original, tmp_path, sql))
    (of_since,) = (label for label in found if label == since or (label == "Begin" and since == "BL"))
    assert not found[of_since]
    order = ["BL", "TP1", "TP2"]
    for label in order[: order.index(since)]:
        assert found[label], f"{label} was signed before"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE lesion SET place = 7",
        "UPDATE measurement SET label_lps = '[1.0,2.0,3.0]'",
        "UPDATE annotation SET label_lps = '[1.0,2.0,3.0]'",
        "UPDATE person SET printed_name = 'Dr Changed', active = 0, last_sign_in = 'x'",
        "UPDATE series SET description = 'x'",
        "UPDATE subject SET patient_id = 'x'",
        "UPDATE image_check SET who = 'x'",
        "UPDATE trial SET name = 'x'",
    ],
)
def test_what_is_only_shown_alters_nothing_that_was_signed(original: Path, tmp_path: Path, sql: str) -> None:
    assert contents(original) == TOLD
    assert contents(altered(original, tmp_path, sql)) == TOLD


def test_later_timepoints_alter_nothing_of_earlier_ones(original: Path) -> None:
    with open_trial(original, writing=False) as store, store.whole() as trial:
        signed = {one.timepoint_uid: one for one in trial.evidence.signatures() if one.timepoint_uid}
        (read,) = trial.reads()
        timepoints = trial.timepoints(read.subject_uid)
        for timepoint in timepoints:
            content = timepoint_content(trial, read, timepoint)
            assert content == signed[timepoint.uid].content
            assert hash_of(content) == signed[timepoint.uid].content_hash
            said = json.loads(content)
            until = [one.uid for one in timepoints if one.order <= timepoint.order]
            assert said["timepoints"] == until
            assert {one["timepoint_uid"] for one in said["measurements"]} == set(until)
        assert json.loads(signed[timepoints[2].uid].content)["call"]["overall"] == "SD"


def since(store: TrialStore) -> dict[str, tuple[Since, ...]]:
    with store.whole() as trial:
        labels = {one.uid: one.label for some in trial.timepoints_by_subject().values() for one in some}
        return {
            labels.get(one.timepoint_uid or "", one.meaning.value): changed_since(trial, one)
            for one in trial.evidence.standing()
        }


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        (f"UPDATE measurement SET long_tenths_mm = 400 WHERE {AT('TP2')}", (Since.READ, Since.CALL)),
        (f"UPDATE measurement SET comment = 'x' WHERE {AT('TP2')}", (Since.READ,)),
        (f"UPDATE image_check SET verdict = 'waived' WHERE {AT('TP2')}", (Since.IMAGE_CHECK,)),
        ("UPDATE timepoint SET kind = 'unscheduled' WHERE label = 'TP2'", (Since.SCHEDULE,)),
    ],
)
def test_what_changed_since_is_named(
    original: Path, tmp_path: Path, sql: str, what: tuple[Since, ...]
) -> None:
    with open_trial(altered(original, tmp_path, sql), writing=False) as store:
        found = since(store)
    assert found["TP2"] == what
    assert found["BL"] == found["TP1"] == ()


def test_pictures_that_came_before_what_was_signed_are_told(tmp_path: Path) -> None:
    """A scan between two signed ones: those after it stand on a schedule that has one more now."""
    with trial_with_people(tmp_path) as work:
        work.read_whole(READER)
        work.act(MANAGER)
        between = series("1.7.1", study_uid="1.7", patient_id="HN-017", study_date="20240410")
        enrol(work.store, [between])
        found = since(work.store)
        with work.store.whole() as trial:
            order = [one.label for one in trial.timepoints(work.subject.uid)]
    assert len(order) == 4
    assert found["BL"] == found["TP1"] == ()
    assert Since.SCHEDULE in found["TP2"]


def test_a_signature_whose_read_is_gone_says_so(original: Path, tmp_path: Path) -> None:
    path = altered(original, tmp_path, "DELETE FROM read")
    with open_trial(path, writing=False) as store, store.whole() as trial:
        signed: list[Signature] = trial.evidence.signatures()
        assert {changed_since(trial, one) for one in signed} == {(Since.GONE,)}
        assert Meaning.READ in {one.meaning for one in signed}


def test_a_trial_without_accounts_signs_nothing(tmp_path: Path) -> None:
    with create_trial(tmp_path / "t.longaxis") as store, store.whole() as trial:
        assert trial.evidence.signatures() == []
