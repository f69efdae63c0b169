"""Annotations and key images at the repository's edge: rows to frozen values and back."""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal

from measurements.annotation import (
    AngleFigures,
    Annotation,
    AnnotationKind,
    Figures,
    KeyImage,
    RegionFigures,
    VoxelFigures,
)
from measurements.storage.rows import AnnotationRow, KeyImageRow


def annotation_from(row: AnnotationRow) -> Annotation:
    kind = AnnotationKind(row.kind)
    return Annotation(
        uid=row.uid,
        read_uid=row.read_uid,
        timepoint_uid=row.timepoint_uid,
        kind=kind,
        points_lps=row.points_lps,
        series_key=row.series_key,
        sop_uid=row.sop_uid,
        frame=row.frame,
        text=row.text,
        figures=None if row.figures is None else _figures(kind, row.figures),
        label_lps=row.label_lps,
    )


def annotation_row(annotation: Annotation) -> AnnotationRow:
    figures = annotation.figures
    return AnnotationRow(
        uid=annotation.uid,
        read_uid=annotation.read_uid,
        timepoint_uid=annotation.timepoint_uid,
        kind=annotation.kind.value,
        points_lps=annotation.points_lps,
        series_key=annotation.series_key,
        sop_uid=annotation.sop_uid,
        frame=annotation.frame,
        text=annotation.text,
        figures=None if figures is None else {name: str(value) for name, value in asdict(figures).items()},
        label_lps=annotation.label_lps,
    )


def key_image_from(row: KeyImageRow) -> KeyImage:
    return KeyImage(
        uid=row.uid,
        read_uid=row.read_uid,
        timepoint_uid=row.timepoint_uid,
        series_key=row.series_key,
        sop_uid=row.sop_uid,
        frame=row.frame,
        window=row.window,
        zoom=row.zoom,
        centre_mm=row.centre_mm,
        lesion_uid=row.lesion_uid,
    )


def key_image_row(key_image: KeyImage) -> KeyImageRow:
    return KeyImageRow(**asdict(key_image))


def _figures(kind: AnnotationKind, kept: Mapping[str, str]) -> Figures | None:
    if kind is AnnotationKind.ELLIPSE:
        return RegionFigures(
            area_mm2=Decimal(kept["area_mm2"]),
            voxels=int(kept["voxels"]),
            mean_hu=Decimal(kept["mean_hu"]),
            sd_hu=Decimal(kept["sd_hu"]),
            min_hu=Decimal(kept["min_hu"]),
            max_hu=Decimal(kept["max_hu"]),
        )
    if kind is AnnotationKind.ANGLE:
        return AngleFigures(Decimal(kept["angle_deg"]))
    if kind is AnnotationKind.PROBE:
        return VoxelFigures(Decimal(kept["value_hu"]), int(kept["column"]), int(kept["row"]))
    return None
