"""CT series of any length and trials of any size, made up for measuring how fast they are read."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid


def write_synthetic_series(folder: Path, slices: int, rows: int = 512, columns: int = 512) -> list[Path]:
    """Writes `slices` files of rows x columns int16, 1 mm apart, with headers as long as a scanner's."""
    generator = np.random.default_rng(1)
    row, column = np.ogrid[:rows, :columns]
    body = (row - rows / 2) ** 2 + (column - columns / 2) ** 2 < (0.4 * rows) ** 2
    noise = generator.normal(0, 20, (rows, columns))
    uids = _uids()
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _write(
            folder / f"IM{k:05d}.dcm",
            k,
            np.where(body, 40 + k % 100, -1000) + np.roll(noise, k, axis=0),
            uids,
        )
        for k in range(slices)
    ]


def write_synthetic_trial(folder: Path, subjects: int, timepoints: int = 10, slices: int = 300) -> int:
    """Writes one series of `slices` small files for each timepoint of each subject; returns how many files.

    Each is a copy of one file whose UIDs, names, dates and places are exchanged for others of their length.
    """
    folder.mkdir(parents=True, exist_ok=True)
    template = _write(folder / "template", 0, np.zeros((16, 16)), _uids())
    whole = template.read_bytes()
    template.unlink()
    study_uid, series_uid, sop_uid = (uid.encode() for uid in (*_uids()[:2], _sop_uid(template)))
    for subject, timepoint in product(range(subjects), range(timepoints)):
        study_date = date(2024, 1, 8) + timedelta(days=subject + 56 * timepoint)
        place = folder / f"HN{subject:04d}" / f"{study_date:%Y%m%d}"
        place.mkdir(parents=True)
        of_series = (
            whole.replace(b"BENCH ", f"HN{subject:04d}".encode())
            .replace(b"20240131", f"{study_date:%Y%m%d}".encode())
            .replace(study_uid, _numbered(study_uid, subject, timepoint))
            .replace(series_uid, _numbered(series_uid, subject, timepoint))
        )
        for k in range(slices):
            content = of_series.replace(sop_uid, _numbered(sop_uid, subject, timepoint, k)).replace(
                b"-200\\-200\\0.0 ", f"-200\\-200\\{k:03d} ".encode()
            )
            (place / f"IM{k:04d}").write_bytes(content)
    return subjects * timepoints * slices


def _numbered(uid: bytes, *numbers: int) -> bytes:
    """A UID of the same length that differs for other numbers."""
    ending = b"1" + b"".join(b"%03d" % number for number in numbers)
    return uid[: -len(ending)] + ending


def _uids() -> list[str]:
    return [generate_uid(entropy_srcs=["bench", word]) for word in ("study", "series", "frame")]


def _sop_uid(path: Path) -> str:
    return generate_uid(entropy_srcs=["bench", path.name])


def _write(path: Path, k: int, values: np.ndarray, uids: list[str]) -> Path:
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL", "CT_SOM5 SPI"]
    dataset.SOPClassUID = CTImageStorage
    dataset.SOPInstanceUID = _sop_uid(path)
    dataset.StudyDate = dataset.SeriesDate = dataset.AcquisitionDate = dataset.ContentDate = "20240131"
    dataset.StudyTime = dataset.SeriesTime = dataset.AcquisitionTime = f"1015{k % 60:02d}.000000"
    dataset.AccessionNumber = "A1"
    dataset.Modality = "CT"
    dataset.Manufacturer = "None"
    dataset.StudyDescription = "Synthetic chest"
    dataset.SeriesDescription = "Synthetic 1.0 B30f"
    dataset.PatientName = "Synthetic^Series"
    dataset.PatientID = "BENCH"
    dataset.PatientSex = "O"
    dataset.BodyPartExamined = "CHEST"
    dataset.SliceThickness = "1"
    dataset.KVP = "120"
    dataset.TableHeight = "150"
    dataset.RotationDirection = "CW"
    dataset.ExposureTime = "500"
    dataset.XRayTubeCurrent = "200"
    dataset.Exposure = "100"
    dataset.ConvolutionKernel = "B30f"
    dataset.PatientPosition = "HFS"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.FrameOfReferenceUID = uids
    dataset.SeriesNumber = "3"
    dataset.AcquisitionNumber = "1"
    dataset.InstanceNumber = str(k + 1)
    dataset.ImagePositionPatient = ["-200", "-200", str(float(k))]
    dataset.ImageOrientationPatient = ["1", "0", "0", "0", "1", "0"]
    dataset.SliceLocation = str(float(k))
    dataset.add_new(0x00290010, "LO", "LONGAXIS BENCH")
    for number in range(24):
        dataset.add_new(0x00291000 + number, "LO", f"private value {number:03d} of a scanner")
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows, dataset.Columns = values.shape
    dataset.PixelSpacing = ["0.78125", "0.78125"]
    dataset.BitsAllocated = dataset.BitsStored = 16
    dataset.HighBit = 15
    dataset.PixelRepresentation = 1
    dataset.WindowCenter, dataset.WindowWidth = "40", "400"
    dataset.RescaleIntercept, dataset.RescaleSlope = "0", "1"
    dataset.PixelData = values.astype("<i2").tobytes()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.save_as(path, enforce_file_format=True)
    return path
