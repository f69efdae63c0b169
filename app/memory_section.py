"""What pictures take of this computer's memory, series by series, and the field that bounds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app.components.text import ElidedLabel, label, wrapped
from app.components.words import say
from app.memory import LEAST_MB, most_mb
from app.reading.pictures.pictures import HeldStack

NAMED = 6
"""Series told by name; what is held beyond them is in the sum."""


@dataclass(frozen=True, slots=True)
class MemoryUse:
    """What pictures may take, MB, and the stacks in memory, the last looked at first."""

    budget_mb: int
    held: Sequence[HeldStack]


class MemorySection(QWidget):
    """Signals: `chosen(megabytes)`."""

    chosen = Signal(int)

    def __init__(self, use: MemoryUse) -> None:
        super().__init__()
        self._use = use
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(lambda: self.tr("Memory for pictures"), "body", weight=600), 1)
        self.field = QSpinBox()
        self.field.setRange(LEAST_MB, most_mb())
        self.field.setSingleStep(256)
        self.field.setSuffix(" MB")
        self.field.setKeyboardTracking(False)
        say(self.field, QSpinBox.setAccessibleName, lambda: self.tr("Memory for pictures"))
        self.field.setValue(use.budget_mb)
        self.field.valueChanged.connect(self._choose)
        head.addWidget(self.field)
        column.addLayout(head)
        self.sum = wrapped(self._sum)
        column.addWidget(self.sum)
        lines = QGridLayout()
        lines.setHorizontalSpacing(16)
        lines.setVerticalSpacing(4)
        lines.setColumnStretch(0, 1)
        for row, stack in enumerate(use.held[:NAMED]):
            lines.addWidget(ElidedLabel(_title(stack), "second"), row, 0)
            lines.addWidget(label(partial(self._read, stack), "second", "second"), row, 1)
            lines.addWidget(label(in_megabytes(stack.bytes), "second"), row, 2, Qt.AlignmentFlag.AlignRight)
        column.addLayout(lines)

    def _read(self, stack: HeldStack) -> str:
        """How much of a series is in memory."""
        return self.tr("{ready} of {count} slices").format(ready=stack.ready, count=stack.series.frames)

    def _choose(self, megabytes: int) -> None:
        self._use = MemoryUse(megabytes, self._use.held)
        self.sum.setText(self._sum())
        self.chosen.emit(megabytes)

    def _sum(self) -> str:
        """What all series take together."""
        return self.tr(
            "{held} of {budget} are taken, by {count} series. What has not been looked at for longest is "
            "given back first."
        ).format(
            held=in_megabytes(sum(stack.bytes for stack in self._use.held)),
            budget=in_megabytes(self._use.budget_mb * 1_000_000),
            count=len(self._use.held),
        )


def in_megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB".replace(",", "\u2009")


def _title(stack: HeldStack) -> str:
    series = stack.series
    return f"{series.study_date or ''} {series.description or series.modality}".strip()
