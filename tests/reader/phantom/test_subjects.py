"""The demonstration trial's stories: what the rules call them, and that scans show what is measured."""

from decimal import Decimal

import pytest

from measurements.lesion import RadiationClass, State
from measurements.recist.assessment import SubjectAssessment
from measurements.recist.subject import assess_subject
from reader.phantom.subjects import UNREAD_SUBJECT, Variant, demonstration_subjects
from reader.phantom.truth import lesion_rows, visit_truth
from reader.phantom.visit import PhantomSubject

_SUBJECTS = {subject.code: subject for subject in demonstration_subjects()}
_MEGABYTE = 1024 * 1024


def _assessed(code: str) -> SubjectAssessment:
    subject = _SUBJECTS[code]
    return assess_subject(lesion_rows(visit_truth(subject, visit) for visit in subject.visits))


@pytest.mark.parametrize(
    ("code", "sums", "calls", "best"),
    [
        ("DEMO-001", ["83.8", "57.0", "46.4"], ["PR", "PR"], "PR"),
        ("DEMO-002", ["58.4", "55.8", "50.6"], ["SD", "PD"], "PD"),
        ("DEMO-003", ["76.0", "66.5", "64.4"], ["SD", "SD"], "SD"),
        ("DEMO-004", ["41.0", "24.8", "17.6", "12.8"], ["PR", "CR", "CR"], "CR"),
        ("DEMO-005", ["52.5", None, "43.5", "54.3"], ["NE", "SD", "PD"], "SD"),
        ("DEMO-006", ["56.9", "39.2", "22.5"], ["PR", "PR"], "PR"),
    ],
)
def test_each_story_is_called_as_it_is_told(
    code: str, sums: list[str | None], calls: list[str], best: str
) -> None:
    assessed = _assessed(code)
    assert [None if t.sum_mm is None else str(t.sum_mm) for t in assessed.timepoints] == sums
    assert [str(t.overall) for t in assessed.timepoints[1:]] == calls
    assert str(assessed.bor) == best


def test_the_equivocal_lesion_dates_the_progression_back() -> None:
    assessed = _assessed("DEMO-002")
    assert [str(t.overall_backdated) for t in assessed.timepoints[1:]] == ["PD", "PD"]
    assert assessed.pd_day == 56


def test_the_mixed_subject_differs_by_class() -> None:
    last = _assessed("DEMO-003").timepoints[-1]
    assert {radiation: str(part.target) for radiation, part in last.by_class.items()} == {
        RadiationClass.SBRT: "PD",
        RadiationClass.LDRT: "PD",
        RadiationClass.UNIRRADIATED: "PR",
    }


def test_one_stereotactic_lesion_drives_the_progression() -> None:
    last = _assessed("DEMO-005").timepoints[-1]
    assert {r: str(part.target) for r, part in last.by_class.items() if str(part.target) == "PD"} == {
        RadiationClass.SBRT: "PD"
    }


def test_the_trial_shows_every_state_a_reader_can_give() -> None:
    seen = {lesion.state for s in _SUBJECTS.values() for visit in s.visits for lesion in visit.lesions}
    assert seen == set(State)


def test_the_last_subject_is_left_to_be_read() -> None:
    assert list(_SUBJECTS)[-1] == UNREAD_SUBJECT


def test_the_whole_trial_fits_on_half_a_gigabyte() -> None:
    scans = [visit.acquisition for subject in _SUBJECTS.values() for visit in subject.visits]
    assert {scan.size for scan in scans} == {512}
    assert sum(2 * scan.size * scan.size * scan.slices for scan in scans) < 480 * _MEGABYTE


@pytest.mark.parametrize("variant", list(Variant))
def test_lesions_lie_on_scanned_slices_within_the_field(variant: Variant) -> None:
    for subject in demonstration_subjects(variant):
        for visit in subject.visits:
            grid = visit.slice_grid(0)
            last = grid.first_mm[0] + (grid.size - 1) * grid.spacing_mm
            for lesion in visit_truth(subject, visit).lesions:
                if lesion.long_lps is None or lesion.slice_index is None:
                    continue
                assert 1 <= lesion.slice_index < visit.acquisition.slices - 1, (subject.code, lesion.name)
                for x, y, z in lesion.long_lps:
                    assert grid.first_mm[0] < x < last
                    assert grid.first_mm[1] < y < last
                    assert z == pytest.approx(visit.slice_grid(lesion.slice_index).z)


def test_the_field_ends_above_the_lesion_that_is_not_evaluable() -> None:
    subject = _SUBJECTS["DEMO-005"]
    unseen = [
        (visit.number, sighting.lesion.name, sighting.lesion.center_lps[2] < visit.acquisition.bottom_mm)
        for visit in subject.visits
        for sighting in visit.lesions
        if sighting.state is State.NOT_EVALUABLE
    ]
    assert unseen == [(1, "T02", True)]


def _uids(subject: PhantomSubject) -> list[str]:
    truths = [visit_truth(subject, visit) for visit in subject.visits]
    return [uid for t in truths for uid in (t.study_uid, t.series_uid, t.frame_of_reference_uid)]


def test_uids_are_valid_and_never_shared() -> None:
    uids = [uid for variant in Variant for s in demonstration_subjects(variant) for uid in _uids(s)]
    assert len(set(uids)) == len(uids)
    assert all(uid.startswith("2.25.") and len(uid) <= 64 for uid in uids)


def test_a_fragment_counts_for_the_lesion_it_came_from() -> None:
    subject = _SUBJECTS["DEMO-002"]
    rows = lesion_rows(visit_truth(subject, visit) for visit in subject.visits)
    assert [(int(r.visit), r.lesion, r.mm) for r in rows if r.lesion.startswith("T01")] == [
        (0, "T01", Decimal("24.0")),
        (1, "T01.1", Decimal("11.2")),
        (1, "T01.2", Decimal("8.4")),
        (2, "T01.1", Decimal("13.0")),
        (2, "T01.2", Decimal("10.1")),
    ]
