"""Handing out: a reader's subjects with their pictures and a trial of their own, in one sealed file."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from measurements.access.permissions import Call, require
from measurements.access.sign_in import prove
from measurements.carrying import HandOut
from measurements.case.changes import Changes
from measurements.case.checksums import root_of
from measurements.case.consequences import consequences
from measurements.handover.carried_trial import Contents, dates_are_hidden, put_contents
from measurements.handover.package import PICTURE_TIME_NS, TRIAL, Kind, PackageWriter, Seal
from measurements.imaging import Series
from measurements.people import Assignment, Person, Task
from measurements.progress import Report
from measurements.refusal import Refusal
from measurements.storage import sqlite
from measurements.storage.repository import Repository
from measurements.storage.rows import HandOutRow, ReadRow, SeriesChecksumRow, SliceChecksumsRow
from measurements.storage.store import TrialStore, create_trial
from measurements.storage.unit import UnitOfWork
from measurements.trial import Read, Subject

HAND_OUT = "HandOut"
"""The action of the audit entries of both trials."""

TASKS_CARRIED = (Task.READ, Task.INVESTIGATE)


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What was handed out, and where it lies.

    Attributes:
        files, size: of pictures, and their bytes.
        changes: for the windows that show the trial.
    """

    hand_out: HandOut
    path: Path
    subjects: tuple[Subject, ...]
    files: int
    size: int
    seal: Seal
    changes: Changes


class _Chosen(NamedTuple):
    person: Person | None
    reader: str
    subjects: tuple[Subject, ...]
    assignments: tuple[Assignment, ...]


def may_be_handed(trial: Repository, reader: str) -> tuple[Subject, ...]:
    """The subjects that can be handed to a reader: those given to them, or all in a trial without accounts.

    Raises:
        Refusal: there is no such account, or it is switched off.
    """
    return _choose(trial, reader, ()).subjects


def hand_out(
    store: TrialStore, reader: str, out: Path, codes: Sequence[str], password: str, report: Report
) -> HandedOut:
    """Makes a file of cases. The trial may be in use meanwhile; a job, for it copies all pictures.

    The reader's read of each subject begins by it, here and there, so that what comes back is known again.

    Args:
        reader: the name of their account; any name in a trial without accounts.
        codes: of the subjects to hand out; none for all that the reader has.
        password: of whoever hands out; "" in a trial without accounts.

    Raises:
        Refusal: no such reader or subject, nothing to hand out, a picture that is missing or is not the one
            that was imported, or no room; nothing was changed then.
        NotAllowed: whoever is at the trial may not do it.
        Cancelled: by `report`.
    """
    require(store.actor, Call.HAND_OUT)
    actor = store.actor
    assert actor is not None
    key = None if actor.person_uid is None else prove(store, password)
    with store.whole() as trial:
        chosen = _choose(trial, reader, codes)
        signer = None if actor.person_uid is None else trial.evidence.person(actor.person_uid)
        reads, begun = _reads(trial, chosen)
        stacks = _stacks(trial, chosen.subjects)
        known = trial.evidence.checksum_roots()
    with (
        tempfile.TemporaryDirectory(prefix="longaxis-") as folder,
        PackageWriter(out, Kind.CASES) as package,
    ):
        _check_room(package.path, stacks)
        packed = _pack_pictures(package, stacks, known, Path(folder), report)
        carried_path = Path(folder) / TRIAL
        # What goes in is all of one moment: others may have worked while the pictures were copied.
        with store.whole() as trial, create_trial(carried_path, trial.trial_name(), now=store.now) as carried:
            if (chosen, stacks) != (_choose(trial, reader, codes), _stacks(trial, chosen.subjects)) or [
                one for one in reads if one not in begun
            ] != [one for one in reads if trial.read(one.uid) == one]:
                raise Refusal(
                    "{path} was changed while it was handed out: hand out once more.", path=store.path
                )
            with carried.whole() as empty:
                carried_uid = empty.trial_uid()
            end = trial.chain_end()
            hand_out = HandOut(
                uid=str(uuid4()),
                trial_uid=trial.trial_uid(),
                trial_name=trial.trial_name(),
                carried_uid=carried_uid,
                reader=chosen.reader,
                subject_uids=tuple(one.uid for one in chosen.subjects),
                sequence=end.sequence,
                hash=end.hash,
                who=actor.name,
                made=store.now().isoformat(timespec="seconds"),
                dates_moved=dates_are_hidden(trial, chosen.assignments),
            )
            contents = Contents(
                hand_out,
                chosen.person,
                chosen.assignments,
                tuple(reads),
                packed.stacks,
                packed.digests,
                packed.roots,
            )
            with carried.writing_before_sign_in(HAND_OUT, who=actor.name) as work:
                put_contents(work, trial, contents)
        copy = Path(folder) / "copy"
        sqlite.backup(carried_path, copy)
        package.add(TRIAL, copy, compressed=True)
        seal = package.seal(hand_out, signer, actor.name, key, store.now())
        with store.writing(HAND_OUT, reason=f"{package.path.name} for {chosen.reader}") as work:
            _note(work, contents, begun)
            changes = consequences(work, HAND_OUT)
        package.publish()
    return HandedOut(hand_out, package.path, chosen.subjects, packed.files, packed.size, seal, changes)


