"""Key images of a read: pictures that a reader has marked with the view they were marked in."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from app.reading.desk.desk import ReadingDesk
from app.reading.pictures.picture import Picture
from app.reading.pictures.wall import PictureWall
from measurements.annotation import KeyImage
from measurements.case.commands import AddKeyImage, RemoveKeyImage
from measurements.imaging import Series
from measurements.storage.store import TrialStore
from viewer.viewport import Viewport, Window


@dataclass(frozen=True, slots=True)
class KeyImageLine:
    """One key image as a list shows it.

    Attributes:
        timepoint: its label.
        slice: its number in the stack, from 1.
        lesion: label of the lesion that was in hand; empty where none was or it is gone.
    """

    uid: str
    timepoint: str
    slice: int
    lesion: str


class KeyImages(QObject):
    """Marks the picture in hand and goes back to what was marked.

    Signal: `changed()` when the list may differ.
    """

    changed = Signal()

    def __init__(
        self,
        store: TrialStore,
        desk: ReadingDesk,
        wall: PictureWall,
        hang_series: Callable[[str, Picture], object],
    ) -> None:
        """`hang_series`: hangs the series of a key in a picture."""
        super().__init__()
        self._store, self._desk, self._wall = store, desk, wall
        self._hang_series = hang_series
        self._key_images: dict[str, KeyImage] = {}
        self._places: dict[str, dict[tuple[str, int], int]] = {}
        self._series: list[Series] = []
        desk.caseChanged.connect(self._load)
        wall.hung.connect(self._show_hung)
        self._load()

    def toggle(self) -> None:
        """Marks the slice in hand with its view and the lesion in hand, or takes its mark away."""
        picture = self._wall.active if self._wall.active in self._wall.hung_in else self._wall.current
        stack, timepoint = picture.stack, picture.timepoint
        if stack is None or timepoint is None:
            self._desk.told.emit(self.tr("There is no picture to mark: hang a series first."))
            return
        viewport = picture.pane.viewport()
        where = stack.series.slices[viewport.index]
        marked = next(
            (
                one
                for one in self._key_images.values()
                if (one.series_key, one.sop_uid, one.frame) == (stack.series.key, where.sop_uid, where.frame)
            ),
            None,
        )
        if marked is not None:
            self._desk.writing.run(RemoveKeyImage(marked.uid))
            return
        active = self._desk.active
        self._desk.writing.run(
            AddKeyImage(
                KeyImage(
                    uid=str(uuid4()),
                    read_uid=self._desk.read.uid,
                    timepoint_uid=timepoint.uid,
                    series_key=stack.series.key,
                    sop_uid=where.sop_uid,
                    frame=where.frame,
                    window=(viewport.window.center, viewport.window.width),
                    zoom=viewport.zoom,
                    centre_mm=viewport.centre,
                    lesion_uid=None if active is None else active.uid,
                )
            )
        )

    def go_to(self, uid: str) -> None:
        """Shows the picture as it was looked at: in the current picture, at its timepoint."""
        key_image = self._key_images.get(uid)
        if key_image is None:
            return
        if self._desk.current.uid != key_image.timepoint_uid:
            self._desk.go_to(key_image.timepoint_uid)
        picture = self._wall.current
        if picture.stack is None or picture.stack.series.key != key_image.series_key:
            self._hang_series(key_image.series_key, picture)
        index = self._places_in(key_image.series_key).get((key_image.sop_uid, key_image.frame))
        if index is None or picture.stack is None or picture.stack.series.key != key_image.series_key:
            return
        self._wall.activate(picture)
        window = Window(*key_image.window)
        picture.look(Viewport(index, window, key_image.zoom, key_image.centre_mm))

    def lines(self) -> list[KeyImageLine]:
        """By visit and slice."""
        labels = {lesion.uid: lesion.label for lesion in self._desk.case.lesions}
        timepoints = {one.uid: one for one in self._desk.case.timepoints}
        found = []
        for one in self._key_images.values():
            timepoint = timepoints.get(one.timepoint_uid)
            index = self._places_in(one.series_key).get((one.sop_uid, one.frame))
            if timepoint is None or index is None:
                continue
            line = KeyImageLine(one.uid, timepoint.label, index + 1, labels.get(one.lesion_uid or "", ""))
            found.append(((timepoint.order, index, one.uid), line))
        return [line for _, line in sorted(found, key=lambda entry: entry[0])]

    def _places_in(self, series_key: str) -> dict[tuple[str, int], int]:
        """Places of a stack's slices by SOP Instance UID and frame, as it hangs.

        Of a stack that does not hang the trial is asked, once.
        """
        if series_key not in self._places:
            stacks = (picture.stack for picture in self._wall.hung_in)
            hung = next((one for one in stacks if one is not None and one.series.key == series_key), None)
            if hung is not None:
                slices = hung.series.slices
            else:
                with self._store.reading() as trial:
                    slices = trial.slices(series_key)
            self._places[series_key] = {(one.sop_uid, one.frame): at for at, one in enumerate(slices)}
        return self._places[series_key]

    def _show_hung(self) -> None:
        self._places.clear()  # what hangs may have other slices than it had
        self._show()

    def _load(self) -> None:
        if self._desk.all_series() != self._series:
            self._series = self._desk.all_series()
            self._places.clear()  # an import may have brought slices in between
        with self._store.reading() as trial:
            self._key_images = {one.uid: one for one in trial.key_images(self._desk.read.uid)}
        self._show()

    def _show(self) -> None:
        for picture in self._wall.hung_in:
            key = "" if picture.stack is None else picture.stack.series.key
            of_stack = [one for one in self._key_images.values() if one.series_key == key]
            places = self._places_in(key) if of_stack else {}
            marked = (places.get((one.sop_uid, one.frame)) for one in of_stack)
            picture.mark_key_slices(frozenset(index for index in marked if index is not None))
        self.changed.emit()
