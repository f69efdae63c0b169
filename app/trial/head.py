"""The head of the trial window: whose reads, which patients, which lesions, and what is saved."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.components.buttons import Segments, button
from app.components.fields import Choice
from app.components.text import ElidedLabel, label
from app.components.words import say
from app.language import language
from app.trial.drawn import Shown
from app.trial.figure_words import branch_words, class_words, read_words
from measurements.case.trial_endpoints import Choice as Reads
from measurements.case.trial_endpoints import ReadChoice
from measurements.endpoints.trial import TrialEndpoints
from measurements.lesion import RadiationClass
from measurements.recist.response import ResponseSet

PATIENTS, LESIONS = "patients", "lesions"
ENDPOINTS, EVENTS = "endpoints", "events"

ROW_PX = 56
SECOND_ROW_PX = 44
LEAST_CHOICE_PX = 96
LEAST_WHAT_PX = 300
"""Less of what the figures rest on is no use: the filters go into a row of their own."""


class TrialHead(QWidget):
    """Signals: `placeChosen(ENDPOINTS or EVENTS)`, `readChosen(ReadChoice)`, `branchChosen(ResponseSet or
    None)`, `classChosen(RadiationClass or None)`, `barsChosen(by_lesion)`, `exportWanted()`."""

    placeChosen = Signal(object)
    readChosen = Signal(object)
    branchChosen = Signal(object)
    classChosen = Signal(object)
    barsChosen = Signal(bool)
    exportWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 0, 12, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(label(lambda: self.tr("Trial"), "page", weight=600), 0, 0)
        self.places = Segments(
            [(ENDPOINTS, lambda: self.tr("Endpoints")), (EVENTS, lambda: self.tr("Events"))],
            lambda: self.tr("What is shown of the trial"),
        )
        self.places.chosen.connect(self.placeChosen)
        self.places.choose(ENDPOINTS)
        self._grid.addWidget(self.places, 0, 1)
        self._rests_on = ("", "")
        self._what = ElidedLabel("", "body", "second")
        self._grid.addWidget(self._what, 0, 2)
        self._filters = self._make_filters()
        self.export = button(lambda: self.tr("Export all"), icon_name="export")
        self.export.clicked.connect(self.exportWanted)
        self._grid.addWidget(self.export, 0, 4)
        self._place = ENDPOINTS
        self._arrange()

    def _make_filters(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.reads = Choice()
        say(self.reads, Choice.setAccessibleName, lambda: self.tr("Whose reads count"))
        self.reads.activated.connect(lambda at: self.readChosen.emit(self.reads.itemData(at)))
        self.branch = Choice()
        say(self.branch, Choice.setAccessibleName, lambda: self.tr("Patients"))
        self.branch.activated.connect(self._tell_branch)
        for choice in (self.reads, self.branch):
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
            choice.setMinimumWidth(LEAST_CHOICE_PX)
            row.addWidget(choice)
        self.classes = Segments(
            [
                ("", lambda: self.tr("All lesions")),
                (RadiationClass.SBRT, lambda: class_words(RadiationClass.SBRT)),
                (RadiationClass.LDRT, lambda: class_words(RadiationClass.LDRT)),
                (RadiationClass.UNIRRADIATED, lambda: class_words(RadiationClass.UNIRRADIATED)),
            ],
            lambda: self.tr("Lesions"),
        )
        self.classes.chosen.connect(lambda value: self.classChosen.emit(value or None))
        self.classes.chosen.connect(self.classes.choose)
        self.classes.choose("")
        self.bars = Segments(
            [(PATIENTS, lambda: self.tr("By patient")), (LESIONS, lambda: self.tr("By lesion"))],
            lambda: self.tr("Bars of the waterfall"),
        )
        self.bars.chosen.connect(lambda value: self.barsChosen.emit(value == LESIONS))
        self.bars.chosen.connect(self.bars.choose)
        self.bars.choose(PATIENTS)
        for segments in (self.classes, self.bars):
            segments.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            row.addWidget(segments)
        row.addStretch(1)
        return made

    def _arrange(self) -> None:
        """The filters in the row of the title where there is room, else in one of their own."""
        endpoints = self._place == ENDPOINTS
        one_row = self.width() >= self._one_row_px()
        for part in (self._what, self._filters, self.export):
            part.setVisible(endpoints)
        self._grid.removeWidget(self._filters)
        if one_row:
            self._grid.addWidget(self._filters, 0, 3)
        else:
            self._grid.addWidget(self._filters, 1, 0, 1, 5, Qt.AlignmentFlag.AlignTop)
        second_px = 0 if one_row or not endpoints else SECOND_ROW_PX
        self._grid.setRowMinimumHeight(0, ROW_PX - 1)
        self._grid.setRowMinimumHeight(1, second_px)
        self.setFixedHeight(ROW_PX + second_px)

        self._tell_what(one_row)

    def _one_row_px(self) -> int:
        """What everything takes beside each other, in the language of the moment."""
        title = self._grid.itemAtPosition(0, 0)
        assert title is not None, "it is put there at first"
        parts = [title.sizeHint(), *(part.sizeHint() for part in (self.places, self._filters, self.export))]
        margins = self._grid.contentsMargins()
        spaces = 4 * self._grid.horizontalSpacing() + margins.left() + margins.right()
        return sum(part.width() for part in parts) + spaces + LEAST_WHAT_PX

    def _tell_what(self, one_row: bool) -> None:
        """With the title of the trial where all of it has room, else with the code of its protocol."""
        long, short = self._rests_on
        beside = self._one_row_px() - LEAST_WHAT_PX
        room = self.width() - beside + (0 if one_row else self._filters.sizeHint().width())
        self._what.setText(long if self._what.fontMetrics().horizontalAdvance(long) <= room else short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _tell_branch(self, at: int) -> None:
        said = self.branch.itemData(at)  # which Qt keeps as a plain text
        self.branchChosen.emit(ResponseSet(said) if said else None)

    def show_place(self, place: str) -> None:
        """The filters and files of endpoints stand beside endpoints alone."""
        self._place = place
        self.places.choose(place)
        self._arrange()

    def forget(self) -> None:
        """Tells of no trial any more."""
        self._rests_on = ("", "")
        self._what.setText("")
        self.reads.clear()
        self.branch.clear()

    def allow_export(self, allowed: bool) -> None:
        self.export.setEnabled(allowed)

    def offer_reads(self, readers: Sequence[str], chosen: ReadChoice | None, *, peopled: bool) -> None:
        """The reads there are to choose from; None is what the protocol says."""
        self.reads.clear()
        self.reads.addItem(self.tr("Reads of the protocol"), None)
        if peopled:
            self.reads.addItem(self.tr("Investigator's reads"), ReadChoice(Reads.INVESTIGATOR))
            self.reads.addItem(self.tr("Accepted of the readers"), ReadChoice(Reads.ACCEPTED))
        for reader in readers:
            self.reads.addItem(
                self.tr("Reads of {reader}").format(reader=reader), ReadChoice(Reads.READER, reader)
            )
        at = next((n for n in range(self.reads.count()) if self.reads.itemData(n) == chosen), 0)
        self.reads.setCurrentIndex(at)
        if not self.branch.count():
            self._offer_branches(None)

    def _offer_branches(self, chosen: ResponseSet | None) -> None:
        self.branch.clear()
        self.branch.addItem(self.tr("All patients"), None)
        for one in ResponseSet:
            self.branch.addItem(branch_words(one), one)
        self.branch.setCurrentIndex(0 if chosen is None else 1 + list(ResponseSet).index(chosen))

    def show_state(self, endpoints: TrialEndpoints, branch: ResponseSet | None, shown: Shown) -> None:
        """What the figures rest on, and by which filters."""
        trial, data = endpoints.protocol.trial, endpoints.data
        title = trial.title_zh if language() == "zh" and trial.title_zh else trial.title
        cutoff = (
            self.tr("cut-off {date}") if data.cutoff_stated else self.tr("no cut-off, last date {date}")
        ).format(date=data.cutoff.isoformat())
        words = self.tr("n = {count} \u00b7 {cutoff} \u00b7 {read} \u00b7 {title}")
        count, read = endpoints.enrolled, read_words(endpoints.read)
        self._rests_on = (
            words.format(count=count, cutoff=cutoff, read=read, title=title),
            words.format(count=count, cutoff=cutoff, read=read, title=trial.code),
        )
        self._offer_branches(branch)
        self.classes.choose(shown.radiation or "")
        self.bars.choose(LESIONS if shown.by_lesion else PATIENTS)
        self._arrange()
