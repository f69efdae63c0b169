"""`main.py assess` with a protocol, from the command line."""

from pathlib import Path

import pytest

from app.command_line import main

LESIONS = """subject,visit,day,lesion,group,organ,nodal,mm,state,rt
S1,0,-7,T01,TARGET,lung,N,50,,SBRT
S1,1,45,T01,TARGET,lung,N,50,,SBRT
S1,2,100,T01,TARGET,lung,N,60,,SBRT
"""


def files(folder: Path, protocol: str) -> tuple[str, str]:
    lesions, trial = folder / "lesions.csv", folder / "trial.toml"
    lesions.write_text(LESIONS, encoding="utf-8")
    trial.write_text(protocol, encoding="utf-8")
    return str(lesions), str(trial)


def test_the_rules_of_the_protocol_decide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesions, protocol = files(tmp_path, "[trial]\ncode = 'T-9'\n[recist]\nmin_sd_days = 56\n")
    assert main(["assess", lesions]) == 0
    standard = capsys.readouterr()
    assert standard.out.endswith("S1,SD,SD,iSD,100,SBRT+LDRT\n")
    assert standard.err == ""
    assert main(["assess", lesions, "--protocol", protocol]) == 0
    own = capsys.readouterr()
    assert own.out.endswith("S1,PD,PD,iUPD,100,SBRT+LDRT\n")
    assert own.err.startswith("longaxis: by protocol T-9 1.0 (")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[recist]\nmin_sd_days = 'six'\n", "trial.toml, line 2: min_sd_days is"),
        (
            "[recist]\nsticky_pr = 'assigned'\nconfirmation = 'required'\n",
            "trial.toml, lines 2 and 3: sticky_pr",
        ),
        ("[recist\n", "trial.toml is not TOML"),
    ],
)
def test_a_bad_protocol_is_refused_in_one_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    lesions, protocol = files(tmp_path, text)
    out = tmp_path / "t.csv"
    assert main(["assess", lesions, "--protocol", protocol, "--timepoints", str(out)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"longaxis: {said}")
    assert captured.err.count("\n") == 1
    assert not out.exists()
