"""The trial's figures as files, each with its data beside it and what has to stand with it in print."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.style.charting import PAPER_TEXT_PX, paper_palette
from app.trial.drawn import Figure, Shown
from app.trial.figure_words import read_words, subset_words, unread_sentence
from app.trial.figures import draw
from measurements.endpoints.trial import Subset, TrialEndpoints
from measurements.interchange.endpoint_tables import endpoint_tables
from measurements.interchange.tables import make_folder, write_files
from measurements.lesion import RadiationClass
from viewer.charts.files import PX_PER_INCH, SUFFIXES, Plate, write_plate

translate = QCoreApplication.translate

EVERY: tuple[tuple[Figure, Shown], ...] = (
    (Figure.WATERFALL, Shown()),
    (Figure.WATERFALL, Shown(by_lesion=True)),
    *((Figure.WATERFALL, Shown(one)) for one in RadiationClass),
    (Figure.SPIDER, Shown()),
    *((Figure.SPIDER, Shown(one)) for one in RadiationClass),
    (Figure.SWIMMER, Shown()),
    (Figure.SURVIVAL, Shown()),
    (Figure.DURATION, Shown()),
    (Figure.PROGRESSION_FREE_BY_SET, Shown()),
    (Figure.SURVIVAL_BY_SET, Shown()),
)
"""All figures there are, those of single classes too."""


TIMES = (
    Figure.SURVIVAL,
    Figure.DURATION,
    Figure.PROGRESSION_FREE_BY_SET,
    Figure.SURVIVAL_BY_SET,
)
"""Those of times to an event."""


def notes(endpoints: TrialEndpoints) -> tuple[str, ...]:
    """What stands below every figure: whose reads, which patients, cut-off, protocol, research use."""
    data, protocol = endpoints.data, endpoints.protocol
    subset = subset_words(endpoints.subset)
    cutoff = (
        translate("trial", "data cut-off {date}")
        if data.cutoff_stated
        else translate("trial", "no cut-off given, last date {date}")
    ).format(date=data.cutoff.isoformat())
    of = translate("trial", "{of} enrolled patients").format(of=endpoints.enrolled)
    unread = unread_sentence(endpoints)
    return (
        translate("trial", "{patients}; reads: {read}; {cutoff}; protocol {protocol}.").format(
            patients=f"{of}, {subset}" if subset else of,
            read=read_words(endpoints.read),
            cutoff=cutoff,
            protocol=protocol.identity,
        ),
        *((unread,) if unread else ()),
        translate("trial", "Research use only; not a medical device. Classes are exploratory."),
    )


@dataclass(frozen=True, slots=True)
class Print:
    """A width of figures in print, and letters that can be read there.

    Attributes:
        text_px: of the letters, at 96 px to the inch.
        least_px: the least height of a whole figure.
    """

    width_mm: int
    text_px: int
    least_px: int

    @property
    def width_px(self) -> int:
        return round(self.width_mm / 25.4 * PX_PER_INCH)


ONE_COLUMN, PAGE_WIDE = Print(85, 9, 0), Print(180, PAPER_TEXT_PX, 460)
"""A column of a journal, with letters of 6.75 points, and its page."""
PRINTS = {one.width_mm: one for one in (ONE_COLUMN, PAGE_WIDE)}


def plate(figure: Figure, endpoints: TrialEndpoints, shown: Shown, wide: Print = PAGE_WIDE) -> Plate:
    """A figure as it is printed."""
    drawn = draw(figure, endpoints, shown)
    least_px = 0 if figure is Figure.SWIMMER else wide.least_px  # its lanes take no more than they need
    return Plate(drawn.chart, drawn.title, drawn.subtitle, notes(endpoints), wide.width_px, least_px)


def file_stem(figure: Figure, shown: Shown, subset: Subset) -> str:
    """ "waterfall", "waterfall-lesions", "spider-SBRT", and of some patients "survival-with-SBRT"."""
    parts = [figure.value]
    if shown.by_lesion:
        parts.append("lesions")
    if shown.radiation is not None:
        parts.append(_class_stem(shown.radiation))
    return "-".join(parts) + _subset_stem(subset)


def _class_stem(radiation: RadiationClass) -> str:
    return "unirradiated" if radiation is RadiationClass.UNIRRADIATED else radiation.value


def _subset_stem(subset: Subset) -> str:
    """Ends the name of every file that is not of all patients: it may lie beside one that is."""
    branch = f"-only-{subset.branch}".replace("+", "-") if subset.branch else ""
    return branch + (f"-with-{_class_stem(subset.radiation)}" if subset.radiation else "")


def table_of(figure: Figure, shown: Shown) -> str:
    """The name of the table that holds a figure's data (`interchange.endpoint_tables`)."""
    if figure in TIMES:
        return "curves.csv"
    if figure is Figure.SWIMMER:
        return "swimmer.csv"
    if figure is Figure.SPIDER:
        return "spider.csv" if shown.radiation is None else "class-spiders.csv"
    return "class-changes.csv" if shown.by_lesion or shown.radiation else "waterfall.csv"


def write_figure(
    figure: Figure,
    endpoints: TrialEndpoints,
    shown: Shown,
    path: Path,
    wide: Print = PAGE_WIDE,
) -> list[Path]:
    """Writes one figure in the format that `path` ends in, and its data beside it.

    Raises:
        Refusal: a file cannot be written.
    """
    write_plate(plate(figure, endpoints, shown, wide), path, paper_palette(wide.text_px))
    data = path.with_suffix(".csv")
    write_files({data: endpoint_tables(endpoints)[table_of(figure, shown)]})
    return [path, data]


def write_figures(
    endpoints: TrialEndpoints,
    folder: Path,
    *,
    figures: Sequence[tuple[Figure, Shown]] = EVERY,
    wide: Print = PAGE_WIDE,
    report: Callable[[int, int, str], None] = lambda done, total, text: None,
) -> list[Path]:
    """Writes figures as SVG, PNG and PDF, and their tables; the files in that order.

    Raises:
        Refusal: the folder or a file cannot be written.
    """
    make_folder(folder)
    written: list[Path] = []
    tables = endpoint_tables(endpoints)
    palette = paper_palette(wide.text_px)
    for place, (figure, shown) in enumerate(figures):
        report(place, len(figures), figure.value)
        for suffix in SUFFIXES:
            path = folder / f"{file_stem(figure, shown, endpoints.subset)}{suffix}"
            write_plate(plate(figure, endpoints, shown, wide), path, palette)
            written.append(path)
    ending = f"{_subset_stem(endpoints.subset)}.csv"
    names = dict.fromkeys(table_of(figure, shown) for figure, shown in figures)
    data = {folder / name.replace(".csv", ending): tables[name] for name in names}
    write_files(data)
    return [*written, *data]
