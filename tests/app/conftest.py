"""Windows have the look of the program, and speak English unless a test says otherwise."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from app.language import language, speak
from app.style.sheet import apply_style


@pytest.fixture(scope="session", autouse=True)
def styled(qapp: QApplication) -> None:
    """Once: whatever windows there are would be laid out anew by each further time."""
    apply_style(qapp)


@pytest.fixture(scope="session", autouse=True)
def in_english(qapp: QApplication) -> None:
    speak("en")


@pytest.fixture(autouse=True)
def gone_when_closed(qapp: QApplication) -> Iterator[None]:
    """What a test has closed goes at once.

    Without an event loop Qt keeps it for the next one, and each change of style or language would go through
    all windows of the tests before.
    """
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def pointer_away(qapp: QApplication) -> None:
    """The pointer is where no window is: left where the test before had it, it would point at a picture."""
    QCursor.setPos(100_000, 100_000)


@pytest.fixture(autouse=True)
def in_english_again() -> Iterator[None]:
    yield
    if language() != "en":
        speak("en")
        QApplication.processEvents()


@pytest.fixture(autouse=True)
def nothing_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads are opened with places that a test puts; `tests/app/following` tests where they come from."""
    from app.reading.pictures import lesion_search
    from tests.app.reading.still_following import StillFollowing

    monkeypatch.setattr(lesion_search, "Following", StillFollowing)


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trial with accounts, made once; a test takes its own copy of it: `peopled_trial`."""
    from tests.app.people.cast import make_trial

    return make_trial(tmp_path_factory.mktemp("peopled"))


@pytest.fixture
def peopled_trial(peopled: Path, tmp_path: Path) -> Path:
    """A trial with accounts: the cast of `tests.app.people.cast`."""
    from tests.app.people.cast import copied

    return copied(peopled, tmp_path)
