"""Writes the reports of a trial into a folder: a PDF for each subject, and one of the trial."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.reports.paper import Running, write_pdf
from app.reports.subject_report import subject_blocks
from app.reports.trial_report import trial_blocks
from app.style.charting import paper_palette
from measurements.access.permissions import Call, require
from measurements.case.trial_protocol import protocol_of
from measurements.endpoints.trial import TrialEndpoints
from measurements.interchange.tables import make_folder
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore

translate = QCoreApplication.translate


def write_subject_reports(store: TrialStore, folder: Path, codes: list[str] | None = None) -> Iterator[Path]:
    """A report of each subject, of every read that whoever is at the trial may see; each once it is written.

    Args:
        codes: of the subjects; None for all.

    Raises:
        Refusal: a subject is not in the trial, or a file cannot be written.
        NotAllowed: whoever is at the trial may not export.
    """
    require(store.actor, Call.EXPORT)
    make_folder(folder)
    with store.reading() as trial:
        subjects = {one.code: one for one in trial.subjects()}
        for code in codes or []:
            if code not in subjects:
                if not subjects:
                    raise Refusal("There is no subject in this trial yet: import the scans first.")
                known = ", ".join(sorted(subjects))
                raise Refusal(
                    "There is no subject {code} in this trial: name one of {known}.", code=code, known=known
                )
        protocol = protocol_of(trial)
        names = file_names(sorted(subjects))
        for code in codes or sorted(subjects):
            subject = subjects[code]
            blocks = subject_blocks(trial, subject, trial.reads(subject.uid), protocol)
            path = folder / f"{names[code]}.pdf"
            title = translate("report", "Subject {code}").format(code=code)
            running = _running(f"{protocol.identity}  \u00b7  {title}", store)
            write_pdf(path, title, blocks, running, paper_palette())
            yield path


def write_trial_report(store: TrialStore, endpoints: TrialEndpoints, folder: Path) -> Path:
    """The report of the trial.

    Raises:
        Refusal: the file cannot be written.
        NotAllowed: whoever is at the trial may not see clinical data.
    """
    require(store.actor, Call.SEE_CLINICAL)
    make_folder(folder)
    path = folder / "trial.pdf"
    title = translate("report", "Trial report")
    running = _running(f"{endpoints.protocol.identity}  \u00b7  {title}", store)
    write_pdf(path, title, trial_blocks(endpoints), running, paper_palette())
    return path


def _running(head: str, store: TrialStore) -> Running:
    assert store.actor is not None, "asked before"
    foot = translate("report", "Research use only; not a medical device. Printed by {name}, {when}.").format(
        name=store.actor.name, when=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M %z")
    )
    return Running(head, foot, translate("report", "Page {page} of {pages}"))


def file_names(codes: Sequence[str]) -> dict[str, str]:
    """A name for the file of each subject, no two of them alike where letters are not told apart by case."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for code in codes:
        plain = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in code)
        name, number = f"subject-{plain}", 1
        while name.casefold() in taken:
            number += 1
            name = f"subject-{plain}-{number}"
        taken.add(name.casefold())
        names[code] = name
    return names
