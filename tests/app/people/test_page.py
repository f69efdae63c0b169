"""The page of accounts: added, changed, switched off, given another password, or the first of all."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.importing import bring_in, look_through
from app.people.page import PeoplePage
from app.people.table import NAME, ROLES, STATE
from app.session import Session, create_session
from measurements.access.sign_in import ATTEMPTS, PasswordGiven, sign_in
from measurements.case.commands import BeginRead
from measurements.case.evidence_commands import AddPerson
from measurements.people import Person, Role
from measurements.refusal import NotAllowed
from measurements.storage.lock import account
from measurements.trial import Read
from tests.app.people.cast import PASSWORD, signed_in, subject_uid
from tests.dicom_files import uid, write_ct_series

NEW = "another lantern 9"


@pytest.fixture
def session(peopled_trial: Path, qapp: object) -> Iterator[Session]:
    made = signed_in(peopled_trial, "dana")
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> Iterator[PeoplePage]:
    made = PeoplePage()
    qtbot.addWidget(made)
    made.resize(1400, 900)
    made.show_trial(session)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.show_trial(None)


def rows(page: PeoplePage, column: int) -> list[str]:
    return [page.table.index(row, column).data() for row in range(page.table.rowCount())]


def press(widget: QWidget, text: str) -> None:
    QApplication.processEvents()
    (found,) = [one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    found.click()


def said(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def choose(page: PeoplePage, name: str) -> None:
    page.view.selectRow(rows(page, NAME).index(name))


def person(session: Session, name: str) -> Person:
    with session.store.reading() as trial:
        return next(one for one in trial.evidence.people() if one.name == name)


def test_accounts_are_listed_with_roles_and_state(page: PeoplePage) -> None:
    assert rows(page, NAME) == ["dana", "ada", "li.wei", "two", "zhang", "ivo"]
    assert rows(page, ROLES)[:4] == [
        "data manager",
        "adjudicator",
        "radiologist",
        "radiologist, data manager",
    ]
    assert set(rows(page, STATE)) == {"Active"}
    assert "6 accounts" in said(page)


def test_a_locked_account_says_until_when(page: PeoplePage, session: Session) -> None:
    for _ in range(ATTEMPTS):
        with pytest.raises(NotAllowed):
            sign_in(session.store, "zhang", "not this one")
    page.refresh()
    until = person(session, "zhang").locked_until
    assert until is not None
    at = rows(page, NAME).index("zhang")
    assert rows(page, STATE)[at] == f"Locked until {until.astimezone():%H:%M}"
    page.table.show_people([person(session, "zhang")], {}, until + timedelta(seconds=1))
    assert rows(page, STATE) == ["Active"]


def test_a_person_is_added_and_chooses_their_own_password_to_sign_in(
    page: PeoplePage, session: Session
) -> None:
    press(page, "Add a person")
    form = page.form
    assert "Tell its owner the password: at the first sign-in they choose their own." in said(form)
    form.name.setText("wu")
    form.printed_name.setText("Dr Wu Jun")
    form.roles.box(Role.ADJUDICATOR).click()
    form.password.setText(NEW)
    form.repeated.setText(NEW)
    press(form, "Add the person")
    assert any(one.startswith("Dr Wu Jun can sign in now. Tell them the password") for one in said(form))
    assert person(session, "wu").roles == {Role.RADIOLOGIST, Role.ADJUDICATOR}
    assert page.table.person(page.view.currentIndex().row()) == person(session, "wu")
    with pytest.raises(PasswordGiven):
        sign_in(session.store, "wu", NEW, Role.RADIOLOGIST)
    assert session.reader == "dana", "nobody else has come in"
    sign_in(session.store, "wu", NEW, Role.RADIOLOGIST, "harbour bell 12")
    assert session.reader == "wu"


@pytest.mark.parametrize(
    ("name", "password", "repeated", "sentence"),
    [
        ("wu", "short", "short", "The password is too short: take at least 10 letters or signs."),
        ("wu", NEW, NEW + "x", "The two new passwords differ: type them again."),
        ("ada", NEW, NEW, "There is an account ada already: choose another name."),
        ("", NEW, NEW, "An account needs a name without spaces to sign in with: give one."),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_place(
    page: PeoplePage, name: str, password: str, repeated: str, sentence: str
) -> None:
    press(page, "Add a person")
    page.form.name.setText(name)
    page.form.printed_name.setText("Dr Wu Jun")
    page.form.password.setText(password)
    page.form.repeated.setText(repeated)
    press(page.form, "Add the person")
    assert sentence in said(page.form)
    assert page.table.rowCount() == 6
    assert page.form.name.text() == name


def test_no_account_is_made_when_it_is_cancelled(page: PeoplePage) -> None:
    choose(page, "ada")
    press(page, "Add a person")
    press(page.form, "Cancel")
    assert "Dr Ada Novak" in said(page.form)
    assert page.table.rowCount() == 6


def test_roles_and_name_are_changed(page: PeoplePage, session: Session) -> None:
    choose(page, "zhang")
    page.form.printed_name.setText("Prof Zhang Min")
    page.form.roles.box(Role.INVESTIGATOR).click()
    press(page.form, "Save changes")
    found = person(session, "zhang")
    assert (found.printed_name, found.roles) == ("Prof Zhang Min", {Role.RADIOLOGIST, Role.INVESTIGATOR})
    assert "Saved." in said(page.form)


def test_an_account_is_switched_off_and_on_again(page: PeoplePage, session: Session) -> None:
    choose(page, "zhang")
    press(page.form, "Switch the account off")
    assert not person(session, "zhang").active
    assert (rows(page, NAME)[-1], rows(page, STATE)[-1]) == ("zhang", "Switched off")
    press(page.form, "Switch the account on")
    assert person(session, "zhang").active


def test_the_only_data_manager_stays(page: PeoplePage, session: Session) -> None:
    choose(page, "two")
    press(page.form, "Switch the account off")
    choose(page, "dana")
    press(page.form, "Switch the account off")
    assert "dana is the only data manager of this trial: make somebody else one first." in said(page.form)
    assert person(session, "dana").active


def test_a_lost_password_is_replaced(page: PeoplePage, session: Session) -> None:
    choose(page, "ada")
    page.form.password.setText(NEW)
    page.form.repeated.setText(NEW)
    press(page.form, "Give this password")
    assert any("Dr Ada Novak has a new password" in one for one in said(page.form))
    with pytest.raises(NotAllowed):
        sign_in(session.store, "ada", PASSWORD)
    with pytest.raises(PasswordGiven):
        sign_in(session.store, "ada", NEW)


def test_a_trial_without_accounts_says_what_they_would_change(qtbot: QtBot, tmp_path: Path) -> None:
    session = create_session(tmp_path / "open.longaxis")
    page = PeoplePage()
    qtbot.addWidget(page)
    page.resize(1400, 900)
    page.show_trial(session)
    page.offer_accounts(7)
    with qtbot.waitExposed(page):
        page.show()
    sentences = said(page)
    assert "This trial is open to everyone at this computer" in sentences
    assert any("The window locks after 7 minutes" in one for one in sentences)
    assert "Nothing has been read in this trial yet." in sentences
    assert page.switch_on.name.text() == account()
    with qtbot.waitSignal(page.switchOnWanted) as told:
        page.switch_on.printed_name.setText("Dana Moreno")
        page.switch_on.password.setText(PASSWORD)
        page.switch_on.repeated.setText(PASSWORD)
        press(page.switch_on, "Switch on accounts")
    (command,) = told.args
    assert isinstance(command, AddPerson)
    assert (command.name, command.printed_name) == (account(), "Dana Moreno")
    assert command.roles == {Role.DATA_MANAGER}
    page.show_trial(None)
    session.close()


def test_who_has_read_is_named_and_offered_to_go_on_reading(qtbot: QtBot, tmp_path: Path) -> None:
    write_ct_series(tmp_path / "scans", patient_id="HN-1", study_uid=uid("study"), slices=3)
    session = create_session(tmp_path / "open.longaxis")
    bring_in(session.store, look_through([tmp_path / "scans"]))
    for reader in (account(), "Second reader"):
        session.case.run(BeginRead(Read(f"read of {reader}", subject_uid(session.store, "HN-1"), reader)))
    page = PeoplePage()
    qtbot.addWidget(page)
    page.resize(1400, 900)
    page.show_trial(session)
    page.offer_accounts(10)
    with qtbot.waitExposed(page):
        page.show()
    names = ", ".join(sorted([account(), "Second reader"]))
    assert any(f"by the name they carry: {names}." in one for one in said(page))
    assert page.switch_on.roles.box(Role.RADIOLOGIST).isChecked()
    page.show_trial(None)
    session.close()
