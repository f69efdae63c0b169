"""Whether a trial can be trusted: its audit, its tables, its signatures and its pictures, each held against
the others."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from measurements.access.passwords import seal_holds
from measurements.case.checksums import file_digests, root_of
from measurements.case.evidence_commands import ResetPassword
from measurements.case.signed_content import completed_by_readers, hash_of, reads_compared, statement
from measurements.case.since_signed import SENTENCES, changed_since
from measurements.people import Role
from measurements.progress import Report, silent
from measurements.refusal import Refusal
from measurements.signature import Meaning, Signature
from measurements.storage.anchors import rolled_back, seen_ends
from measurements.storage.audit import broken_links, set_back_clocks
from measurements.storage.replay import departures
from measurements.storage.repository import Repository
from measurements.storage.store import TrialStore


class Part(StrEnum):
    """What was held against what."""

    FILE = "file"
    CHAIN = "audit chain"
    TABLES = "tables"
    HISTORY = "history"
    SIGNATURES = "signatures"
    IMAGES = "images"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold, in a sentence.

    Attributes:
        remark: worth knowing, but nothing that was altered: clocks of computers differ.
    """

    part: Part
    sentence: str
    remark: bool = False


class Verified(NamedTuple):
    """What was looked at."""

    entries: int
    signatures: int
    pictures: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        return all(one.remark for one in self.findings)


def verify(store: TrialStore, seen_in: Iterable[Path] = (), report: Report = silent) -> Verified:
    """Looks at everything once; of the audit, the first entry that does not hold comes first.

    Args:
        seen_in: folders in which the end of the audit was noted: `storage.anchors`.

    Raises:
        Refusal: the file is so damaged that it cannot be read.
    """
    findings: list[Finding] = []
    with store.whole() as trial:
        uid = trial.trial_uid()
        if not trial.is_whole():
            findings.append(
                Finding(Part.FILE, "The file is damaged: its pages or references do not fit together.")
            )
        findings += [
            Finding(Part.FILE, f"The lock {one} of what is signed is gone from the file, or was altered.")
            for one in trial.missing_locks()
        ]
        report(0, 4, "Checking the chain of the audit")
        findings += [Finding(Part.CHAIN, one) for one in broken_links(trial.audit(), uid)]
        report(1, 4, "Replaying the audit")
        findings += [Finding(Part.TABLES, one) for one in departures(trial, report)]
        rolled = rolled_back(trial, seen_ends(uid, seen_in))
        if rolled is not None:
            findings.append(Finding(Part.HISTORY, rolled))
        report(2, 4, "Checking signatures")
        signatures: list[Signature] = []
        try:
            signatures = trial.evidence.signatures()
            findings += [Finding(Part.SIGNATURES, one) for one in _broken_signatures(trial, signatures)]
            findings += [Finding(Part.SIGNATURES, one) for one in _unsigned_decisions(trial)]
            findings += _replaced_keys(trial)
            findings += [Finding(Part.SIGNATURES, one, remark=True) for one in _read_after_decision(trial)]
        except (Refusal, LookupError, ValueError, RuntimeError) as error:
            # What cannot be read has been found already; all that was found is told all the same.
            if not findings:
                raise
            findings.append(Finding(Part.SIGNATURES, f"The signatures cannot all be checked: {error}"))
        findings += [Finding(Part.CLOCK, one, remark=True) for one in set_back_clocks(trial.audit())]
        entries = trial.chain_end().sequence
        keys = sorted(trial.evidence.checksum_roots())
    pictures = 0
    for at, key in enumerate(keys):
        report(at, len(keys), "Checking pictures")
        with store.whole() as trial:
            checked, wrong = _changed_pictures(trial, key)
        pictures += checked
        findings += [Finding(Part.IMAGES, one) for one in wrong]
    return Verified(entries, len(signatures), pictures, tuple(findings))


def _broken_signatures(trial: Repository, signatures: Iterable[Signature]) -> Iterator[str]:
    standing = {one.uid for one in trial.evidence.standing()}
    keys = _keys_of_people(trial)
    places = {entry.key: entry.sequence for entry in trial.audit("signature")}
    for one in signatures:
        name = _name_of(trial, one)
        at = places.get((one.uid,))
        intact = hash_of(one.content) == one.content_hash
        if not intact:
            yield f"{name} is not of what it is kept with: its content was changed after signing."
        columns = asdict(one) | {"signed": one.signed.isoformat(timespec="microseconds")}
        if not seal_holds(one.public_key, statement(columns), one.seal):
            yield f"{name} was not made by the key it names, or was changed afterwards: it is forged."
        elif at is None:
            yield f"{name} is in no audit entry: it was put in from outside."
        elif one.public_key not in {key for since, key in keys.get(one.person_uid, []) if since < at}:
            yield f"{name} was made by a key that was never {one.printed_name}'s: it is forged."
        elif intact and one.uid in standing and (since := changed_since(trial, one)):
            yield (
                f"{name} does not say any more what the trial says: what it rests on was changed; unlock it "
                f"and have it signed anew. {' '.join(SENTENCES[part] for part in since)}"
            )


