"""`main.py propagate` from the command line: places written, and bad input answered in one sentence."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.command_line import main
from reader.volume.volume import Volume
from tests.dicom_files import uid, write_ct_series
from tests.reader.registration.clumps import clumps, scanned

LESION = {"center": [0.0, 0.0, 30.0], "long_axis_mm": 12.0}
SHIFT = np.array([6.0, -4.0, 15.0])


def write(folder: Path, volume: Volume, patient: str = "P1") -> None:
    lattice = volume.lattice
    folder.mkdir()
    write_ct_series(
        folder,
        positions=[
            (beside[1], beside[0], -depth)
            for depth, beside in zip(lattice.depths_mm, lattice.beside_mm, strict=True)
        ],
        volume=volume.voxels,
        intercept=0.0,
        pixel_spacing=lattice.spacing_mm,
        patient_id=patient,
        study_uid=uid("study", folder.name),
    )


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A body, the same shifted and with less of it, somebody else, and two parts that share two slices."""
    folder = tmp_path_factory.mktemp("scans")
    body = clumps()
    write(folder / "prior", scanned(body))
    write(folder / "current", scanned(body, lambda points: points - SHIFT, heights=(55.0, -81.0)))
    write(folder / "stranger", scanned(clumps(99)), patient="P2")
    write(folder / "head", scanned(body, heights=(96.0, 0.0)))
    write(folder / "feet", scanned(body, heights=(3.0, -96.0)))
    (folder / "empty").mkdir()
    return folder


def listed(
    scans: Path, name: str, prior: str = "prior", current: str = "current", **lesions: object
) -> list[str]:
    """Arguments for a list of one pair, written beside the scans."""
    batch = scans / f"{name}.json"
    pair = {"prior": prior, "current": current, "lesions": lesions or {"T01": LESION}}
    batch.write_text(json.dumps({"pairs": {"one": pair}}), encoding="utf-8")
    return ["propagate", "--batch", str(batch), "--out", str(scans / f"{name}.out")]


def test_places_are_written_in_the_current_scan_and_outside_it_none(scans: Path) -> None:
    arguments = listed(scans, "good", T01=LESION, T02={"center": [5, 0, 75], "long_axis_mm": 10})
    assert main(arguments) == 0
    found = json.loads((scans / "good.out").read_text(encoding="utf-8"))["pairs"]["one"]
    first, second = found["T01"], found["T02"]
    assert first["c"] == pytest.approx(np.array(LESION["center"]) + SHIFT, abs=1.0)
    assert first["out_of_fov"] is False
    assert first["radius"] >= 3.0
    assert second["c"] is None
    assert second["out_of_fov"] is True
    assert {type(found[name][key]) for name in found for key in ("radius", "s")} == {float}
    assert set(first) == {"c", "radius", "s", "check", "out_of_fov"}


@pytest.mark.parametrize(
    ("prior", "current", "said"),
    [
        ("prior", "prior", "the same series"),
        ("prior", "stranger", "the prior is of patient P1 and the current of patient P2"),
        ("prior", "gone", "names gone as current, which does not exist"),
        ("empty", "current", "holds no series"),
        (".", "current", "could be meant"),
        ("head", "feet", "share 2 slices"),
    ],
)
def test_a_bad_pair_is_answered_in_one_sentence_and_nothing_is_written(
    scans: Path, capsys: pytest.CaptureFixture[str], prior: str, current: str, said: str
) -> None:
    name = f"{Path(prior).name or 'all'}-{current}"
    assert main(listed(scans, name, prior, current)) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert not (scans / f"{name}.out").exists()


@pytest.mark.parametrize(
    ("lesion", "said"),
    [
        ({"center": [0, 0], "long_axis_mm": 5}, 'pair one, lesion T01 needs a "center"'),
        ({"center": [0, 0, "z"], "long_axis_mm": 5}, '"center"'),
        ({"center": [0, 0, 0], "long_axis_mm": 0}, '"long_axis_mm"'),
        ({"center": [0, 0, 0]}, '"long_axis_mm"'),
        ("T01", '"center"'),
        ({"center": [0, 0, 400], "long_axis_mm": 5}, "lesion T01 lies outside its own prior scan"),
    ],
)
def test_a_bad_lesion_is_named(
    scans: Path, capsys: pytest.CaptureFixture[str], lesion: object, said: str
) -> None:
    assert main(listed(scans, "bad", T01=lesion)) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not (scans / "bad.out").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ("[]", 'no object "pairs"'),
        ('{"pairs": {"a": {"lesions": {}}}}', 'no folder as "prior"'),
    ],
)
def test_a_bad_list_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    batch = tmp_path / "lesions.json"
    batch.write_text(text, encoding="utf-8")
    assert main(["propagate", "--batch", str(batch), "--out", str(tmp_path / "out.json")]) == 2
    assert said in capsys.readouterr().err
    assert (
        main(["propagate", "--batch", str(tmp_path / "none.json"), "--out", str(tmp_path / "out.json")]) == 2
    )
    assert "cannot be read" in capsys.readouterr().err
