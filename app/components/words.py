"""Wording that follow the language: said when a widget is made, and again when the language changes."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt

Wording = str | Callable[[], str]
"""A text that is the same in every language, or what says it in the language of the moment."""

Spoken = TypeVar("Spoken", bound=QObject)


def say(widget: Spoken, show: Callable[[Spoken, str], object], words: Wording) -> None:
    """Shows `words` by a setter of the widget's class, `QLabel.setText`, from now on in every language.

    What was said before by the same setter is forgotten.
    """
    kept = widget.findChild(_Said, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if not isinstance(words, str):
        (kept or _Said(widget)).keep(show, words)
    elif kept is not None:
        kept.forget(show)
    show(widget, worded(words))


def worded(words: Wording) -> str:
    """The words in the language of the moment."""
    return words if isinstance(words, str) else words()


class _Said(QObject):
    """What its parent says; Qt sends a change of language to a widget's children."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        self._kept: dict[Callable[[Any, str], object], Callable[[], str]] = {}

    def keep(self, show: Callable[[Any, str], object], words: Callable[[], str]) -> None:
        self._kept[show] = words

    def forget(self, show: Callable[[Any, str], object]) -> None:
        self._kept.pop(show, None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            for show, words in self._kept.items():
                show(self.parent(), words())
        return super().event(event)
