"""A trial with accounts in which two radiologists read one subject and sign, and an adjudicator decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from measurements.access.sign_in import sign_in
from measurements.annotation import Annotation, AnnotationKind, KeyImage
from measurements.case.commands import (
    AddKeyImage,
    AddLesion,
    BeginRead,
    InOneStep,
    PutAnnotation,
    PutMeasurement,
)
from measurements.case.enrol import enrol
from measurements.case.evidence_commands import (
    Adjudicate,
    CheckImages,
    CompleteRead,
    SignTimepoint,
)
from measurements.case.service import CaseService
from measurements.people import Role
from measurements.signature import AdjudicationReason, ImageVerdict
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import Read, Subject, Timepoint
from tests.accounts import ADJUDICATOR, OTHER_READER, PASSWORD, give_accounts
from tests.measurements.samples import lesion, measured, three_scans


@dataclass(frozen=True)
class SignedRead:
    """What a test finds: the trial, whoever acts in it, and what is in it."""

    store: TrialStore
    case: CaseService
    subject: Subject
    timepoints: list[Timepoint]

    def act(self, name: str, role: Role | None = None) -> None:
        """Signs in as one of `tests.accounts`."""
        sign_in(self.store, name, PASSWORD, role)
        self.case.forget_steps()

    def read(self, name: str) -> Read:
        return Read(f"read-{name}", self.subject.uid, name)

    def begin(self, name: str) -> None:
        self.case.run(BeginRead(self.read(name)))

    def draw(self, name: str, at: int, moved: int | None = None) -> None:
        """Their target at a timepoint, drawn on the files of timepoint `moved` where told."""
        target = replace(lesion(self.read(name), self.timepoints[0]), uid=f"lesion-{name}")
        put = PutMeasurement(measured(target, self.timepoints[at], at if moved is None else moved))
        self.case.run(InOneStep((AddLesion(target), put)) if at == 0 else put)

    def mark(self, name: str, at: int) -> None:
        """An arrow and a key image of theirs at a timepoint."""
        scan = three_scans()[at]
        place = (scan.key, scan.slices[1].sop_uid, 0)
        ends = ((1.0, 2.0, 37.5), (4.0, 2.0, 37.5))
        read, timepoint = self.read(name).uid, self.timepoints[at].uid
        arrow = Annotation(f"arrow-{name}-{at}", read, timepoint, AnnotationKind.ARROW, ends, *place)
        self.case.run(PutAnnotation(arrow))
        window = (40.0, 400.0)
        self.case.run(AddKeyImage(KeyImage(f"key-{name}-{at}", read, timepoint, *place, window=window)))

    def sign(self, name: str, at: int) -> None:
        self.case.run(SignTimepoint(self.read(name).uid, self.timepoints[at].uid, PASSWORD))

    def read_whole(self, name: str) -> None:
        """Draws, signs and completes their read."""
        self.act(name)
        self.begin(name)
        self.read_on(name)

    def read_on(self, name: str) -> None:
        """The same, of a read that was begun."""
        for at in range(len(self.timepoints)):
            self.draw(name, at)
            self.sign(name, at)
        self.case.run(CompleteRead(self.read(name).uid, PASSWORD))

    def adjudicate(self) -> None:
        self.act(ADJUDICATOR)
        chosen = self.read(OTHER_READER).uid
        self.case.run(
            Adjudicate(self.subject.uid, chosen, AdjudicationReason.BOUNDARY, "clear margin", PASSWORD)
        )


@contextmanager
def trial_with_people(folder: Path) -> Iterator[SignedRead]:
    """A new trial: one subject with three scans whose files are there, checked; five people with tasks."""
    store = create_trial(folder / "trial.longaxis")
    try:
        case = CaseService(store)
        scans = three_scans(folder=str(folder / "images"))
        enrol(store, scans)
        for scan in scans:
            for slice_ in scan.slices:
                path = Path(slice_.path)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(f"picture {slice_.sop_uid}".encode())
        give_accounts(store, case)
        with store.reading() as trial:
            (subject,) = trial.subjects()
            timepoints = trial.timepoints(subject.uid)
        for timepoint in timepoints:
            case.run(CheckImages(timepoint.uid, ImageVerdict.PASS, ()))
        yield SignedRead(store, case, subject, timepoints)
    finally:
        store.close()
