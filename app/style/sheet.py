"""The one style sheet, written from the look."""

from string import Template

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from app.style.fonts import font, load_fonts
from app.style.look import look

_SHEET = Template("""
* { outline: 0; }
QWidget { color: $text; }
QMainWindow, QStackedWidget { background: $ground; }
QDialog { background: $raised; }
QToolTip { background: $control; color: $text; border: 1px solid $border; padding: 6px 8px; }

[panel="true"] { background: $panel; }
[ground="true"] { background: $ground; }
[framed="true"] { background: $raised; border: 1px solid $hairline; border-radius: 4px; }
[edge="left"] { border-left: 1px solid $hairline; }
[edge="right"] { border-right: 1px solid $hairline; }
[edge="top"] { border-top: 1px solid $hairline; }
[edge="bottom"] { border-bottom: 1px solid $hairline; }

QFrame[divider="true"] { background: $hairline; border: 0; }

QLabel { background: transparent; border: 0; }
QLabel[keycap="true"] {
    background: $control; border: 1px solid $border; border-radius: 3px; padding: 1px 6px;
}
QLabel[message="true"] { background: $selected; border-left: 3px solid $accent; padding: 8px 12px; }
QLabel[tone="second"] { color: $second; }
QLabel[tone="faint"] { color: $faint; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="error"] { color: $error; }
QLabel[tone="done"] { color: $done; }

QPushButton {
    background: $control; border: 1px solid $border; border-radius: 4px;
    min-height: 30px; padding: 0 12px; color: $text;
}
QPushButton:hover { background: $border; }
QPushButton:pressed { background: $raised; }
QPushButton:checked { background: $selected; border-color: $selected_border; }
QPushButton:disabled { background: $raised; color: $disabled; border-color: $hairline; }
QPushButton:checked:disabled { background: $selected; color: $second; border-color: $selected_border; }
QPushButton:focus { border: 2px solid $accent; padding: 0 11px; min-height: 28px; }
QPushButton[tone="warning"] { color: $warning; }
QPushButton[waits="true"] { border: 2px solid $accent; padding: 0 11px; min-height: 28px; color: $accent; }
QPushButton[primary="true"] { background: $primary; border-color: $primary; color: $white; font-weight: 600; }
QPushButton[primary="true"]:hover { background: $primary_hover; border-color: $primary_hover; }
QPushButton[primary="true"]:pressed { background: $primary_pressed; }
QPushButton[primary="true"]:disabled { background: $raised; border-color: $hairline; color: $disabled; }
QPushButton[primary="true"]:focus { border: 2px solid $white; }

QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 4px;
    min-height: 30px; padding: 0 8px; color: $second;
}
QToolButton:hover { background: $control; color: $text; }
QToolButton:pressed { background: $raised; }
QToolButton:checked { background: $selected; border-color: $selected_border; color: $text; }
QToolButton:focus { border: 2px solid $accent; padding: 0 7px; min-height: 28px; }
QToolButton:disabled { color: $disabled; }
QToolButton[tool="true"] { min-width: 30px; padding: 0; }
QToolButton[tool="true"]:focus { min-width: 28px; padding: 0; }
/* The arrow of the menu stands beside the icon, not on it. */
QToolButton[tool="true"][popupMode="1"] { padding-right: 12px; }
QToolButton::menu-button { border: 0; width: 14px; }
QToolButton[page="true"] {
    border: 0; border-radius: 0; border-bottom: 2px solid transparent; min-height: 44px; padding: 0 2px;
    margin: 0 10px;
}
QToolButton[page="true"]:hover { background: transparent; color: $text; }
QToolButton[page="true"]:checked { background: transparent; border-bottom: 2px solid $accent; color: $text; }
QToolButton[page="true"]:focus { color: $accent; }
QToolButton::menu-indicator { image: none; }

QWidget[segments="true"] { border: 1px solid $border; border-radius: 4px; background: $raised; }
QWidget[segments="true"] QToolButton {
    border: 1px solid transparent; border-radius: 3px; min-height: 28px; padding: 0 10px;
}
QWidget[segments="true"] QToolButton[keyed="true"] { padding: 0 28px 0 10px; }
QWidget[compact="true"] QToolButton { padding: 0 5px; }
QWidget[segments="true"] QToolButton:checked { border-color: $selected_border; color: $text; }
QWidget[segments="true"] QToolButton:focus { border: 2px solid $accent; min-height: 26px; padding: 0 9px; }
QWidget[segments="true"] QToolButton[keyed="true"]:focus { padding: 0 27px 0 9px; }
QWidget[compact="true"] QToolButton:focus { padding: 0 4px; }

QLineEdit, QComboBox, QDateEdit, QSpinBox {
    background: $ground; border: 1px solid $border; border-radius: 4px; min-height: 30px; padding: 0 8px;
    selection-background-color: $primary; selection-color: $white;
}
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus {
    border: 2px solid $accent; padding: 0 7px; min-height: 28px;
}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: $disabled; }
QComboBox QLineEdit, QComboBox QLineEdit:focus,
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {
    background: transparent; border: 0; padding: 0; min-height: 0;
}
/* Without its buttons a styled spin box gives its text no room: they are there and take none. */
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { padding: 0 8px; }
QComboBox::drop-down { border: 0; width: 20px; }
QComboBox QAbstractItemView, QListView[popup="true"] {
    background: $raised; border: 1px solid $border; selection-background-color: $selected;
    selection-color: $text; outline: 0; padding: 4px;
}
/* Qt gives the list of a completer 6 px besides its rows: with more, the last row is cut. */
QListView[popup="true"] { padding: 2px; }
QComboBox QAbstractItemView::item, QListView[popup="true"]::item {
    min-height: 28px; padding: 0 8px; border-radius: 3px;
}
QComboBox QAbstractItemView::item:selected, QListView[popup="true"]::item:selected {
    background: $selected; color: $text;
}
QCheckBox { spacing: 8px; background: transparent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $faint; border-radius: 3px; }
QCheckBox::indicator:hover { border-color: $text; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:disabled { border-color: $border; }
QCheckBox::indicator:checked:disabled { background: $border; }
QCheckBox::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QCheckBox::indicator:checked:focus { border-color: $white; }
QCheckBox:disabled { color: $disabled; }

QMenu { background: $raised; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 3px; }
QMenu::item:selected { background: $selected; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }

QScrollArea, QAbstractScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget { background: transparent; }
QPlainTextEdit {
    background: $ground; border: 1px solid $border; border-radius: 4px; padding: 6px 8px;
    selection-background-color: $primary; selection-color: $white;
}
QPlainTextEdit:focus { border: 2px solid $accent; padding: 5px 7px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle {
    background: $control; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px;
}
QScrollBar::handle:hover { background: $border; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTableView {
    background: $ground; border: 0; gridline-color: transparent; selection-background-color: $raised;
    selection-color: $text;
}
QTableView::item { padding: 0 16px; }
QHeaderView { background: $ground; border: 0; }
QHeaderView::section {
    background: $ground; color: $second; border: 0; border-bottom: 1px solid $hairline; padding: 0 16px;
    font-weight: 600;
}
QTableCornerButton::section { background: $ground; border: 0; border-bottom: 1px solid $hairline; }
QSplitter::handle { background: $ground; }
""")


def apply_style(application: QApplication) -> None:
    """Gives the application its fonts, palette and style sheet."""
    load_fonts()
    colours = look().colour
    application.setStyle("Fusion")
    application.setFont(font(look().size.body))
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, colours.panel)
    palette.setColor(QPalette.ColorRole.WindowText, colours.text)
    palette.setColor(QPalette.ColorRole.Base, colours.ground)
    palette.setColor(QPalette.ColorRole.AlternateBase, colours.panel)
    palette.setColor(QPalette.ColorRole.Text, colours.text)
    palette.setColor(QPalette.ColorRole.Button, colours.control)
    palette.setColor(QPalette.ColorRole.ButtonText, colours.text)
    palette.setColor(QPalette.ColorRole.Highlight, colours.primary)
    palette.setColor(QPalette.ColorRole.HighlightedText, colours.white)
    palette.setColor(QPalette.ColorRole.PlaceholderText, colours.faint)
    palette.setColor(QPalette.ColorRole.ToolTipBase, colours.control)
    palette.setColor(QPalette.ColorRole.ToolTipText, colours.text)
    palette.setColor(QPalette.ColorRole.Link, colours.accent)
    application.setPalette(palette)
    application.setStyleSheet(_SHEET.substitute(look().hexes))
