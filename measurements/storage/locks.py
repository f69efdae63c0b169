"""What is signed cannot be changed: triggers of the database itself, whoever writes to it.

They are made anew at the end of every migration, for one that remakes a table takes its triggers along.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

SIGNED = "signed: "
"""How what a trigger says begins; the sentence after it is for the user."""

NEVER_CHANGED = ("signature", "unlock")
OF_A_TIMEPOINT = ("measurement", "annotation", "key_image")
IN_TIME = "this timepoint is signed; it can be changed once it was unlocked with a reason"
IN_READ = "the timepoint this lesion was chosen at is signed; it can be changed once that was unlocked"
SCHEDULED = "a read of this timepoint is signed; unlock it before the timepoint is changed"

COMPLETED = "a read of this subject is completed; unlock it before the subject is changed"
BY_PROTOCOL = "timepoints are signed by the protocol in force; unlock them before another takes its place"


def put_locks(connection: Connection) -> None:
    """Makes the triggers, those of before replaced."""
    for name, statement in _triggers():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {statement}")


def sentence_of(message: str) -> str | None:
    """What to tell the user of a trigger's refusal; None where the message is of something else."""
    if not message.startswith(SIGNED):
        return None
    sentence = message.removeprefix(SIGNED)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _triggers() -> Iterator[tuple[str, str]]:
    for table in NEVER_CHANGED:
        for event in ("UPDATE", "DELETE"):
            yield _refusing(f"{table}_never_{event.lower()}d", event, table, "1", "what is signed stays")
    # INSERT OR REPLACE deletes without asking the triggers above.
    for table, key in (("signature", "uid"), ("unlock", "signature_uid")):
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
        yield _refusing(f"{table}_never_replaced", "INSERT", table, there, "what is signed stays")
    for table in OF_A_TIMEPOINT:
        for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            locked = " OR ".join(_locked(_read(table, row), f"{row}.timepoint_uid") for row in rows)
            yield _refusing(f"{table}_signed_{event.lower()}", event, table, locked, IN_TIME)
    for event, rows in (("INSERT", ("NEW",)), ("DELETE", ("OLD",))):
        locked = " OR ".join(_locked(f"{row}.read_uid", f"{row}.first_timepoint_uid") for row in rows)
        yield _refusing(f"lesion_signed_{event.lower()}", event, "lesion", locked, IN_READ)
    evidence = ("uid", "read_uid", "label", "role", "site", "organ", "laterality", "nodal")
    changed = " OR ".join(
        f"NEW.{name} IS NOT OLD.{name}" for name in (*evidence, "first_timepoint_uid", "name", "comment")
    )
    # The class may be tagged after the lock, where the protocol says so: once, and never another.
    changed += " OR (NEW.radiation IS NOT OLD.radiation AND OLD.radiation IS NOT NULL)"
    locked = " OR ".join(_locked(f"{row}.read_uid", f"{row}.first_timepoint_uid") for row in ("OLD", "NEW"))
    yield _refusing("lesion_signed_update", "UPDATE", "lesion", f"({changed}) AND ({locked})", IN_READ)
    yield _refusing(
        "study_signed_move",
        "UPDATE OF timepoint_uid",
        "study",
        f"NEW.timepoint_uid <> OLD.timepoint_uid AND ({_any_read('OLD')} OR {_any_read('NEW')})",
        SCHEDULED,
    )
    same = "NEW.subject_uid = OLD.subject_uid AND NEW.label = OLD.label AND NEW.kind = OLD.kind"
    signed = _any_read("OLD").replace("OLD.timepoint_uid", "OLD.uid")
    yield _refusing("timepoint_signed_update", "UPDATE", "timepoint", f"NOT ({same}) AND {signed}", SCHEDULED)
    completed = (
        "EXISTS (SELECT 1 FROM signature AS s JOIN read AS r ON r.uid = s.read_uid "
        f"WHERE r.subject_uid = OLD.uid AND s.timepoint_uid IS NULL AND {_STANDS})"
    )
    moved = "NEW.treatment_start IS NOT OLD.treatment_start OR NEW.code <> OLD.code"
    yield _refusing("subject_signed_update", "UPDATE", "subject", f"({moved}) AND {completed}", COMPLETED)
    any_signed = f"EXISTS (SELECT 1 FROM signature AS s WHERE {_STANDS})"
    yield _refusing("protocol_signed_update", "UPDATE", "protocol", any_signed, BY_PROTOCOL)


def _refusing(name: str, event: str, table: str, when: str, sentence: str) -> tuple[str, str]:
    return name, f"BEFORE {event} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{SIGNED}{sentence}'); END"


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


def _any_read(row: str) -> str:
    """Whether a signature of any read stands for a timepoint."""
    return f"EXISTS (SELECT 1 FROM signature AS s WHERE s.timepoint_uid = {row}.timepoint_uid AND {_STANDS})"
