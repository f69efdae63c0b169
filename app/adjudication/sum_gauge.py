"""One bar from PR over SD to PD with the sums of both reads on it."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.figures import mm_text
from app.style.fonts import font
from app.style.look import look
from measurements.adjudication.exchange import Standing

TOP_PX = 24.0
LEAST_MARGIN_MM = Decimal(4)
MARGIN_SHARE = Decimal("0.35")


class SumGauge(QWidget):
    """Two white marks, and the lines of read A; those of read B beside them where they are others."""

    def __init__(self) -> None:
        super().__init__()
        self._reads: tuple[Standing, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_reads(self, a: Standing, b: Standing) -> None:
        """Both with a complete sum."""
        self._reads = (a, b)
        self.setAccessibleName(f"A {mm_text(a.sum_mm)}; B {mm_text(b.sum_mm)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 58)

    def paintEvent(self, event: QPaintEvent) -> None:
        sums = [one.sum_mm for one in self._reads if one.sum_mm is not None]
        if len(sums) < 2:
            return
        a, b = self._reads
        near = [mm for mm in (_nearest(a.pr_at_most_mm, sums), _nearest(a.pd_at_least_mm, sums)) if mm]
        margin = max((max(*sums, *near) - min(*sums, *near)) * MARGIN_SHARE, LEAST_MARGIN_MM)
        low = max(min(*sums, *near) - margin, Decimal(0))
        high = max(*sums, *near) + margin

        def x(mm: Decimal) -> float:
            return min(max(float((mm - low) / (high - low)), 0.0), 1.0) * self.width()

        painter = QPainter(self)
        calls, colours, size = look().calls, look().colour, look().size
        part_end = 0.0 if a.pr_at_most_mm is None else x(a.pr_at_most_mm)
        progress = float(self.width()) if a.pd_at_least_mm is None else x(a.pd_at_least_mm)
        part_end = min(part_end, progress)
        painter.fillRect(QRectF(0, TOP_PX, part_end, 6), calls["PR"].fill)
        painter.fillRect(QRectF(part_end, TOP_PX, progress - part_end, 6), calls["NE"].fill.darker(140))
        painter.fillRect(QRectF(progress, TOP_PX, self.width() - progress, 6), calls["PD"].fill)
        painter.setFont(font(size.second, 600))
        texts = [f"A {mm_text(sums[0])}", f"B {mm_text(sums[1])}"]
        for (text, left), mm in zip(self._placed(painter, texts, [x(mm) for mm in sums]), sums, strict=True):
            painter.setPen(QPen(colours.white, 2))
            painter.drawLine(QPointF(x(mm), TOP_PX - 5), QPointF(x(mm), TOP_PX + 11))
            painter.setPen(colours.text)
            painter.drawText(QPointF(left, TOP_PX - 9), text)
        painter.setFont(font(size.caption, 600))
        below = QRectF(0, TOP_PX + 13, self.width(), 18)
        if a.pr_at_most_mm is not None and part_end > 0:
            painter.setPen(calls["PR"].fill)
            painter.drawText(
                below, Qt.AlignmentFlag.AlignLeft, _bound("PR \u2264", a.pr_at_most_mm, b.pr_at_most_mm)
            )
        painter.setPen(calls["PD"].fill)
        if a.pd_at_least_mm is not None and progress < self.width():
            text = _bound("PD \u2265", a.pd_at_least_mm, b.pd_at_least_mm)
            painter.drawText(below, Qt.AlignmentFlag.AlignRight, text)
        else:
            painter.setPen(colours.second)
            painter.drawText(below, Qt.AlignmentFlag.AlignRight, "SD")

    def _placed(
        self, painter: QPainter, texts: Sequence[str], marks: Sequence[float]
    ) -> list[tuple[str, float]]:
        """The two texts over their marks, moved apart where they would lie on each other."""
        widths = [painter.fontMetrics().horizontalAdvance(text) for text in texts]
        lefts = [mark - width / 2 for mark, width in zip(marks, widths, strict=True)]
        first, last = (0, 1) if marks[0] <= marks[1] else (1, 0)
        lefts[first] = min(max(lefts[first], 0.0), self.width() - widths[first] - widths[last] - 12)
        lefts[last] = max(lefts[last], lefts[first] + widths[first] + 12)
        over = max(lefts[last] + widths[last] - self.width(), 0.0)
        lefts[last] -= over
        lefts[first] = min(lefts[first], lefts[last] - widths[first] - 12)
        return list(zip(texts, lefts, strict=True))


def _nearest(bound_mm: Decimal | None, sums: Sequence[Decimal]) -> Decimal | None:
    """A line near enough to the sums to be shown: no farther than a fifth of the larger one."""
    if bound_mm is None:
        return None
    away = min(abs(bound_mm - mm) for mm in sums)
    between = min(sums) <= bound_mm <= max(sums)
    return bound_mm if between or away <= max(sums) / 5 else None


def _bound(sign: str, a_mm: Decimal, b_mm: Decimal | None) -> str:
    """A's line; B's behind it where it has another."""
    own = f"{sign} {mm_text(a_mm)}"
    return own if b_mm is None or b_mm == a_mm else f"{own} (B {mm_text(b_mm)})"
