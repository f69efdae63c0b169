"""The windows by number: name, width, level and key of each; those of the protocol to begin with."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox

from app.components.buttons import button, tool_button
from app.components.text import label
from app.preferences.key_rows import KeyRow, KeyRows
from app.reading.hands.hands import Hands
from app.reading.hands.hands_words import action_groups
from app.reading.hands.keys import WINDOW_ACTIONS, Action
from app.reading.hands.presets import (
    HIGHEST_HU,
    LONGEST_NAME,
    LOWEST_HU,
    WIDEST_HU,
    OwnWindows,
    Preset,
    window_preset,
)
from viewer.viewport import Window

NEW_WINDOW = Window(40.0, 400.0)


class WindowRow(KeyRow):
    """One window; the file's own has a key alone.

    Signals: `edited(Preset)`, `removalWanted()`.
    """

    edited = Signal(object)
    removalWanted = Signal()

    def __init__(self, number: int, preset: Preset) -> None:
        super().__init__(preset.name)
        self._number, self._named = number, preset.name
        self.text.hide()
        self.name = QLineEdit(preset.name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(self.tr("Name of window {number}").format(number=number))
        self.name.editingFinished.connect(self._tell)
        window = preset.window or NEW_WINDOW
        self.width_hu = _field(
            1, WIDEST_HU, window.width, self.tr("Width of {window}").format(window=preset.name)
        )
        self.level_hu = _field(
            LOWEST_HU, HIGHEST_HU, window.center, self.tr("Level of {window}").format(window=preset.name)
        )
        for field in (self.width_hu, self.level_hu):
            field.valueChanged.connect(self._tell)
        self._line.insertWidget(0, self.name, 1)
        self._line.insertWidget(1, label(self.tr("Width"), "second", "second"))
        self._line.insertWidget(2, self.width_hu)
        self._line.insertWidget(3, label(self.tr("Level"), "second", "second"))
        self._line.insertWidget(4, self.level_hu)
        self.clear.hide()  # a window is taken away whole
        self.remove = tool_button(
            "delete", self.tr("Take the window {window} away").format(window=preset.name)
        )
        self.remove.clicked.connect(self.removalWanted)
        self.add(self.remove)

    def _tell(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setText(self._named)  # a window without a name could not be chosen
        else:
            self._named = name
            window = Window(float(self.level_hu.value()), float(self.width_hu.value()))
            self.edited.emit(window_preset(self._number, name, window))


class WindowsSection(KeyRows):
    """Signals: `windowsChanged(OwnWindows)` of a window edited, `rowsChanged(OwnWindows)` where rows come, go
    or are as in the protocol again, and `changed(Hands)` of their keys."""

    windowsChanged = Signal(object)
    rowsChanged = Signal(object)

    def __init__(self, hands: Hands, of_protocol: Mapping[int, Preset], own: OwnWindows) -> None:
        """`of_protocol`: by number; what the reader has not changed is as there."""
        merged = {**of_protocol, **own}
        self._there = {number: preset for number, preset in sorted(merged.items()) if preset is not None}
        groups = action_groups(list(self._there.values()))
        super().__init__(
            self.tr("Windows"), hands, {act: name for _, acts in groups for act, name in acts.items()}
        )
        self._of_protocol, self._own = of_protocol, dict(own)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.setContentsMargins(0, 0, 0, 12)
        buttons.addStretch(1)
        self.new = button(self.tr("Add a window"), icon_name="plus")
        self.new.clicked.connect(self._add_window)
        self.new.setEnabled(len(self._there) < len(WINDOW_ACTIONS))
        buttons.addWidget(self.new)
        self.reset_all = button(self.tr("Windows as in the protocol"), icon_name="reset")
        self.reset_all.clicked.connect(lambda: self.rowsChanged.emit({}))
        self.reset_all.setEnabled(bool(own))
        buttons.addWidget(self.reset_all)
        self.rows.addLayout(buttons)
        for number, preset in self._there.items():
            row = WindowRow(number, preset)
            row.edited.connect(lambda edited, number=number: self._keep(number, edited))
            row.removalWanted.connect(lambda number=number: self._remove(number))
            self.add_key_row(preset.action, row)
        self.add_key_row(Action.WINDOW_FILE, KeyRow(self.tr("The file's own window")))
        self.show_keys()

    def _keep(self, number: int, preset: Preset) -> None:
        if self._there.get(number) == preset:
            return
        self._there[number] = preset
        if self._of_protocol.get(number) == preset:
            self._own.pop(number, None)
        else:
            self._own[number] = preset
        self.reset_all.setEnabled(bool(self._own))
        self.windowsChanged.emit(dict(self._own))

    def _remove(self, number: int) -> None:
        own = dict(self._own)
        own.pop(number, None)
        if number in self._of_protocol:
            own[number] = None
        self.rowsChanged.emit(own)

    def _add_window(self) -> None:
        number = next(one for one in range(1, len(WINDOW_ACTIONS) + 1) if one not in self._there)
        name = self.tr("Window {number}").format(number=number)
        self.rowsChanged.emit({**self._own, number: window_preset(number, name, NEW_WINDOW)})


def _field(least: int, most: int, value: float, name: str) -> QSpinBox:
    field = QSpinBox()
    field.setRange(least, most)
    field.setValue(round(value))
    field.setSingleStep(10)
    field.setKeyboardTracking(False)
    field.setAccessibleName(name)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.setFixedWidth(104)
    field.setSuffix(" HU")
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    return field
