"""The grid of subjects by timepoints: what it looks like and how keys and mouse move in it."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
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
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.components.chips import call_width, class_line, draw_call
from app.components.words import say
from app.style.fonts import font
from app.style.look import look
from app.worklist.marks import MARK_PX, draw_images_mark
from app.worklist.rows import Cell, Images, Reading, SubjectRow
from app.worklist.table import CELL_ROLE, ROW_ROLE, FilteredWorklist
from app.worklist.words import Words
from measurements.lesion import RadiationClass

ROW_PX = 44
HEAD_PX = 37
COLUMN_PX = (140, 165)  # least and most
MARGIN_PX = 16
SAMPLE_PX = 22
CHIP_PX = (32, 20)
BLOCK_INSET_PX = 4

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
        if index.row() == current.row():
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
        if cell.reading is Reading.READING:
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
        if cell.reading is Reading.READ:
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
        draw_call(painter, place, chip, signed=False, size_px=look().size.caption)
        return left + width + 8

    def _draw_mark(self, painter: QPainter, images: Images, left: float, block: QRectF) -> None:
        draw_images_mark(painter, images, QRectF(left, block.center().y() - MARK_PX / 2, MARK_PX, MARK_PX))

    def _tone(self, cell: Cell) -> QColor:
        colour = look().colour
        if cell.reading is Reading.READING:
            tone: QColor = colour.accent
        elif cell.reading is Reading.TO_READ and cell.images is not Images.NONE:
            tone = colour.text
        else:
            tone = colour.faint
        return tone


class SubjectHeader(QHeaderView):
    """The subjects at the left, in sight however far the timepoints are scrolled: code and class samples."""

    def __init__(self, grid: "WorklistGrid") -> None:
        super().__init__(Qt.Orientation.Vertical, grid)
        self._grid = grid
        self._code_px = 72
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(ROW_PX)
        self.setHighlightSections(False)

    @property
    def classes_left_px(self) -> int:
        """Where the column of class samples begins."""
        return MARGIN_PX + self._code_px + 16

    def fit_codes(self, codes: list[str]) -> None:
        """Makes the column of codes as wide as the widest, within reason."""
        metrics = self._grid.fontMetrics()
        widest = max((metrics.horizontalAdvance(code) * 1.08 for code in codes), default=0)
        self._code_px = int(min(max(widest, 64), 180))
        self.setFixedWidth(self.classes_left_px + 3 * SAMPLE_PX + 2 * 7 + 20)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colour = look().colour
        model = self.model()
        row: SubjectRow = model.headerData(section, Qt.Orientation.Vertical, ROW_ROLE)
        current = self._grid.currentIndex().row() == section
        painter.save()
        painter.fillRect(rect, colour.raised if current else colour.ground)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour.hairline)
        if current:
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height() - 1), colour.accent)
        painter.setPen(colour.text)
        painter.setFont(font(look().size.body, 600))
        # Codes of one site differ at their end.
        code = painter.fontMetrics().elidedText(row.code, Qt.TextElideMode.ElideMiddle, self._code_px + 4)
        painter.drawText(
            QRect(MARGIN_PX, rect.top(), self._code_px + 6, rect.height() - 1),
            int(Qt.AlignmentFlag.AlignVCenter),
            code,
        )
        middle = rect.top() + (rect.height() - 1) / 2
        left = float(self.classes_left_px)
        for radiation in (RadiationClass.SBRT, RadiationClass.LDRT, RadiationClass.UNIRRADIATED):
            # Each class keeps its place, so that a glance down the column compares subjects.
            if radiation in row.classes:
                class_line(painter, QPointF(left, middle), QPointF(left + SAMPLE_PX, middle), radiation.value)
            left += SAMPLE_PX + 7
        painter.restore()


class TimepointHeader(QHeaderView):
    """The timepoints' names above the grid."""

    def __init__(self, grid: "WorklistGrid") -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(HEAD_PX)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, look().colour.ground)
        painter.setPen(look().colour.second)
        painter.setFont(font(look().size.second, 600))
        inner = rect.adjusted(BLOCK_INSET_PX + 9, 0, -8, -1)
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        bottom = self.viewport().height() - 1
        painter.fillRect(QRect(0, bottom, self.viewport().width(), 1), look().colour.hairline)


class _Corner(QWidget):
    """The headings over the subjects."""

    def __init__(self, grid: "WorklistGrid", header: SubjectHeader) -> None:
        super().__init__(grid)
        self._header = header

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = look().colour
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour.ground)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), colour.hairline)
        painter.setPen(colour.second)
        painter.setFont(font(look().size.second, 600))
        inner = self.rect().adjusted(0, 0, 0, -1)
        for left, text in (
            (MARGIN_PX, self.tr("Subject")),
            (self._header.classes_left_px, self.tr("Classes")),
        ):
            painter.drawText(inner.adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)


class WorklistGrid(QTableView):
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
        self._corner = _Corner(self, self._subjects)
        self._subjects.sectionClicked.connect(self._to_row)
        self._subjects.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._subjects.customContextMenuRequested.connect(self._ask_for_subject)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._redraw_rows)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.headerDataChanged):
            changed.connect(self._fit)
        for changed in (model.columnsInserted, model.columnsRemoved):
            changed.connect(self._fit)
        self.verticalScrollBar().valueChanged.connect(self.sightChanged)
        self._fit()

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
            if row == self.currentIndex().row():
                painter.fillRect(0, top, width, ROW_PX, look().colour.raised)
            painter.fillRect(0, top + ROW_PX - 1, width, 1, look().colour.hairline)
        painter.end()
        super().paintEvent(event)

    def _redraw_rows(self, now: QModelIndex, before: QModelIndex) -> None:
        self.viewport().update()
        self._subjects.viewport().update()

    def _to_row(self, section: int) -> None:
        column = max(self.currentIndex().column(), 0)
        self.setCurrentIndex(self.model().index(section, column))

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
            self.setCurrentIndex(index)
            place = event.globalPos()
        else:
            index = self.currentIndex()
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        if index.isValid():
            self.menuWanted.emit(index, place)

    def _ask_for_subject(self, place: QPoint) -> None:
        row = self._subjects.logicalIndexAt(place)
        if row >= 0:
            self._to_row(row)
            self.subjectMenuWanted.emit(row, self._subjects.viewport().mapToGlobal(place))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            openable = _can_be_read(self.indexAt(event.position().toPoint()))
            shape = Qt.CursorShape.PointingHandCursor if openable else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
        return super().viewportEvent(event)


def _can_be_read(index: Index) -> bool:
    cell: Cell | None = index.data(CELL_ROLE)
    return cell is not None and cell.reading is not Reading.NOT_A_VISIT
