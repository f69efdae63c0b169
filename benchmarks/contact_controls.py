"""One of each control in each of its states, for the contact sheet."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QWidget

from app.components.buttons import Segments, button, tool_button
from app.components.fields import CheckBox, Choice
from app.components.text import label
from benchmarks.contact_stage import Stage


def controls(stage: Stage) -> None:
    """One of each control in each of its states, over the page."""
    board = QWidget(stage.window)
    board.setProperty("ground", True)
    board.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    board.setGeometry(stage.window.rect())
    kinds: list[tuple[str, Callable[[], QWidget]]] = [
        ("Button", lambda: button("Cancel")),
        ("Button with icon", lambda: button("Choose folder", icon_name="folder")),
        ("Primary", lambda: button("New lesion", icon_name="plus", primary=True)),
        ("Tool", lambda: tool_button("caliper", "Long and short axis", "D", checkable=True)),
        ("Segments", lambda: Segments([(1, "Soft tissue"), (2, "Lung")], "Window", {1: "1", 2: "2"})),
        ("Choice", _choice),
        ("Field", _field),
        ("Check box", _check_box),
    ]
    shots: list[tuple[int, int, QPixmap]] = []
    board.show()
    for row, (_, make) in enumerate(kinds):
        for column, (_, enter) in enumerate(CONTROL_STATES):
            control = make()
            control.setParent(board)
            control.move(800, 600)
            control.show()
            control.adjustSize()
            stage.settle()
            enter(control)
            stage.settle()
            shots.append((row, column, control.grab()))
            control.clearFocus()
            control.hide()
            control.deleteLater()
    for row, column, shot in shots:
        holder = label("")
        holder.setParent(board)
        holder.setPixmap(shot)
        holder.move(200 + 200 * column, 88 + 72 * row)
        holder.adjustSize()
        holder.show()
    for row, (name, _) in enumerate(kinds):
        _write(board, name, 32, 96 + 72 * row)
    for column, (name, _) in enumerate(CONTROL_STATES):
        _write(board, name, 200 + 200 * column, 48)
    board.raise_()


def _write(board: QWidget, text: str, left: int, top: int) -> None:
    made = label(text, "second", "second")
    made.setParent(board)
    made.move(left, top)
    made.show()


def _choice() -> QWidget:
    made = Choice()
    made.addItems(["Baseline", "Follow-up"])
    return made


def _field() -> QWidget:
    made = QLineEdit()
    made.setPlaceholderText("Site")
    made.setMinimumWidth(160)
    return made


def _check_box() -> QWidget:
    made = CheckBox("Node")
    made.setChecked(True)
    return made


def _one(control: QWidget) -> QWidget:
    return control.part(1) if isinstance(control, Segments) else control


def _hovered(control: QWidget) -> None:
    _one(control).setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    _one(control).update()


def _pressed(control: QWidget) -> None:
    one = _one(control)
    if isinstance(one, QPushButton | QToolButton):
        one.setDown(True)


def _focused(control: QWidget) -> None:
    _one(control).setFocus(Qt.FocusReason.TabFocusReason)


def _checked(control: QWidget) -> None:
    one = _one(control)
    if isinstance(one, QToolButton):
        one.setChecked(True)


def _disabled(control: QWidget) -> None:
    _one(control).setEnabled(False)


CONTROL_STATES: tuple[tuple[str, Callable[[QWidget], None]], ...] = (
    ("As it is", lambda control: None),
    ("Hover", _hovered),
    ("Pressed", _pressed),
    ("Focus", _focused),
    ("On", _checked),
    ("Off", _disabled),
)
