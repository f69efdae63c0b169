"""The endpoints of a trial as lines to read on a terminal."""

from collections.abc import Iterator

from measurements.endpoints.proportion import Proportion
from measurements.endpoints.survival import Curve
from measurements.endpoints.trial import ResponseEndpoints, SubjectEndpoints, TrialEndpoints
from measurements.interchange.endpoint_tables import curves_of
from measurements.recist.response import Response

DAYS_OF_A_MONTH = 30.4375
"""A twelfth of a year of 365.25 days; months are for reading, days are what is counted."""

_CURVES = {
    ("PFS", ""): "Progression-free survival",
    ("OS", ""): "Overall survival",
    ("DOR", "confirmed"): "Duration of response, confirmed",
    ("DOR", "unconfirmed"): "Duration of response, unconfirmed",
}


def endpoint_lines(endpoints: TrialEndpoints) -> Iterator[str]:
    """The tables of the trial; those of patients are in the CSV files and in the JSON document."""
    yield from _origin(endpoints)
    asked = endpoints.protocol.dating.confirmation
    for basis, response, other in (
        ("confirmed", endpoints.confirmed, "not-required"),
        ("unconfirmed", endpoints.unconfirmed, "required"),
    ):
        yield ""
        yield f"Response, {basis}" + ("" if asked != other else " (not the protocol's)")
        yield from _response(response)
    for name, basis, curve in curves_of(endpoints):
        yield ""
        yield from _curve(_CURVES[name, basis], curve, endpoints.protocol.dating.cutoff_days)
    yield ""
    yield from _subjects(endpoints)
    yield ""
    yield from _classes(endpoints)
    yield ""
    yield from _adverse_events(endpoints)


def _origin(endpoints: TrialEndpoints) -> Iterator[str]:
    data, protocol = endpoints.data, endpoints.protocol
    cutoff = "Data cut-off {date}." if data.cutoff_stated else "No cut-off given; last date {date}."
    yield f"Read: {endpoints.read}. Protocol {protocol.identity}."
    yield f"Clinical events: {data.origin}. {cutoff.format(date=data.cutoff)}"
    yield (
        f"Patients enrolled: {endpoints.enrolled}, with a visit after baseline: {endpoints.assessed}. "
        "Proportions are of all enrolled unless they name another number."
    )
    if endpoints.unread:
        yield (
            f"{endpoints.unread} of {endpoints.enrolled} patients without a read that counts; rates take "
            "them for patients without response."
        )
    yield (
        f"Days count from {protocol.trial.start_of_survival.replace('-', ' ')} and end on day "
        f"{protocol.dating.cutoff_days}. Intervals at 95 %: Clopper-Pearson; of curves log(-log)."
    )


def _response(response: ResponseEndpoints) -> Iterator[str]:
    yield f"  Objective response rate   {_proportion(response.objective)}"
    for branch, one in response.by_branch.items():
        yield f"    of them by {branch or 'no read':<15}  {_proportion(one)}"
    yield f"  Disease control rate      {_proportion(response.control)}"
    spread = response.time_to_response
    if spread.median is None:
        yield "  Time to response          nobody responded"
    else:
        yield (
            f"  Time to response          median {spread.median:g} days, {spread.least} to "
            f"{spread.greatest}, responders: {spread.patients}"
        )


def _proportion(one: Proportion) -> str:
    if one.fraction is None or one.lower is None or one.upper is None:
        return "nobody"
    percents = (f"{100 * part:.1f} %" for part in (one.fraction, one.lower, one.upper))
    estimate, lower, upper = percents
    return f"{one.count} of {one.of}, {estimate} ({lower} to {upper})"


def _curve(name: str, curve: Curve, last: int) -> Iterator[str]:
    yield f"{name}; patients: {curve.patients}, events: {curve.events}"
    if not curve.patients:
        return
    median = curve.median
    yield f"  median {_time(median.days)} ({_time(median.lower)} to {_time(median.upper)})"
    risk = curve.risk_table(last)
    yield "  day      " + "".join(f"{day:>6}" for day, _ in risk)
    yield "  at risk  " + "".join(f"{patients:>6}" for _, patients in risk)


def _time(days: float | None) -> str:
    return "not reached" if days is None else f"{days:g} days ({days / DAYS_OF_A_MONTH:.1f} months)"


def _subjects(endpoints: TrialEndpoints) -> Iterator[str]:
    yield (
        "Patients: branch, best response and confirmed, PFS and OS in days (+ censored) with the reason, "
        "and whose read where they differ in that"
    )
    for one in endpoints.subjects:
        pfs, survival = one.progression_free, one.survival
        yield (
            f"  {one.subject:<12} {one.branch or 'not read':<14} {_best(one.best):<8} "
            f"{_best(one.confirmed_best):<8} "
            f"PFS {f'{pfs.day}{_plus(event=pfs.event)}':>4} {pfs.reason:<20} "
            f"OS {f'{survival.day}{_plus(event=survival.event)}':>4} {survival.reason:<16}"
            f"{_read(one)}".rstrip()
        )


def _read(one: SubjectEndpoints) -> str:
    """Whose read of a patient counts, where patients differ in that."""
    return f"  {one.reader}, {one.accepted}" if one.accepted else ""


def _best(response: Response) -> str:
    return {Response.NON_CR_NON_PD: "NON", Response.MISSING: "none"}.get(response, response.value)


def _plus(*, event: bool) -> str:
    return "" if event else "+"


def _classes(endpoints: TrialEndpoints) -> Iterator[str]:
    yield "Radiation classes, exploratory: unconfirmed response of a class's own targets"
    for one in endpoints.classes:
        for by, found, median in (
            ("patients", one.patients, one.patient_median_pct),
            ("lesions", one.lesions, one.lesion_median_pct),
        ):
            best = "" if median is None else f", median best change {float(median):+.1f} %"
            yield f"  {one.radiation:<5} {by:<9} {_proportion(found)}{best}"


def _adverse_events(endpoints: TrialEndpoints) -> Iterator[str]:
    table = endpoints.adverse_events
    yield f"Adverse events: patients of {table.patients} by worst grade"
    yield f"  {'term':<32}{'any':>6}{'>= 3':>6}{'5':>6}{'related':>10}{'>= 3':>6}{'serious':>9}"
    for row in table.rows:
        yield (
            f"  {row.term or 'any term':<32}{row.regardless.any_grade:>6}{row.regardless.severe:>6}"
            f"{row.regardless.by_worst_grade[4]:>6}{row.related.any_grade:>10}{row.related.severe:>6}"
            f"{row.serious:>9}"
        )
