"""Whose read is on the desk, for those who see the reads of others."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.components.fields import Choice
from app.components.text import label
from app.components.words import say
from measurements.trial import Read


class ReadChoice(QWidget):
    """In sight where there are several reads to be seen and none to draw in; `chosen(read_uid)`."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(label(lambda: self.tr("Read of"), "caption", "second"))
        self.field = Choice()
        say(self.field, Choice.setAccessibleName, lambda: self.tr("Read of"))
        self.field.activated.connect(self._tell)
        column.addWidget(self.field)
        self._shown = ""
        self.hide()

    def show_reads(self, reads: Sequence[Read], shown_uid: str) -> None:
        """All that may be chosen, and the one on the desk; none hides it."""
        self._shown = shown_uid
        self.field.clear()
        for read in reads:
            self.field.addItem(read.reader, read.uid)
        self.field.setCurrentIndex(self.field.findData(shown_uid))
        self.setVisible(len(reads) > 1)

    def _tell(self) -> None:
        uid = self.field.currentData()
        if uid != self._shown:
            self.chosen.emit(uid)
