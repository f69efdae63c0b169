"""An adjudicator before the whole workstation: from the worklist to a signed decision."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.components.form import Form
from app.main_window import ADJUDICATION, MainWindow
from app.session import Session
from app.settings import Settings
from app.worklist.presenter import WorklistPresenter
from app.workstation import Workstation
from measurements.case.evidence_commands import Adjudicate
from measurements.signature import Adjudication, AdjudicationReason, Meaning
from tests.accounts import ADJUDICATOR, PASSWORD, READER
from tests.app.adjudication.disputes import TOO_LONG, disputed_with_accounts, read_by
from tests.app.reading.at_the_desk import subject_uid, timepoint_uids

CTRL = Qt.KeyboardModifier.ControlModifier


class Station:
    """The workstation on an open trial, and whoever sits before it."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.session = session
        self.workstation = Workstation(MainWindow(), Settings(session.path.parent / "settings.json"))
        self.window, self.page = self.workstation.window, self.workstation.adjudication
        self.workstation.show_session(session)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def open(self) -> None:
        """As a double click on a timepoint in the worklist does."""
        uid = subject_uid(self.session)
        self.workstation.worklist.opened.emit(uid, timepoint_uids(self.session)[0])
        QApplication.processEvents()

    def take_read_b(self) -> None:
        """Chooses it, says why, and presses the button, by the keyboard."""
        QTest.keyClick(self.window.windowHandle(), Qt.Key.Key_2, CTRL)
        self.page.panel.reason.setCurrentIndex(1)
        self.page.panel.comment.setFocus()
        for sign in "Beyond the margin":
            QTest.keyClick(self.window.windowHandle(), sign)
        QTest.keyClick(self.window.windowHandle(), Qt.Key.Key_Return, CTRL)
        QApplication.processEvents()

    def subject_menu(self) -> dict[str, QAction]:
        """What the menu of the subject offers."""
        worklist = self.workstation.worklist
        row = WorklistPresenter(self.session.store, self.session.reader, dict).row(subject_uid(self.session))
        assert row is not None
        self._menu = worklist._assignments.menu(self.session, [row], row, None)
        return {one.text(): one for one in self._menu.actions()}

    @property
    def form(self) -> Form | None:
        """Where the password is asked for."""
        return next((one for one in self.page.findChildren(Form) if one.isVisible()), None)

    def sign(self, password: str) -> None:
        form = self.form
        assert form is not None
        field = form.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, password)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()

    @property
    def shown(self) -> str:
        """The name of the page in sight."""
        return next(name for name, tab in self.window.bar._pages.items() if tab.isChecked())

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()


@pytest.fixture
def assigned(session: Session) -> Session:
    """A trial with accounts, the adjudicator at it, two completed reads that differ."""
    disputed_with_accounts(session)
    session.sign_in(ADJUDICATOR, PASSWORD)
    return session


@pytest.fixture
def station(qtbot: QtBot, assigned: Session) -> Iterator[Station]:
    made = Station(qtbot, assigned)
    made.open()
    yield made
    made.close()


def decision(session: Session) -> Adjudication | None:
    with session.store.whole() as trial:
        return trial.evidence.adjudications().get(subject_uid(session))


def test_what_an_adjudicator_opens_is_the_two_reads(station: Station) -> None:
    assert station.shown == ADJUDICATION
    assert station.page.reads is not None
    assert (station.page.reads.a_uid, station.page.reads.b_uid) == ("read-liwei", "read-osei")
    assert [row.line.title for row in station.page.differences.rows] == ["T01"]


def test_a_decision_counts_once_it_is_signed(station: Station) -> None:
    station.take_read_b()
    form = station.form
    assert form is not None
    told = " ".join(label.text() for label in form.findChildren(QLabel))
    assert "All of Read B of HN-7 counts from now on. Dr Adams signs that it was adjudicated." in told
    assert "Reason: Boundary of a lesion. Beyond the margin" in told
    station.sign("not the password")
    assert station.form is not None, "what was refused is told in the form"
    assert decision(station.session) is None
    station.sign(PASSWORD)
    found = decision(station.session)
    assert found is not None
    assert (found.chosen_read_uid, found.reason, found.comment, found.who) == (
        "read-osei",
        AdjudicationReason.BOUNDARY,
        "Beyond the margin",
        ADJUDICATOR,
    )
    with station.session.store.whole() as trial:
        signed = [one.meaning for one in trial.evidence.standing("read-osei") if one.name == ADJUDICATOR]
    assert signed == [Meaning.ADJUDICATION]
    assert station.shown == "worklist"
    assert not station.window.bar._pages[ADJUDICATION].isVisible()


def test_a_form_that_is_closed_decides_nothing(station: Station) -> None:
    station.take_read_b()
    form = station.form
    assert form is not None
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert decision(station.session) is None
    assert station.page.panel.comment.toPlainText() == "Beyond the margin"
    assert station.page.panel.decide.isEnabled()


def test_skipping_leaves_the_subject_undecided(station: Station) -> None:
    QTest.mouseClick(station.page.panel.skip, Qt.MouseButton.LeftButton)
    assert station.shown == "worklist"
    assert station.page.reads is None
    assert decision(station.session) is None


def test_what_was_decided_is_shown_and_cannot_be_decided_again(qtbot: QtBot, assigned: Session) -> None:
    assigned.case.run(
        Adjudicate(subject_uid(assigned), "read-liwei", AdjudicationReason.OTHER, "Same lesion", PASSWORD)
    )
    station = Station(qtbot, assigned)
    try:
        station.open()
        assert station.page.panel.decide.toolTip() == "Read A was taken already: “Same lesion”"
        assert not station.page.panel.cards[0].isEnabled()
    finally:
        station.close()


def test_another_person_at_the_window_sees_nothing_of_it(station: Station) -> None:
    station.session.sign_out()
    station.session.sign_in(READER, PASSWORD)
    station.workstation._begin_anew()
    assert station.page.reads is None
    assert station.shown == "worklist"


def test_without_accounts_two_reads_can_be_compared_and_not_decided(qtbot: QtBot, session: Session) -> None:
    read_by(session, "read-1", "R1")
    station = Station(qtbot, session)
    try:
        assert "Compare the two reads" not in station.subject_menu()
        read_by(session, "read-2", "R2", TOO_LONG)
        station.subject_menu()["Compare the two reads"].trigger()
        assert station.shown == ADJUDICATION
        assert "no accounts" in station.page.panel.decide.toolTip()
        station.open()
        assert station.shown == "reading"
    finally:
        station.close()
