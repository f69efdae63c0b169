"""The site field: its keys are text, and what was typed is never lost."""

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.app.reading.at_the_desk import stored
from tests.app.reading.scans import LUNG
from tests.app.reading.user import CTRL, Opened, Reader
from viewer.viewport import Window

Key = Qt.Key

SET_AT_BASELINE = "The site of {} is set at BL, where it was first recorded: go back there to change it."

# The list of sites that fit what is typed asks the platform for the keyboard.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def to_site(reader: Reader) -> None:
    """Puts the text cursor into the site field with the mouse and empties the field."""
    field = reader.room.panel.form.site.lineEdit()
    reader.click(field)
    assert field.hasFocus() or reader.room.panel.form.site.hasFocus()
    reader.key(Key.Key_A, CTRL)


def test_single_keys_are_text_in_the_site_field(read_room: Opened) -> None:
    reader = read_room.read(0)
    before = stored(read_room.session)
    window = reader.pane.viewport()
    label = reader.lesion
    to_site(reader)
    reader.type_in("xznt2eqsvd")
    reader.key(Key.Key_Home)
    reader.key(Key.Key_Delete)
    assert reader.room.panel.form.site.currentText() == "znt2eqsvd"
    assert stored(read_room.session) == before
    assert reader.pane.viewport() == window
    assert (reader.lesion, reader.desk.current.label) == (label, "BL")


def test_tab_leaves_the_site_field_and_what_was_typed_is_stored(read_room: Opened) -> None:
    reader = read_room.read(0)
    label = reader.lesion
    to_site(reader)
    reader.type_in("Behind the spleen")
    reader.key(Key.Key_Tab)
    assert reader.lesion == label
    assert stored(read_room.session)[0][label].site == "Behind the spleen"
    reader.key(Key.Key_2)
    assert reader.pane.viewport().window == Window(-500.0, 1500.0)


def test_enter_in_the_site_field_stores_it(read_room: Opened) -> None:
    reader = read_room.read(0)
    label = reader.lesion
    to_site(reader)
    reader.type_in("Larynx")
    reader.key(Key.Key_Return)
    lesion = stored(read_room.session)[0][label]
    assert (lesion.site, lesion.organ) == ("Larynx", "larynx")
    reader.key(Key.Key_E)
    assert reader.desk.current.label == "TP1"


def test_enter_takes_the_first_site_of_the_list_that_fits(read_room: Opened) -> None:
    reader = read_room.read(0)
    label = reader.lesion
    to_site(reader)
    reader.type_in("clav")
    matches = reader.room.panel.form.site.completer().popup()
    assert matches.isVisible()
    first = matches.model().index(0, 0).data()
    reader.key(Key.Key_Return)
    assert not matches.isVisible()
    lesion = stored(read_room.session)[0][label]
    assert (lesion.site, lesion.nodal) == (first, True)
    assert reader.room.panel.form.site.currentText() == first
    assert not reader.room.panel.form._unlisted.isVisible()


def test_f3_writes_the_site_where_it_can_be_set_and_says_where_else(read_room: Opened) -> None:
    reader = read_room.read(0)
    label = reader.lesion
    reader.key(Key.Key_F3)
    reader.type_in("Larynx")
    reader.key(Key.Key_Return)
    assert stored(read_room.session)[0][label].site == "Larynx"
    reader.key(Key.Key_E)
    reader.key(Key.Key_F3)
    assert reader.message == SET_AT_BASELINE.format(reader.lesion)


def test_a_click_on_the_site_says_at_a_follow_up_where_it_is_set(read_room: Opened) -> None:
    reader = read_room.read(1)
    form = reader.room.panel.form
    before = stored(read_room.session)
    assert form.site.isVisible()
    assert not form._why_fixed.isVisible()
    reader.click(form.site.lineEdit())
    assert (form._why_fixed.isVisible(), form._why_fixed.text()) == (
        True,
        SET_AT_BASELINE.format(reader.lesion),
    )
    assert stored(read_room.session) == before
    reader.key(Key.Key_Tab)  # it was said of the lesion before
    assert not form._why_fixed.isVisible()
    reader.click(form.nodal)
    assert form._why_fixed.text() == SET_AT_BASELINE.format(reader.lesion)
    reader.key(Key.Key_Q)
    assert not form._why_fixed.isVisible()
    to_site(reader)
    reader.type_in("Larynx")
    reader.key(Key.Key_Return)
    assert stored(read_room.session)[0][reader.lesion].site == "Larynx"


