"""Crops kept beside the trial as PNG, so that a review opens at once; the folder can be thrown away."""

import os
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from app.review.crops import Crop
from measurements.refusal import Refusal


class CropFolder:
    """NAME.cache beside NAME.longaxis. What is not there, or is no such picture, is made anew."""

    def __init__(self, trial: Path) -> None:
        self.path = trial.parent / f"{trial.stem}.cache"

    def find(self, crop: Crop) -> QImage | None:
        picture = QImage(str(self._file(crop.name)))
        if (picture.width(), picture.height()) != crop.size_px:
            return None
        return picture.convertToFormat(QImage.Format.Format_Grayscale8)

    def keep(self, name: str, picture: QImage) -> None:
        """Whole or not at all: a file that is there can be read.

        Raises:
            Refusal: the folder takes no files.
        """
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(held, QByteArray(b"PNG")).write(picture)
        file = self._file(name)
        try:
            self.path.mkdir(exist_ok=True)
            part = file.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(held.data().data())
            part.replace(file)
        except OSError as error:
            raise Refusal(
                "Crops cannot be kept in {path} ({reason}): they are made anew each time until the folder "
                "takes files.",
                path=self.path,
                reason=error.strerror or error,
            ) from error

    def _file(self, name: str) -> Path:
        return self.path / f"{name}.png"
