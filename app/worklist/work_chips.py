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
        painter.setFont(font(look().size.caption))
        needs = [_needed_px(painter, one) for one in work]
        if missing:
            needs.append(painter.fontMetrics().horizontalAdvance(lacking) + 2 * PADDING_PX)
        left, top = rect.left(), rect.center().y() - CHIP_PX / 2
        widths = chip_widths(needs, rect.width())
        for at, width in enumerate(widths):
            place = QRectF(left, top, width, CHIP_PX)
            if at < len(work):
                _draw_chip(painter, work[at], place)
            else:
                _draw_lack(painter, lacking, place)
            left += width + GAP_PX


def chip_widths(needs_px: Sequence[float], room_px: float) -> list[float]:
    """How wide each chip is: what its text needs where there is room for all; else those that need more than
    their share give way, and the short ones stay whole."""
    left, widths = room_px - GAP_PX * (len(needs_px) - 1), dict.fromkeys(range(len(needs_px)), 0.0)
    for done, at in enumerate(sorted(widths, key=lambda at: needs_px[at])):
        widths[at] = min(needs_px[at], left / (len(needs_px) - done))
        left -= widths[at]
    return list(widths.values())


def _needed_px(painter: QPainter, work: Work) -> float:
    """What `_draw_chip` takes for the whole name."""
    metrics = painter.fontMetrics()
    needed = metrics.horizontalAdvance(work.name) + 2 * PADDING_PX + 1
    if work.done:
        return needed + TICK_PX + 2
    if work.begun and work.task is not Task.ADJUDICATE:
        return needed + metrics.horizontalAdvance(f"{work.signed}/{work.total}") + 6
    return needed


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
