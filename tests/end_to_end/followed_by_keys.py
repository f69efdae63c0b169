"""Reads the follow-ups of a subject by the keyboard alone, with following and without.

The baseline stands as the demonstration trial has it; what it has of later timepoints is taken back first.
The radiologist knows from the truth where the axes of a lesion end, goes to each lesion with W, to its slice
with the arrows, and draws it with Shift+D, arrows and Enter. Without following, no place is known and no
earlier caliper shows: the picture goes where the scanners' tables say, and the line begins in its middle.

`python -m tests.end_to_end.followed_by_keys FOLDER` does it on copies of the demonstration trial in FOLDER,
on the display named by the environment, and says what it took. Each press of a key is one gesture and is
priced at 0.20 s, looking at 1.35 s a lesion (Card, Moran and Newell, Communications of the ACM 23, 1980).
"""

import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication

from app.demo.first_read import TRIAL
from app.following.following import Following
from app.main_window import MainWindow
from app.program import application
from app.reading.pictures import lesion_search
from app.session import open_session
from app.settings import Settings
from app.workstation import GHOSTS, Workstation
from measurements.geometry.vectors import Vector, add, scale
from measurements.lesion import State
from reader.phantom.subjects import Variant
from reader.phantom.truth import LesionTruth, VisitTruth
from tests.app.reading.still_following import StillFollowing
from tests.app.reading.user import NONE, SHIFT, hung, is_whole
from tests.end_to_end.by_hand import CountingReader, Wait, truth_of
from viewer.keyed_pane import LEAP_MM, STEP_MM
from viewer.shapes import CaliperShape

SUBJECT = "DEMO-001"
KEY_S, LOOK_S = 0.20, 1.35
_ARROWS: dict[Qt.Key, Vector] = {
    Qt.Key.Key_Left: (-1.0, 0.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0, 0.0),
    Qt.Key.Key_Down: (0.0, 1.0, 0.0),
}
_STATE_KEY = {
    State.ABSENT: Qt.Key.Key_Z,
    State.TOO_SMALL: Qt.Key.Key_T,
    State.NOT_EVALUABLE: Qt.Key.Key_X,
    State.PRESENT: Qt.Key.Key_U,
}


@dataclass(frozen=True, slots=True)
class Effort:
    """What a read took.

    Attributes:
        drawn: lesions that were drawn, of all that were answered.
        going: keys for coming to the slice of a lesion; drawing: from there to the stored caliper.
        off_mm: how far the axes came out from the truth.
        found_s: of the program, until every lesion of the follow-ups was followed.
    """

    answered: int
    drawn: int
    going: int
    drawing: int
    off_mm: tuple[Decimal, ...]
    found_s: float

    def sentence(self, title: str) -> str:
        keys = self.going + self.drawing
        return (
            f"{title}: {self.drawn} calipers of {self.answered} answers; a caliper takes "
            f"{keys / self.drawn:.1f} keys ({self.going / self.drawn:.1f} to its slice, "
            f"{self.drawing / self.drawn:.1f} to draw), {keys / self.drawn * KEY_S + LOOK_S:.1f} s by the "
            f"keystroke-level model; axes at most {max(self.off_mm)} mm off, "
            f"{sum(self.off_mm) / len(self.off_mm):.2f} mm on average; "
            f"{self.found_s:.0f} s until all were followed."
        )


def read_follow_ups(
    reader: CountingReader, truths: tuple[VisitTruth, ...], wait: Wait, *, followed: bool
) -> Effort:
    """From the open baseline to the last timepoint."""
    answered = drawn = going = drawing = 0
    off_mm: list[Decimal] = []
    found_s = 0.0
    for truth in truths[1:]:
        reader.key(Qt.Key.Key_E)
        wait(lambda: all(is_whole(picture) for picture in hung(reader)))
        begun = time.perf_counter()
        if followed:
            wait(lambda: _all_followed(reader))
        found_s += time.perf_counter() - begun
        by_name = {one.name: one for one in truth.lesions}
        for _ in reader.desk.view.unanswered():
            before = reader.gestures
            if reader.desk.active not in reader.desk.view.unanswered():
                reader.key(Qt.Key.Key_W)
            seen = by_name[reader.lesion]
            answered += 1
            if seen.long_lps is None:
                reader.key(_STATE_KEY[seen.state])
                continue
            _to_slice(reader, seen)
            going += reader.gestures - before
            before = reader.gestures
            _draw(reader, seen)
            drawing += reader.gestures - before
            drawn += 1
            off_mm += _off(reader, seen)
    return Effort(answered, drawn, going, drawing, tuple(off_mm), found_s)


def _all_followed(reader: CountingReader) -> bool:
    read = reader.room.read
    assert read is not None
    return read.search.following.said(reader.desk.current) == ""


