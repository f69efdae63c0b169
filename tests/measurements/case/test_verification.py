"""Whoever alters a trial behind the program's back is found out, and what they altered is named."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from measurements.access import passwords
from measurements.access.sign_in import sign_in
from measurements.case.evidence_commands import AddPerson, Assign, ResetPassword, UnlockSignature
from measurements.case.service import CaseService
from measurements.case.signed_content import hash_of, statement
from measurements.case.verification import Part, verify
from measurements.people import Assignment, Role, Task
from measurements.storage.anchors import note_end
from measurements.storage.audit import AuditEntry
from measurements.storage.spelling import canonical_json
from measurements.storage.store import TrialStore, open_trial
from tests.accounts import MANAGER, OTHER_READER, PASSWORD, READER, admit, person_uid
from tests.measurements.signed_read import SignedRead, trial_with_people

Alter = Callable[[sqlite3.Connection], None]


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a trial with two completed reads and a decision."""
    folder = tmp_path_factory.mktemp("signed")
    with trial_with_people(folder) as made:
        made.read_whole(READER)
        made.read_whole(OTHER_READER)
        made.adjudicate()
    return folder


@pytest.fixture
def trial(signed: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may alter."""
    shutil.copytree(signed, tmp_path / "copy")
    return tmp_path / "copy" / "trial.longaxis"


def found(trial: Path, seen_in: tuple[Path, ...] = ()) -> list[tuple[Part, str]]:
    with open_trial(trial, writing=False) as store:
        return [(one.part, one.sentence) for one in verify(store, seen_in).findings]


def alter(trial: Path, change: Alter) -> None:
    """As somebody does who knows SQLite: without the triggers that refuse it, which are put back after."""
    connection = sqlite3.connect(trial)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    change(connection)
    for _, statement_ in triggers:
        connection.execute(statement_)
    connection.commit()
    connection.close()


def rechain(connection: sqlite3.Connection) -> None:
    """Computes every hash of the audit anew, so that the chain itself holds."""
    (previous,) = connection.execute("SELECT uid FROM trial").fetchone()
    names = [name for name in AuditEntry.__slots__ if name != "hash"]
    rows = connection.execute(f"SELECT {', '.join(names)} FROM audit_entry ORDER BY sequence").fetchall()
    for row in rows:
        entry = AuditEntry(**{**dict(zip(names, row, strict=True)), "previous_hash": previous})
        previous = entry.content_hash()
        connection.execute(
            "UPDATE audit_entry SET previous_hash = ?, hash = ? WHERE sequence = ?",
            (entry.previous_hash, previous, entry.sequence),
        )


def test_a_trial_that_nobody_altered_holds(trial: Path) -> None:
    with open_trial(trial, writing=False) as store:
        verified = verify(store)
    assert verified.findings == ()
    assert (verified.signatures, verified.pictures) == (9, 9)
    assert verified.holds


def test_a_changed_value_is_named_with_the_entry_that_left_it(trial: Path) -> None:
    alter(
        trial,
        lambda c: c.execute("UPDATE measurement SET long_tenths_mm = 999 WHERE lesion_uid = 'lesion-liwei'"),
    )
    connection = sqlite3.connect(trial)
    (entry,) = connection.execute(
        "SELECT min(sequence) FROM audit_entry WHERE table_name = 'measurement'"
        " AND row_key LIKE '%lesion-liwei%'"
    ).fetchone()
    connection.close()
    part, sentence = found(trial)[0]
    assert part is Part.TABLES
    assert sentence.startswith(f"Audit entry {entry} left")
    assert "long_tenths_mm" in sentence


def test_a_deleted_audit_row_is_named(trial: Path) -> None:
    alter(trial, lambda c: c.execute("DELETE FROM audit_entry WHERE sequence = 12"))
    assert (Part.CHAIN, "Audit entry 12 is missing: the next one found is 13.") in found(trial)


def test_a_value_changed_with_its_audit_and_every_hash_after_it_breaks_the_signature(trial: Path) -> None:
    def everywhere(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE measurement SET long_tenths_mm = 999 WHERE lesion_uid = 'lesion-liwei'")
        rows = connection.execute(
            "SELECT sequence, new_value FROM audit_entry WHERE table_name = 'measurement'"
            " AND row_key LIKE '%lesion-liwei%'"
        ).fetchall()
        for sequence, value in rows:
            (tenths,) = connection.execute("SELECT json_extract(?, '$.long_tenths_mm')", (value,)).fetchone()
            forged = value.replace(f'"long_tenths_mm":{tenths}', '"long_tenths_mm":999')
            connection.execute("UPDATE audit_entry SET new_value = ? WHERE sequence = ?", (forged, sequence))
        rechain(connection)

    alter(trial, everywhere)
    parts = {part for part, _ in found(trial)}
    assert parts == {Part.SIGNATURES}
    assert any("Dr Li Wei" in sentence and "unlock it" in sentence for _, sentence in found(trial))


def forged(connection: sqlite3.Connection, columns: dict[str, object], *, audited: bool) -> None:
    names = ", ".join(columns)
    marks = ", ".join("?" for _ in columns)
    connection.execute(f"INSERT INTO signature ({names}) VALUES ({marks})", tuple(columns.values()))
    if audited:
        row = connection.execute("SELECT * FROM audit_entry ORDER BY sequence DESC LIMIT 1").fetchone()
        entry = dict(zip(AuditEntry.__slots__, row, strict=True))
        entry |= {
            "sequence": entry["sequence"] + 1,
            "table_name": "signature",
            "action": "SignTimepoint",
            "row_key": canonical_json([columns["uid"]]),
            "old_value": None,
            "new_value": canonical_json(columns),
        }
        connection.execute(
            f"INSERT INTO audit_entry VALUES ({', '.join('?' for _ in entry)})", tuple(entry.values())
        )
        rechain(connection)


def signature_like(trial: Path, name: str) -> dict[str, object]:
    """The columns of one of the signatures that are there."""
    connection = sqlite3.connect(trial)
    connection.row_factory = sqlite3.Row
    row = connection.execute(
        "SELECT * FROM signature WHERE name = ? AND meaning = 'timepoint assessed' LIMIT 1", (name,)
    ).fetchone()
    connection.close()
    return dict(row)


def test_a_signature_put_in_from_outside_is_named(trial: Path) -> None:
    columns = signature_like(trial, READER) | {"uid": "forged", "read_uid": "read-osei", "version": 2}
    alter(trial, lambda c: forged(c, columns, audited=False))
    assert any(
        part is Part.SIGNATURES and "Dr Li Wei" in sentence and "forged" in sentence
        for part, sentence in found(trial)
    )


def test_a_signature_by_a_key_of_the_forger_is_named_though_the_audit_tells_of_it(trial: Path) -> None:
    public_key, sealed_key = passwords.new_key("the forger's own")
    private = passwords.opened_key(sealed_key, "the forger's own")
    columns = signature_like(trial, READER) | {"uid": "forged", "version": 2, "public_key": public_key}
    columns["content_hash"] = hash_of(str(columns["content"]))
    columns["seal"] = private.sign(statement(columns)).hex()
    alter(trial, lambda c: forged(c, columns, audited=True))
    sentences = [sentence for part, sentence in found(trial) if part is Part.SIGNATURES]
    assert sentences
    assert "never Dr Li Wei's" in sentences[0]


@pytest.mark.parametrize("column", ["printed_name", "signed", "meaning", "version", "protocol_hash"])
def test_nothing_that_a_signature_shows_can_be_altered(trial: Path, column: str) -> None:
    value = {"version": 7, "signed": "2020-01-01T00:00:00+00:00", "meaning": "read completed"}.get(
        column, "x"
    )
    alter(trial, lambda c: c.execute(f"UPDATE signature SET {column} = ? WHERE name = 'osei'", (value,)))
    assert any(part is Part.SIGNATURES and "forged" in sentence for part, sentence in found(trial))


def test_a_swapped_picture_is_named(trial: Path) -> None:
    picture = sorted((trial.parent / "images").rglob("*.dcm"))[4]
    picture.write_bytes(picture.read_bytes() + b"!")
    (one,) = found(trial)
    assert one[0] is Part.IMAGES
    assert one[1].startswith(str(picture))


def test_a_picture_swapped_with_its_checksum_is_named(trial: Path) -> None:
    def swapped(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE slice_checksums SET digests = zeroblob(length(digests))")

    alter(trial, swapped)
    assert {part for part, _ in found(trial)} == {Part.IMAGES}


def test_a_missing_picture_is_named(trial: Path) -> None:
    picture = sorted((trial.parent / "images").rglob("*.dcm"))[0]
    picture.unlink()
    (one,) = found(trial)
    assert one == (
        Part.IMAGES,
        f"{picture} cannot be read (No such file or directory): bring the pictures back to their place.",
    )


def test_an_older_file_in_its_place_is_named(trial: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.longaxis"
    shutil.copyfile(trial, older)
    with open_trial(trial, writing=True) as store:
        sign_in(store, MANAGER, PASSWORD)
        with store.whole() as whole:
            note_end(whole, (tmp_path,), store.now())
    assert found(trial, (tmp_path,)) == []
    shutil.copyfile(older, trial)
    (one,) = found(trial, (tmp_path,))
    assert one[0] is Part.HISTORY
    assert "an older file lies in the trial's place" in one[1]


def test_a_lock_that_is_gone_is_named(trial: Path) -> None:
    with closing(sqlite3.connect(trial)) as connection, connection:
        connection.execute("DROP TRIGGER signature_locked_delete")
    assert found(trial) == [
        (
            Part.FILE,
            "The lock signature_locked_delete of what is signed is gone from the file, or was altered.",
        )
    ]


def test_content_altered_under_its_signature_is_named(trial: Path) -> None:
    alter(trial, lambda c: c.execute("UPDATE signature SET content = 'x' WHERE name = 'osei'"))
    assert any(
        "Dr Osei" in sentence and "not of what it is kept with" in sentence for _, sentence in found(trial)
    )


def test_a_decision_taken_away_under_its_signature_is_named(trial: Path) -> None:
    alter(trial, lambda c: c.execute("DELETE FROM adjudication"))
    assert any("Dr Adams" in sentence and "unlock it" in sentence for _, sentence in found(trial))


def appended(connection: sqlite3.Connection, action: str, table: str, row: tuple[str, str, str]) -> None:
    """An entry as the program writes them, upon the last one; `row`: its key, what it was, what it is."""
    names = ", ".join(AuditEntry.__slots__)
    last = connection.execute(f"SELECT {names} FROM audit_entry ORDER BY sequence DESC LIMIT 1").fetchone()
    columns = dict(zip(AuditEntry.__slots__, last, strict=True))
    key, old, new = row
    columns |= {
        "sequence": columns["sequence"] + 1,
        "action": action,
        "table_name": table,
        "row_key": canonical_json([key]),
        "old_value": old or None,
        "new_value": new or None,
        "previous_hash": columns.pop("hash"),
    }
    columns["hash"] = AuditEntry(**columns).content_hash()
    marks = ", ".join("?" for _ in columns)
    connection.execute(
        f"INSERT INTO audit_entry ({', '.join(columns)}) VALUES ({marks})", tuple(columns.values())
    )


def test_a_decision_turned_round_with_its_audit_is_named_for_nobody_signed_it(trial: Path) -> None:
    def turned(connection: sqlite3.Connection) -> None:
        (uid,) = connection.execute("SELECT uid FROM signature WHERE name = 'adams'").fetchone()
        unlock = {
            "signature_uid": uid,
            "who": MANAGER,
            "unlocked": "2026-01-01T00:00:00+00:00",
            "reason": "x",
        }
        connection.execute(
            "INSERT INTO unlock (signature_uid, who, unlocked, reason) VALUES (?, ?, ?, ?)",
            tuple(unlock.values()),
        )
        appended(connection, "UnlockSignature", "unlock", (uid, "", canonical_json(unlock)))
        (subject_uid, was) = connection.execute(
            "SELECT row_key, new_value FROM audit_entry WHERE table_name = 'adjudication'"
        ).fetchone()
        connection.execute("UPDATE adjudication SET chosen_read_uid = 'read-liwei'")
        now = was.replace("read-osei", "read-liwei")
        appended(connection, "Adjudicate", "adjudication", (json.loads(subject_uid)[0], was, now))

    alter(trial, turned)
    assert found(trial) == [
        (
            Part.SIGNATURES,
            "The decision between the reads of HN-017 is signed by nobody: it came from outside.",
        )
    ]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE measurement SET state = 'bogus' WHERE lesion_uid = 'lesion-osei'",
        "UPDATE lesion SET first_timepoint_uid = 'bogus'",
        "UPDATE protocol SET text = 'bogus'",
        "UPDATE signature SET signed = 'bogus'",
        "UPDATE image_check SET verdict = 'bogus'",
        "DELETE FROM person",
        "DELETE FROM subject",
    ],
)
def test_what_cannot_be_read_any_more_keeps_nothing_from_being_told(trial: Path, damage: str) -> None:
    alter(trial, lambda c: c.execute(damage))
    parts = [part for part, _ in found(trial)]
    assert Part.TABLES in parts
    assert Part.SIGNATURES in parts


def test_a_key_that_was_replaced_is_remarked_for_its_owner_to_know_of(trial: Path) -> None:
    with open_trial(trial, writing=True) as store:
        sign_in(store, MANAGER, PASSWORD)
        CaseService(store).run(ResetPassword(person_uid(READER), "another-lamp-78"))
    with open_trial(trial, writing=False) as store:
        verified = verify(store)
        with store.whole() as whole:
            entry = whole.chain_end().sequence
    assert verified.holds
    assert [one.sentence for one in verified.findings] == [
        f"Dr Li Wei was given another key at audit entry {entry} (ResetPassword, by dana): "
        "ask them whether they know of it."
    ]


def key_replaced(connection: sqlite3.Connection, *, action: str, who: str) -> None:
    """Another key for a reader, with an audit entry and every hash as the program writes them."""
    (uid, was) = connection.execute(
        "SELECT row_key, new_value FROM audit_entry WHERE table_name = 'person' AND row_key LIKE '%liwei%'"
        " ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    public_key, _ = passwords.new_key("the forger's own")
    now = canonical_json(json.loads(was) | {"public_key": public_key})
    connection.execute("UPDATE person SET public_key = ? WHERE name = 'liwei'", (public_key,))
    appended(connection, action, "person", (json.loads(uid)[0], was, now))
    connection.execute(
        "UPDATE audit_entry SET who = ? WHERE sequence = (SELECT max(sequence) FROM audit_entry)", (who,)
    )
    rechain(connection)


@pytest.mark.parametrize(
    ("action", "who"), [("ChangeOwnPassword", READER), ("SignIn", READER), ("ResetPassword", OTHER_READER)]
)
def test_a_key_that_no_data_manager_gave_is_forged(trial: Path, action: str, who: str) -> None:
    alter(trial, lambda c: key_replaced(c, action=action, who=who))
    with open_trial(trial, writing=False) as store:
        verified = verify(store)
        with store.whole() as whole:
            entry = whole.chain_end().sequence
    assert not verified.holds
    assert [one.sentence for one in verified.findings if not one.remark] == [
        f"The key of Dr Li Wei was replaced at audit entry {entry} ({action}, by {who}), and no data manager "
        "had reset their password: whoever has that key signs in their name."
    ]


def test_a_key_without_an_audit_entry_is_forged_and_its_owner_is_named(trial: Path) -> None:
    public_key, _ = passwords.new_key("the forger's own")
    alter(trial, lambda c: c.execute("UPDATE person SET public_key = ? WHERE name = 'liwei'", (public_key,)))
    with open_trial(trial, writing=False) as store:
        verified = verify(store)
    assert not verified.holds
    assert any(
        one.sentence.startswith("The key of Dr Li Wei is in no audit entry") and not one.remark
        for one in verified.findings
    )


def test_a_third_read_takes_nothing_from_the_decision_that_was_made_before_it(trial: Path) -> None:
    with open_trial(trial, writing=True) as store:
        late_read(store)
        verified = verify(store)
    assert verified.holds
    assert [one.sentence for one in verified.findings] == [
        "carla has completed a read of HN-017 that the decision of Dr Adams does not know of: the decision "
        "stands, between the 2 reads it was made on."
    ]


def test_unlocking_a_third_read_leaves_the_decision_that_is_not_of_it(trial: Path) -> None:
    with open_trial(trial, writing=True) as store:
        late_read(store)
        sign_in(store, MANAGER, PASSWORD)
        with store.whole() as whole:
            (late,) = (one for one in whole.evidence.standing("read-carla") if one.timepoint_uid is None)
        CaseService(store).run(UnlockSignature(late.uid, "wrong lesion"))
        with store.whole() as whole:
            assert [one.who for one in whole.evidence.adjudications().values()] == ["adams"]
        assert verify(store).findings == ()


def late_read(store: TrialStore) -> None:
    """A third radiologist reads and completes the subject that was decided."""
    case = CaseService(store)
    sign_in(store, MANAGER, PASSWORD)
    with store.reading() as whole:
        (subject,) = whole.subjects()
        timepoints = whole.timepoints(subject.uid)
    carla = AddPerson("person-carla", "carla", "Dr Carla", frozenset({Role.RADIOLOGIST}), PASSWORD)
    admit(store, case, carla)
    case.run(Assign(Assignment("carla reads", subject.uid, "person-carla", Task.READ)))
    sign_in(store, "carla", PASSWORD)
    SignedRead(store, case, subject, timepoints).begin("carla")
    SignedRead(store, case, subject, timepoints).read_on("carla")


@pytest.mark.parametrize("column", ["origin_lps", "slope"])
def test_what_millimetres_and_grey_values_are_computed_with_is_bound_too(trial: Path, column: str) -> None:
    value = "'[0.0, 0.0, 0.0]'" if column == "origin_lps" else "2.0"
    alter(trial, lambda c: c.execute(f"UPDATE slice SET {column} = {value}"))
    assert {part for part, _ in found(trial)} == {Part.IMAGES}
