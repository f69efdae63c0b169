"""A slice with its calipers, annotations and texts, as a widget that shows and takes no input."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from measurements.geometry.plane import ImagePlane
from viewer.frame_source import FrameSource
from viewer.furniture import CornerLine, Furniture, Placed
from viewer.label_placing import Box, lesion_box
from viewer.lens import Lens, LensPainter
from viewer.mark_overlays import MarkOnScreen, MarkPainter, mark_on_screen
from viewer.overlays import CaliperOnScreen, OverlayPainter, on_screen
from viewer.plane_view import PlaneView
from viewer.plates import PlatePictures
from viewer.rendering import SliceRenderer
from viewer.search_circles import CircleOnScreen, CirclePainter
from viewer.shapes import CaliperShape, CircleShape, MarkShape, Slab
from viewer.style import ViewerStyle
from viewer.viewport import Viewport, scrolled, view_of


class SliceCanvas(QWidget):
    """What is set through its methods is shown; of that, only what is seen is signalled back."""

    magnificationChanged = Signal(float)  # logical pixels per column of the slice
    pictureChanged = Signal()  # the view, the stack or the values of the slice in sight, whoever changed them

    def __init__(self, style: ViewerStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._plates = PlatePictures()
        self._furniture = Furniture(style, self._plates)
        self._overlays = OverlayPainter(style, self._plates)
        self._mark_painter = MarkPainter(style, self._plates)
        self._circle_painter = CirclePainter(style, self._plates)
        self._lens_painter = LensPainter(style)
        self._renderer = SliceRenderer()
        self._image = QImage()
        self._rendered_for: tuple[object, ...] | None = None
        self._source: FrameSource | None = None
        self._slab_mm = 0.0
        self._viewport = Viewport()
        self._magnification = 0.0
        self._shapes: tuple[CaliperShape, ...] = ()
        self._on_slice: dict[int, list[CaliperShape]] = {}
        self._circles: tuple[CircleShape, ...] = ()
        self._circles_on_screen: list[CircleOnScreen] = []
        self._marks: tuple[MarkShape, ...] = ()
        self._marks_on_screen: list[MarkOnScreen] = []
        self._on_screen: list[CaliperOnScreen] | None = None
        self._standing: list[Placed] = []
        self._message = ""
        self._active = False
        self._overlays_visible = True
        self._calipers_visible = True
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(64, 64)

    def set_source(self, source: FrameSource | None) -> None:
        """Show another stack, or none."""
        self._source = source
        self._on_slice = {}
        self._rendered_for = None
        self._viewport = scrolled(self._viewport, 0, source.count if source else 1)
        self._view_changed()

    def source(self) -> FrameSource | None:
        return self._source

    def set_viewport(self, viewport: Viewport) -> None:
        """An index beyond the stack is held within it."""
        if self._source is not None:
            viewport = scrolled(viewport, 0, self._source.count)
        if viewport != self._viewport:
            self._viewport = viewport
            self._view_changed()

    def viewport(self) -> Viewport:
        return self._viewport

    def refresh_frame(self, index: int) -> None:
        """The values of slice `index` have arrived."""
        if index == self._viewport.index:
            self._rendered_for = None
            self.update()
            self.pictureChanged.emit()

    def awaits_slice(self) -> bool:
        """Whether the slice in sight has not been painted yet."""
        return self._rendered_for is None or self._rendered_for[0] != self._viewport.index

    def set_slab(self, thickness_mm: float) -> None:
        """How much of the patient each slice shows, where that is more than the way to its neighbours."""
        self._slab_mm = thickness_mm
        self._on_slice = {}
        self._relayout()

    def set_shapes(self, shapes: Sequence[CaliperShape]) -> None:
        """All calipers of the stack; those that lie on the slice shown are drawn."""
        self._shapes = tuple(shapes)
        self._on_slice = {}
        self._relayout()

    def set_marks(self, marks: Sequence[MarkShape]) -> None:
        """All annotations of the stack; those that lie on the slice shown are drawn."""
        self._marks = tuple(marks)
        self._relayout()

    def set_circles(self, circles: Sequence[CircleShape]) -> None:
        """Where to search; drawn on every slice that they reach."""
        if tuple(circles) != self._circles:
            self._circles = tuple(circles)
            self._relayout()

    def circles_shown(self) -> list[CircleOnScreen]:
        """Those on the slice shown, with the places of their labels."""
        if not self._circles or not self._overlays_visible or not self._has_picture():
            return []
        self._calipers()
        return self._circles_on_screen

    def set_corner(self, corner: Qt.Corner, lines: Sequence[CornerLine | str]) -> None:
        """Texts of a corner, top to bottom; the bottom left one is the scale bar's."""
        if corner is Qt.Corner.BottomLeftCorner:
            raise ValueError("the bottom left corner holds the scale bar")
        self._furniture.set_corner(corner, lines)
        self._relayout()

    def set_active(self, active: bool) -> None:
        """Marks the pane that the keys act on."""
        self._active = active
        self.update()

    def set_overlays_visible(self, visible: bool) -> None:
        """Without overlays nothing lies over the picture, and no hidden caliper can be taken hold of."""
        self._overlays_visible = visible
        self._relayout()

    def set_calipers_visible(self, visible: bool) -> None:
        """Without calipers the texts around the picture stay, and so do annotations."""
        self._calipers_visible = visible
        self._on_slice = {}
        self._relayout()

    def set_message(self, text: str) -> None:
        """Shown in the middle wherever there is no picture: nothing open, still loading, failed."""
        self._message = text
        self.update()

    def message(self) -> str:
        """What is shown where there is no picture."""
        return self._message

    def magnification(self) -> float:
        """Logical screen pixels per column of the slice; 0 without one."""
        return self._magnification

    def sizeHint(self) -> QSize:
        return QSize(512, 512)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if not self._draw_slice(painter, ratio):
            painter.fillRect(self.rect(), QColor(self._style.background))
            corners = self._furniture.corners((self.width(), self.height()), ratio)
            self._furniture.draw(painter, corners, ratio)
            if self._message:
                self._furniture.draw_message(painter, self._message, self.width(), self.height(), ratio)
        elif self._overlays_visible:
            calipers = self._calipers()
            self._draw_beneath(painter)
            self._circle_painter.draw_rings(painter, self._circles_on_screen)
            self._furniture.draw(painter, self._standing, ratio)
            self._furniture.draw_bar(painter, self.plane_view(), ratio)
            self._mark_painter.draw(painter, self._marks_on_screen, self._id_in_hand(), ratio)
            self._overlays.draw(painter, calipers, self._id_in_hand(), ratio)
            self._circle_painter.draw_labels(painter, self._circles_on_screen, ratio)
        self._draw_lens(painter, ratio)
        if self._active:
            self._draw_border(painter)
        painter.end()

    def _draw_slice(self, painter: QPainter, ratio: float) -> bool:
        """Whether there is a picture. One slice is never left standing for another that is not loaded."""
        source, viewport = self._source, self._viewport
        if source is None or source.count == 0:
            return False
        view = self.plane_view()
        wanted = (viewport.index, viewport.window, view, ratio)
        if self._rendered_for != wanted:
            values = source.values(viewport.index)
            if values is None:
                return False
            self._image = self._renderer.image(
                values,
                view,
                viewport.window,
                source.rescale(viewport.index),
                source.padding,
                ratio,
                source.inverted,
            )
            self._rendered_for = wanted
        if not ratio.is_integer():
            # At 150 % a canvas begins or ends within a pixel of the screen, which the image leaves as it was.
            painter.fillRect(self.rect().adjusted(-1, -1, 1, 1), QColor(self._style.background))
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        painter.drawImage(0, 0, self._image)
        painter.restore()
        return True

    def _draw_lens(self, painter: QPainter, ratio: float) -> None:
        """The picture magnified under the pointer, with what is drawn on it."""
        lens, source = self._lens(), self._source
        if lens is None or source is None or not self._has_picture():
            return
        shapes = [one.shape for one in self._calipers()] if self._overlays_visible else []
        marks = [one.shape for one in self._marks_on_screen] if self._overlays_visible else []
        view = self.plane_view()
        with self._lens_painter.opened(painter, lens, source, self._viewport, view, ratio) as inside:
            for mark in marks:
                self._mark_painter.draw_strokes(painter, mark_on_screen(mark, inside))
            self._overlays.draw(painter, [on_screen(shape, inside) for shape in shapes], None, ratio)

    def _draw_beneath(self, painter: QPainter) -> None:
        """What lies on the slice and under texts and calipers."""

    def _draw_border(self, painter: QPainter) -> None:
        width = self._style.active_border_px
        inset = width / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        pen = QPen(QColor(self._style.accent), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))

    def _calipers(self) -> list[CaliperOnScreen]:
        """The calipers of the slice shown, what is half drawn in place of what it changes."""
        if self._on_screen is None:
            assert self._source is not None
            index, changing, draft = self._viewport.index, self._id_changing(), self._draft_shape()
            if index not in self._on_slice:
                slab = Slab.around(self._source, index, self._slab_mm)
                self._on_slice[index] = [
                    shape for shape in self._shapes if self._calipers_visible and slab.holds(shape)
                ]
            shapes = [shape for shape in self._on_slice[index] if shape.id != changing]
            if isinstance(draft, CaliperShape):
                shapes.append(draft)
            view, ratio = self.plane_view(), self.devicePixelRatioF()
            calipers = [on_screen(shape, view) for shape in shapes]
            self._standing = self._furniture.placed(view, ratio)
            plates = [box for _, box in self._standing]
            self._on_screen = self._overlays.with_labels(calipers, view, plates, ratio)
            self._marks_on_screen = self._laid_out_marks(self._on_screen, view, plates, ratio)
            self._circles_on_screen = self._laid_out_circles(self._on_screen, view, plates, ratio)
        return self._on_screen

    def _marks_shown(self) -> list[MarkOnScreen]:
        """The annotations of the slice shown."""
        self._calipers()
        return self._marks_on_screen

    def _laid_out_marks(
        self, calipers: Sequence[CaliperOnScreen], view: PlaneView, plates: Sequence[Box], ratio: float
    ) -> list[MarkOnScreen]:
        """The annotations of the slice shown, what is half drawn in place of what it changes."""
        draft = self._draft_shape()
        if not self._marks and not isinstance(draft, MarkShape):
            return []
        assert self._source is not None
        slab = Slab.around(self._source, self._viewport.index, self._slab_mm)
        changing = self._id_changing()
        shapes = [mark for mark in self._marks if mark.id != changing and slab.holds(mark)]
        if isinstance(draft, MarkShape):
            shapes.append(draft)
        lesions = [lesion_box(one.long_px, one.short_px) for one in calipers]
        labels = [one.label for one in calipers if one.label is not None]
        marks = [mark_on_screen(shape, view) for shape in shapes]
        return self._mark_painter.with_labels(marks, view, [*lesions, *plates], labels, ratio)

    def _laid_out_circles(
        self, calipers: Sequence[CaliperOnScreen], view: PlaneView, plates: Sequence[Box], ratio: float
    ) -> list[CircleOnScreen]:
        """The circles of the slice shown; their labels clear of lesions, ghosts and labels."""
        if not self._circles:
            return []
        assert self._source is not None
        slab = Slab.around(self._source, self._viewport.index, self._slab_mm)
        cuts = [(circle, slab.cut_radius_mm(circle)) for circle in self._circles]
        lesions = [lesion_box(one.long_px, one.short_px) for one in calipers]
        labels = [one.label for one in calipers if one.label is not None]
        labels += [one.label for one in self._marks_on_screen if one.label is not None]
        return self._circle_painter.placed(cuts, view, [*lesions, *plates], labels, ratio)

    def plane_view(self) -> PlaneView:
        """The mapping between this pane and the slice it shows; there must be one."""
        assert self._source is not None
        return self._view_on(self._source.plane(self._viewport.index))

    def _view_on(self, plane: ImagePlane) -> PlaneView:
        return view_of(self._viewport, plane, self.width(), self.height())

    def _has_picture(self) -> bool:
        source = self._source
        return source is not None and source.count > 0 and source.values(self._viewport.index) is not None

    def _view_changed(self) -> None:
        source = self._source
        magnification = 0.0
        if source is not None and source.count:
            view = self.plane_view()
            magnification = view.zoom * view.plane.column_spacing_mm
        if magnification != self._magnification:
            self._magnification = magnification
            self.magnificationChanged.emit(magnification)
        self._relayout()
        self.pictureChanged.emit()

    def _relayout(self) -> None:
        self._on_screen = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._view_changed()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = (float(event.pos().x()), float(event.pos().y()))
            reasons = [one.shape.reason for one in self.circles_shown() if one.holds(at)]
            QToolTip.showText(event.globalPos(), "\n".join(reasons), self)
            return True
        return super().event(event)

    def _lens(self) -> Lens | None:
        """Where the picture is magnified."""
        return None

    def _draft_shape(self) -> CaliperShape | MarkShape | None:
        """What is half drawn."""
        return None

    def _id_changing(self) -> str | None:
        """The caliper or annotation that a draft stands in for."""
        return None

    def _id_in_hand(self) -> str | None:
        """The caliper or annotation whose handles are shown."""
        return None
