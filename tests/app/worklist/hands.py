"""Hands and eyes of tests: what a user does to the page and sees on it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.worklist.grid import WorklistGrid
from app.worklist.page import WorklistPage


def grid(page: WorklistPage) -> WorklistGrid:
    return page.findChild(WorklistGrid)


def codes(page: WorklistPage) -> list[str]:
    model = grid(page).model()
    return [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]


def words(page: WorklistPage, row: int) -> list[str]:
    model = grid(page).model()
    return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]


def press(page: WorklistPage, text: str) -> None:
    """Clicks the button that says `text` and is in sight."""
    QApplication.processEvents()  # what was added to a layout comes into sight with its next event
    (found,) = [one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    found.click()


def texts(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def drop(page: WorklistPage, *paths: Path) -> bool:
    """Lets files go over the page as a file manager does; whether the page takes them."""
    load = QMimeData()
    load.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, load, buttons, keys)
    QApplication.sendEvent(page, enter)
    if not enter.isAccepted():
        return False
    let_go = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, load, buttons, keys)
    QApplication.sendEvent(page, let_go)
    return let_go.isAccepted()


def wait_for_import(qtbot: QtBot, page: WorklistPage) -> None:
    qtbot.waitUntil(lambda: not page._intake.is_running)
