"""The review of one subject: the matrix of its lesions, its sums over time, its calls and why."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.components.buttons import Segments
from app.components.text import label, retone, wrapped
from app.review.crop_loader import CropLoader
from app.review.figures import write_figures
from app.review.matrix import Matrix, matrix_of
from app.review.matrix_view import MatrixView
from app.review.page_head import ReviewHead
from app.review.reviewed import Reviewed, reviewed
from app.review.sum_table import ReviewSums
from app.review.sums import course_chart, reasons, sum_lines
from app.session import Session
from app.style.charting import screen_palette
from measurements.progress import Report
from measurements.refusal import Refusal
from viewer.charts.chart_view import ChartView

WHY_PX = 104
CHART_SHARES = ((1700, 0.44), (0, 0.42))


class ReviewPage(QWidget):
    """Signals: `placeWanted(subject_uid, timepoint_uid, lesion_uid, read_uid)`, `left()`, `exported()`."""

    placeWanted = Signal(str, str, str, str)
    left = Signal()
    exported = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session: Session | None = None
        self._seen: Reviewed | None = None
        self._loader: CropLoader | None = None
        self.head = ReviewHead()
        self.matrix = MatrixView()
        self.chart = ChartView(screen_palette())
        self.sums = ReviewSums()
        self._why = wrapped("", "second", "second")
        self._message = wrapped("", "second", "")
        self._message.setProperty("message", True)
        self._message.hide()
        self.kind = Segments(
            [
                (False, lambda: self.tr("Sums")),
                (True, lambda: self.tr("Each lesion")),
            ],
            lambda: self.tr("What is shown over time"),
        )
        self.kind.choose(False)
        self._each_lesion = False
        self._compose()
        self.head.subjectChosen.connect(self._load)
        self.head.readChosen.connect(lambda uid: self._load(self._subject_uid, uid))
        self.head.overChosen.connect(lambda uid: self._load(self._subject_uid, self._read_uid, uid))
        self.head.shownChanged.connect(self._show)
        self.head.ghostsToggled.connect(self.matrix.set_ghosts)
        self.head.exportWanted.connect(self._ask_where_to)
        self.kind.chosen.connect(self._choose_kind)
        self.matrix.opened.connect(self._open)

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._message)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.matrix, 1)
        self._side = QWidget()
        self._side.setProperty("edge", "left")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(16, 10, 16, 10)
        side.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(label(lambda: self.tr("Over time"), "title", weight=600))
        top.addStretch(1)
        top.addWidget(self.kind)
        side.addLayout(top)
        side.addWidget(self.chart, 1)
        side.addWidget(self.sums)
        told = QScrollArea()
        told.setWidgetResizable(True)
        told.setFrameShape(QScrollArea.Shape.NoFrame)
        told.setWidget(self._why)
        told.setFixedHeight(WHY_PX)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop)
        side.addWidget(told)
        row.addWidget(self._side)
        column.addLayout(row, 1)

    # A subject comes and goes

    def open(self, session: Session, subject_uid: str = "", read_uid: str = "") -> None:
        """Brings a subject up as it is stored now; the one shown before stays where none is named.

        Raises:
            Refusal: there is nothing that could be reviewed.
        """
        if session is not self._session:
            self.close_trial()
            self._session = session
            self._loader = CropLoader(session, self)
            self._loader.told.connect(self.tell)
        same = not subject_uid or subject_uid == self._subject_uid
        over = "" if self._seen is None or self._seen.over is None or not same else self._seen.over.read.uid
        chosen = read_uid or (self._read_uid if same else "")
        self._take(reviewed(session.store, subject_uid or self._subject_uid, chosen, over))

    def close_trial(self) -> None:
        """Nothing of the trial is shown any more."""
        if self._loader is not None:
            self._loader.stop()
            self.matrix.show_matrix(Matrix(), None)
            self._loader.deleteLater()
        self.chart.show_chart(None)
        self._session = self._seen = self._loader = None
        self._message.hide()

    @property
    def seen(self) -> Reviewed | None:
        """What is under review."""
        return self._seen

    @property
    def loader(self) -> CropLoader | None:
        return self._loader

    def tell(self, sentence: str) -> None:
        """Shows a sentence above the matrix, until another subject comes."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        retone(self._message, "warning")

    @property
    def _subject_uid(self) -> str:
        return "" if self._seen is None else self._seen.subject.uid

    @property
    def _read_uid(self) -> str:
        return "" if self._seen is None else self._seen.chosen.read.uid

    def _load(self, subject_uid: str, read_uid: str = "", over_uid: str = "") -> None:
        if self._session is None:
            return
        try:
            self._take(reviewed(self._session.store, subject_uid, read_uid, over_uid))
        except Refusal as refusal:
            if self._seen is not None:
                self.head.show_reviewed(self._seen)
            self.tell(str(refusal))

    def _take(self, seen: Reviewed) -> None:
        self._seen = seen
        self._message.hide()
        self.head.show_reviewed(seen)
        self._show()

    # What is shown

    def _show(self) -> None:
        seen = self._seen
        if seen is None or self._loader is None:
            return
        self.matrix.show_matrix(matrix_of(seen, self.head.shown()), self._loader)
        self._loader.ask_for(self.matrix.in_sight_first(), seen.series)
        self.sums.show_lines(
            [one.label for one in seen.case.timepoints], sum_lines(seen), signed=seen.chosen.locked
        )
        self._why.setText("\n".join(reasons(seen)))
        self._show_chart()

    def _show_chart(self) -> None:
        if self._seen is not None:
            self.chart.show_chart(course_chart(self._seen, self.head.shown(), lesions=self._each_lesion))

    def _choose_kind(self, each_lesion: object) -> None:
        self._each_lesion = bool(each_lesion)
        self._show_chart()

    def _open(self, lesion_uid: str, timepoint_uid: str) -> None:
        self.placeWanted.emit(self._subject_uid, timepoint_uid, lesion_uid, self._read_uid)

    # Pictures out

    def _ask_where_to(self) -> None:
        if self._seen is None:
            return
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder for the figures"))
        if folder:
            self.export_to(Path(folder))

    def export_to(self, folder: Path) -> None:
        """Writes matrix and charts as PNG, SVG and PDF off the window's thread, and tells what came of it."""
        seen, loader, session = self._seen, self._loader, self._session
        if seen is None or loader is None or session is None:
            return
        shown, ghosts_on = self.head.shown(), self.head.ghosts.isChecked()

        def work(report: Report) -> tuple[Path, ...]:
            return write_figures(folder, seen, shown, loader.picture, ghosts_on=ghosts_on, report=report)

        job = session.jobs.prepare(work)
        job.finished.connect(lambda written: self._tell_written(folder, len(written)))
        job.failed.connect(self._tell_failure)
        job.ended.connect(lambda: self.head.export.setEnabled(True))
        self.head.export.setEnabled(False)
        self.tell(self.tr("The figures are being written."))
        session.jobs.start(job)

    def _tell_written(self, folder: Path, count: int) -> None:
        sentence = self.tr("{0} figures were written to {folder}.", "", count)
        self.tell(sentence.format(count, folder=folder))
        self.exported.emit()

    def _tell_failure(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.tell(str(error))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        self.matrix.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        share = next(one for least, one in CHART_SHARES if width >= least)
        self._side.setFixedWidth(round(width * share))

    def changeEvent(self, event: QEvent) -> None:
        """Another language: what is written from values is written anew, once every part has heard."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._seen is not None:
            QTimer.singleShot(0, self, lambda: self._take(self._seen) if self._seen else None)
