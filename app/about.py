"""What program this is, what it is for, and under which licences."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.components.buttons import button
from app.components.text import label, wrapped
from app.components.words import Wording, say
from app.style.icons import draw_app_icon
from measurements.storage.program import PROGRAM_VERSION

WIDTH_PX = 460


class _Emblem(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(56, 56))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_app_icon(QPainter(self), QRectF(self.rect()))


class AboutBox(QDialog):
    """Version, the research-use line, licences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        say(self, AboutBox.setWindowTitle, lambda: self.tr("About Longaxis"))
        self.setFixedWidth(WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(_Emblem())
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label("Longaxis", "page", weight=600))
        words.addWidget(label(lambda: self.tr("Version {0}").format(PROGRAM_VERSION), "body", "second"))
        head.addLayout(words, 1)
        column.addLayout(head)
        column.addWidget(
            label(lambda: self.tr("For research use only. Not a medical device."), "body", weight=600)
        )
        column.addWidget(
            wrapped(
                lambda: self.tr(
                    "Reads CT in clinical trials: calipers, radiation classes and RECIST 1.1 calls."
                )
            )
        )
        line = QFrame()
        line.setFixedHeight(1)
        line.setProperty("divider", True)
        column.addWidget(line)
        licences = QGridLayout()
        licences.setHorizontalSpacing(16)
        licences.setVerticalSpacing(6)
        parts: tuple[tuple[Wording, str], ...] = (
            (lambda: self.tr("Program"), "Apache License 2.0"),
            ("Inter, Noto Sans CJK SC", "SIL Open Font License 1.1"),
            (lambda: self.tr("Icons by Lucide"), "ISC License"),
        )
        for row, (what, licence) in enumerate(parts):
            licences.addWidget(label(what, "second", "second"), row, 0)
            licences.addWidget(label(licence, "second"), row, 1)
        licences.setColumnStretch(1, 1)
        column.addLayout(licences)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = button(lambda: self.tr("Close"))
        close.clicked.connect(self.accept)
        foot.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(foot)
