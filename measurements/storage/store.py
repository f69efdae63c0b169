"""A trial on disk: one file, `NAME.longaxis`, with one writer and any number of readers."""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from measurements.people import Actor
from measurements.refusal import NotAllowed, NotStored, Refusal, Signed
from measurements.storage import sqlite
from measurements.storage.audit import Heading
from measurements.storage.disk import remove_database, sync_folder
from measurements.storage.lock import WriterLock, account
from measurements.storage.program import FORMAT, PROGRAM_VERSION
from measurements.storage.repository import Repository
from measurements.storage.rows import Row, TrialRow
from measurements.storage.sighted import SightedRepository, check_present
from measurements.storage.statements import INSERT
from measurements.storage.unit import Draft, UnitOfWork
from measurements.storage.volumes import network_share

SUFFIX = ".longaxis"


def local_now() -> datetime:
    return datetime.now().astimezone()


class TrialStore:
    """An open trial. Close it, or use it in a `with`.

    Made by `create_trial` and `open_trial`. May be used from several threads: each transaction has a
    connection of its own, and writing ones wait for each other.

    In a trial with accounts nothing is read or written before somebody has signed in (`access.sign_in`), and
    `reading` then shows what they may see.
    """

    def __init__(self, path: Path, engine: Engine, lock: WriterLock | None, now: Callable[[], datetime]):
        self.path = path
        self._engine = engine
        self._lock = lock
        self._now = now
        # Only writing transactions ask it, one at a time, and nobody else writes to the file: what it holds
        # is what the last commit left.
        self._remembered: dict[object, Any] = {}
        self._turn = threading.RLock()
        with self.whole() as trial:
            self._actor = None if trial.evidence.has_people() else Actor(_reader(trial))

    @property
    def actor(self) -> Actor | None:
        """Who is at the trial; None while a trial with accounts waits for somebody to sign in."""
        return self._actor

    @property
    def writable(self) -> bool:
        """Whether this process is the one that writes to the trial."""
        return self._lock is not None

    def act_as(self, actor: Actor | None) -> None:
        """From now on everything is read and written as this person; None locks the trial."""
        self._actor = actor

    @contextlib.contextmanager
    def reading(self) -> Iterator[Repository]:
        """One consistent look at what whoever is at the trial may see of it.

        Raises:
            Refusal: the file is damaged or cannot be read.
            NotAllowed: nobody has signed in, or whoever has is not what they were then.
        """
        actor = self._present()
        with told(self.path), self._engine.begin() as connection:
            if actor.role is None:
                trial = Repository(connection, self.path.parent)
                check_present(trial.evidence, actor)
                yield trial
            else:
                yield SightedRepository(connection, self.path.parent, actor)

    @contextlib.contextmanager
    def whole(self) -> Iterator[Repository]:
        """One consistent look at all there is, for what stands above roles: signing in, checking the trial.

        Raises:
            Refusal: the file is damaged or cannot be read.
        """
        with told(self.path), self._engine.begin() as connection:
            yield Repository(connection, self.path.parent)

    @contextlib.contextmanager
    def writing(self, action: str, *, who: str = "", reason: str = "") -> Iterator[UnitOfWork]:
        """One transaction: on a clean exit rows and audit are on the disk, on an exception nothing is.

        Args:
            action: what the audit calls it, such as PutMeasurement.
            who: in a trial without accounts, in whose name; the account at this computer where not told.

        Raises:
            Refusal: the trial was opened for reading.
            NotStored: the disk is full or does not answer.
            NotAllowed: nobody has signed in, or whoever has is not what they were then.
        """
        actor = self._present()
        with self.writing_before_sign_in(action, who=_acting(actor, who), reason=reason) as work:
            check_present(work.trial.evidence, actor)
            yield work

    @contextlib.contextmanager
    def writing_before_sign_in(self, action: str, *, who: str = "", reason: str = "") -> Iterator[UnitOfWork]:
        """As `writing`, for signing in itself: whoever is told, even while another is at the trial."""
        if self._lock is None:
            raise Refusal(
                "{path} is open for reading only: open it for writing to change it.", path=self.path
            )
        with self._turn, told(self.path, NotStored):
            try:
                with sqlite.for_writing(self._engine).begin() as connection:
                    work = UnitOfWork(connection, self.path.parent, self._remembered)
                    yield work
                    work.write_audit(self._heading(who, action, reason))
            except BaseException:
                self._remembered.clear()
                raise

    def draft(
        self,
        action: str,
        rows: Callable[[Repository], Sequence[Sequence[Row]]],
        *,
        who: str = "",
    ) -> Draft:
        """Spells rows to be added while nobody waits; for `UnitOfWork.add_draft`, as the same `action`.

        Args:
            rows: makes them from what the trial has now.
        """
        actor = self._present()
        with told(self.path), self._engine.begin() as connection:
            trial = Repository(connection, self.path.parent)
            return Draft.of(rows(trial), self._heading(_acting(actor, who), action, ""), trial.chain_end())

    def _heading(self, who: str, action: str, reason: str) -> Heading:
        actor = self._actor
        if not who and actor is not None and actor.role is not None:
            who = actor.name
        return Heading(who or account(), action, reason, self._now())

    def now(self) -> datetime:
        """With the zone of this computer's clock."""
        return self._now()

    def _present(self) -> Actor:
        if self._actor is None:
            raise NotAllowed("{path} has accounts: sign in first.", path=self.path)
        return self._actor

    def close(self) -> None:
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _acting(actor: Actor, who: str) -> str:
    """In whose name something is done: in a trial with accounts nobody else's than the actor's."""
    return who if actor.role is None else actor.name


