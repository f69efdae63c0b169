"""The tables of a trial as typed rows. Only `storage` sees them; everyone else sees frozen values."""

import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from measurements.following import Rows
from measurements.geometry.vectors import Segment, Vector
from measurements.storage.spelling import as_tuples, canonical_json


def _parsed(value: str | None) -> Any:
    return None if value is None else as_tuples(json.loads(value))


class Json(TypeDecorator[Any]):
    """Points, numbers and texts in tuples, as canonical JSON; doubles come back bit for bit."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Any]:
        return _parsed  # one call for each of some hundred thousand values, where the usual way takes three


_parsed_before = lru_cache(maxsize=4096)(_parsed)


class RepeatedJson(Json):
    """As `Json`, of what is the same in thousands of rows, as the pixels of a scanner are: read once each."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Any]:
        return _parsed_before


class Row(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class TrialRow(Row):
    __tablename__ = "trial"

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    name: Mapped[str]
    created_utc: Mapped[str]
    program_version: Mapped[str]


class ProtocolRow(Row):
    """The one protocol of the trial, as the text of its file; what it was before is in the audit."""

    __tablename__ = "protocol"

    trial_uid: Mapped[str] = mapped_column(ForeignKey("trial.uid"), primary_key=True)
    file_name: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[str]
    hash: Mapped[str]
    """Of all it said when it was put in."""


class SubjectRow(Row):
    __tablename__ = "subject"

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    patient_id: Mapped[str] = mapped_column(index=True)
    treatment_start: Mapped[date | None]


class TimepointRow(Row):
    """Order, day and scan date are not kept: they follow from the studies' dates."""

    __tablename__ = "timepoint"
    __table_args__ = (UniqueConstraint("subject_uid", "label"),)

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    subject_uid: Mapped[str] = mapped_column(ForeignKey("subject.uid"))
    label: Mapped[str]
    kind: Mapped[str]
    arrival: Mapped[int]
    """Counts up within the trial; orders timepoints whose dates do not."""


class StudyRow(Row):
    __tablename__ = "study"

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    timepoint_uid: Mapped[str] = mapped_column(ForeignKey("timepoint.uid"), index=True)
    study_date: Mapped[date | None]
    description: Mapped[str]


class SeriesRow(Row):
    """One stack; the columns are the facts of `imaging.Series`."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("series_uid", "stack"),)

    key: Mapped[str] = mapped_column(String, primary_key=True)
    series_uid: Mapped[str]
    stack: Mapped[int]
    study_uid: Mapped[str] = mapped_column(ForeignKey("study.uid"), index=True)
    frame_of_reference_uid: Mapped[str | None]
    patient_id: Mapped[str]
    patient_name: Mapped[str]
    study_date: Mapped[str | None]
    modality: Mapped[str]
    description: Mapped[str | None]
    body_part: Mapped[str | None]
    kernel: Mapped[str | None]
    series_number: Mapped[int | None]
    files: Mapped[int]
    frames: Mapped[int]
    rows: Mapped[int]
    columns: Mapped[int]
    pixel_spacing_mm: Mapped[tuple[float, float] | None] = mapped_column(RepeatedJson)
    slice_thickness_mm: Mapped[float | None]
    orientation: Mapped[str | None]
    along_row: Mapped[Vector | None] = mapped_column(RepeatedJson)
    along_column: Mapped[Vector | None] = mapped_column(RepeatedJson)
    spacing_mm: Mapped[float | None]
    gaps_mm: Mapped[tuple[float, ...]] = mapped_column(RepeatedJson)
    tilt_deg: Mapped[float | None]
    transfer_syntaxes: Mapped[tuple[str, ...]] = mapped_column(RepeatedJson)
    stored_type: Mapped[str | None]
    bits_stored: Mapped[int | None]
    high_bit: Mapped[int | None]
    padding: Mapped[int | None]
    window: Mapped[tuple[float, float] | None] = mapped_column(RepeatedJson)
    loadable: Mapped[bool]
    reformattable: Mapped[bool]
    issues: Mapped[tuple[tuple[str, str], ...]] = mapped_column(RepeatedJson)


class SliceRow(Row):
    """One slice of a stack, by its place in it. Kept in order of stack and place, so that one stack is
    read in one sweep.

    `series_key` is no foreign key: an import writes slices a few at a time, so that nobody has to wait for
    it, and at last the series. Slices without a series are none of the trial's.
    """

    __tablename__ = "slice"
    __table_args__ = (
        UniqueConstraint("series_key", "sop_uid", "frame"),
        {"sqlite_with_rowid": False},
    )

    series_key: Mapped[str] = mapped_column(String, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sop_uid: Mapped[str]
    frame: Mapped[int]
    path: Mapped[str]
    """Relative to the trial's folder, with forward slashes, unless the two share no folder."""
    origin_lps: Mapped[Vector | None] = mapped_column(Json)
    pixel_offset: Mapped[int | None] = mapped_column(BigInteger)
    slope: Mapped[float]
    intercept: Mapped[float]
    file_size: Mapped[int] = mapped_column(BigInteger)
    file_mtime_ns: Mapped[int] = mapped_column(BigInteger)
    instance_number: Mapped[int | None]


class IndexedFolderRow(Row):
    """A folder as an import has found it: `measurements.index.IndexedFolder`. What is lost of it is read
    again, so nothing refers to it and the audit does not tell of it."""

    __tablename__ = "indexed_folder"

    path: Mapped[str] = mapped_column(String, primary_key=True)
    """As the paths of slices."""
    listing: Mapped[bytes]
    series_uids: Mapped[tuple[str, ...]] = mapped_column(Json)
    not_dicom: Mapped[int]
    content: Mapped[bytes]


class SettledSeriesRow(Row):
    """A series whose slices are just what its files were at an import; goes with any change of them."""

    __tablename__ = "settled_series"

    series_uid: Mapped[str] = mapped_column(String, primary_key=True)
    images: Mapped[int]


class ReadRow(Row):
    __tablename__ = "read"
    __table_args__ = (UniqueConstraint("subject_uid", "reader"),)

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    subject_uid: Mapped[str] = mapped_column(ForeignKey("subject.uid"))
    reader: Mapped[str]


class LesionRow(Row):
    __tablename__ = "lesion"
    __table_args__ = (UniqueConstraint("read_uid", "label"),)

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    read_uid: Mapped[str] = mapped_column(ForeignKey("read.uid"))
    label: Mapped[str]
    role: Mapped[str]
    site: Mapped[str]
    organ: Mapped[str]
    laterality: Mapped[str]
    nodal: Mapped[bool]
    radiation: Mapped[str | None]
    first_timepoint_uid: Mapped[str] = mapped_column(ForeignKey("timepoint.uid"), index=True)
    name: Mapped[str]
    comment: Mapped[str]
    place: Mapped[int | None]


class MeasurementRow(Row):
    """Millimetres of record are whole tenths, so that no binary fraction ever comes near them.

    Kept in order of its key and without further index: each one is a page more to sync at every drag.
    """

    __tablename__ = "measurement"
    __table_args__ = (
        ForeignKeyConstraint(["series_key"], ["series.key"]),
        ForeignKeyConstraint(["merged_into_uid"], ["lesion.uid"]),
        CheckConstraint("long_tenths_mm > 0", name="long_axis_has_length"),
        CheckConstraint("short_tenths_mm > 0", name="short_axis_has_length"),
        CheckConstraint(
            "(long_lps IS NULL) = (long_tenths_mm IS NULL)"
            " AND (long_lps IS NULL) = (series_key IS NULL)"
            " AND (long_lps IS NULL) = (sop_uid IS NULL)"
            " AND (long_lps IS NULL) = (frame IS NULL)",
            name="caliper_is_whole",
        ),
        CheckConstraint(
            "(short_lps IS NULL) = (short_tenths_mm IS NULL) AND (short_lps IS NULL OR long_lps IS NOT NULL)",
            name="short_axis_is_whole",
        ),
        {"sqlite_with_rowid": False},
    )

    lesion_uid: Mapped[str] = mapped_column(ForeignKey("lesion.uid"), primary_key=True)
    timepoint_uid: Mapped[str] = mapped_column(ForeignKey("timepoint.uid"), primary_key=True)
    state: Mapped[str]
    long_lps: Mapped[Segment | None] = mapped_column(Json)
    short_lps: Mapped[Segment | None] = mapped_column(Json)
    long_tenths_mm: Mapped[int | None]
    short_tenths_mm: Mapped[int | None]
    series_key: Mapped[str | None]
    sop_uid: Mapped[str | None]
    frame: Mapped[int | None]
    label_lps: Mapped[Vector | None] = mapped_column(Json)
    reformat: Mapped[tuple[Vector, Vector, float, str] | None] = mapped_column(Json)
    comment: Mapped[str]
    merged_into_uid: Mapped[str | None]


class FollowedRow(Row):
    """Where a lesion is to be looked for in a later series: `following.FollowedBetween`.

    It is found again from the pictures when it is lost: the audit does not tell of it, and it goes with its
    lesion and with either series.
    """

    __tablename__ = "followed"
    __table_args__ = ({"sqlite_with_rowid": False},)

    lesion_uid: Mapped[str] = mapped_column(ForeignKey("lesion.uid", ondelete="CASCADE"), primary_key=True)
    prior_series_key: Mapped[str] = mapped_column(
        ForeignKey("series.key", ondelete="CASCADE"), primary_key=True
    )
    current_series_key: Mapped[str] = mapped_column(
        ForeignKey("series.key", ondelete="CASCADE"), primary_key=True
    )
    inputs: Mapped[str]
    """SHA-256 of all that it was found from."""
    method: Mapped[str]
    version: Mapped[int]
    matrix: Mapped[Rows] = mapped_column(Json)
    centre_lps: Mapped[Vector] = mapped_column(Json)
    reach_mm: Mapped[float]
    quality: Mapped[tuple[float, ...]] = mapped_column(Json)
    """In the order of the fields of `following.Quality`."""
    place_lps: Mapped[Vector | None] = mapped_column(Json)
    radius_mm: Mapped[float]
    doubts: Mapped[tuple[str, ...]] = mapped_column(Json)


class AnnotationRow(Row):
    """What is drawn beside the lesions: `measurements.annotation.Annotation`."""

    __tablename__ = "annotation"
    __table_args__ = (ForeignKeyConstraint(["series_key"], ["series.key"]),)

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    read_uid: Mapped[str] = mapped_column(ForeignKey("read.uid"), index=True)
    timepoint_uid: Mapped[str] = mapped_column(ForeignKey("timepoint.uid"))
    kind: Mapped[str]
    points_lps: Mapped[tuple[Vector, ...]] = mapped_column(Json)
    series_key: Mapped[str]
    sop_uid: Mapped[str]
    frame: Mapped[int]
    text: Mapped[str]
    figures: Mapped[dict[str, str] | None] = mapped_column(Json)
    """By name, each as it is shown: no binary fraction ever comes near them."""
    label_lps: Mapped[Vector | None] = mapped_column(Json)


class KeyImageRow(Row):
    """A view that a reader has marked. `lesion_uid` is no foreign key: the mark outlives the lesion."""

    __tablename__ = "key_image"
    __table_args__ = (ForeignKeyConstraint(["series_key"], ["series.key"]),)

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    read_uid: Mapped[str] = mapped_column(ForeignKey("read.uid"), index=True)
    timepoint_uid: Mapped[str] = mapped_column(ForeignKey("timepoint.uid"))
    series_key: Mapped[str]
    sop_uid: Mapped[str]
    frame: Mapped[int]
    window: Mapped[tuple[float, float]] = mapped_column(Json)
    zoom: Mapped[float | None]
    centre_mm: Mapped[tuple[float, float] | None] = mapped_column(Json)
    lesion_uid: Mapped[str | None]


class PersonRow(Row):
    """An account: `people.Person`, with what proves its password and what unlocks its key by it."""

    __tablename__ = "person"

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    printed_name: Mapped[str]
    roles: Mapped[tuple[str, ...]] = mapped_column(Json)
    active: Mapped[bool]
    password_hash: Mapped[str]
    """As argon2 writes it, with its parameters and salt."""
    password_given: Mapped[bool]
    """By a data manager, who knows it: its owner has to choose another before anything else."""
    public_key: Mapped[str]
    sealed_key: Mapped[str]
    """The private key, encrypted by the password: see `access.passwords`."""
    failed_attempts: Mapped[int]
    """In a row, up to now."""
    locked_until_utc: Mapped[str | None]
    last_sign_in: Mapped[str]
    """When, as `SignatureRow.signed`, and as what; empty before the first."""


class AssignmentRow(Row):
    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("subject_uid", "person_uid", "task"),)

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    subject_uid: Mapped[str] = mapped_column(ForeignKey("subject.uid"))
    person_uid: Mapped[str] = mapped_column(ForeignKey("person.uid"))
    task: Mapped[str]


