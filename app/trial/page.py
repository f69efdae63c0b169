"""The trial window: figures and numbers of the endpoints, linked and filtered together."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.collecting import without_collections
from app.components.banner import Banner
from app.components.text import wrapped
from app.jobs import Job
from app.refusal_words import refusal_text
from app.session import Session
from app.trial.drawn import Figure, Shown
from app.trial.events.page import EventsPage
from app.trial.export import ONE_COLUMN, PAGE_WIDE, Print, file_stem, notes, write_figure, write_figures
from app.trial.figure_words import classes_sentence, unread_sentence
from app.trial.figures import draw
from app.trial.head import ENDPOINTS, EVENTS, TrialHead
from app.trial.panel import FigurePanel
from app.trial.tables import Numbers, lines_of
from app.trial.times_choice import TimesChoice
from measurements.access.permissions import Call
from measurements.case.changes import Changes
from measurements.case.trial_endpoints import ReadChoice, stored_courses, usual_choice
from measurements.endpoints.trial import TrialCourses, TrialEndpoints
from measurements.lesion import RadiationClass
from measurements.progress import Report
from measurements.recist.response import ResponseSet
from measurements.refusal import Refusal

FORMATS = ("SVG", "PNG", "PDF")
PANEL_PX = ((1600, 470), (1380, 400), (1200, 370), (0, 330))
"""From which width of the page on the panel of numbers has which width."""

LEAST_PANEL_PX = 320
"""Lower figures have no room left between their words and the numbers at risk."""

Computed = tuple[TrialCourses, TrialEndpoints]
"""The patients that count, and the endpoints of all of them."""


class TrialPage(QWidget):
    """Endpoints of the open trial. They are computed beside the window, when the page is first shown.

    Signals:
        subjectChosen(subject_uid): whose bar, line or lane was clicked.
        left(): the page is done with.
    """

    subjectChosen = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session: Session | None = None
        self._unsubscribe = _nothing
        self._job: Job[Computed] | None = None
        self._stale = True
        self._courses: TrialCourses | None = None
        self._whole: TrialEndpoints | None = None
        self._endpoints: TrialEndpoints | None = None
        self._read: ReadChoice | None = None
        self._branch: ResponseSet | None = None
        self._shown = Shown()
        self._time = Figure.SURVIVAL
        self._place = ENDPOINTS
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = TrialHead()
        self.head.placeChosen.connect(self.show_place)
        self.head.readChosen.connect(self._choose_read)
        self.head.branchChosen.connect(self._choose_branch)
        self.head.classChosen.connect(self._choose_class)
        self.head.barsChosen.connect(self._choose_bars)
        self.head.exportWanted.connect(self._export_all)
        column.addWidget(self.head)
        self._banners = QVBoxLayout()
        column.addLayout(self._banners)
        self._stack = QStackedWidget()
        self._figures = self._make_figures()
        self._stack.addWidget(self._figures)
        self._blank = wrapped("", "body", "second")
        self._blank.setContentsMargins(24, 16, 24, 16)
        self._instead = _scrolled(self._blank)
        self._stack.addWidget(self._instead)
        self.events = EventsPage()
        self._stack.addWidget(self.events)
        self._endpoints_place: QWidget = self._instead
        column.addWidget(self._stack, 1)

    def _make_figures(self) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(8)
        grid = QGridLayout()
        grid.setSpacing(8)
        self.times = TimesChoice()
        self.times.chosen.connect(self._choose_time)
        self.panels: dict[Figure, FigurePanel] = {}
        for place, figure in enumerate((Figure.WATERFALL, Figure.SPIDER, Figure.SWIMMER, Figure.SURVIVAL)):
            panel = FigurePanel(
                tall=figure is Figure.SWIMMER, choice=self.times if figure is Figure.SURVIVAL else None
            )
            panel.setMinimumSize(1, LEAST_PANEL_PX)
            panel.pointed.connect(self._light)
            panel.chosen.connect(self._tell_subject)
            panel.exportWanted.connect(lambda figure=figure: self._export_one(figure))
            self.panels[figure] = panel
            grid.addWidget(panel, place // 2, place % 2)
        for at in (0, 1):
            grid.setRowStretch(at, 1)
            grid.setColumnStretch(at, 1)
        figures = QWidget()
        figures.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        row.addWidget(_scrolled(figures), 1)
        self.numbers = Numbers()
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 8)
        self._unread = wrapped("", "second", "warning")
        self._unread.setContentsMargins(12, 8, 12, 0)
        self._unread.hide()
        inside.addWidget(self._unread)
        inside.addWidget(self.numbers)
        self._footnote = wrapped("", "caption", "faint")
        self._footnote.setContentsMargins(12, 8, 12, 0)
        inside.addWidget(self._footnote)
        inside.addStretch(1)
        self._numbers_area = _scrolled(holder)
        self._numbers_area.setProperty("panel", True)
        row.addWidget(self._numbers_area)
        return body

    def show_trial(self, session: Session | None) -> None:
        """The endpoints of this trial from now on; None for no trial."""
        self._unsubscribe()
        self._unsubscribe = _nothing
        self._cancel()
        self._session = session
        self._courses = self._whole = self._endpoints = self._read = self._branch = None
        self._stale = True
        self._forget()
        self.events.show_trial(session)
        if session is not None:
            self._unsubscribe = session.case.subscribe(self._on_changes)
            if self.isVisible():
                self.load()

    def _forget(self) -> None:
        """Nothing stays of what was shown: who comes next may not see it."""
        self._say("")
        for panel in self.panels.values():
            panel.forget()
        self.numbers.show_lines(())
        self._footnote.setText("")
        self._unread.hide()
        self.head.forget()

    def load(self) -> None:
        """Computes what the page shows, where something has changed since."""
        session = self._session
        if session is None or not self._stale or not session.may(Call.SEE_CLINICAL):
            return
        self._cancel()
        self._stale = False
        self._say(self.tr("Endpoints are being computed."))
        read, own = self._read, session.reader

        def work(report: Report) -> Computed:
            with without_collections():
                with session.store.reading() as trial:
                    courses = stored_courses(trial, read or usual_choice(trial, own))
                return courses, courses.endpoints

        job = session.jobs.prepare(work)
        job.finished.connect(self._show_computed)
        job.failed.connect(self._tell_failure)
        self._job = job
        session.jobs.start(job)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _say(self, sentence: str) -> None:
        self._blank.setText(sentence)
        middle, left = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignLeft
        self._blank.setAlignment(left if "\n" in sentence else middle)
        self._turn_to(self._instead)
        self.head.allow_export(False)

    def _show_computed(self, computed: Computed) -> None:
        self._job = None
        self._courses, self._whole = computed
        self._show()

    def _tell_failure(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, Refusal):
            raise error
        self._courses = self._whole = self._endpoints = None
        self._offer_reads()
        self._say(refusal_text(error))

    def _offer_reads(self) -> None:
        if self._session is None:
            return
        with self._session.store.reading() as trial:
            readers = sorted({read.reader for read in trial.reads()})
            peopled = trial.evidence.has_people()
        self.head.offer_reads(readers, self._read, peopled=peopled)

    def _show(self) -> None:
        """Everything anew from the courses, by the filters."""
        if self._courses is None:
            return
        courses = self._courses if self._branch is None else self._courses.of_branch(self._branch)
        if self._shown.radiation is not None:
            courses = courses.of_class(self._shown.radiation)
        self._endpoints = self._whole if courses is self._courses else courses.endpoints
        assert self._endpoints is not None, "they come with the courses"
        self._offer_reads()
        self.head.show_state(self._endpoints, self._branch, self._shown)
        self.numbers.show_lines(lines_of(self._endpoints))
        unread = unread_sentence(self._endpoints)
        self._unread.setText(unread)
        self._unread.setVisible(bool(unread))
        self._footnote.setText(
            "\n".join(
                (
                    self.tr("Patients never assessed, or not evaluable, stay in the denominator."),
                    classes_sentence(),
                    self.tr("NR: not reached."),
                    *notes(self._endpoints),
                )
            )
        )
        self._draw()
        self._turn_to(self._figures)
        self.head.allow_export(True)

    def _turn_to(self, widget: QWidget) -> None:
        """Where endpoints are looked at, from now on."""
        self._endpoints_place = widget
        if self._place == ENDPOINTS:
            self._stack.setCurrentWidget(widget)

    def show_place(self, place: str) -> None:
        """Endpoints, or the clinical events that they rest on."""
        self._place = place
        self.head.show_place(place)
        self._stack.setCurrentWidget(self.events if place == EVENTS else self._endpoints_place)
        if place == EVENTS:
            self.events.view.setFocus(Qt.FocusReason.OtherFocusReason)  # its keys, Insert among them

    def _draw(self) -> None:
        if self._endpoints is None:
            return
        for figure, panel in self.panels.items():
            wanted = self._time if figure is Figure.SURVIVAL else figure
            panel.show_figure(draw(wanted, self._endpoints, self._shown))

    # Filters

    def _choose_read(self, choice: ReadChoice) -> None:
        self._read, self._stale = choice, True
        self.load()

    def _choose_branch(self, branch: ResponseSet | None) -> None:
        self._branch = branch
        self._show()

    def _choose_class(self, radiation: RadiationClass | None) -> None:
        self._shown = Shown(radiation, self._shown.by_lesion)
        self._show()

    def _choose_bars(self, by_lesion: bool) -> None:
        self._shown = Shown(self._shown.radiation, by_lesion)
        self._draw()

    def _choose_time(self, figure: Figure) -> None:
        self._time = figure
        self._draw()

    # Hands

    def _light(self, subject: str) -> None:
        for panel in self.panels.values():
            panel.view.light(subject)

    def _tell_subject(self, code: str) -> None:
        if self._session is None:
            return
        with self._session.store.reading() as trial:
            uid = next((one.uid for one in trial.subjects() if one.code == code), None)
        if uid is not None:
            self.subjectChosen.emit(uid)

    def _export_one(self, figure: Figure) -> None:
        if self._endpoints is None:
            return
        wanted = self._time if figure is Figure.SURVIVAL else figure
        columns = [
            self.tr("{format}, one column of 85 mm (*.{suffix})").format(format=name, suffix=name.lower())
            for name in FORMATS
        ]
        named, kind = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the figure; its data goes beside it"),
            f"{file_stem(wanted, self._shown, self._endpoints.subset)}.svg",
            ";;".join((*(f"{name} (*.{name.lower()})" for name in FORMATS), *columns)),
        )
        if named:
            path = Path(named)
            if path.suffix not in (".svg", ".png", ".pdf"):
                path = path.with_name(f"{path.name}.svg")
            self.save_figure(wanted, path, ONE_COLUMN if kind in columns else PAGE_WIDE)

    def save_figure(self, figure: Figure, path: Path, wide: Print = PAGE_WIDE) -> None:
        """Writes one figure as it is filtered now, its data beside it, and says so."""
        if self._endpoints is None:
            return
        try:
            written = write_figure(figure, self._endpoints, self._shown, path, wide)
        except Refusal as refusal:
            self._tell("error", refusal_text(refusal))
            return
        names = " ".join(one.name for one in written)
        self._tell("done", self.tr("Written to {folder}: {names}").format(folder=path.parent, names=names))

    def _export_all(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where all figures and their data go"))
        if folder:
            self.save_all(Path(folder))

    def save_all(self, folder: Path) -> None:
        """Writes every figure and its data, and says so."""
        if self._endpoints is None:
            return
        try:
            written = write_figures(self._endpoints, folder)
        except Refusal as refusal:
            self._tell("error", refusal_text(refusal))
            return
        self._tell(
            "done",
            self.tr("{0} files were written to {folder}", "", len(written)).format(
                len(written), folder=folder
            ),
        )

    def _tell(self, kind: str, sentence: str) -> None:
        while (former := self._banners.takeAt(0)) is not None:
            widget = former.widget()
            if widget is not None:
                widget.deleteLater()
        banner = Banner(kind, sentence)
        banner.let_dismiss()
        self._banners.addWidget(banner)

    def _on_changes(self, changes: Changes) -> None:
        self._stale = True
        self.events.follow()
        if self.isVisible():
            self.load()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = next(width for least, width in PANEL_PX if self.width() >= least)
        self._numbers_area.setFixedWidth(wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _scrolled(content: QWidget) -> QScrollArea:
    """As wide as there is room, and as high as it needs."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(content)
    return made


def _nothing() -> None:
    """What ends listening to no trial."""
