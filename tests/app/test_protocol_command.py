"""`main.py protocol` on a trial: shown, replaced, written out and refused."""

import json
from pathlib import Path

import pytest

from app.command_line import main
from measurements.protocol.loading import load_protocol, standard_text
from measurements.storage.store import create_trial, open_trial

MINE = '[trial]\nversion = "2.0"\n\n[recist]\nsticky_pr = "assigned"\n'


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    with create_trial(tmp_path / "trial") as store:
        return store.path


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    return tmp_path / "mine.toml"


def test_it_is_shown_in_words_beside_a_writer(trial: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_trial(trial, writing=True):
        assert main(["protocol", "--trial", str(trial)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == load_protocol().identity
    assert lines[1].startswith("from protocol.toml, put in by ")
    assert "Calls, dates and censoring" in lines
    assert "  PR carried on until PD: never" in lines


def test_it_is_shown_in_chinese_too(trial: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "--trial", str(trial), "--language", "zh"]) == 0
    assert "  PR 沿用至 PD: 从不" in capsys.readouterr().out.splitlines()


def test_another_file_takes_its_place(trial: Path, mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["protocol", "--trial", str(trial), "--set", str(mine), "--reason", "amendment", "--json"]
    assert main(arguments) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["version"], said["hash"]) == ("2.0", load_protocol(mine).hash)
    assert (said["file_name"], said["read_otherwise"]) == ("mine.toml", False)
    assert said["content"]["recist"]["sticky_pr"] == "assigned"
    with open_trial(trial, writing=False) as store, store.reading() as found:
        assert [entry.reason for entry in found.audit("protocol")] == ["", "amendment"]


def test_its_text_is_written_out_as_it_is_kept(trial: Path, mine: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept.toml"
    assert main(["protocol", "--trial", str(trial), "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == standard_text()
    assert main(["protocol", "--trial", str(trial), "--set", str(mine), "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == MINE


def test_a_faulty_file_is_refused_by_line_and_leaves_the_trial(
    trial: Path, mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine.write_text(MINE.replace("assigned", "always"), encoding="utf-8")
    assert main(["protocol", "--trial", str(trial), "--set", str(mine)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        'longaxis: mine.toml, line 5: sticky_pr is "always"; give one of never, confirmed or assigned.\n'
    )
    assert main(["protocol", "--trial", str(trial)]) == 0
    assert capsys.readouterr().out.startswith(load_protocol().identity)


def test_a_file_that_is_not_there_is_refused(
    trial: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["protocol", "--trial", str(trial), "--set", str(tmp_path / "none.toml")]) == 2
    assert "none.toml cannot be read" in capsys.readouterr().err
