"""A reader's hands on the real window: mouse, wheel and keys go to it, and Qt decides who gets them."""

import threading
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.reading.desk.desk import ReadingDesk
from app.reading.pictures.picture import Picture
from app.reading.pictures.wall import PictureWall
from app.reading.room import ReadingRoom
from app.session import Session, open_session
from app.settings import Settings
from app.workstation import Workstation
from measurements.geometry.vectors import Vector
from measurements.progress import Report, silent
from reader.frames import LoadedStack
from tests.accounts import PASSWORD
from tests.app.reading.at_the_desk import subject_uid, timepoint_uids
from tests.app.reading.scans import Ellipse
from viewer.image_pane import ImagePane

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class Reader:
    """One radiologist before one workstation."""

    def __init__(self, station: Workstation) -> None:
        self.station = station

    @property
    def room(self) -> ReadingRoom:
        return self.station.room

    @property
    def wall(self) -> PictureWall:
        assert self.room.wall is not None
        return self.room.wall

    @property
    def desk(self) -> ReadingDesk:
        assert self.room.desk is not None
        return self.room.desk

    @property
    def pane(self) -> ImagePane:
        """The current picture."""
        return self.wall.current.pane

    @property
    def message(self) -> str:
        """The sentence over the pictures; empty while none is in sight."""
        label = self.room._message
        return label.text() if label.isVisible() else ""

    @property
    def lesion(self) -> str:
        """The label of the lesion in hand."""
        return "" if self.desk.active is None else self.desk.active.label

    # Keys

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.station.window.windowHandle(), key, keys)

    def hold(self, key: Qt.Key) -> None:
        QTest.keyPress(self.station.window.windowHandle(), key)

    def let_go(self, key: Qt.Key) -> None:
        QTest.keyRelease(self.station.window.windowHandle(), key)

    def type_in(self, text: str) -> None:
        for sign in text:
            QTest.keyClick(self.station.window.windowHandle(), sign)

    # Mouse

    def press(self, widget: QWidget, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(self.station.window.windowHandle(), button, NONE, self._at(widget, x, y))

    def move(self, widget: QWidget, x: float, y: float) -> None:
        QTest.mouseMove(self.station.window.windowHandle(), self._at(widget, x, y))

    def release(self, widget: QWidget, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self.station.window.windowHandle(), button, NONE, self._at(widget, x, y))

    def click(self, widget: QWidget, x: float | None = None, y: float | None = None) -> None:
        """In the middle of a widget, or at a place in it."""
        QApplication.processEvents()  # a widget just made has its size with its next event
        at = (widget.width() / 2 if x is None else x, widget.height() / 2 if y is None else y)
        self.press(widget, *at)
        self.release(widget, *at)

    def drag(self, widget: QWidget, *points: tuple[float, float], button: Qt.MouseButton = LEFT) -> None:
        self.press(widget, *points[0], button)
        for point in points[1:]:
            self.move(widget, *point)
        self.release(widget, *points[-1], button)

    def wheel(self, widget: QWidget, notches: int, keys: Qt.KeyboardModifier = NONE, *at: float) -> None:
        """Positive turns go away from the hand; over the middle of the widget unless a place is named."""
        place = at or (widget.width() / 2, widget.height() / 2)
        turn = 1 if notches > 0 else -1
        for _ in range(abs(notches)):
            QTest.wheelEvent(
                self.station.window.windowHandle(),
                QPointF(self._at(widget, *place)),
                QPoint(0, 120 * turn),
                QPoint(0, 0),
                keys,
            )

    def _at(self, widget: QWidget, x: float, y: float) -> QPoint:
        QApplication.processEvents()  # what was just added to a layout is in place with its next event
        return widget.mapTo(self.station.window, QPoint(int(x), int(y)))

    # Calipers

    def px(self, point_lps: Vector) -> tuple[float, float]:
        """Where a patient point is seen in the current picture."""
        return self.pane.plane_view().px(point_lps)

    def scroll_to(self, place: int) -> None:
        """With the wheel, to a slice counted from the head from 0."""
        self.wheel(self.pane, self.pane.viewport().index - place)
        assert self.pane.viewport().index == place

    def draw_long(self, seen: Ellipse) -> None:
        """The long axis of an ellipse; its short axis is waited for then."""
        self.scroll_to(seen.place)
        start, end = (self.px(point) for point in seen.long_lps(self.desk.current.order))
        self.drag(self.pane, start, ((start[0] + end[0]) / 2, start[1] + 1), end)

    def draw(self, seen: Ellipse) -> None:
        """Both axes of an ellipse."""
        self.draw_long(seen)
        short = self.px(seen.short_lps(self.desk.current.order)[1])
        self.move(self.pane, *short)
        self.click(self.pane, *short)


class Opened:
    """A workstation on a trial; `close` may come twice."""

    def __init__(self, qtbot: QtBot, trial: Path, name: str = "") -> None:
        """`name`: of the account that signs in, in a trial that has any."""
        self.session: Session = open_session(trial)
        if name:
            self.session.sign_in(name, PASSWORD)
        self.station = Workstation(MainWindow(), Settings(trial.parent / "settings.json"))
        self.station.window.resize(1600, 1000)
        self.station.show_session(self.session)
        with qtbot.waitExposed(self.station.window):
            self.station.window.show()
        self.station.window.activateWindow()
        qtbot.waitUntil(self.station.window.isActiveWindow)
        self.qtbot = qtbot
        self._closed = False

    def read(self, visit: int, *, whole: bool = True) -> Reader:
        """The reader at a timepoint, once every slice of what hangs has come."""
        self.station.open_read(subject_uid(self.session), timepoint_uids(self.session)[visit])
        reader = Reader(self.station)
        QApplication.processEvents()
        if whole:
            self.qtbot.waitUntil(lambda: all(is_whole(picture) for picture in hung(reader)))
        return reader

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self.station.window.close()
        self.station.window.deleteLater()
        QApplication.processEvents()


def hung(reader: Reader) -> list[Picture]:
    return [picture for picture in (reader.wall.prior, reader.wall.current) if picture.stack is not None]


def is_whole(picture: Picture) -> bool:
    stack = picture.stack
    return stack is None or stack.ready + len(stack.failures) == stack.count


def white_at(picture: Picture, point_lps: Vector) -> bool:
    """Whether a pane shows white where a patient point is seen."""
    x, y = picture.pane.plane_view().px(point_lps)
    return picture.pane.grab().toImage().pixelColor(int(x), int(y)).lightness() > 200


class HeldStack(LoadedStack):
    """Has the slices it is asked for at once, and the others only when `gate` opens.

    Until then the slices in `busy` do not come either.
    """

    gate = threading.Event()
    busy: frozenset[int] = frozenset()
    loaders_left = threading.Semaphore(0)

    def ask_for(self, index: int) -> bool:
        if index not in HeldStack.busy and not HeldStack.gate.is_set():
            self.load_slice(index)
        return super().ask_for(index)

    def load(self, around: int = 0, report: Report = silent) -> None:
        try:
            assert HeldStack.gate.wait(60)
            super().load(around, report)
        finally:
            HeldStack.loaders_left.release()
