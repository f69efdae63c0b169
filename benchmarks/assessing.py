"""How quickly subjects and lesion tables are assessed, with reasons.

Run as `python -m benchmarks.assessing [--rows N]`: one subject of 20 lesions at 15 visits; how sure a call of
five targets is; and tables of N rows, from 20 lesions at 15 visits to 4 at 3, read, assessed and written.
Medians of the processor's time beside their targets, and for a table beside the limit measured in the same
round: splitting the same file with `csv.reader` and doing nothing with it.
"""

import argparse
import csv
import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from app.commands.assess import run
from measurements.interchange.lesion_table import write_lesion_table
from measurements.lesion import RadiationClass, Role, State
from measurements.recist.certainty import certainty
from measurements.recist.row import LesionRow
from measurements.recist.subject import assess_subject

CLASSES = tuple(RadiationClass)
VISITS = 15
SHAPES = ((20, 15), (10, 15), (4, 15), (4, 3))
"""Lesions at every visit, and visits."""


def subject_rows(code: str, lesions: int, visits: int) -> list[LesionRow]:
    """A subject with at most five targets; the rest are non-targets and, from the fourth visit, a new one."""
    rows = []
    for visit in range(visits):
        for number in range(lesions):
            role = Role.TARGET if number < min(5, lesions - 1) else Role.NON_TARGET
            if number == lesions - 1 and lesions > 4:
                role = Role.NEW
            if role is Role.NEW and visit < 3:
                continue
            measured = role is Role.TARGET
            size = Decimal(300 + 17 * number - (11 * visit if visit < 8 else 88 - 13 * (visit - 8))) / 10
            rows.append(
                LesionRow(
                    code,
                    Decimal(visit),
                    56 * visit,
                    f"{role.value[0]}{number:02d}",
                    role,
                    "lung",
                    False,
                    size if measured else None,
                    None if measured else (State.PRESENT if role is Role.NON_TARGET else State.EQUIVOCAL),
                    CLASSES[number % 3],
                )
            )
    return rows


def timed(work: Callable[[], object], rounds: int) -> float:
    """Median processor seconds of one round, after one to warm up."""
    work()
    seconds = []
    for _ in range(rounds):
        gc.collect()
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return statistics.median(seconds)


def table_seconds(folder: Path, total: int, lesions: int, visits: int) -> tuple[float, float]:
    """Seconds for a row of `main.py assess` without its start, and of splitting the same table alone."""
    path, rows = folder / f"lesions-{lesions}-{visits}.csv", []
    number = 0
    while len(rows) < total:
        number += 1
        rows += subject_rows(f"S{number:06d}", lesions, visits)
    count = len(rows)
    write_lesion_table(rows, path)
    del rows
    split = timed(lambda: split_alone(path), 3)
    chosen = argparse.Namespace(
        lesions=path, timepoints=folder / "t.csv", subjects=folder / "s.csv", protocol=None
    )
    whole = timed(lambda: run(chosen), 3)
    return whole / count, split / count


def split_alone(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        for _ in csv.reader(file):
            pass


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    arguments = parser.parse_args()
    rows = subject_rows("S1", 20, VISITS)
    seconds = timed(lambda: assess_subject(rows), 200)
    print(f"one subject, 20 lesions x {VISITS} visits   {seconds * 1e3:6.2f} ms (target: under 2 ms)")
    five = subject_rows("S1", 6, 4)
    assessment = assess_subject(five)
    seconds = timed(lambda: certainty(assessment, 3, five), 50)
    print(f"how sure, 5 targets                 {seconds * 1e3:6.2f} ms (target: under 20 ms)")
    with tempfile.TemporaryDirectory() as folder:
        for lesions, visits in SHAPES:
            whole, split = table_seconds(Path(folder), arguments.rows, lesions, visits)
            what = f"table of {arguments.rows} rows, {lesions:>2} lesions x {visits:>2} visits"
            print(f"{what}   {1 / whole:8,.0f} rows/s (target: 50,000), {whole / split:.0f} x csv.reader")


if __name__ == "__main__":
    main()
