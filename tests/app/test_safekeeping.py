"""Whoever signs finds a backup beside the trial, and hears of it where none could be made."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.jobs import Jobs
from app.safekeeping import Safekeeping
from app.session import open_session
from measurements.storage.backups import backup_folder, backups_of
from measurements.storage.store import open_trial
from tests.accounts import READER
from tests.measurements.signed_read import SignedRead, trial_with_people


@pytest.fixture
def made(tmp_path: Path) -> Iterator[SignedRead]:
    with trial_with_people(tmp_path) as found:
        yield found


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.drain()


def test_a_signature_leaves_a_backup_that_holds_it(made: SignedRead, jobs: Jobs, qtbot: QtBot) -> None:
    keeping = Safekeeping(made.store.path, made.case, jobs)
    made.act(READER)
    made.begin(READER)
    made.draw(READER, 0)
    assert backups_of(made.store.path) == []
    with qtbot.waitSignal(keeping.kept):
        made.sign(READER, 0)
    (backup,) = backups_of(made.store.path)
    with open_trial(backup.path, writing=False) as store, store.whole() as trial:
        assert [one.name for one in trial.evidence.standing()] == [READER]


def test_signatures_in_a_row_share_a_backup_that_holds_the_last(
    made: SignedRead, jobs: Jobs, qtbot: QtBot
) -> None:
    keeping = Safekeeping(made.store.path, made.case, jobs)
    with qtbot.waitSignals([keeping.kept, keeping.kept]):
        made.read_whole(READER)
    backups = backups_of(made.store.path)
    assert len(backups) <= 2
    with open_trial(backups[0].path, writing=False) as store, store.whole() as trial:
        assert len(trial.evidence.standing()) == 4


def test_a_backup_that_cannot_be_made_is_told(made: SignedRead, jobs: Jobs, qtbot: QtBot) -> None:
    keeping = Safekeeping(made.store.path, made.case, jobs)
    made.act(READER)
    made.begin(READER)
    made.draw(READER, 0)
    folder = backup_folder(made.store.path)
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("a file where the folder should be")
    with qtbot.waitSignal(keeping.troubled) as told:
        made.sign(READER, 0)
    assert "was not backed up" in told.args[0]
    with made.store.whole() as trial:
        assert len(trial.evidence.standing()) == 1


def test_what_was_signed_while_a_backup_was_made_is_kept_when_the_trial_is_closed(tmp_path: Path) -> None:
    with trial_with_people(tmp_path) as made:
        path = made.store.path
    session = open_session(path)
    trial = replace(made, store=session.store, case=session.case)
    trial.read_whole(READER)  # its signatures come while the first backup is made: no word of it has come yet
    session.close()
    QApplication.processEvents()
    assert [one for one in threading.enumerate() if one.name == "work apart"] == []
    with open_trial(backups_of(path)[0].path, writing=False) as store, store.whole() as kept:
        assert len(kept.evidence.standing()) == 4
