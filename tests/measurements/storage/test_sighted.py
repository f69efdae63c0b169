"""Everything a trial can be asked, by everyone: what is hidden from them does not come out."""

import inspect
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from measurements.access.sign_in import sign_in
from measurements.case.evidence_commands import (
    AddPerson,
    ChangePerson,
    CompleteRead,
    ReopenTimepoint,
    TagRadiation,
    UnlockSignature,
)
from measurements.following import Followed, FollowedBetween, LocalTransform, Method, Quality
from measurements.lesion import RadiationClass
from measurements.people import Actor, Role
from measurements.refusal import NotAllowed
from measurements.signature import Meaning
from measurements.storage.evidence import Evidence
from measurements.storage.followed import followed_row
from measurements.storage.handovers import Handovers
from measurements.storage.repository import Repository
from measurements.storage.rows import AuditRow, LesionRow, PersonRow, Row
from measurements.storage.store import open_trial
from tests.accounts import (
    ADJUDICATOR,
    INVESTIGATOR,
    MANAGER,
    OTHER_READER,
    PASSWORD,
    PRINTED,
    READER,
    ROLES,
    person_uid,
)
from tests.measurements.access.blinded_trial import PATIENTS, UIDS, BlindedTrial, blinded_trial

pytestmark = pytest.mark.usefixtures("quick_passwords")

FIRST, OTHER, OTHER_OF_SECOND, INVESTIGATED = UIDS.values()
SEEN_TOO = {"evidence", "handovers"}
"""What is read through a repository and walked in turn."""

NAMES = {name: (f"'{name}'", f'"{name}"', PRINTED[name], person_uid(name)) for name in ROLES}
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


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[BlindedTrial]:
    with blinded_trial(tmp_path) as made:
        follow_all(made)
        yield made


def follow_all(trial: BlindedTrial) -> None:
    """Every lesion of every read is kept as followed to every later timepoint."""
    ways = [
        FollowedBetween(f"lesion-{uid}", trial.scans[subject][0].key, later.key, "a", FOLLOWED)
        for (_, subject), uid in UIDS.items()
        for later in trial.scans[subject][1:]
    ]
    with trial.store.writing("Follow") as work:
        for way in ways:
            work.add_unaudited(followed_row(way))


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


FOLLOWED = Followed(
    LocalTransform(
        ((1.0, 0.0, 0.0, 5.0), (0.0, 1.0, 0.0, -6.0), (0.0, 0.0, 1.0, 7.5), (0.0, 0.0, 0.0, 1.0)),
        (1.0, 2.0, 3.0),
        28.0,
        Quality(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3),
        Method.BLOCKS,
    ),
    (6.0, -4.0, 10.5),
    3.0,
    (),
)

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
            assert word not in said, f"{what}: {word} in {_line_with(word, said)}"
    for word in SEEN[name]:
        assert word in said, f"{word} should be told to {name}"


def _line_with(word: str, said: str) -> str:
    line = next(line for line in said.splitlines() if word in line)
    at = line.index(word)
    return f"{line.partition(':')[0]}: ...{line[max(0, at - 200) : at + 100]}"


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


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        (READER, (FIRST,)),
        (OTHER_READER, (OTHER,)),  # of the second subject nothing is open but the baseline
        (ADJUDICATOR, (OTHER,)),
        (INVESTIGATOR, (OTHER, INVESTIGATED)),
        (MANAGER, tuple(UIDS.values())),
    ],
)
def test_where_lesions_were_followed_to_is_seen_with_their_read(
    trial: BlindedTrial, name: str, reads: tuple[str, ...]
) -> None:
    trial.act(name)
    with trial.store.reading() as seen:
        found = {uid: seen.followed(f"read-{uid}") for uid in UIDS.values()}
    assert {uid for uid, ways in found.items() if ways} == set(reads)


def test_nothing_is_told_of_lesions_in_pictures_that_do_not_open_yet(trial: BlindedTrial) -> None:
    keys = [scan.key for scan in trial.scans[0]]
    trial.act(READER)
    with trial.store.reading() as seen:
        assert [one.current_key for one in seen.followed(f"read-{FIRST}")] == [keys[1]]
    trial.case.run(trial.put(READER, 1))
    trial.sign(READER, 1)
    with trial.store.reading() as seen:
        assert {one.current_key for one in seen.followed(f"read-{FIRST}")} == set(keys[1:])


