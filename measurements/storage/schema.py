"""How a trial file is made and brought up to date: Alembic's migrations, all of them or none."""

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from measurements.refusal import Refusal
from measurements.storage import sqlite
from measurements.storage.disk import sync_folder
from measurements.storage.locks import drop_locks, put_locks
from measurements.storage.program import FORMAT

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path, version: str) -> Path:
    """Brings the trial at `path` from `version` to the newest; returns the copy made before.

    Raises:
        Refusal: the trial was written by a newer program; nothing has been changed.
    """
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if version not in known:
        raise Refusal(
            "{path} was written by a newer version of Longaxis (its format is {version}, this program knows "
            "up to {format}): open it with that version.",
            path=path,
            version=version,
            format=FORMAT,
        )
    copy = path.with_name(f"{path.name}.{version}-{datetime.now():%Y%m%dT%H%M%S}.backup")
    unfinished = copy.with_name(f".{copy.name}.unfinished")
    sqlite.backup(path, unfinished)
    unfinished.replace(copy)
    sync_folder(copy.parent)
    engine = sqlite.writing_engine(path, foreign_keys=False)
    try:
        migrate(engine)
    finally:
        engine.dispose()
    return copy


def migrate(engine: Engine, to: str = "head") -> None:
    """Runs the migrations up to version `to` in one transaction: all of them, or none.

    Raises:
        RuntimeError: a migration left a foreign key that points nowhere.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with sqlite.for_writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        drop_locks(connection)
        command.upgrade(config, to)
        if to == "head":
            put_locks(connection)
        sqlite.mark_as_trial(connection)
        if not sqlite.is_whole(connection):
            raise RuntimeError("a migration left the trial with broken references")
