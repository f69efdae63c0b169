"""People, signatures, decisions and carried cases of a trial as one person may see them."""

from collections.abc import Container, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection

from measurements.access.visibility import BLINDED
from measurements.carrying import HandOut, TakeBack
from measurements.people import Actor, Assignment, Person, Role
from measurements.refusal import NotAllowed
from measurements.signature import (
    Adjudication,
    ImageCheck,
    Meaning,
    ReadProgress,
    Signature,
    Unlock,
)
from measurements.storage.evidence import Checksums, Credentials, Evidence
from measurements.storage.handovers import Handovers
from measurements.trial import Read


@dataclass(frozen=True)
class Sight:
    """What somebody sees, as far as evidence is about it.

    Attributes:
        reads: by uid, under the names that may be told.
        subjects, timepoints, series: uids, and keys of stacks.
    """

    actor: Actor
    reader_names: bool
    reads: Mapping[str, Read]
    subjects: Set[str]
    timepoints: Container[str]
    series: Container[str]

    @property
    def blinded(self) -> bool:
        """Whether the work of others is kept from them."""
        return self.actor.role in BLINDED

    def shows(self, signature: Signature) -> bool:
        """A decision between reads is not for those whose reads it is about."""
        if signature.read_uid not in self.reads:
            return False
        decided = signature.meaning is Meaning.ADJUDICATION
        return not decided or not self.blinded or signature.person_uid == self.actor.person_uid


class SightedEvidence(Evidence):
    """What is hidden is not there; who did what is told where names may be."""

    def __init__(self, connection: Connection, sight: Sight) -> None:
        super().__init__(connection)
        self._sight = sight

    def tells_decisions(self) -> bool:
        return self._sight.actor.role is not Role.RADIOLOGIST

    def people(self) -> list[Person]:
        return [one for one in super().people() if self._is_known(one.uid)]

    def person(self, uid: str) -> Person | None:
        return super().person(uid) if self._is_known(uid) else None

    def last_sign_ins(self) -> dict[str, tuple[datetime, Role]]:
        return {uid: last for uid, last in super().last_sign_ins().items() if self._is_known(uid)}

    def credentials(self, person_uid: str) -> Credentials:
        """Nobody's to see."""
        raise NotAllowed("What proves a password is read by signing in alone.")

    def assignments(self, subject_uid: str | None = None) -> list[Assignment]:
        return [
            one
            for one in super().assignments(subject_uid)
            if one.subject_uid in self._sight.subjects and self._is_known(one.person_uid)
        ]

    def progress(self, subject_uid: str | None = None) -> list[ReadProgress]:
        """How far a read is says nothing of what is in it: an investigator is told of all, of those that are
        not seen without their uid."""
        reads, found = self._sight.reads, super().progress(subject_uid)
        if self._sight.actor.role is Role.INVESTIGATOR:
            return [one if one.read_uid in reads else replace(one, read_uid="") for one in found]
        return [replace(one, reader=reads[one.read_uid].reader) for one in found if one.read_uid in reads]

    def reader_numbers(self) -> dict[str, int]:
        found = super().reader_numbers()
        return {uid: number for uid, number in found.items() if uid in self._sight.reads}

    def unlocks(self) -> dict[str, Unlock]:
        seen = {one.uid for one in self.signatures()}
        found = {uid: one for uid, one in super().unlocks().items() if uid in seen}
        return {uid: replace(one, who=self._told(one.who)) for uid, one in found.items()}

    def adjudications(self) -> dict[str, Adjudication]:
        if not self.tells_decisions():
            return {}
        return {uid: one for uid, one in super().adjudications().items() if uid in self._sight.subjects}

    def image_checks(self) -> dict[str, ImageCheck]:
        found = super().image_checks()
        return {
            uid: replace(one, who=self._told(one.who))
            for uid, one in found.items()
            if uid in self._sight.timepoints
        }

    def checksums(self, series_key: str) -> Checksums | None:
        return super().checksums(series_key) if series_key in self._sight.series else None

    def checksum_roots(self) -> dict[str, str]:
        return {key: root for key, root in super().checksum_roots().items() if key in self._sight.series}

    def _signatures(self, query: Any, condition: ColumnElement[bool] | None) -> list[Signature]:
        found = [one for one in super()._signatures(query, condition) if self._sight.shows(one)]
        if self._sight.reader_names:
            return found
        return [one if self._is_own(one) else self._unnamed(one) for one in found]

    def _unnamed(self, one: Signature) -> Signature:
        """What proves a signature names its signer: it goes with the name."""
        name = self._sight.reads[one.read_uid].reader
        return replace(one, name=name, printed_name=name, person_uid="", content="", public_key="", seal="")

    def _is_own(self, one: Signature) -> bool:
        return one.person_uid == self._sight.actor.person_uid

    def _is_known(self, person_uid: str) -> bool:
        return not self._sight.blinded or person_uid == self._sight.actor.person_uid

    def _told(self, who: str) -> str:
        return who if not self._sight.blinded or who == self._sight.actor.name else ""


class SightedHandovers(Handovers):
    """Of cases that left, those that somebody carried away themselves."""

    def __init__(self, connection: Connection, actor: Actor, trial_uid: str) -> None:
        super().__init__(connection)
        self._actor = actor
        self._trial_uid = trial_uid

    def hand_outs(self) -> list[HandOut]:
        return [
            one
            for one in super().hand_outs()
            if one.carried_uid == self._trial_uid and one.reader == self._actor.name
        ]

    def take_backs(self) -> list[TakeBack]:
        return []

    def taken_file(self, file_hash: str) -> bytes | None:
        return None
