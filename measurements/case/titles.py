"""What timepoints are called and which one is the baseline, as far as dates can tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from measurements.sentence import Sentence, Term
from measurements.trial import Timepoint, TimepointKind


@dataclass(frozen=True, slots=True)
class Titled:
    """A timepoint with its label and kind."""

    uid: str
    subject_uid: str
    label: str
    kind: TimepointKind


def titles_by_date(subject_uid: str, dates: Mapping[str, date | None]) -> list[Titled]:
    """BL for the first date, TP1, TP2 ... for the next ones; U1, U2 ... unscheduled, for those without.

    A subject none of whose timepoints has a date has the first of them as baseline.
    """
    dated = sorted((uid for uid in dates if dates[uid] is not None), key=lambda uid: dates[uid] or date.max)
    undated = [uid for uid in dates if dates[uid] is None]
    if not dated:
        dated, undated = undated[:1], undated[1:]
    titled = [
        Titled(uid, subject_uid, f"TP{at}" if at else "BL", _FOLLOW_UP if at else TimepointKind.BASELINE)
        for at, uid in enumerate(dated)
    ]
    return titled + [
        Titled(uid, subject_uid, f"U{at}", TimepointKind.UNSCHEDULED)
        for at, uid in enumerate(undated, start=1)
    ]


def are_by_date(timepoints: Sequence[Timepoint]) -> bool:
    """Whether nobody has given these timepoints titles of their own."""
    if not timepoints:
        return True
    expected = titles_by_date(
        timepoints[0].subject_uid, {timepoint.uid: timepoint.scan_date for timepoint in timepoints}
    )
    return {titled_as(timepoint) for timepoint in timepoints} == set(expected)


def titled_as(timepoint: Timepoint) -> Titled:
    return Titled(timepoint.uid, timepoint.subject_uid, timepoint.label, timepoint.kind)


def titles_beside(
    existing: Sequence[Timepoint], new: Mapping[str, date | None], code: str
) -> tuple[list[Titled], list[Sentence]]:
    """Titles for new timepoints of a subject whose other titles stay, and a sentence on each odd one.

    A date before the baseline's gives an unscheduled PRE1 and never a new baseline: calls were made against
    the one that is there. A date between two timepoints gives an unscheduled U1. A later one is the next TP.
    """
    subject_uid = existing[0].subject_uid
    taken = {timepoint.label for timepoint in existing}
    baseline = next(timepoint for timepoint in existing if timepoint.order == 0)
    last = max((timepoint.scan_date for timepoint in existing if timepoint.scan_date), default=None)
    titled: list[Titled] = []
    remarks: list[Sentence] = []
    for uid, when in sorted(new.items(), key=lambda item: item[1] or date.max):
        kind, prefix = TimepointKind.UNSCHEDULED, "U"
        if when is None:
            odd = "undated"
        elif baseline.scan_date is not None and when < baseline.scan_date:
            prefix = "PRE"
            odd = "earlier"
        elif last is not None and when < last:
            odd = "between"
        else:
            kind, prefix, odd = _FOLLOW_UP, "TP", ""
        number = 1
        while f"{prefix}{number}" in taken:
            number += 1
        taken.add(f"{prefix}{number}")
        titled.append(Titled(uid, subject_uid, f"{prefix}{number}", kind))
        if odd:
            remarks.append(
                Sentence(
                    _ODD[odd],
                    subject=code,
                    date=when or Term("no date"),
                    label=f"{prefix}{number}",
                    baseline=baseline.scan_date,
                )
            )
    return titled, remarks


_FOLLOW_UP = TimepointKind.FOLLOW_UP
_ODD = {
    "undated": "A study of {subject} ({date}, now {label}) says no date and stands after all others: assign "
    "it to its timepoint.",
    "earlier": "A study of {subject} ({date}, now {label}) is earlier than the baseline of {baseline}, "
    "which stays: it is not assessed.",
    "between": "A study of {subject} ({date}, now {label}) lies between timepoints that are there already: "
    "it is kept as unscheduled.",
}
