"""The panel at the right: lesions by class, the form of the one in hand, sums, the call and its reasons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.components.buttons import button, with_key
from app.components.text import ElidedLabel, label
from app.reading.call.call_panel import CallPanel
from app.reading.call.sum_table import SumTable
from app.reading.guide import Guide
from app.reading.lesions.lesion_form import LesionForm
from app.reading.lesions.lesion_list import LesionList
from app.reading.signing.block import SigningBlock


def _rule() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    line.setProperty("divider", True)
    return line


class LesionPanel(QWidget):
    """Lays the parts out; the room fills them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setProperty("edge", "left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        head.setFixedHeight(44)
        head.setProperty("edge", "bottom")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(label(lambda: self.tr("Lesions"), "title", weight=600))
        self._count = label("", "second", "second")
        self._unanswered_key = self._new_key = self._held = ""
        row.addWidget(self._count)
        self._between = ElidedLabel("", "second", "second")
        self._between.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._between, 1)
        column.addWidget(head)
        self.guide = Guide()
        column.addWidget(self.guide)
        self.lesions = LesionList()
        column.addWidget(self.lesions, 1)
        self.lesions.setMinimumHeight(40)
        self.form = LesionForm()
        self.form.hide()  # until a lesion is in hand
        column.addWidget(self.form)
        column.addWidget(_rule())
        self.sums = SumTable()
        column.addWidget(self.sums)
        column.addWidget(_rule())
        self.call = CallPanel()
        column.addWidget(self.call)
        self.signing = SigningBlock()
        column.addWidget(self.signing)
        foot = QWidget()
        foot.setProperty("edge", "top")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        buttons = QHBoxLayout(foot)
        self._foot = buttons
        self.next = button(lambda: self.tr("Next lesion"))
        buttons.addWidget(self.next)
        buttons.addStretch(1)
        self.new = button(lambda: self.tr("New lesion"), icon_name="plus", primary=True)
        buttons.addWidget(self.new)
        column.addWidget(foot)

    def show_keys(self, following: str, new: str, unanswered: str, sign: str) -> None:
        """The keys of the buttons and of the count in their tips."""
        self._unanswered_key, self._new_key = unanswered, new
        self.next.setToolTip(with_key(self.tr("Next lesion"), following))
        self.hold(self._held)
        self.signing.show_key(sign)

    def hold(self, held: str) -> None:
        """Why no lesion can begin here; empty where one can."""
        self._held = held
        self.lesions.hold(held)
        self.new.setEnabled(not held)
        self.new.setToolTip(held or with_key(self.tr("New lesion"), self._new_key))

    def show_count(self, wanted: int, asked: int, between: str) -> None:
        """`wanted` of the `asked` lesions are not answered yet."""
        text = self.tr("{count} to answer").format(count=wanted) if wanted else self.tr("all answered")
        self._count.setText(text if asked else "")
        self._count.setToolTip(
            with_key(self.tr("To the next one to answer"), self._unanswered_key) if wanted else ""
        )
        self._between.setText(between)

    def focus_first(self) -> None:
        """Gives the keyboard to the site, or to the first control that can be used."""
        stops = [self.form.site, *self.signing.buttons, self.next]
        usable = next((one for one in stops if one.isVisible() and one.isEnabled()), self.next)
        usable.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_room(self, *, narrow: bool, low: bool, tight: bool) -> None:
        """Narrow: 348 px instead of 412. Low: the rows of the classes and the remarks give way to the list,
        and everything stands closer.

        Tight: what would flip the call and how a step of the guide is done go too. The sum never goes.
        """
        self.setFixedWidth(348 if narrow else 412)
        self.guide.set_room(low=low, tight=tight)
        self.lesions.set_low(low)
        self.form.set_low(low)
        self.sums.set_only_total(low)
        self.call.set_room(low=low, tight=tight)
        self.signing.set_low(low)
        self._foot.setContentsMargins(12, 5 if low else 10, 12, 5 if low else 10)