class SignatureRow(Row):
    """Never changed and never deleted: triggers refuse it, as they refuse to change what is signed."""

    __tablename__ = "signature"
    __table_args__ = (Index(None, "read_uid", "timepoint_uid"),)

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    read_uid: Mapped[str] = mapped_column(ForeignKey("read.uid"))
    timepoint_uid: Mapped[str | None] = mapped_column(ForeignKey("timepoint.uid"), index=True)
    meaning: Mapped[str]
    version: Mapped[int]
    person_uid: Mapped[str] = mapped_column(ForeignKey("person.uid"))
    name: Mapped[str]
    printed_name: Mapped[str]
    signed: Mapped[str]
    """ISO 8601 with the offset of the clock it was made by."""
    protocol_hash: Mapped[str]
    program_version: Mapped[str]
    content: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str]
    public_key: Mapped[str]
    seal: Mapped[str]


class UnlockRow(Row):
    """What voids a signature. Never changed and never deleted."""

    __tablename__ = "unlock"

    signature_uid: Mapped[str] = mapped_column(ForeignKey("signature.uid"), primary_key=True)
    who: Mapped[str]
    unlocked: Mapped[str]
    """As `SignatureRow.signed`."""
    reason: Mapped[str]


class AdjudicationRow(Row):
    """The read that counts for a subject."""

    __tablename__ = "adjudication"

    subject_uid: Mapped[str] = mapped_column(ForeignKey("subject.uid"), primary_key=True)
    chosen_read_uid: Mapped[str] = mapped_column(ForeignKey("read.uid"))
    who: Mapped[str]
    reason: Mapped[str]
    comment: Mapped[str]


