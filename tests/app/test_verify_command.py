"""`main.py verify` as it is used: what it prints, and how it exits."""

import json
import sqlite3
from pathlib import Path

import pytest

from app.command_line import main
from measurements.case.service import CaseService
from measurements.storage.store import create_trial
from tests.measurements.samples import begun_read


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with create_trial(tmp_path / "trial.longaxis") as store:
        begun_read(store, CaseService(store), tmp_path)
        return store.path


def test_a_trial_that_holds_exits_with_0(trial: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--trial", str(trial)]) == 0
    assert capsys.readouterr().out.endswith("0 signatures and 0 pictures checked: all hold.\n")


def test_a_trial_that_does_not_hold_exits_with_1_and_says_what(
    trial: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = sqlite3.connect(trial)
    connection.execute("UPDATE subject SET code = 'HN-999'")
    connection.commit()
    connection.close()
    assert main(["verify", "--trial", str(trial), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["holds"]
    assert [one["part"] for one in told["findings"]] == ["tables"]
    assert "code" in told["findings"][0]["sentence"]


def test_what_is_no_trial_exits_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.longaxis").write_text("no trial")
    assert main(["verify", "--trial", str(tmp_path / "a.longaxis")]) == 2
    assert "is not a trial" in capsys.readouterr().err
