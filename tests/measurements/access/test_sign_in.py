"""Who gets in, as what, how wrong passwords are counted, and what the audit keeps of signing in."""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from measurements.access import passwords
from measurements.access.sign_in import ATTEMPTS, LOCKED, WRONG, PasswordGiven, prove, sign_in, sign_out
from measurements.case.evidence_commands import (
    AddPerson,
    ChangeOwnPassword,
    ChangePerson,
    ResetPassword,
)
from measurements.case.service import CaseService
from measurements.people import Role
from measurements.refusal import NotAllowed, Refusal
from measurements.storage.audit import broken_links
from measurements.storage.rows import PersonRow
from measurements.storage.store import TrialStore, create_trial, open_trial
from tests.accounts import GIVEN, MANAGER, PASSWORD, READER, ROLES, give_accounts, person_uid

NEW = "beacon-on-the-hill"


class Clock:
    """Stands where the test puts it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class People:
    """A trial with the accounts of `tests.accounts`, and the clock it goes by."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.path = folder / "trial.longaxis"
        self.store: TrialStore = create_trial(self.path, now=self.clock)
        self.case = CaseService(self.store)
        give_accounts(self.store, self.case)
        sign_out(self.store)
        self.clock.now += timedelta(minutes=1)

    def attempt(self, password: str, name: str = READER) -> str:
        """What a try to sign in is answered; empty where it is let in."""
        try:
            sign_in(self.store, name, password)
        except NotAllowed as refused:
            return str(refused)
        return ""

    def row(self, name: str = READER) -> tuple[int, datetime | None]:
        """Wrong passwords in a row, and until when the account is locked."""
        with self.store.whole() as trial:
            person = trial.evidence.person(person_uid(name))
            assert person is not None
            return trial.evidence.credentials(person.uid).failed_attempts, person.locked_until

    def actions(self) -> list[tuple[str, str]]:
        with self.store.whole() as trial:
            return [(entry.who, entry.action) for entry in trial.audit()]


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    made = People(tmp_path)
    yield made
    made.store.close()


def test_a_trial_without_accounts_opens_without_ceremony(tmp_path: Path) -> None:
    with create_trial(tmp_path / "open.longaxis") as store:
        assert store.actor is not None
        assert store.actor.role is None
        with store.reading() as trial:
            assert trial.subjects() == []
        with pytest.raises(NotAllowed, match="Signing needs an account"):
            prove(store, PASSWORD)


def test_the_first_account_closes_the_trial_until_somebody_signs_in(tmp_path: Path) -> None:
    with create_trial(tmp_path / "open.longaxis") as store:
        case = CaseService(store)
        case.run(AddPerson("p", "dana", "Dana", frozenset({Role.DATA_MANAGER}), PASSWORD))
        assert store.actor is None
        with pytest.raises(NotAllowed, match="sign in first"), store.reading():
            pass
        with pytest.raises(NotAllowed, match="sign in first"), store.writing("Anything"):
            pass
        with pytest.raises(NotAllowed, match="sign in first"):
            store.draft("Anything", lambda _: [])
        with pytest.raises(NotAllowed, match="sign in first"):
            case.run(ChangeOwnPassword(PASSWORD, NEW))


def test_a_trial_with_accounts_is_closed_when_it_is_opened_again(people: People) -> None:
    people.store.close()
    with open_trial(people.path, writing=False) as store:
        assert store.actor is None
        with pytest.raises(NotAllowed, match="sign in first"), store.reading():
            pass


@pytest.mark.parametrize("name", ROLES)
def test_each_person_gets_in_as_what_they_are(people: People, name: str) -> None:
    people.clock.now += timedelta(seconds=1)
    actor = sign_in(people.store, f" {name} ", PASSWORD)
    assert (actor.name, actor.role, actor.person_uid) == (name, ROLES[name], person_uid(name))
    assert people.store.actor == actor
    assert people.actions()[-1] == (name, "SignIn")
    sign_out(people.store)
    assert people.store.actor is None


