"""Writes the sentences of refusals and remarks, and the words in them, as Qt's tool reads them."""

import ast
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

SPEAKS_ENGLISH = ("app/commands/", "app/command_line.py")
"""The command line, which no window shows."""

ALREADY_TOLD = ("tr", "translate", "format")
"""Calls that give a sentence in the language of the moment."""


@dataclass(frozen=True, slots=True)
class Told:
    """A refusal where it is raised, a remark where it is made, or a word in one.

    Attributes:
        sentences: what it may say; None where that is put together when it happens, hence unknown here.
        values: names of the values that are given to it.
    """

    path: str
    line: int
    sentences: tuple[str, ...] | None
    values: frozenset[str]


def told_in(root: Path) -> Iterator[Told]:
    """All of them, in the order of files and lines."""
    trees = {
        path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for floor in ("app", "measurements", "reader", "viewer")
        for path in sorted((root / floor).rglob("*.py"))
    }
    refusals = _refusals([node for tree in trees.values() for node in ast.walk(tree)])
    for path, tree in trees.items():
        if not path.startswith(SPEAKS_ENGLISH):
            constants = _constants(tree)
            for call in _calls(tree, refusals):
                if call.args:
                    names = frozenset(keyword.arg or "**" for keyword in call.keywords)
                    yield Told(path, call.lineno, _sentences(call.args[0], constants), names)


def _refusals(nodes: list[ast.AST]) -> dict[str, bool]:
    """Classes that are refusals, and whether they write their sentence themselves; `Sentence` and `Term`."""
    found = {"Refusal": False, "Sentence": False, "Term": False}
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    while more := {
        node.name: any(isinstance(one, ast.FunctionDef) and one.name == "__init__" for one in node.body)
        for node in classes
        if node.name not in found
        and any(isinstance(base, ast.Name) and base.id in found for base in node.bases)
    }:
        found |= more
    return found


def _calls(tree: ast.AST, refusals: dict[str, bool]) -> Iterator[ast.Call]:
    """Where one is made: by its name, or in its own class."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and refusals.get(node.func.id) is False
        ):
            yield node
        if isinstance(node, ast.ClassDef) and refusals.get(node.name):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Call) and ast.unparse(inner.func) == "super().__init__":
                    yield inner


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """What a module calls by a name at its top."""
    return {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def _sentences(node: ast.expr, constants: dict[str, ast.expr]) -> tuple[str, ...] | None:
    match node:
        case ast.Constant(value=str(sentence)):
            return (sentence,)
        case ast.IfExp(body=one, orelse=other):
            both = _sentences(one, constants), _sentences(other, constants)
            return None if both[0] is None or both[1] is None else both[0] + both[1]
        case ast.Name(id=name) if name in constants:
            return _sentences(constants[name], {})
        case ast.Subscript(value=ast.Name(id=name)) if isinstance(constants.get(name), ast.Dict):
            values = constants[name].values  # type: ignore[attr-defined]
            each = [_sentences(value, {}) for value in values]
            return None if None in each else tuple(one for some in each for one in some or ())
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in ALREADY_TOLD:
            return ()
        case _:
            return None


def main() -> None:
    texts = {sentence for told in told_in(ROOT) for sentence in told.sentences or ()}
    for text in sorted(texts):
        sys.stdout.write(f'QT_TRANSLATE_NOOP("refusal", {json.dumps(text, ensure_ascii=False)})\n')


if __name__ == "__main__":
    main()
