"""The trial window by hand: who sees it, what it shows of a stored trial, filters, clicks and files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app.command_line import main
from app.language import speak
from app.main_window import LEAST_PX, READING, REVIEW, TRIAL, WORKLIST, MainWindow
from app.session import open_session
from app.trial.drawn import Figure
from app.trial.export import notes
from app.trial.page import LEAST_PANEL_PX
from app.trial.tables import Line
from app.workstation import Workstation
from measurements.access.permissions import Call
from measurements.case.commands import SetTreatmentStart
from measurements.case.trial_endpoints import Choice, ReadChoice
from measurements.lesion import RadiationClass
from measurements.recist.response import ResponseSet
from measurements.storage.store import create_trial
from tests.app.people.cast import signed_in
from tests.app.settled import settle
from tests.app.trial.stored import EVENTS, STARTED, fill


@pytest.fixture
def trial(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    events = tmp_path / "events.csv"
    events.write_text(EVENTS, encoding="utf-8")
    with create_trial(tmp_path / "trial") as store:
        fill(store, tmp_path)
    assert main(["clinical", "import", str(events), "--trial", str(store.path)]) == 0
    capsys.readouterr()
    return store.path


@pytest.fixture
def station(qtbot: QtBot, trial: Path) -> Iterator[Workstation]:
    made = Workstation(MainWindow())
    qtbot.addWidget(made.window)
    made.window.resize(1500, 900)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.show_session(open_session(trial))
    yield made
    made.close()


def opened(station: Workstation, qtbot: QtBot) -> Workstation:
    QTest.mouseClick(tab(station), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(station.trial.numbers.lines))
    return station


def tab(station: Workstation) -> QToolButton:
    return next(one for one in station.window.bar.findChildren(QToolButton) if one.text() == "Trial")


def line(station: Workstation, name: str) -> Line:
    return next(one for one in station.trial.numbers.lines if one.name == name)


def test_the_window_shows_the_endpoints_of_what_is_stored(station: Workstation, qtbot: QtBot) -> None:
    opened(station, qtbot)
    assert line(station, "ORR, unconfirmed").cells[0] == "1 / 1"
    assert line(station, "dry mouth").cells[0] == "1"
    assert "targets of that class alone, unconfirmed" in station.trial._footnote.text()
    assert station.trial.isVisible()
    assert "1 of 1 patients" in station.trial.panels[Figure.WATERFALL].view.accessibleName()


def test_what_changes_in_the_trial_is_computed_anew(station: Workstation, qtbot: QtBot) -> None:
    opened(station, qtbot)
    session = station.trial._session
    assert session is not None
    with session.store.reading() as stored:
        (subject,) = stored.subjects()
    before = station.trial._endpoints
    session.case.run(SetTreatmentStart(subject.uid, STARTED.replace(day=11)))
    qtbot.waitUntil(lambda: station.trial._endpoints is not before or "11" in station.trial._blank.text())


def test_patients_without_a_read_that_counts_are_told_beside_the_rates(
    station: Workstation, qtbot: QtBot
) -> None:
    page = opened(station, qtbot).trial
    assert not page._unread.isVisible()
    page.head.readChosen.emit(ReadChoice(Choice.INVESTIGATOR))  # nobody is one
    qtbot.waitUntil(page._unread.isVisible)
    told = "1 of 1 patients without a read that counts; rates take them for patients without response."
    assert page._unread.text() == told
    assert page._endpoints is not None
    assert told in notes(page._endpoints)
    page.show_trial(None)
    assert not page._unread.isVisible()


def test_filters_apply_to_figures_and_numbers(station: Workstation, qtbot: QtBot) -> None:
    page = opened(station, qtbot).trial
    page.head.branch.setCurrentIndex(2)
    page.head.branch.activated.emit(2)
    assert page._branch is ResponseSet.SOME_UNIRRADIATED
    assert line(station, "ORR, unconfirmed").cells[0] == "0 / 0"
    assert "0 of 0" in page.panels[Figure.SPIDER].view.accessibleName()
    page.head.branch.activated.emit(0)
    assert line(station, "ORR, unconfirmed").cells[0] == "1 / 1"
    QTest.mouseClick(page.head.classes.part(RadiationClass.LDRT), Qt.MouseButton.LeftButton)
    assert "LDRT lesions; 0 of 0" in page.panels[Figure.WATERFALL].view.accessibleName()
    assert "0 patients" in page.panels[Figure.SWIMMER].view.accessibleName()
    assert line(station, "ORR, unconfirmed").cells[0] == "0 / 0"
    assert "LDRT" in page._footnote.text()
    QTest.mouseClick(page.head.classes.part(""), Qt.MouseButton.LeftButton)
    page.times.setCurrentIndex(page.times.findData(Figure.DURATION.value))
    page.times.activated.emit(page.times.currentIndex())
    assert page.panels[Figure.SURVIVAL].view.accessibleName().startswith("Duration of response")


@pytest.mark.parametrize(
    "figure", [Figure.WATERFALL, Figure.SPIDER, Figure.SWIMMER, Figure.SURVIVAL], ids=str
)
def test_every_figure_lights_a_subject_everywhere_and_a_click_opens_it(
    station: Workstation, qtbot: QtBot, figure: Figure
) -> None:
    page = opened(station, qtbot).trial
    view = page.panels[figure].view
    view.grab()
    at = next(spot for spot in view._spots if spot.key).area.center().toPoint()
    QTest.mouseMove(view, at)
    qtbot.waitUntil(lambda: all(panel.view._lit == "HN-017" for panel in page.panels.values()))
    with qtbot.waitSignal(page.subjectChosen) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args
    assert station.pages.current == REVIEW


def test_all_figures_go_into_a_folder_and_the_window_says_so(
    station: Workstation, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(station, qtbot).trial
    page.save_figure(Figure.SPIDER, tmp_path / "one" / "spider.svg")
    assert "cannot be written" in page._banners.itemAt(0).widget().findChildren(type(page._blank))[0].text()
    page.save_figure(Figure.SPIDER, tmp_path / "spider.svg")
    assert (tmp_path / "spider.csv").is_file()
    page.save_all(tmp_path / "all")
    assert len([*(tmp_path / "all").glob("*.svg")]) == 14


def test_escape_goes_back_to_the_worklist(station: Workstation, qtbot: QtBot) -> None:
    opened(station, qtbot)
    QTest.keyClick(station.trial, Qt.Key.Key_Escape)
    assert station.pages.current == WORKLIST


def test_the_window_speaks_chinese(station: Workstation, qtbot: QtBot) -> None:
    opened(station, qtbot)
    speak("zh")
    QApplication.processEvents()
    assert all(one.name != "ORR, unconfirmed" for one in station.trial.numbers.lines)
    assert "reader" not in station.trial.head._what.text()
    assert "NR：未达到。" in station.trial._footnote.text()
    assert "patients" not in station.trial.panels[Figure.WATERFALL].view.accessibleName()


def test_nothing_stays_of_a_trial_that_is_left(station: Workstation, qtbot: QtBot) -> None:
    page = opened(station, qtbot).trial
    page.show_trial(None)
    assert not page.numbers.lines
    assert page.numbers.accessibleName() == ""
    for panel in page.panels.values():
        panel.view.grab()
        assert panel.view.accessibleName() == ""
        assert (
            panel.view.spot_at(QPoint(panel.view.width() // 2, panel.view.height() // 2).toPointF()) is None
        )
    assert page.head.reads.count() == 0


def test_without_clinical_events_it_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    with create_trial(tmp_path / "trial") as store:
        fill(store, tmp_path)
    made = Workstation(MainWindow())
    qtbot.addWidget(made.window)
    made.window.show()
    made.show_session(open_session(store.path))
    QTest.mouseClick(tab(made), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "clinical import" in made.trial._blank.text())
    assert not made.trial.head.export.isEnabled()
    made.close()


@pytest.mark.parametrize(("name", "sees"), [("li.wei", False), ("dana", True)])
def test_a_radiologist_has_no_such_window(qtbot: QtBot, peopled_trial: Path, name: str, sees: bool) -> None:
    made = Workstation(MainWindow())
    qtbot.addWidget(made.window)
    made.window.show()
    session = signed_in(peopled_trial, name)
    made.show_session(session)
    assert session.may(Call.SEE_CLINICAL) is sees
    assert tab(made).isVisible() is sees
    made.pages.show(TRIAL)
    assert made.trial.isVisible() is sees
    assert made.pages.current in ((TRIAL,) if sees else (WORKLIST, READING))
    made.close()


@pytest.mark.parametrize("width", [LEAST_PX[0], 1280, 1440, 1920])
def test_no_choice_of_the_head_is_cut_and_figures_keep_their_room(
    station: Workstation, qtbot: QtBot, width: int
) -> None:
    station.window.resize(width, LEAST_PX[1])
    page = opened(station, qtbot).trial
    qtbot.waitUntil(lambda: page.head.width() == width)
    settle(station.window)
    for part in page.head.findChildren(QToolButton):
        assert part.width() >= part.fontMetrics().horizontalAdvance(part.text()), part.text()
    told = page.head._what
    assert "LDRT-SBRT-HNSCC" in told.text()
    assert told.width() >= told.fontMetrics().horizontalAdvance(told.text())
    assert all(panel.height() >= LEAST_PANEL_PX for panel in page.panels.values())
