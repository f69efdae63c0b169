"""The call of the current timepoint, why it is that, and what would make it another."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.components.chips import CallChip
from app.components.text import label, wrapped
from app.reading.flip_gauge import FlipGauge
from app.reading.lines import CallLine


def _unbroken(sentence: str) -> str:
    """The sentence with every number kept on one line with its unit."""
    return re.sub(r"(\d) (%|mm)", "\\1\u00a0\\2", sentence)


class CallPanel(QWidget):
    """Chip and sentence always; gauge and remarks where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._line: CallLine | None = None
        self._low = self._tight = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        call = QHBoxLayout()
        call.setSpacing(12)
        self._chip = CallChip("", height_px=42, size="call")
        call.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label("", "title", weight=600)
        head.addWidget(self._title)
        self._draft = label(self.tr("Draft"), "second", "faint")
        head.addWidget(self._draft, 1)
        words.addLayout(head)
        self._sentence = wrapped("")
        self._sentence.setObjectName("call-sentence")
        words.addWidget(self._sentence)
        call.addLayout(words, 1)
        column.addLayout(call)
        self._flip = QWidget()
        flip = QVBoxLayout(self._flip)
        flip.setContentsMargins(0, 0, 0, 0)
        flip.setSpacing(4)
        flip.addWidget(label(self.tr("What would flip it"), "second", "second", 600))
        self._gauge = FlipGauge()
        flip.addWidget(self._gauge)
        self._flip_words = wrapped("")
        flip.addWidget(self._flip_words)
        column.addWidget(self._flip)
        self._remarks = wrapped("")
        column.addWidget(self._remarks)

    def show_call(self, line: CallLine) -> None:
        self._line = line
        self._chip.setVisible(bool(line.response))
        self._chip.show_call(line.response)
        self._title.setText(line.title)
        self._draft.setVisible(bool(line.response) and line.response != "BL")
        self._sentence.setText(_unbroken(line.sentence))
        self._flip.setVisible(line.flip is not None and not self._tight)
        if line.flip is not None:
            self._gauge.show_bar(line.flip)
            self._flip_words.setText(_unbroken("\n".join(line.flip.sentences)))
        self._remarks.setVisible(bool(line.remarks) and not self._low)
        self._remarks.setText("\n".join(line.remarks))

    @property
    def response(self) -> str:
        """The call shown."""
        return self._chip.response

    @property
    def sentence(self) -> str:
        """The sentence shown."""
        return self._sentence.text().replace("\u00a0", " ")

    def set_room(self, *, low: bool, tight: bool) -> None:
        """Remarks go first where there is little room, then the flip; the call and its sentence never go."""
        self._low, self._tight = low, tight
        if self._line is not None:
            self.show_call(self._line)
