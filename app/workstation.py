"""The program with its window: where trial, worklist and reading room are put together."""

import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLoggingCategory, QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from app.about import AboutBox
from app.collecting import spare_the_program
from app.components.progress import WorkProgress
from app.jobs import Job, Jobs
from app.language import LANGUAGE, language, language_called, speak
from app.main_window import PREFERENCES, PROTOCOL, READING, WORKLIST, MainWindow
from app.memory import PICTURE_MEMORY, picture_memory_bytes, said_mb
from app.memory_section import MemoryUse
from app.settings import Settings
from app.style.sheet import apply_style
from app.window_place import WINDOW, place_of, show_in_place
from measurements.refusal import Refusal

if TYPE_CHECKING:
    from app.reading.hands.hands import Hands
    from app.reading.hands.presets import OwnWindows
    from app.session import Session
    from measurements.protocol.values import WindowPreset

GUIDE_DISMISSED = "first read guide dismissed"
GHOSTS = "calipers of the prior on the current"
HANDS = "keys and mouse"
WINDOW_PRESETS = "windows"
THUMBNAILS_HIDDEN = "small pictures of series hidden"
HABITS = "reading"
HISTORY = "history"


def application() -> QApplication:
    """The one Qt application of this process, in Longaxis's look."""
    import viewer  # noqa: F401  what it says about Qt's threads counts only before the application is made

    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    made = QApplication(["longaxis"])
    made.setApplicationName("Longaxis")
    made.setApplicationDisplayName("Longaxis")
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    apply_style(made)
    speak(language())
    return made


