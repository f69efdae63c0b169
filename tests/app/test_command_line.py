"""The command line as people meet it: what it prints where, and the status it leaves with."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app import command_line
from app.command_line import COMMANDS, main
from measurements.storage.store import create_trial, open_trial
from tests.dicom_files import uid, write_ct_series
from tests.held import slices_held

ROOT = Path(__file__).resolve().parents[2]

KNOWN_KEYS = {
    "series_uid",
    "study_uid",
    "patient_id",
    "patient_name",
    "study_date",
    "modality",
    "description",
    "body_part",
    "files",
    "frames",
    "rows",
    "columns",
    "pixel_spacing_mm",
    "slice_thickness_mm",
    "orientation",
    "spacing_mm",
    "gaps_mm",
    "tilt_deg",
    "transfer_syntaxes",
    "loadable",
    "reformattable",
    "issues",
}


def run(*arguments: object, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        **more,
    )


def counts(trial: Path) -> tuple[int, int, int]:
    """Subjects, timepoints and slices that a trial holds."""
    with open_trial(trial, writing=False) as store, store.reading() as found:
        timepoints = found.timepoints_by_subject()
        return len(found.subjects()), sum(map(len, timepoints.values())), slices_held(found)


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """Two patients, one of them scanned twice."""
    folder = tmp_path / "scans"
    for patient, day in (("HN-1", "20240110"), ("HN-1", "20240306"), ("HN-2", "20240112")):
        write_ct_series(
            folder / patient / day,
            patient_id=patient,
            study_uid=uid("study", patient, day),
            StudyDate=day,
            slices=3,
        )
    return folder


def test_help_names_every_command_and_loads_nothing() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)
    code = "import sys; sys.argv[1:] = ['--help']\nfrom app.command_line import main\n"
    code += "try:\n    main()\nexcept SystemExit:\n    pass\n"
    code += "print([name for name in ('PySide6', 'numpy', 'pydicom', 'sqlalchemy') if name in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert loaded.stdout.endswith("[]\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"main.py {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["inspect"],
        ["inspect", "--jso", "x"],
        ["import", "folder"],
        ["export", "xml", "--trial", "a", "--out", "b"],
        ["assess"],
        ["a.longaxis", "b.longaxis"],
        ["--frobnicate"],
    ],
)
def test_wrong_usage_leaves_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "usage:" in said.err


@pytest.mark.parametrize("name", ["none.longaxis", "inspct"])
def test_what_does_not_exist_is_refused_before_a_window_opens(tmp_path: Path, name: str) -> None:
    done = run(name, env=os.environ | {"QT_QPA_PLATFORM": "no such platform"}, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"longaxis: {name} is neither a trial nor a command")
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_fault_is_reported_by_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(arguments: list[str]) -> int:
        raise ZeroDivisionError("first line\nLi Xiaolong")

    monkeypatch.setattr(command_line, "_run", fail)
    assert main([]) == 1
    said = capsys.readouterr().err
    assert said.startswith("longaxis: unexpected error: ZeroDivisionError: first line\n")
    assert "  tests/app/test_command_line.py:" in said
    assert "Li Xiaolong" not in said


def test_ctrl_c_leaves_with_130_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(arguments: list[str]) -> int:
        signal.raise_signal(signal.SIGINT)
        return 0

    monkeypatch.setattr(command_line, "_run", interrupted)
    # A process begun in the background ignores Ctrl+C, and what it starts inherits that.
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert main([]) == 130
    finally:
        signal.signal(signal.SIGINT, inherited)
    assert capsys.readouterr().err.startswith("longaxis: interrupted")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break differently there")
def test_a_reader_that_has_gone_is_no_error(scans: Path) -> None:
    gone, ours = os.pipe()
    os.close(gone)
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "inspect", str(scans), "--json"],
        stdout=ours,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(ours)
    assert (done.returncode, done.stderr) == (141, "")


def test_inspect_prints_the_agreed_json(scans: Path) -> None:
    (scans / "notes.txt").write_text("not a picture")
    done = run("inspect", scans, "--json", "--pixels")
    assert done.returncode == 0
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert set(found) == {"series", "rejected", "not_dicom"}
    assert (len(found["series"]), found["rejected"], found["not_dicom"]) == (3, [], 1)
    for series in found["series"]:
        assert set(series) == KNOWN_KEYS | {"pixels"}
        assert (series["files"], series["spacing_mm"], series["issues"]) == (3, 2.0, [])
        assert series["pixels"] == {"min": -24.0, "max": 425.0, "mean": pytest.approx(200.5)}
    assert all(
        "pixels" not in series for series in json.loads(run("inspect", scans, "--json").stdout)["series"]
    )


@pytest.mark.parametrize("options", [[], ["--json"], ["--json", "--pixels"]])
def test_inspect_without_series_leaves_with_2(tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "notes.txt").write_text("not a picture")
    done = run("inspect", tmp_path, tmp_path / "gone", *options)
    assert done.returncode == 2
    assert done.stderr.startswith(f"longaxis: no DICOM series in {tmp_path}")
    assert done.stderr.count("\n") == 1
    if options:
        found = json.loads(done.stdout)
        assert (found["series"], found["not_dicom"]) == ([], 1)
        assert [entry["path"] for entry in found["rejected"]] == [str(tmp_path / "gone")]


def test_inspect_lists_what_it_can_beside_what_it_cannot(scans: Path, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    done = run("inspect", scans, tmp_path / "gone", loop, "--json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert len(found["series"]) == 3
    assert {
        entry["path"]: entry["reason"].partition(";")[0].partition(" (")[0] for entry in found["rejected"]
    } == {
        str(tmp_path / "gone"): "It does not exist",
        str(loop): "It cannot be opened",
    }


def test_inspect_needs_no_encoding_of_the_terminal(tmp_path: Path) -> None:
    write_ct_series(tmp_path, patient_name="李^小龙", SeriesDescription="胸部", slices=2)
    latin = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    assert (
        json.loads(run("inspect", tmp_path, "--json", env=latin).stdout)["series"][0]["description"] == "胸部"
    )
    plain = run("inspect", tmp_path, env=latin)
    assert plain.returncode == 0
    assert "\\u80f8" in plain.stdout


def test_inspect_tells_people_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_ct_series(tmp_path, positions=[(0, 0, 0), (0, 0, 2), (0, 0, 4), (0, 0, 12)], patient_id="HN-9")
    assert main(["inspect", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("HN-9  20240131  CT #3 Phantom\n    4 slices of 24 x 20, pixels 0.8 x 0.8 mm")
    assert "    MISSING_SLICES: " in said


def test_import_makes_the_trial_and_a_second_one_adds_nothing(scans: Path, tmp_path: Path) -> None:
    trial = tmp_path / "trial.longaxis"
    first = run("import", scans, "--trial", tmp_path / "trial")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == "3 series with 9 images added to:\n  HN-1: BL, TP1\n  HN-2: BL\n"
    assert counts(trial) == (2, 3, 9)
    second = run("import", scans, "--trial", trial)
    assert second.returncode == 0
    assert second.stdout.splitlines() == [
        "0 series with 0 images added.",
        "9 images were in the trial already; nothing was added twice.",
    ]
    assert counts(trial) == (2, 3, 9)


def test_import_lists_what_it_left_out_and_why(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = next((scans / "HN-1" / "20240110").iterdir())
    (scans / "short").write_bytes(whole.read_bytes()[:200])
    (scans / "notes.txt").write_text("not a picture")
    write_ct_series(
        scans / "scout", patient_id="HN-2", slices=1, ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"]
    )
    assert main(["import", str(scans), "--trial", str(tmp_path / "t.longaxis")]) == 0
    said = capsys.readouterr().out
    left_out = said[said.index("Left out:") :]
    assert "HN-2 · Phantom: A localizer" in left_out
    assert f"    {scans / 'short'}\n" in left_out
    assert "1 file: Not DICOM." in left_out
    assert counts(tmp_path / "t.longaxis") == (2, 3, 9)


def test_import_keeps_a_series_without_positions_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_ct_series(tmp_path / "scans", slices=2, ImagePositionPatient=None)
    assert main(["import", str(tmp_path / "scans"), "--trial", str(tmp_path / "t.longaxis")]) == 0
    said = capsys.readouterr().out
    assert "Kept, to be looked at:" in said
    assert "cannot be measured" in said
    assert counts(tmp_path / "t.longaxis") == (1, 1, 2)


def test_import_refuses_a_study_of_two_patients(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = uid("one study")
    for patient in ("HN-1", "HN-2"):
        write_ct_series(
            tmp_path / "scans" / patient,
            patient_id=patient,
            study_uid=study,
            series_uid=uid(patient),
            slices=2,
        )
    assert main(["import", str(tmp_path / "scans"), "--trial", str(tmp_path / "t.longaxis")]) == 2
    said = capsys.readouterr()
    assert "more than one patient (HN-1, HN-2)" in said.out
    assert said.err == "longaxis: nothing was brought in: the lines above say why.\n"


def test_import_leaves_out_pictures_that_share_a_uid(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = write_ct_series(tmp_path / "scans", slices=2, SOPInstanceUID=uid("the same"))
    assert len(files) == 2
    assert main(["import", str(tmp_path / "scans"), "--trial", str(tmp_path / "t.longaxis")]) == 2
    assert "no series" in capsys.readouterr().err
    assert not (tmp_path / "t.longaxis").exists()


@pytest.mark.parametrize("content", ["nothing", "texts"])
def test_import_without_dicom_makes_no_trial(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    if content == "texts":
        (folder / "notes.txt").write_text("not a picture")
    assert main(["import", str(folder), "--trial", str(tmp_path / "t.longaxis")]) == 2
    said = capsys.readouterr()
    assert said.err.startswith(f"longaxis: no series in {folder}")
    assert said.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_import_into_a_trial_open_elsewhere_is_refused(scans: Path, tmp_path: Path) -> None:
    trial = tmp_path / "t.longaxis"
    with create_trial(trial):
        done = run("import", scans, "--trial", trial)
    assert done.returncode == 2
    assert "is being written to by" in done.stderr
    assert done.stderr.count("\n") == 1
    assert counts(trial) == (0, 0, 0)


def test_import_into_a_file_that_is_no_trial_is_refused(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trial = tmp_path / "t.longaxis"
    trial.write_text("something else")
    assert main(["import", str(scans), "--trial", str(trial)]) == 2
    assert "is not a trial" in capsys.readouterr().err
    assert trial.read_text() == "something else"


def test_import_into_a_missing_folder_is_refused(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(scans), "--trial", str(tmp_path / "gone" / "t.longaxis")]) == 2
    assert "is not a folder" in capsys.readouterr().err


def test_import_with_copy_needs_the_originals_no_more(scans: Path, tmp_path: Path) -> None:
    trial = tmp_path / "t.longaxis"
    done = run("import", scans, "--trial", trial, "--copy")
    assert done.returncode == 0
    assert "9 files copied beside the trial." in done.stdout
    with open_trial(trial, writing=False) as store, store.reading() as found:
        keys = [series.key for some in found.series_by_timepoint().values() for series in some]
        paths = [Path(one.path) for key in keys for one in found.slices(key)]
    assert len(paths) == 9
    assert all(path.is_relative_to(tmp_path / "t.images") for path in paths)
    originals = {path.read_bytes() for path in scans.rglob("*") if path.is_file()}
    assert {path.read_bytes() for path in paths} == originals


LESIONS = """subject,visit,day,lesion,group,organ,nodal,mm,state,rt
HN-1,0,-7,T01,TARGET,Lung,N,40.0,,SBRT
HN-1,1,49,T01,TARGET,Lung,N,28.0,,SBRT
"""


def test_assess_prints_both_tables_visits_first(tmp_path: Path) -> None:
    table = tmp_path / "lesions.csv"
    table.write_text(LESIONS)
    done = run("assess", table)
    assert (done.returncode, done.stderr) == (0, "")
    visits, subjects = done.stdout.split("\n\n")
    assert visits.splitlines()[0].startswith("subject,visit,day,targets_expected")
    assert ",PR," in visits.splitlines()[2]
    assert subjects.splitlines()[0] == "subject,bor,confirmed_bor,ibor,pd_day,orr_set"
    assert subjects.splitlines()[1].startswith("HN-1,PR,")


def test_assess_writes_named_tables_and_prints_the_other(tmp_path: Path) -> None:
    table, visits = tmp_path / "lesions.csv", tmp_path / "visits.csv"
    table.write_text(LESIONS)
    done = run("assess", table, "--timepoints", visits)
    assert done.returncode == 0
    assert done.stdout.startswith("subject,bor,")
    assert visits.read_text().startswith("subject,visit,day,")
    both = run("assess", table, "--timepoints", visits, "--subjects", tmp_path / "subjects.csv")
    assert (both.returncode, both.stdout) == (0, "")


def test_assess_names_every_bad_row_and_writes_nothing(tmp_path: Path) -> None:
    table, visits = tmp_path / "lesions.csv", tmp_path / "visits.csv"
    table.write_text(LESIONS.replace("40.0", "-4").replace("28.0", "big"))
    done = run("assess", table, "--timepoints", visits)
    assert (done.returncode, done.stdout) == (2, "")
    told = done.stderr.splitlines()
    assert [line.partition(":")[2].partition(":")[0] for line in told] == [
        " lesions.csv, row 2",
        " lesions.csv, row 3",
    ]
    assert not visits.exists()


def test_assess_without_its_table_is_refused(tmp_path: Path) -> None:
    done = run("assess", tmp_path / "gone.csv")
    assert done.returncode == 2
    assert done.stderr.startswith("longaxis: ")
    assert done.stderr.count("\n") == 1


def test_export_writes_tables_beside_an_open_trial_and_assess_reads_them(scans: Path, tmp_path: Path) -> None:
    trial = tmp_path / "t.longaxis"
    assert run("import", scans, "--trial", trial).returncode == 0
    with open_trial(trial, writing=True):
        done = run("export", "csv", "--trial", trial, "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    written = [Path(line) for line in done.stdout.splitlines()]
    assert tmp_path / "out" / "lesions.csv" in written
    assert all(path.is_file() for path in written)


def test_export_of_no_trial_is_refused_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["export", "csv", "--trial", str(tmp_path / "gone.longaxis"), "--out", str(out)]) == 2
    assert "does not exist" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="permissions do not bind this user",
)
def test_import_into_a_read_only_folder_is_refused(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    assert main(["import", str(scans), "--trial", str(folder / "t.longaxis")]) == 2
    assert "takes no files" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["export", "csv", "--out", "{out}"], ["import", "{scans}"]])
def test_a_trial_of_a_newer_program_is_refused(
    scans: Path, tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    trial = tmp_path / "t.longaxis"
    create_trial(trial).close()
    with sqlite3.connect(trial) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = trial.read_bytes()
    given = [part.format(scans=scans, out=tmp_path / "out") for part in arguments]
    assert main([*given, "--trial", str(trial)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"longaxis: {trial} ")
    assert "newer" in said
    assert said.count("\n") == 1
    assert trial.read_bytes() == before
