"""The grid of subjects by timepoints: what it looks like and how keys and mouse move in it."""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.components.chips import call_width, draw_call
from app.components.words import say
from app.style.fonts import font
from app.style.look import look
from app.worklist.headers import (
    BLOCK_INSET_PX,
    HEAD_PX,
    ROW_PX,
    SAMPLE_PX,
    Beside,
    Corner,
    SubjectGrid,
    SubjectHeader,
    TimepointHeader,
)
from app.worklist.marks import MARK_PX, draw_images_mark
from app.worklist.rows import Cell, Images, Reading
from app.worklist.table import CELL_ROLE, FilteredWorklist
from app.worklist.words import Words

COLUMN_PX = (140, 165)  # least and most
CHIP_PX = (32, 20)
READ_TO_ITS_END = (Reading.READ, Reading.TO_SIGN, Reading.SIGNED)


Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws one timepoint: a block for what is to be done, plain words for what is done."""

    def __init__(self, grid: "WorklistGrid") -> None:
        super().__init__(grid)
        self._grid = grid
        self._words = Words(self)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colour = look().colour
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        cell: Cell | None = index.data(CELL_ROLE)
        current = self._grid.currentIndex()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._grid.is_chosen(index.row()):
            painter.fillRect(rect, colour.raised)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour.hairline)
        block = QRectF(rect).adjusted(BLOCK_INSET_PX, 4, -BLOCK_INSET_PX, -5)
        if cell is not None:
            hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            self._draw_ground(painter, block, cell, hovered)
            self._draw_content(painter, block, cell, index)
        if index.row() == current.row() and index.column() == current.column():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour.accent if self._grid.hasFocus() else colour.border, 2))
            painter.drawRoundedRect(block, 4, 4)
        painter.restore()

    def _draw_ground(self, painter: QPainter, block: QRectF, cell: Cell, hovered: bool) -> None:
        colour = look().colour
        inner = block.adjusted(0.5, 0.5, -0.5, -0.5)
        if cell.reading in (Reading.READING, Reading.TO_SIGN):
            painter.setPen(QPen(colour.accent if hovered else colour.selected_border, 1))
            painter.setBrush(colour.selected)
        elif cell.reading is Reading.TO_READ and cell.images is not Images.NONE:
            painter.setPen(QPen(colour.border if hovered else colour.control, 1))
            painter.setBrush(colour.border if hovered else colour.control)
        elif hovered:
            painter.setPen(QPen(colour.control, 1))
            painter.setBrush(colour.control)
        else:
            return
        painter.drawRoundedRect(inner, 4, 4)

    def _draw_content(self, painter: QPainter, block: QRectF, cell: Cell, index: Index) -> None:
        colour = look().colour
        words = self._words.cell(cell, "")
        right = block.right() - 8
        if cell.reading in READ_TO_ITS_END:
            left = self._draw_chip(painter, block, cell)
            if cell.needs_look:
                self._draw_mark(painter, cell.images, right - MARK_PX, block)
                right -= MARK_PX + 6
        else:
            left = block.left() + 10
            self._draw_mark(painter, cell.images, left, block)
            left += MARK_PX + 8
        painter.setFont(font(look().size.second))
        metrics = painter.fontMetrics()
        aside, width = words.count, metrics.horizontalAdvance(words.count)
        room = right - left - metrics.horizontalAdvance(words.state) - 10
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        if not aside and cell.label != heading and room > SAMPLE_PX:
            aside, width = cell.label, min(metrics.horizontalAdvance(cell.label), int(room))
        if aside:
            painter.setPen(colour.second)
            place = QRectF(right - width, block.top(), width + 1, block.height())
            shown = metrics.elidedText(aside, Qt.TextElideMode.ElideRight, width + 1)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), shown)
            right -= width + 8
        painter.setPen(self._tone(cell))
        place = QRectF(left, block.top(), right - left + 6, block.height())
        shown = metrics.elidedText(words.state, Qt.TextElideMode.ElideRight, max(0, int(right - left) + 4))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _draw_chip(self, painter: QPainter, block: QRectF, cell: Cell) -> float:
        """The call of a timepoint that was read; returns where the words begin."""
        chip = "BL" if cell.order == 0 else cell.call
        left = block.left() + 8
        if not chip:  # what was said contradicts itself, so there is no call to show
            self._draw_mark(painter, Images.TO_CHECK, left + 2, block)
            return left + 2 + MARK_PX + 8
        width = max(CHIP_PX[0], call_width(chip, CHIP_PX[1]))
        place = QRectF(left, block.center().y() - CHIP_PX[1] / 2, width, CHIP_PX[1])
        signed = cell.reading is Reading.SIGNED
        draw_call(painter, place, chip, signed=signed, size_px=look().size.caption)
        return left + width + 8

    def _draw_mark(self, painter: QPainter, images: Images, left: float, block: QRectF) -> None:
        draw_images_mark(painter, images, QRectF(left, block.center().y() - MARK_PX / 2, MARK_PX, MARK_PX))

    def _tone(self, cell: Cell) -> QColor:
        colour = look().colour
        if cell.reading in (Reading.READING, Reading.TO_SIGN):
            tone: QColor = colour.accent
        elif cell.reading is Reading.TO_READ and cell.images is not Images.NONE:
            tone = colour.text
        else:
            tone = colour.faint
        return tone


class WorklistGrid(SubjectGrid):
    """Subjects by timepoints. Arrows move, Enter or a double click opens, the menu key asks for changes."""

    opened = Signal(QModelIndex)
    menuWanted = Signal(QModelIndex, QPoint)
    subjectMenuWanted = Signal(int, QPoint)
    sightChanged = Signal()

    def __init__(self, model: FilteredWorklist) -> None:
        super().__init__()
        self.setModel(model)
        say(self, QTableView.setAccessibleName, lambda: self.tr("Subjects by timepoints"))
        self._subjects = SubjectHeader(self)
        self.setVerticalHeader(self._subjects)
        self.setHorizontalHeader(TimepointHeader(self))
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        for button in self.findChildren(QAbstractButton):
            button.hide()
        self._corner = Corner(self, self._subjects)
        self._subjects.sectionClicked.connect(self._to_row)
        self._subjects.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._subjects.customContextMenuRequested.connect(self._ask_for_subject)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._redraw_rows)
        self.selectionModel().selectionChanged.connect(self._redraw_rows)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.headerDataChanged):
            changed.connect(self._fit)
        for changed in (model.columnsInserted, model.columnsRemoved):
            changed.connect(self._fit)
        self.verticalScrollBar().valueChanged.connect(self.sightChanged)
        self._fit()

    def show_beside(self, beside: Beside) -> None:
        """Says what stands between subject and timepoints. Where that is who has what to do, several subjects
        can be chosen: with Shift, Ctrl, or all in sight with Ctrl+A."""
        several = beside is Beside.WORK
        self._subjects.show_beside(beside)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        behaviours = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behaviours.SelectRows if several else behaviours.SelectItems)
        self._fit()

    @property
    def chosen_rows(self) -> list[int]:
        """The rows of the subjects that are chosen, from the top; that of the cell in hand at least."""
        chosen = {index.row() for index in self.selectionModel().selectedIndexes()}
        current = self.currentIndex()
        return sorted(chosen | ({current.row()} if current.isValid() else set()))

    def _fit(self) -> None:
        """Gives the columns the room there is, between the least and the most that reads well."""
        model = self.model()
        codes = [str(model.headerData(row, Qt.Orientation.Vertical)) for row in range(model.rowCount())]
        self._subjects.fit_codes(codes)
        columns = model.columnCount()
        if columns:
            room = self.width() - self._subjects.width() - self.verticalScrollBar().sizeHint().width()
            width = min(max(room // columns, COLUMN_PX[0]), COLUMN_PX[1])
            self.horizontalHeader().setDefaultSectionSize(width)
        self.updateGeometries()
        self._place_corner()

    def _place_corner(self) -> None:
        self._corner.setGeometry(0, 0, self._subjects.width(), HEAD_PX)
        self._corner.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.sightChanged.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows go on to the right edge, beyond the last timepoint."""
        painter = QPainter(self.viewport())
        width = self.viewport().width()
        for row in range(self.model().rowCount()):
            top = self.rowViewportPosition(row)
            if self.is_chosen(row):
                painter.fillRect(0, top, width, ROW_PX, look().colour.raised)
            painter.fillRect(0, top + ROW_PX - 1, width, 1, look().colour.hairline)
        painter.end()
        super().paintEvent(event)

    def _redraw_rows(self) -> None:
        self.viewport().update()
        self._subjects.viewport().update()

    def _to_row(self, section: int) -> None:
        if QApplication.keyboardModifiers() and self.selectionMode() != _ONE:
            return  # the view has added it to those chosen
        column = max(self.currentIndex().column(), 0)
        self._take(self.model().index(section, column))

    def _take(self, index: QModelIndex) -> None:
        """Comes to a cell; where its subject is one of several chosen, they stay chosen."""
        flags = QItemSelectionModel.SelectionFlag
        if self.selectionMode() == _ONE:
            self.setCurrentIndex(index)
        elif self.selectionModel().isRowSelected(index.row()):
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        else:
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _open(self, index: QModelIndex) -> None:
        if _can_be_read(index):
            self.opened.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Home and not event.modifiers():
            self.setCurrentIndex(self.model().index(self.currentIndex().row(), 0))
        elif event.key() == Qt.Key.Key_End and not event.modifiers():
            self.setCurrentIndex(self._last_in(self.currentIndex().row()))
        elif event.text() and not event.modifiers() and event.text().isprintable():
            event.ignore()  # the page's keys, such as the one for the filter; no search by typing here
        else:
            super().keyPressEvent(event)

    def _last_in(self, row: int) -> QModelIndex:
        places = [self.model().index(row, column) for column in range(self.model().columnCount())]
        return next((place for place in reversed(places) if place.data(CELL_ROLE) is not None), QModelIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            self._take(index)
            place = event.globalPos()
        else:
            index = self.currentIndex()
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        if index.isValid():
            self.menuWanted.emit(index, place)

    def _ask_for_subject(self, place: QPoint) -> None:
        row = self._subjects.logicalIndexAt(place)
        if row >= 0:
            self._take(self.model().index(row, max(self.currentIndex().column(), 0)))
            self.subjectMenuWanted.emit(row, self._subjects.viewport().mapToGlobal(place))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            openable = _can_be_read(self.indexAt(event.position().toPoint()))
            shape = Qt.CursorShape.PointingHandCursor if openable else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        return super().viewportEvent(event)


def _can_be_read(index: Index) -> bool:
    cell: Cell | None = index.data(CELL_ROLE)
    return cell is not None and cell.reading not in (Reading.NOT_A_VISIT, Reading.LATER)


_ONE = QAbstractItemView.SelectionMode.SingleSelection
