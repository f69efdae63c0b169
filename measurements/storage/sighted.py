"""A trial as one person may see it: what the blinding hides is not there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from measurements.access.visibility import OtherReads, Visibility, visible_to
from measurements.annotation import Annotation, KeyImage
from measurements.clinical.event import ClinicalData, ClinicalEvent
from measurements.clinical.terms import TermList
from measurements.following import FollowedBetween
from measurements.imaging import Series, Slice
from measurements.index import ScanIndex
from measurements.lesion import Answer, Lesion, Measurement
from measurements.people import ROLE_OF, Actor, Role, Task
from measurements.protocol.loading import protocol_from_text
from measurements.protocol.values import Protocol
from measurements.refusal import NotAllowed
from measurements.storage.audit import AuditEntry
from measurements.storage.evidence import Evidence
from measurements.storage.handovers import Handovers
from measurements.storage.repository import Repository
from measurements.storage.rows import Row
from measurements.storage.sighted_audit import sighted_audit, without_secrets
from measurements.storage.sighted_evidence import Sight, SightedEvidence, SightedHandovers
from measurements.trial import Read, Study, Subject, Timepoint

UNNAMED = ("Read A", "Read B", "Read C", "Read D")
"""What an adjudicator knows the reads of a subject by, in the order of their uids, which tells nothing."""


class _Asked:
    """Uids that are seen, each looked up when it is asked for."""

    def __init__(self, ask: Callable[[str], bool]) -> None:
        self._ask = ask

    def __contains__(self, uid: object) -> bool:
        return isinstance(uid, str) and self._ask(uid)


def check_present(evidence: Evidence, actor: Actor) -> None:
    """Raises `NotAllowed` where whoever was let at the trial is not what they were then.

    Args:
        evidence: all there is.
    """
    if actor.person_uid is None:
        if evidence.has_people():
            raise NotAllowed("This trial has accounts since it was opened: sign in first.")
        return
    person = evidence.person(actor.person_uid)
    if person is None or not person.active or actor.role not in person.roles:
        role = "" if actor.role is None else actor.role.value
        raise NotAllowed(
            "{person} is at this trial as {role} no more: sign in again.", person=actor.name, role=role
        )


class SightedRepository(Repository):
    """What `actor` may see. Reads, marks, dates and files that they may not are left out; what is asked for
    by name and hidden is not found, and a picture that is not to be seen yet is refused."""

    def __init__(self, connection: Connection, folder: Path, actor: Actor) -> None:
        super().__init__(connection, folder)
        assert actor.role is not None
        check_present(super().evidence, actor)
        self._actor = actor
        self._role: Role = actor.role

    def subjects(self) -> list[Subject]:
        return [self._anonymous(one) for one in super().subjects() if one.uid in self._subjects]

    def subject(self, subject_uid: str) -> Subject | None:
        found = super().subject(subject_uid) if subject_uid in self._subjects else None
        return None if found is None else self._anonymous(found)

    def timepoints(self, subject_uid: str) -> list[Timepoint]:
        return self._undated(super().timepoints(subject_uid)) if subject_uid in self._subjects else []

    def timepoints_by_subject(self) -> dict[str, list[Timepoint]]:
        return {
            uid: self._undated(some)
            for uid, some in super().timepoints_by_subject().items()
            if uid in self._subjects
        }

    def timepoint(self, timepoint_uid: str) -> Timepoint | None:
        subject_uid = self.subject_of_timepoint(timepoint_uid)
        found = [] if subject_uid is None else self.timepoints(subject_uid)
        return next((one for one in found if one.uid == timepoint_uid), None)

    def subject_of_timepoint(self, timepoint_uid: str) -> str | None:
        found = super().subject_of_timepoint(timepoint_uid)
        return found if found in self._subjects else None

    def has_studies(self, timepoint_uid: str) -> bool:
        seen = self.subject_of_timepoint(timepoint_uid) is not None
        return seen and super().has_studies(timepoint_uid)

    def studies(self, subject_uid: str | None = None) -> list[Study]:
        seen = {one.uid for some in self.timepoints_by_subject().values() for one in some}
        found = [one for one in super().studies(subject_uid) if one.timepoint_uid in seen]
        return found if self._seen.dates else [replace(one, study_date=None) for one in found]

    def study(self, study_uid: str) -> Study | None:
        return next((one for one in self.studies() if one.uid == study_uid), None)

    def series_by_timepoint(self, timepoint_uid: str | None = None) -> dict[str, list[Series]]:
        seen = {one.uid for some in self.timepoints_by_subject().values() for one in some}
        return {
            uid: [self._unnamed(one) for one in some]
            for uid, some in super().series_by_timepoint(timepoint_uid).items()
            if uid in seen
        }

    def series_without_slices(self, series_key: str) -> Series | None:
        found = super().series_without_slices(series_key)
        return None if found is None or not self._is_seen(series_key) else self._unnamed(found)

    def series_with_slices(self, series_key: str) -> Series | None:
        found = super().series_with_slices(series_key)
        return None if found is None or not self._is_seen(series_key) else self._unnamed(found)

    def slices(self, series_key: str) -> tuple[Slice, ...]:
        """Raises `NotAllowed` for those of a timepoint that does not open yet."""
        if not self._is_seen(series_key):
            return ()
        self._check_open(series_key)
        return super().slices(series_key)

    def picture(self, series_key: str, sop_uid: str, frame: int) -> Series | None:
        """Raises `NotAllowed` for one of a timepoint that does not open yet."""
        if not self._is_seen(series_key):
            return None
        self._check_open(series_key)
        found = super().picture(series_key, sop_uid, frame)
        return None if found is None else self._unnamed(found)

    def series_keys(self) -> list[str]:
        seen = {one.key for some in self.series_by_timepoint().values() for one in some}
        return [key for key in super().series_keys() if key in seen]

    def timepoint_of_series(self, series_key: str) -> str | None:
        found = super().timepoint_of_series(series_key)
        return found if found is not None and self.subject_of_timepoint(found) is not None else None

    def file_sizes(self, series_key: str) -> dict[str, int]:
        """None of a timepoint that does not open yet."""
        closed = self.timepoint_of_series(series_key) in self._closed
        return super().file_sizes(series_key) if self._is_seen(series_key) and not closed else {}

    def holds(self, series: Series) -> bool:
        return self._is_seen(series.key) and super().holds(series)

    def scan_index(self) -> ScanIndex:
        """Folders are named after patients: for those who see them."""
        return super().scan_index() if self._seen.patients else ScanIndex({}, {})

    def reads(self, subject_uid: str | None = None) -> list[Read]:
        return [self._read[one.uid] for one in super().reads(subject_uid) if one.uid in self._read]

    def read(self, read_uid: str) -> Read | None:
        return self._read.get(read_uid)

    def lesions(self, read_uid: str) -> list[Lesion]:
        return self._classless(super().lesions(read_uid)) if read_uid in self._read else []

    def lesions_by_read(self) -> dict[str, list[Lesion]]:
        found = super().lesions_by_read()
        return {uid: self._classless(some) for uid, some in found.items() if uid in self._read}

    def lesion(self, lesion_uid: str) -> Lesion | None:
        found = super().lesion(lesion_uid)
        if found is None or found.read_uid not in self._read:
            return None
        return self._classless([found])[0]

    def measurements(self, read_uid: str) -> list[Measurement]:
        return super().measurements(read_uid) if read_uid in self._read else []

    def measurements_by_read(self) -> dict[str, list[Measurement]]:
        found = super().measurements_by_read()
        return {uid: some for uid, some in found.items() if uid in self._read}

    def answers_by_read(self) -> dict[str, list[Answer]]:
        return {uid: some for uid, some in super().answers_by_read().items() if uid in self._read}

    def measurements_of(self, lesion_uid: str) -> list[Measurement]:
        return [] if self.lesion(lesion_uid) is None else super().measurements_of(lesion_uid)

    def followed(self, read_uid: str) -> list[FollowedBetween]:
        """Not into or from a timepoint that does not open yet."""
        found = super().followed(read_uid) if read_uid in self._read else []
        series = {key for one in found for key in (one.prior_key, one.current_key)}
        closed = {key for key in series if self.timepoint_of_series(key) in self._closed}
        return [one for one in found if closed.isdisjoint((one.prior_key, one.current_key))]

    def annotations(self, read_uid: str | None = None) -> list[Annotation]:
        return [one for one in super().annotations(read_uid) if one.read_uid in self._read]

    def annotation(self, uid: str) -> Annotation | None:
        found = super().annotation(uid)
        return found if found is not None and found.read_uid in self._read else None

    def key_images(self, read_uid: str | None = None) -> list[KeyImage]:
        return [one for one in super().key_images(read_uid) if one.read_uid in self._read]

    def key_image(self, uid: str) -> KeyImage | None:
        found = super().key_image(uid)
        return found if found is not None and found.read_uid in self._read else None

    def drawn_on(self) -> frozenset[str]:
        """Of the reads that are seen."""
        calipers = (one.caliper for some in self.measurements_by_read().values() for one in some)
        drawn = {caliper.series_key for caliper in calipers if caliper is not None}
        marks: Iterable[Annotation | KeyImage] = (*self.annotations(), *self.key_images())
        return frozenset(drawn | {one.series_key for one in marks})

    def is_drawn_on(self, study_uid: str) -> bool:
        drawn = (super(SightedRepository, self).series_without_slices(key) for key in self.drawn_on())
        return any(one is not None and one.study_uid == study_uid for one in drawn)

    def measured_timepoints(self, subject_uid: str) -> frozenset[str]:
        of_subject = {one.uid for one in self.timepoints(subject_uid)}
        said = {one.timepoint_uid for some in self.measurements_by_read().values() for one in some}
        begun = {one.first_timepoint_uid for some in self.lesions_by_read().values() for one in some}
        marks: Iterable[Annotation | KeyImage] = (*self.annotations(), *self.key_images())
        return frozenset((said | begun | {one.timepoint_uid for one in marks}) & of_subject)

    def audit(self, table: str | None = None, *, first: int = 1) -> Iterator[AuditEntry]:
        """What became of reads that they see, and what they did themselves; a data manager's is all of it.

        Of an adjudicator's reads nothing is told, since entries name who wrote them.
        """
        entries = super().audit(table, first=first)
        if self._seen.audit:
            return without_secrets(entries)
        reads = self._read.keys() if self._seen.reader_names else frozenset()
        lesions = {
            one.uid for some in super().lesions_by_read().values() for one in some if one.read_uid in reads
        }
        signatures = {one.uid for one in self.evidence.signatures() if one.read_uid in reads}
        return sighted_audit(entries, self._actor, reads, lesions, signatures, radiation=self._seen.radiation)

    @cached_property
    def evidence(self) -> Evidence:
        sight = Sight(
            actor=self._actor,
            reader_names=self._seen.reader_names,
            reads=self._read,
            subjects=self._subjects,
            timepoints=_Asked(lambda uid: self.subject_of_timepoint(uid) is not None),
            series=_Asked(self._is_seen),
        )
        return SightedEvidence(self._connection, sight)

    @property
    def handovers(self) -> Handovers:
        if self._role is Role.DATA_MANAGER:
            return super().handovers
        return SightedHandovers(self._connection, self._actor, self.trial_uid())

    def rows(self, kind: type[Row]) -> Iterator[dict[str, Any]]:
        """Nobody's to see: rows hold what is hidden from everyone."""
        raise NotAllowed("Rows as they are stored are for checking the whole trial alone.")

    def clinical_data(self) -> ClinicalData | None:
        return super().clinical_data() if self._seen.clinical else None

    def clinical_events(self) -> dict[str, ClinicalEvent]:
        return super().clinical_events() if self._seen.clinical else {}

    def clinical_terms(self) -> TermList | None:
        return super().clinical_terms() if self._seen.clinical else None

    @cached_property
    def _seen(self) -> Visibility:
        seen = visible_to(self._role, self._protocol.reading)
        # Who reads is blinded in every role but the data manager's, who has to see all.
        reads = self._role is not Role.DATA_MANAGER and self._judged
        return replace(seen, clinical=seen.clinical and not reads)

    @cached_property
    def _protocol(self) -> Protocol:
        stored = self.protocol()
        assert stored is not None, "accounts are put into a trial that has a protocol"
        return _protocol(stored.text, stored.file_name)

    @cached_property
    def _evidence(self) -> Evidence:
        """All there is."""
        return super().evidence

    @cached_property
    def _subjects(self) -> frozenset[str]:
        """Uids of the subjects that are seen."""
        if not self._seen.assigned_only:
            return frozenset(one.uid for one in super().subjects())
        return frozenset(
            one.subject_uid
            for one in self._evidence.assignments()
            if one.person_uid == self._actor.person_uid and ROLE_OF[one.task] is self._role
        )

    @cached_property
    def _read(self) -> dict[str, Read]:
        """The reads that are seen, by uid, under the names that may be told."""
        completed = self._evidence.completed_reads()
        investigating = self._readers_of(Task.INVESTIGATE)
        everything = super().reads()
        of_readers = [one for one in everything if (one.subject_uid, one.reader) not in investigating]
        named = {one.uid: one for one in everything}
        told = named if self._seen.reader_names else _unnamed(of_readers)
        seen: dict[str, Read] = {}
        for one in everything:
            if self._seen.own_reads and one.reader == self._actor.name:
                shown = True
            elif self._seen.other_reads is OtherReads.COMPLETED:
                shown = one.uid in completed and one.subject_uid not in self._judged
            elif self._seen.other_reads is OtherReads.COMPLETED_OF_READERS:
                shown = one.uid in completed and one in of_readers
            else:
                shown = self._seen.other_reads is OtherReads.ALL
            if shown and one.subject_uid in self._subjects:
                seen[one.uid] = told[one.uid]
        return seen

    @cached_property
    def _judged(self) -> frozenset[str]:
        """Uids of the subjects that the person is to read or decide on, as whatever they are here now."""
        return frozenset(
            one.subject_uid
            for one in self._evidence.assignments()
            if one.person_uid == self._actor.person_uid and one.task is not Task.INVESTIGATE
        )

    @cached_property
    def _closed(self) -> dict[str, str]:
        """Labels of the timepoints that do not open yet, by uid."""
        from measurements.access.order import closed_timepoints

        if not self._seen.in_order:
            return {}
        own = {one.subject_uid: one for one in super().reads() if one.reader == self._actor.name}
        closed: dict[str, str] = {}
        for subject_uid, timepoints in super().timepoints_by_subject().items():
            read = own.get(subject_uid)
            signed = [] if read is None else self._evidence.signatures(read.uid)
            for one in closed_timepoints(timepoints, signed, self._protocol.reading):
                closed[one.uid] = one.label
        return closed

    def _readers_of(self, task: Task) -> frozenset[tuple[str, str]]:
        """Subject uid and name of all who were given this task."""
        names = {one.uid: one.name for one in self._evidence.people()}
        return frozenset(
            (one.subject_uid, names[one.person_uid])
            for one in self._evidence.assignments()
            if one.task is task
        )

    def _is_seen(self, series_key: str) -> bool:
        return self.timepoint_of_series(series_key) is not None

    def _check_open(self, series_key: str) -> None:
        """Raises `NotAllowed` for the pictures of a timepoint that does not open yet."""
        label = self._closed.get(self.timepoint_of_series(series_key) or "")
        if label is not None:
            raise NotAllowed(
                "{label} opens when the timepoint before it is signed: sign that one first.", label=label
            )

    def _undated(self, timepoints: Sequence[Timepoint]) -> list[Timepoint]:
        if self._seen.dates:
            return list(timepoints)
        return [replace(one, scan_date=None) for one in timepoints]

    def _anonymous(self, subject: Subject) -> Subject:
        """Without the patient's number, and without a date that is hidden."""
        return replace(
            subject,
            patient_id=subject.patient_id if self._seen.patients else "",
            treatment_start=subject.treatment_start if self._seen.dates else None,
        )

    def _unnamed(self, series: Series) -> Series:
        """Without the patient's name, and without dates that are hidden."""
        if self._seen.patients:
            return series
        date = series.study_date if self._seen.dates else None
        return replace(series, patient_name="", patient_id="", study_date=date)

    def _classless(self, lesions: Sequence[Lesion]) -> list[Lesion]:
        if self._seen.radiation:
            return list(lesions)
        return [replace(one, radiation=None) for one in lesions]


def _unnamed(reads: Iterable[Read]) -> dict[str, Read]:
    """Reads of each subject as Read A, Read B ..., by uid."""
    found: dict[str, Read] = {}
    count: dict[str, int] = {}
    for one in sorted(reads, key=lambda read: read.uid):
        at = count.get(one.subject_uid, 0)
        count[one.subject_uid] = at + 1
        found[one.uid] = replace(one, reader=UNNAMED[at] if at < len(UNNAMED) else f"Read {at + 1}")
    return found


@lru_cache(maxsize=4)
def _protocol(text: str, file_name: str) -> Protocol:
    """Read once: whoever looks at the trial asks for it."""
    return protocol_from_text(text, file_name)
