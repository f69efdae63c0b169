"""Where the window was when it was closed: its screen, place and size, and whether it filled the screen."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

WINDOW = "window"
_EDGES = ("left_px", "top_px", "width_px", "height_px")


def place_of(window: QWidget) -> dict[str, object]:
    """What is remembered of a window, logical pixels from the corner of its screen."""
    screen = window.screen().availableGeometry()
    frame = window.normalGeometry()
    frame = frame if frame.isValid() else window.geometry()
    numbers = (frame.left() - screen.left(), frame.top() - screen.top(), frame.width(), frame.height())
    return {
        "screen": window.screen().name(),
        **dict(zip(_EDGES, numbers, strict=True)),
        "maximised": window.isMaximized(),
    }


def show_in_place(window: QWidget, said: object) -> None:
    """Shows a window where it was; maximised where nothing usable is remembered.

    On a screen that is no longer there it comes on the first one, and nowhere is it larger than the screen.
    """
    place = said if isinstance(said, dict) else {}
    said_px = [place.get(edge) for edge in _EDGES]
    numbers = [number for number in said_px if isinstance(number, int) and not isinstance(number, bool)]
    if len(numbers) < len(_EDGES) or min(numbers[2:]) <= 0:
        window.showMaximized()
        return
    window.setGeometry(_within(_screen(place.get("screen")).availableGeometry(), QRect(*numbers)))
    if place.get("maximised") is False:
        window.show()
    else:
        window.showMaximized()


def _screen(name: object) -> QScreen:
    screens = QGuiApplication.screens()
    return next((screen for screen in screens if screen.name() == name), QGuiApplication.primaryScreen())


def _within(screen: QRect, wanted: QRect) -> QRect:
    """`wanted`, told from the corner of the screen, moved and shortened until all of it is on it."""
    width, height = min(wanted.width(), screen.width()), min(wanted.height(), screen.height())
    left = min(max(wanted.left(), 0), screen.width() - width)
    top = min(max(wanted.top(), 0), screen.height() - height)
    return QRect(screen.left() + left, screen.top() + top, width, height)
