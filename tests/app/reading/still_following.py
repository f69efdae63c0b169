"""Following as a test says it: places are known when the test puts them, nothing runs beside the window."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.following.sought import drawn_before
from app.reading.desk.desk import ReadingDesk
from app.session import Session
from measurements.following import Doubt, Followed, LocalTransform, Method, Nearby, Quality
from measurements.geometry.vectors import Vector, add, middle
from measurements.imaging import Series
from measurements.lesion import Lesion
from measurements.trial import Timepoint

SURE = Quality(0.9, 0.9, 0.9, 0.3, 1.0, 1.0, 1.0)


class StillFollowing(QObject):
    """Stands in for `app.following.following.Following`."""

    changed = Signal()

    def __init__(self, session: Session, desk: ReadingDesk) -> None:
        super().__init__()
        self._desk = desk
        self._places: dict[tuple[str, str], Followed] = {}
        self.sentence = ""
        self.corrections: list[tuple[str, str, Vector, Vector]] = []
        self.taken_back: list[tuple[str, str]] = []

    def put(
        self,
        label: str,
        shift_mm: Vector | None,
        *doubts: Doubt,
        radius_mm: float = 3.0,
    ) -> None:
        """A lesion lies so much beside its caliper at the timepoint in hand; None: outside of the scan."""
        desk = self._desk
        lesion = next(one for one in desk.case.lesions if one.label == label)
        before = drawn_before(desk.case, lesion, desk.current)
        assert before is not None
        centre_lps = middle(before[1].long_lps)
        x, y, z = shift_mm or (0.0, 0.0, 0.0)
        matrix = ((1.0, 0.0, 0.0, x), (0.0, 1.0, 0.0, y), (0.0, 0.0, 1.0, z), (0.0, 0.0, 0.0, 1.0))
        transform = LocalTransform(matrix, centre_lps, 20.0, SURE, Method.BLOCKS)
        place_lps = None if shift_mm is None else add(centre_lps, shift_mm)
        self._places[(lesion.uid, desk.current.uid)] = Followed(transform, place_lps, radius_mm, doubts)
        self.changed.emit()

    def followed(self, lesion: Lesion, timepoint: Timepoint) -> Followed | None:
        return self._places.get((lesion.uid, timepoint.uid))

    def followed_from(self, lesion: Lesion, timepoint: Timepoint) -> Timepoint | None:
        before = drawn_before(self._desk.case, lesion, timepoint)
        return None if before is None else before[0]

    def begins_in(self, lesion: Lesion, timepoint: Timepoint, series: Series) -> bool:
        before = self.followed_from(lesion, timepoint)
        return before is not None and any(one.key == series.key for one in self._desk.series(before))

    def goes_on(self, lesion: Lesion, timepoint: Timepoint) -> bool:
        return True

    def lies_in(self, lesion: Lesion, timepoint: Timepoint, series: Series) -> bool:
        return any(one.key == series.key for one in self._desk.series(timepoint))

    def nearest(self, one: Series, other: Series, point_lps: Vector) -> Nearby | None:
        return None

    def between(self, one: Series, other: Series, point_lps: Vector) -> LocalTransform | None:
        return None

    def said(self, timepoint: Timepoint) -> str:
        return self.sentence

    def correct(self, lesion: Lesion, timepoint: Timepoint, prior_lps: Vector, current_lps: Vector) -> None:
        self.corrections.append((lesion.label, timepoint.label, prior_lps, current_lps))
        known = self._places.get((lesion.uid, timepoint.uid))
        if known is not None:
            corrected = known.transform.corrected(prior_lps, current_lps)
            self._places[(lesion.uid, timepoint.uid)] = replace(known, transform=corrected)

    def take_back(self, lesion: Lesion, timepoint: Timepoint) -> None:
        self.taken_back.append((lesion.label, timepoint.label))
        del self._places[(lesion.uid, timepoint.uid)]

    def leave(self) -> None:
        """Nothing is under way."""
