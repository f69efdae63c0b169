"""Prior and current side by side: what hangs in them, how they scroll together, which one the keys act on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.reading.hanging import first_choice
from app.reading.link import Link, anchored, by_position
from app.reading.picture import Picture
from app.reading.pictures import Pictures
from measurements.case.case_view import CaseView
from measurements.geometry.vectors import middle
from measurements.imaging import Series
from measurements.lesion import Caliper, Lesion
from measurements.refusal import Refusal
from measurements.trial import Timepoint
from reader.frames import LoadedStack
from viewer.gestures import MouseBindings
from viewer.link import nearest_index, parallel
from viewer.viewport import Viewport, Window, fitted


class PictureWall(QWidget):
    """Two pictures, or the current one alone.

    Signals: `drawn(DrawnCaliper)`, `redrawn(lesion_uid, DrawnCaliper)`, `drafted(lesion_uid, DrawnCaliper)`
    of the current picture (see `Picture`), `labelMoved(lesion_uid, point)`,
    `lesionChosen(lesion_uid)`, `hung()` after another series hangs, `windowChanged(Window)`, `linkChanged()`,
    `told(sentence)`.
    """

    drawn = Signal(object)
    redrawn = Signal(str, object)
    drafted = Signal(str, object)
    labelMoved = Signal(str, object)
    lesionChosen = Signal(str)
    hung = Signal()
    windowChanged = Signal(object)
    linkChanged = Signal()
    told = Signal(str)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self.prior = Picture(self.tr("Prior"), editable=False)
        self.current = Picture(self.tr("Current"), editable=True)
        self._active = self.current
        self._linked = True
        self._link: Link | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.prior.pane, 1)
        row.addWidget(self.current.pane, 1)
        for picture in (self.prior, self.current):
            picture.activated.connect(lambda picture=picture: self.activate(picture))
            picture.moved.connect(lambda viewport, picture=picture: self._on_moved(picture, viewport))
            picture.lesionChosen.connect(self.lesionChosen)
        self.prior.pane.set_tool("select")
        self.current.drawn.connect(self.drawn)
        self.current.redrawn.connect(self.redrawn)
        self.current.drafted.connect(self.drafted)
        self.current.labelMoved.connect(self.labelMoved)
        pictures.arrived.connect(self._on_arrived)
        pictures.failed.connect(self._on_failed)
        self.activate(self.current)

    # What hangs

    def hang_timepoints(
        self,
        current: Timepoint,
        current_series: list[Series],
        prior: Timepoint | None,
        prior_series: list[Series],
        like: Series | None,
        code: str,
    ) -> None:
        """Hangs the series of two timepoints that match best; the prior one is empty at baseline."""
        chosen = first_choice(current_series, like)
        self._hang(self.current, chosen, current, code, None)
        if prior is not None:
            self._hang(self.prior, first_choice(prior_series, like or chosen), prior, code, None)
        else:
            self.prior.clear(self.tr("Baseline: nothing earlier to compare with"))
        self._relink()
        self.hung.emit()
        self.windowChanged.emit(self._active.pane.viewport().window)

    def hang_series(self, series: Series, timepoint: Timepoint, code: str) -> None:
        """Hangs one series of the current or the prior timepoint in its picture, at the same place."""
        picture = self.current if timepoint == self.current.timepoint else self.prior
        place = None
        if picture.stack is not None:
            same = picture.stack.series.frame_of_reference_uid == series.frame_of_reference_uid
            place = picture.stack.plane(picture.pane.viewport().index).centre_lps if same else None
        self._hang(picture, series, timepoint, code, place)
        self._relink()
        self.hung.emit()

    def hung_keys(self) -> list[str]:
        return [picture.stack.series.key for picture in self._both() if picture.stack is not None]

    def _hang(
        self,
        picture: Picture,
        series: Series | None,
        timepoint: Timepoint,
        code: str,
        place: tuple[float, float, float] | None,
    ) -> None:
        if series is None:
            picture.clear(self.tr("{0} has no series that can be shown").format(timepoint.label))
            return
        try:
            stays = {each.stack.series.key for each in self._both() if each is not picture and each.stack}
            stack = self._pictures.open(series.key, None, stays)
        except Refusal as refusal:
            picture.clear(str(refusal))
            self.told.emit(str(refusal))
            return
        index = stack.count // 2 if place is None else nearest_index(stack, place)
        stack.load_slice(index)
        picture.hang(stack, timepoint, code, index)

    def _on_arrived(self, key: str, ready: int, count: int) -> None:
        for picture in self._both():
            if picture.stack is not None and picture.stack.series.key == key:
                shown = picture.pane.viewport().index
                if picture.stack.values(shown) is not None or ready == count:
                    picture.refresh()

    def _on_failed(self, key: str, sentence: str) -> None:
        if key in self.hung_keys():
            self.told.emit(sentence)
            for picture in self._both():
                picture.refresh()

    def _both(self) -> tuple[Picture, Picture]:
        return (self.prior, self.current)

    # Which one is in hand

    @property
    def active(self) -> Picture:
        """The picture the keys act on."""
        return self._active

    def activate(self, picture: Picture) -> None:
        self._active = picture
        for each in self._both():
            each.pane.set_active(each is picture)
        self.windowChanged.emit(picture.pane.viewport().window)

    def show_count(self, count: int) -> None:
        """One picture (the current) or two; the views stay as they are."""
        self.prior.pane.setVisible(count == 2)
        if count == 1:
            self.activate(self.current)

    @property
    def count(self) -> int:
        return 1 if self.prior.pane.isHidden() else 2

    def set_tool(self, name: str) -> None:
        self.current.pane.set_tool(name)

    def set_mouse(self, bindings: MouseBindings) -> None:
        """What buttons and wheel mean in every picture."""
        for picture in self._both():
            picture.pane.set_mouse(bindings)

    def set_window(self, window: Window | None) -> None:
        """Gives both pictures a window; None is each file's own."""
        for picture in self._both():
            picture.set_window(window)
        self.windowChanged.emit(self._active.pane.viewport().window)

    def fit(self) -> None:
        """Fits the active picture and gives it its file's window back."""
        pane = self._active.pane
        pane.set_viewport(fitted(pane.viewport()))
        self._active.set_window(None)
        self.windowChanged.emit(pane.viewport().window)

    def set_overlays_visible(self, visible: bool) -> None:
        for picture in self._both():
            picture.pane.set_overlays_visible(visible)

    def accept(self) -> None:
        """Finishes a caliper that waits for its short axis, without one."""
        self.current.pane.accept()

    def cancel(self) -> None:
        self.current.pane.cancel()

    def step(self, slices: int) -> None:
        """Moves the active picture, and the other with it when linked."""
        self._go(self._active, self._active.pane.viewport().index + slices)

    def scroll_to_end(self, *, last: bool) -> None:
        stack = self._active.stack
        if stack is not None:
            self._go(self._active, stack.count - 1 if last else 0)

    # Lesions

    def show_case(self, case: CaseView, active: Lesion | None) -> None:
        for picture in self._both():
            picture.show_case(case, active)

    def go_to_lesion(self, case: CaseView, lesion: Lesion) -> None:
        """Brings both pictures to a lesion: where it is measured, or where the link says it is."""
        found = {picture: _caliper_at(case, lesion, picture) for picture in self._both()}
        prior, current = found[self.prior], found[self.current]
        if prior is not None and current is not None:
            self._link = anchored(middle(prior.long_lps), middle(current.long_lps), lesion.label)
            self.linkChanged.emit()
        for picture, caliper in found.items():
            if caliper is not None:
                picture.go_to_point(middle(caliper.long_lps))
        if current is None and prior is not None:
            self._follow(self.prior)
        elif prior is None and current is not None:
            self._follow(self.current)

    # Linked scrolling

    @property
    def linked(self) -> bool:
        return self._linked

    @property
    def link_possible(self) -> bool:
        return self._link is not None

    @property
    def link_text(self) -> str:
        if self._link is None or not self._linked:
            return self.tr("Not linked")
        if not self._link.rests_on:
            return self.tr("Linked")
        return self.tr("Linked \u00b7 {0}").format(self._link.rests_on)

    def set_linked(self, linked: bool) -> None:
        """Switching the link on takes the two slices shown as one place."""
        self._linked = linked
        prior, current = self.prior.stack, self.current.stack
        if linked and prior is not None and current is not None:
            here = (self.prior.pane.viewport().index, self.current.pane.viewport().index)
            place = by_position(prior, current)
            if place.index_in_current(prior, here[0], current) != here[1]:
                place = anchored(
                    prior.plane(here[0]).centre_lps,
                    current.plane(here[1]).centre_lps,
                    self.tr("set here"),
                )
            self._link = place
        self.linkChanged.emit()

    def _relink(self) -> None:
        prior, current = self.prior.stack, self.current.stack
        self._link = None
        if prior is not None and current is not None and _linkable(prior, current):
            self._link = by_position(prior, current)
            if self._linked:
                self._follow(self.current)
        self.linkChanged.emit()

    def _on_moved(self, picture: Picture, viewport: Viewport) -> None:
        if picture is self._active:
            self.windowChanged.emit(viewport.window)
        if self._linked:
            self._follow(picture)

    def _go(self, picture: Picture, index: int) -> None:
        if picture.stack is None:
            return
        picture.go_to(index)
        if self._linked:
            self._follow(picture)

    def _follow(self, leader: Picture) -> None:
        prior, current = self.prior.stack, self.current.stack
        if self._link is None or prior is None or current is None:
            return
        index = leader.pane.viewport().index
        if leader is self.prior:
            self.current.go_to(self._link.index_in_current(prior, index, current))
        else:
            self.prior.go_to(self._link.index_in_prior(current, index, prior))


def _linkable(one: LoadedStack, other: LoadedStack) -> bool:
    """Whether both can be placed in a patient and are sliced the same way."""
    return one.measurable and other.measurable and parallel(one, other)


def _caliper_at(case: CaseView, lesion: Lesion, picture: Picture) -> Caliper | None:
    """The lesion's caliper at a picture's timepoint, if it was drawn on what hangs there."""
    if picture.timepoint is None or picture.stack is None:
        return None
    measurement = case.measurement(lesion, picture.timepoint)
    caliper = None if measurement is None else measurement.caliper
    if caliper is None or caliper.series_key != picture.stack.series.key:
        return None
    return caliper
