"""The endpoints of a trial written out: tables, one value of JSON, lines to read."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from measurements.clinical.event import ClinicalEvent, EventKind
from measurements.endpoints.trial import TrialEndpoints, trial_endpoints
from measurements.interchange.endpoint_document import endpoint_document
from measurements.interchange.endpoint_tables import endpoint_tables, write_endpoint_tables
from measurements.interchange.endpoint_text import endpoint_lines
from measurements.protocol.values import Protocol
from measurements.refusal import Refusal
from tests.measurements.endpoints.patients import PROTOCOL, clinical_data, data, on, protocol, visits


def a_trial(by: Protocol = PROTOCOL) -> TrialEndpoints:
    """S1 responds and dies, S2 responds once and is censored, S3 was never scanned."""
    events = [
        *data("DEATH 300, RT_START 20 NT01", "S1").events,
        *data("LAST_CONTACT 120", "S2").events,
        *data("LAST_CONTACT 40", "S3").events,
        ClinicalEvent("S1", EventKind.ADVERSE_EVENT, on(5), "", "Pain", 3, True, True),
        ClinicalEvent("S2", EventKind.ADVERSE_EVENT, on(5), "", "Pain", 1, None, False),
        ClinicalEvent("S2", EventKind.ADVERSE_EVENT, on(6), "", "Anemia", 2, False, None),
    ]
    reads = {"S1": visits("56 PR, 112 PR, 168 PD"), "S2": visits("56 PR, 112 DRIFT", "S2")}
    return trial_endpoints(reads, clinical_data(events, on(400)), by, "reader anna")


def table(name: str, by: Protocol = PROTOCOL) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(endpoint_tables(a_trial(by))[name])))


def columns(rows: list[dict[str, str]], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def test_every_row_says_by_which_read_cut_off_and_protocol() -> None:
    for name in endpoint_tables(a_trial()):
        rows = table(name)
        assert rows, name
        for row in rows:
            assert (row["read"], row["data_cutoff"], row["subset"]) == ("reader anna", "2026-02-13", "all")
            assert row["protocol"] == PROTOCOL.identity


def test_the_endpoints() -> None:
    rows = columns(
        table("endpoints.csv"), "endpoint", "basis", "branch", "patients", "count", "estimate", "unit"
    )
    assert rows == [
        ("ORR", "confirmed", "", "3", "1", "0.333333", "fraction"),
        ("ORR", "confirmed", "SBRT+LDRT", "2", "1", "0.5", "fraction"),
        ("ORR", "confirmed", "not read", "1", "0", "0", "fraction"),
        ("DCR", "confirmed", "", "3", "2", "0.666667", "fraction"),
        ("DOR", "confirmed", "", "1", "1", "112", "days, median"),
        ("TTR", "confirmed", "", "1", "1", "63", "days, least to greatest"),
        ("ORR", "unconfirmed", "", "3", "2", "0.666667", "fraction"),
        ("ORR", "unconfirmed", "SBRT+LDRT", "2", "2", "1", "fraction"),
        ("ORR", "unconfirmed", "not read", "1", "0", "0", "fraction"),
        ("DCR", "unconfirmed", "", "3", "2", "0.666667", "fraction"),
        ("DOR", "unconfirmed", "", "2", "1", "112", "days, median"),
        ("TTR", "unconfirmed", "", "2", "2", "63", "days, least to greatest"),
        ("PFS", "", "", "3", "1", "175", "days, median"),
        ("OS", "", "", "3", "1", "307", "days, median"),
    ]
    first = table("endpoints.csv")[0]
    assert (first["lower"], first["upper"]) == ("0.00840376", "0.905701")


def test_which_response_the_protocol_asks_for() -> None:
    for asked, confirmed, unconfirmed in (
        ("both", "Y", "Y"),
        ("required", "Y", "N"),
        ("not-required", "N", "Y"),
    ):
        rows = table("endpoints.csv", protocol(confirmation=asked))
        found = {row["basis"]: row["of_protocol"] for row in rows}
        assert found == {"confirmed": confirmed, "unconfirmed": unconfirmed, "": "Y"}


def test_the_patients() -> None:
    first, second, third = table("endpoint-subjects.csv")
    assert (first["branch"], first["best"], first["confirmed_best"], first["best_pct"]) == (
        *("SBRT+LDRT", "PR", "PR", "-34"),
    )
    assert (first["enrolled"], first["treatment_start"]) == ("2025-01-02", "2025-01-09")
    assert columns(
        [first, second, third], "confirmed_days_to_response", "confirmed_response_days", "response_ended"
    ) == [("63", "112", "Y"), ("", "", "N"), ("", "", "")]
    assert columns([first, second, third], "pfs_days", "pfs_event", "pfs_reason", "pfs_date") == [
        ("175", "Y", "PROGRESSION", "2025-06-26"),
        ("119", "N", "LAST_ADEQUATE_VISIT", "2025-05-01"),
        ("0", "N", "NO_ADEQUATE_VISIT", "2025-01-02"),
    ]
    assert columns([first, second, third], "os_days", "os_event", "os_why") == [
        ("307", "Y", "Death on 2025-11-05."),
        ("127", "N", "Censored: alive on 2025-05-09."),
        ("47", "N", "Censored: alive on 2025-02-18."),
    ]
    assert (third["branch"], third["best"], third["best_pct"]) == ("not read", "MISSING", "")


def test_the_curves_have_a_row_for_each_day_on_which_something_happened() -> None:
    rows = [row for row in table("curves.csv") if (row["curve"], row["basis"]) == ("OS", "")]
    assert columns(rows, "day", "at_risk", "events", "censored", "survival", "lower") == [
        ("47", "3", "0", "1", "1", ""),
        ("127", "2", "0", "1", "1", ""),
        ("307", "1", "1", "0", "0", ""),
    ]


def test_classes_are_marked_exploratory() -> None:
    for name in ("classes.csv", "class-changes.csv"):
        assert {row["status"] for row in table(name)} == {"exploratory"}
    rows = columns(table("classes.csv"), "rt", "by", "responded", "of", "fraction", "median_best_pct")
    assert rows[:3] == [
        ("SBRT", "patient", "2", "2", "1", "-34"),
        ("SBRT", "lesion", "2", "2", "1", "-34"),
        ("LDRT", "patient", "0", "0", "", ""),
    ]
    changes = columns(table("class-changes.csv"), "subject", "lesion", "best_pct", "best", "best_nontarget")
    assert changes == [
        ("S1", "", "-34", "PR", "NON-CR/NON-PD"),
        ("S2", "", "-34", "PR", "NON-CR/NON-PD"),
        ("S1", "T01", "-34", "PR", ""),
        ("S2", "T01", "-34", "PR", ""),
    ]


def test_adverse_events() -> None:
    rows = table("adverse-events.csv")
    assert columns(rows, "term", "any", "grade_3_up", "related_any", "unrelated_any", "unstated_any") == [
        ("ANY TERM", "2", "1", "1", "1", "1"),
        ("Pain", "2", "1", "1", "1", "0"),
        ("Anemia", "1", "0", "0", "0", "1"),
    ]
    assert columns(rows, "worst_1", "worst_2", "worst_3", "serious", "of") == [
        ("0", "1", "1", "1", "3"),
        ("1", "0", "1", "1", "3"),
        ("0", "1", "0", "0", "3"),
    ]


def test_what_the_figures_show() -> None:
    assert columns(table("waterfall.csv"), "subject", "best_pct", "best", "confirmed_best") == [
        ("S1", "-34", "PR", "PR"),
        ("S2", "-34", "PR", "SD"),
    ]
    legs = columns(table("spider.csv"), "subject", "day", "pct", "response")
    assert legs[:3] == [("S1", "-7", "0", ""), ("S1", "56", "-34", "PR"), ("S1", "112", "-34", "PR")]
    assert legs[3:] == [
        ("S1", "168", "40", "PD"),
        ("S2", "-7", "0", ""),
        ("S2", "56", "-34", "PR"),
        ("S2", "112", "-28", "SD"),
    ]
    classes = columns(table("class-spiders.csv"), "status", "subject", "rt", "day", "pct", "response")
    assert classes[1] == ("exploratory", "S1", "SBRT", "56", "-34", "PR")
    marks = columns(table("swimmer.csv"), "subject", "days", "alive", "mark", "mark_day")
    assert marks[0] == ("S1", "307", "N", "TREATMENT_START", "7")
    assert marks[-1] == ("S3", "47", "Y", "TREATMENT_START", "7")
    figures = endpoint_document(a_trial())["figures"]
    assert figures["waterfall"][1]["confirmed_best"] == "SD"
    assert figures["spider"][1]["visits"][2] == {"day": 112, "pct": "-28", "response": "SD"}
    assert figures["swimmer"][0]["marks"][-1] == {"day": 307, "what": "DEATH"}


def test_a_lane_without_a_mark_has_a_row_all_the_same() -> None:
    untreated = trial_endpoints({}, data("LAST_CONTACT 30", treated=False), PROTOCOL, "reader A")
    (row,) = csv.DictReader(io.StringIO(endpoint_tables(untreated)["swimmer.csv"]))
    assert (row["subject"], row["days"], row["mark"], row["mark_day"]) == ("S1", "37", "", "")


def test_the_tables_are_written_into_a_folder_or_refused(tmp_path: Path) -> None:
    found = a_trial()
    folder = tmp_path / "new" / "tables"
    paths = write_endpoint_tables(found, folder)
    assert {path.name: path.read_text(encoding="utf-8") for path in paths} == endpoint_tables(found)
    assert sorted(folder.iterdir()) == sorted(paths)
    (tmp_path / "file").touch()
    with pytest.raises(Refusal, match=r"file.*cannot be made"):
        write_endpoint_tables(found, tmp_path / "file" / "tables")


def test_the_document_says_the_same() -> None:
    document: dict[str, Any] = json.loads(json.dumps(endpoint_document(a_trial()), allow_nan=False))
    assert document["events"] == {"file": "events.csv", "sha256": "0" * 64, "origin": "events.csv"}
    assert document["data_cutoff"] == {"date": "2026-02-13", "stated": True}
    assert (document["enrolled"], document["assessed"], document["days_from"]) == (3, 2, "enrolment")
    assert document["unread"] == 1
    assert document["confirmed"]["orr"]["count"] == 1
    assert document["confirmed"]["orr_by_branch"]["not read"]["of"] == 1
    assert document["unconfirmed"]["ttr"] == {"patients": 2, "median": 63, "least": 63, "greatest": 63}
    assert document["os"]["median"] == {"days": 307, "lower": None, "upper": None}
    assert document["os"]["at_risk"][:3] == [
        {"day": 0, "patients": 3},
        {"day": 91, "patients": 2},
        {"day": 182, "patients": 1},
    ]
    assert document["os"]["censored"] == [{"day": 47, "patients": 1}, {"day": 127, "patients": 1}]
    first, _, third = document["subjects"]
    assert first["confirmed_response"]["duration"]["days"] == 112
    assert first["pfs"]["why"] == "Progression on 2025-06-26, at visit 4."
    assert (third["branch"], third["response"], third["best_pct"]) == (None, None, None)
    assert document["classes"]["status"] == "exploratory"
    assert document["classes"]["by_lesion"][0]["best_pct"] == "-34"
    assert document["adverse_events"]["rows"][0]["related"] == {
        "any": 1,
        "grade_3_up": 1,
        "by_worst_grade": [0, 0, 1, 0, 0],
    }


def test_the_lines_to_read() -> None:
    lines = [*endpoint_lines(a_trial())]
    assert lines[:2] == [
        f"Read: reader anna. Protocol {PROTOCOL.identity}.",
        "Clinical events: events.csv. Data cut-off 2026-02-13.",
    ]
    assert lines[3] == (
        "1 of 3 patients without a read that counts; rates take them for patients without response."
    )
    assert "  Objective response rate   1 of 3, 33.3 % (0.8 % to 90.6 %)" in lines
    assert "    of them by no read          0 of 1, 0.0 % (0.0 % to 97.5 %)" in lines
    assert "  Time to response          median 63 days, 63 to 63, responders: 1" in lines
    assert "Overall survival; patients: 3, events: 1" in lines
    assert "  median 307 days (10.1 months) (not reached to not reached)" in lines
    assert "  at risk       3     2     1     1     0     0     0     0     0" in lines
    assert any(line.startswith("Radiation classes, exploratory") for line in lines)
    (patient,) = (line for line in lines if line.startswith("  S2"))
    assert patient.split() == [
        *("S2", "SBRT+LDRT", "PR", "SD", "PFS", "119+", "LAST_ADEQUATE_VISIT"),
        *("OS", "127+", "LAST_KNOWN_ALIVE"),
    ]


def test_lines_of_a_trial_without_responders_or_a_stated_cut_off() -> None:
    unstated = replace(data("LAST_CONTACT 90"), cutoff_stated=False)
    found = trial_endpoints({"S1": visits("56 SD")}, unstated, protocol(confirmation="required"), "reader A")
    lines = [*endpoint_lines(found)]
    assert "Clinical events: events.csv. No cut-off given; last date 2030-07-02." in lines
    assert not any("without a read that counts" in one for one in lines)
    assert "Response, unconfirmed (not the protocol's)" in lines
    assert "  Time to response          nobody responded" in lines
    assert "Duration of response, confirmed; patients: 0, events: 0" in lines
    assert "  LDRT  patients  nobody" in lines