class ImageCheckRow(Row):
    """Whether a timepoint's pictures may be read; what it was before is in the audit."""

    __tablename__ = "image_check"

    timepoint_uid: Mapped[str] = mapped_column(ForeignKey("timepoint.uid"), primary_key=True)
    verdict: Mapped[str]
    findings: Mapped[tuple[str, ...]] = mapped_column(Json)
    who: Mapped[str]
    reason: Mapped[str]


class SeriesChecksumRow(Row):
    """What the files of a stack were when first read: one hash that binds those in `slice_checksums`."""

    __tablename__ = "series_checksum"

    series_key: Mapped[str] = mapped_column(ForeignKey("series.key"), primary_key=True)
    root: Mapped[str]


class SliceChecksumsRow(Row):
    """SHA-256 of the file of each slice of a stack, in order, one after the other. Not in the audit, which
    has the hash of them all."""

    __tablename__ = "slice_checksums"

    series_key: Mapped[str] = mapped_column(ForeignKey("series.key"), primary_key=True)
    digests: Mapped[bytes]


class HandOutRow(Row):
    """Cases in a file for one reader: `carrying.HandOut`. In the trial of such a file, where it is from."""

    __tablename__ = "hand_out"

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    trial_uid: Mapped[str]
    trial_name: Mapped[str]
    carried_uid: Mapped[str]
    reader: Mapped[str]
    subject_uids: Mapped[tuple[str, ...]] = mapped_column(Json)
    sequence: Mapped[int]
    hash: Mapped[str]
    who: Mapped[str]
    made: Mapped[str]
    dates_moved: Mapped[bool]


