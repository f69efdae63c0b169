"""The reader's own words about the lesion in hand: its name, and comments on it and on this timepoint."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.components.words import Wording, say
from app.reading.desk.lines import LesionLine


class LesionNotes(QWidget):
    """Three lines, in sight while one of them is used; tells what was typed when a line is left.

    Signals: `named(text)`, `commented(text)` on the lesion, `commentedHere(text)` on it at this timepoint,
    `left()` with Enter.
    """

    named = Signal(str)
    commented = Signal(str)
    commentedHere = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line: LesionLine | None = None
        self._wanted = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.name = self._field(lambda: self.tr("Name"))
        self.comment = self._field(lambda: self.tr("Comment on the lesion"))
        self.comment_here = self._field(lambda: self.tr("Comment on this timepoint"))
        for field in (self.name, self.comment, self.comment_here):
            row.addWidget(field, 1)
        self.hide()

    def _field(self, name: Wording) -> QLineEdit:
        field = QLineEdit()
        field.setMinimumWidth(40)
        say(field, QLineEdit.setPlaceholderText, name)
        say(field, QLineEdit.setAccessibleName, name)
        field.returnPressed.connect(self._leave)
        field.editingFinished.connect(self.finish_typing)
        return field

    def show_line(self, line: LesionLine) -> None:
        """Shows what is stored; what is being typed of the same lesion stays."""
        other = self._line is None or self._line.uid != line.uid
        if other:
            self._wanted = False
        self._line = line
        for field, text in self._stored(line):
            if other or not field.hasFocus():
                field.setText(text)
                field.setCursorPosition(0)
                field.setToolTip(text)
        self.comment_here.setEnabled(line.said is not None)
        self.setVisible(self._wanted or bool(line.name or line.comment or line.said))

    def write(self, *, name: bool) -> None:
        """Puts the cursor into the name, or into the comment: on this timepoint once it is answered."""
        self._wanted = True
        self.show()
        comment = self.comment_here if self.comment_here.isEnabled() else self.comment
        field = self.name if name else comment
        field.setFocus()
        field.selectAll()

    def finish_typing(self) -> None:
        """Tells what was typed and not told yet."""
        line = self._line
        if line is None:
            return
        for (field, stored), told in zip(
            self._stored(line), (self.named, self.commented, self.commentedHere), strict=True
        ):
            text = field.text().strip()
            if text != stored and field.isEnabled():
                told.emit(text)

    def drop_typing(self) -> None:
        """Shows what is stored again."""
        self._wanted = False
        if self._line is not None:
            for field, text in self._stored(self._line):
                field.setText(text)
            self.show_line(self._line)

    def _stored(self, line: LesionLine) -> tuple[tuple[QLineEdit, str], ...]:
        return (
            (self.name, line.name),
            (self.comment, line.comment),
            (self.comment_here, line.said or ""),
        )

    def _leave(self) -> None:
        self.finish_typing()
        self._wanted = False
        self.left.emit()
