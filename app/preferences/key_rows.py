"""Rows with a key each: pressed anew in its place, with what that would take away said before it does."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from app.components.banner import Banner
from app.components.buttons import tool_button
from app.components.text import retone
from app.preferences.key_field import KeyField
from app.preferences.rows import Column, Row
from app.reading.hands.hands import Hands
from app.reading.hands.keys import RESERVED, Action, Stroke


class KeyRow(Row):
    """One action and its key.

    Signals: `wanted(Stroke)` another key, None for none; `resetWanted()`.
    """

    wanted = Signal(object)
    resetWanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.field = KeyField(name)
        self.field.pressedAnew.connect(self.wanted)
        self.clear = tool_button("cross", self.tr("Take the key of {action} away").format(action=name))
        self.clear.clicked.connect(lambda: self.wanted.emit(None))
        self.add(self.field, self.clear)
        self.reset = self.add_reset(
            self.tr("Give {action} its own key back").format(action=name), self.resetWanted.emit
        )

    def show_key(self, hands: Hands, action: Action) -> None:
        shown = hands.shown(action)
        self.field.show_key(shown)
        retone(self.field, "" if shown else "warning")
        self.clear.setEnabled(any(stroke not in RESERVED for stroke in hands.keys[action]))
        self.reset.setVisible(hands.changed(action))


class KeyRows(Column):
    """Signals: `changed(Hands)` as soon as a key is another one; nothing is taken away unasked."""

    changed = Signal(object)

    def __init__(self, name: str, hands: Hands, names: Mapping[Action, str]) -> None:
        """`names`: of every action there is, for saying who would lose a key."""
        super().__init__(name)
        self.hands = hands
        self._names = names
        self.rows_by_action: dict[Action, KeyRow] = {}
        self._asked: KeyRow | None = None

    def show_hands(self, hands: Hands) -> None:
        """What is in force, where another section has changed it."""
        self._ask_nothing()
        self.hands = hands
        self.show_keys()

    def show_keys(self) -> None:
        for action, row in self.rows_by_action.items():
            row.show_key(self.hands, action)

    def add_key_row(self, action: Action, row: KeyRow) -> None:
        row.wanted.connect(lambda stroke: self._want(action, stroke))
        row.resetWanted.connect(lambda: self._offer(action, self.hands.reset(action)))
        self.rows_by_action[action] = row
        self.add(row)

    def take(self, wanted: Hands) -> None:
        """Puts hands in force and tells it."""
        self.show_hands(wanted)
        self.changed.emit(wanted)

    def _want(self, action: Action, stroke: Stroke | None) -> None:
        if stroke in RESERVED:
            self._ask(action, self._reserved(stroke), None)
        else:
            self._offer(action, self.hands.with_key(action, stroke))

    def _offer(self, action: Action, wanted: Hands) -> None:
        """Takes a change at once where nobody loses a key by it, else says who would."""
        losers = [each for each in self.hands.losers(wanted) if each is not action and each in self._names]
        if losers:
            gained = [stroke for stroke in wanted.keys[action] if stroke not in self.hands.keys[action]]
            sentence = self.tr("{key} is the key of {others}: there it would be gone.").format(
                key=" ".join(dict.fromkeys(stroke.shown for stroke in gained)),
                others=self.tr(", ").join(self._names[loser] for loser in losers),
            )
            self._ask(action, sentence, wanted)
        elif not wanted.keys[action] and action in (Action.UNDO, Action.REDO):
            sentence = self.tr("{action} would have no key then, only its button above the pictures.")
            self._ask(action, sentence.format(action=self._names[action]), wanted)
        else:
            self.take(wanted)

    def _reserved(self, stroke: Stroke | None) -> str:
        sentence = self.tr(
            "{key} stays what it is, so that what is half drawn can always be ended: choose another key."
        )
        return sentence.format(key="" if stroke is None else stroke.shown)

    def _ask(self, action: Action, sentence: str, wanted: Hands | None) -> None:
        self._ask_nothing()
        banner = Banner("warning", sentence)
        banner.setAccessibleName(sentence)
        if wanted is not None:
            banner.offer(self.tr("Change it"), lambda: self.take(wanted))
        banner.let_dismiss()
        row = self.rows_by_action[action]
        self._asked = row
        row.show_under(banner)
        self.ensureWidgetVisible(row)

    def _ask_nothing(self) -> None:
        if self._asked is not None:
            self._asked.show_under(None)
            self._asked = None