class TakeBackRow(Row):
    """A file of reads that was taken in: `carrying.TakeBack`."""

    __tablename__ = "take_back"

    file_hash: Mapped[str] = mapped_column(String, primary_key=True)
    file_name: Mapped[str]
    hand_out_uid: Mapped[str] = mapped_column(ForeignKey("hand_out.uid"), index=True)
    sequence: Mapped[int]
    hash: Mapped[str]
    who: Mapped[str]
    taken: Mapped[str]
    decisions: Mapped[tuple[str, ...]] = mapped_column(Json)


class TakenFileRow(Row):
    """The file itself, with its seal and the audit in it. Not in the audit, which has its hash."""

    __tablename__ = "taken_file"

    file_hash: Mapped[str] = mapped_column(ForeignKey("take_back.file_hash"), primary_key=True)
    content: Mapped[bytes]


class ClinicalSourceRow(Row):
    """The file that the clinical events came from; what it was before is in the audit."""

    __tablename__ = "clinical_source"

    trial_uid: Mapped[str] = mapped_column(ForeignKey("trial.uid"), primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    cutoff: Mapped[date]
    cutoff_stated: Mapped[bool]


class ClinicalTermsRow(Row):
    """The list of terms that adverse events may have: `clinical.terms.TermList`.

    Attributes:
        terms: a line each.
    """

    __tablename__ = "clinical_terms"

    trial_uid: Mapped[str] = mapped_column(ForeignKey("trial.uid"), primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    terms: Mapped[str]


class ClinicalEventRow(Row):
    """One event of one patient: `clinical.event.ClinicalEvent`."""

    __tablename__ = "clinical_event"

    uid: Mapped[str] = mapped_column(String, primary_key=True)
    subject_uid: Mapped[str] = mapped_column(ForeignKey("subject.uid"), index=True)
    kind: Mapped[str]
    happened: Mapped[date]
    lesion: Mapped[str]
    term: Mapped[str]
    grade: Mapped[int | None]
    serious: Mapped[bool | None]
    related: Mapped[bool | None]


class AuditRow(Row):
    """One change of one row, for ever; triggers refuse to change or delete it."""

    __tablename__ = "audit_entry"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    when_utc: Mapped[str]
    utc_offset_minutes: Mapped[int]
    who: Mapped[str]
    program_version: Mapped[str]
    action: Mapped[str]
    table_name: Mapped[str]
    row_key: Mapped[str]
    old_value: Mapped[str | None]
    new_value: Mapped[str | None]
    reason: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]
