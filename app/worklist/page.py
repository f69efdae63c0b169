"""The worklist's page: composes head, grid, legend and import strip."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.components.banner import Banner
from app.components.text import spaced
from app.components.words import Wording
from app.handing.carrying import Carrying
from app.refusal_words import refusal_text
from app.session import SUFFIX, Session, create_session
from app.worklist.assignments import Assignments
from app.worklist.blank import (
    NoScans,
    NothingFound,
    NothingGiven,
    NothingImported,
    NothingToDecide,
    NoTrial,
)
from app.worklist.giving import GivingButton
from app.worklist.grid import WorklistGrid
from app.worklist.head import WorklistHead
from app.worklist.headers import Beside
from app.worklist.import_panel import ImportPanel
from app.worklist.intake import Intake
from app.worklist.legend import Legend
from app.worklist.presenter import WorklistPresenter
from app.worklist.read_anew import ReadAnew
from app.worklist.rows import (
    OF_DATA_MANAGERS,
    OF_INVESTIGATORS,
    OF_READERS,
    Cell,
    Filter,
    Images,
    Reading,
    SubjectRow,
)
from app.worklist.table import CELL_ROLE, ROW_ROLE, FilteredWorklist, WorklistTable
from measurements.access.permissions import Call
from measurements.case.changes import Changes
from measurements.people import Role
from measurements.refusal import Refusal

PANEL_WIDTHS_PX = ((1500, 380), (1100, 300), (0, 256))
"""From which width of the page on the import strip has which width."""
_ONE_BY_ONE = 3
_OPEN_READS = (Reading.TO_READ, Reading.READING, Reading.TO_SIGN)
_BESIDE: dict[Role | None, Beside] = {
    Role.RADIOLOGIST: Beside.NEXT,
    Role.ADJUDICATOR: Beside.NEXT,
    Role.INVESTIGATOR: Beside.WORK,
    Role.DATA_MANAGER: Beside.WORK,
}
_FILTERS: dict[Role | None, Sequence[Filter]] = {
    Role.ADJUDICATOR: (Filter.ALL, Filter.IMAGES),
    Role.INVESTIGATOR: OF_INVESTIGATORS,
    Role.DATA_MANAGER: OF_DATA_MANAGERS,
}


class WorklistPage(QWidget):
    """Subjects by timepoints; scans come in here, and reading begins here.

    Signals:
        opened(subject_uid, timepoint_uid): the user wants to read this timepoint.
        trialChosen(Path): the user wants this trial opened; it exists.
        demonstrationWanted(): the user wants to see the demonstration trial.
        comparisonWanted(subject_uid): the user wants to see the two reads of a subject side by side.
    """

    opened = Signal(str, str)
    trialChosen = Signal(object)
    demonstrationWanted = Signal()
    comparisonWanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._session: Session | None = None
        self._presenter: WorklistPresenter | None = None
        self._unsubscribe: Callable[[], None] = _nothing
        self._reading_anew: ReadAnew | None = None

        self._table = WorklistTable(self)
        self._shown = FilteredWorklist(self)
        self._shown.setSourceModel(self._table)
        self._compose()
        self._assignments = Assignments(
            self, lambda sentence: self.tell("error", lambda: self.tr("Nothing was changed"), sentence)
        )
        self._assignments.comparisonWanted.connect(self.comparisonWanted)
        self._carrying = Carrying(self)
        self._carrying.trialChosen.connect(self.trialChosen)
        self._give = GivingButton(self._assignments.giving, self._chosen_rows)
        self._grid.selectionModel().selectionChanged.connect(self._give.follow)
        self._grid.selectionModel().currentChanged.connect(self._give.follow)
        self._head.add(self._give)
        self._head.add(self._carrying.button)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

        for keys, action in (
            (QKeySequence("/"), self._seek),
            (QKeySequence(QKeySequence.StandardKey.Undo), self._undo),
            (QKeySequence(QKeySequence.StandardKey.Redo), self._redo),
        ):
            QShortcut(keys, self, action, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.show_trial(None)

    def _compose(self) -> None:
        self._head = WorklistHead()
        self._head.sought.connect(self._filter_text)
        self._head.chosen.connect(self._filter_state)
        self._head.field.left.connect(self._to_grid)
        self._grid = WorklistGrid(self._shown)
        self._grid.opened.connect(self._open)
        self._grid.menuWanted.connect(self._cell_menu)
        self._grid.subjectMenuWanted.connect(self._subject_menu)
        self._grid.sightChanged.connect(self._show_range)
        self._no_trial = NoTrial()
        self._no_trial.openWanted.connect(self.choose_trial)
        self._no_trial.newWanted.connect(self._choose_new_trial)
        self._no_trial.demonstrationWanted.connect(self.demonstrationWanted)
        self._no_scans = NoScans()
        self._no_scans.folderWanted.connect(self._choose_folder)
        self._no_scans.demonstrationWanted.connect(self.demonstrationWanted)
        self._nothing_found = NothingFound()
        self._nothing_found.allWanted.connect(self._head.show_all)
        self._nothing_given, self._nothing_to_decide = NothingGiven(), NothingToDecide()
        self._nothing_imported = NothingImported()
        self._stack = QStackedWidget()
        of_roles = (self._nothing_given, self._nothing_to_decide, self._nothing_imported)
        for part in (self._grid, self._no_trial, self._no_scans, self._nothing_found, *of_roles):
            self._stack.addWidget(part)
        self._legend = Legend()
        self._banners = QVBoxLayout()
        self._banners.setContentsMargins(0, 0, 0, 0)

        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._head)
        left.addLayout(self._banners)
        left.addWidget(self._stack, 1)
        left.addWidget(self._legend)
        self._panel = ImportPanel()
        self._panel.folderWanted.connect(self._choose_folder)
        self._intake = Intake(self._panel)
        self._intake.told.connect(self.tell)
        self._intake.begun.connect(self._clear_banners)
        self._intake.broughtIn.connect(self._look_at_files)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self._panel)

    # What is shown

    def show_trial(self, session: Session | None) -> None:
        """Shows the trial of `session`, or that none is open. The session stays its owner's to close."""
        self._unsubscribe()
        self._unsubscribe = _nothing
        if self._session is not None and self._reading_anew is not None:
            self._session.files.changed.disconnect(self._reading_anew.begin)
            self._reading_anew.end()
            self._reading_anew = None
        self._session = session
        self._intake.serve(session)
        self._carrying.serve(session)
        self._give.serve(session)
        self._clear_banners()
        self._panel.setVisible(session is not None and session.may(Call.IMPORT))
        role = None if session is None else session.role
        self._grid.show_beside(_BESIDE.get(role, Beside.CLASSES))
        self._head.offer(_FILTERS.get(role, OF_READERS))
        self._legend.setVisible(session is not None)
        if session is None:
            self._presenter = None
            self._table.show_rows([])
            self._head.show_trial("")
            self._stack.setCurrentWidget(self._no_trial)
            return
        files = session.files
        presenter = self._presenter = WorklistPresenter(session.store, session.reader, lambda: files.changes)
        self._reading_anew = ReadAnew(presenter, session.jobs)
        self._reading_anew.read.connect(self._show_rows)
        self._unsubscribe = session.case.subscribe(self._changed)
        files.changed.connect(self._reading_anew.begin)
        self.refresh()
        files.look()

    def refresh(self) -> None:
        """Reads the whole trial now and shows what differs."""
        if self._presenter is not None:
            if self._reading_anew is not None:
                self._reading_anew.outdate()
            self._show_rows(self._presenter.rows())

    def _show_rows(self, rows: Sequence[SubjectRow]) -> None:
        self._table.show_rows(rows)
        self._after_rows()

    def _look_at_files(self) -> None:
        if self._session is not None:
            self._session.files.look()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()

    def _changed(self, changes: Changes) -> None:
        if self._presenter is None or self._reading_anew is None:
            return
        if changes.protocol or len(changes.subject_uids) > _ONE_BY_ONE:
            self._reading_anew.begin()
            return
        self._reading_anew.outdate()
        for subject_uid in changes.subject_uids:
            row = self._presenter.row(subject_uid)
            if row is None:
                self.refresh()
                return
            self._table.show_row(row)
        self._after_rows()

    def _after_rows(self) -> None:
        assert self._presenter is not None
        rows = self._table.rows
        timepoints = sum(len(row.cells) for row in rows)
        self._head.show_trial(
            self.tr("{0} · {1}, {2}").format(
                self._presenter.trial_name,
                self.tr("{0} subjects", "", len(rows)).format(spaced(len(rows))),
                self.tr("{0} timepoints", "", timepoints).format(spaced(timepoints)),
            )
        )
        self._show_what_fits()

    def _show_what_fits(self) -> None:
        found = [row for row in self._table.rows if self._shown.finds(row)]
        self._head.show_counts({state: sum(map(state.admits, found)) for state in Filter})
        if not self._table.rows:
            self._stack.setCurrentWidget(self._blank())
        elif not self._shown.rowCount():
            self._stack.setCurrentWidget(self._nothing_found)
        else:
            if not self._grid.currentIndex().isValid():
                self._grid.setCurrentIndex(self._first_to_read())
            self._stack.setCurrentWidget(self._grid)  # which may bring it the focus, and with it a choice
            if self.hasFocus():
                self._to_grid()
        self._give.follow()
        self._show_range()

    def _blank(self) -> QWidget:
        """What is shown where no subject is."""
        role = None if self._session is None else self._session.role
        by_role: dict[Role | None, QWidget] = {
            Role.RADIOLOGIST: self._nothing_given,
            Role.ADJUDICATOR: self._nothing_to_decide,
            Role.INVESTIGATOR: self._nothing_imported,
        }
        return by_role.get(role, self._no_scans)

    def _first_to_read(self) -> QModelIndex:
        """Where work goes on: the first timepoint with pictures that is not read to its end."""
        for row in range(self._shown.rowCount()):
            for column in range(self._shown.columnCount()):
                index = self._shown.index(row, column)
                cell: Cell | None = index.data(CELL_ROLE)
                if cell is not None and cell.images is not Images.NONE and cell.reading in _OPEN_READS:
                    return index
        return self._shown.index(0, 0)

    def _show_range(self) -> None:
        count = self._shown.rowCount()
        top = self._grid.rowAt(0)
        bottom = self._grid.rowAt(self._grid.viewport().height() - 1)
        if not count or top < 0 or self._stack.currentWidget() is not self._grid:
            self._legend.show_range("")
            return
        first = self._shown.headerData(top, Qt.Orientation.Vertical)
        last = self._shown.headerData(count - 1 if bottom < 0 else bottom, Qt.Orientation.Vertical)
        self._legend.show_range(self.tr("{0} to {1} of {2}").format(first, last, count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = next(width for least, width in PANEL_WIDTHS_PX if self.width() >= least)
        self._panel.setFixedWidth(width)

    def tell(self, kind: str, title: Wording, text: Wording) -> None:
        """Puts a banner (error, warning, hint, done) above the grid: what happened, what is to be done."""
        self._clear_banners()
        banner = Banner(kind, title, text)
        banner.let_dismiss()
        self._banners.addWidget(banner)

    def _clear_banners(self) -> None:
        while self._banners.count():
            item = self._banners.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    # Moving about

    def _filter_text(self, text: str) -> None:
        self._shown.seek(text)
        self._show_what_fits()

    def _filter_state(self, state: Filter) -> None:
        self._shown.show_only(state)
        self._show_what_fits()

    def _seek(self) -> None:
        if self._session is not None:
            self._head.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._head.field.selectAll()

    def _to_grid(self) -> None:
        self._grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys are the grid's while it is in sight."""
        if self._stack.currentWidget() is self._grid:
            self._to_grid()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Refresh):
            self.refresh()
            self._look_at_files()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        row: SubjectRow = index.data(ROW_ROLE)
        cell: Cell = index.data(CELL_ROLE)
        self.opened.emit(row.subject_uid, cell.timepoint_uid)

    def _cell_menu(self, index: QModelIndex, place: QPoint) -> None:
        self._ask(index.data(ROW_ROLE), index.data(CELL_ROLE), place)

    def _subject_menu(self, row: int, place: QPoint) -> None:
        self._ask(self._shown.headerData(row, Qt.Orientation.Vertical, ROW_ROLE), None, place)

    def _ask(self, row: SubjectRow, cell: Cell | None, place: QPoint) -> None:
        if self._session is not None:
            self._assignments.offer(self._session, self._chosen_rows(), row, cell, place)

    def _chosen_rows(self) -> list[SubjectRow]:
        return [
            self._shown.headerData(at, Qt.Orientation.Vertical, ROW_ROLE) for at in self._grid.chosen_rows
        ]

    def _undo(self) -> None:
        if self._session is not None:
            self._step(self._session.case.next_undo, self._session.case.undo)

    def _redo(self) -> None:
        if self._session is not None:
            self._step(self._session.case.next_redo, self._session.case.redo)

    def _step(self, coming: Changes | None, step: Callable[[], Changes]) -> None:
        """Undo and redo of what can be changed here; nothing that was drawn goes while nobody sees it."""
        if coming is None:
            return
        if coming.lesion_uids:
            self.tell(
                "hint",
                lambda: self.tr("The last step was made in a read"),
                lambda: self.tr("Open the read to undo or redo it there."),
            )
            return
        try:
            step()
        except Refusal as refusal:
            self.tell("error", lambda: self.tr("Nothing was changed"), partial(refusal_text, refusal))

    # Trials

    def choose_trial(self) -> None:
        """Asks for a trial to be opened in place of the one that is."""
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open trial"), "", self.tr("Trials (*{0})").format(SUFFIX)
        )
        if name:
            self.trialChosen.emit(Path(name))

    def _choose_new_trial(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("New trial"),
            f"trial{SUFFIX}",
            self.tr("Trials (*{0})").format(SUFFIX),
            # An existing trial is refused in any case; nobody is to think it could be overwritten.
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not name:
            return
        try:
            session = create_session(Path(name))
        except Refusal as refusal:
            self.tell("error", lambda: self.tr("The trial was not made"), partial(refusal_text, refusal))
            return
        session.close()
        self.trialChosen.emit(session.path)

    # Import

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_paths(event):
            event.acceptProposedAction()
            self._panel.await_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._panel.await_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._panel.await_drop(False)
        paths = _local_paths(event)
        event.acceptProposedAction()
        if len(paths) == 1 and paths[0].suffix == SUFFIX and paths[0].is_file():
            self.trialChosen.emit(paths[0])
        elif len(paths) != 1 or not self._carrying.takes(paths[0]):
            self.bring_in(paths)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Import a folder"))
        if name:
            self.bring_in([Path(name)])

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Starts the import of folders and files into the trial that is open."""
        self._intake.bring_in(paths)


def _nothing() -> None:
    """What ends listening to no trial."""


def _local_paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
