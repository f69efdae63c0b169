"""How numbers are written on screen, beside the engine's own sentences and like them."""

import re
from decimal import Decimal

from measurements.recist import sentences

NO_VALUE = "\N{EN DASH}"


def mm_text(value: Decimal | None) -> str:
    """Millimetres as recorded, or a dash where there is no value (never a zero)."""
    return NO_VALUE if value is None else sentences.mm_text(value)


def percent_text(value: Decimal | None) -> str:
    """A change in percent with its sign; empty where it is undefined."""
    return "" if value is None else sentences.percent_text(value)


def unbroken(sentence: str) -> str:
    """The sentence with every number kept on one line with its unit."""
    return re.sub(r"(\d) (%|mm)", "\\1\u00a0\\2", sentence)


def day_text(day: int) -> str:
    """A day of the schedule with a true minus sign."""
    return f"{day}".replace("-", sentences.MINUS)
