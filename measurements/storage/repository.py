"""What a trial holds, as frozen values: everything that is read goes through here."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from measurements.imaging import Series, Slice
from measurements.lesion import Lesion, Measurement
from measurements.storage import values
from measurements.storage.audit import AuditEntry
from measurements.storage.rows import (
    AuditRow,
    LesionRow,
    MeasurementRow,
    ReadRow,
    SeriesRow,
    SliceRow,
    StudyRow,
    SubjectRow,
    TimepointRow,
    TrialRow,
)
from measurements.storage.schedule import KnownTimepoint, schedule
from measurements.trial import Read, Study, Subject, Timepoint, TimepointKind


class Repository:
    """One consistent look at the trial, for as long as the transaction lasts that it belongs to.

    Series come without their slices, which number hundreds of thousands; `series_with_slices` brings
    those of one.
    """

    def __init__(self, session: Session, folder: Path) -> None:
        self._session = session
        self._folder = folder

    def trial_uid(self) -> str:
        return self._session.scalars(select(TrialRow.uid)).one()

    def trial_name(self) -> str:
        return self._session.scalars(select(TrialRow.name)).one()

    def subjects(self) -> list[Subject]:
        rows = self._session.scalars(select(SubjectRow).order_by(SubjectRow.code))
        return [values.subject_from(row) for row in rows]

    def subject(self, subject_uid: str) -> Subject | None:
        row = self._session.get(SubjectRow, subject_uid)
        return None if row is None else values.subject_from(row)

    def timepoints(self, subject_uid: str) -> list[Timepoint]:
        """In order; `order` 0 is the baseline, scans from before it have negative orders."""
        return self._timepoints(subject_uid).get(subject_uid, [])

    def timepoints_by_subject(self) -> dict[str, list[Timepoint]]:
        """Of the whole trial, by subject uid, in two queries."""
        return self._timepoints(None)

    def timepoint(self, timepoint_uid: str) -> Timepoint | None:
        row = self._session.get(TimepointRow, timepoint_uid)
        if row is None:
            return None
        return next(one for one in self.timepoints(row.subject_uid) if one.uid == timepoint_uid)

    def study(self, study_uid: str) -> Study | None:
        row = self._session.get(StudyRow, study_uid)
        return None if row is None else values.study_from(row)

    def has_studies(self, timepoint_uid: str) -> bool:
        query = select(StudyRow.uid).where(StudyRow.timepoint_uid == timepoint_uid).limit(1)
        return self._session.execute(query).first() is not None

    def is_drawn_on(self, study_uid: str) -> bool:
        """Whether any read has a caliper on one of the study's series."""
        query = (
            select(MeasurementRow.lesion_uid)
            .join(SeriesRow, SeriesRow.key == MeasurementRow.series_key)
            .where(SeriesRow.study_uid == study_uid)
            .limit(1)
        )
        return self._session.execute(query).first() is not None

    def studies(self, subject_uid: str | None = None) -> list[Study]:
        """Of one subject, or of the whole trial."""
        query = select(StudyRow).order_by(StudyRow.study_date, StudyRow.uid)
        if subject_uid is not None:
            query = query.join(TimepointRow, TimepointRow.uid == StudyRow.timepoint_uid)
            query = query.where(TimepointRow.subject_uid == subject_uid)
        return [values.study_from(row) for row in self._session.scalars(query)]

    def series(self, timepoint_uid: str) -> list[Series]:
        """The stacks of a timepoint without their slices, by study and series number."""
        return self.series_by_timepoint(timepoint_uid).get(timepoint_uid, [])

    def series_by_timepoint(self, timepoint_uid: str | None = None) -> dict[str, list[Series]]:
        """The stacks of the whole trial (or of one timepoint) without their slices, in one query."""
        query = (
            select(StudyRow.timepoint_uid, SeriesRow)
            .join(StudyRow, StudyRow.uid == SeriesRow.study_uid)
            .order_by(StudyRow.study_date, StudyRow.uid, SeriesRow.series_number, SeriesRow.key)
        )
        if timepoint_uid is not None:
            query = query.where(StudyRow.timepoint_uid == timepoint_uid)
        found: defaultdict[str, list[Series]] = defaultdict(list)
        for where, row in self._session.execute(query):
            found[where].append(values.series_from(row))
        return dict(found)

    def series_with_slices(self, series_key: str) -> Series | None:
        row = self._session.get(SeriesRow, series_key)
        return None if row is None else values.series_from(row, self.slices(series_key))

    def timepoint_of_series(self, series_key: str) -> str | None:
        """Uid of the timepoint that a stack belongs to."""
        query = (
            select(StudyRow.timepoint_uid)
            .join(SeriesRow, SeriesRow.study_uid == StudyRow.uid)
            .where(SeriesRow.key == series_key)
        )
        return self._session.scalars(query).one_or_none()

    def slices(self, series_key: str) -> tuple[Slice, ...]:
        """In reading order, with full paths."""
        query = select(SliceRow).where(SliceRow.series_key == series_key).order_by(SliceRow.place)
        return tuple(values.slice_from(row, self._folder) for row in self._session.scalars(query))

    def known_slices(self, series_keys: list[str]) -> dict[str, frozenset[tuple[str, int]]]:
        """(SOP Instance UID, frame) of the slices that the trial has of these stacks."""
        found: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
        for start in range(0, len(series_keys), 500):  # databases limit the length of a list
            some = series_keys[start : start + 500]
            query = select(SliceRow.series_key, SliceRow.sop_uid, SliceRow.frame)
            for key, sop_uid, frame in self._session.execute(query.where(SliceRow.series_key.in_(some))):
                found[key].add((sop_uid, frame))
        return {key: frozenset(slices) for key, slices in found.items()}

    def first_paths(self, series_keys: list[str]) -> list[tuple[str, str]]:
        """(key, full path of the first slice) of those of these stacks that the trial has."""
        found = []
        for start in range(0, len(series_keys), 500):
            query = select(SliceRow.series_key, SliceRow.path).where(
                SliceRow.place == 0, SliceRow.series_key.in_(series_keys[start : start + 500])
            )
            found += [(key, values.located(path, self._folder)) for key, path in self._session.execute(query)]
        return found

    def slice_count(self) -> int:
        return self._session.execute(select(func.count()).select_from(SliceRow)).scalar_one()

    def picture(self, series_key: str, sop_uid: str, frame: int) -> Series | None:
        """A stack with this one of its slices; None where the trial has no such picture."""
        query = select(SliceRow).where(
            SliceRow.series_key == series_key, SliceRow.sop_uid == sop_uid, SliceRow.frame == frame
        )
        series_row = self._session.get(SeriesRow, series_key)
        slice_row = self._session.scalars(query).one_or_none()
        if series_row is None or slice_row is None:
            return None
        return values.series_from(series_row, (values.slice_from(slice_row, self._folder),))

    def reads(self, subject_uid: str | None = None) -> list[Read]:
        """Of one subject, or of the whole trial."""
        query = select(ReadRow).order_by(ReadRow.subject_uid, ReadRow.reader)
        if subject_uid is not None:
            query = query.where(ReadRow.subject_uid == subject_uid)
        return [values.read_from(row) for row in self._session.scalars(query)]

    def read(self, read_uid: str) -> Read | None:
        row = self._session.get(ReadRow, read_uid)
        return None if row is None else values.read_from(row)

    def lesions(self, read_uid: str) -> list[Lesion]:
        return self._lesions(select(LesionRow).where(LesionRow.read_uid == read_uid)).get(read_uid, [])

    def lesions_by_read(self) -> dict[str, list[Lesion]]:
        return self._lesions(select(LesionRow))

    def lesion(self, lesion_uid: str) -> Lesion | None:
        row = self._session.get(LesionRow, lesion_uid)
        return None if row is None else values.lesion_from(row)

    def measurements(self, read_uid: str) -> list[Measurement]:
        return self._measurements(LesionRow.read_uid == read_uid).get(read_uid, [])

    def measurements_by_read(self) -> dict[str, list[Measurement]]:
        return self._measurements(None)

    def measurements_of(self, lesion_uid: str) -> list[Measurement]:
        query = select(MeasurementRow).where(MeasurementRow.lesion_uid == lesion_uid)
        return [values.measurement_from(row) for row in self._session.scalars(query)]

    def measured_timepoints(self, subject_uid: str) -> frozenset[str]:
        """Uids of the subject's timepoints that carry a measurement or a lesion's beginning in any read."""
        of_subject = select(TimepointRow.uid).where(TimepointRow.subject_uid == subject_uid)
        measured = select(MeasurementRow.timepoint_uid).where(MeasurementRow.timepoint_uid.in_(of_subject))
        begun = select(LesionRow.first_timepoint_uid).where(LesionRow.first_timepoint_uid.in_(of_subject))
        return frozenset(self._session.scalars(measured)) | frozenset(self._session.scalars(begun))

    def audit(self, table: str | None = None) -> Iterator[AuditEntry]:
        """All entries in order, or those of one table."""
        query = select(AuditRow).order_by(AuditRow.sequence)
        if table is not None:
            query = query.where(AuditRow.table_name == table)
        for row in self._session.scalars(query.execution_options(yield_per=1000)):
            yield AuditEntry(**{name: getattr(row, name) for name in AuditEntry.__slots__})

    def next_arrival(self) -> int:
        last = self._session.execute(select(func.max(TimepointRow.arrival))).scalar_one()
        return 0 if last is None else last + 1

    def _timepoints(self, subject_uid: str | None) -> dict[str, list[Timepoint]]:
        scan_date = (
            select(StudyRow.timepoint_uid, func.min(StudyRow.study_date).label("scan_date"))
            .group_by(StudyRow.timepoint_uid)
            .subquery()
        )
        query = (
            select(TimepointRow, scan_date.c.scan_date, SubjectRow.treatment_start)
            .join(SubjectRow, SubjectRow.uid == TimepointRow.subject_uid)
            .outerjoin(scan_date, scan_date.c.timepoint_uid == TimepointRow.uid)
        )
        if subject_uid is not None:
            query = query.where(TimepointRow.subject_uid == subject_uid)
        known: defaultdict[str, list[KnownTimepoint]] = defaultdict(list)
        starts = {}
        for row, when, treatment_start in self._session.execute(query):
            known[row.subject_uid].append(
                KnownTimepoint(
                    row.uid, row.subject_uid, row.label, TimepointKind(row.kind), row.arrival, when
                )
            )
            starts[row.subject_uid] = treatment_start
        return {uid: list(schedule(some, starts[uid])) for uid, some in known.items()}

    def _lesions(self, query: Select[LesionRow]) -> dict[str, list[Lesion]]:
        found: defaultdict[str, list[Lesion]] = defaultdict(list)
        for row in self._session.scalars(query.order_by(LesionRow.read_uid, LesionRow.label)):
            found[row.read_uid].append(values.lesion_from(row))
        return dict(found)

    def _measurements(self, condition: ColumnElement[bool] | None) -> dict[str, list[Measurement]]:
        query = (
            select(LesionRow.read_uid, MeasurementRow)
            .join(LesionRow, LesionRow.uid == MeasurementRow.lesion_uid)
            .order_by(MeasurementRow.lesion_uid, MeasurementRow.timepoint_uid)
        )
        if condition is not None:
            query = query.where(condition)
        found: defaultdict[str, list[Measurement]] = defaultdict(list)
        for read_uid, row in self._session.execute(query):
            found[read_uid].append(values.measurement_from(row))
        return dict(found)
