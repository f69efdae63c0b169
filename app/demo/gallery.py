"""Pictures of every window on the demonstration trial, its tables, and a page that shows them."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.demo.page import write_page
from app.main_window import MainWindow
from app.program import application
from app.reading.hands.keys import Action
from app.session import Session, open_session
from app.settings import Settings
from app.workstation import Workstation
from measurements.case.trial_protocol import protocol_of
from measurements.interchange.exports import export_csv
from measurements.interchange.lesion_table import assess_table
from measurements.storage.lock import account
from measurements.storage.store import open_trial
from measurements.trial import Subject, Timepoint
from reader.phantom.subjects import UNREAD_SUBJECT

SIZE_PX = (1920, 1080)
CLOSE_PX_PER_MM = 4.0
TABLE_SUBJECT = "DEMO-005"
SETTINGS = "settings.json"
"""Never written: the pictures show what a new user sees, whoever takes them."""


def leave_pictures(trial: Path) -> Path:
    """Writes pictures and tables beside the trial; the page to open."""
    folder = trial.parent
    qInstallMessageHandler(_without_platform_notes)
    app = application()
    workstation = Workstation(MainWindow(), Settings(folder / SETTINGS))
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
        if subject.code == UNREAD_SUBJECT:
            workstation.open_read(subject.uid, timepoints[0].uid)
            _wait_for_pictures(app, workstation)
            keep(
                f"reading-{subject.code}",
                f"{subject.code}, left for you: a short guide in the panel says where to begin.",
            )
            continue
        last = timepoints[-1]
        workstation.open_read(subject.uid, last.uid)
        _wait_for_pictures(app, workstation)
        _look_closer(workstation)
        keep(
            f"reading-{subject.code}",
            f"{subject.code} at {last.label}: prior and current, the lesions by class, the call and why.",
        )
        if subject.code == TABLE_SUBJECT:
            workstation.room.show_table(True)
            keep(
                f"timepoints-{subject.code}",
                f"{subject.code}: every timepoint beside every other, as a table.",
            )
            workstation.room.show_table(False)
    workstation.close()
    workstation.window.close()
    _export_tables(trial, folder)
    return write_page(folder, shown)


def _export_tables(trial: Path, folder: Path) -> None:
    """The trial's tables, and the calls made from them."""
    with open_trial(trial, writing=False) as store:
        export_csv(store, folder, account())
        with store.reading() as opened:
            rules = protocol_of(opened).rules
    calls = (folder / "calls-timepoints.csv", folder / "calls-subjects.csv")
    assess_table(folder / "lesions.csv", *calls, rules)


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
        wall = workstation.room.wall
        stacks = [] if wall is None else [picture.stack for picture in wall.hung_in]
        return all(stack is None or stack.ready + len(stack.failures) == stack.count for stack in stacks)

    _until(app, complete)


def _look_closer(workstation: Workstation) -> None:
    """Magnifies the lesion in hand, in the window of its organ."""
    room = workstation.room
    if room.wall is None or room.desk is None or room.desk.active is None:
        return
    lung = room.desk.active.organ == "lung"
    room.choose_preset(Action.WINDOW_2 if lung else Action.WINDOW_1)
    for picture in (room.wall.prior, room.wall.current):
        picture.pane.set_viewport(replace(picture.pane.viewport(), zoom=CLOSE_PX_PER_MM))
    room.desk.activate(room.desk.active.uid)


def _until(app: QApplication, true: Callable[[], bool]) -> None:
    while not true():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
