"""The keys of every action by group; those of the windows are beside the windows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from app.components.buttons import button
from app.preferences.key_rows import KeyRow, KeyRows
from app.reading.hands.hands import Hands
from app.reading.hands.hands_words import action_groups
from app.reading.hands.keys import WINDOW_ACTIONS, Action
from app.reading.hands.presets import Preset


class KeysSection(KeyRows):
    """Every action with its key, and the way back to all of them."""

    def __init__(self, hands: Hands, presets: Sequence[Preset]) -> None:
        groups = action_groups(presets)
        of_windows = (*WINDOW_ACTIONS, Action.WINDOW_FILE)
        super().__init__(
            self.tr("Keys"), hands, {act: name for _, acts in groups for act, name in acts.items()}
        )
        self.reset_all = button(self.tr("All keys as they were"), icon_name="reset")
        self.reset_all.clicked.connect(lambda: self.take(self.hands.with_first_keys()))
        self.rows.addWidget(self.reset_all, 0, Qt.AlignmentFlag.AlignRight)
        for heading, actions in groups:
            named = {action: name for action, name in actions.items() if action not in of_windows}
            if named:
                self.add_heading(heading)
            for action, name in named.items():
                self.add_key_row(action, KeyRow(name))
        self.show_keys()

    def show_keys(self) -> None:
        super().show_keys()
        self.reset_all.setEnabled(any(self.hands.changed(action) for action in Action))
