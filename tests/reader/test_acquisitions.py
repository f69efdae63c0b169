"""Several acquisitions in one series: told apart where they overlap, left together where they do not."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from measurements.imaging import IssueCode, Series
from reader.scan import scan
from tests.dicom_files import ct_slice, enhanced_ct, ramp_volume, save

VALUES = np.arange(20, dtype=np.int16).reshape(4, 5)


def stacks(folder: Path, depths: Sequence[float], marks: Sequence[dict[str, object]]) -> list[Series]:
    """The stacks of one series whose files lie at `depths` and hold `marks` besides."""
    for number, (depth, more) in enumerate(zip(depths, marks, strict=True), 1):
        save(ct_slice(VALUES, position=(0, 0, depth), instance_number=number, **more), folder / f"IM{number}")
    return list(scan([folder]).series)


def duplicates(series: Series) -> bool:
    return IssueCode.DUPLICATE_POSITION in {issue.code for issue in series.issues}


TWICE = [0.0, 2.0, 4.0, 0.0, 2.0, 4.0]
DIFFERENT = {
    "acquisition number": [{"AcquisitionNumber": 1 + k // 3} for k in range(6)],
    "phase in time": [{"TemporalPositionIdentifier": 1 + k // 3} for k in range(6)],
    "phase of the heart": [{"NominalPercentageOfCardiacPhase": 35.0 * (1 + k // 3)} for k in range(6)],
    "trigger": [{"TriggerTime": str(100 * (k // 3))} for k in range(6)],
    "one time each": [{"AcquisitionTime": f"10000{k // 3}"} for k in range(6)],
    "time of every slice": [{"AcquisitionTime": f"1000{k // 3}{k}.25"} for k in range(6)],
    "kernel": [{"ConvolutionKernel": ["B30f", "B70f"][k // 3]} for k in range(6)],
    "kind of image": [{"ImageType": ["DERIVED", "PRIMARY", "AB"[k // 3]]} for k in range(6)],
    "thickness": [{"SliceThickness": ["1", "2"][k // 3]} for k in range(6)],
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_acquisitions_of_the_same_places_are_stacks_of_their_own(tmp_path, what):
    found = stacks(tmp_path, TWICE, DIFFERENT[what])
    assert [(series.stack, series.files, series.spacing_mm) for series in found] == [(0, 3, 2.0), (1, 3, 2.0)]
    assert not any(map(duplicates, found))
    assert all(series.reformattable for series in found)
    for series, numbers in zip(found, ([3, 2, 1], [6, 5, 4]), strict=True):
        assert [one.instance_number for one in series.slices] == numbers


def test_acquisitions_that_overlap_in_part_are_parted_as_they_were_taken(tmp_path):
    depths = [0.0, 2.0, 4.0, 6.0, 4.0, 6.0, 8.0]
    found = stacks(tmp_path, depths, [{"AcquisitionNumber": 1 + (k >= 4)} for k in range(7)])
    assert [series.frames for series in found] == [4, 3]
    assert [one.origin_lps[2] for one in found[1].slices] == [8.0, 6.0, 4.0]


def test_acquisitions_side_by_side_are_one_stack(tmp_path):
    depths = [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]
    (series,) = stacks(tmp_path, depths, [{"AcquisitionNumber": 1 + k // 2} for k in range(6)])
    assert (series.frames, series.spacing_mm) == (6, 2.0)


@pytest.mark.parametrize(
    "marks",
    [
        [{} for _ in TWICE],
        [{"AcquisitionNumber": 1 + k % 3} for k in range(6)],  # by place, which tells nothing apart
        [{"AcquisitionTime": f"10000{2 * (k % 3) + k // 3}"} for k in range(6)],  # entangled
        [{"AcquisitionTime": "100000"} for k in range(5)] + [{}],
    ],
)
def test_what_nothing_tells_apart_stays_together_with_a_warning(tmp_path, marks):
    (series,) = stacks(tmp_path, TWICE, marks)
    assert series.frames == 6
    assert duplicates(series)
    assert not series.reformattable


def test_one_place_over_time_is_one_stack(tmp_path):
    (series,) = stacks(tmp_path, [5.0] * 4, [{"AcquisitionNumber": k} for k in range(4)])
    assert series.frames == 4
    assert duplicates(series)


def test_frames_of_an_enhanced_image_are_told_apart_by_their_phase(tmp_path):
    dataset = enhanced_ct(ramp_volume(6, 4, 5), [(0, 0, z) for z in TWICE])
    for k, item in enumerate(dataset.PerFrameFunctionalGroupsSequence):
        content = type(item)()
        content.TemporalPositionIndex = 1 + k // 3
        item.FrameContentSequence = [content]
    save(dataset, tmp_path / "one")
    found = scan([tmp_path]).series
    assert [(series.frames, series.files) for series in found] == [(3, 1), (3, 0)]
    assert [[one.frame for one in series.slices] for series in found] == [[2, 1, 0], [5, 4, 3]]
    assert not any(map(duplicates, found))
