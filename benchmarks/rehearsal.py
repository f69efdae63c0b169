"""A whole trial of 156,000 files brought in through the worklist while its window is used.

Run as `python -m benchmarks.rehearsal [--subjects N] [--folder FOLDER]`. The files are real headers with a
picture of 16 x 16; they go into a folder of their own that is deleted afterwards. While they are imported the
window's thread wakes every few milliseconds and commits a small command now and then: what keeps it from
either for longer is a stall.
"""

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from app.collecting import spare_the_program
from app.importing import look_through
from app.session import Session, create_session, open_session
from app.style.sheet import apply_style
from app.worklist.import_panel import ImportPanel
from app.worklist.intake import Intake
from app.worklist.page import WorklistPage
from benchmarks.synthetic_series import write_synthetic_trial

BEAT_MS, COMMAND_EVERY_MS = 2, 100
TARGET_MS = 100.0


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--subjects", type=int, default=52)
    options.add_argument(
        "--folder", type=Path, help="where to make the files; the system's for the temporary"
    )
    chosen = options.parse_args()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    apply_style(application)
    room = Path(tempfile.mkdtemp(prefix="longaxis-rehearsal-", dir=chosen.folder))
    try:
        rehearse(room, chosen.subjects)
    finally:
        shutil.rmtree(room)


def rehearse(room: Path, subjects: int) -> None:
    start = time.perf_counter()
    count = write_synthetic_trial(room / "scans", subjects)
    print(f"{count} files made in {time.perf_counter() - start:.0f} s", flush=True)
    os.sync()  # or the trial's writes would queue behind those of the pictures
    session = create_session(room / "rehearsal.longaxis")
    page = WorklistPage()
    page.resize(1600, 900)
    page.show()
    page.show_trial(session)
    spare_the_program()
    panel = ImportPanel()
    intake = Intake(panel)
    intake.serve(session)
    for title in ("first import", "second import of the same folder"):
        with_pulse(title, session, lambda done: bring_in(intake, room / "scans", done))
    listing = timed_listing(room / "scans")
    print(f"  listing the same files, with their sizes and times: {listing:.1f} s")
    page.show_trial(None)
    page.close()
    panel.close()
    session.close()
    size = sum(path.stat().st_size for path in room.glob("rehearsal.longaxis*"))
    print(f"trial file {size / 1e6:.1f} MB, {size / count:.0f} bytes a slice")
    print(f"peak memory of the process {_peak_mb():.0f} MB")
    start = time.perf_counter()
    session = open_session(room / "rehearsal.longaxis")
    page = WorklistPage()
    page.show()
    page.show_trial(session)
    QCoreApplication.processEvents()
    print(f"opened again and listed in {(time.perf_counter() - start) * 1e3:.0f} ms")
    page.show_trial(None)
    page.close()
    session.close()
    start = time.perf_counter()
    found = look_through([room / "scans"])
    print(
        f"looked through without a window in {time.perf_counter() - start:.1f} s: {len(found.stacks)} series"
    )


def timed_listing(folder: Path) -> float:
    """Seconds to list and to stat every file: what no second import can be quicker than."""
    start = time.perf_counter()
    for place, _, _ in os.walk(folder):
        with os.scandir(place) as entries:
            for entry in entries:
                entry.stat()
    return time.perf_counter() - start


def bring_in(intake: Intake, folder: Path, done: Callable[[], None]) -> None:
    """Imports as a drop does, and calls `done` when the report is shown."""
    intake.bring_in([folder])
    waiting = QTimer(intake)

    def look() -> None:
        if not intake.is_running:
            waiting.stop()
            done()

    waiting.timeout.connect(look)
    waiting.start(20)


def with_pulse(title: str, session: Session, begin: Callable[[Callable[[], None]], None]) -> None:
    """Runs the event loop until the work is done, and prints how long it ever stood still."""
    stalls: list[tuple[float, float]] = []
    commands: list[float] = []
    start = last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        stalls.append((now - last, last - start))
        last = now

    def command() -> None:
        began = time.perf_counter()
        with session.store.writing("Rehearsal"):
            pass
        commands.append(time.perf_counter() - began)

    pulse, commanding = QTimer(), QTimer()
    pulse.timeout.connect(beat)
    pulse.start(BEAT_MS)
    commanding.timeout.connect(command)
    commanding.start(COMMAND_EVERY_MS)
    begin(QCoreApplication.quit)
    QCoreApplication.exec()
    pulse.stop()
    commanding.stop()
    took = time.perf_counter() - start
    longest = sorted(stalls, reverse=True)[:5]
    told = ", ".join(f"{stall * 1e3:.0f} ms at {at:.1f} s" for stall, at in longest)
    met = longest[0][0] * 1e3 <= TARGET_MS
    print(f"{title}: {took:.1f} s; longest commands {_longest_ms(commands)} ms")
    print(f"  longest stalls: {told} (at most {TARGET_MS:.0f}: {'met' if met else 'MISSED'})", flush=True)


def _longest_ms(times: list[float]) -> str:
    return ", ".join(f"{each * 1e3:.0f}" for each in sorted(times, reverse=True)[:5])


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    main()
