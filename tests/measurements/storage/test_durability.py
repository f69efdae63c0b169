"""A process that is killed loses nothing it had said was done, and leaves the trial free."""

import random
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from measurements.storage.audit import broken_links
from measurements.storage.store import open_trial

PROJECT = Path(__file__).parents[3]

MEASURES_UNTIL_KILLED = """
import itertools, sys
from pathlib import Path
from measurements.case.commands import AddLesion, InOneStep, PutMeasurement, RemoveLesion
from measurements.case.service import CaseService
from measurements.storage.store import create_trial
from tests.measurements.samples import begun_read, lesion, measured

path = Path(sys.argv[1])
store = create_trial(path)
case = CaseService(store)
read, timepoints = begun_read(store, case, path.parent)
target = lesion(read, timepoints[0])
case.run(InOneStep((AddLesion(target), PutMeasurement(measured(target, timepoints[0], 0)))))
for count in itertools.count(1):
    tenths = 100 + count
    case.run(PutMeasurement(measured(target, timepoints[1], 1, tenths / 10, 5.0)))
    print(tenths, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("seed", range(4))
def test_what_was_said_to_be_done_survives_a_kill(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "trial.longaxis"
    process = subprocess.Popen(
        [sys.executable, "-c", MEASURES_UNTIL_KILLED, str(path)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    until = random.Random(seed).randrange(1, 120)
    told = [int(process.stdout.readline()) for _ in range(until)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    told += [int(line) for line in rest.splitlines() if line]
    assert process.returncode == -signal.SIGKILL
    with open_trial(path, writing=True) as store, store.reading() as trial:
        (read,) = trial.reads()
        lengths = [one.caliper.long_mm for one in trial.measurements(read.uid) if one.caliper]
        entries = list(trial.audit())
        assert list(broken_links(entries, trial.trial_uid())) == []
    last = max(lengths, key=lambda mm: mm if mm != Decimal("24.3") else Decimal(0))
    assert last in (Decimal(told[-1]) / 10, Decimal(told[-1] + 1) / 10)
    of_measurements = [entry for entry in entries if entry.table_name == "measurement"]
    assert len(of_measurements) - 1 in (len(told), len(told) + 1)
