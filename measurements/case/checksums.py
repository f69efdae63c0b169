"""What the files of a series were: their checksums, taken when a timepoint is first read."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from measurements.progress import Report
from measurements.refusal import Refusal
from measurements.storage.rows import SeriesChecksumRow, SliceChecksumsRow
from measurements.storage.store import TrialStore


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
            paths = [one.path for one in trial.slices(key)]
        digests = b""
        for digest in file_digests(paths):
            digests += digest
            report(at, len(missing), "Taking checksums of the pictures")
        with store.writing_before_sign_in("TakeChecksums") as work:
            if key in work.trial.evidence.checksum_roots():
                continue
            work.add(SeriesChecksumRow(series_key=key, root=root_of(digests)))
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
                    f"{path} cannot be read ({error.strerror}): bring the pictures back to their place."
                ) from error
        yield known[path]


def root_of(digests: bytes) -> str:
    """The one hash of all, hexadecimal."""
    return hashlib.sha256(digests).hexdigest()
