"""The timepoints of an overlay as a list: which lie over each other, how long, and what each rests on."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.components.words import say
from app.review.overlay.layers import Layer
from app.review.overlay.way import Rest
from app.review.overlay.words import layer_text
from app.style.fonts import font
from app.style.icons import icon
from app.style.look import look

ROW_PX = 26
MOST_ROWS = 6
LEAST_WITH_DAYS_PX = 600
EYE, WHEN, DAY, MM, CHANGE, RESTS = range(6)
WIDE_PX = {EYE: 36, WHEN: 60, DAY: 76, MM: 56, CHANGE: 78}
NUMBERS = (MM, CHANGE)

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.layers: tuple[Layer, ...] = ()
        self.chosen: frozenset[str] = frozenset()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.layers)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else RESTS + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        layer, column = self.layers[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return ("", layer.label, layer.day, layer.mm, layer.change, layer_text(layer))[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (layer.hindered or layer_text(layer)) if column == RESTS else None
        if role == Qt.ItemDataRole.DecorationRole and column == EYE and layer.crop is not None:
            colour = look().colour
            on = layer.timepoint_uid in self.chosen
            return icon("eye" if on else "eye-off", colour.text if on else colour.disabled)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == EYE:
            shown = (
                self.tr("lies over the others") if layer.timepoint_uid in self.chosen else self.tr("left out")
            )
            return f"{layer.label}: {shown}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            if column == RESTS and layer.way.rest is Rest.CHECK:
                return look().colour.warning
            return look().colour.text if column in (WHEN, MM) and layer.crop else look().colour.second
        return None


class LayerTable(QTableView):
    """Signals: `wanted(place)`: a layer is to be shown; `toggled(place)`: it is to lie over others or not."""

    wanted = Signal(int)
    toggled = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._model = _Model()
        self.setModel(self._model)
        say(self, QTableView.setAccessibleName, lambda: self.tr("Timepoints of the overlay"))
        self.setStyleSheet("QTableView::item { padding: 0 6px; }")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFont(font(look().size.second))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.verticalHeader().setMinimumSectionSize(ROW_PX)
        across = self.horizontalHeader()
        across.hide()
        across.setMinimumSectionSize(30)
        for column, wide in WIDE_PX.items():
            self.setColumnWidth(column, wide)
        across.setSectionResizeMode(RESTS, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_layers(self, layers: tuple[Layer, ...], chosen: frozenset[str], at: int | None) -> None:
        """These layers, one of them selected; tells nobody."""
        self._model.beginResetModel()
        self._model.layers, self._model.chosen = layers, chosen
        self._model.endResetModel()
        self.select(at)
        self.setFixedHeight(min(len(layers), MOST_ROWS) * ROW_PX + 2)

    def select(self, at: int | None) -> None:
        """Marks a layer as the one in sight; tells nobody."""
        chosen = self.selectionModel()
        chosen.blockSignals(True)
        if at is None:
            self.clearSelection()
        else:
            self.selectRow(at)
        chosen.blockSignals(False)
        self.viewport().update()

    def _tell(self, current: QModelIndex) -> None:
        if current.isValid():
            self.wanted.emit(current.row())

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the days go, which the head of the matrix tells too."""
        super().resizeEvent(event)
        self.setColumnHidden(DAY, event.size().width() < LEAST_WITH_DAYS_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and at.column() == EYE and event.button() is Qt.MouseButton.LeftButton:
            self.toggled.emit(at.row())
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggled.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
