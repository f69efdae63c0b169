"""Endpoints of a stored trial: whose reads count, which dates are scanned on, what is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from measurements.case.commands import (
    AddLesion,
    AssignStudyToTimepoint,
    BeginRead,
    ImportClinicalEvents,
    PutMeasurement,
    SetProtocol,
    SetTreatmentStart,
)
from measurements.case.enrol import enrol
from measurements.case.service import CaseService
from measurements.case.trial_endpoints import (
    Choice,
    ReadChoice,
    chosen_reads,
    scan_dates,
    stored_endpoints,
    two_starts,
    usual_choice,
)
from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.endpoints.outcome import Reason
from measurements.interchange.endpoint_text import endpoint_lines
from measurements.recist.response import Response
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import Read
from tests.accounts import INVESTIGATOR, MANAGER, OTHER_READER, READER
from tests.measurements.samples import begun_read, lesion, measured, series, three_scans
from tests.measurements.signed_read import trial_with_people

TREATED = date(2024, 1, 12)
EVENTS = (
    ClinicalEvent("HN-017", EventKind.ENROLMENT, date(2024, 1, 2)),
    ClinicalEvent("HN-017", EventKind.TREATMENT_START, TREATED),
    ClinicalEvent("HN-017", EventKind.DEATH, date(2024, 8, 1)),
)
CLINICAL = ImportClinicalEvents(ClinicalData(EVENTS, "events.csv", "0" * 64, date(2024, 12, 31), True))
MINE = ReadChoice(Choice.READER, "R1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TrialStore]:
    """One subject: 24.3 mm, 15.0 mm at the first follow-up, 24.3 mm at the second: PR and PD by reader R1."""
    with create_trial(tmp_path / "trial") as opened:
        case = CaseService(opened)
        read, timepoints = begun_read(opened, case, tmp_path)
        target = lesion(read, timepoints[0])
        case.run(AddLesion(target))
        for at, long_mm in enumerate((24.3, 15.0, 24.3)):
            case.run(PutMeasurement(measured(target, timepoints[at], at, long_mm, 9.0)))
        case.run(SetTreatmentStart(read.subject_uid, TREATED))
        yield opened


def add_reader(store: TrialStore, name: str) -> None:
    with store.reading() as trial:
        (subject,) = trial.subjects()
    CaseService(store).run(BeginRead(Read(f"read-{name}", subject.uid, name)))


def test_the_endpoints_of_a_reader(store: TrialStore) -> None:
    CaseService(store).run(CLINICAL)
    with store.reading() as trial:
        found = stored_endpoints(trial, MINE)
    (subject,) = found.subjects
    assert (found.read, found.enrolled, subject.best) == ("reader R1", 1, Response.PR)
    assert subject.confirmed_best is Response.SD
    assert (subject.progression_free.on, subject.progression_free.reason) == (
        date(2024, 5, 3),
        Reason.PROGRESSION,
    )
    assert (subject.survival.day, subject.survival.event) == (212, True)


def test_visits_are_dated_by_the_dates_of_their_studies(store: TrialStore, tmp_path: Path) -> None:
    later = series("9.8.7", study_uid="9.8", study_date="20240306", folder=str(tmp_path / "images"))
    enrol(store, [later])
    with store.reading() as trial:
        (subject,) = trial.subjects()
        week_8 = next(one for one in trial.timepoints(subject.uid) if one.scan_date == date(2024, 3, 1))
    CaseService(store).run(AssignStudyToTimepoint("9.8", week_8.uid))
    with store.reading() as trial:
        labels = {one.order: one.scan_date for one in trial.timepoints(subject.uid)}
        dates = scan_dates(trial)["HN-017"]
    assert labels[1] == date(2024, 3, 1)
    assert dates[Decimal(0)] == (date(2024, 1, 5),)
    assert sorted(dates[Decimal(1)]) == [date(2024, 3, 1), date(2024, 3, 6)]


def test_without_clinical_events_there_are_no_endpoints(store: TrialStore) -> None:
    with store.reading() as trial, pytest.raises(Refusal, match="no clinical events yet"):
        stored_endpoints(trial, MINE)


def test_a_subject_of_whom_the_events_say_nothing_is_named(store: TrialStore, tmp_path: Path) -> None:
    CaseService(store).run(CLINICAL)
    enrol(store, three_scans("HN-018", str(tmp_path / "images")))
    with store.reading() as trial, pytest.raises(Refusal, match="HN-018: there is no date of enrolment"):
        stored_endpoints(trial, MINE)


def test_a_start_of_treatment_that_the_trial_has_otherwise_is_named(store: TrialStore) -> None:
    case = CaseService(store)
    case.run(CLINICAL)
    with store.reading() as trial:
        (subject,) = trial.subjects()
    case.run(SetTreatmentStart(subject.uid, date(2024, 1, 13)))
    with store.reading() as trial:
        with pytest.raises(Refusal, match="make the start of treatment the same") as refused:
            stored_endpoints(trial, MINE)
        assert two_starts(trial) == (("HN-017", date(2024, 1, 13), date(2024, 1, 12)),)
    assert len(str(refused.value).splitlines()) == 1, "once, not for each visit"
    case.run(SetTreatmentStart(subject.uid, date(2024, 1, 12)))
    with store.reading() as trial:
        assert two_starts(trial) == ()


def test_without_accounts_ones_own_reads_count_or_those_of_the_only_reader(store: TrialStore) -> None:
    with store.reading() as trial:
        assert usual_choice(trial, "somebody") == MINE
    add_reader(store, "R2")
    with store.reading() as trial:
        assert usual_choice(trial, "R2") == ReadChoice(Choice.READER, "R2")
        with pytest.raises(Refusal, match=r"say with --reader whose reads count \(R1, R2\)"):
            usual_choice(trial, "somebody")


def test_a_reader_who_has_read_nothing_is_refused(store: TrialStore) -> None:
    with store.reading() as trial, pytest.raises(Refusal, match=r"R3 has no read .* these have: R1"):
        chosen_reads(trial, ReadChoice(Choice.READER, "R3"))


def test_that_nobody_has_read_is_said_as_that(tmp_path: Path) -> None:
    with create_trial(tmp_path / "trial") as opened:
        enrol(opened, three_scans())
        with (
            opened.reading() as trial,
            pytest.raises(Refusal, match="Nobody has read anything in this trial"),
        ):
            chosen_reads(trial, usual_choice(trial, "somebody"))


def test_with_one_reader_planned_the_only_read_is_accepted(store: TrialStore) -> None:
    with store.reading() as trial:
        (chosen,) = chosen_reads(trial, ReadChoice(Choice.ACCEPTED)).values()
    assert chosen.reader == "R1"


def test_in_a_trial_with_accounts_only_completed_reads_count(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as signed:
        signed.act(READER)
        signed.begin(READER)
        signed.draw(READER, 0)
        signed.act(MANAGER)
        with (
            signed.store.reading() as trial,
            pytest.raises(Refusal, match=r"No read of this trial is completed yet"),
        ):
            chosen_reads(trial, ReadChoice(Choice.READER, READER))
        signed.read_whole(OTHER_READER)
        signed.act(MANAGER)
        with signed.store.reading() as trial:
            assert chosen_reads(trial, ReadChoice(Choice.READER, OTHER_READER))
            with pytest.raises(Refusal, match=f"{READER} has no read that counts .* {OTHER_READER}"):
                chosen_reads(trial, ReadChoice(Choice.READER, READER))
            assert chosen_reads(trial, ReadChoice(Choice.ACCEPTED)) == {}
            assert chosen_reads(trial, ReadChoice(Choice.INVESTIGATOR)) == {}


@pytest.mark.parametrize(
    ("primary", "usual", "reader"),
    [("investigator", Choice.INVESTIGATOR, INVESTIGATOR), ("readers", Choice.ACCEPTED, OTHER_READER)],
)
def test_the_read_of_the_primary_endpoint_is_as_the_protocol_says(
    tmp_path: Path, primary: str, usual: Choice, reader: str
) -> None:
    with trial_with_people(tmp_path) as signed:
        signed.act(MANAGER)
        signed.case.run(SetProtocol("mine.toml", f'[reading]\nprimary_reads = "{primary}"\n'))
        for name in (READER, OTHER_READER, INVESTIGATOR):
            signed.read_whole(name)
        signed.adjudicate()
        for looking in (MANAGER, INVESTIGATOR):
            signed.act(looking)
            with signed.store.reading() as trial:
                assert usual_choice(trial, looking) == ReadChoice(usual)
                (chosen,) = chosen_reads(trial, ReadChoice(usual)).values()
            assert chosen.reader == reader


def test_of_each_patient_it_is_told_whose_read_counts_and_why(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as signed:
        for name in (READER, OTHER_READER, INVESTIGATOR):
            signed.read_whole(name)
        signed.adjudicate()
        signed.act(MANAGER)
        with signed.store.reading() as trial:
            (subject,) = trial.subjects()
        signed.case.run(
            ImportClinicalEvents(
                replace(
                    CLINICAL.data, events=tuple(replace(one, subject=subject.code) for one in EVENTS[::2])
                )
            )
        )
        with signed.store.reading() as trial:
            told = {
                choice: [(one.reader, one.accepted) for one in stored_endpoints(trial, choice).subjects]
                for choice in (ReadChoice(Choice.ACCEPTED), ReadChoice(Choice.INVESTIGATOR))
            }
            lines = [*endpoint_lines(stored_endpoints(trial, ReadChoice(Choice.ACCEPTED)))]
    assert [*told.values()] == [[(OTHER_READER, "adjudicated")], [(INVESTIGATOR, "")]]
    assert any(line.endswith(f"{OTHER_READER}, adjudicated") for line in lines)


def test_what_is_printed_of_a_choice() -> None:
    assert [ReadChoice(choice, "ann").label for choice in Choice] == [
        "investigator",
        "accepted of the readers",
        "reader ann",
    ]
