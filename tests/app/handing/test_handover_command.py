"""`main.py handover`: a whole read done in another process and another trial, and killed on its way back."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.command_line import main
from measurements.case.verification import verify
from measurements.handover.read_rows import rows_now
from measurements.storage.store import open_trial
from tests.accounts import MANAGER, PASSWORD, READER
from tests.measurements.handover.travelling import central_trial

ROOT = Path(__file__).parents[3]

READ = """
import sys
from pathlib import Path
from measurements.access import passwords
from measurements.case.service import CaseService
from measurements.storage.store import open_trial
from tests.measurements.handover.travelling import Place

passwords.TIME_COST, passwords.MEMORY_KIB, passwords.LANES = 1, 8, 1
with open_trial(Path(sys.argv[1]), writing=True) as store:
    place = Place(store, CaseService(store))
    place.act("liwei")
    if sys.argv[2] == "whole":
        place.check_images()
        for at, long_mm in enumerate((24.3, 20.0, 17.1)):
            place.draw(at, long_mm)
            place.sign(at)
        place.complete()
    else:
        place.check_images()
        place.draw(0, float(sys.argv[2]))
"""

TAKE_KILLED = """
import os, signal, sys
from pathlib import Path
from measurements.access import passwords
from measurements.storage import unit
from app.command_line import main

passwords.TIME_COST, passwords.MEMORY_KIB, passwords.LANES = 1, 8, 1
left = int(sys.argv[1])

def counted(function):
    def run(*arguments):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments)
    return run

for name in ("_write", "add_unaudited", "write_audit"):
    setattr(unit.UnitOfWork, name, counted(getattr(unit.UnitOfWork, name)))
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def password(tmp_path: Path) -> str:
    (tmp_path / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    return str(tmp_path / "password")


@pytest.fixture
def central(tmp_path: Path, password: str) -> Path:
    with central_trial(tmp_path / "central") as place:
        return place.store.path


def hand_out(central: Path, folder: Path, password: str) -> Path:
    """Hands the cases out and unpacks them; the trial on the laptop."""
    cases = folder / "cases.longaxis-cases"
    who = ["--as", MANAGER, "--password-file", password]
    assert (
        main(["handover", "out", "--trial", str(central), "--reader", READER, "--out", str(cases), *who]) == 0
    )
    assert main(["handover", "open", str(cases), str(folder / "laptop"), "--headless"]) == 0
    return folder / "laptop" / "trial.longaxis"


def read_there(laptop: Path, what: str) -> None:
    """In a process of its own."""
    subprocess.run([sys.executable, "-c", READ, str(laptop), what], cwd=ROOT, check=True)


def hand_back(laptop: Path, path: Path, password: str) -> list[str]:
    """Makes the file, and what takes it in."""
    who = ["--as", READER, "--password-file", password]
    assert main(["handover", "back", "--trial", str(laptop), "--out", str(path), *who]) == 0
    return ["handover", "in", str(path), "--as", MANAGER, "--password-file", password]


def test_a_read_made_elsewhere_comes_back_equal(
    central: Path, tmp_path: Path, password: str, capsys: pytest.CaptureFixture[str]
) -> None:
    laptop = hand_out(central, tmp_path, password)
    told = capsys.readouterr().out.splitlines()
    assert told[1] == f"HN-017 for {READER}: 9 pictures, 0.1 MB."
    assert told[2].startswith(f"Sealed by Dana Manager ({MANAGER}) at ")
    read_there(laptop, "whole")
    take = hand_back(laptop, tmp_path / "reads.longaxis-reads", password)
    capsys.readouterr()
    assert main([*take, "--trial", str(central)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-2:] == [
        "Taken: HN-017. Kept as they are here: none.",
        "4 signatures came with them; 0 were voided.",
    ]
    with open_trial(central, writing=False) as here, open_trial(laptop, writing=False) as there:
        with here.whole() as mine, there.whole() as theirs:
            (read,) = mine.reads()
            assert rows_now(mine)[read.uid] == rows_now(theirs)[read.uid]
            assert len(mine.evidence.standing()) == 4
        assert verify(here).holds
    assert main([*take, "--trial", str(central)]) == 0
    assert "was taken in already" in capsys.readouterr().out


def test_conflicts_are_listed_and_nothing_is_taken_before_they_are_decided(
    central: Path, tmp_path: Path, password: str, capsys: pytest.CaptureFixture[str]
) -> None:
    laptop = hand_out(central, tmp_path, password)
    read_there(laptop, "24.3")
    read_there(central, "30.0")
    take = [*hand_back(laptop, tmp_path / "reads.longaxis-reads", password), "--trial", str(central)]
    capsys.readouterr()
    assert main(take) == 2
    said = capsys.readouterr()
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert (
        "measurement HN-017 T01, BL MEASURED, 30.0 × 12.0 mm MEASURED, 24.3 × 12.0 mm to be decided" in lines
    )
    assert said.err.count("\n") == 1
    assert main([*take, "--take", "theirs"]) == 2
    assert "give one with --reason" in capsys.readouterr().err
    assert main([*take, "--json"]) == 2
    found = json.loads(capsys.readouterr().out)
    (conflict,) = found["conflicts"]
    assert (conflict["kind"], conflict["here"], found["taken"]) == (
        "measurement",
        "MEASURED, 30.0 × 12.0 mm",
        None,
    )
    assert main([*take, "--take", "theirs", "--reason", "agreed by phone"]) == 0
    with open_trial(central, writing=False) as store, store.whole() as trial:
        (read,) = trial.reads()
        (said_now,) = trial.measurements(read.uid)
        assert said_now.caliper is not None
        assert str(said_now.caliper.long_mm) == "24.3"


def test_a_damaged_file_is_one_sentence(
    central: Path, tmp_path: Path, password: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_out(central, tmp_path, password)
    cases = tmp_path / "cases.longaxis-cases"
    cases.write_bytes(cases.read_bytes()[:-100])
    capsys.readouterr()
    assert main(["handover", "open", str(cases), str(tmp_path / "second"), "--headless"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert not (tmp_path / "second").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by a signal")
def test_killed_at_any_row_all_or_nothing_is_taken(central: Path, tmp_path: Path, password: str) -> None:
    laptop = hand_out(central, tmp_path, password)
    read_there(laptop, "whole")
    take = [*hand_back(laptop, tmp_path / "reads.longaxis-reads", password), "--trial", str(central)]
    with open_trial(central, writing=False) as store, store.whole() as trial:
        before = rows_now(trial)
    killed = 0
    # Signing in writes first, with its audit; then come the rows of the read, signatures, file and audit.
    for at in range(3, 40, 3):
        done = subprocess.run(
            [sys.executable, "-c", TAKE_KILLED, str(at), *take], cwd=ROOT, check=False, capture_output=True
        )
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        killed += 1
        with open_trial(central, writing=False) as store, store.whole() as trial:
            assert rows_now(trial) == before
            assert trial.handovers.take_backs() == []
    assert killed >= 5
    with open_trial(central, writing=False) as store:
        assert verify(store).holds
        with store.whole() as trial:
            assert len(trial.evidence.standing()) == 4
            assert len(trial.handovers.take_backs()) == 1
