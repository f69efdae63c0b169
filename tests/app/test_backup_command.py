"""`main.py backup` and `main.py restore`: a trial lost, and had back with one command."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from app.command_line import main
from app.seen_ends import seen_folders
from app.session import create_session, open_session
from measurements.case.commands import SetProtocol
from measurements.protocol.loading import standard_text
from measurements.storage.anchors import rolled_back, seen_ends
from measurements.storage.store import open_trial


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    with closing(create_session(tmp_path / "trial.longaxis")) as session:
        return session.path


def replace_protocol(trial: Path) -> None:
    with closing(open_session(trial)) as session:
        session.case.run(SetProtocol("mine.toml", standard_text() + "\n# mine\n"))


def protocol_file(trial: Path) -> str:
    with open_trial(trial, writing=False) as store, store.whole() as found:
        protocol = found.protocol()
        assert protocol is not None
        return protocol.file_name


def older_file_found(trial: Path) -> str | None:
    with open_trial(trial, writing=False) as store, store.whole() as found:
        return rolled_back(found, seen_ends(found.trial_uid(), seen_folders(trial)))


def test_a_lost_trial_is_had_back(trial: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace_protocol(trial)
    with closing(open_session(trial)):
        assert main(["backup", "--trial", str(trial)]) == 0
    backup, ends = capsys.readouterr().out.splitlines()
    assert Path(backup).parent == trial.with_name("trial.backups")
    assert ends == "It ends at audit entry 2."

    trial.write_bytes(os.urandom(5000))
    assert main(["protocol", "--trial", str(trial)]) == 2
    assert "is not a trial" in capsys.readouterr().err
    assert main(["restore", backup, "--trial", str(trial), "--reason", "The disk failed."]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == [str(trial), f"Restored from {Path(backup).name}, which ends at audit entry 2."]
    assert protocol_file(trial) == "mine.toml"
    with open_trial(trial, writing=False) as store, store.whole() as found:
        assert [*found.audit()][-1].reason.startswith("The disk failed. Restored from ")


def test_a_trial_in_use_is_not_restored(trial: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(open_session(trial)):
        main(["backup", "--trial", str(trial)])
        backup = capsys.readouterr().out.splitlines()[0]
        assert main(["restore", backup, "--trial", str(trial)]) == 2
    assert "is being written to by" in capsys.readouterr().err


def test_a_backup_goes_where_it_is_told(trial: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = trial.with_name("elsewhere.backup")
    assert main(["backup", "--trial", str(trial), "--out", str(out)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == str(out)
    assert main(["backup", "--trial", str(trial), "--out", str(out)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_closing_notes_where_the_audit_ends(trial: Path) -> None:
    older = trial.read_bytes()
    replace_protocol(trial)
    assert older_file_found(trial) is None
    trial.write_bytes(older)
    sentence = older_file_found(trial)
    assert sentence is not None
    assert sentence.startswith("The audit ends at entry 1, but on ")
