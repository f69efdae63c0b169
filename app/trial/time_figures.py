"""The figures of times to an event: survival, of all patients and by assessment set, and responses."""

from PySide6.QtCore import QCoreApplication

from app.language import language
from app.style.charting import DURATION, OTHER_SET, PROGRESSION_FREE, SURVIVAL
from app.trial.drawn import Drawn, Figure
from app.trial.figure_words import branch_words, month_ticks
from measurements.endpoints.outcome import Outcome
from measurements.endpoints.sentences import outcome_sentence
from measurements.endpoints.trial import SubjectEndpoints, TrialEndpoints
from measurements.recist.response import ResponseSet
from viewer.charts.kaplan_meier import KaplanMeier, NamedCurve, Patient

translate = QCoreApplication.translate

SET_STYLES = {ResponseSet.ALL_IRRADIATED: PROGRESSION_FREE, ResponseSet.SOME_UNIRRADIATED: OTHER_SET}


def draw_times(figure: Figure, endpoints: TrialEndpoints) -> Drawn:
    """One of these figures in the language of the moment."""
    if figure is Figure.SURVIVAL:
        return _survival(endpoints)
    return _duration(endpoints) if figure is Figure.DURATION else _by_set(figure, endpoints)


def _by_set(figure: Figure, endpoints: TrialEndpoints) -> Drawn:
    """PFS or OS of the patients whose lesions were all irradiated, and of the others."""
    is_survival = figure is Figure.SURVIVAL_BY_SET
    found = endpoints.survival_by_set if is_survival else endpoints.progression_free_by_set
    name = translate("trial", "OS") if is_survival else translate("trial", "PFS")
    curves = []
    for branch, one in found.items():
        patients = tuple(
            (_to_death if is_survival else _to_progression)(subject)
            for subject in endpoints.subjects
            if subject.branch is branch
        )
        short = {
            ResponseSet.ALL_IRRADIATED: translate("trial", "All"),
            ResponseSet.SOME_UNIRRADIATED: translate("trial", "Some"),
        }[branch]
        text = translate("trial", "{short}: {branch}").format(short=short, branch=branch_words(branch))
        curves.append(NamedCurve(short, SET_STYLES[branch], one, text, _at_step(name), patients))
    events = sum(one.events for one in found.values())
    of = sum(one.patients for one in found.values())
    return Drawn(
        _kaplan_meier(
            tuple(curves), endpoints, _since(endpoints), translate("trial", "Nobody has been read yet.")
        ),
        translate("trial", "Overall survival by assessment set")
        if is_survival
        else translate("trial", "Progression-free survival by assessment set"),
        translate(
            "trial",
            "Kaplan-Meier, band of 95 % by log(-log), strokes where censored; {events} events of {of} "
            "patients with a read; exploratory",
        ).format(events=events, of=of),
    )


def _survival(endpoints: TrialEndpoints) -> Drawn:
    curves = (
        NamedCurve(
            translate("trial", "PFS"),
            PROGRESSION_FREE,
            endpoints.progression_free,
            translate("trial", "progression-free survival"),
            _at_step(translate("trial", "PFS")),
            tuple(
                _patient(one.subject, translate("trial", "PFS"), one.progression_free)
                for one in endpoints.subjects
            ),
        ),
        NamedCurve(
            translate("trial", "OS"),
            SURVIVAL,
            endpoints.survival,
            translate("trial", "overall survival"),
            _at_step(translate("trial", "OS")),
            tuple(
                _patient(one.subject, translate("trial", "OS"), one.survival) for one in endpoints.subjects
            ),
        ),
    )
    return Drawn(
        _kaplan_meier(
            curves,
            endpoints,
            _since(endpoints),
            translate("trial", "Nobody is enrolled yet."),
        ),
        translate("trial", "Survival"),
        translate(
            "trial",
            "Kaplan-Meier, band of 95 % by log(-log), strokes where censored; PFS {pfs}, OS {os} events of "
            "{of} patients",
        ).format(pfs=endpoints.progression_free.events, os=endpoints.survival.events, of=endpoints.enrolled),
    )


def _duration(endpoints: TrialEndpoints) -> Drawn:
    confirmed = endpoints.protocol.dating.confirmation != "not-required"
    duration = (endpoints.confirmed if confirmed else endpoints.unconfirmed).duration
    name = translate("trial", "DoR")
    text = (
        translate("trial", "duration of confirmed response")
        if confirmed
        else translate("trial", "duration of response")
    )
    responses = [
        (one.subject, one.confirmed_response if confirmed else one.response) for one in endpoints.subjects
    ]
    patients = tuple(
        _patient(subject, name, times.duration) for subject, times in responses if times is not None
    )
    curve = NamedCurve(name, DURATION, duration, text, _at_step(name), patients)
    return Drawn(
        _kaplan_meier(
            (curve,),
            endpoints,
            translate("trial", "Months since the response"),
            translate("trial", "Nobody has responded yet."),
        ),
        translate("trial", "Duration of response"),
        translate(
            "trial",
            "Kaplan-Meier, band of 95 % by log(-log), strokes where censored; {events} events of {of} "
            "responders",
        ).format(events=duration.events, of=duration.patients),
    )


def _kaplan_meier(
    curves: tuple[NamedCurve, ...], endpoints: TrialEndpoints, day_name: str, nothing: str
) -> KaplanMeier:
    longest = max((one.day for named in curves for one in named.curve.observations), default=0)
    last_day = min(max(longest, 91), endpoints.protocol.dating.cutoff_days)
    return KaplanMeier(
        curves,
        last_day,
        month_ticks(last_day),
        day_name,
        translate("trial", "Patients, %"),
        translate("trial", "At risk"),
        nothing,
    )


def _at_step(name: str) -> str:
    return translate("trial", "{name} {survival} % from day {day}\nat risk before: {at_risk}").replace(
        "{name}", name
    )


def _since(endpoints: TrialEndpoints) -> str:
    if endpoints.protocol.trial.start_of_survival == "enrolment":
        return translate("trial", "Months since enrolment")
    return translate("trial", "Months since the start of treatment")


def _to_progression(one: SubjectEndpoints) -> Patient:
    return _patient(one.subject, translate("trial", "PFS"), one.progression_free)


def _to_death(one: SubjectEndpoints) -> Patient:
    return _patient(one.subject, translate("trial", "OS"), one.survival)


def _patient(subject: str, name: str, outcome: Outcome) -> Patient:
    text = translate("trial", "{subject}, {name}: day {day}\n{why}").format(
        subject=subject, name=name, day=outcome.day, why=outcome_sentence(outcome, language())
    )
    return Patient(subject, outcome.day, text)
