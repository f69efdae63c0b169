"""One figure of the trial window: its title, what it shows of how many, and a button that saves it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.components.buttons import tool_button
from app.components.text import label, wrapped
from app.style.charting import screen_palette
from app.style.look import look
from app.trial.drawn import Drawn
from viewer.charts.chart_view import ChartView


class FigurePanel(QWidget):
    """Signals: `pointed(subject)`, `chosen(subject)` as of `ChartView`, `exportWanted()`."""

    pointed = Signal(str)
    chosen = Signal(str)
    exportWanted = Signal()

    def __init__(self, *, tall: bool = False, choice: QWidget | None = None) -> None:
        """`tall`: it scrolls where the chart is higher than there is room. `choice` stands for its title."""
        super().__init__()
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        head.setFixedHeight(38)
        row = QHBoxLayout(head)
        row.setContentsMargins(14 if choice is None else 8, 0, 8, 0)
        self._title = label("", "title", weight=600)
        row.addWidget(self._title if choice is None else choice)
        row.addStretch(1)
        self.save = tool_button("export", lambda: self.tr("Save this figure and its data"))
        self.save.clicked.connect(self.exportWanted)
        row.addWidget(self.save)
        column.addWidget(head)
        self._subtitle = wrapped("", "second", "second")
        self._subtitle.setContentsMargins(14, 0, 12, 4)
        column.addWidget(self._subtitle)
        self.view = ChartView(screen_palette(look().colour.panel, look().size.caption))
        self.view.pointed.connect(self.pointed)
        self.view.chosen.connect(self.chosen)
        if tall:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(self.view)
            column.addWidget(area, 1)
        else:
            column.addWidget(self.view, 1)

    def hasHeightForWidth(self) -> bool:
        """Its words may break: the chart gives them room, not the panels beside and below."""
        return False

    def forget(self) -> None:
        """Shows nothing any more."""
        self._title.setText("")
        self._subtitle.setText("")
        self.view.setAccessibleName("")
        self.view.show_chart(None)

    def show_figure(self, drawn: Drawn) -> None:
        self._title.setText(drawn.title)
        self._subtitle.setText(drawn.subtitle)
        self.view.setAccessibleName(f"{drawn.title}. {drawn.subtitle}")
        self.view.show_chart(drawn.chart)
