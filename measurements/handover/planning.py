"""What taking a file of reads in would do to a trial, and what has to be decided before."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from measurements.carrying import HandOut, TakeBack
from measurements.handover.conflict import Conflict, ConflictKind, Extent, Side
from measurements.handover.merging import Merge, Outcome, differences, merge, said, where_of
from measurements.handover.places import subject_conflicts
from measurements.handover.read_rows import Rows, rows_at, rows_now, standing
from measurements.handover.reads_file import ReadsFile, opened_reads
from measurements.people import Person
from measurements.refusal import Refusal
from measurements.sentence import Sentence
from measurements.storage.repository import Repository
from measurements.storage.rows import SignatureRow
from measurements.trial import StoredProtocol


@dataclass(frozen=True, slots=True)
class PlannedRead:
    """One read of the file, held against the trial.

    Attributes:
        here: rows of the reader's read of this subject in the trial.
        theirs: of the read in the file.
    """

    read_uid: str
    subject_uid: str
    code: str
    merge: Merge
    here: Rows
    theirs: Rows


@dataclass(frozen=True, slots=True)
class Plan:
    """
    Attributes:
        nothing_new: why there is nothing to take; None where there is.
        remarks: worth knowing, nothing to be decided: a sentence each.
    """

    reads: tuple[PlannedRead, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    nothing_new: Refusal | None = None
    remarks: tuple[Sentence, ...] = ()

    @property
    def open(self) -> tuple[Conflict, ...]:
        """Those that no rule decides."""
        return tuple(one for one in self.conflicts if one.wins is None)


def plan_of(here: Repository, file: ReadsFile) -> Plan:
    """Compares; changes nothing.

    Args:
        here: the whole of the trial.

    Raises:
        Refusal: the file is of another trial, of cases that this one knows nothing of, or sealed or signed by
            somebody else than the reader.
    """
    hand_out = _known_hand_out(here, file)
    remarks = []
    person = next((one for one in here.evidence.people() if one.name == hand_out.reader), None)
    _check_keys(here, file, person)
    _check_unlocks(here, file)
    taken = [one for one in here.handovers.take_backs() if one.hand_out_uid == hand_out.uid]
    same = next((one for one in taken if one.file_hash == file.file_hash), None)
    if same is not None:
        return Plan(
            nothing_new=Refusal(
                "{file} was taken in already ({taken}, by {person}).",
                file=file.path.name,
                taken=same.taken,
                person=same.who,
            )
        )
    latest = max(taken, key=lambda one: one.sequence, default=None)
    parted = False
    if latest is not None:
        if _leads_to(file.trial, latest.sequence, latest.hash):
            if latest.sequence == file.end.sequence:
                return Plan(
                    nothing_new=Refusal(
                        "{file} says nothing that {latest} did not, which was taken in already ({taken}).",
                        file=file.path.name,
                        latest=latest.file_name,
                        taken=latest.taken,
                    )
                )
        elif latest.sequence >= file.end.sequence and _is_older(here, latest, file):
            return Plan(
                nothing_new=Refusal(
                    "{file} is older than {latest}, which was taken in already ({taken}) and has all of it.",
                    file=file.path.name,
                    latest=latest.file_name,
                    taken=latest.taken,
                )
            )
        else:
            parted = True
    begun_at = latest.sequence if latest is not None and not parted else _handed_at(file)
    reads = tuple(_planned(here, file, rows_at(file.trial, begun_at)))
    concerned = [one for one in reads if one.merge.outcome is not Outcome.NOTHING]
    if not concerned:
        return Plan(
            reads, nothing_new=Refusal("{file} has nothing that this trial has not.", file=file.path.name)
        )
    conflicts = [*_of_file(here, file, hand_out, person, latest if parted else None)]
    for read in concerned:
        conflicts += subject_conflicts(here, file, read.subject_uid, read.code, person, read.theirs)
        conflicts += _of_read(here, file, read)
    if file.left:
        remarks.append(
            Sentence(
                "{count} reads by others than {reader} are in the file: they are not taken in.",
                count=file.left,
                reader=hand_out.reader,
            )
        )
    remarks += _about_password(here, file, person)
    return Plan(reads, tuple(conflicts), None, tuple(remarks))


def _known_hand_out(here: Repository, file: ReadsFile) -> HandOut:
    told = file.hand_out
    if told.trial_uid != here.trial_uid():
        raise Refusal(
            "{path} has reads of the trial {trial}, which is another than this one: take it in there.",
            path=file.path,
            trial=told.trial_name,
        )
    known = next((one for one in here.handovers.hand_outs() if one.uid == told.uid), None)
    if known != told:
        raise Refusal(
            "{path} is of cases that this trial does not know to have handed out: if an older backup lies "
            "in its place, restore its newest one.",
            path=file.path,
        )
    return known


def _check_keys(here: Repository, file: ReadsFile, person: Person | None) -> None:
    """The seal and every signature in the file must be by a key that was the reader's at some time."""
    entries = list(here.audit("person"))
    with_accounts = any(entry.sequence <= file.hand_out.sequence for entry in entries)
    if not with_accounts and not file.trial.evidence.people():
        return
    keys = set()
    for entry in entries:
        if entry.new_value is not None and person is not None and entry.key == (person.uid,):
            keys.add(entry.new_row()["public_key"])
    known = {(table, key) for rows in rows_now(here).values() for table, key in rows if table == "signature"}
    if file.seal.public_key not in keys or file.seal.name != file.hand_out.reader:
        raise Refusal(
            "{path} is not sealed by {reader}, whose reads it is said to have: nothing of it is taken.",
            path=file.path,
            reader=file.hand_out.reader,
        )
    for rows in file.reads.values():
        for place, columns in rows.items():
            if place[0] != SignatureRow.__tablename__ or place in known:
                continue
            if columns["public_key"] not in keys or person is None or columns["person_uid"] != person.uid:
                raise Refusal(
                    "{path} has a signature of {signed} by a key that was never {reader}'s: nothing of it "
                    "is taken.",
                    path=file.path,
                    signed=columns["signed"],
                    reader=file.hand_out.reader,
                )


