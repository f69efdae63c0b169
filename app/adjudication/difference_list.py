"""The differences of a timepoint, what decides the call first: each with what it does, in a sentence."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.adjudication.lines import DifferenceLine
from app.components.chips import class_line
from app.components.text import label, wrapped
from app.components.words import Wording, say
from app.style.fonts import font
from app.style.icons import draw_icon
from app.style.look import look

MARGIN_PX = 12
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class DifferenceRow(QWidget):
    """Lesion, both values, their difference, and what it does to the call."""

    clicked = Signal()

    def __init__(self, line: DifferenceLine) -> None:
        super().__init__()
        self.line = line
        self._selected = False
        self._hovered = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setToolTip("\n".join(filter(None, (line.site, line.remark))))
        self.setAccessibleName(
            f"{line.title} {line.site} A {line.a_text} B {line.b_text} {line.change_text}. {line.sentence}"
        )

    def set_selected(self, selected: bool) -> None:
        if selected != self._selected:
            self._selected = selected
            self.update()

    @property
    def selected(self) -> bool:
        return self._selected

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = QFontMetrics(font(look().size.second))
        room = QRectF(0, 0, width - 2 * MARGIN_PX, 400).toRect()
        return 62 + words.boundingRect(room, WRAPPED, self.line.sentence).height() + 10

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(event.size().width()))
        self.setMaximumHeight(self.minimumHeight())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, size, line = look().colour, look().size, self.line
        painter = QPainter(self)
        if self._selected:
            painter.fillRect(self.rect(), colours.selected)
            painter.fillRect(QRectF(0, 0, 2, self.height()), colours.accent)
        elif self._hovered:
            painter.fillRect(self.rect(), colours.control)
        painter.setPen(colours.hairline)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        right = self.width() - MARGIN_PX
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(font(size.title, 600))
        painter.setPen(colours.text)
        change_width = painter.fontMetrics().horizontalAdvance(line.change_text)
        painter.drawText(
            QRectF(right - change_width - 2, 10, change_width + 2, 22),
            middle | int(Qt.AlignmentFlag.AlignRight),
            line.change_text,
        )
        title_width = painter.fontMetrics().horizontalAdvance(line.title)
        painter.drawText(QRectF(MARGIN_PX, 10, title_width + 4, 22), middle, line.title)
        left = MARGIN_PX + title_width + 10
        if line.class_name:
            class_line(painter, QPointF(left, 21), QPointF(left + 20, 21), line.class_name)
            left += 28
        painter.setFont(font(size.second))
        painter.setPen(colours.second)
        room = right - change_width - 10 - left
        site = painter.fontMetrics().elidedText(line.site, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(left, 10, room, 22), middle, site)
        painter.drawText(
            QRectF(MARGIN_PX, 35, right - MARGIN_PX, 18), middle, f"A {line.a_text}  \u00b7  B {line.b_text}"
        )
        painter.setPen(colours.warning if line.decides else colours.faint)
        painter.drawText(QRectF(MARGIN_PX, 58, right - MARGIN_PX, self.height() - 60), WRAPPED, line.sentence)


class _GroupHead(QWidget):
    """What the differences below it do: decide, or not."""

    def __init__(self, text: Wording, *, decides: bool) -> None:
        super().__init__()
        self._decides = decides
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(38 if decides else MARGIN_PX, 0, MARGIN_PX, 0)
        row.addWidget(label(text, "second", "warning" if decides else "second", 600))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look().colour
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.warning_ground if self._decides else colours.raised)
        if self._decides:
            draw_icon(painter, "warning", QRectF(MARGIN_PX, 7, 18, 18), colours.warning)


class DifferenceList(QWidget):
    """All differences of a timepoint; one of them is in hand.

    Signals: `chosen(place)` of the difference that was clicked, from 0.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setProperty("edge", "right")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        title = label(lambda: self.tr("Differences"), "title", weight=600)
        title.setFixedHeight(43)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(label(lambda: self.tr("largest effect first"), "caption", "faint"))
        column.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        say(self._scroll, QScrollArea.setAccessibleName, lambda: self.tr("Differences"))
        column.addWidget(self._scroll, 1)
        self.rows: list[DifferenceRow] = []

    def show_lines(self, lines: Sequence[DifferenceLine], together: str, place: int | None) -> None:
        """Shows the differences of a timepoint.

        Args:
            together: what several of them do where none decides alone; "" where there is nothing to say.
            place: of the one in hand.
        """
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = []
        if together:
            note = wrapped(together, "second", "warning")
            note.setContentsMargins(MARGIN_PX, 10, MARGIN_PX, 10)
            column.addWidget(note)
        if not lines:
            nothing = wrapped(lambda: self.tr("The two reads say the same at this timepoint."))
            nothing.setContentsMargins(MARGIN_PX, 10, MARGIN_PX, 10)
            column.addWidget(nothing)
        headed: set[bool] = set()
        for at, line in enumerate(lines):
            if line.decides not in headed:
                headed.add(line.decides)
                column.addWidget(self._head(line.decides))
            row = DifferenceRow(line)
            row.clicked.connect(lambda at=at: self.chosen.emit(at))
            column.addWidget(row)
            self.rows.append(row)
        column.addStretch(1)
        self._scroll.setWidget(body)
        self.select(place)

    def _head(self, decides: bool) -> QWidget:
        if decides:
            return _GroupHead(lambda: self.tr("Decides the call"), decides=True)
        return _GroupHead(lambda: self.tr("No effect on the call"), decides=False)

    def select(self, place: int | None) -> None:
        """Marks the difference in hand, and brings it into sight."""
        for at, row in enumerate(self.rows):
            row.set_selected(at == place)
            if at == place:
                self._scroll.ensureWidgetVisible(row)
