"""Words of the trial's figures and tables, in the language of the moment."""

import math

from PySide6.QtCore import QCoreApplication

from measurements.case.trial_endpoints import Choice, ReadChoice
from measurements.clinical.event import EventKind
from measurements.endpoints.proportion import Proportion
from measurements.endpoints.trial import Subset, TrialEndpoints
from measurements.interchange.endpoint_text import DAYS_OF_A_MONTH
from measurements.lesion import RadiationClass
from measurements.recist.response import Response, ResponseSet
from measurements.recist.sentences import response_text
from viewer.charts.axes import Tick

translate = QCoreApplication.translate

MOST_TICKS = 12
MONTHS_BETWEEN_TICKS = (1, 3, 6, 12)


def class_words(radiation: RadiationClass) -> str:
    """A class as windows call it."""
    if radiation is RadiationClass.UNIRRADIATED:
        return translate("trial", "Unirradiated")
    return radiation.value


def response_words(response: Response) -> str:
    return translate("trial", "not assessed") if response is Response.MISSING else response_text(response)


def branch_words(branch: ResponseSet | None) -> str:
    """The classes that a response rests on."""
    if branch is None:
        return translate("trial", "not read")
    return {
        ResponseSet.ALL_IRRADIATED: translate("trial", "SBRT + LDRT"),
        ResponseSet.SOME_UNIRRADIATED: translate("trial", "SBRT + LDRT + unirradiated"),
    }[branch]


def subset_words(subset: Subset) -> str:
    """Which patients are shown where it is not all of them; empty for all."""
    branch, radiation = subset.branch, subset.radiation
    if branch is None and radiation is None:
        return ""
    if radiation is None:
        return translate("trial", "only those assessed by {branch}").format(branch=branch_words(branch))
    lesions = class_words(radiation)
    if branch is None:
        return translate("trial", "only those with {lesions} lesions").format(lesions=lesions)
    return translate("trial", "only those assessed by {branch}, with {lesions} lesions").format(
        branch=branch_words(branch), lesions=lesions
    )


def read_words(label: str) -> str:
    """Whose reads count, told by `ReadChoice.label`, in the language of the window."""
    one = ReadChoice(Choice.READER).label
    if label.startswith(one):
        return translate("trial", "reader {name}").format(name=label.removeprefix(one))
    return {
        ReadChoice(Choice.INVESTIGATOR).label: translate("trial", "investigator"),
        ReadChoice(Choice.ACCEPTED).label: translate("trial", "accepted of the readers"),
    }.get(label, label)


def unread_sentence(endpoints: TrialEndpoints) -> str:
    """How many patients without a read that counts, and what rates make of them; empty where all have one."""
    if not endpoints.unread:
        return ""
    return translate(
        "trial",
        "{unread} of {of} patients without a read that counts; rates take them for patients without "
        "response.",
    ).format(unread=endpoints.unread, of=endpoints.enrolled)


def classes_sentence() -> str:
    """What the rates by class are of."""
    return translate("trial", "By class: responses of the targets of that class alone, unconfirmed.")


def kind_words(kind: EventKind) -> str:
    """A clinical event as figures call it."""
    return {
        EventKind.ENROLMENT: translate("trial", "enrolment"),
        EventKind.TREATMENT_START: translate("trial", "start of treatment"),
        EventKind.RT_START: translate("trial", "radiotherapy"),
        EventKind.RT_END: translate("trial", "end of radiotherapy"),
        EventKind.DEATH: translate("trial", "death"),
        EventKind.LAST_CONTACT: translate("trial", "last contact"),
        EventKind.NEW_THERAPY: translate("trial", "new therapy"),
        EventKind.ADVERSE_EVENT: translate("trial", "adverse event"),
    }[kind]


def month_ticks(last_day: int) -> tuple[Tick, ...]:
    """Every month, third, sixth or twelfth one, on its last whole day: numbers at risk are counted there."""
    months = math.floor(max(last_day, 0) / DAYS_OF_A_MONTH) + 1
    step = next((one for one in MONTHS_BETWEEN_TICKS if months / one <= MOST_TICKS), MONTHS_BETWEEN_TICKS[-1])
    return tuple(
        Tick(math.floor(month * DAYS_OF_A_MONTH), str(month)) for month in range(0, months + 1, step)
    )


def months_text(days: float | None) -> str:
    """Days as months to one decimal; NR, not reached, where the curve never comes down to one half."""
    return translate("trial", "NR") if days is None else f"{days / DAYS_OF_A_MONTH:.1f}"


def rate_text(one: Proportion) -> str:
    """ "28.8 %"; a dash where there is nobody."""
    return "\u2013" if one.fraction is None else f"{100 * one.fraction:.1f} %"


def interval_text(one: Proportion) -> str:
    """The exact interval in percent; empty where there is nobody."""
    if one.lower is None or one.upper is None:
        return ""
    return f"{100 * one.lower:.1f} \u2013 {100 * one.upper:.1f}"
