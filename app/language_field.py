"""The field in which the language is chosen: the computer's own, or one of those there are."""

from PySide6.QtCore import QEvent, QSignalBlocker, Signal

from app.components.fields import Choice
from app.components.words import say
from app.language import NAMES


class LanguageField(Choice):
    """Signals: `chosen(name)` as settings keep it: "en", "zh", or "" for the computer's own."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        """`name`: what has been chosen until now."""
        super().__init__()
        say(self, LanguageField.setAccessibleName, lambda: self.tr("Language"))
        self.addItem(self._of_computer(), "")
        for known, called in NAMES.items():
            self.addItem(called, known)
        self.setCurrentIndex(max(self.findData(name), 0))
        self.currentIndexChanged.connect(lambda: self.chosen.emit(self.currentData()))

    def _of_computer(self) -> str:
        return self.tr("As the computer")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.count():
            with QSignalBlocker(self):
                self.setItemText(0, self._of_computer())
