"""The review of one subject: the matrix of its lesions, its sums over time, its calls and why."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.components.buttons import Segments
from app.components.text import ElidedLabel, retone, wrapped
from app.refusal_words import refusal_text
from app.review.crop_loader import CropLoader
from app.review.crops import Crop
from app.review.figures import write_figures
from app.review.matrix import Cell, Matrix, matrix_of
from app.review.matrix_view import MatrixView
from app.review.overlay.layers import overlay_of
from app.review.overlay.panel import OverlayPanel
from app.review.overlay.registering import Registering
from app.review.page_head import ReviewHead
from app.review.reviewed import Reviewed, reviewed
from app.review.sum_table import ReviewSums
from app.review.sums import course_chart, differing, reasons, sum_lines
from app.session import Session
from app.style.charting import screen_palette
from measurements.progress import Report
from measurements.refusal import Refusal
from viewer.charts.chart_view import ChartView

WHY_PX = ((780, 104), (0, 62))
"""From which height of the page on the reasons have which height: a low page keeps room for its chart."""
CHART_SHARES = ((1700, 0.44), (0, 0.42))


class Beside(Enum):
    """What stands beside the matrix."""

    SUMS = "sums"
    LESIONS = "lesions"
    OVERLAY = "overlay"


def _nothing(crop: Crop) -> None:
    return None


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
        self._layers: CropLoader | None = None
        self._registering: Registering | None = None
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
                (Beside.SUMS, lambda: self.tr("Sums")),
                (Beside.LESIONS, lambda: self.tr("Each lesion")),
                (Beside.OVERLAY, lambda: self.tr("Overlay")),
            ],
            lambda: self.tr("What is shown beside the matrix"),
        )
        self.overlay = OverlayPanel()
        self._beside = Beside.SUMS
        self._laid_uid = ""
        self.kind.choose(self._beside)
        self._compose()
        self.head.subjectChosen.connect(self._load)
        self.head.readChosen.connect(lambda uid: self._load(self._subject_uid, uid))
        self.head.overChosen.connect(lambda uid: self._load(self._subject_uid, self._read_uid, uid))
        self.head.shownChanged.connect(self._show)
        self.head.ghostsToggled.connect(self.matrix.set_ghosts)
        self.head.exportWanted.connect(self._ask_where_to)
        self.kind.chosen.connect(self._choose_kind)
        self.matrix.opened.connect(self._open)
        self.matrix.overlayWanted.connect(self.lay_over)
        self.matrix.chosen.connect(self._follow)

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
        self._title = ElidedLabel("", "title", "", 600)
        top.addWidget(self._title, 1)
        top.addWidget(self.kind)
        side.addLayout(top)
        side.addWidget(self.overlay, 1)
        side.addWidget(self.chart, 1)
        side.addWidget(self.sums)
        told = QScrollArea()
        told.setWidgetResizable(True)
        told.setFrameShape(QScrollArea.Shape.NoFrame)
        told.setWidget(self._why)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop)
        side.addWidget(told)
        self._told = told
        self._over_time = (self.chart, self.sums, told)
        self.overlay.hide()
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
            self._layers = CropLoader(session, self)
            self._layers.arrived.connect(self.overlay.refresh)
            self._registering = Registering(session, self)
            self._registering.changed.connect(self._show_registered)
            self._registering.told.connect(self.tell)
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
        self.overlay.show_overlay(None, _nothing)
        if self._layers is not None:
            self._layers.stop()
            self._layers.deleteLater()
        if self._registering is not None:
            self._registering.leave()
            self._registering.deleteLater()
        self.chart.show_chart(None)
        self._session = self._seen = self._loader = self._layers = self._registering = None
        self._message.hide()

    @property
    def seen(self) -> Reviewed | None:
        """What is under review."""
        return self._seen

    @property
    def loader(self) -> CropLoader | None:
        return self._loader

    @property
    def layers(self) -> CropLoader | None:
        """Brings the pictures of what is laid over each other."""
        return self._layers

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
            self.tell(refusal_text(refusal))

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
        self._why.setText("\n".join((*differing(seen), *reasons(seen))))
        self._show_chart()

    def _show_chart(self) -> None:
        seen = self._seen
        if seen is None:
            return
        laid = self._beside is Beside.OVERLAY
        if not laid and self._registering is not None:
            self._registering.stop()
        for widget in self._over_time:
            widget.setVisible(not laid)
        self.overlay.setVisible(laid)
        if laid:
            self._show_overlay(seen)
        else:
            self.matrix.mark_laid("")
            self._title.setText(self.tr("Over time"))
            each = self._beside is Beside.LESIONS
            self.chart.show_chart(course_chart(seen, self.head.shown(), lesions=each))

    def _choose_kind(self, beside: object) -> None:
        assert isinstance(beside, Beside)
        self._beside = beside
        self._show_chart()

    # One lesion's timepoints over each other

    def lay_over(self, lesion_uid: str) -> None:
        """Shows the timepoints of a lesion laid over each other, beside the matrix."""
        self._laid_uid = lesion_uid
        self.kind.choose(Beside.OVERLAY)
        self._choose_kind(Beside.OVERLAY)

    def _follow(self, cell: Cell) -> None:
        """Where the keys are in the matrix, there is the overlay."""
        if self._beside is Beside.OVERLAY:
            if cell.lesion_uid != self._laid_uid:
                self.lay_over(cell.lesion_uid)
            self.overlay.show_timepoint(cell.timepoint_uid)

    def _show_registered(self) -> None:
        if self._seen is not None and self._beside is Beside.OVERLAY:
            self._show_overlay(self._seen)

    def _show_overlay(self, seen: Reviewed) -> None:
        rows = self.matrix.matrix.rows
        asked = [row for row in rows if row.lesion_uid == self._laid_uid]
        row = next(iter((*asked, *(row for row in rows if row.pictured), *rows)), None)
        layers, registering = self._layers, self._registering
        if row is None or layers is None or registering is None:
            self._title.setText(self.tr("No lesion is shown"))
            self.overlay.show_overlay(None, _nothing)
            return
        self._laid_uid = row.lesion_uid
        self.matrix.mark_laid(row.lesion_uid)
        name = self.tr("{lesion} \u00b7 {site}").format(lesion=row.label, site=row.site)
        self._title.setText(name if row.site else row.label)
        lesion = next(one for one in seen.case.lesions if one.uid == row.lesion_uid)
        registering.want(seen, lesion)
        overlay = overlay_of(seen, row, registering.of(seen, lesion))
        layers.ask_for([one.crop for one in overlay.layers if one.crop is not None], seen.series)
        self.overlay.show_overlay(overlay, layers.picture)

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
        overlay = self.overlay.figure if self._beside is Beside.OVERLAY else None

        def work(report: Report) -> tuple[Path, ...]:
            return write_figures(
                folder, seen, shown, loader.picture, ghosts_on=ghosts_on, overlay=overlay, report=report
            )

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
        self.tell(refusal_text(error))

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
        self._told.setFixedHeight(next(high for least, high in WHY_PX if event.size().height() >= least))

    def changeEvent(self, event: QEvent) -> None:
        """Another language: what is written from values is written anew, once every part has heard."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._seen is not None:
            QTimer.singleShot(0, self, lambda: self._take(self._seen) if self._seen else None)
