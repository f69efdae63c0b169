"""Every trial holds its protocol, whatever format it was made in, and the audit says since when."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from measurements.protocol.loading import load_protocol, standard_text
from measurements.refusal import Refusal
from measurements.storage.audit import broken_links
from measurements.storage.protocol import put_protocol
from measurements.storage.store import create_trial, open_trial
from measurements.trial import StoredProtocol

OLD = Path(__file__).parents[2] / "data" / "trial-0001.longaxis"
FIRST = StoredProtocol("protocol.toml", standard_text(), load_protocol().version, load_protocol().hash)


def test_a_new_trial_has_this_programs_protocol_as_its_first_audit_entry(tmp_path: Path) -> None:
    with create_trial(tmp_path / "trial") as store, store.reading() as trial:
        assert trial.protocol() == FIRST
        (entry,) = trial.audit()
        assert (entry.action, entry.table_name, entry.old_value) == ("CreateTrial", "protocol", None)
        assert entry.new_value is not None
        assert json.loads(entry.new_value)["hash"] == load_protocol().hash
        assert list(broken_links(trial.audit(), trial.trial_uid())) == []


def test_a_trial_of_an_older_format_gets_the_protocol_it_was_read_by(tmp_path: Path) -> None:
    path = tmp_path / "trial.longaxis"
    shutil.copyfile(OLD, path)
    for _ in range(2):
        with open_trial(path, writing=True) as store, store.reading() as trial:
            assert trial.protocol() == FIRST
            entries = list(trial.audit("protocol"))
            assert [entry.action for entry in entries] == ["UpgradeTrial"]
            assert list(broken_links(trial.audit(), trial.trial_uid())) == []


def test_an_upgrade_that_stopped_before_the_protocol_is_finished_at_the_next_opening(tmp_path: Path) -> None:
    create_trial(tmp_path / "trial").close()
    connection = sqlite3.connect(tmp_path / "trial.longaxis")
    connection.execute("DELETE FROM protocol")
    connection.commit()
    connection.close()
    with open_trial(tmp_path / "trial.longaxis", writing=True) as store, store.reading() as trial:
        assert trial.protocol() == FIRST


def test_a_text_that_is_no_protocol_is_never_stored(tmp_path: Path) -> None:
    with create_trial(tmp_path / "trial") as store:
        with pytest.raises(Refusal, match=r"mine\.toml, line 2"), store.writing("SetProtocol") as work:
            put_protocol(work, "mine.toml", "[recist]\nsticky_pr = 'always'\n")
        with store.reading() as trial:
            assert trial.protocol() == FIRST
