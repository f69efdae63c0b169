"""Tables as CSV text and as files that appear whole or not at all."""

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from measurements.refusal import Refusal


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A header and rows, lines ended by a line feed, quoted only where needed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def write_files(texts: Mapping[Path, str]) -> None:
    """Write texts as UTF-8 files: all are complete beside their places before the first is put there.

    A path that is no regular file, such as a pipe, is written to instead of replaced.

    Raises:
        Refusal: a file cannot be written; files that stood in the places before are then unchanged.
    """
    complete: dict[Path, Path] = {}
    path = Path()
    try:
        for path, text in texts.items():
            place = path.resolve()
            if place.exists() and not place.is_file() and not place.is_dir():
                place.write_text(text, encoding="utf-8", newline="")
                continue
            beside = place.with_name(f".{place.name}.{uuid4().hex}.part")
            complete[beside] = place
            with beside.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        for path in complete.values():
            if path.is_dir():
                raise IsADirectoryError(21, "it is a folder")
        for beside, path in complete.items():
            beside.replace(path)
    except OSError as error:
        raise Refusal(
            f"{path} cannot be written ({error.strerror}); choose another place or free this one."
        ) from error
    finally:
        for beside in complete:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
