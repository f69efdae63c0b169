"""The wall of the reading room on 600 slices by real turns of the wheel, beside pyqtgraph's ImageView.

Run as `python -m benchmarks.wall`. A read of three timepoints, the current one of 600 slices of 512 x 512, is
opened in the real window; then every slice is scrolled through alone, in four linked pictures and in
reformats, each notch until it is painted. Milliseconds are processor time of the window's thread, which
others on the machine do not lengthen; wall time stands beside it. The ImageView shows the same slices.
"""

import math
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pyqtgraph
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication

from app.importing import bring_in, look_through
from app.main_window import MainWindow
from app.program import application
from app.reading.desk.drawing import Drawing
from app.reading.pictures.link import Registered
from app.session import create_session
from app.settings import Settings
from app.workstation import Workstation
from benchmarks.soak import resident_mb
from measurements.following import LocalTransform, Method, Nearby, Quality
from measurements.geometry.vectors import Segment, Vector
from measurements.imaging import Series
from tests.app.reading.user import CTRL, Reader, hung, is_whole
from tests.dicom_files import write_ct_series
from viewer.image_pane import ImagePane

SLICES, EARLIER_SLICES = 600, 200
SIZE_PX, PIXEL_MM = 512, 0.78
CALIPERS = 10
LATE_MS = 50.0
REFORMATS = 200
OPENED = 5

Times = list[tuple[float, float]]
"""Milliseconds of each gesture: of the window's thread, and on the wall."""


def write_scans(folder: Path) -> None:
    """Three timepoints of a body of noise, 600 mm long; the last finely sliced."""
    row, column = np.ogrid[:SIZE_PX, :SIZE_PX]
    body = (row - SIZE_PX / 2) ** 2 + (column - SIZE_PX / 2) ** 2 < (0.4 * SIZE_PX) ** 2
    noise = np.random.default_rng(1).normal(0, 20, (SIZE_PX, SIZE_PX))
    for day, count in (
        ("20240110", EARLIER_SLICES),
        ("20240306", EARLIER_SLICES),
        ("20240501", SLICES),
    ):
        volume = np.stack(
            [np.where(body, 1064 + np.roll(noise, k, axis=0), 24).astype(np.int16) for k in range(count)]
        )
        write_ct_series(
            folder / day,
            spacing=SLICES / count,
            thickness=SLICES / count,
            pixel_spacing=(PIXEL_MM, PIXEL_MM),
            volume=volume,
            slices=count,
            patient_id="BENCH",
            study_uid=f"1.2.826.{day}",
            StudyDate=day,
        )


def timed(gesture: Callable[[int], object], count: int) -> Times:
    """Each until all of it is painted."""
    took = []
    for number in range(count):
        QApplication.processEvents()
        begun, cpu = time.perf_counter(), time.thread_time()
        gesture(number)
        QApplication.processEvents()
        took.append(((time.thread_time() - cpu) * 1000, (time.perf_counter() - begun) * 1000))
    return took


def said(title: str, took: Times) -> float:
    """Prints a row; returns its median of processor time, ms."""
    cpu, wall = (sorted(each[part] for each in took) for part in (0, 1))
    half, most = len(took) // 2, int(len(took) * 0.99)
    late = sum(ms > LATE_MS for ms in cpu) / len(took)
    print(
        f"  {title:44} p50 {cpu[half]:6.2f}  p99 {cpu[most]:6.2f} ms"
        f"   (wall {wall[half]:6.2f}, {wall[most]:6.2f})   over {LATE_MS:.0f} ms {late:.1%}"
    )
    return cpu[half]


def size(pane: ImagePane) -> str:
    return f"{pane.width()} x {pane.height()} px"


def wait(true: Callable[[], bool]) -> None:
    while not true():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def is_painted(reader: Reader) -> bool:
    return reader.pane._rendered_for is not None


