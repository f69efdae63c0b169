"""The language the program speaks: one value, which everything that writes a sentence asks."""

from measurements.recist.phrases import Language

_spoken: list[Language] = ["en"]


def language() -> Language:
    """In which to write now."""
    return _spoken[-1]


def speak(chosen: Language) -> None:
    """Chooses the language; what is on the screen has to be shown anew."""
    _spoken[:] = [chosen]


def sentence(clauses: str) -> str:
    """Clauses of the engine as a sentence: with a capital where there are any, and a full stop."""
    if not clauses:
        return ""
    return f"{clauses}。" if language() == "zh" else f"{clauses[:1].upper()}{clauses[1:]}."
