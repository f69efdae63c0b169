"""How a read stands: what is signed of it, what does not open yet, and why nothing can be drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from measurements.access.order import closed_timepoints
from measurements.access.permissions import may
from measurements.access.visibility import visible_to
from measurements.case.commands import PutMeasurement
from measurements.people import ROLE_OF, Actor, Role
from measurements.protocol.values import Reading
from measurements.signature import ImageCheck, ImageVerdict, Meaning, Signature, Unlock
from measurements.storage.repository import Repository
from measurements.trial import Read, Timepoint


class Held(Enum):
    """Why nothing can be changed at a timepoint."""

    NOT_YOURS = auto()
    COMPLETED = auto()
    SIGNED = auto()
    UNCHECKED = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one read, for who looks at it.

    Attributes:
        role: they act in; None in a trial without accounts, where nothing is signed and all is open.
        own: whether it is theirs to draw in.
        reader: printed name of the one whose read it is.
        closed: timepoints that do not open yet.
        signatures: all that were made of timepoints and of the whole, the oldest first.
        unlocks: what voids some of them, by their uid.
        checks: what was said of the pictures, by timepoint uid.
        adjudicated: whether a decision between reads stands for the subject.
        tells_class: whether they may know the radiation class of lesions.
        final_look: whether a follow-up may be revised when all is signed.
    """

    role: Role | None = None
    own: bool = True
    reader: str = ""
    closed: tuple[Timepoint, ...] = ()
    signatures: tuple[Signature, ...] = ()
    unlocks: Mapping[str, Unlock] = field(default_factory=dict)
    checks: Mapping[str, ImageCheck] = field(default_factory=dict)
    adjudicated: bool = False
    tells_class: bool = True
    final_look: bool = False

    @property
    def has_accounts(self) -> bool:
        return self.role is not None

    def is_closed(self, timepoint_uid: str) -> bool:
        return any(one.uid == timepoint_uid for one in self.closed)

    def signature_at(self, timepoint: Timepoint) -> Signature | None:
        """The one that stands for a timepoint."""
        return self._standing(timepoint.uid)

    @property
    def completion(self) -> Signature | None:
        """The one that stands for the whole read."""
        return self._standing(None)

    def _standing(self, timepoint_uid: str | None) -> Signature | None:
        of_it = (one for one in self.signatures if one.timepoint_uid == timepoint_uid)
        return next((one for one in of_it if one.uid not in self.unlocks), None)

    def voided(self, timepoint_uid: str | None) -> tuple[tuple[Signature, Unlock], ...]:
        """Those of a timepoint, or of the whole, that stand no more."""
        return tuple(
            (one, self.unlocks[one.uid])
            for one in self.signatures
            if one.timepoint_uid == timepoint_uid and one.uid in self.unlocks
        )

    def unsigned(self, timepoints: Sequence[Timepoint]) -> tuple[Timepoint, ...]:
        return tuple(one for one in timepoints if self.signature_at(one) is None)

    def held(self, timepoint: Timepoint) -> Held | None:
        """Why nothing can be changed there now; None where it can."""
        if self.role is None:
            return None
        if not self.own:
            return Held.NOT_YOURS
        if self.completion is not None:
            return Held.COMPLETED
        if self.signature_at(timepoint) is not None:
            return Held.SIGNED
        check = self.checks.get(timepoint.uid)
        if check is None:
            return Held.UNCHECKED
        return Held.FAILED if check.verdict is ImageVerdict.FAIL else None


OPEN = Standing()
"""Of a read in a trial without accounts."""


def standing_of(
    trial: Repository, read: Read, actor: Actor, timepoints: Sequence[Timepoint], reading: Reading
) -> Standing:
    """How a read stands now.

    Args:
        timepoints: of its subject, in order.
        reading: what the protocol in force says of it.
    """
    role = actor.role
    if role is None:
        return Standing(reader=read.reader)
    evidence = trial.evidence
    given = any(
        one.person_uid == actor.person_uid and ROLE_OF[one.task] is role
        for one in evidence.assignments(read.subject_uid)
    )
    own = may(role, PutMeasurement) and read.reader == actor.name and given
    seen = visible_to(role, reading)
    signatures = tuple(
        one for one in evidence.signatures(read.uid) if one.meaning is not Meaning.ADJUDICATION
    )
    printed = {one.name: one.printed_name for one in evidence.people()}
    return Standing(
        role=role,
        own=own,
        reader=printed.get(read.reader, read.reader),
        closed=closed_timepoints(timepoints, signatures, reading) if own and seen.in_order else (),
        signatures=signatures,
        unlocks=evidence.unlocks(),
        checks=evidence.image_checks(),
        adjudicated=read.subject_uid in evidence.adjudications(),
        tells_class=seen.radiation,
        final_look=reading.final_look,
    )