def _choose(trial: Repository, reader: str, codes: Sequence[str]) -> _Chosen:
    person = None
    assignments: list[Assignment] = []
    subjects = {one.uid: one for one in trial.subjects()}
    if trial.evidence.has_people():
        person = next((one for one in trial.evidence.people() if one.name == reader.strip()), None)
        if person is None or not person.active:
            raise Refusal(
                "There is no account {reader} in this trial that is switched on: check the name.",
                reader=reader,
            )
        assignments = [
            one
            for one in trial.evidence.assignments()
            if one.person_uid == person.uid and one.task in TASKS_CARRIED
        ]
        subjects = {one.subject_uid: subjects[one.subject_uid] for one in assignments}
    elif not reader.strip():
        raise Refusal("Cases are handed to a reader: give their name.")
    by_code = {one.code: one for one in subjects.values()}
    missing = [code for code in codes if code not in by_code]
    if missing:
        raise Refusal(
            "{subject} is no subject that {reader} was given: assign it, or leave it out.",
            subject=missing[0],
            reader=reader,
        )
    chosen = [by_code[code] for code in (codes or sorted(by_code))]
    if not chosen:
        raise Refusal("{reader} was given no subject to read: assign some first.", reader=reader)
    uids = {one.uid for one in chosen}
    return _Chosen(
        person,
        reader.strip(),
        tuple(dict.fromkeys(chosen)),
        tuple(one for one in assignments if one.subject_uid in uids),
    )


def _reads(trial: Repository, chosen: _Chosen) -> tuple[list[Read], list[Read]]:
    """The reader's reads of the chosen subjects; and which of them begin now."""
    reads, begun = [], []
    for subject in chosen.subjects:
        read = next((one for one in trial.reads(subject.uid) if one.reader == chosen.reader), None)
        if read is None:
            read = Read(str(uuid4()), subject.uid, chosen.reader)
            begun.append(read)
        reads.append(read)
    return reads, begun


def _stacks(trial: Repository, subjects: Sequence[Subject]) -> list[Series]:
    found = []
    for subject in subjects:
        for timepoint in trial.timepoints(subject.uid):
            for one in trial.series(timepoint.uid):
                found.append(replace(one, slices=trial.slices(one.key)))
    return found


class _Packed(NamedTuple):
    stacks: tuple[Series, ...]
    digests: dict[str, bytes]
    roots: dict[str, str]
    files: int
    size: int


def _pack_pictures(
    package: PackageWriter, stacks: Sequence[Series], known: dict[str, str], folder: Path, report: Report
) -> _Packed:
    """Copies the files in under names that tell nothing, and takes their checksums on the way.

    They are stored as they are: what would compress them takes far longer than writing them to a stick.
    """
    total = len({one.path for stack in stacks for one in stack.slices})
    names: dict[str, tuple[str, bytes]] = {}
    size = 0
    moved, digests, roots = [], {}, {}
    for at, stack in enumerate(stacks, start=1):
        slices = []
        for one in stack.slices:
            if one.path not in names:
                report(len(names), total, "Copying pictures")
                name = f"pictures/{at:04d}/{len(names) + 1:06d}.dcm"
                member = package.add(name, Path(one.path), compressed=False)
                if member.size != one.file_size:
                    raise Refusal(
                        "{path} is not the file that was imported (it has {size} bytes, not "
                        "{imported_size}): import its folder again, or bring the file back.",
                        path=one.path,
                        size=member.size,
                        imported_size=one.file_size,
                    )
                names[one.path] = (name, bytes.fromhex(member.sha256))
                size += member.size
            place = str(folder / names[one.path][0])
            slices.append(replace(one, path=place, file_mtime_ns=PICTURE_TIME_NS))
        digests[stack.key] = b"".join(names[one.path][1] for one in stack.slices)
        roots[stack.key] = root_of(digests[stack.key], stack.slices)
        if known.get(stack.key, roots[stack.key]) != roots[stack.key]:
            raise Refusal(
                "The pictures in {folder} are not those that were read before: verify the trial, and bring "
                "them back.",
                folder=Path(stack.slices[0].path).parent,
            )
        moved.append(replace(stack, slices=tuple(slices)))
    return _Packed(tuple(moved), digests, roots, len(names), size)


def _check_room(path: Path, stacks: Sequence[Series]) -> None:
    wanted = sum({one.path: one.file_size for stack in stacks for one in stack.slices}.values())
    free = shutil.disk_usage(path.parent).free
    if free <= wanted:
        raise Refusal(
            "{path} was not made, its disk has {free_mb} MB free and {needed_mb} MB are needed: free some "
            "space, or hand out fewer subjects.",
            path=path,
            free_mb=free // 1000000,
            needed_mb=wanted // 1000000,
        )


def _note(work: UnitOfWork, contents: Contents, begun: Sequence[Read]) -> None:
    """What the trial keeps of it."""
    for read in begun:
        if any(one.reader == read.reader for one in work.trial.reads(read.subject_uid)):
            raise Refusal(
                "{reader} began a read while it was handed out: hand out once more.", reader=read.reader
            )
        work.add(ReadRow(uid=read.uid, subject_uid=read.subject_uid, reader=read.reader))
    have = work.trial.evidence.checksum_roots()
    for key, root in contents.roots.items():
        if key not in have:
            work.add(SeriesChecksumRow(series_key=key, root=root))
            work.add_unaudited(SliceChecksumsRow(series_key=key, digests=contents.digests[key]))
    one = contents.hand_out
    work.add(HandOutRow(**{name: getattr(one, name) for name in HandOut.__slots__}))
