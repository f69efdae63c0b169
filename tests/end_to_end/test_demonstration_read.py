"""The demonstration trial read by hand: what comes out is the truth, to less than a millimetre."""

import csv
import shutil
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.demo.trial import TRUTH
from app.main_window import MainWindow
from app.session import open_session
from app.settings import Settings
from app.workstation import Workstation
from measurements.storage.store import open_trial
from reader.phantom.subjects import UNREAD_SUBJECT, Variant, demonstration_subjects
from reader.phantom.truth import VisitTruth
from tests.end_to_end.by_hand import (
    CountingReader,
    compare,
    figures,
    open_from_worklist,
    read_by_hand,
    truth_of,
)
from tests.end_to_end.test_main_job import main_py

WITHIN_MM = Decimal(1)
CALLS = (
    *("subject", "visit", "day", "targets_expected", "targets_assessed", "target", "nontarget", "new"),
    *("overall", "overall_backdated", "irecist", "target_SBRT", "target_LDRT", "target_NONE"),
)
"""Columns of the table of calls that hold no millimetres."""

ANOTHER = "another-radiologist"

Record = Callable[[str, object], None]

# The list of sites asks the platform for what the offscreen one does not have.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def trial(demonstration: Path, tmp_path: Path) -> Path:
    """A copy of the small demonstration: coarsely scanned, its lesions are as large as in the full one."""
    folder = tmp_path / "demo"
    shutil.copytree(demonstration.parent, folder)
    return folder / demonstration.name


def read(trial: Path, truths: tuple[VisitTruth, ...], qtbot: QtBot, record: Record) -> None:
    """Reads a subject in the window, as the account there is, and compares what is stored with the truth."""
    code = truths[0].subject
    session = open_session(trial)
    station = Workstation(MainWindow(), Settings(trial.parent / "settings.json"))
    station.window.resize(1600, 1000)
    station.show_session(session)
    with qtbot.waitExposed(station.window):
        station.window.show()
    station.window.activateWindow()
    qtbot.waitUntil(station.window.isActiveWindow)
    reader = CountingReader(station)
    begun = time.perf_counter()
    open_from_worklist(reader, [one.code for one in demonstration_subjects()].index(code), qtbot.waitUntil)
    assert reader.desk.case.subject.code == code
    read_by_hand(reader, truths, qtbot.waitUntil)
    seconds = time.perf_counter() - begun
    station.window.close()
    station.window.deleteLater()
    QApplication.processEvents()
    with open_trial(trial, writing=False) as store:
        compared = compare(store, truths, session.reader)
    record("read by hand", figures(compared, reader.gestures, seconds))
    assert [(one.visit, one.lesion, one.state) for one in compared] == [
        (one.visit, one.lesion, one.true_state) for one in compared
    ]
    assert max(mm for one in compared for mm in one.off_mm) <= WITHIN_MM


def calls(lesions: Path, into: Path) -> list[dict[str, str]]:
    """The calls that the command `assess` makes of a lesion table."""
    main_py("assess", lesions, "--timepoints", into / "timepoints.csv", "--subjects", into / "subjects.csv")
    with (into / "timepoints.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [{name: row[name] for name in CALLS} for row in rows]


def test_the_unread_subject_read_by_hand_gives_the_truth_and_its_calls(
    trial: Path, qtbot: QtBot, tmp_path: Path, record_property: Record
) -> None:
    read(trial, truth_of(UNREAD_SUBJECT, Variant.SMALL), qtbot, record_property)
    main_py("export", "csv", "--trial", trial, "--out", tmp_path / "tables")
    of_read = calls(tmp_path / "tables" / "lesions.csv", tmp_path)
    assert of_read == calls(trial.parent / TRUTH, tmp_path)
    assert [row["overall"] for row in of_read if row["subject"] == UNREAD_SUBJECT] == ["", "PR", "PR"]


@pytest.mark.parametrize("code", ["DEMO-001", "DEMO-002", "DEMO-003", "DEMO-004", "DEMO-005"])
def test_another_reader_finds_the_truth_of_the_other_subjects_and_its_calls(
    trial: Path,
    code: str,
    qtbot: QtBot,
    tmp_path: Path,
    record_property: Record,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In DEMO-002 a lesion splits, two merge, and a new one is followed from doubt to certainty."""
    monkeypatch.setenv("LOGNAME", ANOTHER)
    read(trial, truth_of(code, Variant.SMALL), qtbot, record_property)
    main_py("export", "csv", "--trial", trial, "--out", tmp_path / "tables")
    of_truth = [row for row in calls(trial.parent / TRUTH, tmp_path) if row["subject"] == code]
    assert calls(tmp_path / "tables" / "lesions.csv", tmp_path) == of_truth
