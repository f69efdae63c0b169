"""`main.py clinical import` and `main.py endpoints` on a trial: what they print, write and refuse."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from app.command_line import REFUSED, main
from measurements.case.commands import AddLesion, BeginRead, PutMeasurement, SetTreatmentStart
from measurements.case.service import CaseService
from measurements.clinical.event import EventKind
from measurements.storage.store import create_trial, open_trial
from measurements.trial import Read
from tests.accounts import INVESTIGATOR, MANAGER, PASSWORD, READER, give_accounts
from tests.measurements.samples import begun_read, lesion, measured

EVENTS = """\
subject,event,date,lesion,term,grade,serious,related
HN-017,ENROLMENT,2024-01-02,,,,,
HN-017,TREATMENT_START,2024-01-12,,,,,
HN-017,RT_START,2024-01-15,T01,,,,
HN-017,AE,2024-02-01,,dry mouth,2,N,Y
HN-017,DEATH,2024-08-01,,,,,
"""
STARTED = date(2024, 1, 12)


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    """24.3 mm, PR at the first follow-up, PD at the second, read by R1."""
    with create_trial(tmp_path / "trial") as store:
        case = CaseService(store)
        read, timepoints = begun_read(store, case, tmp_path)
        target = lesion(read, timepoints[0])
        case.run(AddLesion(target))
        for at, long_mm in enumerate((24.3, 15.0, 24.3)):
            case.run(PutMeasurement(measured(target, timepoints[at], at, long_mm, 9.0)))
        case.run(SetTreatmentStart(read.subject_uid, STARTED))
        return store.path


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, encoding="utf-8")
    return path


def brought_in(trial: Path, events: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clinical", "import", str(events), "--trial", str(trial)]) == 0
    capsys.readouterr()


def test_events_are_brought_in_and_told(
    trial: Path, events: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clinical", "import", str(events), "--trial", str(trial)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "events.csv: events: 5, patients: 1",
        "No cut-off given: the last date of the file, 2024-08-01, stands for it.",
    ]
    arguments = ["clinical", "import", str(events), "--trial", str(trial), "--cutoff", "2024-12-31"]
    assert main([*arguments, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["events"], said["patients"]) == (5, 1)
    assert said["data_cutoff"] == {"date": "2024-12-31", "stated": True}
    with open_trial(trial, writing=False) as store, store.reading() as found:
        kept = found.clinical_data()
    assert kept is not None
    assert [event.kind for event in kept.events] == [
        EventKind.ENROLMENT,
        EventKind.TREATMENT_START,
        EventKind.RT_START,
        EventKind.ADVERSE_EVENT,
        EventKind.DEATH,
    ]
    assert (kept.cutoff_stated, kept.source_sha256) == (True, said["sha256"])


def test_an_import_says_how_much_of_the_former_one_it_took_away(
    trial: Path, events: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brought_in(trial, events, capsys)
    kept = EVENTS.splitlines()[:3]
    events.write_text("\n".join([*kept, "HN-017,LAST_CONTACT,2024-07-01,,,,,"]), encoding="utf-8")
    arguments = ["clinical", "import", str(events), "--trial", str(trial)]
    assert main(arguments) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1] == "In the place of events.csv: events taken away: 3, new: 1."
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["taken_away"] == 0


def test_a_bad_file_is_refused_with_a_line_for_each_row_and_nothing_is_written(
    trial: Path, events: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = EVENTS.replace(",2,N,Y", ",6,N,Y").replace("HN-017,RT", "HN-071,RT")
    events.write_text(text, encoding="utf-8")
    before = trial.read_bytes()
    assert main(["clinical", "import", str(events), "--trial", str(trial)]) == REFUSED
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(": ")[1] for line in said.err.splitlines()] == [
        "events.csv, row 4",
        "events.csv, row 5",
    ]
    assert "HN-071" in said.err
    assert "grade is '6'" in said.err
    assert trial.read_bytes() == before


def test_terms_come_from_a_list_where_one_is_named(
    trial: Path, events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("term\nDry mouth\n", encoding="utf-8")
    arguments = ["clinical", "import", str(events), "--trial", str(trial), "--terms", str(terms)]
    assert main(arguments) == 0
    with open_trial(trial, writing=False) as store, store.reading() as found:
        assert {event.term for event in found.clinical_events().values()} == {"", "Dry mouth"}
    terms.write_text("term\nPain\n", encoding="utf-8")
    assert main(arguments) == REFUSED
    assert "the list of terms has no 'dry mouth'" in capsys.readouterr().err


def test_a_trial_keeps_a_list_of_terms_and_checks_every_import_against_it(
    trial: Path, events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = tmp_path / "ctcae.csv"
    terms.write_text("code,term\n1,Dry mouth\n2,Pain\n", encoding="utf-8")
    keeping = ["clinical", "terms", str(terms), "--trial", str(trial)]
    assert main(keeping) == 0
    assert capsys.readouterr().out == "ctcae.csv: terms: 2\n"
    importing = ["clinical", "import", str(events), "--trial", str(trial)]
    events.write_text(EVENTS.replace("dry mouth", "dry mouht"), encoding="utf-8")
    assert main(importing) == REFUSED
    said = capsys.readouterr().err
    assert "events.csv, row 5: subject HN-017, AE: the list of terms has no 'dry mouht' (did you mean" in said
    events.write_text(EVENTS, encoding="utf-8")
    assert main(importing) == 0
    assert main(["export", "csv", "--trial", str(trial), "--out", str(tmp_path / "out")]) == 0
    exported = tmp_path / "out" / "clinical-terms.csv"
    assert exported.read_text(encoding="utf-8").splitlines()[1].startswith("Dry mouth,ctcae.csv,")
    assert ",Dry mouth," in (tmp_path / "out" / "clinical-events.csv").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["clinical", "terms", str(exported), "--trial", str(trial), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["terms"] == 2
    terms.write_text("term\nPain\n", encoding="utf-8")
    assert main(keeping) == REFUSED
    assert "lacks terms that adverse events of the trial have (Dry mouth)" in capsys.readouterr().err
    assert main([*keeping, "--over-corrections"]) == REFUSED
    assert "leave them out" in capsys.readouterr().err


def test_a_cut_off_that_is_no_date_is_wrong_usage(
    trial: Path, events: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["clinical", "import", str(events), "--trial", str(trial), "--cutoff", "31.12.2024"])
    assert ended.value.code == 2
    assert "'31.12.2024' is not written as 2025-03-14" in capsys.readouterr().err


def test_endpoints_as_lines_as_json_and_as_tables(
    trial: Path, events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brought_in(trial, events, capsys)
    assert main(["endpoints", "--trial", str(trial)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Read: reader R1. Protocol LDRT-SBRT-HNSCC 1.0 (")
    assert "  Objective response rate   1 of 1, 100.0 % (2.5 % to 100.0 %)" in lines
    assert main(["endpoints", "--trial", str(trial), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["subjects"][0]["pfs"]["why"] == "Progression on 2024-05-03, at visit 2."
    assert document["adverse_events"]["rows"][1]["term"] == "dry mouth"
    folder = tmp_path / "tables"
    assert main(["endpoints", "--trial", str(trial), "--csv", str(folder)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told == [str(path) for path in map(Path, told)]
    with (folder / "endpoint-subjects.csv").open(encoding="utf-8", newline="") as file:
        (subject,) = csv.DictReader(file)
    assert (subject["os_days"], subject["pfs_reason"]) == ("212", "PROGRESSION")


def test_missing_dates_are_named_and_no_table_is_written(
    trial: Path, events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events.write_text(EVENTS.replace("HN-017,ENROLMENT,2024-01-02,,,,,\n", ""), encoding="utf-8")
    brought_in(trial, events, capsys)
    folder = tmp_path / "tables"
    assert main(["endpoints", "--trial", str(trial), "--csv", str(folder)]) == REFUSED
    assert "Subject HN-017: there is no date of enrolment" in capsys.readouterr().err
    assert not folder.exists()


def test_without_events_and_on_an_empty_trial_there_is_a_sentence(
    trial: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    create_trial(tmp_path / "empty").close()
    for path in (trial, tmp_path / "empty.longaxis"):
        assert main(["endpoints", "--trial", str(path), "--json"]) == REFUSED
        said = capsys.readouterr()
        assert said.out == ""
        assert "no clinical events yet" in said.err


def test_whose_reads_count_is_chosen(trial: Path, events: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brought_in(trial, events, capsys)
    with open_trial(trial, writing=True) as store:
        with store.reading() as found:
            (subject,) = found.subjects()
        CaseService(store).run(BeginRead(Read("read-2", subject.uid, "R2")))
    assert main(["endpoints", "--trial", str(trial)]) == REFUSED
    assert "say with --reader whose reads count (R1, R2)" in capsys.readouterr().err
    assert main(["endpoints", "--trial", str(trial), "--reader", "R2", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["read"], document["subjects"][0]["best"]) == ("reader R2", "MISSING")
    assert main(["endpoints", "--trial", str(trial), "--reads", "accepted", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["read"] == "accepted of the readers"


def test_in_a_trial_with_accounts_roles_decide(
    trial: Path, events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_trial(trial, writing=True) as store:
        give_accounts(store, CaseService(store))
    password = tmp_path / "password"
    password.write_text(PASSWORD, encoding="utf-8")

    def acting(name: str) -> list[str]:
        return ["--as", name, "--password-file", str(password)]

    importing = ["clinical", "import", str(events), "--trial", str(trial)]
    asking = ["endpoints", "--trial", str(trial), "--json"]
    assert main([*importing, *acting(INVESTIGATOR)]) == REFUSED
    assert main([*importing, *acting(MANAGER)]) == 0
    assert main([*asking, *acting(READER)]) == REFUSED
    assert "sign in as data-manager or investigator" in capsys.readouterr().err
    assert main([*asking, *acting(INVESTIGATOR)]) == 0
    assert json.loads(capsys.readouterr().out)["read"] == "investigator"
