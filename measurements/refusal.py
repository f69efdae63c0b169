"""The one exception for what a user can cause and mend."""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from measurements.sentence import filled, in_english


class Refusal(Exception):
    """Bad input, told in one sentence: what happened, which file, what to do next.

    The command line prints the sentence and exits with status 2; windows say it in their language
    (`app/refusal_words.py`), which is why its figures and names are kept beside it.
    Nothing has been changed when it is raised.

    Attributes:
        sentence: in English, with a place for each of the values: "{path} exists already: choose
            another name." Without values it is said as it stands.
        values: by their places, told as those of a `Sentence` are.
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


class Damaged(Refusal):
    """The pages of a trial's file do not fit together."""


class Signed(Refusal):
    """What was to be changed is signed: the database refuses it until it is unlocked."""


class NotAllowed(Refusal):
    """Whoever is at the trial may not do or see this in the role they act in."""
