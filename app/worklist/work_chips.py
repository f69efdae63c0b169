"""Who reads, judges and investigates a subject, as chips in columns of their own, and how far each is."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.style.fonts import font
from app.style.icons import draw_icon
from app.style.look import look
from app.worklist.rows import SubjectRow, Work
from measurements.people import Task

CHIP_PX = 22
GAP_PX = 6
PADDING_PX = 8
TICK_PX = 14
COLUMNS: tuple[tuple[Task | None, ...], ...] = ((Task.READ, None), (Task.ADJUDICATE,), (Task.INVESTIGATE,))
"""Which tasks stand in which column; None are reads of those who were not given the subject."""


def draw_work(painter: QPainter, row: SubjectRow, columns: Sequence[QRectF], lacking: str) -> None:
    """Draws what each has to do with a subject into the columns of `COLUMNS`.

    Args:
        lacking: what is said of readers too few, where the subject lacks any.
    """
    for tasks, rect in zip(COLUMNS, columns, strict=True):
        work = [one for one in row.work if one.task in tasks]
        missing = row.lacking if Task.READ in tasks else 0
        places = max(len(work) + bool(missing), 2 if Task.READ in tasks else 1)
        width = (rect.width() - GAP_PX * (places - 1)) / places
        left = rect.left()
        for one in work:
            _draw_chip(painter, one, QRectF(left, rect.center().y() - CHIP_PX / 2, width, CHIP_PX))
            left += width + GAP_PX
        if missing:
            _draw_lack(painter, lacking, QRectF(left, rect.center().y() - CHIP_PX / 2, width, CHIP_PX))


def _draw_chip(painter: QPainter, work: Work, rect: QRectF) -> None:
    """A dashed outline: not given; a tick: done; a count: timepoints signed."""
    colour = look().colour
    pen = QPen(colour.border, 1)
    if work.task is None:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(colour.control if work.begun or work.done else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(font(look().size.caption))
    inner = rect.adjusted(PADDING_PX, 0, -PADDING_PX, 0)
    if work.done:
        draw_icon(
            painter,
            "check",
            QRectF(inner.right() - TICK_PX + 2, inner.center().y() - TICK_PX / 2, TICK_PX, TICK_PX),
            colour.done,
        )
        inner.setRight(inner.right() - TICK_PX - 2)
    elif work.begun and work.task is not Task.ADJUDICATE:
        count = f"{work.signed}/{work.total}"
        width = painter.fontMetrics().horizontalAdvance(count)
        painter.setPen(colour.accent)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        inner.setRight(inner.right() - width - 6)
    painter.setPen(colour.text if work.begun or work.done else colour.second)
    _draw_text(painter, inner, work.name)


def _draw_lack(painter: QPainter, text: str, rect: QRectF) -> None:
    pen = QPen(look().colour.warning, 1)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(font(look().size.caption))
    painter.setPen(look().colour.warning)
    _draw_text(painter, rect.adjusted(PADDING_PX, 0, -PADDING_PX, 0), text)


def _draw_text(painter: QPainter, rect: QRectF, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()) + 1)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
