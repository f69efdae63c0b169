"""A file of reads, opened and checked: seal, audit, rows and signatures, before any of it is believed."""

import contextlib
import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measurements.access.passwords import seal_holds
from measurements.carrying import HandOut
from measurements.case.signed_content import hash_of, statement
from measurements.handover.package import TRIAL, Kind, Package, Seal
from measurements.handover.read_rows import Rows, rows_now
from measurements.refusal import Refusal
from measurements.storage import sqlite
from measurements.storage.audit import ChainEnd, broken_links
from measurements.storage.replay import departures
from measurements.storage.repository import Repository
from measurements.storage.store import open_trial


@dataclass(frozen=True, slots=True)
class ReadsFile:
    """What was found right in itself. Whether it belongs to a trial is for `planning` to say.

    Attributes:
        file_hash: SHA-256, hexadecimal; content: the whole of it.
        trial: the carried trial, for as long as the file is open.
        end: the last entry of its audit.
        reads: rows of the reads of the one it was handed to, by uid of the read.
        left: how many reads of others it has, which stay in it.
    """

    path: Path
    file_hash: str
    content: bytes
    hand_out: HandOut
    seal: Seal
    trial: Repository
    end: ChainEnd
    reads: Mapping[str, Rows]
    left: int


@contextlib.contextmanager
def opened_reads(path: Path) -> Iterator[ReadsFile]:
    """A file of reads. Of an older program's, a copy is brought up to date to be looked at.

    Raises:
        Refusal: no such file, damaged, altered, forged, or of a newer program.
    """
    with tempfile.TemporaryDirectory(prefix="longaxis-") as folder, Package(path, Kind.READS) as package:
        content = package.path.read_bytes()
        trial_path = Path(folder) / TRIAL
        package.extract(TRIAL, trial_path)
        if not sqlite.is_trial_file(trial_path):
            raise Refusal("{path} holds no trial: have it made again.", path=package.path)
        with _told_of(package.path, trial_path):
            open_trial(trial_path, writing=True).close()
            with open_trial(trial_path, writing=False) as store, store.whole() as trial:
                yield _checked(package, content, trial)


def _checked(package: Package, content: bytes, trial: Repository) -> ReadsFile:
    path, uid = package.path, trial.trial_uid()
    hand_out = trial.handovers.carried_by(uid)
    if hand_out is None or hand_out != package.hand_out:
        raise Refusal("{path} holds another trial than it says: have it made again.", path=path)
    for sentence in (*broken_links(trial.audit(), uid), *departures(trial)):
        raise Refusal(
            "{path} was altered, so nothing of it is taken: {sentence}", path=path, sentence=sentence
        )
    rows = rows_now(trial)
    reads = {one.uid: rows[one.uid] for one in trial.reads() if one.reader == hand_out.reader}
    for of_read in reads.values():
        for (table, _), columns in of_read.items():
            if table == "signature":
                _check_signature(path, columns)
    return ReadsFile(
        path=path,
        file_hash=hashlib.sha256(content).hexdigest(),
        content=content,
        hand_out=hand_out,
        seal=package.seal,
        trial=trial,
        end=trial.chain_end(),
        reads=reads,
        left=len(rows) - len(reads),
    )


def _check_signature(path: Path, columns: Mapping[str, Any]) -> None:
    """Whether it is of what it is kept with, and by the key that it names."""
    fits = hash_of(columns["content"]) == columns["content_hash"]
    if not fits or not seal_holds(columns["public_key"], statement(columns), columns["seal"]):
        raise Refusal(
            "{path} has a signature of {person} of {signed} that is forged or altered, so nothing of it is "
            "taken: have the reader hand back once more.",
            path=path,
            person=columns["printed_name"],
            signed=columns["signed"],
        )


@contextlib.contextmanager
def _told_of(path: Path, unpacked: Path) -> Iterator[None]:
    """What is refused of the unpacked trial is said of the file that the user knows."""
    try:
        yield
    except Refusal as refusal:
        if str(unpacked) not in str(refusal):
            raise
        raise refusal.said_of(path, instead_of=unpacked) from refusal
