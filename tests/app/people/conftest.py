"""The window on a trial with accounts, with a clock that tests move."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.session import open_session
from app.settings import Settings
from app.workstation import Workstation
from tests.app.people.cast import PASSWORD

Opens = Callable[..., Workstation]


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@pytest.fixture
def opens(qtbot: QtBot, peopled_trial: Path, settings_file: Path) -> Iterator[Opens]:
    """Opens the window on the trial, or on another; the window is closed at the end."""
    opened: list[Workstation] = []

    def station(trial: Path = peopled_trial) -> Workstation:
        made = Workstation(MainWindow(), Settings(settings_file))
        opened.append(made)
        made.window.resize(1600, 900)
        made.show_session(open_session(trial))
        with qtbot.waitExposed(made.window):
            made.window.show()
        made.window.activateWindow()
        qtbot.waitUntil(made.window.isActiveWindow)
        return made

    yield station
    for made in opened:
        made.window.close()
        made.window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def station(opens: Opens) -> Workstation:
    return opens()


def give_name(station: Workstation, name: str, password: str = PASSWORD) -> None:
    """Fills in the page and presses Enter."""
    page = station.attendance.page
    page.name.setText(name)
    page.name.textEdited.emit(name)  # as keys do
    page.password.setText(password)
    page._enter()
    QApplication.processEvents()
