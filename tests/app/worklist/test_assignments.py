"""What can be changed of subjects, timepoints and studies, by menu and form."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.components.form import Form
from app.session import Session
from app.worklist.page import WorklistPage
from measurements.case.commands import RenameSubject
from measurements.lesion import RadiationClass
from tests.app.worklist.hands import codes, grid, texts, words
from tests.app.worklist.reads import begin_read, measure, subject_named, timepoints_of

# Menus ask the platform for the keyboard, which the offscreen one does not give.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def menu_texts(page: WorklistPage, row: int, column: int) -> list[str]:
    view = grid(page)
    view.setCurrentIndex(view.model().index(row, column))
    key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(view.viewport(), key)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    return [action.text() for action in menu.actions() if action.text()]


def choose(page: WorklistPage, row: int, column: int, start: str) -> Form:
    """Asks for a menu and takes the entry that starts so; the form that opens."""
    menu_texts(page, row, column)
    menu = QApplication.activePopupWidget()
    (action,) = [action for action in menu.actions() if action.text().startswith(start)]
    menu.close()
    action.trigger()
    return page.findChild(Form)


def save(form: Form) -> None:
    (button,) = [part for part in form.findChildren(QPushButton) if part.text() == "Save"]
    button.click()


def field(form: Form, name: str) -> Any:
    (found,) = [
        part
        for part in form.findChildren(QWidget)
        if part.accessibleName() == name and isinstance(part, QLineEdit | QComboBox)
    ]
    return found


def test_the_menu_of_a_cell_and_of_an_empty_one(page: WorklistPage, session: Session) -> None:
    page.show_trial(session)
    assert menu_texts(page, 1, 1) == [
        "Rename TP1…",
        "Move a study of TP1…",
        "Give TP1 to another subject…",
        "Rename subject HN-10…",
        "Start of treatment…",
    ]
    QApplication.activePopupWidget().close()
    assert menu_texts(page, 0, 2) == ["Rename subject HN-2…", "Start of treatment…"]
    QApplication.activePopupWidget().close()


def test_renaming_a_subject_moves_it_and_a_taken_code_is_refused_in_place(
    page: WorklistPage, session: Session
) -> None:
    page.show_trial(session)
    form = choose(page, 0, 0, "Rename subject")
    field(form, "Subject code").setText("HN-10")
    save(form)
    assert form.isVisible()
    assert any("already the code of another subject" in text for text in texts(form))
    field(form, "Subject code").setText("LX-1")
    save(form)
    assert not form.isVisible()
    assert codes(page) == ["HN-10", "LX-1"]


def test_the_start_of_treatment_sets_the_days(page: WorklistPage, session: Session) -> None:
    page.show_trial(session)
    form = choose(page, 1, 0, "Start of treatment")
    field(form, "First day of treatment, day 0").setText("31.3.2024")
    save(form)
    assert any("is not a date" in text for text in texts(form))
    field(form, "First day of treatment, day 0").setText("2024-01-20")
    save(form)
    assert [timepoint.day for timepoint in timepoints_of(session, "HN-10")] == [-10, 46, 102]
    assert "day −10" in str(grid(page).model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole))


def test_a_timepoint_gets_another_label_and_kind(page: WorklistPage, session: Session) -> None:
    page.show_trial(session)
    form = choose(page, 1, 1, "Rename TP1")
    field(form, "Label").setText("W8")
    kinds = field(form, "Kind")
    kinds.setCurrentIndex(kinds.findText("Unscheduled"))
    save(form)
    later = timepoints_of(session, "HN-10")[1]
    assert (later.label, later.kind.value) == ("W8", "unscheduled")
    assert grid(page).model().headerData(1, Qt.Orientation.Horizontal) == "W8"
    session.case.undo()
    assert timepoints_of(session, "HN-10")[1].label == "TP1"


def test_a_study_moves_to_another_timepoint(page: WorklistPage, session: Session) -> None:
    page.show_trial(session)
    form = choose(page, 1, 2, "Move a study")
    to = field(form, "To")
    to.setCurrentIndex(to.findText("TP1"))
    save(form)
    assert [timepoint.label for timepoint in timepoints_of(session, "HN-10")] == ["BL", "TP1"]
    assert words(page, 1) == ["To read", "Incomplete"]


def test_a_timepoint_is_given_to_another_subject(page: WorklistPage, session: Session) -> None:
    page.show_trial(session)
    form = choose(page, 1, 2, "Give TP2")
    save(form)
    assert [timepoint.label for timepoint in timepoints_of(session, "HN-2")] == ["BL", "TP2"]
    assert words(page, 0) == ["To read", "Incomplete"]
    assert words(page, 1) == ["To read", "To read"]


def test_undo_takes_assignments_back_but_nothing_that_was_drawn(
    qtbot: QtBot, page: WorklistPage, session: Session
) -> None:
    page.show_trial(session)
    page.activateWindow()
    view = grid(page)
    view.setFocus()
    session.case.run(RenameSubject(subject_named(session, "HN-2").uid, "LX-1"))
    assert codes(page) == ["HN-10", "LX-1"]
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert codes(page) == ["HN-2", "HN-10"]
    session.case.redo()
    (lesion,) = begin_read(session, "HN-10", RadiationClass.SBRT)
    measure(session, lesion, timepoints_of(session, "HN-10")[0], 30.0)
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert words(page, 0)[0] == "Read"
    assert "The last step was made in a read" in texts(page)
