"""The series of the made-up patient: what is written is what the truth says, and the same every time."""

from decimal import Decimal
from math import dist
from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray

from measurements.geometry.vectors import Segment
from measurements.lesion import RadiationClass, Role, State
from measurements.progress import Cancelled, silent
from reader.phantom.subjects import Variant, demonstration_subjects
from reader.phantom.truth import VisitTruth, lesion_rows, visit_truth
from reader.phantom.visit import PhantomSubject
from reader.phantom.write import write_visit


@pytest.fixture(scope="module")
def subject() -> PhantomSubject:
    return demonstration_subjects(Variant.SMALL)[0]


@pytest.fixture(scope="module")
def written(
    subject: PhantomSubject, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Path, VisitTruth]]:
    root = tmp_path_factory.mktemp("phantom")
    return [
        (root / str(visit.number), write_visit(root / str(visit.number), subject, visit, silent))
        for visit in subject.visits
    ]


def _series(folder: Path) -> list[pydicom.FileDataset]:
    return [pydicom.dcmread(path) for path in sorted(folder.iterdir())]


def test_every_visit_is_one_even_series_from_head_to_feet(written: list[tuple[Path, VisitTruth]]) -> None:
    for folder, truth in written:
        series = _series(folder)
        assert {d.SeriesInstanceUID for d in series} == {truth.series_uid}
        assert {d.FrameOfReferenceUID for d in series} == {truth.frame_of_reference_uid}
        assert len({d.SOPInstanceUID for d in series}) == len(series)
        heights = [float(d.ImagePositionPatient[2]) for d in series]
        assert np.diff(heights) == pytest.approx(-5.0)
        assert {tuple(d.ImageOrientationPatient) for d in series} == {(1, 0, 0, 0, 1, 0)}
        assert {d.pixel_array.shape for d in series} == {(192, 192)}


def test_visits_have_nothing_in_common_but_the_patient(written: list[tuple[Path, VisitTruth]]) -> None:
    firsts = [_series(folder)[10] for folder, _ in written]
    assert len({d.PatientID for d in firsts}) == 1
    for unique in (
        "StudyInstanceUID",
        "SeriesInstanceUID",
        "FrameOfReferenceUID",
        "SOPInstanceUID",
        "StudyDate",
    ):
        assert len({d[unique].value for d in firsts}) == len(firsts)
    air = [d.pixel_array[:20, :20] for d in firsts]
    assert not np.array_equal(air[0], air[1])


