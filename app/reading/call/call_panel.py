"""The call of the current timepoint, why it is that, what would make it another, and how sure it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.components.chips import CallChip
from app.components.text import ElidedLabel, label, retone, wrapped
from app.components.words import say
from app.figures import percent_text, unbroken
from app.reading.call.flip_gauge import FlipGauge
from app.reading.desk.lines import CallLine


class CallPanel(QWidget):
    """Chip, sentence and protocol always; gauge, its words, reasons and remarks where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._line: CallLine | None = None
        self._low = self._tight = False
        column = QVBoxLayout(self)
        self._column = column
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
        self._state = label("", "second", "faint")
        head.addWidget(self._state, 1)
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
        self._flip_head = QWidget()
        flip_head = QHBoxLayout(self._flip_head)
        flip_head.setContentsMargins(0, 0, 0, 0)
        flip_head.setSpacing(8)
        flip_head.addWidget(label(lambda: self.tr("What would flip it"), "second", "second", 600), 1)
        self._readers = label("", "second", "accent")
        say(
            self._readers,
            QWidget.setToolTip,
            lambda: self.tr("The dotted band: between which sums 95 % of other readers' lie, as published."),
        )
        flip_head.addWidget(self._readers)
        flip.addWidget(self._flip_head)
        self._gauge = FlipGauge()
        flip.addWidget(self._gauge)
        self._flip_words = wrapped("")
        flip.addWidget(self._flip_words)
        column.addWidget(self._flip)
        self._certainty = wrapped("", "second", "faint")
        column.addWidget(self._certainty)
        for waiting in (self._flip_words, self._certainty):
            waiting.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._remarks = wrapped("")
        column.addWidget(self._remarks)
        self._protocol = ElidedLabel("", "caption", "faint")
        column.addWidget(self._protocol)

    def show_call(self, line: CallLine) -> None:
        self._line = line
        self._chip.setVisible(bool(line.response))
        self._chip.show_call(line.response, drafted=line.drafted, signed=line.signed)
        self._title.setText(line.title)
        self._state.setVisible(line.drafted or (bool(line.response) and line.response != "BL"))
        state = self.tr("Draft")
        if line.drafted:
            state = self.tr("Not saved yet")
        elif line.signed:
            state = self.tr("Signed")
        if state != self._state.text():
            self._state.setText(state)
            retone(self._state, "accent" if line.drafted else "done" if line.signed else "faint")
        self._sentence.setText(unbroken(line.sentence))
        for waiting in (self._flip_words, self._certainty):
            # What waits for the release keeps its place: nothing above it jumps under the hand.
            waiting.setMinimumHeight(waiting.height() if line.drafted and waiting.isVisible() else 0)
        self._show_flips(line)
        if not line.drafted:
            self._certainty.setVisible(bool(line.certainty) and not self._low)
        self._certainty.setText(unbroken(line.certainty))
        self._remarks.setVisible(bool(line.remarks) and not self._low)
        self._remarks.setText("\n".join(line.remarks))
        self._protocol.setVisible(bool(line.response))
        self._protocol.setText(self.tr("Protocol {0}").format(line.protocol))

    def _show_flips(self, line: CallLine) -> None:
        """Where there is little room, the sums alone, by the gauge or in the first sentence."""
        moot = self._low and line.signed  # who signed it stands in its place
        self._flip.setVisible(bool(line.flip_sentences) and not self._tight and not moot)
        self._gauge.setVisible(line.flip is not None)
        self._readers.setVisible(line.flip is not None)
        if line.flip is not None:
            self._gauge.show_bar(line.flip)
            low, high = map(percent_text, line.flip.two_readers_pct)
            self._readers.setToolTip(
                self.tr(
                    "Between these changes lie 95 % of other readers' sums of the same lesions, as published."
                )
            )
            self._readers.setText(self.tr("two readers {0} … {1}").format(low.removesuffix(" %"), high))
        told = line.flip_sentences[:1] if self._low else line.flip_sentences
        self._flip_words.setText(unbroken("\n".join(told)))
        for told_by_gauge in (self._flip_words, self._flip_head):
            told_by_gauge.setVisible(not (self._low and line.flip is not None))
        self._gauge.setToolTip("\n".join((*line.flip_sentences, self._readers.text())))

    @property
    def response(self) -> str:
        """The call shown."""
        return self._chip.response

    @property
    def drafted(self) -> bool:
        """Whether it is shown as one of which nothing is stored."""
        return self._chip.drafted

    @property
    def sentence(self) -> str:
        """The sentence shown."""
        return _plain(self._sentence.text())

    @property
    def flips(self) -> str:
        """The sentences shown on what would flip it."""
        return _plain(self._flip_words.text()) if self._flip_words.isVisible() else ""

    @property
    def certainty(self) -> str:
        """The sentence shown on how sure it is."""
        return _plain(self._certainty.text()) if self._certainty.isVisible() else ""

    @property
    def protocol(self) -> str:
        """What is shown of the protocol."""
        return self._protocol.text() if self._protocol.isVisible() else ""

    @property
    def gauge(self) -> FlipGauge:
        return self._gauge

    def set_room(self, *, low: bool, tight: bool) -> None:
        """Certainty and remarks go first where there is little room, then the flip; the call never goes."""
        self._low, self._tight = low, tight
        self._column.setContentsMargins(12, 8 if low else 12, 12, 4 if low else 8)
        self._column.setSpacing(6 if low else 10)
        if self._line is not None:
            self.show_call(self._line)


def _plain(sentence: str) -> str:
    return sentence.replace("\u00a0", " ")
