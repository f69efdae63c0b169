"""A trial written as tables, all of them or none."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from measurements.case.commands import (
    AddLesion,
    BeginRead,
    ImportClinicalEvents,
    InOneStep,
    PutClinicalEvent,
    PutMeasurement,
    SetProtocol,
)
from measurements.case.enrol import enrol
from measurements.case.evidence_commands import CompleteRead, ReopenTimepoint, UnlockSignature
from measurements.case.service import CaseService
from measurements.case.trial_protocol import protocol_of
from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.clinical.events_file import read_events
from measurements.interchange.exports import export_csv, rows_by_reader
from measurements.interchange.lesion_table import assess_table, read_lesion_table
from measurements.lesion import Measurement, Role, State
from measurements.protocol.loading import load_protocol
from measurements.recist.response import Response
from measurements.recist.subject import assess_subject
from measurements.refusal import NotAllowed, Refusal
from measurements.signature import Meaning
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import Read
from tests.accounts import ADJUDICATOR, INVESTIGATOR, MANAGER, OTHER_READER, PASSWORD, READER
from tests.measurements.samples import begun_read, caliper, lesion, measured, three_scans
from tests.measurements.signed_read import trial_with_people

FILES = [
    *("lesions.csv", "measurements.csv", "subjects.csv", "timepoints.csv", "calls.csv", "best-responses.csv"),
    *(
        "signatures.csv",
        "adjudications.csv",
        "protocol.csv",
        "annotations.csv",
        "key-images.csv",
        "audit.csv",
        "protocol.toml",
    ),
]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TrialStore]:
    """One read: a target at two timepoints and a new lesion at the second."""
    with create_trial(tmp_path / "trial") as opened:
        case = CaseService(opened, who="reader one")
        read, (baseline, week_8, _) = begun_read(opened, case, tmp_path)
        target = lesion(read, baseline)
        new = lesion(read, week_8, "NEW01", Role.NEW, nodal=True, radiation=None)
        case.run(InOneStep((AddLesion(target), PutMeasurement(measured(target, baseline, 0)))))
        case.run(PutMeasurement(measured(target, week_8, 1, 17.1)))
        said = Measurement(new.uid, week_8.uid, State.UNEQUIVOCAL, caliper(three_scans()[1], 14.0, 11.0))
        case.run(InOneStep((AddLesion(new), PutMeasurement(said))))
        yield opened


def test_the_lesion_table_has_the_layout_of_assess(store: TrialStore, tmp_path: Path) -> None:
    assert export_csv(store, tmp_path / "out") == [tmp_path / "out" / name for name in FILES]
    lines = (tmp_path / "out" / "lesions.csv").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "subject,visit,day,lesion,group,organ,nodal,mm,state,rt",
        "HN-017,0,0,T01,TARGET,Tongue,N,24.3,,SBRT",
        "HN-017,1,56,T01,TARGET,Tongue,N,17.1,,SBRT",
        "HN-017,1,56,NEW01,NEW,Tongue,Y,11.0,UNEQUIVOCAL,NONE",
    ]


def test_assess_reads_the_rows_that_the_window_calls_by(store: TrialStore, tmp_path: Path) -> None:
    export_csv(store, tmp_path)
    with store.reading() as trial:
        in_window = rows_by_reader(trial)["R1"]
    from_table = read_lesion_table(tmp_path / "lesions.csv")["HN-017"]
    assert from_table == in_window
    calls = [timepoint.overall for timepoint in assess_subject(from_table).timepoints]
    assert calls == [None, Response.PD]


def test_the_fuller_tables_say_where_who_and_when(store: TrialStore, tmp_path: Path) -> None:
    export_csv(store, tmp_path)
    first, second, third = table(tmp_path / "measurements.csv")
    assert (first["lesion"], first["long_mm"], first["short_mm"]) == ("T01", "24.3", "12.0")
    assert (first["long_x2"], first["long_z2"], first["short_y1"]) == ("24.3", "37.5", "-6.0")
    assert (first["series_uid"], first["frame"]) == (three_scans()[0].series_uid, "0")
    assert first["sop_instance_uid"] == three_scans()[0].slices[1].sop_uid
    assert {row["who"] for row in (first, second, third)} == {"reader one"}
    assert first["when_utc"] < second["when_utc"] < third["when_utc"]
    assert (third["rt"], third["state"], third["nodal"]) == ("", "UNEQUIVOCAL", "Y")
    (subject,) = table(tmp_path / "subjects.csv")
    assert (subject["subject"], subject["timepoints"], subject["readers"]) == ("HN-017", "3", "R1")
    timepoints = table(tmp_path / "timepoints.csv")
    assert [(row["timepoint"], row["scan_date"], row["day"]) for row in timepoints] == [
        ("BL", "2024-01-05", "0"),
        ("TP1", "2024-03-01", "56"),
        ("TP2", "2024-05-03", "119"),
    ]
    with store.reading() as trial:
        assert len(table(tmp_path / "audit.csv")) == len(list(trial.audit()))


@pytest.mark.parametrize(
    ("sticky_pr", "calls", "best"),
    [("never", ["", "PR", "SD"], "PR"), ("assigned", ["", "PR", "PR"], "PR")],
)
def test_calls_are_exported_by_the_trials_own_protocol(
    tmp_path: Path, sticky_pr: str, calls: list[str], best: str
) -> None:
    text = f'[trial]\nversion = "2.1 {sticky_pr}"\n\n[recist]\nsticky_pr = "{sticky_pr}"\n'
    with create_trial(tmp_path / "trial") as store:
        case = CaseService(store, who="reader one")
        case.run(SetProtocol("mine.toml", text))
        read, timepoints = begun_read(store, case, tmp_path)
        target = lesion(read, timepoints[0])
        case.run(AddLesion(target))
        for at, long_mm in enumerate((24.3, 17.0, 17.5)):
            case.run(PutMeasurement(measured(target, timepoints[at], at, long_mm, 9.0)))
        export_csv(store, tmp_path / "out")
        with store.reading() as trial:
            protocol = protocol_of(trial)
    rows = table(tmp_path / "out" / "calls.csv")
    assert [(row["reader"], row["subject"]) for row in rows] == [("R1", "HN-017")] * 3
    assert [row["overall"] for row in rows] == calls
    (response,) = table(tmp_path / "out" / "best-responses.csv")
    assert (response["reader"], response["bor"]) == ("R1", best)
    (identity,) = table(tmp_path / "out" / "protocol.csv")
    assert (identity["file_name"], identity["who"]) == ("mine.toml", "reader one")
    for row in (*rows, response, identity):
        assert row["protocol"] == "LDRT-SBRT-HNSCC"
        assert (row["protocol_version"], row["protocol_hash"]) == (f"2.1 {sticky_pr}", protocol.hash)
    # The two files beside each other make the same calls outside the trial.
    written = load_protocol(tmp_path / "out" / "protocol.toml")
    again = assess_table(tmp_path / "out" / "lesions.csv", rules=written.rules)
    lines = again.splitlines()[1:4]
    assert [line.split(",")[13] for line in lines] == calls


def test_each_reader_has_a_lesion_table(store: TrialStore, tmp_path: Path) -> None:
    with store.reading() as trial:
        (subject,) = trial.subjects()
    CaseService(store).run(BeginRead(Read("read-2", subject.uid, "R 2")))
    written = [path.name for path in export_csv(store, tmp_path / "out")]
    assert written == ["lesions-1-R_2.csv", "lesions-2-R1.csv", *FILES[1:]]


def test_who_exports_finds_their_own_lesions_where_there_are_other_readers(
    store: TrialStore, tmp_path: Path
) -> None:
    with store.reading() as trial:
        (subject,) = trial.subjects()
    export_csv(store, tmp_path / "alone")
    CaseService(store).run(BeginRead(Read("read-2", subject.uid, "A second")))
    written = [path.name for path in export_csv(store, tmp_path / "out", "R1")]
    assert written == ["lesions.csv", "lesions-2-A_second.csv", *FILES[1:]]
    own = (tmp_path / "alone" / "lesions.csv").read_bytes()
    assert (tmp_path / "out" / "lesions.csv").read_bytes() == own
    assert (tmp_path / "out" / "lesions-2-A_second.csv").read_bytes() != own
    nobody = [path.name for path in export_csv(store, tmp_path / "nobody", "R3")]
    assert nobody == ["lesions-1-A_second.csv", "lesions-2-R1.csv", *FILES[1:]]


def test_an_empty_trial_gives_tables_with_headings(tmp_path: Path) -> None:
    with create_trial(tmp_path / "empty") as store:
        enrol(store, [])
        export_csv(store, tmp_path / "out")
    assert [table(tmp_path / "out" / name) for name in FILES[:6]] == [[]] * 6
    (made,) = table(tmp_path / "out" / "audit.csv")
    assert (made["action"], made["table_name"]) == ("CreateTrial", "protocol")


def test_an_export_that_fails_changes_no_file(
    store: TrialStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "lesions.csv").write_text("as it was", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("measurements.interchange.exports._timepoints", full)
    with pytest.raises(Refusal, match="No space left on device"):
        export_csv(store, folder)
    assert [path.name for path in folder.iterdir()] == ["lesions.csv"]
    assert (folder / "lesions.csv").read_text(encoding="utf-8") == "as it was"


def test_a_file_in_the_place_of_the_folder_is_told(store: TrialStore, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(Refusal, match="cannot be written"):
        export_csv(store, tmp_path / "out")


def test_what_was_accepted_and_signed_follows_into_every_table(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as made:
        made.read_whole(READER)
        made.read_whole(OTHER_READER)
        made.act(MANAGER)
        export_csv(made.store, tmp_path / "agreed")
        made.case.run(UnlockSignature(completed(made.store, READER), "another target was meant"))
        made.act(READER)
        made.case.run(ReopenTimepoint(made.read(READER).uid, made.timepoints[1].uid, "grew"))
        gone = Measurement(f"lesion-{READER}", made.timepoints[1].uid, State.ABSENT)
        made.case.run(PutMeasurement(gone))
        for at in (1, 2):
            made.sign(READER, at)
        made.case.run(CompleteRead(made.read(READER).uid, PASSWORD))
        made.act(MANAGER)
        export_csv(made.store, tmp_path / "open")
        made.adjudicate()
        made.act(MANAGER)
        export_csv(made.store, tmp_path / "decided")
    for name in ("measurements.csv", "calls.csv", "best-responses.csv"):
        whose = [
            {row["reader"]: (row["evaluator"], row["accepted"], row["accepted_because"]) for row in rows}
            for rows in (table(tmp_path / folder / name) for folder in ("agreed", "open", "decided"))
        ]
        first, second = "RADIOLOGIST 1", "RADIOLOGIST 2"
        assert whose == [
            {READER: (first, "Y", "readers agree"), OTHER_READER: (second, "", "")},
            {READER: (first, "", ""), OTHER_READER: (second, "", "")},
            {READER: (first, "", ""), OTHER_READER: (second, "Y", "adjudicated")},
        ]
    signatures = table(tmp_path / "decided" / "signatures.csv")
    of_reader = [row for row in signatures if row["reader"] == READER]
    assert [(row["timepoint"], row["version"], row["void_reason"]) for row in of_reader] == [
        ("BL", "1", ""),
        ("TP1", "1", "grew"),
        ("TP2", "1", "grew"),
        ("", "1", "another target was meant"),
        ("TP1", "2", ""),
        ("TP2", "2", ""),
        ("", "2", ""),
    ]
    assert {row["printed_name"] for row in of_reader} == {"Dr Li Wei"}
    (decision,) = table(tmp_path / "decided" / "adjudications.csv")
    assert (decision["accepted_reader"], decision["reason"]) == (OTHER_READER, "lesion-boundary")
    assert {row["pictures"] for row in table(tmp_path / "decided" / "timepoints.csv")} == {"pass"}


def test_a_radiologist_is_not_told_which_read_counts(tmp_path: Path) -> None:
    one_reader = "[reading]\nreaders = 1\nadjudicator = false\ntriggers = []\n"
    with trial_with_people(tmp_path) as made:
        made.case.run(SetProtocol("one.toml", one_reader))
        made.read_whole(READER)
        export_csv(made.store, tmp_path / "own")
        made.act(MANAGER)
        export_csv(made.store, tmp_path / "all")
    (own,), (known,) = (table(tmp_path / name / "best-responses.csv") for name in ("own", "all"))
    assert (known["accepted"], known["accepted_because"]) == ("Y", "only read")
    assert (own["reader"], own["accepted"], own["accepted_because"]) == (READER, "", "")


def test_clinical_events_go_out_as_they_come_in(store: TrialStore, tmp_path: Path) -> None:
    data = ClinicalData(
        (
            ClinicalEvent("HN-017", EventKind.ENROLMENT, date(2024, 1, 2)),
            ClinicalEvent("HN-017", EventKind.RT_START, date(2024, 1, 20), "T01"),
            ClinicalEvent(
                "HN-017", EventKind.ADVERSE_EVENT, date(2024, 2, 2), "", "Pain, jaw", 3, True, False
            ),
            ClinicalEvent("HN-017", EventKind.ADVERSE_EVENT, date(2024, 3, 2), "", "Anemia", 1),
        ),
        "events.csv",
        "0" * 64,
        date(2024, 12, 31),
        cutoff_stated=True,
    )
    case = CaseService(store)
    case.run(ImportClinicalEvents(data))
    written = export_csv(store, tmp_path / "out")
    assert [path.name for path in written][-3:-1] == ["clinical-events.csv", "clinical-source.csv"]
    again = read_events(tmp_path / "out" / "clinical-events.csv", cutoff=data.cutoff)
    assert again.events == data.events
    (source,) = table(tmp_path / "out" / "clinical-source.csv")
    assert source == {
        "file_name": "events.csv",
        "sha256": "0" * 64,
        "origin": "events.csv",
        "data_cutoff": "2024-12-31",
        "cutoff_stated": "Y",
    }


def test_a_radiologists_export_has_no_clinical_events(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as made:
        made.act(MANAGER)
        with made.store.reading() as trial:
            (subject,) = trial.subjects()
        made.case.run(
            PutClinicalEvent("e1", ClinicalEvent(subject.code, EventKind.ENROLMENT, date(2024, 1, 2)))
        )
        for name, sees in ((READER, False), (INVESTIGATOR, True)):
            made.act(name)
            export_csv(made.store, tmp_path / name)
            assert (tmp_path / name / "clinical-events.csv").exists() is sees
            assert "ENROLMENT" not in (tmp_path / READER / "audit.csv").read_text(encoding="utf-8")


def test_a_reader_exports_their_own_read_alone(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as made:
        made.read_whole(OTHER_READER)
        made.act(READER)
        made.begin(READER)
        made.draw(READER, 0)
        export_csv(made.store, tmp_path / "out", READER)
        made.act(ADJUDICATOR)
        with pytest.raises(NotAllowed):
            export_csv(made.store, tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        assert OTHER_READER not in path.read_text(encoding="utf-8"), path.name


def completed(store: TrialStore, reader: str) -> str:
    """Uid of the signature of their whole read."""
    with store.reading() as trial:
        standing = trial.evidence.standing(f"read-{reader}")
    return next(one.uid for one in standing if one.meaning is Meaning.READ)
