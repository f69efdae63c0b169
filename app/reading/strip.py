"""The strip of timepoints and their series: thumbnails to hang in a viewport."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.components.chips import CallChip
from app.components.text import ElidedLabel, label, retone, wrapped
from app.figures import day_text
from app.reading.desk.lines import TimepointLine
from app.reading.marks.key_image_list import KeyImageList
from app.reading.pictures.dropping import drag_series
from app.reading.signing.read_choice import ReadChoice
from app.style.fonts import font
from app.style.icons import draw_icon
from app.style.look import look

PICTURE_PX = (86, 66)


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One series as the strip shows it; `warning` says what is unsound about it, empty when nothing is."""

    key: str
    timepoint_uid: str
    title: str
    warning: str
    loadable: bool


class Thumbnail(QWidget):
    """A small picture of a series' middle slice, its title, and a mark when its geometry is unsound."""

    clicked = Signal(str)
    hangWanted = Signal(str)

    def __init__(self, line: SeriesLine) -> None:
        super().__init__()
        self._pressed_at: QPoint | None = None
        self._closed = False
        self.show_line(line)
        self._picture: QImage | None = None
        self._missing = not line.loadable
        self._shown = False
        self._title_width_px = PICTURE_PX[0]
        self._pictured = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if line.loadable else Qt.FocusPolicy.NoFocus)

    def show_line(self, line: SeriesLine) -> None:
        """Title and warning, which may have changed."""
        self._line = line
        self.setToolTip("\n".join(part for part in (line.title, line.warning) if part))
        self.setAccessibleName(f"{line.title} {line.warning}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._title_width_px, self._picture_height_px() + 22)

    def _picture_height_px(self) -> int:
        return PICTURE_PX[1] if self._pictured else 0

    def set_closed(self, closed: bool) -> None:
        """Whether its timepoint does not open yet: a lock stands for the picture, and it cannot be hung."""
        if closed != self._closed:
            self._closed = closed
            usable = self._line.loadable and not closed
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus if usable else Qt.FocusPolicy.NoFocus)
            self.update()

    def set_pictured(self, pictured: bool) -> None:
        """Whether the picture is seen, or the title alone."""
        if pictured != self._pictured:
            self._pictured = pictured
            self.updateGeometry()
            self.update()

    def show_picture(self, picture: QImage | None) -> None:
        """None: there is none to be had."""
        self._picture = picture
        self._missing = picture is None
        self.update()

    def give_title(self, width_px: int) -> None:
        """How wide the title may be; the picture stays as it is."""
        if width_px != self._title_width_px:
            self._title_width_px = width_px
            self.updateGeometry()
            self.update()

    def set_shown(self, shown: bool) -> None:
        """Marks the series as hung in a viewport."""
        if shown != self._shown:
            self._shown = shown
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._line.loadable and not self._closed:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carried far enough, the series goes to the picture it is dropped on."""
        if self._pressed_at is None:
            return
        gone = event.position().toPoint() - self._pressed_at
        if gone.manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            drag_series(self._line.key, self.grab(QRect(0, 0, *PICTURE_PX)), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        pressed, self._pressed_at = self._pressed_at is not None, None
        if self._closed:
            event.ignore()  # the timepoint says why
        if event.button() == Qt.MouseButton.LeftButton and inside and pressed:
            self.clicked.emit(self._line.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.hangWanted.emit(self._line.key)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit(self._line.key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._pictured:
            self._paint_picture(painter)
        self._paint_title(painter)

    def _paint_picture(self, painter: QPainter) -> None:
        colours = look().colour
        frame = QRectF(0, 0, *PICTURE_PX)
        painter.fillRect(frame, QColor(colours.viewport))
        if self._closed:
            middle = frame.center()
            draw_icon(painter, "lock", QRectF(middle.x() - 10, middle.y() - 10, 20, 20), colours.faint)
        elif self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            # The frame is filled: what is cut off above and below a body is air and the table.
            part = QSizeF(frame.size()).scaled(
                QSizeF(self._picture.size()), Qt.AspectRatioMode.KeepAspectRatio
            )
            source = QRectF(0, 0, part.width(), part.height())
            source.moveCenter(QRectF(self._picture.rect()).center())
            painter.drawImage(frame, self._picture, source)
        elif self._missing:
            painter.setPen(colours.faint)
            painter.setFont(font(look().size.caption))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.tr("no picture"))
        edge = colours.accent if self._shown or self.hasFocus() else colours.border
        width = 2 if self._shown or self.hasFocus() else 1
        painter.setPen(QPen(edge, width))
        painter.drawRect(frame.adjusted(width / 2, width / 2, -width / 2, -width / 2))

    def _paint_title(self, painter: QPainter) -> None:
        colours = look().colour
        top = self._picture_height_px()
        painter.setFont(font(look().size.caption))
        painter.setPen(colours.text if self._shown else colours.second)
        room = self._title_width_px
        if self._line.warning:
            room -= 18
            draw_icon(painter, "warning", QRectF(room + 4, top + 4, 14, 14), colours.warning)
        text = painter.fontMetrics().elidedText(self._line.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(0, top + 2, room, 18), int(Qt.AlignmentFlag.AlignVCenter), text)
        if not self._pictured and (self._shown or self.hasFocus()):
            painter.setPen(QPen(colours.accent, 2))
            painter.drawLine(0, top + 21, room, top + 21)


class _TimepointBox(QWidget):
    """One timepoint: its label, day and call, then its series."""

    chosen = Signal(str)

    def __init__(self, line: TimepointLine, series: Sequence[SeriesLine]) -> None:
        super().__init__()
        self._line = line
        self._brief = False
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 10, 12)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(6)
        self._label = label(line.label, "title", weight=600)
        head.addWidget(self._label)
        self._day = label("", "second", "faint")
        head.addWidget(self._day, 1)
        self._chip = CallChip()
        head.addWidget(self._chip)
        column.addLayout(head)
        self._state = wrapped("", "second", "second")
        column.addWidget(self._state)
        self._said = ElidedLabel("", "caption", "warning")
        self._said.hide()
        column.addWidget(self._said)
        grid = QGridLayout()
        grid.setContentsMargins(0, 6, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        self.thumbnails = {entry.key: Thumbnail(entry) for entry in series}
        for place, thumbnail in enumerate(self.thumbnails.values()):
            grid.addWidget(thumbnail, place // 2, place % 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(2, 1)
        column.addLayout(grid)
        self._grid = grid
        self.show_line(line)

    def show_line(self, line: TimepointLine) -> None:
        self._chip.setToolTip(line.reason)
        self.setToolTip(line.opens)
        self._line = line
        self._label.setText(line.label)
        self._day.setText(self.tr("day {0}").format(day_text(line.day)))
        self._chip.show_call(line.call, signed=line.signed)
        for thumbnail in self.thumbnails.values():
            thumbnail.set_closed(bool(line.opens))
        self._show_state()
        self.update()

    def _show_state(self) -> None:
        line = self._line
        role = self.tr("Current") if line.current else self.tr("Prior") if line.prior else ""
        if line.opens:
            text = line.opens
        elif self._brief:
            text = line.brief_state_text
        elif role:
            text = f"{role} \u00b7 {line.state_text.lower()}"
        else:
            text = line.state_text
        self._state.setText(text)
        retone(self._state, "accent" if line.current else "second")

    @property
    def closed(self) -> bool:
        """Whether the timepoint does not open yet."""
        return bool(self._line.opens)

    def show_said_of_pictures(self, said: str) -> None:
        """What was found of its pictures; empty where nothing was."""
        text = said.replace("\n", " ")
        if text != self._said.text():
            self._said.setText(text)
            self._said.setVisible(bool(text))

    def lay_out(self, columns: int) -> None:
        """One thumbnail a row and few words, or two side by side."""
        self._brief = columns == 1
        self._day.setVisible(not self._brief)
        self._show_state()
        alone = columns > 1 and len(self.thumbnails) == 1
        for place, thumbnail in enumerate(self.thumbnails.values()):
            thumbnail.give_title(2 * PICTURE_PX[0] if alone else PICTURE_PX[0])
            self._grid.addWidget(thumbnail, place // columns, place % columns, Qt.AlignmentFlag.AlignLeft)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._line.uid)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._line.current:
            painter.fillRect(QRectF(0, 0, 2, self.height()), look().colour.accent)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), look().colour.hairline)


class SeriesStrip(QWidget):
    """All timepoints of the subject, the latest at the top."""

    timepointChosen = Signal(str)
    seriesChosen = Signal(str)
    hangWanted = Signal(str)  # in the picture in hand
    readChosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QWidget()
        head.setFixedHeight(44)
        head.setProperty("edge", "bottom")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(label(lambda: self.tr("Timepoints"), "second", "second", 600), 1)
        self._keys = label("", "keycap", "faint")
        row.addWidget(self._keys)
        outer.addWidget(head)
        self.reads = ReadChoice()
        self.reads.chosen.connect(self.readChosen)
        outer.addWidget(self.reads)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        area.setWidget(body)
        outer.addWidget(area, 1)
        self.key_images = KeyImageList()
        outer.addWidget(self.key_images)
        self._boxes: dict[str, _TimepointBox] = {}
        self._columns = 2
        self._pictured = True

    def set_pictures_shown(self, shown: bool) -> None:
        """Whether series have small pictures, or titles alone."""
        self._pictured = shown
        for box in self._boxes.values():
            for thumbnail in box.thumbnails.values():
                thumbnail.set_pictured(shown)

    def show_keys(self, earlier: str, later: str) -> None:
        """The keys that walk the timepoints; "" where there is none."""
        self._keys.setText("  ".join(key for key in (earlier, later) if key))

    def build(self, timepoints: Sequence[TimepointLine], series: Sequence[SeriesLine]) -> None:
        """Sets the strip up for a subject."""
        for box in self._boxes.values():
            # Gone now, not when Qt comes to deleting it: another subject is shown in the same moment.
            box.hide()
            self._column.removeWidget(box)
            box.deleteLater()
        self._boxes = {}
        for place, line in enumerate(reversed(timepoints)):
            box = _TimepointBox(line, [entry for entry in series if entry.timepoint_uid == line.uid])
            box.chosen.connect(self.timepointChosen)
            for thumbnail in box.thumbnails.values():
                thumbnail.clicked.connect(self.seriesChosen)
                thumbnail.set_pictured(self._pictured)
                thumbnail.hangWanted.connect(self.hangWanted)
            box.lay_out(self._columns)
            self._column.insertWidget(place, box)
            self._boxes[line.uid] = box

    def show_timepoints(self, timepoints: Sequence[TimepointLine]) -> None:
        """Updates calls and states."""
        for line in timepoints:
            self._boxes[line.uid].show_line(line)

    def show_said_of_pictures(self, timepoint_uid: str, said: str) -> None:
        """What was found of a timepoint's pictures before it is read; empty: nothing."""
        self._boxes[timepoint_uid].show_said_of_pictures(said)

    def show_series(self, series: Sequence[SeriesLine]) -> None:
        """Updates what is said of series."""
        for line in series:
            self._boxes[line.timepoint_uid].thumbnails[line.key].show_line(line)

    def show_picture(self, key: str, picture: QImage | None) -> None:
        """Puts a series' thumbnail in; None where there is none to be had."""
        for box in self._boxes.values():
            if key in box.thumbnails:
                box.thumbnails[key].show_picture(picture)

    def show_hung(self, keys: Sequence[str]) -> None:
        """Marks the series that are in a viewport."""
        for box in self._boxes.values():
            for key, thumbnail in box.thumbnails.items():
                thumbnail.set_shown(key in keys)

    def focus_first(self) -> None:
        """Gives the keyboard to the first series that is open."""
        for box in self._boxes.values():
            for thumbnail in () if box.closed else box.thumbnails.values():
                thumbnail.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def set_narrow(self, narrow: bool) -> None:
        """One thumbnail a row in a strip of 124 px, two in 200."""
        self.setFixedWidth(124 if narrow else 200)
        self.key_images.set_narrow(narrow)
        columns = 1 if narrow else 2
        if columns != self._columns:
            self._columns = columns
            for box in self._boxes.values():
                box.lay_out(columns)
