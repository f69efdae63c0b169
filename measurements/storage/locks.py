"""What is signed cannot be changed: triggers of the database itself, whoever writes to it.

They are made anew at the end of every migration, for one that remakes a table takes its triggers along.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from measurements.signature import Meaning

SIGNED = "signed: "
"""How what a trigger says begins; the sentence after it is for the user."""

NEVER_CHANGED = {
    "signature": "uid",
    "unlock": "signature_uid",
}
"""Tables whose rows are there for ever, with their keys."""

OF_PICTURES = ("series_checksum", "slice_checksums")

OF_A_TIMEPOINT = ("measurement", "annotation", "key_image")

FOR_EVER = "what was signed or taken once stays as it is"
IN_TIME = "this timepoint is signed; it can be changed once it was unlocked with a reason"
IN_READ = "the timepoint this lesion was chosen at is signed; it can be changed once that was unlocked"
SCHEDULED = "a read of this timepoint is signed; unlock it before the timepoint is changed"
CHECKED = "these pictures were read and signed; what was said of them stays"
DECIDED = "this decision is signed; it can be changed once it was unlocked with a reason"
COMPLETED = "a read of this subject is completed; unlock it before the subject is changed"
OF_SIGNED = "signatures name this; it stays as it is"
ACCOUNT = "accounts are switched off, never deleted or renamed"
BY_PROTOCOL = "timepoints are signed by the protocol in force; unlock them before another takes its place"


def put_locks(connection: Connection) -> None:
    """Makes the triggers; those of an earlier version go."""
    drop_locks(connection)
    for name, statement in _triggers():
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {statement}")


def drop_locks(connection: Connection) -> None:
    """For a migration: a table that others' triggers ask cannot be made anew under them."""
    query = f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND instr(sql, '{SIGNED}') > 0"
    for (name,) in connection.exec_driver_sql(query).fetchall():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def missing_locks(connection: Connection) -> list[str]:
    """Names of triggers that are not there, or otherwise than this program makes them."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    found = {row.name: row.sql for row in connection.exec_driver_sql(query)}
    wanted = {name: f"CREATE TRIGGER {name} {statement}" for name, statement in _triggers()}
    return sorted(name for name, sql in wanted.items() if found.get(name) != sql)


def sentence_of(message: str) -> str | None:
    """What to tell the user of a trigger's refusal; None where the message is of something else."""
    if not message.startswith(SIGNED):
        return None
    sentence = message.removeprefix(SIGNED)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _triggers() -> Iterator[tuple[str, str]]:
    """Name of each with what it refuses.

    INSERT OR REPLACE and UPDATE OR REPLACE delete the rows in their way without asking the triggers of
    DELETE, so inserting and changing ask for such rows too.
    """
    yield from _for_ever()
    yield from _of_pictures()
    yield from _of_timepoints()
    yield from _of_lesions()
    yield from _of_schedule()
    yield from _of_people()
    yield from _of_decisions()


def _for_ever() -> Iterator[tuple[str, str]]:
    for table, key in NEVER_CHANGED.items():
        for event in ("UPDATE", "DELETE"):
            yield _refusing(table, event, "1", FOR_EVER)
        yield _refusing(table, "INSERT", _exists(table, f"o.{key} = NEW.{key}"), FOR_EVER)


def _of_pictures() -> Iterator[tuple[str, str]]:
    """Checksums never change; those of a stack that has grown go, unless its timepoint is signed."""
    for table in OF_PICTURES:
        timepoint = (
            "(SELECT study.timepoint_uid FROM series JOIN study ON study.uid = series.study_uid "
            "WHERE series.key = OLD.series_key)"
        )
        yield _refusing(table, "UPDATE", "1", FOR_EVER)
        yield _refusing(table, "DELETE", _signed_for(timepoint), FOR_EVER)
        yield _refusing(table, "INSERT", _exists(table, "o.series_key = NEW.series_key"), FOR_EVER)


