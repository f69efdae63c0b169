"""The trial's protocol on a page of its own: read, searched, and replaced by another file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.components.banner import Banner
from app.components.buttons import button
from app.components.text import ElidedLabel, label
from app.components.words import Wording, say, worded
from app.language import language
from app.protocol_text import differences, typeset
from app.refusal_words import refusal_text
from app.session import Session
from app.style.fonts import font
from app.style.look import look
from app.worklist.head import FilterField
from measurements.case.changes import Changes
from measurements.case.commands import SetProtocol
from measurements.case.trial_protocol import TrialProtocol, trial_protocol
from measurements.protocol.loading import protocol_from_text, text_of
from measurements.protocol.readable import readable_protocol
from measurements.protocol.values import Protocol
from measurements.refusal import Refusal

WIDEST_PX = 960
MOST_DIFFERENCES = 8


class ProtocolPage(QWidget):
    """Shows what calls are made by; another file takes its place after its differences were shown.

    Signals: `left()` when the reader is done with it.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session: Session | None = None
        self._found: TrialProtocol | None = None
        self._unsubscribe = _nothing
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        self._banners = QVBoxLayout()
        column.addLayout(self._banners)
        self._text = QTextBrowser()
        say(self._text, QTextBrowser.setAccessibleName, lambda: self.tr("Protocol"))
        self._text.setFont(font(look().size.body))
        self._text.document().setDocumentMargin(24)
        self._text.setMaximumWidth(WIDEST_PX)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._text, 100)
        middle.addStretch(1)
        column.addLayout(middle, 1)
        for keys in (QKeySequence(QKeySequence.StandardKey.Find), QKeySequence("/")):
            QShortcut(keys, self, self._seek, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setProperty("edge", "bottom")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(64)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(label(lambda: self.tr("Protocol"), "page", weight=600))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        self._identity = ElidedLabel("", "body", "", 600)
        words.addWidget(self._identity)
        self._origin = ElidedLabel("", "second", "second")
        words.addWidget(self._origin)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._count = label("", "second", "second")
        row.addWidget(self._count)
        self.field = FilterField()
        say(self.field, QLineEdit.setPlaceholderText, lambda: self.tr("Find"))
        say(self.field, QLineEdit.setAccessibleName, lambda: self.tr("Find in the protocol"))
        self.field.textChanged.connect(self._find)
        self.field.left.connect(self._find_next)
        row.addWidget(self.field, 0, Qt.AlignmentFlag.AlignVCenter)
        self.other = button(lambda: self.tr("Open another protocol file…"), icon_name="folder")
        self.other.clicked.connect(self._choose_file)
        row.addWidget(self.other, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    # A trial comes and goes

    def show_trial(self, session: Session | None) -> None:
        """Shows the protocol of an open trial, and follows it; None when it closes."""
        self._unsubscribe()
        self._unsubscribe = _nothing
        self._session, self._found = session, None
        self._clear_banners()
        may = session is None or session.may(SetProtocol)
        self.other.setEnabled(may)
        say(
            self.other,
            QPushButton.setToolTip,
            "" if may else lambda: self.tr("Only a data manager puts another protocol in force"),
        )
        if session is not None:
            self._unsubscribe = session.case.subscribe(self._on_changes)
            self.refresh()

    def refresh(self) -> None:
        """Reads the protocol in force and shows it."""
        if self._session is None:
            return
        try:
            with self._session.store.reading() as trial:
                self._found = trial_protocol(trial)
        except Refusal as refusal:
            self._found = None
            self._text.clear()
            self._identity.setText("")
            self._origin.setText("")
            self._tell(
                "error",
                lambda: self.tr("The protocol of this trial cannot be read"),
                partial(refusal_text, refusal),
            )
            return
        self._show_found(self._found)
        self._find(self.field.text())

    def _show_found(self, found: TrialProtocol) -> None:
        self._identity.setText(found.protocol.identity)
        self._origin.setText(
            self.tr("From {file}, put in by {who} on {when} UTC").format(
                file=found.stored.file_name, who=found.who, when=found.when_utc[:16].replace("T", " ")
            )
        )
        self._text.setHtml(typeset(readable_protocol(found.protocol, language())))

    def changeEvent(self, event: QEvent) -> None:
        """In another language the page stays where it was."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._found is not None:
            bar = self._text.verticalScrollBar()
            place = bar.value()
            self._show_found(self._found)
            self._find(self.field.text())
            bar.setValue(place)

    def _on_changes(self, changes: Changes) -> None:
        if changes.protocol:
            self._clear_banners()
            self.refresh()

    # Another file

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a protocol file"), "", self.tr("Protocols (*.toml)")
        )
        if name:
            self.offer_file(Path(name))

    def offer_file(self, path: Path) -> None:
        """Shows what a file says otherwise, and offers to put it in force; or why it cannot be."""
        self._clear_banners()
        try:
            text = text_of(path)
            new = protocol_from_text(text, path.name)
        except Refusal as refusal:
            self._tell("error", lambda: self.tr("This file is no protocol"), partial(refusal_text, refusal))
            return
        former = None if self._found is None else self._found.protocol
        if former is not None and not differences(former, new, language()):
            self._tell("hint", lambda: self.tr("This file says what the protocol in force says"), path.name)
            return
        banner = self._tell(
            "warning",
            lambda: self.tr("{protocol} is not in force yet").format(protocol=new.identity),
            lambda: self._consequences(former, new),
        )
        banner.offer(
            lambda: self.tr("Put in force"), lambda: self._put_in_force(SetProtocol(path.name, text))
        )
        banner.let_dismiss()

    def _consequences(self, former: Protocol | None, new: Protocol) -> str:
        """What a new protocol says otherwise, and what follows from it, a line each."""
        told = [] if former is None else differences(former, new, language())
        lines = told[:MOST_DIFFERENCES]
        if len(told) > len(lines):
            lines.append(self.tr("and {count} more").format(count=len(told) - len(lines)))
        lines.append(self.tr("Every call of the trial is made by it from then on; the audit keeps both."))
        return "\n".join(lines)

    def _put_in_force(self, command: SetProtocol) -> None:
        if self._session is None:
            return
        self._clear_banners()
        try:
            self._session.case.run(command)
        except Refusal as refusal:
            self._tell(
                "error", lambda: self.tr("The protocol in force stays"), partial(refusal_text, refusal)
            )
            return
        self._tell("done", lambda: self.tr("The protocol is in force"), self._identity.text())

    # Finding

    def _seek(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _find(self, wanted: str) -> None:
        """Marks every place of a text and goes to the first."""
        marked: list[QTextEdit.ExtraSelection] = []
        document = self._text.document()
        cursor = document.find(wanted) if wanted else QTextCursor()
        while not cursor.isNull():
            one = QTextEdit.ExtraSelection()
            one.cursor = cursor
            one.format.setBackground(look().colour.selected_border)
            marked.append(one)
            cursor = document.find(wanted, cursor)
        self._text.setExtraSelections(marked)
        say(
            self._count,
            QLabel.setText,
            (lambda: self.tr("{count} found").format(count=len(marked))) if wanted else "",
        )
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        if marked:
            self._text.find(wanted)

    def _find_next(self) -> None:
        wanted = self.field.text()
        if wanted and not self._text.find(wanted, QTextDocument.FindFlag(0)):
            self._text.moveCursor(QTextCursor.MoveOperation.Start)
            self._text.find(wanted)
        if not wanted:
            self._text.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # What is told

    @property
    def told(self) -> str:
        """The sentence last told in place; empty where none is."""
        item = self._banners.itemAt(0)
        widget = None if item is None else item.widget()
        return widget.accessibleName() if widget is not None and not widget.isHidden() else ""

    @property
    def text(self) -> str:
        """What the page says, as plain text."""
        return self._text.toPlainText()

    def _tell(self, kind: str, title: Wording, text: Wording) -> Banner:
        banner = Banner(kind, title, text)
        say(banner, Banner.setAccessibleName, lambda: f"{worded(title)}: {worded(text)}")
        self._banners.addWidget(banner)
        banner.show()  # in this moment, not with Qt's next event
        return banner

    def _clear_banners(self) -> None:
        while (item := self._banners.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _nothing() -> None:
    """What ends listening to no trial."""
