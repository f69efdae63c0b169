"""What endpoints and exports are made of is what a reader sees of the same read, whoever looks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from measurements.case.case_view import CaseView
from measurements.case.commands import ImportClinicalEvents
from measurements.case.enrol import enrol
from measurements.case.service import CaseService
from measurements.case.stored_case import case_of
from measurements.case.trial_endpoints import Choice, ReadChoice, chosen_reads, stored_courses
from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.endpoints.course import SubjectCourse
from measurements.interchange.exports import rows_by_reader
from measurements.lesion import Measurement, RadiationClass, Role, State
from measurements.recist.response import NewLesion, Response
from measurements.storage import values
from measurements.storage.repository import Repository
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import Read, Timepoint
from tests.accounts import INVESTIGATOR, MANAGER, OTHER_READER, READER
from tests.measurements.samples import caliper, lesion, three_scans
from tests.measurements.signed_read import trial_with_people

EVENTS = {EventKind.ENROLMENT: date(2024, 1, 2), EventKind.DEATH: date(2024, 8, 1)}

READS: Mapping[str, Mapping[str, str]] = {
    "all kinds of lesions": {
        "T01": "SBRT: 24.3/12.0, 15.0/9.0, 9.9/5.0",
        "T02": "NONE: 31.2/20.1, 12.4/8.0, 31.2/20.0",
        "T03": "LDRT node: 24.3/15.0, 20.0/9.9, 18.0/8.0",
        "NT01": ": PRESENT, 30.0/20.0 PRESENT, ABSENT",
        "NT02": "node: 14.0/11.0 PRESENT, 14.0/9.0 PRESENT, NE",
        "NEW01": ": -, EQUIVOCAL, 11.2/6.1 UNEQUIVOCAL",
        "NEW02": "node: -, -, 19.0/12.5 UNEQUIVOCAL",
    },
    "too small, absent, not evaluable, not answered": {
        "T01": "SBRT: 24.3/12.0, TSTM, ABSENT",
        "T02": "LDRT: 24.3, NE, 21.0",
        "T03": ": 12.1/9.0, -, 10.0",
        "T04": "LDRT node: 24.3, 24.3/8.0, ABSENT",
    },
    "in pieces and merged": {
        "T01": "SBRT: 60.3/12.0, -, -",
        "T01.1": "SBRT: -, 20.0/9.0, 12.0/5.0",
        "T01.2": "SBRT: -, 10.4/9.0, -",
        "T02": "LDRT: 30.0/20.0, 28.0/20.0, MERGED",
        "T03": "LDRT: 20.0/10.0, 18.0/10.0, 52.0/30.0",
    },
    "a visit that was not done": {
        "T01": "SBRT: 24.3/12.0, -, 9.9/5.0",
        "NT01": ": PRESENT, -, PRESENT",
    },
    "baseline not finished": {"T01": "SBRT: 24.3/12.0, -, -", "T02": ": -, -, -"},
    "begun": {},
}
"""By reader and lesion: its class, whether it is a node, and what is said at the three timepoints: the long
axis, or both axes, or a state, or these together; - for nothing."""

_ROLES = {"T": Role.TARGET, "NT": Role.NON_TARGET, "NEW": Role.NEW}


def measurement(lesion_uid: str, timepoints: list[Timepoint], at: int, said: str) -> Measurement:
    *lengths, last = said.split()
    state = State.MEASURED
    if last[0].isdigit():
        lengths = [last]
    else:
        state = State(last)
    drawn = None
    if lengths:
        long_mm, *short_mm = map(float, lengths[0].split("/"))
        drawn = caliper(three_scans()[at], long_mm, *(short_mm or [None]))
    return Measurement(lesion_uid, timepoints[at].uid, state, drawn)


def store_read(store: TrialStore, read: Read, timepoints: list[Timepoint]) -> None:
    lesions, said = [], []
    for label, text in READS[read.reader].items():
        kind, _, cells = text.partition(":")
        answers = [cell.strip() for cell in cells.split(",")]
        begun = [at for at, cell in enumerate(answers) if cell != "-"]
        uid = f"{read.uid}-{label}"
        made = lesion(
            read,
            timepoints[begun[0] if begun else 0],
            label,
            _ROLES[label.rstrip("0123456789.")],
            nodal="node" in kind,
            radiation=next((one for one in RadiationClass if one.value in kind), None),
        )
        lesions.append(replace(made, uid=uid))
        said += [measurement(uid, timepoints, at, answers[at]) for at in begun]
    with store.writing("Read") as work:
        work.add_all([values.read_row(read)])
        work.add_all([values.lesion_row(one) for one in lesions])
        work.add_all([values.measurement_row(one) for one in said])


def bring_in_events(store: TrialStore) -> None:
    with store.reading() as trial:
        (subject,) = trial.subjects()
    events = tuple(ClinicalEvent(subject.code, kind, on) for kind, on in EVENTS.items())
    data = ClinicalData(events, "events.csv", "0" * 64, date(2024, 12, 31), cutoff_stated=True)
    CaseService(store).run(ImportClinicalEvents(data))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrialStore]:
    """One subject, of whom each of `READS` is the read of a reader of that name."""
    folder = tmp_path_factory.mktemp("answers")
    with create_trial(folder / "trial") as made:
        enrol(made, three_scans(folder=str(folder / "images")))
        with made.reading() as trial:
            (subject,) = trial.subjects()
            timepoints = trial.timepoints(subject.uid)
        for number, reader in enumerate(READS):
            store_read(made, Read(f"read-{number}", subject.uid, reader), timepoints)
        bring_in_events(made)
        yield made


def course_and_case(trial: Repository, choice: ReadChoice) -> tuple[SubjectCourse, CaseView]:
    """The same read as the endpoints assess it, and as a reader sees it."""
    (course,) = stored_courses(trial, choice).courses
    (read,) = chosen_reads(trial, choice).values()
    return course, case_of(trial, read)


@pytest.mark.parametrize("reader", READS)
def test_endpoints_assess_what_a_reader_sees(store: TrialStore, reader: str) -> None:
    with store.reading() as trial:
        course, case = course_and_case(trial, ReadChoice(Choice.READER, reader))
        table = rows_by_reader(trial)[reader]
    assert course.rows == case.rows == tuple(table)
    assert course.assessment == case.assessment


def test_the_reads_say_what_is_to_be_told_apart(store: TrialStore) -> None:
    """That the two are the same proves something only where there is something."""
    with store.reading() as trial:
        cases = {one: course_and_case(trial, ReadChoice(Choice.READER, one))[1] for one in READS}
    points = {
        name: [] if case.assessment is None else case.assessment.timepoints for name, case in cases.items()
    }
    baseline, week_8, week_16 = points["all kinds of lesions"]
    sums = {radiation: one.sum_mm for radiation, one in baseline.by_class.items()}
    assert sums == {
        RadiationClass.SBRT: Decimal("24.3"),
        RadiationClass.LDRT: Decimal("15.0"),  # a node: its short axis
        RadiationClass.UNIRRADIATED: Decimal("31.2"),
    }
    assert (week_8.target, week_8.new, week_8.overall) == (Response.PR, NewLesion.EQUIVOCAL, Response.PR)
    assert (week_16.overall, week_8.overall_backdated) == (Response.PD, Response.PD)
    assert [one.targets.missing for one in points["too small, absent, not evaluable, not answered"]] == [
        ("T04",),
        ("T02", "T03"),
        (),
    ]
    assert [one.sum_mm for one in points["in pieces and merged"]] == [Decimal("110.3"), Decimal("76.4"), None]
    assert [one.done for one in points["a visit that was not done"]] == [True, False, True]
    assert len(points["baseline not finished"]) == 1
    assert cases["begun"].assessment is None


def test_each_role_has_the_endpoints_of_the_signed_reads_that_it_sees(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as signed:
        signed.act(MANAGER)
        bring_in_events(signed.store)
        for name in (READER, OTHER_READER, INVESTIGATOR):
            signed.read_whole(name)
        signed.adjudicate()
        for looking in (MANAGER, INVESTIGATOR):
            signed.act(looking)
            for choice in (ReadChoice(Choice.ACCEPTED), ReadChoice(Choice.INVESTIGATOR)):
                with signed.store.reading() as trial:
                    course, case = course_and_case(trial, choice)
                assert course.rows == case.rows
                assert course.assessment == case.assessment is not None
