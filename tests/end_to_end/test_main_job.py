"""From a folder of scans to a call: imported, opened, drawn, tagged and exported, as on a working day."""

import csv
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.reading.desk.site_choices import SiteChoice, site_choices
from app.worklist.grid import WorklistGrid
from app.workstation import Workstation
from tests.app.reading.scans import DAYS, LIVER, LUNG, SLICES, SUBJECT, Ellipse, write_scans
from tests.app.reading.user import Reader, hung, is_whole
from tests.dicom_files import uid
from tests.end_to_end.radiologist import CLOSE_PX_PER_MM, measure, off_mm, tag

ROOT = Path(__file__).resolve().parents[2]
TIMEPOINTS = ("BL", "TP1", "TP2")
Key = Qt.Key

# Drops and the list of sites ask the platform for what the offscreen one does not have.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def site(organ: str, side: str) -> SiteChoice:
    return next(one for one in site_choices() if one.site.organ == organ and one.laterality == side)


LUNG_SITE, LIVER_SITE = site("lung", "right"), site("liver", "")


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    return write_scans(tmp_path / "scans")


@pytest.fixture
def station(qtbot: QtBot) -> Iterator[Workstation]:
    made = Workstation(MainWindow())
    made.window.resize(1600, 1000)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()
    made.window.deleteLater()
    QApplication.processEvents()


def press(station: Workstation, text: str) -> None:
    """Clicks the first button in sight that says `text`."""
    QApplication.processEvents()
    buttons = station.window.findChildren(QPushButton)
    Reader(station).click(next(one for one in buttons if one.text() == text and one.isVisible()))


def begin_trial(station: Workstation, trial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(trial), ""))
    press(station, "New trial")


def drop(station: Workstation, folder: Path) -> None:
    load = QMimeData()
    load.setUrls([QUrl.fromLocalFile(str(folder))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page = station.worklist
    for event in (
        QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, load, buttons, keys),
        QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, load, buttons, keys),
    ):
        QApplication.sendEvent(page, event)
        assert event.isAccepted()


def wait_for_import(qtbot: QtBot, station: Workstation) -> None:
    grid = station.worklist.findChild(WorklistGrid)
    qtbot.waitUntil(lambda: grid.isVisible() and grid.model().rowCount() == 1)


def open_baseline_by_keyboard(qtbot: QtBot, station: Workstation) -> Reader:
    reader = Reader(station)
    reader.key(Key.Key_Home)
    reader.key(Key.Key_Return)
    assert station.room.isVisible()
    wait_for_pictures(qtbot, reader)
    return reader


def wait_for_pictures(qtbot: QtBot, reader: Reader) -> None:
    QApplication.processEvents()
    qtbot.waitUntil(lambda: all(is_whole(picture) for picture in hung(reader)))


def read_subject(qtbot: QtBot, reader: Reader) -> list[tuple[str, str]]:
    """Measures both lesions at all timepoints; (call, sentence) that the panel showed at each."""
    measure(reader, LUNG)
    tag(reader, Key.Key_1, LUNG_SITE)
    measure(reader, LIVER)
    tag(reader, Key.Key_3, LIVER_SITE)
    shown = [panel_says(reader)]
    for _ in DAYS[1:]:
        reader.key(Key.Key_E)
        wait_for_pictures(qtbot, reader)
        # The lesion in hand stays in hand from one timepoint to the next.
        for label, lesion in (("T02", LIVER), ("T01", LUNG)):
            assert reader.lesion == label
            measure(reader, lesion)
            reader.key(Key.Key_Tab)
        shown.append(panel_says(reader))
    return shown


def panel_says(reader: Reader) -> tuple[str, str]:
    return (reader.room.panel.call.response, reader.room.panel.call.sentence)


def measurements(trial: Path) -> list[sqlite3.Row]:
    """The measurements as they lie on the disk, read beside the program that has the trial open."""
    connection = sqlite3.connect(f"file:{trial}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    rows = connection.execute(
        """SELECT lesion.label, lesion.site, lesion.organ, lesion.laterality, lesion.radiation,
                  timepoint.label AS timepoint, measurement.*
           FROM measurement
           JOIN lesion ON lesion.uid = measurement.lesion_uid
           JOIN timepoint ON timepoint.uid = measurement.timepoint_uid
           ORDER BY timepoint.label, lesion.label"""
    ).fetchall()
    connection.close()
    return rows


def check_against_truth(row: sqlite3.Row, truth: Ellipse) -> None:
    """To 0.1 mm, and each end to the screen pixel that shows it."""
    visit = TIMEPOINTS.index(row["timepoint"])
    long_mm, short_mm = truth.axes_mm[visit]
    pixel_mm = 1 / CLOSE_PX_PER_MM
    assert abs(row["long_tenths_mm"] - long_mm * 10) <= 1
    assert abs(row["short_tenths_mm"] - short_mm * 10) <= 1
    assert off_mm(json.loads(row["long_lps"]), truth.long_lps(visit)) <= pixel_mm
    assert off_mm(json.loads(row["short_lps"]), truth.short_lps(visit)) <= pixel_mm
    series = uid("series", uid("study", SUBJECT, DAYS[visit]))
    # Files are numbered from the feet, slices from the head.
    assert row["sop_uid"] == uid("instance", series, SLICES - truth.place)
    assert (row["series_key"], row["frame"], row["state"]) == (series, 0, "MEASURED")


