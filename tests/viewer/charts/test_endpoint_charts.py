"""Waterfall, spider, swimmer, Kaplan-Meier: what is drawn where, what answers the pointer, what is saved."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from measurements.endpoints.survival import Observation, curve
from measurements.refusal import Refusal
from viewer.charts.axes import Tick, even_step, multiples, percent_tick
from viewer.charts.chart import Chart, LegendEntry, Sample, Spot
from viewer.charts.chart_view import ChartView
from viewer.charts.files import PRINT_DPI, Plate, write_plate
from viewer.charts.kaplan_meier import KaplanMeier, NamedCurve, Patient
from viewer.charts.palette import Hatch, Palette, Style
from viewer.charts.spider import SpiderLine, SpiderPlot, SpiderPoint
from viewer.charts.swimmer import Sign, Span, SwimLane, SwimmerPlot
from viewer.charts.waterfall import Threshold, Waterfall, WaterfallBar, percent_top

GREEN, RED, BLUE, WHITE = QColor("#00ff00"), QColor("#ff0000"), QColor("#0000ff"), QColor("#ffffff")
GREY = QColor("#808080")
PALETTE = Palette(
    ground=WHITE,
    text=QColor("#000000"),
    second=QColor("#444444"),
    grid=QColor("#dddddd"),
    zero=GREY,
    lane=QColor("#cccccc"),
    accent=BLUE,
    styles={"good": Style(GREEN), "bad": Style(RED, hatch=Hatch.RISING), "line": Style(BLUE, (6.0, 4.0))},
    families=("Inter",),
    text_px=12,
)
TICKS = tuple(Tick(30 * n, f"m{n}") for n in range(20))
AREA = QRectF(0, 0, 400, 300)


@pytest.fixture(scope="module", autouse=True)
def letters(qapp: QApplication) -> None:
    """Nothing can be written without an application."""


def painted(chart: Chart, lit: str = "") -> tuple[QImage, list[Spot]]:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(WHITE)
    painter = QPainter(image)
    spots = chart.paint(painter, AREA, PALETTE, lit)
    painter.end()
    return image, spots


def texts(chart: Chart, folder: Path) -> list[str]:
    """All words of a chart, from an SVG of it."""
    path = folder / "chart.svg"
    write_plate(Plate(chart, "Title", "Subtitle", ("A note.",)), path, PALETTE)
    found = re.findall(r"<text[^>]*>([^<]*)</text>", path.read_text(encoding="utf-8"))
    return [unescape(text).strip() for text in found]


def waterfall(*bars: tuple[str, float, str]) -> Waterfall:
    return Waterfall(
        tuple(WaterfallBar(key, pct, style, False, f"{key}: {pct}") for key, pct, style in bars),
        (Threshold(-30, "line", "PR"),),
        (LegendEntry(Sample.AREA, "good", "responded"),),
        "Change, %",
        "Nobody yet.",
    )


@pytest.mark.parametrize(
    ("span", "most", "step"),
    [(140, 10, 20), (100, 10, 10), (101, 10, 20), (1, 4, 0.25), (730, 8, 100), (7, 7, 1)],
)
def test_steps_are_round(span: float, most: int, step: float) -> None:
    assert even_step(span, most) == pytest.approx(step)


def test_an_axis_without_length_has_no_step() -> None:
    with pytest.raises(ValueError, match="length"):
        even_step(0, 5)


def test_ticks_of_percent() -> None:
    assert [percent_tick(at) for at in multiples(-40, 30, 20)] == ["\u221240", "\u221220", "0", "+20"]


@pytest.mark.parametrize(
    ("changes", "top"), [([-50.0], 40), ([41.0], 60), ([99.0], 100), ([250.0, -10], 100)]
)
def test_the_axis_of_changes_reaches_two_steps_up_and_no_higher_than_100(
    changes: list[float], top: float
) -> None:
    assert percent_top(changes)[0] == top


def test_bars_go_up_for_growth_and_down_for_shrinking_in_their_own_colour() -> None:
    image, (grown, shrunk) = painted(waterfall(("A", 40.0, "bad"), ("B", -100.0, "good")))
    zero = next(y for y in range(300) if image.pixelColor(int(shrunk.area.center().x()), y + 1) == GREEN)
    x = int(shrunk.area.center().x())
    assert image.pixelColor(x, zero + 40) == GREEN
    assert image.pixelColor(x, zero - 20) != GREEN
    column = [image.pixelColor(int(grown.area.center().x()), y) for y in range(zero)]
    assert RED in column
    assert any(one not in (RED, WHITE) for one in column), "the hatch lies over the fill"


def test_a_bar_longer_than_the_axis_is_cut_and_says_how_long_it_is(tmp_path: Path) -> None:
    assert "+180" in texts(waterfall(("A", 180.0, "bad")), tmp_path)
    assert "+180" not in texts(waterfall(("A", 80.0, "bad")), tmp_path)


def test_who_is_lit_has_a_frame_in_the_colour_of_text() -> None:
    plain, _ = painted(waterfall(("A", -50.0, "good"), ("B", -60.0, "good")))
    lit, spots = painted(waterfall(("A", -50.0, "good"), ("B", -60.0, "good")), lit="B")
    changed = [x for x in range(400) for y in range(0, 300, 3) if plain.pixel(x, y) != lit.pixel(x, y)]
    assert changed
    assert all(spots[1].area.left() - 2 <= x <= spots[1].area.right() + 2 for x in changed)


def spider(*points: tuple[float, float]) -> SpiderPlot:
    line = SpiderLine("A", "good", tuple(SpiderPoint(day, pct, "", f"day {day}") for day, pct in points))
    return SpiderPlot((line,) if points else (), (), TICKS, (), "Months", "Change, %", "Nobody yet.")


def test_a_spider_has_a_spot_at_each_visit_later_ones_to_the_right_and_smaller_sums_below() -> None:
    _, spots = painted(spider((-7, 0), (56, -40), (112, -80)))
    centres = [spot.area.center() for spot in spots]
    assert [one.x() for one in centres] == sorted(one.x() for one in centres)
    assert [one.y() for one in centres] == sorted(one.y() for one in centres)
    assert [spot.text for spot in spots] == ["day -7", "day 56", "day 112"]


def test_one_visit_makes_a_spider_without_an_axis_of_no_length() -> None:
    assert len(painted(spider((0, 0)))[1]) == 1


def test_a_line_that_grows_beyond_the_plot_ends_there_and_says_how_high_it_goes(tmp_path: Path) -> None:
    chart = spider((0, 0), (100, 200), (200, 260))
    image, spots = painted(chart)
    assert "+260" in texts(chart, tmp_path)
    assert "+260" not in texts(spider((0, 0), (100, 99)), tmp_path)
    left = min(spot.area.center().x() for spot in spots)
    leaves = left + (spots[1].area.center().x() - left) / 2
    top = min(y for y in range(300) for x in range(400) if image.pixelColor(x, y) == GREEN)
    rightmost = max(x for x in range(400) for y in range(top, 300) if image.pixelColor(x, y) == GREEN)
    assert rightmost <= leaves + 20, "nothing goes on along the edge"


def test_words_of_a_narrow_plate_have_their_room(tmp_path: Path) -> None:
    chart = waterfall(("A", -50.0, "good"))
    wide = Plate(chart, "Title", "A subtitle of some length, " * 3, ("A note of some length, " * 6,), 680, 0)
    narrow = replace(wide, width_px=321)
    assert narrow.size(PALETTE).height() > wide.size(PALETTE).height()
    assert wide.size(PALETTE).height() > chart.height_px(PALETTE) + 230


def test_a_long_name_leaves_the_lanes_their_room() -> None:
    lane = SwimLane("A" * 90, 0, 300, False, (Span(0, 300, "good"),), (), "")
    image, _ = painted(SwimmerPlot((lane,), TICKS, (), "Months", "Nobody yet."))
    greens = [x for x in range(400) if image.pixelColor(x, 20) == GREEN]
    assert max(greens) - min(greens) > 200


def test_a_lane_shows_response_and_end_and_is_as_high_as_its_rows_need() -> None:
    lane = SwimLane(
        "A", 0, 300, False, (Span(60, 120, "good"),), (Sign(200, Sample.SQUARE, "bad"),), "A: died"
    )
    chart = SwimmerPlot((lane, lane._replace(key="B")), TICKS, (), "Months", "Nobody yet.")
    image, spots = painted(chart)
    row = int(spots[0].area.center().y())
    at = [x for x in range(400) if image.pixelColor(x, row) == GREEN]
    dead = [x for x in range(400) if image.pixelColor(x, row) == RED]
    assert at
    assert dead
    assert max(at) < min(dead)
    assert max(at) - min(at) == pytest.approx((dead[0] + 4 - min(at)) * 60 / 140, abs=4)
    assert chart.height_px(PALETTE) > SwimmerPlot((lane,), TICKS, (), "", "").height_px(PALETTE)


def survival(*observations: tuple[int, bool]) -> KaplanMeier:
    made = curve([Observation(day, event) for day, event in observations], "first-time")
    named = NamedCurve("PFS", "line", made, "progression-free", "{survival} % from {day}, {at_risk}")
    return KaplanMeier((named,), 180, TICKS, "Months", "Patients, %", "At risk", "Nobody yet.")


def test_numbers_at_risk_stand_below_their_ticks(tmp_path: Path) -> None:
    words = texts(survival((30, True), (45, False), (100, True)), tmp_path)
    start = words.index("PFS")
    assert words[start + 1 : start + 8] == ["3", "3", "1", "1", "0", "0", "0"]


def test_a_step_of_a_curve_tells_its_day_its_height_and_who_was_at_risk() -> None:
    _, spots = painted(survival((30, True), (45, False), (100, True)))
    assert [spot.text for spot in spots] == ["66.7 % from 30, 3", "0.0 % from 100, 1"]


def test_a_patient_answers_on_the_curve_before_the_step_and_stands_out_when_lit(qtbot: QtBot) -> None:
    plain = survival((30, True), (100, True))
    curve_of = plain.curves[0]._replace(patients=(Patient("A", 30, "A died"), Patient("B", 200, "beyond")))
    chart = replace(plain, curves=(curve_of,))
    _, spots = painted(chart)
    (spot,) = [one for one in spots if one.key]
    assert (spot.key, spot.text) == ("A", "A died")
    dark, _ = painted(chart)
    lit, _ = painted(chart, lit="A")
    at = spot.area.center().toPoint()
    assert lit.pixelColor(at.x() + 3, at.y() + 2) == BLUE
    assert lit != dark
    view = ChartView(PALETTE)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_chart(chart)
    view.grab()
    step = next(one for one in view._spots if not one.key)
    own = next(one for one in view._spots if one.key)
    assert step.area.intersects(own.area)
    found = view.spot_at(own.area.center())
    assert found is not None
    assert found.key == "A"


@pytest.mark.parametrize(
    "observations", [[(10, True)], [(10, False), (20, False)], [(10, True), (10, True)], [(0, True)]]
)
def test_curves_with_nobody_censored_or_all_are_drawn(observations: list[tuple[int, bool]]) -> None:
    _, spots = painted(survival(*observations))
    assert len(spots) == len({day for day, event in observations if event})


@pytest.mark.parametrize(
    "chart",
    [waterfall(), spider(), SwimmerPlot((), TICKS, (), "", "Nobody yet."), survival()],
    ids=["waterfall", "spider", "swimmer", "survival"],
)
def test_a_chart_without_anybody_says_so(chart: Chart, tmp_path: Path) -> None:
    assert "Nobody yet." in texts(chart, tmp_path)
    assert painted(chart)[1] == []


def test_the_pointer_is_told_whose_bar_it_is_on_and_a_click_chooses(qtbot: QtBot) -> None:
    view = ChartView(PALETTE)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_chart(waterfall(("A", 40.0, "bad"), ("B", -100.0, "good")))
    with qtbot.waitExposed(view):
        view.show()
    view.grab()
    pointed: list[str] = []
    chosen: list[str] = []
    view.pointed.connect(pointed.append)
    view.chosen.connect(chosen.append)
    spot = view.spot_at(QPointF(230, 150))
    assert spot is not None
    assert spot.key == "B"
    QTest.mouseMove(view, QPoint(230, 150))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(230, 150))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(2, 298))
    assert chosen == ["B"]
    assert "B" in pointed


def test_a_plate_is_saved_with_its_title_and_notes_in_every_format(tmp_path: Path) -> None:
    plate = Plate(waterfall(("A", -50.0, "good")), "Waterfall", "1 of 1", ("Cut-off 2025-01-01.",))
    for name in ("a.svg", "a.png", "a.pdf"):
        write_plate(plate, tmp_path / name, PALETTE)
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "Cut-off 2025-01-01." in svg
    fonts = set(re.findall('<text[^>]*font-family="([^"]*)"', svg))
    assert fonts
    assert all(font.endswith(",Helvetica,Arial,sans-serif") for font in fonts), "where Inter is not installed"
    image = QImage(str(tmp_path / "a.png"))
    assert image.width() == round(plate.width_px * PRINT_DPI / 96)
    assert round(image.dotsPerMeterX() * 0.0254) == PRINT_DPI
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_a_plate_that_cannot_be_written_is_refused(tmp_path: Path, suffix: str) -> None:
    plate = Plate(waterfall(), "Waterfall", "", ())
    with pytest.raises(Refusal, match="cannot be written"):
        write_plate(plate, tmp_path / "missing" / f"a{suffix}", PALETTE)


def test_another_ending_is_no_format(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.bmp"):
        write_plate(Plate(waterfall(), "", "", ()), tmp_path / "a.bmp", PALETTE)


def test_figures_have_even_widths_but_where_they_are_copied_out_of_a_file() -> None:
    fonts = (PALETTE.font(), replace(PALETTE, even_figures=False).font())
    tags = [QFont.Tag(name) for name in ("tnum", "calt")]
    assert [[font.featureValue(tag) for tag in tags] for font in fonts] == [[1, 1], [0, 0]]
