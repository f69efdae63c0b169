"""The history page by hand: what it tells of a lesion, and the read as it stood at a chosen change."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.history.page import HistoryPage
from app.language import speak
from app.main_window import MainWindow
from app.session import create_session
from app.workstation import Workstation
from measurements.case.commands import AddLesion, BeginRead, EditLesion, PutMeasurement
from measurements.case.enrol import enrol
from measurements.lesion import RadiationClass
from measurements.trial import Read, Timepoint
from tests.measurements.samples import lesion, measured, three_scans


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[HistoryPage]:
    """Of a read with a target that grew by correction, was given its class, and was measured once more."""
    station = Workstation(MainWindow())
    with qtbot.waitExposed(station.window):
        station.window.show()
    session = create_session(tmp_path / "trial")
    station.show_session(session)
    enrol(session.store, three_scans(folder=str(tmp_path / "images")))
    with session.store.reading() as trial:
        (subject,) = trial.subjects()
        timepoints = trial.timepoints(subject.uid)
    read = Read("read-1", subject.uid, session.reader)
    session.case.run(BeginRead(read))
    _fill(session.case.run, read, timepoints)
    station.open_read(subject.uid, timepoints[1].uid)
    assert station.room.desk is not None
    station.room.desk.activate(None)
    station.window.activateWindow()
    qtbot.waitUntil(station.window.isActiveWindow)
    QTest.keyClick(station.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert station.history.isVisible()
    yield station.history
    station.window.close()
    station.window.deleteLater()
    speak("en")


def _fill(run: object, read: Read, timepoints: list[Timepoint]) -> None:
    assert callable(run)
    target = lesion(read, timepoints[0], radiation=None)
    other = lesion(read, timepoints[0], "T02")
    run(AddLesion(target))
    run(PutMeasurement(measured(target, timepoints[0], 0)))
    run(PutMeasurement(measured(target, timepoints[0], 0, 26.0)), reason="edge seen better")
    run(EditLesion(lesion(read, timepoints[0], radiation=RadiationClass.LDRT)))
    run(AddLesion(other))
    run(PutMeasurement(measured(target, timepoints[1], 1, 17.1)))


def column(page: HistoryPage, at: int) -> list[str]:
    model = page.list.model()
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def test_it_tells_every_change_with_who_and_why_the_newest_first(page: HistoryPage) -> None:
    assert column(page, 2) == [
        "T01 at TP1: 17.1 \u00d7 12.0 mm",
        "T02 added: Tongue, SBRT",
        "T01: class: \u2013 \u2192 LDRT",
        "T01 at BL: 24.3 \u00d7 12.0 mm \u2192 26.0 \u00d7 12.0 mm",
        "T01 at BL: 24.3 \u00d7 12.0 mm",
        "T01 added: Tongue",
        "Read begun",
    ]
    assert column(page, 3)[3] == "edge seen better"
    assert len(set(column(page, 1))) == 1


def test_a_click_shows_the_read_as_it_stood(page: HistoryPage) -> None:
    def baseline() -> list[str]:
        model = page.table.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    assert baseline()[:2] == ["26.0", ""]
    row = page.list.rowViewportPosition(4) + 5
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, row))
    assert baseline()[0] == "24.3"
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "after audit entry" in said
    assert "26.0" not in baseline()


def test_one_lesion_alone_and_back_by_escape(page: HistoryPage) -> None:
    page.choice.setCurrentIndex(page.choice.findText("T02"))
    assert column(page, 2) == ["T02 added: Tongue, SBRT"]
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_in_chinese_too(page: HistoryPage) -> None:
    english = column(page, 2)
    speak("zh")
    QApplication.processEvents()
    assert column(page, 2) != english
    assert not any("added" in told for told in column(page, 2))