def _to_slice(reader: CountingReader, seen: LesionTruth) -> None:
    assert seen.slice_index is not None
    while (away := seen.slice_index - reader.pane.viewport().index) != 0:
        reader.key(Qt.Key.Key_Down if away > 0 else Qt.Key.Key_Up)


def _draw(reader: CountingReader, seen: LesionTruth) -> None:
    """Each end goes to that of the truth which is nearer to it."""
    assert seen.long_lps is not None
    assert seen.short_lps is not None
    reader.key(Qt.Key.Key_D, SHIFT)
    for axis in (seen.long_lps, seen.short_lps):
        first = _end(reader)
        ends = sorted(axis, key=lambda end, first=first: math.dist(end, first))
        for end in ends:
            _bring(reader, end)
            reader.key(Qt.Key.Key_Return)


def _end(reader: CountingReader) -> Vector:
    """Where the end under the keys is."""
    draft = reader.pane._draft_shape()
    assert isinstance(draft, CaliperShape)
    assert draft.held is not None
    return draft.points_lps[draft.held]


def _bring(reader: CountingReader, to_lps: Vector) -> None:
    """Presses the arrow that comes nearest, until none comes nearer."""
    while True:
        here = _end(reader)
        moves = [
            (math.dist(add(here, scale(way, step_mm)), to_lps), key, keys)
            for key, way in _ARROWS.items()
            for step_mm, keys in ((STEP_MM, NONE), (LEAP_MM, SHIFT))
        ]
        nearest_mm, key, keys = min(moves, key=lambda one: one[0])
        if nearest_mm >= math.dist(here, to_lps) - 0.01:
            return
        reader.key(key, keys)
        if math.dist(_end(reader), to_lps) >= math.dist(here, to_lps):
            return  # the short axis keeps its right angle: an arrow may not move its end where it points


def _off(reader: CountingReader, seen: LesionTruth) -> list[Decimal]:
    desk = reader.desk
    lesion = next(one for one in desk.case.lesions if one.label == seen.name)
    said = desk.case.measurement(lesion, desk.current)
    assert said is not None, seen.name
    assert said.caliper is not None, seen.name
    assert said.caliper.short_mm is not None
    assert seen.long_mm is not None
    assert seen.short_mm is not None
    return [abs(said.caliper.long_mm - seen.long_mm), abs(said.caliper.short_mm - seen.short_mm)]


def take_back_follow_ups(reader: CountingReader) -> None:
    """What the demonstration says of the follow-ups, so that they can be read."""
    desk = reader.desk
    for timepoint in desk.case.timepoints[1:]:
        desk.go_to(timepoint.uid)
        for lesion in desk.ordered():
            if desk.case.measurement(lesion, timepoint) is not None:
                desk.activate(lesion.uid)
                desk.remove_measurement()
    desk.go_to(desk.case.timepoints[0].uid)


def read_by_keys(trial: Path, truths: tuple[VisitTruth, ...], wait: Wait, *, followed: bool) -> Effort:
    """In a window of its own on a trial of the demonstration; read are the timepoints of `truths`."""
    # Without following it is as if nothing could be found; the rest of the program is the same.
    lesion_search.Following = Following if followed else StillFollowing  # type: ignore[misc, assignment]
    settings = Settings(trial.parent / "settings.json")
    settings.remember(GHOSTS, followed)
    station = Workstation(MainWindow(), settings)
    try:
        station.window.resize(1600, 1000)
        session = open_session(trial)
        station.show_session(session)
        station.window.show()
        station.window.activateWindow()
        wait(station.window.isActiveWindow)
        with session.store.reading() as stored:
            subject = next(one for one in stored.subjects() if one.code == SUBJECT)
            baseline = stored.timepoints(subject.uid)[0]
        station.open_read(subject.uid, baseline.uid)
        reader = CountingReader(station)
        take_back_follow_ups(reader)
        wait(lambda: all(is_whole(picture) for picture in hung(reader)))
        return read_follow_ups(reader, truths, wait, followed=followed)
    finally:
        lesion_search.Following = Following  # type: ignore[misc]
        station.window.close()
        station.window.deleteLater()
        QApplication.processEvents()


def _main(folder: Path) -> str:
    app = application()

    def wait(true: Callable[[], bool]) -> None:
        while not true():
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    lines = []
    for title, followed in (("with following", True), ("without", False)):
        with tempfile.TemporaryDirectory() as made:
            # Where the copy's audit ends is nothing that the user's own folder should know of the original.
            os.environ["XDG_DATA_HOME"] = str(Path(made) / "data")
            copy = Path(shutil.copytree(folder, Path(made) / "trial"))
            truths = truth_of(SUBJECT, Variant.FULL)
            effort = read_by_keys(copy / TRIAL, truths, wait, followed=followed)
        lines.append(effort.sentence(title))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{_main(Path(sys.argv[1]))}\n")
