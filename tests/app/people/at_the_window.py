"""The window as a test says it: what is told where one signs in, what is pressed there."""

from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.workstation import Workstation
from tests.app.people.cast import subject_uid


def told(station: Workstation) -> list[str]:
    """The sentences in sight on the page that asks."""
    QApplication.processEvents()
    return [one.text() for one in station.attendance.page.findChildren(QLabel) if one.isVisible()]


def press(station: Workstation, text: str) -> None:
    (found,) = [
        one
        for one in station.attendance.page.findChildren(QPushButton)
        if one.text() == text and one.isVisible()
    ]
    found.click()


def menu(station: Workstation) -> dict[str, object]:
    button = station.window.bar.person
    button.menu().aboutToShow.emit()
    return {action.text(): action for action in button.menu().actions() if action.text()}


def open_first(station: Workstation) -> None:
    session = station._session
    assert session is not None
    uid = subject_uid(session.store, "HN-1")
    with session.store.reading() as trial:
        station.open_read(uid, trial.timepoints(uid)[0].uid)