def _check_unlocks(here: Repository, file: ReadsFile) -> None:
    """A reader unlocks follow-ups of their own, for a final look; all else is a data manager's to do."""
    known = {one.uid: one for one in here.evidence.signatures()}
    unlocked = here.evidence.unlocks()
    for rows in file.reads.values():
        for (table, key), columns in rows.items():
            signature = known.get(key[0]) if table == "unlock" else None
            if signature is None or key[0] in unlocked:
                continue
            timepoint = None if signature.timepoint_uid is None else here.timepoint(signature.timepoint_uid)
            if timepoint is None or timepoint.order <= 0 or columns["who"] != file.hand_out.reader:
                raise Refusal(
                    "{path} unlocks what only a data manager may unlock ({why}): nothing of it is taken.",
                    path=file.path,
                    why=columns["reason"],
                )


def _leads_to(trial: Repository, sequence: int, hash_: str) -> bool:
    entry = next(trial.audit(first=sequence), None)
    return entry is not None and (entry.sequence, entry.hash) == (sequence, hash_)


def _is_older(here: Repository, latest: TakeBack, file: ReadsFile) -> bool:
    """Whether the audit in a file that was taken in leads on from the one of `file`."""
    content = here.handovers.taken_file(latest.file_hash)
    if content is None:
        return False
    with tempfile.TemporaryDirectory(prefix="longaxis-") as folder:
        path = Path(folder) / latest.file_name
        path.write_bytes(content)
        with opened_reads(path) as taken:
            return _leads_to(taken.trial, file.end.sequence, file.end.hash)


def _handed_at(file: ReadsFile) -> int:
    """The entry of the carried audit at which all was in that was handed out."""
    (entry,) = (one for one in file.trial.audit("hand_out") if one.key == (file.hand_out.uid,))
    return entry.sequence


def _planned(here: Repository, file: ReadsFile, base: Mapping[str, Rows]) -> Iterator[PlannedRead]:
    mine = rows_now(here)
    for read_uid, theirs in file.reads.items():
        read = file.trial.read(read_uid)
        assert read is not None, "the rows are those of reads that are there"
        subject = here.subject(read.subject_uid)
        handed = file.trial.subject(read.subject_uid)
        code = subject.code if subject is not None else handed.code if handed is not None else "?"
        rows: Rows = {}
        # A read that was begun anew here has another uid: a reader has one read of a subject.
        for one in here.reads(read.subject_uid):
            if one.uid == read_uid or one.reader == read.reader:
                rows |= mine[one.uid]
        yield PlannedRead(
            read_uid, read.subject_uid, code, merge(base.get(read_uid, {}), rows, theirs), rows, theirs
        )


