"""Radiation classes by lesion and by patient, and what the figures show."""

from decimal import Decimal

from measurements.clinical.event import EventKind
from measurements.endpoints.classes import class_changes, class_summaries, lesion_changes
from measurements.endpoints.course import SubjectCourse, courses_of
from measurements.endpoints.figures import class_spiders, lanes, spiders, waterfall
from measurements.lesion import RadiationClass
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from tests.measurements.endpoints.patients import PROTOCOL, clinical_data, data, visits
from tests.measurements.recist.courses import course as rows_of

SBRT, LDRT, NONE = RadiationClass.SBRT, RadiationClass.LDRT, RadiationClass.UNIRRADIATED
RULES = Rules()
DAYS = [-7, 56, 112, 168]


def course_of(rows: list[LesionRow], events: str = "LAST_CONTACT 400") -> SubjectCourse:
    (course,) = courses_of({"S1": rows}, data(events), PROTOCOL)
    return course


MIXED = course_of(
    rows_of(
        ["40, 20, 30, 10", "20, 18, 30, 10", "24, NE, 30, 10", "10, 30, 30, 10"],
        ["PRESENT, PRESENT", "PRESENT, PRESENT", "ABSENT, PRESENT", "ABSENT, PRESENT"],
        days=DAYS,
        classes={"T01": SBRT, "T02": LDRT, "T03": NONE, "T04": NONE, "NT01": NONE, "NT02": SBRT},
    )
)


def test_each_target_is_judged_as_if_it_were_the_only_one() -> None:
    assert [
        (one.lesion, one.radiation, one.baseline_mm, one.best_pct, one.best)
        for one in lesion_changes(MIXED, RULES)
    ] == [
        ("T01", SBRT, 40, -75, Response.PR),
        ("T02", LDRT, 20, -10, Response.SD),
        ("T03", NONE, 30, 0, Response.SD),
        ("T04", NONE, 10, 0, Response.SD),
    ]


def test_a_class_is_judged_by_its_own_sum() -> None:
    assert [
        (one.radiation, one.targets, one.baseline_mm, one.best_pct, one.best, one.best_nontarget)
        for one in class_changes(MIXED, RULES)
    ] == [
        (SBRT, 1, 40, -75, Response.PR, Response.NON_CR_NON_PD),
        (LDRT, 1, 20, -10, Response.SD, None),
        (NONE, 2, 40, 0, Response.SD, Response.CR),
    ]


def test_what_comes_after_the_first_pd_of_the_patient_is_no_best_change() -> None:
    late = course_of(rows_of(["50", "60", "10"], days=[-7, 56, 112]))
    assert [(one.best_pct, one.best) for one in lesion_changes(late, RULES)] == [(20, Response.PD)]
    assert [(one.best_pct, one.best) for one in class_changes(late, RULES)] == [(20, Response.PD)]
    (bar,) = waterfall([late])
    assert (bar.pct, bar.best) == (20, Response.PD)


def test_stable_too_early_is_no_best_response() -> None:
    early = course_of(rows_of(["50", "50"], days=[-7, 41]))
    assert [one.best for one in lesion_changes(early, RULES)] == [Response.NE]


def test_a_class_of_non_targets_only_has_no_target_response() -> None:
    only = course_of(rows_of(["50", "50"], ["PRESENT", "ABSENT"], days=[-7, 56], classes={"NT01": LDRT}))
    sbrt, ldrt = class_changes(only, RULES)
    assert (ldrt.radiation, ldrt.targets, ldrt.baseline_mm) == (LDRT, 0, None)
    assert (ldrt.best, ldrt.best_pct, ldrt.best_nontarget) == (Response.NA, None, Response.CR)
    summary = class_summaries([sbrt, ldrt], lesion_changes(only, RULES))[1]
    assert (summary.patients.of, summary.lesions.of) == (0, 0)


def test_never_seen_again_and_never_seen() -> None:
    once = course_of(visits(""))
    assert [(one.best_pct, one.best) for one in lesion_changes(once, RULES)] == [(None, Response.MISSING)]
    assert [one.best_nontarget for one in class_changes(once, RULES)] == [Response.MISSING]
    (unread,) = courses_of({}, data("LAST_CONTACT 30"), PROTOCOL)
    assert (lesion_changes(unread, RULES), class_changes(unread, RULES)) == ([], [])


