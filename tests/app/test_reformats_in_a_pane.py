"""A stack of reformats in the pane that shows files: no difference but the direction."""

import numpy as np
from PySide6.QtGui import QImage

from app.style.viewing import viewer_style
from measurements.geometry.cut import CORONAL
from reader.volume.lattice import Lattice
from reader.volume.reformatted_stack import ReformattedStack
from reader.volume.volume import Volume
from viewer.frame_source import FrameSource
from viewer.image_pane import ImagePane
from viewer.viewport import Viewport, Window

SLICES, ROWS, COLUMNS = 20, 24, 30


def test_a_coronal_reformat_hangs_feet_down_with_the_patients_left_at_the_right(qtbot):
    voxels = np.zeros((SLICES, ROWS, COLUMNS), np.int16)
    voxels[:5, :, 20:] = 1000  # at the head, to the patient's left
    origins = [(0.0, 0.0, -2.0 * k) for k in range(SLICES)]
    lattice = Lattice.of(
        ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), origins, [True] * SLICES, (1.0, 1.0), (ROWS, COLUMNS)
    )
    volume = Volume(voxels, lattice, np.ones(SLICES, np.float32), np.zeros(SLICES, np.float32), None, False)
    source: FrameSource = ReformattedStack(volume, CORONAL, 1.0, 1.0)
    pane = ImagePane(viewer_style())
    qtbot.addWidget(pane)
    pane.resize(300, 390)
    pane.set_source(source)
    pane.set_viewport(Viewport(12, Window(500.0, 1000.0)))
    pane.set_overlays_visible(False)
    picture = pane.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)

    def grey(column: float, row: float) -> int:
        right, down = pane.plane_view().px(source.plane(12).point_lps(column, row))
        return picture.pixelColor(
            round(right * picture.width() / 300), round(down * picture.height() / 390)
        ).red()

    assert grey(25.0, 3.0) > 240
    assert max(grey(4.0, 3.0), grey(25.0, 30.0), grey(4.0, 30.0)) < 15
