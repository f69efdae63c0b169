"""The one exception for what a user can cause and mend."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Self


class Refusal(Exception):
    """Bad input, told in one sentence: what happened, which file, what to do next.

    The command line prints the sentence and exits with status 2; windows say it in their language
    (`app/refusal_words.py`), which is why its figures and names are kept beside it.
    Nothing has been changed when it is raised.

    Attributes:
        sentence: in English, with a place for each of the values: "{path} exists already: choose
            another name." Without values it is said as it stands.
        values: by their places. A member of an enumeration is told by its value, a tuple as a list with
            commas; `Term` and `OneOf` are told as they say.
    """

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(filled(sentence, values, in_english))
        self.sentence = sentence
        self.values = values

    def said_of(self, meant: Path, instead_of: Path) -> Self:
        """The same of the file that the user knows, where it was refused of another in its stead."""
        values = {
            name: str(value).replace(str(instead_of), str(meant)) if isinstance(value, str | Path) else value
            for name, value in self.values.items()
        }
        refusal = self.__new__(type(self))
        refusal.__dict__.update(self.__dict__)
        Refusal.__init__(refusal, self.sentence.replace(str(instead_of), str(meant)), **values)
        return refusal


class Several(Refusal):
    """What is refused for several reasons at once, each told on a line of its own.

    Attributes:
        refusals: each reason, at least one.
    """

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(map(str, self.refusals)))


class NotStored(Refusal):
    """A change that was right but that the disk did not take: the same may succeed when the disk is back."""


class Signed(Refusal):
    """What was to be changed is signed: the database refuses it until it is unlocked."""


class NotAllowed(Refusal):
    """Whoever is at the trial may not do or see this in the role they act in."""


class Term(str):
    """A value that is a word of the language, not a name."""

    __slots__ = ()


class OneOf(tuple[object, ...]):
    """Values of which one is to be chosen, told with "or" between them."""

    __slots__ = ()


def filled(sentence: str, values: Mapping[str, object], told: Callable[[object], object]) -> str:
    """A sentence with its values in their places, each as `told` tells it."""
    return sentence.format_map({name: told(value) for name, value in values.items()}) if values else sentence


def in_english(value: object) -> object:
    """A value as the English sentence has it; what is no list and no enumeration stays as it is."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return (" or " if isinstance(value, OneOf) else ", ").join(str(in_english(one)) for one in value)
    return value
