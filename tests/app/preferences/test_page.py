"""The page of preferences by real keys and mouse: in force at once, kept, and nothing taken away unasked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.components.banner import Banner
from app.components.buttons import Segments
from app.main_window import MainWindow
from app.memory import PICTURE_MEMORY
from app.memory_section import MemorySection
from app.preferences.in_force import HANDS
from app.preferences.page import KEYS, MOUSE, PROGRAM, WINDOWS, PreferencesPage
from app.preferences.windows_section import WindowRow
from app.reading.habits import Habits
from app.reading.hands.hands import HandsPreset
from app.reading.hands.keys import Action, Stroke
from app.settings import Settings
from app.workstation import Workstation
from viewer.gestures import Drag, MouseBindings, Turn
from viewer.viewport import Window

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier

Opens = Callable[[str], tuple[Workstation, PreferencesPage]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@pytest.fixture
def opens(qtbot: QtBot, file: Path) -> Iterator[Opens]:
    """Opens the program with the preferences at one of their parts; what is said is there the next time."""
    opened: list[Workstation] = []

    def at(part: str) -> tuple[Workstation, PreferencesPage]:
        station = Workstation(MainWindow(), Settings(file))
        opened.append(station)
        station.window.resize(1280, 720)
        with qtbot.waitExposed(station.window):
            station.window.show()
        station.window.activateWindow()
        qtbot.waitUntil(station.window.isActiveWindow)
        QTest.keyClick(station.window.windowHandle(), Key.Key_Comma, CONTROL)
        station.preferences.show_section(part)
        QApplication.processEvents()
        return station, station.preferences

    yield at
    for station in opened:
        station.window.close()
        station.window.deleteLater()
    QApplication.processEvents()


def press(station: Workstation, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(station.window.windowHandle(), key, keys)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def bind(station: Workstation, action: Action, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
    click(station.preferences.keys.rows_by_action[action].field)
    press(station, key, keys)


def told(station: Workstation) -> list[str]:
    return [
        banner.accessibleName()
        for banner in station.preferences.findChildren(Banner)
        if banner.isVisible() and banner.accessibleName()
    ]


def in_force(station: Workstation, action: Action) -> tuple[Stroke, ...]:
    return station.room.keys.hands.keys[action]


def test_a_key_is_pressed_anew_and_there_in_the_next_run(opens: Opens) -> None:
    station, page = opens(KEYS)
    bind(station, Action.NEW_LESION, Key.Key_G)
    assert in_force(station, Action.NEW_LESION) == (Stroke(Key.Key_G),)
    assert page.keys.rows_by_action[Action.NEW_LESION].field.text() == "G"
    assert told(station) == []
    again, _ = opens(KEYS)
    assert in_force(again, Action.NEW_LESION) == (Stroke(Key.Key_G),)
    click(again.preferences.keys.rows_by_action[Action.NEW_LESION].reset)
    assert in_force(again, Action.NEW_LESION) == (Stroke(Key.Key_N),)
    assert Settings(again._settings._path).said(HANDS) == {"preset": "longaxis", "keys": {}, "mouse": {}}


def test_a_key_that_is_taken_is_said_in_its_place_and_taken_only_when_told_to(opens: Opens) -> None:
    station, page = opens(KEYS)
    bind(station, Action.NEW_LESION, Key.Key_Z, CONTROL)
    assert told(station) == ["Ctrl+Z is the key of Undo: there it would be gone."]
    assert in_force(station, Action.UNDO) == (Stroke(Key.Key_Z, CONTROL),)
    assert in_force(station, Action.NEW_LESION) == (Stroke(Key.Key_N),)
    row = page.keys.rows_by_action[Action.NEW_LESION]
    (offer,) = [one for one in row.findChildren(QPushButton) if one.text() == "Change it"]
    click(offer)
    assert in_force(station, Action.NEW_LESION) == (Stroke(Key.Key_Z, CONTROL),)
    assert in_force(station, Action.UNDO) == ()
    assert page.keys.rows_by_action[Action.UNDO].field.text() == "no key"
    click(page.keys.reset_all)
    assert in_force(station, Action.UNDO) == (Stroke(Key.Key_Z, CONTROL),)
    assert not station.room.keys.hands.custom


def test_undo_loses_its_key_only_when_told_to(opens: Opens) -> None:
    station, page = opens(KEYS)
    click(page.keys.rows_by_action[Action.UNDO].clear)
    assert told(station) == ["Undo would have no key then, only its button above the pictures."]
    assert in_force(station, Action.UNDO) == (Stroke(Key.Key_Z, CONTROL),)
    click(page.keys.rows_by_action[Action.LINK].clear)
    assert told(station) == []
    assert in_force(station, Action.LINK) == ()
    assert in_force(station, Action.UNDO) == (Stroke(Key.Key_Z, CONTROL),)


@pytest.mark.parametrize(("key", "shown"), [(Key.Key_Return, "Enter"), (Key.Key_Space, "Space")])
def test_keys_that_end_a_drag_stay_what_they_are(opens: Opens, key: Qt.Key, shown: str) -> None:
    station, _ = opens(KEYS)
    bind(station, Action.NEW_LESION, key)
    (sentence,) = told(station)
    assert sentence.startswith(f"{shown} stays what it is")
    assert in_force(station, Action.NEW_LESION) == (Stroke(Key.Key_N),)


def test_escape_leaves_the_key_as_it_was_and_then_the_page(opens: Opens) -> None:
    station, page = opens(KEYS)
    field = page.keys.rows_by_action[Action.NEW_LESION].field
    click(field)
    assert field.waits
    press(station, Key.Key_Escape)
    assert not field.waits
    assert page.isVisible()
    assert in_force(station, Action.NEW_LESION) == (Stroke(Key.Key_N),)
    press(station, Key.Key_Escape)
    assert not page.isVisible()


def test_tab_modifiers_and_shortcuts_are_keys_like_others_while_one_is_waited_for(opens: Opens) -> None:
    station, page = opens(KEYS)
    bind(station, Action.LINK, Key.Key_P, CONTROL)
    assert in_force(station, Action.LINK) == (Stroke(Key.Key_P, CONTROL),)
    assert page.isVisible()
    click(page.keys.rows_by_action[Action.NEXT_LESION].clear)
    field = page.keys.rows_by_action[Action.LINK].field
    click(field)
    press(station, Key.Key_Shift, SHIFT)
    assert field.waits
    press(station, Key.Key_Tab)
    assert in_force(station, Action.LINK) == (Stroke(Key.Key_Tab),)


def test_going_elsewhere_while_a_key_is_waited_for_changes_nothing(opens: Opens) -> None:
    station, page = opens(KEYS)
    field = page.keys.rows_by_action[Action.NEW_LESION].field
    click(field)
    page.keys.rows_by_action[Action.LINK].field.setFocus()
    assert not field.waits
    press(station, Key.Key_G)
    assert in_force(station, Action.NEW_LESION) == (Stroke(Key.Key_N),)


def test_the_keyboard_alone_binds_a_key(opens: Opens) -> None:
    station, page = opens(KEYS)
    field = page.keys.rows_by_action[Action.NEW_LESION].field
    field.setFocus()
    press(station, Key.Key_Space)
    assert field.waits
    press(station, Key.Key_G)
    assert in_force(station, Action.NEW_LESION) == (Stroke(Key.Key_G),)


def choose(page: PreferencesPage, gesture: str, meant: Drag | Turn) -> None:
    choice = page.mouse.choices[gesture]
    choice.setCurrentIndex(choice.findData(meant))
    choice.activated.emit(choice.currentIndex())


def test_a_preset_of_the_mouse_and_a_change_in_it_are_kept(opens: Opens) -> None:
    station, page = opens(MOUSE)
    click(page.mouse.presets.part(HandsPreset.SCROLL_ON_LEFT))
    assert station.room.keys.hands.mouse.left is Drag.SCROLL
    choose(page, "middle", Drag.ZOOM)
    again, _ = opens(MOUSE)
    mouse = again.room.keys.hands.mouse
    assert (mouse.left, mouse.middle, mouse.right) == (Drag.SCROLL, Drag.ZOOM, Drag.WINDOW)
    click(again.preferences.mouse.presets.part(HandsPreset.LONGAXIS))
    assert again.room.keys.hands.mouse == MouseBindings()


def test_a_mouse_that_would_not_draw_is_refused_in_its_place(opens: Opens) -> None:
    station, page = opens(MOUSE)
    choose(page, "shift_left", Drag.PAN)
    choose(page, "left", Drag.SCROLL)
    assert told(station) == ["Then nothing would draw: give the tool to the other left button first."]
    assert station.room.keys.hands.mouse.left is Drag.TOOL
    assert page.mouse.choices["left"].currentData() is Drag.TOOL


def window_row(page: PreferencesPage, action: Action) -> WindowRow:
    row = page.windows.rows_by_action[action]
    assert isinstance(row, WindowRow)
    return row


def shown_windows(station: Workstation) -> dict[Action, tuple[str, Window | None]]:
    return {preset.action: (preset.name, preset.window) for preset in station.room._presets}


def test_a_window_is_edited_added_taken_away_and_as_in_the_protocol_again(opens: Opens) -> None:
    station, page = opens(WINDOWS)
    row = window_row(page, Action.WINDOW_1)
    row.name.selectAll()
    QTest.keyClicks(row.name, "Neck")
    QTest.keyClick(row.name, Key.Key_Return)
    row.width_hu.setValue(300)
    row.level_hu.setValue(50)
    assert shown_windows(station)[Action.WINDOW_1] == ("Neck", Window(50.0, 300.0))
    click(page.windows.new)
    assert shown_windows(station)[Action.WINDOW_6][0] == "Window 6"
    click(window_row(page, Action.WINDOW_6).remove)
    click(window_row(page, Action.WINDOW_3).remove)
    assert Action.WINDOW_6 not in shown_windows(station)
    again, page_again = opens(WINDOWS)
    assert shown_windows(again)[Action.WINDOW_1] == ("Neck", Window(50.0, 300.0))
    assert list(page_again.windows.rows_by_action) == [
        Action.WINDOW_1,
        Action.WINDOW_2,
        Action.WINDOW_4,
        Action.WINDOW_5,
        Action.WINDOW_FILE,
    ]
    click(page_again.windows.reset_all)
    assert window_row(page_again, Action.WINDOW_1).name.text() == "Soft tissue"
    assert Action.WINDOW_3 in page_again.windows.rows_by_action


def test_a_window_without_a_name_keeps_the_one_it_had(opens: Opens) -> None:
    station, page = opens(WINDOWS)
    row = window_row(page, Action.WINDOW_2)
    row.name.clear()
    QTest.keyClick(row.name, Key.Key_Return)
    assert station.room._own_windows == {}
    assert row.name.text() == "Lung"


def test_a_windows_key_is_changed_beside_it_and_taken_from_the_keys(opens: Opens) -> None:
    station, page = opens(WINDOWS)
    row = window_row(page, Action.WINDOW_1)
    click(row.field)
    press(station, Key.Key_N)
    assert told(station) == ["N is the key of New lesion: there it would be gone."]
    (offer,) = [one for one in row.findChildren(QPushButton) if one.text() == "Change it"]
    click(offer)
    assert in_force(station, Action.WINDOW_1) == (Stroke(Key.Key_N),)
    assert page.keys.rows_by_action[Action.NEW_LESION].field.text() == "no key"


def test_memory_and_small_pictures_are_kept(opens: Opens) -> None:
    station, page = opens(PROGRAM)
    heard: list[int] = []
    station.room.keep_pictures_within = heard.append  # type: ignore[method-assign]
    section = page.findChild(MemorySection)
    assert section is not None
    section.field.setFocus()
    section.field.selectAll()
    QTest.keyClicks(section.field, "777")
    QTest.keyClick(section.field, Key.Key_Tab)
    assert heard == [777_000_000]
    small = page.program.findChildren(QCheckBox)[0]
    small.setFocus()
    press(station, Key.Key_Space)
    again, page_again = opens(PROGRAM)
    assert again._settings.number(PICTURE_MEMORY) == 777
    assert not page_again.program.findChildren(QCheckBox)[0].isChecked()
    assert not again.room.strip._pictured


def test_what_the_file_says_wrongly_is_told_once_and_the_rest_holds(opens: Opens, file: Path) -> None:
    said = '{"keys and mouse": {"keys": {"fly": ["F"], "new lesion": ["G"]}}, "windows": {"12": null}}'
    file.write_text(said)
    station, _ = opens(KEYS)
    banners = [banner for banner in station.window.findChildren(Banner) if banner.isVisible()]
    assert len(banners) == 1
    assert in_force(station, Action.NEW_LESION) == (Stroke(Key.Key_G),)
    assert file.read_text() == said


def test_a_file_that_cannot_be_written_is_told_once_and_the_change_holds(opens: Opens, file: Path) -> None:
    file.write_text('{"version": 99}')
    station, page = opens(KEYS)
    before = len(station.window.findChildren(Banner))
    bind(station, Action.NEW_LESION, Key.Key_G)
    bind(station, Action.LINK, Key.Key_F9)
    assert len(station.window.findChildren(Banner)) == before + 1
    assert in_force(station, Action.NEW_LESION) == (Stroke(Key.Key_G),)
    assert file.read_text() == '{"version": 99}'
    assert page.isVisible()


def test_the_way_in_is_a_button_as_well_and_the_way_out_leads_back(opens: Opens) -> None:
    station, page = opens(KEYS)
    press(station, Key.Key_Escape)
    assert station.worklist.isVisible()
    (way_in,) = [
        one for one in station.window.bar.findChildren(QToolButton) if one.accessibleName() == "Preferences"
    ]
    click(way_in)
    assert page.isVisible()
    assert way_in.isChecked()
    assert page.findChildren(Segments)


def test_what_the_next_run_begins_with_is_kept_when_the_window_closes(opens: Opens, file: Path) -> None:
    station, _ = opens(KEYS)
    station.room.choose_tool("single_line")
    station.keep_habits()
    again, _ = opens(KEYS)
    assert again.room.habits == Habits("single_line")
    assert Settings(file).said("window") is not None
