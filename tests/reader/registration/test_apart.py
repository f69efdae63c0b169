"""Scans compared in a process of their own: the same answers, and an end whatever it is doing."""

import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import astuple, replace
from multiprocessing.process import BaseProcess
from pathlib import Path

import numpy as np
import pytest

from measurements.following import Hindrance
from measurements.geometry.vectors import Vector
from measurements.imaging import Series
from measurements.progress import Cancelled
from measurements.refusal import Refusal
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


BARE = """
import multiprocessing
from measurements.refusal import Refusal
from reader.registration import apart
from tests.measurements.samples import series

apart._SECONDS_TO_START = 15.0
if multiprocessing.parent_process() is not None:
    {goes_on}
    raise SystemExit
try:
    apart.ComparisonsApart(0).follow(series("1.2.3"), series("1.2.4"), (0.0, 0.0, 0.0), 10.0)
except Refusal as refusal:
    print(refusal)
"""


@pytest.mark.parametrize("goes_on", ["", "__import__('threading').Event().wait()"])
def test_a_script_that_does_not_ask_whether_it_is_the_main_one_is_told(tmp_path: Path, goes_on: str) -> None:
    script = tmp_path / "bare.py"
    script.write_text(BARE.format(goes_on=goes_on))
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, env=paths, timeout=120, check=True
    )
    assert done.stdout == (
        "The process that compares scans did not begin: open the timepoint again; a script of your own has "
        'to do its work under if __name__ == "__main__".\n'
    )


def test_a_process_that_dies_is_told_and_the_next_one_answers(
    apart: ComparisonsApart, scans: tuple[Series, Series]
) -> None:
    def killed(done: int, total: int, text: str) -> None:
        process = apart._process
        if process is not None and process.is_alive():
            process.kill()

    with pytest.raises(Refusal, match=r"^The process that compares scans did not begin: "):
        apart.follow(*scans, PLACE, 12.0, killed)
    assert apart.follow(*scans, PLACE, 12.0).place_lps is not None
    with pytest.raises(Refusal, match=r"^The scans could not be compared, perhaps for want of memory: "):
        apart.follow(*scans, (1.0, 0.0, 3.0), 12.0, killed)
    assert apart.follow(*scans, PLACE, 12.0).place_lps is not None


def test_nothing_is_left_of_one_that_is_ended_while_it_begins(
    apart: ComparisonsApart, scans: tuple[Series, Series], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window closes in the moment in which the process is made."""
    starting, go_on = threading.Event(), threading.Event()
    start = BaseProcess.start

    def slow(process: BaseProcess) -> None:
        starting.set()
        assert go_on.wait(60)
        start(process)

    monkeypatch.setattr(BaseProcess, "start", slow)
    raised: list[BaseException] = []

    def report(done: int, total: int, text: str) -> None:
        if go_on.is_set():
            raise Cancelled

    def follow() -> None:
        try:
            apart.follow(*scans, PLACE, 12.0, report)
        except BaseException as error:
            raised.append(error)

    before = set(multiprocessing.active_children())
    working, ending = threading.Thread(target=follow), threading.Thread(target=apart.end)
    working.start()
    assert starting.wait(60)
    ending.start()
    go_on.set()
    for thread in (ending, working):
        thread.join(60)
        assert not thread.is_alive()
    assert [type(error) for error in raised] == [Cancelled]
    assert set(multiprocessing.active_children()) == before


def test_what_is_found_is_made_of_plain_numbers(scans: tuple[Series, Series]) -> None:
    """What the trial keeps and what is shown are the same."""
    found = Comparisons(1 << 30).follow(*scans, PLACE, 12.0)
    numbers = (found.radius_mm, found.transform.reach_mm, *astuple(found.transform.quality))
    assert {type(one) for one in numbers} == {float}
    assert found.place_lps is not None
    assert {type(one) for one in found.place_lps} == {float}
