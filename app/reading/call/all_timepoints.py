"""Every timepoint beside every other: millimetres, sums, changes, responses, as one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.case_words import class_name, state_text
from app.components.words import say
from app.figures import day_text, mm_text, percent_text
from app.reading.desk.desk_view import DeskView
from app.reading.desk.site_choices import site_text
from app.style.fonts import font
from app.style.look import look
from measurements.lesion import Lesion, RadiationClass, Role, State
from measurements.recist.assessment import TimepointAssessment
from measurements.recist.response import NewLesion, Response
from measurements.recist.sentences import response_text
from measurements.trial import Timepoint

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: its title and its cells, and the class whose colour the title has."""

    title: str
    cells: tuple[str, ...]
    class_name: str = ""
    strong: bool = False


class _TableModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._heads: tuple[str, ...] = ()
        self._lines: tuple[_Line, ...] = ()

    def show_lines(self, heads: tuple[str, ...], lines: tuple[_Line, ...]) -> None:
        """Changes cells in place while the shape stays."""
        same_shape = len(heads) == len(self._heads) and len(lines) == len(self._lines)
        if same_shape:
            self._heads, self._lines = heads, lines
            if lines and heads:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(heads) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(heads) - 1, 0))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(len(lines) - 1, 0))
            return
        self.beginResetModel()
        self._heads, self._lines = heads, lines
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole:
            return font(look().size.second, 600 if line.strong else 400)
        if role == Qt.ItemDataRole.ForegroundRole:
            return look().colour.text if line.strong else look().colour.second
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            line = self._lines[section]
            if role == LINE_ROLE:
                return line
            return line.title if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole:
            return font(look().size.caption)
        return None


