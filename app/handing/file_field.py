"""A field for the name of a file, with a button that lets it be looked for."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.components.buttons import button


class FileField(QWidget):
    """Signals: `changed()`."""

    changed = Signal()

    def __init__(self, choose: Callable[[str], str]) -> None:
        """`choose` asks for a file, given the name so far; "" when none was chosen."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.name = QLineEdit()
        self.name.textChanged.connect(self.changed)
        self.setFocusProxy(self.name)
        row.addWidget(self.name, 1)
        look_for = button(lambda: self.tr("Choose…"), icon_name="folder")
        look_for.setAutoDefault(False)
        look_for.clicked.connect(lambda: self._choose(choose))
        row.addWidget(look_for)

    @property
    def path(self) -> Path | None:
        text = self.name.text().strip()
        return Path(text) if text else None

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.name.setAccessibleName(name)

    def _choose(self, choose: Callable[[str], str]) -> None:
        chosen = choose(self.name.text().strip())
        if chosen:
            self.name.setText(chosen)
