"""Which roles a person has, each with what it does and sees."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.components.fields import CheckBox
from app.components.text import wrapped
from app.people.words import role_sees, role_title
from measurements.people import Role

INDENT_PX = 22


class RoleBoxes(QWidget):
    """Signals: `changed()` when a box was ticked or emptied by hand."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        self._boxes: dict[Role, CheckBox] = {}
        for role in Role:
            box = CheckBox(partial(role_title, role))
            box.clicked.connect(self.changed)
            column.addWidget(box)
            told = wrapped(partial(role_sees, role))
            told.setContentsMargins(INDENT_PX, 0, 0, 4)
            column.addWidget(told)
            self._boxes[role] = box

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, box in self._boxes.items() if box.isChecked())

    def show_roles(self, roles: Collection[Role]) -> None:
        for role, box in self._boxes.items():
            box.setChecked(role in roles)

    def fix(self, role: Role) -> None:
        """This one they have in any case."""
        self._boxes[role].setChecked(True)
        self._boxes[role].setEnabled(False)

    def box(self, role: Role) -> CheckBox:
        return self._boxes[role]
