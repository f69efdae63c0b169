"""docs/roles.md is what the services ask today, of every command and every call there is."""

from dataclasses import fields
from pathlib import Path
from typing import get_args

from measurements.access.permissions import CALLS, COMMANDS, Call, may
from measurements.access.roles_page import NEEDS_ACCOUNTS, SIGHT, roles_page
from measurements.access.visibility import SEEN, Visibility
from measurements.case.commands import Command, InOneStep
from measurements.people import Role

PAGE = Path(__file__).parents[3] / "docs" / "roles.md"


def test_the_page_holds() -> None:
    """Otherwise: `python -m measurements.access.roles_page > docs/roles.md`."""
    assert PAGE.read_text(encoding="utf-8") == roles_page()


def test_no_command_call_role_or_field_is_forgotten() -> None:
    assert COMMANDS.keys() | {InOneStep} == set(get_args(Command))
    assert CALLS.keys() == set(Call)
    assert SEEN.keys() == set(Role)
    assert SIGHT.keys() == {field.name for field in fields(Visibility)}
    assert NEEDS_ACCOUNTS.issubset(COMMANDS)


def test_nobody_is_without_work_and_nothing_without_somebody() -> None:
    for allowed in (*COMMANDS.values(), *CALLS.values()):
        assert allowed
    assert all(may(None, what) for what in (*COMMANDS, *CALLS))


def test_the_page_tells_a_command_of_each_kind() -> None:
    lines = roles_page().splitlines()
    assert "| `PutMeasurement` | own reads |  | own reads |  | yes |" in lines
    assert "| `UnlockSignature` |  |  |  | yes | needs accounts |" in lines
    assert "| `Adjudicate` |  | yes |  |  | needs accounts |" in lines
    assert "| hand out cases |  |  |  | yes | yes |" in lines
    reads = "| reads of others | none | completed ones of radiologists | completed ones | all |"
    assert reads in lines
