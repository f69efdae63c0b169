"""The picture around a caliper with the caliper on it, for paper."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.review.crops import SIZE_PX, crop_of, crop_pictures, plane_around, view_around
from app.style.look import look
from measurements.imaging import Series
from measurements.lesion import Caliper
from measurements.refusal import Refusal

WIDE_MM = 60.0


def crop(
    series: Series, caliper: Caliper, class_name: str, wide_mm: float, window: tuple[float, float]
) -> QImage:
    """What a caliper was drawn on, as the review shows it: `wide_mm` around the middle of its long axis.

    Args:
        series: with its slices.
        window: (centre, width), HU.

    Raises:
        Refusal: the picture cannot be read.
    """
    wanted = crop_of(caliper, wide_mm, window)
    picture = crop_pictures(series, [wanted])[wanted.name]
    if isinstance(picture, str):
        raise Refusal(picture)
    plane = plane_around(caliper, series)
    assert plane is not None, "a caliper is drawn on what has directions only"
    view = view_around(plane, *SIZE_PX, wide_mm)
    image = picture.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    style = look().classes[class_name]
    axes = [caliper.long_lps, *([caliper.short_lps] if caliper.short_lps else [])]
    casing = QColor(look().colour.viewport)
    casing.setAlphaF(0.65)
    for colour, width, dashed in ((casing, 6.0, False), (style.colour, 3.0, True)):
        for axis in axes:
            pen = QPen(colour, width)
            if dashed and style.dash:
                pen.setDashPattern([length / 2 for length in style.dash])
            painter.setPen(pen)
            painter.drawLine(*(QPointF(*view.px(end)) for end in axis))
    painter.end()
    return image
