"""A small form of a window: a few fields, Cancel and Save."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.components.buttons import button
from app.components.dimmed import dim_behind
from app.components.text import label, wrapped
from app.refusal_words import refusal_text
from measurements.refusal import Refusal


class Form(QDialog):
    """A few fields, Cancel and Save. What `save` refuses is told in the form, which stays open."""

    def __init__(self, parent: QWidget, title: str, save: Callable[[], None], act: str = "") -> None:
        """`act`: what the button does where it does not save, such as sign."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._save = save
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(6)
        self.setMinimumWidth(400)
        self._column.addWidget(label(title, "title", weight=600))
        self._column.addSpacing(6)
        self._trouble = wrapped("", "second", "error")
        self._trouble.setMinimumWidth(368)
        self._trouble.hide()
        self._column.addWidget(self._trouble)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 10, 0, 0)
        foot.setSpacing(8)
        foot.addStretch(1)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        cancel.setAutoDefault(False)
        foot.addWidget(cancel)
        keep = button(act or self.tr("Save"), primary=True)
        keep.setDefault(True)
        keep.clicked.connect(self._try_to_save)
        foot.addWidget(keep)
        self._column.addLayout(foot)

    def ask(self, name: str, field: QWidget) -> None:
        """Adds a field under its name."""
        field.setAccessibleName(name)
        place = self._column.count() - 2
        self._column.insertWidget(place, label(name, "second", "second", 600))
        self._column.insertWidget(place + 1, field)

    def tell(self, sentence: str) -> None:
        """Adds a line on the field before it."""
        told = wrapped(sentence)
        told.setMinimumWidth(368)
        self._column.insertWidget(self._column.count() - 2, told)

    def begin(self, first: QWidget) -> None:
        """Opens it with the keys in its first field; it goes when it closes."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        dim_behind(self)
        self.show()
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.selectAll()

    def _try_to_save(self) -> None:
        try:
            self._save()
        except Refusal as refusal:
            self._trouble.setText(refusal_text(refusal))
            self._trouble.show()
            return
        self.accept()
