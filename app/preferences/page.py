"""The page of preferences: what is changed there is in force at once, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from app.components.buttons import Segments
from app.components.fields import CheckBox
from app.components.text import label
from app.language_field import LanguageField
from app.memory_section import MemorySection, MemoryUse
from app.people.attendance import MOST_IDLE_MINUTES
from app.preferences.keys_section import KeysSection
from app.preferences.mouse_section import MouseSection
from app.preferences.rows import Column, Row
from app.preferences.windows_section import WindowsSection
from app.reading.hands.hands import Hands
from app.reading.hands.presets import OwnWindows, presets, protocol_windows
from measurements.protocol.values import WindowPreset

KEYS, MOUSE, WINDOWS, PROGRAM = "keys", "mouse", "windows", "program"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the page shows.

    Attributes:
        of_protocol: the windows of the protocol in force.
        own: what the reader has changed in them.
        language_name: as in the settings; "" for the computer's own.
        thumbnails: whether series are shown by small pictures.
        idle_minutes: without mouse and keys, until a trial with accounts locks.
    """

    hands: Hands
    of_protocol: Sequence[WindowPreset]
    own: OwnWindows
    language_name: str
    memory: MemoryUse
    thumbnails: bool
    idle_minutes: int


class PreferencesPage(QWidget):
    """Keys, mouse, windows, program.

    Signals: `handsChosen(Hands)`, `windowsChosen(OwnWindows)`, `languageChosen(name)`,
    `memoryChosen(megabytes)`, `thumbnailsChosen(shown)`, `idleMinutesChosen(minutes)`, and `left()` when the
    reader is done with it.
    """

    handsChosen = Signal(object)
    windowsChosen = Signal(object)
    languageChosen = Signal(str)
    memoryChosen = Signal(int)
    thumbnailsChosen = Signal(bool)
    idleMinutesChosen = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown: Preferences | None = None
        self._at = KEYS
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._body: QWidget | None = None

    def show_preferences(self, preferences: Preferences) -> None:
        """Writes the page anew: what is in force may have changed since it was left."""
        self._shown = preferences
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        of_protocol = protocol_windows(preferences.of_protocol)
        self.keys = KeysSection(preferences.hands, presets(preferences.of_protocol, preferences.own))
        self.mouse = MouseSection(preferences.hands)
        self.windows = WindowsSection(preferences.hands, of_protocol, preferences.own)
        self.program = self._program(preferences)
        for section in (self.keys, self.mouse, self.windows):
            section.changed.connect(self._take_hands)
        self.windows.windowsChanged.connect(self._take_windows)
        self.windows.rowsChanged.connect(self._take_rows)
        self._sections: dict[str, Column] = {
            KEYS: self.keys,
            MOUSE: self.mouse,
            WINDOWS: self.windows,
            PROGRAM: self.program,
        }
        for made in self._sections.values():
            self._stack.addWidget(made)
        self._column.addWidget(self._body)
        self.show_section(self._at)

    def show_section(self, name: str) -> None:
        """One of KEYS, MOUSE, WINDOWS, PROGRAM."""
        self._at = name
        self._choice.choose(name)
        self._stack.setCurrentWidget(self._sections[name])

    def _head(self) -> QWidget:
        head = QWidget()
        head.setProperty("edge", "bottom")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(64)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(label(self.tr("Preferences"), "page", weight=600))
        row.addStretch(1)
        self._choice = Segments(
            [
                (KEYS, self.tr("Keys")),
                (MOUSE, self.tr("Mouse")),
                (WINDOWS, self.tr("Windows")),
                (PROGRAM, self.tr("Program")),
            ],
            self.tr("Part of the preferences"),
        )
        self._choice.chosen.connect(self.show_section)
        row.addWidget(self._choice, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _program(self, preferences: Preferences) -> Column:
        section = Column(self.tr("Program"))
        spoken = Row(self.tr("Language"))
        field = LanguageField(preferences.language_name)
        field.chosen.connect(self._take_language)
        spoken.add(field)
        section.add(spoken)
        section.add_heading(self.tr("Lock"))
        lock = Row(self.tr("Minutes without mouse or key until a trial with accounts locks"))
        self.idle = QSpinBox()
        self.idle.setRange(1, MOST_IDLE_MINUTES)
        self.idle.setKeyboardTracking(False)
        self.idle.setAccessibleName(lock.text.text())
        self.idle.setValue(preferences.idle_minutes)
        self.idle.valueChanged.connect(self._take_idle_minutes)
        lock.add(self.idle)
        section.add(lock)
        section.add_heading(self.tr("Series"))
        thumbnails = CheckBox(self.tr("Small pictures of the series beside the pictures"))
        thumbnails.setAccessibleName(thumbnails.text())
        thumbnails.setChecked(preferences.thumbnails)
        thumbnails.toggled.connect(self.thumbnailsChosen)
        section.add(thumbnails)
        section.add_heading(self.tr("Memory"))
        memory = MemorySection(preferences.memory)
        memory.chosen.connect(self.memoryChosen)
        section.add(memory)
        return section

    def _take_hands(self, hands: Hands) -> None:
        if self._shown is not None:
            self._shown = replace(self._shown, hands=hands)
        for section in (self.keys, self.mouse, self.windows):
            section.show_hands(hands)
        self.handsChosen.emit(hands)

    def _take_language(self, name: str) -> None:
        if self._shown is not None:
            self._shown = replace(self._shown, language_name=name)
        self.languageChosen.emit(name)

    def _take_idle_minutes(self, minutes: int) -> None:
        if self._shown is not None:
            self._shown = replace(self._shown, idle_minutes=minutes)
        self.idleMinutesChosen.emit(minutes)

    def _take_windows(self, own: OwnWindows) -> None:
        if self._shown is not None:
            self._shown = replace(self._shown, own=own)
        self.windowsChosen.emit(own)

    def _take_rows(self, own: OwnWindows) -> None:
        self._take_windows(own)
        if self._shown is not None:
            self.show_preferences(self._shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._shown is not None:
            self.show_preferences(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
