"""Who a command acts for, accounts and assignments on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.command_line import REFUSED, main
from measurements.access.sign_in import ATTEMPTS, sign_in
from measurements.case.evidence_commands import ResetPassword
from measurements.case.service import CaseService
from measurements.people import Role, Task
from measurements.protocol.loading import standard_text
from measurements.storage.store import create_trial, open_trial
from tests.app.people.cast import PASSWORD, subject_uid

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(PASSWORD + "\n", encoding="utf-8")
    return path


@pytest.fixture
def run(secret: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object, person: str = "", role: str = "") -> tuple[int, str, str]:
        told = [str(one) for one in arguments]
        options = ["--as", person, "--password-file", str(secret)] if person else []
        options += ["--role", role] if role else []
        status = main([told[0], *options, *told[1:]])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def people_of(trial: Path) -> dict[str, tuple[frozenset[Role], bool]]:
    with open_trial(trial, writing=False) as store, store.whole() as found:
        return {one.name: (one.roles, one.active) for one in found.evidence.people()}


def given(trial: Path, code: str) -> set[tuple[str, Task]]:
    with open_trial(trial, writing=False) as store:
        uid = subject_uid(store, code)
        with store.whole() as found:
            names = {one.uid: one.name for one in found.evidence.people()}
            return {(names[one.person_uid], one.task) for one in found.evidence.assignments(uid)}


@pytest.mark.parametrize(
    "command",
    [
        ["export", "csv", "--out", "out"],
        ["import", "scans"],
        ["protocol"],
        ["people"],
        ["assign", "HN-3", "zhang"],
    ],
)
def test_a_trial_with_accounts_asks_who_it_is(
    command: list[str], peopled_trial: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(peopled_trial.parent)
    status, out, err = run(*command, "--trial", peopled_trial)
    assert (status, out) == (2, "")
    assert err == f"longaxis: {peopled_trial} has accounts: say with --as NAME who you are.\n"


def test_a_trial_without_accounts_knows_nobody_by_name(tmp_path: Path, run: Run) -> None:
    with create_trial(tmp_path / "open") as store:
        trial = store.path
    status, _, err = run("protocol", "--trial", trial, person="li.wei")
    assert (status, err) == (2, f"longaxis: {trial} has no accounts: leave out --as.\n")


def test_the_password_has_to_be_right(peopled_trial: Path, run: Run, secret: Path) -> None:
    secret.write_text("something else\n", encoding="utf-8")
    status, _, err = run("protocol", "--trial", peopled_trial, person="li.wei")
    assert (status, err) == (2, "longaxis: Name and password do not fit: try again.\n")


def test_without_a_file_the_password_is_asked_for_and_not_shown(
    peopled_trial: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda question: asked.append(question) or PASSWORD)
    assert main(["protocol", "--trial", str(peopled_trial), "--as", "ada"]) == 0
    assert asked == ["Password of ada: "]
    assert PASSWORD not in capsys.readouterr().out


def test_where_nobody_can_be_asked_the_file_has_to_be_named(
    peopled_trial: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["protocol", "--trial", str(peopled_trial), "--as", "ada"]) == 2
    assert "name its file with --password-file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "holds no password: write it as the first line."),
        (b"\nsecret\n", "holds no password: write it as the first line."),
        (b"\xff\xfe", "cannot be read (it is no text)"),
        (None, "cannot be read (No such file or directory)"),
    ],
)
def test_a_file_without_a_password_is_refused(
    peopled_trial: Path, run: Run, secret: Path, content: bytes | None, sentence: str
) -> None:
    secret.unlink()
    if content is not None:
        secret.write_bytes(content)
    status, _, err = run("protocol", "--trial", peopled_trial, person="ada")
    assert status == 2
    assert sentence in err


def test_who_has_several_roles_names_one(peopled_trial: Path, run: Run) -> None:
    arguments = ("assign", "HN-3", "zhang", "--trial", peopled_trial)
    status, _, err = run(*arguments, person="two")
    assert status == 2
    assert "has several roles (data-manager, radiologist)" in err
    status, _, err = run(*arguments, person="two", role="radiologist")
    assert status == 2
    assert "two may not do this as radiologist (Assign): sign in as data-manager" in err
    assert "zhang" not in err  # readers know of no account but theirs
    assert run(*arguments, person="two", role="data-manager")[0] == 0
    assert given(peopled_trial, "HN-3") == {("zhang", Task.READ)}


@pytest.mark.parametrize(
    ("option", "words"),
    [("--task", "read, adjudicate, investigate"), ("--role", "radiologist, adjudicator, investigator")],
)
def test_a_word_that_is_none_is_answered_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str], option: str, words: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["assign", "HN-3", "ada", "--trial", "trial", option, "sleep"])
    assert ended.value.code == 2
    assert f"'sleep' is none of {words}" in capsys.readouterr().err


def test_a_subject_is_given_and_taken_back(peopled_trial: Path, run: Run) -> None:
    arguments = ("assign", "HN-3", "ada", "--task", "adjudicate", "--trial", peopled_trial)
    status, out, _ = run(*arguments, person="dana")
    assert (status, out) == (0, "HN-3 is given to ada to adjudicate.\n")
    assert given(peopled_trial, "HN-3") == {("ada", Task.ADJUDICATE)}
    status, out, _ = run(*arguments, "--take-back", person="dana")
    assert (status, out) == (0, "HN-3 is not ada's to adjudicate any more.\n")
    assert given(peopled_trial, "HN-3") == set()
    status, _, err = run(*arguments, "--take-back", person="dana")
    assert (status, err) == (2, "longaxis: HN-3 was not given to ada to adjudicate.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("HN-9", "ada", "--task", "adjudicate"), "has no subject HN-9"),
        (("HN-3", "nobody"), "has no account nobody"),
        (("HN-3", "ada"), "ada is no radiologist"),
        (("HN-1", "zhang"), "HN-1 was given to zhang already."),
    ],
)
def test_what_cannot_be_assigned_is_refused(
    arguments: tuple[str, ...], sentence: str, peopled_trial: Path, run: Run
) -> None:
    status, _, err = run("assign", *arguments, "--trial", peopled_trial, person="dana")
    assert status == 2
    assert sentence in err


def test_a_radiologist_brings_nothing_in_nor_replaces_the_protocol(
    peopled_trial: Path, run: Run, tmp_path: Path
) -> None:
    status, _, err = run("import", peopled_trial.parent / "scans", "--trial", peopled_trial, person="li.wei")
    assert (status, err) == (
        2,
        "longaxis: li.wei may not do this as radiologist (import series): sign in as data-manager.\n",
    )
    other = tmp_path / "other.toml"
    other.write_text(standard_text(), encoding="utf-8")
    status, _, err = run("protocol", "--set", other, "--trial", peopled_trial, person="li.wei")
    assert status == 2
    assert "sign in as data-manager" in err


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (["clinical", "import", "nowhere.csv"], "ImportClinicalEvents"),
        (["clinical", "terms", "nowhere.csv"], "ImportClinicalTerms"),
        (["assign", "HN-017", "somebody"], "Assign"),
        (["assign", "HN-017", "somebody", "--take-back"], "Unassign"),
        (["people", "off", "somebody"], "ChangePerson"),
    ],
)
def test_whoever_may_not_is_told_that_and_nothing_of_what_they_named(
    peopled_trial: Path, run: Run, command: list[str], kind: str
) -> None:
    name, *rest = command
    status, _, said = run(name, "--trial", peopled_trial, *rest, person="li.wei")
    assert status == REFUSED
    assert f"li.wei may not do this as radiologist ({kind}): sign in as data-manager" in said


def test_a_data_manager_imports(peopled_trial: Path, run: Run) -> None:
    status, out, err = run("import", peopled_trial.parent / "scans", "--trial", peopled_trial, person="dana")
    assert (status, err) == (0, "")
    assert "24 images were in the trial already" in out


def test_an_export_holds_the_subjects_that_its_maker_sees(
    peopled_trial: Path, run: Run, tmp_path: Path
) -> None:
    assert run("export", "csv", "--out", tmp_path / "li", "--trial", peopled_trial, person="li.wei")[0] == 0
    told = (tmp_path / "li" / "subjects.csv").read_text(encoding="utf-8")
    assert ("HN-1" in told, "HN-2" in told, "HN-3" in told) == (True, True, False)
    status, _, err = run("export", "csv", "--out", tmp_path / "ada", "--trial", peopled_trial, person="ada")
    assert status == 2
    assert "ada may not do this as adjudicator (export what they see)" in err


def test_the_first_account_switches_accounts_on(tmp_path: Path, run: Run, secret: Path) -> None:
    with create_trial(tmp_path / "open") as store:
        trial = store.path
    assert run("people", "--trial", trial)[1] == (
        "This trial has no accounts: it is open to everyone at this computer.\n"
    )
    add = ("people", "--trial", trial, "add", "dana", "--printed-name", "Dana Moreno")
    new = ("--new-password-file", secret)
    status, _, err = run(*add, "--role", "radiologist", *new)
    assert (status, err) == (
        2,
        "longaxis: The first account must be a data manager's, who can add the others.\n",
    )
    status, out, _ = run(*add, "--role", "data-manager", "--role", "radiologist", *new)
    assert (status, out) == (
        0,
        "dana has an account as data-manager, radiologist.\n"
        "This trial has accounts now: from here on it opens for those who sign in.\n",
    )
    assert people_of(trial) == {"dana": (frozenset({Role.DATA_MANAGER, Role.RADIOLOGIST}), True)}


def test_accounts_are_listed_and_switched_off(peopled_trial: Path, run: Run) -> None:
    status, out, _ = run("people", "--trial", peopled_trial, "off", "zhang", person="dana")
    assert (status, out) == (0, "zhang cannot sign in any more.\n")
    assert people_of(peopled_trial)["zhang"] == (frozenset({Role.RADIOLOGIST}), False)
    lines = run("people", "--trial", peopled_trial, person="dana")[1].splitlines()
    assert "zhang  Dr Zhang Min  radiologist  switched off" in lines
    found = json.loads(run("people", "--json", "--trial", peopled_trial, person="dana")[1])
    (dana,) = [one for one in found["people"] if one["name"] == "dana"]
    assert (dana["roles"], dana["active"]) == (["data-manager"], True)
    assert dana["last_sign_in"].startswith("20")
    status, _, err = run("protocol", "--trial", peopled_trial, person="zhang")
    assert (status, err) == (2, "longaxis: The account zhang is switched off: ask the data manager.\n")


def test_no_password_stands_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("export", "import", "protocol", "people", "assign"):
        with pytest.raises(SystemExit):
            main([command, "--help"])
        told = capsys.readouterr().out
        assert "--password-file" in told
        assert "--password " not in told


def test_a_password_that_was_given_is_changed_before_any_command(
    peopled_trial: Path, run: Run, secret: Path, tmp_path: Path
) -> None:
    with open_trial(peopled_trial, writing=True) as store:
        sign_in(store, "dana", PASSWORD)
        CaseService(store).run(ResetPassword("person li.wei", "given lantern 3"))
    secret.write_text("given lantern 3\n", encoding="utf-8")
    status, _, err = run("protocol", "--trial", peopled_trial, person="li.wei")
    assert status == 2
    assert "choose another, at the window or with main.py people password" in err
    own = tmp_path / "own"
    own.write_text("another lantern 9\n", encoding="utf-8")
    changed = ("people", "--trial", peopled_trial, "password", "--new-password-file", own)
    assert run(*changed, person="li.wei") == (0, "li.wei has another password now.\n", "")
    assert run("protocol", "--trial", peopled_trial, person="li.wei")[0] == 2
    secret.write_text("another lantern 9\n", encoding="utf-8")
    assert run("protocol", "--trial", peopled_trial, person="li.wei")[0] == 0


def test_a_new_person_chooses_their_own_password_before_any_command(
    peopled_trial: Path, run: Run, secret: Path, tmp_path: Path
) -> None:
    given, own = tmp_path / "given", tmp_path / "own"
    given.write_text("given lantern 3\n", encoding="utf-8")
    own.write_text("another lantern 9\n", encoding="utf-8")
    people = ("people", "--trial", peopled_trial)
    added = (*people, "add", "wu", "--printed-name", "Dr Wu Jun", "--role", "radiologist")
    assert run(*added, "--new-password-file", given, person="dana") == (
        0,
        "wu has an account as radiologist.\n"
        "Tell wu the password: at the first sign-in they choose their own.\n",
        "",
    )
    assert "wu  Dr Wu Jun  radiologist  never here yet" in run(*people, person="dana")[1].splitlines()
    secret.write_text("given lantern 3\n", encoding="utf-8")
    assert run("protocol", "--trial", peopled_trial, person="wu") == (
        2,
        "",
        "longaxis: The password of wu was given by a data manager, who knows it: choose another, at the "
        "window or with main.py people password, before anything else.\n",
    )
    assert run(*people, "password", "--new-password-file", own, person="wu")[0] == 0
    secret.write_text("another lantern 9\n", encoding="utf-8")
    assert run("protocol", "--trial", peopled_trial, person="wu")[0] == 0


def test_wrong_passwords_of_commands_that_only_read_lock_the_account(
    peopled_trial: Path, run: Run, secret: Path
) -> None:
    secret.write_text("something else\n", encoding="utf-8")
    for _ in range(ATTEMPTS):
        assert "do not fit" in run("protocol", "--trial", peopled_trial, person="li.wei")[2]
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    assert "locked after 5 wrong passwords" in run("protocol", "--trial", peopled_trial, person="li.wei")[2]
