"""Replaying the audit gives the tables; where it does not, the first entry that does not hold is named."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from measurements.annotation import KeyImage
from measurements.case.commands import AddKeyImage, AddLesion, EditLesion, InOneStep, PutMeasurement
from measurements.case.service import CaseService
from measurements.progress import Cancelled
from measurements.storage import schema, sqlite
from measurements.storage.program import FORMAT
from measurements.storage.replay import LATER_COLUMNS, NOT_AUDITED, departures
from measurements.storage.rows import Row
from measurements.storage.store import create_trial, open_trial
from tests.measurements.samples import begun_read, lesion, measured, three_scans

RELEASED = Path(__file__).parents[2] / "data" / "trial-0001.longaxis"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A trial of which each kind of step is in the audit, closed."""
    with create_trial(tmp_path / "trial") as store:
        case = CaseService(store, who="R1")
        read, timepoints = begun_read(store, case, tmp_path)
        target = lesion(read, timepoints[0])
        case.run(InOneStep((AddLesion(target), PutMeasurement(measured(target, timepoints[0], 0)))))
        case.run(PutMeasurement(measured(target, timepoints[1], 1, 17.1)))
        case.undo()
        case.redo()
        case.run(EditLesion(replace(target, site="Zunge 舌")), reason="site was wrong")
        case.run(AddLesion(lesion(read, timepoints[0], "T02")))
        case.undo()
        return store.path


@pytest.fixture
def database(path: Path) -> Iterator[sqlite3.Connection]:
    """For hands that reach around the program."""
    opened = sqlite3.connect(path, isolation_level=None)
    yield opened
    opened.close()


def found(path: Path) -> list[str]:
    with open_trial(path, writing=False) as store, store.reading() as trial:
        return list(departures(trial))


def last_entry(database: sqlite3.Connection, table: str) -> int:
    """Of the one row of this table that has last been changed and stands."""
    query = "SELECT max(sequence) FROM audit_entry WHERE table_name = ? AND row_key NOT LIKE '%T02%'"
    return int(database.execute(query, (table,)).fetchone()[0])


def test_an_audit_gives_its_tables(path: Path) -> None:
    assert found(path) == []


def test_a_trial_of_the_first_format_gives_its_tables_once_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "trial.longaxis"
    shutil.copyfile(RELEASED, path)
    with open_trial(path, writing=True) as store:
        with store.reading() as trial:
            (read,) = trial.reads()
            (target,) = trial.lesions(read.uid)
        CaseService(store).run(EditLesion(replace(target, comment="seen again")))
    assert found(path) == []


def default(column: Any) -> object:
    """What a migration gave to the rows that were there."""
    if column.type == "BOOLEAN":
        return bool(int(column.dflt_value))
    return column.dflt_value and column.dflt_value.strip("'")


def test_the_columns_that_migrations_added_are_told_with_what_they_gave(tmp_path: Path) -> None:
    """The first format of a table has the columns that its first entries have."""
    first: dict[str, set[str]] = {}
    given: dict[str, dict[str, object]] = {}
    engine = sqlite.writing_engine(tmp_path / "trial.longaxis", foreign_keys=False)
    for number in range(1, int(FORMAT) + 1):
        schema.migrate(engine, f"{number:04d}")
        with engine.connect() as connection:
            for table in Row.metadata.tables:
                rows = connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
                if rows and table not in first:
                    first[table] = {row.name for row in rows}
                added = [row for row in rows if row.name not in first[table]]
                if added:
                    given[table] = {row.name: default(row) for row in added}
    engine.dispose()
    audited = {
        name for name in Row.metadata.tables if name not in {kind.__tablename__ for kind in NOT_AUDITED}
    }
    assert {table: columns for table, columns in given.items() if table in audited} == LATER_COLUMNS


def test_a_whole_number_in_a_column_of_fractions_is_no_departure(tmp_path: Path) -> None:
    with create_trial(tmp_path / "trial") as store:
        case = CaseService(store, who="R1")
        read, timepoints = begun_read(store, case, tmp_path)
        scan = three_scans()[0]
        shown = (scan.key, scan.slices[1].sop_uid, 0, (40.0, 400.0))
        case.run(AddKeyImage(KeyImage("key-1", read.uid, timepoints[0].uid, *shown, zoom=2)))
        case.undo()
        case.redo()
    assert found(store.path) == []


