"""A trial whose cases travel: a reader's subject handed out, read elsewhere, and its reads brought back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from measurements.access.sign_in import sign_in
from measurements.case.commands import AddLesion, InOneStep, PutMeasurement
from measurements.case.enrol import enrol
from measurements.case.evidence_commands import CheckImages, CompleteRead, SignTimepoint
from measurements.case.service import CaseService
from measurements.handover.conflict import Conflict, Side
from measurements.handover.hand_back import hand_back
from measurements.handover.hand_out import HandedOut, hand_out
from measurements.handover.planning import Plan
from measurements.handover.read_rows import rows_now
from measurements.handover.reads_file import opened_reads
from measurements.handover.take_back import TakenBack, look, take_back
from measurements.handover.unpack import unpack
from measurements.lesion import Lesion
from measurements.people import Actor
from measurements.progress import silent
from measurements.signature import ImageVerdict
from measurements.storage.store import TrialStore, create_trial, open_trial
from measurements.trial import Read, Subject, Timepoint
from tests.accounts import MANAGER, PASSWORD, READER, give_accounts
from tests.measurements.samples import lesion, measured, three_scans


class Clock:
    """Goes on by a minute whenever it is looked at."""

    def __init__(self) -> None:
        self._now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now


@dataclass
class Place:
    """A trial open somewhere, and the reader's read of its first subject."""

    store: TrialStore
    case: CaseService
    reader: str = READER

    @property
    def subject(self) -> Subject:
        with self.store.whole() as trial:
            return trial.subjects()[0]

    @property
    def timepoints(self) -> list[Timepoint]:
        with self.store.whole() as trial:
            return trial.timepoints(self.subject.uid)

    @property
    def read(self) -> Read:
        with self.store.whole() as trial:
            return next(one for one in trial.reads(self.subject.uid) if one.reader == self.reader)

    def act(self, name: str, password: str = PASSWORD) -> None:
        if self.store.actor is None or self.store.actor.role is not None:
            sign_in(self.store, name, password)
        self.case.forget_steps()

    def lesion(self, label: str = "T01") -> Lesion:
        return replace(lesion(self.read, self.timepoints[0], label), uid=f"lesion {label}")

    def draw(self, at: int, long_mm: float = 24.3, label: str = "T01") -> None:
        """Measures a target, which begins at the baseline."""
        target = self.lesion(label)
        put = PutMeasurement(measured(target, self.timepoints[at], at, long_mm))
        self.case.run(InOneStep((AddLesion(target), put)) if at == 0 else put)

    def redraw(self, at: int, long_mm: float, label: str = "T01") -> None:
        self.case.run(PutMeasurement(measured(self.lesion(label), self.timepoints[at], at, long_mm)))

    def check_images(self) -> None:
        for timepoint in self.timepoints:
            self.case.run(CheckImages(timepoint.uid, ImageVerdict.PASS, ()))

    def sign(self, at: int, password: str = PASSWORD) -> None:
        self.case.run(SignTimepoint(self.read.uid, self.timepoints[at].uid, password))

    def complete(self) -> None:
        self.case.run(CompleteRead(self.read.uid, PASSWORD))

    def millimetres(self, label: str = "T01") -> list[str]:
        """What was measured of a lesion, in order of visits; "" where nothing was."""
        with self.store.whole() as trial:
            uid = next(one.uid for one in trial.lesions(self.read.uid) if one.label == label)
            said = {one.timepoint_uid: one.caliper for one in trial.measurements_of(uid)}
        found = [said.get(one.uid) for one in self.timepoints]
        return ["" if caliper is None else str(caliper.long_mm) for caliper in found]


@contextmanager
def central_trial(
    folder: Path, *, accounts: bool = True, patients: tuple[str, ...] = ("HN-017",)
) -> Iterator[Place]:
    """A new trial with pictures on the disk; the data manager is at it."""
    folder.mkdir(parents=True, exist_ok=True)
    with create_trial(folder / "trial.longaxis", now=Clock()) as store:
        case = CaseService(store)
        for patient in patients:
            enrol(store, [on_disk(one) for one in three_scans(patient, str(folder / "DOE_JANE"))])
        if accounts:
            give_accounts(store, case)
        yield Place(store, case)


def on_disk(stack: Any) -> Any:
    """The stack with files that are there."""
    there = []
    for one in stack.slices:
        path = Path(one.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"picture {one.sop_uid} ".encode() * 400)
        there.append(replace(one, file_size=path.stat().st_size))
    return replace(stack, slices=tuple(there))


def handed_out(central: Place, folder: Path, name: str = "cases", *codes: str) -> HandedOut:
    central.act(MANAGER)
    password = PASSWORD if central.store.actor != Actor("x") else ""
    return hand_out(central.store, READER, folder / name, codes, password, silent)


@contextmanager
def carried_trial(cases: HandedOut, folder: Path) -> Iterator[Place]:
    """The trial of a file of cases, unpacked; the reader is at it."""
    path, _ = unpack(cases.path, folder, silent)
    with open_trial(path, writing=True, now=Clock()) as store:
        place = Place(store, CaseService(store, who=READER))
        place.act(READER)
        yield place


def handed_back(carried: Place, folder: Path, name: str = "reads") -> Path:
    return hand_back(carried.store, folder / name, PASSWORD).path


def looked_at(central: Place, path: Path) -> Plan:
    central.act(MANAGER)
    with opened_reads(path) as file:
        return look(central.store, file)


def taken_back(
    central: Place,
    path: Path,
    choose: Callable[[Conflict], Side] | Side | None = None,
    reason: str = "agreed by phone",
) -> TakenBack:
    """Takes a file in, by what `choose` says of each conflict that no rule decides."""
    central.act(MANAGER)
    with opened_reads(path) as file:
        decisions = {}
        for one in look(central.store, file).open:
            if choose is not None:
                decisions[one] = choose if isinstance(choose, Side) else choose(one)
        return take_back(central.store, file, decisions, reason)


def state_of(place: Place) -> tuple[object, ...]:
    """Everything that a file of reads could change."""
    with place.store.whole() as trial:
        return trial.chain_end(), rows_now(trial), trial.evidence.image_checks()


def read_whole(place: Place) -> None:
    """From the first signature on to the last."""
    place.sign(0)
    place.draw(1, 20.0)
    place.sign(1)
    place.draw(2, 17.1)
    place.sign(2)
    place.complete()


def as_manager(place: Place, *commands: object) -> None:
    place.act(MANAGER)
    for command in commands:
        place.case.run(command)  # type: ignore[arg-type]  # each is a command
