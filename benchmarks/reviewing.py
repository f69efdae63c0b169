"""How soon the review of 20 lesions at 15 timepoints opens and is full, and whether scrolling it stalls.

Run as `python -m benchmarks.reviewing`. Offscreen, on a trial made for it; first with no crop kept beside the
trial, then with all of them.
"""

import os
import shutil
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop

from app.main_window import REVIEW, MainWindow
from app.program import application
from app.review.crop_folder import CropFolder
from app.session import open_session
from app.settings import Settings
from app.workstation import Workstation
from benchmarks import contact_trials

SIZE_PX = (1920, 1080)


def measure(trial: Path) -> None:
    """Opens the review, waits until it is full, then scrolls through it, and tells how long each took."""
    app = application()
    workstation = Workstation(MainWindow(), Settings(trial.parent / "settings.json"))
    workstation.window.resize(*SIZE_PX)
    workstation.show_session(open_session(trial))
    workstation.window.show()
    app.processEvents()
    page = workstation.review
    begun = time.perf_counter()
    workstation.pages.show(REVIEW)
    app.processEvents()
    opened = time.perf_counter() - begun
    slowest = 0.0
    bar = page.matrix.verticalScrollBar()
    while page.loader is not None and page.loader.busy:
        turn = time.perf_counter()
        bar.setValue((bar.value() + 40) % max(bar.maximum(), 1))
        page.matrix.viewport().repaint()
        slowest = max(slowest, time.perf_counter() - turn)
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
    full = time.perf_counter() - begun
    paints, worked = [], time.thread_time()
    for value in range(0, bar.maximum(), 40):
        turn = time.perf_counter()
        bar.setValue(value)
        page.matrix.viewport().repaint()
        paints.append(time.perf_counter() - turn)
    worked = (time.thread_time() - worked) / len(paints)
    matrix = page.matrix.matrix
    print(
        f"{len(matrix.rows)} lesions x {len(matrix.columns)} timepoints, {len(matrix.crops)} crops: "
        f"with placeholders after {opened * 1000:.0f} ms, full after {full:.2f} s; a step of scrolling takes "
        f"{sorted(paints)[len(paints) // 2] * 1000:.1f} ms (slowest {max(paints) * 1000:.1f} ms, "
        f"{slowest * 1000:.1f} ms while crops come in), of the processor {worked * 1000:.1f} ms"
    )
    workstation.close()
    workstation.window.close()


def main() -> None:
    """Makes the trial and measures it twice."""
    with tempfile.TemporaryDirectory() as folder:
        trial = contact_trials.much(Path(folder) / "much")
        shutil.rmtree(CropFolder(trial).path, ignore_errors=True)
        for kept in ("no crops kept", "all crops kept"):
            print(kept, end=": ")
            measure(trial)


if __name__ == "__main__":
    main()
