"""Whoever is nobody in a trial any more sees nothing of it."""

from pathlib import Path

import pytest

from measurements.access.sign_in import sign_in
from measurements.case.evidence_commands import AddPerson, ChangePerson
from measurements.people import Actor, Role
from measurements.refusal import NotAllowed
from measurements.storage.store import open_trial
from tests.accounts import MANAGER, PASSWORD, READER, person_uid
from tests.measurements.access.blinded_trial import BlindedTrial


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
