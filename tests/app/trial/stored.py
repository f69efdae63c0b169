"""A stored trial of one subject with clinical events: PR at the first follow-up, PD at the second."""

from datetime import date
from pathlib import Path

from measurements.case.commands import AddLesion, PutMeasurement, SetTreatmentStart
from measurements.case.service import CaseService
from measurements.storage.store import TrialStore
from tests.measurements.samples import begun_read, lesion, measured

EVENTS = """\
subject,event,date,lesion,term,grade,serious,related
HN-017,ENROLMENT,2024-01-02,,,,,
HN-017,TREATMENT_START,2024-01-12,,,,,
HN-017,AE,2024-02-01,,dry mouth,2,N,Y
HN-017,DEATH,2024-08-01,,,,,
"""
STARTED = date(2024, 1, 12)


def fill(store: TrialStore, folder: Path) -> None:
    """Read by R1; the series lie in no file."""
    case = CaseService(store)
    read, timepoints = begun_read(store, case, folder)
    target = lesion(read, timepoints[0])
    case.run(AddLesion(target))
    for at, long_mm in enumerate((24.3, 15.0, 24.3)):
        case.run(PutMeasurement(measured(target, timepoints[at], at, long_mm, 9.0)))
    case.run(SetTreatmentStart(read.subject_uid, STARTED))
