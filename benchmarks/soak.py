"""An hour of reading at full speed: what it holds in memory, and how often a slice is late, must not grow.

Run as `python -m benchmarks.soak [--laps N] [--demonstration FOLDER]`. A scripted hand goes round the
demonstration with real keys, clicks, drags and turns of the wheel: it opens reads from the worklist, walks
timepoints, scrolls, draws, takes back, changes layouts, cuts reformats, annotates, changes the language.
A lap opens every subject once. After each tenth, one lap or more, it prints the memory of the process, what
objects and threads there are, and the share of slices that took the window's thread more than 50 ms of
processor time; then first and last beside each other. A first lap, which fills caches, is not counted.
"""

import argparse
import gc
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.demo.first_read import TRIAL
from app.demo.trial import make_demonstration
from app.language_field import LanguageField
from app.main_window import MainWindow
from app.preferences.page import PROGRAM
from app.program import application
from app.session import open_session
from app.settings import Settings
from app.workstation import Workstation
from measurements.progress import silent
from reader.phantom.subjects import demonstration_subjects
from tests.app.reading.user import CTRL, SHIFT, hung, is_whole
from tests.end_to_end.by_hand import CountingReader, Wait, open_from_worklist
from viewer.image_pane import ImagePane

Key = Qt.Key
TENTHS = 10
LATE_MS = 50.0
SCROLLED = 24
GROWTH_MB = 30.0
"""What memory may differ by between first and last tenth: the stacks of one read more or less."""


@dataclass
class Tenth:
    """What a tenth of the reading left behind."""

    gestures: int
    rss_mb: float
    collected_mb: float
    objects: int
    widgets: int
    threads: int
    slices_ms: list[float] = field(default_factory=list)

    @property
    def late(self) -> float:
        return sum(ms > LATE_MS for ms in self.slices_ms) / len(self.slices_ms)

    def __str__(self) -> str:
        ordered = sorted(self.slices_ms)
        half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
        return (
            f"{self.gestures:6d} gestures {self.rss_mb:7.0f} MB {self.collected_mb:7.0f} MB collected "
            f"{self.objects:6d} objects {self.widgets:5d} widgets "
            f"{self.threads:3d} threads   slice p50 {half:5.1f} p99 {most:5.1f} ms, late {self.late:6.2%}"
        )


class SoakedReader(CountingReader):
    """Takes the time of every slice that the wheel brings."""

    def __init__(self, station: Workstation) -> None:
        super().__init__(station)
        self.slices_ms: list[float] = []

    def scroll(self, pane: ImagePane, notches: int) -> None:
        """Notch by notch, each until it is painted."""
        for _ in range(abs(notches)):
            QApplication.processEvents()
            begun = time.thread_time()
            self.wheel(pane, 1 if notches > 0 else -1)
            QApplication.processEvents()
            self.slices_ms.append((time.thread_time() - begun) * 1000)


def a_round(reader: SoakedReader, place: int, chance: random.Random, wait: Wait) -> Iterator[None]:
    """One subject: opened from the worklist, walked through, and left; yields to the program in between."""
    reader.click(reader.station.window.bar._pages["worklist"])
    yield
    open_from_worklist(reader, place, wait)
    yield
    for _ in range(len(reader.desk.case.timepoints) - 1):
        reader.key(Key.Key_E)
        wait(lambda: all(is_whole(picture) for picture in hung(reader)))
        yield
        for gestures in (scrolling, drawing, annotating, layouts, reformats, looking):
            gestures(reader, chance)
            yield
    reader.key(Key.Key_Q)
    wait(lambda: all(is_whole(picture) for picture in hung(reader)))
    yield
    change_language(reader)
    yield


def scrolling(reader: SoakedReader, chance: random.Random) -> None:
    reader.key(Key.Key_Home)
    reader.scroll(reader.pane, -SCROLLED)
    reader.scroll(reader.pane, SCROLLED // 2)
    for digit in (Key.Key_2, Key.Key_3, Key.Key_1):
        reader.key(digit)


def drawing(reader: SoakedReader, chance: random.Random) -> None:
    """Two axes of the lesion in hand, and every way to take something back."""
    pane = reader.pane
    reader.key(Key.Key_Tab)
    reader.key(Key.Key_D)
    x, y = pane.width() * chance.uniform(0.4, 0.6), pane.height() * chance.uniform(0.4, 0.6)
    reader.hold(Key.Key_V)
    reader.drag(pane, (x, y), (x + 20, y + 10), (x + 40, y + 20))
    reader.let_go(Key.Key_V)
    reader.move(pane, x + 14, y + 22)
    reader.click(pane, x + 14, y + 22)
    reader.key(Key.Key_Z, CTRL)
    reader.key(Key.Key_Y, CTRL)
    reader.key(Key.Key_Z, CTRL)
    for said in (Key.Key_X, Key.Key_T):
        reader.key(said)
        reader.key(Key.Key_Z, CTRL)


def annotating(reader: SoakedReader, chance: random.Random) -> None:
    pane = reader.pane
    x, y = pane.width() * chance.uniform(0.2, 0.3), pane.height() * chance.uniform(0.6, 0.7)
    reader.key(Key.Key_O)
    reader.drag(pane, (x, y), (x + 20, y + 10), (x + 40, y + 30))
    reader.key(Key.Key_Z, CTRL)
    reader.key(Key.Key_Y)
    reader.drag(pane, (x, y), (x + 20, y + 10), (x + 60, y - 30))
    reader.type_in("here")
    reader.key(Key.Key_Return)
    reader.key(Key.Key_Z, CTRL)
    reader.key(Key.Key_I)
    reader.click(pane, x, y)
    reader.key(Key.Key_Z, CTRL)
    reader.key(Key.Key_K)
    reader.key(Key.Key_K)
    reader.key(Key.Key_D)


def layouts(reader: SoakedReader, chance: random.Random) -> None:
    for digit in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4):
        reader.key(digit, CTRL)
        reader.scroll(reader.pane, chance.choice((-4, 4)))


