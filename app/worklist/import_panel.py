"""The strip at the right of the worklist: where scans come in, how far they are, and what became of them."""

import re
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.components.buttons import button
from app.components.fields import CheckBox
from app.components.progress import WorkProgress
from app.components.text import ElidedLabel, label, spaced, wrapped
from app.components.words import Wording, say
from app.importing import ImportReport, Remark, Things
from app.issue_words import issue_text
from app.language import language
from app.refusal_words import sentences_text
from app.style.fonts import font
from app.style.icons import draw_icon
from app.style.look import look
from measurements.imaging import Issue
from measurements.recist.phrases import LISTING

_LONG_WORD = 24
_NAMES_IN_FULL = 3


class DropZone(QWidget):
    """Where to let a folder go; it lights up while one is held over the window."""

    def __init__(self) -> None:
        super().__init__()
        self._awaiting = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        say(self, QWidget.setAccessibleName, self._heading)

    def _heading(self) -> str:
        return self.tr("Drop a folder or a CD here")

    def await_drop(self, awaiting: bool) -> None:
        self._awaiting = awaiting
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 128)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = look().colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour.accent, 2 if self._awaiting else 1)
        if not self._awaiting:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(colour.selected)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        centre = self.width() / 2
        draw_icon(painter, "import", QRectF(centre - 12, 27, 24, 24), colour.accent)
        for top, text, size_px, weight, tone in (
            (60, self._heading(), look().size.body, 600, colour.text),
            (84, self.tr("The originals are never altered"), look().size.second, 400, colour.second),
        ):
            painter.setFont(font(size_px, weight))
            painter.setPen(tone)
            painter.drawText(QRectF(8, top, self.width() - 16, 20), int(Qt.AlignmentFlag.AlignCenter), text)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the report: its mark and what it says."""

    icon: str
    tone: str
    heading: str
    text: str


class _ReportLine(QWidget):
    def __init__(self, line: _Line, *, first: bool) -> None:
        super().__init__()
        self._line = line
        self._first = first
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 9, 0, 9)
        column.setSpacing(2)
        for text, size, tone in ((line.heading, "body", ""), (line.text, "second", "second")):
            if text:
                column.addWidget(wrapped(_breakable(text), size, tone))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._first:
            painter.fillRect(0, 0, self.width(), 1, look().colour.hairline)
        draw_icon(painter, self._line.icon, QRectF(0, 11, 16, 16), getattr(look().colour, self._line.tone))


def _breakable(text: str) -> str:
    """UIDs and paths may break after a dot or a slash, where a line has no room for them."""
    return " ".join(
        re.sub(r"([./\\_-])", "\\1\u200b", word) if len(word) > _LONG_WORD else word
        for word in text.split(" ")
    )


class ReportList(QWidget):
    """An import's report, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self._report: ImportReport | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)

    def show_report(self, report: ImportReport) -> None:
        self._report = report
        self._show_lines()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_lines()

    def _show_lines(self) -> None:
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, line in enumerate([] if self._report is None else self._lines(self._report)):
            self._column.insertWidget(place, _ReportLine(line, first=place == 0))

    def _lines(self, report: ImportReport) -> list[_Line]:
        lines = []
        if report.images_added or not report.images_present:
            text = LISTING[language()].join(
                (
                    self.tr("{0} series", "", report.series_added).format(spaced(report.series_added)),
                    self.tr("{0} images", "", report.images_added).format(spaced(report.images_added)),
                )
            )
            added = bool(report.images_added)
            lines.append(
                _Line(
                    "check" if added else "cross",
                    "done" if added else "second",
                    text if added else self.tr("No images were added"),
                    self._places(report),
                )
            )
        if report.images_present:
            lines.append(
                _Line(
                    "check",
                    "second",
                    self.tr("{0} images were in the trial already", "", report.images_present).format(
                        spaced(report.images_present)
                    ),
                    self.tr("Nothing was added twice"),
                )
            )
        lines.extend(
            self._line(remark, "cross", "second", self.tr("Left out: {0}")) for remark in report.left_out
        )
        lines.extend(
            self._line(remark, "warning", "warning", self.tr("Kept: {0}")) for remark in report.remarks
        )
        return lines

    def title(self, report: ImportReport) -> str:
        """An import by its one timepoint, or by where it came from."""
        one = len(report.timepoints) == 1
        return self._places(report) if one else LISTING[language()].join(report.sources)

    def _places(self, report: ImportReport) -> str:
        """The timepoints that got pictures, counted where naming them would be too long."""
        count = len(report.timepoints)
        if count > _NAMES_IN_FULL:
            return self.tr("{0} timepoints", "", count).format(spaced(count))
        return LISTING[language()].join(f"{code} {label}" for code, label in report.timepoints)

    def _line(self, remark: Remark, icon: str, tone: str, wording: str) -> _Line:
        told = remark.told
        text = issue_text(told.code, told.text) if isinstance(told, Issue) else sentences_text(told)
        if remark.about is None:
            return _Line(icon, tone, "", text)
        return _Line(icon, tone, self._things(remark.about), wording.format(text))

    def _things(self, about: Things) -> str:
        if about.count == 1:
            return about.name
        if not about.name:
            return self.tr("{0} files", "", about.count).format(spaced(about.count))
        return self.tr("{0} series of {1}", "", about.count).format(spaced(about.count), about.name)


