"""One clinical event: put, corrected or withdrawn, with what is wrong beside its field."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.components.buttons import button
from app.components.fields import Choice
from app.components.text import ElidedLabel, label, wrapped
from app.components.words import Wording, say
from app.trial.figure_words import kind_words
from measurements.clinical.event import RADIOTHERAPY, ClinicalEvent, EventKind
from measurements.clinical.event_cells import COLUMNS, cells_of

_OF_ADVERSE_EVENTS = ("grade", "serious", "related")


class EventForm(QScrollArea):
    """An event that is there, or one to be put. Return in a field saves it; Escape leaves the form.

    Signals:
        saveWanted(cells, why): as in `COLUMNS`, and the reason for the audit.
        withdrawWanted(why)
        dropped(): the keys go back to the table.
    """

    saveWanted = Signal(object, str)
    withdrawWanted = Signal(str)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("panel", True)
        self.setProperty("edge", "left")
        self._lesions: Mapping[str, Collection[str]] = {}
        self._fields: dict[str, QLineEdit | Choice] = {}
        self._names: dict[str, QLabel] = {}
        self._troubles: dict[str, QLabel] = {}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(4)
        self._heading = ElidedLabel("", "title", weight=600)
        column.addWidget(self._heading)
        column.addSpacing(8)
        self._compose(column)
        self.setWidget(body)

    def _compose(self, column: QVBoxLayout) -> None:
        names: dict[str, Wording] = {
            "subject": lambda: self.tr("Subject"),
            "event": lambda: self.tr("Event"),
            "date": lambda: self.tr("Date, as 2025-03-14"),
            "lesion": lambda: self.tr("Lesion treated"),
            "term": lambda: self.tr("CTCAE term, or words on the event"),
            "grade": lambda: self.tr("CTCAE grade"),
            "serious": lambda: self.tr("Serious"),
            "related": lambda: self.tr("Related to the treatment"),
            "why": lambda: self.tr("Why, for the audit"),
        }
        for name, words in names.items():
            typed = name in ("date", "term", "why")
            self._add(column, name, words, QLineEdit() if typed else Choice())
        self._terms = QStringListModel(self)
        completer = QCompleter(self._terms, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line("term").setCompleter(completer)
        self.choice("subject").currentIndexChanged.connect(self._fit)
        self.choice("event").currentIndexChanged.connect(self._fit)
        self.save = button(lambda: self.tr("Save"), primary=True)
        self.save.clicked.connect(self._save)
        self.withdraw = button(lambda: self.tr("Withdraw"))
        self.withdraw.clicked.connect(lambda: self.withdrawWanted.emit(self.line("why").text().strip()))
        self.drop = button(lambda: self.tr("Cancel"))
        self.drop.clicked.connect(self.dropped)
        column.addWidget(_row(self.save, self.withdraw, self.drop))
        self._trouble = wrapped("", "second", "error")
        self._done = wrapped("", "second", "done")
        column.addWidget(self._trouble)
        column.addWidget(self._done)
        column.addStretch(1)
        self.reword()

    def _add(self, column: QVBoxLayout, name: str, words: Wording, field: QLineEdit | Choice) -> None:
        self._fields[name] = field
        self._names[name] = label(words, "second", "second", 600)
        self._troubles[name] = wrapped("", "second", "error")
        self._troubles[name].hide()
        say(field, QWidget.setAccessibleName, words)
        for part in (self._names[name], field, self._troubles[name]):
            column.addWidget(part)
        column.addSpacing(6)
        if isinstance(field, QLineEdit):
            field.returnPressed.connect(self._save)

    def line(self, name: str) -> QLineEdit:
        """The typed field of this name: date, term or why."""
        field = self._fields[name]
        assert isinstance(field, QLineEdit)
        return field

    def choice(self, name: str) -> Choice:
        """The chosen field of this name."""
        field = self._fields[name]
        assert isinstance(field, Choice)
        return field

    def reword(self) -> None:
        """What can be chosen, in the language of the moment; what was chosen stays."""
        unknown = self.tr("not known")
        yes_or_no = [(unknown, ""), (self.tr("yes"), "Y"), (self.tr("no"), "N")]
        _fill(self.choice("event"), [(kind_words(kind), kind.value) for kind in EventKind])
        _fill(self.choice("grade"), [("", ""), *((str(grade), str(grade)) for grade in range(1, 6))])
        _fill(self.choice("serious"), yes_or_no)
        _fill(self.choice("related"), yes_or_no)
        self._fit()

    def offer(self, lesions: Mapping[str, Collection[str]], terms: Sequence[str]) -> None:
        """The subjects of the trial with their lesions, and the terms that are proposed."""
        self._lesions = lesions
        self._terms.setStringList([*terms])
        _fill(self.choice("subject"), [(code, code) for code in lesions])
        self._fit()

    def show_event(self, event: ClinicalEvent) -> None:
        """One that is there."""
        self._show(cells_of(event))
        say(
            self._heading,
            ElidedLabel.setText,
            lambda: self.tr("{subject}: {event}").format(subject=event.subject, event=kind_words(event.kind)),
        )
        self._set_new(False)

    def show_new(self) -> None:
        """One to be put, of the subject that was in hand, with the keys in its first field."""
        subject = str(self.choice("subject").currentData() or "")
        self._show((subject, *[""] * (len(COLUMNS) - 1)))
        say(self._heading, ElidedLabel.setText, lambda: self.tr("A new event"))
        self._set_new(True)
        self.choice("subject").setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, cells: Sequence[str]) -> None:
        for name, cell in zip(COLUMNS, cells, strict=True):
            field = self._fields[name]
            if isinstance(field, QLineEdit):
                field.setText(cell)
            else:
                field.setCurrentIndex(max(field.findData(cell), 0))
        self._fit()
        # A lesion stands among the choices only once the subject is known.
        lesion = self.choice("lesion")
        lesion.setCurrentIndex(max(lesion.findData(cells[COLUMNS.index("lesion")]), 0))
        self.line("why").clear()

    def _set_new(self, new: bool) -> None:
        self.withdraw.setVisible(not new)
        self.drop.setVisible(new)
        self.refuse("", "")
        self.tell("")

    def _fit(self) -> None:
        """Only the fields that an event of this kind has, and the lesions of this subject."""
        kind = EventKind(self.choice("event").currentData() or EventKind.ENROLMENT)
        adverse = kind is EventKind.ADVERSE_EVENT
        for name in _OF_ADVERSE_EVENTS:
            self._let_see(name, adverse)
        self._let_see("lesion", kind in RADIOTHERAPY)
        known = sorted(self._lesions.get(str(self.choice("subject").currentData() or ""), ()))
        _fill(self.choice("lesion"), [(self.tr("not known"), ""), *((one, one) for one in known)])

    def _let_see(self, name: str, seen: bool) -> None:
        self._fields[name].setVisible(seen)
        self._names[name].setVisible(seen)
        if not seen:
            self._troubles[name].hide()

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in the fields, as in `COLUMNS`; empty for those that the event does not have."""
        found = []
        for name in COLUMNS:
            field = self._fields[name]
            text = field.text() if isinstance(field, QLineEdit) else str(field.currentData() or "")
            found.append(text.strip() if not field.isHidden() else "")
        return tuple(found)

    def _save(self) -> None:
        self.saveWanted.emit(self.cells, self.line("why").text().strip())

    def refuse(self, column: str, sentence: str) -> None:
        """Says why nothing was done, beside its field, where the keys go; "" takes it away."""
        if column in self._fields and self._fields[column].isHidden():
            column = "date"  # a death that is withdrawn has no grade, though the event left behind has one
        beside = self._troubles.get(column, self._trouble)
        for trouble in (*self._troubles.values(), self._trouble):
            trouble.setText(sentence if trouble is beside else "")
            trouble.setVisible(trouble is beside and bool(sentence))
        if not sentence:
            return
        self.tell("")
        field = self._fields.get(column)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(beside)

    def tell(self, sentence: str) -> None:
        """Says what was done."""
        self._done.setText(sentence)
        self._done.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


def _fill(choice: Choice, choices: Sequence[tuple[str, str]]) -> None:
    """Puts these texts and values into it; what was chosen stays where it is among them."""
    chosen = choice.currentData()
    blocked = choice.blockSignals(True)
    choice.clear()
    for text, value in choices:
        choice.addItem(text, value)
    choice.setCurrentIndex(max(choice.findData(chosen), 0) if choices else -1)
    choice.blockSignals(blocked)


def _row(*buttons: QPushButton) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 4, 0, 4)
    row.setSpacing(8)
    for one in buttons:
        row.addWidget(one)
    row.addStretch(1)
    return made
