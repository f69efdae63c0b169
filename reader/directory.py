"""The table of contents of a disc (DICOMDIR, PS3.10 section 8): which files it names, and where they are."""

import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from measurements.sentence import Sentence
from reader.header_reader import Unreadable

_RECORDS = 0x00041220
_NAMED_IN_FULL = 3


@dataclass(frozen=True, slots=True)
class Directory:
    """What one DICOMDIR names.

    Attributes:
        present: full paths of the files that are there.
        missing: the others, as it names them.
    """

    present: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def told(self) -> tuple[Sentence, ...]:
        """What to tell of it: the files are found with it or without, but some it names may not be there."""
        what = Sentence(
            "The table of contents of a disc (DICOMDIR); the files themselves were looked for instead."
        )
        if not self.missing:
            return (what,)
        lacking = Sentence(
            "Of the {total} files it names, {count} are missing ({names}): copy the disc again where they "
            "are wanted."
            if len(self.missing) > 1
            else "Of the {total} files it names, {count} is missing ({names}): copy the disc again where it "
            "is wanted.",
            total=len(self.missing) + len(self.present),
            count=len(self.missing),
            names=self.missing[:_NAMED_IN_FULL] + (("…",) if len(self.missing) > _NAMED_IN_FULL else ()),
        )
        return what, lacking


def read_directory(path: str) -> Directory:
    """What the DICOMDIR at `path` names; its records are taken as they come, whatever their offsets say.

    Raises:
        Unreadable: it is damaged.
        OSError: it cannot be read.
    """
    import pydicom

    folder = Path(path).parent
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            dataset = pydicom.dcmread(path, specific_tags=[_RECORDS])
            names = dict.fromkeys(
                filter(None, map(_components, dataset.get("DirectoryRecordSequence") or ()))
            )
        except OSError:
            raise
        except Exception as error:  # pydicom raises all sorts on hostile bytes, and any of them means this
            raise Unreadable(f"it is a damaged DICOMDIR ({type(error).__name__}: {error})") from error
    listings: dict[Path, dict[str, str]] = {}
    places = {name: _located(folder, name, listings) for name in names}
    return Directory(
        present=tuple(str(place) for place in places.values() if place is not None),
        missing=tuple("/".join(name) for name, place in places.items() if place is None),
    )


def _components(record: object) -> tuple[str, ...]:
    """The file that a record names, folder by folder; () where it names none."""
    value = getattr(record, "ReferencedFileID", None)
    parts = [value] if isinstance(value, str) else list(value or ())
    return tuple(str(part).strip("\0 ") for part in parts)


def _located(folder: Path, components: tuple[str, ...], listings: dict[Path, dict[str, str]]) -> Path | None:
    """The file so named below `folder`; None where there is none, or where the name leads elsewhere.

    Systems show the names of a disc in small letters, or with its version numbers (";1").
    """
    place = folder
    for name in components:
        if name in ("", ".", "..") or os.sep in name or "/" in name:
            return None
        if place not in listings:
            listings[place] = dict(_entries(place))
        found = listings[place].get(_plain(name))
        if found is None:
            return None
        place = place / found
    return Path(os.path.realpath(place)) if place.is_file() else None


def _entries(folder: Path) -> Iterator[tuple[str, str]]:
    if folder.is_dir():
        for entry in os.scandir(folder):
            yield _plain(entry.name), entry.name


def _plain(name: str) -> str:
    return name.casefold().partition(";")[0].rstrip(".")
