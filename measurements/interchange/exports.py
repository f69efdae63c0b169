"""A trial as tables: the lesion table that `assess` reads, and fuller ones beside it, all of them or none."""

import csv
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from measurements.access.permissions import Call, require
from measurements.case.labels import parent
from measurements.case.lesion_rows import lesion_rows, place_in_table
from measurements.case.trial_protocol import TrialProtocol, trial_protocol
from measurements.clinical.event import ClinicalData
from measurements.clinical.event_cells import COLUMNS as EVENT_COLUMNS
from measurements.clinical.event_cells import cells_of
from measurements.geometry.vectors import Segment
from measurements.interchange.annotation_tables import (
    ANNOTATION_COLUMNS,
    KEY_IMAGE_COLUMNS,
    annotation_cells,
    key_image_cells,
)
from measurements.interchange.lesion_table import write_lesion_table
from measurements.interchange.signature_tables import (
    ADJUDICATION_COLUMNS,
    SIGNATURE_COLUMNS,
    adjudication_cells,
    signature_cells,
)
from measurements.interchange.standing_cells import STANDING_COLUMNS, Standings
from measurements.interchange.trial_calls import (
    BEST_RESPONSE_COLUMNS,
    CALL_COLUMNS,
    PROTOCOL_COLUMNS,
    assessed,
    best_response_cells,
    call_cells,
    protocol_cells,
)
from measurements.lesion import Caliper
from measurements.recist.row import LesionRow
from measurements.refusal import Refusal
from measurements.storage.audit import AuditEntry
from measurements.storage.program import PROGRAM_VERSION
from measurements.storage.repository import Repository
from measurements.storage.store import TrialStore
from measurements.trial import Read, Subject

MEASUREMENT_COLUMNS = (
    *("subject", "reader", "timepoint", "visit", "day", "lesion", "group", "organ", "site", "laterality"),
    *("nodal", "rt", "state", "long_mm", "short_mm", "long_x1", "long_y1", "long_z1", "long_x2", "long_y2"),
    *("long_z2", "short_x1", "short_y1", "short_z1", "short_x2", "short_y2", "short_z2", "series_uid"),
    *("sop_instance_uid", "frame", "who", "when_utc", "lesion_uid"),
    *("name", "fragment_of", "merged_into", "comment", "lesion_comment", "drawn_on", *STANDING_COLUMNS),
)
SUBJECT_COLUMNS = ("subject", "patient_id", "treatment_start", "timepoints", "readers", "subject_uid")
TIMEPOINT_COLUMNS = (
    *("subject", "visit", "timepoint", "kind", "scan_date", "day", "studies", "timepoint_uid"),
    *("pictures", "picture_findings", "picture_reason", "pictures_checked_by"),
)
PROTOCOL_FILE_COLUMNS = (
    *(*PROTOCOL_COLUMNS, "file_name", "who", "when_utc", "program_version", "read_otherwise"),
    "hash_when_set",
)
TERM_COLUMNS = ("term", "file_name", "sha256")
EVENT_SOURCE_COLUMNS = ("file_name", "sha256", "origin", "data_cutoff", "cutoff_stated")

Cells = Sequence[object]


