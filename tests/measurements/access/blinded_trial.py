"""A trial in which everything is hidden from somebody: two subjects, two readers, an investigator.

Uids tell nothing of whose they are; every word that must not come out is said in one place alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

from measurements.access.sign_in import sign_in
from measurements.annotation import Annotation, AnnotationKind, KeyImage
from measurements.case.commands import (
    AddKeyImage,
    AddLesion,
    BeginRead,
    ImportClinicalEvents,
    InOneStep,
    PutAnnotation,
    PutMeasurement,
    RenameSubject,
    SetProtocol,
)
from measurements.case.enrol import enrol
from measurements.case.evidence_commands import (
    AddPerson,
    Adjudicate,
    Assign,
    CheckImages,
    CompleteRead,
    SignTimepoint,
)
from measurements.case.service import CaseService
from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.lesion import Measurement, State
from measurements.people import Assignment, Role, Task
from measurements.signature import AdjudicationReason, ImageVerdict
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import Read, Subject, Timepoint
from tests.accounts import (
    ADJUDICATOR,
    INVESTIGATOR,
    MANAGER,
    OTHER_READER,
    PASSWORD,
    PRINTED,
    READER,
    ROLES,
    admit,
    give_accounts,
    person_uid,
)
from tests.measurements.samples import caliper, lesion, three_scans

PATIENTS = {"HN-017": "DOE^JANE", "HN-018": "ROE^JOHN"}
CODES = ("S-01", "S-02")
UIDS = {
    (READER, 0): "kxqz",
    (OTHER_READER, 0): "mwzy",
    (OTHER_READER, 1): "vyxk",
    (INVESTIGATOR, 0): "qwkz",
}
"""Of reads, by reader and number of the subject; what belongs to one has its uid in its own."""


def protocol_text(**reading: str) -> str:
    """The protocol of this program with other values under [reading]."""
    text = (files("resources") / "protocol.toml").read_text(encoding="utf-8")
    for key, value in reading.items():
        (line,) = (one for one in text.splitlines() if one.startswith(f"{key} = "))
        text = text.replace(line, f"{key} = {value}")
    return text


class BlindedTrial:
    """What a test finds."""

    def __init__(self, store: TrialStore, folder: Path, **reading: str) -> None:
        self.store = store
        self.case = CaseService(store)
        self.scans = []
        for patient_id, name in PATIENTS.items():
            scans = [
                replace(scan, patient_name=name)
                for scan in three_scans(patient_id, folder=str(folder / "images"))
            ]
            self.scans.append(scans)
            enrol(store, scans)
            for slice_ in (one for scan in scans for one in scan.slices):
                path = Path(slice_.path)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(slice_.sop_uid.encode())
        if reading:
            self.case.run(SetProtocol("protocol.toml", protocol_text(**reading)))
        with store.reading() as trial:
            found = sorted(trial.subjects(), key=lambda one: one.patient_id)
        for subject, code in zip(found, CODES, strict=True):
            self.case.run(RenameSubject(subject.uid, code))
        pain = ClinicalEvent(CODES[0], EventKind.ADVERSE_EVENT, date(2024, 2, 2), term="Neuralgia", grade=2)
        data = ClinicalData((pain,), "events.csv", "0" * 64, date(2024, 12, 31), cutoff_stated=True)
        self.case.run(ImportClinicalEvents(data))
        give_accounts(store, self.case, (MANAGER,))
        for name in (READER, OTHER_READER, ADJUDICATOR, INVESTIGATOR):
            self._add(name)
        with store.reading() as trial:
            self.subjects: list[Subject] = trial.subjects()
            self.timepoints: list[list[Timepoint]] = [trial.timepoints(one.uid) for one in self.subjects]
        first, second = self.subjects
        for at, (subject, name, task) in enumerate(
            (
                (first, READER, Task.READ),
                (first, OTHER_READER, Task.READ),
                (second, OTHER_READER, Task.READ),
                (first, ADJUDICATOR, Task.ADJUDICATE),
                (first, INVESTIGATOR, Task.INVESTIGATE),
            )
        ):
            self.case.run(Assign(Assignment(f"task-{at}", subject.uid, person_uid(name), task)))
        for some in self.timepoints:
            for timepoint in some:
                self.case.run(CheckImages(timepoint.uid, ImageVerdict.PASS, ()))

    def _add(self, name: str) -> None:
        person = AddPerson(person_uid(name), name, PRINTED[name], frozenset({ROLES[name]}), PASSWORD)
        admit(self.store, self.case, person)

    def act(self, name: str, role: Role | None = None) -> None:
        sign_in(self.store, name, PASSWORD, role)

    def begin(self, name: str, subject: int = 0, *, class_told: bool = True) -> None:
        """Signs in as the reader, who begins their read and draws its one target with marks at baseline."""
        self.act(name)
        uid = UIDS[name, subject]
        read = Read(f"read-{uid}", self.subjects[subject].uid, name)
        baseline = self.timepoints[subject][0]
        target = replace(
            lesion(read, baseline), uid=f"lesion-{uid}", comment=f"words of {uid}", name=f"named {uid}"
        )
        if not class_told:
            target = replace(target, radiation=None)
        self.case.run(BeginRead(read))
        self.case.run(InOneStep((AddLesion(target), self.put(name, 0, subject))))
        scan = self.scans[subject][0]
        place = (scan.key, scan.slices[1].sop_uid, 0)
        self.case.run(
            PutAnnotation(
                Annotation(
                    f"annotation-{uid}",
                    read.uid,
                    baseline.uid,
                    AnnotationKind.ARROW,
                    ((1.0, 2.0, 37.5), (4.0, 2.0, 37.5)),
                    *place,
                    text=f"arrow of {uid}",
                )
            )
        )
        self.case.run(
            AddKeyImage(KeyImage(f"key-image-{uid}", read.uid, baseline.uid, *place, window=(40.0, 400.0)))
        )

    def put(self, name: str, at: int, subject: int = 0) -> PutMeasurement:
        drawn = caliper(self.scans[subject][at])
        return PutMeasurement(
            Measurement(
                f"lesion-{UIDS[name, subject]}",
                self.timepoints[subject][at].uid,
                State.MEASURED,
                drawn,
            )
        )

    def sign(self, name: str, at: int, subject: int = 0) -> None:
        self.case.run(
            SignTimepoint(f"read-{UIDS[name, subject]}", self.timepoints[subject][at].uid, PASSWORD)
        )

    def complete(self, name: str, *, since: int = 0) -> None:
        """Draws and signs what is left of their begun read of the first subject."""
        self.act(name)
        for at in range(since, len(self.timepoints[0])):
            if at:
                self.case.run(self.put(name, at))
            self.sign(name, at)
        self.case.run(CompleteRead(f"read-{UIDS[name, 0]}", PASSWORD))

    def adjudicate(self) -> None:
        self.act(ADJUDICATOR)
        chosen = f"read-{UIDS[OTHER_READER, 0]}"
        self.case.run(
            Adjudicate(self.subjects[0].uid, chosen, AdjudicationReason.OTHER, "clearer margin", PASSWORD)
        )


@contextmanager
def blinded_trial(folder: Path, **reading: str) -> Iterator[BlindedTrial]:
    """One reader has signed the baseline, the other is through with the first subject and has begun the
    second, the investigator has begun."""
    store = create_trial(folder / "trial.longaxis")
    try:
        trial = BlindedTrial(store, folder, **reading)
        class_told = reading.get("radiation_class") != '"after-lock"'
        trial.begin(READER, class_told=class_told)
        trial.sign(READER, 0)
        trial.begin(OTHER_READER, class_told=class_told)
        trial.complete(OTHER_READER)
        trial.begin(OTHER_READER, 1, class_told=class_told)
        trial.begin(INVESTIGATOR, class_told=class_told)
        yield trial
    finally:
        store.close()
