"""What is remembered of the user is there the next time, and a broken file is not in the way."""

import json
import os
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


def test_the_file_is_plain_words_with_the_version_of_its_layout(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings(file).remember_all({"tool": "pan", "windows": {"1": None}})
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "version": 1,
        "tool": "pan",
        "windows": {"1": None},
    }
    assert Settings(file).said("windows") == {"1": None}
    assert Settings(file).trouble is None


@pytest.mark.parametrize("text", ["{", "[]", "\udcff"])
def test_a_damaged_file_is_told_and_kept_when_another_is_written(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    content = text.encode("utf-8", "surrogateescape")
    file.write_bytes(content)
    settings = Settings(file)
    assert "damaged" in str(settings.trouble)
    assert file.read_bytes() == content
    settings.remember("one")
    assert (tmp_path / "settings-damaged.json").read_bytes() == content
    assert Settings(file).is_set("one")
    assert Settings(file).trouble is None


def test_a_file_of_a_newer_version_is_followed_and_never_written(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"version": 2, "tool": "pan", "unheard of": [1]}')
    before = file.read_bytes()
    settings = Settings(file)
    assert "newer version" in str(settings.trouble)
    assert settings.text("tool") == "pan"
    with pytest.raises(Refusal, match="newer version"):
        settings.remember("tool", "zoom")
    assert settings.text("tool") == "zoom"
    assert file.read_bytes() == before


def test_a_read_only_file_stays_as_it_is_and_what_was_said_holds(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings(file).remember("tool", "pan")
    file.chmod(0o444)
    settings = Settings(file)
    with pytest.raises(Refusal, match="read-only"):
        settings.remember("tool", "zoom")
    assert settings.text("tool") == "zoom"
    file.chmod(0o644)
    assert Settings(file).text("tool") == "pan"


def test_what_another_run_has_said_meanwhile_and_what_nobody_asks_for_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"of another program": 1}')
    one, other = Settings(file), Settings(file)
    one.remember("first", 1)
    other.remember("second", 2)
    assert [Settings(file).number(name) for name in ("of another program", "first", "second")] == [1, 1, 2]


def test_a_run_that_ends_while_writing_leaves_the_former_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.json"
    Settings(file).remember("tool", "pan")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="No space left"):
        Settings(file).remember("tool", "zoom")
    assert Settings(file).text("tool") == "pan"
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]
