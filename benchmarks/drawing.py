"""Drawing one slice with ten calipers at 1000 x 1000 px, beside a blit and pyqtgraph, interleaved in one run.

Run as `python -m benchmarks.drawing`: on the display where there is one, else without. Each round changes
the slice once in every way and waits until the event loop has painted all of it, so that a noisy machine
treats them alike; medians and their ratios are printed beside the targets.
"""

import math
import os
import statistics
import time
from collections.abc import Callable

import numpy as np
import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from measurements.geometry.cut import AXIAL, CORONAL, Cut
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import Segment
from reader.volume.lattice import Lattice
from reader.volume.leaves import THIN
from reader.volume.reformatted_stack import ReformattedStack
from reader.volume.volume import Volume
from viewer.image_pane import ImagePane
from viewer.shapes import CaliperShape
from viewer.style import CaliperLook, ViewerStyle
from viewer.viewport import Viewport, Window

SIZE_PX = 1000
ROUNDS = 120
WARM_ROUNDS = 10
SLICES = 8
WINDOW = Window(40.0, 400.0)
ZOOMED_PX_PER_MM = 4.37

STYLE = ViewerStyle(
    background="#000000",
    accent="#6AA6F8",
    warning="#E8C15A",
    text="#DFE2E5",
    text_second="#AAB0B7",
    plate="#A80A0B0C",
    label_plate="#DB0A0B0C",
    casing="#A6000000",
    handle="#FFFFFF",
    classes={
        "SBRT": CaliperLook("#F0A92E"),
        "LDRT": CaliperLook("#2CC3C4", (7.0, 4.0)),
        "NONE": CaliperLook("#B693F5", (1.5, 3.0)),
    },
    ghost=CaliperLook("#AAB0B7", (5.0, 5.0)),
    mark="#F291B2",
    font_families=("Inter",),
)


class NoisySlices:
    """A stack of 512 x 512 int16 slices of noise about soft tissue, 0.7 mm pixels, 2 mm apart."""

    count = SLICES
    padding = None
    inverted = False

    def __init__(self) -> None:
        noise = np.random.default_rng(1).normal(1064, 120, (SLICES, 512, 512))
        self.volume = noise.astype(np.int16)

    def plane(self, index: int) -> ImagePlane:
        return ImagePlane((0.0, 0.0, 2.0 * index), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 0.7, 0.7, 512, 512)

    def values(self, index: int) -> np.ndarray:
        return self.volume[index]

    def rescale(self, index: int) -> tuple[float, float]:
        return (1.0, -1024.0)


