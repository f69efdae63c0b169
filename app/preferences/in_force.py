"""What the reader prefers, in force at once and remembered: hands, windows, language, memory, lock."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.language import LANGUAGE, language_called, speak
from app.main_window import MainWindow
from app.memory import PICTURE_MEMORY, said_mb
from app.memory_section import MemoryUse
from app.people.attendance import IDLE_MINUTES, idle_minutes
from app.preferences.page import Preferences, PreferencesPage
from app.reading.habits import habits_from_settings
from app.reading.hands.hands import Hands, hands_from_settings, hands_to_settings
from app.reading.hands.presets import OwnWindows, windows_from_settings, windows_to_settings
from app.reading.room import ReadingRoom
from app.refusal_words import refusal_text
from app.settings import Settings
from measurements.case.trial_protocol import protocol_of
from measurements.protocol.loading import load_protocol
from measurements.protocol.values import WindowPreset
from measurements.refusal import Refusal

if TYPE_CHECKING:
    from app.session import Session

HANDS = "keys and mouse"
WINDOW_PRESETS = "windows"
THUMBNAILS_HIDDEN = "small pictures of series hidden"
HABITS = "reading"


class PreferencesInForce(QObject):
    """Joins the page of preferences to what they govern and to the settings that keep them.

    Signals: `idleMinutesChanged()`, `handsChanged(Hands, windows)` for what has hands beside the room.
    """

    idleMinutesChanged = Signal()
    handsChanged = Signal(object, object)

    def __init__(
        self,
        window: MainWindow,
        page: PreferencesPage,
        room: ReadingRoom,
        settings: Settings,
        session: "Callable[[], Session | None]",
    ) -> None:
        """`session`: asked for the trial that is open."""
        super().__init__(window)
        self._window = window
        self._page = page
        self._room = room
        self._settings = settings
        self._session = session
        self._told_of_settings: set[str] = set()
        self._hands = Hands()
        self._own_windows: OwnWindows = {}
        page.handsChosen.connect(self._choose_hands)
        page.windowsChosen.connect(self._choose_windows)
        page.memoryChosen.connect(self._choose_memory)
        page.languageChosen.connect(self._choose_language)
        page.thumbnailsChosen.connect(self._choose_thumbnails)
        page.idleMinutesChosen.connect(self._choose_idle_minutes)

    def follow_settings(self) -> None:
        """What is remembered of the reader's hands is in force; what is not understood is said, once."""
        settings = self._settings
        self._hands, wrong_hands = hands_from_settings(settings.said(HANDS))
        self._own_windows, wrong_windows = windows_from_settings(settings.said(WINDOW_PRESETS))
        self._give_hands()
        habits, wrong_habits = habits_from_settings(settings.said(HABITS))
        self._room.begin_with(habits)
        self._room.strip.set_pictures_shown(not settings.is_set(THUMBNAILS_HIDDEN))
        wrong = [*wrong_hands, *wrong_windows, *wrong_habits]
        if settings.trouble:
            self._window.show_error(refusal_text(settings.trouble))
        if wrong:
            sentence = self.tr(
                "The settings say what is not understood ({names}): it is left out, and the rest holds."
            )
            self._window.show_error(sentence.format(names=self.tr(", ").join(wrong)))

    def _give_hands(self) -> None:
        self._room.set_hands(self._hands, self._own_windows)
        self.handsChanged.emit(self._hands, self._own_windows)

    def show(self) -> None:
        """Writes the page as things are now."""
        self._page.show_preferences(
            Preferences(
                self._hands,
                self._windows_of_protocol(),
                self._own_windows,
                self._settings.text(LANGUAGE),
                MemoryUse(said_mb(self._settings), self._room.held_pictures()),
                not self._settings.is_set(THUMBNAILS_HIDDEN),
                idle_minutes(self._settings),
            )
        )

    def _windows_of_protocol(self) -> tuple[WindowPreset, ...]:
        """Those of the read on the desk, of the trial, or of the protocol that comes with the program."""
        if self._room.desk is not None:
            return self._room.desk.case.protocol.windows
        session = self._session()
        if session is None or session.store.actor is None:
            return load_protocol().windows
        try:
            with session.store.reading() as trial:
                return protocol_of(trial).windows
        except Refusal as refusal:
            self._window.show_error(refusal_text(refusal))
            return load_protocol().windows

    def _choose_hands(self, hands: Hands) -> None:
        self._hands = hands
        self._give_hands()
        self._remember(HANDS, hands_to_settings(hands))

    def _choose_windows(self, own: OwnWindows) -> None:
        self._own_windows = own
        self._give_hands()
        self._remember(WINDOW_PRESETS, windows_to_settings(own))

    def _choose_language(self, name: str) -> None:
        speak(language_called(name))
        self._remember(LANGUAGE, name)

    def _choose_thumbnails(self, shown: bool) -> None:
        self._room.strip.set_pictures_shown(shown)
        self._remember(THUMBNAILS_HIDDEN, not shown)

    def _choose_memory(self, megabytes: int) -> None:
        self._remember(PICTURE_MEMORY, megabytes)
        self._room.keep_pictures_within(megabytes * 1_000_000)

    def _choose_idle_minutes(self, minutes: int) -> None:
        self._remember(IDLE_MINUTES, minutes)
        self.idleMinutesChanged.emit()

    def _remember(self, name: str, answer: object) -> None:
        """What cannot be kept is in force until the program ends; that is said once."""
        try:
            self._settings.remember(name, answer)
        except Refusal as refusal:
            if refusal_text(refusal) not in self._told_of_settings:
                self._told_of_settings.add(refusal_text(refusal))
                self._window.show_error(refusal_text(refusal))
