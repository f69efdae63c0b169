"""The endpoints of a whole trial: small ones by hand, and a simulated one against a second writing."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times

from measurements.clinical.events_file import read_events
from measurements.endpoints.course import courses_of
from measurements.endpoints.outcome import Reason
from measurements.endpoints.survival import Curve
from measurements.endpoints.trial import (
    ResponseEndpoints,
    ResponseTimes,
    TrialCourses,
    TrialEndpoints,
    trial_endpoints,
)
from measurements.interchange.lesion_table import read_lesion_table
from measurements.lesion import RadiationClass
from measurements.recist.response import Response, ResponseSet
from tests.measurements.endpoints.patients import PROTOCOL, clinical_data, data, protocol, visits
from tests.measurements.endpoints.second_endpoints import (
    Second,
    clopper_pearson,
    second_adverse_events,
    second_endpoints,
)
from tests.measurements.endpoints.simulated_trial import simulate
from tests.measurements.recist.courses import course as rows_of


def trial_of(*patients: tuple[str, str]) -> TrialEndpoints:
    """A trial of patients S1, S2 ... each by visits and events."""
    subjects = [f"S{number}" for number in range(1, len(patients) + 1)]
    both = [*zip(subjects, patients, strict=True)]
    reads = {subject: visits(visited, subject) for subject, (visited, _) in both}
    events = [one for subject, (_, text) in both for one in data(text, subject).events]
    return trial_endpoints(reads, clinical_data(events), PROTOCOL, "reader A")


def test_one_patient() -> None:
    found = trial_of(("56 PR, 112 PR, 168 PD", "DEATH 300"))
    assert (found.enrolled, found.assessed, found.read) == (1, 1, "reader A")
    assert (found.confirmed.objective.count, found.confirmed.objective.of) == (1, 1)
    assert found.confirmed.duration.median.days == 112
    assert (found.progression_free.median.days, found.survival.median.days) == (175, 307)
    assert found.survival.median.lower is None
    assert found.confirmed.time_to_response.median == 63


def test_no_responders_and_nobody_dead() -> None:
    found = trial_of(("56 SD", "LAST_CONTACT 90"), ("56 SD", "LAST_CONTACT 90"))
    assert (found.unconfirmed.objective.count, found.unconfirmed.objective.lower) == (0, 0)
    assert found.unconfirmed.objective.upper == pytest.approx(0.8419, abs=5e-5)
    assert (found.unconfirmed.duration.patients, found.unconfirmed.duration.median.days) == (0, None)
    assert found.unconfirmed.time_to_response.patients == 0
    assert found.unconfirmed.time_to_response.median is None
    assert (found.survival.events, found.survival.median.days) == (0, None)
    assert found.unconfirmed.control.count == 2


def test_the_patients_of_one_branch_have_their_own_denominator_and_their_own_events() -> None:
    reads = {
        "S1": visits("56 PR", "S1"),
        "S2": visits("56 SD", "S2", {"T01": RadiationClass.UNIRRADIATED}),
        "S3": [],
    }
    events = [one for subject in reads for one in data("AE 30 Anemia 3", subject).events]
    whole = TrialCourses(
        courses_of(reads, clinical_data(events), PROTOCOL), clinical_data(events), PROTOCOL, "A"
    )
    assert whole.endpoints.enrolled == 3
    irradiated = whole.of_branch(ResponseSet.ALL_IRRADIATED).endpoints
    assert [one.subject for one in irradiated.subjects] == ["S1"]
    assert (irradiated.unconfirmed.objective.count, irradiated.unconfirmed.objective.of) == (1, 1)
    assert irradiated.adverse_events.rows[0].regardless.any_grade == 1
    (other,) = (branch for branch in ResponseSet if branch is not ResponseSet.ALL_IRRADIATED)
    assert [one.subject for one in whole.of_branch(other).endpoints.subjects] == ["S2"], "S3 has no branch"


def test_confirmed_and_unconfirmed_and_the_branch_of_each() -> None:
    found = trial_of(
        ("56 PR, 112 PR", ""),
        ("56 PR, 112 DRIFT", ""),
        ("30 SD", "LAST_CONTACT 50"),
        ("", "LAST_CONTACT 50"),
    )
    assert (found.unconfirmed.objective.count, found.confirmed.objective.count) == (2, 1)
    assert found.unconfirmed.objective.of == 4
    assert (found.unconfirmed.control.count, found.confirmed.control.count) == (2, 2)
    assert [one.best for one in found.subjects] == ["PR", "PR", "NE", "MISSING"]
    assert [one.confirmed_best for one in found.subjects] == ["PR", "SD", "NE", "MISSING"]
    assert {one.branch for one in found.subjects} == {ResponseSet.ALL_IRRADIATED}
    assert found.assessed == 3


def test_disease_that_cannot_be_measured_is_controlled_while_it_does_not_progress() -> None:
    rows = rows_of("", ["PRESENT", "PRESENT"], days=[-7, 56])
    found = trial_endpoints({"S1": rows}, data(""), PROTOCOL, "reader A")
    assert (found.subjects[0].best, found.unconfirmed.control.count) == (Response.NON_CR_NON_PD, 1)


def test_a_patient_without_a_read_has_no_branch_and_is_counted() -> None:
    events = [*data("LAST_CONTACT 50", "S1").events, *data("", "S2").events]
    found = trial_endpoints({"S2": visits("56 PR", "S2")}, clinical_data(events), PROTOCOL, "reader A")
    first, second = found.subjects
    assert (first.branch, first.best, first.response) == (None, Response.MISSING, None)
    assert (found.unconfirmed.objective.count, found.unconfirmed.objective.of) == (1, 2)
    branches = {branch: (one.count, one.of) for branch, one in found.unconfirmed.by_branch.items()}
    assert branches == {ResponseSet.ALL_IRRADIATED: (1, 1), None: (0, 1)}
    assert second.branch is ResponseSet.ALL_IRRADIATED


def test_the_middle_of_an_even_curve_follows_the_protocol() -> None:
    patients = [("56 SD", f"DEATH {day}") for day in (70, 80, 90, 100)]
    assert trial_of(*patients).survival.median.days == 87
    by = protocol(median_at_half="midpoint")
    events = [one for n, (_, text) in enumerate(patients) for one in data(text, f"S{n}").events]
    reads = {f"S{n}": visits("56 SD", f"S{n}") for n in range(4)}
    assert trial_endpoints(reads, clinical_data(events), by, "reader A").survival.median.days == 92


def test_times_by_assessment_set_leave_out_who_was_never_read() -> None:
    events = clinical_data([*data("DEATH 300", "S1").events, *data("DEATH 40", "S2").events])
    found = trial_endpoints({"S1": visits("56 PR, 112 PD", "S1")}, events, PROTOCOL, "reader A")
    assert found.enrolled == 2
    curves = found.progression_free_by_set
    assert {one: (curves[one].patients, curves[one].events) for one in curves} == {
        ResponseSet.ALL_IRRADIATED: (1, 1)
    }
    assert found.survival_by_set[ResponseSet.ALL_IRRADIATED].median.days == 307


def test_the_patients_of_a_class_are_those_with_a_lesion_of_it_and_their_events() -> None:
    events = [one for code in ("S1", "S2") for one in data("DEATH 300", code).events]
    reads = {"S1": visits("56 PR", "S1"), "S2": ()}
    courses = courses_of(reads, clinical_data(events), PROTOCOL)
    trial = TrialCourses(courses, clinical_data(events), PROTOCOL, "reader A")
    of_class = trial.of_class(RadiationClass.SBRT)
    assert [one.subject for one in of_class.courses] == ["S1"]
    assert {event.subject for event in of_class.data.events} == {"S1"}
    assert trial.of_class(RadiationClass.LDRT).courses == ()
    narrowed = trial.of_branch(ResponseSet.ALL_IRRADIATED).of_class(RadiationClass.SBRT)
    codes = [one.endpoints.subset.code for one in (trial, of_class, narrowed)]
    assert codes == ["all", "rt SBRT", "branch SBRT+LDRT, rt SBRT"]


def test_the_time_to_response_counts_from_where_survival_does_and_has_a_middle_of_even_numbers() -> None:
    patients = ("56 PR", "58 PR", "70 PR", "84 PR")
    assert trial_of(*((one, "") for one in patients)).unconfirmed.time_to_response.median == 71
    by = protocol(start_of_survival="treatment-start")
    reads = {f"S{number}": visits(one, f"S{number}") for number, one in enumerate(patients)}
    events = [event for subject in reads for event in data("", subject).events]
    found = trial_endpoints(reads, clinical_data(events), by, "reader A").unconfirmed.time_to_response
    assert (found.median, found.least, found.greatest) == (64, 56, 84)


@pytest.mark.parametrize("seed", range(6))
def test_a_simulated_trial_of_52_as_written_a_second_time(tmp_path: Path, seed: int) -> None:
    lesions, events = simulate(tmp_path, seed)
    found = trial_endpoints(read_lesion_table(lesions), read_events(events), PROTOCOL, "reader A")
    second = second_endpoints(lesions, events)
    assert found.enrolled == len(second) == 52
    for one in found.subjects:
        theirs = second[one.subject]
        assert (one.branch, one.best, one.confirmed_best) == theirs[:3], one.subject
        assert (days(one.response), days(one.confirmed_response)) == theirs[3:5], one.subject
        assert (lasts(one.response), lasts(one.confirmed_response)) == theirs[5:7], one.subject
        assert one.progression_free.observation == theirs.pfs, one.subject
        assert one.survival.observation == theirs.survival, one.subject
        pct = None if one.best_pct is None else float(one.best_pct)
        assert pct == pytest.approx(theirs.best_pct, abs=1e-9), one.subject
    for ours, bests, times in (
        (found.unconfirmed, [one.best for one in second.values()], [one.duration for one in second.values()]),
        (
            found.confirmed,
            [one.confirmed_best for one in second.values()],
            [one.confirmed_duration for one in second.values()],
        ),
    ):
        assert_proportions(ours, bests, list(second.values()))
        assert_curve(ours.duration, [time for time in times if time is not None])
    assert_curve(found.progression_free, [one.pfs for one in second.values()])
    assert_curve(found.survival, [one.survival for one in second.values()])
    assert_classes(found, second)
    for row in found.adverse_events.rows:
        theirs = second_adverse_events(events)[row.term or ""]
        assert row.regardless.by_worst_grade == theirs["all"], row.term
        assert row.related.by_worst_grade == theirs["related"], row.term


def test_simulated_trials_meet_every_reason_and_every_best_response(tmp_path: Path) -> None:
    reasons: Counter[Reason] = Counter()
    responses: Counter[Response] = Counter()
    for seed in range(6):
        lesions, events = simulate(tmp_path, seed)
        found = trial_endpoints(read_lesion_table(lesions), read_events(events), PROTOCOL, "reader A")
        for one in found.subjects:
            reasons.update([one.progression_free.reason, one.survival.reason])
            responses.update([one.confirmed_best])
    assert set(reasons) == set(Reason)
    assert set(responses) >= {Response.CR, Response.PR, Response.SD, Response.PD, Response.MISSING}


def assert_classes(found: TrialEndpoints, second: dict[str, Second]) -> None:
    by_patient = {
        (subject, tag): best for subject, one in second.items() for tag, best in one.class_best.items()
    }
    by_lesion = {
        (subject, name): said for subject, one in second.items() for name, said in one.lesion_best.items()
    }
    assert {
        (one.subject, one.radiation.value): one.best for one in found.class_changes if one.targets
    } == by_patient
    assert {
        (one.subject, one.lesion): (one.radiation.value, one.best) for one in found.lesion_changes
    } == by_lesion
    for summary in found.classes:
        patients = [best for (_, tag), best in by_patient.items() if tag == summary.radiation]
        lesions = [best for tag, best in by_lesion.values() if tag == summary.radiation]
        for proportion, bests in ((summary.patients, patients), (summary.lesions, lesions)):
            hits = sum(best in ("CR", "PR") for best in bests)
            assert (proportion.count, proportion.of) == (hits, len(bests))
            interval = clopper_pearson(hits, len(bests))
            assert (proportion.lower, proportion.upper) == pytest.approx(interval, abs=1e-9)


def days(response: ResponseTimes | None) -> int | None:
    return None if response is None else response.days_to_response


def lasts(response: ResponseTimes | None) -> tuple[int, bool] | None:
    return None if response is None else tuple(response.duration.observation)  # type: ignore[return-value]


def assert_proportions(ours: ResponseEndpoints, bests: list[str], second: list[Second]) -> None:
    responders = [best in ("CR", "PR") for best in bests]
    controlled = [best in ("CR", "PR", "SD", "NON-CR/NON-PD") for best in bests]
    for proportion, counted in ((ours.objective, responders), (ours.control, controlled)):
        assert (proportion.count, proportion.of) == (sum(counted), 52)
        interval = clopper_pearson(sum(counted), 52)
        assert (proportion.lower, proportion.upper) == pytest.approx(interval, abs=1e-9)
    for branch, proportion in ours.by_branch.items():
        among = [hit for hit, one in zip(responders, second, strict=True) if one.branch == branch]
        assert (proportion.count, proportion.of) == (sum(among), len(among))


def assert_curve(ours: Curve, times: list[tuple[int, bool]]) -> None:
    assert (ours.patients, ours.events) == (len(times), sum(event for _, event in times))
    if not times:
        return
    fitted: Any = KaplanMeierFitter().fit([day for day, _ in times], [event for _, event in times])
    for step in ours.steps:
        assert step.survival == pytest.approx(fitted.survival_function_.loc[step.day].item(), abs=1e-12)
        assert step.at_risk == sum(day >= step.day for day, _ in times)
        if step.lower is not None:
            band = tuple(fitted.confidence_interval_.loc[step.day])
            assert (step.lower, step.upper) == pytest.approx(band, abs=1e-9)
    for day in (0, 90, 180, 365, 730):
        assert ours.at_risk(day) == sum(one >= day for one, _ in times)
    median = fitted.median_survival_time_
    assert ours.median.days == (None if np.isinf(median) else median)
    if ours.steps and ours.steps[-1].survival:
        lower, upper = median_survival_times(fitted.confidence_interval_).iloc[0]
        limits = [None if np.isinf(limit) else limit for limit in (lower, upper)]
        assert [ours.median.lower, ours.median.upper] == limits
