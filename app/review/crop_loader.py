"""Crops on their way: from the folder beside the trial or from the files, off the window's thread."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.jobs import Job
from app.refusal_words import refusal_text
from app.review.crop_folder import CropFolder
from app.review.crops import Crop, crop_pictures
from app.session import Session
from measurements.imaging import Series
from measurements.progress import Report
from measurements.refusal import Refusal

MOST_HELD = 600
"""Crops in memory, 110 kB each: two reads of 20 lesions at 15 timepoints."""

Made = QImage | str


class CropLoader(QObject):
    """The crops of one open trial.

    Signals: `arrived(name)` for each crop, `told(sentence)` where they cannot be kept, `settled()` once all
    that were asked for are there or have failed.
    """

    arrived = Signal(str)
    told = Signal(str)
    settled = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._folder = CropFolder(session.path)
        self._held: OrderedDict[Crop, Made] = OrderedDict()
        self._job: Job[str] | None = None

    def picture(self, crop: Crop) -> Made | None:
        """The crop, why there is none, or None while it is on its way."""
        return self._held.get(crop)

    def ask_for(self, crops: Sequence[Crop], known: Mapping[str, Series]) -> None:
        """Has these made, those in front first; what was asked for before and not made yet is dropped.

        Args:
            known: the series of the trial by their keys, without slices.
        """
        self.stop()
        wanted = [crop for crop in dict.fromkeys(crops) if crop not in self._held]
        by_name = {crop.name: crop for crop in wanted}
        made: dict[str, Made] = {}

        def work(report: Report) -> str:
            return _make(self._session, self._folder, wanted, known, made, report)

        job = self._session.jobs.prepare(work)
        job.progressed.connect(lambda done, total, name: self._take(by_name[name], made))
        job.finished.connect(lambda trouble: self._settle(job, wanted, made, trouble))
        job.failed.connect(lambda error: self._fail(job, error))
        self._job = job
        self._session.jobs.start_apart(job)

    def stop(self) -> None:
        """Nobody waits for what is not made yet."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @property
    def busy(self) -> bool:
        return self._job is not None

    def _take(self, crop: Crop, made: Mapping[str, Made]) -> None:
        if crop.name in made and crop not in self._held:
            self._held[crop] = made[crop.name]
            while len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
            self.arrived.emit(crop.name)

    def _settle(self, job: Job[str], wanted: Sequence[Crop], made: Mapping[str, Made], trouble: str) -> None:
        for crop in wanted:
            self._take(crop, made)
        self._end(job)
        if trouble:
            self.told.emit(trouble)

    def _fail(self, job: Job[str], error: Exception) -> None:
        self._end(job)
        if not isinstance(error, Refusal):
            raise error
        self.told.emit(refusal_text(error))

    def _end(self, job: Job[str]) -> None:
        if self._job is job:
            self._job = None
            self.settled.emit()


def _make(
    session: Session,
    folder: CropFolder,
    wanted: Sequence[Crop],
    known: Mapping[str, Series],
    made: dict[str, Made],
    report: Report,
) -> str:
    """Fills `made`, each crop reported by its name; why crops cannot be kept, or ""."""
    missing: list[Crop] = []
    for crop in wanted:
        kept = folder.find(crop)
        if kept is None:
            missing.append(crop)
            continue
        made[crop.name] = kept
        report(len(made), len(wanted), crop.name)
    trouble = ""
    order = {crop.series_key: place for place, crop in reversed(list(enumerate(missing)))}
    missing.sort(key=lambda crop: order[crop.series_key])
    for key, group in groupby(missing, key=lambda crop: crop.series_key):
        crops = list(group)
        with session.store.reading() as trial:
            series = trial.series_with_slices(key) if key in known else None
        if series is None:
            gone = "The series that this was drawn on is not in the trial any more: import it again."
            found: Mapping[str, Made] = {crop.name: gone for crop in crops}
        else:
            found = crop_pictures(series, crops)
        for crop in crops:
            picture = found[crop.name]
            made[crop.name] = picture
            if isinstance(picture, QImage) and not trouble:
                try:
                    folder.keep(crop.name, picture)
                except Refusal as refusal:
                    trouble = refusal_text(refusal)
            report(len(made), len(wanted), crop.name)
    return trouble
