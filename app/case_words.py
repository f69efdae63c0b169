"""Lesions, their states and calls in the words and the class names that windows show."""

from PySide6.QtCore import QCoreApplication

from app.figures import mm_text
from measurements.case.case_view import CaseView
from measurements.lesion import Lesion, Measurement, State
from measurements.trial import Timepoint

translate = QCoreApplication.translate

UNTAGGED = "UNTAGGED"
CLASS_ORDER = ("SBRT", "LDRT", "NONE", UNTAGGED)
"""Class names in the order in which lists show them."""


def class_name(lesion: Lesion) -> str:
    """The class's name in files, or UNTAGGED while the reader has not said."""
    return UNTAGGED if lesion.radiation is None else lesion.radiation.value


def state_text(state: State) -> str:
    """A state in the words of the panel."""
    return {
        State.MEASURED: translate("case", "measured"),
        State.TOO_SMALL: translate("case", "too small"),
        State.ABSENT: translate("case", "absent"),
        State.NOT_EVALUABLE: translate("case", "not evaluable"),
        State.PRESENT: translate("case", "present"),
        State.UNEQUIVOCAL: translate("case", "unequivocal"),
        State.INCREASED: translate("case", "increased"),
        State.EQUIVOCAL: translate("case", "equivocal"),
        State.MERGED: translate("case", "merged"),
    }[state]


def caliper_text(measurement: Measurement) -> str:
    """The stored millimetres of a caliper, as its label shows them."""
    caliper = measurement.caliper
    if caliper is None:
        return ""
    if caliper.short_mm is None:
        text = f"{mm_text(caliper.long_mm)} mm"
    else:
        text = f"{mm_text(caliper.long_mm)} \u00d7 {mm_text(caliper.short_mm)} mm"
    if caliper.reformat is None:
        return text
    return QCoreApplication.translate("case", "{millimetres} on a reformat").format(millimetres=text)


def call_text(case: CaseView, timepoint: Timepoint) -> str:
    """BL at baseline, the overall response after it; empty while there is none."""
    call = case.call_at(timepoint)
    if timepoint.order == 0:
        return "BL"
    return "" if call is None or call.overall is None else call.overall.value