def ten_calipers(source: NoisySlices, index: int) -> list[CaliperShape]:
    """On slice `index`, about the middle, in all three classes, each with its own text and place."""
    plane = source.plane(index)
    shapes = []
    for number in range(10):
        column, row = 170 + 45 * (number % 5), 200 + 90 * (number // 5) + index % 7
        turn = number * 0.6 + index
        across, down = 12 * math.cos(turn), 12 * math.sin(turn)

        def axis(dx: float, dy: float, column: int = column, row: int = row) -> Segment:
            return (plane.point_lps(column - dx, row - dy), plane.point_lps(column + dx, row + dy))

        shapes.append(
            CaliperShape(
                f"{index}.{number}",
                axis(across, down),
                axis(-down / 2, across / 2),
                ("SBRT", "LDRT", "NONE")[number % 3],
                f"T{number + 1:02d}",
                f"{16.8 + number / 10:.1f} × 8.4 mm",
                selected=number == 0,
            )
        )
    return shapes


class Blit(QWidget):
    """The limit: a ready picture."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.image = QImage(SIZE_PX, SIZE_PX, QImage.Format.Format_RGB32)
        self.image.fill(Qt.GlobalColor.darkGray)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self.image)
        painter.end()


def pane_showing(source: NoisySlices, zoom: float | None) -> ImagePane:
    pane = ImagePane(STYLE)
    pane.set_source(source)
    pane.set_shapes([shape for index in range(source.count) for shape in ten_calipers(source, index)])
    pane.set_corner(Qt.Corner.TopLeftCorner, ["HN-017 · W24", "day 169"])
    pane.set_corner(Qt.Corner.TopRightCorner, ["Current", "W 400 L 40"])
    pane.set_viewport(Viewport(0, WINDOW, zoom))
    return pane


def pane_of_reformats(cut: Cut) -> ImagePane:
    """A pane on a volume of 300 slices that is cut anew at each step."""
    voxels = np.random.default_rng(2).normal(1064, 120, (300, 512, 512)).astype(np.int16)
    lattice = Lattice.of(
        (AXIAL.along_row, AXIAL.along_column),
        [(0.0, 0.0, -1.0 * index) for index in range(300)],
        [True] * 300,
        (0.7, 0.7),
        (512, 512),
    )
    volume = Volume(voxels, lattice, np.ones(300, np.float32), np.full(300, -1024, np.float32), None, False)
    pane = ImagePane(STYLE)
    pane.set_source(ReformattedStack(volume, cut, 0.7, 0.7, THIN, (180.0, 180.0, -150.0)))
    pane.set_viewport(Viewport(0, WINDOW))
    return pane


def plane_change(pane: ImagePane) -> Callable[[int], None]:
    """One plane further at each turn, so that none is kept ready."""

    def change(turn: int) -> None:
        pane.set_viewport(Viewport(150 + turn, WINDOW))

    return change


def slice_change(pane: ImagePane) -> Callable[[int], None]:
    def change(turn: int) -> None:
        viewport = pane.viewport()
        pane.set_viewport(Viewport(turn % SLICES, viewport.window, viewport.zoom, viewport.centre))

    return change


class PeerCalipers:
    """The same ten calipers as pyqtgraph draws them: lines over a casing, and a text each."""

    def __init__(self, box: pyqtgraph.ViewBox) -> None:
        self.items = []
        for number in range(10):
            look = STYLE.classes[("SBRT", "LDRT", "NONE")[number % 3]]
            casing = pyqtgraph.PlotCurveItem(pen=pyqtgraph.mkPen((0, 0, 0, 166), width=4.4), connect="pairs")
            pen = pyqtgraph.mkPen(look.colour, width=2.0)
            if look.dashes_px:
                pen.setDashPattern([length / 2.0 for length in look.dashes_px])
            lines = pyqtgraph.PlotCurveItem(pen=pen, connect="pairs", antialias=True)
            text = pyqtgraph.TextItem(color=STYLE.text, fill=STYLE.label_plate)
            for item in (casing, lines, text):
                box.addItem(item, ignoreBounds=True)
            self.items.append((casing, lines, text))

    def move(self, source: NoisySlices, calipers: list[CaliperShape], index: int) -> None:
        plane = source.plane(index)
        for caliper, (casing, lines, text) in zip(calipers, self.items, strict=True):
            pixels = np.array([plane.pixel(point) for point in caliper.points_lps])
            casing.setData(pixels[:, 0], pixels[:, 1])
            lines.setData(pixels[:, 0], pixels[:, 1])
            text.setText(f"{caliper.title} {caliper.text}")
            text.setPos(pixels[0, 0], pixels[0, 1] + 20)


def image_item_change(source: NoisySlices, with_calipers: bool) -> tuple[QWidget, Callable[[int], None]]:
    view = pyqtgraph.GraphicsView()
    box = pyqtgraph.ViewBox(lockAspect=True, invertY=True, enableMenu=False)
    view.setCentralItem(box)
    item = pyqtgraph.ImageItem(axisOrder="row-major")
    box.addItem(item)
    levels = (1024 + WINDOW.center - WINDOW.width / 2, 1024 + WINDOW.center + WINDOW.width / 2)
    item.setImage(source.volume[0], levels=levels)
    calipers = PeerCalipers(box) if with_calipers else None
    shapes = [ten_calipers(source, index) for index in range(SLICES)]

    def change(turn: int) -> None:
        item.setImage(source.volume[turn % SLICES], levels=levels)
        if calipers is not None:
            calipers.move(source, shapes[turn % SLICES], turn % SLICES)

    return view, change


def image_view_change(source: NoisySlices, with_calipers: bool) -> tuple[QWidget, Callable[[int], None]]:
    view = pyqtgraph.ImageView()
    view.setImage(source.volume, axes={"t": 0, "y": 1, "x": 2}, levels=(864, 1264))
    calipers = PeerCalipers(view.getView()) if with_calipers else None
    shapes = [ten_calipers(source, index) for index in range(SLICES)]

    def change(turn: int) -> None:
        view.setCurrentIndex(turn % SLICES)
        if calipers is not None:
            calipers.move(source, shapes[turn % SLICES], turn % SLICES)

    return view, change


def shown(widget: QWidget, size_px: int) -> QWidget:
    widget.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    widget.resize(size_px, size_px)
    widget.show()
    return widget


def main() -> None:
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    source = NoisySlices()
    blit = Blit()
    fitted, zoomed = pane_showing(source, None), pane_showing(source, ZOOMED_PX_PER_MM)
    peers = {
        f"pyqtgraph {name}, {'ten calipers' if with_calipers else 'picture only'}": make(
            source, with_calipers
        )
        for name, make in (("ImageItem", image_item_change), ("ImageView", image_view_change))
        for with_calipers in (True, False)
    }
    four = QWidget()
    grid = QGridLayout(four)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(0)
    linked = [pane_showing(source, None) for _ in range(4)]
    for number, pane in enumerate(linked):
        grid.addWidget(pane, number // 2, number % 2)
    coronal, oblique = (pane_of_reformats(cut) for cut in (CORONAL, CORONAL.turned((0.0, 0.0, 1.0), 20.0)))
    for widget in (blit, fitted, zoomed, coronal, oblique, *(view for view, _ in peers.values())):
        shown(widget, SIZE_PX)
    shown(four, 2 * SIZE_PX)
    application.processEvents()
    changes = [slice_change(pane) for pane in linked]
    ways: dict[str, Callable[[int], None]] = {
        "blit of a ready image": lambda turn: blit.update(),
        "pane, fitted, ten calipers": slice_change(fitted),
        "pane, zoomed, ten calipers": slice_change(zoomed),
        "reformat, coronal": plane_change(coronal),
        "reformat, oblique": plane_change(oblique),
        "four linked panes": lambda turn: [change(turn) for change in changes] and None,
        **{name: change for name, (_, change) in peers.items()},
    }
    took_ms: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(ROUNDS):
        for name, draw in ways.items():
            start = time.perf_counter()
            draw(turn)
            application.processEvents()
            if turn >= WARM_ROUNDS:
                took_ms[name].append((time.perf_counter() - start) * 1000)
    median = {name: statistics.median(times) for name, times in took_ms.items()}
    platform = application.platformName()
    print(f"one slice change at {SIZE_PX} x {SIZE_PX} px on {platform}, medians of {ROUNDS - WARM_ROUNDS}")
    for name, ms in median.items():
        print(f"  {name:38} {ms:7.2f} ms")
    limit = "4.5" if platform == "xcb" else "9"
    four_ms, item_ms = median["four linked panes"], median["pyqtgraph ImageItem, ten calipers"]
    view_ms = median["pyqtgraph ImageView, ten calipers"]
    for name in ("pane, fitted, ten calipers", "pane, zoomed, ten calipers"):
        ms = median[name]
        print(f"{name}:")
        print(f"  {item_ms / ms:5.1f} x quicker than ImageItem (target 2)")
        print(f"  {view_ms / ms:5.1f} x quicker than ImageView (target 4)")
        print(f"  {ms / median['blit of a ready image']:5.1f} x the blit (target at most {limit})")
    print("four linked panes:")
    print(f"  {four_ms / median['pane, fitted, ten calipers']:5.1f} x one pane (target at most 6)")
    print(f"  {view_ms / four_ms:5.1f} x quicker than one ImageView (target above 1)")


if __name__ == "__main__":
    main()
