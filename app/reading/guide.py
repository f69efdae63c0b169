"""The first read, step by step, in the panel: each step is ticked off when the read shows it done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.components.buttons import tool_button
from app.components.text import label, retone, wrapped
from app.components.words import say
from app.reading.desk.site_choices import choice_named
from app.reading.desk.standing import OPEN, Standing
from app.style.icons import draw_icon
from app.style.look import look
from measurements.case.case_view import CaseView

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, how, and whether the read shows it done."""

    title: str
    how: str
    done: bool


def first_read_steps(case: CaseView, standing: Standing = OPEN) -> tuple[Step, ...]:
    """The steps of a first read, judged by nothing but what is stored of it; in a trial with accounts the
    next timepoint opens with a signature."""
    baseline, *later = case.timepoints
    drawn = [
        timepoint
        for timepoint in case.timepoints
        for lesion in case.lesions
        if (said := case.measurement(lesion, timepoint)) is not None and said.caliper is not None
    ]
    called = [
        timepoint
        for timepoint in later
        if case.lesions and not case.unanswered(timepoint) and case.call_at(timepoint) is not None
    ]
    signing = (
        Step(
            translate("guide", "Sign the baseline"),
            translate(
                "guide",
                "Answer every lesion of the list, then Ctrl+Enter: it shows what you sign, and your password "
                "signs it. The next timepoint opens with it.",
            ),
            standing.signature_at(baseline) is not None,
        ),
    )
    return (
        Step(
            translate("guide", "Draw a lesion"),
            translate(
                "guide",
                "Turn the wheel about 10 notches up, to slice 8 of 34 or so: the round node at the patient's "
                "right, left in the picture, is one. Ctrl + wheel zooms.",
            ),
            baseline in drawn,
        ),
        Step(
            translate("guide", "Say how it was irradiated"),
            translate(
                "guide",
                "The node had low-dose radiation: Shift+2 for LDRT. Shift+1 is SBRT, Shift+3 unirradiated; "
                "the buttons below do the same.",
            ),
            any(lesion.radiation is not None for lesion in case.lesions),
        ),
        Step(
            translate("guide", "Set its site"),
            translate(
                "guide",
                "At the baseline (Q goes back) click Site below, or press F3, then type: clav finds "
                "the supraclavicular node, the arrow keys its right side, and Enter takes it.",
            ),
            any(choice_named(lesion.site, case.protocol.sites) is not None for lesion in case.lesions),
        ),
        *(signing if standing.role is not None else ()),
        Step(
            translate("guide", "Draw it at the next timepoint"),
            translate(
                "guide", "E goes there, and to where the lesion in hand was found: what you draw is its."
            ),
            any(timepoint in drawn for timepoint in later),
        ),
        Step(
            translate("guide", "See the call and its reason"),
            translate(
                "guide", "Answer every lesion of the list: the call stands below, with what would flip it."
            ),
            bool(called),
        ),
    )


class Guide(QWidget):
    """Quiet, and gone for good when it is dismissed.

    Signals: `dismissed()`.
    """

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._low = self._tight = False
        self._steps: tuple[Step, ...] = ()
        self._rows: list[_StepRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 4, 10)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(lambda: self.tr("Your first read"), "second", weight=600))
        self._count = label("", "second", "second")
        head.addWidget(self._count, 1)
        cross = tool_button("cross", lambda: self.tr("Dismiss the guide"))
        cross.clicked.connect(self.dismissed)
        head.addWidget(cross)
        column.addLayout(head)
        self._column = column
        self._end = wrapped(
            lambda: self.tr(
                "That was a read. Two more lesions are in the lungs (2 is their window): Q back to the "
                "baseline, then N starts the next. A lesion begun at a later timepoint is a new one. "
                "The true diameters are in truth.csv beside the trial."
            )
        )
        self._end.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self._end)
        self.hide()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """The first that is not done is told with how to do it; what was done once stays done."""
        before = self._steps or steps
        steps = [replace(now, done=now.done or was.done) for now, was in zip(steps, before, strict=True)]
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        while len(self._rows) < len(steps):
            row = _StepRow()
            self._rows.append(row)
            self._column.insertWidget(self._column.count() - 1, row)
        self._show()

    def begin(self) -> None:
        """Another read is on the desk: nothing of it is done yet."""
        self._steps = ()

    def set_room(self, *, low: bool, tight: bool) -> None:
        """Low: only the step at hand is told. Tight: without how to do it."""
        self._low, self._tight = low, tight
        self._show()

    def _show(self) -> None:
        done = sum(step.done for step in self._steps)
        say(self._count, QLabel.setText, lambda: self.tr("{0} of {1}").format(done, len(self._steps)))
        at_hand = next((step for step in self._steps if not step.done), None)
        for row, step in zip(self._rows, self._steps, strict=True):
            row.show_step(step, at_hand=step is at_hand, brief=self._tight)
            row.setVisible(at_hand is not None and (step is at_hand or not self._low))
        self._end.setVisible(at_hand is None)


class _StepRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 8, 1)
        row.setSpacing(8)
        self._mark = _Mark()
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = label("", "second")
        words.addWidget(self._title)
        self._how = wrapped("")
        words.addWidget(self._how)
        row.addLayout(words, 1)

    def show_step(self, step: Step, *, at_hand: bool, brief: bool) -> None:
        self._mark.show_done(step.done, at_hand=at_hand)
        self._title.setText(step.title)
        retone(self._title, "" if at_hand else "second" if step.done else "faint")
        self._how.setText(step.how)
        self._how.setVisible(at_hand and not brief)
        told = translate("guide", "done") if step.done else step.how
        self.setAccessibleName(f"{step.title} {told}")


class _Mark(QWidget):
    """A tick for what is done, a ring for what is not."""

    def __init__(self) -> None:
        super().__init__()
        self._done = self._at_hand = False
        self.setFixedSize(QSize(16, 16))

    def show_done(self, done: bool, *, at_hand: bool) -> None:
        self._done, self._at_hand = done, at_hand
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = look().colour
        name = "check" if self._done else "pending"
        colour = colours.done if self._done else colours.accent if self._at_hand else colours.faint
        draw_icon(QPainter(self), name, QRectF(self.rect()), colour)
