"""The overlay in its window: stops, blends, choices, pictures out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.review.matrix import Shown
from app.review.overlay.figure import OverlayFigure, Step
from app.review.overlay.layer_table import EYE, WHEN
from app.review.overlay.layers import SIZE_PX
from app.review.page import Beside, ReviewPage
from app.session import Session
from app.style.charting import screen_palette
from tests.app.review.subject import add_without_caliper, full, read_once


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    opened = read_once(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> Iterator[ReviewPage]:
    made = ReviewPage()
    qtbot.addWidget(made)
    made.resize(1440, 850)
    made.open(session)
    made.show()
    full(made)
    yield made
    made.close_trial()


def laid(page: ReviewPage, label: str = "T01") -> OverlayFigure:
    """Lays a lesion's timepoints over each other and waits for their pictures."""
    page.lay_over(f"read-1 {label}")
    settle(page)
    return figure(page)


def settle(page: ReviewPage) -> None:
    assert page.layers is not None
    if page.layers.busy:
        waiting = QEventLoop()
        page.layers.settled.connect(waiting.quit)
        waiting.exec()


def figure(page: ReviewPage) -> OverlayFigure:
    seen = page.overlay.figure
    assert seen is not None
    return seen


def painted(seen: OverlayFigure) -> QImage:
    """The figure at the size of its pictures."""
    canvas = QImage(*SIZE_PX, QImage.Format.Format_RGB32)
    canvas.fill(0)
    painter = QPainter(canvas)
    seen.paint(painter, QRectF(0, 0, *SIZE_PX), screen_palette())
    painter.end()
    return canvas


def grey(seen: OverlayFigure, right_mm: float, down_mm: float) -> int:
    """Of the picture at a place, mm from its middle."""
    per_mm = SIZE_PX[0] / seen.overlay.wide_mm
    at = QPoint(round(SIZE_PX[0] / 2 + right_mm * per_mm), round(SIZE_PX[1] / 2 + down_mm * per_mm))
    return painted(seen).pixelColor(at).value()


def test_a_click_on_a_label_lays_its_timepoints_over_each_other(page: ReviewPage, qtbot: QtBot) -> None:
    below = round(page.matrix._layout.tops[1]) + 60
    qtbot.mouseClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, below))
    assert page.overlay.isVisible()
    assert not page.chart.isVisible()
    assert figure(page).overlay.label == "T02"
    settle(page)


def test_space_lays_the_row_of_the_keys_and_the_keys_lead_on(page: ReviewPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.matrix, Qt.Key.Key_Down)
    qtbot.keyClick(page.matrix, Qt.Key.Key_Space)
    assert figure(page).overlay.label == "T01"
    qtbot.keyClick(page.matrix, Qt.Key.Key_Down)
    assert (figure(page).overlay.label, figure(page).step) == ("T02", Step(0, 0))
    qtbot.keyClick(page.matrix, Qt.Key.Key_Right)
    assert figure(page).step == Step(1, 1)
    settle(page)


def test_it_begins_at_the_last_timepoint_and_steps_by_keys(page: ReviewPage, qtbot: QtBot) -> None:
    assert laid(page).step == Step(2, 2)
    qtbot.keyClick(page.overlay.slider, Qt.Key.Key_Left)
    assert figure(page).step == Step(1, 1)
    assert page.overlay.table.currentIndex().row() == 1
    qtbot.keyClick(page.overlay.slider, Qt.Key.Key_Right)
    assert figure(page).step == Step(2, 2)


def test_between_two_stops_their_pictures_are_blended(page: ReviewPage) -> None:
    """10 mm from the middle the lesion is bright at baseline, 24 mm long, and dark after it, 16 mm long."""
    laid(page, "T02")
    place = (10.0, -1.5)
    shades = []
    for value in (0, 50, 100):
        page.overlay.slider.setValue(value)
        shades.append(grey(figure(page), *place))
    assert shades[0] > 250
    assert shades[1] == pytest.approx((shades[0] + shades[2]) / 2, abs=3)
    assert shades[2] < 60


def test_a_drag_near_a_stop_lands_on_it(page: ReviewPage, qtbot: QtBot) -> None:
    laid(page)
    slider = page.overlay.slider
    near, between = slider.x_px(104), slider.x_px(140)
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPointF(near, 13).toPoint())
    assert slider.value() == 100
    qtbot.mouseMove(slider, QPointF(between, 13).toPoint())
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPointF(between, 13).toPoint())
    assert 135 <= slider.value() <= 145


def test_the_picture_carries_its_own_caliper_and_those_of_the_chosen(page: ReviewPage, qtbot: QtBot) -> None:
    seen = laid(page)
    shapes = seen._shapes(seen.overlay.layers[2])
    assert [(one.title, one.text, one.ghost) for one in shapes] == [
        ("BL", "30.0", True),
        ("TP1", "20.0", True),
        ("TP2", "31.0", False),
    ]
    table = page.overlay.table
    eye = table.visualRect(table.model().index(1, EYE)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=eye)
    seen = figure(page)
    assert [one.title for one in seen._shapes(seen.overlay.layers[2])] == ["BL", "TP2"]
    assert page.overlay.slider.maximum() == 100
    row = table.visualRect(table.model().index(1, WHEN)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert figure(page).step == Step(1, 1)  # what is gone to is chosen again
    assert len(page.overlay.chosen) == 3


def test_one_timepoint_always_stays(page: ReviewPage, qtbot: QtBot) -> None:
    laid(page)
    for row in (0, 1, 2):
        page.overlay.table.toggled.emit(row)
    assert len(page.overlay.chosen) == 1


def test_a_lesion_without_calipers_says_so(page: ReviewPage, session: Session) -> None:
    add_without_caliper(session)
    page.open(session)
    page.lay_over("new")
    seen = figure(page)
    assert seen.crops == ()
    assert not page.overlay.slider.isEnabled()
    assert any(painted(seen).pixelColor(x, SIZE_PX[1] // 2).value() > 100 for x in range(SIZE_PX[0]))


def test_where_no_lesion_is_shown_nothing_is_laid(page: ReviewPage) -> None:
    laid(page)
    for button in page.head.classes.values():
        button.click()
    assert page.matrix.matrix.rows == ()
    assert page.overlay.figure is None


def test_what_is_laid_is_written_with_what_it_rests_on(
    page: ReviewPage, tmp_path: Path, qtbot: QtBot
) -> None:
    laid(page)
    with qtbot.waitSignal(page.exported):
        page.export_to(tmp_path)
    written = sorted(path.name for path in tmp_path.glob("review-HN-7-overlay-T01.*"))
    assert written == [f"review-HN-7-overlay-T01.{suffix}" for suffix in ("pdf", "png", "svg")]
    svg = (tmp_path / "review-HN-7-overlay-T01.svg").read_text(encoding="utf-8")
    assert "middle on middle" in svg
    assert "for research use only" in svg


def test_the_choice_beside_the_matrix_leads_back_to_the_sums(page: ReviewPage) -> None:
    laid(page)
    page.kind.part(Beside.SUMS).click()
    assert page.chart.isVisible()
    assert not page.overlay.isVisible()
    assert Shown() == page.head.shown()