def draw_calipers(reader: Reader) -> None:
    """Ten on the slice in the middle, through the desk, each a lesion of its own."""
    desk, stack = reader.desk, reader.wall.current.stack
    assert stack is not None
    plane = stack.plane(stack.count // 2)
    for number in range(CALIPERS):
        x, y = 170 + 45 * (number % 5), 200 + 90 * (number // 5)

        def axis(dx: float, dy: float, x: int = x, y: int = y) -> Segment:
            return (plane.point_lps(x - dx, y - dy), plane.point_lps(x + dx, y + dy))

        desk.new_lesion()
        Drawing(desk).draw(axis(14, 2), axis(-1, 7), stack.series, stack.count // 2)


def measure(station: Workstation, subject_uid: str, timepoints: list[str]) -> None:
    reader = Reader(station)
    window = station.window
    window.resize(1480, 1180)
    window.show()
    before = resident_mb()
    first: Times = []
    for number in range(OPENED):
        station.room.close_subject()
        QApplication.processEvents()
        begun, cpu = time.perf_counter(), time.thread_time()
        station.open_read(subject_uid, timepoints[-1])
        wait(lambda: is_painted(reader))
        first.append(((time.thread_time() - cpu) * 1000, (time.perf_counter() - begun) * 1000))
        if number == 0:
            wait(lambda: all(is_whole(picture) for picture in hung(reader)))
            whole_ms = (time.perf_counter() - begun) * 1000
    wait(lambda: all(is_whole(picture) for picture in hung(reader)))
    said("read opened, until its first picture", first)
    shown = hung(reader)
    voxels = sum(one.stack.held_bytes for one in {*shown, reader.wall.baseline} if one.stack) / 1e6
    print(f"  {'all slices of what hangs there after':44} {whole_ms:.0f} ms on the wall, the first time")
    print(f"  {'memory taken by the read':44} {resident_mb() - before:.0f} MB, of which voxels {voxels:.0f}")
    draw_calipers(reader)
    reader.key(Qt.Key.Key_1, CTRL)
    reader.key(Qt.Key.Key_Home)
    scroll(reader, SLICES - 1)
    alone = said(f"a slice, alone, {size(reader.pane)}", scroll(reader, -(SLICES - 1)))
    view = said("ImageView, 1000 x 1000 px, picture only", image_view(reader))
    window.resize(2480, 2200)
    reader.key(Qt.Key.Key_4, CTRL)
    read = reader.room.read
    assert read is not None
    current = reader.desk.series(reader.desk.current)[0]
    read.hanging.hang_series(current.key, reader.wall.beside)
    wait(lambda: all(is_whole(one) for one in reader.wall.hung_in))
    reader.key(Qt.Key.Key_Home)
    four = said(f"four linked, each {size(reader.pane)}", scroll(reader, SLICES - 1))
    reader.wall.linking.links.registered = registered(CALIPERS)
    by_registration = said("four linked by registration", scroll(reader, -(SLICES - 1)))
    reader.hold(Qt.Key.Key_A)
    said(f"prior resampled in place, {size(reader.pane)}", scroll(reader, SLICES - 1))
    reader.let_go(Qt.Key.Key_A)
    reader.wall.linking.links.registered = lambda one, other, place_lps: None
    reader.key(Qt.Key.Key_5, CTRL)
    wait(lambda: reader.wall.reformats.point_lps is not None)
    coronal, sagittal = (picture.pane for picture in reader.wall.reformats.pictures)
    for title, pane in (("coronal", coronal), ("sagittal", sagittal), ("slices", reader.pane)):
        reader.wheel(pane, 1)
        said(f"reformats: {title} scrolled, {size(pane)}", to_and_fro(reader, pane))
    print(f"four linked by registration: {by_registration / four:.2f} x four linked by the tables")
    print(f"alone: {view / alone:.1f} x quicker than ImageView")
    print(
        f"four linked: {four / alone:.1f} x one alone (target at most 6), {four / view:.1f} x one ImageView"
    )


def registered(lesions: int) -> Registered:
    """So many followed lesions, each turned by 3 degrees and shifted as a patient lies otherwise."""
    turn = math.radians(3.0)
    quality = Quality(0.9, 0.9, 0.9, 0.5, 1.0, 1.0, 1.0)
    rows = (
        (1.0, 0.0, 0.0, 4.0),
        (0.0, math.cos(turn), -math.sin(turn), -6.0),
        (0.0, math.sin(turn), math.cos(turn), 5.0),
        (0.0, 0.0, 0.0, 1.0),
    )
    ways = [
        LocalTransform(rows, (0.0, 0.0, 60.0 * number), 24.0, quality, Method.BLOCKS)
        for number in range(lesions)
    ]

    def nearest(one: Series, other: Series, place_lps: Vector) -> Nearby:
        way = min(ways, key=lambda each: math.dist(each.centre_lps, place_lps))
        return Nearby(way, f"T{ways.index(way) + 1:02}", check=False)

    return nearest


def scroll(reader: Reader, notches: int) -> Times:
    """Over the current picture; positive ones to later slices."""
    return timed(lambda _: reader.wheel(reader.pane, -1 if notches > 0 else 1), abs(notches))


def to_and_fro(reader: Reader, pane: ImagePane) -> Times:
    return timed(lambda number: reader.wheel(pane, -1 if number % 100 < 50 else 1), REFORMATS)


def image_view(reader: Reader) -> Times:
    """The peer on the same slices."""
    stack = reader.wall.current.stack
    assert stack is not None
    peer = pyqtgraph.ImageView()
    peer.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    peer.resize(1000, 1000)
    peer.setImage(
        np.stack([values for index in range(stack.count) if (values := stack.values(index)) is not None]),
        axes={"t": 0, "y": 1, "x": 2},
        levels=(864, 1264),
    )
    peer.show()
    took = timed(peer.setCurrentIndex, stack.count)
    peer.close()
    return took


def main() -> None:
    room = Path(tempfile.mkdtemp(prefix="longaxis-bench-"))
    app = application()
    try:
        write_scans(room / "scans")
        session = create_session(room / "wall.longaxis")
        bring_in(session.store, look_through([room / "scans"]))
        with session.store.reading() as trial:
            (subject,) = trial.subjects()
            timepoints = [entry.uid for entry in trial.timepoints(subject.uid)]
        station = Workstation(MainWindow(), Settings(room / "settings.json"))
        station.show_session(session)
        print(f"{SLICES} slices of {SIZE_PX} x {SIZE_PX} by the wheel, on {app.platformName()}")
        measure(station, subject.uid, timepoints)
        station.window.close()
    finally:
        shutil.rmtree(room)


if __name__ == "__main__":
    main()
