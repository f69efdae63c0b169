"""A trial by chance, as the two files that a trial is analysed from: `lesions.csv` and the events."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from measurements.clinical.event_cells import COLUMNS as EVENT_COLUMNS
from measurements.interchange.lesion_table import COLUMNS as LESION_COLUMNS

TERMS = ("Anemia", "Dry mouth", "Fatigue", "Dermatitis radiation", "Mucositis oral")


def simulate(folder: Path, seed: int, patients: int = 52) -> tuple[Path, Path]:
    """Writes both files; some patients are never scanned again, miss visits, or change therapy."""
    chance = random.Random(seed)
    lesions: list[tuple[object, ...]] = []
    events: list[tuple[object, ...]] = []
    for number in range(1, patients + 1):
        _patient(f"HN-{number:03d}", chance, lesions, events)
    chance.shuffle(events)
    return (
        _written(folder / "lesions.csv", LESION_COLUMNS, lesions),
        _written(folder / "events.csv", EVENT_COLUMNS, events),
    )


def _patient(
    subject: str, chance: random.Random, lesions: list[tuple[object, ...]], events: list[tuple[object, ...]]
) -> None:
    enrolled = date(2023, 1, 2) + timedelta(days=chance.randint(0, 300))
    treated = enrolled + timedelta(days=chance.randint(0, 14))
    dies = chance.choice([None, chance.randint(20, 900), chance.randint(20, 900)])
    ends = dies if dies is not None else chance.randint(30, 900)

    def happened(kind: str, day: int, *cells: object) -> None:
        rest = [*cells, *[""] * (5 - len(cells))]
        events.append((subject, kind, treated + timedelta(days=day), *rest))

    events.append((subject, "ENROLMENT", enrolled, *[""] * 5))
    happened("TREATMENT_START", 0)
    happened("DEATH" if dies is not None else "LAST_CONTACT", ends)
    if chance.random() < 0.25:
        happened("NEW_THERAPY", chance.randint(10, ends))
    for _ in range(chance.randint(0, 5)):
        grade = chance.choice([1, 1, 2, 2, 3, 4] + ([5] if dies is not None else []))
        cells = ("", chance.choice(TERMS), grade, chance.choice("YN"), chance.choice(["Y", "N", ""]))
        happened("AE", chance.randint(0, ends), *cells)
    if chance.random() < 0.05:
        return
    targets = {f"T{n:02d}": chance.choice([12.0, 20.0, 31.5, 50.0]) for n in range(1, chance.randint(2, 5))}
    entries = [f"NT{n:02d}" for n in range(1, chance.randint(1, 3))]
    classes = {name: chance.choice(["SBRT", "LDRT", "NONE"]) for name in (*targets, *entries)}
    if chance.random() < 0.4:
        classes = {name: "SBRT" if name.endswith("1") else "LDRT" for name in classes}
    trend = chance.choice([0.0, 0.6, 0.75, 0.9, 1.0, 1.1])
    day, gone = -chance.randint(0, 20), False
    for visit in range(14):
        if visit:
            day = 56 * visit + chance.randint(-7, 7)
        if day > ends or (visit and chance.random() < 0.05):
            break
        if visit and chance.random() < 0.12:
            if chance.random() < 0.5:
                lesions.append((subject, visit, day, "", "VISIT", "", "", "", "ND", ""))
            continue
        gone = gone or (visit > 0 and trend == 0.0)
        for name, size in targets.items():
            state, mm = "", f"{size:.1f}"
            if gone:
                state, mm = "ABSENT", ""
            elif visit and chance.random() < 0.03:
                state, mm = "NE", ""
            lesions.append((subject, visit, day, name, "TARGET", "lung", "N", mm, state, classes[name]))
            targets[name] = max(0.5, size * trend * chance.uniform(0.9, 1.12))
        for name in entries:
            said = "ABSENT" if gone else "UNEQUIVOCAL" if visit and chance.random() < 0.03 else "PRESENT"
            lesions.append((subject, visit, day, name, "NON-TARGET", "bone", "N", "", said, classes[name]))
        if visit and chance.random() < 0.05:
            said = chance.choice(["EQUIVOCAL", "UNEQUIVOCAL"])
            lesions.append((subject, visit, day, "NEW01", "NEW", "liver", "N", "", said, ""))


def _written(path: Path, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
    return path
