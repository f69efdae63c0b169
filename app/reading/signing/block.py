"""Below the call: who signed it, or the button that does."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.components.buttons import button, with_key
from app.components.text import wrapped
from app.reading.signing.lines import Act, SigningLines
from app.style.icons import draw_icon
from app.style.look import look

MOST_VOIDED = 2
"""How many signatures that stand no more have room, the latest; the tip has them all."""


class _Signed(QWidget):
    """A lock, and what is signed."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, 0, 0)
        self._words = wrapped("", "second", "done")
        row.addWidget(self._words)

    def show_words(self, words: str) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))

    @property
    def words(self) -> str:
        return self._words.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), "lock", QRectF(0, 2, 14, 14), look().colour.done)


class SigningBlock(QWidget):
    """Tells which button was pressed; never signs anything itself.

    Signal: `wanted(Act)`.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines = SigningLines()
        self._key = ""
        self._low = False
        self.setProperty("edge", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        self._column = column
        column.setSpacing(6)
        self._signed = _Signed()
        column.addWidget(self._signed)
        self._told = wrapped("")
        column.addWidget(self._told)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._buttons: dict[Act, QPushButton] = {}
        for act in Act:
            made = button("")
            made.clicked.connect(self._teller(act))
            made.hide()
            self._buttons[act] = made
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        self._why_not = wrapped("", "second", "second")
        column.addWidget(self._why_not)
        self._voided = wrapped("", "caption", "warning")
        column.addWidget(self._voided)
        self.show_lines(self._lines)

    def _teller(self, act: Act) -> Callable[[], None]:
        return lambda: self.wanted.emit(act)

    def show_lines(self, lines: SigningLines) -> None:
        self._lines = lines
        self._signed.show_words("\n".join(lines.signed))
        self._told.setText(lines.told)
        self._told.setVisible(bool(lines.told) and not self._low)
        offered = {offer.act: offer for offer in lines.offers}
        for act, made in self._buttons.items():
            offer = offered.get(act)
            made.setVisible(offer is not None)
            if offer is not None:
                made.setText(offer.text)
                made.setEnabled(not offer.why_not)
                by_key = act in (Act.SIGN, Act.COMPLETE)
                made.setToolTip(offer.why_not or with_key(offer.text, self._key if by_key else ""))
                self._mark(made, by_key and not offer.why_not)
        why_not = " ".join(offer.why_not for offer in lines.offers if offer.why_not)
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))
        self._voided.setText("\n".join(lines.voided[-MOST_VOIDED:]))
        self._voided.setToolTip("\n".join(lines.voided))
        self._voided.setVisible(bool(lines.voided) and not self._low)
        self.setVisible(bool(lines.signed or lines.told or lines.voided or lines.offers))

    @staticmethod
    def _mark(made: QPushButton, waits: bool) -> None:
        """Edges the button that waits to be pressed."""
        if bool(made.property("waits")) != waits:
            made.setProperty("waits", waits)
            made.style().unpolish(made)
            made.style().polish(made)

    def show_key(self, key: str) -> None:
        """The key that signs, for the tips."""
        self._key = key
        self.show_lines(self._lines)

    def set_low(self, low: bool) -> None:
        """Where there is little room, what stands no more is left out."""
        self._low = low
        self._column.setContentsMargins(12, 5 if low else 8, 12, 5 if low else 8)
        self.show_lines(self._lines)

    @property
    def lines(self) -> SigningLines:
        """What is shown."""
        return self._lines

    @property
    def buttons(self) -> list[QPushButton]:
        """All of them, shown or not."""
        return list(self._buttons.values())

    def button(self, act: Act) -> QPushButton:
        return self._buttons[act]
