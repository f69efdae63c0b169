"""Other roles, signing out, passwords and accounts, at the window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.components.form import Form
from app.main_window import PEOPLE, WORKLIST
from app.workstation import Workstation
from measurements.access.passwords import matches
from measurements.case.evidence_commands import AddPerson, ResetPassword
from measurements.people import Role
from measurements.storage.store import create_trial
from tests.app.people.at_the_window import menu, open_first, told
from tests.app.people.cast import PASSWORD
from tests.app.people.conftest import Opens, give_name
from tests.app.worklist.hands import codes

Key = Qt.Key


def test_another_role_asks_for_the_password_and_shows_what_it_sees(station: Workstation) -> None:
    give_name(station, "two")
    station.attendance.page._enter()
    assert station.window.bar.person.text() == "Dr Two Hats · radiologist"
    assert codes(station.worklist) == []
    menu(station)["Act as data manager…"].trigger()  # type: ignore[attr-defined]
    page = station.attendance.page
    assert "Act as data manager" in told(station)
    assert page.name.isReadOnly()
    page.password.setText(PASSWORD)
    page._enter()
    assert station.window.bar.person.text() == "Dr Two Hats · data manager"
    assert codes(station.worklist) == ["HN-1", "HN-2", "HN-3"]


def test_going_back_leaves_the_role_as_it_was(station: Workstation) -> None:
    give_name(station, "two")
    station.attendance.page._enter()
    menu(station)["Act as data manager…"].trigger()  # type: ignore[attr-defined]
    QTest.keyClick(station.attendance.page.password, Key.Key_Escape)
    assert not station.attendance.covered
    assert station._session is not None
    assert station._session.role is Role.RADIOLOGIST
    station.attendance.lock()
    give_name(station, "two")
    assert station._session.role is Role.RADIOLOGIST


def test_signing_out_closes_the_read_and_asks_again(station: Workstation) -> None:
    give_name(station, "li.wei")
    open_first(station)
    menu(station)["Sign out"].trigger()  # type: ignore[attr-defined]
    assert station.attendance.covered
    assert station.room.desk is None
    assert codes(station.worklist) == []
    assert station._session is not None
    assert station._session.store.actor is None


def test_a_person_changes_their_password(station: Workstation) -> None:
    give_name(station, "li.wei")
    menu(station)["Change password…"].trigger()  # type: ignore[attr-defined]
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, Form) and one.isVisible()]
    former, new, repeated = form.findChildren(QLineEdit)
    former.setText(PASSWORD)
    new.setText("another lantern 9")
    repeated.setText("another lantern 8")
    form._try_to_save()
    assert form.isVisible()
    repeated.setText("another lantern 9")
    form._try_to_save()
    assert not form.isVisible()
    session = station._session
    assert session is not None
    with session.store.whole() as trial:
        found = trial.evidence.credentials("person li.wei")
    assert matches(found.password_hash, "another lantern 9")


def test_a_password_that_was_given_is_changed_at_the_question_before_anything_is_shown(
    station: Workstation,
) -> None:
    page = station.attendance.page
    session = station._session
    assert session is not None
    session.sign_in("dana", PASSWORD)
    session.case.run(ResetPassword("person li.wei", "given lantern 3"))
    session.sign_out()
    give_name(station, "li.wei", "given lantern 3")
    assert any("A data manager gave you this password" in sentence for sentence in told(station))
    assert station.attendance.covered
    assert page.new_password.hasFocus()
    QTest.keyClicks(page.new_password, "another lantern 9")
    QTest.keyClick(page.new_password, Key.Key_Return)
    assert page.repeated.hasFocus()
    QTest.keyClicks(page.repeated, "another lantern 8")
    QTest.keyClick(page.repeated, Key.Key_Return)
    assert any("two new passwords differ" in sentence for sentence in told(station))
    assert not page.password.isVisible(), "what was right is not asked for again"
    for field in (page.new_password, page.repeated):
        field.setText("given lantern 3")
    QTest.keyClick(page.repeated, Key.Key_Return)
    assert any("is the one until now" in sentence for sentence in told(station))
    assert codes(station.worklist) == []
    for field in (page.new_password, page.repeated):
        field.setText("another lantern 9")
    QTest.keyClick(page.repeated, Key.Key_Return)
    assert not station.attendance.covered
    assert station.window.bar.person.text() == "Dr Li Wei · radiologist"
    assert page.new_password.text() == page.repeated.text() == ""


def test_a_new_person_chooses_their_own_password_before_anything_is_shown(station: Workstation) -> None:
    add_wu(station)
    page = station.attendance.page
    give_name(station, "wu", "given lantern 3")
    assert any("A data manager gave you this password" in sentence for sentence in told(station))
    assert station.attendance.covered
    assert page.new_password.hasFocus()
    QTest.keyClicks(page.new_password, "another lantern 9")
    QTest.keyClick(page.new_password, Key.Key_Tab)
    assert page.repeated.hasFocus()
    QTest.keyClicks(page.repeated, "another lantern 9")
    QTest.keyClick(page.repeated, Key.Key_Return)
    assert station.window.bar.person.text() == "Dr Wu Jun · radiologist"
    station.attendance.lock()
    give_name(station, "wu", "given lantern 3")
    assert "Name and password do not fit: try again." in told(station)
    give_name(station, "wu", "another lantern 9")
    assert not station.attendance.covered


def test_escape_gives_the_new_password_up_and_nobody_has_come_in(station: Workstation) -> None:
    add_wu(station)
    page = station.attendance.page
    give_name(station, "wu", "given lantern 3")
    QTest.keyClicks(page.new_password, "another lantern 9")
    QTest.keyClick(page.new_password, Key.Key_Escape)
    assert station.attendance.covered
    assert not page.new_password.isVisible()
    assert page.password.hasFocus()
    assert (page.name.text(), page.password.text(), page.new_password.text()) == ("wu", "", "")
    give_name(station, "wu", "given lantern 3")
    assert page.new_password.isVisible(), "it is the given one still"
    assert station._session is not None
    assert station._session.store.actor is None


def test_who_has_several_roles_says_which_before_they_choose_a_password(station: Workstation) -> None:
    add_wu(station, Role.RADIOLOGIST, Role.DATA_MANAGER)
    page = station.attendance.page
    give_name(station, "wu", "given lantern 3")
    page.role.setCurrentIndex(1)
    QTest.keyClick(page.role, Key.Key_Return)
    assert page.new_password.hasFocus()
    assert not page.role.isVisible()
    assert not page.password.isVisible(), "what was told is not asked again"
    for field in (page.new_password, page.repeated):
        field.setText("another lantern 9")
    QTest.keyClick(page.repeated, Key.Key_Return)
    assert station.window.bar.person.text() == "Dr Wu Jun · data manager"


def add_wu(station: Workstation, *roles: Role) -> None:
    """By the data manager, who signs out then."""
    session = station._session
    assert session is not None
    session.sign_in("dana", PASSWORD)
    kept = frozenset(roles or {Role.RADIOLOGIST})
    session.case.run(AddPerson("person wu", "wu", "Dr Wu Jun", kept, "given lantern 3"))
    session.sign_out()


def test_another_name_takes_the_question_of_a_new_password_away(station: Workstation) -> None:
    page = station.attendance.page
    session = station._session
    assert session is not None
    session.sign_in("dana", PASSWORD)
    session.case.run(ResetPassword("person li.wei", "given lantern 3"))
    session.sign_out()
    give_name(station, "li.wei", "given lantern 3")
    QTest.keyClick(page.name, Key.Key_X)
    assert not page.new_password.isVisible()
    give_name(station, "ada")
    assert not station.attendance.covered


# Accounts


def test_accounts_are_for_data_managers(station: Workstation) -> None:
    give_name(station, "li.wei")
    station.pages.show(PEOPLE)
    assert station.pages.current == WORKLIST
    assert not station.window.bar._pages[PEOPLE].isVisible()
    station.attendance.lock()
    give_name(station, "dana")
    assert station.window.bar._pages[PEOPLE].isVisible()
    station.pages.show(PEOPLE)
    assert station.people.isVisible()


def test_switching_accounts_on_leaves_nobody_at_the_trial(opens: Opens, tmp_path: Path) -> None:
    with create_trial(tmp_path / "open") as store:
        trial = store.path
    station = opens(trial)
    station.pages.show(PEOPLE)
    page = station.people.switch_on
    page.printed_name.setText("Dana Moreno")
    page.name.setText("dana")
    page.password.setText("short")
    page.repeated.setText("short")
    page._want()
    assert not station.attendance.covered
    assert "The password is too short: take at least 10 letters or signs." in [
        one.text() for one in page.findChildren(QLabel) if one.isVisible()
    ]
    page.password.setText(PASSWORD)
    page.repeated.setText(PASSWORD)
    page._want()
    assert station.attendance.covered
    give_name(station, "dana")
    assert station.window.bar.person.text() == "Dana Moreno · data manager"
