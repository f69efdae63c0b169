"""A trial with accounts in a session: nobody at first, then who signs in, and nothing left of them after."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.session import Session, open_session
from measurements.access.permissions import Call
from measurements.access.sign_in import PasswordGiven, SeveralRoles
from measurements.case.commands import InOneStep, RenameSubject
from measurements.case.evidence_commands import AddPerson, Assign, ResetPassword
from measurements.people import Assignment, Role, Task
from measurements.refusal import NotAllowed
from tests.app.people.cast import PASSWORD, subject_uid


@pytest.fixture
def session(peopled_trial: Path, qapp: object) -> Iterator[Session]:
    made = open_session(peopled_trial)
    yield made
    made.close()


def test_nobody_is_at_a_trial_with_accounts_until_somebody_signs_in(session: Session) -> None:
    assert (session.reader, session.role) == ("", None)
    assert not session.may(Call.BACK_UP)
    session.sign_in("li.wei", PASSWORD)
    assert (session.reader, session.role) == ("li.wei", Role.RADIOLOGIST)
    assert session.may(Call.BACK_UP)
    assert not session.may(Call.IMPORT)
    assert not session.may(RenameSubject)


def test_who_has_several_roles_has_to_say_which(session: Session) -> None:
    with pytest.raises(SeveralRoles) as asked:
        session.sign_in("two", PASSWORD)
    assert asked.value.roles == {Role.RADIOLOGIST, Role.DATA_MANAGER}
    assert session.store.actor is None
    session.sign_in("two", PASSWORD, Role.DATA_MANAGER)
    assert session.may(RenameSubject)


def test_a_new_sign_in_forgets_what_could_be_undone(session: Session) -> None:
    session.sign_in("dana", PASSWORD)
    session.case.run(RenameSubject(subject_uid(session.store, "HN-3"), "HN-30"))
    assert session.case.can_undo
    session.sign_in("two", PASSWORD, Role.DATA_MANAGER)
    assert not session.case.can_undo


def test_signing_out_leaves_nobody_and_nothing_to_undo(session: Session) -> None:
    session.sign_in("dana", PASSWORD)
    session.case.run(RenameSubject(subject_uid(session.store, "HN-3"), "HN-30"))
    session.sign_out()
    assert session.store.actor is None
    assert not session.case.can_undo
    with pytest.raises(NotAllowed), session.store.reading():
        pass


def test_assignments_made_in_one_step_cannot_be_undone_either(session: Session) -> None:
    session.sign_in("dana", PASSWORD)
    given = [
        Assign(Assignment(f"new {code}", subject_uid(session.store, code), "person zhang", Task.READ))
        for code in ("HN-2", "HN-3")
    ]
    session.case.run(InOneStep(tuple(given)))
    assert not session.case.can_undo
    with session.store.reading() as trial:
        assert {"new HN-2", "new HN-3"} <= {one.uid for one in trial.evidence.assignments()}


def test_the_trial_keeps_when_somebody_signed_in_last_and_as_what(session: Session) -> None:
    session.sign_in("dana", PASSWORD)
    roles = frozenset({Role.RADIOLOGIST})
    session.case.run(AddPerson("person wu", "wu", "Dr Wu Jun", roles, "given lantern 3"))
    before = datetime.now(UTC).replace(microsecond=0)
    session.sign_in("two", PASSWORD, Role.RADIOLOGIST)
    with session.store.reading() as trial:
        assert set(trial.evidence.last_sign_ins()) == {"person two"}, "readers know of no account but theirs"
    with session.store.whole() as trial:
        found = trial.evidence.last_sign_ins()
    when, role = found["person two"]
    assert before <= when <= datetime.now(UTC)
    assert role is Role.RADIOLOGIST
    assert "person wu" not in found, "who never came has no time"


def test_a_password_that_was_given_is_changed_before_anything_is_seen(session: Session) -> None:
    session.sign_in("dana", PASSWORD)
    session.case.run(ResetPassword("person li.wei", "given lantern 3"))
    session.sign_out()
    with pytest.raises(PasswordGiven):
        session.sign_in("li.wei", "given lantern 3")
    assert session.store.actor is None
    session.sign_in("li.wei", "given lantern 3", None, "another lantern 9")
    assert session.reader == "li.wei"
