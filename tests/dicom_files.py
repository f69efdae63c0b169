"""CT series as files, made to order for tests; nothing here is taken from a patient."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (
    CTImageStorage,
    EnhancedCTImageStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    generate_uid,
)

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
CORONAL = (1.0, 0.0, 0.0, 0.0, 0.0, -1.0)
SAGITTAL = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)


def uid(*parts: object) -> str:
    """The same UID for the same words, so that a test can name what it expects."""
    return str(generate_uid(entropy_srcs=[str(part) for part in parts]))


def ct_slice(
    values: npt.NDArray[np.integer],
    *,
    position: Sequence[float] | None = (0.0, 0.0, 0.0),
    orientation: Sequence[float] | None = AXIAL,
    pixel_spacing: Sequence[float] | None = (0.8, 0.8),
    thickness: float | None = 1.0,
    slope: float = 1.0,
    intercept: float = -1024.0,
    patient_id: str = "P1",
    patient_name: str = "Phantom^Patient",
    study_uid: str | None = None,
    series_uid: str | None = None,
    sop_uid: str | None = None,
    instance_number: int = 1,
    syntax: str = ExplicitVRLittleEndian,
    **more: object,
) -> Dataset:
    """A CT image of `values` (rows, columns), whose numpy type gives bits allocated and signedness.

    `more` sets further elements by keyword, or replaces those set here; None removes one.
    """
    study_uid = study_uid or uid("study", patient_id)
    series_uid = series_uid or uid("series", study_uid)
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    dataset.SOPClassUID = CTImageStorage
    dataset.SOPInstanceUID = sop_uid or uid("instance", series_uid, instance_number)
    dataset.StudyDate = "20240131"
    dataset.Modality = "CT"
    dataset.SeriesDescription = "Phantom"
    dataset.PatientName = patient_name
    dataset.PatientID = patient_id
    dataset.BodyPartExamined = "CHEST"
    dataset.SliceThickness = thickness
    dataset.ConvolutionKernel = "B30f"
    dataset.StudyInstanceUID = study_uid
    dataset.SeriesInstanceUID = series_uid
    dataset.SeriesNumber = 3
    dataset.InstanceNumber = instance_number
    if position is not None:
        dataset.ImagePositionPatient = [f"{value:.10g}" for value in position]
    if orientation is not None:
        dataset.ImageOrientationPatient = [f"{value:.10g}" for value in orientation]
    dataset.FrameOfReferenceUID = uid("frame of reference", study_uid)
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows, dataset.Columns = values.shape[-2:]
    if pixel_spacing is not None:
        dataset.PixelSpacing = list(pixel_spacing)
    bits = values.dtype.itemsize * 8
    dataset.BitsAllocated = dataset.BitsStored = bits
    dataset.HighBit = bits - 1
    dataset.PixelRepresentation = int(values.dtype.kind == "i")
    dataset.WindowCenter = "40"
    dataset.WindowWidth = "400"
    dataset.RescaleIntercept = f"{intercept:g}"
    dataset.RescaleSlope = f"{slope:g}"
    order = ">" if syntax == ExplicitVRBigEndian else "<"
    stored = values.astype(values.dtype.newbyteorder(order)).tobytes()
    dataset.PixelData = stored + b"\0" * (len(stored) % 2)
    dataset["PixelData"].VR = "OW" if bits > 8 else "OB"
    for keyword, value in more.items():
        if value is None:
            delattr(dataset, keyword)
        else:
            setattr(dataset, keyword, value)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    return dataset


def enhanced_ct(
    volume: npt.NDArray[np.integer],
    positions: Sequence[Sequence[float]],
    *,
    orientations: Sequence[Sequence[float]] | None = None,
    slopes: Sequence[float] | None = None,
    pixel_spacing: Sequence[float] = (0.8, 0.8),
    **more: object,
) -> Dataset:
    """An enhanced CT image of `volume` (frames, rows, columns): pixel spacing shared, the rest per frame."""
    dataset = ct_slice(
        volume,
        position=None,
        orientation=None,
        pixel_spacing=None,
        SOPClassUID=EnhancedCTImageStorage,
        NumberOfFrames=len(volume),
        RescaleSlope=None,
        RescaleIntercept=None,
        WindowCenter=None,
        WindowWidth=None,
        **more,
    )
    shared = _item(PixelMeasuresSequence=_item(PixelSpacing=list(pixel_spacing), SliceThickness=2.0))
    dataset.SharedFunctionalGroupsSequence = [shared]
    dataset.PerFrameFunctionalGroupsSequence = [
        _item(
            PlanePositionSequence=_item(ImagePositionPatient=list(position)),
            PlaneOrientationSequence=_item(
                ImageOrientationPatient=list(orientations[k] if orientations else AXIAL)
            ),
            PixelValueTransformationSequence=_item(
                RescaleIntercept=-1024.0, RescaleSlope=slopes[k] if slopes else 1.0, RescaleType="HU"
            ),
            FrameVOILUTSequence=_item(WindowCenter=40.0, WindowWidth=400.0),
        )
        for k, position in enumerate(positions)
    ]
    return dataset


def _item(**elements: object) -> Dataset:
    """A data set of the given elements; a data set among them becomes a sequence of one."""
    item = Dataset()
    for keyword, value in elements.items():
        setattr(item, keyword, [value] if isinstance(value, Dataset) else value)
    return item


def save(dataset: Dataset, path: Path) -> Path:
    """Writes `dataset` as a DICOM file in its own transfer syntax; returns `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    syntax = dataset.file_meta.TransferSyntaxUID
    dataset.save_as(
        path,
        implicit_vr=syntax == ImplicitVRLittleEndian,
        little_endian=syntax != ExplicitVRBigEndian,
        enforce_file_format=True,
    )
    return path


def ramp_volume(slices: int, rows: int, columns: int) -> npt.NDArray[np.int16]:
    """Stored values (slices, rows, columns) that differ between any two slices, rows and columns."""
    k, row, column = np.ogrid[:slices, :rows, :columns]
    return (1000 + 100 * k + 10 * row + column).astype(np.int16)


def write_ct_series(
    folder: Path,
    *,
    slices: int = 5,
    spacing: float = 2.0,
    thickness: float = 2.0,
    pixel_spacing: Sequence[float] = (0.8, 0.8),
    orientation: Sequence[float] = AXIAL,
    origin: Sequence[float] = (-100.0, -100.0, 0.0),
    positions: Sequence[Sequence[float]] | None = None,
    volume: npt.NDArray[np.integer] | None = None,
    patient_id: str = "P1",
    study_uid: str | None = None,
    series_uid: str | None = None,
    syntax: str = ExplicitVRLittleEndian,
    names: str = "IM{:04d}",
    **more: object,
) -> list[Path]:
    """Writes an evenly spaced CT series and returns its files, in the order they were made.

    Slice k lies at `origin` + k x `spacing` along the normal (row direction x column direction), or at
    `positions[k]`; it shows `volume[k]` (default: `ramp_volume`). For an axial series the last file is
    therefore nearest the head. `more` goes to `ct_slice`.
    """
    if positions is None:
        normal = np.cross(orientation[:3], orientation[3:])
        positions = [tuple(np.asarray(origin) + k * spacing * normal) for k in range(slices)]
    if volume is None:
        volume = ramp_volume(len(positions), 24, 20)
    study_uid = study_uid or uid("study", patient_id)
    series_uid = series_uid or uid("series", study_uid)
    return [
        save(
            ct_slice(
                volume[k],
                position=position,
                orientation=orientation,
                pixel_spacing=pixel_spacing,
                thickness=thickness,
                patient_id=patient_id,
                study_uid=study_uid,
                series_uid=series_uid,
                instance_number=k + 1,
                syntax=syntax,
                **more,
            ),
            folder / names.format(k + 1),
        )
        for k, position in enumerate(positions)
    ]
