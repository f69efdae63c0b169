"""The demonstration trial: made-up subjects with lesions of known size, scanned, read and called."""

import os
from pathlib import Path

from app.commands.terminal import Progress, say
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
    place = folder or _default_folder()
    say(f"The demonstration trial is in {place}; making it takes less than a minute, once.")
    with Progress() as progress:
        trial = demonstration_trial(place, progress)
    if headless:
        # Said before Qt looks for a screen: pictures of windows need none, unless one was named.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from app.demo.gallery import leave_pictures

        page = leave_pictures(trial)
        say(f"Pictures, tables and a page that shows them: {page}")
        return 0
    say(f"Opening the demonstration trial {trial}")
    from app.workstation import open_workstation

    return open_workstation(trial)


def _default_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("Longaxis") / "demonstration"