def _of_timepoints() -> Iterator[tuple[str, str]]:
    for table in OF_A_TIMEPOINT:
        for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            locked = " OR ".join(_locked(_read(table, row), f"{row}.timepoint_uid") for row in rows)
            if table != "measurement" and event != "DELETE":
                in_the_way = f"o.uid = NEW.uid AND {_locked('o.read_uid', 'o.timepoint_uid')}"
                locked += f" OR {_exists(table, in_the_way)}"
            yield _refusing(table, event, locked, IN_TIME)
    old, new = _signed_for("OLD.timepoint_uid"), _signed_for("NEW.timepoint_uid")
    yield _refusing("image_check", "UPDATE", f"{old} OR {new}", CHECKED)
    yield _refusing("image_check", "DELETE", old, CHECKED)
    yield _refusing("image_check", "INSERT", new, CHECKED)


def _of_lesions() -> Iterator[tuple[str, str]]:
    evidence = ("uid", "read_uid", "label", "role", "site", "organ", "laterality", "nodal")
    changed = " OR ".join(
        f"NEW.{name} IS NOT OLD.{name}" for name in (*evidence, "first_timepoint_uid", "name", "comment")
    )
    # The class may be tagged after the lock, where the protocol says so: once, and never another.
    changed += " OR (NEW.radiation IS NOT OLD.radiation AND OLD.radiation IS NOT NULL)"
    old, new, other = (
        _locked(f"{row}.read_uid", f"{row}.first_timepoint_uid") for row in ("OLD", "NEW", "o")
    )
    same = "(o.uid = NEW.uid OR (o.read_uid = NEW.read_uid AND o.label = NEW.label))"
    in_the_way = _exists("lesion", f"{same} AND {other}")
    others = _exists("lesion", f"{same} AND o.uid <> OLD.uid AND {other}")
    yield _refusing("lesion", "INSERT", f"{new} OR {in_the_way}", IN_READ)
    yield _refusing("lesion", "DELETE", old, IN_READ)
    yield _refusing("lesion", "UPDATE", f"(({changed}) AND ({old} OR {new})) OR {others}", IN_READ)


def _of_schedule() -> Iterator[tuple[str, str]]:
    old, new = _signed_for("OLD.timepoint_uid"), _signed_for("NEW.timepoint_uid")
    redated = "NEW.study_date IS NOT OLD.study_date OR NEW.uid <> OLD.uid"
    other = f"o.uid = NEW.uid AND {_signed_for('o.timepoint_uid')}"
    moved = f"NEW.timepoint_uid <> OLD.timepoint_uid AND ({old} OR {new})"
    held = _exists("study", f"{other} AND o.uid <> OLD.uid")
    yield _refusing("study", "UPDATE", f"({moved}) OR (({redated}) AND {old}) OR {held}", SCHEDULED)
    yield _refusing("study", "DELETE", old, SCHEDULED)
    yield _refusing("study", "INSERT", _exists("study", other), SCHEDULED)

    old = _signed_for("OLD.uid")
    kept = " AND ".join(f"NEW.{name} = OLD.{name}" for name in ("uid", "subject_uid", "label", "kind"))
    same = "(o.uid = NEW.uid OR (o.subject_uid = NEW.subject_uid AND o.label = NEW.label))"
    other = f"{same} AND {_signed_for('o.uid')}"
    held = _exists("timepoint", f"{other} AND o.uid <> OLD.uid")
    yield _refusing("timepoint", "UPDATE", f"(NOT ({kept}) AND {old}) OR {held}", SCHEDULED)
    yield _refusing("timepoint", "DELETE", old, SCHEDULED)
    yield _refusing("timepoint", "INSERT", _exists("timepoint", other), SCHEDULED)

    for event in ("INSERT", "UPDATE", "DELETE"):
        yield _refusing(
            "protocol", event, f"EXISTS (SELECT 1 FROM signature AS s WHERE {_STANDS})", BY_PROTOCOL
        )


