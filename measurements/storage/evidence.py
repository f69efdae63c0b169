"""Who may do what, what is signed and decided: read out of a trial as frozen values."""

import json
from collections import Counter
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, select

from measurements.people import Assignment, Person, Role, Task
from measurements.signature import (
    Adjudication,
    AdjudicationReason,
    ImageCheck,
    ImageVerdict,
    Meaning,
    ReadProgress,
    Signature,
    Unlock,
)
from measurements.storage.rows import (
    AdjudicationRow,
    AssignmentRow,
    AuditRow,
    ImageCheckRow,
    PersonRow,
    ReadRow,
    SeriesChecksumRow,
    SignatureRow,
    SliceChecksumsRow,
    UnlockRow,
)
from measurements.storage.statements import table_of

AUDIT = table_of(AuditRow)
PERSON = table_of(PersonRow)
READ = table_of(ReadRow)
ASSIGNMENT = table_of(AssignmentRow)
SIGNATURE = table_of(SignatureRow)
UNLOCK = table_of(UnlockRow)
ADJUDICATION = table_of(AdjudicationRow)
IMAGE_CHECK = table_of(ImageCheckRow)
SERIES_CHECKSUM = table_of(SeriesChecksumRow)
SLICE_CHECKSUMS = table_of(SliceChecksumsRow)

ANY_PERSON = select(PERSON.c.uid).limit(1)
STANDING = select(SIGNATURE).where(
    ~select(UNLOCK.c.signature_uid).where(UNLOCK.c.signature_uid == SIGNATURE.c.uid).exists()
)
READS_BEGUN = (
    select(AUDIT.c.new_value)
    .where(AUDIT.c.table_name == ReadRow.__tablename__, AUDIT.c.new_value.is_not(None))
    .order_by(AUDIT.c.sequence)
)
DIGEST_BYTES = 32


class Credentials(NamedTuple):
    """What proves that a person is who they say, as the trial keeps it."""

    password_hash: str
    password_given: bool
    public_key: str
    sealed_key: str
    failed_attempts: int


class Checksums(NamedTuple):
    """SHA-256 of the file of each slice of a stack, in order, and the one hash of them all."""

    root: str
    digests: tuple[bytes, ...]


