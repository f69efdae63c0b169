"""The one window: the bar at the top, and the page beneath it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.components.banner import Banner
from app.components.buttons import tool_button
from app.components.text import ElidedLabel, label
from app.components.words import Wording, say
from app.people.person_button import PersonButton
from app.style.fonts import font
from app.style.icons import app_icon, draw_icon
from app.style.look import look

WORKLIST = "worklist"
READING = "reading"
HISTORY = "history"
REVIEW = "review"
ADJUDICATION = "adjudication"
TRIAL = "trial"
PROTOCOL = "protocol"
PEOPLE = "people"
PREFERENCES = "preferences"
LEAST_PX = (960, 540)


class _Symbol(QWidget):
    """An icon that is nothing but seen."""

    def __init__(self, name: str, colour: QColor, side_px: int = 16) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self.setFixedSize(QSize(side_px, side_px))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), self._name, QRectF(self.rect()), self._colour)


class TopBar(QWidget):
    """Program, pages, subject, what was saved last, who is at the trial, help."""

    pageChosen = Signal(str)
    helpWanted = Signal()
    aboutWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(48)
        self.setProperty("panel", True)
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(_Symbol("logo", look().colour.text, 24))
        program = QToolButton()
        program.setText("Longaxis")
        program.setFont(font(look().size.title, 600))
        say(program, QToolButton.setToolTip, lambda: self.tr("About Longaxis"))
        program.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        program.clicked.connect(self.aboutWanted)
        row.addWidget(program)
        row.addSpacing(12)
        self._pages: dict[str, QToolButton] = {}
        self._hints: dict[str, tuple[Wording | str, Wording | str]] = {
            READING: ("", lambda: self.tr("Open a timepoint in the worklist to read it")),
            PROTOCOL: (
                lambda: self.tr("What calls are made by   Ctrl+P"),
                lambda: self.tr("Open a trial to see it"),
            ),
        }
        pages: tuple[tuple[str, Wording], ...] = (
            (WORKLIST, lambda: self.tr("Worklist")),
            (READING, lambda: self.tr("Reading")),
            (HISTORY, lambda: self.tr("History")),
            (REVIEW, lambda: self.tr("Review")),
            (ADJUDICATION, lambda: self.tr("Adjudication")),
            (TRIAL, lambda: self.tr("Trial")),
            (PROTOCOL, lambda: self.tr("Protocol")),
            (PEOPLE, lambda: self.tr("People")),
        )
        for name, text in pages:
            tab = QToolButton()
            say(tab, QToolButton.setText, text)
            tab.setProperty("page", True)
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tab.clicked.connect(lambda _=False, name=name: self.pageChosen.emit(name))
            row.addWidget(tab)
            self._pages[name] = tab
        say(
            self._pages[HISTORY], QToolButton.setToolTip, lambda: self.tr("What became of this read   Ctrl+H")
        )
        line = QFrame()
        line.setFixedSize(1, 20)
        line.setProperty("divider", True)
        row.addSpacing(4)
        row.addWidget(line)
        self._before_subject = line
        row.addSpacing(4)
        self._subject = ElidedLabel("", "title", weight=600)
        row.addWidget(self._subject, 1)
        self._saved_mark = _Symbol("check", look().colour.done)
        row.addWidget(self._saved_mark)
        self._saved = label("", "second", "second")
        row.addWidget(self._saved)
        self._saved_mark.hide()
        row.addSpacing(8)
        self._reader_mark = _Symbol("person", look().colour.second)
        row.addWidget(self._reader_mark)
        self._reader = label("", "second", "second")
        row.addWidget(self._reader)
        self.person = PersonButton()
        row.addWidget(self.person)
        self.show_reader("")
        self._help = tool_button("help", lambda: self.tr("Keys and mouse"), "?")
        self._help.clicked.connect(self.helpWanted)
        self._preferences = tool_button("sliders", lambda: self.tr("Preferences"), "Ctrl+,", checkable=True)
        self._preferences.clicked.connect(lambda: self.pageChosen.emit(PREFERENCES))
        row.addSpacing(8)
        row.addWidget(self._preferences)
        row.addWidget(self._help)

    def show_page(self, name: str) -> None:
        for candidate, tab in self._pages.items():
            tab.setChecked(candidate == name)
        self._preferences.setChecked(name == PREFERENCES)

    def allow(self, name: str, allowed: bool) -> None:
        """Whether a page is for whoever is at the trial now.

        A tab that says what is missing stays, and cannot be chosen; others go.
        """
        tab = self._pages.get(name)
        if tab is None:
            return
        if name in self._hints:
            hint, missing = self._hints[name]
            tab.setEnabled(allowed)
            say(tab, QToolButton.setToolTip, hint if allowed else missing)
        else:
            tab.setVisible(allowed)

    def show_subject(self, text: str) -> None:
        self._subject.setText(text)
        self._before_subject.setVisible(bool(text))

    def show_saved(self, when: datetime) -> None:
        say(self._saved, QLabel.setText, lambda: self.tr("Saved {0}").format(f"{when:%H:%M:%S}"))
        self._saved_mark.show()

    def forget_saved(self) -> None:
        """When something was stored is not for whoever comes next."""
        say(self._saved, QLabel.setText, "")
        self._saved_mark.hide()

    def show_reader(self, name: str) -> None:
        """In whose name lesions are read in a trial without accounts; "" where there is none of these."""
        self._reader.setText(name)
        self._reader_mark.setVisible(bool(name))


class MainWindow(QMainWindow):
    """Holds the pages. Closing asks nothing, since everything drawn is stored; if it is not, it waits."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowIcon(app_icon())
        self.bar = TopBar()
        self._pages = QStackedWidget()
        self._banners = QVBoxLayout()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(self._banners)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(body)
        self.may_close: Callable[[], bool] = lambda: True  # until the pages are there
        self._body = body
        self._focus_beneath: QWidget | None = None
        self.cover_shown: QWidget | None = None
        self._by_name: dict[str, QWidget] = {}
        self._work: QWidget | None = None
        self.setMinimumSize(*LEAST_PX)
        self.resize(1440, 900)

    def add_page(self, name: str, page: QWidget) -> None:
        # A page gives way part by part when it gets smaller: what it shows now must not hold the window,
        # nor must a banner above it push the window over the edge of the screen.
        page.setMinimumSize(1, 1)
        self._by_name[name] = page
        self._pages.addWidget(page)

    def show_page(self, name: str) -> None:
        self._pages.setCurrentWidget(self._by_name[name])
        self._by_name[name].setFocus()
        self.bar.show_page(name)

    def cover(self, page: QWidget | None) -> None:
        """Shows `page` in the place of all there is, the bar too; None shows that again, as it was left.

        What is covered is kept apart and is no part of the window meanwhile: what is hidden within it could
        still be read out by assistive programs.
        """
        if page is self.cover_shown:
            return
        if self.cover_shown is None:
            self._focus_beneath = QApplication.focusWidget()
        _close_what_floats()
        self.takeCentralWidget()
        (self.cover_shown or self._body).hide()
        self.cover_shown = page
        wanted = page or self._body
        self.setCentralWidget(wanted)
        wanted.show()
        beneath, self._focus_beneath = self._focus_beneath, page and self._focus_beneath
        if page is None and beneath is not None and isValid(beneath):
            beneath.setFocus()

    def show_error(self, sentence: str) -> None:
        """What went wrong, in the layout; it stays until it is dismissed."""
        banner = Banner("error", sentence)
        banner.let_dismiss()
        self._banners.addWidget(banner)

    def show_work(self, work: QWidget | None) -> None:
        """Shows how far a piece of work is, above the page; None when it has ended."""
        if self._work is not None:
            self._work.hide()
            self._banners.removeWidget(self._work)
            self._work.deleteLater()
        self._work = work
        if work is not None:
            self._banners.addWidget(work)

    def title(self, trial: str, subject: str) -> None:
        """Window title: subject, trial, program."""
        self.setWindowTitle(" \u2013 ".join(part for part in (subject, trial, "Longaxis") if part))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closed.emit()
        event.accept()


def _close_what_floats() -> None:
    """Menus and dialogs, as Esc closes them."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
