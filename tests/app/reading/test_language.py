"""The language changes in the middle of a read: every word follows, and what the hand has done stays."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.reading.desk.site_choices import choice_named, site_choices, site_text
from measurements.recist.phrases import Language
from measurements.sites import sites
from tests.app.reading.at_the_desk import stored
from tests.app.reading.scans import LUNG
from tests.app.reading.user import CTRL, Opened, Reader
from tests.app.spoken import all_said, settle, switch_to

Key = Qt.Key

# The list of sites that fit what is typed asks the platform for the keyboard.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_the_room_says_in_each_language_what_it_would_had_it_been_opened_in_it(
    open_on: Callable[[Path], Opened], read_trial: Path, tmp_path: Path
) -> None:
    def opened(name: str) -> Reader:
        folder = Path(shutil.copytree(read_trial, tmp_path / name))
        reader = open_on(folder / "trial.longaxis").read(2)
        reader.room.show_table(True)
        settle()
        return reader

    switched = opened("switched")
    in_english, seen_in_english = _said(switched), switched.room.grab().toImage()
    switch_to("zh")
    in_chinese, seen_in_chinese = _said(switched), switched.room.grab().toImage()
    switch_to("en")
    assert _said(switched) == in_english
    assert switched.room.grab().toImage() == seen_in_english
    switch_to("zh")
    fresh = opened("fresh")
    assert _said(fresh) == in_chinese
    assert fresh.room.grab().toImage() == seen_in_chinese


def _said(reader: Reader) -> Counter[tuple[str, str]]:
    return all_said(reader.room)


def test_view_gesture_and_half_typed_site_stay(read_room: Opened) -> None:
    reader = read_room.read(0)
    before = stored(read_room.session)
    reader.wheel(reader.pane, -2)
    reader.wheel(reader.pane, 1, CTRL)
    reader.key(Key.Key_2)
    lesion = reader.lesion
    field = reader.room.panel.form.site.lineEdit()
    reader.click(field)
    reader.key(Key.Key_A, CTRL)
    reader.type_in("Behind the sp")
    view = reader.pane.viewport()
    switch_to("zh")
    assert (field.text(), field.hasFocus()) == ("Behind the sp", True)
    assert (reader.pane.viewport(), reader.lesion) == (view, lesion)
    assert stored(read_room.session) == before


def test_a_caliper_half_drawn_is_finished_in_the_other_language(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.draw_long(LUNG)
    switch_to("zh")
    assert stored(unread_room.session)[0] == {}
    reader.key(Key.Key_Return)
    assert list(stored(unread_room.session)[0]) == ["T01"]


def test_a_site_chosen_in_chinese_is_stored_as_in_english_and_shown_in_both(read_room: Opened) -> None:
    reader = read_room.read(0)
    switch_to("zh")
    field = reader.room.panel.form.site.lineEdit()
    reader.click(field)
    field.setText("左侧口咽")
    reader.key(Key.Key_Return)
    label = reader.lesion
    lesion = stored(read_room.session)[0][label]
    assert (lesion.site, lesion.organ, lesion.laterality) == ("Oropharynx, left", "oropharynx", "left")
    assert field.text() == "左侧口咽"
    switch_to("en")
    assert field.text() == "Oropharynx, left"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_site_is_known_again_as_it_is_shown_and_as_it_is_stored(language: Language) -> None:
    switch_to(language)
    for choice in site_choices(sites()):
        assert choice_named(choice.shown, sites()) == choice
        assert choice_named(choice.text, sites()) == choice
        assert site_text(choice.text, sites()) == choice.shown


def test_a_readers_own_site_is_shown_as_it_was_written() -> None:
    switch_to("zh")
    assert site_text("Behind the spleen", sites()) == "Behind the spleen"


def test_a_link_that_was_set_here_says_so_in_either_language(unread_room: Opened) -> None:
    reader = unread_room.read(1)
    reader.key(Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    before = reader.wall.link_text
    assert "set here" in before
    switch_to("zh")
    assert reader.wall.link_text.endswith("手动对位")
    switch_to("en")
    assert reader.wall.link_text == before
