"""The protocol's page: what it shows, what it finds, and another file put in force or refused in place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.language import speak
from app.main_window import PEOPLE, PROTOCOL, READING, REVIEW, WORKLIST, MainWindow
from app.protocol_page import ProtocolPage
from app.session import Session, create_session
from app.workstation import Workstation
from measurements.case.trial_protocol import protocol_of
from measurements.protocol.loading import load_protocol
from measurements.protocol.readable import readable_protocol

MINE = '[trial]\nversion = "2.0"\n\n[recist]\nsticky_pr = "assigned"\n'


@pytest.fixture
def station(qtbot: QtBot) -> Iterator[Workstation]:
    made = Workstation(MainWindow())
    with qtbot.waitExposed(made.window):
        made.window.show()
    yield made
    made.window.close()
    made.window.deleteLater()
    speak("en")


@pytest.fixture
def session(station: Workstation, tmp_path: Path) -> Session:
    made = create_session(tmp_path / "trial")
    station.show_session(made)
    return made


@pytest.fixture
def page(station: Workstation, session: Session) -> ProtocolPage:
    station.window.bar._pages[PROTOCOL].click()
    assert station.protocol.isVisible()
    return station.protocol


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    return tmp_path / "mine.toml"


def in_force(session: Session) -> str:
    with session.store.reading() as trial:
        return protocol_of(trial).version


def press(page: ProtocolPage, text: str) -> None:
    QApplication.processEvents()  # what was just added to a layout is in place with its next event
    (found,) = [one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("spoken", "origin"), [("en", "From protocol.toml, put in by "), ("zh", "来自 protocol.toml，")]
)
def test_everything_the_protocol_says_is_on_the_page(page: ProtocolPage, spoken: str, origin: str) -> None:
    speak(spoken)  # type: ignore[arg-type]
    page.refresh()
    for section in readable_protocol(load_protocol(), spoken):  # type: ignore[arg-type]
        assert section.title in page.text
        for line in section.lines:
            assert line.label in page.text
            assert line.value in page.text
    assert page._identity.text() == load_protocol().identity
    assert origin in page._origin.text()


def test_its_text_can_be_selected_and_what_is_sought_is_marked(page: ProtocolPage) -> None:
    page.field.setText("capecitabine")
    assert page._count.text() == "2 found"
    assert len(page._text.extraSelections()) == 2
    assert page._text.textCursor().selectedText() == "capecitabine"
    first = page._text.textCursor().position()
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert page._text.textCursor().position() > first
    page.field.setText("")
    assert (page._count.text(), page._text.extraSelections()) == ("", [])
    assert page._text.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_a_file_is_put_in_force_once_its_differences_were_shown(
    page: ProtocolPage, session: Session, mine: Path
) -> None:
    page.offer_file(mine)
    assert "Version of the protocol: 1.0 → 2.0" in page.told
    assert "PR carried on until PD: never → assigned" in page.told
    assert in_force(session) == "1.0"
    press(page, "Put in force")
    assert in_force(session) == "2.0"
    assert page._identity.text().startswith("LDRT-SBRT-HNSCC 2.0 (")
    assert page.told.startswith("The protocol is in force: LDRT-SBRT-HNSCC 2.0")
    with session.store.reading() as trial:
        assert [entry.who for entry in trial.audit("protocol")][-1] == session.reader
    session.case.undo()
    assert page._identity.text() == load_protocol().identity


def test_a_faulty_file_is_refused_in_place(page: ProtocolPage, session: Session, mine: Path) -> None:
    mine.write_text(MINE.replace("assigned", "always"), encoding="utf-8")
    page.offer_file(mine)
    assert 'line 5: sticky_pr is "always"; give one of never, confirmed or assigned.' in page.told
    assert not [one for one in page.findChildren(QPushButton) if one.text() == "Put in force"]
    assert in_force(session) == "1.0"


def test_a_file_that_says_the_same_is_told_and_changes_nothing(
    page: ProtocolPage, session: Session, mine: Path
) -> None:
    mine.write_text("[recist]\nmax_ne = 1\n", encoding="utf-8")
    page.offer_file(mine)
    assert page.told.startswith("This file says what the protocol in force says")
    with session.store.reading() as trial:
        assert len(list(trial.audit("protocol"))) == 1


def test_a_key_opens_the_page_and_escape_leaves_it(
    station: Workstation, session: Session, qtbot: QtBot
) -> None:
    station.window.activateWindow()
    qtbot.waitUntil(station.window.isActiveWindow)
    QTest.keyClick(station.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert station.protocol.isVisible()
    QTest.keyClick(station.protocol, Qt.Key.Key_Escape)
    assert station.worklist.isVisible()


def test_without_a_trial_there_is_no_page_of_it(station: Workstation) -> None:
    bar = station.window.bar
    assert not bar._pages[PROTOCOL].isEnabled()
    station.pages.show(PROTOCOL)
    assert not station.protocol.isVisible()
    assert {WORKLIST, READING, REVIEW, PROTOCOL, PEOPLE} <= bar._pages.keys()
    assert not bar._pages[PEOPLE].isVisibleTo(bar)
