"""How soon the worklist and then the trial window stand, first time, on a trial of 52 and of 1,000 patients.

Run as `python -m benchmarks.trial_window [--patients N]`. Each trial has ten timepoints and five lesions a
patient, with clinical events. The window opens in a process of its own, so that nothing is warm; the time is
from the click on its tab to all figures and numbers drawn, beside reading the same rows bare with `sqlite3`.
"""

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from measurements.case.commands import ImportClinicalEvents
from measurements.case.enrol import enrol
from measurements.case.service import CaseService
from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.geometry.caliper import caliper_from
from measurements.imaging import Series
from measurements.lesion import Lesion, Measurement, RadiationClass, Role, State
from measurements.storage import values
from measurements.storage.lock import account
from measurements.storage.rows import LesionRow, MeasurementRow, ReadRow
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import Read
from tests.measurements.samples import series

TIMEPOINTS, TARGETS = 10, 4
BASELINE = date(2023, 1, 9)
SIZE_PX = (1600, 1000)
BARE = ("subject", "timepoint", "study", "read", "lesion", "measurement", "clinical_event")
TARGET_S = {52: 1.0, 1000: 3.0}


def stored_trial(folder: Path, patients: int) -> Path:
    """A trial read whole by whoever runs this."""
    chance = random.Random(patients)
    codes = [f"HN-{number:04d}" for number in range(1, patients + 1)]
    images = str(folder / "images")
    scans = [
        _scan(code, number, visit, images) for number, code in enumerate(codes) for visit in range(TIMEPOINTS)
    ]
    _make_files(scans)
    with create_trial(folder / "trial") as store:
        enrol(store, scans)
        _read(store, {one.study_uid: one for one in scans}, chance)
        events = tuple(event for code in codes for event in _events(code, chance))
        data = ClinicalData(events, "events.csv", "0" * 64, date(2025, 12, 31), cutoff_stated=True)
        CaseService(store).run(ImportClinicalEvents(data))
        return store.path


def _make_files(scans: list[Series]) -> None:
    """Files of the size that the trial knows, nothing in them: the window looks whether they are there."""
    for scan in scans:
        Path(scan.slices[0].path).parent.mkdir(parents=True)
        for one in scan.slices:
            with Path(one.path).open("wb") as file:
                file.truncate(one.file_size)


def _scan(code: str, number: int, visit: int, images: str) -> Series:
    day = BASELINE + timedelta(days=63 if visit == 1 else 7 + 56 * visit if visit else 0)
    root = f"1.2.{number}.{visit}"
    return series(
        f"{root}.1", study_uid=root, patient_id=code, study_date=f"{day:%Y%m%d}", count=2, folder=images
    )


def _read(store: TrialStore, scans: dict[str, Series], chance: random.Random) -> None:
    reads: list[ReadRow] = []
    lesions: list[LesionRow] = []
    measurements: list[MeasurementRow] = []
    with store.reading() as trial:
        studies = {one.timepoint_uid: one.uid for one in trial.studies()}
        subjects, timepoints = trial.subjects(), trial.timepoints_by_subject()
    for number, subject in enumerate(subjects):
        read = Read(f"read-{number}", subject.uid, account())
        reads.append(values.read_row(read))
        trend = chance.choice([0.7, 0.85, 1.0, 1.08])
        for at in range(TARGETS + 1):
            role = Role.TARGET if at < TARGETS else Role.NON_TARGET
            lesion = Lesion(
                *(f"{read.uid}-{at}", read.uid, f"T{at + 1:02d}" if at < TARGETS else "NT01", role),
                *(
                    "Tongue",
                    "Tongue",
                    "left",
                    False,
                    [*RadiationClass][at % 3],
                    timepoints[subject.uid][0].uid,
                ),
            )
            lesions.append(values.lesion_row(lesion))
            long_mm = chance.uniform(12, 60)
            for timepoint in timepoints[subject.uid]:
                scan = scans[studies[timepoint.uid]]
                measurements.append(values.measurement_row(_said(lesion, timepoint.uid, scan, long_mm)))
                long_mm = max(10.5, long_mm * trend * chance.uniform(0.92, 1.08))
    with store.writing("benchmark") as work:
        for rows in (reads, lesions, measurements):
            work.add_all(rows)


