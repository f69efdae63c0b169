"""The tools for annotations behind one button, which keeps the bar short: the last one chosen, and a menu."""

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from app.components.buttons import name_tool
from app.reading.hands.hands import Hands
from app.reading.hands.keys import Action
from app.style.icons import icon
from measurements.annotation import AnnotationKind

translate = QCoreApplication.translate

KINDS = {
    AnnotationKind.ELLIPSE: Action.TOOL_ELLIPSE,
    AnnotationKind.ANGLE: Action.TOOL_ANGLE,
    AnnotationKind.ARROW: Action.TOOL_ARROW,
    AnnotationKind.PROBE: Action.TOOL_PROBE,
}


def kind_name(kind: AnnotationKind) -> str:
    return {
        AnnotationKind.ELLIPSE: translate("keys", "Ellipse with its values"),
        AnnotationKind.ANGLE: translate("keys", "Angle"),
        AnnotationKind.ARROW: translate("keys", "Arrow with words"),
        AnnotationKind.PROBE: translate("keys", "Value of a voxel"),
    }[kind]


class MarkTools(QToolButton):
    """Pressed, it takes the tool that it shows; its menu has all of them, and the key image."""

    toolChosen = Signal(str)
    keyImageWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("tool", True)
        self.setCheckable(True)
        self.setIconSize(QSize(20, 20))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self._kind = AnnotationKind.ELLIPSE
        self._hands = Hands()
        menu = QMenu(self)
        group = QActionGroup(self)
        self._entries: dict[AnnotationKind, QAction] = {}
        for kind in KINDS:
            entry = menu.addAction(icon(kind.value), "")
            entry.setCheckable(True)
            entry.triggered.connect(lambda _=False, kind=kind: self.toolChosen.emit(kind.value))
            group.addAction(entry)
            self._entries[kind] = entry
        menu.addSeparator()
        self._key_image = menu.addAction(icon("key-image"), "")
        self._key_image.triggered.connect(lambda _=False: self.keyImageWanted.emit())
        self.setMenu(menu)
        self.clicked.connect(lambda _=False: self.toolChosen.emit(self._kind.value))
        self.show_hands(self._hands)

    def show_hands(self, hands: Hands) -> None:
        """Names with the keys behind them."""
        self._hands = hands
        for kind, entry in self._entries.items():
            entry.setText(f"{kind_name(kind)}\t{hands.shown(KINDS[kind])}")
        self._key_image.setText(f"{translate('keys', 'Key image, or not')}\t{hands.shown(Action.KEY_IMAGE)}")
        self._show_kind()

    def show_tool(self, name: str) -> None:
        """The tool in force, whichever it is."""
        chosen = next((kind for kind in KINDS if kind.value == name), None)
        self.setChecked(chosen is not None)
        if chosen is not None:
            self._kind = chosen
            self._entries[chosen].setChecked(True)
            self._show_kind()

    def _show_kind(self) -> None:
        self.setIcon(icon(self._kind.value))
        kind = self._kind
        name_tool(self, lambda: kind_name(kind), self._hands.shown(KINDS[kind]))
