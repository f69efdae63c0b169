"""Whether the files of a stack are where and what they were when they were imported, before any is shown."""

import os
import stat
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from measurements.imaging import Series
from measurements.progress import Report, silent
from reader.sameness import SecondLook

_REPORT_EVERY = 64
_FOLDERS_KEPT = 16
"""Stacks of one folder come after each other; a listing is kept until so many others were made."""


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What is other than it was, of `files` looked at.

    Attributes:
        gone: paths of files that are not there.
        changed: paths of those whose size, or whose pictures' places and scales, are not what they were. A
            new time alone is no change.
    """

    files: int
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def file_changes(series: Series, second_look: SecondLook, report: Report = silent) -> FileChanges:
    """Looks at each file's size and time, and at headers only where the time is another.

    Raises:
        Cancelled: from `report`.
    """
    by_path = {one.path: one for one in series.slices}
    gone, changed = [], []
    for done, (path, one) in enumerate(by_path.items(), 1):
        if done % _REPORT_EVERY == 0:
            report(0, series.frames, "Looking at the files")
        try:
            status = Path(path).stat()
            if not stat.S_ISREG(status.st_mode):
                gone.append(path)
            elif status.st_size != one.file_size or (
                status.st_mtime_ns != one.file_mtime_ns and not second_look.confirms(one)
            ):
                changed.append(path)
        except OSError:
            gone.append(path)  # why, says the attempt to read it
    return FileChanges(len(by_path), tuple(gone), tuple(changed))


class FolderLook:
    """Looks for the files of many stacks, each folder listed once; opens none of them.

    What an import keeps of its folders does not say it: copies beside a trial are in no folder of theirs.
    """

    def __init__(self) -> None:
        self._listings: OrderedDict[str, Mapping[str, os.DirEntry[str]]] = OrderedDict()

    def changes(self, sizes: Mapping[str, int], report: Report = silent) -> FileChanges:
        """Which files are gone, and which have another size.

        Args:
            sizes: bytes of each file when it was imported, by its path.

        Raises:
            Cancelled: from `report`.
        """
        gone, changed = [], []
        for done, (path, size) in enumerate(sizes.items(), 1):
            if done % _REPORT_EVERY == 0:
                report(done, len(sizes), "Looking at the files")
            folder, name = os.path.split(path)
            try:
                status = self._listing(folder)[name].stat()
                if not stat.S_ISREG(status.st_mode):
                    gone.append(path)
                elif status.st_size != size:
                    changed.append(path)
            except (KeyError, OSError):
                gone.append(path)  # why, says the attempt to read it
        return FileChanges(len(sizes), tuple(gone), tuple(changed))

    def _listing(self, folder: str) -> Mapping[str, os.DirEntry[str]]:
        if folder not in self._listings:
            try:
                with os.scandir(folder) as entries:
                    listed = {entry.name: entry for entry in entries}
            except OSError:
                listed = {}  # nothing of it can be had, and one attempt is enough
            self._listings[folder] = listed
            if len(self._listings) > _FOLDERS_KEPT:
                self._listings.popitem(last=False)
        return self._listings[folder]
