"""What a value of the protocol may be: read, or refused with what would be allowed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


class NotAllowed(Exception):
    """A value that is none of its kind."""


class Kind(Protocol):
    """A kind of value."""

    @property
    def allowed(self) -> str:
        """What may be given, to end a sentence: "a whole number from 0 to 10"."""

    def read(self, value: object) -> object:
        """The value as the protocol holds it.

        Raises:
            NotAllowed: it is none of this kind.
        """


@dataclass(frozen=True, slots=True)
class Whole:
    least: int
    most: int

    @property
    def allowed(self) -> str:
        return f"a whole number from {self.least} to {self.most}"

    def read(self, value: object) -> int:
        if type(value) is not int or not self.least <= value <= self.most:
            raise NotAllowed
        return value


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal, exact as written."""

    least: Decimal
    most: Decimal

    @property
    def allowed(self) -> str:
        return f"a number from {self.least} to {self.most}"

    def read(self, value: object) -> Decimal:
        if type(value) not in (int, Decimal):
            raise NotAllowed
        number = Decimal(str(value))
        if not number.is_finite() or not self.least <= number <= self.most:
            raise NotAllowed
        return number


@dataclass(frozen=True, slots=True)
class Limits:
    """A lower and an upper bound, the lower one first."""

    least: Decimal
    most: Decimal

    @property
    def allowed(self) -> str:
        return f"two numbers from {self.least} to {self.most}, the lower one first"

    def read(self, value: object) -> tuple[Decimal, Decimal]:
        if not isinstance(value, list) or len(value) != 2:
            raise NotAllowed
        low, high = map(Number(self.least, self.most).read, value)
        if low >= high:
            raise NotAllowed
        return low, high


@dataclass(frozen=True, slots=True)
class Flag:
    @property
    def allowed(self) -> str:
        return "true or false"

    def read(self, value: object) -> bool:
        if type(value) is not bool:
            raise NotAllowed
        return value


@dataclass(frozen=True, slots=True)
class Word:
    words: tuple[str, ...]

    @property
    def allowed(self) -> str:
        return f"{'one of ' if len(self.words) > 2 else ''}{_either(self.words)}"

    def read(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.words:
            raise NotAllowed
        return value


@dataclass(frozen=True, slots=True)
class Words:
    """Some of several words, none twice."""

    words: tuple[str, ...]

    @property
    def allowed(self) -> str:
        return f"a list of any of {_either(self.words)}, none twice"

    def read(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or any(word not in self.words for word in value):
            raise NotAllowed
        if len(set(value)) < len(value):
            raise NotAllowed
        return tuple(value)


@dataclass(frozen=True, slots=True)
class Text:
    longest: int = 300

    @property
    def allowed(self) -> str:
        return f"a text of 1 to {self.longest} printable letters in quotes"

    def read(self, value: object) -> str:
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise NotAllowed
        if len(value) > self.longest:
            raise NotAllowed
        return value


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the protocol.

    Attributes:
        english, chinese: what it is, in words.
        calls: whether it decides calls today; the others are kept for what stands on them.
    """

    kind: Kind
    english: str
    chinese: str
    calls: bool = False


Keys = Mapping[str, Key]


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