class ImportPanel(QWidget):
    """Drop zone, running import, and the last import's report."""

    folderWanted = Signal()
    cancelled = Signal()
    saveWanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setProperty("edge", "left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 0, 16)
        column.setSpacing(12)

        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 16, 0)
        head.addWidget(label(lambda: self.tr("Import"), "page", weight=600), 1)
        self._choose = button(lambda: self.tr("Choose folder"), icon_name="folder")
        self._choose.clicked.connect(self.folderWanted)
        head.addWidget(self._choose)
        column.addLayout(head)

        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 16, 0)
        body.setSpacing(12)
        self._zone = DropZone()
        body.addWidget(self._zone)
        self._copy = CheckBox(lambda: self.tr("Copy the files beside the trial"))
        self._copy.setFont(font(look().size.second))
        body.addWidget(self._copy)
        self._work_place = QVBoxLayout()
        body.addLayout(self._work_place)
        column.addLayout(body)
        self._work: WorkProgress | None = None

        self._last = QWidget()
        last = QHBoxLayout(self._last)
        last.setContentsMargins(0, 4, 16, 0)
        self._last_title = ElidedLabel("", "second", "second", 600)
        last.addWidget(self._last_title, 1)
        self._last_time = label("", "caption", "faint")
        last.addWidget(self._last_time)
        column.addWidget(self._last)

        self._report = ReportList()
        scroll = QScrollArea()
        scroll.setWidget(self._report)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(scroll, 1)

        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 16, 0)
        self._save = button(lambda: self.tr("Save report"), icon_name="export")
        self._save.clicked.connect(self.saveWanted)
        foot.addWidget(self._save, 1)
        column.addLayout(foot)
        self.show_report(None)

    @property
    def copies(self) -> bool:
        """Whether the user wants the files copied beside the trial."""
        return self._copy.isChecked()

    def await_drop(self, awaiting: bool) -> None:
        """Lights the drop zone while a folder is held over the page."""
        self._zone.await_drop(awaiting)

    def show_work(self, title: Wording) -> None:
        """An import has begun."""
        self.end_work()
        self._choose.setEnabled(False)
        say(
            self._choose,
            QWidget.setToolTip,
            lambda: self.tr("An import is running: let it end or cancel it"),
        )
        self._copy.setEnabled(False)
        self._work = WorkProgress(title)
        self._work.setProperty("framed", True)
        self._work.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._work.cancelled.connect(self.cancelled)
        self._work_place.addWidget(self._work)

    def show_progress(self, done: int, total: int, text: str) -> None:
        if self._work is not None:
            self._work.show_progress(done, total, text)

    def end_work(self) -> None:
        """The import has ended, however it did."""
        self._choose.setEnabled(True)
        say(self._choose, QWidget.setToolTip, "")
        self._copy.setEnabled(True)
        if self._work is not None:
            self._work.hide()
            self._work.deleteLater()
            self._work = None

    def show_report(self, report: ImportReport | None, ended: datetime | None = None) -> None:
        """What became of the last import; None: there was none yet."""
        self._last.setVisible(report is not None)
        self._save.setVisible(report is not None)
        self._report.setVisible(report is not None)
        if report is not None:
            say(
                self._last_title,
                ElidedLabel.setText,
                lambda: self.tr("Last import · {0}").format(self._report.title(report)),
            )
            self._last_time.setText("" if ended is None else f"{ended:%H:%M}")
            self._report.show_report(report)