def reformats(reader: SoakedReader, chance: random.Random) -> None:
    reader.key(Key.Key_5, CTRL)
    for picture in reader.wall.reformats.pictures:
        reader.scroll(picture.pane, chance.choice((-6, 6)))
    reader.scroll(reader.pane, chance.choice((-6, 6)))
    reader.wheel(reader.wall.reformats.pictures[0].pane, 1, CTRL)
    reader.key(Key.Key_R)
    reader.key(Key.Key_2, CTRL)


def looking(reader: SoakedReader, chance: random.Random) -> None:
    """Keys that last while they are down, the table, the sheet of keys."""
    reader.move(reader.pane, reader.pane.width() / 2, reader.pane.height() / 2)
    for held in (Key.Key_A, Key.Key_H, Key.Key_V):
        reader.hold(held)
        reader.wheel(reader.pane, -2)
        reader.let_go(held)
    for twice in (Key.Key_L, Key.Key_B, Key.Key_S):
        reader.key(twice)
        reader.key(twice)
    reader.key(Key.Key_Question, SHIFT)
    reader.key(Key.Key_Escape)


def change_language(reader: SoakedReader) -> None:
    """On the page of preferences and back, and the other way in the next round."""
    reader.key(Key.Key_Comma, CTRL)
    page = reader.station.preferences
    reader.click(page._choice.part(PROGRAM))
    QApplication.processEvents()
    chosen = page.findChild(LanguageField)
    assert isinstance(chosen, LanguageField)
    chosen.setFocus()
    reader.key(Key.Key_Down if chosen.currentIndex() < chosen.count() - 1 else Key.Key_Up)
    reader.station.window.setFocus()
    reader.click(reader.station.window.bar._pages["reading"])


def left_behind(reader: SoakedReader) -> Tenth:
    rss = resident_mb()
    gc.collect()
    # Those that Python made: to ask Qt for all of them would make more of them each time.
    objects = [each for each in gc.get_objects() if isinstance(each, QObject)]
    tenth = Tenth(
        reader.gestures,
        rss,
        resident_mb(),
        len(objects),
        sum(isinstance(each, QWidget) for each in objects),
        threading.active_count(),
        reader.slices_ms,
    )
    reader.slices_ms = []
    return tenth


def resident_mb() -> float:
    """Of this process; 0 where the system has no /proc."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def soak(trial: Path, laps: int) -> bool:
    """Reads and prints; whether what is held and how late it is have stayed what they were."""
    app = application()
    station = Workstation(MainWindow(), Settings(trial.parent / "settings.json"))
    station.window.resize(1600, 1000)
    station.show_session(open_session(trial))
    station.window.show()
    station.window.activateWindow()
    reader, chance, tenths = SoakedReader(station), random.Random(1), list[Tenth]()

    def wait(true: object) -> None:
        assert callable(true)
        while not true():
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def script() -> Iterator[None]:
        places = range(len(demonstration_subjects()))
        for place in places:
            yield from a_round(reader, place, chance, wait)
        reader.slices_ms, reader.gestures = [], 0
        for number in range(TENTHS):
            for place in [*places] * laps:
                yield from a_round(reader, place, chance, wait)
            reader.click(station.window.bar._pages["worklist"])
            yield
            tenths.append(left_behind(reader))
            print(f"{number + 1:2d}/{TENTHS} {tenths[-1]}", flush=True)

    steps, turn = script(), QTimer()

    def go() -> None:
        if next(steps, steps) is steps:
            turn.stop()
            app.quit()

    turn.timeout.connect(go)
    turn.start(0)  # each step from the event loop itself, which is where Qt deletes what was let go of
    begun = time.perf_counter()
    app.exec()
    station.window.close()
    first, last = tenths[0], tenths[-1]
    reads = TENTHS * laps * len(demonstration_subjects())
    print(f"{last.gestures} gestures and {reads} reads in {time.perf_counter() - begun:.0f} s")
    print(f"  memory, collected: {last.collected_mb - first.collected_mb:+.0f} MB (at most {GROWTH_MB:.0f})")
    print(f"  objects {last.objects - first.objects:+d}, widgets {last.widgets - first.widgets:+d} (both 0)")
    print(f"  late slices {first.late:.2%} in the first tenth, {last.late:.2%} in the last")
    still = (last.objects, last.widgets, last.threads) == (first.objects, first.widgets, first.threads)
    return still and last.collected_mb - first.collected_mb <= GROWTH_MB


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--laps", type=int, default=1, help="in each tenth")
    options.add_argument("--demonstration", type=Path, help="folder of one that is made; it stays as it is")
    chosen = options.parse_args()
    room = Path(tempfile.mkdtemp(prefix="longaxis-soak-"))
    # Where the copy's audit ends is nothing that the user's own folder should know of the original.
    os.environ["XDG_DATA_HOME"] = str(room / "data")
    try:
        if chosen.demonstration is None:
            trial = make_demonstration(room / "demo", silent)
        else:
            trial = Path(shutil.copytree(chosen.demonstration, room / "demo")) / TRIAL
        flat = soak(trial, chosen.laps)
    finally:
        shutil.rmtree(room)
    sys.exit(0 if flat else 1)


if __name__ == "__main__":
    main()
