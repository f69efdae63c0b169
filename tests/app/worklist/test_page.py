"""The worklist under real keys and clicks."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.components.banner import Banner
from app.session import Session
from app.worklist.blank import NoScans, NothingFound, NoTrial
from app.worklist.head import FilterField
from app.worklist.import_panel import ImportPanel
from app.worklist.page import WorklistPage
from app.worklist.presenter import WorklistPresenter
from app.worklist.rows import Cell, Images, Reading, SubjectRow
from app.worklist.table import CELL_ROLE, ROW_ROLE
from measurements.case.changes import Changes
from measurements.case.commands import RenameSubject
from measurements.lesion import RadiationClass
from measurements.trial import TimepointKind
from tests.app.worklist.hands import codes, grid, press, texts, words
from tests.app.worklist.reads import begin_read, measure, subject_named, timepoints_of
from tests.dicom_files import uid, write_ct_series


def test_without_a_trial_one_can_be_opened_or_the_demonstration(
    qtbot: QtBot, page: WorklistPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.findChild(NoTrial).isVisible()
    assert not page.findChild(ImportPanel).isVisible()
    with qtbot.waitSignal(page.demonstrationWanted):
        press(page, "Open the demonstration trial")
    chosen = str(tmp_path / "some.longaxis")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen, ""))
    with qtbot.waitSignal(page.trialChosen) as told:
        press(page, "Open trial")
    assert told.args == [Path(chosen)]


def test_a_new_trial_is_made_before_it_is_told(
    qtbot: QtBot, page: WorklistPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "new"), ""))
    with qtbot.waitSignal(page.trialChosen) as told:
        press(page, "New trial")
    assert told.args == [tmp_path / "new.longaxis"]
    assert (tmp_path / "new.longaxis").is_file()
    with qtbot.assertNotEmitted(page.trialChosen):
        press(page, "New trial")
    assert "The trial was not made" in texts(page.findChild(Banner))


def test_an_empty_trial_offers_to_import(page: WorklistPage, empty_session: Session) -> None:
    page.show_trial(empty_session)
    assert page.findChild(NoScans).isVisible()
    assert "No scans in this trial yet" in texts(page)


def test_the_grid_shows_subjects_by_timepoints(page: WorklistPage, session: Session) -> None:
    page.show_trial(session)
    assert codes(page) == ["HN-2", "HN-10"]
    assert words(page, 0) == ["To read", "", ""]
    assert words(page, 1) == ["To read", "To read", "Incomplete"]
    assert "trial · 2 subjects, 4 timepoints" in texts(page)
    assert "HN-2 to HN-10 of 2" in texts(page)


def test_the_slash_leads_to_the_filter_and_typing_filters(
    qtbot: QtBot, page: WorklistPage, session: Session
) -> None:
    page.show_trial(session)
    page.activateWindow()
    grid(page).setFocus()
    qtbot.keyClicks(grid(page), "/")
    field = page.findChild(FilterField)
    assert field.hasFocus()
    qtbot.keyClicks(field, "hn-1")
    assert codes(page) == ["HN-10"]
    qtbot.keyClicks(field, "zz")
    assert page.findChild(NothingFound).isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert codes(page) == ["HN-2", "HN-10"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert grid(page).hasFocus()


def test_states_filter_and_count(page: WorklistPage, session: Session, qtbot: QtBot) -> None:
    page.show_trial(session)
    (lesion,) = begin_read(session, "HN-2", RadiationClass.SBRT)
    measure(session, lesion, timepoints_of(session, "HN-2")[0], 30.0)
    by_text = {part.text(): part for part in page.findChildren(QWidget) if hasattr(part, "isCheckable")}
    assert {"All  2", "To read  1", "Reading  0", "Read  1", "Images  1"} <= set(by_text)
    by_text["Read  1"].click()
    assert codes(page) == ["HN-2"]
    by_text["Images  1"].click()
    assert codes(page) == ["HN-10"]
    page.findChild(FilterField).setText("HN-2")
    press(page, "Show all")
    assert codes(page) == ["HN-2", "HN-10"]
    assert page.findChild(FilterField).text() == ""


def test_arrows_move_and_enter_opens(qtbot: QtBot, page: WorklistPage, session: Session) -> None:
    page.show_trial(session)
    view = grid(page)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [subject_named(session, "HN-10").uid, timepoints_of(session, "HN-10")[1].uid]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    with qtbot.assertNotEmitted(page.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    with qtbot.waitSignal(page.opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Enter)
    assert told.args[1] == timepoints_of(session, "HN-2")[0].uid
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().column() == 2


def test_a_double_click_opens(qtbot: QtBot, page: WorklistPage, session: Session) -> None:
    page.show_trial(session)
    view = grid(page)
    place = view.visualRect(view.model().index(1, 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(page.opened) as told:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args[1] == timepoints_of(session, "HN-10")[1].uid


def test_what_is_measured_shows_at_once_and_keeps_the_place(page: WorklistPage, session: Session) -> None:
    page.show_trial(session)
    view = grid(page)
    view.setCurrentIndex(view.model().index(1, 2))
    first, second = begin_read(session, "HN-10", RadiationClass.SBRT, RadiationClass.LDRT)
    baseline = timepoints_of(session, "HN-10")[0]
    measure(session, first, baseline, 30.0)
    assert words(page, 1)[0] == "Reading"
    measure(session, second, baseline, 30.0)
    assert words(page, 1)[0] == "Read"
    session.case.undo()
    assert words(page, 1)[0] == "Reading"
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 2)


def test_colours_stand_where_the_states_are(page: WorklistPage, session: Session) -> None:
    """A cell to read has a block, one that was read has none; the class sample has its colour."""
    (lesion,) = begin_read(session, "HN-10", RadiationClass.SBRT)
    measure(session, lesion, timepoints_of(session, "HN-10")[0], 30.0)
    page.show_trial(session)
    view = grid(page)
    picture = page.grab().toImage()

    def colour(column: int) -> str:
        rect = view.visualRect(view.model().index(1, column))
        inside = view.viewport().mapTo(page, rect.center() + QPoint(60, 12))
        return picture.pixelColor(inside).name()

    assert colour(1) == "#25282c"
    assert colour(0) == "#0a0b0c"
    header = view.verticalHeader().viewport()
    row_middle = view.rowViewportPosition(1) + 21
    line = [
        picture.pixelColor(header.mapTo(page, QPoint(x, row_middle))).name() for x in range(header.width())
    ]
    assert line.count("#f0a92e") >= 20
    assert "#2cc3c4" not in line


def test_a_read_follow_up_without_a_call_shows_a_warning_and_no_chip(page: WorklistPage) -> None:
    """As when what was said of its lesions contradicts itself: the worst would be a call all the same."""
    visit = replace(
        Cell("", 0, "BL", TimepointKind.BASELINE, None, 0, Images.COMPLETE, (), Reading.READ, 1, 1, "", ""),
        order=1,
        label="TP1",
    )
    page._table.show_rows(
        [SubjectRow("", "HN-1", "", None, frozenset(), (visit, replace(visit, call="PD", order=2)))]
    )
    view = grid(page)
    page._stack.setCurrentWidget(view)
    QApplication.processEvents()
    picture = view.viewport().grab().toImage()

    def colours(column: int) -> set[str]:
        place = view.visualRect(view.model().index(0, column))
        return {
            picture.pixelColor(x, y).name()
            for x in range(place.left(), place.left() + 48)
            for y in range(place.top(), place.bottom())
        }

    assert "#e8c15a" in colours(1)
    assert "#ec6a58" not in colours(1)
    assert "#ec6a58" in colours(2)


def test_work_goes_on_at_the_first_timepoint_that_is_not_read(page: WorklistPage, session: Session) -> None:
    for code in ("HN-2", "HN-10"):
        (lesion,) = begin_read(session, code, RadiationClass.SBRT)
        measure(session, lesion, timepoints_of(session, code)[0], 20.0)
    page.show_trial(session)
    index = grid(page).currentIndex()
    assert (index.data(ROW_ROLE).code, index.data(CELL_ROLE).label) == ("HN-10", "TP1")


def test_rows_read_beside_the_window_are_never_older_than_what_it_shows(
    qtbot: QtBot, page: WorklistPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_trial(session)
    on, go_on = [threading.current_thread()], threading.Event()
    read: list[list[SubjectRow]] = []
    rows = WorklistPresenter.rows

    def slow(presenter: WorklistPresenter) -> list[SubjectRow]:
        on.append(threading.current_thread())
        found = rows(presenter)
        assert go_on.wait(60)
        read.append(found)
        return found

    monkeypatch.setattr(WorklistPresenter, "rows", slow)
    many = Changes("Import", subject_uids=frozenset({"1", "2", "3", "4"}))
    session.case.tell(many)  # as after an import of many subjects
    qtbot.waitUntil(lambda: len(on) == 2)
    assert on[1] is not on[0]
    subject = subject_named(session, "HN-2")
    session.case.run(RenameSubject(subject.uid, "LX-1"))
    assert codes(page) == ["HN-10", "LX-1"]
    shown: list[list[str]] = []
    grid(page).model().headerDataChanged.connect(lambda *_: shown.append(codes(page)))
    grid(page).model().modelReset.connect(lambda: shown.append(codes(page)))
    go_on.set()
    qtbot.waitUntil(lambda: len(read) == 2 and _idle(page))
    assert codes(page) == ["HN-10", "LX-1"]
    assert all(seen == ["HN-10", "LX-1"] for seen in shown)


def test_many_subjects_that_come_at_once_are_shown(
    qtbot: QtBot, page: WorklistPage, empty_session: Session, tmp_path: Path
) -> None:
    page.show_trial(empty_session)
    for patient in ("A", "B", "C", "D", "E"):
        write_ct_series(tmp_path / "many" / patient, patient_id=patient, study_uid=uid("study", patient))
    page.bring_in([tmp_path / "many"])
    qtbot.waitUntil(lambda: codes(page) == ["A", "B", "C", "D", "E"])


def _idle(page: WorklistPage) -> bool:
    return page._reading_anew is not None and page._reading_anew._job is None
