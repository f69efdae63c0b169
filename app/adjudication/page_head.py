"""The head of the page: whose reads, which timepoint, how the two call it, ghosts and link."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.adjudication.two_reads import TwoReads, read_names
from app.components.buttons import button, name_tool, tool_button
from app.components.chips import CallChip
from app.components.fields import Choice
from app.components.text import ElidedLabel, label
from app.components.words import say
from app.figures import day_text
from app.reading.hands.hands import Hands
from app.reading.hands.keys import Action
from app.style.icons import icon
from app.style.look import look
from measurements.adjudication.effects import Comparison


class PageHead(QWidget):
    """Signals: `stepped(by)` to another timepoint that differs, `timepointChosen(uid)`,
    `ghostsToggled(on)`, `linkToggled(on)`."""

    stepped = Signal(int)
    timepointChosen = Signal(str)
    ghostsToggled = Signal(bool)
    linkToggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(56)
        self.setProperty("panel", True)
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(10)
        self._code = label("", "page", weight=600)
        row.addWidget(self._code)
        self.timepoint = Choice()
        self.timepoint.setMinimumWidth(180)
        say(self.timepoint, Choice.setAccessibleName, lambda: self.tr("Timepoint"))
        row.addWidget(self.timepoint)
        self._names = (label("", "body", "second"), label("", "body", "second"))
        self._chips = (CallChip(), CallChip())
        for name, chip in zip(self._names, self._chips, strict=True):
            row.addSpacing(6)
            row.addWidget(name)
            row.addWidget(chip)
        row.addSpacing(6)
        self._place = ElidedLabel("", "second", "second")
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._place, 1)
        self.earlier = tool_button("chevron-left", lambda: self.tr("Previous timepoint that differs"))
        self.later = tool_button("chevron-right", lambda: self.tr("Next timepoint that differs"))
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        self.ghosts = _switch("ghost")
        say(self.ghosts, QPushButton.setText, lambda: self.tr("Other read as ghost"))
        self.linked = _switch("link")
        say(self.linked, QPushButton.setText, lambda: self.tr("Linked"))
        row.addWidget(self.ghosts)
        row.addWidget(self.linked)
        self.earlier.clicked.connect(lambda: self.stepped.emit(-1))
        self.later.clicked.connect(lambda: self.stepped.emit(1))
        self.ghosts.clicked.connect(self.ghostsToggled)
        self.linked.clicked.connect(self.linkToggled)
        self.timepoint.activated.connect(lambda at: self.timepointChosen.emit(self.timepoint.itemData(at)))

    def show_subject(self, reads: TwoReads, comparison: Comparison) -> None:
        """The subject, and the timepoint that is shown."""
        self._code.setText(reads.subject.code)
        self.timepoint.clear()
        for one in reads.a.timepoints:
            text = self.tr("{timepoint} \u00b7 day {day}").format(timepoint=one.label, day=day_text(one.day))
            if one in reads.called_otherwise:
                text = self.tr("{timepoint}, differs").format(timepoint=text)
            self.timepoint.addItem(text, one.uid)
        self.timepoint.setCurrentIndex(reads.a.timepoints.index(comparison.timepoint))
        for name, chip, words, stands in zip(
            self._names, self._chips, read_names(), (comparison.a, comparison.b), strict=True
        ):
            name.setText(words)
            chip.show_call("" if stands.call is None else stands.call.value, signed=True)
        differing = reads.called_otherwise
        if not differing:
            self._place.setText(self.tr("Both reads call every timepoint alike"))
        elif comparison.timepoint in differing:
            at = differing.index(comparison.timepoint) + 1
            self._place.setText(
                self.tr("{place} of {0} timepoints that differ", "", len(differing)).format(
                    len(differing), place=at
                )
            )
        else:
            self._place.setText(
                self.tr("{0} timepoints differ, not this one", "", len(differing)).format(len(differing))
            )
        here = comparison.timepoint.order
        self.earlier.setEnabled(any(one.order < here for one in reads.stops))
        self.later.setEnabled(any(one.order > here for one in reads.stops))

    def show_switches(self, *, ghosts: bool, linked: bool) -> None:
        self.ghosts.setChecked(ghosts)
        self.linked.setChecked(linked)

    def show_keys(self, hands: Hands) -> None:
        """Which keys do what the head does."""
        name_tool(
            self.earlier,
            lambda: self.tr("Previous timepoint that differs"),
            hands.shown(Action.EARLIER_TIMEPOINT),
        )
        name_tool(
            self.later, lambda: self.tr("Next timepoint that differs"), hands.shown(Action.LATER_TIMEPOINT)
        )
        say(self.ghosts, QWidget.setToolTip, hands.shown(Action.GHOSTS))
        say(self.linked, QWidget.setToolTip, hands.shown(Action.LINK))


def _switch(icon_name: str) -> QPushButton:
    made = button("")
    made.setIcon(icon(icon_name, look().colour.text))
    made.setIconSize(QSize(22, 16))
    made.setCheckable(True)
    return made
