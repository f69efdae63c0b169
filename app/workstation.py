"""The window at work: where trial, worklist and reading room are put together."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from app.about import AboutBox
from app.main_window import (
    ADJUDICATION,
    HISTORY,
    PEOPLE,
    PREFERENCES,
    PROTOCOL,
    READING,
    REVIEW,
    TRIAL,
    WORKLIST,
    MainWindow,
)
from app.memory import picture_memory_bytes
from app.pages import Page, Pages
from app.people.attendance import Attendance, idle_minutes
from app.refusal_words import refusal_text
from app.settings import Settings
from app.window_place import WINDOW, place_of
from measurements.people import Role
from measurements.refusal import Refusal

if TYPE_CHECKING:
    from app.reading.open_read import OpenRead
    from app.session import Session
    from measurements.case.evidence_commands import AddPerson

GHOSTS = "calipers of the prior on the current"
PAGE_KEYS = {"Ctrl+H": HISTORY, "Ctrl+R": REVIEW, "Ctrl+P": PROTOCOL, "Ctrl+,": PREFERENCES}


class Workstation(QObject):
    """One window on one trial at a time.

    The pages and the database behind them are imported here, after the window is on the screen.
    """

    def __init__(self, window: MainWindow, settings: Settings | None = None) -> None:
        """`settings`: what is remembered of the user; without any, the user's own."""
        from app.adjudication.adjudicating import Adjudicating
        from app.adjudication.page import AdjudicationPage
        from app.demo.guide_offer import GuideOffer
        from app.demo.making import DemonstrationMaking
        from app.history.page import HistoryPage
        from app.people.page import PeoplePage
        from app.preferences.in_force import PreferencesInForce
        from app.preferences.page import PreferencesPage
        from app.protocol_page import ProtocolPage
        from app.reading.room import ReadingRoom
        from app.review.page import ReviewPage
        from app.trial.page import TrialPage
        from app.worklist.page import WorklistPage

        super().__init__()
        self.window = window
        self.worklist = WorklistPage()
        self.protocol = ProtocolPage()
        self.history = HistoryPage()
        self.people = PeoplePage()
        self.adjudication = AdjudicationPage()
        self.trial = TrialPage()
        self.review = ReviewPage()
        self.preferences = PreferencesPage()
        self._session: Session | None = None
        self._settings = settings or Settings()
        self.room = ReadingRoom(
            picture_memory_bytes(self._settings), ghosts_on=self._settings.said(GHOSTS) is not False
        )
        self.room.ghostsToggled.connect(self._remember_ghosts)
        self._guide = GuideOffer(self.room, self._settings)
        self.attendance = Attendance(window, self._settings)
        self._in_force = PreferencesInForce(
            window, self.preferences, self.room, self._settings, lambda: self._session
        )
        self._adjudicating = Adjudicating(self.adjudication, lambda: picture_memory_bytes(self._settings))
        self._dropped_at_lock = False
        self._demonstration = DemonstrationMaking(window)
        self.pages = Pages(window)
        self._add_pages()
        self.history.left.connect(lambda: self.pages.show(READING))
        self.review.placeWanted.connect(self._open_place)
        self.review.left.connect(self.pages.back)
        self.protocol.left.connect(lambda: self.pages.show(READING))
        self.preferences.left.connect(self.pages.back)
        self.window.bar.pageChosen.connect(self.pages.choose)
        self.window.bar.helpWanted.connect(self._help)
        self.window.bar.aboutWanted.connect(self._show_about)
        self.window.may_close = self.room.may_close
        self.window.closed.connect(self.close)
        self.worklist.opened.connect(self.open_read)
        self.worklist.trialChosen.connect(self.open_trial)
        self.worklist.demonstrationWanted.connect(self._demonstration.begin)
        self._demonstration.made.connect(self.open_trial)
        self.room.saved.connect(lambda: self.window.bar.show_saved(datetime.now().astimezone()))
        # Later, since the one who changed the trial is still telling everybody.
        self.room.ended.connect(self._leave_read, Qt.ConnectionType.QueuedConnection)
        self.room.titleChanged.connect(self._show_subject)
        self.worklist.comparisonWanted.connect(self.compare_reads)
        self.trial.subjectChosen.connect(self._review_subject)
        self.trial.left.connect(lambda: self.pages.show(WORKLIST))
        self._adjudicating.left.connect(self._leave_comparison)
        self._adjudicating.decided.connect(self._leave_comparison)
        self._in_force.handsChanged.connect(self.adjudication.set_hands)
        self._wire_people()
        self.pages.show(WORKLIST)
        self._in_force.follow_settings()

    def _add_pages(self) -> None:
        pages = {
            WORKLIST: Page(self.worklist),
            READING: Page(self.room, self._is_reading),
            REVIEW: Page(self.review, self._may_see_results, self._begin_review),
            ADJUDICATION: Page(self.adjudication, lambda: self.adjudication.reads is not None),
            TRIAL: Page(self.trial, self._may_see_results),
            PROTOCOL: Page(self.protocol, lambda: self._session is not None),
            PEOPLE: Page(self.people, self._may_keep_people, self._offer_accounts),
            PREFERENCES: Page(self.preferences, bring_up=self._bring_up_preferences),
            HISTORY: Page(self.history, self._is_reading, self._load_history),
        }
        for name, page in pages.items():
            self.pages.add(name, page)
        for keys, name in PAGE_KEYS.items():
            QShortcut(QKeySequence(keys), self.window, lambda name=name: self.pages.choose(name))
        self.pages.shown.connect(self._on_page)

    def _on_page(self, name: str) -> None:
        self._show_subject()
        if name == TRIAL:
            self.trial.load()  # it draws for the size at which it is seen

    def _is_reading(self) -> bool:
        return self.room.desk is not None

    def _may_see_results(self) -> bool:
        from measurements.access.permissions import Call

        return self._session is not None and self._session.may(Call.SEE_CLINICAL)

    def _may_keep_people(self) -> bool:
        from measurements.case.evidence_commands import AddPerson

        return self._session is not None and self._session.may(AddPerson)

    def _offer_accounts(self) -> bool:
        self.people.offer_accounts(idle_minutes(self._settings))
        return True

    def _bring_up_preferences(self) -> bool:
        self._in_force.show()
        return True

    def _wire_people(self) -> None:
        attendance, person = self.attendance, self.window.bar.person
        attendance.unstored = lambda: self.room.desk is not None and self.room.desk.writing.waits
        attendance.locking.connect(self._settle)
        attendance.came.connect(self._begin_anew)
        attendance.returned.connect(self._go_on)
        attendance.otherTrialWanted.connect(self.worklist.choose_trial)
        attendance.closeWanted.connect(self._close_trial)
        self._in_force.idleMinutesChanged.connect(attendance.follow_settings)
        person.passwordWanted.connect(self._change_password)
        person.roleWanted.connect(attendance.ask_for_role)
        person.lockWanted.connect(attendance.lock)
        person.signOutWanted.connect(self._sign_out)
        self.people.switchOnWanted.connect(self._switch_accounts_on)
        self.people.left.connect(lambda: self.pages.show(WORKLIST))
        self.room.accountsWanted.connect(lambda: self.pages.show(PEOPLE))

    def keep_habits(self) -> None:
        """Remembers what the next run begins with: the window's place, the tool, the link, the layout."""
        from app.preferences.in_force import HABITS
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
            if self.attendance.covered:
                self.attendance.page.refuse(refusal_text(refusal))
            else:
                self.window.show_error(refusal_text(refusal))
            return
        self.show_session(session)

    def show_session(self, session: "Session") -> None:
        """Shows an open trial; the window closes it.

        It is closed at once while the read on the desk is not stored, as the window stays open then.
        """
        if not self.room.may_close():
            session.close()
            self.pages.show(READING)
            return
        self.close()
        self._session = session
        session.safekeeping.troubled.connect(self.window.show_error)
        self._show_session()

    def _show_session(self, *, anyone: bool = False) -> None:
        """All there is of the open trial for whoever is at it; while nobody is, who they are is asked."""
        session = self._session
        if session is None:
            return
        if session.store.actor is not None:
            self.worklist.show_trial(session)
            self.protocol.show_trial(session)
            self.trial.show_trial(session)
            self.people.show_trial(session)
            person = self.attendance.person_at(session)
            self.window.bar.show_reader(session.reader if person is None else "")
            self.window.bar.person.show_person(person, session.role)
        self.pages.show(WORKLIST)
        self.attendance.serve(session, anyone=anyone)

    def _hide_session(self) -> None:
        """Nothing of the trial is shown any more."""
        self.room.close_subject()
        self.history.forget()
        self._adjudicating.close()
        self.review.close_trial()
        self.worklist.show_trial(None)
        self.protocol.show_trial(None)
        self.trial.show_trial(None)
        self.people.show_trial(None)
        self.window.bar.show_reader("")
        self.window.bar.forget_saved()
        self.window.bar.person.show_person(None, None)

    # Who is at the window

    def _settle(self) -> None:
        """Before the window is covered: what waits for its short axis is stored, what is dragged dropped."""

        def settle(read: "OpenRead") -> None:
            self._dropped_at_lock = read.wall.hand_down
            if read.wall.hand_down:
                read.wall.cancel()
            read.finish_gestures()
            read.signing.drop_sheet()

        self.room.with_read(settle)
        self.window.title("" if self._session is None else self._session.path.stem, "")

    def _go_on(self) -> None:
        """The one who was at the window is back."""
        self._show_subject()
        if self._dropped_at_lock:
            self._dropped_at_lock = False
            self.room.tell(
                self.tr("What was being dragged when the window locked was dropped: draw it again.")
            )

    def _begin_anew(self) -> None:
        """Another person, or another role: nothing stays of what was shown before."""
        self._dropped_at_lock = False
        self._hide_session()
        self._show_session()

    def _sign_out(self) -> None:
        session = self._session
        if session is None:
            return
        if not self.room.may_close():
            self.pages.show(READING)
            return
        self._hide_session()
        session.sign_out()
        self._show_session(anyone=True)

    def _switch_accounts_on(self, first: "AddPerson") -> None:
        """Makes the first account; nobody is at the trial after it."""
        session = self._session
        if session is None:
            return
        if not self.room.may_close():
            self.pages.show(READING)
            return
        self.room.close_subject()
        session.end_work()  # it would go on in nobody's name
        try:
            session.case.run(first)
        except Refusal as refusal:
            self.people.switch_on.refuse(refusal_text(refusal))
            session.files.look()
            return
        self._hide_session()
        self._show_session()

    def _change_password(self) -> None:
        from app.people.password_form import change_own_password

        if self._session is not None:
            change_own_password(self.window, self._session)

    def _close_trial(self) -> None:
        if self.room.may_close():
            self.close()
            self.pages.show(WORKLIST)
        else:
            self.attendance.page.refuse(
                self.tr("Not everything is stored yet. Close again to give up what waits.")
            )

    @Slot(str, str)
    def open_read(self, subject_uid: str, timepoint_uid: str) -> None:
        """Opens the read of a subject at a timepoint."""
        if self._session is None or self._session.store.actor is None:
            return
        if self._session.role is Role.ADJUDICATOR:
            self.compare_reads(subject_uid)
            return
        if not self.room.may_close():
            self.pages.show(READING)
            return
        try:
            self.room.open(self._session, subject_uid, timepoint_uid)
        except Refusal as refusal:
            self.window.show_error(refusal_text(refusal))
            return
        self._guide.offer(self._session)
        self.pages.show(READING)

    @Slot(str)
    def _review_subject(self, subject_uid: str) -> None:
        """Shows the review of a subject whose bar, line or lane was clicked."""
        if self._session is None:
            return
        try:
            self.review.open(self._session, subject_uid)
        except Refusal as refusal:
            self.window.show_error(refusal_text(refusal))
            return
        self.pages.show(REVIEW)

    @Slot(str)
    def compare_reads(self, subject_uid: str) -> None:
        """Shows the two reads of a subject side by side."""
        if self._session is None or self._session.store.actor is None:
            return
        try:
            self._adjudicating.open(self._session, subject_uid)
        except Refusal as refusal:
            self.window.show_error(refusal_text(refusal))
            return
        self.pages.show(ADJUDICATION)

    def _open_place(self, subject_uid: str, timepoint_uid: str, lesion_uid: str, read_uid: str) -> None:
        """Opens a place of the review in linked panes: its read, its timepoint, its lesion in hand."""
        if self._session is None or self._session.store.actor is None:
            return
        if not self.room.may_close():
            self.pages.show(READING)
            return
        try:
            self.room.open(self._session, subject_uid, timepoint_uid, read_uid)
        except Refusal as refusal:
            self.window.show_error(refusal_text(refusal))
            return
        self.room.with_desk(lambda desk: desk.activate(lesion_uid))
        self.pages.show(READING)

    def _begin_review(self) -> bool:
        """Brings up the subject on the desk, else the one reviewed last; False, and told, where none is."""
        session, desk = self._session, self.room.desk
        if session is None:
            return False
        try:
            if desk is None or self.pages.current != READING:
                self.review.open(session)
            else:
                self.review.open(session, desk.case.subject.uid, desk.read.uid)
        except Refusal as refusal:
            self.window.show_error(refusal_text(refusal))
            return False
        return True

    def _leave_comparison(self) -> None:
        self.pages.show(WORKLIST)

    def _load_history(self) -> bool:
        """What became of the read on the desk, the lesion in hand first."""
        desk = self.room.desk
        if self._session is None or desk is None:
            return False
        in_hand = desk.active
        self.history.show_read(
            self._session,
            desk.read,
            timepoint_uid=desk.current.uid,
            lesion_uid="" if in_hand is None else in_hand.uid,
        )
        return True

    @Slot(str)
    def _leave_read(self, sentence: str) -> None:
        """Goes back to the worklist, where what was read has left the trial."""
        self.room.close_subject()
        self.history.forget()
        self.pages.show(WORKLIST)
        self.window.show_error(sentence)

    def close(self) -> None:
        """Ends the read and lets go of the trial."""
        self._hide_session()
        if self._session is not None:
            self.attendance.serve(None)
            self._session.close()
            self._session = None

    def _show_subject(self) -> None:
        """Bar and title name the subject that is looked at, never the one of a read left for another page."""
        subject = ""
        if self.pages.current in (READING, HISTORY) and self.room.desk is not None:
            subject = self.room.desk.case.subject.code
        elif self.pages.current == ADJUDICATION:
            subject = self._adjudicating.subject_code
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

    def _remember_ghosts(self, on: bool) -> None:
        try:
            self._settings.remember(GHOSTS, on)
        except Refusal as refusal:
            self.window.show_error(refusal_text(refusal))
