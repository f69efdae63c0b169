"""A trial with accounts, whose first radiologist sits before it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.session import open_session
from tests.accounts import READER, give_accounts
from tests.app.reading.scans import make_trial
from tests.app.reading.user import Opened


def with_accounts(trial: Path) -> Path:
    session = open_session(trial)
    give_accounts(session.store, session.case)
    session.close()
    return trial


@pytest.fixture
def trial_with_accounts(trial: Path) -> Path:
    """Nothing of it is read yet."""
    return with_accounts(trial)


@pytest.fixture
def thick_trial(tmp_path: Path) -> Path:
    """The same, with slices of 6 mm at the first follow-up."""
    return with_accounts(make_trial(tmp_path / "thick", thickness_mm=(3.0, 6.0, 3.0)))


@pytest.fixture
def signed_in(open_on: Callable[..., Opened], trial_with_accounts: Path) -> Opened:
    return open_on(trial_with_accounts, READER)
