"""A follow-up read by the keyboard alone, from where lesions were followed to: the axes come out true."""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from measurements.case.verification import verify
from measurements.storage.store import open_trial
from reader.phantom.subjects import Variant
from tests.end_to_end.by_hand import truth_of
from tests.end_to_end.followed_by_keys import SUBJECT, read_by_keys

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WITHIN_MM = Decimal(1)


def test_a_follow_up_is_read_by_keys_from_where_its_lesions_were_followed_to(
    demonstration: Path, tmp_path: Path, qtbot: QtBot, record_property: Callable[[str, object], None]
) -> None:
    trial = Path(shutil.copytree(demonstration.parent, tmp_path / "demo")) / demonstration.name
    truths = truth_of(SUBJECT, Variant.SMALL)[:2]
    effort = read_by_keys(trial, truths, qtbot.waitUntil, followed=True)
    record_property("read by keys", effort.sentence("with following"))
    drawn = [one for one in truths[1].lesions if one.long_lps is not None]
    assert effort.drawn == len(drawn) > 0
    assert max(effort.off_mm) <= WITHIN_MM
    with open_trial(trial, writing=False) as store:
        assert verify(store).holds
