"""All that a window says, in words: what labels, buttons, fields, tips and screen readers tell."""

from collections import Counter

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from app.language import speak
from measurements.recist.phrases import Language


def switch_to(language: Language) -> None:
    """Changes the language, and lets windows hear of it and settle."""
    speak(language)
    settle()


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def all_said(window: QWidget) -> Counter[tuple[str, str]]:
    """What each widget says, counted: its class and the words."""
    said: Counter[tuple[str, str]] = Counter()
    for widget in (window, *window.findChildren(QWidget)):
        for words in _words(widget):
            if words:
                said[type(widget).__name__, words] += 1
    return said


def _words(widget: QWidget) -> list[str]:
    words = [widget.accessibleName(), widget.toolTip(), widget.windowTitle()]
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        words.append(widget.text())
    if isinstance(widget, QLineEdit):
        words.append(widget.placeholderText())
    if isinstance(widget, QTextEdit):
        words.append(widget.toPlainText())
    if isinstance(widget, QComboBox):
        words += [widget.itemText(place) for place in range(widget.count())]
    return words
