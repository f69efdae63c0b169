"""What the worklist shows where there is nothing to list yet: no trial, or a trial without scans."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.components.buttons import button
from app.components.text import label
from app.components.words import Wording
from app.style.icons import draw_icon
from app.style.look import look


class _Emblem(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(36, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), self._name, QRectF(self.rect()), look().colour.second)


class _Blank(QWidget):
    """An emblem, a sentence, some lines on what to do, and at most three ways to do it."""

    def __init__(self, emblem: str, heading: Wording, *lines: Wording) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(_Emblem(emblem), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addWidget(label(heading, "title", weight=600), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        for line in lines:
            column.addWidget(label(line, "body", "second"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        self._actions.addStretch(1)
        self._actions.addStretch(1)
        column.addLayout(self._actions)
        column.addStretch(3)

    def _offer(
        self, text: Wording, chosen: SignalInstance, *, icon_name: str = "", primary: bool = False
    ) -> None:
        made = button(text, icon_name=icon_name, primary=primary)
        made.clicked.connect(chosen)
        self._actions.insertWidget(self._actions.count() - 1, made)


class NoScans(_Blank):
    """A trial into which nothing has come yet."""

    folderWanted = Signal()
    demonstrationWanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "layers",
            lambda: self.tr("No scans in this trial yet"),
            lambda: self.tr("Drop a folder or a CD anywhere in this window."),
            lambda: self.tr("The originals are never altered."),
        )
        self._offer(lambda: self.tr("Choose folder"), self.folderWanted, icon_name="folder", primary=True)
        self._offer(lambda: self.tr("Open the demonstration trial"), self.demonstrationWanted)


class NoTrial(_Blank):
    """No trial is open."""

    openWanted = Signal()
    newWanted = Signal()
    demonstrationWanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "folder",
            lambda: self.tr("No trial is open"),
            lambda: self.tr("One trial is one file, NAME.longaxis."),
            lambda: self.tr("Open one, or begin a new one."),
        )
        self._offer(lambda: self.tr("Open trial"), self.openWanted, icon_name="folder", primary=True)
        self._offer(lambda: self.tr("New trial"), self.newWanted, icon_name="plus")
        self._offer(lambda: self.tr("Open the demonstration trial"), self.demonstrationWanted)


class NothingGiven(_Blank):
    """A radiologist has nothing to read."""

    def __init__(self) -> None:
        super().__init__(
            "person",
            lambda: self.tr("No subject is assigned to you yet"),
            lambda: self.tr("The data manager gives subjects to readers."),
        )


class NothingToDecide(_Blank):
    """No reads differ, of the subjects that were given to an adjudicator."""

    def __init__(self) -> None:
        super().__init__(
            "check",
            lambda: self.tr("No reads wait for your decision"),
            lambda: self.tr("A subject comes here when its reads are completed and differ."),
        )


class NothingImported(_Blank):
    """A trial without scans, for who does not import them."""

    def __init__(self) -> None:
        super().__init__(
            "layers",
            lambda: self.tr("No scans in this trial yet"),
            lambda: self.tr("The data manager imports them."),
        )


class NothingFound(_Blank):
    """Scans there are, but none that the filter admits."""

    allWanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "search",
            lambda: self.tr("No subject fits the filter"),
            lambda: self.tr("Clear the filter to see all subjects again."),
        )
        self._offer(lambda: self.tr("Show all"), self.allWanted)