def main_py(*arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def as_in_the_window(reason: str) -> str:
    """The reason of a call without what the window leaves out: numbers of rules, and iRECIST."""
    said = re.sub(r"\[[\d.]+\] ", "", reason.partition(". i")[0])
    said = re.sub(r"visit (\d)", lambda visit: TIMEPOINTS[int(visit[1])], said).replace(
        " -", " \N{MINUS SIGN}"
    )
    return f"{said[0].upper()}{said[1:]}."


def test_a_folder_dropped_becomes_a_trial_with_a_call(
    qtbot: QtBot, station: Workstation, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial = tmp_path / "trial.longaxis"
    begin_trial(station, trial, monkeypatch)
    drop(station, scans)
    wait_for_import(qtbot, station)
    reader = open_baseline_by_keyboard(qtbot, station)
    assert reader.desk.current.label == "BL"
    shown = read_subject(qtbot, reader)

    rows = measurements(trial)
    assert [(row["timepoint"], row["label"]) for row in rows] == [
        (timepoint, label) for timepoint in TIMEPOINTS for label in ("T01", "T02")
    ]
    for row in rows:
        check_against_truth(row, LUNG if row["label"] == "T01" else LIVER)
    tags = {(row["label"], row["radiation"], row["site"], row["organ"], row["laterality"]) for row in rows}
    assert tags == {
        ("T01", "SBRT", LUNG_SITE.text, "lung", "right"),
        ("T02", "NONE", LIVER_SITE.text, "liver", ""),
    }

    reader.key(Key.Key_L)
    model = reader.room.table.model()
    table = {
        model.headerData(row, Qt.Orientation.Vertical): [
            model.index(row, column).data() for column in range(3)
        ]
        for row in range(model.rowCount())
    }
    assert table["Overall response"] == ["", "PR", "PD"]
    sums = [
        sum(row["long_tenths_mm"] for row in rows if row["timepoint"] == timepoint) / 10
        for timepoint in TIMEPOINTS
    ]
    assert table["Sum, mm"] == [f"{total:.1f}" for total in sums]
    assert [call for call, _ in shown] == ["BL", "PR", "PD"]

    station.window.close()
    main_py("export", "csv", "--trial", trial, "--out", tmp_path / "tables")
    main_py(
        "assess",
        tmp_path / "tables" / "lesions.csv",
        "--timepoints",
        tmp_path / "timepoints.csv",
        "--subjects",
        tmp_path / "subjects.csv",
    )
    with (tmp_path / "timepoints.csv").open(encoding="utf-8", newline="") as file:
        assessed = list(csv.DictReader(file))
    assert [(row["subject"], row["overall"]) for row in assessed] == [
        (SUBJECT, "" if call == "BL" else call) for call, _ in shown
    ]
    assert [f"{float(row['sum_mm']):.1f}" for row in assessed] == table["Sum, mm"]
    assert [as_in_the_window(row["reason"]) for row in assessed] == [sentence for _, sentence in shown]
    with (tmp_path / "subjects.csv").open(encoding="utf-8", newline="") as file:
        (subject,) = csv.DictReader(file)
    assert (subject["subject"], subject["bor"]) == (SUBJECT, "PR")


def test_a_folder_can_be_chosen_in_place_of_dropped(
    qtbot: QtBot, station: Workstation, scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_trial(station, tmp_path / "trial.longaxis", monkeypatch)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(scans))
    press(station, "Choose folder")
    wait_for_import(qtbot, station)
    reader = open_baseline_by_keyboard(qtbot, station)
    assert reader.desk.case.subject.code == SUBJECT
    assert len(reader.desk.case.timepoints) == 3


def test_what_was_drawn_survives_a_killed_program(scans: Path, tmp_path: Path) -> None:
    trial = tmp_path / "trial.longaxis"
    main_py("import", scans, "--trial", trial)
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.end_to_end.draw_and_wait", str(trial)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        assert program.stdout.readline() == "stored\n"
    finally:
        program.send_signal(signal.SIGKILL)
        program.wait()
        program.stdout.close()
    lung, liver = measurements(trial)
    check_against_truth(lung, LUNG)
    assert (lung["label"], lung["radiation"]) == ("T01", "SBRT")
    # Its short axis was being waited for; what was drawn of it before counts.
    assert (liver["label"], liver["short_tenths_mm"]) == ("T02", None)
    main_py("export", "csv", "--trial", trial, "--out", tmp_path / "tables")
    with (tmp_path / "tables" / "lesions.csv").open(encoding="utf-8", newline="") as file:
        exported = {(row["lesion"], row["mm"], row["rt"]) for row in csv.DictReader(file)}
    assert exported == {
        ("T01", f"{lung['long_tenths_mm'] / 10:.1f}", "SBRT"),
        ("T02", f"{liver['long_tenths_mm'] / 10:.1f}", "NONE"),
    }
