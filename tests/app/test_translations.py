"""Every word that windows show is translated, the translations are those of the code, and say the same."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QRawFont

from measurements.adjudication.phrases import PHRASES as OF_READS
from measurements.protocol.loading import load_protocol
from measurements.protocol.readable import readable_protocol
from measurements.recist.phrases import CATEGORIES, PHRASES, STATES
from measurements.sites import sites

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"
SOURCES = sorted(path for floor in ("app", "viewer") for path in (ROOT / floor).rglob("*.py"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a .ts file."""

    context: str
    source: str
    state: str
    forms: tuple[str, ...]


def _entries(name: str) -> list[Entry]:
    root = ElementTree.parse(TRANSLATIONS / name).getroot()
    return [
        Entry(
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.find("translation").get("type", ""),  # type: ignore[union-attr]
            tuple(
                "".join(form.itertext())
                for form in message.findall("translation/numerusform") or message.findall("translation")
            ),
        )
        for context in root.iter("context")
        for message in context.iter("message")
    ]


CHINESE = _entries("longaxis_zh_CN.ts")
PAIRS = [
    *((entry.source, form) for entry in CHINESE for form in entry.forms),
    *((text, PHRASES["zh"][key]) for key, text in PHRASES["en"].items()),
    *((text, OF_READS["zh"][key]) for key, text in OF_READS["en"].items()),
    *((text, STATES["zh"][state]) for state, text in STATES["en"].items()),
    *((text, CATEGORIES["zh"][key]) for key, text in CATEGORIES["en"].items()),
]
"""English and Chinese of every sentence, the engine's own among them."""


@pytest.mark.skipif(sys.platform == "win32", reason="the translations are gathered by a shell script")
def test_the_translations_are_those_of_the_code(tmp_path: Path) -> None:
    for path in TRANSLATIONS.iterdir():
        if path.suffix == ".ts":
            shutil.copy(path, tmp_path)
    subprocess.run([ROOT / ".ci" / "words", tmp_path], check=True, capture_output=True)
    for path in TRANSLATIONS.iterdir():
        if path.suffix in (".ts", ".qm"):
            assert (tmp_path / path.name).read_bytes() == path.read_bytes(), f"{path.name}: run make words"


@pytest.mark.parametrize("name", ["longaxis_zh_CN.ts", "longaxis_en.ts"])
def test_nothing_is_left_untranslated(name: str) -> None:
    assert [entry for entry in _entries(name) if entry.state or not all(entry.forms)] == []


PLACEHOLDER = re.compile(r"\{\w*(?::[^}]*)?\}|%\w")


def test_both_languages_have_the_same_places_for_figures_and_names() -> None:
    for english, chinese in PAIRS:
        assert sorted(PLACEHOLDER.findall(chinese)) == sorted(PLACEHOLDER.findall(english)), english
    for entry in _entries("longaxis_en.ts"):
        for form in entry.forms:
            assert sorted(PLACEHOLDER.findall(form)) == sorted(PLACEHOLDER.findall(entry.source))


HALF_WIDTH = re.compile(
    r"[\u4e00-\u9fff][,;:!?]|[\u4e00-\u9fff]\.(?!\w)|[,;:!?][\u4e00-\u9fff]|[\u4e00-\u9fff]\((?!\*)"
)


def test_chinese_is_punctuated_as_chinese() -> None:
    assert [chinese for _, chinese in PAIRS if HALF_WIDTH.search(chinese)] == []


def _glossary() -> list[tuple[str, str]]:
    rows = re.findall(
        r"^\| (\S.*?) \| (\S.*?) \|$", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.MULTILINE
    )
    return [row for row in rows if row != ("English", "Chinese")]


@pytest.mark.parametrize(("english", "chinese"), _glossary())
def test_one_word_has_one_word_in_the_other_language(english: str, chinese: str) -> None:
    word = re.compile(rf"(?<![\w-]){re.escape(english)}(?:s|es)?(?![\w-])", re.IGNORECASE)
    said = [(one, other) for one, other in PAIRS if word.search(PLACEHOLDER.sub("", one))]
    assert said
    assert [pair for pair in said if chinese not in pair[1]] == []


