"""Real series, where they lie beside the project: their facts, and an answer for every file."""

from itertools import pairwise
from pathlib import Path

import pytest

from measurements.geometry.vectors import cross, dot
from measurements.imaging import Orientation, Series
from reader.description import pixel_facts, scan_as_json
from reader.frames import LoadedStack
from reader.scan import scan

DATA = Path(__file__).parents[2].parent / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared DICOM files are not beside the project")


def the_series(folder: str) -> Series:
    (series,) = scan([DATA / folder]).series
    return series


@pytest.mark.parametrize(
    ("folder", "files", "matrix", "spacing_mm", "gaps_mm", "tilt_deg", "issues"),
    [
        ("ct_chest_lidc0314", 98, (512, 512), 1.0, (1.0,), 0.0, []),
        ("ct_abdomen_crlm1004", 41, (512, 512), 5.0, (5.0,), 0.0, []),
        (
            "ct_head_ge_tilt_varspacing",
            28,
            (512, 512),
            None,
            (1.08, 4.0, 7.0),
            18.5,
            ["GANTRY_TILT", "UNEVEN_SPACING"],
        ),
        ("rt_sarcoma_sts001/CT/image", 59, (202, 198), 3.27, (3.27,), 0.0, []),
        ("seg_pet_headneck_qin/PET", 299, (128, 128), 3.375, (3.37, 3.38), 0.0, []),
    ],
)
def test_geometry_is_what_the_manifest_says(folder, files, matrix, spacing_mm, gaps_mm, tilt_deg, issues):
    series = the_series(folder)
    assert (series.files, series.frames) == (files, files)
    assert (series.rows, series.columns) == matrix
    assert series.orientation is Orientation.AXIAL
    assert (series.spacing_mm, series.gaps_mm) == (spacing_mm, gaps_mm)
    assert series.tilt_deg == pytest.approx(tilt_deg, abs=0.005)
    assert [issue.code.value for issue in series.issues] == issues
    assert (series.loadable, series.reformattable) == (True, not issues)


@pytest.mark.parametrize(
    ("folder", "lowest", "highest", "mean"),
    [
        ("ct_chest_lidc0314", -1000.0, 1819.0, -624.9057),
        ("ct_abdomen_crlm1004", -3024.0, 1377.0, -1111.7856),
        ("ct_head_ge_tilt_varspacing", -1500.0, 2121.0, -661.7291),
        ("rt_sarcoma_sts001/CT/image", -1000.0, 1397.0, -221.6573),
        ("seg_pet_headneck_qin/PET", 0.0, 66260.762, 887.9534),
        ("ct_variants_pydicomdata/eCT_Supplemental.dcm", -1024.0, 172.0, -643.9619),
    ],
)
def test_pixels_are_what_the_manifest_says(folder, lowest, highest, mean):
    facts = pixel_facts(the_series(folder))
    assert facts.min == pytest.approx(lowest, abs=1e-3)
    assert facts.max == pytest.approx(highest, abs=1e-3)
    assert facts.mean == pytest.approx(mean, abs=1e-4)


def test_every_file_is_accounted_for_and_what_is_called_loadable_loads():
    found = scan([DATA])
    files = [path for path in DATA.rglob("*") if path.is_file()]
    listed = sum(series.files for series in found.series)
    assert listed + len(found.rejected) + found.not_dicom == len(files)
    for series in found.series:
        if series.loadable:
            stack = LoadedStack(series)
            stack.load()
            assert stack.ready + len(stack.failures) == series.frames, series.series_uid
            for sentence in map(str, stack.failures.values()):
                assert "is cut off" in sentence, series.series_uid
    assert len(scan_as_json(found)["series"]) == len(found.series)


@pytest.mark.parametrize(
    ("folder", "told_evenly_mm", "gaps_mm", "codes"),
    [
        ("ct_head_ge_tilt_varspacing", 5.6, (1.08, 4.0, 7.0), {"GANTRY_TILT", "UNEVEN_SPACING"}),
        ("dicomdir_pydicom/77654033/CT2", 68.3333, (1.25, 202.5), {"MISSING_SLICES", "STRAY_SLICE"}),
    ],
)
def test_what_a_toolkit_takes_for_even_is_told_as_it_is(folder, told_evenly_mm, gaps_mm, codes):
    """The manifest says what that toolkit makes of them: one distance that no two neighbours have."""
    series = the_series(folder)
    assert series.gaps_mm == gaps_mm
    assert told_evenly_mm not in gaps_mm
    assert series.spacing_mm is None
    assert not series.reformattable
    assert {issue.code.value for issue in series.issues} == codes
    along = [dot(one.origin_lps, cross(series.along_row, series.along_column)) for one in series.slices]
    assert {round(abs(b - a), 2) for a, b in pairwise(along)} == set(gaps_mm)
