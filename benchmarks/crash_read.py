"""A scripted read that says what was acknowledged, and what must hold of its trial after any crash."""

import hashlib
import json
import os
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from measurements.annotation import Annotation, AnnotationKind, KeyImage, VoxelFigures
from measurements.case.commands import (
    AddKeyImage,
    AddLesion,
    Command,
    CommentOnLesion,
    EditLesion,
    InOneStep,
    PutAnnotation,
    PutMeasurement,
    RemoveLesion,
    RemoveMeasurement,
)
from measurements.case.service import CaseService
from measurements.case.verification import verify
from measurements.lesion import Lesion, RadiationClass
from measurements.refusal import NotStored, Refusal
from measurements.storage.repository import Repository
from measurements.storage.store import TrialStore, create_trial, open_trial
from measurements.trial import Read, Timepoint
from tests.measurements.samples import begun_read, lesion, measured, three_scans

LESIONS = 8


@dataclass(frozen=True)
class Acknowledged:
    """What a reader was told is stored: where the audit ended then, and all that the read held."""

    sequence: int
    hash: str
    content: str


def make_trial(path: Path) -> None:
    with create_trial(path) as store:
        begun_read(store, CaseService(store, who="R1"), path.parent)


def scripted_read(
    path: Path,
    seed: int,
    gestures: int,
    tell: Callable[[str], None],
    at_the_end: Callable[[], None] = lambda: None,
) -> None:
    """Reads on: gestures of every kind, each told as a line once the service has returned from it.

    Args:
        at_the_end: called before the trial is let go of.
    """
    with open_trial(path, writing=True) as store:
        case = CaseService(store, who="R1")
        chosen = random.Random(seed)
        tell(line(store))
        for number in range(gestures):
            with suppress(NotStored):
                if gesture(store, case, chosen, f"{seed}-{number}"):
                    tell(line(store))
        at_the_end()


def gesture(store: TrialStore, case: CaseService, chosen: random.Random, name: str) -> bool:
    """One thing that a reader does; False where it was not allowed at this point."""
    kind = chosen.random()
    try:
        if kind < 0.15 and case.can_undo:
            case.undo()
        elif kind < 0.25 and case.can_redo:
            case.redo()
        else:
            with store.reading() as trial:
                command = _command(trial, chosen, name)
            case.run(command)
    except NotStored:
        raise
    except Refusal:
        return False
    return True


def line(store: TrialStore) -> str:
    """What is told of a trial once it is stored."""
    with store.whole() as trial:
        end = trial.chain_end()
        return json.dumps([end.sequence, end.hash, content_of(trial)])


def acknowledged(lines: Iterator[str]) -> list[Acknowledged]:
    """Of whole lines: the last one may have been cut by the kill, and was then told to nobody."""
    return [Acknowledged(*json.loads(each)) for each in lines if each.endswith("\n")]


def content_of(trial: Repository) -> str:
    """A digest of every value that the reads of a trial hold, taken beside the audit."""
    said = [trial.annotations(), trial.key_images()]
    for read in trial.reads():
        said += [trial.lesions(read.uid), trial.measurements(read.uid)]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def faults_after(path: Path, told: list[Acknowledged]) -> list[str]:
    """What does not hold of a trial after a crash: nothing, where all is well."""
    try:
        with open_trial(path, writing=True) as store:
            signed_in = store.actor is not None
            return [*_faults(store, told), *(_undo_faults(store) if signed_in else ())]
    except Refusal as refusal:
        return [f"does not open: {refusal}"]


def in_flight(path: Path, told: list[Acknowledged]) -> int:
    """Entries that were stored and not acknowledged any more."""
    with open_trial(path, writing=False) as store, store.whole() as trial:
        return trial.chain_end().sequence - (told[-1].sequence if told else 0)


def _faults(store: TrialStore, told: list[Acknowledged]) -> Iterator[str]:
    for finding in verify(store).findings:
        yield f"{finding.part}: {finding.sentence}"
    if not told:
        return
    last = told[-1]
    with store.whole() as trial:
        entries = list(trial.audit(first=last.sequence))
        if not entries or (entries[0].sequence, entries[0].hash) != (last.sequence, last.hash):
            yield f"acknowledged gesture lost: the audit has not entry {last.sequence} as it was told"
            return
        # Checksums are taken by the program itself, before the signature that needs them.
        more = [entry for entry in entries[1:] if entry.action != "TakeChecksums"]
        if len({(entry.when_utc, entry.action) for entry in more}) > 1:
            yield f"more than one gesture beyond the last acknowledged: {len(more)} entries"
        if not more and content_of(trial) != last.content:
            yield "the read is not what was acknowledged"


