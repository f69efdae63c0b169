"""Whoever signs finds a backup beside the trial, and hears of it where none could be made."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.jobs import Jobs
from app.safekeeping import Safekeeping
from measurements.storage.backups import backup_folder, backups_of
from measurements.storage.store import open_trial
from tests.accounts import READER
from tests.measurements.signed_read import SignedRead, trial_with_people

pytestmark = pytest.mark.usefixtures("quick_passwords")


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
