"""Models and migrations agree, and every released format still opens."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect

from measurements.storage import schema, sqlite
from measurements.storage.program import FORMAT, PROGRAM_VERSION
from measurements.storage.rows import Row
from measurements.storage.store import create_trial, open_trial
from tests.measurements.samples import lesion, measured

RELEASED = sorted((Path(__file__).parents[2] / "data").glob("trial-*.longaxis"))


def test_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    engine = sqlite.writing_engine(tmp_path / "trial.longaxis", foreign_keys=False)
    schema.migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []
        for table in Row.metadata.sorted_tables:
            made = {check["name"] for check in inspect(connection).get_check_constraints(table.name)}
            told = {check.name for check in table.constraints if isinstance(check, CheckConstraint)}
            assert made == told
    engine.dispose()


def test_the_format_told_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == FORMAT


def test_the_version_told_is_the_projects() -> None:
    project = (Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'\nversion = "{PROGRAM_VERSION}"\n' in project


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "trial.longaxis"
    create_trial(path).close()
    migrations = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / "9999_fails.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f'revision = "9999"\ndown_revision = "{FORMAT}"\n\n\n'
        'def upgrade() -> None:\n    op.create_table("extra", sa.Column("uid", sa.String()))\n'
        '    with op.batch_alter_table("subject") as batch:\n'
        '        batch.add_column(sa.Column("sex", sa.String()))\n'
        '    raise RuntimeError("half way")\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    with pytest.raises(RuntimeError, match="half way"):
        schema.upgrade(path, FORMAT)
    connection = sqlite3.connect(path)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    columns = {column[1] for column in connection.execute("PRAGMA table_info(subject)")}
    version = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()
    assert "extra" not in tables
    assert "sex" not in columns
    assert version == [(FORMAT,)]


def test_an_upgrade_leaves_a_copy_of_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "trial.longaxis"
    create_trial(path, "Neck").close()
    migrations = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    (migrations / "versions" / "9999_sex.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f'revision = "9999"\ndown_revision = "{FORMAT}"\n\n\n'
        'def upgrade() -> None:\n    with op.batch_alter_table("subject") as batch:\n'
        '        batch.add_column(sa.Column("sex", sa.String()))\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr("measurements.storage.store.FORMAT", "9999")
    monkeypatch.setattr(schema, "FORMAT", "9999")
    with open_trial(path, writing=True) as store, store.reading() as trial:
        assert trial.trial_name() == "Neck"
    (copy,) = tmp_path.glob(f"trial.longaxis.{FORMAT}-*.backup")
    for file, format_expected in ((path, "9999"), (copy, FORMAT)):
        connection = sqlite3.connect(file)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            (format_expected,)
        ]
        assert connection.execute("SELECT name FROM trial").fetchall() == [("Neck",)]
        connection.close()


def test_there_is_a_file_of_every_released_format() -> None:
    assert [path.stem for path in RELEASED] == ["trial-0001"]


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_released_trial_opens_with_all_that_was_in_it(released: Path, tmp_path: Path) -> None:
    path = tmp_path / "trial.longaxis"
    shutil.copyfile(released, path)
    with open_trial(path, writing=True) as store, store.reading() as trial:
        (subject,) = trial.subjects()
        timepoints = trial.timepoints(subject.uid)
        (read,) = trial.reads()
        target = lesion(read, timepoints[0])
        assert subject.code == "HN-017"
        assert [(one.label, one.day) for one in timepoints] == [("BL", 0), ("TP1", 56), ("TP2", 119)]
        assert trial.lesions(read.uid) == [target]
        assert set(trial.measurements(read.uid)) == {
            measured(target, timepoints[0], 0),
            measured(target, timepoints[1], 1, 17.1),
        }
        assert len(list(trial.audit())) > 5
