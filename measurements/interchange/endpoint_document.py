"""The endpoints of a trial as one value of JSON."""

from typing import Any

from measurements.endpoints.adverse import Patients
from measurements.endpoints.outcome import Outcome
from measurements.endpoints.proportion import Proportion
from measurements.endpoints.sentences import outcome_sentence
from measurements.endpoints.survival import Curve
from measurements.endpoints.trial import (
    ResponseEndpoints,
    ResponseTimes,
    SubjectEndpoints,
    TrialEndpoints,
)
from measurements.interchange.call_tables import decimal_text
from measurements.interchange.endpoint_tables import EXPLORATORY

Json = dict[str, Any]


def endpoint_document(endpoints: TrialEndpoints) -> Json:
    """Made of objects, lists, texts, numbers and null: null where nothing is known, or nothing reached.

    Days are whole numbers from the start of survival, those of a duration from the response, those of a
    spider from the start of treatment; millimetres and
    percentages are texts, because they are exact decimals; dates are ISO 8601.
    """
    data, dating = endpoints.data, endpoints.protocol.dating
    last = dating.cutoff_days
    return {
        "read": endpoints.read,
        "protocol": endpoints.protocol.identity,
        "events": {"file": data.source or None, "sha256": data.source_sha256 or None, "origin": data.origin},
        "data_cutoff": {"date": data.cutoff.isoformat(), "stated": data.cutoff_stated},
        "days_from": endpoints.protocol.trial.start_of_survival,
        "last_day": last,
        "enrolled": endpoints.enrolled,
        "assessed": endpoints.assessed,
        "unread": endpoints.unread,
        "confirmation": dating.confirmation,
        "confirmed": _response(endpoints.confirmed, last),
        "unconfirmed": _response(endpoints.unconfirmed, last),
        "pfs": _curve(endpoints.progression_free, last),
        "os": _curve(endpoints.survival, last),
        "classes": _classes(endpoints),
        "adverse_events": _adverse_events(endpoints),
        "figures": _figures(endpoints),
        "subjects": [_subject(one) for one in endpoints.subjects],
    }


def _proportion(one: Proportion) -> Json:
    return {
        "count": one.count,
        "of": one.of,
        "fraction": one.fraction,
        "lower": one.lower,
        "upper": one.upper,
    }


def _response(response: ResponseEndpoints, last: int) -> Json:
    spread = response.time_to_response
    return {
        "orr": _proportion(response.objective),
        "orr_by_branch": {
            branch.value if branch else "not read": _proportion(one)
            for branch, one in response.by_branch.items()
        },
        "dcr": _proportion(response.control),
        "dor": _curve(response.duration, last),
        "ttr": {
            "patients": spread.patients,
            "median": spread.median,
            "least": spread.least,
            "greatest": spread.greatest,
        },
    }


def _curve(curve: Curve, last: int) -> Json:
    median = curve.median
    return {
        "patients": curve.patients,
        "events": curve.events,
        "median": {"days": median.days, "lower": median.lower, "upper": median.upper},
        "at_risk": [{"day": day, "patients": patients} for day, patients in curve.risk_table(last)],
        "steps": [
            {
                "day": step.day,
                "at_risk": step.at_risk,
                "events": step.events,
                "survival": step.survival,
                "lower": step.lower,
                "upper": step.upper,
            }
            for step in curve.steps
        ],
        "censored": [{"day": mark.day, "patients": mark.patients} for mark in curve.censored],
    }


def _subject(one: SubjectEndpoints) -> Json:
    return {
        "subject": one.subject,
        "reader": one.reader or None,
        "accepted": one.accepted or None,
        "enrolled": one.enrolled.isoformat(),
        "treatment_start": one.treatment_start.isoformat() if one.treatment_start else None,
        "branch": one.branch.value if one.branch else None,
        "best": one.best.value,
        "confirmed_best": one.confirmed_best.value,
        "best_pct": decimal_text(one.best_pct) or None,
        "response": _times(one.response),
        "confirmed_response": _times(one.confirmed_response),
        "pfs": _outcome(one.progression_free),
        "os": _outcome(one.survival),
        "salvage_rt": [day.isoformat() for day in one.salvage],
    }


def _times(times: ResponseTimes | None) -> Json | None:
    if times is None:
        return None
    return {
        "response": times.first.response.value,
        "visit": times.first.visit,
        "date": times.first.on.isoformat(),
        "days_to_response": times.days_to_response,
        "duration": _outcome(times.duration),
    }


def _outcome(outcome: Outcome) -> Json:
    return {
        "days": outcome.day,
        "event": outcome.event,
        "reason": outcome.reason.value,
        "date": outcome.on.isoformat(),
        "why": outcome_sentence(outcome),
    }


def _classes(endpoints: TrialEndpoints) -> Json:
    return {
        "status": EXPLORATORY,
        "summary": [
            {
                "rt": one.radiation.value,
                "patients": _proportion(one.patients),
                "lesions": _proportion(one.lesions),
                "patient_median_best_pct": decimal_text(one.patient_median_pct) or None,
                "lesion_median_best_pct": decimal_text(one.lesion_median_pct) or None,
            }
            for one in endpoints.classes
        ],
        "by_patient": [
            {
                "subject": one.subject,
                "rt": one.radiation.value,
                "targets": one.targets,
                "baseline_mm": decimal_text(one.baseline_mm) or None,
                "best_pct": decimal_text(one.best_pct) or None,
                "best": one.best.value,
                "best_nontarget": one.best_nontarget.value if one.best_nontarget else None,
            }
            for one in endpoints.class_changes
        ],
        "by_lesion": [
            {
                "subject": one.subject,
                "lesion": one.lesion,
                "rt": one.radiation.value,
                "baseline_mm": decimal_text(one.baseline_mm) or None,
                "best_pct": decimal_text(one.best_pct) or None,
                "best": one.best.value,
            }
            for one in endpoints.lesion_changes
        ],
    }


def _adverse_events(endpoints: TrialEndpoints) -> Json:
    table = endpoints.adverse_events
    return {
        "patients": table.patients,
        "rows": [
            {
                "term": row.term,
                "regardless": _patients(row.regardless),
                "related": _patients(row.related),
                "unrelated": _patients(row.unrelated),
                "unstated": _patients(row.unstated),
                "serious": row.serious,
            }
            for row in table.rows
        ],
    }


def _figures(endpoints: TrialEndpoints) -> Json:
    return {
        "waterfall": [
            {
                "subject": bar.subject,
                "best_pct": decimal_text(bar.pct) or None,
                "best": bar.best.value,
                "confirmed_best": bar.confirmed_best.value,
            }
            for bar in endpoints.waterfall
        ],
        "spider": [
            {
                "subject": spider.subject,
                "visits": [
                    {
                        "day": leg.day,
                        "pct": decimal_text(leg.pct),
                        "response": leg.response.value if leg.response else None,
                    }
                    for leg in spider.legs
                ],
            }
            for spider in endpoints.spiders
        ],
        "swimmer": [
            {
                "subject": lane.subject,
                "days": lane.days,
                "alive": lane.alive,
                "marks": [{"day": mark.day, "what": mark.what.value} for mark in lane.marks],
            }
            for lane in endpoints.lanes
        ],
    }


def _patients(patients: Patients) -> Json:
    return {
        "any": patients.any_grade,
        "grade_3_up": patients.severe,
        "by_worst_grade": list(patients.by_worst_grade),
    }
