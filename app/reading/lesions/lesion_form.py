"""What is set beside the active lesion: site, list, class, and its state at this timepoint."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.components.buttons import Segments
from app.components.fields import CheckBox
from app.components.text import label, retone, wrapped
from app.components.words import Wording, say
from app.reading.desk.lines import LesionLine
from app.reading.lesions.lesion_notes import LesionNotes
from measurements.lesion import STATES_OF, RadiationClass, Role, State

MARGIN_PX = 12


class _SiteField(QComboBox):
    """A turn of the wheel on its way to a picture changes no site."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that has the style sheet's height of rows

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Matches(QStyledItemDelegate):
    """The rows that have what is typed: the one that would be taken shows, until another is chosen.

    The arrow down goes on from the row that shows: the list itself, where none was chosen, would begin at its
    first, and one press would change the side of a site without a change to be seen.
    """

    def __init__(self, view: QAbstractItemView, meant: Callable[[], str]) -> None:
        super().__init__(view)
        self._view, self._meant = view, meant
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and (event.type(), event.key()) == (QEvent.Type.KeyPress, Qt.Key.Key_Down)
            and not self._view.currentIndex().isValid()
        ):
            rows = self._view.model()
            meant = next((row for row in range(rows.rowCount()) if self._shows(row)), None)
            if meant is not None and meant + 1 < rows.rowCount():
                self._view.setCurrentIndex(rows.index(meant, 0))
        return False

    def _shows(self, row: int) -> bool:
        return bool(self._view.model().index(row, 0).data() == self._meant())

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if not self._view.currentIndex().isValid() and index.data() == self._meant():
            option.state |= QStyle.StateFlag.State_Selected


