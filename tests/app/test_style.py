"""The look lives in one place: no colour is written anywhere but in `resources/look.toml`."""

import re
import tomllib
from pathlib import Path

import pytest

from app.style.icons import app_icon
from app.style.look import look

ROOT = Path(__file__).parents[2]
HEX_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b")
NAMED_COLOUR = re.compile(r"\bQColor\(\s*[\"'\d]|GlobalColor\.(?!transparent\b)\w+|\brgba?\(")
SOURCES = sorted(path for floor in ("app", "viewer") for path in (ROOT / floor).rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_colour_is_written_in_the_program(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert HEX_COLOUR.findall(text) == []
    assert NAMED_COLOUR.findall(text) == []


def test_icons_take_their_colours_from_the_look() -> None:
    """But for the accent in the program's own mark, which is the look's."""
    for path in (ROOT / "resources" / "icons").glob("*.svg"):
        own = set(HEX_COLOUR.findall(path.read_text(encoding="utf-8")))
        assert own <= ({look().hexes["accent"]} if path.stem == "logo" else set()), path.name


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["ground", "panel", "raised", "selected"])
@pytest.mark.parametrize("text", ["text", "second", "accent", "warning", "error", "done"])
def test_text_is_read_on_every_ground(text: str, ground: str) -> None:
    assert _contrast(look().hexes[text], look().hexes[ground]) >= 4.5


def test_letters_are_read_on_every_call() -> None:
    data = tomllib.loads((ROOT / "resources" / "look.toml").read_text(encoding="utf-8"))
    for name, call in data["call"].items():
        assert _contrast(call["fill"], call["text"]) >= 4.5, name


def test_the_program_has_an_icon_for_every_place(qapp: object) -> None:
    sides = sorted(size.width() for size in app_icon().availableSizes())
    assert (sides[0], sides[-1]) == (16, 256)
    picture = app_icon().pixmap(64, 64).toImage()
    assert len({picture.pixelColor(x, y).name() for x in range(64) for y in range(64)}) > 3
