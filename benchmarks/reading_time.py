"""How long an expert takes for a follow-up of eight lesions: gestures counted, seconds estimated.

Run as `python -m benchmarks.reading_time`. Five targets and three non-targets were read at baseline; the
follow-up is read twice in the real window, by keys and mouse and by mouse alone, and what is stored is
compared with the truth. Each gesture is done with real events and priced by the keystroke-level model of
Card, Moran and Newell (Communications of the ACM 23, 1980): a key 0.20 s (a good typist), pointing 1.10 s,
pressing or releasing a button 0.10 s each, getting ready for what is no habit 1.35 s. A drag is pointing,
press, pointing, release. The model has no wheel: a notch is priced as a key. Looking is no gesture: 1.35 s a
lesion stand for it, which is the least there is. The estimate compares ways of doing, not readers.
"""

import math
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.importing import bring_in, look_through
from app.main_window import MainWindow
from app.program import application
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.drawing import Drawing
from app.reading.desk.read import read_of
from app.session import Session, open_session
from app.settings import Settings
from app.workstation import Workstation
from measurements.geometry.vectors import Segment
from measurements.lesion import RadiationClass, Role, State
from measurements.storage.store import create_trial
from tests.app.reading.user import CTRL, LEFT, NONE, Reader, hung, is_whole
from tests.dicom_files import write_ct_series

Key = Qt.Key
KEY_S, POINT_S, BUTTON_S, READY_S = 0.20, 1.10, 0.10, 1.35

SLICES, SPACING_MM, SIZE_PX, PIXEL_MM = 100, 3.0, 256, 1.4
CORNER_MM = -(SIZE_PX - 1) / 2 * PIXEL_MM
WITHIN_MM = 2.0
ZOOM_NOTCHES = 3


@dataclass(frozen=True)
class Seen:
    """A lesion: where it lies, its slice and its axes in mm at baseline and at follow-up."""

    role: Role
    x_mm: float
    y_mm: float
    places: tuple[int, int]
    long_mm: tuple[float, float]

    def axes_lps(self, visit: int) -> tuple[Segment, Segment]:
        half, z = self.long_mm[visit] / 2, (SLICES - 1 - self.places[visit]) * SPACING_MM
        x, y = self.x_mm, self.y_mm
        return ((x - half, y, z), (x + half, y, z)), ((x, y - 0.7 * half, z), (x, y + 0.7 * half, z))


T, NT = Role.TARGET, Role.NON_TARGET
LESIONS = (
    Seen(T, -60, -30, (12, 13), (34.0, 22.0)),
    Seen(T, 50, -20, (24, 23), (28.0, 24.0)),
    Seen(T, 20, 40, (37, 39), (40.0, 31.0)),
    Seen(T, -40, 30, (51, 51), (24.0, 20.0)),
    Seen(T, 60, 10, (66, 65), (31.0, 25.0)),
    Seen(NT, -20, -50, (30, 31), (18.0, 17.0)),
    Seen(NT, 30, -50, (58, 57), (16.0, 16.0)),
    Seen(NT, -10, 10, (84, 85), (20.0, 18.0)),
)


@dataclass
class Effort:
    """What the hand has done."""

    keys: int = 0
    clicks: int = 0
    drags: int = 0
    notches: int = 0
    ready: int = 0

    @property
    def gestures(self) -> int:
        return self.keys + self.clicks + self.drags + self.notches

    @property
    def seconds(self) -> float:
        return (
            (self.keys + self.notches) * KEY_S
            + self.clicks * (POINT_S + 2 * BUTTON_S)
            + self.drags * (2 * POINT_S + 2 * BUTTON_S)
            + self.ready * READY_S
        )


class PricedReader(Reader):
    """Counts what each gesture is made of."""

    def __init__(self, station: Workstation) -> None:
        super().__init__(station)
        self.effort = Effort()

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        self.effort.keys += 1 + (keys != NONE)
        super().key(key, keys)

    def click(self, widget: QWidget, x: float | None = None, y: float | None = None) -> None:
        self.effort.clicks += 1
        super().click(widget, x, y)

    def drag(self, widget: QWidget, *points: tuple[float, float], button: Qt.MouseButton = LEFT) -> None:
        self.effort.drags += 1
        super().drag(widget, *points, button=button)

    def wheel(self, widget: QWidget, notches: int, keys: Qt.KeyboardModifier = NONE, *at: float) -> None:
        self.effort.notches += abs(notches)
        super().wheel(widget, notches, keys, *at)

    def caliper(self, seen: Seen) -> None:
        """Looks for the slice that shows most of it, drags the long axis, clicks where the short one ends."""
        self.effort.ready += 1
        self.scroll_to(seen.places[1])
        long_lps, short_lps = seen.axes_lps(1)
        start, end, across = self.px(long_lps[0]), self.px(long_lps[1]), self.px(short_lps[1])
        self.drag(self.pane, start, ((start[0] + end[0]) / 2, start[1] + 1), end)
        self.move(self.pane, *across)
        self.click(self.pane, *across)


def by_keys(reader: PricedReader) -> None:
    """E to the follow-up, W to the next, U where it is present; the mouse never leaves the picture."""
    reader.key(Key.Key_E)
    come_in(reader)
    for number, seen in enumerate(LESIONS):
        if number:
            reader.key(Key.Key_W)
        in_hand(reader, number)
        if seen.role is T:
            reader.caliper(seen)
        else:
            reader.effort.ready += 1
            reader.key(Key.Key_U)


