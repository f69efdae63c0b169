"""What the trial's figures are made of: which bars, lines, lanes and curves, and what is said of them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.style.charting import TREATED, paper_palette, screen_palette
from app.trial.drawn import Figure, Shown
from app.trial.export import (
    EVERY,
    ONE_COLUMN,
    PAGE_WIDE,
    file_stem,
    notes,
    plate,
    table_of,
    write_figures,
)
from app.trial.figure_words import month_ticks
from app.trial.figures import draw
from app.trial.tables import lines_of
from measurements.endpoints.course import courses_of
from measurements.endpoints.trial import ALL_PATIENTS, Subset, TrialCourses, TrialEndpoints
from measurements.interchange.endpoint_tables import endpoint_tables
from measurements.lesion import RadiationClass
from measurements.recist.response import ResponseSet
from measurements.refusal import Refusal
from tests.measurements.endpoints.patients import ENROLLED, PROTOCOL, clinical_data, data, visits
from viewer.charts.files import plate_image
from viewer.charts.kaplan_meier import KaplanMeier
from viewer.charts.palette import Hatch
from viewer.charts.spider import SpiderPlot
from viewer.charts.swimmer import SwimmerPlot
from viewer.charts.waterfall import Waterfall

SBRT, LDRT = RadiationClass.SBRT, RadiationClass.LDRT


@pytest.fixture(scope="module", autouse=True)
def letters(qapp: QApplication) -> None:
    """Nothing can be written without an application."""


def endpoints_of(*patients: tuple[str, str]) -> TrialEndpoints:
    """Patients S1, S2 ... each by visits and events."""
    subjects = [f"S{number}" for number in range(1, len(patients) + 1)]
    both = [*zip(subjects, patients, strict=True)]
    reads = {subject: visits(visited, subject) for subject, (visited, _) in both}
    clinical = clinical_data([one for subject, (_, text) in both for one in data(text, subject).events])
    return TrialCourses(courses_of(reads, clinical, PROTOCOL), clinical, PROTOCOL, "reader A").endpoints


MIXED = endpoints_of(
    ("56 PR, 112 CR, 168 CR, 224 PD", "RT_START 5 T01, DEATH 300"),
    ("56 SD, 112 SD", "NEW_THERAPY 150, LAST_CONTACT 200"),
    ("56 PR, 112 NE, 168 DRIFT", "AE 20 Anemia 3, LAST_CONTACT 200"),
    ("", "LAST_CONTACT 30"),
)
NOBODY = TrialCourses((), clinical_data([]), PROTOCOL, "reader A").endpoints
EDGES = {
    "nobody": NOBODY,
    "one patient": endpoints_of(("56 PR, 112 PR", "DEATH 300")),
    "never scanned": endpoints_of(("", "LAST_CONTACT 30")),
    "no responders": endpoints_of(("56 SD", "LAST_CONTACT 90"), ("56 PD", "LAST_CONTACT 90")),
    "nobody censored": endpoints_of(("56 PD", "DEATH 90"), ("56 PD", "DEATH 91")),
    "all censored": endpoints_of(("56 SD", "LAST_CONTACT 90"), ("56 SD", "LAST_CONTACT 99")),
    "dead on the first day": endpoints_of(("", "DEATH 0")),
}


@pytest.mark.parametrize("name", EDGES)
@pytest.mark.parametrize(("figure", "shown"), EVERY, ids=str)
def test_every_figure_of_every_odd_trial_is_drawn(name: str, figure: Figure, shown: Shown) -> None:
    drawn = draw(figure, EDGES[name], shown)
    from viewer.charts.files import Plate

    image = plate_image(Plate(drawn.chart, drawn.title, drawn.subtitle, ()), paper_palette(), dpi=48)
    assert not image.isNull()
    assert drawn.title
    assert "{" not in drawn.subtitle


@pytest.mark.parametrize("name", EDGES)
def test_the_numbers_of_every_odd_trial_are_told(name: str) -> None:
    lines = {line.name: line.cells for line in lines_of(EDGES[name])}
    enrolled = EDGES[name].enrolled
    assert lines["ORR, confirmed"][0].endswith(f"/ {enrolled}")
    assert ("nan" in str(lines)) is False
    if not enrolled:
        assert lines["ORR, confirmed"] == ("0 / 0", "\u2013", "")
        assert lines["OS"] == ("0 / 0", "\u2013", "")


def test_bars_are_coloured_by_best_response_and_ringed_where_confirmed() -> None:
    chart = draw(Figure.WATERFALL, MIXED).chart
    assert isinstance(chart, Waterfall)
    assert [(bar.key, bar.pct, bar.style, bar.marked) for bar in chart.bars] == [
        ("S2", -4.0, "SD", False),
        ("S3", -34.0, "PR", False),
        ("S1", -100.0, "CR", True),
    ]
    assert [(line.pct, line.style) for line in chart.thresholds] == [(20, "PD"), (-30, "PR")]
    assert "3 of 4" in draw(Figure.WATERFALL, MIXED).subtitle


def test_bars_of_a_class_and_of_lesions_have_the_style_of_the_class() -> None:
    by_class = draw(Figure.WATERFALL, MIXED, Shown(SBRT)).chart
    by_lesion = draw(Figure.WATERFALL, MIXED, Shown(by_lesion=True)).chart
    none = draw(Figure.WATERFALL, MIXED, Shown(LDRT)).chart
    assert isinstance(by_class, Waterfall)
    assert isinstance(by_lesion, Waterfall)
    assert isinstance(none, Waterfall)
    assert {bar.style for bar in (*by_class.bars, *by_lesion.bars)} == {"SBRT"}
    assert len(by_class.bars) == 3
    assert "T01" in by_lesion.bars[0].text
    assert none.bars == ()


def test_only_the_first_pd_of_a_spider_has_a_cross() -> None:
    chart = draw(Figure.SPIDER, endpoints_of(("56 PD, 112 PD", "LAST_CONTACT 200"))).chart
    assert isinstance(chart, SpiderPlot)
    assert [point.style for point in chart.lines[0].points] == ["", "PD", ""]


def test_a_lane_shows_each_response_until_the_next_call_and_no_longer_than_it_was_seen() -> None:
    chart = draw(Figure.SWIMMER, MIXED).chart
    assert isinstance(chart, SwimmerPlot)
    lanes = {lane.key: lane for lane in chart.lanes}
    assert [span[:3] for span in lanes["S1"].spans] == [
        *((63, 119, "PR"), (119, 231, "CR"), (12, 12, TREATED)),
    ]
    assert [sign.style for sign in lanes["S1"].signs] == ["PD", "", ""]
    assert not lanes["S1"].goes_on
    assert lanes["S2"].goes_on
    assert lanes["S2"].spans == ()
    assert [span[:3] for span in lanes["S3"].spans] == [(63, 175, "PR")], "NE ends no response"
    seen_once = draw(Figure.SWIMMER, endpoints_of(("56 PR, 112 PR", "LAST_CONTACT 900"))).chart
    assert isinstance(seen_once, SwimmerPlot)
    assert [span[:3] for span in seen_once.lanes[0].spans] == [(63, 119, "PR")]


def test_radiotherapy_lies_in_a_lane_from_its_first_day_to_its_last() -> None:
    events = "RT_START 1 T01, RT_END 9 T01, LAST_CONTACT 900"
    chart = draw(Figure.SWIMMER, endpoints_of(("56 SD", events))).chart
    assert isinstance(chart, SwimmerPlot)
    assert [span[:3] for span in chart.lanes[0].spans] == [(8, 16, TREATED)]
    assert "end of radiotherapy: day 16" in chart.lanes[0].text
    assert chart.lanes[0].spans[0].height < 1, "a response beneath it is seen"


def test_curves_are_those_of_the_endpoints_and_their_axis_ends_where_the_count_does() -> None:
    chart = draw(Figure.SURVIVAL, MIXED).chart
    assert isinstance(chart, KaplanMeier)
    assert [one.curve for one in chart.curves] == [MIXED.progression_free, MIXED.survival]
    late = endpoints_of(("56 SD", "LAST_CONTACT 1500"))
    long = draw(Figure.SURVIVAL, late).chart
    assert isinstance(long, KaplanMeier)
    assert long.last_day == PROTOCOL.dating.cutoff_days
    duration = draw(Figure.DURATION, MIXED).chart
    assert isinstance(duration, KaplanMeier)
    assert duration.curves[0].curve is MIXED.confirmed.duration


def test_numbers_are_those_of_the_endpoints() -> None:
    lines = {line.name: line for line in lines_of(MIXED)}
    assert lines["ORR, confirmed"].cells == ("1 / 4", "25.0 %", "0.6 \u2013 80.6")
    assert lines["ORR, unconfirmed"].cells[:2] == ("2 / 4", "50.0 %")
    assert lines["Anemia"].cells == ("1", "25.0", "1")
    assert lines["not read"].cells[0] == "0 / 1" if "not read" in lines else True
    assert lines["OS"].cells[0] == "1 / 4"


def test_notes_tell_denominator_read_cut_off_protocol_and_research_use() -> None:
    first, last = notes(replace(MIXED, subset=Subset(ResponseSet.ALL_IRRADIATED)))
    for part in ("4 enrolled patients, only those assessed by SBRT + LDRT", "reader A", PROTOCOL.identity):
        assert part in first
    assert MIXED.data.cutoff.isoformat() in first
    assert "no cut-off given" in first
    assert "Research use only" in last
    assert ENROLLED + timedelta(days=1) < MIXED.data.cutoff


def test_every_figure_is_written_in_three_formats_with_its_data(tmp_path: Path) -> None:
    written = write_figures(MIXED, tmp_path / "out", figures=EVERY[:2])
    assert [path.name for path in written] == [
        *(f"waterfall.{ending}" for ending in ("svg", "png", "pdf")),
        *(f"waterfall-lesions.{ending}" for ending in ("svg", "png", "pdf")),
        "waterfall.csv",
        "class-changes.csv",
    ]
    assert all(path.stat().st_size > 100 for path in written)
    assert "Research use only" in (tmp_path / "out" / "waterfall.svg").read_text(encoding="utf-8")


def test_each_figure_has_a_file_of_its_own_and_a_table_that_exists() -> None:
    assert len({file_stem(figure, shown, ALL_PATIENTS) for figure, shown in EVERY}) == len(EVERY)
    assert {table_of(figure, shown) for figure, shown in EVERY} <= endpoint_tables(MIXED).keys()


def test_files_of_some_patients_lie_beside_those_of_all(tmp_path: Path) -> None:
    """By their names, and the rows of their tables say which patients they are of."""
    for subset in (ALL_PATIENTS, Subset(ResponseSet.ALL_IRRADIATED), Subset(None, RadiationClass.SBRT)):
        write_figures(replace(MIXED, subset=subset), tmp_path, figures=[(Figure.SURVIVAL, Shown())])
    told = {path.name: path.read_text(encoding="utf-8").splitlines() for path in tmp_path.glob("*.csv")}
    assert {name: (rows[0].split(",")[2], rows[1].split(",")[2]) for name, rows in told.items()} == {
        "curves.csv": ("subset", "all"),
        "curves-only-SBRT-LDRT.csv": ("subset", "branch SBRT+LDRT"),
        "curves-with-SBRT.csv": ("subset", "rt SBRT"),
    }
    assert (tmp_path / "survival-only-SBRT-LDRT.svg").is_file()
    both = Subset(ResponseSet.SOME_UNIRRADIATED, RadiationClass.UNIRRADIATED)
    shown = Shown(RadiationClass.UNIRRADIATED)
    assert file_stem(Figure.SPIDER, shown, both) == (
        "spider-unirradiated-only-SBRT-LDRT-NONE-with-unirradiated"
    )


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal, match="cannot be made"):
        write_figures(MIXED, tmp_path / "file" / "out", figures=EVERY[:1])


@pytest.mark.parametrize("palette", [screen_palette, paper_palette], ids=["window", "print"])
def test_styles_are_told_apart_without_their_colour(palette: object) -> None:
    """Of calls next to each other in lightness, one is hatched; classes differ in dash and hatch."""
    styles = palette().styles  # type: ignore[operator]
    assert {styles[one].hatch for one in ("PR", "SD", "PD", "NE")} == set(Hatch)
    classes = [styles[one.value] for one in RadiationClass]
    assert len({one.dashes_px for one in classes}) == len({one.hatch for one in classes}) == 3


def test_times_by_assessment_set_name_their_patients() -> None:
    chart = draw(Figure.PROGRESSION_FREE_BY_SET, MIXED).chart
    assert isinstance(chart, KaplanMeier)
    (one,) = chart.curves
    assert [patient.key for patient in one.patients] == ["S1", "S2", "S3", "S4"]
    assert "S1, PFS: day 231" in one.patients[0].text
    survival = draw(Figure.SURVIVAL_BY_SET, MIXED).chart
    assert isinstance(survival, KaplanMeier)
    assert "S1, OS: day 307" in survival.curves[0].patients[0].text
    assert "of 4 patients" in draw(Figure.SURVIVAL_BY_SET, MIXED).subtitle


def test_figures_of_one_column_are_85_mm_wide(tmp_path: Path) -> None:
    write_figures(MIXED, tmp_path, figures=EVERY[:1], wide=ONE_COLUMN)
    image = QImage(str(tmp_path / "waterfall.png"))
    assert image.width() / image.dotsPerMeterX() == pytest.approx(0.085, abs=0.0002)


@pytest.mark.parametrize(
    ("last_day", "months"),
    [
        (0, ["0", "1"]),
        (170, ["0", "1", "2", "3", "4", "5", "6"]),
        (400, ["0", "3", "6", "9", "12"]),
        (1500, ["0", "6", "12", "18", "24", "30", "36", "42", "48"]),
        (9000, [str(month) for month in range(0, 289, 12)]),
    ],
)
def test_an_axis_of_months_has_a_dozen_ticks_at_most_while_that_can_be(
    last_day: int, months: list[str]
) -> None:
    assert [tick.text for tick in month_ticks(last_day)] == months


def test_a_swimmer_of_few_patients_leaves_no_hole_above_its_notes() -> None:
    few = plate(Figure.SWIMMER, MIXED, Shown())
    assert few.size(paper_palette()).height() < PAGE_WIDE.least_px
