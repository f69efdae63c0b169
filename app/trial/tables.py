"""The trial's numbers beside its figures: rates with exact intervals, times, adverse events."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.components.chips import class_line
from app.style.fonts import font
from app.style.look import look
from app.trial.figure_words import (
    branch_words,
    class_words,
    interval_text,
    months_text,
    rate_text,
    response_words,
)
from measurements.endpoints.proportion import Proportion
from measurements.endpoints.survival import Curve
from measurements.endpoints.trial import TrialEndpoints
from measurements.recist.response import Response

translate = QCoreApplication.translate

ROW_PX = 26
HEAD_PX = 34
DOTS_PX, DOTS_FROM_PX = 66.0, 440
MOST_TERMS = 12
_ORDER = (Response.CR, Response.PR, Response.SD, Response.NON_CR_NON_PD, Response.PD, Response.NE)


class Line(NamedTuple):
    """One line of the panel.

    Attributes:
        cells: after the name, from the left, set to the right edge of their columns.
        heading: whether it opens a part.
        strong: whether its first figures stand out.
        class_name: of a radiation class, whose sample stands before the name.
        share: (estimate, lower, upper) as fractions, drawn as a dot on its interval.
    """

    name: str
    cells: tuple[str, ...] = ()
    heading: bool = False
    strong: bool = False
    class_name: str = ""
    share: tuple[float, float, float] | None = None


def lines_of(endpoints: TrialEndpoints) -> list[Line]:
    """All lines of the panel, in the language of the moment."""
    return [*rate_lines(endpoints), *_adverse_events(endpoints)]


def rate_lines(endpoints: TrialEndpoints) -> list[Line]:
    """Those of responses and times."""
    return [*_responses(endpoints), *_classes(endpoints), *_best(endpoints), *_times(endpoints)]


def _responses(endpoints: TrialEndpoints) -> Iterator[Line]:
    heads = (translate("trial", "n"), translate("trial", "rate"), translate("trial", "exact 95 % CI"))
    yield Line(translate("trial", "Patients"), heads, heading=True)
    asked = endpoints.protocol.dating.confirmation
    confirmed, unconfirmed = endpoints.confirmed, endpoints.unconfirmed
    yield _rate(translate("trial", "ORR, confirmed"), confirmed.objective, asked != "not-required")
    yield _rate(translate("trial", "ORR, unconfirmed"), unconfirmed.objective, asked != "required")
    sure = asked != "not-required"
    primary = confirmed if sure else unconfirmed
    yield _rate(
        translate("trial", "DCR, confirmed") if sure else translate("trial", "DCR, unconfirmed"),
        primary.control,
    )
    yield Line(
        translate("trial", "ORR by set, confirmed")
        if sure
        else translate("trial", "ORR by set, unconfirmed"),
        heads,
        heading=True,
    )
    for branch, one in primary.by_branch.items():
        yield _rate(branch_words(branch), one)


def _classes(endpoints: TrialEndpoints) -> Iterator[Line]:
    heads = (translate("trial", "n"), translate("trial", "rate"), translate("trial", "exact 95 % CI"))
    yield Line(translate("trial", "By class, exploratory"), heads, heading=True)
    for one in endpoints.classes:
        line = _rate(class_words(one.radiation), one.patients)
        yield line._replace(class_name=one.radiation.value)


def _best(endpoints: TrialEndpoints) -> Iterator[Line]:
    confirmed = endpoints.protocol.dating.confirmation != "not-required"
    best = [one.confirmed_best if confirmed else one.best for one in endpoints.subjects]
    yield Line(
        translate("trial", "Best response, confirmed") if confirmed else translate("trial", "Best response"),
        (translate("trial", "n"), "%"),
        heading=True,
    )
    for response in (*_ORDER, *sorted(set(best) - set(_ORDER))):
        count = best.count(response)
        if count or response in _ORDER[:3]:
            share = f"{100 * count / len(best):.1f}" if best else ""
            yield Line(response_words(response), (str(count), share))


def _times(endpoints: TrialEndpoints) -> Iterator[Line]:
    yield Line(
        translate("trial", "Time to event, months"),
        (translate("trial", "events"), translate("trial", "median"), translate("trial", "95 % CI")),
        heading=True,
    )
    confirmed = endpoints.protocol.dating.confirmation != "not-required"
    responses = endpoints.confirmed if confirmed else endpoints.unconfirmed
    yield _time(translate("trial", "PFS"), endpoints.progression_free)
    yield _time(translate("trial", "OS"), endpoints.survival)
    yield _time(
        translate("trial", "DoR, confirmed") if confirmed else translate("trial", "DoR, unconfirmed"),
        responses.duration,
    )
    spread = responses.time_to_response
    yield Line(
        translate("trial", "Time to response, months"),
        (translate("trial", "n"), translate("trial", "median"), translate("trial", "range")),
        heading=True,
    )
    known = spread.median is not None
    yield Line(
        translate("trial", "TTR, confirmed") if confirmed else translate("trial", "TTR, unconfirmed"),
        (
            str(spread.patients),
            months_text(spread.median) if known else "\u2013",
            f"{months_text(spread.least)} \u2013 {months_text(spread.greatest)}" if known else "",
        ),
    )


def _adverse_events(endpoints: TrialEndpoints) -> Iterator[Line]:
    table = endpoints.adverse_events
    yield Line(
        translate("trial", "Adverse events, patients"),
        (translate("trial", "any"), "%", translate("trial", "grade \u2265 3")),
        heading=True,
    )
    for row in table.rows[: MOST_TERMS + 1]:
        share = f"{100 * row.regardless.any_grade / table.patients:.1f}" if table.patients else ""
        yield Line(
            translate("trial", "Any term") if row.term is None else row.term,
            (str(row.regardless.any_grade), share, str(row.regardless.severe)),
            strong=row.term is None,
        )
    left = len(table.rows) - 1 - MOST_TERMS
    if left > 0:
        yield Line(translate("trial", "{count} more terms are in the exported table").format(count=left))


def _rate(name: str, one: Proportion, strong: bool = False) -> Line:
    share = None
    if one.fraction is not None and one.lower is not None and one.upper is not None:
        share = (one.fraction, one.lower, one.upper)
    cells = (f"{one.count} / {one.of}", rate_text(one), interval_text(one))
    return Line(name, cells, strong=strong, share=share)


def _time(name: str, curve: Curve) -> Line:
    median = curve.median
    interval = f"{months_text(median.lower)} \u2013 {months_text(median.upper)}" if curve.patients else ""
    middle = months_text(median.days) if curve.patients else "\u2013"
    return Line(
        name,
        (f"{curve.events} / {curve.patients}", middle, interval),
    )


class Numbers(QWidget):
    """Draws the lines; as high as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self.setAccessibleName("\n".join(" ".join((line.name, *line.cells)) for line in lines))
        self.setFixedHeight(sum(_height(line) for line in lines) + 8)
        self.update()

    @property
    def lines(self) -> Sequence[Line]:
        return self._lines

    def sizeHint(self) -> QSize:
        return QSize(380, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dots_px = DOTS_PX if self.width() >= DOTS_FROM_PX else 0.0
        right = self.width() - 12 - dots_px
        columns = (right - 146, right - 90, right)
        top = 4.0
        for line in self._lines:
            height = _height(line)
            self._draw(painter, line, QRectF(12, top, self.width() - 24, height), columns, dots_px)
            top += height

    def _draw(
        self,
        painter: QPainter,
        line: Line,
        row: QRectF,
        columns: tuple[float, float, float],
        dots_px: float,
    ) -> None:
        colours, size = look().colour, look().size
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(QPen(colours.hairline, 1))
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        place = row.adjusted(0, 8, 0, 0) if line.heading else row
        left = place.left()
        if line.class_name:
            start = QPointF(left, place.center().y())
            class_line(painter, start, start + QPointF(20, 0), line.class_name)
            left += 28
        painter.setFont(font(size.caption if line.heading else size.second, 600 if line.heading else 400))
        painter.setPen(colours.second if line.heading else colours.text)
        first = place.right()
        if line.cells:
            first = columns[0] - painter.fontMetrics().horizontalAdvance(line.cells[0]) - 10
        shown = painter.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideRight, int(first - left))
        painter.drawText(QRectF(left, place.top(), first - left, place.height()), middle, shown)
        for at, (text, right) in enumerate(zip(line.cells, columns, strict=False)):
            strong = line.strong or (at == 1 and line.share is not None)
            painter.setFont(font(size.caption if line.heading else size.second, 600 if strong else 400))
            painter.setPen(colours.faint if line.heading else colours.text if at < 2 else colours.second)
            box = QRectF(right - 110, place.top(), 110, place.height())
            painter.drawText(box, int(middle | Qt.AlignmentFlag.AlignRight), text)
        if line.share is not None and dots_px:
            self._draw_share(
                painter, QRectF(row.right() - dots_px + 12, row.top(), dots_px - 14, row.height()), line
            )

    def _draw_share(self, painter: QPainter, place: QRectF, line: Line) -> None:
        assert line.share is not None
        estimate, lower, upper = (place.left() + part * place.width() for part in line.share)
        y = place.center().y()
        painter.setPen(QPen(look().colour.border, 1))
        painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))
        ink: QColor = look().colour.accent if line.strong else look().colour.text
        painter.setPen(QPen(ink, 1.3))
        painter.drawLine(QPointF(lower, y), QPointF(upper, y))
        for end in (lower, upper):
            painter.drawLine(QPointF(end, y - 4), QPointF(end, y + 4))
        painter.fillRect(QRectF(estimate - 3, y - 3, 6, 6), ink)


def _height(line: Line) -> int:
    return HEAD_PX if line.heading else ROW_PX
