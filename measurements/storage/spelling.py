"""How values are written in a trial and under a signature: one spelling in JSON, and back."""

import json
from datetime import date
from typing import Any


def _spelled(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no spelling in JSON")


_SPELLING = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_spelled
)
"""Made once: an import spells thousands of values while the window's next command waits."""


def canonical_json(value: object) -> str:
    """The one spelling of a value: sorted names, no spaces, dates as ISO 8601, never NaN."""
    return _SPELLING.encode(value)


def as_tuples(value: Any) -> Any:
    """Lists, as JSON brings them, as tuples all the way down."""
    if not isinstance(value, list):
        return value
    # Most are points; a trial opened whole has a hundred thousand of them.
    return tuple(map(as_tuples, value)) if list in map(type, value) else tuple(value)
