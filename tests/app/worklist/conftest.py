"""A trial with real files, and the worklist's page on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.importing import bring_in, look_through
from app.session import Session, create_session
from app.worklist.page import WorklistPage
from tests.dicom_files import uid, write_ct_series

SCANS = (("HN-2", "20240112"), ("HN-10", "20240110"), ("HN-10", "20240306"), ("HN-10", "20240501"))


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """HN-2 with a baseline, HN-10 with three timepoints, the last of which lacks a slice."""
    folder = tmp_path / "scans"
    for patient, day in SCANS:
        positions = [(-100.0, -100.0, 2.0 * k) for k in range(6) if day != "20240501" or k != 3]
        write_ct_series(
            folder / patient / day,
            patient_id=patient,
            study_uid=uid("study", patient, day),
            StudyDate=day,
            positions=positions,
        )
    return folder


@pytest.fixture
def empty_session(tmp_path: Path) -> Iterator[Session]:
    session = create_session(tmp_path / "trial.longaxis")
    yield session
    session.close()


@pytest.fixture
def session(empty_session: Session, scans: Path) -> Session:
    bring_in(empty_session.store, look_through([scans]))
    return empty_session


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[WorklistPage]:
    page = WorklistPage()
    qtbot.addWidget(page)
    page.resize(1600, 800)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.show_trial(None)