def by_mouse(reader: PricedReader) -> None:
    """Buttons, lists and the wheel alone."""
    place = reader.room.timeline._places()[1].center()
    reader.click(reader.room.timeline, place.x(), place.y())
    come_in(reader)
    for number, seen in enumerate(LESIONS):
        lesion = next(one for one in reader.desk.case.lesions if one.label == label(number))
        if reader.lesion != lesion.label:
            row = reader.room.panel.lesions.row(lesion.uid)
            while row.visibleRegion().boundingRect().height() < row.height():
                reader.wheel(reader.room.panel.lesions, -1)
            reader.click(row)
        in_hand(reader, number)
        if seen.role is T:
            reader.caliper(seen)
        else:
            reader.effort.ready += 1
            reader.click(reader.room.panel.form.states[NT].part(State.PRESENT))


def come_in(reader: PricedReader) -> None:
    wait(lambda: all(is_whole(picture) for picture in hung(reader)))
    reader.wheel(reader.pane, ZOOM_NOTCHES, CTRL)


def label(number: int) -> str:
    targets = sum(seen.role is T for seen in LESIONS)
    return f"T{number + 1:02d}" if number < targets else f"NT{number - targets + 1:02d}"


def in_hand(reader: PricedReader, number: int) -> None:
    assert reader.lesion == label(number), (reader.lesion, label(number))


def wait(true: Callable[[], bool]) -> None:
    while not true():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def make_trial(folder: Path) -> Path:
    """Both scans, nothing read."""
    row = column = np.arange(SIZE_PX) * PIXEL_MM + CORNER_MM
    for visit, day in enumerate(("20240110", "20240306")):
        volume = np.full((SLICES, SIZE_PX, SIZE_PX), 900, np.int16)
        for seen in LESIONS:
            half = seen.long_mm[visit] / 2
            inside = ((column[None, :] - seen.x_mm) / half) ** 2 + (
                (row[:, None] - seen.y_mm) / (0.7 * half)
            ) ** 2 <= 1
            for off in range(-2, 3):
                volume[SLICES - 1 - seen.places[visit] - off][inside] = 1200
        write_ct_series(
            folder / "scans" / day,
            slices=SLICES,
            spacing=SPACING_MM,
            thickness=SPACING_MM,
            pixel_spacing=(PIXEL_MM, PIXEL_MM),
            origin=(CORNER_MM, CORNER_MM, 0.0),
            volume=volume,
            patient_id="EIGHT",
            study_uid=f"1.2.826.{day}",
            StudyDate=day,
        )
    with create_trial(folder / "eight.longaxis") as store:
        bring_in(store, look_through([folder / "scans"]))
    return folder / "eight.longaxis"


def read_baseline(session: Session) -> tuple[str, str]:
    """Through the desk, without a window; the subject and its baseline."""
    with session.store.reading() as trial:
        (subject,) = trial.subjects()
        baseline = trial.timepoints(subject.uid)[0]
    desk = ReadingDesk(session.store, session.case, read_of(session, subject.uid))
    desk.go_to(baseline.uid)
    with session.store.reading() as trial:
        series = trial.series_with_slices(desk.series(desk.current)[0].key)
    assert series is not None
    for number, seen in enumerate(LESIONS):
        desk.new_lesion()
        desk.set_class(RadiationClass.SBRT)
        desk.set_site(f"Site {number}")
        desk.set_role(seen.role)
        Drawing(desk).draw(*seen.axes_lps(0), series, seen.places[0])
    desk.close()
    return subject.uid, baseline.uid


def read_follow_up(trial: Path, way: Callable[[PricedReader], None]) -> tuple[Effort, float]:
    """The effort of the hand, and seconds of processor time that the window's thread took for it."""
    session = open_session(trial)
    subject_uid, baseline_uid = read_baseline(session)
    station = Workstation(MainWindow(), Settings(trial.parent / "settings.json"))
    station.window.resize(1600, 1000)
    station.show_session(session)
    station.window.show()
    station.window.activateWindow()
    station.open_read(subject_uid, baseline_uid)
    reader = PricedReader(station)
    wait(lambda: all(is_whole(picture) for picture in hung(reader)))
    begun = time.thread_time()
    way(reader)
    seconds = time.thread_time() - begun
    check(reader)
    station.window.close()
    return reader.effort, seconds


def check(reader: PricedReader) -> None:
    """Every lesion is answered, and every caliper is as long as it should be."""
    desk = reader.desk
    assert not desk.view.unanswered()
    for number, seen in enumerate(LESIONS):
        lesion = next(one for one in desk.case.lesions if one.label == label(number))
        said = desk.case.measurement(lesion, desk.current)
        assert said is not None
        if seen.role is T:
            assert said.caliper is not None
            assert math.isclose(float(said.caliper.long_mm), seen.long_mm[1], abs_tol=WITHIN_MM)
        else:
            assert said.state is State.PRESENT


def main() -> None:
    room = Path(tempfile.mkdtemp(prefix="longaxis-bench-"))
    application()
    try:
        made = make_trial(room / "made")
        print(f"one follow-up of {len(LESIONS)} lesions, five of them measured")
        for title, way in (("keys and mouse", by_keys), ("mouse alone", by_mouse)):
            trial = Path(shutil.copytree(made.parent, room / title)) / made.name
            effort, seconds = read_follow_up(trial, way)
            print(
                f"  {title:15} {effort.gestures:4d} gestures: {effort.keys} keys, {effort.clicks} clicks, "
                f"{effort.drags} drags, {effort.notches} notches;"
                f" {effort.seconds:.1f} s by the model + {seconds:.1f} s of the program"
            )
    finally:
        shutil.rmtree(room)


if __name__ == "__main__":
    main()