def test_the_classes_over_all_patients() -> None:
    summaries = class_summaries(class_changes(MIXED, RULES), lesion_changes(MIXED, RULES))
    assert [
        (one.radiation, one.patients.count, one.patients.of, one.lesions.count, one.lesions.of)
        for one in summaries
    ] == [(SBRT, 1, 1, 1, 1), (LDRT, 0, 1, 0, 1), (NONE, 0, 1, 0, 2)]
    assert [(one.patient_median_pct, one.lesion_median_pct) for one in summaries] == [
        (-75, -75),
        (-10, -10),
        (0, 0),
    ]
    changes = lesion_changes(MIXED, RULES)
    halves = [one for one in changes if one.lesion in ("T01", "T02")]
    mixed = class_summaries([], [*halves[:1], *lesion_changes(course_of(visits("56 SD")), RULES)])[0]
    assert mixed.lesion_median_pct == Decimal("-39.5")


def test_the_waterfall_falls_and_who_has_no_sum_stands_last() -> None:
    events = [
        event for subject in ("S1", "S2", "S3", "S4") for event in data("LAST_CONTACT 400", subject).events
    ]
    reads = {
        "S1": visits("56 PR, 112 PR"),
        "S2": visits("56 NE", "S2"),
        "S3": visits("56 PD", "S3"),
    }
    bars = waterfall(courses_of(reads, clinical_data(events), PROTOCOL))
    assert [(bar.subject, bar.pct, bar.best, bar.confirmed_best) for bar in bars] == [
        ("S3", 40, Response.PD, Response.PD),
        ("S1", -34, Response.PR, Response.PR),
        ("S2", None, Response.NE, Response.NE),
    ]


def test_a_spider_of_a_class_follows_its_own_sum_and_its_own_response() -> None:
    (sbrt,), (ldrt,) = class_spiders([MIXED], SBRT), class_spiders([MIXED], LDRT)
    assert [(leg.day, leg.pct, leg.response) for leg in sbrt.legs] == [
        (-7, 0, None),
        (56, -50, Response.PR),
        (112, -40, Response.PR),
        (168, -75, Response.PR),
    ]
    assert [leg.day for leg in ldrt.legs] == [-7, 56, 168], "not evaluable at 112"
    assert class_spiders([course_of(visits("56 PR"))], LDRT) == (), "no lesion of the class"


def test_spiders_leave_out_visits_without_a_complete_sum() -> None:
    (spider,) = spiders([course_of(visits("56 PR, 112 NE, 168 PD, 224 PD"))])
    assert [(leg.day, leg.pct, leg.response) for leg in spider.legs] == [
        (-7, 0, None),
        (56, -34, Response.PR),
        (168, 40, Response.PD),
        (224, 40, Response.PD),
    ]
    assert spiders(courses_of({}, data("LAST_CONTACT 30"), PROTOCOL)) == ()


def test_lanes_run_from_enrolment_to_death_or_on() -> None:
    events = [
        *data("RT_START 1 T01, RT_END 9 T01, NEW_THERAPY 150, DEATH 200", "S1").events,
        *data("LAST_CONTACT 400", "S2").events,
    ]
    reads = {"S1": visits("56 PR, 84 ND, 112 PD"), "S2": visits("", "S2")}
    first, second = lanes(courses_of(reads, clinical_data(events), PROTOCOL))
    assert (first.subject, first.days, first.alive) == ("S2", 407, True)
    assert (second.subject, second.days, second.alive) == ("S1", 207, False)
    assert [(mark.day, mark.what) for mark in second.marks] == [
        (7, EventKind.TREATMENT_START),
        (8, EventKind.RT_START),
        (16, EventKind.RT_END),
        (63, Response.PR),
        (119, Response.PD),
        (157, EventKind.NEW_THERAPY),
        (207, EventKind.DEATH),
    ]
    assert (first.radiotherapy, second.radiotherapy) == ((), ((8, 16),))