def _said(lesion: Lesion, timepoint_uid: str, scan: Series, long_mm: float) -> Measurement:
    if lesion.role is not Role.TARGET:
        return Measurement(lesion.uid, timepoint_uid, State.PRESENT, None)
    drawn = caliper_from(
        ((0.0, 0.0, 37.5), (long_mm, 0.0, 37.5)),
        ((5.0, -4.0, 37.5), (5.0, 4.0, 37.5)),
        series_key=scan.key,
        sop_uid=scan.slices[1].sop_uid,
        frame=0,
    )
    return Measurement(lesion.uid, timepoint_uid, State.MEASURED, drawn)


def _events(code: str, chance: random.Random) -> list[ClinicalEvent]:
    def on(day: int) -> date:
        return BASELINE + timedelta(days=day)

    last = EventKind.DEATH if chance.random() < 0.5 else EventKind.LAST_CONTACT
    return [
        ClinicalEvent(code, EventKind.ENROLMENT, on(0)),
        ClinicalEvent(code, EventKind.TREATMENT_START, on(7)),
        ClinicalEvent(code, EventKind.RT_START, on(8), "T01"),
        ClinicalEvent(
            code, EventKind.ADVERSE_EVENT, on(30), "", "Dry mouth", chance.randint(1, 3), False, True
        ),
        ClinicalEvent(code, last, on(chance.randint(600, 900))),
    ]


def bare_seconds(trial: Path) -> float:
    """Reading the rows that the endpoints rest on, and nothing else."""
    begun = time.perf_counter()
    with sqlite3.connect(f"file:{trial}?mode=ro", uri=True) as connection:
        for table in BARE:
            connection.execute(f"SELECT * FROM {table}").fetchall()
    connection.close()
    return time.perf_counter() - begun


def open_window(trial: Path) -> None:
    """Opens the trial and then its window, and prints how long each took until it stood."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop

    from app.main_window import TRIAL, MainWindow
    from app.program import application
    from app.session import open_session
    from app.settings import Settings
    from app.workstation import Workstation

    app = application()
    workstation = Workstation(MainWindow(), Settings(trial.parent / "settings.json"))
    workstation.window.resize(*SIZE_PX)
    workstation.window.show()
    app.processEvents()
    begun = time.perf_counter()
    workstation.show_session(open_session(trial))
    workstation.window.grab()
    print(time.perf_counter() - begun)
    app.processEvents()
    processor, begun = time.process_time(), time.perf_counter()
    workstation.pages.show(TRIAL)
    while not workstation.trial.numbers.lines:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    workstation.window.grab()
    print(time.perf_counter() - begun, time.process_time() - processor)
    workstation.close()
    workstation.window.close()


def main() -> None:
    """Makes each trial, and opens its window in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--patients", type=int, action="append")
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.open is not None:
        open_window(arguments.open)
        return
    for patients in arguments.patients or (52, 1000):
        with tempfile.TemporaryDirectory() as folder:
            trial = stored_trial(Path(folder), patients)
            bare = bare_seconds(trial)
            told = subprocess.run(
                [sys.executable, "-m", "benchmarks.trial_window", "--open", str(trial)],
                capture_output=True,
                text=True,
                check=True,
            ).stdout.split()
            worklist, seconds, processor = map(float, told[-3:])
            target = TARGET_S.get(patients)
            wanted = "" if target is None else f" (target: {target:g} s)"
            print(
                f"{patients:5} patients x {TIMEPOINTS} timepoints: stands after {seconds:.2f} s{wanted}, "
                f"{processor:.2f} s of the processor; the rows bare {bare * 1000:.0f} ms, "
                f"{processor / bare:.0f} x; the worklist stood after {worklist:.2f} s"
            )


if __name__ == "__main__":
    main()
