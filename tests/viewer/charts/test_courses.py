"""Courses over time: where lines go, what breaks them, what the pointer is told."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.charts.chart import Spot
from viewer.charts.courses import Course, Courses, Level, Treated, Visit
from viewer.charts.palette import Palette, Style

SIZE = (700, 400)
RED, GREEN, BLUE, WHITE = "#FF0000", "#00FF00", "#0000FF", "#FFFFFF"

CHART = Courses(
    visits=(
        Visit(0.0, "BL", "BL", "baseline"),
        Visit(50.0, "W8", "SD", "stable"),
        Visit(200.0, "W24", "PD", "grown"),
    ),
    courses=(Course("All", "ALL", (40.0, 20.0, 60.0), ("40.0", "20.0", "60.0"), strong=True),),
    signed=True,
)


@pytest.fixture
def palette(qapp: object) -> Palette:
    return Palette(
        ground=QColor("#000000"),
        text=QColor("#808080"),
        second=QColor("#606060"),
        grid=QColor("#202020"),
        zero=QColor("#303030"),
        lane=QColor("#101010"),
        accent=QColor("#404040"),
        styles={
            "ALL": Style(QColor(WHITE)),
            "SBRT": Style(QColor(BLUE)),
            "PD": Style(QColor(RED)),
            "SD": Style(QColor(GREEN)),
            "BAND": Style(QColor("#505000")),
            "TREATED": Style(QColor("#FFFF00")),
        },
        families=("Inter",),
        text_px=13,
    )


def drawn(chart: Courses, palette: Palette) -> tuple[QImage, list[Spot]]:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(palette.ground)
    painter = QPainter(image)
    spots = chart.paint(painter, QRectF(0, 0, *SIZE), palette)
    painter.end()
    return image, spots


def colour_at(image: QImage, point: QPointF) -> str:
    return image.pixelColor(round(point.x()), round(point.y())).name().upper()


def points(spots: list[Spot], name: str) -> dict[str, QPointF]:
    """Middles of the points of a course, by what the pointer is told."""
    return {spot.text: spot.area.center() for spot in spots if spot.key == name}


def test_points_lie_by_day_and_by_value(palette: Palette) -> None:
    _, spots = drawn(CHART, palette)
    first, second, third = points(spots, "All").values()
    assert (third.x() - second.x()) == pytest.approx(3 * (second.x() - first.x()))  # 150 days and 50
    assert (second.y() - first.y()) == pytest.approx(first.y() - third.y())  # 20 mm down, 20 mm up


def test_the_pointer_is_told_timepoint_and_stored_text(palette: Palette) -> None:
    _, spots = drawn(CHART, palette)
    assert list(points(spots, "All")) == ["All\nBL: 40.0 mm", "All\nW8: 20.0 mm", "All\nW24: 60.0 mm"]
    assert [spot.text for spot in spots if not spot.key] == ["baseline", "stable", "grown"]


def test_a_missing_value_breaks_the_line_and_is_no_zero(palette: Palette) -> None:
    whole, spots = drawn(CHART, palette)
    first, _, third = points(spots, "All").values()
    broken = replace(CHART, courses=(Course("All", "ALL", (40.0, None, 60.0), ("40.0", "", "60.0"), True),))
    image, told = drawn(broken, palette)
    assert list(points(told, "All")) == ["All\nBL: 40.0 mm", "All\nW24: 60.0 mm"]
    for share in (0.1, 0.5, 0.9):
        between = first + (third - first) * share
        assert colour_at(image, between) != WHITE
    second = points(spots, "All")["All\nW8: 20.0 mm"]
    assert colour_at(whole, first + (second - first) * 0.5) == WHITE


def test_a_level_is_what_a_visit_is_judged_by_from_the_visit_before(palette: Palette) -> None:
    levels = (Level("PD", "PD", (None, 50.0, 30.0)),)
    image, spots = drawn(replace(CHART, levels=levels), palette)
    first, second, third = points(spots, "All").values()
    per_mm = (second.y() - first.y()) / 20.0
    high, low = first.y() - 10.0 * per_mm, first.y() + 10.0 * per_mm

    def red(x: float, y: float) -> bool:
        near = [image.pixelColor(round(x), round(y) + off) for off in (-1, 0, 1)]
        return any(one.red() > 100 and one.green() < 60 for one in near)

    assert red((first.x() + second.x()) / 2, high)
    assert not red((first.x() + second.x()) / 2, low)
    assert red((second.x() + third.x()) / 2, low)
    assert not red((second.x() + third.x()) / 2, high)


def test_calls_are_filled_only_when_they_are_signed(palette: Palette) -> None:
    signed, spots = drawn(CHART, palette)
    chip = next(spot.area for spot in spots if spot.text == "grown")
    inside = chip.topLeft() + QPointF(4, chip.height() / 2)
    assert colour_at(signed, inside) == RED
    draft, _ = drawn(replace(CHART, signed=False), palette)
    assert colour_at(draft, inside) == "#000000"


def test_days_stand_behind_all_labels_or_behind_none(palette: Palette) -> None:
    """They are left out as soon as one of them would run into its neighbour."""
    dated = replace(CHART, visits=tuple(one._replace(when=f"day {one.at:.0f}") for one in CHART.visits))
    plain, told = drawn(CHART, palette)[0], drawn(dated, palette)[0]
    assert plain != told
    near = tuple(one._replace(at=one.at / 100 if one.at == 50.0 else one.at) for one in dated.visits)
    bare = tuple(one._replace(when="") for one in near)
    assert drawn(replace(CHART, visits=near), palette)[0] == drawn(replace(CHART, visits=bare), palette)[0]


def test_days_of_treatment_stand_on_the_axis(palette: Palette) -> None:
    image, spots = drawn(replace(CHART, treated=(Treated(50.0, 100.0, "TREATED", "RT"),)), palette)
    first, second, third = points(spots, "All").values()
    per_day = (third.x() - first.x()) / 200.0
    rows = [y for y in range(SIZE[1]) if colour_at(image, QPointF(second.x() + 20, y)) == "#FFFF00"]
    assert rows
    assert colour_at(image, QPointF(first.x() + 90 * per_day, rows[0] + 1)) == "#FFFF00"
    assert colour_at(image, QPointF(first.x() + 120 * per_day, rows[0] + 1)) != "#FFFF00"


def test_without_a_value_it_says_why(palette: Palette) -> None:
    empty = Courses(CHART.visits, (Course("All", "ALL", (None,) * 3, ("",) * 3),), nothing="No value yet.")
    image, spots = drawn(empty, palette)
    assert spots == []
    assert any(colour_at(image, QPointF(x, SIZE[1] / 2)) != "#000000" for x in range(250, 450))
