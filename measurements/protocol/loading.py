"""Reading a protocol file: every key checked, the first fault told with its line and what is allowed."""

import hashlib
import json
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from measurements.protocol.contradictions import Contradiction, contradictions
from measurements.protocol.kinds import Keys, NotAllowed
from measurements.protocol.lines import Place, key_lines, line_of
from measurements.protocol.schema import LISTS, OPTIONAL, TABLES
from measurements.protocol.values import (
    Arm,
    Dating,
    Protocol,
    Radiotherapy,
    Reading,
    Schedule,
    Trial,
    VisitBlock,
    WindowPreset,
)
from measurements.recist.rules import Rules, Variability
from measurements.refusal import Refusal
from measurements.sentence import Term
from measurements.sites import site_of

_Content = dict[str, Any]

STANDARD = "protocol.toml"
"""File name of this trial's own protocol."""

_LONGEST = 1_000_000


class _Fault(Exception):
    """Something wrong at a place of the file, or absent there; its text ends the sentence."""

    def __init__(self, place: Place, text: str, *, absent: bool = False) -> None:
        super().__init__(text)
        self.place, self.absent = place, absent


def load_protocol(path: Path | None = None) -> Protocol:
    """The protocol of a file, or this trial's own.

    What the file does not say is as in this trial's protocol; its sites come before the built-in ones.

    Raises:
        Refusal: the file cannot be read, is no TOML, or holds an unknown key, a value that is not allowed or
            values that contradict each other: one sentence with the line.
    """
    if path is None:
        return _standard_protocol()
    return protocol_from_text(text_of(path), path.name)


@lru_cache(maxsize=8)
def protocol_from_text(text: str, file_name: str) -> Protocol:
    """The protocol that a file of this text holds; told as `file_name` where it is refused.

    Raises:
        Refusal: as from `load_protocol`.
    """
    return _protocol(_content(text, file_name, _standard_content()))


def standard_text() -> str:
    """The text of this trial's own protocol."""
    return files("resources").joinpath(STANDARD).read_text(encoding="utf-8")


@cache
def _standard_protocol() -> Protocol:
    return _protocol(_standard_content())


@cache
def _standard_content() -> _Content:
    folder = files("resources")
    catalogue = tomllib.loads(folder.joinpath("sites.toml").read_text(encoding="utf-8"))
    base: _Content = (
        {name: {} for name in TABLES} | {name: [] for name in LISTS} | {"site": catalogue["site"]}
    )
    return _content(standard_text(), STANDARD, base)


def text_of(path: Path) -> str:
    """What a protocol file says.

    Raises:
        Refusal: it cannot be read, is too long or is no UTF-8.
    """
    try:
        stored = path.read_bytes()
    except OSError as error:
        raise Refusal(
            "{path} cannot be read ({reason}); name a protocol file.", path=path, reason=error.strerror
        ) from error
    if len(stored) > _LONGEST:
        raise Refusal("{path} is longer than any protocol; name a protocol file.", path=path)
    try:
        return stored.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(
            "{path} is not UTF-8 text (byte {byte}); save it in UTF-8.", path=path, byte=error.start
        ) from error


def _content(text: str, name: str, base: _Content) -> _Content:
    try:
        said = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ArithmeticError, RecursionError) as error:
        raise Refusal(
            "{name} is not TOML: {fault}; mend it there.",
            name=name,
            fault=error if str(error) else Term("nested too deeply"),
        ) from error
    lines = key_lines(text)
    faults = sorted(_faults(said, base), key=lambda fault: (fault.absent, line_of(fault.place, lines)))
    if faults:
        raise Refusal(
            "{name}, line {line}: {fault}.", name=name, line=line_of(faults[0].place, lines), fault=faults[0]
        )
    content = _merged(said, base)
    opposed = min(contradictions(content), key=lambda found: _lines_of(found, lines), default=None)
    if opposed is not None:
        match _lines_of(opposed, lines):
            case [line, other]:
                raise Refusal(
                    "{name}, lines {line} and {other}: {text}.",
                    name=name,
                    line=line,
                    other=other,
                    text=opposed.text,
                )
            case [line]:
                raise Refusal("{name}, line {line}: {text}.", name=name, line=line, text=opposed.text)
            case _:
                raise Refusal("{name}, as a whole: {text}.", name=name, text=opposed.text)
    return content


