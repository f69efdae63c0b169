"""The worklist under real keys, clicks and drops."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import app.worklist.intake as intake_module
from app.components.banner import Banner
from app.importing import Found, bring_in, look_through
from app.session import Session
from app.worklist.assignments import Form
from app.worklist.blank import NoScans, NothingFound, NoTrial
from app.worklist.grid import WorklistGrid
from app.worklist.head import FilterField
from app.worklist.import_panel import ImportPanel, ReportList
from app.worklist.page import WorklistPage
from measurements.case.commands import RenameSubject
from measurements.lesion import RadiationClass
from measurements.progress import Report
from tests.app.worklist.reads import begin_read, measure, subject_named, timepoints_of
from tests.dicom_files import write_ct_series

# Menus ask the platform for the keyboard, which the offscreen one does not give.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def grid(page: WorklistPage) -> WorklistGrid:
    return page.findChild(WorklistGrid)


def codes(page: WorklistPage) -> list[str]:
    model = grid(page).model()
    return [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]


def words(page: WorklistPage, row: int) -> list[str]:
    model = grid(page).model()
    return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]


def press(page: WorklistPage, text: str) -> None:
    """Clicks the button that says `text` and is in sight."""
    QApplication.processEvents()  # what was added to a layout comes into sight with its next event
    (found,) = [one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    found.click()


def texts(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def drop(page: WorklistPage, *paths: Path) -> bool:
    """Lets files go over the page as a file manager does; whether the page takes them."""
    load = QMimeData()
    load.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, load, buttons, keys)
    QApplication.sendEvent(page, enter)
    if not enter.isAccepted():
        return False
    let_go = QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, load, buttons, keys)
    QApplication.sendEvent(page, let_go)
    return let_go.isAccepted()


def wait_for_import(qtbot: QtBot, page: WorklistPage) -> None:
    qtbot.waitUntil(lambda: not page._intake.is_running, timeout=20_000)


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
    assert words(page, 1) == ["To read", "To read", "Images incomplete"]
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


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds imports back until it is set."""
    opened = threading.Event()

    def look_through_later(paths: Sequence[Path], report: Report) -> Found:
        assert opened.wait(20)
        return look_through(paths, report)

    monkeypatch.setattr(intake_module, "look_through", look_through_later)
    yield opened
    opened.set()


def test_a_folder_dropped_anywhere_is_imported(
    qtbot: QtBot, page: WorklistPage, empty_session: Session, scans: Path, gate: threading.Event
) -> None:
    page.show_trial(empty_session)
    (scans / "notes.txt").write_text("not a picture")
    assert drop(page, scans)
    assert "Importing scans" in texts(page)
    gate.set()
    wait_for_import(qtbot, page)
    assert codes(page) == ["HN-2", "HN-10"]
    report = texts(page.findChild(ReportList))
    assert report[:2] == ["4 series, 23 images", "4 timepoints"]
    assert "1 file" in report
    assert "Left out: Not DICOM." in report
    assert any(line.startswith("Kept: 1 slice") for line in report)
    assert "Importing scans" not in texts(page)
    assert "Last import · scans" in texts(page)


def test_text_dropped_is_not_taken(page: WorklistPage, empty_session: Session) -> None:
    page.show_trial(empty_session)
    load = QMimeData()
    load.setText("no file")
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        load,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(page, enter)
    assert not enter.isAccepted()


def test_a_trial_dropped_is_opened(qtbot: QtBot, page: WorklistPage, empty_session: Session) -> None:
    with qtbot.waitSignal(page.trialChosen) as told:
        drop(page, empty_session.path)
    assert told.args == [empty_session.path]


def test_a_folder_dropped_without_a_trial_says_what_to_do(page: WorklistPage, scans: Path) -> None:
    assert drop(page, scans)
    assert "No trial is open" in texts(page.findChild(Banner))


def test_importing_twice_says_that_nothing_was_added(
    qtbot: QtBot, page: WorklistPage, session: Session, scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_trial(session)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(scans))
    press(page, "Choose folder")
    wait_for_import(qtbot, page)
    report = texts(page.findChild(ReportList))
    assert report == ["23 images were in the trial already", "Nothing was added twice"]


def test_cancel_stores_nothing_and_says_so(
    qtbot: QtBot, page: WorklistPage, empty_session: Session, scans: Path, gate: threading.Event
) -> None:
    page.show_trial(empty_session)
    page.bring_in([scans])
    press(page, "Cancel")
    gate.set()
    wait_for_import(qtbot, page)
    assert page.findChild(NoScans).isVisible()
    assert {"Import cancelled", "Nothing was stored."} <= set(texts(page.findChild(Banner)))
    with empty_session.store.reading() as trial:
        assert trial.subjects() == []


