"""The pictures of README and guide, taken from the headless demonstration: `make pictures`."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

PICTURES = {"worklist": "worklist", "reading-DEMO-001": "reading-room"}
WIDTH_PX = 1440


def copy_pictures(demonstration: Path, into: Path) -> None:
    """Scales the pictures that the pages show down and puts them into `into`."""
    into.mkdir(parents=True, exist_ok=True)
    for name, shown_as in PICTURES.items():
        picture = QImage(str(demonstration / f"{name}.png"))
        small = picture.scaledToWidth(WIDTH_PX, Qt.TransformationMode.SmoothTransformation)
        small.convertToFormat(QImage.Format.Format_RGB888).save(str(into / f"{shown_as}.png"))


if __name__ == "__main__":
    copy_pictures(Path(sys.argv[1]), Path(sys.argv[2]))
