"""Who is at the window: asks before a trial with accounts shows anything, and again when nobody was there."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.main_window import MainWindow
from app.people.idle import IdleWatch
from app.people.sign_in_page import Occasion, SignInPage
from app.people.words import role_name
from app.refusal_words import refusal_text
from app.settings import Settings
from measurements.people import Person, Role
from measurements.refusal import Refusal

if TYPE_CHECKING:
    from app.session import Session

LAST_NAME = "signed in last"
LAST_ROLE = "role acted in last"
IDLE_MINUTES = "minutes until the window locks"
DEFAULT_IDLE_MINUTES = 10
MOST_IDLE_MINUTES = 60


def idle_minutes(settings: Settings) -> int:
    """After how long a trial with accounts locks; never without end."""
    said = settings.number(IDLE_MINUTES) or DEFAULT_IDLE_MINUTES
    return min(max(said, 1), MOST_IDLE_MINUTES)


class Attendance(QObject):
    """Covers the window with the page that asks who somebody is, and takes it away.

    A trial without accounts is never covered. While the window is locked the trial stays whose it was, so
    that what they have begun beside the window goes on; nothing of it can be seen or reached.

    Signals:
        came(): somebody has signed in who was not here before, or in another role; all is shown anew.
        locking(): the window is about to be covered.
        returned(): the window is as it was left.
        otherTrialWanted(), closeWanted(): the trial is to be left.
    """

    came = Signal()
    locking = Signal()
    returned = Signal()
    otherTrialWanted = Signal()
    closeWanted = Signal()

    def __init__(
        self, window: MainWindow, settings: Settings, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._session: Session | None = None
        self._wanted_role: Role | None = None
        self.unstored: Callable[[], bool] = lambda: False
        """Whether the disk has not taken something yet that whoever is at the trial has drawn."""
        self.page = SignInPage()
        self.page.hide()
        self.page.signInWanted.connect(self._sign_in)
        self.page.otherTrialWanted.connect(self.otherTrialWanted)
        self.page.closeWanted.connect(self.closeWanted)
        self.page.backWanted.connect(self._go_back)
        self.watch = IdleWatch(self, clock)
        self.watch.idle.connect(self.lock)

    @property
    def covered(self) -> bool:
        """Whether the window shows nothing but the question who somebody is."""
        return self._window.cover_shown is not None

    def serve(self, session: "Session | None", *, anyone: bool = False) -> None:
        """Asks who it is where the trial has accounts and nobody has signed in; None: no trial is open.

        Args:
            anyone: somebody else comes, as after signing out: the name is not filled in.
        """
        self._session = session
        self.watch.end()
        if session is None or session.store.actor is not None:
            self._uncover()
            self._begin_watch()
        else:
            self._ask(Occasion.OPENING, "" if anyone else self._settings.text(LAST_NAME))

    def lock(self) -> None:
        """Hides what is at the window until its owner, or somebody else, signs in."""
        session = self._session
        if session is None or session.role is None or self.covered:
            return
        self.locking.emit()
        self._ask(Occasion.LOCKED, session.reader)

    def ask_for_role(self, role: Role) -> None:
        """Asks whoever is at the trial for their password, to go on as something else they are."""
        if self._session is not None and not self.covered:
            self._wanted_role = role
            self._ask(Occasion.OTHER_ROLE, self._session.reader)

    def follow_settings(self) -> None:
        """Another time until the window locks is in force at once."""
        self._begin_watch()

    @staticmethod
    def person_at(session: "Session") -> Person | None:
        """The account of whoever is at the trial; None where nobody is, or the trial has no accounts."""
        actor = session.store.actor
        if actor is None or actor.person_uid is None:
            return None
        with session.store.reading() as trial:
            return trial.evidence.person(actor.person_uid)

    def _begin_watch(self) -> None:
        if self._session is not None and self._session.role is not None and not self.covered:
            self.watch.begin(idle_minutes(self._settings))
        else:
            self.watch.end()

    def _ask(self, occasion: Occasion, name: str) -> None:
        assert self._session is not None
        self.watch.end()
        role = self._wanted_role
        self._window.cover(self.page)
        if occasion is Occasion.LOCKED:
            person = self.person_at(self._session)
            assert person is not None, "who has no account is never locked out"
            printed = person.printed_name
            self.page.ask(
                occasion,
                self._session.path.stem,
                name,
                lambda: self.tr("Locked"),
                lambda: self.tr("{name} was away. All that was drawn is stored.").format(name=printed),
            )
        elif occasion is Occasion.OTHER_ROLE and role is not None:
            self.page.ask(
                occasion,
                self._session.path.stem,
                name,
                lambda: self.tr("Act as {role}").format(role=role_name(role)),
                lambda: self.tr("Another role sees other things, so the password is asked for once more."),
            )
        else:
            self.page.ask(
                occasion,
                self._session.path.stem,
                name,
                lambda: self.tr("Sign in"),
                "",
            )

    @Slot(str, str, object, object)
    def _sign_in(self, name: str, password: str, role: Role | None, new_password: str | None) -> None:
        from measurements.access.sign_in import PasswordGiven, SeveralRoles

        session = self._session
        if session is None:
            return
        before = session.store.actor
        if before is not None and before.name != name and self.unstored():
            self.page.refuse(
                self.tr(
                    "The disk has not taken all that {name} has drawn: they have to come back and store it."
                ).format(name=before.name)
            )
            return
        if role is None:
            role = self._wanted_role
        if role is None and before is not None and before.name == name:
            role = before.role
        try:
            session.sign_in(name, password, role, new_password)
        except SeveralRoles as several:
            self.page.ask_role(several.roles, self._likely_role())
            return
        except PasswordGiven:
            self.page.ask_new_password()
            return
        except Refusal as refusal:
            self.page.refuse(refusal_text(refusal))
            return
        self._remember(session)
        self._uncover()
        if session.store.actor == before:
            self.returned.emit()
        else:
            self.came.emit()
        self._begin_watch()

    def _likely_role(self) -> Role | None:
        said = self._settings.text(LAST_ROLE)
        return next((role for role in Role if role.value == said), None)

    def _remember(self, session: "Session") -> None:
        role = session.role
        assert role is not None
        try:
            self._settings.remember_all({LAST_NAME: session.reader, LAST_ROLE: role.value})
        except Refusal as refusal:
            self._window.show_error(refusal_text(refusal))

    def _go_back(self) -> None:
        self._uncover()
        self._begin_watch()
        self.returned.emit()

    def _uncover(self) -> None:
        self.page.forget()
        self._wanted_role = None
        self._window.cover(None)
