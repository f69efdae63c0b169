"""The window comes back where it was, and where that is no longer possible, wholly on a screen."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.window_place import place_of, show_in_place

SAID = {"screen": "", "left_px": 40, "top_px": 30, "width_px": 300, "height_px": 200, "maximised": False}


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def available() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


def test_a_window_comes_back_where_it_was(window: QWidget, qtbot: QtBot) -> None:
    window.setGeometry(50, 60, 310, 220)
    window.show()
    said = place_of(window)
    window.close()
    again = QWidget()
    qtbot.addWidget(again)
    show_in_place(again, said)
    assert again.geometry() == QRect(50, 60, 310, 220)
    assert not again.isMaximized()


def test_a_maximised_window_comes_back_so_and_knows_the_size_it_has_otherwise(window: QWidget) -> None:
    show_in_place(window, {**SAID, "maximised": True})
    assert window.isMaximized()
    QApplication.processEvents()
    said = place_of(window)
    assert said["maximised"] is True
    assert (said["width_px"], said["height_px"]) == (300, 200)


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "left",
        {},
        {**SAID, "left_px": "40"},
        {**SAID, "width_px": True},
        {**SAID, "height_px": -4},
        {key: SAID[key] for key in SAID if key != "top_px"},
    ],
)
def test_without_a_usable_place_it_fills_the_screen(window: QWidget, said: object) -> None:
    show_in_place(window, said)
    assert window.isMaximized()


@pytest.mark.parametrize(
    ("left", "top", "width", "height"),
    [(-5000, 0, 300, 200), (90_000, 90_000, 300, 200), (0, 0, 90_000, 90_000)],
)
def test_it_is_never_outside_the_screen_or_larger(
    window: QWidget, left: int, top: int, width: int, height: int
) -> None:
    place = {"left_px": left, "top_px": top, "width_px": width, "height_px": height}
    show_in_place(window, {**SAID, **place, "screen": "one that was unplugged"})
    assert available().contains(window.geometry().center())
    assert window.width() <= available().width()
    assert window.height() <= available().height()
