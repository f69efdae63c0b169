"""Pictures of every state of the windows at the sizes they are used in, to be looked at one by one.

Run as `python -m benchmarks.contact_sheet DEMONSTRATION OUT [--only WORD] [--language zh]`. DEMONSTRATION is
the folder of a demonstration trial, which is left as it is. A scale of the screen needs a process of its own;
each writes its pictures into OUT, named after state, size and scale, and a page index.html shows them all.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import qInstallMessageHandler

from app.demo.gallery import _without_platform_notes
from app.language import speak
from app.program import application
from benchmarks import contact_trials
from benchmarks.contact_stage import Stage
from benchmarks.contact_states import STATES


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("demonstration", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--only", default="", help="only states or screens whose name holds this")
    options.add_argument("--trials", type=Path, help="where the trials are, once they are made")
    options.add_argument("--language", choices=["en", "zh"], default="en", help="in which windows speak")
    options.add_argument("--percent", type=int, help="only this scale, in this process")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    if chosen.percent is not None:
        application()
        speak(chosen.language)
        take(chosen.trials, chosen.out, chosen.percent, chosen.only)
        return
    with tempfile.TemporaryDirectory(prefix="longaxis-sheet-") as made:
        room = chosen.trials or Path(made)
        make_trials(chosen.demonstration, room)
        for percent in sorted({screen.percent for state in STATES for screen in state.screens}):
            command = [sys.executable, "-m", "benchmarks.contact_sheet", chosen.demonstration, chosen.out]
            command += ["--only", chosen.only, "--trials", room, "--percent", str(percent)]
            command += ["--language", chosen.language]
            scale = {"QT_SCALE_FACTOR": f"{percent / 100:g}"}
            subprocess.run(command, env={**os.environ, **scale}, check=True)
    write_index(chosen.out)


def make_trials(made: Path, room: Path) -> None:
    """Those that are not in `room` yet."""
    for name, make in (
        ("demo", lambda folder: contact_trials.demonstration(made, folder)),
        ("empty", contact_trials.empty),
        ("crowd", contact_trials.crowd),
        ("much", contact_trials.much),
    ):
        if not (room / name).exists():
            print(f"making {name}", flush=True)
            make(room / name)


def take(room: Path, out: Path, percent: int, only: str) -> None:
    """Every state on every screen of one scale, each on a copy of its trial."""
    qInstallMessageHandler(_without_platform_notes)
    for state in STATES:
        for screen in state.screens:
            name = f"{state.name}-{screen.name}"
            if screen.percent != percent or only not in name:
                continue
            with tempfile.TemporaryDirectory(prefix="longaxis-picture-") as own:
                trial = _own_trial(room / state.trial, Path(own)) if state.trial != "none" else None
                stage = Stage(trial, screen.logical, Path(own))
                state.act(stage)
                picture = stage.take()
                picture.setDevicePixelRatio(1.0)
                picture.save(str(out / f"{name}.png"))
                stage.close()
            print(f"{name}  {picture.width()} x {picture.height()}", flush=True)


def _own_trial(source: Path, own: Path) -> Path:
    for file in (*source.glob("*.longaxis"), *source.glob("*.json")):
        shutil.copyfile(file, own / file.name)
    if (source / "scans").exists():
        (own / "scans").symlink_to((source / "scans").resolve())
    return next(own.glob("*.longaxis"))


def write_index(out: Path) -> None:
    """A page with all pictures in `out`."""
    figures = "\n".join(
        f'<figure><a href="{escape(file.name)}"><img src="{escape(file.name)}"></a>'
        f"<figcaption>{escape(file.stem)}</figcaption></figure>"
        for file in sorted(out.glob("*.png"))
    )
    style = (
        "body{background:#0a0b0c;color:#dfe2e5;font:14px sans-serif}img{max-width:100%}figure{margin:24px 0}"
    )
    (out / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>Longaxis</title><style>{style}</style>{figures}",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
