"""The lock: when it comes, who may go on where they were, what is seen meanwhile."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.components.form import Form
from app.main_window import WORKLIST
from app.people.attendance import DEFAULT_IDLE_MINUTES, IDLE_MINUTES, idle_minutes
from app.people.idle import IdleWatch
from app.settings import Settings
from app.workstation import Workstation
from measurements.case.commands import RenameSubject
from measurements.storage.store import create_trial
from tests.app.people.at_the_window import menu, open_first, told
from tests.app.people.cast import PASSWORD, subject_uid
from tests.app.people.conftest import Opens, give_name
from tests.app.worklist.hands import codes

Key = Qt.Key


def read_out(root: QAccessibleInterface) -> list[str]:
    """All names that assistive programs find beneath the window."""
    names = [root.text(QAccessible.Text.Name)]
    for place in range(root.childCount()):
        child = root.child(place)
        if child is not None:
            names += read_out(child)
    return names


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(station: Workstation) -> Clock:
    made = Clock()
    station.attendance.watch._clock = made
    return made


def test_the_window_locks_when_the_hands_have_been_still_for_long_enough(
    station: Workstation, clock: Clock
) -> None:
    give_name(station, "li.wei")
    clock.seconds += DEFAULT_IDLE_MINUTES * 60 - 1
    station.attendance.watch.look()
    assert not station.attendance.covered
    clock.seconds += 1
    station.attendance.watch.look()
    assert station.attendance.covered
    assert {"Locked", "Dr Li Wei was away. All that was drawn is stored."} <= set(told(station))


def test_a_key_or_the_mouse_puts_the_lock_off(station: Workstation, clock: Clock) -> None:
    give_name(station, "li.wei")
    for _ in range(3):
        clock.seconds += DEFAULT_IDLE_MINUTES * 60 - 1
        QTest.keyClick(station.window.windowHandle(), Key.Key_Down)
        station.attendance.watch.look()
    assert not station.attendance.covered
    clock.seconds += DEFAULT_IDLE_MINUTES * 60 - 1
    QTest.mouseMove(station.window.windowHandle(), station.window.rect().center())
    station.attendance.watch.look()
    assert not station.attendance.covered


def test_a_hand_that_comes_back_too_late_locks_and_does_nothing_else(
    station: Workstation, clock: Clock
) -> None:
    give_name(station, "li.wei")
    clock.seconds += 8 * 3600
    QTest.keyClick(station.window.windowHandle(), Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert station.attendance.covered
    assert station.pages.current == WORKLIST


def test_a_clock_set_back_does_not_tell_a_long_time(qapp: object) -> None:
    clock = Clock()
    watch = IdleWatch(QApplication.instance(), clock)  # type: ignore[arg-type]
    watch.begin(1)
    clock.seconds -= 3600
    assert not watch.look()
    watch.end()
    watch.deleteLater()


@pytest.mark.parametrize(
    ("said", "minutes"), [(None, 10), (0, 10), (5, 5), (-3, 1), (600, 60), (True, 10), ("no", 10)]
)
def test_a_trial_with_accounts_locks_whatever_the_settings_say(
    said: object, minutes: int, tmp_path: Path
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({} if said is None else {IDLE_MINUTES: said}), encoding="utf-8")
    assert idle_minutes(Settings(path)) == minutes


def test_a_trial_without_accounts_never_locks(opens: Opens, tmp_path: Path) -> None:
    with create_trial(tmp_path / "open") as store:
        trial = store.path
    station = opens(trial)
    assert not station.attendance.covered
    assert not station.attendance.watch.watching
    station.attendance.lock()
    assert not station.attendance.covered
    assert not station.window.bar.person.isVisible()


def test_the_same_person_returns_to_where_they_were(station: Workstation) -> None:
    give_name(station, "li.wei")
    open_first(station)
    desk = station.room.desk
    title = station.window.windowTitle()
    station.attendance.lock()
    assert "HN-1" not in station.window.windowTitle()
    give_name(station, "li.wei")
    assert station.room.desk is desk
    assert station.room.isVisible()
    assert station.window.windowTitle() == title


def test_undo_is_still_there_for_the_same_person_and_gone_for_another(station: Workstation) -> None:
    give_name(station, "dana")
    session = station._session
    assert session is not None
    session.case.run(RenameSubject(subject_uid(session.store, "HN-3"), "HN-30"))
    station.attendance.lock()
    give_name(station, "dana")
    assert session.case.can_undo
    station.attendance.lock()
    give_name(station, "two")
    station.attendance.page.role.setCurrentIndex(1)
    station.attendance.page._enter()
    assert not session.case.can_undo


def test_another_person_begins_at_their_own_worklist(station: Workstation) -> None:
    give_name(station, "li.wei")
    open_first(station)
    station.attendance.lock()
    give_name(station, "zhang")
    assert station.room.desk is None
    assert station.worklist.isVisible()
    assert codes(station.worklist) == ["HN-1"]
    assert station.window.bar.person.text() == "Dr Zhang Min · radiologist"


def test_a_wrong_password_leaves_the_window_locked(station: Workstation) -> None:
    give_name(station, "li.wei")
    open_first(station)
    desk = station.room.desk
    station.attendance.lock()
    give_name(station, "zhang", "not this one")
    assert station.attendance.covered
    give_name(station, "li.wei")
    assert station.room.desk is desk


def test_nothing_beneath_the_lock_is_read_out(station: Workstation) -> None:
    give_name(station, "li.wei")
    root = QAccessible.queryAccessibleInterface(station.window)
    assert "Subjects by timepoints" in read_out(root)
    station.attendance.lock()
    names = read_out(QAccessible.queryAccessibleInterface(station.window))
    assert "Password" in names
    assert "Subjects by timepoints" not in names
    station.attendance.page.password.setText(PASSWORD)
    station.attendance.page._enter()
    assert "Subjects by timepoints" in read_out(QAccessible.queryAccessibleInterface(station.window))


def test_dialogs_close_when_the_window_locks(station: Workstation) -> None:
    give_name(station, "li.wei")
    menu(station)["Change password…"].trigger()  # type: ignore[attr-defined]
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, Form) and one.isVisible()]
    station.attendance.lock()
    QApplication.processEvents()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def test_what_the_disk_has_not_taken_waits_for_who_drew_it(
    station: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_name(station, "li.wei")
    open_first(station)
    station.attendance.lock()
    monkeypatch.setattr(station.attendance, "unstored", lambda: True)
    give_name(station, "zhang")
    assert station.attendance.covered
    assert any("all that li.wei has drawn" in sentence for sentence in told(station))
    give_name(station, "li.wei")
    assert not station.attendance.covered
