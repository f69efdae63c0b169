"""A column of named fields, as the pages on people have them."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.components.text import label
from app.components.words import Wording, say


def add_field(column: QVBoxLayout, name: Wording, field: QWidget) -> QLabel:
    """Adds a field under its name, which assistive programs say too; returns the name."""
    made = label(name, "second", "second", 600)
    column.addWidget(made)
    column.addWidget(field)
    column.addSpacing(6)
    say(field, QWidget.setAccessibleName, name)
    return made
