"""Writes a visit of the made-up patient as one CT series (DICOM PS3.3 A.3, CT Image Storage)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import UID, CTImageStorage, ExplicitVRLittleEndian

from measurements.progress import Report
from reader.phantom.anatomy import Body
from reader.phantom.canvas import SliceGrid
from reader.phantom.posture import Grid
from reader.phantom.truth import VisitTruth, sop_uid, visit_truth
from reader.phantom.visit import PhantomSubject, PhantomVisit

_IMPLEMENTATION_UID = UID("2.25.123695043270927733463906383094811013441")
_INTERCEPT = -1024
_HIGHEST_STORED = 4095
_WORKERS = 2


def write_visit(
    folder: Path, subject: PhantomSubject, visit: PhantomVisit, report: Report, body: Body | None = None
) -> VisitTruth:
    """Writes the series of one visit into `folder`, one file per slice, numbered from the head.

    The same subject and visit give the same bytes. `body` saves growing the vessels anew for each visit.

    Raises:
        Cancelled: `report` said so; the files written so far stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    truth = visit_truth(subject, visit)
    picture = slice_painter(subject, visit, body or Body(subject.seed, subject.build))
    total = visit.acquisition.slices

    def write(index: int) -> None:
        dataset = _slice_dataset(subject, visit, truth, index, picture(index))
        dataset.save_as(folder / f"CT{index + 1:04d}.dcm", enforce_file_format=True)

    with ThreadPoolExecutor(_WORKERS) as pool:
        waiting = [pool.submit(write, index) for index in range(total)]
        try:
            for done, slice_written in enumerate(waiting, start=1):
                slice_written.result()
                report(done, total, f"Making {subject.code}, scan {visit.number + 1}")
        finally:
            pool.shutdown(cancel_futures=True)
    return truth


def write_subject(folder: Path, subject: PhantomSubject, report: Report) -> tuple[VisitTruth, ...]:
    """Writes every visit of a subject, each into a folder of its own named after its date.

    Raises:
        Cancelled: `report` said so; the files written so far stay.
    """
    body = Body(subject.seed, subject.build)
    total = sum(visit.acquisition.slices for visit in subject.visits)
    truths = []
    before = 0
    for visit in subject.visits:
        part = _part(report, before, total)
        truths.append(write_visit(folder / f"{visit.date:%Y-%m-%d}", subject, visit, part, body))
        before += visit.acquisition.slices
    return tuple(truths)


def _part(report: Report, before: int, whole: int) -> Report:
    """A report for a piece of the work that begins after `before` of `whole` steps."""

    def within(done: int, total: int, text: str) -> None:
        report(before + done, whole, text)

    return within


def slice_painter(
    subject: PhantomSubject, visit: PhantomVisit, body: Body
) -> Callable[[int], NDArray[np.uint16]]:
    """A function from slice index to stored values, safe to call from several threads."""
    places = [visit.placed(subject.build, sighting) for sighting in visit.lesions]
    lesions = [place for place in places if place is not None]
    scan = body.placed(visit.posture)

    def picture(index: int) -> NDArray[np.uint16]:
        grid = visit.slice_grid(index)
        canvas = scan.canvas(grid)
        for lesion in lesions:
            lesion.paint(canvas)
        hu = np.asarray(cv2.GaussianBlur(canvas.hu, (0, 0), 0.45 / grid.spacing_mm), np.float32)
        seed = (subject.seed, visit.number, index)
        hu += _noise(grid, scan.noise_share(canvas), visit.acquisition.noise_hu, seed)
        stored = np.rint(hu - _INTERCEPT)
        return np.clip(stored, 0, _HIGHEST_STORED).astype(np.uint16)

    return picture


def _noise(grid: SliceGrid, share: Grid, sigma_hu: float, seed: tuple[int, int, int]) -> Grid:
    """Grain of a soft kernel: low frequencies, but not the lowest; `share` says how much of it where."""
    white = np.random.default_rng(seed).standard_normal((grid.size, grid.size), np.float32)
    soft = max(0.55 / grid.spacing_mm, 0.35)
    grain = np.asarray(cv2.GaussianBlur(white, (0, 0), soft), np.float32)
    grain -= cv2.GaussianBlur(grain, (0, 0), 4.0 * soft)
    return np.asarray(grain * (np.float32(sigma_hu / grain.std()) * share), np.float32)


