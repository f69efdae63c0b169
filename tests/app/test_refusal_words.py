"""Refusals of every floor are said in the language of the window, and none is forgotten."""

import ast
import re
import runpy
import sqlite3
import string
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.language import speak
from app.refusal_words import SAID_BY_THE_DATABASE, refusal_text, sentence_text, sentences_text
from measurements.clinical.event_cells import BadCell
from measurements.lesion import Role as List
from measurements.lesion import State
from measurements.people import Role
from measurements.refusal import NotAllowed, Refusal, Several
from measurements.sentence import OneOf, Sentence, Term
from measurements.storage import locks
from measurements.storage.store import create_trial

ROOT = Path(__file__).parents[2]
TOLD = list(runpy.run_path(str(ROOT / ".ci" / "refusals.py"))["told_in"](ROOT))


@pytest.fixture
def chinese(qapp: object) -> Iterator[None]:
    speak("zh")
    yield
    speak("en")


PUT_TOGETHER = {
    "app/following/following.py": "why the reader cannot draw now, which is in their language",
    "app/reports/crops.py": "what was refused of its picture, told before",
    "measurements/clinical/event_cells.py": "`refusal_text` writes it from its reason",
    "measurements/clinical/events_file.py": "every row of a file, which only commands bring in",
    "measurements/clinical/faults.py": "the page of events writes it from its faults",
    "measurements/interchange/lesion_table.py": "every row of a table, which only commands read",
    "measurements/interchange/tables.py": "every column of a table, which only commands read",
    "measurements/refusal.py": "each of several by itself",
    "measurements/recist/faults.py": "every row of a table, which only commands read",
    "measurements/storage/sqlite.py": "said by a lock: `SAID_BY_THE_DATABASE`",
}
"""Where a sentence is known only when it is said, and why that is right or borne."""


def test_every_refusal_says_a_sentence_that_can_be_gathered() -> None:
    assert {told.path for told in TOLD if told.sentences is None} == set(PUT_TOGETHER)


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_place_in_a_sentence_has_its_value() -> None:
    with_values = [told for told in TOLD if told.sentences and told.values]
    assert len(with_values) > 200
    for told in with_values:
        named = set().union(*map(_places, told.sentences))
        assert named == told.values, f"{told.path}, line {told.line}"


def test_a_sentence_without_values_has_no_place() -> None:
    for told in TOLD:
        if not told.values:
            assert not any("{" in sentence for sentence in told.sentences or ()), told


def test_every_sentence_of_the_locks_is_listed(tmp_path: Path) -> None:
    create_trial(tmp_path / "trial.longaxis").close()
    with closing(sqlite3.connect(tmp_path / "trial.longaxis")) as trial:
        triggers = trial.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    told = {text for (sql,) in triggers for text in re.findall(r"RAISE\(ABORT, '([^']*)'", sql)}
    assert {locks.sentence_of(text) for text in told} - {None} == set(SAID_BY_THE_DATABASE)


def _bare(tree: ast.AST) -> Iterator[int]:
    """Lines in which an exception that was caught, or came from a job, is made a text as it stands."""
    caught = {node.name for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.name}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="str"), args=[ast.Name(id=name)]):
                pass
            case ast.FormattedValue(value=ast.Name(id=name)):
                pass
            case _:
                continue
        if name in caught | {"refusal", "error"}:
            yield node.lineno


BARE = {
    "app/refusal_words.py": "the one place that does",
    "app/workstation.py": "to the terminal, when the window is gone",
}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "app").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_window_shows_a_refusal_as_it_stands(path: Path) -> None:
    relative = path.relative_to(ROOT).as_posix()
    if not relative.startswith(("app/commands/", "app/command_line.py")):
        lines = list(_bare(ast.parse(path.read_text(encoding="utf-8"))))
        assert len(lines) == (1 if relative in BARE else 0), lines


