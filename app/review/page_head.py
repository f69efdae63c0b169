"""The head of the review: whose lesions, which read, which read over it, which lesions are shown."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.components.buttons import Segments, button
from app.components.fields import Choice
from app.components.text import ElidedLabel
from app.components.words import say
from app.review.matrix import Shown
from app.review.matrix_drawing import class_words
from app.review.reviewed import Reviewed
from app.review.sums import read_title
from app.style.icons import icon
from app.style.look import look
from measurements.lesion import Role

CLASSES = ("SBRT", "LDRT", "NONE")


class ReviewHead(QWidget):
    """Signals: `subjectChosen(uid)`, `readChosen(uid)`, `overChosen(uid or "")`, `shownChanged()`,
    `ghostsToggled(on)`, `exportWanted()`."""

    subjectChosen = Signal(str)
    readChosen = Signal(str)
    overChosen = Signal(str)
    shownChanged = Signal()
    ghostsToggled = Signal(bool)
    exportWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(self._upper())
        column.addLayout(self._lower())
        self.subject.activated.connect(lambda at: self.subjectChosen.emit(self.subject.itemData(at)))
        self.read.activated.connect(lambda at: self.readChosen.emit(self.read.itemData(at)))
        self.over.activated.connect(lambda at: self.overChosen.emit(self.over.itemData(at)))
        self.roles.activated.connect(lambda at: self.shownChanged.emit())
        self.organ.activated.connect(lambda at: self.shownChanged.emit())
        self.one_scale = True
        self.scale.chosen.connect(self._choose_scale)
        self.ghosts.clicked.connect(self.ghostsToggled)
        self.export.clicked.connect(self.exportWanted)

    def _upper(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.subject = Choice()
        say(self.subject, Choice.setAccessibleName, lambda: self.tr("Subject"))
        self.subject.setMinimumWidth(140)
        row.addWidget(self.subject)
        self._summary = ElidedLabel("", "body", "second")
        row.addWidget(self._summary, 1)
        self.classes: dict[str, QPushButton] = {}
        for name in CLASSES:
            made = _switch("eye")
            say(made, QPushButton.setText, lambda name=name: class_words(name))  # type: ignore[misc]
            made.setChecked(True)
            made.setStyleSheet(f"QPushButton {{ color: {look().classes[name].colour.name()}; }}")
            made.clicked.connect(lambda _=False: self.shownChanged.emit())
            row.addWidget(made)
            self.classes[name] = made
        self.ghosts = _switch("ghost")
        self.ghosts.setChecked(True)
        say(self.ghosts, QPushButton.setText, lambda: self.tr("Prior as ghost"))
        say(
            self.ghosts,
            QPushButton.setToolTip,
            lambda: self.tr("The caliper of the timepoint before, laid middle on middle"),
        )
        row.addWidget(self.ghosts)
        self.export = button(lambda: self.tr("Export"), icon_name="export")
        row.addWidget(self.export)
        return row

    def _lower(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.read, self.over, self.roles, self.organ = Choice(), Choice(), Choice(), Choice()
        say(self.read, Choice.setAccessibleName, lambda: self.tr("Read"))
        say(self.over, Choice.setAccessibleName, lambda: self.tr("Read over it"))
        say(self.roles, Choice.setAccessibleName, lambda: self.tr("Lists"))
        say(self.organ, Choice.setAccessibleName, lambda: self.tr("Organ"))
        for field, least in ((self.read, 190), (self.over, 190), (self.roles, 130), (self.organ, 130)):
            field.setMinimumWidth(least)
            row.addWidget(field)
        row.addStretch(1)
        self.scale = Segments(
            [
                (True, lambda: self.tr("One scale")),
                (False, lambda: self.tr("Scale per lesion")),
            ],
            lambda: self.tr("Scale of the crops"),
        )
        self.scale.choose(True)
        row.addWidget(self.scale)
        return row

    def shown(self) -> Shown:
        """Which lesions are to be shown, and how."""
        role = self.roles.currentData()
        return Shown(
            frozenset(name for name, made in self.classes.items() if not made.isChecked()),
            frozenset() if role is None else frozenset({role}),
            self.organ.currentData() or "",
            self.one_scale,
        )

    def show_reviewed(self, seen: Reviewed) -> None:
        """What is under review, and what else could be."""
        _fill(self.subject, [(one.code, one.uid) for one in seen.subjects], seen.subject.uid)
        reads = [(read_title(seen, one.read.uid), one.read.uid) for one in seen.reads]
        _fill(self.read, reads, seen.chosen.read.uid)
        others = [
            (self.tr("with {read}").format(read=read_title(seen, one.read.uid)), one.read.uid)
            for one in seen.comparable
        ]
        nobody = (self.tr("No other read over it"), "")
        _fill(self.over, [nobody, *others], "" if seen.over is None else seen.over.read.uid)
        self.over.setEnabled(bool(others))
        say(
            self.over,
            QWidget.setToolTip,
            "" if others else lambda: self.tr("Another read can be laid over this one once both are locked."),
        )
        names = {
            Role.TARGET: self.tr("Targets"),
            Role.NON_TARGET: self.tr("Non-targets"),
            Role.NEW: self.tr("New lesions"),
        }
        there = {one.role for one in seen.case.lesions}
        of_roles: list[tuple[str, object]] = [(self.tr("All lists"), None)]
        of_roles += [(text, role) for role, text in names.items() if role in there]
        _fill(self.roles, of_roles, self.roles.currentData())
        organs = sorted({one.organ for one in seen.case.lesions if one.organ})
        _fill(
            self.organ,
            [(self.tr("All organs"), ""), *((one, one) for one in organs)],
            self.organ.currentData(),
        )
        wholes = [one for one in seen.case.lesions if seen.case.whole_of(one) is None]
        targets = sum(one.role is Role.TARGET for one in wholes)
        locked = self.tr("locked read") if seen.chosen.locked else self.tr("read not locked")
        self._summary.setText(
            self.tr("{targets} \u00b7 {timepoints} \u00b7 {state}").format(
                targets=self.tr("{0} targets", "", targets).format(targets),
                timepoints=self.tr("{0} timepoints", "", len(seen.case.timepoints)).format(
                    len(seen.case.timepoints)
                ),
                state=locked,
            )
        )

    def _choose_scale(self, one_scale: object) -> None:
        self.one_scale = bool(one_scale)
        self.shownChanged.emit()


def _fill(field: Choice, choices: Sequence[tuple[str, object]], chosen: object) -> None:
    field.clear()
    for text, value in choices:
        field.addItem(text, value)
    field.setCurrentIndex(max(0, next((n for n, (_, value) in enumerate(choices) if value == chosen), 0)))


def _switch(icon_name: str) -> QPushButton:
    made = button("")
    made.setIcon(icon(icon_name, look().colour.text))
    made.setIconSize(QSize(22, 16))
    made.setCheckable(True)
    return made
