"""How numbers are written on screen: one decimal, a true minus sign, a space before the unit."""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\u2212"
NO_VALUE = "\u2013"


def mm_text(value: Decimal | None) -> str:
    """Millimetres to 0.1, or a dash where there is no value (never a zero)."""
    return NO_VALUE if value is None else f"{_tenths(value)}".replace("-", MINUS)


def signed_mm_text(value: Decimal) -> str:
    """A change in millimetres with its sign."""
    return _signed(value)


def percent_text(value: Decimal | None) -> str:
    """A change in percent with its sign; empty where it is undefined."""
    return "" if value is None else f"{_signed(value)} %"


def change_percent(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """Percent from `before` to `now`; None where either is missing or `before` is zero."""
    if now is None or before is None or before == 0:
        return None
    return (now - before) * 100 / before


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _signed(value: Decimal) -> str:
    rounded = _tenths(value)
    return f"{MINUS if rounded < 0 else '+'}{abs(rounded)}"
