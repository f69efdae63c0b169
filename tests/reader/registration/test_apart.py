"""Scans compared in a process of their own: the same answers, and an end whatever it is doing."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from measurements.following import Hindrance
from measurements.geometry.vectors import Vector
from measurements.imaging import Series
from measurements.progress import Cancelled
from reader.registration.apart import ComparisonsApart
from reader.registration.comparisons import Comparisons
from reader.registration.not_comparable import NotComparable
from reader.scan import scan
from tests.dicom_files import uid, write_ct_series
from tests.reader.registration.clumps import clumps, scanned

PLACE = (0.0, 0.0, 3.0)
BODY = clumps()


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Series, Series]:
    folder = tmp_path_factory.mktemp("apart")
    return one_scan(folder / "prior", (0.0, 0.0, 0.0)), one_scan(folder / "current", (8.0, -4.0, 18.0))


def one_scan(folder: Path, shift_mm: Vector) -> Series:
    offset = np.array(shift_mm)
    heights = (96.0 + shift_mm[2], -96.0 + shift_mm[2])
    lying = {"step_mm": 6.0, "pixel_mm": 4.0, "reach_mm": 92.0}
    volume = scanned(BODY, lambda points: points - offset, heights=heights, **lying)
    write_ct_series(
        folder,
        slices=len(volume.voxels),
        spacing=6.0,
        pixel_spacing=(4.0, 4.0),
        origin=(-92.0, -92.0, heights[0] - 6.0 * (len(volume.voxels) - 1)),
        volume=(volume.voxels[::-1] + 1024).astype(np.int16),
        study_uid=uid("study", folder.name),
    )
    (found,) = scan([folder]).series
    return found


@pytest.fixture
def apart() -> Iterator[ComparisonsApart]:
    made = ComparisonsApart(1 << 30)
    yield made
    made.end()


def test_the_answers_are_those_of_the_same_process(
    apart: ComparisonsApart, scans: tuple[Series, Series]
) -> None:
    found, here = (one.follow(*scans, PLACE, 12.0) for one in (apart, Comparisons(1 << 30)))
    # One thread sums in another order than two.
    assert found.place_lps == pytest.approx(here.place_lps, abs=0.01)
    assert (found.doubts, found.transform.method) == (here.doubts, here.transform.method)
    assert found.place_lps == pytest.approx((8.0, -4.0, 21.0), abs=2.0)
    with pytest.raises(NotComparable) as reason:
        apart.follow(scans[0], scans[0], PLACE, 12.0)
    assert (reason.value.hindrance, reason.value.series_key) == (Hindrance.SAME_PICTURES, scans[0].key)
    gone = replace(scans[1], slices=tuple(replace(one, path=f"{one.path} gone") for one in scans[1].slices))
    with pytest.raises(NotComparable) as reason:
        apart.follow(scans[0], gone, PLACE, 12.0)
    assert reason.value.hindrance is Hindrance.FILES_MISSING


def test_cancelled_it_ends_at_once_and_begins_anew(
    apart: ComparisonsApart, scans: tuple[Series, Series]
) -> None:
    asked = threading.Event()

    def cancelled(done: int, total: int, text: str) -> None:
        if asked.is_set():
            raise Cancelled
        asked.set()

    with pytest.raises(Cancelled):
        apart.follow(*scans, PLACE, 12.0, cancelled)
    assert apart.follow(*scans, PLACE, 12.0).place_lps is not None


def test_copies_of_the_same_pictures_are_told(scans: tuple[Series, Series], tmp_path: Path) -> None:
    copy = one_scan(tmp_path / "copy", (0.0, 0.0, 0.0))
    assert copy.slices != scans[0].slices
    with pytest.raises(NotComparable) as reason:
        Comparisons(1 << 30).follow(scans[0], copy, PLACE, 12.0)
    assert reason.value.hindrance is Hindrance.SAME_PICTURES


def test_what_gives_no_volume_is_told(scans: tuple[Series, Series]) -> None:
    unplaced = replace(scans[1], pixel_spacing_mm=None)
    with pytest.raises(NotComparable) as reason:
        Comparisons(1 << 30).follow(scans[0], unplaced, PLACE, 12.0)
    assert (reason.value.hindrance, reason.value.series_key) == (Hindrance.NO_VOLUME, scans[1].key)


LEFT_OPEN = """
from reader.registration.apart import ComparisonsApart
from reader.registration.not_comparable import NotComparable
from tests.measurements.samples import series

if __name__ == "__main__":
    comparisons = ComparisonsApart(0)
    try:
        comparisons.follow(series("1.2.3"), series("1.2.4"), (0.0, 0.0, 0.0), 10.0)
    except NotComparable as reason:
        print(reason.hindrance)
"""


def test_a_program_that_ends_does_not_wait_for_it(tmp_path: Path) -> None:
    script = tmp_path / "left_open.py"
    script.write_text(LEFT_OPEN)
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, env=paths, timeout=120, check=True
    )
    assert done.stdout == "files missing\n"
