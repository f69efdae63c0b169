"""Reads that are forged, altered on the way, or of another trial are refused."""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from measurements.handover.reads_file import opened_reads
from measurements.refusal import Refusal
from measurements.storage.audit import AuditEntry
from measurements.storage.store import open_trial
from tests.accounts import PASSWORD
from tests.measurements.handover.travelling import (
    Place,
    carried_trial,
    central_trial,
    handed_back,
    handed_out,
    looked_at,
    state_of,
)


def test_reads_of_another_trial_are_refused(begun: Place, carried: Place, tmp_path: Path) -> None:
    carried.sign(0)
    path = handed_back(carried, tmp_path)
    with (
        central_trial(tmp_path / "another") as other,
        pytest.raises(Refusal, match="is another than this one"),
    ):
        looked_at(other, path)


def test_a_trial_put_back_to_before_the_hand_over_says_so(begun: Place, tmp_path: Path) -> None:
    begun.store.close()
    shutil.copytree(begun.store.path.parent, tmp_path / "before")
    with ExitStack() as stack:
        path = begun.store.path
        place = Place(stack.enter_context(open_trial(path, writing=True)), begun.case)
        place.case = type(begun.case)(place.store)
        carried = stack.enter_context(carried_trial(handed_out(place, tmp_path), tmp_path / "laptop"))
        carried.sign(0)
        reads = handed_back(carried, tmp_path)
        older = Place(
            stack.enter_context(open_trial(tmp_path / "before" / path.name, writing=True)), place.case
        )
        older.case = type(begun.case)(older.store)
        with pytest.raises(Refusal, match="does not know to have handed out"):
            looked_at(older, reads)


def chained_anew(connection: sqlite3.Connection) -> None:
    """Accounts and signatures gone from the audit as well, and every hash of what is left computed anew."""
    (uid,) = connection.execute("SELECT uid FROM trial").fetchone()
    names = ", ".join(AuditEntry.__slots__)
    entries = [AuditEntry(*row) for row in connection.execute(f"SELECT {names} FROM audit_entry ORDER BY 1")]
    connection.execute("DELETE FROM audit_entry")
    previous, sequence = uid, 0
    for entry in entries:
        if entry.table_name in ("person", "assignment", "signature"):
            continue
        sequence += 1
        forged = replace(entry, sequence=sequence, previous_hash=previous)
        previous = forged.content_hash()
        values = [getattr(replace(forged, hash=previous), name) for name in AuditEntry.__slots__]
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO audit_entry ({names}) VALUES ({marks})", values)


def test_a_file_stripped_of_its_accounts_is_not_the_readers(
    begun: Place, carried: Place, tmp_path: Path
) -> None:
    carried.redraw(0, 30.0)
    tables = ("assignment", "person", "signature")
    path = altered(
        handed_back(carried, tmp_path),
        tmp_path,
        *(f"DELETE FROM {one}" for one in tables),
        chain=chained_anew,
    )
    with opened_reads(path) as file:
        assert not file.seal.by_key
    with pytest.raises(Refusal, match="is not sealed by liwei"):
        looked_at(begun, path)


def altered(
    path: Path, folder: Path, *statements: str, chain: Callable[[sqlite3.Connection], None] | None = None
) -> Path:
    """The file with its trial changed by SQL past its triggers, packed and listed anew without a seal."""
    import hashlib

    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    file = folder / "altered.db"
    file.write_bytes(members["trial.longaxis"])
    connection = sqlite3.connect(file)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for one in statements:
        connection.execute(one)
    if chain is not None:
        chain(connection)
    connection.commit()
    connection.close()
    members["trial.longaxis"] = file.read_bytes()
    manifest = json.loads(members["manifest.json"])
    digest = hashlib.sha256(members["trial.longaxis"]).hexdigest()
    manifest["members"]["trial.longaxis"] = [len(members["trial.longaxis"]), digest]
    members["manifest.json"] = json.dumps(manifest).encode()
    seal = json.loads(members["seal.json"])
    seal |= {
        "manifest_hash": hashlib.sha256(members["manifest.json"]).hexdigest(),
        "public_key": "",
        "seal": "",
    }
    members["seal.json"] = json.dumps(seal).encode()
    with zipfile.ZipFile(folder / "altered.longaxis-reads", "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    return folder / "altered.longaxis-reads"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE measurement SET long_tenths_mm = 1", "was altered, so nothing of it is taken"),
        ("UPDATE audit_entry SET who = 'osei' WHERE sequence = 5", "was altered, so nothing of it is taken"),
        ("UPDATE signature SET content = '{}'", "was altered, so nothing of it is taken"),
        ("UPDATE trial SET name = 'x'", "is not sealed by liwei"),
    ],
)
def test_what_was_altered_on_the_way_is_refused(
    begun: Place, carried: Place, tmp_path: Path, statement: str, sentence: str
) -> None:
    carried.sign(0)
    path = altered(handed_back(carried, tmp_path), tmp_path, statement)
    before = state_of(begun)
    with pytest.raises(Refusal, match=sentence):
        looked_at(begun, path)
    assert state_of(begun)[1:] == before[1:]


def test_another_ones_seal_is_not_the_readers(begun: Place, carried: Place, tmp_path: Path) -> None:
    """The carried trial sealed by a key of one's own: right in itself, and nobody's of this trial."""
    carried.sign(0)
    from measurements.access.passwords import new_key, opened_key
    from measurements.handover.package import TRIAL, Kind, PackageWriter
    from measurements.storage import sqlite
    from tests.measurements.handover.travelling import Clock

    public_key, sealed_key = new_key(PASSWORD)
    with carried.store.whole() as trial:
        person = trial.evidence.people()[0]
        hand_out = trial.handovers.hand_outs()[0]
    sqlite.backup(carried.store.path, tmp_path / "copy")
    with PackageWriter(tmp_path / "forged", Kind.READS) as package:
        package.add(TRIAL, tmp_path / "copy", compressed=True)
        forger = replace(person, public_key=public_key)
        package.seal(hand_out, forger, "", opened_key(sealed_key, PASSWORD), Clock()())
        package.publish()
    with pytest.raises(Refusal, match="is not sealed by liwei"):
        looked_at(begun, package.path)
