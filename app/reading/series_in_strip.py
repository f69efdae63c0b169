"""The series of an open read in the strip: what is said of each, and its small picture."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.issue_words import issue_text
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.room_lines import timepoint_lines
from app.reading.pictures.hanging import titled
from app.reading.pictures.thumbnails import ThumbnailJob, load_thumbnails
from app.reading.strip import SeriesLine, SeriesStrip
from app.series_files import files_text
from app.session import Session
from measurements.imaging import Series
from measurements.trial import Timepoint
from reader.presence import FileChanges

_Built = tuple[Sequence[Timepoint], Sequence[Series], Sequence[Timepoint]]
"""What a strip is built of: timepoints, series, and which of the timepoints do not open yet."""


class SeriesInStrip(QObject):
    """One read, from `build` to `close`; to be built anew when it `is_behind`.

    Signals: `told(sentence)` where a small picture cannot be had.
    """

    told = Signal(str)

    def __init__(
        self,
        session: Session,
        desk: ReadingDesk,
        strip: SeriesStrip,
        said_of_pictures: Callable[[Timepoint], str],
    ) -> None:
        """`said_of_pictures`: what was found of a timepoint's pictures before it is read."""
        super().__init__()
        self._session, self._desk, self._strip = session, desk, strip
        self._said_of_pictures = said_of_pictures
        self._thumbnails: ThumbnailJob | None = None
        self._built: _Built = ((), (), ())
        session.files.changed.connect(self._show_files)

    def close(self) -> None:
        if self._thumbnails is not None:
            self._thumbnails.cancel()
        self._session.files.changed.disconnect(self._show_files)
        self.deleteLater()

    @property
    def is_behind(self) -> bool:
        """Whether the read has other timepoints or series by now than the strip was built of."""
        return self._built != self._to_build()

    def build(self) -> None:
        """Timepoints and series, whose small pictures follow."""
        desk = self._desk
        if self._thumbnails is not None:
            self._thumbnails.cancel()
        self._built = self._to_build()
        self._strip.build(timepoint_lines(desk.view), self._lines())
        self._thumbnails = load_thumbnails(
            self._session,
            [
                entry
                for timepoint in desk.case.timepoints
                if not desk.standing.is_closed(timepoint.uid)
                for entry in desk.series(timepoint)
                if entry.loadable
            ],
            self._strip.show_picture,
            self.told.emit,
        )
        self.show_said_of_pictures()

    def show_said_of_pictures(self) -> None:
        """At every timepoint."""
        for timepoint in self._desk.case.timepoints:
            self._strip.show_said_of_pictures(timepoint.uid, self._said_of_pictures(timepoint))

    def _show_files(self) -> None:
        """What has become of the series' files, while they are being looked at."""
        if not self.is_behind:
            self._strip.show_series(self._lines())

    def _to_build(self) -> _Built:
        return self._desk.case.timepoints, self._desk.all_series(), self._desk.standing.closed

    def _lines(self) -> list[SeriesLine]:
        changes = self._session.files.changes
        return [self._line(one, changes.get(one.key)) for one in self._desk.all_series()]

    def _line(self, series: Series, changes: FileChanges | None) -> SeriesLine:
        desk = self._desk
        timepoint = next(entry for entry in desk.case.timepoints if series in desk.series(entry))
        said = [issue_text(issue.code, issue.text) for issue in series.issues]
        if changes is not None:
            said.append(files_text(changes))
        return SeriesLine(series.key, timepoint.uid, titled(series), " ".join(said), series.loadable)
