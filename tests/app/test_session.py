"""A trial that is closed leaves nothing at work behind, however soon it is closed."""

import shutil
from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.session import open_session
from app.settings import Settings
from app.workstation import Workstation


def test_a_trial_closed_while_its_files_are_looked_at_goes_whole(
    demonstration: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    shutil.copytree(demonstration.parent, tmp_path / "trial")
    workstation = Workstation(MainWindow(), Settings(tmp_path / "settings.json"))
    qtbot.addWidget(workstation.window)
    closed = []
    for turns in range(12):  # the word of its jobs is under way at a different stage each time
        session = open_session(tmp_path / "trial" / demonstration.name)
        workstation.show_session(session)
        closed.append((session.jobs, session.files))
        for _ in range(turns % 4):
            qapp.processEvents()
        workstation.close()
    qtbot.waitUntil(lambda: not any(shiboken6.isValid(kept) for pair in closed for kept in pair))
