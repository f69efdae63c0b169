"""An overlay on any paint device: the picture of one timepoint or a blend of two, under calipers of all."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from app.review.corner_words import CornerWords
from app.review.crops import Crop, view_around
from app.review.matrix_drawing import PictureOf, matrix_style
from app.review.overlay.layers import SIZE_PX, Layer, Overlay
from app.review.overlay.words import layer_text
from viewer.charts.chart import Spot, draw_nothing
from viewer.charts.palette import Palette
from viewer.label_placing import Box
from viewer.overlays import OverlayPainter, on_screen
from viewer.plates import PlatePictures
from viewer.shapes import CaliperShape

translate = QCoreApplication.translate

MOST_DOTS_PER_PX = 4.0
"""Labels of calipers are pictures themselves, on paper too: finer than this nobody sees."""

ROUNDED = 0.02
"""A blend nearer to one timepoint than this shows that one alone."""


@dataclass(frozen=True)
class Step:
    """Between which timepoints an overlay stands.

    Attributes:
        place, after: of the layers; the same where it stands at one.
        share: of the second.
    """

    place: int
    after: int
    share: float = 0.0

    @property
    def nearest(self) -> int:
        return self.after if self.share > 0.5 else self.place


@dataclass(frozen=True)
class OverlayFigure:
    """What is seen at one step.

    Attributes:
        chosen: timepoints whose calipers lie over the picture.
    """

    overlay: Overlay
    step: Step
    chosen: frozenset[str]
    picture_of: PictureOf

    @property
    def crops(self) -> tuple[Crop, ...]:
        """Those that are in sight at this step."""
        layers = [self.overlay.layers[place] for place in {self.step.place, self.step.after}]
        return tuple(layer.crop for layer in layers if layer.crop is not None)

    def height_px(self, palette: Palette) -> float:
        return 0.0

    def paint(self, painter: QPainter, area: QRectF, palette: Palette, lit: str = "") -> list[Spot]:
        overlay = self.overlay
        if overlay.plane is None or not overlay.pictured:
            sentence = translate(
                "review", "{lesion} has no caliper yet: there is nothing to lay over each other."
            )
            return draw_nothing(painter, area, palette, sentence.format(lesion=overlay.label))
        place = picture_area(area)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(place, palette.lane)
        self._draw_pictures(painter, place, palette)
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        self._draw_over(painter, place, palette)
        painter.restore()
        return []

    def _draw_pictures(self, painter: QPainter, area: QRectF, palette: Palette) -> None:
        below, above = (self.overlay.layers[one] for one in (self.step.place, self.step.after))
        shown = [(below, 1.0)] if self.step.share < 1.0 - ROUNDED else []
        if self.step.share > ROUNDED:
            shown.append((above, self.step.share))
        for layer, share in shown:
            picture = None if layer.crop is None else self.picture_of(layer.crop)
            if isinstance(picture, QImage):
                painter.setOpacity(share)
                painter.drawImage(area, picture)
                painter.setOpacity(1.0)
            elif share >= 0.5:
                said = translate("review", "on its way") if picture is None else picture
                painter.setFont(palette.font())
                painter.setPen(QPen(palette.second))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(area.adjusted(40, 40, -40, -40), int(flags), said)

    def _draw_over(self, painter: QPainter, area: QRectF, palette: Palette) -> None:
        overlay, style = self.overlay, replace(matrix_style(), ghost_tick_px=8.0)
        assert overlay.plane is not None
        words = CornerWords(palette, style)
        painter.save()
        painter.translate(area.topLeft())
        here = QRectF(0, 0, area.width(), area.height())
        nearest = overlay.layers[self.step.nearest]
        when = words.plate(painter, here, self._when(), Qt.Corner.TopLeftCorner, strong=True)
        below = here.adjusted(0, when.bottom(), 0, 0)
        rests = words.plate(painter, below, layer_text(nearest), Qt.Corner.TopLeftCorner)
        words.bar(painter, here, overlay.wide_mm)
        kept: list[Box] = [(one.left(), one.top(), one.right(), one.bottom()) for one in (when, rests)]
        kept.append((0.0, here.bottom() - 40, here.width() / 2, here.bottom()))  # of the scale bar
        view = view_around(overlay.plane, here.width(), here.height(), overlay.wide_mm)
        calipers = OverlayPainter(style, PlatePictures())
        seen = [on_screen(shape, view) for shape in self._shapes(nearest)]
        ratio = min(
            painter.combinedTransform().m11() * painter.device().devicePixelRatioF(), MOST_DOTS_PER_PX
        )
        calipers.draw(painter, calipers.with_labels(seen, view, kept, ratio), None, ratio)
        painter.restore()

    def _shapes(self, nearest: Layer) -> list[CaliperShape]:
        """The calipers of the chosen timepoints: that of the picture in its class, the others as ghosts."""
        return [
            replace(shape, ghost=layer is not nearest, selected=layer is nearest)
            for layer in self.overlay.layers
            if layer is nearest or layer.timepoint_uid in self.chosen
            for shape in layer.calipers
        ]

    def _when(self) -> str:
        one, other = (self.overlay.layers[place] for place in (self.step.place, self.step.after))
        if ROUNDED < self.step.share < 1.0 - ROUNDED:
            return translate("review", "{one} to {other}, {share} %").format(
                one=one.label, other=other.label, share=round(self.step.share * 100)
            )
        there = self.overlay.layers[self.step.nearest]
        return translate("review", "{timepoint} \u00b7 {day}").format(timepoint=there.label, day=there.day)


def picture_area(area: QRectF) -> QRectF:
    """Where the picture lies: as large as there is room, upright and in the middle."""
    scale = min(area.width() / SIZE_PX[0], area.height() / SIZE_PX[1])
    wide, high = SIZE_PX[0] * scale, SIZE_PX[1] * scale
    return QRectF(area.center().x() - wide / 2, area.top(), wide, high)
