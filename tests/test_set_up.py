"""The project sets up as it says: locks are whole, commands exist, pages agree, no machine is named."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

from tests.conftest import TIERS

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = ("run", "test", "bench", "locking")

TOP_LEVEL = (
    *("app", "reader", "viewer", "measurements", "resources", "tests", "benchmarks", "docs", ".ci"),
    *("main.py", "pyproject.toml", "Makefile", ".gitignore"),
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"),
    *(f"requirements-{group}.lock" for group in GROUPS),
)

LICENCE_TEXT = re.compile(r"LICEN[CS]E", re.IGNORECASE)

HOSTS_A_READER_NEEDS = {
    "www.w3.org",  # the namespace of SVG
    "www.apache.org",
    "dicom.nema.org",
    "doi.org",
    "keepachangelog.com",
    "semver.org",
}


def requirements_of(group: str) -> list[Requirement]:
    """What pyproject.toml asks for in a group; `test` and `bench` come on top of what the program runs on."""
    declared = PROJECT["dependency-groups"]
    lines = [] if group == "locking" else list(PROJECT["project"]["dependencies"])
    return [Requirement(line) for line in lines + declared.get(group, [])]


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(group: str) -> dict[str, str]:
    """Name to version of a lock file; fails on a line that is not a pin with at least one hash."""
    text = (ROOT / f"requirements-{group}.lock").read_text().replace("\\\n", " ")
    pins: dict[str, str] = {}
    for line in text.splitlines():
        match = re.fullmatch(r"(\S+)==(\S+)(?: ; ([^-]+?))?((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*", line)
        assert match, f"not a pin with hashes: {line[:80]}"
        name, version, marker, _ = match.groups()
        if marker is not None:
            Marker(marker)
        assert name not in pins, (
            f"{name} has two versions: a figure would depend on the Python that computed it"
        )
        pins[name] = version
    return pins


@pytest.mark.parametrize("group", GROUPS)
def test_lock_holds_every_declared_requirement_at_a_version_it_allows(group: str) -> None:
    pins = locked(group)
    for requirement in requirements_of(group):
        name = normalised(requirement.name)
        assert name in pins, f"{requirement} is not locked: make lock"
        assert requirement.specifier.contains(pins[name]), (
            f"{requirement} is locked at {pins[name]}: make lock"
        )


@pytest.mark.parametrize("group", ["test", "bench"])
def test_a_group_holds_the_very_versions_the_program_runs_on(group: str) -> None:
    assert locked("run").items() <= locked(group).items()


def test_lock_holds_what_the_locked_packages_need_in_turn() -> None:
    pins = locked("test")
    for name in pins:
        try:
            needs = [Requirement(line) for line in requires(name) or ()]
        except PackageNotFoundError:
            continue  # for another system than this one
        for need in needs:
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                assert normalised(need.name) in pins, (
                    f"{name} needs {need.name}, which is not locked: make lock"
                )


def test_every_group_has_its_lock_and_every_lock_its_group() -> None:
    assert {"run", *PROJECT["dependency-groups"]} == set(GROUPS)
    assert {path.name for path in ROOT.glob("*.lock")} == {f"requirements-{group}.lock" for group in GROUPS}


def test_qt_stays_below_the_release_that_aborts_on_python_3_11() -> None:
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    version = tuple(int(part) for part in locked("run")["pyside6-essentials"].split("."))
    assert version < (6, 12)


def own_texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the project except licence texts, by its path from the top."""
    for name in TOP_LEVEL:
        top = ROOT / name
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if not file.is_file() or "__pycache__" in file.parts or LICENCE_TEXT.search(file.name):
                continue
            try:
                yield file.relative_to(ROOT), file.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a font, a picture


