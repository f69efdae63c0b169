"""A simulated trial as it is stored: scans on the days of its visits, a read drawn to its lengths."""

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from measurements.case.enrol import enrol
from measurements.geometry.caliper import caliper_from
from measurements.imaging import Series
from measurements.lesion import Caliper, Lesion, Measurement, RadiationClass, Role, State
from measurements.storage import values
from measurements.storage.rows import LesionRow, MeasurementRow, ReadRow
from measurements.storage.store import TrialStore
from measurements.trial import Read
from tests.measurements.endpoints.second_endpoints import dictionaries
from tests.measurements.samples import series

READER = "R1"
Cells = dict[str, str]


def store_simulation(store: TrialStore, lesions: Path, events: Path) -> None:
    """Fills an empty trial with both files of `simulate`, but not with the events: they are to be imported.

    A visit that was not done is one of which nothing was recorded; who was never assessed has a scan and no
    read.
    """
    treated: dict[str, date] = {}
    for cells in dictionaries(events):
        if cells["event"] == "TREATMENT_START":
            treated[cells["subject"]] = date.fromisoformat(cells["date"])
    rows: defaultdict[str, list[Cells]] = defaultdict(list)
    for cells in dictionaries(lesions):
        rows[cells["subject"]].append(cells)
    scans = {
        (code, visit): _scan(code, number, visit, treated[code] + timedelta(days=day))
        for number, code in enumerate(sorted(treated))
        for visit, day in sorted({(int(one["visit"]), int(one["day"])) for one in rows[code]} or {(0, -5)})
    }
    enrol(store, [*scans.values()])
    with store.reading() as trial:
        studies = {one.uid: one.timepoint_uid for one in trial.studies()}
        subjects = {one.code: one.uid for one in trial.subjects()}
    timepoints = {key: studies[scan.study_uid] for key, scan in scans.items()}
    reads: list[ReadRow] = []
    drawn: dict[str, LesionRow] = {}
    said: list[MeasurementRow] = []
    for code in sorted(rows):
        read = Read(f"read-{code}", subjects[code], READER)
        reads.append(values.read_row(read))
        for cells in rows[code]:
            if cells["group"] == "VISIT":
                continue
            at = (code, int(cells["visit"]))
            lesion = _lesion(read, cells, timepoints[at])
            drawn.setdefault(lesion.uid, values.lesion_row(lesion))
            state = State(cells["state"] or "MEASURED")
            shown = _caliper(scans[at], float(cells["mm"])) if state is State.MEASURED else None
            said.append(values.measurement_row(Measurement(lesion.uid, timepoints[at], state, shown)))
    with store.writing("simulated") as work:
        work.add_all(reads)
        work.add_all([*drawn.values()])
        work.add_all(said)


def _scan(code: str, number: int, visit: int, on: date) -> Series:
    root = f"1.2.{number}.{visit}"
    return series(f"{root}.1", study_uid=root, patient_id=code, study_date=f"{on:%Y%m%d}", count=2)


def _lesion(read: Read, cells: Cells, timepoint_uid: str) -> Lesion:
    return Lesion(
        uid=f"{read.uid}-{cells['lesion']}",
        read_uid=read.uid,
        label=cells["lesion"],
        role=Role(cells["group"]),
        site=cells["organ"],
        organ=cells["organ"],
        laterality="",
        nodal=False,
        radiation=RadiationClass(cells["rt"] or "NONE"),
        first_timepoint_uid=timepoint_uid,
    )


def _caliper(scan: Series, long_mm: float) -> Caliper:
    ends = ((0.0, 0.0, 37.5), (long_mm, 0.0, 37.5))
    return caliper_from(ends, None, series_key=scan.key, sop_uid=scan.slices[1].sop_uid, frame=0)
