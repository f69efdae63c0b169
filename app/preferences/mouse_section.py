"""The mouse: a preset of keys and mouse to begin with, then every button and turn of the wheel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton

from app.components.banner import Banner
from app.components.buttons import Segments
from app.components.fields import Choice
from app.components.text import wrapped
from app.preferences.rows import Column, Row
from app.reading.hands.hands import BUTTONS, WHEELS, Hands, HandsPreset, hands_of
from app.reading.hands.hands_words import drag_names, gesture_names, preset_names, turn_names
from viewer.gestures import Drag, Turn


class MouseSection(Column):
    """Signals: `changed(Hands)`."""

    changed = Signal(object)

    def __init__(self, hands: Hands) -> None:
        super().__init__(self.tr("Mouse"))
        self._hands = hands
        self.add_heading(self.tr("Begin with"))
        self.presets = Segments(list(preset_names().items()), self.tr("Preset of keys and mouse"))
        self.presets.chosen.connect(self._choose_preset)
        choice = Row(self.tr("Preset"))
        choice.add(self.presets)
        self.add(choice)
        self._told = wrapped("")
        self._told.setContentsMargins(0, 8, 0, 8)
        self.add(self._told)
        self.choices: dict[str, Choice] = {}
        self._rows: dict[str, Row] = {}
        self._resets: dict[str, QToolButton] = {}
        names = gesture_names()
        self.add_heading(self.tr("Buttons"))
        for name in BUTTONS:
            self._add_row(name, names[name], self._drags(name))
        self.add_heading(self.tr("Wheel"))
        for name in WHEELS:
            self._add_row(name, names[name], dict(turn_names()))
        self.show_hands(hands)

    def show_hands(self, hands: Hands) -> None:
        """What is in force."""
        self._hands = hands
        self.presets.choose(hands.preset)
        both = self.tr(
            "Long and short axes are drawn with the left button and Shift held; without Shift it scrolls."
        )
        own = self.tr("With changes of your own. Choosing a preset takes them back.")
        said = [both] if hands.preset is HandsPreset.SCROLL_ON_LEFT else []
        self._told.setText(" ".join([*said, *([own] if hands.custom else [])]))
        self._told.setVisible(bool(self._told.text()))
        for name, choice in self.choices.items():
            choice.blockSignals(True)
            choice.setCurrentIndex(choice.findData(getattr(hands.mouse, name)))
            choice.blockSignals(False)
            self._resets[name].setVisible(hands.mouse_changed(name))
            self._rows[name].show_under(None)

    def _drags(self, name: str) -> dict[Drag | Turn, str]:
        tool_allowed = name in ("left", "shift_left")
        return {drag: text for drag, text in drag_names().items() if tool_allowed or drag is not Drag.TOOL}

    def _add_row(self, name: str, text: str, meanings: "dict[Drag | Turn, str] | dict[Turn, str]") -> None:
        row = Row(text)
        choice = Choice()
        choice.setAccessibleName(text)
        choice.setMinimumWidth(220)
        for meant, words in meanings.items():
            choice.addItem(words, meant)
        choice.activated.connect(lambda _=0: self._choose(name, choice.currentData()))
        row.add(choice)
        self._resets[name] = row.add_reset(
            self.tr("{gesture} as in the preset").format(gesture=text),
            lambda: self._choose(name, getattr(hands_of(self._hands.preset).mouse, name)),
        )
        self.choices[name], self._rows[name] = choice, row
        self.add(row)

    def _choose_preset(self, preset: HandsPreset) -> None:
        self._take(hands_of(preset))

    def _choose(self, name: str, meant: Drag | Turn) -> None:
        try:
            wanted = self._hands.with_mouse(name, meant)
        except ValueError:
            self.show_hands(self._hands)
            sentence = self.tr("Then nothing would draw: give the tool to the other left button first.")
            banner = Banner("warning", sentence)
            banner.setAccessibleName(sentence)
            banner.let_dismiss()
            self._rows[name].show_under(banner)
            return
        self._take(wanted)

    def _take(self, wanted: Hands) -> None:
        self.show_hands(wanted)
        self.changed.emit(wanted)
