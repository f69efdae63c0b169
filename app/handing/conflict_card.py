"""One conflict: both values side by side, and which of them to go by."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.components.text import label, wrapped
from app.components.words import Wording, say
from app.handing.conflict_words import consequence, heading, value, values
from measurements.handover.conflict import Conflict, Difference, Side


class ConflictCard(QWidget):
    """Signals: `chosen()`."""

    chosen = Signal()

    def __init__(self, conflict: Conflict) -> None:
        super().__init__()
        self.conflict = conflict
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 12, 12)
        column.setSpacing(6)
        title = label(lambda: heading(conflict), "body", weight=600)
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(wrapped(lambda: consequence(conflict)))
        self._group = QButtonGroup(self)
        self.sides: dict[Side, QPushButton] = {}
        pair = QGridLayout()
        pair.setSpacing(8)
        here, theirs = values(conflict)
        names: tuple[tuple[Side, Wording, str], ...] = (
            (Side.HERE, lambda: self.tr("Here"), here),
            (Side.THEIRS, lambda: self.tr("In the file"), theirs),
        )
        for place, (side, name, told) in enumerate(names):
            pair.addWidget(label(name, "second", "second", 600), 0, place)
            pair.addWidget(self._side(side, name, told), 1, place)
            pair.setColumnStretch(place, 1)
        column.addLayout(pair)
        if conflict.differences:
            column.addWidget(_Differences(conflict.differences))
        if conflict.wins is not None:
            self.sides[conflict.wins].setChecked(True)
            for one in self.sides.values():
                one.setEnabled(False)

    def _side(self, side: Side, name: Wording, value: str) -> QPushButton:
        made = QPushButton(_in_lines(value))
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setProperty("card", True)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        made.setToolTip(value)
        say(made, QPushButton.setAccessibleName, lambda: f"{name() if callable(name) else name}: {value}")
        made.clicked.connect(self.chosen)
        self._group.addButton(made)
        self.sides[side] = made
        return made

    @property
    def decision(self) -> Side | None:
        """What to go by; None while nobody has said."""
        return next((side for side, one in self.sides.items() if one.isChecked()), None)

    def choose(self, side: Side) -> None:
        """As a click does; nothing where a rule has decided."""
        if self.conflict.wins is None:
            self.sides[side].setChecked(True)
            self.chosen.emit()


class _Differences(QWidget):
    """What two reads say otherwise, line by line."""

    def __init__(self, differences: tuple[Difference, ...]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        for column, stretch in enumerate((2, 3, 3)):
            grid.setColumnStretch(column, stretch)
        for row, one in enumerate(differences):
            for column, text in enumerate((one.where, value(one.here), value(one.theirs))):
                said = wrapped(text, "second", "second" if column == 0 else "")
                grid.addWidget(said, row, column, Qt.AlignmentFlag.AlignTop)


def _in_lines(value: str) -> str:
    """Parts of a schedule each on a line of their own, for a button breaks no lines."""
    return value.replace("; ", "\n").replace("&", "&&")
