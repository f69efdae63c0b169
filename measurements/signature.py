"""Signatures, what voids them, and decisions between two reads, as frozen values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Meaning(StrEnum):
    """What a person says by signing (21 CFR 11.50: name, time and meaning)."""

    TIMEPOINT = "timepoint assessed"
    READ = "read completed"
    ADJUDICATION = "read adjudicated"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature, for ever. What it stands for is locked until it is voided.

    Attributes:
        timepoint_uid: of a timepoint's; None where the whole read is signed, or chosen.
        version: 1 for the first of this meaning at this place, counting up.
        signed: with the zone of the clock it was made by.
        protocol_hash, program_version: by which what was signed was computed.
        content: what was signed, canonical JSON: `case.signed_content`.
        content_hash: SHA-256 of it, hexadecimal.
        public_key, seal: of the signer, Ed25519 over `statement`, hexadecimal.
    """

    uid: str
    read_uid: str
    timepoint_uid: str | None
    meaning: Meaning
    version: int
    person_uid: str
    name: str
    printed_name: str
    signed: datetime
    protocol_hash: str
    program_version: str
    content: str
    content_hash: str
    public_key: str
    seal: str


@dataclass(frozen=True, slots=True)
class Unlock:
    """What voids a signature: who, when and why. The signature itself stays."""

    signature_uid: str
    who: str
    unlocked: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ReadProgress:
    """How far a read is signed, without what it says.

    Attributes:
        signed: uids of the timepoints that stand signed.
        opened: uids of those signed at any time, voided ones too.
        completed: whether the whole read stands signed.
    """

    read_uid: str
    subject_uid: str
    reader: str
    signed: frozenset[str]
    opened: frozenset[str]
    completed: bool


class AdjudicationReason(StrEnum):
    """Why one read was taken rather than the other."""

    BOUNDARY = "lesion-boundary"
    OTHER_LESION = "lesion-choice"
    NEW_LESION = "new-lesion"
    NON_TARGET = "non-target-judgement"
    IMAGE_QUALITY = "image-quality"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Adjudication:
    """The read that counts for a subject where two differ; one for each subject.

    Attributes:
        who: name of the adjudicator.
        comment: required with `AdjudicationReason.OTHER`.
    """

    subject_uid: str
    chosen_read_uid: str
    who: str
    reason: AdjudicationReason
    comment: str


class ImageVerdict(StrEnum):
    """Whether a timepoint's pictures may be read."""

    PASS = "pass"
    FAIL = "fail"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class ImageCheck:
    """What was found of a timepoint's pictures before it was read.

    Attributes:
        findings: one sentence each; none where nothing is against them.
        reason: why they are read all the same, or why not; empty where they passed.
    """

    timepoint_uid: str
    verdict: ImageVerdict
    findings: tuple[str, ...]
    who: str
    reason: str = ""
