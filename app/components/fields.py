"""Fields for forms."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QStyle, QStyledItemDelegate, QStyleOptionButton

from app.components.words import Wording, say
from app.style.icons import draw_icon
from app.style.look import look


class Choice(QComboBox):
    """One of several, with the chevron that a style sheet takes away."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that has the style sheet's height of rows

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colour = look().colour.second if self.isEnabled() else look().colour.disabled
        place = QRectF(self.width() - 26, self.height() / 2 - 8, 16, 16)
        draw_icon(QPainter(self), "chevron-down", place, colour)


class CheckBox(QCheckBox):
    """Yes or no, with the tick that a style sheet takes away. The mouse leaves the focus where it is."""

    def __init__(self, text: Wording) -> None:
        super().__init__()
        say(self, QCheckBox.setText, text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        place = QRectF(0, 0, 14, 14)
        place.moveCenter(QRectF(box).center())
        draw_icon(QPainter(self), "check", place, look().colour.ground)
