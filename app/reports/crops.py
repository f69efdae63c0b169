"""The picture around a caliper with the caliper and a scale bar on it, for paper."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.review.corner_words import CornerWords
from app.review.crops import SIZE_PX, crop_of, crop_pictures, plane_around, view_around
from app.review.matrix_drawing import matrix_style
from app.style.charting import paper_palette
from measurements.imaging import Series
from measurements.lesion import Caliper
from measurements.refusal import Refusal
from viewer.overlays import OverlayPainter, on_screen
from viewer.plates import PlatePictures
from viewer.shapes import CaliperShape

WIDE_MM = 60.0
DENSITY = 2.0
"""Lines and letters are as large beside the picture as in a cell of the review."""


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
    image = picture.convertToFormat(QImage.Format.Format_RGB32)
    area = QRectF(0, 0, SIZE_PX[0] / DENSITY, SIZE_PX[1] / DENSITY)
    shape = CaliperShape(
        id="", long_lps=caliper.long_lps, short_lps=caliper.short_lps, style_key=class_name, editable=False
    )
    style = matrix_style()
    painter = QPainter(image)
    painter.scale(DENSITY, DENSITY)
    drawn = on_screen(shape, view_around(plane, area.width(), area.height(), wide_mm))
    OverlayPainter(style, PlatePictures()).draw(painter, [drawn], None, DENSITY)
    CornerWords(paper_palette(), style).bar(painter, area, wide_mm)
    painter.end()
    return image
