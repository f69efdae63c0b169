"""docs/calls.md is what the engine says of the demonstration trial today."""

from pathlib import Path

from app.demo.calls_page import calls_page

PAGE = Path(__file__).parents[3] / "docs" / "calls.md"


def test_the_page_holds() -> None:
    """Otherwise: `python -m app.demo.calls_page > docs/calls.md`."""
    assert PAGE.read_text(encoding="utf-8") == calls_page()


def test_the_page_tells_every_visit_with_its_reason() -> None:
    page = calls_page()
    assert "| DEMO-001 | PR | PR | iPR |  | SBRT+LDRT+NONE |" in page
    assert "| 1 | 56 | 57.0 | 18.2 PR | 14.1 PR | 24.7 SD | PR | sum 57.0 = baseline 83.8 −32.0 %; " in page
    assert "SD, back-dated PD" in page
