"""The reading room: lays out strip, pictures, panel and line of calls, and passes keys and gestures on."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.reading.call.all_timepoints import AllTimepoints
from app.reading.call.timeline import CallTimeline
from app.reading.desk.desk import ReadingDesk
from app.reading.habits import Habits
from app.reading.hands.hands import Hands
from app.reading.hands.key_sheet import KeySheet
from app.reading.hands.keys import Action, Stroke, stroke_pressed
from app.reading.hands.presets import OwnWindows, Preset, presets
from app.reading.held_looks import HeldLooks
from app.reading.lesion_in_hand import LesionInHand
from app.reading.message import Message
from app.reading.open_read import OpenRead, RoomParts
from app.reading.panel import LesionPanel
from app.reading.pictures.pictures import HeldStack
from app.reading.pictures.wall import PictureWall
from app.reading.room_keys import RoomKeys, is_typed_in
from app.reading.signing.picture_panel import PicturePanel
from app.reading.signing.sheet import SigningSheet
from app.reading.signing.signing import SigningParts
from app.reading.strip import SeriesStrip
from app.reading.toolbar import BOTH_AXES, Toolbar
from app.reading.unstored import Unstored
from app.refusal_words import refusal_text
from app.session import Session
from measurements.refusal import Refusal

NARROW_BELOW_PX = 1500
LOW_BELOW_PX = 860
TIGHT_BELOW_PX = 620


class ReadingRoom(QWidget):
    """One subject's read. `open` puts a subject on the desk; `close_subject` takes it away.

    Signals: `saved()` after each gesture stored, `titleChanged(subject, timepoint)`, `ended(sentence)` when
    what is read has left the trial, `ghostsToggled(on)` to be remembered, `accountsWanted()` to sign.
    """

    saved = Signal()
    ended = Signal(str)
    titleChanged = Signal(str)
    ghostsToggled = Signal(bool)
    accountsWanted = Signal()

    def __init__(self, picture_memory_bytes: int, *, ghosts_on: bool) -> None:
        """Args:
        picture_memory_bytes: what stacks in memory may weigh, see `app.memory`.
        ghosts_on: whether the prior's calipers show on the current picture.
        """
        super().__init__()
        self._picture_memory_bytes = picture_memory_bytes
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._read: OpenRead | None = None
        self._session: Session | None = None
        self._own_windows: OwnWindows = {}
        self._presets = presets((), {})
        self._habits = Habits()
        self._looks = HeldLooks(self, lambda: self.wall)
        self._ghosts_on = ghosts_on
        self._column = QHBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

        self.strip = SeriesStrip()
        self.toolbar = Toolbar()
        self.table = AllTimepoints()
        self.table.hide()
        self.timeline = CallTimeline()
        self.panel = LesionPanel()
        self.pictures_asked = PicturePanel()
        self.signing_sheet = SigningSheet(self)
        signing = SigningParts(self.panel.signing, self.signing_sheet, self.pictures_asked)
        self._parts = RoomParts(self.strip, self.toolbar, self.table, self.timeline, self.panel, signing)
        self._asked_to_close = False
        self._message = Message(self)

        left = QVBoxLayout()
        left.setSpacing(0)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.toolbar)
        self.unstored = Unstored(self, self._middle)
        self._middle.addWidget(self.pictures_asked)
        self._middle.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.strip)
        row.addLayout(self._middle, 1)
        left.addLayout(row, 1)
        left.addWidget(self.timeline)
        self._column.addLayout(left, 1)
        self._column.addWidget(self.panel)
        self._sheet = KeySheet(self)
        self._lesion = LesionInHand(self, self, self.panel, lambda: self.keys.hands)
        self._wire()
        self.keys = RoomKeys(self, self._looks)
        self._take_hands()
        self._give_room()  # what has no room must not hold the window open before it is shown

    # A subject comes and goes

    def open(self, session: Session, subject_uid: str, timepoint_uid: str, read_uid: str = "") -> None:
        """Puts a subject on the desk, at a timepoint; `read_uid`: in another's read that may be seen.

        Raises:
            Refusal: the subject is gone from the trial, or there is no read of it to be seen.
        """
        self.close_subject()
        self._asked_to_close = False
        read = OpenRead(
            session,
            subject_uid,
            self._parts,
            self._picture_memory_bytes,
            ghosts_on=self._ghosts_on,
            read_uid=read_uid,
        )
        self._read, self._session = read, session
        read.search.ghosts.toggled.connect(self._keep_ghosts)
        read.told.connect(self.tell)
        read.asked.connect(self._message.ask)
        read.titleChanged.connect(self.titleChanged)
        read.desk.saved.connect(self.saved)
        read.desk.caseChanged.connect(self._follow_protocol)
        read.desk.ended.connect(self.ended)
        read.desk.writing.waitingChanged.connect(self.unstored.show_waiting)
        read.signing.accountsWanted.connect(self.accountsWanted)
        self._middle.insertWidget(self._middle.indexOf(self.table), read.wall, 1)
        self._message.lie_over(read.wall)
        self._take_hands()
        read.begin(timepoint_uid)
        read.choose_tool(self._habits.tool)
        read.wall.arrangement.choose(self._habits.layout)
        if not self._habits.linked:
            read.wall.set_linked(False)
        self.setFocus()

    def may_close(self) -> bool:
        """Whether everything is stored. The second time one asks while the disk still refuses, it may too."""
        if self._read is None:
            return True
        self._read.finish_gestures()
        asked_before, self._asked_to_close = self._asked_to_close, True
        if self._read.desk.writing.store_waiting() or asked_before:
            return True
        self.tell(self.tr("Not everything is stored yet. Close again to give up what waits."))
        return False

    def close_subject(self) -> None:
        """Takes the subject off the desk; what the hand has left unfinished is stored first."""
        self._looks.let_go()
        if self._read is not None:
            self._habits = self.habits
            self._middle.removeWidget(self._read.wall)
            self._message.leave()
            self._read.close()
            self.unstored.show_waiting(0, "")
            self._read = self._session = None

    def keep_pictures_within(self, budget_bytes: int) -> None:
        """Another budget for stacks in memory, now and for every read to come."""
        self._picture_memory_bytes = budget_bytes
        self.with_read(lambda read: read.keep_pictures_within(budget_bytes))

    def held_pictures(self) -> tuple[HeldStack, ...]:
        """The stacks in memory, the last looked at first."""
        return () if self._read is None else self._read.pictures.held()

    @property
    def read(self) -> OpenRead | None:
        """What is on the desk."""
        return self._read

    @property
    def lesion(self) -> LesionInHand:
        """What can be asked of the lesion in hand."""
        return self._lesion

    @property
    def desk(self) -> ReadingDesk | None:
        return None if self._read is None else self._read.desk

    @property
    def wall(self) -> PictureWall | None:
        return None if self._read is None else self._read.wall

    def show_keys(self) -> None:
        """Shows the sheet of keys."""
        self._looks.let_go()
        self._sheet.open(self.keys.hands, self._presets)

    def want_signature(self) -> None:
        """Opens the sheet that signs the timepoint in hand, or completes the read."""
        self.with_read(lambda read: read.signing.want_signature())

    def tell(self, sentence: str) -> None:
        """Shows a sentence over the pictures for a while; an empty one takes it away."""
        self._message.tell(sentence)

    def choose_ghosts(self) -> None:
        """Opens the menu of which earlier calipers are shown."""
        self._looks.let_go()
        self.toolbar.ghost_choice.pop_up()

    # Hands

    def set_hands(self, hands: Hands, own_windows: OwnWindows) -> None:
        """Other keys, another mouse, other windows, from this moment on."""
        self._looks.let_go()
        self.keys.hands, self._own_windows = hands, own_windows
        self._take_hands()

    def _windows(self) -> tuple[Preset, ...]:
        of_protocol = () if self._read is None else self._read.desk.case.protocol.windows
        return presets(of_protocol, self._own_windows)

    def _follow_protocol(self) -> None:
        """Its windows, where another one has come into force during the read."""
        if self._windows() != self._presets:
            self._take_hands()

    def _take_hands(self) -> None:
        self._presets = self._windows()
        self.toolbar.show_hands(self.keys.hands, self._presets)
        self.strip.show_keys(
            self.keys.hands.shown(Action.EARLIER_TIMEPOINT), self.keys.hands.shown(Action.LATER_TIMEPOINT)
        )
        self.panel.show_keys(
            self.keys.hands.shown(Action.NEXT_LESION),
            self.keys.hands.shown(Action.NEW_LESION),
            self.keys.hands.shown(Action.NEXT_UNANSWERED),
            self.keys.hands.shown(Action.SIGN),
        )
        self.with_read(lambda read: read.take_hands(self.keys.hands.mouse, self._presets))

    def _keep_ghosts(self, on: bool) -> None:
        """For the reads to come as well."""
        self._ghosts_on = on
        self.ghostsToggled.emit(on)

    # Wiring

    def _wire(self) -> None:
        toolbar, panel = self.toolbar, self.panel
        self.unstored.againWanted.connect(lambda: self.with_desk(lambda desk: desk.writing.store_waiting()))
        toolbar.toolChosen.connect(self.choose_tool)
        toolbar.presetChosen.connect(self.choose_preset)
        toolbar.linkToggled.connect(lambda linked: self.with_read(lambda read: read.wall.set_linked(linked)))
        toolbar.overlaysToggled.connect(
            lambda visible: self.with_read(lambda read: read.wall.set_overlays_visible(visible))
        )
        toolbar.ghostsToggled.connect(lambda on: self.with_read(lambda read: read.search.ghosts.set_on(on)))
        toolbar.ghost_choice.chosen.connect(
            lambda choice: self.with_read(lambda read: read.search.ghosts.choose(choice))
        )
        toolbar.marks.keyImageWanted.connect(lambda: self.keys.act(Action.KEY_IMAGE))
        toolbar.layoutChosen.connect(
            lambda layout: self.with_read(lambda read: read.wall.arrangement.choose(layout))
        )
        toolbar.slab.chosen.connect(
            lambda slab: self.with_read(lambda read: read.wall.reformats.set_slab(slab))
        )
        toolbar.tableToggled.connect(self.show_table)
        toolbar.undoWanted.connect(lambda: self.keys.act(Action.UNDO))
        toolbar.redoWanted.connect(lambda: self.keys.act(Action.REDO))
        self.strip.timepointChosen.connect(self._go_to)
        self.strip.seriesChosen.connect(
            lambda key: self.with_read(lambda read: read.hanging.hang_series(key))
        )
        # Later: the field that was chosen from is filled anew with the read that is opened.
        self.strip.readChosen.connect(self._open_other, Qt.ConnectionType.QueuedConnection)
        self.strip.hangWanted.connect(lambda key: self.with_read(lambda read: read.hanging.hang_in_hand(key)))
        self.timeline.timepointChosen.connect(self._go_to)
        self.signing_sheet.left.connect(self.setFocus)
        self.pictures_asked.left.connect(self.setFocus)
        panel.next.clicked.connect(lambda: self.keys.act(Action.NEXT_LESION))
        panel.new.clicked.connect(lambda: self.keys.act(Action.NEW_LESION))
        panel.lesions.lesionChosen.connect(self._activate)
        form = panel.form
        form.siteChosen.connect(lambda text: self.with_desk(lambda desk: desk.set_site(text)))
        form.nodalChosen.connect(lambda nodal: self.with_desk(lambda desk: desk.set_nodal(nodal)))
        form.roleChosen.connect(lambda role: self.with_desk(lambda desk: desk.set_role(role)))
        form.classChosen.connect(lambda radiation: self.with_desk(lambda desk: desk.set_class(radiation)))
        form.left.connect(self.setFocus)
        form.stateChosen.connect(lambda state: self.with_desk(lambda desk: desk.set_state(state)))

    def with_desk(self, do: Callable[[ReadingDesk], object]) -> None:
        """Does something at the desk, after what the hand has left unfinished has been stored.

        Nothing while the hand is down: what it draws stays of the lesion and the picture it was begun on.
        """
        if self._read is not None and not self._read.wall.hand_down:
            self._read.finish_gestures()
            do(self._read.desk)

    def with_read(self, do: Callable[[OpenRead], object]) -> None:
        """Does something with the read on the desk, if there is one."""
        if self._read is not None:
            do(self._read)

    # What is chosen

    def _go_to(self, timepoint_uid: str) -> None:
        self.with_desk(lambda desk: desk.go_to(timepoint_uid))

    def _open_other(self, read_uid: str) -> None:
        """Another's read of the subject, at the same timepoint."""
        if self._read is None or self._session is None:
            return
        desk, session = self._read.desk, self._session
        try:
            self.open(session, desk.case.subject.uid, desk.current.uid, read_uid)
        except Refusal as refusal:
            self.ended.emit(refusal_text(refusal))

    def _activate(self, lesion_uid: str) -> None:
        self.with_desk(lambda desk: desk.activate(lesion_uid))

    def begin_with(self, habits: Habits) -> None:
        """What the next read begins with; a tool that there is not counts for nothing."""
        known = self.toolbar.has_tool(habits.tool)
        self._habits = habits if known else replace(habits, tool=BOTH_AXES)

    @property
    def habits(self) -> Habits:
        """What the next read begins with: as it is in this one."""
        if self._read is None:
            return self._habits
        wall = self._read.wall
        return replace(self._habits, linked=wall.linked, layout=wall.arrangement.wanted)

    def choose_tool(self, name: str) -> None:
        if self.toolbar.has_tool(name):  # a read begins with a caliper, whatever was annotated before
            self._habits = replace(self._habits, tool=name)
        self.with_read(lambda read: read.choose_tool(name))

    def choose_preset(self, action: object) -> None:
        self.with_read(lambda read: read.choose_preset(action))

    def toggle_table(self) -> None:
        self.show_table(self.table.isHidden())

    def show_table(self, shown: bool) -> None:
        if self._read is not None:
            self.table.show_case(self._read.desk.view)  # it is not kept up to date while it is hidden
        self.table.setVisible(shown)
        if shown and self._read is not None:
            self.table.show_column(self._read.desk.current.order)
        self.toolbar.show_table(shown)
        self._give_room()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def leave_typing(self, *, dropped: bool) -> None:
        """Leaves the field that is typed in, with what was typed or without; what is half drawn goes on."""
        if dropped:
            self.panel.form.drop_typing()
        self.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab does what it is bound to, except where text is typed: there it leaves the field.

        Qt asks here too where to go from a widget that was just hidden or disabled.
        """
        here = QApplication.focusWidget()
        if here is None or not here.isVisible() or not here.isEnabled() or is_typed_in(here):
            self.setFocus()
            return True
        shift = Qt.KeyboardModifier.NoModifier if forward else Qt.KeyboardModifier.ShiftModifier
        action = self.keys.hands.action(Stroke(Qt.Key.Key_Tab, shift))
        if action is None:
            return super().focusNextPrevChild(forward)
        self.keys.act(action)
        return True

    def focus_next_control(self, forward: bool) -> None:
        """Along every control of the window, as Tab does elsewhere."""
        super().focusNextPrevChild(forward)

    def focus_next_panel(self) -> None:
        """Strip, picture, form, and round again."""
        if self._read is None:
            return
        stops: list[QWidget] = [self.strip, self._read.wall.active.pane, self.panel]
        if self.pictures_asked.isVisible():
            stops.insert(1, self.pictures_asked)
        here = QApplication.focusWidget()
        at = next(
            (
                i
                for i, stop in enumerate(stops)
                if here is not None and (here is stop or stop.isAncestorOf(here))
            ),
            0,
        )
        following = stops[(at + 1) % len(stops)]
        if following is self.panel:
            self.panel.focus_first()
        elif following is self.pictures_asked:
            self.pictures_asked.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif following is self.strip:
            self.strip.focus_first()
        else:
            following.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()
        self.signing_sheet.cover()

    def _give_room(self) -> None:
        narrow = self.width() < NARROW_BELOW_PX
        self.strip.set_narrow(narrow)
        self.toolbar.set_narrow(narrow)
        height = self.height()
        self.panel.set_room(narrow=narrow, low=height < LOW_BELOW_PX, tight=height < TIGHT_BELOW_PX)
        self.table.setFixedHeight(int(height * 0.42))
        # Where height is short the table stands in for the line of calls: it has them as a row.
        self.timeline.setVisible(height >= TIGHT_BELOW_PX or self.table.isHidden())

    def event(self, event: QEvent) -> bool:
        asks = event.type() == QEvent.Type.ShortcutOverride
        if (
            asks
            and isinstance(event, QKeyEvent)
            and self.keys.hands.action(stroke_pressed(event)) is not None
        ):
            # A key of this room is not a menu's or another shortcut's.
            event.accept()
            return True
        handled = super().event(event)
        if event.type() == QEvent.Type.LanguageChange:  # which its widgets have heard by now
            self._sheet.hide()
            self._take_hands()
            self.with_read(lambda read: read.reword())
        return handled
