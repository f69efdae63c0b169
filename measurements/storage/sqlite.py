"""All that is SQLite's own: how a trial file is opened, what protects its audit, what its errors mean.

Everything else in `storage` speaks SQL that PostgreSQL understands as well.
"""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, ExceptionContext, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from measurements.refusal import Damaged, Refusal, Signed
from measurements.storage.disk import sync_file
from measurements.storage.locks import sentence_of

BUSY_SECONDS = 30.0
"""How long a transaction waits for another of this process; no other process writes."""

BEGIN_OPTION = "trial_begin"
SYNCHRONOUS = "FULL"
"""What a commit waits for: that it is on the disk. Tests of anything else than that do not wait."""
APPLICATION_ID = 0x4C4E4741  # "LNGA", in the file's header

DAMAGE = ("Could not decode to UTF-8", "no such table", "no such column")
"""How the messages begin of what only damage causes: texts that are none, and a file that has the format it
should have and not its tables."""

APPEND_ONLY_AUDIT = (
    "CREATE TRIGGER audit_entry_never_updated BEFORE UPDATE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END",
    "CREATE TRIGGER audit_entry_never_deleted BEFORE DELETE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END",
    # INSERT OR REPLACE deletes without asking the trigger above.
    "CREATE TRIGGER audit_entry_always_next BEFORE INSERT ON audit_entry "
    "WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit_entry) "
    "BEGIN SELECT RAISE(ABORT, 'audit entries are never out of order'); END",
)


def writing_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """For the one writer: WAL, every commit on the disk before it returns.

    `foreign_keys=False` is for migrations, which replace tables; they check the keys at their end.
    """

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={SYNCHRONOUS}")
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        return connection

    return _engine(connect)


def reading_engine(path: Path) -> Engine:
    """For readers beside the writer: nothing they do can change the file.

    In a folder that takes no files SQLite cannot keep its shared index beside the trial. Nobody can be
    writing there either, so the file is then read as one that never changes, unless a log of a writer that
    died lies beside it: that has to be opened where it can be written once.
    """
    address = _address_for_reading(path)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA query_only=ON")
        return connection

    return _engine(connect)


def for_writing(engine: Engine) -> Engine:
    """The same engine whose transactions take the write lock when they begin, not at their first write."""
    return engine.execution_options(**{BEGIN_OPTION: "BEGIN IMMEDIATE"})


def backup(path: Path, copy: Path) -> None:
    """A consistent copy of the trial by SQLite's own backup, also while it is being written to.

    The copy is one file that needs nothing beside it, so that it can be read where nothing can be written.
    When this returns it was found whole and is on the disk.

    Raises:
        Refusal: the trial is damaged or cannot be read, or the disk of the copy is full.
    """
    source = target = None
    try:
        source = sqlite3.connect(_address_for_reading(path), uri=True)
        target = sqlite3.connect(copy, isolation_level=None)
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        whole = target.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise Refusal(
                "{path} was not copied, the disk of {folder} is full: free some space, or choose a place on "
                "another disk.",
                path=path,
                folder=copy.parent,
            ) from error
        refusal = refusal_for(error, path)
        if refusal is None:
            raise
        raise refusal from error
    finally:
        for connection in (target, source):
            if connection is not None:
                connection.close()
    if not whole:
        raise Damaged(DAMAGED, path=path)
    sync_file(copy)


def mark_as_trial(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def is_trial_file(path: Path) -> bool:
    """Whether the file's header says SQLite and trial; asked before SQLite may touch somebody's file."""
    with path.open("rb") as file:
        header = file.read(72)
    return header[:16] == b"SQLite format 3\0" and header[68:72] == APPLICATION_ID.to_bytes(4, "big")


def is_whole(connection: Connection) -> bool:
    """Whether SQLite finds the file's pages and foreign keys in order."""
    pages = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() == "ok"
    return pages and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None


def refusal_for(error: DBAPIError | sqlite3.Error, path: Path) -> Refusal | None:
    """What a database error means to a user, where a user can do something about it."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if str(cause).startswith(DAMAGE):
        return Damaged(DAMAGED, path=path)
    if code is None:
        return None
    if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        signed = sentence_of(str(cause))
        return None if signed is None else Signed(signed)
    known = code & 0xFF
    if known == sqlite3.SQLITE_CORRUPT:
        return Damaged(DAMAGED, path=path)
    return Refusal(_SENTENCES[known], path=path) if known in _SENTENCES else None


DAMAGED = "{path} is damaged: restore it from a backup."

_SENTENCES = {
    sqlite3.SQLITE_NOTADB: "{path} is not a trial: choose a file made by Longaxis.",
    sqlite3.SQLITE_FULL: "{path} was not changed, its disk is full: free some space and try again.",
    sqlite3.SQLITE_READONLY: "{path} is read-only: open it for reading, or allow writing to it.",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened: check that it exists and that you may read it.",
    sqlite3.SQLITE_PERM: "{path} cannot be opened: check that you may read it.",
    sqlite3.SQLITE_IOERR: "{path} was not changed, its disk does not answer: check disk and space.",
    sqlite3.SQLITE_BUSY: "{path} is busy: wait until the other work on it is done and try again.",
}


def _address_for_reading(path: Path) -> str:
    """See `reading_engine`."""
    log = path.with_name(path.name + "-wal")
    logged = log.exists() and log.stat().st_size > 0
    frozen = not logged and not os.access(path.parent, os.W_OK)
    return f"file:{quote(str(path))}?mode=ro" + ("&immutable=1" if frozen else "")


def _engine(connect: object) -> Engine:
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    # The driver begins no transaction by itself (isolation_level None): without an explicit BEGIN,
    # DDL commits at once and a failed migration would stay half done.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(BEGIN_OPTION, "BEGIN"))

    @event.listens_for(engine, "handle_error")
    def garbled(context: ExceptionContext) -> None:
        # SQLite's message quotes what is damaged, and the driver makes no text of it.
        if isinstance(context.original_exception, UnicodeDecodeError):
            error = sqlite3.DatabaseError("the file is damaged")
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error from context.original_exception

    return engine