class Workstation(QObject):
    """One window on one trial at a time.

    The pages and the database behind them are imported here, after the window is on the screen.
    """

    def __init__(self, window: MainWindow, settings: Settings | None = None) -> None:
        """`settings`: what is remembered of the user; without any, the user's own."""
        from app.history.page import HistoryPage
        from app.preferences.page import PreferencesPage
        from app.protocol_page import ProtocolPage
        from app.reading.room import ReadingRoom
        from app.worklist.page import WorklistPage

        super().__init__()
        self.window = window
        self.worklist = WorklistPage()
        self.protocol = ProtocolPage()
        self.history = HistoryPage()
        self.preferences = PreferencesPage()
        self._page = self._page_before = WORKLIST
        self._told_of_settings: set[str] = set()
        self._session: Session | None = None
        self._settings = settings or Settings()
        self.room = ReadingRoom(picture_memory_bytes(self._settings), ghosts_on=self._settings.is_set(GHOSTS))
        self.room.ghostsToggled.connect(self._remember_ghosts)
        self._jobs = Jobs(self)
        self._demonstration: Job[Path] | None = None
        self.window.add_page(WORKLIST, self.worklist)
        self.window.add_page(READING, self.room)
        self.window.add_page(PROTOCOL, self.protocol)
        self.window.add_page(PREFERENCES, self.preferences)
        self.window.add_page(HISTORY, self.history)
        QShortcut(QKeySequence("Ctrl+H"), self.window, self.show_history)
        self.history.left.connect(lambda: self._show_page(READING))
        QShortcut(QKeySequence("Ctrl+P"), self.window, lambda: self._show_page(PROTOCOL))
        QShortcut(QKeySequence("Ctrl+,"), self.window, lambda: self._show_page(PREFERENCES))
        self.protocol.left.connect(lambda: self._show_page(READING))
        self.preferences.left.connect(lambda: self._show_page(self._page_before))
        self.preferences.handsChosen.connect(self._choose_hands)
        self.preferences.windowsChosen.connect(self._choose_windows)
        self.preferences.memoryChosen.connect(self._choose_memory)
        self.preferences.languageChosen.connect(self._choose_language)
        self.preferences.thumbnailsChosen.connect(self._choose_thumbnails)
        self.window.bar.pageChosen.connect(self._show_page)
        self.window.bar.helpWanted.connect(self._help)
        self.window.bar.aboutWanted.connect(self._show_about)
        self.window.may_close = self.room.may_close
        self.window.closed.connect(self._jobs.drain)
        self.window.closed.connect(self.close)
        self.worklist.opened.connect(self.open_read)
        self.worklist.trialChosen.connect(self.open_trial)
        self.worklist.demonstrationWanted.connect(self._open_demonstration)
        self.room.saved.connect(lambda: self.window.bar.show_saved(datetime.now().astimezone()))
        # Later, since the one who changed the trial is still telling everybody.
        self.room.ended.connect(self._leave_read, Qt.ConnectionType.QueuedConnection)
        self.room.titleChanged.connect(self._show_title)
        self.room.panel.guide.dismissed.connect(self._dismiss_guide)
        self._show_page(WORKLIST)
        self._show_title("")
        self._follow_settings()

    def _follow_settings(self) -> None:
        """What is remembered of the reader's hands is in force; what is not understood is said, once."""
        from app.reading.habits import habits_from_settings
        from app.reading.hands.hands import hands_from_settings
        from app.reading.hands.presets import windows_from_settings

        settings = self._settings
        self._hands: Hands
        self._own_windows: OwnWindows
        self._hands, wrong_hands = hands_from_settings(settings.said(HANDS))
        self._own_windows, wrong_windows = windows_from_settings(settings.said(WINDOW_PRESETS))
        self.room.set_hands(self._hands, self._own_windows)
        habits, wrong_habits = habits_from_settings(settings.said(HABITS))
        self.room.begin_with(habits)
        self.room.strip.set_pictures_shown(not settings.is_set(THUMBNAILS_HIDDEN))
        wrong = [*wrong_hands, *wrong_windows, *wrong_habits]
        if settings.trouble:
            self.window.show_error(settings.trouble)
        if wrong:
            sentence = self.tr(
                "The settings say what is not understood ({names}): it is left out, and the rest holds."
            )
            self.window.show_error(sentence.format(names=self.tr(", ").join(wrong)))

    def keep_habits(self) -> None:
        """Remembers what the next run begins with: the window's place, the tool, the link, the layout."""
        from app.reading.habits import habits_to_settings

        habits = habits_to_settings(self.room.habits)
        try:
            self._settings.remember_all({WINDOW: place_of(self.window), HABITS: habits})
        except Refusal as refusal:
            sys.stderr.write(f"{refusal}\n")  # the window is gone; the terminal is the one place left

    @Slot(object)
    def open_trial(self, path: Path) -> None:
        """Opens a trial in place of the one that is open; a refusal is shown and changes nothing."""
        from app.session import open_session

        try:
            session = open_session(path)
        except Refusal as refusal:
            self.window.show_error(str(refusal))
            return
        self.show_session(session)

    def show_session(self, session: "Session") -> None:
        """Shows an open trial; the window closes it.

        It is closed at once while the read on the desk is not stored, as the window stays open then.
        """
        if not self.room.may_close():
            session.close()
            self._show_page(READING)
            return
        self.close()
        self._session = session
        session.safekeeping.troubled.connect(self.window.show_error)
        self.worklist.show_trial(session)
        self.protocol.show_trial(session)
        self.window.bar.show_reader(session.reader)
        self._show_page(WORKLIST)
        self._show_title("")

    @Slot(str, str)
    def open_read(self, subject_uid: str, timepoint_uid: str) -> None:
        """Opens the read of a subject at a timepoint."""
        if self._session is None:
            return
        if not self.room.may_close():
            self._show_page(READING)
            return
        try:
            self.room.open(self._session, subject_uid, timepoint_uid)
        except Refusal as refusal:
            self.window.show_error(str(refusal))
            return
        self._offer_guide()
        self._show_page(READING)

    def show_history(self) -> None:
        """What became of the read on the desk, the lesion in hand first."""
        desk = self.room.desk
        if self._session is None or desk is None:
            return
        in_hand = desk.active
        self.history.show_read(
            self._session,
            desk.read,
            timepoint_uid=desk.current.uid,
            lesion_uid="" if in_hand is None else in_hand.uid,
        )
        self._show_page(HISTORY)

    @Slot(str)
    def _leave_read(self, sentence: str) -> None:
        """Goes back to the worklist, where what was read has left the trial."""
        self.room.close_subject()
        self.history.forget()
        self._show_page(WORKLIST)
        self._show_title("")
        self.window.show_error(sentence)

    def _offer_guide(self) -> None:
        """Only to who reads the demonstration's subject that was left for it, and has not dismissed it."""
        from app.demo.first_read import is_first_read

        wanted = (
            self._session is not None
            and self.room.desk is not None
            and is_first_read(self._session.path, self.room.desk.case.subject.code)
            and not self._settings.is_set(GUIDE_DISMISSED)
        )
        self.room.panel.guide.setVisible(wanted)

    def _dismiss_guide(self) -> None:
        self.room.panel.guide.hide()
        self.room.setFocus()
        try:
            self._settings.remember(GUIDE_DISMISSED)
        except Refusal as refusal:
            self.room.tell(str(refusal))

    def close(self) -> None:
        """Ends the read and lets go of the trial."""
        self.room.close_subject()
        if self._session is not None:
            self.worklist.show_trial(None)
            self.protocol.show_trial(None)
            self.history.forget()
            self.window.bar.show_reader("")
            self._session.close()
            self._session = None

    def _show_page(self, name: str) -> None:
        if (name == READING and self.room.desk is None) or (name == PROTOCOL and self._session is None):
            name = WORKLIST
        if name == PREFERENCES:
            self._show_preferences()
        if name != self._page:
            self._page_before, self._page = self._page, name
        self.window.bar.allow_reading(self.room.desk is not None)
        self.window.bar.allow_protocol(self._session is not None)
        self.window.show_page(name)

    def _show_title(self, subject: str) -> None:
        trial = "" if self._session is None else self._session.path.stem
        self.window.title(trial, subject)
        self.window.bar.show_subject(subject or trial)

    def _help(self) -> None:
        if self.room.isVisible():
            self.room.show_keys()
        else:
            self._show_about()

    def _show_about(self) -> None:
        AboutBox(self.window).exec()

    # Preferences

    def _show_preferences(self) -> None:
        from app.preferences.page import Preferences

        self.preferences.show_preferences(
            Preferences(
                self._hands,
                self._windows_of_protocol(),
                self._own_windows,
                self._settings.text(LANGUAGE),
                MemoryUse(said_mb(self._settings), self.room.held_pictures()),
                not self._settings.is_set(THUMBNAILS_HIDDEN),
            )
        )

    def _windows_of_protocol(self) -> "tuple[WindowPreset, ...]":
        """Those of the read on the desk, of the trial, or of the protocol that comes with the program."""
        from measurements.case.trial_protocol import protocol_of
        from measurements.protocol.loading import load_protocol

        if self.room.desk is not None:
            return self.room.desk.case.protocol.windows
        if self._session is None:
            return load_protocol().windows
        try:
            with self._session.store.reading() as trial:
                return protocol_of(trial).windows
        except Refusal as refusal:
            self.window.show_error(str(refusal))
            return load_protocol().windows

    def _choose_hands(self, hands: "Hands") -> None:
        from app.reading.hands.hands import hands_to_settings

        self._hands = hands
        self.room.set_hands(hands, self._own_windows)
        self._remember(HANDS, hands_to_settings(hands))

    def _choose_windows(self, own: "OwnWindows") -> None:
        from app.reading.hands.presets import windows_to_settings

        self._own_windows = own
        self.room.set_hands(self._hands, own)
        self._remember(WINDOW_PRESETS, windows_to_settings(own))

    def _choose_language(self, name: str) -> None:
        speak(language_called(name))
        self._remember(LANGUAGE, name)

    def _choose_thumbnails(self, shown: bool) -> None:
        self.room.strip.set_pictures_shown(shown)
        self._remember(THUMBNAILS_HIDDEN, not shown)

    def _remember(self, name: str, answer: object) -> None:
        """What cannot be kept is in force until the program ends; that is said once."""
        try:
            self._settings.remember(name, answer)
        except Refusal as refusal:
            if str(refusal) not in self._told_of_settings:
                self._told_of_settings.add(str(refusal))
                self.window.show_error(str(refusal))

    def _choose_memory(self, megabytes: int) -> None:
        self._remember(PICTURE_MEMORY, megabytes)
        self.room.keep_pictures_within(megabytes * 1_000_000)

    def _remember_ghosts(self, on: bool) -> None:
        try:
            self._settings.remember(GHOSTS, on)
        except Refusal as refusal:
            self.window.show_error(str(refusal))

    def _open_demonstration(self) -> None:
        """Makes the demonstration beside the window's thread, where it is not there yet, and opens it."""
        from app.demo.trial import default_folder, make_demonstration

        if self._demonstration is not None:
            return
        job = self._jobs.prepare(lambda report: make_demonstration(default_folder(), report))
        self._demonstration = job
        work = WorkProgress(lambda: self.tr("Making the demonstration trial"))
        work.cancelled.connect(job.cancel)
        job.progressed.connect(work.show_progress)
        job.finished.connect(self.open_trial)
        job.failed.connect(self._tell_failure)
        job.ended.connect(self._end_demonstration)
        self.window.show_work(work)
        self._jobs.start(job)

    def _end_demonstration(self) -> None:
        self._demonstration = None
        self.window.show_work(None)

    def _tell_failure(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.window.show_error(str(error))


def report_unexpected(window: MainWindow) -> None:
    """Shows what nobody foresaw, without patient data, instead of ending the program."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        # File and line only: messages and values may hold names.
        frames = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
        sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))
        place = f"{kind.__name__} at {' < '.join(reversed(frames[-3:]))}"
        window.show_error(
            QCoreApplication.translate(
                "Workstation",
                "Something unexpected happened ({0}). What was drawn is stored; if it happens again, "
                "report this line.",
            ).format(place)
        )

    sys.excepthook = hook


def open_workstation(trial: Path | None) -> int:
    """Opens the window, on a trial where one is named, and runs until it is closed.

    Raises:
        Refusal: the trial cannot be opened.
    """
    settings = Settings()
    app = application()
    speak(language_called(settings.text(LANGUAGE)))
    window = MainWindow()
    show_in_place(window, settings.said(WINDOW))
    app.processEvents()
    report_unexpected(window)
    workstation = Workstation(window, settings)
    window.closed.connect(workstation.keep_habits)
    spare_the_program()
    if trial is not None:
        from app.session import open_session

        workstation.show_session(open_session(trial))
    return app.exec()
