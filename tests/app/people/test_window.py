"""Signing in at the window, the lock, other roles and signing out, with a clock that the test moves."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.components.form import Form
from app.main_window import HISTORY, PEOPLE, PROTOCOL, READING, WORKLIST
from app.people.attendance import DEFAULT_IDLE_MINUTES, IDLE_MINUTES, LAST_NAME, idle_minutes
from app.people.idle import IdleWatch
from app.settings import Settings
from app.workstation import Workstation
from measurements.access.passwords import matches
from measurements.access.sign_in import ATTEMPTS
from measurements.case.commands import RenameSubject
from measurements.case.evidence_commands import AddPerson, ResetPassword
from measurements.people import Role
from measurements.storage.store import create_trial
from tests.app.people.cast import PASSWORD, subject_uid
from tests.app.people.conftest import Opens, give_name
from tests.app.worklist.hands import codes

Key = Qt.Key


def told(station: Workstation) -> list[str]:
    """The sentences in sight on the page that asks."""
    QApplication.processEvents()
    return [one.text() for one in station.attendance.page.findChildren(QLabel) if one.isVisible()]


def press(station: Workstation, text: str) -> None:
    (found,) = [
        one
        for one in station.attendance.page.findChildren(QPushButton)
        if one.text() == text and one.isVisible()
    ]
    found.click()


def read_out(root: QAccessibleInterface) -> list[str]:
    """All names that assistive programs find beneath the window."""
    names = [root.text(QAccessible.Text.Name)]
    for place in range(root.childCount()):
        child = root.child(place)
        if child is not None:
            names += read_out(child)
    return names


def menu(station: Workstation) -> dict[str, object]:
    button = station.window.bar.person
    button.menu().aboutToShow.emit()
    return {action.text(): action for action in button.menu().actions() if action.text()}


def open_first(station: Workstation) -> None:
    session = station._session
    assert session is not None
    uid = subject_uid(session.store, "HN-1")
    with session.store.reading() as trial:
        station.open_read(uid, trial.timepoints(uid)[0].uid)


# Opening


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


# The lock


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(station: Workstation) -> Clock:
    made = Clock()
    station.attendance.watch._clock = made
    return made


def test_the_window_locks_when_the_hands_have_been_still_for_long_enough(
    station: Workstation, clock: Clock
) -> None:
    give_name(station, "li.wei")
    clock.seconds += DEFAULT_IDLE_MINUTES * 60 - 1
    station.attendance.watch.look()
    assert not station.attendance.covered
    clock.seconds += 1
    station.attendance.watch.look()
    assert station.attendance.covered
    assert {"Locked", "Dr Li Wei was away. All that was drawn is stored."} <= set(told(station))


def test_a_key_or_the_mouse_puts_the_lock_off(station: Workstation, clock: Clock) -> None:
    give_name(station, "li.wei")
    for _ in range(3):
        clock.seconds += DEFAULT_IDLE_MINUTES * 60 - 1
        QTest.keyClick(station.window.windowHandle(), Key.Key_Down)
        station.attendance.watch.look()
    assert not station.attendance.covered
    clock.seconds += DEFAULT_IDLE_MINUTES * 60 - 1
    QTest.mouseMove(station.window.windowHandle(), station.window.rect().center())
    station.attendance.watch.look()
    assert not station.attendance.covered


def test_a_hand_that_comes_back_too_late_locks_and_does_nothing_else(
    station: Workstation, clock: Clock
) -> None:
    give_name(station, "li.wei")
    clock.seconds += 8 * 3600
    QTest.keyClick(station.window.windowHandle(), Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert station.attendance.covered
    assert station.pages.current == WORKLIST


def test_a_clock_set_back_does_not_tell_a_long_time(qapp: object) -> None:
    clock = Clock()
    watch = IdleWatch(QApplication.instance(), clock)  # type: ignore[arg-type]
    watch.begin(1)
    clock.seconds -= 3600
    assert not watch.look()
    watch.end()
    watch.deleteLater()


@pytest.mark.parametrize(
    ("said", "minutes"), [(None, 10), (0, 10), (5, 5), (-3, 1), (600, 60), (True, 10), ("no", 10)]
)
def test_a_trial_with_accounts_locks_whatever_the_settings_say(
    said: object, minutes: int, tmp_path: Path
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({} if said is None else {IDLE_MINUTES: said}), encoding="utf-8")
    assert idle_minutes(Settings(path)) == minutes


def test_a_trial_without_accounts_never_locks(opens: Opens, tmp_path: Path) -> None:
    with create_trial(tmp_path / "open") as store:
        trial = store.path
    station = opens(trial)
    assert not station.attendance.covered
    assert not station.attendance.watch.watching
    station.attendance.lock()
    assert not station.attendance.covered
    assert not station.window.bar.person.isVisible()


def test_the_same_person_returns_to_where_they_were(station: Workstation) -> None:
    give_name(station, "li.wei")
    open_first(station)
    desk = station.room.desk
    title = station.window.windowTitle()
    station.attendance.lock()
    assert "HN-1" not in station.window.windowTitle()
    give_name(station, "li.wei")
    assert station.room.desk is desk
    assert station.room.isVisible()
    assert station.window.windowTitle() == title


def test_undo_is_still_there_for_the_same_person_and_gone_for_another(station: Workstation) -> None:
    give_name(station, "dana")
    session = station._session
    assert session is not None
    session.case.run(RenameSubject(subject_uid(session.store, "HN-3"), "HN-30"))
    station.attendance.lock()
    give_name(station, "dana")
    assert session.case.can_undo
    station.attendance.lock()
    give_name(station, "two")
    station.attendance.page.role.setCurrentIndex(1)
    station.attendance.page._enter()
    assert not session.case.can_undo


def test_another_person_begins_at_their_own_worklist(station: Workstation) -> None:
    give_name(station, "li.wei")
    open_first(station)
    station.attendance.lock()
    give_name(station, "zhang")
    assert station.room.desk is None
    assert station.worklist.isVisible()
    assert codes(station.worklist) == ["HN-1"]
    assert station.window.bar.person.text() == "Dr Zhang Min · radiologist"


def test_a_wrong_password_leaves_the_window_locked(station: Workstation) -> None:
    give_name(station, "li.wei")
    open_first(station)
    desk = station.room.desk
    station.attendance.lock()
    give_name(station, "zhang", "not this one")
    assert station.attendance.covered
    give_name(station, "li.wei")
    assert station.room.desk is desk


def test_nothing_beneath_the_lock_is_read_out(station: Workstation) -> None:
    give_name(station, "li.wei")
    root = QAccessible.queryAccessibleInterface(station.window)
    assert "Subjects by timepoints" in read_out(root)
    station.attendance.lock()
    names = read_out(QAccessible.queryAccessibleInterface(station.window))
    assert "Password" in names
    assert "Subjects by timepoints" not in names
    station.attendance.page.password.setText(PASSWORD)
    station.attendance.page._enter()
    assert "Subjects by timepoints" in read_out(QAccessible.queryAccessibleInterface(station.window))


def test_dialogs_close_when_the_window_locks(station: Workstation) -> None:
    give_name(station, "li.wei")
    menu(station)["Change password…"].trigger()  # type: ignore[attr-defined]
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, Form) and one.isVisible()]
    station.attendance.lock()
    QApplication.processEvents()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def test_what_the_disk_has_not_taken_waits_for_who_drew_it(
    station: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_name(station, "li.wei")
    open_first(station)
    station.attendance.lock()
    monkeypatch.setattr(station.attendance, "unstored", lambda: True)
    give_name(station, "zhang")
    assert station.attendance.covered
    assert any("all that li.wei has drawn" in sentence for sentence in told(station))
    give_name(station, "li.wei")
    assert not station.attendance.covered


# Other roles, signing out, passwords


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
