"""The program as it is used: scans on disk, the real window, and commands in processes of their own."""

import pytest

from app.style.sheet import apply_style


@pytest.fixture(scope="session", autouse=True)
def styled(qapp: object) -> None:
    apply_style(qapp)  # type: ignore[arg-type]
