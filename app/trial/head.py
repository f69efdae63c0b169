"""The head of the trial window: whose reads, which patients, which lesions, and what is saved."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.components.buttons import Segments, button
from app.components.fields import Choice
from app.components.text import ElidedLabel, label
from app.components.words import say
from app.language import language
from app.trial.figure_words import class_words
from app.trial.figures import Figure, Shown
from app.trial.tables import branch_words
from measurements.case.trial_endpoints import Choice as Reads
from measurements.case.trial_endpoints import ReadChoice
from measurements.endpoints.trial import TrialEndpoints
from measurements.lesion import RadiationClass
from measurements.recist.response import ResponseSet

PATIENTS, LESIONS = "patients", "lesions"


class TrialHead(QWidget):
    """Signals: `readChosen(ReadChoice)`, `branchChosen(ResponseSet or None)`, `classChosen(RadiationClass or
    None)`, `barsChosen(by_lesion)`, `exportWanted()`."""

    readChosen = Signal(object)
    branchChosen = Signal(object)
    classChosen = Signal(object)
    barsChosen = Signal(bool)
    exportWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(56)
        self.setProperty("panel", True)
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(label(lambda: self.tr("Trial"), "page", weight=600))
        self._what = ElidedLabel("", "body", "second")
        row.addWidget(self._what, 1)
        self.reads = Choice()
        self.reads.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        say(self.reads, Choice.setAccessibleName, lambda: self.tr("Whose reads count"))
        self.reads.activated.connect(lambda at: self.readChosen.emit(self.reads.itemData(at)))
        row.addWidget(self.reads)
        self.branch = Choice()
        self.branch.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        say(self.branch, Choice.setAccessibleName, lambda: self.tr("Patients"))
        self.branch.activated.connect(self._tell_branch)
        row.addWidget(self.branch)
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
        row.addWidget(self.classes)
        self.bars = Segments(
            [(PATIENTS, lambda: self.tr("By patient")), (LESIONS, lambda: self.tr("By lesion"))],
            lambda: self.tr("Bars of the waterfall"),
        )
        self.bars.chosen.connect(lambda value: self.barsChosen.emit(value == LESIONS))
        self.bars.chosen.connect(self.bars.choose)
        self.bars.choose(PATIENTS)
        row.addWidget(self.bars)
        self.export = button(lambda: self.tr("Export all"), icon_name="export")
        self.export.clicked.connect(self.exportWanted)
        row.addWidget(self.export)

    def _tell_branch(self, at: int) -> None:
        said = self.branch.itemData(at)  # which Qt keeps as a plain text
        self.branchChosen.emit(ResponseSet(said) if said else None)

    def make_times(self) -> Segments:
        """The choice between survival and the duration of response, for the head of their panel."""
        made = Segments(
            [
                (Figure.SURVIVAL, lambda: self.tr("PFS, OS")),
                (Figure.DURATION, lambda: self.tr("DoR")),
            ],
            lambda: self.tr("Times"),
        )
        made.choose(Figure.SURVIVAL)
        return made

    def forget(self) -> None:
        """Tells of no trial any more."""
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

    def show_state(self, endpoints: TrialEndpoints, branch: ResponseSet | None, shown: Shown) -> None:
        """What the figures rest on, and by which filters."""
        trial, data = endpoints.protocol.trial, endpoints.data
        title = trial.title_zh if language() == "zh" and trial.title_zh else trial.title
        cutoff = (
            self.tr("cut-off {date}") if data.cutoff_stated else self.tr("no cut-off, last date {date}")
        ).format(date=data.cutoff.isoformat())
        self._what.setText(
            self.tr("n = {count} \u00b7 {cutoff} \u00b7 {read} \u00b7 {title}").format(
                count=endpoints.enrolled, cutoff=cutoff, read=endpoints.read, title=title
            )
        )
        self.branch.clear()
        self.branch.addItem(self.tr("All patients"), None)
        for one in ResponseSet:
            self.branch.addItem(branch_words(one), one)
        self.branch.setCurrentIndex(0 if branch is None else 1 + list(ResponseSet).index(branch))
        self.classes.choose(shown.radiation or "")
        self.bars.choose(LESIONS if shown.by_lesion else PATIENTS)
