"""Whether the files of a stack are where and what they were when they were imported, before any is shown."""

import stat
from dataclasses import dataclass
from pathlib import Path

from measurements.imaging import Series
from measurements.progress import Report, silent
from reader.sameness import SecondLook

_REPORT_EVERY = 64


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
