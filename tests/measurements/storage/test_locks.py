"""What is signed, under every statement that could change it, written past the program into the file."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from measurements.case.commands import AddLesion, RenameLesion
from measurements.case.evidence_commands import CompleteRead, UnlockSignature
from measurements.refusal import Signed
from measurements.storage import schema, sqlite
from measurements.storage.locks import missing_locks, sentence_of
from measurements.storage.store import open_trial
from tests.accounts import MANAGER, OTHER_READER, PASSWORD, READER
from tests.measurements.samples import lesion
from tests.measurements.signed_read import trial_with_people

SENTENCE = "^signed: "
BL, TP1, TP2 = range(3)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One reader has signed the baseline, drawn the next and a lesion in front of it; "decided": both are
    through, and one of them was chosen."""
    made = {}
    for state in ("signed", "decided"):
        folder = tmp_path_factory.mktemp(state)
        with trial_with_people(folder) as work:
            work.read_whole(OTHER_READER)
            work.act(READER)
            work.begin(READER)
            work.draw(READER, BL)
            work.mark(READER, BL)
            work.sign(READER, BL)
            work.draw(READER, TP1)
            work.mark(READER, TP1)
            if state == "decided":
                work.sign(READER, TP1)
                work.draw(READER, TP2)
                work.sign(READER, TP2)
                work.case.run(CompleteRead(work.read(READER).uid, PASSWORD))
                work.adjudicate()
            made[state] = folder / "trial.longaxis"
    return made


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """Past the program, without foreign keys; nothing is kept."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        yield connection
        connection.execute("ROLLBACK")


def labels(connection: sqlite3.Connection) -> dict[str, str]:
    """Uids by what the tables below call them."""
    timepoints = connection.execute("SELECT label, uid FROM timepoint").fetchall()
    studies = connection.execute(
        "SELECT 'study of ' || t.label, s.uid FROM study s JOIN timepoint t ON t.uid = s.timepoint_uid"
    )
    series = connection.execute(
        "SELECT 'series of ' || t.label, e.key FROM series e JOIN study s ON s.uid = e.study_uid "
        "JOIN timepoint t ON t.uid = s.timepoint_uid"
    )
    signatures = connection.execute(
        "SELECT s.name || ' ' || coalesce(t.label, s.meaning), s.uid FROM signature s "
        "LEFT JOIN timepoint t ON t.uid = s.timepoint_uid"
    )
    subject = connection.execute("SELECT 'subject', uid FROM subject")
    return dict([*timepoints, *studies, *series, *signatures, *subject])


def statement(connection: sqlite3.Connection, kind: str, table: str, where: str, /, **changes: str) -> str:
    """SQL that changes, deletes, copies or replaces the rows `where`; `changes`: column to SQL value."""
    if kind == "DELETE":
        return f"DELETE FROM {table} WHERE {where}"
    if kind.startswith("UPDATE"):
        return (
            f"{kind} {table} SET {', '.join(f'{name} = {to}' for name, to in changes.items())} WHERE {where}"
        )
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(changes.get(name, f'"{name}"') for name in columns)
    return f"{kind} INTO {table} SELECT {values} FROM {table} WHERE {where}"


INSERT, REPLACE, UPDATE, OVER, DELETE = (
    "INSERT",
    "INSERT OR REPLACE",
    "UPDATE",
    "UPDATE OR REPLACE",
    "DELETE",
)
Row = tuple[str, str, str, dict[str, str]]

OF_BL = "lesion_uid = 'lesion-liwei' AND timepoint_uid = '{BL}'"
OF_TP1 = "lesion_uid = 'lesion-liwei' AND timepoint_uid = '{TP1}'"
OF_OTHER = "lesion_uid = 'lesion-osei' AND timepoint_uid = '{TP2}'"

REFUSED: list[Row] = [
    ("measurement", UPDATE, OF_BL, {"long_tenths_mm": "long_tenths_mm + 1"}),
    ("measurement", UPDATE, OF_BL, {"state": "'ABSENT'"}),
    ("measurement", UPDATE, OF_BL, {"comment": "'x'"}),
    ("measurement", UPDATE, OF_BL, {"timepoint_uid": "'{TP2}'"}),
    ("measurement", UPDATE, OF_BL, {"lesion_uid": "'lesion-elsewhere'"}),
    ("measurement", UPDATE, OF_TP1, {"lesion_uid": "'lesion-osei'"}),
    ("measurement", OVER, OF_TP1, {"timepoint_uid": "'{BL}'"}),
    ("measurement", DELETE, OF_BL, {}),
    ("measurement", REPLACE, OF_BL, {"long_tenths_mm": "1"}),
    ("measurement", REPLACE, OF_TP1, {"timepoint_uid": "'{BL}'"}),
    ("measurement", INSERT, OF_TP1, {"lesion_uid": "'lesion-osei'"}),
    ("measurement", DELETE, OF_OTHER, {}),
    ("measurement", UPDATE, OF_OTHER, {"state": "'ABSENT'"}),
    *(
        row
        for table, name in (("annotation", "arrow"), ("key_image", "key"))
        for row in (
            (table, UPDATE, f"uid = '{name}-liwei-0'", {"frame": "1"}),
            (table, UPDATE, f"uid = '{name}-liwei-0'", {"timepoint_uid": "'{TP1}'"}),
            (table, UPDATE, f"uid = '{name}-liwei-0'", {"read_uid": "'read-x'"}),
            (table, UPDATE, f"uid = '{name}-liwei-1'", {"timepoint_uid": "'{BL}'"}),
            (table, UPDATE, f"uid = '{name}-liwei-1'", {"read_uid": "'read-osei'"}),
            (table, OVER, f"uid = '{name}-liwei-1'", {"uid": f"'{name}-liwei-0'"}),
            (table, DELETE, f"uid = '{name}-liwei-0'", {}),
            (table, INSERT, f"uid = '{name}-liwei-0'", {"uid": "'x'"}),
            (table, REPLACE, f"uid = '{name}-liwei-0'", {"timepoint_uid": "'{TP1}'"}),
            (table, REPLACE, f"uid = '{name}-liwei-1'", {"uid": f"'{name}-liwei-0'"}),
        )
    ),
    *(
        ("lesion", UPDATE, "uid = 'lesion-liwei'", {column: to})
        for column, to in (
            ("uid", "'x'"),
            ("read_uid", "'read-osei'"),
            ("label", "'T07'"),
            ("role", "'NEW'"),
            ("site", "'Liver'"),
            ("organ", "'Liver'"),
            ("laterality", "'right'"),
            ("nodal", "1"),
            ("radiation", "'LDRT'"),
            ("radiation", "NULL"),
            ("first_timepoint_uid", "'{TP1}'"),
            ("name", "'x'"),
            ("comment", "'x'"),
        )
    ),
    ("lesion", DELETE, "uid = 'lesion-liwei'", {}),
    ("lesion", INSERT, "uid = 'lesion-liwei'", {"uid": "'x'", "label": "'T02'"}),
    ("lesion", REPLACE, "uid = 'lesion-liwei'", {"first_timepoint_uid": "'{TP1}'"}),
    ("lesion", REPLACE, "uid = 'lesion-liwei'", {"uid": "'x'", "first_timepoint_uid": "'{TP1}'"}),
    ("lesion", INSERT, "uid = 'lesion-osei'", {"uid": "'x'", "label": "'T02'"}),
    ("study", UPDATE, "uid = '{study of BL}'", {"timepoint_uid": "'{TP1}'"}),
    ("study", UPDATE, "uid = '{study of BL}'", {"study_date": "'2020-01-01'"}),
    ("study", UPDATE, "uid = '{study of BL}'", {"uid": "'x'"}),
    ("study", DELETE, "uid = '{study of BL}'", {}),
    ("study", REPLACE, "uid = '{study of BL}'", {"timepoint_uid": "'elsewhere'"}),
    ("timepoint", UPDATE, "uid = '{BL}'", {"label": "'Before'"}),
    ("timepoint", UPDATE, "uid = '{BL}'", {"kind": "'unscheduled'"}),
    ("timepoint", UPDATE, "uid = '{BL}'", {"subject_uid": "'x'"}),
    ("timepoint", UPDATE, "uid = '{BL}'", {"uid": "'x'"}),
    ("timepoint", DELETE, "uid = '{BL}'", {}),
    ("timepoint", REPLACE, "uid = '{BL}'", {"kind": "'unscheduled'"}),
    ("timepoint", REPLACE, "uid = '{BL}'", {"uid": "'x'"}),
    ("subject", UPDATE, "uid = '{subject}'", {"treatment_start": "'2024-01-10'"}),
    ("subject", UPDATE, "uid = '{subject}'", {"code": "'S-9'"}),
    ("subject", UPDATE, "uid = '{subject}'", {"uid": "'x'"}),
    ("subject", DELETE, "uid = '{subject}'", {}),
    ("subject", REPLACE, "uid = '{subject}'", {"uid": "'x'"}),
    ("read", UPDATE, "uid = 'read-liwei'", {"reader": "'ines'"}),
    ("read", UPDATE, "uid = 'read-liwei'", {"subject_uid": "'x'"}),
    ("read", DELETE, "uid = 'read-liwei'", {}),
    ("read", REPLACE, "uid = 'read-liwei'", {"uid": "'x'"}),
    ("read", REPLACE, "uid = 'read-liwei'", {"reader": "'ines'"}),
    ("person", UPDATE, "name = 'liwei'", {"name": "'ines2'"}),
    ("person", UPDATE, "name = 'liwei'", {"uid": "'x'"}),
    ("person", OVER, "name = 'liwei'", {"name": "'osei'"}),
    ("person", DELETE, "name = 'liwei'", {}),
    ("person", REPLACE, "name = 'liwei'", {"uid": "'x'"}),
    ("person", REPLACE, "name = 'liwei'", {"name": "'y'"}),
    ("protocol", UPDATE, "1", {"text": "''"}),
    ("protocol", DELETE, "1", {}),
    ("protocol", REPLACE, "1", {"text": "''"}),
    ("image_check", UPDATE, "timepoint_uid = '{BL}'", {"verdict": "'fail'"}),
    ("image_check", DELETE, "timepoint_uid = '{BL}'", {}),
    ("image_check", REPLACE, "timepoint_uid = '{BL}'", {"verdict": "'fail'"}),
    ("series_checksum", UPDATE, "series_key = '{series of BL}'", {"root": "''"}),
    ("series_checksum", DELETE, "series_key = '{series of BL}'", {}),
    ("series_checksum", REPLACE, "series_key = '{series of BL}'", {"root": "''"}),
    ("slice_checksums", UPDATE, "series_key = '{series of BL}'", {"digests": "x''"}),
    ("slice_checksums", DELETE, "series_key = '{series of BL}'", {}),
    ("slice_checksums", REPLACE, "series_key = '{series of BL}'", {"digests": "x''"}),
    *(
        ("signature", UPDATE, "uid = '{liwei BL}'", {column: "'x'"})
        for column in ("uid", "read_uid", "timepoint_uid", "meaning", "name", "signed", "content", "seal")
    ),
    ("signature", DELETE, "uid = '{liwei BL}'", {}),
    ("signature", REPLACE, "uid = '{liwei BL}'", {"content": "''"}),
]

ALLOWED: list[Row] = [
    ("measurement", UPDATE, OF_TP1, {"comment": "'x'"}),
    ("measurement", DELETE, OF_TP1, {}),
    ("measurement", INSERT, OF_TP1, {"timepoint_uid": "'{TP2}'"}),
    ("annotation", UPDATE, "uid = 'arrow-liwei-1'", {"text": "'x'"}),
    ("annotation", DELETE, "uid = 'arrow-liwei-1'", {}),
    ("annotation", INSERT, "uid = 'arrow-liwei-1'", {"uid": "'x'"}),
    ("key_image", UPDATE, "uid = 'key-liwei-1'", {"frame": "1"}),
    ("key_image", DELETE, "uid = 'key-liwei-1'", {}),
    ("lesion", UPDATE, "uid = 'lesion-liwei'", {"place": "3"}),
    (
        "lesion",
        INSERT,
        "uid = 'lesion-liwei'",
        {"uid": "'x'", "label": "'NEW01'", "first_timepoint_uid": "'{TP1}'"},
    ),
    ("read", INSERT, "uid = 'read-liwei'", {"uid": "'x'", "reader": "'ines'"}),
    ("timepoint", INSERT, "uid = '{BL}'", {"uid": "'x'", "label": "'TP9'"}),
    ("study", INSERT, "uid = '{study of BL}'", {"uid": "'x'"}),
    ("subject", UPDATE, "uid = '{subject}'", {"patient_id": "'x'"}),
    ("subject", INSERT, "uid = '{subject}'", {"uid": "'x'", "code": "'S-9'"}),
    ("person", UPDATE, "name = 'liwei'", {"active": "0", "printed_name": "'Dr L'"}),
    ("person", INSERT, "name = 'liwei'", {"uid": "'x'", "name": "'xenia'"}),
    ("assignment", DELETE, "1", {}),
]
"""What is not signed goes on, and so does what nobody signs."""


def named(row: Row) -> str:
    table, kind, where, changes = row
    return f"{kind} {table} {where} {' '.join(changes)}"


@pytest.mark.parametrize("row", REFUSED, ids=named)
def test_what_is_signed_stays(originals: dict[str, Path], row: Row) -> None:
    table, kind, where, changes = row
    with raw(originals["signed"]) as connection:
        told = labels(connection)
        sql = statement(connection, kind, table, where, **changes).format(**told)
        matched = f"SELECT count(*) FROM {table} WHERE {where}".format(**told)
        assert connection.execute(matched).fetchone() == (1,), "the row is there to be changed"
        with pytest.raises(sqlite3.IntegrityError, match=SENTENCE) as refused:
            connection.execute(sql)
        sentence = sentence_of(str(refused.value))
        assert sentence is not None
        assert sentence.endswith(".")


@pytest.mark.parametrize("row", ALLOWED, ids=named)
def test_what_is_not_signed_goes_on(originals: dict[str, Path], row: Row) -> None:
    table, kind, where, changes = row
    with raw(originals["signed"]) as connection:
        before = connection.total_changes
        connection.execute(statement(connection, kind, table, where, **changes).format(**labels(connection)))
        assert connection.total_changes > before


OF_A_DECISION: list[Row] = [
    ("adjudication", UPDATE, "1", {"chosen_read_uid": "'read-liwei'"}),
    ("adjudication", DELETE, "1", {}),
    ("adjudication", REPLACE, "1", {"chosen_read_uid": "'read-liwei'"}),
]


@pytest.mark.parametrize("row", OF_A_DECISION, ids=named)
def test_a_decision_stays_until_it_is_unlocked(originals: dict[str, Path], row: Row) -> None:
    table, kind, where, changes = row
    with raw(originals["decided"]) as connection:
        sql = statement(connection, kind, table, where, **changes)
        with pytest.raises(sqlite3.IntegrityError, match=SENTENCE):
            connection.execute(sql)
        uid = labels(connection)["adams read adjudicated"]
        connection.execute("INSERT INTO unlock VALUES (?, 'dana', '2026-01-01', 'x')", (uid,))
        connection.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE unlock SET reason = 'another'",
        "DELETE FROM unlock",
        "INSERT OR REPLACE INTO unlock SELECT signature_uid, 'x', unlocked, reason FROM unlock",
        "UPDATE OR REPLACE unlock SET signature_uid = 'x'",
    ],
)
def test_what_was_unlocked_stays_unlocked(originals: dict[str, Path], sql: str) -> None:
    with raw(originals["signed"]) as connection:
        uid = labels(connection)["liwei BL"]
        connection.execute("INSERT INTO unlock VALUES (?, 'dana', '2026-01-01', 'x')", (uid,))
        with pytest.raises(sqlite3.IntegrityError, match=SENTENCE):
            connection.execute(sql)


UNLOCKED = [
    row
    for row in REFUSED
    if row[0] in ("measurement", "annotation", "key_image", "lesion")
    and "osei" not in named(row) + str(row[3])
    and row[1] in (UPDATE, DELETE)
]


@pytest.mark.parametrize("row", UNLOCKED, ids=named)
def test_what_was_unlocked_can_be_changed(originals: dict[str, Path], row: Row) -> None:
    table, kind, where, changes = row
    with raw(originals["signed"]) as connection:
        told = labels(connection)
        connection.execute("INSERT INTO unlock VALUES (?, 'dana', '2026-01-01', 'x')", (told["liwei BL"],))
        connection.execute(statement(connection, kind, table, where, **changes).format(**told))


def test_the_audit_is_only_ever_added_to(originals: dict[str, Path]) -> None:
    with raw(originals["signed"]) as connection:
        for sql in (
            "UPDATE audit_entry SET who = 'x' WHERE sequence = 3",
            "DELETE FROM audit_entry WHERE sequence = 3",
            "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE sequence = 3",
            "UPDATE OR REPLACE audit_entry SET sequence = 3 WHERE sequence = 4",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                connection.execute(sql)


def test_a_refusal_of_the_database_is_one_sentence_and_nothing_is_left(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as work:
        work.act(READER)
        work.begin(READER)
        work.draw(READER, BL)
        work.sign(READER, BL)
        with work.store.whole() as trial:
            before = trial.chain_end()
            (signature,) = trial.evidence.standing()
        second = lesion(work.read(READER), work.timepoints[BL], "T02")
        for command in (AddLesion(second), RenameLesion("lesion-liwei", "x")):
            with pytest.raises(Signed, match="chosen at is signed; it can be changed once"):
                work.case.run(command)
        with work.store.whole() as trial:
            assert trial.chain_end() == before
        work.act(MANAGER)
        work.case.run(UnlockSignature(signature.uid, "a second lesion"))
        work.act(READER)
        work.case.run(AddLesion(second))


def test_every_lock_is_there_and_one_that_is_not_is_named(originals: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "trial.longaxis"
    shutil.copy(originals["signed"], path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER signature_locked_delete")
        connection.execute("DROP TRIGGER lesion_locked_update")
        connection.execute(
            "CREATE TRIGGER lesion_locked_update BEFORE UPDATE ON lesion WHEN 0 BEGIN SELECT 1; END"
        )
    for file, missing in (
        (originals["signed"], []),
        (path, ["lesion_locked_update", "signature_locked_delete"]),
    ):
        engine = sqlite.reading_engine(file)
        with engine.connect() as connection:
            assert missing_locks(connection) == missing
        engine.dispose()


NEXT = '''"""Makes tables anew that the locks are on, or ask."""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("lesion", "read", "signature", "unlock", "measurement"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("later", sa.String(), nullable=True))
'''


def test_a_later_migration_that_remakes_tables_keeps_the_locks(
    originals: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "trial.longaxis"
    shutil.copy(originals["signed"], path)
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9999_later.py").write_text(NEXT.format(head=schema.FORMAT))
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    engine = sqlite.writing_engine(path, foreign_keys=False)
    schema.migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT later FROM lesion")).first() == (None,)
        assert missing_locks(connection) == []
    engine.dispose()
    with raw(path) as connection:
        for sql in ("DELETE FROM signature", "DELETE FROM lesion", "UPDATE measurement SET state = 'ABSENT'"):
            with pytest.raises(sqlite3.IntegrityError, match=SENTENCE):
                connection.execute(sql)


def test_a_trial_of_before_has_the_locks_once_it_is_opened(tmp_path: Path) -> None:
    kept = Path(__file__).parents[2] / "data" / "trial-0001.longaxis"
    path = tmp_path / "trial.longaxis"
    shutil.copy(kept, path)
    with open_trial(path, writing=True):
        pass
    engine = sqlite.reading_engine(path)
    with engine.connect() as connection:
        assert missing_locks(connection) == []
    engine.dispose()