SAID = [
    (
        Several(
            [
                Refusal(
                    "Subject {subject}: visit {visit} has no date of a scan; give its studies their dates.",
                    subject="HN-017",
                    visit=2,
                ),
                Refusal("{path} exists already: choose another name.", path=Path("a.longaxis")),
            ]
        ),
        "Subject HN-017: visit 2 has no date of a scan; give its studies their dates.\n"
        "a.longaxis exists already: choose another name.",
        "受试者 HN-017：访视 2 没有扫描日期；请为其检查填写日期。\na.longaxis 已存在：请另取名称。",
    ),
    (
        Refusal("{path} exists already: choose another name.", path=Path("a.longaxis")),
        "a.longaxis exists already: choose another name.",
        "a.longaxis 已存在：请另取名称。",
    ),
    (
        NotAllowed(
            "{person} may not do this as {role} ({what}): sign in as {roles}.",
            person="anna",
            role=Role.RADIOLOGIST,
            what="Assign",
            roles=OneOf([Role.ADJUDICATOR, Role.DATA_MANAGER]),
        ),
        "anna may not do this as radiologist (Assign): sign in as adjudicator or data-manager.",
        "anna 不能以放射科医师身份进行此操作（Assign）：请以裁定者或数据管理员身份登录。",
    ),
    (
        Refusal(
            "{lesion} at {timepoint} cannot be {state}: a {role} lesion has no such state.",
            lesion="N01",
            timepoint="W8",
            state=State.TOO_SMALL,
            role=List.NEW,
        ),
        "N01 at W8 cannot be TSTM: a NEW lesion has no such state.",
        "N01 在 W8 不能为“过小”：新病灶这类病灶没有此状态。",
    ),
    (
        Refusal(
            "{timepoint} is not ready to be signed: {lesions} are not assessed yet.",
            timepoint="W8",
            lesions=("T01", "T02"),
        ),
        "W8 is not ready to be signed: T01, T02 are not assessed yet.",
        "W8 还不能签名：T01、T02 尚未评估。",
    ),
    (
        Refusal("The {axis} axis of {label} has no length: draw it again.", axis=Term("long"), label="T01"),
        "The long axis of T01 has no length: draw it again.",
        "T01 的长径没有长度：请重新绘制。",
    ),
    (
        Refusal("Signatures name this; it stays as it is."),
        "Signatures name this; it stays as it is.",
        "签名引用了此项；不再更改。",
    ),
    (BadCell("term", "no-term"), "no term; give the CTCAE term", "未填 CTCAE 术语。"),
    (Refusal("{odd} was never gathered."), "{odd} was never gathered.", "{odd} was never gathered."),
    (Refusal("{n:.1f} GB, never gathered.", n=1.25), "1.2 GB, never gathered.", "1.2 GB, never gathered."),
]


@pytest.mark.parametrize(("refusal", "english", "said"), SAID, ids=[english for _, english, _ in SAID])
@pytest.mark.usefixtures("chinese")
def test_a_refusal_is_said_in_the_language_of_the_window(refusal: Refusal, english: str, said: str) -> None:
    assert str(refusal) == english
    assert refusal_text(refusal) == said


@pytest.mark.parametrize(("refusal", "english"), [row[:2] for row in SAID], ids=[row[1] for row in SAID])
def test_in_english_a_window_says_what_the_command_line_says(refusal: Refusal, english: str) -> None:
    assert refusal_text(refusal) == english


REMARKS = [
    (
        Sentence(
            "A study of {study} says no Patient ID and became the subject {subject}: assign its timepoint to "
            "the right one.",
            study=(Term("no Patient ID"), Term("no date"), "CT neck"),
            subject="UNKNOWN",
        ),
        "A study of no Patient ID, no date, CT neck says no Patient ID and became the subject UNKNOWN: "
        "assign its timepoint to the right one.",
        "检查（无患者编号、无日期、CT neck）没有患者编号，已成为受试者 UNKNOWN："
        "请将其时间点分配给正确的受试者。",
    ),
    (
        Sentence("The file cannot be read: {reason}.", reason="Permission denied"),
        "The file cannot be read: Permission denied.",
        "无法读取文件：Permission denied。",
    ),
    (Sentence("{braces} without values."), "{braces} without values.", "{braces} without values."),
]


@pytest.mark.parametrize(("remark", "english", "said"), REMARKS, ids=[english for _, english, _ in REMARKS])
@pytest.mark.usefixtures("chinese")
def test_a_remark_is_said_in_the_language_of_the_window(remark: Sentence, english: str, said: str) -> None:
    assert str(remark) == english
    assert sentence_text(remark) == said
    assert sentences_text([remark, remark]) == f"{said} {said}"


def test_remarks_that_say_the_same_are_one() -> None:
    """An import tells of files alike together."""
    one, same, other = (
        Sentence("The file cannot be read: {reason}.", reason=reason) for reason in ("a", "a", "b")
    )
    assert len({one, same, other}) == 2


@pytest.mark.usefixtures("chinese")
def test_an_error_that_is_no_refusal_keeps_its_words() -> None:
    assert refusal_text(MemoryError("no room")) == "no room"