def create_trial(path: Path, name: str = "", *, now: Callable[[], datetime] = local_now) -> TrialStore:
    """Makes a new trial and opens it for writing.

    It is built beside its place and appears there whole.

    Args:
        path: ends in `.longaxis`; added where missing.
        name: what windows call it; the file's name where not told.

    Raises:
        Refusal: there is such a file already, its folder is missing, takes no files or is on a network.
    """
    from measurements.storage import schema

    path = (path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)).resolve()
    lock = writer_lock(path)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        if path.exists():
            raise Refusal("{path} exists already: open it, or choose another name.", path=path)
        remove_database(unfinished)
        try:
            with told(path):
                _build(unfinished, name or path.stem, now(), schema.migrate)
            unfinished.rename(path)
            sync_folder(path.parent)
        finally:
            remove_database(unfinished)
        return TrialStore(path, sqlite.writing_engine(path), lock, now)
    except BaseException:
        lock.release()
        raise


def open_trial(path: Path, *, writing: bool, now: Callable[[], datetime] = local_now) -> TrialStore:
    """Opens a trial, for writing with an upgrade to this program's version where it is older.

    Raises:
        Refusal: no such file, no trial, damaged, of a newer version, held by another writer, read-only, on
            a network share, or too old to be read without the upgrade that only a writer may do.
    """
    path = path.resolve()
    if not path.exists():
        raise Refusal("{path} does not exist: check the name, or import into a new trial.", path=path)
    if not path.is_file():
        raise Refusal("{path} is not a trial: choose a file made by Longaxis.", path=path)
    if not os.access(path, os.R_OK):
        raise Refusal("{path} cannot be read: ask its owner for permission.", path=path)
    if not sqlite.is_trial_file(path):
        raise Refusal("{path} is not a trial: choose a file made by Longaxis.", path=path)
    return _open_for_writing(path, now) if writing else _open_for_reading(path, now)


def _open_for_writing(path: Path, now: Callable[[], datetime]) -> TrialStore:
    if not os.access(path, os.W_OK):
        raise Refusal("{path} is read-only: open it for reading, or allow writing to it.", path=path)
    lock = writer_lock(path)
    engine = sqlite.writing_engine(path)
    try:
        format_found = _format(path, engine)
        if format_found != FORMAT:
            from measurements.storage import schema

            engine.dispose()
            with told(path):
                schema.upgrade(path, format_found)
        store = TrialStore(path, engine, lock, now)
        _give_protocol(store)
        return store
    except BaseException:
        engine.dispose()
        lock.release()
        raise


def _open_for_reading(path: Path, now: Callable[[], datetime]) -> TrialStore:
    engine = sqlite.reading_engine(path)
    try:
        format_found = _format(path, engine)
        if format_found != FORMAT:
            raise Refusal(
                "{path} has format {format_found}, this program reads {format}: an older trial is brought "
                "up to date by opening it for writing, a newer one needs its newer program.",
                path=path,
                format_found=format_found,
                format=FORMAT,
            )
        return TrialStore(path, engine, None, now)
    except BaseException:
        engine.dispose()
        raise


def _reader(trial: Repository) -> str:
    """Who reads in a trial without accounts: whom it was handed to, or else whoever is at this computer."""
    carried_by = trial.handovers.carried_by(trial.trial_uid())
    return account() if carried_by is None else carried_by.reader


def _build(unfinished: Path, name: str, now: datetime, migrate: Callable[[Engine], None]) -> None:
    from measurements.storage.protocol import put_first_protocol

    engine = sqlite.writing_engine(unfinished, foreign_keys=False)
    try:
        migrate(engine)
        with sqlite.for_writing(engine).begin() as connection:
            trial = {
                "uid": str(uuid4()),
                "name": name,
                "created_utc": now.astimezone(UTC).isoformat(timespec="seconds"),
                "program_version": PROGRAM_VERSION,
            }
            connection.execute(INSERT[TrialRow], trial)
            work = UnitOfWork(connection, unfinished.parent, {})
            put_first_protocol(work)
            work.write_audit(Heading(account(), "CreateTrial", "", now))
    finally:
        engine.dispose()


def _give_protocol(store: TrialStore) -> None:
    """Puts this program's protocol into a trial of a format that had none: it was read by those rules."""
    with store.whole() as trial:
        lacking = trial.protocol() is None
    if lacking:
        from measurements.storage.protocol import put_first_protocol

        with store.writing_before_sign_in(
            "UpgradeTrial", reason="the trial's format had no protocol"
        ) as work:
            put_first_protocol(work)


def _format(path: Path, engine: Engine) -> str:
    """The trial's format, which is the revision of its last migration."""
    with told(path), engine.begin() as connection:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def writer_lock(path: Path) -> WriterLock:
    """The right to write to the trial at `path`, whether there is one yet or not.

    Raises:
        Refusal: somebody else writes to it, or its folder is missing, takes no files or is on a network.
    """
    if not path.parent.is_dir():
        raise Refusal(
            "{folder} is not a folder: make it first, or choose another place for the trial.",
            folder=path.parent,
        )
    share = network_share(path.parent)
    if share is not None:
        raise Refusal(
            "{path} lies on a network share ({share}), where two writers cannot be kept apart: copy it to a "
            "disk of this computer, or open it for reading.",
            path=path,
            share=share,
        )
    return WriterLock(path)


@contextlib.contextmanager
def told(path: Path, kind: type[Refusal] = Refusal) -> Iterator[None]:
    """Turns the database errors that a user can mend into one sentence about the file at `path`; lets all
    others through."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        refusal = sqlite.refusal_for(error, path)
        if refusal is None:
            raise
        raise (refusal if isinstance(refusal, Signed) else kind(str(refusal))) from error
