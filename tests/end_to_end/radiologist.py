"""A radiologist who knows nothing but the picture on the screen: finds a lesion's edges there, and draws."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.reading.desk.site_choices import SiteChoice
from measurements.geometry.vectors import Segment
from tests.app.reading.scans import Ellipse
from tests.app.reading.user import CTRL, SHIFT, Reader

CLOSE_PX_PER_MM = 13.0
HALF_BRIGHT = 128
BORDER_PX = 4
"""The frame that marks the active picture is no part of it."""


@dataclass(frozen=True)
class OnScreen:
    """The bright patch in the current picture: its first half bright pixels, the first dark ones after."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def middle(self) -> tuple[float, float]:
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)


def look(reader: Reader) -> OnScreen:
    """Looks at the picture with everything drawn hidden, as V does."""
    reader.hold(Qt.Key.Key_V)
    image = reader.pane.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    reader.let_go(Qt.Key.Key_V)
    grey = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    inner = grey[BORDER_PX:-BORDER_PX, BORDER_PX : image.width() - BORDER_PX]
    rows, columns = np.nonzero(inner >= HALF_BRIGHT)
    left, top, right, bottom = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
    return OnScreen(*(int(place) + BORDER_PX for place in (left, top, right, bottom)))


def come_close(reader: Reader) -> None:
    """From the whole slice, moves the lesion into the middle of the picture and zooms in on it."""
    reader.key(Qt.Key.Key_R)
    pane = reader.pane
    while pane.plane_view().zoom < CLOSE_PX_PER_MM:
        reader.wheel(pane, 1, CTRL, *look(reader).middle)
        here = look(reader).middle
        reader.drag(pane, here, (pane.width() / 2, pane.height() / 2), button=Qt.MouseButton.MiddleButton)


def measure(reader: Reader, seen: Ellipse) -> None:
    """Scrolls to the lesion, comes close, drags out the long axis and clicks where the short one ends."""
    reader.scroll_to(seen.place)
    come_close(reader)
    patch = look(reader)
    x, y = patch.middle
    reader.drag(reader.pane, (patch.left, y), (x, y), (patch.right, y))
    reader.move(reader.pane, x, patch.bottom - 5)
    reader.move(reader.pane, x, patch.bottom)
    reader.click(reader.pane, x, patch.bottom)


def tag(reader: Reader, class_key: Qt.Key, site: SiteChoice) -> None:
    """Says the class with Shift and a digit, and the site in the form."""
    reader.key(class_key, SHIFT)
    reader.click(reader.room.panel.form.site)
    reader.key(Qt.Key.Key_A, CTRL)
    reader.type_in(site.text)
    reader.key(Qt.Key.Key_Return)


def off_mm(points: list[list[float]], truth: Segment) -> float:
    """How far the farther of two drawn ends is from where the lesion truly ends, along the farther axis."""
    return max(
        abs(drawn - true)
        for drawn_end, true_end in zip(sorted(points), sorted(map(list, truth)), strict=True)
        for drawn, true in zip(drawn_end, true_end, strict=True)
    )