@pytest.mark.parametrize(
    ("statement", "table", "said"),
    [
        (
            "UPDATE measurement SET long_tenths_mm = 250 WHERE long_tenths_mm = 171",
            "measurement",
            "long_tenths_mm",
        ),
        ("UPDATE lesion SET site = 'Liver', organ = 'Liver'", "lesion", "organ, site"),
        ("UPDATE protocol SET text = ''", "protocol", "text"),
    ],
)
def test_a_changed_row_is_named_with_the_entry_that_left_it_and_its_columns(
    path: Path, database: sqlite3.Connection, statement: str, table: str, said: str
) -> None:
    assert database.execute(statement).rowcount == 1
    (sentence,) = found(path)
    assert sentence.startswith(f"Audit entry {last_entry(database, table)} left the row ")
    assert sentence.endswith(f" of the table {table} otherwise than it is: {said}.")


def test_a_removed_row_is_named_with_the_entry_that_left_it(path: Path, database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM measurement WHERE long_tenths_mm = 171")
    (sentence,) = found(path)
    assert sentence.startswith(f"Audit entry {last_entry(database, 'measurement')} left ")
    assert sentence.endswith(" of the table measurement, which is gone.")


def test_a_row_that_nobody_added_is_named(path: Path, database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO read SELECT 'another', subject_uid, 'R2' FROM read")
    assert found(path) == [
        'The trial has the row ["another"] of the table read, which no audit entry put there.'
    ]


def test_a_row_that_cannot_be_read_is_said_and_the_other_tables_are_still_compared(
    path: Path, database: sqlite3.Connection
) -> None:
    database.execute("UPDATE measurement SET long_lps = '[[0.0' WHERE long_tenths_mm = 171")
    database.execute("UPDATE read SET reader = 'R2'")
    told = found(path)
    assert len(told) == 2
    assert "of the table read otherwise than it is: reader." in told[0]
    assert told[1].startswith("A row of the table measurement cannot be read any more")


# As one who changes entries and tables alike would leave them: each table is as its last entry says.
FORGED = {
    "a value that nobody stored": (
        "UPDATE audit_entry SET old_value = replace(old_value, 'Tongue', 'Liver')"
        " WHERE table_name = 'lesion' AND action = 'EditLesion'",
        '(EditLesion) found the row ["lesion-T01"] of the table lesion otherwise than entry',
    ),
    "an entry taken out": (
        "DELETE FROM audit_entry WHERE row_key = '[\"lesion-T02\"]' AND action = 'AddLesion'",
        '(undo AddLesion) found the row ["lesion-T02"] of the table lesion, which no entry before had left.',
    ),
    "a row added twice": (
        "UPDATE audit_entry SET old_value = NULL WHERE table_name = 'lesion' AND action = 'EditLesion'",
        '(EditLesion) added the row ["lesion-T01"] of the table lesion, which stood there since entry',
    ),
}


@pytest.mark.parametrize(("statement", "said"), FORGED.values(), ids=FORGED)
def test_entries_that_contradict_each_other_are_named(
    path: Path, database: sqlite3.Connection, statement: str, said: str
) -> None:
    for kind in ("updated", "deleted"):
        database.execute(f"DROP TRIGGER audit_entry_never_{kind}")
    assert database.execute(statement).rowcount == 1
    (sentence,) = found(path)
    assert said in sentence


def test_findings_come_in_order_of_entries(path: Path, database: sqlite3.Connection) -> None:
    database.execute("UPDATE lesion SET site = 'Liver'")
    database.execute("UPDATE measurement SET comment = 'other'")
    database.execute("UPDATE subject SET code = 'other'")
    numbers = [int(sentence.split()[2]) for sentence in found(path)]
    assert len(numbers) == 4
    assert numbers == sorted(numbers)


def test_a_replay_can_be_cancelled(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cancel(done: int, total: int, text: str) -> None:
        raise Cancelled

    monkeypatch.setattr("measurements.storage.replay.ENTRIES_BETWEEN_REPORTS", 5)
    with open_trial(path, writing=False) as store, store.reading() as trial, pytest.raises(Cancelled):
        list(departures(trial, cancel))


DAMAGE = {
    "a row that is a number": (
        "UPDATE audit_entry SET new_value = X'00' WHERE sequence = {0}",
        "it holds no row",
    ),
    "a row that is no JSON": (
        "UPDATE audit_entry SET new_value = replace(new_value, '{{', '[') WHERE sequence = {0}",
        "one of the two is damaged",
    ),
}


@pytest.mark.parametrize(("statement", "said"), DAMAGE.values(), ids=DAMAGE)
def test_an_entry_that_is_damaged_is_named(
    path: Path, database: sqlite3.Connection, statement: str, said: str
) -> None:
    number = last_entry(database, "read")
    database.execute("DROP TRIGGER audit_entry_never_updated")
    assert database.execute(statement.format(number)).rowcount == 1
    assert found(path)[0].startswith(f"Audit entry {number} ")
    assert said in found(path)[0]
