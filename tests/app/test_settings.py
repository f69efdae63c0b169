"""What is remembered of the user is there the next time, and a broken file is not in the way."""

from pathlib import Path

import pytest

from app.settings import Settings
from measurements.refusal import Refusal


def test_what_was_said_is_remembered_by_the_next_run(tmp_path: Path) -> None:
    file = tmp_path / "config" / "settings.json"
    assert not Settings(file).is_set("one")
    Settings(file).remember("one")
    Settings(file).remember("two")
    assert Settings(file).is_set("one")
    assert Settings(file).is_set("two")
    assert not Settings(file).is_set("three")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"one": "yes"}', "\udcff"])
def test_a_broken_file_counts_as_nothing_said(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert not Settings(file).is_set("one")
    Settings(file).remember("one")
    assert Settings(file).is_set("one")


def test_a_file_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    with pytest.raises(Refusal, match=r"settings\.json cannot be written"):
        Settings(tmp_path / "config" / "settings.json").remember("one")


def test_a_number_is_remembered_as_one(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    assert Settings(file).number("memory") is None
    Settings(file).remember("memory", 4000)
    Settings(file).remember("one")
    assert Settings(file).number("memory") == 4000
    assert not Settings(file).is_set("memory")
    assert Settings(file).number("one") is None
