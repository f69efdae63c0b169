"""The guide in place: for the subject left to be read alone, ticked off by what is stored."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.drawing import Drawing
from app.reading.guide import first_read_steps
from app.session import open_session
from app.settings import Settings
from app.workstation import Workstation
from measurements.access.sign_in import sign_in
from measurements.case.evidence_commands import AddPerson
from measurements.lesion import RadiationClass
from measurements.people import Role
from reader.phantom.subjects import UNREAD_SUBJECT
from tests.accounts import PASSWORD

# The list of sites that fit what is typed asks the platform for the keyboard.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def demonstration_copy(demonstration: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demonstration.parent, tmp_path / "demo")) / demonstration.name


@pytest.fixture
def read(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Path, str], Workstation]]:
    """Opens a trial at a subject's baseline; what is remembered is remembered from one to the next."""
    opened: list[Workstation] = []

    def reads(trial: Path, code: str) -> Workstation:
        for earlier in opened:
            earlier.window.close()
        station = Workstation(MainWindow(), Settings(tmp_path / "settings.json"))
        opened.append(station)
        session = open_session(trial)
        station.show_session(session)
        with qtbot.waitExposed(station.window):
            station.window.show()
        with session.store.reading() as stored:
            subject = next(one for one in stored.subjects() if one.code == code)
            timepoints = stored.timepoints(subject.uid)
        station.open_read(subject.uid, timepoints[0].uid)
        return station

    yield reads
    for station in opened:
        station.window.close()
        station.window.deleteLater()
    QApplication.processEvents()


def desk_of(station: Workstation) -> ReadingDesk:
    assert station.room.desk is not None
    return station.room.desk


def draw(station: Workstation) -> None:
    assert station.room.wall is not None
    stack = station.room.wall.current.stack
    assert stack is not None
    source = station.room.wall.current.pane.source()
    assert source is not None
    plane = source.plane(3)
    long_lps = (plane.point_lps(100.0, 90.0), plane.point_lps(110.0, 90.0))
    short_lps = (plane.point_lps(105.0, 87.0), plane.point_lps(105.0, 93.0))
    Drawing(desk_of(station)).draw(long_lps, short_lps, stack.series, 3)


def done(desk: ReadingDesk) -> list[bool]:
    return [step.done for step in first_read_steps(desk.case)]


def test_each_step_is_ticked_off_by_what_is_stored(
    read: Callable[[Path, str], Workstation], demonstration_copy: Path
) -> None:
    station = read(demonstration_copy, UNREAD_SUBJECT)
    desk = desk_of(station)
    assert station.room.panel.guide.isVisible()
    assert done(desk) == [False, False, False, False, False]
    draw(station)
    assert done(desk) == [True, False, False, False, False]
    desk.set_class(RadiationClass.LDRT)
    assert done(desk) == [True, True, False, False, False]
    desk.set_site("nec")
    assert done(desk) == [True, True, False, False, False]
    desk.set_site("Supraclavicular node, right")
    assert done(desk) == [True, True, True, False, False]
    desk.step_timepoint(1)
    assert done(desk) == [True, True, True, False, False]
    draw(station)
    assert done(desk) == [True, True, True, True, True]
    station.room.toolbar.undoWanted.emit()
    assert done(desk) == [True, True, True, False, False]


def test_what_was_done_once_stays_done_and_another_read_begins_anew(
    read: Callable[[Path, str], Workstation], demonstration_copy: Path
) -> None:
    station = read(demonstration_copy, UNREAD_SUBJECT)
    guide = station.room.panel.guide
    draw(station)
    desk_of(station).set_class(RadiationClass.LDRT)
    assert guide.findChildren(QLabel)[1].text() == "2 of 5"
    station.room.toolbar.undoWanted.emit()
    station.room.toolbar.undoWanted.emit()
    assert guide.findChildren(QLabel)[1].text() == "2 of 5"
    again = read(demonstration_copy, UNREAD_SUBJECT).room.panel.guide
    assert again.findChildren(QLabel)[1].text() == "0 of 5"


def test_the_guide_leads_to_the_site_in_the_list(
    read: Callable[[Path, str], Workstation], demonstration_copy: Path
) -> None:
    station = read(demonstration_copy, UNREAD_SUBJECT)
    draw(station)
    form = station.room.panel.form
    QTest.keyClick(station.window.windowHandle(), Qt.Key.Key_F3)
    for key in "clav":
        QTest.keyClick(station.window.windowHandle(), key)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(station.window.windowHandle(), key)
    assert form.site.currentText() == "Supraclavicular node, right"
    assert desk_of(station).case.lesions[0].nodal


def test_the_step_at_hand_alone_says_how(
    read: Callable[[Path, str], Workstation], demonstration_copy: Path
) -> None:
    station = read(demonstration_copy, UNREAD_SUBJECT)
    steps = first_read_steps(desk_of(station).case)
    said = {label.text() for label in station.room.panel.guide.findChildren(QLabel)
            if label.isVisible()}  # fmt: skip
    assert steps[0].how in said
    assert steps[1].how not in said


def test_dismissed_is_dismissed_for_good(
    read: Callable[[Path, str], Workstation], demonstration_copy: Path
) -> None:
    station = read(demonstration_copy, UNREAD_SUBJECT)
    guide = station.room.panel.guide
    guide.findChildren(QToolButton)[0].click()
    assert not guide.isVisible()
    again = read(demonstration_copy, UNREAD_SUBJECT)
    assert desk_of(again).case.subject.code == UNREAD_SUBJECT
    assert not again.room.panel.guide.isVisible()


def test_no_other_subject_has_a_guide(
    read: Callable[[Path, str], Workstation], demonstration_copy: Path
) -> None:
    assert not read(demonstration_copy, "DEMO-001").room.panel.guide.isVisible()


def test_no_other_trial_has_a_guide(
    read: Callable[[Path, str], Workstation], demonstration_copy: Path
) -> None:
    renamed = demonstration_copy.with_name("trial.longaxis")
    for part in demonstration_copy.parent.glob(f"{demonstration_copy.name}*"):
        part.rename(part.with_name(part.name.replace(demonstration_copy.name, renamed.name)))
    assert not read(renamed, UNREAD_SUBJECT).room.panel.guide.isVisible()


def test_who_may_not_draw_has_no_guide(
    read: Callable[[Path, str], Workstation], demonstration_copy: Path
) -> None:
    station = read(demonstration_copy, UNREAD_SUBJECT)
    assert station.room.panel.guide.isVisible()
    session, desk = station._session, desk_of(station)
    assert session is not None
    draw(station)
    manager = AddPerson("p-dana", "dana", "Dana", frozenset({Role.DATA_MANAGER}), PASSWORD)
    session.case.run(manager)
    sign_in(session.store, "dana", PASSWORD)
    station.open_read(desk.case.subject.uid, desk.view.current.uid)
    assert not desk_of(station).standing.own
    assert not station.room.panel.guide.isVisible()
