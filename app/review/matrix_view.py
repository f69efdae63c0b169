"""The matrix in the window: scrolled without waiting for any picture, walked with the arrow keys."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.components.words import say
from app.review.crop_loader import MOST_HELD, CropLoader
from app.review.crops import SIZE_PX, Crop
from app.review.matrix import Cell, Matrix
from app.review.matrix_drawing import GAP_PX, HEAD_PX, SIDE_PX, Layout, MatrixPainter
from app.style.charting import screen_palette
from app.style.look import look

LEFT_PX = 16.0
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_PageUp: (-3, 0),
    Qt.Key.Key_PageDown: (3, 0),
    Qt.Key.Key_Home: (0, -10_000),
    Qt.Key.Key_End: (0, 10_000),
}


class MatrixView(QAbstractScrollArea):
    """Signals: `opened(lesion_uid, timepoint_uid)`, `chosen(cell)`: the one that the keys are at,
    `overlayWanted(lesion_uid)`: the label of a lesion was clicked, or Space struck."""

    opened = Signal(str, str)
    chosen = Signal(object)
    overlayWanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        say(self, QWidget.setAccessibleName, lambda: self.tr("Lesions by timepoints"))
        self._palette = screen_palette()
        self._loader: CropLoader | None = None
        self._scaled: dict[Crop, QImage] = {}
        self._drawing = MatrixPainter(self._palette, self._picture)
        self._layout = Layout(Matrix(), 160.0)
        self._at: tuple[int, int] | None = None
        self._laid = ""
        self._repaint = QTimer(self)
        self._repaint.setSingleShot(True)
        self._repaint.setInterval(30)  # crops come in faster than a screen shows them
        self._repaint.timeout.connect(self.viewport().update)
        self.horizontalScrollBar().setSingleStep(40)
        self.verticalScrollBar().setSingleStep(40)

    def show_matrix(self, matrix: Matrix, loader: CropLoader | None) -> None:
        """Shows a matrix, its pictures as they come; the place of the keys stays where it can."""
        if loader is not self._loader:
            if self._loader is not None:
                self._loader.arrived.disconnect(self._repaint.start)
            self._scaled.clear()
            if loader is not None:
                loader.arrived.connect(self._repaint.start)
        self._loader = loader
        before = self.cell
        self._layout = Layout.fitting(matrix, *self._room_px())
        self._at = None
        for row, line in enumerate(matrix.rows):
            for column, cell in enumerate(line.cells):
                if before is not None and (cell.lesion_uid, cell.timepoint_uid) == (
                    before.lesion_uid,
                    before.timepoint_uid,
                ):
                    self._at = (row, column)
        self._give_room()
        self.viewport().update()

    def mark_laid(self, lesion_uid: str) -> None:
        """Marks the lesion whose timepoints are laid over each other; "" for none."""
        self._laid = lesion_uid
        self.viewport().update()

    def set_ghosts(self, on: bool) -> None:
        self._drawing.ghosts_on = on
        self.viewport().update()

    @property
    def matrix(self) -> Matrix:
        return self._layout.matrix

    @property
    def cell(self) -> Cell | None:
        """The one that the keys are at."""
        return None if self._at is None else self.matrix.rows[self._at[0]].cells[self._at[1]]

    def in_sight_first(self) -> list[Crop]:
        """All crops of the matrix, those in sight before the others."""
        seen: list[Crop] = []
        hidden: list[Crop] = []
        shown = QRectF(self._offset(), self.viewport().size()).adjusted(-SIDE_PX, -HEAD_PX, 0, 0)
        for row, line in enumerate(self.matrix.rows):
            for column, cell in enumerate(line.cells):
                if cell.crop is not None:
                    inside = self._layout.area(row, column).intersects(shown)
                    (seen if inside else hidden).append(cell.crop)
        return seen + hidden

    def go_to(self, row: int, column: int) -> None:
        """Puts the keys at a cell, and brings it into sight."""
        rows, columns = len(self.matrix.rows), len(self.matrix.columns)
        if not rows or not columns:
            return
        self._at = (min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))
        area = self._layout.area(*self._at)
        room = self.viewport().rect()
        for bar, start, end, seen in (
            (self.horizontalScrollBar(), area.left(), area.right(), room.width() - SIDE_PX - LEFT_PX),
            (self.verticalScrollBar(), area.top(), area.bottom(), room.height() - HEAD_PX),
        ):
            if start < bar.value():
                bar.setValue(int(start))
            elif end + GAP_PX > bar.value() + seen:
                bar.setValue(int(end + GAP_PX - seen) + 1)
        cell = self.cell
        assert cell is not None
        self.setAccessibleDescription(cell.spoken)
        self.viewport().update()
        self.chosen.emit(cell)

    def _picture(self, crop: Crop) -> QImage | str | None:
        """A crop at the size of the cells in the screen's own pixels, scaled once: scrolling only copies."""
        made = None if self._loader is None else self._loader.picture(crop)
        if not isinstance(made, QImage):
            return made
        wide = round(self._layout.cell_px * self.devicePixelRatioF())
        scaled = self._scaled.get(crop)
        if scaled is None or scaled.width() != wide:
            if len(self._scaled) >= MOST_HELD:
                self._scaled.clear()
            high = round(round(self._layout.cell_px * SIZE_PX[1] / SIZE_PX[0]) * self.devicePixelRatioF())
            smooth = made.scaled(
                wide,
                high,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            scaled = self._scaled[crop] = smooth.convertToFormat(QImage.Format.Format_RGB32)
        return scaled

    def _room_px(self) -> tuple[float, float]:
        """For all columns with the lesions' names, and for all rows."""
        return self.viewport().width() - LEFT_PX - 4, self.viewport().height() - HEAD_PX

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _give_room(self) -> None:
        room = self.viewport().size()
        wide, high = room.width() - SIDE_PX - LEFT_PX, room.height() - HEAD_PX
        self.horizontalScrollBar().setRange(0, max(0, round(self._layout.width_px - wide)))
        self.horizontalScrollBar().setPageStep(max(1, round(wide)))
        self.verticalScrollBar().setRange(0, max(0, round(self._layout.height_px - high)))
        self.verticalScrollBar().setPageStep(max(1, round(high)))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout = Layout.fitting(self.matrix, *self._room_px())
        self._give_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._palette.ground)
        offset, room = self._offset(), QRectF(self.viewport().rect())
        left, top = LEFT_PX + SIDE_PX - offset.x(), HEAD_PX - offset.y()
        cells = room.adjusted(LEFT_PX + SIDE_PX, HEAD_PX, 0, 0)
        painter.save()
        painter.setClipRect(cells)
        for row, line in enumerate(self.matrix.rows):
            with_bar = next((n for n, cell in enumerate(line.cells) if cell.crop is not None), -1)
            for column, cell in enumerate(line.cells):
                area = self._layout.area(row, column).translated(left, top)
                if not area.intersects(cells):
                    continue
                self._drawing.draw_cell(painter, area, cell, line, first=column == with_bar)
                if (row, column) == self._at:
                    painter.setPen(QPen(look().colour.accent, 2))
                    painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.restore()
        painter.save()
        painter.setClipRect(room.adjusted(0, HEAD_PX, 0, 0))
        for row, line in enumerate(self.matrix.rows):
            side = QRectF(LEFT_PX, self._layout.tops[row] + top, SIDE_PX, self._layout.row_px(row))
            if side.intersects(room):
                if line.lesion_uid == self._laid:
                    marked = side.adjusted(-10, 0, -4, 0)
                    painter.fillRect(marked, look().colour.selected)
                    painter.fillRect(
                        QRectF(marked.left(), marked.top(), 2, marked.height()), look().colour.accent
                    )
                self._drawing.draw_side(painter, side, line)
        painter.restore()
        painter.setClipRect(room.adjusted(LEFT_PX + SIDE_PX, 0, 0, 0))
        for column, heading in enumerate(self.matrix.columns):
            x = left + column * (self._layout.cell_px + GAP_PX)
            self._drawing.draw_head(painter, QRectF(x, 0, self._layout.cell_px, HEAD_PX), heading)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        found, row = self._under(event.position().toPoint()), self._label_under(event.position().toPoint())
        if found is not None:
            self.go_to(*found)
            self._open()
        elif row is not None:
            self.overlayWanted.emit(self.matrix.rows[row].lesion_uid)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        found, row = self._under(at), self._label_under(at)
        nothing = found is None and row is None
        self.viewport().setCursor(
            Qt.CursorShape.ArrowCursor if nothing else Qt.CursorShape.PointingHandCursor
        )
        tip = "" if found is None else self._spoken(found)
        if row is not None:
            asked = self.tr("Lay the timepoints of {lesion} over each other (Space)")
            tip = asked.format(lesion=self.matrix.rows[row].label)
        elif (column := self._head_under(at)) is not None:
            tip = self.matrix.columns[column].reason
        self.viewport().setToolTip(tip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif key == Qt.Key.Key_Space and self.cell is not None:
            self.overlayWanted.emit(self.cell.lesion_uid)
        elif key in _STEPS:
            down, right = _STEPS[key]
            row, column = (0, 0) if self._at is None else self._at
            self.go_to(row + (down if self._at else 0), column + (right if self._at else 0))
        else:
            super().keyPressEvent(event)

    def _under(self, at: QPoint) -> tuple[int, int] | None:
        x, y = at.x() - LEFT_PX - SIDE_PX, at.y() - HEAD_PX
        if x < 0 or y < 0 or not QRect(self.viewport().rect()).contains(at):
            return None
        return self._layout.at(x + self._offset().x(), y + self._offset().y())

    def _label_under(self, at: QPoint) -> int | None:
        """The row whose label lies under a point."""
        y = at.y() - HEAD_PX
        if not 0 <= at.x() < LEFT_PX + SIDE_PX - GAP_PX or y < 0:
            return None
        place = self._layout.at(0.0, y + self._offset().y())
        return None if place is None else place[0]

    def _head_under(self, at: QPoint) -> int | None:
        """The column whose head lies under a point."""
        column = int((at.x() - LEFT_PX - SIDE_PX + self._offset().x()) // (self._layout.cell_px + GAP_PX))
        inside = at.x() >= LEFT_PX + SIDE_PX and 0 <= at.y() < HEAD_PX
        return column if inside and 0 <= column < len(self.matrix.columns) else None

    def _spoken(self, place: tuple[int, int]) -> str:
        return self.matrix.rows[place[0]].cells[place[1]].spoken

    def _open(self) -> None:
        if self.cell is not None:
            self.opened.emit(self.cell.lesion_uid, self.cell.timepoint_uid)