@pytest.mark.parametrize(
    "typed", [READER.upper(), READER.title(), unicodedata.normalize("NFD", "ｌｉｗｅｉ")]
)
def test_a_name_is_known_in_any_case_and_spelling_and_written_as_the_account_has_it(
    people: People, typed: str
) -> None:
    assert sign_in(people.store, typed, PASSWORD).name == READER
    assert people.actions()[-1] == (READER, "SignIn")


def test_one_with_several_roles_says_which_and_has_no_other(people: People) -> None:
    sign_in(people.store, MANAGER, PASSWORD)
    both = frozenset({Role.RADIOLOGIST, Role.ADJUDICATOR})
    people.case.run(ChangePerson(person_uid(READER), "Dr Li", both, active=True))
    sign_out(people.store)
    assert "several roles (adjudicator, radiologist)" in people.attempt(PASSWORD)
    assert people.store.actor is None
    assert sign_in(people.store, READER, PASSWORD, Role.ADJUDICATOR).role is Role.ADJUDICATOR
    sign_out(people.store)
    with pytest.raises(NotAllowed, match="no data-manager"):
        sign_in(people.store, READER, PASSWORD, Role.DATA_MANAGER)
    assert people.store.actor is None


def test_a_wrong_password_an_unknown_name_and_an_account_switched_off_are_told_alike(people: People) -> None:
    sign_in(people.store, MANAGER, PASSWORD)
    people.case.run(ChangePerson(person_uid(READER), "Dr Li", frozenset({Role.RADIOLOGIST}), active=False))
    sign_out(people.store)
    assert people.attempt(NEW) == people.attempt(NEW, "nobody") == people.attempt("", MANAGER) == WRONG
    assert "switched off" in people.attempt(PASSWORD)
    assert people.store.actor is None


