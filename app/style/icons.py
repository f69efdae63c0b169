"""Line icons in any colour, sharp at any scaling."""

from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.style.look import look

_APP_ICON_SIZES_PX = (16, 20, 24, 32, 48, 64, 128, 256)


@cache
def _drawing(name: str) -> str:
    return (resources.files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


def draw_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draws the icon `name` into `rect` (logical pixels)."""
    _renderer(name, colour.name()).render(painter, rect)


class _LineIcon(QIconEngine):
    """Draws at the size asked for, so that no scaling ever blurs it."""

    def __init__(self, name: str, normal: str, active: str, disabled: str) -> None:
        super().__init__()
        self._name = name
        self._colours = (normal, active, disabled)

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, *self._colours)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        normal, active, disabled = self._colours
        colour = normal
        if mode == QIcon.Mode.Disabled:
            colour = disabled
        elif state == QIcon.State.On:
            colour = active
        # In a box wider than tall the drawing keeps to the left: that is the gap before a button's text.
        side = min(rect.width(), rect.height())
        top = rect.top() + (rect.height() - side) / 2
        _renderer(self._name, colour).render(painter, QRectF(rect.left(), top, side, side))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


def draw_app_icon(painter: QPainter, rect: QRectF) -> None:
    """Draws the program's mark on its own ground, so that it is seen on a light task bar too."""
    colours = look().colour
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.border, max(rect.width() / 64, 1.0)))
    painter.setBrush(colours.ground)
    half = painter.pen().widthF() / 2
    radius = rect.width() * 0.2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
    inset = rect.width() * 0.12
    draw_icon(painter, "logo", rect.adjusted(inset, inset, -inset, -inset), colours.text)


def app_icon() -> QIcon:
    """The program's icon in the sizes that task bars, title bars and switchers ask for."""
    made = QIcon()
    for side in _APP_ICON_SIZES_PX:
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw_app_icon(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(picture)
    return made


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The icon `name` for buttons: grey, accent while checked, dim while disabled."""
    colours = look().colour
    normal = (colour or colours.second).name()
    return QIcon(_LineIcon(name, normal, colours.accent.name(), colours.disabled.name()))
