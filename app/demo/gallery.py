"""Pictures of every window on the demonstration trial, its tables, and a page that shows them."""

import html
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.main_window import MainWindow
from app.reading.keys import Action
from app.session import Session, open_session
from app.workstation import Workstation, application
from measurements.interchange.exports import export_csv
from measurements.interchange.lesion_table import assess_table
from measurements.storage.store import open_trial
from measurements.trial import Subject, Timepoint

SIZE_PX = (1920, 1080)
CLOSE_PX_PER_MM = 4.0


def leave_pictures(trial: Path) -> Path:
    """Writes pictures and tables beside the trial; the page to open."""
    folder = trial.parent
    qInstallMessageHandler(_without_platform_notes)
    app = application()
    workstation = Workstation(MainWindow())
    workstation.window.resize(*SIZE_PX)
    session = open_session(trial)
    workstation.show_session(session)
    workstation.window.show()
    shown: list[tuple[str, str]] = []

    def keep(name: str, sentence: str) -> None:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 200)
        workstation.window.grab().save(str(folder / f"{name}.png"))
        shown.append((name, sentence))

    keep("worklist", "The worklist: subjects by timepoints, with what was read and the call of each.")
    for subject, timepoints in _subjects(session):
        last = timepoints[-1]
        workstation.open_read(subject.uid, last.uid)
        _wait_for_pictures(app, workstation)
        _look_closer(workstation)
        keep(
            f"reading-{subject.code}",
            f"{subject.code} at {last.label}: prior and current, the lesions by class, the call and why.",
        )
    workstation.close()
    workstation.window.close()
    _export_tables(trial, folder)
    page = folder / "index.html"
    page.write_text(_page(shown), encoding="utf-8")
    return page


def _export_tables(trial: Path, folder: Path) -> None:
    """The trial's tables, and the calls made from them."""
    with open_trial(trial, writing=False) as store:
        export_csv(store, folder)
    assess_table(folder / "lesions.csv", folder / "calls-timepoints.csv", folder / "calls-subjects.csv")


def _without_platform_notes(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Everything Qt says goes to the terminal, but for what a platform without a screen cannot do."""
    if "propagateSizeHints" not in text:
        sys.stderr.write(f"{text}\n")


def _subjects(session: Session) -> list[tuple[Subject, list[Timepoint]]]:
    with session.store.reading() as trial:
        timepoints = trial.timepoints_by_subject()
        return [(subject, timepoints[subject.uid]) for subject in trial.subjects()]


def _wait_for_pictures(app: QApplication, workstation: Workstation) -> None:
    """Until every slice of both pictures has come."""

    def complete() -> bool:
        pair = workstation.room.pair
        stacks = [] if pair is None else [pair.prior.stack, pair.current.stack]
        return all(stack is None or stack.ready + len(stack.failures) == stack.count for stack in stacks)

    _until(app, complete)


def _look_closer(workstation: Workstation) -> None:
    """Magnifies the lesion in hand, in the window of its organ."""
    room = workstation.room
    if room.pair is None or room.desk is None or room.desk.active is None:
        return
    lung = room.desk.active.organ == "lung"
    room.choose_preset(Action.WINDOW_LUNG if lung else Action.WINDOW_SOFT_TISSUE)
    for picture in (room.pair.prior, room.pair.current):
        picture.pane.set_viewport(replace(picture.pane.viewport(), zoom=CLOSE_PX_PER_MM))
    room.desk.activate(room.desk.active.uid)


def _until(app: QApplication, true: Callable[[], bool]) -> None:
    while not true():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _page(shown: list[tuple[str, str]]) -> str:
    figures = "\n".join(
        f'<figure><a href="{name}.png"><img src="{name}.png" alt="{html.escape(text)}"></a>'
        f"<figcaption>{html.escape(text)}</figcaption></figure>"
        for name, text in shown
    )
    tables = "\n".join(
        f'<li><a href="{name}">{name}</a>: {text}</li>'
        for name, text in (
            ("lesions.csv", "every lesion at every visit, the table the calls are made from."),
            ("calls-timepoints.csv", "the call of every timepoint with its reasons."),
            ("calls-subjects.csv", "best response and progression of every subject."),
            ("truth.csv", "the true diameters of the made-up lesions, in the same layout."),
        )
    )
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Longaxis demonstration</title>
<style>
body {{ background: #0A0B0C; color: #DFE2E5; font: 15px/1.5 system-ui, sans-serif; margin: 32px; }}
a {{ color: #6AA6F8; }} figure {{ margin: 0 0 32px; max-width: 1200px; }} img {{ width: 100%; }}
</style></head><body>
<h1>Longaxis demonstration trial</h1>
<p>Made-up subjects; for research use only.</p>
{figures}
<h2>Tables</h2>
<ul>{tables}</ul>
</body></html>
"""
