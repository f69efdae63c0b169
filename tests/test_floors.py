"""The floors hold: import contracts are kept, and each package loads without what it may not know."""

import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LOAD_WITH_BLOCKED = """
import importlib
import sys
from pathlib import Path


class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in blocked or name in blocked:
            raise ImportError(f"{name} is not for this floor")
        return None


package, *blocked = sys.argv[1:]
sys.meta_path.insert(0, Blocked())
loaded = 0
for file in sorted(Path(package).rglob("*.py")):
    # Alembic runs its environment and versions itself; loaded alone they have no database to work on.
    if "migrations" in file.parts:
        continue
    importlib.import_module(".".join(file.with_suffix("").parts).removesuffix(".__init__"))
    loaded += 1
print(loaded)
"""

QT = ("PySide6", "shiboken6", "pyqtgraph")
DICOM = ("pydicom", "SimpleITK", "highdicom", "imagecodecs", "pynetdicom")
SQL = ("sqlalchemy", "alembic", "sqlite3", "_sqlite3", "measurements.storage", "measurements.case")


def load_with_blocked(package: str, *blocked: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LOAD_WITH_BLOCKED, package, *blocked],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


def check_contracts(root: Path) -> subprocess.CompletedProcess[str]:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_import_contracts_are_kept() -> None:
    outcome = check_contracts(ROOT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize(
    ("package", "blocked"),
    [
        ("measurements", (*QT, *DICOM, "cv2", "reader", "viewer", "app")),
        ("reader", (*QT, *SQL, "viewer", "app")),
        ("viewer", (*DICOM, *SQL, "reader", "app")),
    ],
)
def test_every_module_loads_without_what_its_floor_may_not_know(
    package: str, blocked: tuple[str, ...]
) -> None:
    outcome = load_with_blocked(package, *blocked)
    assert outcome.returncode == 0, outcome.stderr
    assert int(outcome.stdout) >= 1


def reading_rooms() -> list[str]:
    """What the contract of the reading room orders, from its top to the desk."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each.get("containers") == ["app.reading"])
    return [name for layer in layers for name in layer.split(" | ")]


def lay_out_a_house(root: Path, *, breach_in: str, breach: str) -> None:
    (root / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    parts = ("storage", "case", "recist", "geometry", "adjudication", "clinical", "endpoints")
    domain = [f"measurements/{part}" for part in parts]
    reading = [f"app/reading/{part}" for part in reading_rooms()]
    for package in ("app", "viewer", "reader", "measurements", *domain, "app/reading", *reading):
        (root / package).mkdir()
        (root / package / "__init__.py").touch()
    (root / breach_in).write_text(f"{breach}\n")


@pytest.mark.parametrize(
    ("breach_in", "breach"),
    [
        ("measurements/lesion.py", "import PySide6.QtCore"),
        ("measurements/lesion.py", "import pydicom"),
        ("measurements/lesion.py", "import reader"),
        ("measurements/recist/target.py", "import sqlalchemy"),
        ("measurements/recist/target.py", "import measurements.storage"),
        ("measurements/geometry/plane.py", "import measurements.case"),
        ("measurements/adjudication/effects.py", "import measurements.storage"),
        ("measurements/endpoints/outcome.py", "import measurements.case"),
        ("measurements/clinical/event.py", "import sqlalchemy"),
        ("reader/scan.py", "import PySide6.QtCore"),
        ("reader/scan.py", "import sqlite3"),
        ("reader/scan.py", "import measurements.storage"),
        ("reader/scan.py", "import viewer"),
        ("viewer/pane.py", "import pydicom"),
        ("viewer/pane.py", "import sqlalchemy"),
        ("viewer/pane.py", "import reader"),
        ("viewer/pane.py", "import app"),
        ("app/reading/desk/draft.py", "import app.reading.pictures"),
        ("app/reading/hands/wheel.py", "import app.reading.pictures"),
        ("app/reading/marks/tools.py", "import app.reading.room"),
        ("app/reading/unlisted.py", "import app"),
    ],
)
def test_a_breach_of_the_contracts_is_found(tmp_path: Path, breach_in: str, breach: str) -> None:
    lay_out_a_house(tmp_path, breach_in=breach_in, breach=breach)
    outcome = check_contracts(tmp_path)
    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "1 broken" in outcome.stdout or "2 broken" in outcome.stdout


def test_a_house_without_a_breach_keeps_the_contracts(tmp_path: Path) -> None:
    lay_out_a_house(
        tmp_path, breach_in="viewer/pane.py", breach="import measurements.geometry, PySide6.QtCore"
    )
    outcome = check_contracts(tmp_path)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_a_module_that_loads_what_is_blocked_is_found(tmp_path: Path) -> None:
    # Out of the contracts' sight: the name is put together while it runs.
    lay_out_a_house(tmp_path, breach_in="measurements/lesion.py", breach="__import__('PySide' + '6')")
    assert load_with_blocked("measurements", *QT, root=tmp_path).returncode != 0
    assert load_with_blocked("measurements", *DICOM, root=tmp_path).returncode == 0


def test_what_the_packages_import_is_declared() -> None:
    import grimp

    floors = ("app", "viewer", "reader", "measurements")
    graph = grimp.build_graph(*floors, include_external_packages=True, cache_dir=None)
    imported = {name for name in graph.modules if graph.is_module_squashed(name)}
    distributions = packages_distributions()
    declared = {
        requirement_name(line)
        for line in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    }
    undeclared = {
        name
        for name in imported - set(sys.stdlib_module_names) - {"resources"}
        if not declared & {normalised(distribution) for distribution in distributions.get(name, [])}
    }
    assert not undeclared, "imported by the program, but no dependency of it in pyproject.toml"


def normalised(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def requirement_name(line: str) -> str:
    from packaging.requirements import Requirement

    return normalised(Requirement(line).name)
