"""Where each key of a TOML text stands, which the parser of the standard library does not tell."""

import re
import tomllib
from collections.abc import Mapping

Place = tuple[str | int, ...]
"""A way into nested tables and lists: ("visits", 0, "window_days")."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]|[^"\'#\[\]{}\n]+',
    re.DOTALL,
)
_KEY = re.compile(r"""\s*((?:"(?:\\.|[^"\\])*"|'[^']*'|[A-Za-z0-9_.\s-])+?)\s*=""")
_HEADER = re.compile(r"\s*(\[\[?)(.+?)\]\]?\s*(?:#.*)?$")


def key_lines(text: str) -> dict[Place, int]:
    """The line, from 1, of every table and of every key that begins a line, in a text that is valid TOML."""
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    for number, line in _statements(text):
        header = _HEADER.match(line)
        if header:
            table = _indexed(_path(header[2]), counts)
            if header[1] == "[[":
                entry = counts.get(table, -1) + 1
                counts[table] = entry
                lines.setdefault(table, number)
                table = (*table, entry)
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            path = _path(key[1])
            for depth in range(1, len(path) + 1):
                lines.setdefault((*table, *path[:depth]), number)
    return lines


def line_of(place: Place, lines: Mapping[Place, int]) -> int:
    """The line of a place, or of the nearest thing around it that has one; 1 where nothing has."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _statements(text: str) -> list[tuple[int, str]]:
    """Lines that begin a statement: not those inside a value that goes over several lines."""
    begun: list[tuple[int, str]] = []
    number, depth, line, first = 1, 0, "", 1
    for token in _TOKEN.findall(text.replace("\r\n", "\n") + "\n"):
        if token == "\n" and depth <= 0:
            begun.append((first, line))
            line, depth = "", 0
            first = number + 1
        elif token in "[{" and "=" in line:
            depth += 1
        elif token in "]}" and "=" in line:
            depth -= 1
        line += token if token != "\n" else " "
        number += token.count("\n")
        if not line.strip():
            line = ""
            first = number
    return begun


def _path(written: str) -> Place:
    """The parts of a dotted key, quoted or not, as the parser reads them."""
    value: object = tomllib.loads(f"{written} = 0")
    path: Place = ()
    while isinstance(value, dict):
        ((name, value),) = value.items()
        path = (*path, name)
    return path


def _indexed(path: Place, counts: Mapping[Place, int]) -> Place:
    """A header's path with the current entry of every list of tables it goes through, but its own."""
    found: Place = ()
    for position, name in enumerate(path):
        found = (*found, name)
        if found in counts and position < len(path) - 1:
            found = (*found, counts[found])
    return found
