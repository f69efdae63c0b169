"""The window that a contact sheet is taken of: a workstation on a trial, on a screen of one size."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.about import AboutBox
from app.demo.gallery import _wait_for_pictures
from app.main_window import MainWindow
from app.program import application
from app.session import Session, open_session
from app.settings import Settings
from app.workstation import Workstation

SMALL, HD, QHD, UHD = (1366, 768), (1920, 1080), (2560, 1440), (3840, 2160)


@dataclass(frozen=True)
class Screen:
    """Pixels of the display and how large it draws, in percent."""

    pixels: tuple[int, int]
    percent: int = 100

    @property
    def logical(self) -> tuple[int, int]:
        width, height = self.pixels
        return (width * 100 // self.percent, height * 100 // self.percent)

    @property
    def name(self) -> str:
        return f"{self.pixels[0]}x{self.pixels[1]}-{self.percent}"


ALL = (
    Screen(SMALL),
    Screen(HD),
    Screen(QHD),
    Screen(UHD),
    Screen(HD, 125),
    Screen(HD, 150),
    Screen(HD, 200),
    Screen(UHD, 200),
)
NORMAL, EXTREMES = (Screen(HD),), (Screen(SMALL), Screen(HD), Screen(HD, 200))
TIGHT = (Screen(SMALL), Screen(HD, 150), Screen(HD, 200))


class Stage:
    """One workstation on one trial, in a window of one size."""

    def __init__(self, trial: Path | None, size: tuple[int, int], room: Path) -> None:
        self.app = application()
        self.station = Workstation(MainWindow(), Settings(room / "settings.json"))
        self.window = self.station.window
        self.window.resize(*size)
        self.session: Session | None = None
        if trial is not None:
            self.session = open_session(trial)
            self.station.show_session(self.session)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.settle()

    def settle(self) -> None:
        for _ in range(5):
            self.app.processEvents()

    def read(self, code: str, visit: int, *, wait: bool = True) -> None:
        """Opens a subject's read at a timepoint, counted from baseline; negative from the last."""
        assert self.session is not None
        with self.session.store.reading() as trial:
            subject = next(one for one in trial.subjects() if one.code == code)
            timepoints = [one for one in trial.timepoints(subject.uid) if one.order >= 0]
        self.station.open_read(subject.uid, timepoints[visit].uid)
        if wait:
            _wait_for_pictures(self.app, self.station)
        self.settle()

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        handle = self.window.windowHandle()
        QTest.keyClick(handle, key, keys)
        self.settle()

    def hover(self, widget: QWidget, x: float | None = None, y: float | None = None) -> None:
        at = QPoint(int(widget.width() / 2 if x is None else x), int(widget.height() / 2 if y is None else y))
        QTest.mouseMove(self.window.windowHandle(), widget.mapTo(self.window, at))
        self.settle()

    def tip(self, widget: QWidget) -> None:
        """Shows a widget's tool tip as the pointer would."""
        middle = widget.rect().center()
        help_event = QHelpEvent(QEvent.Type.ToolTip, middle, widget.mapToGlobal(middle))
        QApplication.sendEvent(widget, help_event)
        self.settle()

    def take(self) -> QPixmap:
        """The window, with menus, tips and dialogs that stand over it."""
        self.settle()
        picture = self.window.grab()
        painter = QPainter(picture)
        for widget in QApplication.topLevelWidgets():
            if widget is self.window or not widget.isVisible():
                continue
            if widget.isWindow() and isinstance(widget, AboutBox):
                widget.move(self.window.geometry().center() - widget.rect().center())
            painter.drawPixmap(widget.pos() - self.window.pos(), widget.grab())
        painter.end()
        return picture

    def close(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window:
                widget.close()
        self.station.close()
        self.window.close()
        self.window.deleteLater()
        self.settle()
