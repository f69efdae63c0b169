"""Any folder to the series in it, with a reason for every file that is left out."""

import filecmp
import os
import stat
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from measurements.imaging import Issue, IssueCode, Series
from measurements.progress import Report, silent
from measurements.refusal import Refusal
from reader.archives import is_archive, look_into
from reader.directory import read_directory
from reader.header import Header
from reader.header_reader import HeaderReader, NotDicom, Unreadable
from reader.stacks import build_series

_DIRECTORY_OF_A_DISC = "1.2.840.10008.1.3.10"
_REPORT_EVERY = 64
_ONLY_AS_COPIES = (
    "An archive: its pictures can be read only as copies beside the trial, so import it again with copying "
    "(--copy), or unpack it and choose the folder."
)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file or folder that was left out, and why, in one sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found. Every file is in a series, rejected, or counted in `not_dicom`; of an archive that was
    unpacked, every file within it is.

    Attributes:
        series: by date of study, patient, study, number of series.
        rejected: by path.
        not_dicom: how many files are something other than DICOM.
        names: archive and place within it, for people, by the path to which a file was unpacked.
    """

    series: tuple[Series, ...]
    rejected: tuple[Rejected, ...]
    not_dicom: int
    names: Mapping[str, str] = field(default_factory=dict)


def scan(paths: Sequence[Path], report: Report = silent, unpack_into: Path | None = None) -> Scan:
    """Finds the series in files, folders of any depth, discs and archives; changes nothing of them.

    The result depends only on what the files say and on their paths, not on the order in which a disk or
    the caller lists them.

    Args:
        unpack_into: a folder of the caller's for the files in zip archives, which slices then lie in. Without
            it archives with pictures are left out, with the reason.

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
    search = _Search(unpack_into, report)
    search.look_through(paths)
    report(len(search.files), len(search.files), "Sorting slices")
    rejected = [replace(entry, path=search.names.get(entry.path, entry.path)) for entry in search.rejected]
    return Scan(
        _series(search.headers),
        tuple(sorted(rejected, key=lambda entry: entry.path)),
        search.not_dicom,
        search.names,
    )


class _Search:
    """What becomes of every file, while they are read one by one.

    Attributes:
        files: all there are; they become more by what archives hold and what discs say they hold.
        names: as in `Scan`.
    """

    def __init__(self, unpack_into: Path | None, report: Report) -> None:
        self.files: list[str] = []
        self.headers: list[Header] = []
        self.rejected: list[Rejected] = []
        self.names: dict[str, str] = {}
        self.not_dicom = 0
        self._unpack_into = unpack_into
        self._report = report
        self._known: set[str] = set()
        self._reader = HeaderReader()

    def look_through(self, paths: Sequence[Path]) -> None:
        self._add(_files(paths, self.rejected, self._report))
        for done, path in enumerate(self.files):
            if done % _REPORT_EVERY == 0:
                self._report(done, len(self.files), "Reading headers")
            try:
                self._take(path)
            except Unreadable as error:
                self._leave(path, f"The file cannot be read: {error}.")
            except OSError as error:
                self._leave(path, f"The file cannot be read: {error.strerror or error}.")

    def _take(self, path: str) -> None:
        try:
            header = self._reader.read(path)
        except NotDicom:
            self._take_other(path)
            return
        if header.shared.sop_class == _DIRECTORY_OF_A_DISC:
            directory = read_directory(path)
            self._add(directory.present)
            self._leave(path, directory.sentence)
        elif header.shared.series_uid:
            self.headers.append(header)
        else:
            self._leave(path, "The file does not say which series it belongs to.")

    def _take_other(self, path: str) -> None:
        """An archive, or something that has nothing to do with DICOM."""
        if not is_archive(path):
            self.not_dicom += 1
            return
        contents = look_into(path, self._unpack_into, self._report)
        if not contents.pictures and not contents.refused:
            self.not_dicom += 1  # a document, say: many programs keep theirs in archives
            return
        self.names.update({member.path: member.name for member in contents.unpacked})
        self._add([member.path for member in contents.unpacked])
        self.not_dicom += contents.others
        if self._unpack_into is None and contents.pictures:
            contents.refused.append(_ONLY_AS_COPIES)
        if contents.refused:
            self._leave(path, " ".join(contents.refused))

    def _add(self, paths: Sequence[str]) -> None:
        self.files += [path for path in paths if path not in self._known]
        self._known.update(paths)

    def _leave(self, path: str, reason: str) -> None:
        self.rejected.append(Rejected(path, reason))


def _files(paths: Sequence[Path], rejected: list[Rejected], report: Report) -> list[str]:
    """All files in `paths`, each once, folder by folder in order of their paths; folders reached again
    through a link are not entered.

    They are sorted by folder, for sorting all of a trial's paths at once would stop every other thread.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    count = 0
    entered: set[tuple[int, int]] = set()
    waiting = [os.path.realpath(path) for path in paths]
    while waiting:
        report(count, 0, "Looking through folders")
        path = waiting.pop()
        try:
            status = Path(path).stat()
            if not stat.S_ISDIR(status.st_mode):
                if stat.S_ISREG(status.st_mode):
                    found[str(Path(path).parent)].add(path)
                continue
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            with os.scandir(path) as entries:
                files = found[path]
                for entry in entries:
                    if entry.is_symlink():
                        waiting.append(os.path.realpath(entry.path))
                    elif entry.is_dir():
                        waiting.append(entry.path)
                    elif entry.is_file():
                        files.add(entry.path)
                count += len(files)
        except OSError as error:
            rejected.append(Rejected(path, f"It cannot be opened: {error.strerror or error}."))
    return [path for folder in sorted(found) for path in sorted(found[folder])]


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
