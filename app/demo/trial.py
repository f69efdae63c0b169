"""Makes the demonstration trial: scans written, imported, and read from the truth, but for one subject."""

import contextlib
import json
import shutil
from pathlib import Path

from platformdirs import user_data_path

from app.demo.events import CUTOFF, write_events
from app.demo.first_read import MARK, TRIAL
from app.demo.truthful_reader import read_subject
from app.importing import bring_in, look_through
from measurements.case.clinical_import import lesions_by_subject
from measurements.case.commands import ImportClinicalEvents, SetTreatmentStart
from measurements.case.service import CaseService
from measurements.clinical.events_file import read_events
from measurements.interchange.lesion_table import write_lesion_table
from measurements.progress import Report
from measurements.refusal import Refusal
from measurements.storage.lock import account
from measurements.storage.program import PROGRAM_VERSION
from measurements.storage.store import create_trial, open_trial
from reader.phantom.second_reader import SECOND_READS, read_again
from reader.phantom.subjects import UNREAD_SUBJECT, Variant, demonstration_subjects
from reader.phantom.truth import VisitTruth, lesion_rows
from reader.phantom.visit import PhantomSubject
from reader.phantom.write import write_subject

SCANS = "scans"
TRUTH = "truth.csv"
EVENTS = "events.csv"
SECOND_READER = "Second reader"
"""In whose name the second reads are stored, beside those of the account that makes the demonstration."""


def default_folder() -> Path:
    """Where the demonstration is made when no folder is named: with the user's data."""
    return user_data_path("Longaxis") / "demonstration"


def is_made(folder: Path, variant: Variant = Variant.FULL) -> bool:
    """Whether the demonstration is in `folder`, whole."""
    said = _marked(folder) or {}
    return bool(said.get("complete")) and said.get("variant") == variant and (folder / TRIAL).exists()


def make_demonstration(folder: Path, report: Report, variant: Variant = Variant.FULL) -> Path:
    """The demonstration's trial file in `folder`; one that is there already stays as it is.

    Raises:
        Refusal: the folder holds something else, or takes no files, or not all of them.
        Cancelled: from `report`; the next call makes it anew.
    """
    trial = folder / TRIAL
    if is_made(folder, variant):
        return trial
    _clear(folder)
    try:
        _mark(folder, variant, complete=False)
        subjects = demonstration_subjects(variant)
        truths = _write_scans(folder / SCANS, subjects, report)
        rows = [row for truth in truths.values() for row in lesion_rows(truth)]
        write_lesion_table(rows, folder / TRUTH)
        write_events(subjects, folder / EVENTS)
        _fill(trial, folder / SCANS, subjects, truths, report)
        _bring_in_events(trial, folder / EVENTS)
        _mark(folder, variant, complete=True)
    except OSError as error:
        with contextlib.suppress(OSError):
            _remove_made(folder)  # a full disk is not left full
        raise Refusal(
            "The demonstration was not finished in {folder} ({reason}): make room there, 500 MB, or name "
            "another folder. The next try begins anew.",
            folder=folder,
            reason=_reason(error),
        ) from error
    return trial


def _reason(error: BaseException) -> str:
    """The system's own words, which pydicom wraps in an error without any."""
    while not (isinstance(error, OSError) and error.strerror) and error.__cause__ is not None:
        error = error.__cause__
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__


def _write_scans(
    folder: Path, subjects: tuple[PhantomSubject, ...], report: Report
) -> dict[str, tuple[VisitTruth, ...]]:
    total = sum(visit.acquisition.slices for subject in subjects for visit in subject.visits)
    truths = {}
    before = 0
    for number, subject in enumerate(subjects, 1):
        part = _part_of(report, before, total, f"Making subject {number} of {len(subjects)}: slice")
        truths[subject.code] = write_subject(folder / subject.code, subject, part)
        before += sum(visit.acquisition.slices for visit in subject.visits)
    return truths


def _part_of(report: Report, before: int, whole: int, words: str) -> Report:
    """Tells the steps of a part as steps of the whole, in these words."""

    def within(done: int, total: int, text: str) -> None:
        report(before + done, whole, words)

    return within


def _fill(
    trial: Path,
    scans: Path,
    subjects: tuple[PhantomSubject, ...],
    truths: dict[str, tuple[VisitTruth, ...]],
    report: Report,
) -> None:
    with create_trial(trial, "Demonstration: cadonilimab + LDRT/SBRT") as store:
        bring_in(store, look_through([scans], report), report=report)
        case = CaseService(store, who=account())
        for subject in subjects:
            with store.reading() as repository:
                enrolled = next(one for one in repository.subjects() if one.code == subject.code)
            case.run(SetTreatmentStart(enrolled.uid, subject.treatment_start))
            truth = truths[subject.code]
            if subject.code != UNREAD_SUBJECT:
                read_subject(store, enrolled.uid, truth, account())
            if subject.code in SECOND_READS:
                read_subject(
                    store, enrolled.uid, read_again(truth, SECOND_READS[subject.code]), SECOND_READER
                )


def _bring_in_events(trial: Path, events: Path) -> None:
    with open_trial(trial, writing=True) as store:
        with store.reading() as repository:
            lesions = lesions_by_subject(repository)
        data = read_events(events, subjects=lesions.keys(), lesions=lesions, cutoff=CUTOFF)
        CaseService(store, who=account()).run(ImportClinicalEvents(data))


def _mark(folder: Path, variant: Variant, *, complete: bool) -> None:
    text = json.dumps({"program": PROGRAM_VERSION, "variant": variant.value, "complete": complete})
    unfinished = folder / f"{TRIAL}.mark"  # cleared with the trial if we are interrupted right here
    unfinished.write_text(text + "\n", encoding="utf-8")
    unfinished.replace(folder / MARK)


def _marked(folder: Path) -> dict[str, object] | None:
    """What our mark in `folder` says; None where there is none, or a file that only has its name."""
    try:
        found = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, json.JSONDecodeError, UnicodeDecodeError):
        return None
    ours = isinstance(found, dict) and found.keys() == {"program", "variant", "complete"}
    return found if ours else None


def _clear(folder: Path) -> None:
    """Makes `folder` ready: new, empty, or cleared of an unfinished demonstration and of nothing else."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if _marked(folder) is None and any(folder.iterdir()):
            raise Refusal(
                "{folder} holds other files: name a new or empty folder for the demonstration.", folder=folder
            )
        _remove_made(folder)
    except OSError as error:
        raise Refusal(
            "The demonstration cannot be made in {folder} ({reason}): name another folder.",
            folder=folder,
            reason=error.strerror,
        ) from error


def _remove_made(folder: Path) -> None:
    """Removes scans and trial; copies of the trial under other names, and its backups, are the user's."""
    shutil.rmtree(folder / SCANS, ignore_errors=True)
    unfinished = f".{TRIAL}.unfinished"
    for name in (TRIAL, unfinished):
        for suffix in ("", "-wal", "-shm", "-journal"):
            (folder / (name + suffix)).unlink(missing_ok=True)
    for suffix in (".lock", ".writer", ".mark"):
        (folder / (TRIAL + suffix)).unlink(missing_ok=True)
