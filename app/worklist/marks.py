"""The marks for how pictures stand: full, half, a cross, a triangle to check, a dashed square for none."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.style.icons import draw_icon
from app.style.look import look
from app.worklist.rows import Images

MARK_PX = 14


def draw_images_mark(painter: QPainter, images: Images, rect: QRectF) -> None:
    """Draws the mark of `images` into the square `rect`."""
    colour = look().colour
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if images is Images.COMPLETE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour.second)
        painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), 2, 2)
    elif images is Images.INCOMPLETE:
        box = rect.adjusted(2, 2, -2, -2)
        painter.setPen(QPen(colour.warning, 1.5))
        painter.drawRoundedRect(box, 2, 2)
        painter.fillRect(QRectF(box.left(), box.center().y(), box.width(), box.height() / 2), colour.warning)
    elif images is Images.MISSING:
        painter.setPen(QPen(colour.warning, 1.5))
        box = rect.adjusted(2, 2, -2, -2)
        painter.drawRoundedRect(box, 2, 2)
        cross = box.adjusted(3, 3, -3, -3)
        painter.drawLine(cross.topLeft(), cross.bottomRight())
        painter.drawLine(cross.topRight(), cross.bottomLeft())
    elif images is Images.TO_CHECK:
        draw_icon(painter, "warning", rect.adjusted(-1, -1, 1, 1), colour.warning)
    else:
        pen = QPen(colour.faint, 1.2)
        pen.setDashPattern([2, 1.6])
        painter.setPen(pen)
        painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 2, 2)
    painter.restore()


class ImagesMark(QWidget):
    """The mark alone, for the legend."""

    def __init__(self, images: Images) -> None:
        super().__init__()
        self._images = images
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(MARK_PX, MARK_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_images_mark(QPainter(self), self._images, QRectF(self.rect()))
