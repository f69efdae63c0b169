"""A double read with adjudication, from the first account to the last export, by hand in the window alone.

A data manager switches accounts on, adds people and gives them a subject of the demonstration trial. Two
radiologists read it blind to each other, signing timepoint by timepoint; the second sees less shrinkage at
the first follow-up. The adjudicator takes one read. What they see is left as pictures.

`python -m tests.end_to_end.double_read FOLDER PICTURES [NUMBER ...]` does it on the display named by the
environment, on a copy of the demonstration trial in FOLDER; it leaves the pictures of these numbers, or all,
and says what the audit has of it.
"""

import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget

from app.demo.first_read import TRIAL
from app.main_window import PEOPLE, MainWindow
from app.people.role_boxes import RoleBoxes
from app.program import application
from app.session import Session, open_session
from app.settings import Settings
from app.workstation import Workstation
from measurements.case.verification import Verified, verify
from measurements.geometry.vectors import Segment
from measurements.lesion import Role as LesionRole
from measurements.people import Role
from measurements.storage.store import open_trial
from reader.phantom.subjects import UNREAD_SUBJECT, Variant, demonstration_subjects
from reader.phantom.truth import LesionTruth, VisitTruth
from tests.accounts import ADJUDICATOR, GIVEN, MANAGER, OTHER_READER, PASSWORD, PRINTED, READER, ROLES
from tests.app.reading.user import CTRL, Reader, is_whole
from tests.end_to_end.by_hand import Wait, go_on, open_from_worklist, read_timepoint, truth_of

LARGER = 1.3
"""How much longer the second radiologist draws the targets at the first follow-up."""

COMMENT = "The axes of the other read leave the lesion at its edge."


