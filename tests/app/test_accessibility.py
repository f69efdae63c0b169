"""Every control of every window has a name that assistive programs say, and the keyboard reaches it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.importing import bring_in, look_through
from app.main_window import PEOPLE, PREFERENCES, PROTOCOL, READING, WORKLIST, MainWindow
from app.preferences.page import KEYS, MOUSE, PROGRAM, WINDOWS
from app.session import create_session, open_session
from app.settings import Settings
from app.workstation import Workstation
from tests.dicom_files import uid, write_ct_series

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QAbstractItemView, QTextEdit)


@pytest.fixture
def station(qtbot: QtBot, tmp_path: Path) -> Iterator[Workstation]:
    write_ct_series(tmp_path / "scans", patient_id="HN-1", study_uid=uid("study"))
    session = create_session(tmp_path / "trial.longaxis")
    bring_in(session.store, look_through([tmp_path / "scans"]))
    session.close()
    made = Workstation(MainWindow(), Settings(tmp_path / "settings.json"))
    made.window.resize(1600, 1000)
    made.show_session(open_session(tmp_path / "trial.longaxis"))
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()
    made.window.deleteLater()
    QApplication.processEvents()


def controls(root: QWidget) -> list[QWidget]:
    """What a hand can use; the parts that Qt puts into a control of its own are not counted."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and widget.isEnabled()
        and not isinstance(
            widget.parentWidget(), QComboBox | QAbstractSpinBox | QAbstractItemView | QLineEdit
        )
    ]


def called(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def within_reach(widget: QWidget, seen: set[QWidget]) -> bool:
    """Whether Tab comes to a control, or to one of the choices among which the arrows go to it."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return widget in seen or (group is not None and any(one in seen for one in group.buttons()))


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {called(widget)!r}"


def reached(station: Workstation, keys: Qt.KeyboardModifier) -> set[QWidget]:
    """Every widget that has the focus while Tab walks once round, and what is around each."""
    seen: set[QWidget] = set()
    visited: set[QWidget] = set()
    while (last := QApplication.focusWidget()) not in visited:
        if last is not None:
            visited.add(last)
        QTest.keyClick(station.window.windowHandle(), Qt.Key.Key_Tab, keys)
        here = QApplication.focusWidget()
        while here is not None:
            seen.add(here)
            here = here.parentWidget()
    return seen


def worklist(station: Workstation) -> QWidget:
    station.pages.show(WORKLIST)
    return station.worklist


def protocol(station: Workstation) -> QWidget:
    station.pages.show(PROTOCOL)
    return station.protocol


def people(station: Workstation) -> QWidget:
    station.pages.show(PEOPLE)
    return station.people


def preferences(part: str) -> Callable[[Workstation], QWidget]:
    def show(station: Workstation) -> QWidget:
        station.pages.show(PREFERENCES)
        station.preferences.show_section(part)
        return station.preferences

    return show


def reading(station: Workstation) -> QWidget:
    assert station._session is not None
    with station._session.store.reading() as trial:
        (subject,) = trial.subjects()
        (timepoint, *_) = trial.timepoints(subject.uid)
    station.open_read(subject.uid, timepoint.uid)
    station.pages.show(READING)
    assert station.room.desk is not None
    station.room.desk.new_lesion()
    return station.room


PAGES: dict[str, Callable[[Workstation], QWidget]] = {
    "worklist": worklist,
    "protocol": protocol,
    "people": people,
    "reading room": reading,
    "preferences, keys": preferences(KEYS),
    "preferences, mouse": preferences(MOUSE),
    "preferences, windows": preferences(WINDOWS),
    "preferences, program": preferences(PROGRAM),
}


@pytest.mark.parametrize("page", PAGES)
def test_every_control_has_a_name(station: Workstation, page: str) -> None:
    root = PAGES[page](station)
    QApplication.processEvents()
    found = [*controls(root), *controls(station.window.bar)]
    assert len(found) > 4
    assert [described(widget) for widget in found if not called(widget).strip()] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page != "reading room"])
def test_tab_reaches_every_control(station: Workstation, page: str) -> None:
    root = PAGES[page](station)
    QApplication.processEvents()
    found = controls(root)
    root.setFocus()
    seen = reached(station, Qt.KeyboardModifier.NoModifier)
    assert [described(widget) for widget in found if not within_reach(widget, seen)] == []


def test_the_reading_room_can_be_walked_without_a_mouse(station: Workstation) -> None:
    """Ctrl+Tab goes from control to control: Tab itself walks the lesions."""
    root = PAGES["reading room"](station)
    QApplication.processEvents()
    found = controls(root)
    root.setFocus()
    seen = reached(station, Qt.KeyboardModifier.ControlModifier)
    assert [described(widget) for widget in found if not within_reach(widget, seen)] == []


def test_the_arrows_go_through_the_choices_of_a_row(station: Workstation) -> None:
    PAGES["preferences, keys"](station)
    page = station.preferences
    page._choice.part(KEYS).setFocus()
    QTest.keyClick(station.window.windowHandle(), Qt.Key.Key_Right)
    assert QApplication.focusWidget() is page._choice.part(MOUSE)
    assert page.mouse.isVisible()
    QTest.keyClick(station.window.windowHandle(), Qt.Key.Key_Left)
    assert page.keys.isVisible()
