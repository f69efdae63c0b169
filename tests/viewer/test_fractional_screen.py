"""At 150 % a pane begins or ends within a pixel of the screen; nothing older stays in sight beside it."""

import os
import subprocess
import sys
from pathlib import Path

# The factor is Qt's own and holds for a whole process.
LEFT_BEHIND = """
import numpy as np
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from tests.viewer.phantoms import STYLE, ImagePane, Stack

class Wall(QWidget):
    colour = QColor("magenta")

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.colour)
        painter.end()

application = QApplication([])
wall = Wall()
wall.resize(640, 200)
pane = ImagePane(STYLE)
pane.setParent(wall)
pane.set_source(Stack(np.full((3, 64, 64), -1000, np.int16)))
wall.show()
left_behind = 0
for left in range(90, 96):
    for width in (301, 303):
        pane.hide()
        wall.colour = QColor("magenta")
        wall.update()
        application.processEvents()
        wall.colour = QColor("green")
        pane.setGeometry(left, 21, width, 101)
        pane.show()
        wall.update()
        application.processEvents()
        seen = wall.screen().grabWindow(wall.winId()).toImage()
        left_behind += sum(seen.pixelColor(x, 80) == QColor("magenta") for x in range(seen.width()))
print(wall.devicePixelRatioF(), left_behind)
"""


def test_no_column_of_an_earlier_picture_stays_beside_a_pane() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEFT_BEHIND],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1.5"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["1.5", "0"]
