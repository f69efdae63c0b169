"""The trial's figures: charts with their words, made of the endpoints and of nothing else."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from app.figures import percent_text
from app.style.charting import (
    THERAPY,
    TREATED,
    call_style,
    class_style,
)
from app.trial.drawn import EVERYTHING, Drawn, Figure, Shown
from app.trial.figure_words import (
    class_words,
    kind_words,
    month_ticks,
    response_words,
)
from app.trial.time_figures import draw_times
from measurements.clinical.event import EventKind
from measurements.endpoints.figures import Bar, Lane, Mark
from measurements.endpoints.trial import TrialEndpoints
from measurements.lesion import RadiationClass
from measurements.recist.response import Response
from viewer.charts.chart import LegendEntry, Sample
from viewer.charts.spider import SpiderLine, SpiderPlot, SpiderPoint
from viewer.charts.swimmer import Sign, Span, SwimLane, SwimmerPlot
from viewer.charts.waterfall import Threshold, Waterfall, WaterfallBar

translate = QCoreApplication.translate

PR_PCT = -30.0
PD_PCT = 20.0
"""Of RECIST 1.1, sections 4.3.1; that of PD counts from the nadir, which the words beside the line say."""

RADIOTHERAPY_HEIGHT = 0.6
"""Of the height of a response, which it may lie in."""

RESPONDED = (Response.CR, Response.PR)
_CALLS = (Response.CR, Response.PR, Response.SD, Response.PD)
_SIGNS = {
    EventKind.TREATMENT_START: (Sample.RING, ""),
    EventKind.NEW_THERAPY: (Sample.DIAMOND, THERAPY),
    EventKind.DEATH: (Sample.SQUARE, ""),
}


def draw(figure: Figure, endpoints: TrialEndpoints, shown: Shown = EVERYTHING) -> Drawn:
    """A figure in the language of the moment."""
    if figure is Figure.WATERFALL:
        return _waterfall(endpoints, shown)
    if figure is Figure.SPIDER:
        return _spider(endpoints, shown.radiation)
    if figure is Figure.SWIMMER:
        return _swimmer(endpoints)
    return draw_times(figure, endpoints)


def _waterfall(endpoints: TrialEndpoints, shown: Shown) -> Drawn:
    bars = sorted(_bars(endpoints, shown), key=lambda bar: (-bar.pct, bar.key))
    by_class = shown.by_lesion or shown.radiation is not None
    legend = (
        [
            LegendEntry(Sample.AREA, class_style(one), class_words(one))
            for one in ([shown.radiation] if shown.radiation else RadiationClass)
        ]
        if by_class
        else [
            *(LegendEntry(Sample.AREA, call_style(one), one.value) for one in _CALLS),
            LegendEntry(Sample.AREA, "NE", translate("trial", "NE or other")),
            LegendEntry(Sample.RING, "", translate("trial", "confirmed")),
        ]
    )
    if shown.by_lesion:
        of = sum(shown.radiation in (None, one.radiation) for one in endpoints.lesion_changes)
        subtitle = translate("trial", "Best change of each target; {count} of {of} targets").format(
            count=len(bars), of=of
        )
    elif shown.radiation is not None:
        of = sum(one.radiation is shown.radiation and one.targets > 0 for one in endpoints.class_changes)
        subtitle = translate(
            "trial", "Best change of the sum of {lesions} lesions; {count} of {of} patients with such targets"
        ).format(lesions=class_words(shown.radiation), count=len(bars), of=of)
    else:
        subtitle = translate(
            "trial",
            "Best change of the sum, bars by best response; {count} of {of} patients have a complete sum "
            "after baseline",
        ).format(count=len(bars), of=endpoints.enrolled)
    chart = Waterfall(
        tuple(bars),
        _thresholds(),
        tuple(legend),
        translate("trial", "Change from baseline, %"),
        translate("trial", "Nobody has a complete sum after baseline yet."),
    )
    return Drawn(chart, translate("trial", "Waterfall"), subtitle)


def _bars(endpoints: TrialEndpoints, shown: Shown) -> Iterator[WaterfallBar]:
    if shown.by_lesion:
        for one in endpoints.lesion_changes:
            if one.best_pct is not None and shown.radiation in (None, one.radiation):
                text = translate("trial", "{subject}, {lesion}, {lesions}\nbest change {pct}").format(
                    subject=one.subject,
                    lesion=one.lesion,
                    lesions=class_words(one.radiation),
                    pct=percent_text(one.best_pct),
                )
                yield WaterfallBar(one.subject, float(one.best_pct), class_style(one.radiation), False, text)
    elif shown.radiation is not None:
        for change in endpoints.class_changes:
            if change.radiation is shown.radiation and change.best_pct is not None:
                text = translate(
                    "trial", "{subject}, {lesions}\nbest change {pct}, best response {best}"
                ).format(
                    subject=change.subject,
                    lesions=class_words(change.radiation),
                    pct=percent_text(change.best_pct),
                    best=response_words(change.best),
                )
                yield WaterfallBar(
                    change.subject, float(change.best_pct), class_style(change.radiation), False, text
                )
    else:
        for bar in endpoints.waterfall:
            if bar.pct is not None:
                yield WaterfallBar(
                    bar.subject, float(bar.pct), call_style(bar.best), _is_confirmed(bar), _bar_text(bar)
                )


def _is_confirmed(bar: Bar) -> bool:
    return bar.confirmed_best in RESPONDED


def _bar_text(bar: Bar) -> str:
    return translate(
        "trial", "{subject}\nbest change {pct}\nbest response {best}, confirmed {confirmed}"
    ).format(
        subject=bar.subject,
        pct=percent_text(bar.pct),
        best=response_words(bar.best),
        confirmed=response_words(bar.confirmed_best),
    )


def _spider(endpoints: TrialEndpoints, radiation: RadiationClass | None) -> Drawn:
    best = {one.subject: one.best for one in endpoints.subjects}
    spiders = endpoints.spiders if radiation is None else endpoints.class_spiders[radiation]
    lines = []
    for spider in spiders:
        progressed = False
        points = []
        for leg in spider.legs:
            marked = leg.response is Response.PD and not progressed
            progressed = progressed or marked
            response = leg.response
            text = translate("trial", "{subject}, day {day}\n{pct}, {response}").format(
                subject=spider.subject,
                day=leg.day,
                pct=percent_text(leg.pct),
                response=translate("trial", "baseline") if response is None else response_words(response),
            )
            points.append(SpiderPoint(leg.day, float(leg.pct), "PD" if marked else "", text))
        style = class_style(radiation) if radiation else call_style(best[spider.subject])
        lines.append(SpiderLine(spider.subject, style, tuple(points)))
    legend = (
        [LegendEntry(Sample.LINE, class_style(radiation), class_words(radiation))]
        if radiation
        else [LegendEntry(Sample.LINE, call_style(one), one.value) for one in _CALLS]
    )
    subtitle = (
        translate("trial", "Change of the sum, lines by best response; {count} of {of} patients")
        if radiation is None
        else translate("trial", "Change of the sum of {lesions} lesions; {count} of {of} patients")
    )
    chart = SpiderPlot(
        tuple(lines),
        _thresholds(),
        month_ticks(max((leg.day for spider in spiders for leg in spider.legs), default=0)),
        (*legend, LegendEntry(Sample.CROSS, "PD", translate("trial", "first PD"))),
        translate("trial", "Months since the start of treatment"),
        translate("trial", "Change from baseline, %"),
        translate("trial", "Nobody has a baseline sum yet."),
    )
    return Drawn(
        chart,
        translate("trial", "Spider"),
        subtitle.format(
            count=len(lines),
            of=endpoints.enrolled,
            lesions="" if radiation is None else class_words(radiation),
        ),
    )


def _swimmer(endpoints: TrialEndpoints) -> Drawn:
    lanes = tuple(_lane(lane) for lane in endpoints.lanes)
    legend = (
        LegendEntry(Sample.AREA, "CR", "CR"),
        LegendEntry(Sample.AREA, "PR", "PR"),
        LegendEntry(Sample.CROSS, "PD", "PD"),
        LegendEntry(Sample.RING, "", kind_words(EventKind.TREATMENT_START)),
        LegendEntry(Sample.AREA, TREATED, kind_words(EventKind.RT_START)),
        LegendEntry(Sample.DIAMOND, THERAPY, kind_words(EventKind.NEW_THERAPY)),
        LegendEntry(Sample.SQUARE, "", kind_words(EventKind.DEATH)),
        LegendEntry(Sample.ARROW, "", translate("trial", "alive, goes on")),
    )
    from_enrolment = endpoints.protocol.trial.start_of_survival == "enrolment"
    chart = SwimmerPlot(
        lanes,
        month_ticks(max((lane.days for lane in endpoints.lanes), default=0)),
        legend,
        translate("trial", "Months since enrolment")
        if from_enrolment
        else translate("trial", "Months since the start of treatment"),
        translate("trial", "Nobody is enrolled yet."),
    )
    return Drawn(
        chart,
        translate("trial", "Swimmer"),
        translate("trial", "Time on study; {of} patients, longest first").format(of=endpoints.enrolled),
    )


def _lane(lane: Lane) -> SwimLane:
    signs = []
    progression = next((mark for mark in lane.marks if mark.what is Response.PD), None)
    if progression is not None:
        signs.append(Sign(progression.day, Sample.CROSS, "PD"))
    for mark in lane.marks:
        if isinstance(mark.what, EventKind) and mark.what in _SIGNS:
            signs.append(Sign(mark.day, *_SIGNS[mark.what]))
    told = [
        translate("trial", "{what}: day {day}").format(
            what=kind_words(mark.what) if isinstance(mark.what, EventKind) else response_words(mark.what),
            day=mark.day,
        )
        for mark in lane.marks
    ]
    alive = [translate("trial", "alive on day {day}").format(day=lane.days)] if lane.alive else []
    text = "\n".join([lane.subject, *told, *alive])
    courses = (Span(first, last, TREATED, RADIOTHERAPY_HEIGHT) for first, last in lane.radiotherapy)
    spans = (*_spans(lane), *courses)
    return SwimLane(lane.subject, 0, lane.days, lane.alive, spans, tuple(signs), text)


def _spans(lane: Lane) -> Iterator[Span]:
    """From each response on to the next call that is another; NE ends nothing.

    The last one ends with the last visit that shows it: nobody has seen it later.
    """
    since: Mark | None = None
    until = 0
    for mark in lane.marks:
        if not isinstance(mark.what, Response) or mark.what is Response.NE:
            continue
        if since is not None and mark.what is not since.what:
            yield Span(since.day, mark.day, since.what.value)
            since = None
        if mark.what in RESPONDED:
            since, until = since or mark, mark.day
        if mark.what is Response.PD:
            return
    if since is not None:
        yield Span(since.day, until, since.what.value)


def _thresholds() -> tuple[Threshold, ...]:
    return (
        Threshold(PD_PCT, "PD", translate("trial", "+20 %")),
        Threshold(PR_PCT, "PR", translate("trial", "PR \u221230 %")),
    )
