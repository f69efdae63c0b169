"""The audit cannot be changed through the database, and shows it when it was changed around it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from measurements.case.commands import AddLesion, EditLesion, InOneStep, PutMeasurement
from measurements.case.enrol import enrol
from measurements.case.service import CaseService
from measurements.storage.audit import AuditEntry, broken_links, set_back_clocks
from measurements.storage.program import PROGRAM_VERSION
from measurements.storage.store import create_trial
from tests.measurements.samples import begun_read, lesion, measured, series


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A trial with a dozen entries, closed."""
    with create_trial(tmp_path / "trial") as store:
        case = CaseService(store, who="R1")
        read, timepoints = begun_read(store, case, tmp_path)
        target = lesion(read, timepoints[0])
        case.run(InOneStep((AddLesion(target), PutMeasurement(measured(target, timepoints[0], 0)))))
        case.run(EditLesion(replace(target, site="Zunge 舌")), reason="site was wrong")
        return store.path


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(path)
    yield opened
    opened.close()


def entries(connection: sqlite3.Connection) -> list[AuditEntry]:
    columns = ", ".join(AuditEntry.__slots__)
    found = connection.execute(f"SELECT {columns} FROM audit_entry ORDER BY sequence").fetchall()
    return [AuditEntry(*row) for row in found]


def trial_uid(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT uid FROM trial").fetchone()[0])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET who = 'somebody else' WHERE sequence = 2",
        "DELETE FROM audit_entry WHERE sequence = (SELECT max(sequence) FROM audit_entry)",
        "DELETE FROM audit_entry",
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE sequence = 1",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(
    connection: sqlite3.Connection, statement: str
) -> None:
    before = entries(connection)
    with pytest.raises(sqlite3.IntegrityError, match="audit entries are never"):
        connection.execute(statement)
    assert entries(connection) == before


def test_an_untouched_chain_has_no_broken_link(connection: sqlite3.Connection) -> None:
    found = entries(connection)
    assert [entry.sequence for entry in found] == list(range(1, len(found) + 1))
    assert list(broken_links(found, trial_uid(connection))) == []
    assert {entry.program_version for entry in found} == {PROGRAM_VERSION}
    assert found[-1].reason == "site was wrong"
    assert found[-1].when_utc.endswith("+00:00")


@pytest.mark.parametrize(
    "column", [name for name in AuditEntry.__slots__ if name not in ("sequence", "hash")]
)
def test_any_changed_content_is_found(connection: sqlite3.Connection, column: str) -> None:
    found = entries(connection)
    changed = 480 if column == "utc_offset_minutes" else "another"
    found[2] = replace(found[2], **{column: changed})
    told = list(broken_links(found, trial_uid(connection)))
    assert any("entry 3 was changed" in sentence for sentence in told)


def test_a_forged_entry_breaks_the_link_after_it(connection: sqlite3.Connection) -> None:
    found = entries(connection)
    forged = replace(found[2], who="somebody else")
    found[2] = replace(forged, hash=forged.content_hash())
    assert list(broken_links(found, trial_uid(connection))) == [
        "Audit entry 4 does not follow the entry before it."
    ]


def test_a_missing_entry_and_another_trials_chain_are_found(connection: sqlite3.Connection) -> None:
    found = entries(connection)
    assert list(broken_links(found[:3] + found[4:], trial_uid(connection))) == [
        "Audit entry 4 is missing: the next one found is 5."
    ]
    assert list(broken_links(found, "another trial")) == [
        "Audit entry 1 does not follow the entry before it."
    ]


def test_an_import_is_audited_and_a_second_one_adds_nothing(tmp_path: Path) -> None:
    with create_trial(tmp_path / "trial") as store:
        enrol(store, [series()], who="data manager")
        enrol(store, [series()], who="data manager")
        with store.reading() as trial:
            told = [(entry.action, entry.table_name, entry.who) for entry in trial.audit()][1:]
    assert told == [
        ("Import", table, "data manager") for table in ("subject", "timepoint", "study", "series")
    ]


def test_a_clock_that_was_set_back_is_named_once(connection: sqlite3.Connection) -> None:
    found = entries(connection)
    assert list(set_back_clocks(found)) == []
    hours = ["09:00", "10:00", "08:00", "08:00", "08:30"]
    dated = [
        replace(entry, when_utc=f"2026-03-01T{hour}:00.000000+00:00")
        for entry, hour in zip(found, hours, strict=False)
    ]
    (sentence,) = set_back_clocks(dated)
    assert sentence.startswith("Audit entry 3 is dated 2026-03-01T08:00")
    assert "10:00" in sentence
