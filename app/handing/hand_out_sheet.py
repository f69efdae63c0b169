"""Cases are handed out: to whom, which, into which file, by whose password."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.components.fields import Choice
from app.components.text import wrapped
from app.components.words import say
from app.handing.file_field import FileField
from app.handing.sheet import Sheet
from app.people.password_form import password_field
from app.session import Session
from measurements.handover.hand_out import TASKS_CARRIED, HandedOut, hand_out, may_be_handed
from measurements.handover.package import SUFFIX, Kind
from measurements.refusal import Refusal


class HandOutSheet(Sheet):
    """Opened for whoever may hand out."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, session.jobs, lambda: self.tr("Hand out cases"), lambda: self.tr("Hand out"))
        self._session = session
        self.setMinimumSize(520, 520)
        self.column.addWidget(
            wrapped(
                lambda: self.tr(
                    "One sealed file has the reader's subjects, their pictures and a trial of their own, and "
                    "nothing of anybody else. Their reads come back in another file."
                )
            )
        )
        self._with_accounts = session.role is not None
        self.reader = Choice()
        self.reader_name = QLineEdit()
        self.subjects = QListWidget()
        self.file = FileField(self._choose_file)
        self.password = password_field()
        if self._with_accounts:
            with session.store.reading() as trial:
                given = {one.person_uid for one in trial.evidence.assignments() if one.task in TASKS_CARRIED}
                people = [one for one in trial.evidence.people() if one.active and one.uid in given]
            for one in people:
                self.reader.addItem(f"{one.printed_name} ({one.name})", one.name)
            self.ask(lambda: self.tr("Reader"), self.reader)
            self.reader.currentIndexChanged.connect(self._show_subjects)
            if not people:
                self.tell(
                    "warning", lambda: self.tr("Nobody was given a subject to read: assign some first.")
                )
        else:
            say(self.reader_name, QLineEdit.setPlaceholderText, lambda: self.tr("Whose reads come back"))
            self.ask(lambda: self.tr("Reader"), self.reader_name)
            self.reader_name.textChanged.connect(self._show_button)
        self.ask(lambda: self.tr("Subjects"), self.subjects)
        self.subjects.itemChanged.connect(self._show_button)
        self.ask(lambda: self.tr("File"), self.file)
        self.file.changed.connect(self._show_button)
        if self._with_accounts:
            self.ask(lambda: self.tr("Your password, which seals the file"), self.password)
            self.password.textChanged.connect(self._show_button)
        else:
            self.column.addWidget(
                wrapped(
                    lambda: self.tr(
                        "This trial has no accounts: checksums hold the file together, and nobody's key "
                        "stands for it."
                    ),
                    tone="faint",
                )
            )
        self.go.clicked.connect(self._hand_out)
        self._show_subjects()

    @property
    def _reader(self) -> str:
        if not self._with_accounts:
            return self.reader_name.text().strip()
        return str(self.reader.currentData() or "")

    @property
    def codes(self) -> list[str]:
        """Of the subjects that are ticked."""
        items = (self.subjects.item(row) for row in range(self.subjects.count()))
        return [one.text() for one in items if one.checkState() is Qt.CheckState.Checked]

    def _show_subjects(self) -> None:
        self.subjects.clear()
        try:
            with self._session.store.whole() as trial:
                found = may_be_handed(trial, self._reader or "-")
        except Refusal:
            found = ()  # nobody has anything; the window says so
        for one in found:
            item = QListWidgetItem(one.code)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.subjects.addItem(item)
        self._show_button()

    def _show_button(self) -> None:
        ready = bool(self._reader and self.codes and self.file.path)
        self.go.setEnabled(ready and bool(self.password.text() or not self._with_accounts) and not self.works)

    def _choose_file(self, name: str) -> str:
        suffix = SUFFIX[Kind.CASES]
        begin = name or f"{self._reader or 'cases'}-{datetime.now():%Y-%m-%d}{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("File of cases"),
            begin,
            self.tr("Cases (*{0})").format(suffix),
            # One that is there is refused in any case.
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        return chosen

    def _hand_out(self) -> None:
        path, reader, codes = self.file.path, self._reader, self.codes
        password = self.password.text()
        assert path is not None
        store = self._session.store
        self.work(
            lambda: self.tr("Handing out"),
            lambda report: hand_out(store, reader, path, codes, password, report),
            self._tell,
        )

    def _tell(self, made: HandedOut) -> None:
        self.password.clear()
        self._session.case.tell(made.changes)
        megabytes = f"{made.size / 1e6:.1f}"
        self.tell(
            "done",
            lambda: self.tr("The file for {reader} is made: {codes}").format(
                reader=made.hand_out.reader, codes=self.tr(", ").join(one.code for one in made.subjects)
            ),
            lambda: self.tr("{file}: {files} pictures, {megabytes} MB. Carry it to them.").format(
                file=str(made.path), files=made.files, megabytes=megabytes
            ),
        )
        self.end()
