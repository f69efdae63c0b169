"""The adjudication of one subject: differences, both reads side by side, their figures, the decision."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.adjudication.decision_panel import Decision, DecisionPanel
from app.adjudication.difference_list import DifferenceList
from app.adjudication.lesion_table import LesionTable
from app.adjudication.lines import difference_lines, read_lines, table_lines
from app.adjudication.page_head import PageHead
from app.adjudication.side_by_side import SideBySide
from app.adjudication.two_reads import TwoReads
from app.components.text import wrapped
from app.figures import unbroken
from app.language import language
from app.reading.hands.hands import Hands
from app.reading.hands.held_keys import HeldKeys
from app.reading.hands.keys import HELD, WINDOW_ACTIONS, Action, Stroke, stroke_pressed
from app.reading.hands.presets import OwnWindows, Preset, presets
from app.reading.pictures.pictures import Pictures
from measurements.adjudication.effects import Comparison, Kind
from measurements.adjudication.matching import Match
from measurements.adjudication.sentences import difference_sentence, spread_sentence, together_sentence
from measurements.adjudication.variability import sum_spread
from measurements.trial import Timepoint

LIST_WIDTHS_PX = ((1700, 400), (1400, 320), (0, 264))
PANEL_WIDTHS_PX = ((1700, 360), (1400, 330), (0, 300))
"""From which width of the page on a panel has which width."""

TABLE_FROM_PX = 600
"""Where the page is lower, the pictures have the table's room."""

TOLD_FOR_MS = 8000