@dataclass
class DoubleRead:
    """One window on a trial, and everyone who comes to it.

    Attributes:
        picture: keeps what is on the screen under a name; may do nothing.
    """

    station: Workstation
    session: Session
    wait: Wait
    picture: Callable[[str], None]

    def __post_init__(self) -> None:
        self.hand = Reader(self.station)
        subjects = [one.code for one in demonstration_subjects()]
        self._place = subjects.index(UNREAD_SUBJECT)
        self._given: set[str] = set()

    def whole(self, truths: tuple[VisitTruth, ...]) -> None:
        """From a trial without accounts to one in which a read counts."""
        self.switch_accounts_on()
        self.sign_in(MANAGER)
        self.add_people()
        self.give_subject()
        self.read(READER, truths)
        self.read(OTHER_READER, tuple(_larger(truth) for truth in truths))
        self.adjudicate()
        self.sign_in(MANAGER)
        self.picture("worklist of the data manager")

    # People

    def switch_accounts_on(self) -> None:
        people = self.station.people
        self.hand.click(self.station.window.bar._pages[PEOPLE])
        form = people.switch_on
        self._write(form.name, MANAGER)
        self._write(form.printed_name, PRINTED[MANAGER])
        self._tick(form.roles, MANAGER)
        self._write(form.password, PASSWORD)
        self._write(form.repeated, PASSWORD)
        self.picture("accounts are switched on")
        self.hand.key(Qt.Key.Key_Return)
        self.wait(lambda: self.station.attendance.covered)

    def sign_in(self, name: str) -> None:
        """Whoever was there signs out; `name` signs in, and chooses their own password the first time."""
        if not self.station.attendance.covered:
            self.station.window.bar.person.signOutWanted.emit()
        self.wait(lambda: self.station.attendance.covered)
        page = self.station.attendance.page
        self._write(page.name, name)
        self._write(page.password, GIVEN if name in self._given else PASSWORD)
        self.picture(f"signing in, {name}")
        self.hand.key(Qt.Key.Key_Return)
        if name in self._given:
            self._write(page.new_password, PASSWORD)
            self._write(page.repeated, PASSWORD)
            self.picture(f"own password, {name}")
            self.hand.key(Qt.Key.Key_Return)
            self._given.remove(name)
        self.wait(lambda: not self.station.attendance.covered)
        assert self.session.reader == name

    def add_people(self) -> None:
        people = self.station.people
        self.hand.click(self.station.window.bar._pages[PEOPLE])
        for name in (READER, OTHER_READER, ADJUDICATOR):
            self.hand.click(people.add)
            self._write(people.form.name, name)
            self._write(people.form.printed_name, PRINTED[name])
            self._tick(people.form.roles, name)
            self._write(people.form.password, GIVEN)
            self._write(people.form.repeated, GIVEN)
            self.hand.key(Qt.Key.Key_Return)
            self._given.add(name)
        assert people.table.rowCount() == 4
        self.picture("people")

    def _tick(self, boxes: RoleBoxes, name: str) -> None:
        """The one role that they have."""
        for role in Role:
            box = boxes.box(role)
            if box.isChecked() != (role is ROLES[name]):
                self._into_sight(box)
                self.hand.click(box, 8, box.height() / 2)

    def give_subject(self) -> None:
        """By the menu of the subject in the worklist, with keys."""
        self.station.window.bar.pageChosen.emit("worklist")
        for heading, name in (
            ("Give to read", READER),
            ("Give to read", OTHER_READER),
            ("Give to adjudicate", ADJUDICATOR),
        ):
            self._choose(heading, PRINTED[name])
        self.picture("worklist with tasks")

    def _choose(self, heading: str, entry: str) -> None:
        """An entry of a submenu of the subject's menu, which is open until one is chosen."""
        chosen: list[str] = []

        def choose() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            (part,) = [one for one in menu.actions() if one.text() == heading]
            submenu = part.menu()
            assert isinstance(submenu, QMenu)
            (action,) = [one for one in submenu.actions() if one.text() == entry]
            chosen.append(entry)
            action.trigger()
            menu.close()

        grid = self.station.worklist._grid
        self.hand.key(Qt.Key.Key_Home, CTRL)
        for _ in range(self._place):
            self.hand.key(Qt.Key.Key_Down)
        QTimer.singleShot(0, choose)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), grid.mapToGlobal(QPoint()))
        QApplication.sendEvent(grid, asked)
        self.wait(lambda: bool(chosen))
        self.station.window.activateWindow()
        self.wait(self.station.window.isActiveWindow)

    # Reading

    def read(self, name: str, truths: tuple[VisitTruth, ...]) -> None:
        """A radiologist reads the one subject they see, and signs as they go."""
        self.sign_in(name)
        self.picture(f"worklist of {name}")
        open_from_worklist(self.hand, 0, self.wait)
        assert self.hand.desk.case.subject.code == UNREAD_SUBJECT
        for number, truth in enumerate(truths):
            if number:
                go_on(self.hand, self.wait)
            read_timepoint(self.hand, truth)
            self.picture(f"read by {name}, {number}")
            self._sign(f"signed by {name}, {number}")
        self._sign(f"completed by {name}")

    def _sign(self, name: str) -> None:
        """Opens the sheet by its key, once checksums are there, and gives the password."""
        sheet = self.station.room.signing_sheet
        self.hand.key(Qt.Key.Key_Return, CTRL)
        self.wait(lambda: sheet.isVisible() and sheet.confirm.isEnabled())
        self._write(sheet.field, PASSWORD)
        self.picture(name)
        self.hand.key(Qt.Key.Key_Return)
        self.wait(lambda: not sheet.isVisible() or bool(sheet.refusal))
        assert not sheet.refusal, sheet.refusal

    def adjudicate(self) -> None:
        self.sign_in(ADJUDICATOR)
        self.picture(f"worklist of {ADJUDICATOR}")
        self.hand.key(Qt.Key.Key_Home, CTRL)
        self.hand.key(Qt.Key.Key_Return)
        page = self.station.adjudication
        self.wait(lambda: page.panes is not None)
        panes = page.panes
        assert panes is not None
        self.wait(lambda: all(is_whole(picture) for picture in panes.both))
        self.picture("adjudication")
        self.hand.key(Qt.Key.Key_1, CTRL)
        page.panel.reason.setFocus()
        self.hand.key(Qt.Key.Key_Down)
        page.panel.comment.setFocus()
        self.hand.type_in(COMMENT)
        self.picture("decision")
        self.hand.key(Qt.Key.Key_Return, CTRL)
        self.wait(lambda: QApplication.activeModalWidget() is not None)
        form = QApplication.activeModalWidget()
        assert isinstance(form, QDialog)
        (password,) = form.findChildren(QLineEdit)
        QTest.keyClicks(password, PASSWORD)
        self.picture("decision signed")
        QTest.keyClick(form, Qt.Key.Key_Return)
        self.wait(lambda: page.reads is None)
        self.station.window.activateWindow()

    # Hands

    def _write(self, field: QLineEdit, text: str) -> None:
        self._into_sight(field)
        self.hand.click(field)
        self.hand.key(Qt.Key.Key_A, CTRL)
        self.hand.type_in(text)
        assert field.text() == text

    def _into_sight(self, field: QWidget) -> None:
        for area in (self.station.people.switch_on, self.station.people.form):
            if area.isAncestorOf(field):
                area.ensureWidgetVisible(field)
        QApplication.processEvents()