@pytest.mark.parametrize("name", ROLES)
def test_answers_are_seen_where_measurements_are(trial: BlindedTrial, name: str) -> None:
    trial.act(name)
    with trial.store.reading() as seen:
        drawn = seen.measurements_by_read()
        assert seen.answers_by_read() == {uid: [one.answer for one in some] for uid, some in drawn.items()}
    assert drawn


def test_pictures_open_with_the_timepoint_before(trial: BlindedTrial) -> None:
    trial.act(READER)
    keys = [scan.key for scan in trial.scans[0]]
    with trial.store.reading() as seen:
        assert [bool(seen.file_sizes(key)) for key in keys] == [True, True, False]
        assert len(seen.slices(keys[1])) == 3
        sop_uid = trial.scans[0][2].slices[1].sop_uid
        for ask in (seen.slices, seen.series_with_slices):
            with pytest.raises(NotAllowed, match="TP2 opens when"):
                ask(keys[2])
        with pytest.raises(NotAllowed, match="TP2 opens when"):
            seen.picture(keys[2], sop_uid, 0)
        assert seen.series_without_slices(keys[2]) is not None
    trial.case.run(trial.put(READER, 1))
    trial.sign(READER, 1)
    with trial.store.reading() as seen:
        assert seen.picture(keys[2], sop_uid, 0) is not None


@pytest.mark.parametrize("name", [READER, ADJUDICATOR])
def test_dates_are_hidden_where_the_protocol_hides_them(tmp_path: Path, name: str) -> None:
    with blinded_trial(tmp_path, hidden='["clinical-data", "other-readers", "dates"]') as trial:
        trial.act(name)
        said = everything_said(trial)
        for word in DATES:
            assert word not in said, _line_with(word, said)
        with trial.store.reading() as seen:
            assert [one.day for one in seen.timepoints(trial.subjects[0].uid)] == [0, 56, 119]
        trial.act(INVESTIGATOR)
        assert DATES[2] in everything_said(trial)


def test_radiation_classes_are_not_told_before_the_lock(tmp_path: Path) -> None:
    with blinded_trial(tmp_path, radiation_class='"after-lock"') as trial:
        trial.act(INVESTIGATOR)
        trial.case.run(TagRadiation(f"lesion-{OTHER}", RadiationClass.SBRT))
        with trial.store.reading() as seen:
            tagged = seen.lesion(f"lesion-{OTHER}")
            assert tagged is not None
            assert tagged.radiation is RadiationClass.SBRT
        for name in (OTHER_READER, ADJUDICATOR):
            trial.act(name)
            said = everything_said(trial)
            for word in CLASSES:
                said = "\n".join(line for line in said.splitlines() if not line.startswith("protocol:"))
                lines = [line for line in said.splitlines() if f"'{word}'" in line or f'"{word}"' in line]
                told = [line for line in lines if "audit" not in line.partition(":")[0]]
                assert not told
            with trial.store.reading() as seen:
                for entry in seen.audit("lesion"):
                    for row in (entry.old_value, entry.new_value):
                        assert row is None or json.loads(row)["radiation"] is None
                    assert entry.action != "TagRadiation"


def test_a_decision_is_not_told_to_those_whose_reads_it_is_about(trial: BlindedTrial) -> None:
    trial.complete(READER, since=1)
    trial.adjudicate()
    with trial.store.whole() as whole:
        (decision,) = (one for one in whole.evidence.signatures() if one.meaning is Meaning.ADJUDICATION)
    for name, told in {
        READER: False,
        OTHER_READER: False,
        ADJUDICATOR: True,
        INVESTIGATOR: True,
        MANAGER: True,
    }.items():
        trial.act(name)
        said = everything_said(trial)
        assert (decision.uid in said) is told, name
        assert ("clearer margin" in said) is told, name


def test_an_adjudicator_sees_both_reads_under_names_that_stay(trial: BlindedTrial) -> None:
    trial.act(ADJUDICATOR)
    with trial.store.reading() as seen:
        (alone,) = seen.reads()
    trial.complete(READER, since=1)
    trial.act(ADJUDICATOR)
    with trial.store.reading() as seen:
        both = {one.uid: one.reader for one in seen.reads()}
        signed = {(one.name, one.printed_name) for one in seen.evidence.signatures()}
        own_audit = list(seen.audit("lesion"))
    assert both == {f"read-{FIRST}": "Read A", f"read-{OTHER}": "Read B"}
    assert alone.reader == both[alone.uid]
    assert signed == {("Read A", "Read A"), ("Read B", "Read B")}
    assert own_audit == []


