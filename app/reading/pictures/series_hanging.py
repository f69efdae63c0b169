"""Which series of a read hang where: as its timepoint, its lesions and the reader want them."""

from collections import Counter

from PySide6.QtCore import QObject, Signal

from app.reading.desk.desk import ReadingDesk
from app.reading.desk.standing_words import closed_text
from app.reading.pictures.layouts import Layout
from app.reading.pictures.picture import Picture
from app.reading.pictures.wall import PictureWall, Visit
from measurements.imaging import Series
from measurements.trial import Timepoint


class SeriesHanging(QObject):
    """Hangs what is on a desk on a wall. Signals: `told(sentence)` where a series does not hang."""

    told = Signal(str)

    def __init__(self, desk: ReadingDesk, wall: PictureWall) -> None:
        super().__init__()
        self._desk, self._wall = desk, wall

    def hang_timepoint(self) -> None:
        """The timepoint in hand, the prior, and the baseline."""
        desk = self._desk
        self._wall.hang_timepoints(
            (desk.current, desk.series(desk.current)),
            *self._compared(),
            self._reference_series(),
            desk.case.subject.code,
        )

    def hang_prior(self) -> None:
        """Another prior beside the current timepoint, whose picture stays as it is."""
        self._wall.compare(*self._compared(), self._reference_series())

    def hang_series(self, key: str, picture: Picture | None = None) -> None:
        """In a picture; without one where its timepoint hangs, or else as the prior."""
        desk, wall = self._desk, self._wall
        wall.accept()
        series = next(entry for entry in desk.all_series() if entry.key == key)
        timepoint = next(entry for entry in desk.case.timepoints if series in desk.series(entry))
        if picture is None:
            picture = wall.picture_of(timepoint) or wall.prior
            if picture is wall.prior and wall.arrangement.layout is Layout.ONE:
                wall.arrangement.choose(Layout.PRIOR)
        refusal = self._refuses(picture, timepoint)
        if refusal:
            self.told.emit(refusal)
            return
        if picture is wall.prior and timepoint != desk.prior:
            desk.compare_with(timepoint.uid)
        wall.hang_series(series, timepoint, self._reference_series(), picture)
        wall.show_case(desk.view, desk.active)

    def hang_in_hand(self, key: str) -> None:
        """In the picture that the keys act on."""
        active = self._wall.active
        self.hang_series(key, active if active in self._wall.hung_in else self._wall.current)

    def hang_measured(self) -> None:
        """Hangs the series that the lesion in hand was measured on, where another hangs."""
        desk, wall = self._desk, self._wall
        active = desk.active
        for timepoint in (desk.current, desk.prior):
            if timepoint is None or active is None:
                continue
            measurement = desk.case.measurement(active, timepoint)
            key = (
                None if measurement is None or measurement.caliper is None else measurement.caliper.series_key
            )
            picture = wall.picture_of(timepoint)
            if key is None or picture is None:
                continue
            series = next((entry for entry in desk.series(timepoint) if entry.key == key), None)
            if series is not None and (picture.stack is None or picture.stack.series.key != key):
                wall.hang_series(series, timepoint, self._reference_series(), picture)

    def hang_anew(self, changed: set[str]) -> None:
        """After an import: series of these keys show the slices that they have now, at the same place."""
        desk, wall = self._desk, self._wall
        by_key = {entry.key: entry for entry in desk.all_series()}
        for picture in wall.hung_in:
            key = "" if picture.stack is None else picture.stack.series.key
            if key in changed & by_key.keys() and picture.timepoint is not None:
                wall.hang_series(by_key[key], picture.timepoint, self._reference_series(), picture)
                wall.show_case(desk.view, desk.active)

    def _refuses(self, picture: Picture, timepoint: Timepoint) -> str:
        """Why a series of this timepoint does not hang there; empty where it may.

        What is drawn on the current picture is stored at the current timepoint, so nothing else hangs in it.
        """
        wall, current = self._wall, self._desk.current
        if self._desk.standing.is_closed(timepoint.uid):
            return closed_text(self._desk.view, timepoint)
        first = self._desk.case.timepoints[0]
        if picture is wall.prior and timepoint == current:
            sentence = self.tr("{shown} is read now: hang it in the current picture, or in the one beside.")
            return sentence.format(shown=timepoint.label)
        only = {wall.current: current, wall.baseline: first}.get(picture)
        if only is None or only == timepoint:
            return ""
        sentence = self.tr("{picture} shows {only}: hang a series of {other} in another picture.")
        return sentence.format(picture=picture.name, only=only.label, other=timepoint.label)

    def _compared(self) -> tuple[Visit | None, Visit | None]:
        """The prior, and the baseline where it is neither the prior nor the current timepoint."""
        desk = self._desk
        prior, first = desk.prior, desk.case.timepoints[0]
        return (
            None if prior is None else (prior, desk.series(prior)),
            None if first in (desk.current, prior) else (first, desk.series(first)),
        )

    def _reference_series(self) -> Series | None:
        """The series that most lesions of the read were first drawn on, of equals the earliest."""
        desk = self._desk
        first_drawn: Counter[str] = Counter()
        for lesion in desk.case.lesions:
            for timepoint in desk.case.timepoints:
                measurement = desk.case.measurement(lesion, timepoint)
                if measurement is not None and measurement.caliper is not None:
                    first_drawn[measurement.caliper.series_key] += 1
                    break
        by_key = {entry.key: entry for entry in desk.all_series()}
        return next((by_key[key] for key, _ in first_drawn.most_common() if key in by_key), None)
