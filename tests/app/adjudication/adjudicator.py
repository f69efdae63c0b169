"""An adjudicator's hands on the real page: mouse, wheel and keys go to its window."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app.adjudication.decision_panel import Decision
from app.adjudication.page import AdjudicationPage
from app.adjudication.side_by_side import SideBySide
from app.adjudication.two_reads import hindrance, two_reads
from app.reading.pictures.picture import Picture
from app.reading.pictures.pictures import Pictures
from app.session import Session
from tests.app.reading.at_the_desk import subject_uid

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Adjudicator:
    """One adjudicator before one window that holds the page alone."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot, self.session = qtbot, session
        self.page = AdjudicationPage()
        self.window = QMainWindow()
        self.window.setCentralWidget(self.page)
        self.window.resize(1500, 900)
        self.decisions: list[tuple[str, str, Decision]] = []
        self.page.decided.connect(lambda *told: self.decisions.append(told))

    def show(self, *, may_decide: bool = True) -> None:
        """Brings the subject up; `may_decide` stands in for a trial with accounts."""
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        store = self.session.store
        reads = two_reads(store, subject_uid(self.session))
        pictures = Pictures(store, self.session.jobs, 10**9)
        self.page.show_reads(reads, pictures, "" if may_decide else hindrance(store, reads))
        self.wait()

    def wait(self) -> None:
        """Until every slice of what hangs has come."""

        def whole(picture: Picture) -> bool:
            stack = picture.stack
            return stack is None or stack.ready + len(stack.failures) == stack.count

        self.qtbot.waitUntil(lambda: all(whole(one) for one in self.panes.both))
        QApplication.processEvents()

    def leave(self) -> None:
        self.page.close_reads()
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()

    @property
    def panes(self) -> SideBySide:
        assert self.page.panes is not None
        return self.page.panes

    @property
    def slices(self) -> tuple[int, int]:
        """What both panes show, from the head from 0."""
        a, b = (picture.pane.viewport().index for picture in self.panes.both)
        return a, b

    @property
    def in_hand(self) -> str:
        """Title of the difference in hand."""
        return next((row.line.title for row in self.page.differences.rows if row.selected), "")

    @property
    def timepoint(self) -> str:
        assert self.page.comparison is not None
        return self.page.comparison.timepoint.label

    # Keys

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.window.windowHandle(), key, keys)

    def type_in(self, text: str) -> None:
        for sign in text:
            QTest.keyClick(self.window.windowHandle(), sign)

    # Mouse

    def click(self, widget: QWidget, at: QPointF | None = None) -> None:
        """In the middle of a widget, or at a place in it."""
        QApplication.processEvents()
        place = QPointF(widget.rect().center()) if at is None else at
        QTest.mouseClick(self.window.windowHandle(), LEFT, NONE, self._on_window(widget, place))

    def drag(self, widget: QWidget, start: QPointF, end: QPointF) -> None:
        handle = self.window.windowHandle()
        QTest.mousePress(handle, LEFT, NONE, self._on_window(widget, start))
        QTest.mouseMove(handle, self._on_window(widget, (start + end) / 2))
        QTest.mouseMove(handle, self._on_window(widget, end))
        QTest.mouseRelease(handle, LEFT, NONE, self._on_window(widget, end))

    def wheel(self, widget: QWidget, notches: int) -> None:
        """Positive turns go away from the hand."""
        place = QPointF(self._on_window(widget, QPointF(widget.rect().center())))
        turn = QPoint(0, 120 if notches > 0 else -120)
        for _ in range(abs(notches)):
            QTest.wheelEvent(self.window.windowHandle(), place, turn, QPoint(0, 0), NONE)

    def _on_window(self, widget: QWidget, at: QPointF) -> QPoint:
        return widget.mapTo(self.window, at.toPoint())
