"""The widgets that every window uses, with real keys and clicks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.components.buttons import Segments, button, tool_button
from app.components.fields import CheckBox
from app.components.text import spaced
from app.main_window import LEAST_PX, WORKLIST, MainWindow
from app.style.look import look
from tests.app.settled import settle


def ring_px(widget: QWidget) -> int:
    """How much of the widget is drawn in the colours of the focus ring."""
    image = widget.grab().toImage()
    ring = [QColor(look().colour.accent).rgb(), QColor(look().colour.white).rgb()]
    edge = [(x, y) for x in range(image.width()) for y in (0, 1, image.height() - 2, image.height() - 1)]
    return sum(image.pixel(x, y) in ring for x, y in edge)


@pytest.mark.parametrize(
    "make",
    [
        lambda: button("Choose folder"),
        lambda: button("New lesion", primary=True),
        lambda: tool_button("caliper", "Long and short axis"),
    ],
)
def test_the_focus_ring_is_shown_for_the_keyboard_and_never_for_a_click(qtbot: QtBot, make) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    first, second = button("First"), make()
    column.addWidget(first)
    column.addWidget(second)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    clicks: list[int] = []
    second.clicked.connect(lambda: clicks.append(1))
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert clicks
    assert not second.hasFocus()
    assert ring_px(second) == 0
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert ring_px(second) > 40


def test_a_box_that_is_ticked_shows_a_tick(qtbot: QtBot) -> None:
    box = CheckBox("Node")
    qtbot.addWidget(box)
    box.show()
    box.setChecked(True)
    image = box.grab().toImage()
    ground, fill = look().colour.ground.lightness(), look().colour.accent.lightness()
    inside = [
        image.pixelColor(x, image.height() // 2 + dy).lightness() for x in range(3, 12) for dy in (-2, 0, 2)
    ]
    assert min(inside) < (ground + fill) / 2 < max(inside)


def test_choices_stand_in_two_rows_where_their_names_have_no_room_in_one(qtbot: QtBot) -> None:
    names = ("Unequivocal", "Equivocal", "Present", "Increased", "Absent")
    segments = Segments([(name, name) for name in names], "State")
    segments.setProperty("compact", True)
    qtbot.addWidget(segments)
    segments.show()

    def rows(most_px: int) -> list[int]:
        segments.give_room(most_px)
        segments.adjustSize()
        settle(segments)
        tops = [segments.part(name).mapTo(segments, QPoint(0, 0)).y() for name in names]
        return [sorted(set(tops)).index(top) for top in tops]

    assert rows(600) == [0, 0, 0, 0, 0]
    assert rows(324) == [0, 0, 0, 1, 1]
    assert segments.width() <= 324
    assert rows(600) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (999, "999"), (12345, "12\u2009345")])
def test_thousands_stand_apart(number: int, text: str) -> None:
    assert spaced(number) == text


def test_banners_take_their_room_from_the_page_and_never_make_the_window_larger(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    page = QWidget()
    page.setMinimumHeight(2000)
    window.add_page(WORKLIST, page)
    window.resize(*LEAST_PX)
    window.show()
    for _ in range(3):
        window.show_error("The disk of trial.longaxis is full: make room on it, then try again.")
    settle(window)
    assert (window.width(), window.height()) == LEAST_PX


def test_a_styled_spin_box_gives_its_number_room(qtbot: QtBot) -> None:
    field = QSpinBox()
    qtbot.addWidget(field)
    field.setRange(0, 9999)
    field.setSuffix(" MB")
    field.setValue(2000)
    field.show()
    settle(field)
    text_px = field.fontMetrics().horizontalAdvance(field.text())
    assert field.lineEdit().width() >= text_px + 8
