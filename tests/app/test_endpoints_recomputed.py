"""The tables of `main.py endpoints` of a stored trial of 52, recomputed from what `main.py export` writes.

The recomputing has the lesion table, the events and nothing else; see `second_endpoints`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from lifelines import KaplanMeierFitter

from app.command_line import main
from measurements.endpoints.trial import trial_endpoints
from measurements.interchange.endpoint_tables import endpoint_tables
from measurements.storage.store import create_trial
from tests.measurements.endpoints.patients import PROTOCOL, data
from tests.measurements.endpoints.second_endpoints import (
    Second,
    clopper_pearson,
    dictionaries,
    second_adverse_events,
    second_endpoints,
)
from tests.measurements.endpoints.simulated_trial import simulate
from tests.measurements.endpoints.stored_simulation import READER, store_simulation

Row = dict[str, str]
Time = tuple[int, bool]

RESPONSES = ("CR", "PR")
CONTROLS = ("CR", "PR", "SD", "NON-CR/NON-PD")
CUTOFF = "2026-12-31"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Holds lesions.csv, clinical-events.csv and all tables of the endpoints."""
    made = tmp_path_factory.mktemp("recomputed")
    lesions, events = simulate(made, seed=20)
    with create_trial(made / "trial") as store:
        store_simulation(store, lesions, events)
        trial = str(store.path)
    out = made / "out"
    assert main(["clinical", "import", str(events), "--trial", trial, "--cutoff", CUTOFF]) == 0
    assert main(["export", "csv", "--trial", trial, "--out", str(out)]) == 0
    assert main(["endpoints", "--trial", trial, "--reader", READER, "--csv", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def second(folder: Path) -> dict[str, Second]:
    return second_endpoints(folder / "lesions.csv", folder / "clinical-events.csv")


def number(cell: str) -> float | None:
    return float(cell) if cell else None


def numbers(row: Row, *names: str) -> list[float | None]:
    return [number(row[name]) for name in names]


def close(theirs: Iterable[float | None]) -> list[Any]:
    """Tables hold six figures."""
    return [None if one is None else pytest.approx(one, rel=5.01e-6, abs=1e-9) for one in theirs]


def percent(theirs: float | None) -> Any:
    """Percentages have four decimals."""
    return None if theirs is None else pytest.approx(theirs, abs=5.01e-5)


def rate(best: Sequence[str], counted: Sequence[str]) -> list[float | None]:
    hits, of = sum(one in counted for one in best), len(best)
    return [of, hits, hits / of, *clopper_pearson(hits, of)] if of else [0, 0, None, None, None]


class Curve:
    """Kaplan and Meier in whole numbers, its band lifelines'."""

    def __init__(self, times: Sequence[Time]) -> None:
        self.times = times
        survival = Fraction(1)
        self.steps: dict[int, Fraction] = {}
        for day in sorted({day for day, event in times if event}):
            survival *= 1 - Fraction(times.count((day, True)), sum(one >= day for one, _ in times))
            self.steps[day] = survival
        fitted: Any = KaplanMeierFitter().fit([day for day, _ in times], [event for _, event in times])
        self.bands = {
            day: tuple(fitted.confidence_interval_.loc[day])
            for day, height in self.steps.items()
            if height > 0
        }

    def summary(self) -> list[float | None]:
        half = Fraction(1, 2)
        return [
            len(self.times),
            sum(event for _, event in self.times),
            next((day for day, height in self.steps.items() if height <= half), None),
            *(next((day for day, band in self.bands.items() if band[at] <= 0.5), None) for at in (0, 1)),
        ]

    def rows(self) -> list[list[float | None]]:
        """As in curves.csv, from `day` on."""
        found = []
        for day in sorted({day for day, _ in self.times}):
            height = float(
                next((self.steps[one] for one in sorted(self.steps, reverse=True) if one <= day), 1)
            )
            counts = (self.times.count((day, True)), self.times.count((day, False)))
            at_risk = sum(one >= day for one, _ in self.times)
            found.append([day, at_risk, *counts, height, *self.bands.get(day, (None, None))])
        return found


def curves(second: dict[str, Second]) -> dict[tuple[str, str], Curve]:
    """By name and basis, as in curves.csv."""
    everyone = [*second.values()]
    times = {
        ("PFS", ""): [one.pfs for one in everyone],
        ("OS", ""): [one.survival for one in everyone],
        ("DOR", "confirmed"): [one.confirmed_duration for one in everyone if one.confirmed_duration],
        ("DOR", "unconfirmed"): [one.duration for one in everyone if one.duration],
    }
    for branch in ("SBRT+LDRT", "SBRT+LDRT+NONE"):
        among = [one for one in everyone if one.branch == branch]
        times["PFS", branch] = [one.pfs for one in among]
        times["OS", branch] = [one.survival for one in among]
    return {key: Curve(some) for key, some in times.items()}


def test_there_is_something_to_recompute(second: dict[str, Second]) -> None:
    assert len(second) == 52
    branches = Counter(one.branch for one in second.values())
    assert min(branches[one] for one in ("SBRT+LDRT", "SBRT+LDRT+NONE", None)) >= 1
    assert sum(one.confirmed_duration is not None for one in second.values()) >= 5
    assert {one.best for one in second.values()} >= {"CR", "PR", "SD", "PD", "MISSING"}
    assert len({one.best != one.confirmed_best for one in second.values()}) == 2


def test_rates_medians_and_their_intervals(folder: Path, second: dict[str, Second]) -> None:
    expected: dict[tuple[str, str, str], list[float | None]] = {}
    everyone = [*second.values()]
    for basis in ("confirmed", "unconfirmed"):
        sure = basis == "confirmed"
        best = {code: one.confirmed_best if sure else one.best for code, one in second.items()}
        expected["ORR", basis, ""] = rate([*best.values()], RESPONSES)
        for branch in {one.branch for one in everyone}:
            among = [best[code] for code, one in second.items() if one.branch == branch]
            expected["ORR", basis, branch or "not read"] = rate(among, RESPONSES)
        expected["DCR", basis, ""] = rate([*best.values()], CONTROLS)
        first = [one.confirmed_response if sure else one.response for one in everyone]
        waited = [one for one in first if one is not None]
        expected["TTR", basis, ""] = [len(waited), len(waited), median(waited), min(waited), max(waited)]
    for (name, basis), curve in curves(second).items():
        if basis in ("", "confirmed", "unconfirmed"):
            expected[name, basis, ""] = curve.summary()
    found = {
        (row["endpoint"], row["basis"], row["branch"]): numbers(
            row, "patients", "count", "estimate", "lower", "upper"
        )
        for row in dictionaries(folder / "endpoints.csv")
    }
    assert found.keys() == expected.keys()
    for key, theirs in expected.items():
        assert found[key] == close(theirs), key


def test_every_patient(folder: Path, second: dict[str, Second]) -> None:
    rows = {row["subject"]: row for row in dictionaries(folder / "endpoint-subjects.csv")}
    assert rows.keys() == second.keys()
    for code, theirs in second.items():
        row = rows[code]
        said = (row["branch"], row["best"], row["confirmed_best"])
        assert said == (theirs.branch or "not read", theirs.best, theirs.confirmed_best), code
        assert number(row["best_pct"]) == percent(theirs.best_pct), code
        enrolled = date.fromisoformat(row["enrolled"])
        for prefix, day, lasting in (
            ("", theirs.response, theirs.duration),
            ("confirmed_", theirs.confirmed_response, theirs.confirmed_duration),
        ):
            on = "" if day is None else f"{enrolled + timedelta(days=day)}"
            assert (row[f"{prefix}response_date"], number(row[f"{prefix}days_to_response"])) == (on, day), (
                code
            )
            told = (number(row[f"{prefix}response_days"]), row[f"{prefix}response_ended"])
            assert told == ((None, "") if lasting is None else (lasting[0], "NY"[lasting[1]])), code
        for prefix, time in (("pfs", theirs.pfs), ("os", theirs.survival)):
            told = (number(row[f"{prefix}_days"]), row[f"{prefix}_event"])
            assert told == (time[0], "NY"[time[1]]), code
            assert row[f"{prefix}_date"] == f"{enrolled + timedelta(days=time[0])}", code
            assert (row[f"{prefix}_reason"] in ("PROGRESSION", "DEATH")) == time[1], code


def test_every_day_of_every_curve(folder: Path, second: dict[str, Second]) -> None:
    found: defaultdict[tuple[str, str], list[list[float | None]]] = defaultdict(list)
    for row in dictionaries(folder / "curves.csv"):
        cells = numbers(row, "day", "at_risk", "events", "censored", "survival", "lower", "upper")
        found[row["curve"], row["basis"]].append(cells)
    expected = {key: curve.rows() for key, curve in curves(second).items()}
    assert found.keys() == expected.keys()
    for key, theirs in expected.items():
        assert found[key] == [close(row) for row in theirs], key


def test_classes_by_patient_and_by_lesion(folder: Path, second: dict[str, Second]) -> None:
    patients = {
        (code, "", tag): (best, one.class_pct[tag])
        for code, one in second.items()
        for tag, best in one.class_best.items()
    }
    lesions = {
        (code, name, tag): (best, one.lesion_pct[name])
        for code, one in second.items()
        for name, (tag, best) in one.lesion_best.items()
    }
    found = {
        (row["subject"], row["lesion"], row["rt"]): (row["best"], number(row["best_pct"]))
        for row in dictionaries(folder / "class-changes.csv")
        if row["targets"] != "0"
    }
    expected = patients | lesions
    assert found.keys() == expected.keys()
    for key, (best, pct) in expected.items():
        assert found[key] == (best, percent(pct)), key
    for row in dictionaries(folder / "classes.csv"):
        some = patients if row["by"] == "patient" else lesions
        among = [said for (_, _, tag), said in some.items() if tag == row["rt"]]
        changes = [pct for _, pct in among if pct is not None]
        of, hits, *rest = rate([best for best, _ in among], RESPONSES)
        names = ("responded", "of", "fraction", "lower", "upper")
        assert numbers(row, *names) == close([hits, of, *rest]), row["rt"]
        assert number(row["median_best_pct"]) == percent(median(changes)), row["rt"]


def test_adverse_events_by_worst_grade(folder: Path) -> None:
    second = second_adverse_events(folder / "clinical-events.csv")
    rows = {row["term"].replace("ANY TERM", ""): row for row in dictionaries(folder / "adverse-events.csv")}
    assert rows.keys() == second.keys()
    for term, theirs in second.items():
        for prefix, kind in (
            ("", "all"),
            ("related_", "related"),
            ("unrelated_", "unrelated"),
            ("unstated_", "unstated"),
        ):
            worst = theirs[kind]
            told = [int(rows[term][f"{prefix}worst_{grade}"]) for grade in range(1, 6)]
            assert told == [*worst], (term, kind)
            counted = (int(rows[term][f"{prefix}any"]), int(rows[term][f"{prefix}grade_3_up"]))
            assert counted == (sum(worst), sum(worst[2:])), (term, kind)
        assert int(rows[term]["serious"]) == sum(theirs["serious"]), term
        assert rows[term]["of"] == "52"


def test_bars_and_lanes(folder: Path, second: dict[str, Second]) -> None:
    bars = dictionaries(folder / "waterfall.csv")
    read = {code: one for code, one in second.items() if one.branch is not None}
    assert {row["subject"] for row in bars} == read.keys()
    for row in bars:
        theirs = read[row["subject"]]
        assert (row["best"], row["confirmed_best"]) == (theirs.best, theirs.confirmed_best)
        assert number(row["best_pct"]) == percent(theirs.best_pct)
    heights = [number(row["best_pct"]) for row in bars if row["best_pct"]]
    assert heights == sorted(heights, key=lambda height: -(height or 0))
    lanes: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in dictionaries(folder / "swimmer.csv"):
        lanes[row["subject"]].add((row["mark"], row["mark_day"]))
    marked = {"TREATMENT_START", "RT_START", "RT_END", "NEW_THERAPY", "DEATH"}
    expected = {code: {(call, f"{day}") for day, call in one.calls} for code, one in second.items()}
    events = dictionaries(folder / "clinical-events.csv")
    enrolled = {row["subject"]: row["date"] for row in events if row["event"] == "ENROLMENT"}
    for event in events:
        if event["event"] in marked:
            since = date.fromisoformat(event["date"]) - date.fromisoformat(enrolled[event["subject"]])
            expected[event["subject"]].add((event["event"], f"{since.days}"))
    assert lanes == expected


def test_every_table_says_whose_read_it_rests_on(folder: Path) -> None:
    for name in endpoint_tables(trial_endpoints({}, data("LAST_CONTACT 30"), PROTOCOL, "")):
        rows = dictionaries(folder / name)
        assert {(row["read"], row["data_cutoff"]) for row in rows} == {(f"reader {READER}", CUTOFF)}, name
