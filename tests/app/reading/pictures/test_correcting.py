"""Setting right where a lesion is looked for, by two clicks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from app.style.look import look
from tests.app.reading.pictures.looked_for import TABLE_MM, following
from tests.app.reading.scans import LUNG
from tests.app.reading.still_following import StillFollowing
from tests.app.reading.user import SHIFT, Opened, Reader
from viewer.image_pane import ImagePane

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

KEY = Qt.Key

ASKED_FIRST = "Click 1 of 2: on T01 in BL, picture Prior. Esc gives up."
ASKED_SECOND = "Click 2 of 2: on the same place in TP1, picture Current. Esc gives up."


def test_two_clicks_set_a_place_right(reader: Reader) -> None:
    reader.key(KEY.Key_C, SHIFT)
    assert reader.message == ASKED_FIRST
    prior = reader.wall.prior.pane
    first, second = (80.0, 90.0), (120.0, 130.0)
    wanted = [prior.plane_view().lps((80.5, 90.5)), reader.pane.plane_view().lps((120.5, 130.5))]
    reader.click(prior, *first)
    assert reader.message == ASKED_SECOND
    reader.click(reader.pane, *second)
    ((label, timepoint, *points),) = following(reader).corrections
    assert (label, timepoint) == ("T01", reader.desk.current.label)
    for point, expected in zip(points, wanted, strict=True):
        assert point == pytest.approx(expected)
    before = dict(reader.desk.case.measurements)
    reader.draw(LUNG)  # clicks are the tool's again
    assert len(reader.desk.case.measurements) == len(before) + 1


def accent_px(pane: ImagePane, at: tuple[float, float]) -> int:
    """Pixels around a place of a pane that have the accent of the look."""
    picture, accent = pane.grab().toImage(), look().colour.accent.rgb()
    around = [(int(at[0]) + x, int(at[1]) + y) for x in range(-16, 28) for y in range(-28, 16)]
    return sum(picture.pixel(x, y) == accent for x, y in around)


def test_no_picture_moves_between_the_clicks_and_the_first_one_stays_marked(reader: Reader) -> None:
    prior = reader.wall.prior.pane
    QApplication.processEvents()
    places = [pane.geometry() for pane in (prior, reader.pane)]
    assert accent_px(prior, (80.0, 90.0)) == 0
    reader.key(KEY.Key_C, SHIFT)
    reader.click(prior, 80.0, 90.0)
    QApplication.processEvents()
    assert [pane.geometry() for pane in (prior, reader.pane)] == places
    assert accent_px(prior, (80.0, 90.0)) > 30
    assert accent_px(reader.pane, (80.0, 90.0)) == 0
    reader.wheel(prior, 1)
    assert accent_px(prior, (80.0, 90.0)) == 0  # it lies on its slice
    reader.wheel(prior, -1)
    assert accent_px(prior, (80.0, 90.0)) > 30
    reader.click(reader.pane, 120.0, 130.0)
    QApplication.processEvents()
    assert accent_px(prior, (80.0, 90.0)) == 0
    assert [pane.geometry() for pane in (prior, reader.pane)] == places


def test_what_is_asked_stays_in_sight_until_it_is_answered(reader: Reader) -> None:
    reader.key(KEY.Key_C, SHIFT)
    reader.room.tell("Something else.")
    assert reader.message == "Something else."
    reader.room._message._told.timeout.emit()
    assert reader.message == ASKED_FIRST
    reader.room._message._told.timeout.emit()
    assert reader.message == ASKED_FIRST
    reader.key(KEY.Key_Escape)
    assert reader.message == ""


def test_esc_gives_the_clicks_up(reader: Reader) -> None:
    reader.key(KEY.Key_C, SHIFT)
    reader.click(reader.wall.prior.pane, 80.0, 90.0)
    reader.key(KEY.Key_Escape)
    assert accent_px(reader.wall.prior.pane, (80.0, 90.0)) == 0
    reader.click(reader.pane, 120.0, 130.0)
    assert following(reader).corrections == []
    assert reader.message == ""


def test_the_menu_of_a_lesion_offers_to_set_its_place_right(reader: Reader) -> None:
    row = reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid)
    row.menuWanted.emit(row.line.uid, QPoint(10, 10))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [one for one in menu.actions() if one.text().startswith("Looked for in the wrong place")]
    action.trigger()
    menu.close()
    assert reader.message == ASKED_FIRST


def test_a_place_set_right_can_be_looked_for_anew(reader: Reader) -> None:
    following(reader).put("T01", TABLE_MM)
    row = reader.room.panel.lesions.row(reader.desk.case.lesions[0].uid)

    def offered() -> list[QAction]:
        row.menuWanted.emit(row.line.uid, QPoint(10, 10))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.close()
        return [one for one in menu.actions() if one.text().startswith("Looked for anew")]

    assert offered() == []
    reader.key(KEY.Key_C, SHIFT)
    reader.click(reader.wall.prior.pane, 80.0, 90.0)
    reader.click(reader.pane, 120.0, 130.0)
    (action,) = offered()
    action.trigger()
    assert following(reader).taken_back == [("T01", reader.desk.current.label)]
    assert offered() == []


def test_another_scan_hung_meanwhile_gives_the_clicks_up(opened: Opened) -> None:
    """A click in the first follow-up would be taken for a place of the baseline."""
    reader = opened.read(2)
    reader.key(KEY.Key_C, SHIFT)
    assert reader.message == ASKED_FIRST
    desk = reader.desk
    assert reader.room.read is not None
    reader.room.read.hanging.hang_series(desk.series(desk.case.timepoints[1])[0].key, reader.wall.prior)
    assert reader.message == ""
    reader.click(reader.wall.prior.pane, 80.0, 90.0)
    reader.click(reader.pane, 120.0, 130.0)
    assert following(reader).corrections == []


@pytest.mark.parametrize(("question", "label"), [("begins_in", "BL"), ("lies_in", "TP1")])
def test_no_click_is_asked_for_in_a_scan_with_other_places(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, question: str, label: str
) -> None:
    monkeypatch.setattr(StillFollowing, question, lambda *_: False)
    reader.key(KEY.Key_C, SHIFT)
    assert reader.message.startswith(f"T01 is followed in another series of {label}, and places of this one")
    reader.click(reader.wall.prior.pane, 80.0, 90.0)
    reader.click(reader.pane, 120.0, 130.0)
    assert following(reader).corrections == []
