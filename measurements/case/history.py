"""What became of a lesion or a read: every change with who, when and why, and the read as it stood then."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from measurements.access.visibility import visible_to
from measurements.case.case_view import CaseView
from measurements.case.trial_protocol import protocol_of
from measurements.protocol.loading import protocol_from_text
from measurements.refusal import Refusal
from measurements.storage import values
from measurements.storage.audit import AuditEntry
from measurements.storage.past import past_rows
from measurements.storage.repository import Repository
from measurements.storage.rows import (
    LesionRow,
    MeasurementRow,
    ProtocolRow,
    ReadRow,
    StudyRow,
    SubjectRow,
    TimepointRow,
)
from measurements.storage.schedule import KnownTimepoint, schedule
from measurements.storage.store import TrialStore
from measurements.trial import Read, Timepoint, TimepointKind

_OF_READS = ("read", "lesion", "measurement", "annotation", "key_image", "signature", "unlock")


@dataclass(frozen=True, slots=True)
class Change:
    """One audit entry, as a window tells it.

    Attributes:
        when: by the clock and in the zone of the computer that wrote it.
        table, key: of the row.
        before, after: the row's columns; None where it did not exist.
        lesion_uid, timepoint_uid: of what the row is; "" where it is of none.
    """

    sequence: int
    when: datetime
    who: str
    action: str
    reason: str
    table: str
    key: tuple[str, ...]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    lesion_uid: str = ""
    timepoint_uid: str = ""

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the columns that are others after it."""
        before, after = self.before or {}, self.after or {}
        return tuple(name for name in {**before, **after} if before.get(name) != after.get(name))


def life_of_read(trial: Repository, read: Read) -> list[Change]:
    """Everything that was ever changed of a read, its signatures among it, the oldest first."""
    lesions: set[str] = set()
    signatures: set[str] = set()
    found: list[Change] = []
    for entry in _entries(trial):
        row = _row(entry)
        if entry.table_name == "measurement":
            of_read = row["lesion_uid"] in lesions
        elif entry.table_name == "unlock":
            of_read = row["signature_uid"] in signatures
        elif entry.table_name == "read":
            of_read = row["uid"] == read.uid
        else:
            of_read = row["read_uid"] == read.uid
        if not of_read:
            continue
        if entry.table_name == "lesion":
            lesions.add(row["uid"])
        if entry.table_name == "signature":
            signatures.add(row["uid"])
        found.append(_change(entry, row))
    return found


def case_as_of(store: TrialStore, read_uid: str, sequence: int) -> CaseView:
    """A read as every window showed it after the audit's entry `sequence`, by the protocol in force then;
    what is hidden now from whoever is at the trial is left out.

    Raises:
        Refusal: whoever is at the trial may not see the read, or it had not begun.
    """
    with store.reading() as trial:
        read = trial.read(read_uid)
        seen = None if read is None else trial.subject(read.subject_uid)
        shown = {} if read is None else {one.uid: one for one in trial.timepoints(read.subject_uid)}
        reading = protocol_of(trial).reading
    if read is None or seen is None:
        raise Refusal("This read is not one that you may see.")
    role = None if store.actor is None else store.actor.role
    sight = None if role is None else visible_to(role, reading)
    with store.whole() as trial:
        reads = {row.uid for row in past_rows(trial, ReadRow, sequence)}
        if read_uid not in reads:
            raise Refusal(
                "This read had not begun at audit entry {sequence}: choose a later one.", sequence=sequence
            )
        subjects = {row.uid: row for row in past_rows(trial, SubjectRow, sequence)}
        subject = values.subject_from(subjects[read.subject_uid])
        timepoints = _timepoints(trial, subject.uid, subject.treatment_start, sequence)
        lesions = tuple(
            values.lesion_from(row)
            for row in past_rows(trial, LesionRow, sequence)
            if row.read_uid == read_uid
        )
        if sight is not None and not sight.radiation:
            lesions = tuple(replace(one, radiation=None) for one in lesions)
        uids = {one.uid for one in lesions}
        said = [
            values.measurement_from(row)
            for row in past_rows(trial, MeasurementRow, sequence)
            if row.lesion_uid in uids
        ]
        protocol = _protocol(trial, sequence)
    start = subject.treatment_start if sight is None or sight.dates else None
    return CaseView(
        subject=replace(subject, patient_id=seen.patient_id, treatment_start=start),
        timepoints=tuple(_as_shown(one, shown) for one in timepoints if one.order >= 0),
        lesions=tuple(sorted(lesions, key=lambda one: one.label)),
        measurements={(one.lesion_uid, one.timepoint_uid): one for one in said},
        protocol=protocol_from_text(protocol.text, protocol.file_name),
        thickness_mm={one.uid: None for one in lesions},
    )


def _protocol(trial: Repository, sequence: int) -> ProtocolRow:
    """The one in force then; of a trial whose format had none yet, the one by whose rules it was read."""
    first = next(trial.audit(ProtocolRow.__tablename__))
    (found,) = past_rows(trial, ProtocolRow, max(sequence, first.sequence))
    return found


def _timepoints(
    trial: Repository, subject_uid: str, treatment_start: date | None, sequence: int
) -> tuple[Timepoint, ...]:
    dates: dict[str, date] = {}
    for study in past_rows(trial, StudyRow, sequence):
        if study.study_date is not None:
            known = dates.get(study.timepoint_uid)
            dates[study.timepoint_uid] = study.study_date if known is None else min(known, study.study_date)
    return schedule(
        (
            KnownTimepoint(
                row.uid, row.subject_uid, row.label, TimepointKind(row.kind), row.arrival, dates.get(row.uid)
            )
            for row in past_rows(trial, TimepointRow, sequence)
            if row.subject_uid == subject_uid
        ),
        treatment_start,
    )


def _as_shown(timepoint: Timepoint, shown: Mapping[str, Timepoint]) -> Timepoint:
    """Without a date that is hidden now."""
    now = shown.get(timepoint.uid)
    return replace(timepoint, scan_date=None) if now is not None and now.scan_date is None else timepoint


def _entries(trial: Repository) -> Iterator[AuditEntry]:
    return (entry for entry in trial.audit() if entry.table_name in _OF_READS)


def _row(entry: AuditEntry) -> dict[str, Any]:
    spelled = entry.new_value or entry.old_value
    assert spelled is not None, "an entry has a row before it or after it"
    return dict(json.loads(spelled))


def _change(entry: AuditEntry, row: Mapping[str, Any]) -> Change:
    zone = timezone(timedelta(minutes=entry.utc_offset_minutes))
    lesion_uid = row["uid"] if entry.table_name == "lesion" else row.get("lesion_uid") or ""
    return Change(
        sequence=entry.sequence,
        when=datetime.fromisoformat(entry.when_utc).astimezone(zone),
        who=entry.who,
        action=entry.action,
        reason=entry.reason,
        table=entry.table_name,
        key=entry.key,
        before=None if entry.old_value is None else json.loads(entry.old_value),
        after=None if entry.new_value is None else json.loads(entry.new_value),
        lesion_uid=lesion_uid,
        timepoint_uid=row.get("timepoint_uid") or row.get("first_timepoint_uid") or "",
    )
