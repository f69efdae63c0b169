"""Everything a trial can be asked, by everyone: what is hidden from them does not come out."""

import inspect

import pytest

from measurements.storage.evidence import Evidence
from measurements.storage.handovers import Handovers
from measurements.storage.repository import Repository
from tests.accounts import (
    ADJUDICATOR,
    INVESTIGATOR,
    MANAGER,
    OTHER_READER,
    PRINTED,
    READER,
    ROLES,
    person_uid,
)
from tests.measurements.access.blinded_trial import PATIENTS, UIDS, BlindedTrial
from tests.measurements.storage.everything_asked import (
    FIRST,
    INVESTIGATED,
    OTHER,
    OTHER_OF_SECOND,
    SEEN_TOO,
    everything_said,
    line_with,
)

NAMES = {name: (f"'{name}'", f'"{name}"', PRINTED[name], person_uid(name)) for name in ROLES}


def hidden_slices(trial: BlindedTrial, subject: int, since: int) -> tuple[str, ...]:
    """What only the slices of timepoints from `since` on say."""
    return tuple(f"{one.sop_uid}'" for scan in trial.scans[subject][since:] for one in scan.slices)


def of_subject(trial: BlindedTrial, subject: int) -> tuple[str, ...]:
    scans = trial.scans[subject]
    uids = (trial.subjects[subject].uid, *(one.uid for one in trial.timepoints[subject]))
    return (trial.subjects[subject].code, *uids, *(one.series_uid for one in scans))


def hidden_from(trial: BlindedTrial, name: str) -> dict[str, tuple[str, ...]]:
    """What must not be told to each, with what it is."""
    patients = tuple(PATIENTS) + tuple(PATIENTS.values())
    secrets = ("$argon2",)
    if name == READER:
        return {
            "clinical events": ("Neuralgia",),
            "patients": patients,
            "secrets": secrets,
            "reads of others": (OTHER, OTHER_OF_SECOND, INVESTIGATED),
            "who else works": (*NAMES[OTHER_READER], *NAMES[ADJUDICATOR], *NAMES[INVESTIGATOR]),
            "subjects of others": of_subject(trial, 1),
            "pictures to come": hidden_slices(trial, 0, 2),
        }
    if name == OTHER_READER:
        return {
            "clinical events": ("Neuralgia",),
            "patients": patients,
            "secrets": secrets,
            "reads of others": (FIRST, INVESTIGATED),
            "who else works": (*NAMES[READER], *NAMES[ADJUDICATOR], *NAMES[INVESTIGATOR]),
            "pictures to come": hidden_slices(trial, 1, 1),
        }
    if name == ADJUDICATOR:
        return {
            "clinical events": ("Neuralgia",),
            "patients": patients,
            "secrets": secrets,
            "unfinished reads": (FIRST, OTHER_OF_SECOND, INVESTIGATED),
            "names": (*NAMES[READER], *NAMES[OTHER_READER], *NAMES[INVESTIGATOR]),
            "subjects of others": of_subject(trial, 1),
        }
    if name == INVESTIGATOR:
        return {
            "patients": patients,
            "secrets": secrets,
            "unfinished reads": (FIRST, OTHER_OF_SECOND),
        }
    return {"secrets": secrets}


SEEN = {
    READER: (f"read-{FIRST}", f"words of {FIRST}", f"arrow of {FIRST}", "S-01"),
    OTHER_READER: (f"read-{OTHER}", f"read-{OTHER_OF_SECOND}", f"words of {OTHER}", "S-01", "S-02"),
    ADJUDICATOR: (f"read-{OTHER}", f"words of {OTHER}", "Read ", "S-01"),
    INVESTIGATOR: (
        "Neuralgia",
        f"read-{OTHER}",
        f"read-{INVESTIGATED}",
        PRINTED[OTHER_READER],
        "S-01",
        "S-02",
    ),
    MANAGER: (
        "Neuralgia",
        *(f"read-{uid}" for uid in UIDS.values()),
        *PATIENTS.values(),
        *PATIENTS,
        *PRINTED.values(),
    ),
}
"""What each is told all the same: a walk that says nothing would find nothing."""


@pytest.mark.parametrize("name", ROLES)
def test_nothing_that_is_hidden_comes_out(trial: BlindedTrial, name: str) -> None:
    trial.act(name)
    said = everything_said(trial)
    for what, words in hidden_from(trial, name).items():
        for word in words:
            assert word not in said, f"{what}: {word} in {line_with(word, said)}"
    for word in SEEN[name]:
        assert word in said, f"{word} should be told to {name}"


def test_every_question_has_been_asked() -> None:
    """What is new is walked by its parameters; one that the walk does not know has to be given to it."""
    known = {
        *(
            "subject_uid",
            "timepoint_uid",
            "study_uid",
            "series_key",
            "series",
            "sop_uid",
            "frame",
            "read_uid",
        ),
        *("lesion_uid", "person_uid", "kind", "table", "first", "trial_uid", "file_hash", "uid", "self"),
    }
    for kind in (Repository, Evidence, Handovers):
        for name in dir(kind):
            member = inspect.getattr_static(kind, name)
            if name.startswith("_"):
                continue
            if isinstance(member, property):
                assert name in SEEN_TOO, f"{kind.__name__}.{name} is not walked: add it to the parts"
            else:
                assert inspect.isfunction(member), f"{kind.__name__}.{name} is not walked"
                assert set(inspect.signature(member).parameters) <= known, f"{kind.__name__}.{name}"


TELLING_NOTHING = {
    "trial_uid": "the trial itself",
    "trial_name": "the trial itself",
    "protocol": "what everybody works by",
    "is_whole": "pages of the file",
    "missing_locks": "what the file is guarded by",
    "chain_end": "how long the audit is",
    "next_arrival": "how many timepoints there are",
    "series": "by `series_by_timepoint`",
}
"""Methods of a repository that need no sight of their own, and why."""


def test_every_question_is_answered_by_sight_or_tells_nothing() -> None:
    from measurements.storage.sighted import SightedRepository
    from measurements.storage.sighted_evidence import SightedEvidence

    asked = {name for name in vars(Repository) if not name.startswith("_")}
    assert asked - vars(SightedRepository).keys() == TELLING_NOTHING.keys()
    of_evidence = {name for name in vars(Evidence) if not name.startswith("_")}
    assert of_evidence - vars(SightedEvidence).keys() == {
        "has_people",
        *("signatures", "standing", "signed_timepoints", "completed_reads"),  # all by `_signatures`
    }


def test_yes_and_no_tell_nothing_of_others_either(trial: BlindedTrial) -> None:
    first_scan = trial.scans[0][0]
    second = trial.scans[1]
    with trial.store.whole() as whole:
        followed = whole.series_with_slices(trial.scans[0][2].key)
    assert followed is not None
    trial.act(READER)
    with trial.store.reading() as seen:
        assert seen.is_drawn_on(first_scan.study_uid), "their own caliper"
        assert not seen.is_drawn_on(trial.scans[0][2].study_uid), "the other reader's"
        assert not seen.is_drawn_on(second[0].study_uid)
        assert seen.drawn_on() == {first_scan.key}
        assert seen.measured_timepoints(trial.subjects[0].uid) == {trial.timepoints[0][0].uid}
        assert seen.measured_timepoints(trial.subjects[1].uid) == frozenset()
        assert seen.has_studies(trial.timepoints[0][1].uid)
        assert not seen.has_studies(trial.timepoints[1][0].uid)
        assert seen.holds(followed)
        assert seen.timepoint(trial.timepoints[1][0].uid) is None
