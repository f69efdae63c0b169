"""Signing in at the window."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.main_window import HISTORY, PROTOCOL, READING, WORKLIST
from app.people.attendance import LAST_NAME
from app.workstation import Workstation
from measurements.access.sign_in import ATTEMPTS
from measurements.storage.store import create_trial
from tests.app.people.at_the_window import open_first, press, told
from tests.app.people.cast import PASSWORD
from tests.app.people.conftest import Opens, give_name
from tests.app.worklist.hands import codes

Key = Qt.Key


def test_a_trial_with_accounts_shows_nothing_but_the_question(station: Workstation) -> None:
    assert station.attendance.covered
    assert not station.window.bar.isVisible()
    assert "Sign in" in told(station)
    assert codes(station.worklist) == []


def test_name_and_password_by_keys_let_a_person_in(station: Workstation, qtbot: QtBot) -> None:
    page = station.attendance.page
    qtbot.waitUntil(page.name.hasFocus)
    QTest.keyClicks(page.name, "li.wei")
    QTest.keyClick(page.name, Key.Key_Return)
    assert page.password.hasFocus()
    QTest.keyClicks(page.password, PASSWORD)
    QTest.keyClick(page.password, Key.Key_Return)
    assert not station.attendance.covered
    assert station.window.bar.person.text() == "Dr Li Wei · radiologist"
    assert codes(station.worklist) == ["HN-1", "HN-2"]


def test_a_wrong_password_is_told_in_place_and_asked_for_again(station: Workstation) -> None:
    give_name(station, "li.wei", "not this one")
    page = station.attendance.page
    assert "Name and password do not fit: try again." in told(station)
    assert (page.name.text(), page.password.text()) == ("li.wei", "")
    assert page.password.hasFocus()
    assert codes(station.worklist) == []


def test_an_account_is_locked_after_wrong_passwords(station: Workstation) -> None:
    for _ in range(ATTEMPTS):
        give_name(station, "li.wei", "not this one")
    give_name(station, "li.wei")
    assert station.attendance.covered
    assert any("li.wei is locked after 5 wrong passwords" in sentence for sentence in told(station))


def test_a_role_is_asked_for_only_where_there_are_several(station: Workstation) -> None:
    page = station.attendance.page
    assert not page.role.isVisible()
    give_name(station, "two")
    assert page.role.isVisible()
    assert [page.role.itemText(at) for at in range(page.role.count())] == ["Radiologist", "Data manager"]
    page.role.setCurrentIndex(1)
    QTest.keyClick(page.role, Key.Key_Return)
    assert station.window.bar.person.text() == "Dr Two Hats · data manager"


def test_another_name_takes_the_question_of_the_role_away(station: Workstation) -> None:
    page = station.attendance.page
    give_name(station, "two")
    give_name(station, "ada")
    assert not page.role.isVisible()
    assert station.window.bar.person.text() == "Dr Ada Novak · adjudicator"


def test_who_signed_in_last_is_filled_in_with_their_role(
    opens: Opens, settings_file: Path, peopled_trial: Path
) -> None:
    station = opens()
    give_name(station, "two")
    station.attendance.page.role.setCurrentIndex(1)
    station.attendance.page._enter()
    station.window.close()
    assert json.loads(settings_file.read_text())[LAST_NAME] == "two"
    again = opens()
    assert again.attendance.page.name.text() == "two"
    assert again.attendance.page.password.hasFocus()
    again.attendance.page.password.setText(PASSWORD)
    again.attendance.page._enter()
    assert again.attendance.page.role.currentText() == "Data manager"


def test_the_trial_can_be_closed_and_another_chosen_from_there(
    station: Workstation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with create_trial(tmp_path / "other") as store:
        other = store.path
    monkeypatch.setattr(
        "app.worklist.page.QFileDialog.getOpenFileName", lambda *_: (str(tmp_path / "none.longaxis"), "")
    )
    press(station, "Open another trial")
    assert any("none.longaxis does not exist" in sentence for sentence in told(station))
    monkeypatch.setattr("app.worklist.page.QFileDialog.getOpenFileName", lambda *_: (str(other), ""))
    press(station, "Open another trial")
    assert not station.attendance.covered
    assert station.window.windowTitle().startswith("other")


def test_a_trial_that_is_closed_unasked_leaves_none_open(station: Workstation) -> None:
    press(station, "Close trial")
    assert not station.attendance.covered
    assert station._session is None


def test_keys_of_pages_do_nothing_while_the_window_is_covered(station: Workstation) -> None:
    QTest.keyClick(station.window.windowHandle(), Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert station.pages.current == WORKLIST
    give_name(station, "li.wei")
    QTest.keyClick(station.window.windowHandle(), Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert station.pages.current == PROTOCOL


def test_a_key_to_a_page_that_is_not_theirs_leaves_the_reader_where_they_are(station: Workstation) -> None:
    give_name(station, "li.wei")
    open_first(station)
    QTest.keyClick(station.window.windowHandle(), Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert station.pages.current == READING
    station.attendance.lock()
    QTest.keyClick(station.window.windowHandle(), Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert station.pages.current == READING
    give_name(station, "li.wei")
    QTest.keyClick(station.window.windowHandle(), Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert station.pages.current == HISTORY
