"""Handing back: the reads of a carried trial in one small sealed file, without the pictures."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from measurements.access.sign_in import prove
from measurements.carrying import HandOut
from measurements.handover.package import TRIAL, Kind, PackageWriter, Seal
from measurements.refusal import NotAllowed, Refusal
from measurements.storage import sqlite
from measurements.storage.store import TrialStore


@dataclass(frozen=True, slots=True)
class HandedBack:
    """What was made.

    Attributes:
        sequence: of the last audit entry in it.
    """

    hand_out: HandOut
    path: Path
    sequence: int
    seal: Seal


def carried_from(store: TrialStore) -> HandOut | None:
    """By what this trial was carried away from another; None of a trial that was not."""
    with store.whole() as trial:
        return trial.handovers.carried_by(trial.trial_uid())


def hand_back(store: TrialStore, out: Path, password: str) -> HandedBack:
    """Makes a file of reads: the carried trial, with reads, signatures and audit made in it.

    The reader may go on reading, and hand back once more later.

    Args:
        password: of the reader; "" in a trial without accounts.

    Raises:
        Refusal: the trial was not carried from another, or the file cannot be made.
        NotAllowed: somebody else than the reader is at it.
    """
    hand_out = carried_from(store)
    if hand_out is None:
        raise Refusal(
            "{path} was not handed out from another trial: its reads are here already.", path=store.path
        )
    actor = store.actor
    if actor is None or (actor.person_uid is not None and actor.name != hand_out.reader):
        raise NotAllowed("Only {reader} hands these reads back: sign in first.", reader=hand_out.reader)
    key = None if actor.person_uid is None else prove(store, password)
    with store.whole() as trial:
        signer = None if actor.person_uid is None else trial.evidence.person(actor.person_uid)
    with tempfile.TemporaryDirectory(prefix="longaxis-") as folder, PackageWriter(out, Kind.READS) as package:
        copy = Path(folder) / TRIAL
        sqlite.backup(store.path, copy)
        package.add(TRIAL, copy, compressed=True)
        seal = package.seal(hand_out, signer, hand_out.reader, key, store.now())
        package.publish()
    with store.whole() as trial:
        return HandedBack(hand_out, package.path, trial.chain_end().sequence, seal)