def _lines_of(found: Contradiction, lines: Mapping[Place, int]) -> list[int]:
    """Where a contradiction stands in the file: one side may be a default the file does not name."""
    return sorted(
        {line_of(place, lines) for place in found.places if line_of(place, lines) > 1 or place in lines}
    )


def _faults(said: Mapping[str, Any], base: _Content) -> Iterator[_Fault]:
    for name, value in said.items():
        if name in TABLES:
            if isinstance(value, dict):
                yield from _table_faults((name,), value, TABLES[name], base[name].keys())
            else:
                yield _Fault((name,), f"{name} is no table; write [{name}] and its keys under it")
        elif name in LISTS:
            if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
                yield _Fault((name,), f"{name} is no list of tables; write [[{name}]] before each of them")
                continue
            optional = {key for table, key in OPTIONAL if table == name}
            for position, entry in enumerate(value):
                yield from _table_faults((name, position), entry, LISTS[name], optional)
        else:
            known = ", ".join([*TABLES, *LISTS])
            yield _Fault((name,), f"unknown table or key {name!r}; the tables are {known}")


def _table_faults(
    place: Place, table: Mapping[str, Any], keys: Keys, may_miss: Collection[str]
) -> Iterator[_Fault]:
    header = f"[{place[0]}]" if len(place) == 1 else f"[[{place[0]}]]"
    for name, value in table.items():
        if name not in keys:
            yield _Fault((*place, name), f"unknown key {name!r} in {header}; its keys are {', '.join(keys)}")
            continue
        try:
            keys[name].kind.read(value)
        except NotAllowed:
            yield _Fault((*place, name), f"{name} is {_shown(value)}; give {keys[name].kind.allowed}")
    for name in keys:
        if name not in table and name not in may_miss:
            yield _Fault(place, f"{header} has no {name}; give {keys[name].kind.allowed}", absent=True)


def _shown(value: object) -> str:
    """A value as it stands in the file, shortened."""
    text = (
        json.dumps(value, ensure_ascii=False, default=str) if not isinstance(value, Decimal) else str(value)
    )
    return text if len(text) <= 60 else f"{text[:57]}..."


def _merged(said: Mapping[str, Any], base: _Content) -> _Content:
    """What the file says over what it leaves out."""
    content: _Content = {}
    for name, keys in TABLES.items():
        read = {key: keys[key].kind.read(value) for key, value in said.get(name, {}).items()}
        content[name] = {key: read.get(key, base[name].get(key)) for key in keys}
    for name, keys in LISTS.items():
        entries = [
            {key: keys[key].kind.read(value) for key, value in entry.items()} for entry in said.get(name, [])
        ]
        if name == "site":
            own = {entry["id"] for entry in entries}
            entries += [entry for entry in base[name] if entry["id"] not in own]
        content[name] = entries or base[name]
    return content


def _protocol(content: _Content) -> Protocol:
    def made(cls: type[Any], table: Mapping[str, Any]) -> Any:
        return cls(**{field.name: table[field.name] for field in fields(cls)})

    recist, variability = content["recist"], content["variability"]
    return Protocol(
        trial=made(Trial, content["trial"]),
        arms=tuple(made(Arm, entry) for entry in content["arm"]),
        schedule=Schedule(
            content["schedule"]["baseline_days"],
            tuple(made(VisitBlock, entry) for entry in content["visits"]),
        ),
        rules=made(Rules, recist),
        dating=made(Dating, recist),
        reading=made(Reading, content["reading"]),
        radiotherapy=made(Radiotherapy, content["radiotherapy"]),
        variability=made(Variability, variability),
        same_reader_sum_pct=variability["same_reader_sum_pct"],
        two_readers_sum_pct=variability["two_readers_sum_pct"],
        windows=tuple(made(WindowPreset, entry) for entry in content["window"]),
        sites=tuple(site_of(entry) for entry in content["site"]),
        hash=_hash(content),
        content=content,
    )


def _hash(content: _Content) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=_exact)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _exact(value: object) -> str:
    """A decimal as text, the same for 2 and 2.0."""
    assert isinstance(value, Decimal)
    return f"{value.normalize():f}"
