"""Link ids of lesions: T01, NT01, NEW01, and T01.1 for a fragment of T01."""

import re
from collections.abc import Iterable

from measurements.lesion import Lesion, Role

PREFIX_OF = {Role.TARGET: "T", Role.NON_TARGET: "NT", Role.NEW: "NEW"}
_LABEL = re.compile(r"(?P<prefix>T|NT|NEW)(?P<number>\d{2,})(?P<fragment>\.\d+)?")


def next_label(role: Role, lesions: Iterable[Lesion]) -> str:
    """One above the highest number among these lesions of the role."""
    numbers = [
        int(match["number"])
        for lesion in lesions
        if (match := _LABEL.fullmatch(lesion.label)) and match["prefix"] == PREFIX_OF[role]
    ]
    return f"{PREFIX_OF[role]}{max(numbers, default=0) + 1:02d}"


def fits(label: str, role: Role) -> bool:
    match = _LABEL.fullmatch(label)
    return match is not None and match["prefix"] == PREFIX_OF[role]


def next_fragments(whole: str, count: int, lesions: Iterable[Lesion]) -> tuple[str, ...]:
    """So many labels for fragments of a lesion, above those that these lesions have."""
    numbers = [int(one.label.rpartition(".")[2]) for one in lesions if parent(one.label) == whole]
    first = max(numbers, default=0) + 1
    return tuple(f"{whole}.{number}" for number in range(first, first + count))


def parent(label: str) -> str | None:
    """The label of the lesion that `label` is a fragment of; None where it is none."""
    whole, point, _ = label.partition(".")
    return whole if point else None
