"""What the files of a series were: their checksums, taken when a timepoint is first read."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from measurements.imaging import Series, Slice
from measurements.progress import Report
from measurements.refusal import Refusal
from measurements.storage.rows import SeriesChecksumRow, SliceChecksumsRow
from measurements.storage.spelling import canonical_json
from measurements.storage.store import TrialStore
from measurements.storage.unit import UnitOfWork


def take_checksums(store: TrialStore, timepoint_uid: str, report: Report) -> None:
    """Keeps the checksums of every series of a timepoint that has none yet. Reads all its files.

    Raises:
        Refusal: a file is missing or cannot be read.
    """
    with store.whole() as trial:
        known = trial.evidence.checksum_roots()
        missing = [one.key for one in trial.series(timepoint_uid) if one.key not in known]
    for at, key in enumerate(missing):
        report(at, len(missing), "Taking checksums of the pictures")
        with store.whole() as trial:
            slices = trial.slices(key)
        digests = b""
        for digest in file_digests([one.path for one in slices]):
            digests += digest
            report(at, len(missing), "Taking checksums of the pictures")
        with store.writing_before_sign_in("TakeChecksums") as work:
            if key in work.trial.evidence.checksum_roots():
                continue
            if work.trial.slices(key) != slices:
                continue  # an import came between; they are taken when they are asked for again
            work.add(SeriesChecksumRow(series_key=key, root=root_of(digests, slices)))
            work.add_unaudited(SliceChecksumsRow(series_key=key, digests=digests))


def file_digests(paths: list[str]) -> Iterator[bytes]:
    """SHA-256 of each file; of one that holds several slices, once for each.

    Raises:
        Refusal: a file is missing or cannot be read.
    """
    known: dict[str, bytes] = {}
    for path in paths:
        if path not in known:
            try:
                with Path(path).open("rb") as file:
                    known[path] = hashlib.file_digest(file, "sha256").digest()
            except OSError as error:
                raise Refusal(
                    "{path} cannot be read ({reason}): bring the pictures back to their place.",
                    path=path,
                    reason=error.strerror,
                ) from error
        yield known[path]


def forget_checksums(work: UnitOfWork, series: Series) -> None:
    """Those of a stack that comes with other slices than it had; they are taken anew when it is read.

    Call it before the stack is put.
    """
    known = series.key in work.trial.evidence.checksum_roots()
    if known and slice_facts(work.trial.slices(series.key)) != slice_facts(series.slices):
        work.remove(SeriesChecksumRow, (series.key,))
        work.remove_unaudited(SliceChecksumsRow, (series.key,))


def root_of(digests: bytes, slices: Sequence[Slice]) -> str:
    """The one hash of all, and of what millimetres and grey values are computed with; hexadecimal."""
    return hashlib.sha256(digests + canonical_json(slice_facts(slices)).encode()).hexdigest()


def slice_facts(slices: Sequence[Slice]) -> list[tuple[object, ...]]:
    """What millimetres and grey values are computed with, of each slice."""
    return [
        (one.sop_uid, one.frame, one.origin_lps, one.pixel_offset, one.slope, one.intercept) for one in slices
    ]
