"""Who and when scanned series are: subjects by Patient ID, timepoints by date."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from measurements.case.commands import AddLesion, BeginRead, InOneStep, PutMeasurement, RenameTimepoint
from measurements.case.enrol import enrol
from measurements.case.enrolment import Enrolled, EnrolmentPlan, parsed_date, plan_enrolment
from measurements.case.service import CaseService
from measurements.imaging import Series
from measurements.progress import Cancelled
from measurements.storage.audit import broken_links
from measurements.storage.store import TrialStore, create_trial
from measurements.storage.unit import ChangedSince
from measurements.trial import Read, TimepointKind
from tests.held import slices_held
from tests.measurements.samples import caliper, lesion, measured, series, slices, three_scans

BL, FU, UN = TimepointKind.BASELINE, TimepointKind.FOLLOW_UP, TimepointKind.UNSCHEDULED


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TrialStore]:
    with create_trial(tmp_path / "trial") as opened:
        yield opened


def scan(study_date: str | None, number: int = 1, **changed: object) -> Series:
    """A series of a study of its own on this date."""
    root = f"1.5.{study_date or 'none'}.{number}".replace("none", "0")
    return replace(series(f"{root}.1", study_uid=root, study_date=study_date), **changed)  # type: ignore[arg-type]


def schedule(store: TrialStore, code: str = "HN-017") -> list[tuple[int, str, TimepointKind, int]]:
    with store.reading() as trial:
        subject = next(one for one in trial.subjects() if one.code == code)
        return [(one.order, one.label, one.kind, one.day) for one in trial.timepoints(subject.uid)]


def read_baseline(store: TrialStore, drawn_on: Series) -> None:
    """Measures a target at the baseline of the one subject."""
    case = CaseService(store)
    with store.reading() as trial:
        (subject,) = trial.subjects()
        baseline = next(one for one in trial.timepoints(subject.uid) if one.order == 0)
    read = Read("read-1", subject.uid, "R1")
    target = lesion(read, baseline)
    said = replace(measured(target, baseline, 0), caliper=caliper(drawn_on))
    case.run(BeginRead(read))
    case.run(InOneStep((AddLesion(target), PutMeasurement(said))))


def test_subjects_come_by_patient_and_timepoints_by_date(store: TrialStore) -> None:
    later_first = [*reversed(three_scans("HN-017")), *three_scans("HN-018")]
    enrolment = enrol(store, later_first)
    assert schedule(store) == [(0, "BL", BL, 0), (1, "TP1", FU, 56), (2, "TP2", FU, 119)]
    assert schedule(store, "HN-018") == schedule(store)
    assert enrolment.plan.left_out == ()
    assert enrolment.plan.remarks == ()
    with store.reading() as trial:
        assert enrolment.changes.subject_uids == {one.uid for one in trial.subjects()}


def test_studies_of_one_day_share_a_timepoint(store: TrialStore) -> None:
    neck, chest = scan("20240105", 1), scan("20240105", 2)
    enrol(store, [neck])
    enrol(store, [chest])
    assert schedule(store) == [(0, "BL", BL, 0)]
    with store.reading() as trial:
        (timepoints,) = trial.timepoints_by_subject().values()
        assert {one.study_uid for one in trial.series(timepoints[0].uid)} == {neck.study_uid, chest.study_uid}


def test_series_come_back_exactly_and_listed_without_slices(store: TrialStore, tmp_path: Path) -> None:
    whole = series(folder=str(tmp_path / "images"), count=40)
    second = replace(series(folder=str(tmp_path / "images")), stack=1)
    enrol(store, [whole, second])
    with store.reading() as trial:
        (timepoint,) = (one for some in trial.timepoints_by_subject().values() for one in some)
        assert trial.series(timepoint.uid) == [replace(whole, slices=()), replace(second, slices=())]
        assert trial.series_with_slices(whole.key) == whole
        assert trial.series_with_slices(second.key) == second
        assert trial.series_with_slices("9.9") is None


def test_importing_twice_adds_nothing_twice(store: TrialStore, tmp_path: Path) -> None:
    scans = three_scans(folder=str(tmp_path / "images"))
    for one in scans:
        Path(one.slices[0].path).parent.mkdir(parents=True)
        Path(one.slices[0].path).touch()
    enrol(store, scans)
    with store.reading() as trial:
        audited = len(list(trial.audit()))
    again = enrol(store, scans).plan
    assert again == EnrolmentPlan((), (), (), (), 3, (), ())
    with store.reading() as trial:
        assert len(list(trial.audit())) == audited
        assert slices_held(trial) == 9


def test_a_series_that_has_grown_is_brought_up_to_date(store: TrialStore) -> None:
    enrol(store, [series(count=3)])
    grown = series(count=5)
    enrol(store, [grown])
    with store.reading() as trial:
        found = trial.series_with_slices(grown.key)
    assert found is not None
    assert (found.frames, [one.sop_uid for one in found.slices]) == (
        5,
        [one.sop_uid for one in grown.slices],
    )


def test_a_part_of_a_known_series_changes_nothing(store: TrialStore) -> None:
    enrol(store, [series(count=5)])
    assert enrol(store, [series(count=2)]).plan.known == 1
    with store.reading() as trial:
        assert slices_held(trial) == 5


def test_other_slices_of_a_known_series_are_left_out_with_a_sentence(store: TrialStore) -> None:
    enrol(store, [series(count=3)])
    other = replace(series(count=3), slices=slices("1.2.3", 5)[2:])
    plan = enrol(store, [other]).plan
    assert len(plan.left_out) == 1
    assert "lacks 2 that the trial has" in str(plan.left_out[0])
    with store.reading() as trial:
        assert slices_held(trial) == 3


def test_images_that_moved_are_found_again(store: TrialStore, tmp_path: Path) -> None:
    enrol(store, [series(folder=str(tmp_path / "gone"))])
    found = series(folder=str(tmp_path / "found"))
    enrol(store, [found])
    with store.reading() as trial:
        assert trial.slices(found.key) == found.slices


def test_an_earlier_date_becomes_baseline_while_nothing_was_read(store: TrialStore) -> None:
    enrol(store, [scan("20240301")])
    enrol(store, [scan("20240105")])
    assert schedule(store) == [(0, "BL", BL, 0), (1, "TP1", FU, 56)]


def test_an_earlier_date_never_replaces_a_baseline_that_was_read(store: TrialStore) -> None:
    baseline = scan("20240301")
    enrol(store, [baseline])
    read_baseline(store, baseline)
    plan = enrol(store, [scan("20240105"), scan("20240503")]).plan
    assert schedule(store) == [(-1, "PRE1", UN, -56), (0, "BL", BL, 0), (1, "TP1", FU, 63)]
    assert [str(one) for one in plan.remarks] == [
        "A study of HN-017 (2024-01-05, now PRE1) is earlier than the baseline of 2024-03-01, which stays: "
        "it is not assessed.",
    ]


def test_labels_that_were_read_by_stay_when_a_date_comes_between(store: TrialStore) -> None:
    baseline = scan("20240105")
    enrol(store, [baseline, scan("20240503")])
    read_baseline(store, baseline)
    plan = enrol(store, [scan("20240301")]).plan
    assert schedule(store) == [(0, "BL", BL, 0), (1, "U1", UN, 56), (2, "TP1", FU, 119)]
    assert "between timepoints" in str(plan.remarks[0])


def test_titles_chosen_by_hand_stay(store: TrialStore) -> None:
    enrol(store, [scan("20240105"), scan("20240503")])
    with store.reading() as trial:
        (timepoints,) = trial.timepoints_by_subject().values()
    CaseService(store).run(RenameTimepoint(timepoints[1].uid, "W16"))
    enrol(store, [scan("20240701")])
    assert [label for _, label, _, _ in schedule(store)] == ["BL", "W16", "TP1"]


def test_studies_without_a_date_stand_alone_at_the_end(store: TrialStore) -> None:
    plan = enrol(store, [scan(None, 1), scan("20240105"), scan(None, 2), scan("20240301")]).plan
    assert schedule(store) == [(0, "BL", BL, 0), (1, "TP1", FU, 56), (2, "U1", UN, 56), (3, "U2", UN, 56)]
    assert [str(one) for one in plan.remarks] == [
        "HN-017 has studies without a date (2), kept after all others: assign them to their timepoints."
    ]


def test_two_patients_in_one_study_are_left_out(store: TrialStore) -> None:
    mixed = [series("1.2.3"), series("1.2.4", patient_id="HN-018"), scan("20240301")]
    plan = enrol(store, mixed).plan
    assert [one.code for one in plan.subjects] == ["HN-017"]
    assert len(plan.series) == 1
    assert "more than one patient (HN-017, HN-018)" in str(plan.left_out[0])
    later = enrol(store, [replace(scan("20240301", patient_id="HN-018"), series_uid="7.7")]).plan
    assert "more than one patient" in str(later.left_out[0])


def test_two_people_without_patient_id_are_never_one(store: TrialStore) -> None:
    plan = enrol(store, [scan("20240105", 1, patient_id=""), scan("20240301", 2, patient_id=" ")]).plan
    assert [subject.code for subject in plan.subjects] == ["UNKNOWN", "UNKNOWN-2"]
    assert len(plan.remarks) == 2


def test_one_patient_id_with_two_names_is_remarked(store: TrialStore) -> None:
    enrol(store, [scan("20240105", patient_name="DOE^JANE")])
    same = enrol(store, [scan("20240301", patient_name="Doe^Jane^^^")]).plan
    other = enrol(store, [scan("20240503", patient_name="ROE^RICHARD")]).plan
    assert same.remarks == ()
    assert [str(one) for one in other.remarks] == [
        "Patient ID HN-017 comes with more than one name: check that all its studies are of one person."
    ]


def test_a_cancelled_import_writes_nothing(store: TrialStore) -> None:
    def cancel_at_second(done: int, total: int, text: str) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        enrol(store, three_scans(), report=cancel_at_second)
    with store.reading() as trial:
        assert trial.subjects() == []
        assert slices_held(trial) == 0


def test_slices_that_come_ahead_of_their_series_are_nobodys_yet(store: TrialStore) -> None:
    seen = []

    def look(done: int, total: int, text: str) -> None:
        with store.writing("Window") as work:  # as a window may, while slices are being written
            seen.append((done, slices_held(work.trial), len(work.trial.subjects())))

    enrol(store, three_scans(), report=look)
    assert seen == [(0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 0)]
    with store.reading() as trial:
        assert slices_held(trial) == 9


def test_what_a_broken_import_left_goes_with_the_next(
    store: TrialStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(done: int, total: int, text: str) -> None:
        if done == 2:
            raise Cancelled

    monkeypatch.setattr("measurements.case.enrol._withdraw", lambda *_: None)  # as if the power had gone
    with pytest.raises(Cancelled):
        enrol(store, three_scans(), report=break_off)
    assert written(store) == 6
    enrol(store, [scan("20240105")])
    assert written(store) == 3
    enrol(store, three_scans())
    assert written(store) == 12


def written(store: TrialStore) -> int:
    """Rows of slices, whether they have a series or not."""
    connection = sqlite3.connect(store.path)
    count = connection.execute("SELECT count(*) FROM slice").fetchone()[0]
    connection.close()
    return int(count)


def present(series: Series) -> Series:
    """The series with files that are there."""
    for one in series.slices:
        Path(one.path).parent.mkdir(parents=True, exist_ok=True)
        Path(one.path).touch()
    return series


def changed(series: Series, **columns: object) -> Series:
    """The series with another middle slice."""
    other = replace(series.slices[1], **columns)  # type: ignore[arg-type]
    return replace(series, slices=(series.slices[0], other, series.slices[2]))


@pytest.mark.parametrize("column", ["file_mtime_ns", "file_size", "pixel_offset"])
def test_a_file_that_was_touched_is_brought_up_to_date(
    store: TrialStore, tmp_path: Path, column: str
) -> None:
    known = present(series(folder=str(tmp_path / "images")))
    enrol(store, [known])
    touched = changed(known, **{column: 77})
    assert enrol(store, [touched]).plan.series == (touched,)
    with store.reading() as trial:
        assert trial.slices(known.key) == touched.slices


def test_a_single_file_that_vanished_is_found_again(store: TrialStore, tmp_path: Path) -> None:
    known = present(series(folder=str(tmp_path / "images")))
    enrol(store, [known])
    found = present(series(folder=str(tmp_path / "copy")))
    assert enrol(store, [found]).plan.known == 1
    Path(known.slices[1].path).unlink()
    enrol(store, [found])
    with store.reading() as trial:
        assert trial.slices(known.key) == found.slices


@pytest.mark.parametrize(
    "altered",
    [
        lambda known: changed(known, origin_lps=(-125.3, -130.1, 38.0), file_mtime_ns=77),
        lambda known: changed(known, slope=2.0, file_mtime_ns=77),
        lambda known: replace(changed(known, file_mtime_ns=77), pixel_spacing_mm=(0.61, 0.7)),
        lambda known: replace(changed(known, file_mtime_ns=77), along_row=(0.0, 1.0, 0.0)),
        lambda known: replace(changed(known, file_mtime_ns=77), rows=256),
    ],
)
def test_pictures_under_calipers_never_move(
    store: TrialStore, tmp_path: Path, altered: Callable[[Series], Series]
) -> None:
    known = present(series(folder=str(tmp_path / "images")))
    enrol(store, [known])
    now = altered(known)
    assert enrol(store, [now]).plan.left_out == ()
    enrol(store, [known])
    read_baseline(store, known)
    (sentence,) = enrol(store, [now]).plan.left_out
    assert "has calipers" in str(sentence)
    with store.reading() as trial:
        assert trial.series_with_slices(known.key) == known


def test_planning_writes_nothing_and_needs_no_trial() -> None:
    plan = plan_enrolment(three_scans(), Enrolled())
    assert [(one.label, one.kind) for one in plan.titles] == [("BL", BL), ("TP1", FU), ("TP2", FU)]
    assert [one.study_date for one in plan.studies] == [
        date(2024, 1, 5),
        date(2024, 3, 1),
        date(2024, 5, 3),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20240105", date(2024, 1, 5)),
        ("2024.01.05", date(2024, 1, 5)),
        (" 20240105 ", date(2024, 1, 5)),
        ("20241305", None),
        ("2024", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_as_stored(text: str | None, expected: date | None) -> None:
    assert parsed_date(text) == expected


def test_the_trial_knows_at_once_what_has_not_changed(store: TrialStore, tmp_path: Path) -> None:
    known = present(series(folder=str(tmp_path / "images")))
    enrol(store, [known])
    first, second, third = known.slices
    others = [
        replace(known, slices=some)
        for some in ((first, second), (first, third, second), (*known.slices, third), ())
    ]
    others += [
        changed(known, **{column: value})
        for column, value in (
            ("sop_uid", "9.9"),
            ("frame", 1),
            ("path", str(tmp_path / "elsewhere")),
            ("origin_lps", None),
            ("origin_lps", (-125.3, -130.1, 37.500001)),
            ("pixel_offset", None),
            ("slope", 1.5),
            ("intercept", 0.0),
            ("file_size", 1),
            ("file_mtime_ns", 1),
        )
    ]
    with store.reading() as trial:
        assert trial.holds(known)
        assert [other for other in others if trial.holds(other)] == []


def test_new_and_grown_series_come_in_one_unbroken_chain(store: TrialStore) -> None:
    enrol(store, [scan("20240105")], who="R1")
    with store.reading() as trial:
        before = len(list(trial.audit()))
    grown, new = (
        replace(scan("20240105"), files=9, frames=9, slices=slices("1.5.20240105.1.1", 9)),
        scan("20240301"),
    )
    enrol(store, [new, grown], who="R2")
    with store.reading() as trial:
        audit = list(trial.audit())
        assert list(broken_links(audit, trial.trial_uid())) == []
    assert [(one.table_name, one.who, one.action) for one in audit[before:]] == [
        ("timepoint", "R2", "Import"),
        ("study", "R2", "Import"),
        ("series", "R2", "Import"),
        ("series", "R2", "Import"),
    ]


def test_an_import_is_planned_anew_where_somebody_wrote_while_it_was_spelled(
    store: TrialStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(store, [scan("20240105")])
    with store.reading() as trial:
        (subject,) = trial.subjects()
        (baseline,) = trial.timepoints(subject.uid)
    spelled = TrialStore.draft

    def written_meanwhile(*how: object, **more: object) -> object:
        draft = spelled(*how, **more)  # type: ignore[arg-type]
        CaseService(store).run(RenameTimepoint(baseline.uid, "TP1"))
        return draft

    monkeypatch.setattr(TrialStore, "draft", written_meanwhile)
    enrol(store, [scan("20240301")])  # which would have been TP1
    assert schedule(store) == [(0, "TP1", BL, 0), (1, "TP2", FU, 56)]
    with store.reading() as trial:
        assert list(broken_links(trial.audit(), trial.trial_uid())) == []


def test_a_draft_is_good_only_for_the_trial_it_was_made_upon(store: TrialStore) -> None:
    draft = store.draft("Import", lambda trial: [])
    enrol(store, [scan("20240105")])
    with pytest.raises(ChangedSince), store.writing("Import") as work:
        work.add_draft(draft)
