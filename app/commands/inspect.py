"""`main.py inspect`: what series are in folders and files, and how sound their geometry is."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from app.commands.terminal import Progress, say, warn
from measurements.imaging import Series
from measurements.progress import Report

NO_SERIES = 2


def describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a folder, a CD, an archive or a file"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object, for machines")
    parser.add_argument(
        "--pixels", action="store_true", help="read all pixels: lowest, highest and mean value"
    )


def run(chosen: Namespace) -> int:
    reasons = {path: _why_unreachable(path) for path in chosen.paths}
    with TemporaryDirectory(prefix="longaxis-unpacked-", ignore_cleanup_errors=True) as room:
        return _report(chosen, reasons, Path(room))


def _report(chosen: Namespace, reasons: dict[Path, str | None], room: Path) -> int:
    """Prints what there is; archives are unpacked into `room`."""
    from measurements.sentence import Sentence
    from reader.description import scan_as_json
    from reader.listing import Rejected
    from reader.scan import Scan, scan

    with Progress() as progress:
        present = [path for path, reason in reasons.items() if reason is None]
        found = scan(present, progress, room) if present else Scan((), (), 0)
        gone = (
            Rejected(str(path), (Sentence(reason),)) for path, reason in reasons.items() if reason is not None
        )
        found = replace(found, rejected=(*found.rejected, *gone))
        if chosen.json:
            described = scan_as_json(found, chosen.pixels, progress)
    if chosen.json:
        # ASCII alone is valid JSON in whatever encoding the terminal or the file has.
        say(json.dumps(described, indent=2, allow_nan=False))
    else:
        with Progress() as progress:
            for line in _lines(found.series, chosen.pixels, progress):
                say(line)
        for entry in found.rejected:
            say(f"left out: {entry.path}: {entry.reason}")
        if found.not_dicom:
            say(f"not DICOM: {found.not_dicom} file{'' if found.not_dicom == 1 else 's'}")
    if found.series:
        return 0
    asked = ", ".join(str(path) for path in chosen.paths)
    warn(f"no DICOM series in {asked}: choose the folder that holds the images.")
    return NO_SERIES


def _why_unreachable(path: Path) -> str | None:
    """Other paths, and the JSON, are not to suffer from one that cannot be looked at."""
    try:
        path.stat()
    except FileNotFoundError:
        return "It does not exist; check the path."
    except OSError as error:
        return f"It cannot be opened ({error.strerror}); check the path."
    return None


def _lines(series: Sequence[Series], with_pixels: bool, report: Report) -> Iterator[str]:
    from reader.description import pixel_facts

    for done, one in enumerate(series):
        report(done, len(series), "Reading")
        yield f"{one.patient_id or '(no Patient ID)'}  {one.study_date or '(no date)'}  {_title(one)}"
        facts = [f"{one.frames} slices of {one.rows} x {one.columns}" if one.frames else "no pictures"]
        if one.pixel_spacing_mm:
            facts.append("pixels {:g} x {:g} mm".format(*one.pixel_spacing_mm))
        if one.spacing_mm is not None:
            facts.append(f"every {one.spacing_mm:g} mm")
        elif one.gaps_mm:
            facts.append("gaps " + ", ".join(f"{gap:g}" for gap in one.gaps_mm) + " mm")
        if one.orientation is not None:
            facts.append(one.orientation.value)
        if one.tilt_deg:
            facts.append(f"tilted {one.tilt_deg:.1f}°")
        yield f"    {', '.join(facts)}"
        if with_pixels and one.loadable:
            values = pixel_facts(one)
            yield f"    values {values.min:g} to {values.max:g}, mean {values.mean:.2f}"
        yield from (f"    {issue.code.value}: {issue.text}" for issue in one.issues)


def _title(series: Series) -> str:
    number = "" if series.series_number is None else f"#{series.series_number} "
    return f"{series.modality} {number}{series.description or ''}".rstrip()
