"""What the sections of the preferences are made of: a scrolled column, headings, and rows that say what is
changed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.components.buttons import tool_button
from app.components.text import label

WIDEST_PX = 760
ROW_PX = 44


class Column(QScrollArea):
    """A column of rows in the middle of the page."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QWidget()
        middle = QHBoxLayout(whole)
        middle.setContentsMargins(24, 16, 24, 32)
        body = QWidget()
        body.setMaximumWidth(WIDEST_PX)
        self.rows = QVBoxLayout(body)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        middle.addStretch(1)
        middle.addWidget(body, 100, Qt.AlignmentFlag.AlignTop)
        middle.addStretch(1)
        self.setWidget(whole)

    def add_heading(self, text: str) -> None:
        heading = label(text, "title", weight=600)
        heading.setContentsMargins(0, 20, 0, 8)
        self.rows.addWidget(heading)

    def add(self, widget: QWidget) -> None:
        self.rows.addWidget(widget)


class Row(QWidget):
    """What something is called at the left, its controls at the right, a line beneath."""

    def __init__(self, text: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._line = QHBoxLayout()
        self._line.setContentsMargins(0, 4, 0, 4)
        self._line.setSpacing(8)
        self.text = label(text, "body")
        self.text.setMinimumHeight(ROW_PX - 8)
        self._line.addWidget(self.text, 1)
        column.addLayout(self._line)
        self._under = QVBoxLayout()
        column.addLayout(self._under)
        line = QFrame()
        line.setFixedHeight(1)
        line.setProperty("divider", True)
        column.addWidget(line)

    def add(self, *controls: QWidget) -> None:
        for control in controls:
            self._line.addWidget(control)

    def add_reset(self, name: str, do: Callable[[], object]) -> QToolButton:
        """A tool that takes the change back; its place stays where there is none."""
        made = tool_button("reset", name)
        made.clicked.connect(do)
        policy = made.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        made.setSizePolicy(policy)
        self.add(made)
        return made

    def show_under(self, widget: QWidget | None) -> None:
        """Says something about this row in place; None takes it away."""
        while (item := self._under.takeAt(0)) is not None:
            former = item.widget()
            if former is not None:
                former.hide()
                former.deleteLater()
        if widget is not None:
            self._under.addWidget(widget)
            widget.show()
