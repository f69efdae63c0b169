"""What a trial keeps of the folders it was imported from, for a next look that reads only changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class IndexedFolder:
    """One folder as a scan has left it.

    Attributes:
        path: of the folder, with all links followed.
        listing: digest of its files' names, sizes, times and numbers on the disk; b"" where it is to be
            looked through again in any case.
        series_uids: of the series that have files in it.
        not_dicom: how many of its files are something other than DICOM.
        content: what its files say, as `reader.index` packs it.
    """

    path: str
    listing: bytes
    series_uids: tuple[str, ...]
    not_dicom: int
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ScanIndex:
    """All that is kept.

    Attributes:
        folders: by path.
        settled: how many pictures the trial has of a series that it holds just as its files are, by series
            UID. Whatever changes the series in the trial takes it out.
    """

    folders: Mapping[str, IndexedFolder] = field(default_factory=dict)
    settled: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IndexChange:
    """What a scan makes of the index: folders looked through anew, and paths of those that are gone."""

    folders: tuple[IndexedFolder, ...] = ()
    gone: tuple[str, ...] = ()
