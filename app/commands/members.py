"""Options that take one of a few words."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

Member = TypeVar("Member", bound=StrEnum)


def member_of(kind: type[Member]) -> Callable[[str], Member]:
    """Reads an option as a member of `kind`; another word is answered with those that there are."""

    def read(word: str) -> Member:
        if word not in set(kind):
            raise ArgumentTypeError(f"{word!r} is none of {', '.join(kind)}")
        return kind(word)

    return read
