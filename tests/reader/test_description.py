"""What scripts are told of a series, and its small picture."""

import json

import numpy as np
import pytest

from measurements.refusal import Refusal
from reader.description import PixelFacts, pixel_facts, scan_as_json, series_as_json
from reader.scan import scan
from reader.thumbnail import thumbnail
from tests.dicom_files import ct_slice, save, uid, write_ct_series


def test_a_series_is_described_by_every_field_of_the_contract(tmp_path):
    write_ct_series(
        tmp_path, slices=3, spacing=2.5, pixel_spacing=(0.7, 0.9), study_uid="1.2", series_uid="1.2.3"
    )
    (series,) = scan([tmp_path]).series
    assert series_as_json(series) == {
        "series_uid": "1.2.3",
        "study_uid": "1.2",
        "patient_id": "P1",
        "patient_name": "Phantom^Patient",
        "study_date": "20240131",
        "modality": "CT",
        "description": "Phantom",
        "body_part": "CHEST",
        "files": 3,
        "frames": 3,
        "rows": 24,
        "columns": 20,
        "pixel_spacing_mm": [0.7, 0.9],
        "slice_thickness_mm": 2.0,
        "orientation": "axial",
        "spacing_mm": 2.5,
        "gaps_mm": [2.5],
        "tilt_deg": 0.0,
        "transfer_syntaxes": ["1.2.840.10008.1.2.1"],
        "loadable": True,
        "reformattable": True,
        "issues": [],
    }


def test_a_scan_is_described_with_what_was_left_out(tmp_path):
    save(
        ct_slice(np.zeros((4, 5), np.int16), SeriesDescription=None, StudyDate=None, PatientName=""),
        tmp_path / "one",
    )
    save(ct_slice(np.zeros((4, 5), np.int16), SeriesInstanceUID=None), tmp_path / "two")
    (tmp_path / "notes.txt").write_text("no picture")
    told = json.loads(json.dumps(scan_as_json(scan([tmp_path]), with_pixels=True)))
    (series,) = told["series"]
    assert (series["description"], series["study_date"], series["patient_name"]) == (None, None, None)
    assert (series["spacing_mm"], series["gaps_mm"], series["tilt_deg"]) == (None, [], None)
    assert series["series_uid"] == uid("series", uid("study", "P1"))
    assert series["pixels"] == {"min": -1024.0, "max": -1024.0, "mean": -1024.0}
    assert told["rejected"] == [
        {"path": str(tmp_path / "two"), "reason": "The file does not say which series it belongs to."}
    ]
    assert told["not_dicom"] == 1


def test_pixels_of_what_cannot_be_shown_are_null(tmp_path):
    save(ct_slice(np.zeros((4, 5), np.int16), PhotometricInterpretation="RGB"), tmp_path / "one")
    (series,) = scan_as_json(scan([tmp_path]), with_pixels=True)["series"]
    assert series["pixels"] is None


def test_a_rescale_beyond_all_numbers_still_gives_valid_json(tmp_path):
    save(ct_slice(np.full((4, 5), 30000, np.int16), RescaleSlope="1e307"), tmp_path / "one")
    told = json.dumps(scan_as_json(scan([tmp_path]), with_pixels=True), allow_nan=False)
    assert json.loads(told)["series"][0]["pixels"] is None


def test_statistics_are_of_rescaled_values_of_all_slices(tmp_path):
    for k, (value, slope) in enumerate([(10, 2.0), (-20, 3.0), (30, -1.0)]):
        save(
            ct_slice(
                np.full((4, 5), value, np.int16),
                position=(0, 0, k),
                slope=slope,
                intercept=5.0,
                instance_number=k,
            ),
            tmp_path / str(k),
        )
    (series,) = scan([tmp_path]).series
    assert pixel_facts(series) == PixelFacts(min=-55.0, max=25.0, mean=pytest.approx((25 - 55 - 25) / 3))


def test_statistics_of_a_series_with_a_file_gone_are_refused(tmp_path):
    files = write_ct_series(tmp_path, slices=3)
    (series,) = scan([tmp_path]).series
    files[1].unlink()
    with pytest.raises(Refusal, match="IM0002"):
        pixel_facts(series)


def test_a_thumbnail_shows_the_middle_slice_windowed_with_square_pixels(tmp_path):
    values = np.full((3, 40, 60), 1024, np.int16)  # 0 HU
    values[1, :20] += 200  # in the middle slice the upper half is brighter,
    values[1, :, :30] -= 2000  # the left half black
    write_ct_series(tmp_path, volume=values, slices=3, pixel_spacing=(1.0, 2.0))
    (series,) = scan([tmp_path]).series
    picture = thumbnail(series, 60, window=(0.0, 400.0))
    assert (picture.shape, picture.dtype) == ((20, 60), np.uint8)
    assert picture[5, 5] == picture[15, 5] == 0
    assert picture[5, 50] == 255
    assert picture[15, 50] == 128