def test_no_file_names_a_host_or_a_folder_of_one_machine() -> None:
    # Made-up home folders are fine as data of a test; the one this checkout or this person lives in is not.
    here = [re.escape(str(path)) for path in (ROOT, Path.home()) if len(path.parts) > 2]
    machine_path = re.compile("|".join([r"(?<![\w./<{])/(?:root|work|opt|tmp|srv)/\w", *here]))
    found = []
    for path, text in own_texts():
        hosts = set(re.findall(r"[a-z]+://([\w.-]+\.\w+)", text)) - HOSTS_A_READER_NEEDS
        found += [f"{path}: {host}" for host in hosts]
        found += [f"{path}: {match.group()}" for match in machine_path.finditer(text)]
    assert not found


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("make")
    if program is None:
        pytest.skip("make is not installed")
    # Run from `make -j test`, the outer make's flags must not reach the inner one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    environment.pop("MFLAGS", None)
    return subprocess.run(
        [program, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def commands_of_the_makefile() -> set[str]:
    return set(re.findall(r"^\.PHONY: ([a-z]+)$", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_make_help_lists_exactly_the_commands_there_are() -> None:
    outcome = make()
    assert outcome.returncode == 0, outcome.stderr
    listed = re.findall(r"^  make ([a-z]+) +\S", outcome.stdout, re.MULTILINE)
    assert set(listed) == commands_of_the_makefile()
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("command", sorted(commands_of_the_makefile()))
def test_make_knows_how_to_make_each_command(command: str) -> None:
    outcome = make("--dry-run", command)
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.strip()


def test_make_run_hands_over_a_file_with_a_space_in_its_name() -> None:
    assert 'main.py "first trial.longaxis"' in make("--dry-run", "run", "TRIAL=first trial.longaxis").stdout


def pages() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def test_pages_name_only_commands_that_exist() -> None:
    known = commands_of_the_makefile()
    for page in pages():
        for command in re.findall(r"(?:`|^ *)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE):
            assert command in known, f"{page.name} names `make {command}`"


def test_links_between_pages_lead_somewhere() -> None:
    for page in pages():
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_set_up_page_installs_from_locks_that_exist() -> None:
    page = (ROOT / "docs" / "set-up.md").read_text(encoding="utf-8")
    named = set(re.findall(r"requirements-([a-z]+)\.lock", page))
    assert {"run", "test"} <= named <= set(GROUPS)
    assert all("--require-hashes" in line for line in page.splitlines() if "pip install" in line)


def test_contributing_explains_every_tier_and_every_floor() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    folders = {path.relative_to(ROOT / "tests").parts[0] for path in ROOT.glob("tests/*/**/test_*.py")}
    assert folders <= set(TIERS), "a folder of tests has no place in the order of conftest.py"
    for tier in filter(None, TIERS):
        assert f"`tests/{tier}`" in page
    for floor in ("app", "viewer", "reader", "measurements", "resources"):
        assert f"`{floor}`" in page


def test_changelog_keeps_what_alters_a_measurement_or_a_call_apart() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert releases[0].startswith("[Unreleased]")
    for release in releases:
        assert "### Alters a measurement or a call\n" in release, release.splitlines()[0]


def test_decisions_are_numbered_whole_and_listed() -> None:
    folder = ROOT / "docs" / "adr"
    contents = (folder / "README.md").read_text(encoding="utf-8")
    decisions = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    assert [path.name[:5] for path in decisions] == [f"{n:04}-" for n in range(1, len(decisions) + 1)]
    for decision in decisions:
        text = decision.read_text(encoding="utf-8")
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], decision.name
        assert text.startswith(f"# {int(decision.name[:4])}. "), decision.name
        assert f"]({decision.name})" in contents, f"{decision.name} is not listed in docs/adr/README.md"


GUARDED = """
import socket
import threading
import urllib.request

from PySide6.QtCore import qWarning


def test_reaches_out():
    socket.create_connection(("127.0.0.1", 9))


def test_leaves_a_thread():
    threading.Thread(target=threading.Event().wait, daemon=True).start()


def test_lets_qt_warn():
    qWarning("a widget was given a layout twice")


def test_warns():
    import warnings

    warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_uses_a_socket_of_this_machine(tmp_path):
    socket.socket(socket.AF_UNIX).close()
"""


def test_the_suite_fails_what_reaches_out_warns_or_leaves_a_thread(tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", tests)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tests / "test_guarded.py").write_text(GUARDED)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    environment["PYTHONPATH"] = str(ROOT)
    outcome = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--no-header"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    marks = set(re.findall(r"^(FAILED|ERROR) \S+::(\w+)", outcome.stdout, re.MULTILINE))
    assert marks == {
        ("FAILED", "test_reaches_out"),
        ("ERROR", "test_leaves_a_thread"),
        ("FAILED", "test_lets_qt_warn"),
        ("FAILED", "test_warns"),
    }, outcome.stdout
    assert "tier 1 of" in outcome.stdout


OPENS_A_WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel

application = QApplication([])
label = QLabel("Longaxis")
label.show()
print(application.platformName(), label.isVisible())
"""


def test_a_window_opens_on_x11(x_display: str) -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", OPENS_A_WINDOW],
        env={**os.environ, "DISPLAY": x_display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.split() == ["xcb", "True"]
