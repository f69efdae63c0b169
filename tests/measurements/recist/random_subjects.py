"""Subjects by chance, with values that often meet a threshold exactly."""

import random
from decimal import Decimal

from measurements.lesion import STATES_OF, RadiationClass, Role, State
from measurements.recist.row import LesionRow

SIZES = [Decimal(mm) for mm in ("10", "15", "20", "25", "26", "30", "50", "12.5")]
FACTORS = [
    Decimal(factor) for factor in ("0", "0", "0.1", "0.5", "0.7", "0.7", "0.8", "1", "1", "1.2", "1.2", "1.5")
]
STEPS = [Decimal(mm) for mm in ("0", "0", "0", "0.1", "-0.1", "5", "4.9")]


def random_subject(seed: int) -> list[LesionRow]:
    chance = random.Random(seed)
    calm = chance.random() < 0.5
    classes = {
        name: chance.choice(list(RadiationClass))
        for name in (
            *(f"T{n}" for n in range(5)),
            *(f"NT{n}" for n in range(3)),
            *(f"N{n}" for n in range(3)),
        )
    }
    nodes = {name for name in classes if chance.random() < 0.35}
    targets = {f"T{n}": chance.choice(SIZES) for n in range(chance.choice([0, 1, 1, 2, 3, 5]))}
    nontargets = [f"NT{n}" for n in range(chance.choice([0, 0, 1, 1, 2, 3]))]
    new = [f"N{n}" for n in range(chance.choice([0, 0, 1, 2, 3]))]
    rows: list[LesionRow] = []
    day = -chance.randint(0, 28)
    for visit in range(1 + chance.randint(0, 6)):
        day += chance.choice([14, 27, 28, 42, 56]) if visit else 0

        def row(
            name: str,
            role: Role | None,
            mm: Decimal | None,
            state: State | None,
            *,
            done: bool = True,
            visit: int = visit,
            day: int = day,
        ) -> LesionRow:
            radiation = classes.get(name.split(".", maxsplit=1)[0], RadiationClass.UNIRRADIATED)
            nodal = name.split(".", maxsplit=1)[0] in nodes
            return LesionRow(
                "S1", Decimal(visit), day, name, role, "x", nodal, mm, state, radiation, visit_done=done
            )

        if visit and chance.random() < 0.06:
            rows.append(row("", None, None, None, done=False))
            continue
        rows.append(row("", None, None, None))
        for name, size in targets.items():
            mm = size
            if visit:
                mm = max(
                    Decimal(0), size * chance.choice(FACTORS[3:9] if calm else FACTORS) + chance.choice(STEPS)
                )
                if calm and chance.random() < 0.4:
                    mm = Decimal(0)
            kind = chance.random()
            if visit and kind < 0.05:
                continue
            if visit and kind < 0.16:
                rows.append(row(name, Role.TARGET, None, chance.choice(STATES_OF[Role.TARGET][1:])))
            elif visit and kind < 0.22:
                rows.append(row(f"{name}.1", Role.TARGET, mm / 2, None))
                state = State.NOT_EVALUABLE if chance.random() < 0.3 else None
                rows.append(row(f"{name}.2", Role.TARGET, None if state else mm / 2, state))
            else:
                rows.append(row(name, Role.TARGET, mm, None))
        for name in nontargets:
            if visit and chance.random() < 0.06:
                continue
            state = State.PRESENT
            if visit:
                weights = (6, 8, 1, 1, 1) if calm else (4, 2, 1, 2, 1)
                state = chance.choices(STATES_OF[Role.NON_TARGET], weights)[0]
            if name in nodes and chance.random() < 0.4 and state in (State.PRESENT, State.ABSENT):
                size = chance.choice([Decimal("9.9"), Decimal(10), Decimal(14)])
                rows.append(row(name, Role.NON_TARGET, size, None))
            else:
                rows.append(row(name, Role.NON_TARGET, None, state))
        for name in new if visit else []:
            if chance.random() < (0.85 if calm else 0.6):
                continue
            if chance.random() < 0.4:
                rows.append(row(name, Role.NEW, chance.choice([Decimal(0), Decimal("9.9"), *SIZES]), None))
            else:
                rows.append(row(name, Role.NEW, None, chance.choice(STATES_OF[Role.NEW])))
    chance.shuffle(rows)
    return rows