class Evidence:
    """One consistent look, for as long as the transaction lasts that it belongs to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tells_decisions(self) -> bool:
        """Whether whoever looks is told what is decided between reads."""
        return True

    def has_people(self) -> bool:
        """Whether roles are switched on: a trial without accounts is open to whoever opens it."""
        return self._connection.execute(ANY_PERSON).first() is not None

    def people(self) -> list[Person]:
        """By name."""
        return [_person(row) for row in self._connection.execute(select(PERSON).order_by(PERSON.c.name))]

    def person(self, uid: str) -> Person | None:
        row = self._connection.execute(select(PERSON).where(PERSON.c.uid == uid)).first()
        return None if row is None else _person(row)

    def last_sign_ins(self) -> dict[str, tuple[datetime, Role]]:
        """When each person signed in last, and as what, by their uid; without those who never did."""
        query = select(PERSON.c.uid, PERSON.c.last_sign_in).where(PERSON.c.last_sign_in != "")
        found: dict[str, tuple[datetime, Role]] = {}
        for row in self._connection.execute(query):
            when, _, role = row.last_sign_in.partition(" ")
            found[row.uid] = datetime.fromisoformat(when), Role(role)
        return found

    def credentials(self, person_uid: str) -> Credentials:
        row = self._connection.execute(select(PERSON).where(PERSON.c.uid == person_uid)).one()
        return Credentials(
            row.password_hash, row.password_given, row.public_key, row.sealed_key, row.failed_attempts
        )

    def assignments(self, subject_uid: str | None = None) -> list[Assignment]:
        """Of one subject, or of the whole trial, by subject and uid."""
        query = select(ASSIGNMENT).order_by(ASSIGNMENT.c.subject_uid, ASSIGNMENT.c.uid)
        if subject_uid is not None:
            query = query.where(ASSIGNMENT.c.subject_uid == subject_uid)
        return [
            Assignment(row.uid, row.subject_uid, row.person_uid, Task(row.task))
            for row in self._connection.execute(query)
        ]

    def signatures(self, read_uid: str | None = None) -> list[Signature]:
        """Of one read, or of the whole trial, those that were voided among them, the oldest first."""
        return self._signatures(
            select(SIGNATURE), None if read_uid is None else SIGNATURE.c.read_uid == read_uid
        )

    def standing(self, read_uid: str | None = None) -> list[Signature]:
        """Those that nothing has voided."""
        return self._signatures(STANDING, None if read_uid is None else SIGNATURE.c.read_uid == read_uid)

    def signed_timepoints(self, read_uid: str) -> frozenset[str]:
        """Uids of the timepoints of a read for which a signature stands."""
        return frozenset(one.timepoint_uid for one in self.standing(read_uid) if one.timepoint_uid)

    def completed_reads(self) -> frozenset[str]:
        """Uids of the reads that are signed as a whole."""
        of_reads = self._signatures(STANDING, SIGNATURE.c.meaning == Meaning.READ.value)
        return frozenset(one.read_uid for one in of_reads)

    def progress(self, subject_uid: str | None = None) -> list[ReadProgress]:
        """How far each read of a subject, or of the whole trial, is signed; in the order of their readers."""
        voided = select(UNLOCK.c.signature_uid).where(UNLOCK.c.signature_uid == SIGNATURE.c.uid).exists()
        query = (
            select(READ, SIGNATURE.c.timepoint_uid, SIGNATURE.c.meaning, voided.label("voided"))
            .join(SIGNATURE, SIGNATURE.c.read_uid == READ.c.uid, isouter=True)
            .order_by(READ.c.subject_uid, READ.c.reader)
        )
        if subject_uid is not None:
            query = query.where(READ.c.subject_uid == subject_uid)
        found: list[ReadProgress] = []
        for (uid, subject, reader), some in groupby(
            self._connection.execute(query), key=lambda row: (row.uid, row.subject_uid, row.reader)
        ):
            rows = list(some)
            places = [row for row in rows if row.meaning == Meaning.TIMEPOINT.value]
            found.append(
                ReadProgress(
                    read_uid=uid,
                    subject_uid=subject,
                    reader=reader,
                    signed=frozenset(row.timepoint_uid for row in places if not row.voided),
                    opened=frozenset(row.timepoint_uid for row in places),
                    completed=any(row.meaning == Meaning.READ.value and not row.voided for row in rows),
                )
            )
        return found

    def reader_numbers(self) -> dict[str, int]:
        """Number of each read among those of the radiologists of its subject, from 1 in the order in which
        they were begun, by its uid. It stays, whoever asks and whoever comes later."""
        names = {row.uid: row.name for row in self._connection.execute(select(PERSON))}
        of_investigators = {
            (row.subject_uid, names[row.person_uid])
            for row in self._connection.execute(select(ASSIGNMENT))
            if row.task == Task.INVESTIGATE.value
        }
        numbers: dict[str, int] = {}
        count: Counter[str] = Counter()
        for (begun,) in self._connection.execute(READS_BEGUN):
            read = json.loads(begun)
            if read["uid"] in numbers or (read["subject_uid"], read["reader"]) in of_investigators:
                continue
            count[read["subject_uid"]] += 1
            numbers[read["uid"]] = count[read["subject_uid"]]
        return numbers

    def unlocks(self) -> dict[str, Unlock]:
        """By the uid of the signature that each voids."""
        return {
            row.signature_uid: Unlock(
                row.signature_uid, row.who, datetime.fromisoformat(row.unlocked), row.reason
            )
            for row in self._connection.execute(select(UNLOCK))
        }

    def adjudications(self) -> dict[str, Adjudication]:
        """By the uid of the subject."""
        return {
            row.subject_uid: Adjudication(
                row.subject_uid, row.chosen_read_uid, row.who, AdjudicationReason(row.reason), row.comment
            )
            for row in self._connection.execute(select(ADJUDICATION))
        }

    def image_checks(self) -> dict[str, ImageCheck]:
        """By the uid of the timepoint."""
        return {
            row.timepoint_uid: ImageCheck(
                row.timepoint_uid, ImageVerdict(row.verdict), tuple(row.findings), row.who, row.reason
            )
            for row in self._connection.execute(select(IMAGE_CHECK))
        }

    def checksums(self, series_key: str) -> Checksums | None:
        """None where the stack was never read yet."""
        query = (
            select(SERIES_CHECKSUM.c.root, SLICE_CHECKSUMS.c.digests)
            .join(SLICE_CHECKSUMS, SLICE_CHECKSUMS.c.series_key == SERIES_CHECKSUM.c.series_key)
            .where(SERIES_CHECKSUM.c.series_key == series_key)
        )
        row = self._connection.execute(query).first()
        return None if row is None else Checksums(row.root, _parted(row.digests))

    def checksum_roots(self) -> dict[str, str]:
        """The hash of all files of a stack, by its key, of those that have one."""
        query = select(SERIES_CHECKSUM.c.series_key, SERIES_CHECKSUM.c.root)
        return {row.series_key: row.root for row in self._connection.execute(query)}

    def _signatures(self, query: Any, condition: ColumnElement[bool] | None) -> list[Signature]:
        found = query if condition is None else query.where(condition)
        signatures = [_signature(row) for row in self._connection.execute(found)]
        return sorted(signatures, key=lambda one: (one.signed, one.uid))


def _parted(digests: bytes) -> tuple[bytes, ...]:
    return tuple(digests[at : at + DIGEST_BYTES] for at in range(0, len(digests), DIGEST_BYTES))


def _person(row: Row[Any]) -> Person:
    until = row.locked_until_utc
    return Person(
        uid=row.uid,
        name=row.name,
        printed_name=row.printed_name,
        roles=frozenset(Role(role) for role in row.roles),
        active=row.active,
        locked_until=None if until is None else datetime.fromisoformat(until),
        public_key=row.public_key,
    )


def _signature(row: Row[Any]) -> Signature:
    columns = dict(row._mapping)
    columns["meaning"] = Meaning(row.meaning)
    columns["signed"] = datetime.fromisoformat(row.signed)
    return Signature(**columns)
