"""A trial with accounts for tests: who is in it, and who was given what."""

import shutil
from pathlib import Path

from app.importing import bring_in, look_through
from app.session import Session, open_session
from measurements.case.commands import BeginRead
from measurements.case.evidence_commands import AddPerson, Assign, CheckImages, SignTimepoint
from measurements.case.service import CaseService
from measurements.people import Assignment, Role, Task
from measurements.signature import ImageVerdict
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import Read
from tests.accounts import admit as admit_person
from tests.dicom_files import uid, write_ct_series

PASSWORD = "kestrel lamp 77"
"""Of everyone."""

SCANS = (
    ("HN-1", "20240110"),
    ("HN-1", "20240306"),
    ("HN-1", "20240501"),
    ("HN-2", "20240112"),
    ("HN-2", "20240308"),
    ("HN-3", "20240115"),
)

PEOPLE = (
    ("dana", "Dana Moreno", {Role.DATA_MANAGER}),
    ("li.wei", "Dr Li Wei", {Role.RADIOLOGIST}),
    ("zhang", "Dr Zhang Min", {Role.RADIOLOGIST}),
    ("ada", "Dr Ada Novak", {Role.ADJUDICATOR}),
    ("ivo", "Prof Ivo Costa", {Role.INVESTIGATOR}),
    ("two", "Dr Two Hats", {Role.RADIOLOGIST, Role.DATA_MANAGER}),
)

GIVEN = (
    ("HN-1", "li.wei", Task.READ),
    ("HN-1", "zhang", Task.READ),
    ("HN-1", "ada", Task.ADJUDICATE),
    ("HN-2", "li.wei", Task.READ),
)


def make_trial(folder: Path) -> Path:
    """A trial of three subjects with accounts in `folder`, its scans beside it."""
    for patient, day in SCANS:
        write_ct_series(
            folder / "scans" / patient / day,
            patient_id=patient,
            study_uid=uid("study", patient, day),
            StudyDate=day,
            slices=4,
        )
    with create_trial(folder / "trial.longaxis") as store:
        bring_in(store, look_through([folder / "scans"]))
        admit(store)
        give(store)
        return store.path


def admit(store: TrialStore) -> None:
    """Switches accounts on; the data manager is at the trial then."""
    case = CaseService(store)
    for name, printed_name, roles in PEOPLE:
        admit_person(store, case, AddPerson(f"person {name}", name, printed_name, frozenset(roles), PASSWORD))


def give(store: TrialStore) -> None:
    case = CaseService(store)
    for code, name, task in GIVEN:
        case.run(Assign(Assignment(f"{code} {name}", subject_uid(store, code), f"person {name}", task)))


def subject_uid(store: TrialStore, code: str) -> str:
    with store.whole() as trial:
        return next(one.uid for one in trial.subjects() if one.code == code)


def copied(trial: Path, folder: Path) -> Path:
    """The trial and its scans in a folder of the test's own."""
    shutil.copytree(trial.parent, folder / "peopled")
    return folder / "peopled" / trial.name


def signed_in(trial: Path, name: str, role: Role | None = None) -> Session:
    """The trial, opened by this person; the test closes it."""
    session = open_session(trial)
    session.sign_in(name, PASSWORD, role)
    return session


def begin(session: Session, code: str) -> str:
    """Begins the read of whoever is at the trial, its pictures checked; returns its uid."""
    read = Read(f"read of {code} by {session.reader}", subject_uid(session.store, code), session.reader)
    session.case.run(BeginRead(read))
    with session.store.whole() as trial:
        checked = trial.evidence.image_checks()
        timepoints = trial.timepoints(read.subject_uid)
    for one in timepoints:
        if one.uid not in checked:
            session.case.run(CheckImages(one.uid, ImageVerdict.PASS, ()))
    return read.uid


def sign(session: Session, read_uid: str, count: int) -> None:
    """Signs that many timepoints of a read without lesions, from the baseline on."""
    with session.store.whole() as trial:
        read = trial.read(read_uid)
        assert read is not None
        timepoints = [one for one in trial.timepoints(read.subject_uid) if one.order >= 0]
    for one in timepoints[:count]:
        session.case.run(SignTimepoint(read_uid, one.uid, PASSWORD))
