"""Which files there are in folders of any depth, and as what the disk lists them; none is opened."""

import os
import stat
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from measurements.progress import Report
from measurements.sentence import Sentence
from reader.index import Stamp


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file or folder that was left out, and why: one sentence or several."""

    path: str
    reasons: tuple[Sentence, ...]

    @property
    def reason(self) -> str:
        """In English."""
        return " ".join(map(str, self.reasons))


@dataclass(frozen=True, slots=True)
class Listed:
    """What was found.

    Attributes:
        files: stamps by name, by folder.
        whole: folders that were listed; of others only some files were given.
        roots: the folders given, whose folders were all listed but for those in `refused`.
    """

    files: dict[str, dict[str, Stamp]] = field(default_factory=lambda: defaultdict(dict))
    whole: set[str] = field(default_factory=set)
    roots: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def has(self, path: str) -> bool:
        """Whether this file is among them."""
        file = Path(path)
        return file.name in self.files.get(str(file.parent), {})

    def would_list(self, folder: str) -> bool:
        """Whether a folder, if it were there, would have been listed."""
        return _is_under(folder, self.roots) and not _is_under(folder, self.refused)


def list_files(paths: Sequence[Path], rejected: list[Rejected], report: Report) -> Listed:
    """All files in `paths`, each once; folders reached again through a link are not entered."""
    listed = Listed()
    count = 0
    entered: set[tuple[int, int]] = set()
    waiting = [os.path.realpath(path) for path in paths]
    listed.roots.extend(waiting)
    while waiting:
        report(count, 0, "Looking through folders")
        path = waiting.pop()
        try:
            status = Path(path).stat()
            if not stat.S_ISDIR(status.st_mode):
                if stat.S_ISREG(status.st_mode):
                    file = Path(path)
                    listed.files[str(file.parent)].setdefault(file.name, Stamp.of(status))
                continue
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            with os.scandir(path) as entries:
                files = listed.files[path]
                for entry in entries:
                    if entry.is_symlink():
                        waiting.append(os.path.realpath(entry.path))
                    elif entry.is_dir():
                        waiting.append(entry.path)
                    elif entry.is_file():
                        files[entry.name] = Stamp.of(entry.stat())
                count += len(files)
            listed.whole.add(path)
        except OSError as error:
            listed.refused.append(path)
            reason = Sentence("It cannot be opened: {reason}.", reason=error.strerror or error)
            rejected.append(Rejected(path, (reason,)))
    return listed


def _is_under(folder: str, some: Sequence[str]) -> bool:
    return any(folder == each or folder.startswith(each.rstrip(os.sep) + os.sep) for each in some)
