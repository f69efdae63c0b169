"""Clinical events by hand: found, put, corrected, withdrawn; refused beside their field; who may."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.language import speak
from app.session import Session, open_session
from app.trial.events.page import EventsPage
from app.trial.events.table import DATE, EVENT, WHAT
from app.trial.head import EVENTS as EVENTS_PLACE
from app.trial.page import TrialPage
from measurements.case.commands import (
    ImportClinicalEvents,
    ImportClinicalTerms,
    PutClinicalEvent,
    SetTreatmentStart,
)
from measurements.case.service import CaseService
from measurements.clinical.event import ClinicalEvent, EventKind
from measurements.clinical.events_file import read_events
from measurements.clinical.terms import TermList
from measurements.storage.store import create_trial
from tests.app.people.cast import signed_in
from tests.app.trial.stored import EVENTS, STARTED, fill


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with create_trial(tmp_path / "trial") as store:
        fill(store, tmp_path)
        (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
        CaseService(store).run(ImportClinicalEvents(read_events(tmp_path / "events.csv")))
    opened = open_session(store.path)
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> Iterator[EventsPage]:
    whole = TrialPage()
    qtbot.addWidget(whole)
    whole.resize(1280, 800)
    whole.show()
    whole.show_trial(session)
    whole.show_place(EVENTS_PLACE)
    yield whole.events
    whole.show_trial(None)  # its endpoints may have come meanwhile, and are of a trial that is closed next


def rows(page: EventsPage) -> list[tuple[str, ...]]:
    return [
        tuple(page.table.index(row, column).data() for column in (DATE, EVENT, WHAT))
        for row in range(page.table.rowCount())
    ]


def stored(session: Session) -> list[ClinicalEvent]:
    with session.store.reading() as trial:
        return [*trial.clinical_events().values()]


def choose(page: EventsPage, name: str, value: str) -> None:
    choice = page.form.choice(name)
    choice.setCurrentIndex(choice.findData(value))


def said(page: EventsPage, column: str) -> str:
    return page.form._troubles[column].text() if page.form._troubles[column].isVisible() else ""


def test_events_stand_by_date_and_are_found_by_their_words(page: EventsPage) -> None:
    assert rows(page) == [
        ("2024-01-02", "enrolment", ""),
        ("2024-01-12", "start of treatment", ""),
        ("2024-02-01", "adverse event", "dry mouth"),
        ("2024-08-01", "death", ""),
    ]
    page.found.setText("DRY")
    assert rows(page) == [("2024-02-01", "adverse event", "dry mouth")]
    assert page.form.line("term").text() == "dry mouth"


def test_an_event_is_put_by_the_keys_alone(page: EventsPage, session: Session) -> None:
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Insert)
    assert page.form.choice("subject").hasFocus()
    choose(page, "event", "AE")
    QTest.keyClicks(page.form.line("date"), "2024-03-01")
    page.form.line("term").setText("Dry  MOUTH")  # a list that drops down is no window of its own here
    choose(page, "grade", "3")
    choose(page, "related", "Y")
    QTest.keyClicks(page.form.line("why"), "source document")
    QTest.keyClick(page.form.line("why"), Qt.Key.Key_Return)
    event = stored(session)[3]
    assert (event.term, event.grade, event.serious, event.related) == ("dry mouth", 3, None, True)
    with session.store.reading() as trial:
        *_, last = trial.audit("clinical_event")
    assert last.reason == "source document"
    assert page.view.currentIndex().row() == 3
    assert "is stored" in page.form._done.text()
    assert "corrected by hand since" in page._origin.text()


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_stored(
    page: EventsPage, session: Session
) -> None:
    before = stored(session)
    page.add.click()
    choose(page, "event", "AE")
    page.form.line("date").setText("1.3.2024")
    page.form.save.click()
    assert said(page, "date") == "Date is '1.3.2024'; give a day of the calendar as 2025-03-14."
    assert page.form.line("date").hasFocus()
    page.form.line("date").setText("2024-03-01")
    page.form.save.click()
    assert (said(page, "date"), said(page, "term")) == ("", "No term; give the CTCAE term.")
    page.form.line("term").setText("Pain")
    page.form.save.click()
    assert "whole numbers from 1 to 5" in said(page, "grade")
    choose(page, "grade", "1")
    page.form.line("date").setText("2024-09-01")
    page.form.save.click()
    assert (
        said(page, "date")
        == "Adverse event: 2024-09-01 lies after the death on 2024-08-01; correct the date."
    )
    choose(page, "grade", "5")
    page.form.line("date").setText("2024-08-01")
    page.view.selectRow(3)
    page.form.withdraw.click()
    page.add.click()
    choose(page, "event", "AE")
    page.form.line("date").setText("2024-08-01")
    page.form.line("term").setText("Pain")
    choose(page, "grade", "5")
    page.form.save.click()
    assert "grade 5 without a DEATH" in said(page, "grade")
    assert said(page, "date") == ""
    assert stored(session) == before[:3]


def test_the_form_proposes_the_terms_of_the_trials_list_and_takes_no_other(
    page: EventsPage, session: Session
) -> None:
    session.case.run(ImportClinicalTerms(TermList(("Dry mouth", "Pain"), "ctcae.csv", "")))
    assert page.form._terms.stringList() == ["Dry mouth", "Pain"]
    before = stored(session)
    page.add.click()
    choose(page, "event", "AE")
    page.form.line("date").setText("2024-03-01")
    page.form.line("term").setText("Pein")
    choose(page, "grade", "1")
    page.form.save.click()
    assert said(page, "term").startswith("The list of terms has no 'Pein' (did you mean 'Pain'?)")
    assert stored(session) == before


def test_a_row_in_hand_is_corrected_and_withdrawn(page: EventsPage, session: Session) -> None:
    page.view.selectRow(2)
    choose(page, "grade", "3")
    page.form.save.click()
    assert [one.grade for one in stored(session)] == [None, None, 3, None]
    page.view.selectRow(3)
    page.form.withdraw.click()
    assert [one.kind for one in stored(session)][-1] is EventKind.ADVERSE_EVENT
    assert "withdrawn" in page.form._done.text()


def test_a_start_of_treatment_that_differs_in_the_trial_is_told(page: EventsPage, session: Session) -> None:
    assert not page._two_starts.isVisible()
    with session.store.reading() as trial:
        (subject,) = trial.subjects()
    session.case.run(SetTreatmentStart(subject.uid, STARTED + timedelta(days=1)))
    assert page._two_starts.isVisible()
    assert "HN-017 (trial 2024-01-13, events 2024-01-12)" in page._two_starts.text()
    session.case.run(SetTreatmentStart(subject.uid, STARTED))
    assert not page._two_starts.isVisible()


def test_a_form_has_the_fields_of_its_event(page: EventsPage) -> None:
    page.add.click()
    for kind, seen in (("AE", {"grade", "serious", "related"}), ("RT_START", {"lesion"}), ("DEATH", set())):
        choose(page, "event", kind)
        asked = {"lesion", "grade", "serious", "related"}
        assert {name for name in asked if not page.form._fields[name].isHidden()} == seen
    choose(page, "event", "RT_START")
    choose(page, "lesion", "T01")
    assert page.form.cells[3] == "T01"
    choose(page, "event", "DEATH")
    assert page.form.cells[3] == ""


def test_escape_leaves_the_form_for_the_table(page: EventsPage) -> None:
    page.add.click()
    QTest.keyClick(page.form.line("date"), Qt.Key.Key_Escape)
    assert page.view.hasFocus()
    assert page.form.line("date").text() == "2024-01-02"


def test_the_cut_off_is_stated_here(page: EventsPage, session: Session) -> None:
    page.cutoff.setText("2024-07-01")
    QTest.keyClick(page.cutoff, Qt.Key.Key_Return)
    assert "DEATH of HN-017 on 2024-08-01 lies after" in page._cutoff_trouble.text()
    page.cutoff.setText("soon")
    QTest.keyClick(page.cutoff, Qt.Key.Key_Return)
    assert "'soon'" in page._cutoff_trouble.text()
    page.cutoff.setText("2024-12-31")
    QTest.keyClick(page.cutoff, Qt.Key.Key_Return)
    with session.store.reading() as trial:
        data = trial.clinical_data()
    assert data is not None
    assert (data.cutoff.isoformat(), data.cutoff_stated) == ("2024-12-31", True)
    assert not page._cutoff_trouble.isVisible()


def test_the_form_speaks_chinese(page: EventsPage) -> None:
    speak("zh")
    QApplication.processEvents()
    page.add.click()
    page.form.save.click()
    assert said(page, "date") == "日期为 ''；请按 2025-03-14 的格式填写。"
    assert rows(page)[3][1] == "死亡"
    assert page.form.choice("event").itemText(4) == "死亡"


def test_what_is_out_of_sight_is_read_when_it_comes_into_sight(page: EventsPage, session: Session) -> None:
    page.hide()
    contact = ClinicalEvent("HN-017", EventKind.LAST_CONTACT, date(2024, 7, 1))
    session.case.run(PutClinicalEvent("e1", contact))
    assert len(rows(page)) == 4
    page.show()
    assert rows(page)[3][1] == "last contact"


def test_nothing_stays_of_a_trial_that_is_left(page: EventsPage) -> None:
    page.show_trial(None)
    assert rows(page) == []
    assert page.form.choice("subject").count() == 0
    assert (page._origin.text(), page.cutoff.text()) == ("", "")


@pytest.mark.parametrize(
    ("name", "sees", "changes"), [("dana", True, True), ("ivo", True, False), ("li.wei", False, False)]
)
def test_who_sees_events_and_who_corrects_them(
    qtbot: QtBot, peopled_trial: Path, name: str, sees: bool, changes: bool
) -> None:
    manager = signed_in(peopled_trial, "dana")
    seen = ClinicalEvent("HN-1", EventKind.LAST_CONTACT, date(2025, 1, 1))
    manager.case.run(PutClinicalEvent("e1", seen))
    manager.close()
    session = signed_in(peopled_trial, name)
    page = EventsPage()
    qtbot.addWidget(page)
    page.show()
    page.show_trial(session)
    assert page.table.rowCount() == (1 if sees else 0)
    assert page.form.isVisible() is changes
    if sees:
        assert page.add.isVisible() is changes
        assert page.cutoff.isReadOnly() is not changes
    session.close()
