"""Where height is short the list of lesions keeps its room, and so do the call and its sentence."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from measurements.lesion import RadiationClass
from tests.app.reading.at_the_desk import at, draw
from tests.app.reading.scans import LIVER, LUNG
from tests.app.reading.user import Opened
from tests.app.settled import settle

FURTHER = (replace(LUNG, y_mm=32.0), replace(LIVER, x_mm=-20.0))


@pytest.mark.parametrize("visit", [0, 1])
@pytest.mark.parametrize(
    "size", [(1280, 640), (1280, 680), (1280, 720), (1366, 768), (1920, 1010), (1920, 1080)]
)
def test_four_lesions_are_in_sight_with_the_sum_and_the_call_and_its_sentence(
    open_on: Callable[[Path], Opened], trial_of_read_room: Path, size: tuple[int, int], visit: int
) -> None:
    """1280 pixels are 1920 at 150 %; less high than the screen is what frame and task bar leave."""
    opened = open_on(trial_of_read_room)
    reader = opened.read(visit)
    desk, panel = reader.desk, reader.room.panel
    for seen in FURTHER:
        at(desk, opened.session, 0)
        desk.activate(None)
        draw(opened.session, desk, seen)
        at(desk, opened.session, 1)
        draw(opened.session, desk, seen)
    for lesion, radiation in zip(desk.case.lesions, (*RadiationClass, RadiationClass.SBRT), strict=True):
        desk.activate(lesion.uid)
        desk.set_class(radiation)
    at(desk, opened.session, visit)
    opened.station.window.resize(*size)
    settle(opened.station.window)
    rows = [panel.lesions.row(lesion.uid) for lesion in desk.ordered()]
    assert [row.line.class_name for row in rows] == ["SBRT", "SBRT", "LDRT", "NONE"]
    for part in (*rows, panel.sums, panel.call._chip, panel.call._sentence):
        assert part.visibleRegion().boundingRect() == part.rect(), part
    assert panel.call.response == ("PR" if visit else "BL")
