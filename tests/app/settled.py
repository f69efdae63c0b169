"""Waiting until a window has its final layout."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget


def settle(window: QWidget) -> None:
    """Runs what is due until no part of a window moves any more: laying one part out may ask for another."""
    before = None
    while before != (before := _places(window)):
        for _ in range(2):  # what the window system tells is heard after what was posted
            QApplication.processEvents()


def _places(window: QWidget) -> list[tuple[QRect, bool]]:
    return [(part.geometry(), part.isVisible()) for part in (window, *window.findChildren(QWidget))]