def _larger(truth: VisitTruth) -> VisitTruth:
    """What the second radiologist sees: longer targets at the first follow-up."""
    if truth.visit != 1:
        return truth
    return replace(truth, lesions=tuple(_longer(one) for one in truth.lesions))


def _longer(lesion: LesionTruth) -> LesionTruth:
    if lesion.group is not LesionRole.TARGET or lesion.long_lps is None or lesion.short_lps is None:
        return lesion
    return replace(lesion, long_lps=_stretched(lesion.long_lps), short_lps=_stretched(lesion.short_lps))


def _stretched(segment: Segment) -> Segment:
    """About its middle."""
    first, last = segment
    middle = [(one + other) / 2 for one, other in zip(first, last, strict=True)]
    ends = [
        tuple(at + LARGER * (part - at) for at, part in zip(middle, end, strict=True))
        for end in (first, last)
    ]
    return (ends[0], ends[1])  # type: ignore[return-value]  # three parts each


@dataclass(frozen=True)
class Told:
    """What the trial has of it afterwards."""

    verified: Verified
    actions: Counter[str]
    signatures: list[str]


def told_by(trial_path: Path) -> Told:
    """By the audit: which actions, and every signature in a line."""
    with open_trial(trial_path, writing=False) as store:
        found = verify(store)
        with store.whole() as trial:
            actions = Counter(entry.action for entry in trial.audit())
            labels = {one.uid: one.label for some in trial.timepoints_by_subject().values() for one in some}
            signatures = [
                f"{one.signed:%Y-%m-%d %H:%M:%S %z}  {one.printed_name}: {one.meaning}"
                f" {labels.get(one.timepoint_uid or '', '')}".rstrip()
                for one in trial.evidence.signatures()
            ]
    return Told(found, actions, signatures)


def _main(folder: Path, pictures: Path, wanted: frozenset[int]) -> str:
    app = application()
    pictures.mkdir(parents=True, exist_ok=True)

    def wait(true: Callable[[], bool]) -> None:
        while not true():
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    with tempfile.TemporaryDirectory() as made:
        # Where the copy's audit ends is nothing that the user's own folder should know of the original.
        os.environ["XDG_DATA_HOME"] = str(Path(made) / "data")
        copy = Path(made) / "trial"
        shutil.copytree(folder, copy)
        station = Workstation(MainWindow(), Settings(Path(made) / "settings.json"))
        station.window.resize(1600, 1000)
        session = open_session(copy / TRIAL)
        station.show_session(session)
        station.window.show()
        station.window.activateWindow()
        wait(station.window.isActiveWindow)
        count = iter(range(1, 100))

        def picture(name: str) -> None:
            app.processEvents()
            number = next(count)
            if not wanted or number in wanted:
                shown = QApplication.activeModalWidget() or station.window
                told = name.replace(",", "").replace(" ", "-")
                shown.grab().save(str(pictures / f"{number:02d}-{told}.png"))

        DoubleRead(station, session, wait, picture).whole(truth_of(UNREAD_SUBJECT, Variant.FULL))
        station.window.close()
        told = told_by(copy / TRIAL)
    lines = [
        f"{told.verified.entries} audit entries, {told.verified.signatures} signatures, "
        f"{told.verified.pictures} pictures: {'all hold' if told.verified.holds else 'not all hold'}",
        *told.signatures,
        *(f"{count:5d}  {action}" for action, count in told.actions.most_common()),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    numbers = frozenset(map(int, sys.argv[3:]))
    sys.stdout.write(f"{_main(Path(sys.argv[1]), Path(sys.argv[2]), numbers)}\n")
