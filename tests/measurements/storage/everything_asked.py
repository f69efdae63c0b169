"""Everything that a trial can be asked, asked, and all that it says."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

from measurements.refusal import NotAllowed
from measurements.storage.repository import Repository
from measurements.storage.rows import AuditRow, LesionRow, PersonRow
from tests.measurements.access.blinded_trial import UIDS, BlindedTrial

FIRST, OTHER, OTHER_OF_SECOND, INVESTIGATED = UIDS.values()
SEEN_TOO = {"evidence", "handovers"}
"""What is read through a repository and walked in turn."""
DATES = ("2024-03-01", "20240301", "datetime.date(2024, 3, 1)")
CLASSES = ("SBRT", "sbrt")


class Asked:
    """All that can be asked of a trial: each public method, with everything there is for each parameter."""

    def __init__(self, whole: Repository) -> None:
        series = [one for some in whole.series_by_timepoint().values() for one in some]
        reads = whole.reads()
        self.given: dict[str, list[Any]] = {
            "subject_uid": [one.uid for one in whole.subjects()],
            "timepoint_uid": [one.uid for some in whole.timepoints_by_subject().values() for one in some],
            "study_uid": [one.uid for one in whole.studies()],
            "series_key": [one.key for one in series],
            "series": [whole.series_with_slices(one.key) for one in series],
            "sop_uid": [one.sop_uid for each in series for one in whole.slices(each.key)],
            "frame": [0],
            "read_uid": [one.uid for one in reads],
            "lesion_uid": [one.uid for read in reads for one in whole.lesions(read.uid)],
            "person_uid": [one.uid for one in whole.evidence.people()],
            "kind": [LesionRow, PersonRow, AuditRow],
            "table": ["lesion", "person", "signature"],
            "first": [1],
            "trial_uid": [whole.trial_uid()],
            "file_hash": ["none"],
        }
        self.given["uid"] = [
            *(one.uid for one in whole.annotations()),
            *(one.uid for one in whole.key_images()),
            *self.given["person_uid"],
        ]

    def answers(self, told: object) -> Iterator[tuple[str, object]]:
        """Name of each method with everything it says; a refusal is an answer too."""
        for name, method in _public(told):
            parameters = list(inspect.signature(method).parameters.values())
            choices = [
                [*self.given[one.name], *([] if one.default is one.empty else [one.default])]
                for one in parameters
            ]
            for values in product(*choices):
                given = list(zip(parameters, values, strict=True))
                positional = [value for one, value in given if one.kind is not one.KEYWORD_ONLY]
                named = {one.name: value for one, value in given if one.kind is one.KEYWORD_ONLY}
                yield name, _said(method, positional, named)


def _public(told: object) -> list[tuple[str, Callable[..., object]]]:
    names = [name for name in dir(type(told)) if not name.startswith("_") and name not in SEEN_TOO]
    return [(name, getattr(told, name)) for name in names]


def _said(method: Callable[..., object], positional: list[Any], named: dict[str, Any]) -> object:
    try:
        answer = method(*positional, **named)
        return list(answer) if isinstance(answer, Iterator) else answer
    except NotAllowed as refused:
        return str(refused)


def everything_said(trial: BlindedTrial) -> str:
    """All that whoever is at the trial gets to read of it, as text."""
    with trial.store.whole() as whole:
        asked = Asked(whole)
    with trial.store.reading() as seen:
        parts: Iterable[object] = (seen, seen.evidence, seen.handovers)
        return "\n".join(f"{name}: {said!r}" for part in parts for name, said in asked.answers(part))


def line_with(word: str, said: str) -> str:
    line = next(line for line in said.splitlines() if word in line)
    at = line.index(word)
    return f"{line.partition(':')[0]}: ...{line[max(0, at - 200) : at + 100]}"
