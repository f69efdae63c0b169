"""Windows speak English unless a test says otherwise."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.language import language, speak


@pytest.fixture(scope="session", autouse=True)
def in_english(qapp: QApplication) -> None:
    speak("en")


@pytest.fixture(autouse=True)
def in_english_again() -> Iterator[None]:
    yield
    if language() != "en":
        speak("en")
        QApplication.processEvents()