def _of_file(
    here: Repository, file: ReadsFile, hand_out: HandOut, person: Person | None, parted: TakeBack | None
) -> Iterator[Conflict]:
    mine, handed = here.protocol(), file.trial.protocol()
    if mine is not None and handed is not None and mine.hash != handed.hash:
        yield _whole(ConflictKind.PROTOCOL, _protocol(mine), _protocol(handed))
    carried = next(iter(file.trial.evidence.people()), None)
    if carried is None and here.evidence.has_people():
        yield _whole(ConflictKind.ACCOUNT, "accounts", "no accounts")
    elif carried is not None and person is not None and carried.public_key != person.public_key:
        yield _whole(ConflictKind.ACCOUNT, f"key {person.public_key[:16]}", f"key {carried.public_key[:16]}")
    if parted is not None:
        yield _whole(
            ConflictKind.PARTED,
            f"{parted.file_name}, {parted.taken}",
            f"{file.path.name}, {file.seal.sealed}",
        )
    later = {one.uid: one for one in here.handovers.hand_outs() if one.sequence > hand_out.sequence}
    for taken in here.handovers.take_backs():
        other = later.get(taken.hand_out_uid)
        if other is None or other.reader != hand_out.reader:
            continue
        if set(other.subject_uids) & set(hand_out.subject_uids):
            yield _whole(
                ConflictKind.OLDER,
                f"{taken.file_name}, handed out {other.made}",
                f"{file.path.name}, handed out {hand_out.made}",
            )
            return


def _whole(kind: ConflictKind, here: str, theirs: str) -> Conflict:
    return Conflict(kind, "", "", kind.value, "", here, theirs)


def _protocol(stored: StoredProtocol) -> str:
    return f"version {stored.version} ({stored.hash[:12]})"


def _of_read(here: Repository, file: ReadsFile, read: PlannedRead) -> Iterator[Conflict]:
    labels = {one.uid: one.label for one in file.trial.timepoints(read.subject_uid)}
    labels |= {one.uid: one.label for one in here.timepoints(read.subject_uid)}
    if read.merge.outcome is Outcome.EITHER:
        found = differences(read.here, read.theirs, labels)
        extents = (_extent(read.here, labels), _extent(read.theirs, labels))
        wins = read.merge.wins
        others = {key[0] for table, key in read.here if table == "read"} - {read.read_uid}
        if others and any(table == "signature" for table, _ in read.here):
            wins = Side.HERE  # what is signed stays, and a reader has one read of a subject
        yield Conflict(
            ConflictKind.READ,
            read.subject_uid,
            read.code,
            read.read_uid,
            "",
            str(extents[0]),
            str(extents[1]),
            wins,
            found,
            extents,
        )
    names = {
        key[0]: row["label"]
        for rows in (read.theirs, read.here)
        for (table, key), row in rows.items()
        if table == "lesion"
    }
    for place in read.merge.clashes:
        mine, other = read.here.get(place), read.theirs.get(place)
        row = mine if mine is not None else other
        assert row is not None, "a clash is of two that differ"
        yield Conflict(
            ConflictKind.CELL,
            read.subject_uid,
            read.code,
            "/".join((place[0], *place[1])),
            where_of(place, row, names, labels),
            said(place, mine),
            said(place, other),
        )


def _extent(rows: Rows, labels: Mapping[str, str]) -> Extent:
    signed = [one["timepoint_uid"] for one in standing(rows)]
    return Extent(
        lesions=sum(table == "lesion" for table, _ in rows),
        answers=sum(table == "measurement" for table, _ in rows),
        signed=tuple(sorted(labels.get(uid, "?") for uid in signed if uid is not None)),
        completed=None in signed,
    )


def _about_password(here: Repository, file: ReadsFile, person: Person | None) -> Iterator[Sentence]:
    carried = next(iter(file.trial.evidence.people()), None)
    if carried is None or person is None or carried.public_key != person.public_key:
        return
    mine = here.evidence.credentials(person.uid)
    if mine.password_hash == file.trial.evidence.credentials(carried.uid).password_hash:
        return
    if mine.password_given:
        yield Sentence(
            "The password of {person} is another out there: here it stays the one that was given to them, "
            "until they choose another here.",
            person=person.name,
        )
    else:
        yield Sentence(
            "The password of {person} is another out there: here it stays as it is.", person=person.name
        )
