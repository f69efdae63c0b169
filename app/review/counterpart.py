"""What the read over the first says of the same lesion: its length, and its state where they differ."""

from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from app.case_words import state_text
from app.figures import NO_VALUE, mm_text
from app.review.reviewed import Reviewed
from measurements.case.case_view import CaseView
from measurements.lesion import Lesion, Measurement, State
from measurements.trial import Timepoint

translate = QCoreApplication.translate


class SaidThere(NamedTuple):
    """`mm` is empty where neither read has a length, `words` where both say the same."""

    mm: str = ""
    words: str = ""


def length_mm(case: CaseView, lesion: Lesion, timepoint: Timepoint) -> Decimal | None:
    """What a lesion counts with; what was drawn of one that counts with no length."""
    value = case.value_mm(lesion, timepoint)
    said = case.measurement(lesion, timepoint)
    if value is not None or said is None or said.caliper is None:
        return value
    return said.caliper.short_mm if lesion.nodal else said.caliper.long_mm


def said_there(seen: Reviewed, lesion: Lesion, timepoint: Timepoint) -> SaidThere:
    """Nothing where no read lies over this one, or that one has no such lesion."""
    other = seen.counterparts.get(lesion.uid)
    if seen.over_case is None or other is None:
        return SaidThere()
    here = length_mm(seen.case, lesion, timepoint)
    there = length_mm(seen.over_case, other, timepoint)
    mm = NO_VALUE if there is None else mm_text(there)
    own, theirs = seen.case.measurement(lesion, timepoint), seen.over_case.measurement(other, timepoint)
    return SaidThere(
        "" if here is None and there is None else mm,
        "" if _state(own) is _state(theirs) else _words(seen.over_case, other, timepoint, theirs),
    )


def _state(said: Measurement | None) -> State | None:
    return None if said is None else said.state


def _words(case: CaseView, lesion: Lesion, timepoint: Timepoint, said: Measurement | None) -> str:
    if said is not None:
        return translate("review", "other read: {state}").format(state=state_text(said.state))
    if lesion not in case.listed(timepoint) or case.fragments(lesion, timepoint):
        return ""
    return translate("review", "other read: not assessed")
