"""Annotations and key images as tables: what was stored, as it was stored, and no lesion table differs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from measurements.case.commands import (
    AddKeyImage,
    AddLesion,
    InOneStep,
    PutAnnotation,
    PutMeasurement,
    RemoveAnnotation,
)
from measurements.case.service import CaseService
from measurements.interchange.exports import export_csv
from measurements.storage.store import TrialStore, create_trial
from tests.measurements.case.test_annotations import SCANS, angle, arrow, ellipse, key_image, probe
from tests.measurements.interchange.test_exports import table
from tests.measurements.samples import begun_read, lesion, measured


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TrialStore]:
    """A target at baseline; at baseline an angle, an arrow and a probe, later an ellipse and a key image."""
    with create_trial(tmp_path / "trial") as opened:
        case = CaseService(opened, who="reader one")
        read, (baseline, week_8, _) = begun_read(opened, case, tmp_path)
        target = lesion(read, baseline)
        case.run(InOneStep((AddLesion(target), PutMeasurement(measured(target, baseline, 0)))))
        export_csv(opened, tmp_path / "before")
        for note in (angle(), arrow(), probe(), probe(uid="gone")):
            case.run(PutAnnotation(replace(note, timepoint_uid=baseline.uid)))
        case.run(RemoveAnnotation("gone"))
        case.run(PutAnnotation(replace(ellipse(1), timepoint_uid=week_8.uid)))
        key = key_image(1, zoom=3.25, centre_mm=(0.1, 100.25), lesion_uid=target.uid)
        case.run(AddKeyImage(replace(key, timepoint_uid=week_8.uid)))
        export_csv(opened, tmp_path / "after")
        yield opened


def test_each_annotation_is_a_row_with_the_figures_that_were_stored(store: TrialStore, tmp_path: Path):
    rows = table(tmp_path / "after" / "annotations.csv")
    told = [
        {name: value for name, value in row.items() if value and name not in ("who", "when_utc")}
        for row in rows
    ]
    at_baseline = {
        **{"subject": "HN-017", "reader": "R1", "timepoint": "BL", "visit": "0", "day": "0"},
        **{"series_uid": SCANS[0].series_uid, "sop_instance_uid": SCANS[0].slices[1].sop_uid, "frame": "0"},
        **{"evaluator": "RADIOLOGIST 1", "accepted": "Y", "accepted_because": "only read"},
    }
    assert told == [
        {
            **at_baseline,
            **{"kind": "angle", "angle_deg": "90.0", "annotation_uid": "angle-0"},
            **{"x1": "10.0", "y1": "0.0", "z1": "37.5", "x2": "0.0", "y2": "0.0", "z2": "37.5"},
            **{"x3": "0.0", "y3": "7.0", "z3": "37.5"},
        },
        {
            **at_baseline,
            **{"kind": "arrow", "text": "air, \u7a7a\u6c14", "annotation_uid": "arrow-0"},
            **{"x1": "0.1", "y1": "0.2", "z1": "37.5", "x2": "9.0", "y2": "9.0", "z2": "37.5"},
        },
        {
            **at_baseline,
            **{"kind": "probe", "value_hu": "-1000.5", "column": "7", "row": "9"},
            **{"x1": "0.1", "y1": "0.2", "z1": "37.5", "annotation_uid": "probe-0"},
        },
        {
            **at_baseline,
            **{"timepoint": "TP1", "visit": "1", "day": "56", "series_uid": SCANS[1].series_uid},
            **{"sop_instance_uid": SCANS[1].slices[1].sop_uid, "kind": "ellipse", "area_mm2": "47.1"},
            **{"voxels": "96", "mean_hu": "43.2", "sd_hu": "11.7", "min_hu": "-12.0", "max_hu": "80.5"},
            **{"x1": "-5.0", "y1": "0.0", "z1": "37.5", "x2": "5.0", "y2": "0.0", "z2": "37.5"},
            **{"x3": "0.0", "y3": "-3.0", "z3": "37.5", "x4": "0.0", "y4": "3.0", "z4": "37.5"},
            "annotation_uid": "ellipse-1",
        },
    ]
    assert {row["who"] for row in rows} == {"reader one"}
    assert all(row["when_utc"].endswith("+00:00") for row in rows)


def test_a_key_image_is_a_row_with_the_view_and_the_lesion(store: TrialStore, tmp_path: Path):
    (row,) = table(tmp_path / "after" / "key-images.csv")
    assert (row["timepoint"], row["lesion"], row["sop_instance_uid"]) == (
        *("TP1", "T01"),
        SCANS[1].slices[1].sop_uid,
    )
    assert (row["window_center_hu"], row["window_width_hu"], row["zoom_px_per_mm"]) == (
        "40.0",
        "400.0",
        "3.25",
    )
    assert (row["centre_x_mm"], row["centre_y_mm"], row["who"]) == ("0.1", "100.25", "reader one")


@pytest.mark.parametrize("name", ["lesions.csv", "measurements.csv", "calls.csv", "best-responses.csv"])
def test_no_table_that_calls_rest_on_knows_of_them(store: TrialStore, tmp_path: Path, name: str):
    before, after = ((tmp_path / folder / name).read_bytes() for folder in ("before", "after"))
    assert before == after
