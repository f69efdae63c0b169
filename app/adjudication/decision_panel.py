"""Which read is taken and why: both reads, what differs, the coded reason, the comment, and one button."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.adjudication.lines import ReadLine
from app.adjudication.read_card import ReadCard
from app.adjudication.sum_gauge import SumGauge
from app.components.buttons import button
from app.components.fields import Choice
from app.components.text import label, wrapped
from app.components.words import say
from measurements.adjudication.exchange import Standing
from measurements.signature import AdjudicationReason


@dataclass(frozen=True, slots=True)
class Decision:
    """What the adjudicator has decided: the place of the read that is taken (0 for A, 1 for B), and why."""

    place: int
    reason: AdjudicationReason
    comment: str


class DecisionPanel(QWidget):
    """Signals: `decided(Decision)`, `skipped()`, `readChosen(place)`."""

    decided = Signal(object)
    skipped = Signal()
    readChosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setProperty("edge", "left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hindrance = ""
        self._names = ("", "")
        self.cards = (ReadCard(), ReadCard())
        self.reason = Choice()
        self.comment = QPlainTextEdit()
        self.skip = button(lambda: self.tr("Skip"))
        self.decide = button("", primary=True)
        self._gauge = SumGauge()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._title = label("", "title", weight=600)
        self._title.setFixedHeight(43)
        self._title.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self._title)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._composed())
        column.addWidget(scroll, 1)
        column.addWidget(self._foot())
        self._wire()
        self._show_button()

    def _composed(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(8)
        column.addWidget(
            wrapped(
                lambda: self.tr(
                    "One read is taken whole, at all timepoints: the targets and the nadir of two readers "
                    "cannot be mixed."
                ),
                tone="faint",
            )
        )
        for card in self.cards:
            column.addWidget(card)
        column.addSpacing(6)
        column.addWidget(label(lambda: self.tr("Reason (required)"), "second", "second", 600))
        say(self.reason, Choice.setAccessibleName, lambda: self.tr("Reason (required)"))
        column.addWidget(self.reason)
        self.comment.setFixedHeight(92)
        self.comment.setTabChangesFocus(True)
        say(self.comment, QPlainTextEdit.setAccessibleName, lambda: self.tr("Comment (required)"))
        say(
            self.comment,
            QPlainTextEdit.setPlaceholderText,
            lambda: self.tr("What you saw that decides it (required)"),
        )
        column.addWidget(self.comment)
        self._count = label("", "caption", "faint")
        column.addWidget(self._count)
        column.addSpacing(6)
        self._variability = QWidget()
        inner = QVBoxLayout(self._variability)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        inner.addWidget(label(lambda: self.tr("Known reader variability"), "second", "second", 600))
        self._spread = wrapped("")
        inner.addWidget(self._spread)
        inner.addWidget(self._gauge)
        column.addWidget(self._variability)
        column.addSpacing(6)
        column.addWidget(label(lambda: self.tr("Why it is adjudicated"), "second", "second", 600))
        self._differences = wrapped("")
        column.addWidget(self._differences)
        column.addStretch(1)
        return body

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("edge", "top")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 14, 16, 14)
        for one in (self.skip, self.decide):
            one.setFixedHeight(36)
        say(self.skip, QWidget.setToolTip, lambda: self.tr("Back to the worklist; nothing is decided"))
        row.addWidget(self.skip)
        row.addStretch(1)
        row.addWidget(self.decide)
        return foot

    def _wire(self) -> None:
        for place, card in enumerate(self.cards):
            card.toggled.connect(self._show_button)
            card.clicked.connect(lambda _=False, place=place: self.readChosen.emit(place))
        self.reason.currentIndexChanged.connect(self._show_button)
        self.comment.textChanged.connect(self._show_comment)
        self.skip.clicked.connect(self.skipped)
        self.decide.clicked.connect(self._tell)

    # What is shown

    def show_subject(self, code: str, differences: Sequence[str], hindrance: str) -> None:
        """A subject comes up, nothing chosen.

        Args:
            differences: what the protocol's triggers found, a sentence each.
            hindrance: why nothing can be decided here, in a sentence; "" where it can.
        """
        self._hindrance = hindrance
        self.show_words(code, differences)
        for card in self.cards:
            card.setAutoExclusive(False)
            card.setChecked(False)
            card.setAutoExclusive(True)
        self.comment.clear()
        self.reason.setCurrentIndex(0)
        for part in (*self.cards, self.reason, self.comment):
            part.setEnabled(not hindrance)
        self._show_comment()

    def show_words(self, code: str, differences: Sequence[str]) -> None:
        """The words of a subject in the language of the moment; what was chosen and written stays."""
        self._title.setText(self.tr("Decision on {subject}").format(subject=code))
        nothing = self.tr("Nothing: by the protocol the two reads agree.")
        self._differences.setText("\n".join(differences) or nothing)
        place = max(self.reason.currentIndex(), 0)
        self.reason.blockSignals(True)
        self.reason.clear()
        self.reason.addItem(self.tr("Choose a reason"), None)
        for reason, text in self._reasons():
            self.reason.addItem(text, reason.value)
        self.reason.setCurrentIndex(place)
        self.reason.blockSignals(False)
        self._show_comment()

    def show_timepoint(self, reads: tuple[ReadLine, ReadLine], spread: str, a: Standing, b: Standing) -> None:
        """How the reads stand at a timepoint; `spread`: their sums beside known variability, "" without."""
        self._names = (reads[0].name, reads[1].name)
        for card, line in zip(self.cards, reads, strict=True):
            card.show_line(line)
        self._variability.setVisible(bool(spread))
        self._spread.setText(spread)
        self._gauge.show_reads(a, b)
        self._show_button()

    def _reasons(self) -> tuple[tuple[AdjudicationReason, str], ...]:
        return (
            (AdjudicationReason.BOUNDARY, self.tr("Boundary of a lesion")),
            (AdjudicationReason.OTHER_LESION, self.tr("Choice of lesions")),
            (AdjudicationReason.NEW_LESION, self.tr("New lesion, true or not")),
            (AdjudicationReason.NON_TARGET, self.tr("Judgement of non-targets")),
            (AdjudicationReason.IMAGE_QUALITY, self.tr("Quality of the pictures")),
            (AdjudicationReason.OTHER, self.tr("Another reason, told in the comment")),
        )

    def reason_words(self, reason: AdjudicationReason) -> str:
        """A coded reason as it is chosen by."""
        return dict(self._reasons())[reason]

    # What is decided

    @property
    def chosen(self) -> int | None:
        """0 for read A, 1 for read B."""
        return next((place for place, card in enumerate(self.cards) if card.isChecked()), None)

    def choose(self, place: int) -> None:
        """Takes a read in hand, as a click on its card does."""
        if self.cards[place].isEnabled():
            self.cards[place].setChecked(True)
            self.readChosen.emit(place)

    def decision(self) -> Decision | None:
        """What would be decided; None while something is missing."""
        place, reason, comment = self.chosen, self._reason(), self.comment.toPlainText().strip()
        if self._hindrance or place is None or reason is None:
            return None
        return Decision(place, reason, comment) if comment else None

    def _reason(self) -> AdjudicationReason | None:
        said = self.reason.currentData()
        return None if said is None else AdjudicationReason(said)

    def _tell(self) -> None:
        decision = self.decision()
        if decision is not None:
            self.decided.emit(decision)

    def _show_comment(self) -> None:
        count = len(self.comment.toPlainText())
        say(
            self._count,
            QLabel.setText,
            lambda: self.tr("{0} characters", "", count).format(count),
        )
        self._show_button()

    def _show_button(self) -> None:
        self.decide.setEnabled(self.decision() is not None)
        say(self.decide, QPushButton.setText, self._button_text)
        self.decide.setToolTip(self._hindrance)

    def _button_text(self) -> str:
        """What it does, or what is missing."""
        if self._hindrance:
            return self.tr("Nothing to decide")
        if self.chosen is None:
            return self.tr("Choose a read")
        if self._reason() is None:
            return self.tr("Choose a reason")
        if not self.comment.toPlainText().strip():
            return self.tr("Write a comment")
        return self.tr("Adjudicate: whole {read}").format(read=self._names[self.chosen])