def _undo_faults(store: TrialStore) -> Iterator[str]:
    """A gesture taken back leaves what was there, done again what it had made."""
    case = CaseService(store, who="R1")
    with store.whole() as trial:
        before = content_of(trial)
        reads, lesions = trial.reads(), trial.lesions(trial.reads()[0].uid) if trial.reads() else []
    if not reads or not lesions:
        return
    case.run(CommentOnLesion(lesions[0].uid, f"after {before[:8]}"))
    after = _content(store)
    case.undo()
    if _content(store) != before:
        yield "undo does not bring back what was there"
    case.redo()
    if _content(store) != after:
        yield "redo does not make what was undone"
    case.undo()


def _content(store: TrialStore) -> str:
    with store.whole() as trial:
        return content_of(trial)


def _command(trial: Repository, chosen: random.Random, name: str) -> Command:
    (read,) = trial.reads()
    timepoints = trial.timepoints(read.subject_uid)
    lesions = trial.lesions(read.uid)
    length_mm = chosen.randrange(120, 900) / 10
    at = chosen.randrange(3)
    if not lesions or (len(lesions) < LESIONS and chosen.random() < 0.2):
        return _new_lesion(read, timepoints[0], lesions, name, length_mm)
    one = chosen.choice(lesions)
    kind = chosen.random()
    if kind < 0.55:
        return PutMeasurement(measured(one, timepoints[at], at, length_mm, chosen.choice([None, 10.0])))
    if kind < 0.62:
        return RemoveMeasurement(one.uid, timepoints[at].uid)
    if kind < 0.72:
        return EditLesion(replace(one, radiation=chosen.choice(list(RadiationClass))))
    if kind < 0.80:
        return CommentOnLesion(one.uid, f"comment {name} 舌")
    if kind < 0.84:
        return RemoveLesion(one.uid)
    scan = three_scans()[at]
    picture = (scan.key, scan.slices[1].sop_uid, 0)
    if kind < 0.92:
        return PutAnnotation(
            Annotation(
                f"probe-{name}",
                read.uid,
                timepoints[at].uid,
                AnnotationKind.PROBE,
                ((1.0, 2.0, 37.5),),
                *picture,
                figures=VoxelFigures(Decimal("-31.0"), 7, 9),
            )
        )
    return AddKeyImage(KeyImage(f"key-{name}", read.uid, timepoints[at].uid, *picture, (40.0, 400.0)))


def _new_lesion(read: Read, at: Timepoint, lesions: list[Lesion], name: str, length_mm: float) -> Command:
    labels = {one.label for one in lesions}
    label = next(f"T{number:02d}" for number in range(1, 99) if f"T{number:02d}" not in labels)
    drawn = replace(lesion(read, at, label), uid=f"lesion-{name}")
    return InOneStep((AddLesion(drawn), PutMeasurement(measured(drawn, at, 0, length_mm))))


def forked(work: Callable[[Callable[[str], None]], None], *, wait: bool = False) -> tuple[int, int, int]:
    """A process of its own that does `work` and tells lines: its id, where the lines are read, and where a
    byte lets it begin, if it is to wait for one.

    Forked after everything was imported, so that hundreds of them die within a minute. The caller has no
    database open, for SQLite must not be taken through a fork.
    """
    lines, tells = os.pipe()
    waits, begins = os.pipe()
    process = os.fork()
    if process:
        os.close(tells)
        os.close(waits)
        if not wait:
            os.write(begins, b"!")
        return process, lines, begins
    status = 1
    try:
        os.close(lines)
        os.close(begins)
        os.read(waits, 1)
        work(lambda said: _write_whole(tells, f"{said}\n"))
        status = 0
    finally:
        os._exit(status)


def _write_whole(descriptor: int, text: str) -> None:
    """One call, so that the line is told or is not."""
    os.write(descriptor, text.encode())


def lines_of(descriptor: int) -> Iterator[str]:
    """Every line up to the end, when the process has died."""
    with os.fdopen(descriptor, encoding="utf-8") as stream:
        yield from stream
