"""A key that can be pressed anew: a button that, once asked, takes the next key whatever it is."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton

from app.reading.hands.keys import stroke_pressed


class KeyField(QPushButton):
    """Shows a key; a click, Enter or Space waits for another.

    Signals: `pressedAnew(Stroke)`. Esc, or going elsewhere, leaves it as it was.
    """

    pressedAnew = Signal(object)

    def __init__(self, name: str) -> None:
        """`name`: of what the key is for, as assistive programs say it."""
        super().__init__()
        self._name, self._shown, self._waits = name, "", False
        self.setProperty("keyfield", True)
        self.setMinimumWidth(120)
        self.clicked.connect(self._wait)

    def show_key(self, shown: str) -> None:
        """The key in force; "" where there is none."""
        self._shown = shown
        self._waits = False
        self._write()

    @property
    def waits(self) -> bool:
        """Whether the next key is taken."""
        return self._waits

    def _wait(self) -> None:
        self._waits = True
        self.setFocus()
        self._write()

    def _write(self) -> None:
        none = self.tr("no key")
        self.setText(self.tr("Press a key") if self._waits else self._shown or none)
        said = self.tr("{action}, key {key}").format(action=self._name, key=self._shown or none)
        waiting = self.tr("{action}, press the new key; Esc leaves it as it is").format(action=self._name)
        self.setAccessibleName(waiting if self._waits else said)
        self.setProperty("waits", self._waits)
        self.style().unpolish(self)
        self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        # While it waits every key is its own: shortcuts, and Tab, which Qt would walk on with.
        if self._waits and isinstance(event, QKeyEvent):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        stroke = stroke_pressed(event)
        if stroke is None or event.isAutoRepeat():
            return  # a modifier on the way to its key
        self._waits = False
        self._write()
        if event.key() != Qt.Key.Key_Escape:
            self.pressedAnew.emit(stroke)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._waits:
            self._waits = False
            self._write()
        super().focusOutEvent(event)
