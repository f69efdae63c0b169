"""A turned body followed by the real engine in a real window: place, ghost, badge, link and flicker agree."""

import math
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.following import following as following_module
from app.following.following import Following
from app.reading.pictures import lesion_search
from app.reading.pictures.laid_prior import LaidPrior
from measurements.case.verification import verify
from measurements.geometry.vectors import Vector, add, middle, subtract
from reader.registration.apart import ComparisonsApart
from tests.app.following.scene import DAYS, PLACES, draw_at_baseline, turned, write_scan
from tests.app.reading.user import Opened, Reader

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TURNED_DEG = 12.0
SHIFT_MM: Vector = (12.0, -9.0, 21.0)


def lies_at(point_lps: Vector) -> Vector:
    """Where a place of the first scan truly lies in the second one."""
    x, y, z = turned(TURNED_DEG) @ np.array(point_lps)
    return add((float(x), float(y), float(z)), SHIFT_MM)


@pytest.fixture(scope="module")
def turned_trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two lesions drawn in the first of two scans."""
    folder = tmp_path_factory.mktemp("turned")
    write_scan(folder / "scans" / DAYS[0], DAYS[0], (0.0, 0.0, 0.0))
    write_scan(folder / "scans" / DAYS[1], DAYS[1], SHIFT_MM, turned_deg=TURNED_DEG)
    draw_at_baseline(folder)
    return folder


@pytest.fixture
def opened(
    qtbot: QtBot, turned_trial: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    monkeypatch.setattr(lesion_search, "Following", Following)
    monkeypatch.setattr(following_module, "ComparisonsApart", ComparisonsApart)
    made = Opened(qtbot, Path(shutil.copytree(turned_trial, tmp_path / "own")) / "trial.longaxis")
    yield made
    made.close()


def following_of(reader: Reader) -> Following:
    assert reader.room.read is not None
    made = reader.room.read.search.following
    assert isinstance(made, Following)
    return made


def is_known(reader: Reader) -> Callable[[], bool]:
    desk = reader.desk
    return lambda: all(following_of(reader).followed(one, desk.current) for one in desk.case.lesions)


def test_a_turned_body_is_followed_shown_linked_and_laid(qtbot: QtBot, opened: Opened) -> None:
    reader = opened.read(1)
    qtbot.waitUntil(is_known(reader))
    desk, current, prior = reader.desk, reader.wall.current, reader.wall.prior
    lesion = desk.case.lesions[0]
    drawn = desk.case.measurement(lesion, desk.case.timepoints[0])
    assert drawn is not None
    assert drawn.caliper is not None

    followed = following_of(reader).followed(lesion, desk.current)
    assert followed is not None
    assert followed.place_lps is not None
    assert math.dist(followed.place_lps, lies_at(middle(drawn.caliper.long_lps))) < 3.0

    reader.key(Qt.Key.Key_Period)
    (ghost,) = [one for one in current.ghosts if one.title.startswith(lesion.label)]
    assert math.dist(*ghost.long_lps) == pytest.approx(math.dist(*drawn.caliper.long_lps))
    along = subtract(ghost.long_lps[1], ghost.long_lps[0])
    assert math.degrees(math.atan2(along[1], along[0])) == pytest.approx(TURNED_DEG, abs=2.0)

    assert current.stack is not None
    assert prior.stack is not None
    back = reader.wall.linking.links.between(current.stack.series, prior.stack.series, followed.place_lps)
    beside = (PLACES[0][0] + 15.0, PLACES[0][1] - 10.0, PLACES[0][2])
    assert math.dist(back.there(lies_at(beside)), beside) < 3.0
    assert f"registered near {lesion.label}" in reader.wall.link_text

    reader.hold(Qt.Key.Key_A)
    QApplication.processEvents()
    (laid,) = [one for one in reader.pane.findChildren(LaidPrior) if one.isVisible()]
    assert laid.resampled
    source = laid.source()
    assert source is not None
    index = reader.pane.viewport().index
    there, here = source.values(index), current.stack.values(index)
    assert there is not None
    assert here is not None
    row, column = here.shape[0] // 2, here.shape[1] // 2
    around = np.s_[row - 8 : row + 8, column - 8 : column + 8]
    assert np.corrcoef(there[around].ravel(), here[around].ravel())[0, 1] > 0.8
    reader.let_go(Qt.Key.Key_A)
    assert verify(opened.session.store).holds


def test_nothing_is_left_running_when_the_window_closes_in_the_midst(qtbot: QtBot, opened: Opened) -> None:
    reader = opened.read(1)
    comparisons = following_of(reader)._comparisons
    assert isinstance(comparisons, ComparisonsApart)
    qtbot.waitUntil(lambda: comparisons._process is not None)
    process = comparisons._process
    assert process is not None
    opened.close()
    assert not process.is_alive()
    assert comparisons._process is None
