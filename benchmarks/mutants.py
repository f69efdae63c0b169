"""Mutation testing: is every small change of a rule noticed by the literal tests?

Run as `python -m benchmarks.mutants MODULE...`, such as `measurements/recist/target.py`. Each mutant is the
module with one place changed; the quick tests run on it in a process forked for it. What survives is printed,
with place and change; docs/mutations.md explains the survivors. Annotations, docstrings, decorators,
assertions and imports are left alone. Forking needs Linux or macOS.
"""

import argparse
import ast
import copy
import os
import signal
import sys
import time
from collections.abc import Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = [
    f"tests/measurements/recist/{path.name}"
    for path in (ROOT / "tests/measurements/recist").glob("test_*.py")
]
TABLE_TESTS = "tests/measurements/interchange/test_lesion_table.py"
OPTIONS = ["-x", "-q", "-c", os.devnull, "--rootdir", str(ROOT), "--noconftest", "--import-mode=importlib"]
OPTIONS += ["-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "_hypothesis_pytestplugin"]
OPTIONS += ["--assert=plain"]
OPTIONS += ["-m", "not hypothesis", "-k", "not chance and not pipe"]
SECONDS = 30
"""Of processor time, so that nothing passes for noticed because the machine is busy."""

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "ROUND_CEILING": "ROUND_FLOOR"}
NAMES |= {"ROUND_FLOOR": "ROUND_CEILING", "ROUND_HALF_UP": "ROUND_DOWN"}
MEMBERS = {
    "Response": ["CR", "PR", "SD", "PD", "NE", "NON_CR_NON_PD", "NED", "NA", "MISSING"],
    "ImmuneResponse": ["ICR", "IPR", "ISD", "NON_ICR_NON_IUPD", "IUPD", "ICPD", "NED", "NE"],
    "NewLesion": ["YES", "EQUIVOCAL", "NO"],
    "State": ["MEASURED", "TOO_SMALL", "ABSENT", "NOT_EVALUABLE", "PRESENT", "UNEQUIVOCAL", "INCREASED"],
    "Category": ["TARGET", "NONTARGET", "NEW"],
    "Role": ["TARGET", "NON_TARGET", "NEW"],
    "ResponseSet": ["ALL_IRRADIATED", "SOME_UNIRRADIATED"],
}
UNTOUCHED = {"annotation", "returns", "decorator_list", "type_params", "bases"}


def expressions(node: ast.expr) -> Iterator[ast.expr]:
    """Every changed form of one expression."""
    if isinstance(node, ast.Compare):
        for position, operator in enumerate(node.ops):
            for other in COMPARISONS[type(operator)]:
                changed = copy.deepcopy(node)
                changed.ops[position] = other()
                yield changed
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for position in range(len(node.values)):
            rest = [*node.values[:position], *node.values[position + 1 :]]
            yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    elif isinstance(node, ast.Constant):
        yield from map(ast.Constant, constants(node.value))
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield ast.Name(NAMES[node.id], node.ctx)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in MEMBERS:
        members = MEMBERS[node.value.id]
        if node.attr in members:
            yield ast.Attribute(node.value, members[(members.index(node.attr) + 1) % len(members)], node.ctx)
    elif isinstance(node, ast.Call):
        for position in range(len(node.args)):
            if not isinstance(node.args[position], ast.Starred | ast.Constant):
                changed = copy.deepcopy(node)
                changed.args[position] = ast.Constant(None)
                yield changed


def constants(value: object) -> Iterator[object]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        try:
            yield str(float(value) + 1)
        except ValueError:
            yield f"{value}XX"


def statements(node: ast.stmt) -> Iterator[ast.stmt]:
    """Every changed form of one statement."""
    if isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Break):
        yield ast.Continue()
    elif isinstance(node, ast.If):
        yield ast.If(ast.Constant(True), node.body, node.orelse)
        yield ast.If(ast.Constant(False), node.body, node.orelse)
    elif isinstance(node, ast.Return) and not isinstance(node.value, ast.Constant | type(None)):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.AugAssign):
        yield ast.Pass()
        yield ast.Assign([node.target], node.value)
    elif isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
        yield ast.Pass()
    elif isinstance(node, ast.Assign) and not isinstance(node.value, ast.Constant):
        yield ast.Assign(node.targets, ast.Constant(None))