class LesionForm(QWidget):
    """Tells what was chosen and shows what is stored; never changes anything itself."""

    siteChosen = Signal(str)
    nodalChosen = Signal(bool)
    roleChosen = Signal(object)
    classChosen = Signal(object)
    stateChosen = Signal(object)
    left = Signal()  # Enter, or a site chosen from the list: the keys are the room's again

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("edge", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._line: LesionLine | None = None
        self._site = ""
        column = QVBoxLayout(self)
        self._column = column
        column.setSpacing(8)

        self._low = False
        self._fixed = ""
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        self._label = label("", "body", weight=600)
        self._label.setMinimumWidth(44)
        head.addWidget(self._label)
        self.site = _SiteField()
        self._edit = QLineEdit()
        say(self._edit, QLineEdit.setPlaceholderText, lambda: self.tr("Site"))
        self.site.setLineEdit(self._edit)
        self.site.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        say(self.site, QComboBox.setAccessibleName, lambda: self.tr("Site"))
        self.site.setMaxVisibleItems(14)
        self._sites: tuple[str, ...] = ()
        self._sideless: tuple[str, ...] = ()
        completer = QCompleter(self.site.model(), self.site)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        matches = completer.popup()
        assert matches is not None
        matches.setProperty("popup", True)
        matches.setFont(self.site.font())
        matches.setItemDelegate(_Matches(matches, lambda: self._match(self._edit.text().strip())))
        self.site.setCompleter(completer)
        self.site.activated.connect(self._leave)
        self._edit.returnPressed.connect(self._leave)
        self._edit.editingFinished.connect(self.finish_typing)
        head.addWidget(self.site, 1)
        self.nodal = CheckBox(lambda: self.tr("Node"))
        self.nodal.clicked.connect(self.nodalChosen)
        head.addWidget(self.nodal)
        column.addWidget(self._head)
        self._unlisted = wrapped(
            lambda: self.tr(
                "This site is not in the list: its organ is as written, and Node is yours to tick."
            ),
            "second",
            "warning",
        )
        self._unlisted.hide()
        column.addWidget(self._unlisted)

        self._why_fixed = wrapped("", "second", "accent")
        self._why_fixed.hide()
        column.addWidget(self._why_fixed)
        # Above what is clicked: it comes and goes while lesions are followed, and the form grows upwards.
        self._remark = wrapped("")
        column.addWidget(self._remark)

        self._tags = QWidget()
        tags = QVBoxLayout(self._tags)
        tags.setContentsMargins(0, 0, 0, 0)
        tags.setSpacing(8)
        self.role = Segments(
            [
                (Role.TARGET, lambda: self.tr("Target")),
                (Role.NON_TARGET, lambda: self.tr("Non-target")),
            ],
            lambda: self.tr("List"),
        )
        self.role.setProperty("compact", True)
        self.role.chosen.connect(self.roleChosen)
        tags.addWidget(self.role, 0, Qt.AlignmentFlag.AlignLeft)
        self.radiation = Segments(
            [
                (RadiationClass.SBRT, "SBRT"),
                (RadiationClass.LDRT, "LDRT"),
                (RadiationClass.UNIRRADIATED, lambda: self.tr("Unirradiated")),
            ],
            lambda: self.tr("Radiation class"),
        )
        self.radiation.setProperty("compact", True)
        self.radiation.chosen.connect(self.classChosen)
        tips: tuple[tuple[RadiationClass, Wording], ...] = (
            (RadiationClass.SBRT, lambda: self.tr("Stereotactic   Shift+1")),
            (RadiationClass.LDRT, lambda: self.tr("Low-dose   Shift+2")),
            (RadiationClass.UNIRRADIATED, lambda: self.tr("Unirradiated   Shift+3")),
        )
        for value, tip in tips:
            say(self.radiation.part(value), QWidget.setToolTip, tip)
        tags.addWidget(self.radiation, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._tags)

        self.states: dict[Role, Segments] = {}
        for role in Role:
            segments = Segments(
                [
                    (state, partial(self._state_name, state))
                    for state in STATES_OF[role]
                    if state is not State.MERGED
                ],
                lambda: self.tr("State"),
            )
            segments.setProperty("compact", True)
            segments.chosen.connect(self.stateChosen)
            segments.hide()
            column.addWidget(segments, 0, Qt.AlignmentFlag.AlignLeft)
            self.states[role] = segments
        self.notes = LesionNotes()
        self.notes.left.connect(self.left)
        column.addWidget(self.notes)
        self._held = wrapped("", "second", "accent")
        self._held.hide()
        column.addWidget(self._held)

    def _state_name(self, state: State) -> str:
        return {
            State.MEASURED: self.tr("Measured"),
            State.ABSENT: self.tr("Absent"),
            State.TOO_SMALL: self.tr("Too small"),
            State.NOT_EVALUABLE: self.tr("Not eval."),
            State.PRESENT: self.tr("Present"),
            State.UNEQUIVOCAL: self.tr("Unequivocal"),
            State.INCREASED: self.tr("Increased"),
            State.EQUIVOCAL: self.tr("Equivocal"),
        }[state]

    def show_line(
        self,
        line: LesionLine | None,
        *,
        site: str,
        listed: bool,
        fixed: str,
        baseline: bool,
        measured: bool,
        held: str,
        tells_class: bool,
    ) -> None:
        """Shows one lesion, or hides with None.

        `site`: as stored; `listed`: it is one of the list. `fixed`: why its site, list and class are not set
        here, empty at the timepoint where it was first recorded. `baseline`: that timepoint is the baseline,
        where a lesion is target or non-target and no other is. `measured`: a caliper is drawn, so that
        MEASURED can be returned to. `held`: why nothing can be changed here, empty where it can.
        `tells_class`: whether the reader may know the radiation class.
        """
        self.setVisible(line is not None)
        changed = line is not None and (self._line is None or self._line.uid != line.uid)
        self._line = line
        if line is None:
            return
        self._label.setText(line.label)
        if changed or not self._edit.hasFocus():
            self.site.setEditText(site)
        self._site = site
        at_first = not fixed
        self._unlisted.setVisible(bool(site) and not listed and at_first)
        if changed or fixed != self._fixed:
            self._why_fixed.hide()
        self._fixed = fixed
        self.site.setEnabled(at_first and not held)
        self._head.setToolTip(fixed)
        self.nodal.setToolTip(self.tr("A lymph node is judged by its short axis"))
        # A disabled button keeps the click to itself otherwise.
        self.nodal.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, bool(fixed))
        self.nodal.setChecked(line.nodal)
        self.nodal.setEnabled(at_first and not held)
        self._tags.setVisible(at_first)
        self._head.setVisible(at_first or not self._low)
        self.role.choose(line.role)
        # What is first seen after baseline is a new lesion: nothing to choose.
        self.role.setVisible(baseline)
        self.radiation.setVisible(tells_class)
        self.radiation.choose(None if line.class_name == "UNTAGGED" else RadiationClass(line.class_name))
        for role, segments in self.states.items():
            # A target at baseline can only be measured: nothing to choose.
            segments.setVisible(role is line.role and not (baseline and role is Role.TARGET))
            segments.setEnabled(not held)
        self.role.setEnabled(not held)
        self.radiation.setEnabled(not held)
        self.states[line.role].choose(line.state)
        if line.role is Role.TARGET:
            part = self.states[line.role].part(State.MEASURED)
            part.setEnabled(measured)
            part.setToolTip("" if measured else self.tr("Draw its caliper to measure it"))
        self.notes.setEnabled(not held)
        self.notes.show_line(line)
        self._held.setText(held)
        self._held.setVisible(bool(held))
        self._remark.setText(line.remark)
        self._remark.setVisible(bool(line.remark))
        retone(self._remark, "warning" if line.warned else "second")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the site or the node where they are not set: what is disabled leaves it to the form."""
        if self._fixed and self._head.geometry().contains(event.position().toPoint()):
            self._why_fixed.setText(self._fixed)
            self._why_fixed.show()
        else:
            super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for segments in (self.role, self.radiation, *self.states.values()):
            segments.give_room(self.contentsRect().width() - 2 * MARGIN_PX)

    def set_low(self, low: bool) -> None:
        """Where there is little room, leaves out what cannot be changed at this timepoint."""
        self._low = low
        self._head.setVisible(not self._fixed or not low)
        self._column.setContentsMargins(MARGIN_PX, 6 if low else 10, MARGIN_PX, 6 if low else 10)

    def offer_sites(self, sites: Sequence[str], sideless: Sequence[str]) -> None:
        """The sites to choose from, and names that count without a side; what stands in the field stays."""
        self._sideless = tuple(sideless)
        if tuple(sites) == self._sites:
            return
        self._sites = tuple(sites)
        written = self.site.currentText()
        self.site.clear()
        self.site.addItems(list(sites))
        self.site.setEditText(written)

    def write_site(self) -> bool:
        """Puts the text cursor into the field of the site; False where it cannot be set."""
        if self.site.isEnabled():
            self.site.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._edit.selectAll()
        return self.site.isEnabled()

    def finish_typing(self) -> None:
        """Tells a site, a name and comments that were typed and not told yet.

        The first site of the list that has what was typed is the one meant; what none has stays as typed.
        """
        text = self.site.currentText().strip()
        if self._line is not None and text != self._site:
            text = self._match(text)
            self.site.setEditText(text)
            self._site = text
            self.siteChosen.emit(text)
        self.notes.finish_typing()

    def _match(self, typed: str) -> str:
        """What is meant by what is typed: a whole name is itself, no side is made up for it."""
        wanted = typed.casefold()
        fitting = [site for site in self._sites if wanted and wanted in site.casefold()]
        whole = (site for site in (*fitting, *self._sideless) if site.casefold() == wanted)
        return next(whole, fitting[0] if fitting else typed)

    def _leave(self) -> None:
        self.finish_typing()
        self.left.emit()

    def drop_typing(self) -> None:
        """Shows the stored texts again."""
        self.site.setEditText(self._site)
        self.notes.drop_typing()
