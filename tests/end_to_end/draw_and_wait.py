"""Draws in the real window, says so on standard output, and waits to be killed: run by `test_main_job`."""

import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication

from app.main_window import MainWindow
from app.program import application
from app.session import open_session
from app.workstation import Workstation
from tests.app.reading.scans import LIVER, LUNG
from tests.app.reading.user import SHIFT, Reader, hung, is_whole
from tests.end_to_end.radiologist import measure


def draw(trial: Path) -> None:
    """A whole caliper with its class, then a long axis that was accepted without its short one."""
    station = Workstation(MainWindow())
    station.window.resize(1600, 1000)
    station.show_session(open_session(trial))
    station.window.show()
    reader = Reader(station)
    _until(station.window.isActiveWindow)
    reader.key(Qt.Key.Key_Return)
    _until(lambda: all(is_whole(picture) for picture in hung(reader)))
    measure(reader, LUNG)
    reader.key(Qt.Key.Key_1, SHIFT)
    reader.draw_long(LIVER)
    reader.key(Qt.Key.Key_Return)
    sys.stdout.write("stored\n")
    sys.stdout.flush()
    QApplication.exec()


def _until(true: object) -> None:
    assert callable(true)
    while not true():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


if __name__ == "__main__":
    application()
    draw(Path(sys.argv[1]))
