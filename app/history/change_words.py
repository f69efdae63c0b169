"""A change of the audit in the words of the windows."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.case_words import state_text
from app.reading.desk.site_choices import site_text
from measurements.case.history import Change
from measurements.lesion import RadiationClass, State
from measurements.signature import Meaning
from measurements.sites import Site

translate = QCoreApplication.translate


class ChangeWords:
    """Knows the labels of lesions and timepoints, also of lesions that are gone."""

    def __init__(
        self, changes: Iterable[Change], timepoints: Mapping[str, str], sites: tuple[Site, ...]
    ) -> None:
        """`timepoints`: labels by uid."""
        self._timepoints = timepoints
        self._sites = sites
        self.lesions: dict[str, str] = {}
        self._signed: dict[str, str] = {}
        for one in changes:
            row = one.after or one.before or {}
            if one.table == "lesion":
                self.lesions[one.lesion_uid] = row["label"]
            if one.table == "signature":
                self._signed[one.key[0]] = self._signature(row)

    def what(self, change: Change) -> str:
        """What was changed, in one line."""
        row = change.after or change.before or {}
        match change.table:
            case "read":
                return translate("history", "Read begun")
            case "lesion":
                return self._lesion(change)
            case "measurement":
                return self._measurement(change)
            case "signature":
                return self._signature(row)
            case "unlock":
                return translate("history", "Voided: {signature}").format(
                    signature=self._signed.get(change.key[0], "")
                )
            case "annotation":
                return self._mark(
                    change, translate("history", "annotation ({kind})").format(kind=row["kind"])
                )
            case _:
                return self._mark(change, translate("history", "key image"))

    def when(self, change: Change) -> str:
        """By the clock of the computer that wrote it, with its zone."""
        return change.when.isoformat(sep=" ", timespec="seconds")

    def _lesion(self, change: Change) -> str:
        label = self.lesions[change.lesion_uid]
        if change.before is None and change.after is not None:
            kept = [site_text(change.after["site"], self._sites), _class(change.after["radiation"])]
            told = ", ".join(part for part in kept if part)
            return (
                translate("history", "{lesion} added: {what}").format(lesion=label, what=told)
                if told
                else translate("history", "{lesion} added").format(lesion=label)
            )
        if change.after is None:
            return translate("history", "{lesion} removed").format(lesion=label)
        before, after = change.before or {}, change.after
        changed = "; ".join(
            f"{_names().get(name, name)}: {self._cell(name, before.get(name))} \u2192 "
            f"{self._cell(name, after.get(name))}"
            for name in change.changed
        )
        return translate("history", "{lesion}: {changes}").format(lesion=label, changes=changed)

    def _measurement(self, change: Change) -> str:
        place = {
            "lesion": self.lesions.get(change.lesion_uid, ""),
            "timepoint": self._timepoints.get(change.timepoint_uid, ""),
        }
        before, after = (None if row is None else _said(row) for row in (change.before, change.after))
        if after is None:
            sentence = translate("history", "{lesion} at {timepoint}: {before} taken back")
        elif before is None:
            sentence = translate("history", "{lesion} at {timepoint}: {after}")
        elif before == after:
            return self._detail(change, place)
        else:
            sentence = translate("history", "{lesion} at {timepoint}: {before} \u2192 {after}")
        return sentence.format(**place, before=before or "", after=after or "")

    def _detail(self, change: Change, place: Mapping[str, str]) -> str:
        """Where the same is said still: what else of it was changed."""
        after = change.after or {}
        if "comment" in change.changed:
            sentence = translate("history", "{lesion} at {timepoint}: comment \u201c{comment}\u201d")
            return sentence.format(**place, comment=after["comment"])
        if "long_lps" in change.changed or "sop_uid" in change.changed:
            return translate("history", "{lesion} at {timepoint}: drawn elsewhere, as long").format(**place)
        return translate("history", "{lesion} at {timepoint}: label moved").format(**place)

    def _signature(self, row: Mapping[str, Any]) -> str:
        timepoint = self._timepoints.get(row["timepoint_uid"] or "", "")
        name, version = row["printed_name"], row["version"]
        if row["meaning"] == Meaning.ADJUDICATION:
            return translate("history", "Taken by {name} as the read that counts").format(name=name)
        if row["meaning"] == Meaning.READ:
            sentence = translate("history", "Read completed and signed by {name}, version {version}")
            return sentence.format(name=name, version=version)
        return translate("history", "{timepoint} signed by {name}, version {version}").format(
            timepoint=timepoint, name=name, version=version
        )

    def _mark(self, change: Change, what: str) -> str:
        timepoint = self._timepoints.get(change.timepoint_uid, "")
        if change.before is None:
            sentence = translate("history", "{timepoint}: {what} added")
        elif change.after is None:
            sentence = translate("history", "{timepoint}: {what} removed")
        else:
            sentence = translate("history", "{timepoint}: {what} changed")
        return sentence.format(timepoint=timepoint, what=what)

    def _cell(self, name: str, value: Any) -> str:
        if name == "site":
            return site_text(value or "", self._sites) or "\u2013"
        if name == "radiation":
            return _class(value) or "\u2013"
        if name == "first_timepoint_uid":
            return self._timepoints.get(value, "")
        if isinstance(value, bool):
            return translate("history", "yes") if value else translate("history", "no")
        return "\u2013" if value in (None, "") else str(value)


def _names() -> dict[str, str]:
    """Columns of a lesion in words."""
    return {
        "label": translate("history", "label"),
        "role": translate("history", "list"),
        "site": translate("history", "site"),
        "organ": translate("history", "organ"),
        "laterality": translate("history", "side"),
        "nodal": translate("history", "node"),
        "radiation": translate("history", "class"),
        "first_timepoint_uid": translate("history", "first seen at"),
        "name": translate("history", "name"),
        "comment": translate("history", "comment"),
        "place": translate("history", "place in the list"),
    }


def _class(value: str | None) -> str:
    if value is None:
        return ""
    unirradiated = value == RadiationClass.UNIRRADIATED
    return translate("history", "Unirradiated") if unirradiated else value


def _said(row: Mapping[str, Any]) -> str:
    """A measurement as its label shows it: millimetres of record, or the state."""
    state = State(row["state"])
    long, short = row["long_tenths_mm"], row["short_tenths_mm"]
    if long is None:
        return state_text(state)
    length = f"{long / 10:.1f}" if short is None else f"{long / 10:.1f} \u00d7 {short / 10:.1f}"
    millimetres = f"{length} mm"
    return millimetres if state is State.MEASURED else f"{state_text(state)}, {millimetres}"
