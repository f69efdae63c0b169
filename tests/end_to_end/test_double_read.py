"""A double read with adjudication through the windows: blind, signed, decided, and all of it in the audit."""

import csv
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.session import open_session
from app.settings import Settings
from app.workstation import Workstation
from measurements.interchange.exports import export_csv
from reader.phantom.subjects import UNREAD_SUBJECT, Variant
from tests.accounts import ADJUDICATOR, OTHER_READER, PRINTED, READER
from tests.end_to_end.by_hand import truth_of
from tests.end_to_end.double_read import COMMENT, DoubleRead, told_by

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


def test_two_radiologists_read_blind_and_sign_and_the_adjudicator_takes_one_read(
    demonstration: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    trial = tmp_path / "demo" / demonstration.name
    shutil.copytree(demonstration.parent, trial.parent)
    session = open_session(trial)
    station = Workstation(MainWindow(), Settings(tmp_path / "settings.json"))
    station.window.resize(1600, 1000)
    station.show_session(session)
    with qtbot.waitExposed(station.window):
        station.window.show()
    station.window.activateWindow()
    qtbot.waitUntil(station.window.isActiveWindow)
    seen: dict[str, set[str]] = {}
    chosen: list[str] = []

    def look(moment: str) -> None:
        """What the store shows to whoever is at the window, at every moment a picture is taken of."""
        actor = session.store.actor
        if moment.startswith("own password"):
            chosen.append(moment)
            assert actor is None, "what was given lets nobody in"
        if actor is None or actor.role is None:
            return
        with session.store.reading() as found:
            seen.setdefault(actor.name, set()).update(read.reader for read in found.reads())

    double = DoubleRead(station, session, qtbot.waitUntil, look)
    double.whole(truth_of(UNREAD_SUBJECT, Variant.SMALL))
    export_csv(session.store, tmp_path / "tables")
    station.window.close()
    station.window.deleteLater()
    QApplication.processEvents()

    assert seen[READER] == {READER}
    assert seen[OTHER_READER] == {OTHER_READER}
    assert seen[ADJUDICATOR] == {"Read A", "Read B"}
    told = told_by(trial)
    assert told.verified.findings == ()
    assert chosen == [f"own password, {name}" for name in (READER, OTHER_READER, ADJUDICATOR)]
    assert told.actions["ChangeOwnPassword"] == 3
    assert told.actions["SignTimepoint"] == 6
    assert [line.split("  ")[1] for line in told.signatures] == [
        *(f"{PRINTED[READER]}: timepoint assessed {label}" for label in ("BL", "TP1", "TP2")),
        f"{PRINTED[READER]}: read completed",
        *(f"{PRINTED[OTHER_READER]}: timepoint assessed {label}" for label in ("BL", "TP1", "TP2")),
        f"{PRINTED[OTHER_READER]}: read completed",
        f"{PRINTED[ADJUDICATOR]}: read adjudicated",
    ]
    (decision,) = table(tmp_path / "tables" / "adjudications.csv")
    assert (decision["subject"], decision["comment"]) == (UNREAD_SUBJECT, COMMENT)
    calls = {
        (row["reader"], row["visit"]): (row["overall"], row["accepted"])
        for row in table(tmp_path / "tables" / "calls.csv")
        if row["subject"] == UNREAD_SUBJECT and row["reader"] in (READER, OTHER_READER)
    }
    accepted = decision["accepted_reader"]
    assert {key[0] for key, (_, flag) in calls.items() if flag == "Y"} == {accepted}
    assert [calls[READER, visit][0] for visit in "012"] == ["", "PR", "PR"]
    assert [calls[OTHER_READER, visit][0] for visit in "012"] == ["", "SD", "PR"]
    targets = [row for row in table(tmp_path / "tables" / "measurements.csv") if row["reader"] == READER]
    assert {row["accepted"] for row in targets} == {"Y" if accepted == READER else ""}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