def test_who_voided_a_signature_is_not_told_to_an_adjudicator(trial: BlindedTrial) -> None:
    trial.complete(READER, since=1)
    trial.act(MANAGER)
    with trial.store.reading() as seen:
        (whole_read,) = (
            one for one in seen.evidence.standing(f"read-{FIRST}") if one.meaning is Meaning.READ
        )
    trial.case.run(UnlockSignature(whole_read.uid, "a second look"))
    trial.act(READER)
    trial.case.run(ReopenTimepoint(f"read-{FIRST}", trial.timepoints[0][2].uid, "the liver again"))
    trial.sign(READER, 2)
    trial.case.run(CompleteRead(f"read-{FIRST}", PASSWORD))
    trial.act(ADJUDICATOR)
    with trial.store.reading() as seen:
        unlocks = seen.evidence.unlocks().values()
    assert {one.reason for one in unlocks} == {"a second look", "the liver again"}
    assert {one.who for one in unlocks} == {""}


def test_who_reads_a_subject_does_not_see_the_other_read_as_an_investigator(trial: BlindedTrial) -> None:
    trial.act(MANAGER)
    both = frozenset({Role.RADIOLOGIST, Role.INVESTIGATOR})
    trial.case.run(ChangePerson(person_uid(READER), PRINTED[READER], both, active=True))
    trial.act(READER, Role.INVESTIGATOR)
    with trial.store.reading() as seen:
        assert [one.uid for one in seen.reads(trial.subjects[0].uid)] == [f"read-{FIRST}"]
        assert seen.lesions(f"read-{OTHER}") == []
        assert seen.clinical_data() is None
        assert seen.clinical_events() == {}
        assert seen.clinical_terms() is None


def test_rows_as_they_are_stored_are_nobodys_to_see(trial: BlindedTrial) -> None:
    for name in ROLES:
        trial.act(name)
        with trial.store.reading() as seen:
            for kind in Row.__subclasses__():
                with pytest.raises(NotAllowed):
                    seen.rows(kind)
            with pytest.raises(NotAllowed):
                seen.evidence.credentials(person_uid(name))


def test_the_audit_keeps_its_entries_whole_for_who_checks_it(trial: BlindedTrial) -> None:
    trial.act(MANAGER)
    with trial.store.reading() as seen, trial.store.whole() as whole:
        told, kept = list(seen.audit()), list(whole.audit())
    assert [one.sequence for one in told] == [one.sequence for one in kept]
    differ = {one.table_name for one, other in zip(told, kept, strict=True) if one != other}
    assert differ == {"person"}
    assert all(one.hash == other.hash for one, other in zip(told, kept, strict=True))


def stale(trial: BlindedTrial, name: str) -> Actor:
    """Whoever was let in as this person, while others work on."""
    trial.act(name)
    assert trial.store.actor is not None
    return trial.store.actor


@pytest.mark.parametrize(
    ("roles", "active"),
    [
        (frozenset({Role.RADIOLOGIST}), False),
        (frozenset({Role.ADJUDICATOR}), True),
    ],
)
def test_whoever_lost_their_role_meanwhile_sees_and_writes_nothing(
    trial: BlindedTrial, roles: frozenset[Role], active: bool
) -> None:
    actor = stale(trial, READER)
    trial.act(MANAGER)
    trial.case.run(ChangePerson(person_uid(READER), "Dr Li", roles, active))
    trial.store.act_as(actor)
    with trial.store.whole() as whole:
        before = whole.chain_end()
    with pytest.raises(NotAllowed, match="no more: sign in again"), trial.store.reading():
        pass
    with pytest.raises(NotAllowed, match="no more: sign in again"):
        trial.case.run(trial.put(READER, 1))
    with trial.store.whole() as whole:
        assert whole.chain_end() == before


def test_who_has_a_trial_open_for_reading_is_shut_out_when_roles_are_switched_on(tmp_path: Path) -> None:
    from measurements.case.service import CaseService
    from measurements.storage.store import create_trial

    with create_trial(tmp_path / "t.longaxis") as store, open_trial(store.path, writing=False) as beside:
        with beside.reading() as seen:
            assert seen.subjects() == []
        first = AddPerson("p", "dana", "Dana", frozenset({Role.DATA_MANAGER}), PASSWORD)
        CaseService(store).run(first)
        with pytest.raises(NotAllowed, match="sign in first"), beside.reading():
            pass
        sign_in(beside, "dana", PASSWORD)
        with beside.reading() as seen:
            assert seen.subjects() == []
