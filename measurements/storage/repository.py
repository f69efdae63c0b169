"""What a trial holds, as frozen values: everything that is read goes through here."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Connection, Select, Text, bindparam, func, select, type_coerce, union

from measurements.annotation import Annotation, KeyImage
from measurements.clinical.event import ClinicalData, ClinicalEvent
from measurements.clinical.terms import TermList
from measurements.following import FollowedBetween
from measurements.imaging import Series, Slice
from measurements.index import ScanIndex
from measurements.lesion import Answer, Lesion, Measurement
from measurements.storage import annotation_values, clinical, sqlite, values
from measurements.storage.audit import AuditEntry, ChainEnd
from measurements.storage.evidence import Evidence
from measurements.storage.followed import followed_in
from measurements.storage.handovers import Handovers
from measurements.storage.locks import missing_locks
from measurements.storage.rows import (
    AnnotationRow,
    AuditRow,
    IndexedFolderRow,
    KeyImageRow,
    LesionRow,
    MeasurementRow,
    ProtocolRow,
    ReadRow,
    Row,
    SeriesRow,
    SettledSeriesRow,
    SliceRow,
    StudyRow,
    SubjectRow,
    TimepointRow,
    TrialRow,
)
from measurements.storage.schedule import KnownTimepoint, schedule
from measurements.storage.spelling import canonical_json
from measurements.storage.statements import SELECT_BY_KEY, all_columns, key_parameters, table_of
from measurements.trial import Read, StoredProtocol, Study, Subject, Timepoint, TimepointKind

Kind = TypeVar("Kind", bound=Row)
Found = TypeVar("Found")

TRIAL = table_of(TrialRow)
SUBJECT = table_of(SubjectRow)
TIMEPOINT = table_of(TimepointRow)
STUDY = table_of(StudyRow)
SERIES = table_of(SeriesRow)
SLICE = table_of(SliceRow)
INDEXED_FOLDER = table_of(IndexedFolderRow)
SETTLED_SERIES = table_of(SettledSeriesRow)
READ = table_of(ReadRow)
LESION = table_of(LesionRow)
MEASUREMENT = table_of(MeasurementRow)
ANNOTATION = table_of(AnnotationRow)
KEY_IMAGE = table_of(KeyImageRow)
AUDIT = table_of(AuditRow)

DRAWN = (MEASUREMENT, ANNOTATION, KEY_IMAGE)
"""What refers to a picture; a timepoint that carries any of it was assessed."""

LONGEST_LIST = 500
"""Databases limit how many values one statement may compare with."""


# What a drag asks is built once: building a statement costs more than running it.
TIMEPOINT_OF_SERIES = (
    select(STUDY.c.timepoint_uid)
    .join(SERIES, SERIES.c.study_uid == STUDY.c.uid)
    .where(SERIES.c.key == bindparam("series_key"))
)
SLICE_BY_UID = select(SLICE).where(
    SLICE.c.series_key == bindparam("series_key"),
    SLICE.c.sop_uid == bindparam("sop_uid"),
    SLICE.c.frame == bindparam("frame"),
)
SLICES_AS_WRITTEN = (
    select(
        SLICE.c.sop_uid,
        SLICE.c.frame,
        SLICE.c.path,
        type_coerce(SLICE.c.origin_lps, Text),
        SLICE.c.pixel_offset,
        SLICE.c.slope,
        SLICE.c.intercept,
        SLICE.c.file_size,
        SLICE.c.file_mtime_ns,
        SLICE.c.instance_number,
    )
    .where(SLICE.c.series_key == bindparam("series_key"))
    .order_by(SLICE.c.place)
)
FILE_SIZES = (
    select(SLICE.c.path, SLICE.c.file_size)
    .where(SLICE.c.series_key == bindparam("series_key"))
    .order_by(SLICE.c.place)
)
LESIONS = select(LESION).order_by(LESION.c.read_uid, LESION.c.label)
LESIONS_OF_READ = LESIONS.where(LESION.c.read_uid == bindparam("read_uid"))
MEASUREMENTS_OF_LESION = select(MEASUREMENT).where(MEASUREMENT.c.lesion_uid == bindparam("lesion_uid"))
# Without where they were drawn, which takes most of the time.
ANSWERS = (
    select(
        LESION.c.read_uid,
        MEASUREMENT.c.lesion_uid,
        MEASUREMENT.c.timepoint_uid,
        MEASUREMENT.c.state,
        MEASUREMENT.c.long_tenths_mm,
        MEASUREMENT.c.short_tenths_mm,
    )
    .join(LESION, LESION.c.uid == MEASUREMENT.c.lesion_uid)
    .order_by(MEASUREMENT.c.lesion_uid, MEASUREMENT.c.timepoint_uid)
)
SCAN_DATE = (
    select(func.min(STUDY.c.study_date)).where(STUDY.c.timepoint_uid == TIMEPOINT.c.uid).scalar_subquery()
)
TIMEPOINTS = select(TIMEPOINT, SCAN_DATE.label("scan_date"), SUBJECT.c.treatment_start).join(
    SUBJECT, SUBJECT.c.uid == TIMEPOINT.c.subject_uid
)
# In the order of the fields of `AuditEntry`, which takes half the time: there may be a million.
ENTRIES = select(*(AUDIT.c[name] for name in AuditEntry.__slots__)).order_by(AUDIT.c.sequence)
LAST_ENTRY = select(AUDIT.c.sequence, AUDIT.c.hash).order_by(AUDIT.c.sequence.desc()).limit(1)
TIMEPOINTS_OF_SUBJECT = TIMEPOINTS.where(TIMEPOINT.c.subject_uid == bindparam("subject_uid"))


class Repository:
    """One consistent look at the trial, for as long as the transaction lasts that it belongs to.

    Series come without their slices, which number hundreds of thousands; `series_with_slices` brings
    those of one.
    """

    def __init__(
        self, connection: Connection, folder: Path, remembered: dict[object, Any] | None = None
    ) -> None:
        """`remembered`: answers that a writer keeps for its next command, on all but measurements."""
        self._connection = connection
        self._folder = folder
        self._remembered = {} if remembered is None else remembered

    @property
    def evidence(self) -> Evidence:
        """People, signatures and decisions."""
        return Evidence(self._connection)

    @property
    def handovers(self) -> Handovers:
        """Cases that left in files, and reads that came back."""
        return Handovers(self._connection)

    def clinical_data(self) -> ClinicalData | None:
        """The clinical events; None where none were imported yet."""
        return clinical.clinical_data(self._connection)

    def clinical_events(self) -> dict[str, ClinicalEvent]:
        """Each by its uid, in order of subject and date."""
        return clinical.clinical_events(self._connection)

    def clinical_terms(self) -> TermList | None:
        """The terms that adverse events may have; None where any may stand."""
        return clinical.clinical_terms(self._connection)

    def missing_locks(self) -> list[str]:
        """Names of the file's locks on what is signed that are gone or altered."""
        return missing_locks(self._connection)

    def is_whole(self) -> bool:
        """Whether the file's pages and references are in order."""
        return sqlite.is_whole(self._connection)

    def trial_uid(self) -> str:
        return str(self._connection.execute(select(TRIAL.c.uid)).scalar_one())

    def trial_name(self) -> str:
        return str(self._connection.execute(select(TRIAL.c.name)).scalar_one())

    def protocol(self) -> StoredProtocol | None:
        """None until a trial of a format that had none has been opened for writing."""
        row = self._get(ProtocolRow, self.trial_uid())
        return None if row is None else StoredProtocol(row.file_name, row.text, row.version, row.hash)

    def subjects(self) -> list[Subject]:
        rows = self._rows(SubjectRow, select(SUBJECT).order_by(SUBJECT.c.code))
        return [values.subject_from(row) for row in rows]

    def subject(self, subject_uid: str) -> Subject | None:
        row = self._get(SubjectRow, subject_uid)
        return None if row is None else values.subject_from(row)

    def timepoints(self, subject_uid: str) -> list[Timepoint]:
        """In order; `order` 0 is the baseline, scans from before it have negative orders."""
        parameters: dict[str, object] = {"subject_uid": subject_uid}
        found = self._once(
            (TIMEPOINTS_OF_SUBJECT, subject_uid),
            lambda: self._timepoints(TIMEPOINTS_OF_SUBJECT, parameters),
        )
        return list(found.get(subject_uid, []))

    def timepoints_by_subject(self) -> dict[str, list[Timepoint]]:
        """Of the whole trial, by subject uid, in one query."""
        found = self._once((TIMEPOINTS,), lambda: self._timepoints(TIMEPOINTS, {}))
        return {subject_uid: list(timepoints) for subject_uid, timepoints in found.items()}

    def timepoint(self, timepoint_uid: str) -> Timepoint | None:
        row = self._get(TimepointRow, timepoint_uid)
        if row is None:
            return None
        return next(one for one in self.timepoints(row.subject_uid) if one.uid == timepoint_uid)

    def subject_of_timepoint(self, timepoint_uid: str) -> str | None:
        row = self._get(TimepointRow, timepoint_uid)
        return None if row is None else row.subject_uid

    def study(self, study_uid: str) -> Study | None:
        row = self._get(StudyRow, study_uid)
        return None if row is None else values.study_from(row)

    def has_studies(self, timepoint_uid: str) -> bool:
        query = select(STUDY.c.uid).where(STUDY.c.timepoint_uid == timepoint_uid).limit(1)
        return self._connection.execute(query).first() is not None

    def is_drawn_on(self, study_uid: str) -> bool:
        """Whether any read has a caliper, an annotation or a key image on one of the study's series."""
        of_study = select(SERIES.c.key).where(SERIES.c.study_uid == study_uid)
        drawn = (select(table.c.series_key).where(table.c.series_key.in_(of_study)) for table in DRAWN)
        return self._connection.execute(union(*drawn).limit(1)).first() is not None

    def studies(self, subject_uid: str | None = None) -> list[Study]:
        """Of one subject, or of the whole trial."""
        query = select(STUDY).order_by(STUDY.c.study_date, STUDY.c.uid)
        if subject_uid is not None:
            query = query.join(TIMEPOINT, TIMEPOINT.c.uid == STUDY.c.timepoint_uid)
            query = query.where(TIMEPOINT.c.subject_uid == subject_uid)
        return [values.study_from(row) for row in self._rows(StudyRow, query)]

    def series(self, timepoint_uid: str) -> list[Series]:
        """The stacks of a timepoint without their slices, by study and series number."""
        return self.series_by_timepoint(timepoint_uid).get(timepoint_uid, [])

    def series_by_timepoint(self, timepoint_uid: str | None = None) -> dict[str, list[Series]]:
        """The stacks of the whole trial (or of one timepoint) without their slices, in one query."""
        query = (
            select(SERIES, STUDY.c.timepoint_uid.label("of_timepoint"))
            .join(STUDY, STUDY.c.uid == SERIES.c.study_uid)
            .order_by(STUDY.c.study_date, STUDY.c.uid, SERIES.c.series_number, SERIES.c.key)
        )
        if timepoint_uid is not None:
            query = query.where(STUDY.c.timepoint_uid == timepoint_uid)
        found: defaultdict[str, list[Series]] = defaultdict(list)
        for row in self._connection.execute(query):
            found[row.of_timepoint].append(values.series_from(cast(SeriesRow, row)))
        return dict(found)

    def series_without_slices(self, series_key: str) -> Series | None:
        row = self._get(SeriesRow, series_key)
        return None if row is None else values.series_from(row)

    def series_with_slices(self, series_key: str) -> Series | None:
        row = self._get(SeriesRow, series_key)
        return None if row is None else values.series_from(row, self.slices(series_key))

    def timepoint_of_series(self, series_key: str) -> str | None:
        """Uid of the timepoint that a stack belongs to."""
        return self._once(
            (TIMEPOINT_OF_SERIES, series_key),
            lambda: self._connection.execute(
                TIMEPOINT_OF_SERIES, {"series_key": series_key}
            ).scalar_one_or_none(),
        )

    def slices(self, series_key: str) -> tuple[Slice, ...]:
        """In reading order, with full paths."""
        rows = self._connection.execute(SLICES_AS_WRITTEN, {"series_key": series_key})
        return values.slices_as_written(rows, self._folder)

    def series_keys(self) -> list[str]:
        """Of all stacks, those of one study after each other."""
        query = select(SERIES.c.key).order_by(SERIES.c.study_uid, SERIES.c.key)
        return list(self._connection.execute(query).scalars())

    def file_sizes(self, series_key: str) -> dict[str, int]:
        """Bytes of each file of a stack when it was imported, by its full path."""
        rows = self._connection.execute(FILE_SIZES, {"series_key": series_key})
        return {values.located_file(kept, self._folder): size for kept, size in rows}

    def holds(self, series: Series) -> bool:
        """Whether the trial has just these slices, in this order, from files of this path, size and time.

        Quicker than comparing values, for they need not be made: it is asked for every slice there is.
        """
        kept = self._connection.execute(SLICES_AS_WRITTEN, {"series_key": series.key})
        told = (
            (
                one.sop_uid,
                one.frame,
                values.kept_path(one.path, self._folder),
                None if one.origin_lps is None else canonical_json(one.origin_lps),
                one.pixel_offset,
                one.slope,
                one.intercept,
                one.file_size,
                one.file_mtime_ns,
                one.instance_number,
            )
            for one in series.slices
        )
        return all(tuple(row) == slice_ for row, slice_ in zip_longest(kept, told, fillvalue=()))

    def scan_index(self) -> ScanIndex:
        """What was kept of the folders that pictures came from."""
        folders = (
            values.indexed_folder_from(row, self._folder)
            for row in self._rows(IndexedFolderRow, select(INDEXED_FOLDER))
        )
        settled = self._rows(SettledSeriesRow, select(SETTLED_SERIES))
        return ScanIndex(
            {folder.path: folder for folder in folders}, {row.series_uid: row.images for row in settled}
        )

    def drawn_on(self) -> frozenset[str]:
        """Keys of the stacks that carry a caliper, an annotation or a key image in any read."""
        drawn = (select(table.c.series_key).where(table.c.series_key.is_not(None)) for table in DRAWN)
        return frozenset(self._connection.execute(union(*drawn)).scalars())

    def picture(self, series_key: str, sop_uid: str, frame: int) -> Series | None:
        """A stack with this one of its slices; None where the trial has no such picture."""
        return self._once(
            (SLICE_BY_UID, series_key, sop_uid, frame), lambda: self._picture(series_key, sop_uid, frame)
        )

    def reads(self, subject_uid: str | None = None) -> list[Read]:
        """Of one subject, or of the whole trial."""
        query = select(READ).order_by(READ.c.subject_uid, READ.c.reader)
        if subject_uid is not None:
            query = query.where(READ.c.subject_uid == subject_uid)
        return [values.read_from(row) for row in self._rows(ReadRow, query)]

    def read(self, read_uid: str) -> Read | None:
        row = self._once((ReadRow, read_uid), lambda: self._get(ReadRow, read_uid))
        return None if row is None else values.read_from(row)

    def lesions(self, read_uid: str) -> list[Lesion]:
        found = self._once(
            (LESIONS_OF_READ, read_uid), lambda: self._lesions(LESIONS_OF_READ, {"read_uid": read_uid})
        )
        return list(found.get(read_uid, []))

    def lesions_by_read(self) -> dict[str, list[Lesion]]:
        return self._lesions(LESIONS, {})

    def lesion(self, lesion_uid: str) -> Lesion | None:
        row = self._once((LesionRow, lesion_uid), lambda: self._get(LesionRow, lesion_uid))
        return None if row is None else values.lesion_from(row)

    def measurements(self, read_uid: str) -> list[Measurement]:
        return self._measurements(LESION.c.read_uid == read_uid).get(read_uid, [])

    def measurements_by_read(self) -> dict[str, list[Measurement]]:
        return self._measurements(None)

    def answers_by_read(self) -> dict[str, list[Answer]]:
        """What all measurements of the trial come to in a call, in one query."""
        found: defaultdict[str, list[Answer]] = defaultdict(list)
        for read_uid, *columns in self._connection.execute(ANSWERS).all():
            found[read_uid].append(values.answer_from(*columns))
        return dict(found)

    def measurements_of(self, lesion_uid: str) -> list[Measurement]:
        rows = self._rows(MeasurementRow, MEASUREMENTS_OF_LESION, {"lesion_uid": lesion_uid})
        return [values.measurement_from(row) for row in rows]

    def measured_timepoints(self, subject_uid: str) -> frozenset[str]:
        """Uids of the subject's timepoints that carry in any read a measurement, a lesion's beginning, an
        annotation or a key image."""
        of_subject = select(TIMEPOINT.c.uid).where(TIMEPOINT.c.subject_uid == subject_uid)
        said = (table.c.timepoint_uid for table in DRAWN)
        found = (
            select(place).where(place.in_(of_subject)) for place in (*said, LESION.c.first_timepoint_uid)
        )
        return frozenset(self._connection.execute(union(*found)).scalars())

    def followed(self, read_uid: str) -> list[FollowedBetween]:
        """Where the lesions of a read are to be looked for in later series, as far as it was found."""
        return followed_in(self._connection, read_uid)

    def annotations(self, read_uid: str | None = None) -> list[Annotation]:
        """Of one read, or of the whole trial."""
        query = select(ANNOTATION).order_by(ANNOTATION.c.read_uid, ANNOTATION.c.uid)
        if read_uid is not None:
            query = query.where(ANNOTATION.c.read_uid == read_uid)
        return [annotation_values.annotation_from(row) for row in self._rows(AnnotationRow, query)]

    def annotation(self, uid: str) -> Annotation | None:
        row = self._get(AnnotationRow, uid)
        return None if row is None else annotation_values.annotation_from(row)

    def key_images(self, read_uid: str | None = None) -> list[KeyImage]:
        """Of one read, or of the whole trial."""
        query = select(KEY_IMAGE).order_by(KEY_IMAGE.c.read_uid, KEY_IMAGE.c.uid)
        if read_uid is not None:
            query = query.where(KEY_IMAGE.c.read_uid == read_uid)
        return [annotation_values.key_image_from(row) for row in self._rows(KeyImageRow, query)]

    def key_image(self, uid: str) -> KeyImage | None:
        row = self._get(KeyImageRow, uid)
        return None if row is None else annotation_values.key_image_from(row)

    def audit(self, table: str | None = None, *, first: int = 1) -> Iterator[AuditEntry]:
        """All entries in order, or those of one table, from the one of this number on."""
        query = ENTRIES.where(AUDIT.c.sequence >= first)
        if table is not None:
            query = query.where(AUDIT.c.table_name == table)
        for row in self._connection.execute(query.execution_options(yield_per=1000)):
            yield AuditEntry(*row)

    def chain_end(self) -> ChainEnd:
        """Where the audit stands."""
        last = self._connection.execute(LAST_ENTRY).first()
        return ChainEnd(0, self.trial_uid()) if last is None else ChainEnd(*last)

    def rows(self, kind: type[Row]) -> Iterator[dict[str, Any]]:
        """The rows of a table with all their columns, as the audit spells them, in no order."""
        query = all_columns(kind).execution_options(yield_per=1000)
        return (dict(row._mapping) for row in self._connection.execute(query))

    def next_arrival(self) -> int:
        last = self._connection.execute(select(func.max(TIMEPOINT.c.arrival))).scalar_one()
        return 0 if last is None else last + 1

    def _picture(self, series_key: str, sop_uid: str, frame: int) -> Series | None:
        series_row = self._get(SeriesRow, series_key)
        parameters: dict[str, object] = {"series_key": series_key, "sop_uid": sop_uid, "frame": frame}
        slice_row = next(self._rows(SliceRow, SLICE_BY_UID, parameters), None)
        if series_row is None or slice_row is None:
            return None
        return values.series_from(series_row, (values.slice_from(slice_row, self._folder),))

    def _once(self, asked: tuple[object, ...], ask: Callable[[], Found]) -> Found:
        if asked not in self._remembered:
            self._remembered[asked] = ask()
        return cast(Found, self._remembered[asked])

    def _get(self, kind: type[Kind], key: str) -> Kind | None:
        parameters = key_parameters(kind, (key,))
        return cast(Kind | None, self._connection.execute(SELECT_BY_KEY[kind], parameters).first())

    def _rows(
        self, kind: type[Kind], query: Select[Any], parameters: dict[str, object] | None = None
    ) -> Iterator[Kind]:
        """The rows of a query for all columns of `kind`, which then have its attributes by name and type."""
        return cast(Iterator[Kind], iter(self._connection.execute(query, parameters or {})))

    def _timepoints(self, query: Select[Any], parameters: dict[str, object]) -> dict[str, list[Timepoint]]:
        known: defaultdict[str, list[KnownTimepoint]] = defaultdict(list)
        starts = {}
        for row in self._connection.execute(query, parameters):
            known[row.subject_uid].append(
                KnownTimepoint(
                    row.uid, row.subject_uid, row.label, TimepointKind(row.kind), row.arrival, row.scan_date
                )
            )
            starts[row.subject_uid] = row.treatment_start
        return {uid: list(schedule(some, starts[uid])) for uid, some in known.items()}

    def _lesions(self, query: Select[Any], parameters: dict[str, object]) -> dict[str, list[Lesion]]:
        found: defaultdict[str, list[Lesion]] = defaultdict(list)
        for row in self._rows(LesionRow, query, parameters):
            found[row.read_uid].append(values.lesion_from(row))
        return dict(found)

    def _measurements(self, condition: ColumnElement[bool] | None) -> dict[str, list[Measurement]]:
        query = (
            select(MEASUREMENT, LESION.c.read_uid)
            .join(LESION, LESION.c.uid == MEASUREMENT.c.lesion_uid)
            .order_by(MEASUREMENT.c.lesion_uid, MEASUREMENT.c.timepoint_uid)
        )
        if condition is not None:
            query = query.where(condition)
        found: defaultdict[str, list[Measurement]] = defaultdict(list)
        for row in self._connection.execute(query):
            found[row.read_uid].append(values.measurement_from(cast(MeasurementRow, row)))
        return dict(found)
