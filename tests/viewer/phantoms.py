"""Phantoms that show every flip, turn and off-by-one, a hand with a mouse, and an ear for signals."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Vector
from viewer.frame_source import StoredValues
from viewer.image_pane import ImagePane
from viewer.style import CaliperLook, ViewerStyle

AXIAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
SAGITTAL = ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
CORONAL = ((1.0, 0.0, 0.0), (0.0, 0.0, -1.0))

STYLE = ViewerStyle(
    background="#000000",
    accent="#0000FF",
    warning="#FFFF88",
    text="#FFFFFF",
    text_second="#AAAAAA",
    plate="#FF202020",
    label_plate="#FF303030",
    casing="#FF000000",
    handle="#FFFFFF",
    classes={
        "SBRT": CaliperLook("#FF0000"),
        "LDRT": CaliperLook("#00FF00", (7.0, 4.0)),
        "NONE": CaliperLook("#FF00FF", (1.5, 3.0)),
        "untagged": CaliperLook("#FFFF00"),
    },
    ghost=CaliperLook("#00FFFF", (5.0, 5.0)),
    mark="#FF8800",
    font_families=("Sans Serif",),
)


class Stack:
    """Slices held in memory.

    Args:
        values: (slices, rows, columns), as stored.
        spacing_mm: (between rows, between columns).
        gaps_mm: positions of the slices along their normal.
    """

    def __init__(
        self,
        values: StoredValues,
        directions: tuple[Vector, Vector] = AXIAL,
        spacing_mm: tuple[float, float] = (1.0, 1.0),
        positions_mm: list[float] | None = None,
        rescale: list[tuple[float, float]] | None = None,
        padding: int | None = None,
        inverted: bool = False,
    ) -> None:
        self.stored = values
        self.padding = padding
        self.inverted = inverted
        self._directions = directions
        self._spacing_mm = spacing_mm
        self._positions_mm = positions_mm or [3.0 * index for index in range(len(values))]
        self._rescale = rescale or [(1.0, 0.0)] * len(values)
        self.missing: set[int] = set()

    @property
    def count(self) -> int:
        return len(self.stored)

    def plane(self, index: int) -> ImagePlane:
        rows, columns = self.stored.shape[1:]
        along_row, along_column = self._directions
        at_zero = ImagePlane((-20.0, 30.0, 100.0), along_row, along_column, *self._spacing_mm, rows, columns)
        x, y, z = at_zero.normal
        position = self._positions_mm[index]
        origin = (-20.0 + x * position, 30.0 + y * position, 100.0 + z * position)
        return ImagePlane(origin, along_row, along_column, *self._spacing_mm, rows, columns)

    def values(self, index: int) -> StoredValues | None:
        return None if index in self.missing else self.stored[index]

    def rescale(self, index: int) -> tuple[float, float]:
        return self._rescale[index]


def lettered(rows: int = 40, columns: int = 40) -> StoredValues:
    """Three slices, black, with a different block of grey in each quarter, and the slice's own brightness.

    Blocks: 50 top left, 100 top right, 150 bottom left, 200 bottom right; slice n adds n.
    """
    one = np.zeros((rows, columns), np.int16)
    one[: rows // 2, : columns // 2] = 50
    one[: rows // 2, columns // 2 :] = 100
    one[rows // 2 :, : columns // 2] = 150
    one[rows // 2 :, columns // 2 :] = 200
    return np.stack([one + number for number in range(3)])


class Hand:
    """Moves the mouse over a pane with real Qt events; positions in logical pixels."""

    def __init__(self, pane: ImagePane) -> None:
        self.pane = pane
        self.buttons = Qt.MouseButton.NoButton
        self.keys = Qt.KeyboardModifier.NoModifier
        self.at = (0.0, 0.0)

    def _send(self, kind: QEvent.Type, button: Qt.MouseButton) -> None:
        position = QPointF(*self.at)
        event = QMouseEvent(
            kind,
            position,
            self.pane.mapToGlobal(position),
            button,
            self.buttons,
            self.keys,
        )
        QApplication.sendEvent(self.pane, event)

    def press(self, x: float, y: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        self.at = (x, y)
        self.buttons |= button
        self._send(QEvent.Type.MouseButtonPress, button)

    def press_again(self, x: float, y: float) -> None:
        """The second press of two in quick succession, which Qt tells as a double click."""
        self.at = (x, y)
        self.buttons |= Qt.MouseButton.LeftButton
        self._send(QEvent.Type.MouseButtonDblClick, Qt.MouseButton.LeftButton)

    def move(self, x: float, y: float) -> None:
        self.at = (x, y)
        self._send(QEvent.Type.MouseMove, Qt.MouseButton.NoButton)

    def release(self, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        self.buttons &= ~button
        self._send(QEvent.Type.MouseButtonRelease, button)

    def drag(self, *points: tuple[float, float], button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Press at the first point, move through the others, release at the last."""
        self.press(*points[0], button)
        for point in points[1:]:
            self.move(*point)
        self.release(button)

    def click(self, x: float, y: float) -> None:
        self.drag((x, y))

    def wheel(
        self,
        angle: int = 0,
        swipe_px: int = 0,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
        at: tuple[float, float] | None = None,
    ) -> None:
        position = QPointF(*(at or self.at))
        event = QWheelEvent(
            position,
            self.pane.mapToGlobal(position),
            QPoint(0, swipe_px),
            QPoint(0, angle),
            self.buttons,
            keys,
            phase,
            False,
        )
        QApplication.sendEvent(self.pane, event)


class Heard:
    """What a pane has signalled, in order, as (signal, arguments)."""

    def __init__(self, pane: ImagePane) -> None:
        self.all: list[tuple[str, tuple[object, ...]]] = []
        for name in (
            "viewportChanged",
            "caliperDrawn",
            "caliperEdited",
            "labelMoved",
            "shapeSelected",
            "pointerMoved",
            "activated",
            "draftChanged",
        ):
            getattr(pane, name).connect(self._listener(name))

    def _listener(self, name: str) -> Callable[..., None]:
        return lambda *arguments: self.all.append((name, arguments))

    def of(self, name: str) -> list[tuple[object, ...]]:
        return [arguments for heard, arguments in self.all if heard == name]
