"""What holds for every test: an offscreen Qt, no thread left behind, and a heading for the tier it is in."""

import gc
import os
import shutil
import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine

from measurements.access import passwords
from measurements.storage import schema, sqlite

# A deadline would make a slow machine a failing one.
settings.register_profile("longaxis", deadline=None)
settings.load_profile("longaxis")

# What the program notes of trials apart from them is not for the user's own folder; processes inherit it.
_USER_DATA = tempfile.TemporaryDirectory(prefix="longaxis-tests-", ignore_cleanup_errors=True)
os.environ["XDG_DATA_HOME"] = _USER_DATA.name

# Before pytest-qt makes an application; a test on X11 asks for `x_display` and starts a process of its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# As in the program: garbage of widgets must not be found by a thread beside the window's.
gc.disable()

TIERS = ("", "measurements", "reader", "viewer", "app", "end_to_end")
"""Folders of `tests` in the order they run, from seconds to the slowest; "" is the files beside this one."""

NAMES = {"": "the house", "end_to_end": "end to end"}


def tier_of(nodeid: str) -> str:
    """The tier of a test, by the folder its file is in; tests run from elsewhere belong to the house."""
    parts = nodeid.partition("::")[0].split("/")
    return parts[1] if len(parts) > 2 and parts[1] in TIERS else ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: TIERS.index(tier_of(item.nodeid)))


@pytest.fixture(scope="session", autouse=True)
def _migrated_once() -> Iterator[None]:
    """A new trial is a copy of the first one that this run has migrated: migrating takes 0.15 s, and
    thousands of tests make one. Files that hold something, or other migrations, are migrated as ever."""
    really, own = schema.migrate, schema.MIGRATIONS
    template = sqlite3.connect(":memory:", check_same_thread=False)
    made: list[Path] = []

    def migrate(engine: Engine, to: str = "head") -> None:
        raw = engine.raw_connection()
        connection = raw.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables or to != "head" or own != schema.MIGRATIONS:
            raw.close()
            really(engine, to)
            return
        if not made:
            really(engine, to)
            connection.backup(template)
            made.append(own)
        else:
            template.backup(connection)
        raw.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "migrate", migrate)
        yield
    template.close()


@pytest.fixture(scope="session", autouse=True)
def _commits_wait_for_no_disk() -> Iterator[None]:
    """A test commits fifty times and more, and each waits 4 ms for a disk that no test pulls out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "SYNCHRONOUS", "OFF")
        yield


@pytest.fixture
def commits_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commits are on the disk before they return, as in the program: for tests of just that."""
    monkeypatch.setattr(sqlite, "SYNCHRONOUS", "FULL")


def pytest_collection_finish() -> None:
    """The tests and what they have imported are no garbage: looking through it takes 0.1 s each time."""
    gc.freeze()


PATIENCE_MS = 60_000


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Waits for a minute, not for five seconds: on a machine with other work a test is slow, not wrong."""
    for wait in ("waitUntil", "waitSignal", "waitSignals", "waitExposed"):
        setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=PATIENCE_MS))
    return qtbot


GARBAGE_BETWEEN_TESTS = 60_000


def pytest_runtest_logfinish() -> None:
    """Between tests, on the window's thread, once enough has come together."""
    if gc.get_count()[0] > GARBAGE_BETWEEN_TESTS:
        gc.collect()


class TierHeadings:
    """Writes a line when the first test of a tier starts."""

    def __init__(self, reporter: pytest.TerminalReporter) -> None:
        self._reporter = reporter
        self._announced: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        tier = tier_of(nodeid)
        if tier not in self._announced:
            self._announced.add(tier)
            number = TIERS.index(tier) + 1
            self._reporter.ensure_newline()
            self._reporter.write_line(f"tier {number} of {len(TIERS)}: {NAMES.get(tier, tier)}")


# Last, because the terminal reporter is itself registered in this hook.
@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        config.pluginmanager.register(TierHeadings(reporter), "tier-headings")


@pytest.fixture(autouse=True)
def leaves_no_thread() -> Iterator[None]:
    """Fails the test that leaves a Python thread running; one that is just ending is given a moment.

    Qt's own threads appear here only once they have run Python code, as dummies that never go away; they do
    not count.
    """
    before = set(threading.enumerate())
    yield
    started = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    for thread in started:
        thread.join(timeout=20)
    left = [thread.name for thread in started if thread.is_alive()]
    assert not left, f"the test left threads running: {', '.join(left)}"


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """An account costs a millisecond, not half a second: argon2 with the least it takes."""
    with pytest.MonkeyPatch.context() as patch:
        for name, least in (("TIME_COST", 1), ("MEMORY_KIB", 8), ("LANES", 1)):
            patch.setattr(passwords, name, least)
        passwords._hasher.cache_clear()
        yield


@pytest.fixture(scope="session")
def x_display() -> Iterator[str]:
    """The name of a virtual X11 display for the environment of a child process; skips without Xvfb."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is not installed")
    answer, tell = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(tell), "-screen", "0", "2560x1440x24", "-nolisten", "tcp"],
        pass_fds=[tell],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(tell)
    with os.fdopen(answer) as lines:
        number = lines.readline().strip()
    assert number, "Xvfb ended without opening a display"
    yield f":{number}"
    process.terminate()
    process.wait()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small demonstration's trial file; what changes it takes a copy of its folder.

    Made once for all processes of a run, of which each has a copy: it takes eight seconds.
    """
    from app.demo.trial import make_demonstration
    from measurements.progress import silent
    from reader.phantom.subjects import Variant

    own = tmp_path_factory.mktemp("demonstration")
    run = own.parents[1] if "PYTEST_XDIST_WORKER" in os.environ else own.parent
    with FileLock(run / "demonstration.lock"):
        made = make_demonstration(run / "demonstration of all", silent, Variant.SMALL)
    return Path(shutil.copytree(made.parent, own / "small")) / made.name
