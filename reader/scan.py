"""Any folder to the series in it, with a reason for every file that is left out."""

import filecmp
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from measurements.imaging import Issue, IssueCode, Series
from measurements.index import IndexChange, IndexedFolder, ScanIndex
from measurements.progress import Report, silent
from measurements.refusal import Refusal
from measurements.sentence import Sentence
from reader.archives import is_archive, look_into
from reader.directory import read_directory
from reader.header import Header
from reader.header_reader import HeaderReader, NotDicom, Unreadable
from reader.index import Entry, Stamp, can_be_packed, digest, packed, path_in, unpacked
from reader.listing import Listed, Rejected, list_files
from reader.stacks import build_series

_DIRECTORY_OF_A_DISC = "1.2.840.10008.1.3.10"
_REPORT_EVERY = 64
_NOT_LISTED = Stamp(0, 0, 0)
NOTHING_KEPT = ScanIndex()
_UNREADABLE = "The file cannot be read: {reason}."
_ONLY_AS_COPIES = Sentence(
    "An archive: its pictures can be read only as copies beside the trial, so import it again with copying "
    "(--copy), or unpack it and choose the folder."
)


@dataclass(frozen=True, slots=True)
class Gone:
    """Files of one series that lie no more where they were."""

    series_uid: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found. Every file is in a series, rejected, or counted in `not_dicom`; of an archive that was
    unpacked, every file within it is.

    Attributes:
        series: by date of study, patient, study, number of series.
        rejected: by path.
        not_dicom: how many files are something other than DICOM.
        names: archive and place within it, for people, by the path to which a file was unpacked.
        unchanged: UIDs of the settled series whose files are all as the index says; they are not in `series`.
        gone: what the index has and the folders have no more, and no file elsewhere in them shows.
        index_change: what is to be kept for the next scan.
    """

    series: tuple[Series, ...]
    rejected: tuple[Rejected, ...]
    not_dicom: int
    names: Mapping[str, str] = field(default_factory=dict)
    unchanged: tuple[str, ...] = ()
    gone: tuple[Gone, ...] = ()
    index_change: IndexChange = field(default_factory=IndexChange)


def scan(
    paths: Sequence[Path],
    report: Report = silent,
    unpack_into: Path | None = None,
    index: ScanIndex = NOTHING_KEPT,
) -> Scan:
    """Finds the series in files, folders of any depth, discs and archives; changes nothing of them.

    The result depends only on what the files say and on their paths, not on the order in which a disk or
    the caller lists them; and not on the index either, which saves reading files that are as they were.

    Args:
        unpack_into: a folder of the caller's for the files in zip archives, which slices then lie in. Without
            it archives with pictures are left out, with the reason.
        index: what a trial has kept of an earlier scan.

    Raises:
        Refusal: one of `paths` does not exist or may not be looked at.
        Cancelled: from `report`.
    """
    for given in paths:
        try:
            given.stat()
        except FileNotFoundError as error:
            raise Refusal("{given} does not exist; check the path and try again.", given=given) from error
        except OSError as error:
            raise Refusal(
                "{given} cannot be opened ({reason}); check the path and try again.",
                given=given,
                reason=error.strerror,
            ) from error
    search = _Search(unpack_into, report, index)
    search.look_through(paths)
    report(search.done, search.done, "Sorting slices")
    rejected = [replace(entry, path=search.names.get(entry.path, entry.path)) for entry in search.rejected]
    return Scan(
        _series(search.headers),
        tuple(sorted(rejected, key=lambda entry: entry.path)),
        search.not_dicom,
        search.names,
        search.unchanged,
        search.gone,
        IndexChange(tuple(search.looked_through), tuple(search.gone_folders)),
    )


class _Search:
    """What becomes of every file, while they are read one by one.

    Attributes:
        done: how many files there were, those included that archives hold and discs say they hold.
        looked_through: folders for the index.
        gone_folders: paths of those that it is to forget.
        names, unchanged, gone: as in `Scan`.
    """

    def __init__(self, unpack_into: Path | None, report: Report, index: ScanIndex) -> None:
        self.headers: list[Header] = []
        self.rejected: list[Rejected] = []
        self.names: dict[str, str] = {}
        self.not_dicom = 0
        self.unchanged: tuple[str, ...] = ()
        self.gone: tuple[Gone, ...] = ()
        self.looked_through: list[IndexedFolder] = []
        self.gone_folders: list[str] = []
        self.done = 0
        self._count = 0
        self._unpack_into = unpack_into
        self._report = report
        self._index = index
        self._listed = Listed()
        self._further: list[str] = []
        self._named: set[str] = set()
        self._reader = HeaderReader()
        self._started_ns = time.time_ns()

    def look_through(self, paths: Sequence[Path]) -> None:
        """Folder by folder, for sorting all of a trial's paths at once would stop every other thread."""
        found = self._listed = list_files(paths, self.rejected, self._report)
        self._count = sum(map(len, found.files.values()))
        as_kept = {
            path: kept
            for path in found.whole
            if (kept := self._index.folders.get(path)) is not None
            and kept.listing == digest(found.files[path])
        }
        headers: dict[str, list[Header]] = {}
        lost: list[Header] = []
        for folder in sorted(found.files):
            if folder in as_kept:
                self.not_dicom += as_kept[folder].not_dicom
                self._pass(len(found.files[folder]))
            else:
                headers[folder] = self._read_folder(folder, lost)
        further: list[Header] = []
        while self._further:  # what discs and archives say they hold, which may be archives again
            path = self._further.pop(0)
            self._pass(1)
            entry = self._entry(path, _NOT_LISTED)
            if entry is not None and entry.header is not None:
                further.append(entry.header)
        self._recall(as_kept, headers, {header.shared.series_uid for header in further})
        self.headers = [*chain.from_iterable(headers[folder] for folder in sorted(headers)), *further]
        self._tell_gone(lost)

    def _read_folder(self, folder: str, lost: list[Header]) -> list[Header]:
        """The headers in a folder that is new or has changed; only files that are other than kept are read.

        Adds to `lost` the headers of files that are there no more.
        """
        listing = self._listed.files[folder]
        kept = self._index.folders.get(folder)
        before = {} if kept is None else unpacked(kept)
        entries: dict[str, Entry] = {}
        headers = []
        for name in sorted(listing):
            self._pass(1)
            entry: Entry | None
            if name in before and before[name].stamp == listing[name]:
                entry = before[name]
                self.not_dicom += entry.header is None
            else:
                entry = self._entry(path_in(folder, name), listing[name])
            if entry is None:
                continue
            if entry.header is not None:
                headers.append(entry.header)
            if entry.header is None or can_be_packed(entry.header):
                entries[name] = entry
        if folder in self._listed.whole:
            lost += [
                entry.header
                for name, entry in before.items()
                if entry.header is not None and name not in listing
            ]
            made = packed(folder, listing, entries, self._started_ns)
            if made is not None and made != kept:
                self.looked_through.append(made)
            elif made is None and kept is not None:
                self.gone_folders.append(folder)
        return headers

    def _entry(self, path: str, stamp: Stamp) -> Entry | None:
        """What a picture says, or that a file is not DICOM; None of all that is told of otherwise."""
        try:
            return self._take(path, stamp)
        except Unreadable as error:
            self._leave(path, Sentence(_UNREADABLE, reason=str(error)))
        except OSError as error:
            self._leave(path, Sentence(_UNREADABLE, reason=error.strerror or error))
        return None

    def _recall(
        self, as_kept: Mapping[str, IndexedFolder], headers: dict[str, list[Header]], further: set[str]
    ) -> None:
        """The headers in folders that have not changed, but for those of settled series that have not either.

        Args:
            further: UIDs of series that have files elsewhere too.
        """
        places: defaultdict[str, set[str]] = defaultdict(set)
        for folder in self._index.folders.values():
            for series_uid in folder.series_uids:
                places[series_uid].add(folder.path)
        touched = {header.shared.series_uid for some in headers.values() for header in some} | further
        here = {series_uid for folder in as_kept.values() for series_uid in folder.series_uids}
        unchanged = {
            series_uid
            for series_uid in here & self._index.settled.keys() - touched
            if places[series_uid] <= as_kept.keys()
        }
        self.unchanged = tuple(sorted(unchanged))
        for path, folder in as_kept.items():
            if not unchanged.issuperset(folder.series_uids):
                headers[path] = [
                    entry.header
                    for entry in unpacked(folder).values()
                    if entry.header is not None and entry.header.shared.series_uid not in unchanged
                ]

    def _tell_gone(self, lost: list[Header]) -> None:
        """Names what was in these folders and is not any more; what lies elsewhere in them has only moved."""
        for path, folder in self._index.folders.items():
            if path in self._listed.files or not self._listed.would_list(path):
                continue
            self._report(self.done, self.done, "Looking for what is gone")
            lost += [entry.header for entry in unpacked(folder).values() if entry.header is not None]
            self.gone_folders.append(path)
        there = {header.sop_uid for header in self.headers} if lost else set()
        by_series: defaultdict[str, list[str]] = defaultdict(list)
        for header in lost:
            if header.sop_uid not in there:
                by_series[header.shared.series_uid].append(header.path)
        self.gone = tuple(Gone(uid, tuple(sorted(paths))) for uid, paths in sorted(by_series.items()))

    def _pass(self, files: int) -> None:
        if self.done % _REPORT_EVERY == 0 or files > 1:
            self._report(self.done, self._count, "Reading headers")
        self.done += files

    def _take(self, path: str, stamp: Stamp) -> Entry | None:
        try:
            header = self._reader.read(path)
        except NotDicom:
            return None if self._is_archive(path) else Entry(stamp, None)
        if header.shared.sop_class == _DIRECTORY_OF_A_DISC:
            directory = read_directory(path)
            self._add(directory.present)
            self._leave(path, *directory.told)
        elif header.shared.series_uid:
            return Entry(Stamp(header.file_size, header.file_mtime_ns, stamp.inode), header)
        else:
            self._leave(path, Sentence("The file does not say which series it belongs to."))
        return None

    def _is_archive(self, path: str) -> bool:
        """Whether it is an archive with pictures; all else has nothing to do with DICOM and is counted."""
        if not is_archive(path):
            self.not_dicom += 1
            return False
        contents = look_into(path, self._unpack_into, self._report)
        if not contents.pictures and not contents.refused:
            self.not_dicom += 1  # a document, say: many programs keep theirs in archives
            return False
        self.names.update({member.path: member.name for member in contents.unpacked})
        self._add([member.path for member in contents.unpacked])
        self.not_dicom += contents.others
        if self._unpack_into is None and contents.pictures:
            contents.refused.append(_ONLY_AS_COPIES)
        if contents.refused:
            self._leave(path, *contents.refused)
        return True

    def _add(self, paths: Sequence[str]) -> None:
        new = [path for path in paths if path not in self._named and not self._listed.has(path)]
        self._further += new
        self._named.update(new)
        self._count += len(new)

    def _leave(self, path: str, *reasons: Sentence) -> None:
        self.rejected.append(Rejected(path, reasons))


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
