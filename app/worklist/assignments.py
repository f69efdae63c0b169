"""What can be changed about subjects, timepoints and studies: a menu, and a small form for each."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from app.components.fields import Choice
from app.components.form import Form
from app.session import Session
from app.worklist.giving import Giving
from app.worklist.rows import Cell, SubjectRow
from measurements.case.commands import (
    AddTimepoint,
    AssignStudyToTimepoint,
    AssignTimepointToSubject,
    Command,
    InOneStep,
    RenameSubject,
    RenameTimepoint,
    SetTimepointKind,
    SetTreatmentStart,
)
from measurements.case.evidence_commands import Assign
from measurements.refusal import Refusal
from measurements.trial import TimepointKind


class Assignments(QObject):
    """The menu of a cell or a subject; every entry becomes one command, which can be undone.

    Signals: `comparisonWanted(subject_uid)` of a subject with two reads in a trial without accounts; in one
    that has some, an adjudicator opens the subject.
    """

    comparisonWanted = Signal(str)

    def __init__(self, page: QWidget, refused: Callable[[str], None]) -> None:
        """`refused`: told why a subject was not given."""
        super().__init__(page)
        self._page = page
        self.giving = Giving(self, refused)

    def offer(
        self, session: Session, rows: Sequence[SubjectRow], row: SubjectRow, cell: Cell | None, place: QPoint
    ) -> None:
        """Shows the menu at `place` (screen).

        Args:
            rows: all subjects that are chosen; more than one can only be given to people.
            row, cell: those in hand; None for the subject alone.
        """
        menu = self.menu(session, rows, row, cell)
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu(self, session: Session, rows: Sequence[SubjectRow], row: SubjectRow, cell: Cell | None) -> QMenu:
        """What whoever is at the trial can change here; empty where that is nothing."""
        menu = QMenu(self._page)
        if session.role is not None and session.may(Assign):
            self.giving.fill(menu, session, rows)
            menu.addSeparator()
        if len(rows) == 1 and session.may(RenameSubject):
            self._fill(menu, session, row, cell)
        return menu

    def _fill(self, menu: QMenu, session: Session, row: SubjectRow, cell: Cell | None) -> None:
        """What can be changed of one subject or timepoint."""
        if cell is not None:
            menu.addAction(
                self.tr("Rename {0}…").format(cell.label), partial(self._rename_timepoint, session, row, cell)
            )
            with session.store.reading() as trial:
                studies = [
                    one for one in trial.studies(row.subject_uid) if one.timepoint_uid == cell.timepoint_uid
                ]
            if studies:
                menu.addAction(
                    self.tr("Move a study of {0}…").format(cell.label),
                    partial(self._move_study, session, row, cell),
                )
            menu.addAction(
                self.tr("Give {0} to another subject…").format(cell.label),
                partial(self._give_away, session, row, cell),
            )
            menu.addSeparator()
        menu.addAction(self.tr("Rename subject {0}…").format(row.code), partial(self._rename, session, row))
        menu.addAction(self.tr("Start of treatment…"), partial(self._set_start, session, row))
        if session.role is None:
            with session.store.reading() as trial:
                reads = trial.reads(row.subject_uid)
            if len(reads) > 1:
                menu.addSeparator()
                menu.addAction(
                    self.tr("Compare the two reads"), partial(self.comparisonWanted.emit, row.subject_uid)
                )

    def _rename(self, session: Session, row: SubjectRow) -> None:
        code = QLineEdit(row.code)

        def save() -> None:
            session.case.run(RenameSubject(row.subject_uid, code.text().strip()))

        form = Form(self._page, self.tr("Rename subject {0}").format(row.code), save)
        form.ask(self.tr("Subject code"), code)
        form.begin(code)

    def _set_start(self, session: Session, row: SubjectRow) -> None:
        start = QLineEdit(row.treatment_start.isoformat() if row.treatment_start else "")
        start.setPlaceholderText(self.tr("YYYY-MM-DD, empty while not known"))

        def save() -> None:
            session.case.run(SetTreatmentStart(row.subject_uid, self._date(start.text())))

        form = Form(self._page, self.tr("Start of treatment of {0}").format(row.code), save)
        form.ask(self.tr("First day of treatment, day 0"), start)
        form.begin(start)

    def _date(self, text: str) -> date | None:
        if not text.strip():
            return None
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            raise Refusal(
                self.tr("{0} is not a date: write year, month and day, such as 2025-03-31.").format(
                    text.strip()
                )
            ) from None

    def _rename_timepoint(self, session: Session, row: SubjectRow, cell: Cell) -> None:
        name = QLineEdit(cell.label)
        kind = self._kinds(cell.kind)

        def save() -> None:
            commands: list[Command] = []
            if name.text().strip() != cell.label:
                commands.append(RenameTimepoint(cell.timepoint_uid, name.text().strip()))
            chosen = TimepointKind(kind.currentData())  # Qt gives back the bare text
            if chosen is not cell.kind:
                commands.append(SetTimepointKind(cell.timepoint_uid, chosen))
            if commands:
                session.case.run(InOneStep(tuple(commands)))

        form = Form(self._page, self.tr("{0} of {1}").format(cell.label, row.code), save)
        form.ask(self.tr("Label"), name)
        form.ask(self.tr("Kind"), kind)
        form.begin(name)

    def _kinds(self, chosen: TimepointKind) -> Choice:
        kinds = Choice()
        for kind, text in (
            (TimepointKind.BASELINE, self.tr("Baseline")),
            (TimepointKind.FOLLOW_UP, self.tr("Follow-up")),
            (TimepointKind.UNSCHEDULED, self.tr("Unscheduled")),
        ):
            kinds.addItem(text, kind.value)
        kinds.setCurrentIndex(kinds.findData(chosen.value))
        return kinds

    def _move_study(self, session: Session, row: SubjectRow, cell: Cell) -> None:
        studies = Choice()
        with session.store.reading() as trial:
            for study in trial.studies(row.subject_uid):
                if study.timepoint_uid == cell.timepoint_uid:
                    when = study.study_date.isoformat() if study.study_date else self.tr("no date")
                    studies.addItem(f"{when} · {study.description}".rstrip(" ·"), study.uid)
        to = Choice()
        for other in row.cells:
            if other.timepoint_uid != cell.timepoint_uid:
                to.addItem(other.label, other.timepoint_uid)
        to.addItem(self.tr("A new timepoint"), None)
        label_of_new = QLineEdit()
        label_of_new.setPlaceholderText(self.tr("Label of the new timepoint"))

        def choose() -> None:
            label_of_new.setEnabled(to.currentData() is None)

        def save() -> None:
            timepoint_uid = to.currentData()
            commands: list[Command] = []
            if timepoint_uid is None:
                timepoint_uid = str(uuid4())
                commands.append(
                    AddTimepoint(
                        timepoint_uid, row.subject_uid, label_of_new.text().strip(), TimepointKind.FOLLOW_UP
                    )
                )
            commands.append(AssignStudyToTimepoint(studies.currentData(), timepoint_uid))
            session.case.run(InOneStep(tuple(commands)))

        to.currentIndexChanged.connect(choose)
        choose()
        form = Form(self._page, self.tr("Move a study of {0}, {1}").format(row.code, cell.label), save)
        form.ask(self.tr("Study"), studies)
        form.ask(self.tr("To"), to)
        form.ask(self.tr("New timepoint"), label_of_new)
        form.begin(to)

    def _give_away(self, session: Session, row: SubjectRow, cell: Cell) -> None:
        to = Choice()
        with session.store.reading() as trial:
            for subject in trial.subjects():
                if subject.uid != row.subject_uid:
                    to.addItem(subject.code, subject.uid)
        name = QLineEdit(cell.label)

        def save() -> None:
            if to.currentData() is None:
                raise Refusal(self.tr("There is no other subject in this trial."))
            session.case.run(
                AssignTimepointToSubject(cell.timepoint_uid, to.currentData(), name.text().strip())
            )

        form = Form(
            self._page, self.tr("Give {0} of {1} to another subject").format(cell.label, row.code), save
        )
        form.ask(self.tr("Subject"), to)
        form.ask(self.tr("Label there"), name)
        form.begin(to)
