"""docs/endpoints.md is what the demonstration trial comes to today, as the trial that is made does."""

from pathlib import Path

from app.demo.endpoints_page import endpoints_page
from measurements.case.trial_endpoints import Choice, ReadChoice, stored_endpoints
from measurements.interchange.endpoint_text import endpoint_lines
from measurements.storage.lock import account
from measurements.storage.store import open_trial

PAGE = Path(__file__).parents[3] / "docs" / "endpoints.md"


def test_the_page_holds() -> None:
    """Otherwise: `python -m app.demo.endpoints_page > docs/endpoints.md`."""
    assert PAGE.read_text(encoding="utf-8") == endpoints_page()


def test_the_page_tells_every_patient_and_adverse_event() -> None:
    page = endpoints_page()
    assert "Patients enrolled: 6, with a visit after baseline: 5." in page
    assert "of them by no read" in page
    assert "Death on 2025-09-05." in page
    assert "Pneumonitis" in page


def test_the_trial_that_is_made_comes_to_the_same(demonstration: Path) -> None:
    with open_trial(demonstration, writing=False) as store, store.reading() as trial:
        stored = stored_endpoints(trial, ReadChoice(Choice.READER, account()))
    first, *lines = endpoint_lines(stored)
    assert first.startswith(f"Read: reader {account()}.")
    page = endpoints_page().splitlines()
    for line in lines:
        assert line in page