def test_the_arrow_goes_on_from_the_row_that_shows(read_room: Opened) -> None:
    """The first row shows as the one Enter takes; a press that left it there would store the wrong side."""
    reader = read_room.read(0)
    label = reader.lesion
    to_site(reader)
    reader.type_in("supra")
    second = reader.room.panel.form.site.completer().popup().model().index(1, 0).data()
    reader.key(Key.Key_Down)
    reader.key(Key.Key_Return)
    assert stored(read_room.session)[0][label].site == second
    assert second.endswith(", right")


def test_the_arrow_takes_the_only_row_there_is(read_room: Opened) -> None:
    reader = read_room.read(0)
    label = reader.lesion
    to_site(reader)
    reader.type_in("supraclavicular node, r")
    reader.key(Key.Key_Down)
    reader.key(Key.Key_Return)
    assert stored(read_room.session)[0][label].site == "Supraclavicular node, right"


def test_a_site_that_no_row_has_is_kept_and_said_to_be_outside_the_list(read_room: Opened) -> None:
    reader = read_room.read(0)
    label = reader.lesion
    to_site(reader)
    reader.type_in("Behind the spleen")
    reader.key(Key.Key_Return)
    assert stored(read_room.session)[0][label].site == "Behind the spleen"
    assert reader.room.panel.form._unlisted.isVisible()


def test_the_list_of_sites_shows_its_rows_whole(read_room: Opened) -> None:
    reader = read_room.read(0)
    to_site(reader)
    reader.type_in("supra")
    matches = reader.room.panel.form.site.completer().popup()
    last = matches.model().index(matches.model().rowCount() - 1, 0)
    assert matches.viewport().rect().contains(matches.visualRect(last))
    assert matches.visualRect(last).height() >= 28


def test_escape_in_the_site_field_leaves_a_caliper_that_waits_alone(unread_room: Opened) -> None:
    reader = unread_room.read(0)
    reader.key(Key.Key_N)
    reader.draw_long(LUNG)
    to_site(reader)
    reader.key(Key.Key_Escape)
    reader.key(Key.Key_Tab)
    reader.key(Key.Key_E)
    ((label, _, _, long_mm, _),) = stored(unread_room.session)[1]
    assert label == "T01"
    assert float(long_mm) == pytest.approx(30.0, abs=0.3)


def test_escape_in_the_site_field_puts_the_stored_site_back(read_room: Opened) -> None:
    reader = read_room.read(0)
    before = stored(read_room.session)
    to_site(reader)
    reader.type_in("Xx")
    reader.key(Key.Key_Escape)
    assert reader.room.panel.form.site.currentText() == ""
    assert stored(read_room.session) == before


@pytest.mark.parametrize("to", ["another lesion", "another timepoint", "no subject", "no window"])
def test_a_site_typed_and_not_confirmed_is_stored_when_the_reader_moves_on(
    read_room: Opened, trial_of_read_room: Path, to: str
) -> None:
    reader = read_room.read(0)
    first, second = reader.desk.case.lesions
    reader.click(reader.room.panel.lesions.row(first.uid))
    to_site(reader)
    reader.type_in("Behind the spleen")
    if to == "another lesion":
        reader.click(reader.room.panel.lesions.row(second.uid))
        assert reader.room.panel.form.site.currentText() == ""
    elif to == "another timepoint":
        timeline = reader.room.timeline
        reader.click(timeline, 72 + (timeline.width() - 84) * 5 / 6, 40)
        assert reader.desk.current.label == "TP2"
    elif to == "no subject":
        reader.room.close_subject()
    else:
        reader.station.window.close()
    with sqlite3.connect(f"file:{trial_of_read_room}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT label, site FROM lesion ORDER BY label").fetchall()
    connection.close()
    assert rows == [("T01", "Behind the spleen"), ("T02", "")]


def test_the_wheel_over_the_site_field_changes_no_site(read_room: Opened) -> None:
    reader = read_room.read(0)
    before = stored(read_room.session)
    reader.wheel(reader.room.panel.form.site, -3)
    to_site(reader)
    reader.wheel(reader.room.panel.form.site, -3)
    assert stored(read_room.session) == before
