"""Every file and series beside the project shows the pixels that the manifest of that folder tells of."""

import csv
import re
from pathlib import Path

import pytest

from measurements.imaging import Series
from measurements.refusal import Refusal
from reader.description import PixelFacts, pixel_facts
from reader.scan import scan

DATA = Path(__file__).parents[2].parent / "shared" / "data"
MANIFEST = DATA / "manifest.csv"

pytestmark = pytest.mark.skipif(
    not MANIFEST.is_file(), reason="the shared DICOM files are not beside the project"
)

PALETTES = {"no-pixel-spacing.dcm", "examples_palette.dcm"}
WITHOUT_SERIES = {"JPEGLSNearLossless_08.dcm", "JPEGLSNearLossless_16.dcm"}
MONOCHROME1 = {"CR1", "CR2", "CR3"}
"""Of 12 bits, slope 0.684 and intercept 200. The toolkit behind the manifest turns stored values round where
low ones are bright; here they stay what they are in the file, and the picture alone is turned round."""
NOT_FOR_READING = {"RTDOSE", "SEG"}


def rows(kind: str) -> list[dict[str, str]]:
    if not MANIFEST.is_file():
        return []
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == kind]


def numbers_of_peer(row: dict[str, str]) -> tuple[float, float, float] | None:
    found = re.search(r"sitk: \([^)]*\) min (\S+) max (\S+) mean (\S+)", row["expected"])
    return (float(found[1]), float(found[2]), float(found[3])) if found else None


def is_colour(row: dict[str, str]) -> bool:
    return bool(re.search(r"pydicom_px: \S+\[(\d+, )+3\]", row["expected"]))


def is_grey(row: dict[str, str]) -> bool:
    return (
        numbers_of_peer(row) is not None
        and not is_colour(row)
        and row["modality"] not in NOT_FOR_READING
        and Path(row["path"]).name not in PALETTES | WITHOUT_SERIES
    )


def together(stacks: list[Series]) -> PixelFacts:
    facts = [(pixel_facts(stack), stack.frames * stack.rows * stack.columns) for stack in stacks]
    return PixelFacts(
        min(one.min for one, _ in facts),
        max(one.max for one, _ in facts),
        sum(one.mean * size for one, size in facts) / sum(size for _, size in facts),
    )


GREY = [row for row in rows("file") if is_grey(row)]
OTHERS = [
    row
    for row in rows("file")
    if not is_grey(row)
    and row["matrix"]
    and "TINY_ALPHA" not in row["path"]
    and (DATA / row["path"]).is_file()
]


def name_of(row: dict[str, str]) -> str:
    return row["path"]


@pytest.mark.parametrize("row", GREY, ids=name_of)
def test_a_grey_picture_has_the_values_that_a_leading_toolkit_reads(row):
    (series,) = scan([DATA / row["path"]]).series
    lowest, highest, mean = numbers_of_peer(row)
    found = pixel_facts(series)
    assert found.min == pytest.approx(lowest, abs=1e-3)
    assert found.max == pytest.approx(highest, abs=1e-3)
    assert found.mean == pytest.approx(mean, abs=1e-3)


@pytest.mark.parametrize("row", OTHERS, ids=name_of)
def test_any_other_picture_is_refused_with_a_reason(row):
    found = scan([DATA / row["path"]])
    assert found.series or found.rejected
    for series in found.series:
        if series.loadable:
            with pytest.raises(Refusal, match=re.escape(Path(row["path"]).name)):
                pixel_facts(series)
        else:
            assert {issue.code.value for issue in series.issues} & {
                "UNSUPPORTED_SYNTAX",
                "NOT_AN_IMAGE",
                "UNREADABLE",
                "TRUNCATED",
            }


@pytest.mark.parametrize("row", [row for row in rows("series") if row["vmin"]], ids=name_of)
def test_a_series_has_the_values_that_the_manifest_says(row):
    stacks = [one for one in scan([DATA / row["path"]]).series if one.series_uid == row["series_uid"]]
    assert sum(stack.files for stack in stacks) == int(row["n_files"])
    expected = PixelFacts(*(float(row[column]) for column in ("vmin", "vmax", "vmean")))
    if Path(row["path"]).name in MONOCHROME1:
        ends = 4095 * 0.684 + 2 * 200
        expected = PixelFacts(ends - expected.max, ends - expected.min, ends - expected.mean)
    found = together(stacks)
    assert found.min == pytest.approx(expected.min, abs=1e-3)
    assert found.max == pytest.approx(expected.max, abs=1e-3)
    assert found.mean == pytest.approx(expected.mean, abs=1e-3)


def test_the_manifest_names_enough_to_be_worth_it():
    assert len(GREY) > 45
    assert len(OTHERS) > 25