def test_a_cancel_that_comes_too_late_is_not_called_one(
    qtbot: QtBot, page: WorklistPage, empty_session: Session, scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trial has the scans by then, whatever was clicked since; the report has to say so."""

    def cancelled_when_done(*arguments: Any, **options: Any) -> Any:
        done = bring_in(*arguments, **options)
        page._intake.cancel()
        return done

    monkeypatch.setattr(intake_module, "bring_in", cancelled_when_done)
    page.show_trial(empty_session)
    page.bring_in([scans])
    wait_for_import(qtbot, page)
    assert page.findChild(Banner) is None
    assert codes(page) == ["HN-2", "HN-10"]
    assert "4 series, 23 images" in texts(page)


def test_a_second_import_waits_its_turn(
    qtbot: QtBot, page: WorklistPage, empty_session: Session, scans: Path, gate: threading.Event
) -> None:
    page.show_trial(empty_session)
    page.bring_in([scans])
    page.bring_in([scans])
    assert "An import is running" in texts(page)
    gate.set()
    wait_for_import(qtbot, page)
    assert codes(page) == ["HN-2", "HN-10"]


def test_a_refusal_is_told_in_a_banner_that_can_go(
    qtbot: QtBot, page: WorklistPage, empty_session: Session, tmp_path: Path
) -> None:
    page.show_trial(empty_session)
    page.bring_in([tmp_path / "gone"])
    wait_for_import(qtbot, page)
    banner = page.findChild(Banner)
    assert texts(banner) == [
        "Nothing was imported",
        f"{tmp_path / 'gone'} does not exist; check the path and try again.",
    ]
    (cross,) = [part for part in banner.findChildren(QWidget) if part.accessibleName() == "Dismiss"]
    cross.click()  # type: ignore[attr-defined]
    assert not banner.isVisible()


def test_closing_the_trial_while_importing_is_safe(
    qtbot: QtBot, page: WorklistPage, empty_session: Session, scans: Path
) -> None:
    page.show_trial(empty_session)
    page.bring_in([scans])
    page.show_trial(None)
    empty_session.close()
    QGuiApplication.processEvents()
    assert page.findChild(NoTrial).isVisible()
    assert page.findChild(Banner) is None


def test_the_report_can_be_saved(
    qtbot: QtBot,
    page: WorklistPage,
    empty_session: Session,
    scans: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.show_trial(empty_session)
    page.bring_in([scans])
    wait_for_import(qtbot, page)
    place = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    press(page, "Save report")
    assert place.read_text(encoding="utf-8").startswith(
        "4 series with 23 images added to:\n  HN-10: BL, TP1, TP2\n  HN-2: BL\n"
    )
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "r.txt"), ""))
    press(page, "Save report")
    assert "The report was not saved" in texts(page)


def test_copies_are_made_where_wanted(
    qtbot: QtBot, page: WorklistPage, empty_session: Session, scans: Path, tmp_path: Path
) -> None:
    page.show_trial(empty_session)
    (box,) = [
        part
        for part in page.findChildren(QWidget)
        if getattr(part, "text", str)() == "Copy the files beside the trial"
    ]
    box.click()  # type: ignore[attr-defined]
    page.bring_in([scans])
    wait_for_import(qtbot, page)
    assert len(list((tmp_path / "trial.images").rglob("*.dcm"))) == 23


def test_long_and_chinese_names_stay_in_their_column(
    qtbot: QtBot, page: WorklistPage, empty_session: Session, tmp_path: Path
) -> None:
    code = "上海交通大学医学院附属第九人民医院-0017"
    write_ct_series(tmp_path / "cd", slices=1, patient_id=code)
    page.show_trial(empty_session)
    page.bring_in([tmp_path / "cd"])
    wait_for_import(qtbot, page)
    assert codes(page) == [code]
    assert grid(page).verticalHeader().width() < 400
    assert code in grid(page).model().headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)


# What can be changed


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
    assert words(page, 1) == ["To read", "Images incomplete"]


def test_a_timepoint_is_given_to_another_subject(page: WorklistPage, session: Session) -> None:
    page.show_trial(session)
    form = choose(page, 1, 2, "Give TP2")
    save(form)
    assert [timepoint.label for timepoint in timepoints_of(session, "HN-2")] == ["BL", "TP2"]
    assert words(page, 0) == ["To read", "Images incomplete"]
    assert words(page, 1) == ["To read", "To read"]


def test_a_long_uid_in_the_report_breaks_over_lines(
    qtbot: QtBot, page: WorklistPage, empty_session: Session, tmp_path: Path
) -> None:
    study = "1.2.826.0.1.3680043.9.4245.1760717064491086528325869788156915668"
    for patient in ("HN-1", "HN-2"):
        write_ct_series(
            tmp_path / "cd" / patient,
            patient_id=patient,
            study_uid=study,
            series_uid=f"{study[:50]}.{patient[3:]}",
        )
    page.show_trial(empty_session)
    page.bring_in([tmp_path / "cd"])
    wait_for_import(qtbot, page)
    report = page.findChild(ReportList)
    assert any("more than one patient" in text for text in texts(report))
    for line in report.findChildren(QLabel):
        words = line.text().replace("\u200b", "\u200b ").split(" ")
        assert max(map(line.fontMetrics().horizontalAdvance, words)) <= line.width()


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
