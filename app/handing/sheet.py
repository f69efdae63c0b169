"""What the windows of the hand-over share: fields, work with its progress, and what became of it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.components.banner import Banner
from app.components.buttons import button
from app.components.dimmed import dim_behind
from app.components.progress import WorkProgress
from app.components.text import label
from app.components.words import Wording, say
from app.jobs import Job, Jobs
from app.refusal_words import refusal_text
from measurements.progress import Report
from measurements.refusal import Refusal

Result = TypeVar("Result")


class Sheet(QDialog):
    """A window over the worklist: its fields, a foot with Cancel and one button that does it.

    What is refused is told in it, and the fields stay as they were filled in. While it works it shows how far
    it is, and closing it cancels.
    """

    done_with = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs, title: Wording, action: Wording) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        say(self, QWidget.setWindowTitle, title)
        self._jobs = jobs
        self._job: Job[object] | None = None
        self._work: WorkProgress | None = None
        self._first: QWidget | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(8)
        outer.addWidget(label(title, "title", weight=600))
        self._told = QVBoxLayout()
        outer.addLayout(self._told)
        self.fields = QWidget()
        self.column = QVBoxLayout(self.fields)
        self.column.setContentsMargins(0, 4, 0, 0)
        self.column.setSpacing(6)
        outer.addWidget(self.fields, 1)
        outer.addStretch(0)  # what is said when the fields are gone stays at the top
        self._working = QVBoxLayout()
        outer.addLayout(self._working)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 8, 0, 0)
        foot.setSpacing(8)
        foot.addStretch(1)
        self.leave = button(lambda: self.tr("Cancel"))
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)
        foot.addWidget(self.leave)
        self.go = button(action, primary=True)
        self.go.setDefault(True)
        foot.addWidget(self.go)
        outer.addLayout(foot)

    def ask(self, name: Wording, field: QWidget) -> None:
        """Adds a field under its name."""
        say(field, QWidget.setAccessibleName, name)
        self.column.addWidget(label(name, "second", "second", 600))
        self.column.addWidget(field)
        self._first = self._first or field

    def begin(self) -> None:
        """Opens it with the keys in its first field; what lies behind is dimmed."""
        dim_behind(self)
        self.show()
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, kind: str, title: Wording, text: Wording = "") -> None:
        """Says what happened, in the place of what was said before: error, warning, hint or done."""
        self.hush()
        self._told.addWidget(Banner(kind, title, text))

    def hush(self) -> None:
        while self._told.count():
            item = self._told.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def end(self) -> None:
        """All is done: only what became of it stays to be read."""
        self.fields.hide()
        self.go.hide()
        say(self.leave, QPushButton.setText, lambda: self.tr("Close"))
        self.leave.setFocus()
        self.setMinimumHeight(0)
        self.adjustSize()

    def work(self, title: Wording, task: Callable[[Report], Result], then: Callable[[Result], None]) -> None:
        """Does `task` beside the window's thread, then `then` with its result, on it."""
        self.hush()
        self.fields.setEnabled(False)
        self.go.setEnabled(False)
        job = self._jobs.prepare(task)
        self._job = job  # type: ignore[assignment]  # Job is invariant in its result
        self._work = WorkProgress(title)
        self._work.cancelled.connect(job.cancel)
        job.progressed.connect(self._work.show_progress)
        job.finished.connect(then)
        job.failed.connect(self._fail)
        job.ended.connect(self._end_work)
        self._working.addWidget(self._work)
        self._jobs.start(job)

    @property
    def works(self) -> bool:
        return self._job is not None

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.tell("error", partial(refusal_text, error))

    def _end_work(self) -> None:
        self._job = None
        if self._work is not None:
            self._work.hide()
            self._work.deleteLater()
            self._work = None
        self.fields.setEnabled(True)
        self.go.setEnabled(True)
        self.done_with.emit()

    def reject(self) -> None:
        """While it works, leaving it cancels; the window goes when the work has unwound."""
        if self._job is not None:
            self._job.cancel()
            self.done_with.connect(self.reject, Qt.ConnectionType.QueuedConnection)
            return
        super().reject()


def moment(iso: str) -> str:
    """A moment as it was noted, to the minute, by the clock of whoever noted it."""
    return f"{datetime.fromisoformat(iso):%Y-%m-%d %H:%M}"


def told_lines(parent: QVBoxLayout, lines: list[str]) -> None:
    """Adds a line of text for each."""
    for line in lines:
        said: QLabel = label(line, "second", "second")
        said.setWordWrap(True)
        parent.addWidget(said)
