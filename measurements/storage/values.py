"""The repository's edge: rows to frozen values and back, nothing lost on the way."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from decimal import Decimal
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from measurements.imaging import Issue, IssueCode, Orientation, Series, Slice
from measurements.index import IndexedFolder
from measurements.lesion import Answer, Caliper, Lesion, Measurement, RadiationClass, Reformat, Role, State
from measurements.storage.rows import (
    IndexedFolderRow,
    LesionRow,
    MeasurementRow,
    ReadRow,
    SeriesRow,
    SliceRow,
    StudyRow,
    SubjectRow,
)
from measurements.trial import Read, Study, Subject

_AS_THEY_ARE = [
    field.name for field in fields(Series) if field.name not in ("orientation", "issues", "slices")
]


def subject_from(row: SubjectRow) -> Subject:
    return Subject(row.uid, row.code, row.patient_id, row.treatment_start)


def subject_row(subject: Subject) -> SubjectRow:
    return SubjectRow(
        uid=subject.uid,
        code=subject.code,
        patient_id=subject.patient_id,
        treatment_start=subject.treatment_start,
    )


def study_from(row: StudyRow) -> Study:
    return Study(row.uid, row.timepoint_uid, row.study_date, row.description)


def study_row(study: Study) -> StudyRow:
    return StudyRow(
        uid=study.uid,
        timepoint_uid=study.timepoint_uid,
        study_date=study.study_date,
        description=study.description,
    )


def series_from(row: SeriesRow, slices: tuple[Slice, ...] = ()) -> Series:
    return Series(
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
        orientation=None if row.orientation is None else Orientation(row.orientation),
        issues=tuple(Issue(IssueCode(code), text) for code, text in row.issues),
        slices=slices,
    )


def series_row(series: Series) -> SeriesRow:
    return SeriesRow(
        key=series.key,
        **{name: getattr(series, name) for name in _AS_THEY_ARE},
        orientation=None if series.orientation is None else series.orientation.value,
        issues=tuple((issue.code.value, issue.text) for issue in series.issues),
    )


def slice_from(row: SliceRow, folder: Path) -> Slice:
    return Slice(
        sop_uid=row.sop_uid,
        frame=row.frame,
        path=located_file(row.path, folder),
        origin_lps=row.origin_lps,
        pixel_offset=row.pixel_offset,
        slope=row.slope,
        intercept=row.intercept,
        file_size=row.file_size,
        file_mtime_ns=row.file_mtime_ns,
        instance_number=row.instance_number,
    )


def slices_as_written(rows: Iterable[Sequence[Any]], folder: Path) -> tuple[Slice, ...]:
    """Slices of the columns of `repository.SLICES_AS_WRITTEN`: a stack has thousands, and a window waits.

    The origins are decoded in one go, which takes a fifth of the time.
    """
    columns = [*zip(*rows, strict=True)]
    if not columns:
        return ()
    uids, frames, paths, origins, *others = columns
    decoded = json.loads(f"[{','.join(origin or 'null' for origin in origins)}]")
    points = (None if origin is None else tuple(origin) for origin in decoded)
    full_paths = (located_file(path, folder) for path in paths)
    return tuple(map(Slice, uids, frames, full_paths, points, *others))


def slice_columns(series_key: str, place: int, one: Slice, folder: Path) -> dict[str, object]:
    """The columns of one slice; a plain dict, since they are written by the hundred thousand."""
    return {
        "series_key": series_key,
        "place": place,
        "sop_uid": one.sop_uid,
        "frame": one.frame,
        "path": kept_path(one.path, folder),
        "origin_lps": one.origin_lps,
        "pixel_offset": one.pixel_offset,
        "slope": one.slope,
        "intercept": one.intercept,
        "file_size": one.file_size,
        "file_mtime_ns": one.file_mtime_ns,
        "instance_number": one.instance_number,
    }


def kept_path(path: str, folder: Path) -> str:
    """`path` as it is kept: relative to the trial's folder where both lie under one folder of their own.

    A relative path that climbs up to the root of the disk would break as soon as either moved.
    """
    where, name = os.path.split(path)
    return f"{kept_folder(where, folder)}/{name}"


@lru_cache(maxsize=1024)
def kept_folder(where: str, folder: Path) -> str:
    """A folder as `kept_path` keeps it. Asked once for all its files: following links costs system calls."""
    full = Path(where).resolve()
    try:
        shared = Path(os.path.commonpath([full, folder]))
    except ValueError:  # different drives of Windows
        return full.as_posix()
    if shared == shared.parent:
        return full.as_posix().rstrip("/")
    return PurePath(os.path.relpath(full, folder)).as_posix()


def located_folder(kept: str, folder: Path) -> str:
    """The full path of what `kept_folder` kept, from where the trial lies now."""
    return os.path.normpath(folder / kept)


def located_file(kept: str, folder: Path) -> str:
    """The full path of what `kept_path` kept, from where the trial lies now."""
    name = kept.rpartition("/")[2]
    return f"{_with_separator(kept.removesuffix(name), folder)}{name}"


@lru_cache(maxsize=1024)
def _with_separator(kept: str, folder: Path) -> str:
    """A folder up to the name of a file in it. Asked once for all its files: a window waits for thousands."""
    full = located_folder(kept, folder)
    return full if full.endswith(os.sep) else f"{full}{os.sep}"


def indexed_folder_from(row: IndexedFolderRow, folder: Path) -> IndexedFolder:
    path = located_folder(row.path, folder)
    return IndexedFolder(path, row.listing, row.series_uids, row.not_dicom, row.content)


def indexed_folder_columns(one: IndexedFolder, folder: Path) -> dict[str, object]:
    return {
        "path": kept_folder(one.path, folder),
        "listing": one.listing,
        "series_uids": one.series_uids,
        "not_dicom": one.not_dicom,
        "content": one.content,
    }


def read_from(row: ReadRow) -> Read:
    return Read(row.uid, row.subject_uid, row.reader)


def read_row(read: Read) -> ReadRow:
    return ReadRow(uid=read.uid, subject_uid=read.subject_uid, reader=read.reader)


def lesion_from(row: LesionRow) -> Lesion:
    return Lesion(
        uid=row.uid,
        read_uid=row.read_uid,
        label=row.label,
        role=Role(row.role),
        site=row.site,
        organ=row.organ,
        laterality=row.laterality,
        nodal=row.nodal,
        radiation=None if row.radiation is None else RadiationClass(row.radiation),
        first_timepoint_uid=row.first_timepoint_uid,
        name=row.name,
        comment=row.comment,
        place=row.place,
    )


def lesion_row(lesion: Lesion) -> LesionRow:
    return LesionRow(
        uid=lesion.uid,
        read_uid=lesion.read_uid,
        label=lesion.label,
        role=lesion.role.value,
        site=lesion.site,
        organ=lesion.organ,
        laterality=lesion.laterality,
        nodal=lesion.nodal,
        radiation=None if lesion.radiation is None else lesion.radiation.value,
        first_timepoint_uid=lesion.first_timepoint_uid,
        name=lesion.name,
        comment=lesion.comment,
        place=lesion.place,
    )


def measurement_from(row: MeasurementRow) -> Measurement:
    caliper = None
    if (
        row.long_lps is not None
        and row.long_tenths_mm is not None
        and row.series_key is not None
        and row.sop_uid is not None
        and row.frame is not None
    ):
        caliper = Caliper(
            long_lps=row.long_lps,
            short_lps=row.short_lps,
            long_mm=_millimetres(row.long_tenths_mm),
            short_mm=None if row.short_tenths_mm is None else _millimetres(row.short_tenths_mm),
            series_key=row.series_key,
            sop_uid=row.sop_uid,
            frame=row.frame,
            label_lps=row.label_lps,
            reformat=None if row.reformat is None else Reformat(*row.reformat),
        )
    return Measurement(
        row.lesion_uid, row.timepoint_uid, State(row.state), caliper, row.comment, row.merged_into_uid
    )


def answer_from(
    lesion_uid: str, timepoint_uid: str, state: str, long_tenths_mm: int | None, short_tenths_mm: int | None
) -> Answer:
    """Of the columns of `repository.ANSWERS`: a window waits for those of a whole trial."""
    return Answer(
        lesion_uid,
        timepoint_uid,
        State(state),
        None if long_tenths_mm is None else _millimetres(long_tenths_mm),
        None if short_tenths_mm is None else _millimetres(short_tenths_mm),
    )


def measurement_row(measurement: Measurement) -> MeasurementRow:
    row = MeasurementRow(
        lesion_uid=measurement.lesion_uid,
        timepoint_uid=measurement.timepoint_uid,
        state=measurement.state.value,
        comment=measurement.comment,
        merged_into_uid=measurement.merged_into_uid,
    )
    caliper = measurement.caliper
    if caliper is not None:
        row.long_lps = caliper.long_lps
        row.short_lps = caliper.short_lps
        row.long_tenths_mm = _tenths(caliper.long_mm)
        row.short_tenths_mm = None if caliper.short_mm is None else _tenths(caliper.short_mm)
        row.series_key = caliper.series_key
        row.sop_uid = caliper.sop_uid
        row.frame = caliper.frame
        row.label_lps = caliper.label_lps
        if caliper.reformat is not None:
            row.reformat = astuple(caliper.reformat)
    return row


@lru_cache(maxsize=4096)
def _millimetres(tenths: int) -> Decimal:
    return Decimal(tenths).scaleb(-1)


def _tenths(millimetres: Decimal) -> int:
    """Raises ValueError where the millimetres of record are finer than 0.1: they would be changed."""
    tenths = millimetres.scaleb(1)
    if tenths != tenths.to_integral_value():
        raise ValueError(f"{millimetres} mm is finer than the 0.1 mm of record")
    return int(tenths)
