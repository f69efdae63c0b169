"""The line at the foot of the worklist: what marks and lines mean, and what is in sight."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.components.chips import ClassTag
from app.components.text import ElidedLabel, label
from app.components.words import Wording
from app.worklist.marks import ImagesMark
from app.worklist.rows import Images
from app.worklist.words import Words
from measurements.lesion import RadiationClass

WHOLE_FROM_PX = 1080
WORDED_FROM_PX = 780


class Legend(QWidget):
    """Image states, radiation classes, and the range of subjects shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", True)
        self.setProperty("edge", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self._plain: list[QWidget] = []
        self._worded: list[QWidget] = []  # the cell says these in words
        marks: tuple[tuple[Images, Wording], ...] = (
            (Images.COMPLETE, lambda: self.tr("Images complete")),
            (Images.INCOMPLETE, lambda: self.tr("Incomplete")),
            (Images.MISSING, lambda: self.tr("Files missing")),
            (Images.TO_CHECK, lambda: self.tr("Geometry to check")),
            (Images.NONE, lambda: self.tr("None yet")),
        )
        for images, text in marks:
            parts = (ImagesMark(images), label(text, "second", "second"))
            for part in parts:
                row.addWidget(part)
            row.addSpacing(8)
            if images in (Images.COMPLETE, Images.NONE):
                self._plain += parts
            elif images in (Images.INCOMPLETE, Images.MISSING):
                self._worded += parts
        line = QFrame()
        line.setProperty("divider", True)
        line.setFixedSize(1, 20)
        row.addWidget(line)
        row.addSpacing(12)
        words = Words(self)
        for radiation in RadiationClass:
            row.addWidget(ClassTag(radiation.value, partial(words.class_name, radiation)))
            row.addSpacing(8)
        self._in_sight = ""
        self._range = ElidedLabel("", "second", "second")
        self._range.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._range, 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, what explains itself goes."""
        for part in self._plain:
            part.setVisible(self.width() >= WHOLE_FROM_PX)
        for part in self._worded:
            part.setVisible(self.width() >= WORDED_FROM_PX)
        self._range.setText(self._in_sight if self.width() >= WHOLE_FROM_PX else "")

    def show_range(self, text: str) -> None:
        self._in_sight = text
        self._fit()
