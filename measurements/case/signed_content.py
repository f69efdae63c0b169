"""What a signature stands for, in one spelling: inputs, call, reason, pictures and protocol."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from measurements.case.lesion_rows import lesion_rows
from measurements.case.trial_protocol import protocol_of
from measurements.interchange.call_tables import TIMEPOINT_COLUMNS, timepoint_cells
from measurements.lesion import RadiationClass
from measurements.people import Task
from measurements.protocol.values import Protocol
from measurements.recist.row import LesionRow
from measurements.recist.subject import assess_subject
from measurements.signature import Meaning, Signature
from measurements.storage.repository import Repository
from measurements.storage.spelling import canonical_json
from measurements.trial import Read, Subject, Timepoint

_LATER = {"subject", "visit", "day", "overall_backdated"}
"""Columns of a call that what comes later may alter: days count from a start that may be told late, and a
new lesion that proves real is dated back."""

_OF_CLASSES = {f"{figure}_{radiation}" for radiation in RadiationClass for figure in ("sum", "target")}

_VIEW = {"place", "label_lps"}
"""Where things are shown; nobody signs that."""


def timepoint_content(trial: Repository, read: Read, timepoint: Timepoint) -> str:
    """What a read says at a timepoint, what it said before that the call rests on, and the call.

    Raises:
        Refusal: the rows of the read contradict each other.
    """
    subject, timepoints = _schedule(trial, read)
    protocol = protocol_of(trial)
    until = [one for one in timepoints if 0 <= one.order <= timepoint.order]
    seen = {one.uid for one in until}
    lesions = [one for one in trial.lesions(read.uid) if one.first_timepoint_uid in seen]
    said = [one for one in trial.measurements(read.uid) if one.timepoint_uid in seen]
    series = [one.key for one in trial.series(timepoint.uid)]
    roots = trial.evidence.checksum_roots()
    rows = lesion_rows(subject, until, lesions, [one.answer for one in said])
    hidden = {"radiation"} if protocol.reading.radiation_class == "after-lock" else set()
    content = {
        "subject": subject.uid,
        "read": read.uid,
        "reader": read.reader,
        "timepoint": {"uid": timepoint.uid, "label": timepoint.label, "kind": timepoint.kind.value},
        "timepoints": [one.uid for one in until],
        "protocol": protocol.hash,
        "lesions": sorted((_spelled(one, hidden) for one in lesions), key=lambda one: one["label"]),
        "measurements": sorted(
            (_spelled(one) for one in said), key=lambda one: (one["timepoint_uid"], one["lesion_uid"])
        ),
        "annotations": [_spelled(one) for one in trial.annotations(read.uid) if one.timepoint_uid in seen],
        "key_images": [_spelled(one) for one in trial.key_images(read.uid) if one.timepoint_uid in seen],
        "images": {key: roots[key] for key in series if key in roots},
        "image_check": _spelled(trial.evidence.image_checks().get(timepoint.uid), {"who"}),
        "call": _call(tuple(rows), protocol, by_class=not hidden) if rows else None,
    }
    return canonical_json(content)


def read_content(trial: Repository, read: Read) -> str:
    """A read as a whole: what its timepoints' signatures stand for, and the best response."""
    subject, timepoints = _schedule(trial, read)
    protocol = protocol_of(trial)
    answers = [one.answer for one in trial.measurements(read.uid)]
    rows = lesion_rows(subject, timepoints, trial.lesions(read.uid), answers)
    assessment = assess_subject(tuple(rows), protocol.rules) if rows else None
    content = {
        "subject": subject.uid,
        "read": read.uid,
        "reader": read.reader,
        "protocol": protocol.hash,
        "timepoints": {
            one.timepoint_uid: one.content_hash
            for one in trial.evidence.standing(read.uid)
            if one.timepoint_uid is not None
        },
        "best_response": None if assessment is None else assessment.bor,
        "confirmed_best_response": None if assessment is None else assessment.confirmed_bor,
        "progression_day": None if assessment is None else assessment.pd_day,
    }
    return canonical_json(content)


def adjudication_content(trial: Repository, chosen: Read, compared: Collection[str]) -> str:
    """A decision between completed reads of a subject, as they were signed; no decision where it was taken
    away under its signature.

    Args:
        compared: uids of the reads it is between. What is read after it binds it to nothing.
    """
    decided = trial.evidence.adjudications().get(chosen.subject_uid)
    reads = {
        one.read_uid: one.content_hash
        for one in trial.evidence.standing()
        if one.read_uid in compared and one.meaning is Meaning.READ
    }
    return canonical_json({"decision": _spelled(decided), "reads": reads})


def reads_compared(decision: Signature) -> frozenset[str]:
    """Uids of the reads that an adjudicator's signature is between."""
    return frozenset(json.loads(decision.content)["reads"])


def completed_by_readers(trial: Repository, subject_uid: str) -> list[Read]:
    """The completed reads of a subject between which an adjudicator decides: not an investigator's."""
    evidence = trial.evidence
    completed = evidence.completed_reads()
    names = {one.uid: one.name for one in evidence.people()}
    investigators = {
        names[one.person_uid] for one in evidence.assignments(subject_uid) if one.task is Task.INVESTIGATE
    }
    reads = trial.reads(subject_uid)
    return [one for one in reads if one.uid in completed and one.reader not in investigators]


def content_now(trial: Repository, signature: Signature) -> str | None:
    """What a signature of the same meaning would stand for now; None where its read or timepoint is gone."""
    read = trial.read(signature.read_uid)
    if read is None:
        return None
    if signature.meaning is Meaning.ADJUDICATION:
        return adjudication_content(trial, read, reads_compared(signature))
    if signature.timepoint_uid is None:
        return read_content(trial, read)
    timepoint = trial.timepoint(signature.timepoint_uid)
    return None if timepoint is None else timepoint_content(trial, read, timepoint)


def hash_of(content: str) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


def statement(columns: Mapping[str, Any]) -> bytes:
    """What a seal is made over: everything a signature shows, and the hash of what it stands for."""
    sealed = {name: value for name, value in columns.items() if name not in ("seal", "content")}
    return canonical_json(sealed).encode()


def _schedule(trial: Repository, read: Read) -> tuple[Subject, list[Timepoint]]:
    subject = trial.subject(read.subject_uid)
    assert subject is not None
    return subject, trial.timepoints(subject.uid)


def _call(rows: tuple[LesionRow, ...], protocol: Protocol, *, by_class: bool) -> dict[str, str]:
    """The last visit's, with the sums of the classes where these are tagged while reading."""
    cells = timepoint_cells(assess_subject(rows, protocol.rules))[-1]
    left_out = _LATER if by_class else _LATER | _OF_CLASSES
    told = dict(zip(TIMEPOINT_COLUMNS, cells, strict=True))
    return {name: value for name, value in told.items() if name not in left_out}


def _spelled(value: Any, hidden: set[str] | frozenset[str] = frozenset()) -> Any:
    """A frozen value as names and texts; numbers of record keep every digit."""
    if is_dataclass(value):
        left_out = hidden | _VIEW
        return {
            field.name: _spelled(getattr(value, field.name))
            for field in fields(value)
            if field.name not in left_out
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _spelled(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_spelled(part) for part in value]
    return value
