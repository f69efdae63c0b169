"""What `main.py demo FOLDER --headless` leaves: a page, its pictures, and the tables it names."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.demo.gallery import SIZE_PX
from app.demo.trial import MARK
from reader.phantom.subjects import Variant

ROOT = Path(__file__).resolve().parents[3]
READ = ("DEMO-001", "DEMO-002", "DEMO-003", "DEMO-004", "DEMO-005")


@pytest.fixture(scope="module")
def headless(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after the command; the small demonstration stands in for the full one."""
    folder = tmp_path_factory.mktemp("headless") / "demo"
    shutil.copytree(demonstration.parent, folder)
    mark = json.loads((folder / MARK).read_text())
    (folder / MARK).write_text(json.dumps(mark | {"variant": Variant.FULL.value}))
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "demo", str(folder), "--headless"],
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert str(folder / "index.html") in done.stdout
    return folder


def test_the_page_shows_pictures_that_are_there(headless: Path) -> None:
    page = (headless / "index.html").read_text(encoding="utf-8")
    pictures = re.findall(r'<img src="([^"]+)"', page)
    assert pictures[0] == "worklist.png"
    assert {f"reading-{code}.png" for code in (*READ, "DEMO-006")} <= set(pictures)
    for name in pictures:
        image = QImage(str(headless / name))
        assert (image.width(), image.height()) == SIZE_PX
        shades = {image.pixelColor(x, y).rgb() for x in range(0, 1920, 12) for y in range(0, 1080, 12)}
        assert len(shades) > 20, f"{name} is nearly empty"
    assert "research use" in page


def test_readings_of_different_subjects_look_different(headless: Path) -> None:
    pictures = [QImage(str(headless / f"reading-{code}.png")) for code in READ]
    for number, one in enumerate(pictures):
        assert all(one != other for other in pictures[:number])


def test_the_tables_the_page_names_are_there_and_agree(headless: Path) -> None:
    page = (headless / "index.html").read_text(encoding="utf-8")
    tables = re.findall(r'<a href="([^"]+\.csv)"', page)
    assert tables == ["lesions.csv", "calls-timepoints.csv", "calls-subjects.csv", "truth.csv"]
    rows = {}
    for name in tables:
        with (headless / name).open(encoding="utf-8", newline="") as file:
            rows[name] = list(csv.DictReader(file))
    assert {row["subject"] for row in rows["calls-subjects.csv"]} == set(READ)
    measured = {
        name: {
            (row["subject"], row["visit"], row["lesion"]): (row["mm"], row["rt"])
            for row in rows[name]
            if row["group"] == "TARGET" and row["subject"] in READ
        }
        for name in ("lesions.csv", "truth.csv")
    }
    assert measured["lesions.csv"] == measured["truth.csv"]
    calls = [row["overall"] for row in rows["calls-timepoints.csv"] if row["subject"] == "DEMO-001"]
    assert calls == ["", "PR", "PR"]
