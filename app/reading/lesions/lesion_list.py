"""The list of lesions, grouped by radiation class: id, site, course, prior and now, change, state."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.case_words import CLASS_ORDER
from app.components.chips import ClassTag
from app.components.sparkline import draw_sparkline
from app.components.text import wrapped
from app.components.words import Wording, say
from app.reading.desk.lines import Answer, LesionLine
from app.style.fonts import font
from app.style.icons import draw_icon
from app.style.look import look
from measurements.lesion import Role

WIDE_FROM_PX = 380
HEAD_PX, LOW_HEAD_PX = 24, 20
ROW_PX, LOW_ROW_PX = 52, 40
LINE_ROW_PX, LOW_LINE_ROW_PX = 36, 30
"""Heights of a row with a site under its label, and of one with both in a line."""

_ANSWER_ICON = {
    Answer.GIVEN: ("check", "done"),
    Answer.NO_VALUE: ("warning", "warning"),
    Answer.WANTED: ("to-draw", "accent"),
}


class LesionRow(QWidget):
    """One lesion; a click makes it the active one, a right click asks for its menu, a drag moves it.

    Signals: `dragged(uid, place)` while it is held, `dropped(uid, place)` at last; places on the screen.
    """

    dragged = Signal(str, QPoint)
    dropped = Signal(str, QPoint)
    clicked = Signal(str)
    menuWanted = Signal(str, QPoint)

    def __init__(self, line: LesionLine) -> None:
        super().__init__()
        self._line = line
        self._selected = False
        self._hovered = False
        self._marked = False
        self._low = False
        self._pressed: QPoint | None = None
        self._carried = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_line(line)

    @property
    def line(self) -> LesionLine:
        return self._line

    def show_line(self, line: LesionLine) -> None:
        """Redraws only when something shown has changed."""
        if line != self._line or not self.accessibleName():
            self._line = line
            self.setAccessibleName(
                f"{line.label} {line.site} {line.now_text} {line.change_text} {line.remark}"
            )
            self.setToolTip(line.remark)
            self.updateGeometry()
            self.update()

    def set_selected(self, selected: bool) -> None:
        if selected != self._selected:
            self._selected = selected
            self.update()

    def set_low(self, low: bool) -> None:
        """Where there is little room its lines stand closer."""
        if low != self._low:
            self._low = low
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        if self._tall:
            return QSize(348, LOW_ROW_PX if self._low else ROW_PX)
        return QSize(348, LOW_LINE_ROW_PX if self._low else LINE_ROW_PX)

    @property
    def _tall(self) -> bool:
        return self._line.role is not Role.NON_TARGET or bool(self._line.course)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._carried = event.position().toPoint(), False
            self.clicked.emit(self._line.uid)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        way = event.position().toPoint() - self._pressed
        self._carried = self._carried or way.manhattanLength() >= QApplication.startDragDistance()
        if self._carried:
            self.dragged.emit(self._line.uid, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            carried, self._pressed, self._carried = self._carried, None, False
            if carried:
                self.dropped.emit(self._line.uid, event.globalPosition().toPoint())

    def set_marked(self, marked: bool) -> None:
        """Whether a lesion that is dragged would come to stand here."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menuWanted.emit(self._line.uid, event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look().colour
        size = look().size
        painter = QPainter(self)
        if self._selected:
            painter.fillRect(self.rect(), colours.selected)
            painter.fillRect(QRectF(0, 0, 2, self.height()), colours.accent)
        elif self._hovered:
            painter.fillRect(self.rect(), colours.control)
        if self._marked:
            painter.setPen(QPen(colours.accent, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        line = self._line
        right = self.width() - 12
        icon_name, tone = _ANSWER_ICON[line.answer]
        draw_icon(
            painter, icon_name, QRectF(right - 16, self.height() / 2 - 8, 16, 16), getattr(colours, tone)
        )
        right -= 24
        self._text(
            painter, QRectF(right - 64, 0, 64, self.height()), line.change_text, size.second, 400, "second"
        )
        # Words are no figure that has to stand under others: they leave the site more room.
        in_words = line.now_text[:1].isalpha() and not line.change_text
        numbers_right = right - 68 if line.course and not in_words else right
        now_width = self._text(
            painter, QRectF(0, 0, numbers_right, self.height()), line.now_text,
            size.millimetres if line.course else size.second, 600 if line.course else 400,
            "text" if line.course else "second",
        )  # fmt: skip
        prior_width = 0.0
        if line.prior_text:
            prior_width = self._text(
                painter, QRectF(0, 1, numbers_right - now_width - 6, self.height()),
                f"{line.prior_text} \u2192", size.second, 400, "faint",
            )  # fmt: skip
        numbers_left = numbers_right - now_width - prior_width - 14
        painter.setPen(colours.text)
        if self._tall:
            painter.setFont(font(size.body, 600))
            closer = 5 if self._low else 0
            painter.drawText(QPointF(12, 22 - closer), line.label)
            if line.course:
                # Where the row is short the course stands over the site, so that both have room.
                wide = self.width() > WIDE_FROM_PX
                spark = (
                    QRectF(self.width() - 248, (self.height() - 18) / 2, 44, 18)
                    if wide
                    else QRectF(72, 10 - closer, 44, 13)
                )
                if wide:
                    spark.moveRight(
                        min(spark.right(), numbers_left)
                    )  # words for a length are longer than one
                site_width = spark.left() - 18 if wide else numbers_left - 12
                draw_sparkline(painter, spark, line.course, line.class_name)
            else:
                site_width = numbers_left - 12
            self._site(painter, QRectF(12, 27 - 1.4 * closer, site_width, 18))
        else:
            painter.setFont(font(size.body, 600))
            painter.drawText(QRectF(12, 0, 60, self.height()), Qt.AlignmentFlag.AlignVCenter, line.label)
            self._site(painter, QRectF(64, 0, numbers_left - 64, self.height()))

    def _site(self, painter: QPainter, rect: QRectF) -> None:
        painter.setFont(font(look().size.second))
        painter.setPen(look().colour.warning if self._line.warned else look().colour.second)
        text = self._line.site or self.tr("Site not set")
        # Shortened in its middle: the side stands at the end.
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
        self.setToolTip(
            "\n".join(part for part in (text if shown != text else "", self._line.remark) if part)
        )

    def _text(
        self, painter: QPainter, rect: QRectF, text: str, size_px: int, weight: int, colour: str
    ) -> float:
        """Draws `text` right-aligned into `rect`; its width."""
        painter.setFont(font(size_px, weight))
        painter.setPen(getattr(look().colour, colour))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        return painter.fontMetrics().horizontalAdvance(text)


class _ClassHead(QWidget):
    """The head of one class's group."""

    def __init__(self, class_name: str, text: Wording) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 0)
        column.addWidget(ClassTag(class_name, text))
        self.set_low(False)

    def set_low(self, low: bool) -> None:
        self.setFixedHeight(LOW_HEAD_PX if low else HEAD_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), look().colour.raised)


