"""How much memory pictures may take: the user's word, or half of the computer's."""

from pathlib import Path

import pytest

from app import memory
from app.memory import LEAST_MB, PICTURE_MEMORY, default_mb, installed_bytes, picture_memory_bytes
from app.settings import Settings


@pytest.mark.parametrize(
    ("installed", "megabytes"), [(16_000_000_000, 8000), (7_999_999_999, 3999), (300_000_000, LEAST_MB)]
)
def test_half_of_the_memory_is_for_pictures(installed: int, megabytes: int) -> None:
    assert default_mb(installed) == megabytes


@pytest.mark.parametrize(
    ("said", "megabytes"),
    [(None, 8000), (1000, 1000), (LEAST_MB - 1, LEAST_MB), (99_000, 14_400), (0, LEAST_MB)],
)
def test_what_the_user_says_holds_within_what_the_computer_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: int | None, megabytes: int
) -> None:
    monkeypatch.setattr(memory, "installed_bytes", lambda: 16_000_000_000)
    settings = Settings(tmp_path / "settings.json")
    if said is not None:
        settings.remember(PICTURE_MEMORY, said)
    assert picture_memory_bytes(settings) == megabytes * 1_000_000


def test_this_computer_has_memory() -> None:
    assert installed_bytes() > 100_000_000