def test_every_sign_has_a_glyph_in_both_weights(qapp: object) -> None:
    shown = "".join(chinese for _, chinese in PAIRS)
    shown += "".join(site.chinese for site in sites())
    for section in readable_protocol(load_protocol(), "zh"):
        shown += section.title + "".join(line.label + line.value for line in section.lines)
    fonts = ROOT / "resources" / "fonts"
    for weight in ("Regular", "Bold"):
        chinese = QRawFont(str(fonts / f"NotoSansCJKsc-{weight}-GB2312.otf"), 16)
        latin = QRawFont(str(fonts / f"Inter-{weight}.otf"), 16)
        lacking = {
            sign
            for sign in set(shown) - {"\n"}
            if not chinese.supportsCharacter(ord(sign)) and not latin.supportsCharacter(ord(sign))
        }
        assert lacking == set()


# What the code shows

SHOWN_AT = {
    **dict.fromkeys(
        (
            *(
                "setText",
                "setToolTip",
                "setAccessibleName",
                "setPlaceholderText",
                "setWindowTitle",
                "setTitle",
            ),
            *(
                "label",
                "wrapped",
                "button",
                "ElidedLabel",
                "CheckBox",
                "WorkProgress",
                "QAction",
                "addAction",
            ),
            *(
                "addItem",
                "setStatusTip",
                "setSuffix",
                "setPrefix",
                "offer",
                "tell",
                "show_error",
                "set_message",
            ),
        ),
        (0,),
    ),
    **dict.fromkeys(("tool_button", "ClassTag"), (1,)),
    **dict.fromkeys(("Segments", "tell"), (0, 1, 2)),
    "say": (2,),
    "Picture": (0,),
    **dict.fromkeys(("Banner", "drawText"), (1, 2, 3, 4)),
}
"""Functions that show words, and which of their arguments do."""

SAME_EVERYWHERE = frozenset(
    {
        *("Longaxis", "Inter", "Noto", "Sans", "CJK", "SC"),  # names
        *("SBRT", "LDRT", "PR", "SD", "PD"),  # codes
        *("MB", "mm", "HU"),  # units
        *("hint", "error", "warning", "done"),  # kinds of banners
    }
)
"""What is no word of a language."""

NOT_WORDS = {
    "app/components/chips.py": "codes of calls",
    "app/demo": "the pages that the demonstration writes beside its trial are documents in English",
    "app/commands": "the command line speaks English",
}
"""Files that show nothing in a window, and why."""


def _words(node: ast.AST) -> Iterator[str]:
    """Literal words in an expression, but for those that are translated or are names of things."""
    if isinstance(node, ast.Call):
        if _name(node) in ("tr", "translate", "icon", "getattr", "format", "join", "removesuffix"):
            return
        for inner in (*node.args, *(keyword.value for keyword in node.keywords)):
            yield from _words(inner)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and set(re.findall(r"[A-Za-z]{2,}", node.value)) - SAME_EVERYWHERE:
            yield node.value
    elif isinstance(node, ast.Compare):
        return
    elif isinstance(node, ast.Subscript | ast.FormattedValue):
        yield from _words(node.value)
    elif isinstance(node, ast.IfExp):
        yield from _words(node.body)
        yield from _words(node.orelse)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _words(child)


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _shown(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        for place in SHOWN_AT.get(_name(node), ()):
            for shown in node.args[place : place + 1]:
                yield from ((node.lineno, words) for words in _words(shown))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_window_shows_is_translated(path: Path) -> None:
    relative = path.relative_to(ROOT).as_posix()
    if any(relative.startswith(known) for known in NOT_WORDS):
        return
    shown = _shown(ast.parse(path.read_text(encoding="utf-8")))
    assert [f"line {line}: {words}" for line, words in shown] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_translated_is_a_literal_that_can_be_gathered(path: Path) -> None:
    """Qt's tool reads sentences, not variables: what it cannot read would stay English."""
    known = {(entry.context, entry.source) for entry in CHINESE}
    sources = {entry.source for entry in CHINESE}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or _name(node) not in ("tr", "translate"):
            continue
        if ast.unparse(node.func).endswith("painter.translate") or path.name in (
            "stage_words.py",
            "refusal_words.py",
        ):
            continue  # of a painter; of a text that is gathered where it is listed or raised
        place = 1 if _name(node) == "translate" else 0
        text = node.args[place]
        assert isinstance(text, ast.Constant), f"line {node.lineno}"
        assert text.value in sources, f"line {node.lineno}: {text.value}"
        if place:
            assert isinstance(node.args[0], ast.Constant)
            assert (node.args[0].value, text.value) in known
