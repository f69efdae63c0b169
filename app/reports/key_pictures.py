"""A key image on paper: the picture as its reader marked it, with the calipers and notes that lie on it."""

from collections.abc import Sequence
from copy import copy

from PySide6.QtGui import QImage, QPainter

from app.case_words import caliper_text, class_name
from app.style.viewing import viewer_style
from measurements.annotation import Annotation, KeyImage
from measurements.case.case_view import CaseView
from measurements.imaging import Series
from measurements.refusal import Refusal
from reader.frames import LoadedStack
from viewer.label_placing import lesion_box
from viewer.mark_overlays import MarkPainter, mark_on_screen
from viewer.mark_text import figure_lines
from viewer.overlays import OverlayPainter, on_screen
from viewer.plane_view import PlaneView
from viewer.plates import PlatePictures
from viewer.rendering import SliceRenderer
from viewer.shapes import CaliperShape, MarkShape
from viewer.viewport import Window

SIZE_PX = (440, 352)
"""Logical: letters on the picture are as large beside it as they are in a pane this small."""
DENSITY = 2.0
PANE_PX = 720.0
"""How wide a pane usually is: the picture shows as much of the patient as that pane did."""


def key_picture(series: Series, key: KeyImage, case: CaseView, annotations: Sequence[Annotation]) -> QImage:
    """The picture at its window, place and zoom.

    Args:
        series: with its slices.
        annotations: of the same read.

    Raises:
        Refusal: the picture cannot be read.
    """
    stack = LoadedStack(series)
    places = [(one.sop_uid, one.frame) for one in series.slices]
    if (key.sop_uid, key.frame) not in places:
        raise Refusal("This key image is not in its series any more: import it again.")
    index = places.index((key.sop_uid, key.frame))
    stack.load_slice(index)
    values = stack.values(index)
    if values is None:
        failed = stack.failures.get(index)
        raise copy(failed) if failed else Refusal("This picture could not be read: look at its file.")
    plane = stack.plane(index)
    view = PlaneView.fitting(plane, *SIZE_PX)
    if key.zoom is not None:
        zoom = key.zoom * SIZE_PX[0] / PANE_PX
        view = PlaneView(plane, *SIZE_PX, zoom, key.centre_mm or view.centre)
    elif key.centre_mm is not None:
        view = PlaneView(plane, *SIZE_PX, view.zoom, key.centre_mm)
    shown = SliceRenderer().image(
        values, view, Window(*key.window), stack.rescale(index), stack.padding, DENSITY, stack.inverted
    )
    image = shown.copy()
    image.setDevicePixelRatio(DENSITY)
    painter = QPainter(image)
    plates = PlatePictures()
    style = viewer_style()
    over = OverlayPainter(style, plates)
    calipers = [on_screen(shape, view) for shape in _calipers(case, key)]
    labelled = over.with_labels(calipers, view, (), DENSITY)
    over.draw(painter, labelled, None, DENSITY)
    notes = MarkPainter(style, plates)
    lesions = [lesion_box(one.long_px, one.short_px) for one in labelled]
    labels = [one.label for one in labelled if one.label is not None]
    marks = [mark_on_screen(shape, view) for shape in _marks(key, annotations)]
    notes.draw(painter, notes.with_labels(marks, view, lesions, labels, DENSITY), None, DENSITY)
    painter.end()
    return image


def _calipers(case: CaseView, key: KeyImage) -> list[CaliperShape]:
    shapes = []
    for lesion in case.lesions:
        said = case.measurements.get((lesion.uid, key.timepoint_uid))
        caliper = None if said is None else said.caliper
        if said is None or caliper is None or caliper.reformat is not None:
            continue
        if (caliper.series_key, caliper.sop_uid, caliper.frame) == (key.series_key, key.sop_uid, key.frame):
            shapes.append(
                CaliperShape(
                    id=lesion.uid,
                    long_lps=caliper.long_lps,
                    short_lps=caliper.short_lps,
                    style_key=class_name(lesion),
                    title=lesion.label,
                    text=caliper_text(said),
                    label_lps=caliper.label_lps,
                    editable=False,
                )
            )
    return shapes


def _marks(key: KeyImage, annotations: Sequence[Annotation]) -> list[MarkShape]:
    return [
        MarkShape(
            id=one.uid,
            kind=one.kind,
            points_lps=one.points_lps,
            text=one.text,
            figures=figure_lines(one.figures, one.points_lps),
            label_lps=one.label_lps,
            editable=False,
        )
        for one in annotations
        if (one.series_key, one.sop_uid, one.frame) == (key.series_key, key.sop_uid, key.frame)
    ]