def _slice_dataset(
    subject: PhantomSubject,
    visit: PhantomVisit,
    truth: VisitTruth,
    index: int,
    stored: NDArray[np.uint16],
) -> FileDataset:
    grid = visit.slice_grid(index)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = UID(sop_uid(subject, visit, index))
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = _IMPLEMENTATION_UID
    meta.ImplementationVersionName = "LONGAXIS_DEMO"
    dataset = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    dataset.SpecificCharacterSet = subject.charset
    dataset.SOPClassUID = CTImageStorage
    dataset.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    _describe_patient(dataset, subject)
    _describe_study(dataset, subject, visit, truth)
    _describe_scan(dataset, visit)
    dataset.FrameOfReferenceUID = truth.frame_of_reference_uid
    dataset.PositionReferenceIndicator = ""
    dataset.InstanceNumber = index + 1
    dataset.AcquisitionNumber = 1
    dataset.ImagePositionPatient = [_mm(grid.first_mm[0]), _mm(grid.first_mm[1]), _mm(grid.z)]
    dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    dataset.SliceLocation = _mm(grid.z)
    dataset.SliceThickness = _mm(grid.thickness_mm)
    dataset.PixelSpacing = [_mm(grid.spacing_mm), _mm(grid.spacing_mm)]
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows, dataset.Columns = stored.shape
    dataset.BitsAllocated = 16
    dataset.BitsStored = 12
    dataset.HighBit = 11
    dataset.PixelRepresentation = 0
    dataset.RescaleIntercept = _INTERCEPT
    dataset.RescaleSlope = 1
    dataset.RescaleType = "HU"
    dataset.WindowCenter = 50
    dataset.WindowWidth = 350
    dataset.WindowCenterWidthExplanation = "Soft tissue"
    dataset.PixelData = stored.astype("<u2").tobytes()
    return dataset


def _describe_patient(dataset: Dataset, subject: PhantomSubject) -> None:
    dataset.PatientName = subject.name
    dataset.PatientID = subject.code
    dataset.PatientBirthDate = _da(subject.birth)
    dataset.PatientSex = subject.sex
    dataset.PatientAge = f"{subject.age:03d}Y"
    dataset.PatientSize = subject.height_m
    dataset.PatientWeight = subject.weight_kg
    dataset.PatientComments = "Synthetic data: no real person"


def _describe_study(
    dataset: Dataset, subject: PhantomSubject, visit: PhantomVisit, truth: VisitTruth
) -> None:
    day = _da(visit.date)
    dataset.StudyInstanceUID = truth.study_uid
    dataset.SeriesInstanceUID = truth.series_uid
    dataset.StudyDate = dataset.SeriesDate = dataset.AcquisitionDate = dataset.ContentDate = day
    dataset.StudyTime = "093000"
    dataset.SeriesTime = dataset.AcquisitionTime = dataset.ContentTime = "094500"
    dataset.AccessionNumber = f"{subject.code[-3:]}{visit.number:02d}"
    dataset.StudyID = f"{visit.number + 1}"
    dataset.ReferringPhysicianName = ""
    dataset.StudyDescription = f"CT {subject.scan_name} with contrast"
    dataset.SeriesDescription = f"{subject.scan_name} {visit.acquisition.thickness_mm:g} mm, venous"
    dataset.SeriesNumber = 2
    dataset.Modality = "CT"
    dataset.BodyPartExamined = subject.body_part
    dataset.PatientPosition = "HFS"
    dataset.Manufacturer = "Longaxis"
    dataset.ManufacturerModelName = "Synthetic CT"
    dataset.DeviceSerialNumber = "1"
    dataset.SoftwareVersions = "1"
    dataset.InstitutionName = "Demonstration"


def _describe_scan(dataset: Dataset, visit: PhantomVisit) -> None:
    scan = visit.acquisition
    dataset.KVP = 120
    dataset.XRayTubeCurrent = 220
    dataset.ExposureTime = 500
    dataset.Exposure = 110
    dataset.ConvolutionKernel = "SOFT"
    dataset.FilterType = "BODY"
    dataset.GantryDetectorTilt = 0
    dataset.DataCollectionDiameter = 500
    dataset.ReconstructionDiameter = _mm(scan.field_mm)
    dataset.ContrastBolusAgent = "Iodinated contrast, 90 ml"
    dataset.ContrastBolusRoute = "IV"


def _mm(value: float) -> str:
    """A decimal string of at most 16 characters (PS3.5 6.2, DS)."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if value else "0"


def _da(day: date) -> str:
    return f"{day:%Y%m%d}"
