"""The processes that decode pictures start from `main.py`, and from a program built into one folder."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import JPEGLSLossless

from tests.compressed_files import encoded, packed
from tests.dicom_files import ct_slice, save

ROOT = Path(__file__).parents[2]
VALUES = (np.arange(40 * 30).reshape(40, 30) * 3).astype("<i2")

BUILT = '''
import multiprocessing.spawn, runpy, sys

def freeze_support():
    """What a build into one folder puts in the place of Python's own, which only does it on Windows."""
    if sys.argv[-2:-1] == ["-c"]:
        exec(sys.argv[-1])
        sys.exit()
    if multiprocessing.spawn.is_forking(sys.argv):
        given = dict(word.split("=") for word in sys.argv[2:])
        multiprocessing.spawn.spawn_main(**{name: int(number) for name, number in given.items()})
        sys.exit()

sys.frozen = True
multiprocessing.freeze_support = multiprocessing.spawn.freeze_support = freeze_support
multiprocessing.set_executable(sys.argv.pop(1))
sys.path.insert(0, ROOT)
runpy.run_path(MAIN, run_name="__main__")
'''


@pytest.fixture
def scans(tmp_path):
    folder = tmp_path / "scans"
    save(
        packed(ct_slice(VALUES, intercept=0), JPEGLSLossless, [encoded(VALUES, JPEGLSLossless)]), folder / "a"
    )
    return folder


@pytest.fixture
def built(tmp_path):
    """A program that knows nothing but `main.py`, whatever it is called with."""
    if sys.platform == "win32":
        pytest.skip("the program is made by a shell")
    script = tmp_path / "built.py"
    script.write_text(f"ROOT, MAIN = {str(ROOT)!r}, {str(ROOT / 'main.py')!r}\n{BUILT}")
    program = tmp_path / "longaxis"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$0" "$@"\n')
    program.chmod(0o755)
    return program


def highest_value(*program: str | Path, scans: Path) -> float:
    done = subprocess.run(
        [*map(str, program), "inspect", str(scans), "--json", "--pixels"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    (series,) = json.loads(done.stdout)["series"]
    return series["pixels"]["max"]


def test_main_py_decodes(scans):
    assert highest_value(sys.executable, ROOT / "main.py", scans=scans) == VALUES.max()


def test_a_program_in_one_folder_decodes(scans, built):
    assert highest_value(built, scans=scans) == VALUES.max()
