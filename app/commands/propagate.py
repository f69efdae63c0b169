"""`main.py propagate`: follows listed lesions from prior to current series."""

import json
import math
import os
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.terminal import Progress, say
from measurements.geometry.vectors import Vector
from measurements.progress import Report
from measurements.refusal import Refusal

if TYPE_CHECKING:
    from measurements.following import Followed

_TENTHS = 2
_LONGEST_MM = 500.0
_AT_THE_EDGE_MM = 5.0


@dataclass(frozen=True, slots=True)
class _Sought:
    """A lesion of the list: its middle in the prior, LPS mm, and its long axis there, mm."""

    centre_lps: Vector
    long_axis_mm: float


@dataclass(frozen=True, slots=True)
class _Pair:
    """One pair of the list, its folders beside the list's own."""

    name: str
    prior: Path
    current: Path
    lesions: Mapping[str, _Sought]


def describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--batch", required=True, type=Path, metavar="LESIONS.json", help="pairs of folders, with lesions"
    )
    parser.add_argument(
        "--out", required=True, type=Path, metavar="RESULTS.json", help="where the places are written"
    )
    parser.epilog = (
        'LESIONS.json: {"pairs": {ID: {"prior": FOLDER, "current": FOLDER, "lesions": {NAME: {"center": '
        '[x, y, z], "long_axis_mm": n}}}}}, LPS mm, folders relative to the file. RESULTS.json: {"pairs": '
        '{ID: {NAME: {"c": [x, y, z] or null outside the field, "radius": mm, "s": CPU seconds of following '
        'this lesion, "check": true where a reader must look twice, "out_of_fov": bool}}}}. A place is a '
        "hint, not a measurement."
    )


def run(chosen: Namespace) -> int:
    # Matrices of twelve columns gain nothing from threads, which spin and take the time of others.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from measurements.interchange.tables import write_files

    pairs = _read(chosen.batch)
    if not chosen.out.parent.is_dir():
        raise Refusal(
            f"{chosen.out.parent} is not a folder, so no results can be written; choose another --out."
        )
    results: dict[str, dict[str, object]] = {}
    with Progress() as progress:
        for pair in pairs:
            try:
                results[pair.name] = _followed(pair, progress)
            except Refusal as refusal:
                raise Refusal(f"{chosen.batch}, pair {pair.name}: {refusal}") from refusal
    text = json.dumps({"pairs": results}, indent=2, allow_nan=False) + "\n"
    write_files({chosen.out: text})
    lesions = sum(map(len, results.values()))
    say(f"{lesions} lesions in {len(results)} pairs followed: {chosen.out}")
    return 0


def _followed(pair: _Pair, report: Report) -> dict[str, object]:
    from reader.registration.alignment import align
    from reader.registration.following import follow
    from reader.registration.pyramid import in_field_mm
    from reader.registration.scans import check_overlap, check_pair, pyramid_from, series_in

    prior_series, current_series = series_in(pair.prior, report), series_in(pair.current, report)
    check_pair(prior_series, current_series)
    prior, current = pyramid_from(prior_series, report), pyramid_from(current_series, report)
    for name, lesion in pair.lesions.items():
        if in_field_mm(prior, lesion.centre_lps) < -_AT_THE_EDGE_MM:
            raise Refusal(
                f"lesion {name} lies outside its own prior scan; give its center in LPS mm of that series."
            )
    alignment = align(prior, current, report)
    found: dict[str, Followed] = {}
    results: dict[str, object] = {}
    for done, (name, lesion) in enumerate(pair.lesions.items()):
        report(done, len(pair.lesions), "Following lesions")
        begun = time.process_time()
        found[name] = follow(prior, current, alignment, lesion.centre_lps, lesion.long_axis_mm)
        results[name] = _row(found[name], time.process_time() - begun)
    if found:
        check_overlap(prior_series, current_series, found.values())
    return results


def _row(found: "Followed", seconds: float) -> dict[str, object]:
    place = found.place_lps
    return {
        "c": None if place is None else [round(value, _TENTHS) for value in place],
        "radius": math.ceil(found.radius_mm * 10.0) / 10.0,
        "s": round(seconds, 3),
        "check": found.check,
        "out_of_fov": found.out_of_field,
    }


def _read(path: Path) -> list[_Pair]:
    """The pairs of a list, checked before any picture is read."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Refusal(f"{path} cannot be read ({error.strerror}); check the path.") from error
    except (ValueError, RecursionError) as error:
        raise Refusal(f"{path} is not JSON ({error}); mend it and try again.") from error
    pairs = _member(listed, "pairs", path, "the list")
    return [_pair(str(name), entry, path) for name, entry in pairs.items()]


def _pair(name: str, entry: object, path: Path) -> _Pair:
    where = f"pair {name}"
    lesions = _member(entry, "lesions", path, where)
    return _Pair(
        name,
        _folder(entry, "prior", path, where),
        _folder(entry, "current", path, where),
        {str(lesion): _sought(one, path, f"{where}, lesion {lesion}") for lesion, one in lesions.items()},
    )


def _member(entry: object, key: str, path: Path, where: str) -> Mapping[str, object]:
    value = entry.get(key) if isinstance(entry, dict) else None
    if not isinstance(value, dict):
        raise Refusal(f'{path}: {where} has no object "{key}"; main.py propagate --help shows the layout.')
    return value


def _folder(entry: object, key: str, path: Path, where: str) -> Path:
    value = entry.get(key) if isinstance(entry, dict) else None
    if not isinstance(value, str) or not value:
        raise Refusal(f'{path}: {where} names no folder as "{key}"; add the folder of that series.')
    folder = path.parent / value
    if not folder.exists():
        raise Refusal(f"{path}: {where} names {value} as {key}, which does not exist; check the folder.")
    return folder


def _sought(entry: object, path: Path, where: str) -> _Sought:
    centre = entry.get("center") if isinstance(entry, dict) else None
    length = entry.get("long_axis_mm") if isinstance(entry, dict) else None
    if not isinstance(centre, list) or len(centre) != 3 or not all(map(_is_finite, centre)):
        raise Refusal(f'{path}: {where} needs a "center" of three numbers, LPS mm.')
    if not _is_finite(length) or not isinstance(length, int | float) or not 0.0 < length <= _LONGEST_MM:
        raise Refusal(f'{path}: {where} needs a "long_axis_mm" above 0 and up to {_LONGEST_MM:g} mm.')
    return _Sought((float(centre[0]), float(centre[1]), float(centre[2])), float(length))


def _is_finite(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