class AdjudicationPage(QWidget):
    """One subject with its two reads; `show_reads` brings it up, `close_reads` takes it away.

    Signals: `decided(subject_uid, read_uid, Decision)` once a read is taken, `skipped()`,
    `ghostsToggled(on)`.
    """

    decided = Signal(str, str, object)
    skipped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._reads: TwoReads | None = None
        self._pictures: Pictures | None = None
        self._panes: SideBySide | None = None
        self._comparison: Comparison | None = None
        self._in_hand: int | None = None
        self._hindrance = ""
        self._hands = Hands()
        self._own_windows: OwnWindows = {}
        self._presets: tuple[Preset, ...] = ()
        self._held = HeldKeys(self)
        self.head = PageHead()
        self.differences = DifferenceList()
        self.table = LesionTable()
        self.panel = DecisionPanel()
        self._message = wrapped("", "second", "")
        self._message.setProperty("message", True)
        self._message.hide()
        self._message_timer = QTimer(self)
        self._message_timer.setSingleShot(True)
        self._message_timer.setInterval(TOLD_FOR_MS)
        self._message_timer.timeout.connect(self._message.hide)
        self._compose()
        self._wire()
        self._actions = self._action_table()

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.differences)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self._message)
        self._middle.addWidget(self.table)
        row.addLayout(self._middle, 1)
        row.addWidget(self.panel)
        column.addLayout(row, 1)

    def _wire(self) -> None:
        self.head.stepped.connect(self.step_timepoint)
        self.head.timepointChosen.connect(self._show_timepoint_of)
        self.head.ghostsToggled.connect(self.set_ghosts)
        self.head.linkToggled.connect(self.set_linked)
        self.differences.chosen.connect(self.choose_difference)
        self.table.lesionChosen.connect(self.choose_lesion)
        self.panel.skipped.connect(self.skipped)
        self.panel.decided.connect(self._tell_decision)
        own = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+1"), self, lambda: self.panel.choose(0), context=own)
        QShortcut(QKeySequence("Ctrl+2"), self, lambda: self.panel.choose(1), context=own)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.panel.decide.click, context=own)

    # A subject comes and goes

    def show_reads(self, reads: TwoReads, pictures: Pictures, hindrance: str = "") -> None:
        """Brings a subject up, at the first timepoint that the two reads call otherwise.

        Args:
            pictures: where its stacks come from; closed with the subject.
            hindrance: why nothing can be decided here, in a sentence; "" where it can.
        """
        self.close_reads()
        self._reads, self._pictures, self._hindrance = reads, pictures, hindrance
        self._panes = SideBySide(pictures, reads)
        self._panes.lesionChosen.connect(self.choose_lesion)
        self._panes.told.connect(self.tell)
        self._panes.linkChanged.connect(self._show_switches)
        self._middle.insertWidget(1, self._panes, 1)
        self._take_hands()
        self.panel.show_subject(reads.subject.code, self._protocol_differences(reads), hindrance)
        if hindrance:
            self.tell(hindrance)
        self._show_timepoint(reads.stops[0])
        self._show_switches()
        self.setFocus()

    def close_reads(self) -> None:
        """Takes the subject away and lets go of its pictures."""
        self._held.let_go()
        if self._panes is None or self._pictures is None:
            return
        self._pictures.close()
        self._panes.take_down()
        self._panes.hide()
        self._middle.removeWidget(self._panes)
        for part in (self._panes, self._pictures):
            part.deleteLater()
        self._reads = self._pictures = self._panes = self._comparison = None
        self._message.hide()

    @property
    def reads(self) -> TwoReads | None:
        """What is shown."""
        return self._reads

    @property
    def panes(self) -> SideBySide | None:
        return self._panes

    @property
    def comparison(self) -> Comparison | None:
        """The timepoint that is shown."""
        return self._comparison

    @property
    def in_hand(self) -> int | None:
        """Place of the difference in hand, from 0."""
        return self._in_hand

    def tell(self, sentence: str) -> None:
        """Shows a sentence above the pictures for a while."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        self._message_timer.start()

    # What is shown

    def step_timepoint(self, by: int) -> None:
        """To the next or previous timepoint that the reads call otherwise, or of all where none is."""
        if self._reads is None or self._comparison is None:
            return
        here, stops = self._comparison.timepoint.order, self._reads.stops
        ahead = [one for one in stops if (one.order - here) * by > 0]
        if ahead:
            self._show_timepoint(ahead[0] if by > 0 else ahead[-1])

    def step_difference(self, by: int) -> None:
        """To the next or previous difference of the list, and round again."""
        if self._comparison is not None and self._comparison.effects:
            count = len(self._comparison.effects)
            place = (0 if by > 0 else count - 1) if self._in_hand is None else (self._in_hand + by) % count
            self.choose_difference(place)

    def choose_difference(self, place: int) -> None:
        """Takes a difference in hand: its lesion is shown in both panes."""
        self._in_hand = place
        self.differences.select(place)
        self._show_lesion()

    def choose_lesion(self, uid: str) -> None:
        """Takes a lesion of either read in hand, and the difference that is about it."""
        if self._comparison is None or self._reads is None:
            return
        for place, effect in enumerate(self._comparison.effects):
            about_sum = effect.kind in (Kind.BASELINE, Kind.EARLIER)
            if not about_sum and any(uid == lesion.uid for one in effect.matches for lesion in one.lesions):
                self.choose_difference(place)
                return
        match = next(
            (one for one in self._reads.matches if any(uid == lesion.uid for lesion in one.lesions)), None
        )
        self._in_hand = None
        self.differences.select(None)
        self._show_match(match)

    def set_ghosts(self, on: bool) -> None:
        if self._panes is not None:
            self._panes.set_ghosts(on)
        self._show_switches()

    def set_linked(self, linked: bool) -> None:
        if self._panes is not None:
            self._panes.set_linked(linked)

    def _show_timepoint_of(self, uid: str) -> None:
        if self._reads is not None:
            self._show_timepoint(next(one for one in self._reads.a.timepoints if one.uid == uid))

    def _show_timepoint(self, timepoint: Timepoint) -> None:
        assert self._reads is not None
        self._comparison = self._reads.comparison(timepoint)
        self._in_hand = 0 if self._comparison.effects else None
        self._show_words()
        self._show_lesion()

    def _show_words(self) -> None:
        """Everything that is written about the timepoint, in the language of the moment."""
        reads, comparison = self._reads, self._comparison
        if reads is None or comparison is None:
            return
        cards = read_lines(reads, comparison)
        self.head.show_subject(reads, comparison)
        self.differences.show_lines(
            difference_lines(reads, comparison), together_sentence(comparison, language()), self._in_hand
        )
        baseline = next(one for one in reads.a.timepoints if one.order == 0)
        self.table.show_lines(
            (baseline.label, comparison.timepoint.label), table_lines(reads, comparison), cards
        )
        spread = sum_spread(comparison.a, comparison.b, reads.a.protocol.two_readers_sum_pct)
        told = (
            ""
            if spread is None or comparison.a.call is None
            else unbroken(spread_sentence(spread, language()))
        )
        self.panel.show_timepoint(cards, told, comparison.a, comparison.b)

    def _show_lesion(self) -> None:
        """The lesion of the difference in hand; of one about a sum that it is about none in particular."""
        if self._comparison is None:
            return
        effect = None if self._in_hand is None else self._comparison.effects[self._in_hand]
        about_lesion = effect is not None and effect.kind not in (Kind.BASELINE, Kind.EARLIER)
        self._show_match(effect.matches[0] if effect is not None and about_lesion else None)

    def _show_match(self, match: Match | None) -> None:
        if self._panes is None or self._comparison is None:
            return
        self.table.set_in_hand(frozenset() if match is None else frozenset(one.uid for one in match.lesions))
        self._panes.show_timepoint(self._comparison.timepoint, match)

    def _show_switches(self) -> None:
        if self._panes is not None:
            self.head.show_switches(ghosts=self._panes.ghosts_on, linked=self._panes.linking.on)

    def _protocol_differences(self, reads: TwoReads) -> list[str]:
        return [difference_sentence(one, reads.a.timepoints, language()) for one in reads.differences]

    def _tell_decision(self, decision: Decision) -> None:
        if self._reads is not None:
            taken = (self._reads.a_uid, self._reads.b_uid)[decision.place]
            self.decided.emit(self._reads.subject.uid, taken, decision)

    def changeEvent(self, event: QEvent) -> None:
        """Another language: what is shown is written anew, once every part has heard."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self._reword)

    def _reword(self) -> None:
        if self._reads is None or self._panes is None:
            return
        self._take_hands()
        self.panel.show_words(self._reads.subject.code, self._protocol_differences(self._reads))
        self._show_words()
        self._panes.reword()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        self.differences.setFixedWidth(next(px for least, px in LIST_WIDTHS_PX if width >= least))
        self.panel.setFixedWidth(next(px for least, px in PANEL_WIDTHS_PX if width >= least))
        self.table.setVisible(event.size().height() >= TABLE_FROM_PX)

    # Hands

    def set_hands(self, hands: Hands, own_windows: OwnWindows) -> None:
        """Keys, mouse and windows are those of the reading room."""
        self._held.let_go()
        self._hands, self._own_windows = hands, own_windows
        self._take_hands()

    def _take_hands(self) -> None:
        of_protocol = () if self._reads is None else self._reads.a.protocol.windows
        self._presets = presets(of_protocol, self._own_windows)
        self.head.show_keys(self._hands)
        if self._panes is not None:
            self._panes.set_mouse(self._hands.mouse)

    def _action_table(self) -> dict[Action, Callable[[], object]]:
        def panes(do: Callable[[SideBySide], object]) -> Callable[[], object]:
            return lambda: None if self._panes is None else do(self._panes)

        windows: dict[Action, Callable[[], object]] = {
            action: lambda action=action: self._choose_window(action)  # type: ignore[misc]
            for action in (*WINDOW_ACTIONS, Action.WINDOW_FILE)
        }
        return windows | {
            Action.NEXT_LESION: lambda: self.step_difference(1),
            Action.PREVIOUS_LESION: lambda: self.step_difference(-1),
            Action.EARLIER_TIMEPOINT: lambda: self.step_timepoint(-1),
            Action.LATER_TIMEPOINT: lambda: self.step_timepoint(1),
            Action.GHOSTS: panes(lambda panes: self.set_ghosts(not panes.ghosts_on)),
            Action.LINK: panes(lambda panes: panes.set_linked(not panes.linking.on)),
            Action.NEXT_SLICE: panes(lambda panes: panes.step(1)),
            Action.PREVIOUS_SLICE: panes(lambda panes: panes.step(-1)),
            Action.FIRST_SLICE: panes(lambda panes: panes.scroll_to_end(last=False)),
            Action.LAST_SLICE: panes(lambda panes: panes.scroll_to_end(last=True)),
            Action.RESET_VIEW: panes(SideBySide.fit),
            Action.NEXT_PANEL: self._change_sides,
            Action.CANCEL: self.setFocus,
        }

    def _choose_window(self, action: Action) -> None:
        for preset in self._presets:
            if preset.action is action and self._panes is not None:
                self._panes.set_window(preset.window)

    def _change_sides(self) -> None:
        """From the pictures to the decision, and back."""
        if self.panel.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus()
        else:
            self.panel.cards[self.panel.chosen or 0].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stroke = stroke_pressed(event)
        action = self._hands.action(stroke)
        typed_in = isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit | QComboBox)
        wanted = stroke is not None and typed_in and stroke.types and action is not Action.CANCEL
        if action in HELD and not typed_in:
            event.accept()
            self._hold(action, event)
        elif action is None or action not in self._actions or wanted:
            super().keyPressEvent(event)
        else:
            event.accept()
            self._actions[action]()

    def _hold(self, action: Action, event: QKeyEvent) -> None:
        """Begins what lasts while its key is down."""
        panes = self._panes
        if panes is None:
            return
        if action is Action.LENS:
            self._held.hold(event, lambda: panes.set_magnified(True), lambda: panes.set_magnified(False))
        elif action is Action.HIDE_OVERLAYS:
            self._held.hold(
                event, lambda: panes.set_overlays_visible(False), lambda: panes.set_overlays_visible(True)
            )

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab does what it is bound to at the pictures; at controls and in fields it goes on to the next."""
        here = QApplication.focusWidget()
        if isinstance(here, QPushButton | QLineEdit | QPlainTextEdit | QComboBox) or (
            here is not None and (self.panel.isAncestorOf(here) or self.head.isAncestorOf(here))
        ):
            return super().focusNextPrevChild(forward)
        shift = Qt.KeyboardModifier.NoModifier if forward else Qt.KeyboardModifier.ShiftModifier
        action = self._hands.action(Stroke(Qt.Key.Key_Tab, shift))
        if action is None or action not in self._actions:
            return super().focusNextPrevChild(forward)
        self._actions[action]()
        return True