def _of_people() -> Iterator[tuple[str, str]]:
    """Whom and what signatures name, those that were voided among them."""
    completed = _of_subject("OLD.uid", f"s.timepoint_uid IS NULL AND {_STANDS}")
    moved = "NEW.treatment_start IS NOT OLD.treatment_start OR NEW.code <> OLD.code"
    other = f"(o.uid = NEW.uid OR o.code = NEW.code) AND {_of_subject('o.uid')}"
    held = _exists("subject", f"{other} AND o.uid <> OLD.uid")
    renamed = f"NEW.uid <> OLD.uid AND {_of_subject('OLD.uid')}"
    yield _refusing("subject", "UPDATE", f"(({moved}) AND {completed}) OR ({renamed}) OR {held}", COMPLETED)
    yield _refusing("subject", "DELETE", _of_subject("OLD.uid"), OF_SIGNED)
    yield _refusing("subject", "INSERT", _exists("subject", other), OF_SIGNED)

    of_old, of_other = (
        f"EXISTS (SELECT 1 FROM signature AS s WHERE s.read_uid = {row}.uid)" for row in ("OLD", "o")
    )
    same = "(o.uid = NEW.uid OR (o.subject_uid = NEW.subject_uid AND o.reader = NEW.reader))"
    held = _exists("read", f"{same} AND {of_other} AND o.uid <> OLD.uid")
    yield _refusing("read", "UPDATE", f"{of_old} OR {held}", OF_SIGNED)
    yield _refusing("read", "DELETE", of_old, OF_SIGNED)
    yield _refusing("read", "INSERT", _exists("read", f"{same} AND {of_other}"), OF_SIGNED)

    same = "(o.uid = NEW.uid OR o.name = NEW.name)"
    held = _exists("person", f"{same} AND o.uid <> OLD.uid")
    yield _refusing("person", "UPDATE", f"NEW.uid <> OLD.uid OR NEW.name <> OLD.name OR {held}", ACCOUNT)
    yield _refusing("person", "DELETE", "1", ACCOUNT)
    yield _refusing("person", "INSERT", _exists("person", same), ACCOUNT)


def _of_decisions() -> Iterator[tuple[str, str]]:
    decided = f"s.meaning = '{Meaning.ADJUDICATION.value}' AND {_STANDS}"
    for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
        signed = " OR ".join(_of_subject(f"{row}.subject_uid", decided) for row in rows)
        yield _refusing("adjudication", event, signed, DECIDED)


def _refusing(table: str, event: str, when: str, sentence: str) -> tuple[str, str]:
    name = f"{table}_locked_{event.lower()}"
    return name, f"BEFORE {event} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{SIGNED}{sentence}'); END"


def _exists(table: str, which: str) -> str:
    """Whether there is such a row, `o`, of the table already."""
    return f"EXISTS (SELECT 1 FROM {table} AS o WHERE {which})"


def _read(table: str, row: str) -> str:
    """The read that a row is of."""
    if table == "measurement":
        return f"(SELECT read_uid FROM lesion WHERE uid = {row}.lesion_uid)"
    return f"{row}.read_uid"


_STANDS = "NOT EXISTS (SELECT 1 FROM unlock AS u WHERE u.signature_uid = s.uid)"


def _locked(read: str, timepoint: str) -> str:
    """Whether a signature stands for a timepoint of a read, or for the whole of it."""
    return (
        f"EXISTS (SELECT 1 FROM signature AS s WHERE s.read_uid = {read} "
        f"AND (s.timepoint_uid = {timepoint} OR s.timepoint_uid IS NULL) AND {_STANDS})"
    )


def _signed_for(timepoint: str) -> str:
    """Whether a signature of any read stands for a timepoint."""
    return f"EXISTS (SELECT 1 FROM signature AS s WHERE s.timepoint_uid = {timepoint} AND {_STANDS})"


def _of_subject(subject: str, also: str = "1") -> str:
    """Whether any read of a subject was ever signed; `also`: by such a signature, `s`."""
    return (
        "EXISTS (SELECT 1 FROM signature AS s JOIN read AS r ON r.uid = s.read_uid "
        f"WHERE r.subject_uid = {subject} AND {also})"
    )
