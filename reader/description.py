"""What a scan found, as plain values for JSON."""

from dataclasses import asdict, dataclass
from math import isfinite

import numpy as np

from measurements.imaging import Series
from measurements.progress import Report, silent
from measurements.refusal import Refusal
from reader.pixels import SliceReader
from reader.scan import Scan


@dataclass(frozen=True, slots=True)
class PixelFacts:
    """Statistics of all rescaled values of a stack, padding included: HU for CT."""

    min: float
    max: float
    mean: float


def scan_as_json(scan: Scan, with_pixels: bool = False, report: Report = silent) -> dict[str, object]:
    """All that `inspect --json` prints; `pixels` is null where pictures cannot be read.

    Raises:
        Cancelled: from `report`.
    """
    described = []
    for done, series in enumerate(scan.series):
        entry = series_as_json(series)
        if with_pixels:
            report(done, len(scan.series), "Reading pixels")
            entry["pixels"] = _pixels_as_json(series)
        described.append(entry)
    return {
        "series": described,
        "rejected": [{"path": entry.path, "reason": entry.reason} for entry in scan.rejected],
        "not_dicom": scan.not_dicom,
    }


def series_as_json(series: Series) -> dict[str, object]:
    """One stack, without pixel statistics; what the files do not say is None."""
    return {
        "series_uid": series.series_uid,
        "study_uid": series.study_uid or None,
        "patient_id": series.patient_id or None,
        "patient_name": series.patient_name or None,
        "study_date": series.study_date,
        "modality": series.modality or None,
        "description": series.description,
        "body_part": series.body_part,
        "files": series.files,
        "frames": series.frames,
        "rows": series.rows or None,
        "columns": series.columns or None,
        "pixel_spacing_mm": list(series.pixel_spacing_mm) if series.pixel_spacing_mm else None,
        "slice_thickness_mm": series.slice_thickness_mm,
        "orientation": series.orientation.value if series.orientation else None,
        "spacing_mm": series.spacing_mm,
        "gaps_mm": list(series.gaps_mm),
        "tilt_deg": None if series.tilt_deg is None else round(series.tilt_deg, 2),
        "transfer_syntaxes": list(series.transfer_syntaxes),
        "loadable": series.loadable,
        "reformattable": series.reformattable,
        "issues": [{"code": issue.code.value, "text": issue.text} for issue in series.issues],
    }


def pixel_facts(series: Series) -> PixelFacts:
    """Reads all slices of a stack, one at a time, and keeps none.

    Raises:
        Refusal: the pictures cannot be shown, or one of them cannot be read.
    """
    reader = SliceReader(series)
    values = np.empty(reader.shape, reader.dtype)
    lowest, highest, total = np.inf, -np.inf, 0.0
    for index, a_slice in enumerate(series.slices):
        reader.read(index, values)
        ends = [float(end) * a_slice.slope + a_slice.intercept for end in (values.min(), values.max())]
        lowest, highest = min(lowest, *ends), max(highest, *ends)
        total += float(values.sum(dtype=np.int64)) * a_slice.slope + a_slice.intercept * values.size
    return PixelFacts(lowest, highest, total / (values.size * series.frames))


def _pixels_as_json(series: Series) -> dict[str, float] | None:
    try:
        facts = asdict(pixel_facts(series))
    except Refusal:
        return None  # the issues of the series say why
    return facts if all(map(isfinite, facts.values())) else None  # JSON has no infinity
