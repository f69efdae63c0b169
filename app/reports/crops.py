"""The picture around a caliper with the caliper on it, for paper."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.style.look import look
from measurements.geometry.vectors import middle
from measurements.imaging import Series
from measurements.lesion import Caliper
from measurements.refusal import Refusal
from reader.frames import LoadedStack
from viewer.plane_view import PlaneView
from viewer.rendering import SliceRenderer
from viewer.viewport import Window

SIDE_PX = 420
WIDE_MM = 60.0
WINDOW = (40.0, 400.0)
LUNG_WINDOW = (-600.0, 1500.0)


def crop(series: Series, caliper: Caliper, class_name: str, wide_mm: float, *, lung: bool) -> QImage:
    """The slice a caliper was drawn on, `wide_mm` of it around the caliper's middle.

    Args:
        series: with its slices.

    Raises:
        Refusal: the picture cannot be read, or the caliper lies on a reformat.
    """
    if caliper.reformat is not None:
        raise Refusal("Drawn on a reformat, which no file holds: see it in the reading room.")
    stack = LoadedStack(series)
    places = [(one.sop_uid, one.frame) for one in series.slices]
    if (caliper.sop_uid, caliper.frame) not in places:
        raise Refusal("The picture that this was drawn on is not in its series any more: import it again.")
    index = places.index((caliper.sop_uid, caliper.frame))
    stack.load_slice(index)
    values = stack.values(index)
    if values is None:
        raise Refusal(stack.failures.get(index, "The picture cannot be read: look at its file."))
    plane = stack.plane(index)
    column, row = plane.pixel(middle(caliper.long_lps))
    centre_mm = (column * plane.column_spacing_mm, row * plane.row_spacing_mm)
    zoom = SIDE_PX / wide_mm
    view = PlaneView(plane, SIDE_PX, SIDE_PX, zoom, centre_mm)
    window = Window(*(LUNG_WINDOW if lung else series.window or WINDOW))
    image = (
        SliceRenderer()
        .image(values, view, window, stack.rescale(index), stack.padding, 1.0, stack.inverted)
        .copy()
    )
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
