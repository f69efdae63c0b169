"""The overlay beside the matrix: a lesion's picture, from timepoint to timepoint, under all its calipers."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.review.matrix_drawing import PictureOf
from app.review.overlay.figure import OverlayFigure, Step
from app.review.overlay.layer_table import LayerTable
from app.review.overlay.layers import SIZE_PX, Overlay
from app.review.overlay.slider import BETWEEN, StopSlider
from app.style.charting import screen_palette
from viewer.charts.chart_view import ChartView

MOST_AT_FIRST = 6
"""More calipers hide what they lie on: of a longer course the first, the smallest and the last are chosen."""


class OverlayPanel(QWidget):
    """Signal: `stepped()`: another timepoint or blend is in sight."""

    stepped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._overlay: Overlay | None = None
        self._picture_of: PictureOf = lambda crop: None
        self._chosen: frozenset[str] = frozenset()
        self._at_uid = ""
        self.picture = ChartView(screen_palette())
        self.slider = StopSlider()
        self.table = LayerTable()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.picture, 1)
        column.addWidget(self.slider)
        column.addWidget(self.table)
        column.addStretch(0)
        self.slider.valueChanged.connect(self._slide)
        self.table.wanted.connect(self._go_to)
        self.table.toggled.connect(self._toggle)

    def show_overlay(self, overlay: Overlay | None, picture_of: PictureOf) -> None:
        """Shows a lesion; where it was shown before, the timepoint and those chosen stay as they were."""
        before, stood_at = self._overlay, self._stops
        self._overlay, self._picture_of = overlay, picture_of
        if overlay is None:
            self.picture.show_chart(None)
            self.table.show_layers((), frozenset(), None)
            return
        if before is not None and before.lesion_uid == overlay.lesion_uid and self._stops == stood_at:
            self.table.show_layers(overlay.layers, self._chosen, self._step().nearest)
            self.refresh()  # the slider may be in a hand
            return
        if before is None or before.lesion_uid != overlay.lesion_uid:
            self._chosen = _first_choice(overlay)
        stops = self._stops
        if self._at_uid not in {overlay.layers[place].timepoint_uid for place in stops} and stops:
            self._at_uid = overlay.layers[stops[-1]].timepoint_uid
        self._restore()

    def show_timepoint(self, timepoint_uid: str) -> None:
        """Brings a timepoint into sight, if it has a picture."""
        overlay = self._overlay
        if overlay is not None:
            for place in overlay.pictured:
                if overlay.layers[place].timepoint_uid == timepoint_uid:
                    self._go_to(place)

    @property
    def figure(self) -> OverlayFigure | None:
        """What is in sight."""
        overlay = self._overlay
        if overlay is None:
            return None
        return OverlayFigure(overlay, self._step(), self._chosen, self._picture_of)

    @property
    def chosen(self) -> frozenset[str]:
        """The timepoints that lie over each other."""
        return self._chosen

    @property
    def _stops(self) -> list[int]:
        """Places of the chosen layers that have a picture."""
        overlay = self._overlay
        if overlay is None:
            return []
        return [place for place in overlay.pictured if overlay.layers[place].timepoint_uid in self._chosen]

    def _step(self) -> Step:
        stops, value = self._stops, self.slider.value()
        if not stops:
            return Step(0, 0)
        below = min(value // BETWEEN, len(stops) - 1)
        above = min(below + 1, len(stops) - 1)
        share = (value - below * BETWEEN) / BETWEEN
        return Step(stops[below], stops[above] if share else stops[below], share)

    def refresh(self) -> None:
        """A picture came, or another step is in sight."""
        self.picture.show_chart(self.figure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """No more room for the picture than it fills: the slider stays right below it."""
        super().resizeEvent(event)
        self.picture.setMaximumHeight(round(event.size().width() * SIZE_PX[1] / SIZE_PX[0]))

    def _restore(self) -> None:
        """Slider, list and picture as the values say."""
        overlay = self._overlay
        assert overlay is not None
        stops = self._stops
        uids = [overlay.layers[place].timepoint_uid for place in stops]
        at = uids.index(self._at_uid) if self._at_uid in uids else max(0, len(stops) - 1)
        self.slider.show_stops(tuple(overlay.layers[place].label for place in stops), at)
        self.table.show_layers(overlay.layers, self._chosen, stops[at] if stops else None)
        self.refresh()

    def _slide(self, value: int) -> None:
        overlay, stops = self._overlay, self._stops
        if overlay is not None and stops:
            place = self._step().nearest
            self._at_uid = overlay.layers[place].timepoint_uid
            self.table.select(place)
            self.refresh()
            self.stepped.emit()

    def _go_to(self, place: int) -> None:
        overlay = self._overlay
        if overlay is None or place not in overlay.pictured:
            return
        self._at_uid = overlay.layers[place].timepoint_uid
        self._chosen |= {self._at_uid}
        self._restore()
        self.stepped.emit()

    def _toggle(self, place: int) -> None:
        """The last one stays: without any there is nothing to see."""
        overlay = self._overlay
        if overlay is None or place not in overlay.pictured:
            return
        left = self._chosen ^ {overlay.layers[place].timepoint_uid}
        if any(overlay.layers[one].timepoint_uid in left for one in overlay.pictured):
            self._chosen = left
            self._restore()
            self.stepped.emit()


def _first_choice(overlay: Overlay) -> frozenset[str]:
    there = [overlay.layers[place] for place in overlay.pictured]
    if len(there) > MOST_AT_FIRST:
        measured = [one for one in there if one.mm]
        smallest = min(measured, key=lambda one: float(one.mm), default=there[0])
        there = [there[0], smallest, there[-1]]
    return frozenset(one.timepoint_uid for one in there)