def export_csv(store: TrialStore, folder: Path, reader: str | None = None) -> list[Path]:
    """Writes `lesions.csv`, `measurements.csv`, `subjects.csv`, `timepoints.csv`, `calls.csv`,
    `best-responses.csv`, `signatures.csv`, `adjudications.csv`, `protocol.csv`, `annotations.csv`,
    `key-images.csv`, `audit.csv` and `protocol.toml`; for who may see clinical events, where there are any,
    `clinical-events.csv`, which `main.py clinical import` takes back, and `clinical-source.csv`;
    where there is a list of terms `clinical-terms.csv`, which `main.py clinical terms` takes back.

    Every row of a read says whose it is (`evaluator`) and whether it is of the read that counts for its
    subject (`accepted`, and why): `case.accepted`.

    The calls are made by the trial's protocol, whose code, version and hash stand in each of their rows;
    `protocol.toml` is its text, by which `assess` makes the same calls of `lesions.csv`.

    A lesion table holds one assessment of a lesion at a visit, so with more than one reader each has their
    own: `lesions-1-READER.csv` and so on, but `lesions.csv` is that of `reader`, who exports. Lengths are
    mm; coordinates LPS mm; times ISO 8601, UTC.

    Returns:
        The files, in that order.

    Raises:
        Refusal: the folder cannot be written, the trial cannot be read, or a read contradicts itself; no
            file is changed then.
        NotAllowed: whoever is at the trial may not export.
    """
    require(store.actor, Call.EXPORT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=".export-", dir=folder))
    except OSError as error:
        raise _not_written(folder, error) from error
    try:
        with store.reading() as trial:
            written = _write_all(trial, unfinished, reader)
        for path in written:
            path.replace(folder / path.name)
    except OSError as error:
        raise _not_written(folder, error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return [folder / path.name for path in written]


def rows_by_reader(trial: Repository) -> dict[str, list[LesionRow]]:
    """The lesion table of each reader, subjects by code."""
    timepoints = trial.timepoints_by_subject()
    lesions, answers = trial.lesions_by_read(), trial.answers_by_read()
    subjects = {subject.uid: subject for subject in trial.subjects()}
    tables: dict[str, list[LesionRow]] = {}
    for read in _by_subject(trial.reads(), subjects):
        tables.setdefault(read.reader, []).extend(
            lesion_rows(
                subjects[read.subject_uid],
                timepoints.get(read.subject_uid, []),
                lesions.get(read.uid, []),
                answers.get(read.uid, []),
            )
        )
    return tables


def _write_all(trial: Repository, folder: Path, own: str | None) -> list[Path]:
    tables = rows_by_reader(trial)
    written = []
    readers = sorted(tables, key=lambda name: (name != own, name))
    for number, reader in enumerate(readers or [""], start=1):
        alone = len(tables) < 2 or reader == own
        name = "lesions.csv" if alone else f"lesions-{number}-{_file_part(reader)}.csv"
        write_lesion_table(tables.get(reader, []), folder / name)
        written.append(folder / name)
    found = trial_protocol(trial)
    protocol = found.protocol
    reads = assessed(tables, protocol)
    standing = Standings(trial)
    parts: list[tuple[str, Cells, Callable[[Repository], Iterable[Cells]]]] = [
        ("measurements.csv", MEASUREMENT_COLUMNS, lambda trial: _measurements(trial, standing)),
        ("subjects.csv", SUBJECT_COLUMNS, _subjects),
        ("timepoints.csv", TIMEPOINT_COLUMNS, _timepoints),
        ("calls.csv", CALL_COLUMNS, lambda _: call_cells(reads, protocol, standing)),
        (
            "best-responses.csv",
            BEST_RESPONSE_COLUMNS,
            lambda _: best_response_cells(reads, protocol, standing),
        ),
        ("signatures.csv", SIGNATURE_COLUMNS, signature_cells),
        ("adjudications.csv", ADJUDICATION_COLUMNS, adjudication_cells),
        ("protocol.csv", PROTOCOL_FILE_COLUMNS, lambda _: [_protocol(found)]),
        ("annotations.csv", ANNOTATION_COLUMNS, lambda trial: annotation_cells(trial, standing)),
        ("key-images.csv", KEY_IMAGE_COLUMNS, lambda trial: key_image_cells(trial, standing)),
        ("audit.csv", AuditEntry.__slots__, _audit),
    ]
    data = trial.clinical_data()
    if data is not None:
        parts += [
            ("clinical-events.csv", EVENT_COLUMNS, lambda _: map(cells_of, data.events)),
            ("clinical-source.csv", EVENT_SOURCE_COLUMNS, lambda _: [_event_source(data)]),
        ]
    listed = trial.clinical_terms()
    if listed is not None:
        origin = (listed.source, listed.source_sha256)
        parts.append(
            ("clinical-terms.csv", TERM_COLUMNS, lambda _: ((term, *origin) for term in listed.terms))
        )
    for name, columns, cells in parts:
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(cells(trial))
        written.append(folder / name)
    (folder / "protocol.toml").write_text(found.stored.text, encoding="utf-8", newline="")
    return [*written, folder / "protocol.toml"]


def _measurements(trial: Repository, standing: Standings) -> Iterable[Cells]:
    """One row for each measurement as it stands, with who wrote it last and when."""
    last_written = {}
    for entry in trial.audit("measurement"):
        last_written[tuple(json.loads(entry.row_key))] = (entry.who, entry.when_utc)
    subjects = {subject.uid: subject for subject in trial.subjects()}
    timepoints = {one.uid: one for some in trial.timepoints_by_subject().values() for one in some}
    lesions, measurements = trial.lesions_by_read(), trial.measurements_by_read()
    series_uids = {one.key: one.series_uid for some in trial.series_by_timepoint().values() for one in some}
    for read in _by_subject(trial.reads(), subjects):
        of_read = {lesion.uid: lesion for lesion in lesions.get(read.uid, [])}
        in_order = sorted(
            measurements.get(read.uid, []),
            key=lambda one: (timepoints[one.timepoint_uid].order, place_in_table(of_read[one.lesion_uid])),
        )
        for said in in_order:
            lesion, timepoint, drawn = of_read[said.lesion_uid], timepoints[said.timepoint_uid], said.caliper
            yield (
                *(
                    subjects[read.subject_uid].code,
                    read.reader,
                    timepoint.label,
                    timepoint.order,
                    timepoint.day,
                ),
                *(lesion.label, lesion.role.value, lesion.organ, lesion.site, lesion.laterality),
                *("Y" if lesion.nodal else "N", lesion.radiation.value if lesion.radiation else ""),
                *(said.state.value, drawn.long_mm if drawn else "", drawn.short_mm if drawn else ""),
                *(*_points(drawn.long_lps if drawn else None), *_points(drawn.short_lps if drawn else None)),
                series_uids[drawn.series_key] if drawn else "",
                *((drawn.sop_uid, drawn.frame) if drawn else ("", "")),
                *last_written[said.lesion_uid, said.timepoint_uid],
                lesion.uid,
                *(lesion.name, parent(lesion.label) or ""),
                of_read[said.merged_into_uid].label if said.merged_into_uid else "",
                *(said.comment, lesion.comment, _drawn_on(drawn), *standing.cells_of(read.uid)),
            )


def _drawn_on(drawn: Caliper | None) -> str:
    """Whether a caliper was drawn on an acquired slice, or how the reformat lay that it was drawn on."""
    if drawn is None or drawn.reformat is None:
        return "" if drawn is None else "slice"
    cut = drawn.reformat
    row, column = (" ".join(f"{part:.6f}" for part in axis) for axis in (cut.along_row, cut.along_column))
    return f"reformat, row {row}, column {column}, slab {cut.slab_mm:g} mm {cut.projection}"


def _subjects(trial: Repository) -> Iterable[Cells]:
    timepoints, reads = trial.timepoints_by_subject(), trial.reads()
    for subject in trial.subjects():
        readers = ";".join(read.reader for read in reads if read.subject_uid == subject.uid)
        yield (
            *(subject.code, subject.patient_id, subject.treatment_start or ""),
            *(len(timepoints.get(subject.uid, [])), readers, subject.uid),
        )


def _timepoints(trial: Repository) -> Iterable[Cells]:
    timepoints, studies = trial.timepoints_by_subject(), trial.studies()
    checks = trial.evidence.image_checks()
    for subject in trial.subjects():
        for one in timepoints.get(subject.uid, []):
            check = checks.get(one.uid)
            uids = ";".join(study.uid for study in studies if study.timepoint_uid == one.uid)
            yield (
                *(subject.code, one.order, one.label, one.kind.value, one.scan_date or "", one.day),
                *(uids, one.uid),
                *(
                    ("", "", "", "")
                    if check is None
                    else (check.verdict.value, "; ".join(check.findings), check.reason, check.who)
                ),
            )


def _protocol(found: TrialProtocol) -> Cells:
    return (
        *(*protocol_cells(found.protocol), found.stored.file_name, found.who, found.when_utc),
        *(PROGRAM_VERSION, "Y" if found.read_otherwise else "N", found.stored.hash),
    )


def _event_source(data: ClinicalData) -> Cells:
    return data.source, data.source_sha256, data.origin, data.cutoff, "Y" if data.cutoff_stated else "N"


def _audit(trial: Repository) -> Iterable[Cells]:
    for entry in trial.audit():
        yield [getattr(entry, name) for name in AuditEntry.__slots__]


def _points(segment: Segment | None) -> list[object]:
    return [""] * 6 if segment is None else [part for point in segment for part in point]


def _by_subject(reads: Iterable[Read], subjects: dict[str, Subject]) -> list[Read]:
    return sorted(reads, key=lambda read: (subjects[read.subject_uid].code, read.reader))


def _file_part(reader: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in reader)


def _not_written(folder: Path, error: OSError) -> Refusal:
    return Refusal(
        "{folder} cannot be written ({reason}): choose another folder or free some space.",
        folder=folder,
        reason=error.strerror,
    )
