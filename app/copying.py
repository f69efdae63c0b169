"""Copies the files of series into a folder beside the trial; originals are only read."""

import contextlib
import filecmp
import glob
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from measurements.imaging import Series, Slice
from measurements.progress import Report
from measurements.refusal import Refusal

FOLDER_SUFFIX = ".images"
_UNFINISHED = ".unfinished"
_UNSAFE = re.compile(r"[^0-9A-Za-z._-]")


def image_folder(trial_path: Path) -> Path:
    """Where the copies of a trial's files lie."""
    return trial_path.with_name(trial_path.stem + FOLDER_SUFFIX)


@contextlib.contextmanager
def room_to_unpack(trial_path: Path) -> Iterator[Path]:
    """A folder beside the trial for what archives hold, until it has been copied; gone afterwards.

    What an import that was killed has left goes first: whoever imports into a trial holds it alone.
    """
    prefix = f".{trial_path.stem}.unpacked-"
    if trial_path.exists():
        for left in trial_path.parent.glob(f"{glob.escape(prefix)}*"):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(
        dir=trial_path.parent, prefix=prefix, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def copy_beside(trial_path: Path, stacks: Sequence[Series], report: Report) -> tuple[dict[str, Series], int]:
    """Copies every file of `stacks`; each appears under its name only when it is whole.

    Files lie by study and series under their SOP Instance UIDs. One that is there already with the same
    content is kept, so that a cancelled copy goes on where it stopped.

    Returns:
        The stacks with their slices at the copies, by `Series.key`, and the number of files.

    Raises:
        Refusal: no room, or a file cannot be read or written; what was copied so far stays.
        Cancelled: by `report`; likewise.
    """
    folder = image_folder(trial_path)
    sources = {one.path: (series, one) for series in stacks for one in series.slices}
    _check_room(folder, sum(one.file_size for _, one in sources.values()))
    copies: dict[str, Path] = {}
    for done, (source, (series, one)) in enumerate(sources.items()):
        report(done, len(sources), f"Copying {Path(source).name}")
        place = folder / _safe(series.study_uid) / _safe(series.series_uid)
        try:
            copies[source] = _copy(Path(source), place, _safe(one.sop_uid))
        except OSError as error:
            raise Refusal(
                "{file} could not be copied to {place} ({reason}): check both disks, then import again; "
                "what was copied is kept.",
                file=error.filename or source,
                place=place,
                reason=error.strerror,
            ) from error
    report(len(sources), len(sources), "Copied")
    moved = {
        series.key: replace(series, slices=tuple(_at(one, copies[one.path]) for one in series.slices))
        for series in stacks
    }
    return moved, len(sources)


def _at(one: Slice, copy: Path) -> Slice:
    status = copy.stat()
    return replace(one, path=str(copy), file_size=status.st_size, file_mtime_ns=status.st_mtime_ns)


def _safe(uid: str) -> str:
    """A UID as a file name; what is no UID may hold anything, even a path."""
    return _UNSAFE.sub("_", uid).strip(".") or "_"


def _check_room(folder: Path, wanted_bytes: int) -> None:
    free_bytes = shutil.disk_usage(folder.parent).free
    if wanted_bytes > free_bytes:
        raise Refusal(
            "{folder} has {free} free, the copies need {needed}: free some space, or import without copying.",
            folder=folder.parent,
            free=_size(free_bytes),
            needed=_size(wanted_bytes),
        )


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"


def _copy(source: Path, place: Path, name: str) -> Path:
    """The copy of `source` in `place`; beside another file of that name it gets a number."""
    place.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        copy = place / (f"{name}.dcm" if number == 1 else f"{name}-{number}.dcm")
        if not copy.exists():
            break
        if filecmp.cmp(source, copy, shallow=False):
            return copy
        number += 1
    unfinished = copy.with_name(copy.name + _UNFINISHED)
    try:
        with source.open("rb") as origin, unfinished.open("wb") as target:
            shutil.copyfileobj(origin, target, 1 << 20)
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(copy)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    return copy
