"""The menu of the hand-over on the worklist: what can be carried out of this trial or into it, by whom."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from app.components.buttons import name_tool
from app.handing.hand_back_sheet import HandBackSheet
from app.handing.hand_out_sheet import HandOutSheet
from app.handing.open_cases_sheet import OpenCasesSheet
from app.handing.sheet import Sheet
from app.handing.take_back_sheet import TakeBackSheet
from app.jobs import Jobs
from app.session import Session
from app.style.icons import icon
from measurements.access.permissions import Call
from measurements.handover.hand_back import carried_from
from measurements.handover.package import SUFFIX, Kind


class Carrying(QObject):
    """Signals: `trialChosen(Path)`: cases were unpacked, and their trial is to be opened."""

    trialChosen = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._session: Session | None = None
        self._sheet: Sheet | None = None
        page.installEventFilter(self)
        self._jobs = Jobs(self)  # unpacking needs no trial
        page.destroyed.connect(self._jobs.drain)
        self.button = QToolButton()
        self.button.setProperty("tool", True)
        self.button.setIcon(icon("export"))
        name_tool(self.button, lambda: self.tr("Cases and reads in files"))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.button)
        self._menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self._menu)

    def serve(self, session: Session | None) -> None:
        """Follows the trial that is open; what was begun for another, or by somebody else, is left."""
        self._session = session
        if self._sheet is not None:
            self._sheet.reject()

    def offers(self) -> list[tuple[str, Callable[[], object]]]:
        """What whoever is at the trial can do, with what does it."""
        found: list[tuple[str, Callable[[], object]]] = []
        session = self._session
        if session is not None and session.store.actor is not None:
            carried = carried_from(session.store)
            if carried is not None and session.reader == carried.reader:
                found.append((self.tr("Hand reads back…"), self.hand_back))
            if session.may(Call.HAND_OUT) and carried is None:
                found.append((self.tr("Hand out cases…"), self.hand_out))
            if session.may(Call.TAKE_BACK) and carried is None:
                found.append((self.tr("Take reads back…"), self._choose_reads))
        found.append((self.tr("Open cases from a file…"), self._choose_cases))
        return found

    def _fill(self) -> None:
        self._menu.clear()
        for text, action in self.offers():
            self._menu.addAction(text, action)

    def hand_out(self) -> Sheet:
        assert self._session is not None
        return self._show(HandOutSheet(self._page, self._session))

    def hand_back(self) -> Sheet:
        assert self._session is not None
        return self._show(HandBackSheet(self._page, self._session))

    def take_back(self, path: Path) -> Sheet:
        """Looks at a file of reads at once."""
        assert self._session is not None
        sheet = TakeBackSheet(self._page, self._session, path)
        self._show(sheet)
        sheet.look()
        return sheet

    def open_cases(self, path: Path) -> Sheet:
        sheet = OpenCasesSheet(self._page, self._jobs, path)
        sheet.unpacked.connect(self.trialChosen)
        return self._show(sheet)

    def takes(self, path: Path) -> bool:
        """Whether a file that was let go over the window is one of these; then it is opened."""
        if path.suffix == SUFFIX[Kind.CASES]:
            self.open_cases(path)
            return True
        session = self._session
        if path.suffix == SUFFIX[Kind.READS] and session is not None and session.may(Call.TAKE_BACK):
            self.take_back(path)
            return True
        return False

    def _choose_reads(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._page, self.tr("File of reads"), "", self.tr("Reads (*{0})").format(SUFFIX[Kind.READS])
        )
        if name:
            self.take_back(Path(name))

    def _choose_cases(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._page, self.tr("File of cases"), "", self.tr("Cases (*{0})").format(SUFFIX[Kind.CASES])
        )
        if name:
            self.open_cases(Path(name))

    def _show(self, sheet: Sheet) -> Sheet:
        self._sheet = sheet
        sheet.destroyed.connect(self._forget)
        sheet.begin()
        return sheet

    def _forget(self) -> None:
        self._sheet = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that locks covers the page: what lies over it is out of sight as long."""
        if self._sheet is not None and not event.spontaneous():
            if event.type() == QEvent.Type.Hide:
                self._sheet.hide()
            elif event.type() == QEvent.Type.Show:
                self._sheet.show()
        return super().eventFilter(watched, event)
