"""Any folder to the series in it, with a reason for every file that is left out."""

import filecmp
import os
import stat
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from measurements.imaging import Issue, IssueCode, Series
from measurements.progress import Report, silent
from measurements.refusal import Refusal
from reader.directory import read_directory
from reader.header import Header, HeaderReader, NotDicom, Unreadable
from reader.stacks import build_series

_DIRECTORY_OF_A_DISC = "1.2.840.10008.1.3.10"
_REPORT_EVERY = 64


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file or folder that was left out, and why, in one sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found. Every file is in a series, rejected, or counted in `not_dicom`.

    Attributes:
        series: by date of study, patient, study, number of series.
        rejected: by path.
        not_dicom: how many files are something other than DICOM.
    """

    series: tuple[Series, ...]
    rejected: tuple[Rejected, ...]
    not_dicom: int


def scan(paths: Sequence[Path], report: Report = silent) -> Scan:
    """Finds the series in files and folders of any depth; changes nothing.

    The result depends only on what the files say and on their paths, not on the order in which a disk or
    the caller lists them.

    Raises:
        Refusal: one of `paths` does not exist or may not be looked at.
        Cancelled: from `report`.
    """
    for given in paths:
        try:
            given.stat()
        except FileNotFoundError as error:
            raise Refusal(f"{given} does not exist; check the path and try again.") from error
        except OSError as error:
            raise Refusal(
                f"{given} cannot be opened ({error.strerror}); check the path and try again."
            ) from error
    rejected: list[Rejected] = []
    files = _files(paths, rejected, report)
    known = set(files)
    headers: list[Header] = []
    not_dicom = 0
    reader = HeaderReader()
    for done, path in enumerate(files):  # which grows by what the tables of contents of discs name
        if done % _REPORT_EVERY == 0:
            report(done, len(files), "Reading headers")
        try:
            header = reader.read(path)
            if header.shared.sop_class == _DIRECTORY_OF_A_DISC:
                directory = read_directory(path)
                files += [named for named in directory.present if named not in known]
                known.update(directory.present)
                rejected.append(Rejected(path, directory.sentence))
                continue
        except NotDicom:
            not_dicom += 1
        except Unreadable as error:
            rejected.append(Rejected(path, f"The file cannot be read: {error}."))
        except OSError as error:
            rejected.append(Rejected(path, f"The file cannot be read: {error.strerror or error}."))
        else:
            if header.shared.series_uid:
                headers.append(header)
            else:
                rejected.append(Rejected(path, "The file does not say which series it belongs to."))
    report(len(files), len(files), "Sorting slices")
    return Scan(_series(headers), tuple(sorted(rejected, key=lambda entry: entry.path)), not_dicom)


def _files(paths: Sequence[Path], rejected: list[Rejected], report: Report) -> list[str]:
    """All files in `paths`, each once, by path; folders reached again through a link are not entered."""
    found: set[str] = set()
    entered: set[tuple[int, int]] = set()
    waiting = [os.path.realpath(path) for path in paths]
    while waiting:
        report(len(found), 0, "Looking through folders")
        path = waiting.pop()
        try:
            status = Path(path).stat()
            if not stat.S_ISDIR(status.st_mode):
                if stat.S_ISREG(status.st_mode):
                    found.add(path)
                continue
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.is_symlink():
                        waiting.append(os.path.realpath(entry.path))
                    elif entry.is_dir():
                        waiting.append(entry.path)
                    elif entry.is_file():
                        found.add(entry.path)
        except OSError as error:
            rejected.append(Rejected(path, f"It cannot be opened: {error.strerror or error}."))
    return sorted(found)


def _series(headers: Sequence[Header]) -> tuple[Series, ...]:
    groups: dict[tuple[str, str, str], list[Header]] = defaultdict(list)
    for header in headers:
        facts = header.shared
        groups[facts.series_uid, facts.study_uid, facts.patient_id].append(header)
    owners: dict[str, int] = defaultdict(int)
    for series_uid, _, _ in groups:
        owners[series_uid] += 1
    numbered: dict[str, int] = defaultdict(int)
    series: list[Series] = []
    for (series_uid, _, _), members in sorted(groups.items()):
        for stack in _stacks(members):
            if owners[series_uid] > 1:
                issues = (*stack.issues, _shared_uid(owners[series_uid]))
            else:
                issues = stack.issues
            series.append(replace(stack, stack=numbered[series_uid], issues=issues))
            numbered[series_uid] += 1
    return tuple(sorted(series, key=_listing_order))


def _listing_order(series: Series) -> tuple[str, str, str, int, str, int]:
    number = series.series_number if series.series_number is not None else -1
    return (
        series.study_date or "",
        series.patient_id,
        series.study_uid,
        number,
        series.series_uid,
        series.stack,
    )


def _shared_uid(owners: int) -> Issue:
    return Issue(
        IssueCode.STRAY_SLICE,
        f"Files of {owners} different patients or studies carry this series' UID; they are kept apart. "
        "Make sure that these pictures are of the patient they should be of.",
    )


def _stacks(headers: Sequence[Header]) -> list[Series]:
    """The stacks of one series, with exact copies of files set aside."""
    alike: dict[tuple[object, ...], list[Header]] = defaultdict(list)
    copies: Counter[str] = Counter()
    for header in headers:
        originals = alike[header.sop_uid, header.file_size, header.instance_number, header.position_lps]
        original = next((first for first in originals if _same_bytes(first.path, header.path)), None)
        if original is None:
            originals.append(header)
        else:
            copies[original.path] += 1
    kept = sorted(chain.from_iterable(alike.values()), key=lambda header: header.path)
    return build_series(kept, copies)


def _same_bytes(one: str, other: str) -> bool:
    """Whether two files are the same; if either cannot be read, they are not set aside as such."""
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False
