"""Sentences for a user, apart from their figures and names: a window says them in its language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum


class Term(str):
    """A value that is a word of the language, not a name."""

    __slots__ = ()


class OneOf(tuple[object, ...]):
    """Values of which one is to be chosen, told with "or" between them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, init=False)
class Sentence:
    """What is told to a user without anything being refused.

    Its text is the English sentence; windows say it in their language (`app/refusal_words.py`).

    Attributes:
        template: in English, with a place for each of the values: "{count} files are missing." Without
            values it is said as it stands.
        values: by their places. A member of an enumeration is told by its value, a tuple as a list with
            commas; `Term` and `OneOf` are told as they say.
    """

    template: str
    values: Mapping[str, object]

    def __init__(self, template: str, /, **values: object) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", values)

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        return filled(self.template, self.values, in_english)


def filled(template: str, values: Mapping[str, object], told: Callable[[object], object]) -> str:
    """A sentence with its values in their places, each as `told` tells it."""
    return template.format_map({name: told(value) for name, value in values.items()}) if values else template


def in_english(value: object) -> object:
    """A value as the English sentence has it; what is no list and no enumeration stays as it is."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return (" or " if isinstance(value, OneOf) else ", ").join(str(in_english(one)) for one in value)
    return value