def _unsigned_decisions(trial: Repository) -> Iterator[str]:
    """A decision counts by its row; nobody may have put it there without signing it."""
    signed = {one.read_uid for one in trial.evidence.standing() if one.meaning is Meaning.ADJUDICATION}
    for subject_uid, one in trial.evidence.adjudications().items():
        if one.chosen_read_uid not in signed:
            subject = trial.subject(subject_uid)
            where = "a subject that is gone" if subject is None else subject.code
            yield f"The decision between the reads of {where} is signed by nobody: it came from outside."


def _read_after_decision(trial: Repository) -> Iterator[str]:
    """A read that came when its subject was decided takes nothing from the decision, which is not of it."""
    decisions = {
        one.read_uid: one for one in trial.evidence.standing() if one.meaning is Meaning.ADJUDICATION
    }
    for subject_uid, made in trial.evidence.adjudications().items():
        decision, subject = decisions.get(made.chosen_read_uid), trial.subject(subject_uid)
        if decision is None or subject is None:
            continue
        compared = reads_compared(decision)
        for read in completed_by_readers(trial, subject_uid):
            if read.uid not in compared:
                yield (
                    f"{read.reader} has completed a read of {subject.code} that the decision of "
                    f"{decision.printed_name} does not know of: the decision stands, between the "
                    f"{len(compared)} reads it was made on."
                )


def _name_of(trial: Repository, signature: Signature) -> str:
    """A signature in words, with the audit's entry."""
    read = trial.read(signature.read_uid)
    subject = None if read is None else trial.subject(read.subject_uid)
    where = "a subject that is gone" if subject is None else subject.code
    timepoint = None if signature.timepoint_uid is None else trial.timepoint(signature.timepoint_uid)
    place = where if timepoint is None else f"{where} {timepoint.label}"
    when = signature.signed.isoformat(sep=" ", timespec="seconds")
    return f"The signature of {signature.printed_name} for {place} ({signature.meaning}, {when})"


def _keys_of_people(trial: Repository) -> dict[str, list[tuple[int, str]]]:
    """The public keys that each person ever had, with the entry since when."""
    found: dict[str, list[tuple[int, str]]] = {}
    for entry in trial.audit("person"):
        if entry.new_value is not None:
            row = entry.new_row()
            found.setdefault(row["uid"], []).append((entry.sequence, row["public_key"]))
    return found


def _replaced_keys(trial: Repository) -> Iterator[Finding]:
    """Keys that are others than those that accounts were made with.

    A data manager's reset gives a new one, and nothing else does. Nothing but the audit vouches for a reset,
    which whoever can write to the file could write as well: its owner is to be asked. A key that came in any
    other way is of somebody who signs in another's name.
    """
    managers: set[str] = set()
    kept: dict[str, str] = {}
    for entry in trial.audit("person"):
        if entry.new_value is None:
            continue
        row = entry.new_row()
        was, name, at = kept.get(row["uid"]), row["printed_name"], f"audit entry {entry.sequence}"
        by = f"({entry.action}, by {entry.who})"
        if was is not None and was != row["public_key"]:
            if entry.action == ResetPassword.__name__ and entry.who in managers:
                asked = f"{name} was given another key at {at} {by}: ask them whether they know of it."
                yield Finding(Part.SIGNATURES, asked, remark=True)
            else:
                yield Finding(
                    Part.SIGNATURES,
                    f"The key of {name} was replaced at {at} {by}, and no data manager had reset their "
                    "password: whoever has that key signs in their name.",
                )
        kept[row["uid"]] = row["public_key"]
        managers.discard(row["name"])
        if row["active"] and Role.DATA_MANAGER in row["roles"]:
            managers.add(row["name"])
    for person in trial.evidence.people():
        if person.public_key != kept.get(person.uid):
            yield Finding(
                Part.SIGNATURES,
                f"The key of {person.printed_name} is in no audit entry: it was put in from outside, and "
                "whoever has it signs in their name.",
            )


def _changed_pictures(trial: Repository, series_key: str) -> tuple[int, list[str]]:
    """How many files of a stack were looked at, and one sentence for each that is another than it was."""
    kept = trial.evidence.checksums(series_key)
    series = trial.series_with_slices(series_key)
    if kept is None or series is None:
        return 0, [f"The checksums of the stack {series_key} are gone."]
    name = f"{series.description or 'series'} ({series_key})"
    if root_of(b"".join(kept.digests), series.slices) != kept.root:
        return 0, [f"The checksums of {name} are not those that were taken: they were changed."]
    if len(kept.digests) != len(series.slices):
        were, are = len(kept.digests), len(series.slices)
        return 0, [f"{name} had {were} slices when it was read, and has {are} now."]
    wrong: list[str] = []
    told: set[str] = set()
    for slice_, was in zip(series.slices, kept.digests, strict=True):
        if slice_.path in told:
            continue
        told.add(slice_.path)
        try:
            (now,) = file_digests([slice_.path])
        except Refusal as refusal:
            wrong.append(str(refusal))
            continue
        if now != was:
            wrong.append(f"{slice_.path} is not the picture that was read: the file was changed or swapped.")
    return len(told), wrong
