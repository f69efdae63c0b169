"""The demonstration trial: made-up subjects with lesions of known size, scanned, read and called."""

import os
import sys
from pathlib import Path

from measurements.progress import Report, silent


def demonstration_trial(folder: Path | None = None, report: Report = silent) -> Path:
    """The trial file of the demonstration in `folder`, made first where it is not there yet.

    Raises:
        Refusal: the folder holds something else, or takes no files.
        Cancelled: from `report`; the next call makes it anew.
    """
    from app.demo.trial import make_demonstration

    return make_demonstration(folder or _default_folder(), report)


def run_demo(folder: Path | None, headless: bool) -> int:
    """`main.py demo`: makes the trial and opens it, or leaves pictures and tables of it."""
    trial = demonstration_trial(folder, _on_terminal)
    if headless:
        # Chosen before Qt looks for a screen: pictures of windows need none.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from app.demo.gallery import leave_pictures

        page = leave_pictures(trial)
        sys.stdout.write(f"Pictures, tables and a page that shows them: {page}\n")
        return 0
    sys.stdout.write(f"Opening the demonstration trial {trial}\n")
    from app.workstation import open_workstation

    return open_workstation(trial)


def _default_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("Longaxis") / "demonstration"


def _on_terminal(done: int, total: int, text: str) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{text}: {done} of {total}\x1b[K{end}")
        sys.stderr.flush()
