"""The protocol that a trial holds: read out of it, and put into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from measurements.case.commands import SetProtocol
from measurements.protocol.loading import protocol_from_text
from measurements.protocol.values import Protocol, Schedule
from measurements.refusal import Refusal
from measurements.storage.protocol import put_protocol
from measurements.storage.repository import Repository
from measurements.storage.unit import UnitOfWork
from measurements.trial import StoredProtocol, Timepoint, TimepointKind


@dataclass(frozen=True, slots=True)
class TrialProtocol:
    """The protocol in force in a trial, and since when.

    Attributes:
        who, when_utc: who put it in; time as ISO 8601, UTC.
    """

    protocol: Protocol
    stored: StoredProtocol
    who: str
    when_utc: str

    @property
    def read_otherwise(self) -> bool:
        """Whether it says something else now than when it was put in.

        What a file leaves out is this program's default, and another version may have others.
        """
        return self.protocol.hash != self.stored.hash


def protocol_of(trial: Repository) -> Protocol:
    """By which every call in the trial is made.

    Raises:
        Refusal: this program cannot read it.
    """
    stored = _stored(trial)
    return _protocol(stored.text, stored.file_name)


@lru_cache(maxsize=4)
def _protocol(text: str, file_name: str) -> Protocol:
    """Read once: every command of a reader asks for it."""
    return protocol_from_text(text, file_name)


def trial_protocol(trial: Repository) -> TrialProtocol:
    """The protocol in force with its origin.

    Raises:
        Refusal: this program cannot read it.
    """
    *_, entry = trial.audit("protocol")
    return TrialProtocol(protocol_of(trial), _stored(trial), entry.who, entry.when_utc)


def set_protocol(command: SetProtocol, work: UnitOfWork) -> None:
    """Replaces the trial's protocol; the same text again changes nothing.

    Raises:
        Refusal: the text is no protocol, or takes the plan from under a timepoint that was there by the
            plan in force.
    """
    new = protocol_from_text(command.text, command.file_name).schedule
    former = _former_schedule(work.trial)
    if former is not None:
        for code, timepoint in _planned_timepoints(work.trial):
            if _plans(former, timepoint) and not _plans(new, timepoint):
                raise Refusal(
                    "{file} plans no visit for {timepoint} of {code} on day {day}, which the protocol in "
                    "force does: keep that visit in its schedule, or make the timepoint unscheduled first.",
                    file=command.file_name,
                    timepoint=timepoint.label,
                    code=code,
                    day=timepoint.day,
                )
    put_protocol(work, command.file_name, command.text)


def _stored(trial: Repository) -> StoredProtocol:
    stored = trial.protocol()
    if stored is None:
        raise Refusal("This trial has no protocol yet: open it for writing once, which gives it one.")
    return stored


def _former_schedule(trial: Repository) -> Schedule | None:
    """None where the protocol in force is one that this program cannot read: it must be replaceable."""
    try:
        return protocol_of(trial).schedule
    except Refusal:
        return None


def _planned_timepoints(trial: Repository) -> Iterator[tuple[str, Timepoint]]:
    """Follow-ups with their subject's code, of subjects whose day 0 is known."""
    by_subject = trial.timepoints_by_subject()
    for subject in trial.subjects():
        if subject.treatment_start is None:
            continue
        for timepoint in by_subject.get(subject.uid, ()):
            if timepoint.kind is TimepointKind.FOLLOW_UP and timepoint.scan_date is not None:
                yield subject.code, timepoint


def _plans(schedule: Schedule, timepoint: Timepoint) -> bool:
    return any(visit.earliest_day <= timepoint.day <= visit.latest_day for visit in schedule.visits)
