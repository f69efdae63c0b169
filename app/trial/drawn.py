"""Which figures of a trial there are, what they can show, and a figure ready to be shown, as values."""

from dataclasses import dataclass
from enum import StrEnum

from measurements.lesion import RadiationClass
from viewer.charts.chart import Chart


class Figure(StrEnum):
    """The figures; values name their files."""

    WATERFALL = "waterfall"
    SPIDER = "spider"
    SWIMMER = "swimmer"
    SURVIVAL = "survival"
    DURATION = "duration-of-response"
    PROGRESSION_FREE_BY_SET = "progression-free-by-set"
    SURVIVAL_BY_SET = "survival-by-set"


@dataclass(frozen=True, slots=True)
class Shown:
    """What waterfall and spider show.

    Attributes:
        radiation: the lesions of one class; None for all.
        by_lesion: a bar for each target instead of one for each patient.
    """

    radiation: RadiationClass | None = None
    by_lesion: bool = False


EVERYTHING = Shown()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart, its title, and beside it what it shows of how many."""

    chart: Chart
    title: str
    subtitle: str
