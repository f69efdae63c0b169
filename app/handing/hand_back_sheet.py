"""Reads are handed back: into which file, by the reader's password."""

from datetime import datetime

from PySide6.QtWidgets import QFileDialog, QWidget

from app.components.text import wrapped
from app.handing.file_field import FileField
from app.handing.sheet import Sheet
from app.people.password_form import password_field
from app.session import Session
from measurements.handover.hand_back import HandedBack, hand_back
from measurements.handover.package import SUFFIX, Kind


class HandBackSheet(Sheet):
    """Opened in a trial that was carried from another, for its reader."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(
            parent, session.jobs, lambda: self.tr("Hand reads back"), lambda: self.tr("Hand back")
        )
        self._session = session
        self.setMinimumWidth(520)
        self.column.addWidget(
            wrapped(
                lambda: self.tr(
                    "One small sealed file has what you drew and signed. You may go on reading, and hand "
                    "back once more later."
                )
            )
        )
        self._with_accounts = session.role is not None
        self.file = FileField(self._choose_file)
        self.password = password_field()
        self.ask(lambda: self.tr("File"), self.file)
        self.file.changed.connect(self._show_button)
        if self._with_accounts:
            self.ask(lambda: self.tr("Your password, which seals the file"), self.password)
            self.password.textChanged.connect(self._show_button)
        self.go.clicked.connect(self._hand_back)
        self._show_button()

    def _show_button(self) -> None:
        ready = self.file.path is not None and not self.works
        self.go.setEnabled(ready and bool(self.password.text() or not self._with_accounts))

    def _choose_file(self, name: str) -> str:
        suffix = SUFFIX[Kind.READS]
        begin = name or f"{self._session.reader}-{datetime.now():%Y-%m-%d}{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("File of reads"),
            begin,
            self.tr("Reads (*{0})").format(suffix),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        return chosen

    def _hand_back(self) -> None:
        path, password, store = self.file.path, self.password.text(), self._session.store
        assert path is not None
        self.work(
            lambda: self.tr("Handing back"), lambda report: hand_back(store, path, password), self._tell
        )

    def _tell(self, made: HandedBack) -> None:
        self.password.clear()
        self.tell(
            "done",
            lambda: self.tr("Your reads are in this file"),
            lambda: self.tr("{file}: carry it to {who}, who takes it into {trial}.").format(
                file=str(made.path), who=made.hand_out.who, trial=made.hand_out.trial_name
            ),
        )
        self.end()