class _Titles(QHeaderView):
    """The rows' titles, in the colours of their classes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        line: _Line = self.model().headerData(section, Qt.Orientation.Vertical, LINE_ROLE)
        colours = look().colour
        painter.save()
        painter.fillRect(rect, colours.ground)
        painter.setFont(font(look().size.second, 600 if line.strong or line.class_name else 400))
        if line.class_name:
            painter.setPen(look().classes[line.class_name].colour)
        else:
            painter.setPen(colours.text if line.strong else colours.second)
        inner = rect.adjusted(16, 0, -8, 0)
        title = painter.fontMetrics().elidedText(line.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), title)
        painter.restore()


TITLE_PX = 216
COLUMN_PX = 92
CELL_MARGINS_PX = 36
HEAD_PX = 40
LINE_ROLE = Qt.ItemDataRole.UserRole


class AllTimepoints(QTableView):
    """Rows: lesions, sums, changes, responses, sums by class. Columns: timepoints.

    The titles of the rows stay in sight while the timepoints scroll.
    """

    def __init__(self) -> None:
        super().__init__()
        self._model = _TableModel()
        self.setModel(self._model)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)  # no column is cut
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        say(self, QTableView.setAccessibleName, lambda: self.tr("All timepoints"))
        self.setWordWrap(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._least_column_px = COLUMN_PX
        self.horizontalHeader().setFixedHeight(HEAD_PX)
        self.horizontalHeader().setHighlightSections(False)
        self.setVerticalHeader(_Titles(self))
        self.verticalHeader().setDefaultSectionSize(26)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setFixedWidth(TITLE_PX)
        self.verticalHeader().setHighlightSections(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def show_case(self, view: DeskView) -> None:
        """Fills it, but for what the protocol hides of other timepoints than the current one."""
        case = view.case
        heads = tuple(f"{timepoint.label}\n{_day(timepoint)}" for timepoint in case.timepoints)
        lines = tuple(self._lines(view))
        metrics = QFontMetrics(font(look().size.second, 600))
        widest = max((metrics.horizontalAdvance(cell) for line in lines for cell in line.cells), default=0)
        self._least_column_px = max(widest + CELL_MARGINS_PX, COLUMN_PX)
        self._model.show_lines(heads, lines)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """As many whole columns as there is room for, so that none is cut at either end."""
        count, room = self._model.columnCount(), self.viewport().width()
        in_sight = max(min(count, room // self._least_column_px), 1)
        self.horizontalHeader().setDefaultSectionSize(room // in_sight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def show_column(self, place: int) -> None:
        """Scrolls to a timepoint, counted from baseline."""
        self.scrollTo(self._model.index(self.rowAt(0), place))

    def _lines(self, view: DeskView) -> list[_Line]:
        case, timepoints = view.case, view.case.timepoints
        calls = [case.call_at(timepoint) for timepoint in timepoints]
        lines = [
            _Line(
                f"{lesion.label}  {site_text(lesion.site, case.protocol.sites)}",
                tuple(_cell(view, lesion, timepoint) for timepoint in timepoints),
                class_name(lesion),
            )
            for lesion in sorted(case.lesions, key=lambda entry: (list(Role).index(entry.role), entry.label))
        ]

        sums_shown = [view.may_show_sum(timepoint) for timepoint in timepoints]
        changes_shown = [view.may_show_change(timepoint) for timepoint in timepoints]

        def row(
            title: str,
            of: Any,
            *,
            shown: Sequence[bool] | None = None,
            strong: bool = False,
            of_class: str = "",
        ) -> None:
            cells = tuple(
                "" if call is None or not may_show else of(call)
                for call, may_show in zip(calls, shown or [True] * len(calls), strict=True)
            )
            lines.append(_Line(title, cells, of_class, strong))

        row(self.tr("Sum, mm"), lambda call: mm_text(call.sum_mm), shown=sums_shown, strong=True)
        row(self.tr("From baseline"), lambda call: percent_text(call.pct_from_baseline), shown=changes_shown)
        row(self.tr("From nadir"), lambda call: percent_text(call.pct_from_nadir), shown=changes_shown)
        row(self.tr("Target response"), lambda call: _response(call.target))
        row(self.tr("Non-target response"), lambda call: _response(call.nontarget))
        row(self.tr("New lesion"), self._new)
        row(self.tr("Overall response"), lambda call: _response(call.overall), strong=True)
        used = {lesion.radiation for lesion in case.lesions if lesion.role is Role.TARGET}
        for radiation in RadiationClass:
            if radiation in used:
                name = (
                    self.tr("Unirradiated") if radiation is RadiationClass.UNIRRADIATED else radiation.value
                )
                row(
                    self.tr("Sum {0}").format(name),
                    lambda call, radiation=radiation: _class_cell(call, radiation),
                    shown=sums_shown,
                    of_class=radiation.value,
                )
        return lines

    def _new(self, call: TimepointAssessment) -> str:
        words = {
            NewLesion.YES: self.tr("yes"),
            NewLesion.EQUIVOCAL: self.tr("equivocal"),
            NewLesion.NO: self.tr("none"),
        }
        return "" if call.new is None else words[call.new]


def _response(response: Response | None) -> str:
    return "" if response is None else response_text(response)


def _class_cell(call: TimepointAssessment, radiation: RadiationClass) -> str:
    part = call.by_class[radiation]
    return "  ".join(text for text in (mm_text(part.sum_mm), _response(part.target)) if text)


def _cell(view: DeskView, lesion: Lesion, timepoint: Timepoint) -> str:
    measurement = view.case.measurement(lesion, timepoint)
    value = view.case.value_mm(lesion, timepoint) if view.may_show_length(lesion, timepoint) else None
    if measurement is None:
        return "" if value is None else mm_text(value)
    words = "" if measurement.state is State.MEASURED else state_text(measurement.state)
    return "  ".join(part for part in (words, "" if value is None else mm_text(value)) if part)


def _day(timepoint: Timepoint) -> str:
    return QCoreApplication.translate("table", "day {0}").format(day_text(timepoint.day))
