"""Tables: read from CSV files, told as CSV text, written as files that appear whole or not at all."""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from measurements.refusal import Refusal


def table_records(path: Path, content: str) -> Iterator[tuple[int, list[str]]]:
    """Records of a CSV file, each with the row it begins in; the header is the first, in row 1.

    Args:
        content: what the file should hold under its header, for the sentence that refuses an empty one.

    Raises:
        Refusal: the file cannot be read, is empty, or is no CSV in UTF-8.
    """
    reader = csv.reader(io.StringIO(_text(path, content), newline=""), strict=True)
    number = 1
    try:
        for cells in reader:
            yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise Refusal(
            "{file}, row {number}: not CSV ({error}); mend its quotes.",
            file=path.name,
            number=number,
            error=error,
        ) from error


def column_order(
    path: Path, header: Sequence[str], columns: Sequence[str], optional: Sequence[str] = ()
) -> list[int]:
    """Where each of `columns` stands in a file; -1 for one of `optional` that it leaves out.

    Raises:
        Refusal: a column is missing, unknown or there twice, one line each.
    """
    names = [name.strip() for name in header]
    if len(names) == 1 and ";" in names[0]:
        raise Refusal(f"{path.name}, row 1: cells are parted by semicolons; save it with commas between them")
    found = (
        ("missing", [name for name in columns if name not in names and name not in optional], "add"),
        ("unknown", [name for name in names if name not in columns], "remove"),
        ("repeated", [name for name in names if names.count(name) > 1], "keep one of"),
    )
    faults = []
    for kind, wrong, remedy in found:
        if wrong:
            named = ", ".join(repr(name) for name in sorted(set(wrong)))
            allowed = ", ".join(columns)
            faults.append(
                f"{path.name}, row 1: {kind} column {named}; {remedy} it (the columns are {allowed})"
            )
    if faults:
        raise Refusal("\n".join(faults))
    return [names.index(name) if name in names else -1 for name in columns]


def _text(path: Path, content: str) -> str:
    try:
        stored = path.read_bytes()
    except OSError as error:
        raise Refusal(
            "{path} cannot be read ({reason}); check the name and its rights.",
            path=path,
            reason=error.strerror,
        ) from error
    if not stored.strip():
        raise Refusal("{path} is empty; give it a header and {content}.", path=path, content=content)
    try:
        text = stored.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(
            "{path} is not UTF-8 text (byte {byte}); save it as CSV in UTF-8.", path=path, byte=error.start
        ) from error
    if "\0" in text:
        raise Refusal("{path} holds NUL characters, as no text does; save it as CSV in UTF-8.", path=path)
    return text


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A header and rows, lines ended by a line feed, quoted only where needed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def make_folder(folder: Path) -> None:
    """Makes a folder that files are to go into, where it is missing.

    Raises:
        Refusal: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            "{folder} cannot be made ({reason}); choose another place or free this one.",
            folder=folder,
            reason=error.strerror,
        ) from error


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
            "{path} cannot be written ({reason}); choose another place or free this one.",
            path=path,
            reason=error.strerror,
        ) from error
    finally:
        for beside in complete:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