class LesionList(QScrollArea):
    """All lesions of the read, in groups; rows are kept and updated, not rebuilt, while lesions stay."""

    lesionChosen = Signal(str)
    menuWanted = Signal(str, QPoint)
    placed = Signal(str, str)  # a lesion, and the one in whose place it was dropped

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say(self, QScrollArea.setAccessibleName, lambda: self.tr("Lesions"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._held = ""
        self._hint = wrapped(self._told_empty)
        self._hint.setContentsMargins(12, 12, 12, 12)
        self._column.addWidget(self._hint)
        self._column.addStretch(1)
        self.setWidget(self._body)
        self._active_uid: str | None = None
        self._rows: dict[str, LesionRow] = {}
        self._heads: dict[str, _ClassHead] = {}
        self._low = False

    def set_low(self, low: bool) -> None:
        """Where there is little room, rows and heads stand closer, so that more of them are in sight."""
        self._low = low
        for row in self._rows.values():
            row.set_low(low)
        for head in self._heads.values():
            head.set_low(low)
        self._give_height()
        self._bring_active()

    def hold(self, held: str) -> None:
        """What an empty list says where nothing can be drawn; "" where it can."""
        self._held = held
        say(self._hint, QLabel.setText, self._told_empty)

    def _told_empty(self) -> str:
        return self._held or self.tr(
            "Drag along the longest diameter of a lesion; the short axis follows until you click. "
            "It becomes the first target."
        )

    def show_lines(
        self, lines: Sequence[LesionLine], active_uid: str | None, *, tells_class: bool = True
    ) -> None:
        """Shows `lines` under the heads of their classes; under none where these are not to be told."""
        gone = set(self._rows) - {line.uid for line in lines}
        for uid in gone:
            row = self._rows.pop(uid)
            # Gone now, not when Qt comes to deleting it: another subject may be shown in the same moment.
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self._hint.setVisible(not lines)
        place = 0
        for class_name in CLASS_ORDER:
            of_class = [line for line in lines if line.class_name == class_name]
            head = self._head(class_name)
            place = self._put(head, place)
            # Once it is in the list: shown before, it is a window.
            head.setVisible(bool(of_class) and tells_class)
            for line in of_class:
                row = self._row(line)
                place = self._put(row, place)
                row.set_selected(line.uid == active_uid)
        self._active_uid = active_uid
        self._give_height()
        self._bring_active()

    def _bring_active(self) -> None:
        active = self._rows.get(self._active_uid or "")
        if active is not None:
            self.ensureWidgetVisible(active, 0, HEAD_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is in hand stays in sight when the parts below take their room."""
        super().resizeEvent(event)
        self._bring_active()

    def _give_height(self) -> None:
        """All rows in their full height now, not at the next event: what is in hand is scrolled to."""
        height = self._column.totalMinimumSize().height()
        self._body.setMinimumHeight(height)
        self._body.resize(self._body.width(), max(height, self.viewport().height()))
        self._column.activate()

    def row(self, uid: str) -> LesionRow:
        """The row of one lesion."""
        return self._rows[uid]

    def _put(self, widget: QWidget, place: int) -> int:
        if self._column.indexOf(widget) != place:
            self._column.removeWidget(widget)
            self._column.insertWidget(place, widget)
        return place + 1

    def _under(self, uid: str, at: QPoint) -> LesionRow | None:
        """The row of another lesion of its class at a place of the screen."""
        own = self._rows.get(uid)
        for row in self._rows.values():
            if row is not own and own is not None and row.line.class_name == own.line.class_name:
                inside = self.viewport().rect().contains(self.viewport().mapFromGlobal(at))
                if inside and row.rect().contains(row.mapFromGlobal(at)):
                    return row
        return None

    def _mark_under(self, uid: str, at: QPoint) -> None:
        under = self._under(uid, at)
        for row in self._rows.values():
            row.set_marked(row is under)

    def _place_under(self, uid: str, at: QPoint) -> None:
        under = self._under(uid, at)
        for row in self._rows.values():
            row.set_marked(False)
        if under is not None:
            self.placed.emit(uid, under.line.uid)

    def _head(self, class_name: str) -> _ClassHead:
        if class_name not in self._heads:
            names: dict[str, Wording] = {
                "NONE": lambda: self.tr("Unirradiated"),
                "UNTAGGED": lambda: self.tr("Class not set"),
            }
            self._heads[class_name] = _ClassHead(class_name, names.get(class_name, class_name))
            self._heads[class_name].set_low(self._low)
        return self._heads[class_name]

    def _row(self, line: LesionLine) -> LesionRow:
        if line.uid not in self._rows:
            row = LesionRow(line)
            row.clicked.connect(self.lesionChosen)
            row.menuWanted.connect(self.menuWanted)
            row.dragged.connect(self._mark_under)
            row.dropped.connect(self._place_under)
            row.set_low(self._low)
            self._rows[line.uid] = row
        row = self._rows[line.uid]
        row.show_line(line)
        return row