def test_the_same_visit_gives_the_same_bytes(
    subject: PhantomSubject, written: list[tuple[Path, VisitTruth]], tmp_path: Path
) -> None:
    again = write_visit(tmp_path, subject, subject.visits[1], silent)
    folder, truth = written[1]
    assert again == truth
    names = sorted(path.name for path in folder.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert all((folder / name).read_bytes() == (tmp_path / name).read_bytes() for name in names)


def test_a_cancelled_report_stops_the_writing(subject: PhantomSubject, tmp_path: Path) -> None:
    def cancelled(done: int, total: int, text: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_visit(tmp_path, subject, subject.visits[0], cancelled)
    assert len(list(tmp_path.iterdir())) < subject.visits[0].acquisition.slices


def _extent_mm(hu: NDArray[np.float64], dataset: pydicom.FileDataset, axis: Segment) -> float:
    """Length of an axis read from the pixels: where the grey values along it pass half way."""
    spacing, origin = float(dataset.PixelSpacing[0]), dataset.ImagePositionPatient
    (x0, y0, _), (x1, y1, _) = axis
    length = dist(axis[0], axis[1])
    along = np.linspace(-0.5, 1.5, 4001)
    columns = (x0 + along * (x1 - x0) - float(origin[0])) / spacing
    rows = (y0 + along * (y1 - y0) - float(origin[1])) / spacing
    left, top = np.floor(columns).astype(int), np.floor(rows).astype(int)
    u, v = columns - left, rows - top
    values = (
        hu[top, left] * (1 - u) * (1 - v)
        + hu[top, left + 1] * u * (1 - v)
        + hu[top + 1, left] * (1 - u) * v
        + hu[top + 1, left + 1] * u * v
    )
    ends = []
    for end, outward in ((0.0, -1.0), (1.0, 1.0)):
        reach = outward * (along - end) * length
        outer = values[(reach > 1.0 * spacing) & (reach < 1.5 * spacing)].mean()
        inner = values[(reach < -1.0 * spacing) & (reach > -1.5 * spacing)].mean()
        inside = (values - outer) / (inner - outer) > 0.5
        ends.append(reach[inside & (np.abs(reach) < spacing)].max())
    return length + float(sum(ends))


def test_lesions_measure_in_the_pixels_what_the_truth_says(written: list[tuple[Path, VisitTruth]]) -> None:
    checked = 0
    for folder, truth in written:
        series = {d.SOPInstanceUID: d for d in _series(folder)}
        for lesion in truth.lesions:
            if lesion.state is not State.MEASURED:
                continue
            assert lesion.sop_uid is not None
            assert lesion.long_lps is not None
            assert lesion.short_lps is not None
            dataset = series[lesion.sop_uid]
            assert int(dataset.InstanceNumber) == (lesion.slice_index or 0) + 1
            height = float(dataset.ImagePositionPatient[2])
            assert [point[2] for axis in (lesion.long_lps, lesion.short_lps) for point in axis] == [
                pytest.approx(height, abs=1e-5)
            ] * 4
            hu = dataset.pixel_array * float(dataset.RescaleSlope) + float(dataset.RescaleIntercept)
            pixel = float(dataset.PixelSpacing[0])
            for axis, recorded in ((lesion.long_lps, lesion.long_mm), (lesion.short_lps, lesion.short_mm)):
                assert recorded == Decimal(f"{dist(*axis):.1f}")
                assert _extent_mm(hu, dataset, axis) == pytest.approx(float(recorded), abs=pixel), lesion.name
                checked += 1
    assert checked == 18


def test_axes_are_perpendicular_and_share_their_middle(subject: PhantomSubject) -> None:
    for visit in subject.visits:
        for lesion in visit_truth(subject, visit).lesions:
            assert lesion.long_lps is not None
            assert lesion.short_lps is not None
            long_, short = (np.subtract(*axis) for axis in (lesion.long_lps, lesion.short_lps))
            assert float(long_ @ short) == pytest.approx(0.0, abs=1e-9)
            middles = [np.mean(axis, axis=0) for axis in (lesion.long_lps, lesion.short_lps)]
            assert middles[0] == pytest.approx(middles[1])


def test_the_first_subject_as_a_lesion_table(subject: PhantomSubject) -> None:
    rows = lesion_rows(visit_truth(subject, visit) for visit in subject.visits)
    told = [(int(r.visit), r.day, r.lesion, r.mm, r.state, r.radiation) for r in rows]
    sbrt, ldrt, none = RadiationClass.SBRT, RadiationClass.LDRT, RadiationClass.UNIRRADIATED
    assert told == [
        (0, -7, "T01", Decimal("28.4"), None, sbrt),
        (0, -7, "T02", Decimal("22.3"), None, ldrt),
        (0, -7, "T03", Decimal("33.1"), None, none),
        (0, -7, "NT01", None, State.PRESENT, none),
        (1, 56, "T01", Decimal("18.2"), None, sbrt),
        (1, 56, "T02", Decimal("14.1"), None, ldrt),
        (1, 56, "T03", Decimal("24.7"), None, none),
        (1, 56, "NT01", None, State.PRESENT, none),
        (2, 112, "T01", Decimal("15.3"), None, sbrt),
        (2, 112, "T02", Decimal("9.6"), None, ldrt),
        (2, 112, "T03", Decimal("21.5"), None, none),
        (2, 112, "NT01", None, State.PRESENT, none),
    ]
    assert {(r.lesion, r.nodal, r.organ) for r in rows if r.role is Role.TARGET} == {
        ("T01", False, "lung"),
        ("T02", True, "lymph node"),
        ("T03", False, "liver"),
    }