def places(tree: ast.AST, inside: str = "") -> Iterator[tuple[ast.AST, str, int | None, ast.AST, str]]:
    """Every node with its parent, the field and position it stands in, and the function around it."""
    if isinstance(tree, ast.FunctionDef | ast.ClassDef):
        inside = f"{inside}.{tree.name}".strip(".")
    for field, value in ast.iter_fields(tree):
        skipped = field in UNTOUCHED or isinstance(tree, ast.ImportFrom | ast.Import | ast.Assert)
        skipped = skipped or (isinstance(tree, ast.ClassDef) and field == "keywords")
        if skipped:
            continue
        for position, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST):
                yield tree, field, position if isinstance(value, list) else None, child, inside
                yield from places(child, inside)


def mutants(source: str) -> Iterator[tuple[str, ast.Module]]:
    """Every mutant of a module: what was changed where, and its tree."""
    count = len(list(places(ast.parse(source))))
    for number in range(count):
        variant = 0
        while True:
            tree = ast.parse(source)
            parent, field, position, node, inside = list(places(tree))[number]
            forms: list[ast.AST] = []
            if isinstance(node, ast.expr) and not (
                isinstance(parent, ast.Expr) and isinstance(node, ast.Constant)
            ):
                forms = list(expressions(node))
            elif isinstance(node, ast.comprehension):
                forms = [
                    ast.comprehension(
                        node.target, node.iter, node.ifs[:at] + node.ifs[at + 1 :], node.is_async
                    )
                    for at in range(len(node.ifs))
                ]
            elif isinstance(node, ast.stmt):
                forms = list(statements(node))
            if variant >= len(forms):
                break
            form = forms[variant]
            line = getattr(node, "lineno", getattr(parent, "lineno", 0))
            was = ast.unparse(node).splitlines()[0]
            if position is None:
                setattr(parent, field, form)
            else:
                getattr(parent, field)[position] = form
            ast.fix_missing_locations(tree)
            now = ast.unparse(form).splitlines()[0]
            yield f"{line} {inside or 'module'}: {was}  ->  {now}", tree
            variant += 1


class MutantFinder(MetaPathFinder, Loader):
    """Imports one module from code instead of its file."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name, self.code = name, code

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


def survives(name: str, tree: ast.Module, own: list[str], others: list[str]) -> bool:
    """Whether all tests pass on the mutant, its own first; a mutant that does not end is noticed."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            sys.dont_write_bytecode = True
            sys.meta_path.insert(0, MutantFinder(name, compile(tree, name, "exec")))
            status = int(pytest.main([*OPTIONS, *own]) or pytest.main([*OPTIONS, *others]))
        finally:
            os._exit(status)
    return os.waitpid(process, 0)[1] == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="+", type=Path)
    parser.add_argument(
        "--again", type=Path, help="only the survivors that an earlier run wrote to this file"
    )
    arguments = parser.parse_args()
    earlier = set()
    if arguments.again:
        lines = arguments.again.read_text(encoding="utf-8").splitlines()
        earlier = {line.partition(" ")[2] for line in lines}
    hypothesis.settings.register_profile("mutants", database=None)
    # Plugins and rewritten assertions take most of the time of a mutant that is noticed at once.
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for module in arguments.modules:
        name = module.with_suffix("").as_posix().replace("/", ".")
        own = [test for test in TESTS if test.endswith((f"test_{module.stem}.py", "test_steps.py"))]
        others = [*(test for test in sorted(TESTS) if test not in own), TABLE_TESTS]
        begun = time.perf_counter()
        source = module.read_text(encoding="utf-8")
        if not survives(name, ast.parse(source), own, others):
            sys.exit(f"{module}: the tests fail before anything is changed")
        total, survived = 0, 0
        for what, tree in mutants(source):
            if earlier and what.partition(" ")[2] not in earlier:
                continue
            total += 1
            if survives(name, tree, own, others):
                survived += 1
                print(f"{module}:{what}", flush=True)
        seconds = time.perf_counter() - begun
        print(f"{module}: {total} mutants, {survived} survived, {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    main()