@pytest.mark.parametrize("name", [READER, "nobody"])
def test_as_much_is_computed_for_a_name_that_is_none(
    people: People, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = []
    spell = passwords._bytes
    monkeypatch.setattr(passwords, "_bytes", lambda password: computed.append(password) or spell(password))
    assert people.attempt(NEW, name) == WRONG
    assert computed == [NEW]


def test_wrong_passwords_are_counted_in_the_audit_and_lock_the_account(people: People) -> None:
    for attempt in range(1, ATTEMPTS + 1):
        assert people.attempt(NEW) == WRONG
        assert people.row()[0] == attempt
        assert people.actions()[-1] == (READER, "WrongPassword")
    entries = len(people.actions())
    assert people.row() == (ATTEMPTS, people.clock.now + LOCKED)
    assert "wait 15 minutes" in people.attempt(PASSWORD)
    people.clock.now += LOCKED - timedelta(seconds=1)
    assert "wait 1 minutes" in people.attempt(PASSWORD)
    assert len(people.actions()) == entries, "a locked account is not asked, hence not counted"
    assert not people.attempt(PASSWORD, MANAGER), "others are not locked out with it"
    people.clock.now += timedelta(seconds=1)
    assert not people.attempt(PASSWORD)
    assert people.row() == (0, None)


def test_the_right_password_ends_the_row_of_wrong_ones(people: People) -> None:
    for _ in range(3):
        for _ in range(ATTEMPTS - 1):
            people.attempt(NEW)
        assert not people.attempt(PASSWORD)
    assert people.row() == (0, None)


def test_every_fifth_wrong_password_locks_anew(people: People) -> None:
    for _ in range(3):
        for _ in range(ATTEMPTS):
            assert people.attempt(NEW) == WRONG
        assert "locked" in people.attempt(NEW)
        people.clock.now += LOCKED
    assert people.row()[0] == 3 * ATTEMPTS


def test_a_clock_set_back_locks_nobody_out_for_longer_and_lets_nobody_in_sooner(people: People) -> None:
    for _ in range(ATTEMPTS):
        people.attempt(NEW)
    people.clock.now -= timedelta(days=365)
    assert "wait 15 minutes" in people.attempt(PASSWORD)
    people.clock.now += LOCKED - timedelta(seconds=1)
    assert "locked" in people.attempt(PASSWORD)
    people.clock.now += timedelta(seconds=1)
    assert not people.attempt(PASSWORD)


def test_the_password_to_sign_with_is_counted_as_the_one_to_sign_in(people: People) -> None:
    sign_in(people.store, READER, PASSWORD)
    for _ in range(ATTEMPTS - 1):
        with pytest.raises(NotAllowed, match="do not fit"):
            prove(people.store, NEW)
    prove(people.store, PASSWORD)
    assert people.row() == (0, None)
    for _ in range(ATTEMPTS):
        with pytest.raises(NotAllowed, match="do not fit"):
            people.case.run(ChangeOwnPassword(NEW, "another-good-one"))
    with pytest.raises(NotAllowed, match="locked"):
        prove(people.store, PASSWORD)


def test_whoever_is_switched_off_proves_nothing_any_more(people: People) -> None:
    sign_in(people.store, READER, PASSWORD)
    actor = people.store.actor
    sign_in(people.store, MANAGER, PASSWORD)
    people.case.run(ChangePerson(person_uid(READER), "Dr Li", frozenset({Role.RADIOLOGIST}), active=False))
    people.store.act_as(actor)
    with pytest.raises(NotAllowed, match="switched off"):
        prove(people.store, PASSWORD)


def test_wrong_passwords_are_counted_where_the_trial_is_open_for_reading_only(people: People) -> None:
    people.store.close()
    with open_trial(people.path, writing=False, now=people.clock) as store:
        for _ in range(ATTEMPTS):
            with pytest.raises(NotAllowed, match="do not fit"):
                sign_in(store, READER, NEW)
        with pytest.raises(NotAllowed, match="locked after 5 wrong passwords"):
            sign_in(store, READER, PASSWORD)
    with open_trial(people.path, writing=True, now=people.clock) as store:
        with pytest.raises(NotAllowed, match="locked after 5 wrong passwords"):
            sign_in(store, READER, PASSWORD)
        with store.whole() as trial:
            said = [(entry.who, entry.action) for entry in trial.audit()]
            assert said[-ATTEMPTS:] == [(READER, "WrongPassword")] * ATTEMPTS
            assert not list(broken_links(trial.audit(), trial.trial_uid()))


def test_the_right_password_forgets_wrong_ones_of_a_trial_open_for_reading_only(people: People) -> None:
    people.store.close()
    with open_trial(people.path, writing=False) as store:
        for _ in range(ATTEMPTS - 1):
            with pytest.raises(NotAllowed, match="do not fit"):
                sign_in(store, READER, NEW)
        sign_in(store, READER, PASSWORD)
        with store.whole() as trial:
            assert trial.evidence.credentials(person_uid(READER)).failed_attempts == 0
            entries = trial.chain_end().sequence
        sign_in(store, READER, PASSWORD)
        with store.whole() as trial:
            assert trial.chain_end().sequence == entries, "who only reads leaves no trace"


def test_a_trial_that_another_writes_to_lets_in_who_only_reads(people: People) -> None:
    with open_trial(people.path, writing=False) as store:
        with pytest.raises(NotAllowed, match="do not fit"):
            sign_in(store, READER, NEW)
        assert sign_in(store, READER, PASSWORD).name == READER
    assert people.row() == (0, None)


def test_a_password_that_was_given_lets_nobody_do_anything_but_choose_another(people: People) -> None:
    sign_in(people.store, MANAGER, PASSWORD)
    people.case.run(ResetPassword(person_uid(READER), NEW))
    sign_out(people.store)
    with pytest.raises(PasswordGiven, match="liwei was given by a data manager"):
        sign_in(people.store, READER, NEW)
    assert people.store.actor is None
    for chosen, why in (
        (NEW, "the one until now"),
        ("short", "too short"),
        ("liwei-12345", "holds the name"),
    ):
        with pytest.raises(Refusal, match=why):
            sign_in(people.store, READER, NEW, new_password=chosen)
        assert people.store.actor is None
    assert sign_in(people.store, READER, NEW, new_password="another-lamp-78").name == READER
    assert people.actions()[-2:] == [(READER, "ChangeOwnPassword"), (READER, "SignIn")]
    prove(people.store, "another-lamp-78")
    sign_out(people.store)
    assert people.attempt(NEW) == WRONG
    assert not people.attempt("another-lamp-78")


def test_what_is_tried_while_somebody_else_is_at_the_trial_is_in_no_name_but_whose_account_it_is(
    people: People,
) -> None:
    sign_in(people.store, MANAGER, PASSWORD)
    assert people.attempt(NEW) == WRONG
    sign_in(people.store, READER, PASSWORD)
    assert people.actions()[-2:] == [(READER, "WrongPassword"), (READER, "SignIn")]


def test_nobody_works_in_another_name_than_they_signed_in_by(people: People) -> None:
    sign_in(people.store, READER, PASSWORD)
    CaseService(people.store, who=MANAGER).run(ChangeOwnPassword(PASSWORD, NEW))
    assert people.actions()[-1] == (READER, "ChangeOwnPassword")


def test_who_gave_a_new_person_their_password_gets_nowhere_by_it_unseen(people: People) -> None:
    manager = sign_in(people.store, MANAGER, PASSWORD)
    people.case.run(AddPerson("person-wu", "wu", "Dr Wu", frozenset({Role.RADIOLOGIST}), NEW))
    before = people.actions()
    with pytest.raises(PasswordGiven, match="wu was given by a data manager"):
        sign_in(people.store, "wu", NEW)
    assert people.store.actor == manager
    assert people.actions() == before
    people.clock.now += timedelta(hours=3)
    sign_in(people.store, "wu", NEW, new_password="another-lamp-78")
    with people.store.whole() as trial:
        left = list(trial.audit())[len(before) :]
    assert [(one.who, one.action) for one in left] == [("wu", "ChangeOwnPassword"), ("wu", "SignIn")]
    assert {datetime.fromisoformat(one.when_utc) for one in left} == {people.clock.now}
    assert people.attempt(NEW, "wu") == WRONG, "by which its owner finds out"


def test_a_new_person_signs_with_the_key_of_their_account_and_a_password_of_their_own(people: People) -> None:
    def key() -> str:
        with people.store.whole() as trial:
            return trial.evidence.credentials("person-wu").public_key

    sign_in(people.store, MANAGER, PASSWORD)
    people.case.run(AddPerson("person-wu", "wu", "Dr Wu", frozenset({Role.RADIOLOGIST}), NEW))
    made = key()
    sign_in(people.store, "wu", NEW, new_password="another-lamp-78")
    assert prove(people.store, "another-lamp-78").public_key().public_bytes_raw().hex() == key() == made
    with pytest.raises(NotAllowed, match="do not fit"):
        prove(people.store, NEW)


def test_the_first_account_has_chosen_its_password(tmp_path: Path) -> None:
    with create_trial(tmp_path / "open.longaxis") as store:
        roles = frozenset({Role.DATA_MANAGER, Role.RADIOLOGIST})
        CaseService(store).run(AddPerson("p", "dana", "Dana", roles, PASSWORD))
        assert sign_in(store, "dana", PASSWORD, Role.RADIOLOGIST).name == "dana"


def test_a_password_that_was_given_is_not_taken_where_no_other_can_be_kept(people: People) -> None:
    sign_in(people.store, MANAGER, PASSWORD)
    people.case.run(ResetPassword(person_uid(READER), NEW))
    people.store.close()
    with open_trial(people.path, writing=False) as store:
        with pytest.raises(PasswordGiven):
            sign_in(store, READER, NEW)
        assert store.actor is None


def test_who_resets_their_own_password_has_chosen_it(people: People) -> None:
    sign_in(people.store, MANAGER, PASSWORD)
    people.case.run(ResetPassword(person_uid(MANAGER), NEW))
    sign_out(people.store)
    assert not people.attempt(NEW, MANAGER)


def test_another_password_keeps_the_key_and_a_password_reset_makes_a_new_one(people: People) -> None:
    def key() -> str:
        with people.store.whole() as trial:
            person = trial.evidence.person(person_uid(READER))
            assert person is not None
            return person.public_key

    first = key()
    sign_in(people.store, READER, PASSWORD)
    people.case.run(ChangeOwnPassword(PASSWORD, NEW))
    assert key() == first
    assert people.attempt(PASSWORD) == WRONG
    assert not people.attempt(NEW)
    sign_in(people.store, MANAGER, PASSWORD)
    people.case.run(ResetPassword(person_uid(READER), PASSWORD))
    assert key() != first
    assert people.attempt(NEW) == WRONG
    assert "was given by a data manager" in people.attempt(PASSWORD)


def test_a_reset_password_opens_a_locked_account(people: People) -> None:
    for _ in range(ATTEMPTS):
        people.attempt(NEW)
    sign_in(people.store, MANAGER, PASSWORD)
    people.case.run(ResetPassword(person_uid(READER), NEW))
    assert "was given by a data manager" in people.attempt(NEW)
    sign_in(people.store, READER, NEW, new_password=PASSWORD)


def test_no_password_is_ever_in_the_file(people: People) -> None:
    sign_in(people.store, READER, PASSWORD)
    people.case.run(ChangeOwnPassword(PASSWORD, NEW))
    people.attempt("entirely-wrong-one")
    people.store.close()
    content = b"".join(path.read_bytes() for path in people.path.parent.iterdir() if path.is_file())
    for password in (GIVEN, PASSWORD, NEW, "entirely-wrong-one"):
        assert password.encode() not in content


@pytest.mark.parametrize(
    ("name", "printed", "roles", "sentence"),
    [
        (READER.upper(), "Another", {Role.RADIOLOGIST}, "account LIWEI already"),
        ("ｌｉｗｅｉ", "Another", {Role.RADIOLOGIST}, "account liwei already"),
        ("two words", "Another", {Role.RADIOLOGIST}, "without spaces"),
        ("", "Another", {Role.RADIOLOGIST}, "without spaces"),
        ("zero\u200bwidth", "Another", {Role.RADIOLOGIST}, "without spaces"),
        ("ann", "  ", {Role.RADIOLOGIST}, "needs a full name"),
        ("ann", "two\nlines", {Role.RADIOLOGIST}, "needs a full name"),
        ("ann", "Another", set(), "no role"),
    ],
)
def test_an_account_is_refused(
    people: People, name: str, printed: str, roles: set[Role], sentence: str
) -> None:
    sign_in(people.store, MANAGER, PASSWORD)
    before = people.actions()
    with pytest.raises(Refusal, match=sentence):
        people.case.run(AddPerson("person-x", name, printed, frozenset(roles), PASSWORD))
    assert people.actions() == before


def test_the_first_account_is_a_data_managers(tmp_path: Path) -> None:
    with create_trial(tmp_path / "open.longaxis") as store:
        with pytest.raises(Refusal, match="must be a data manager's"):
            CaseService(store).run(AddPerson("p", "ann", "Ann", frozenset({Role.RADIOLOGIST}), PASSWORD))
        assert store.actor is not None


@pytest.mark.parametrize(("roles", "active"), [({Role.RADIOLOGIST}, True), ({Role.DATA_MANAGER}, False)])
def test_the_last_data_manager_stays(people: People, roles: set[Role], active: bool) -> None:
    sign_in(people.store, MANAGER, PASSWORD)
    with pytest.raises(Refusal, match="only data manager"):
        people.case.run(ChangePerson(person_uid(MANAGER), "Dana", frozenset(roles), active))
    other = frozenset({Role.DATA_MANAGER})
    people.case.run(AddPerson("second", "sam", "Sam", other, PASSWORD))
    people.case.run(ChangePerson(person_uid(MANAGER), "Dana", frozenset(roles), active))


@pytest.mark.parametrize("printed", ["", "  ", "two\nlines"])
def test_a_full_name_stays_one_line(people: People, printed: str) -> None:
    sign_in(people.store, MANAGER, PASSWORD)
    with pytest.raises(Refusal, match="needs a full name"):
        people.case.run(ChangePerson(person_uid(READER), printed, frozenset({Role.RADIOLOGIST}), active=True))


def test_a_key_that_does_not_prove_its_owner_signs_nothing(people: People) -> None:
    public_key, _ = passwords.new_key("the forger's own")
    with people.store.writing_before_sign_in("Forged") as work:
        work.change(PersonRow, (person_uid(READER),), public_key=public_key)
    sign_in(people.store, READER, PASSWORD)
    with pytest.raises(NotAllowed, match="not the one that proves their signatures"):
        prove(people.store, PASSWORD)
