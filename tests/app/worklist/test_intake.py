"""Imports by hand: drops, cancels, and what is told of them."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

import app.worklist.intake as intake_module
from app.components.banner import Banner
from app.importing import Found, bring_in, look_through
from app.language import speak
from app.session import Session
from app.worklist.blank import NoScans, NoTrial
from app.worklist.import_panel import ReportList
from app.worklist.page import WorklistPage
from measurements.progress import Report
from tests.app.worklist.hands import codes, drop, grid, press, texts, wait_for_import
from tests.dicom_files import write_ct_series


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Holds imports back until it is set."""
    opened = threading.Event()

    def look_through_later(paths: Sequence[Path], report: Report, **more: Any) -> Found:
        assert opened.wait(60)
        return look_through(paths, report, **more)

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


def test_what_an_import_says_is_said_in_the_language_of_the_window(
    qtbot: QtBot, page: WorklistPage, empty_session: Session, scans: Path
) -> None:
    speak("zh")
    page.show_trial(empty_session)
    (scans / "notes.txt").write_text("not a picture")
    write_ct_series(scans / "nobody", patient_id="", slices=2)
    assert drop(page, scans)
    wait_for_import(qtbot, page)
    report = texts(page.findChild(ReportList))
    assert "未导入：不是 DICOM。" in report
    assert any("没有患者编号，已成为受试者 UNKNOWN" in line for line in report)
    assert not any("Patient ID" in line or "Not DICOM" in line for line in report)


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
    title, sentence = texts(banner)
    assert title == "Nothing was imported"
    assert sentence.startswith(f"{tmp_path / 'gone'} ")
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
