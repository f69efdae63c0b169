"""What stands around the worklist's grid: subjects at the left, timepoints above, headings of both."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from app.components.chips import class_line
from app.style.fonts import font
from app.style.look import look
from app.worklist.rows import Next, Step, SubjectRow
from app.worklist.table import ROW_ROLE
from app.worklist.words import Words
from app.worklist.work_chips import draw_work
from measurements.lesion import RadiationClass

ROW_PX = 44
HEAD_PX = 37
MARGIN_PX = 16
SAMPLE_PX = 22
GAP_PX = 14
BLOCK_INSET_PX = 4
NEXT_PX = 132
WORK_PX = ((1300, (228, 104, 104)), (1080, (204, 90, 90)), (0, (168, 84, 84)))
"""From which width of the grid on the columns of readers, adjudicator and investigator have which width."""


class Beside(Enum):
    """What stands between the subject and its timepoints."""

    CLASSES = auto()
    NEXT = auto()
    """The classes, and what to do next."""
    WORK = auto()
    """Who has what to do with the subject."""


class SubjectGrid(QTableView):
    """What the headings ask of their grid."""

    def is_chosen(self, row: int) -> bool:
        """Whether the subject is the one in hand, or one of several chosen."""
        return row == self.currentIndex().row() or self.selectionModel().isRowSelected(row)


class SubjectHeader(QHeaderView):
    """The subjects at the left, in sight however far the timepoints are scrolled: code and class samples."""

    def __init__(self, grid: SubjectGrid) -> None:
        super().__init__(Qt.Orientation.Vertical, grid)
        self._grid = grid
        self._code_px = 72
        self._beside = Beside.CLASSES
        self._work_px = WORK_PX[0][1]
        self._words = Words(self)
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
        self._work_px = next(widths for least, widths in WORK_PX if self._grid.width() >= least)
        width = self.classes_left_px + sum(width + GAP_PX for _, width in self.columns) + GAP_PX
        self.setFixedWidth(width)

    def show_beside(self, beside: Beside) -> None:
        self._beside = beside
        self.viewport().update()

    @property
    def columns(self) -> list[tuple[str, int]]:
        """Heading and width of each column after the codes."""
        classes = (self.tr("Classes"), 3 * SAMPLE_PX + 2 * 7)
        if self._beside is Beside.CLASSES:
            return [classes]
        if self._beside is Beside.NEXT:
            return [classes, (self.tr("Next"), NEXT_PX)]
        headings = (self.tr("Readers"), self.tr("Adjudicator"), self.tr("Investigator"))
        return list(zip(headings, self._work_px, strict=True))

    @property
    def lefts_px(self) -> list[int]:
        """Where each of `columns` begins."""
        lefts, left = [], self.classes_left_px
        for _, width in self.columns:
            lefts.append(left)
            left += width + GAP_PX
        return lefts

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        colour = look().colour
        model = self.model()
        row: SubjectRow = model.headerData(section, Qt.Orientation.Vertical, ROW_ROLE)
        current = self._grid.is_chosen(section)
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
        if self._beside is Beside.WORK:
            self._draw_work(painter, rect, row)
        else:
            self._draw_classes(painter, rect, row)
        if self._beside is Beside.NEXT and row.next is not None:
            self._draw_next(painter, rect, row.next)
        painter.restore()

    def _draw_work(self, painter: QPainter, rect: QRect, row: SubjectRow) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = [
            QRectF(left, rect.top(), width, rect.height() - 1)
            for left, (_, width) in zip(self.lefts_px, self.columns, strict=True)
        ]
        draw_work(painter, row, places, self._words.lacking(row.lacking) if row.lacking else "")

    def _draw_next(self, painter: QPainter, rect: QRect, coming: Next) -> None:
        done = coming.step in (Step.COMPLETED, Step.ADJUDICATED)
        painter.setPen(look().colour.faint if done else look().colour.text)
        painter.setFont(font(look().size.second))
        shown = painter.fontMetrics().elidedText(
            self._words.next(coming), Qt.TextElideMode.ElideRight, NEXT_PX
        )
        place = QRect(self.lefts_px[-1], rect.top(), NEXT_PX + 2, rect.height() - 1)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _draw_classes(self, painter: QPainter, rect: QRect, row: SubjectRow) -> None:
        middle = rect.top() + (rect.height() - 1) / 2
        left = float(self.classes_left_px)
        for radiation in (RadiationClass.SBRT, RadiationClass.LDRT, RadiationClass.UNIRRADIATED):
            # Each class keeps its place, so that a glance down the column compares subjects.
            if radiation in row.classes:
                class_line(painter, QPointF(left, middle), QPointF(left + SAMPLE_PX, middle), radiation.value)
            left += SAMPLE_PX + 7


class TimepointHeader(QHeaderView):
    """The timepoints' names above the grid."""

    def __init__(self, grid: SubjectGrid) -> None:
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


class Corner(QWidget):
    """The headings over the subjects."""

    def __init__(self, grid: SubjectGrid, header: SubjectHeader) -> None:
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
        columns = zip(self._header.lefts_px, (name for name, _ in self._header.columns), strict=True)
        for left, text in ((MARGIN_PX, self.tr("Subject")), *columns):
            painter.drawText(inner.adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
