"""The pictures of both reads at one timepoint: own calipers in each, the other's as ghosts, linked."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.adjudication.two_reads import TwoReads, read_names
from app.reading.desk.desk_view import DeskView
from app.reading.pictures.ghosts import ghost_of, lies_along
from app.reading.pictures.linking import Linking
from app.reading.pictures.picture import Picture
from app.reading.pictures.pictures import Pictures
from app.refusal_words import refusal_text
from measurements.adjudication.matching import Match
from measurements.case.case_view import CaseView
from measurements.case.series_choice import first_choice
from measurements.geometry.vectors import middle
from measurements.imaging import Series
from measurements.lesion import Caliper, Lesion
from measurements.refusal import Refusal
from measurements.trial import Timepoint
from viewer.gestures import MouseBindings
from viewer.link import looking_at, nearest_index
from viewer.shapes import CaliperShape
from viewer.viewport import Window, fitted

LESIONS_WIDE = 3.2
"""So many long axes of the lesion are seen across the smaller side of a pane."""

LEAST_SEEN_MM = 80.0
"""So much of its surroundings is always seen."""

LUNG = "lung"


class SideBySide(QWidget):
    """Two panes. Nothing can be drawn or moved in them: both reads are locked.

    Signals: `lesionChosen(uid)` of a caliper that was clicked, `told(sentence)`, `linkChanged()`.
    """

    lesionChosen = Signal(str)
    told = Signal(str)
    linkChanged = Signal()

    def __init__(self, pictures: Pictures, reads: TwoReads) -> None:
        super().__init__()
        self._pictures, self._reads = pictures, reads
        self.a = Picture(lambda: read_names()[0], editable=False)
        self.b = Picture(lambda: read_names()[1], editable=False)
        self.both = (self.a, self.b)
        self.linking = Linking(lambda: self.both, self)
        self.ghosts_on = True
        self._active = self.a
        self._alone: Picture | None = None
        self._timepoint: Timepoint | None = None
        self._match: Match | None = None
        self._zoom: float | None = None
        self._in_lung = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for picture in self.both:
            picture.setParent(self)  # or its own connections would keep it for ever
            row.addWidget(picture.pane, 1)
            picture.pane.set_tool("select")
            picture.activated.connect(partial(self._activate, picture))
            picture.moved.connect(partial(self.linking.moved, picture))
            picture.lesionChosen.connect(self.lesionChosen)
            picture.pane.enlargeWanted.connect(partial(self._enlarge, picture))
        self.linking.changed.connect(self._show_links)
        pictures.arrived.connect(self._on_arrived)
        pictures.failed.connect(self._on_failed)
        self._activate(self.a)

    # What is shown

    def show_timepoint(self, timepoint: Timepoint, match: Match | None) -> None:
        """Shows a timepoint in both panes, at a lesion where one is in hand."""
        self._timepoint, self._match = timepoint, match
        for picture, own, other in self._sides():
            self._hang(picture, own, other, timepoint)
            active = self._lesion(own)
            picture.show_case(DeskView(own, timepoint, None), active)
        self._show_ghosts()
        self._go_to_lesion()
        self._show_links()

    def set_ghosts(self, on: bool) -> None:
        """Whether each pane shows the other read's calipers."""
        self.ghosts_on = on
        self._show_ghosts()

    def set_linked(self, linked: bool) -> None:
        self.linking.set_on(linked, self._active)

    def set_mouse(self, bindings: MouseBindings) -> None:
        for picture in self.both:
            picture.pane.set_mouse(bindings)

    def set_window(self, window: Window | None) -> None:
        """Gives both panes a window; None is each file's own."""
        for picture in self.both:
            picture.set_window(window)

    def fit(self) -> None:
        """The whole slice in both panes; the next lesion is looked at more closely again."""
        for picture in self.both:
            picture.pane.set_viewport(fitted(picture.pane.viewport()))

    def step(self, slices: int) -> None:
        """Moves the active pane, and the other with it when linked."""
        self._go(self._active.pane.viewport().index + slices)

    def scroll_to_end(self, *, last: bool) -> None:
        if self._active.stack is not None:
            self._go(self._active.stack.count - 1 if last else 0)

    def set_overlays_visible(self, visible: bool) -> None:
        for picture in self.both:
            picture.pane.set_overlays_visible(visible)

    def set_magnified(self, magnified: bool) -> None:
        """Whether a lens follows the pointer."""
        for picture in self.both:
            picture.pane.set_magnified(magnified)

    def reword(self) -> None:
        """What stands in the pictures, in another language."""
        for picture in self.both:
            picture.reword()
        self._show_links()

    def take_down(self) -> None:
        """Nothing hangs any more: the stacks are given back now."""
        for picture in self.both:
            picture.clear("")

    # Hanging

    def _sides(self) -> tuple[tuple[Picture, CaseView, CaseView], ...]:
        """Each pane with the read it shows and the other one."""
        return ((self.a, self._reads.a, self._reads.b), (self.b, self._reads.b, self._reads.a))

    def _hang(self, picture: Picture, own: CaseView, other: CaseView, timepoint: Timepoint) -> None:
        series = self._series_to_hang(picture, own, other, timepoint)
        if series is None:
            picture.clear(lambda: self.tr("{0} has no series that can be shown").format(timepoint.label))
            return
        if (
            picture.timepoint == timepoint
            and picture.stack is not None
            and picture.stack.series.key == series.key
        ):
            return
        try:
            stays = {each.stack.series.key for each in self.both if each is not picture and each.stack}
            stack = self._pictures.open(series.key, None, stays)
        except Refusal as refusal:
            picture.clear(refusal_text(refusal))
            self.told.emit(refusal_text(refusal))
            return
        picture.hang(stack, timepoint, self._reads.subject.code, stack.count // 2)

    def _series_to_hang(
        self, picture: Picture, own: CaseView, other: CaseView, timepoint: Timepoint
    ) -> Series | None:
        """What the lesion in hand was drawn on in this read; else in the other; else what hangs already, or
        what this read drew on most here."""
        there = self._reads.series[timepoint.uid]
        keys = [caliper.series_key for read in (own, other) if (caliper := self._caliper(read)) is not None]
        if picture.timepoint == timepoint and picture.stack is not None:
            keys.append(picture.stack.series.key)
        drawn_on = [
            said.caliper.series_key
            for (_, uid), said in own.measurements.items()
            if uid == timepoint.uid and said.caliper is not None
        ]
        keys += sorted(set(drawn_on), key=drawn_on.count, reverse=True)
        by_key = {series.key: series for series in there}
        return next((by_key[key] for key in keys if key in by_key), first_choice(there, None))

    def _lesion(self, read: CaseView) -> Lesion | None:
        """The lesion in hand as a read has it; of one in fragments here the first that was drawn."""
        if self._match is None or self._timepoint is None:
            return None
        whole = self._match.a if read is self._reads.a else self._match.b
        if whole is None:
            return None
        pieces = (whole, *read.fragments(whole, self._timepoint))
        return next((one for one in pieces if self._drawn(read, one) is not None), whole)

    def _drawn(self, read: CaseView, lesion: Lesion) -> Caliper | None:
        assert self._timepoint is not None
        said = read.measurement(lesion, self._timepoint)
        return None if said is None else said.caliper

    def _caliper(self, read: CaseView) -> Caliper | None:
        """Of the lesion in hand in a read."""
        lesion = self._lesion(read)
        return None if lesion is None else self._drawn(read, lesion)

    # At the lesion

    def _go_to_lesion(self) -> None:
        """Brings both panes to the lesion in hand: to the own caliper, or to where the other's lies."""
        calipers = {picture: self._caliper(own) for picture, own, _ in self._sides()}
        drawn = [caliper for caliper in calipers.values() if caliper is not None]
        if not drawn:
            return
        self._choose_window()
        seen_mm = max(max(float(one.long_mm) for one in drawn) * LESIONS_WIDE, LEAST_SEEN_MM)
        zoom = min(min(one.pane.width(), one.pane.height()) for one in self.both) / seen_mm
        for picture, _, other in self._sides():
            caliper = calipers[picture] or self._caliper(other)
            if caliper is None or picture.stack is None or not self._lies_in(picture, caliper):
                continue
            viewport, point_lps = picture.pane.viewport(), middle(caliper.long_lps)
            index = nearest_index(picture.stack, point_lps)
            # A magnification that the hand chose stays.
            chosen = zoom if viewport.zoom in (None, self._zoom) else viewport.zoom
            looking = looking_at(viewport, picture.stack.plane(index), point_lps, chosen)
            picture.look(replace(looking, index=index))
        self._zoom = zoom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if any(picture.pane.viewport().zoom in (None, self._zoom) for picture in self.both):
            self._go_to_lesion()

    def _lies_in(self, picture: Picture, caliper: Caliper) -> bool:
        """Whether a caliper can be placed in what hangs in a pane."""
        assert picture.stack is not None
        if caliper.series_key == picture.stack.series.key:
            return True
        series = self._reads.series_of(caliper.series_key)
        if series is None or series.frame_of_reference_uid is None:
            return False
        return series.frame_of_reference_uid == picture.stack.series.frame_of_reference_uid

    def _choose_window(self) -> None:
        """Lung lesions in the protocol's lung window, others in the file's own, where that changes."""
        in_lung = self._match is not None and any(one.organ == LUNG for one in self._match.lesions)
        if in_lung == self._in_lung:
            return
        self._in_lung = in_lung
        presets = {one.id: one for one in self._reads.a.protocol.windows}
        lung = presets.get(LUNG)
        if not in_lung or lung is None:
            self.set_window(None)
        else:
            self.set_window(Window(float(lung.center_hu), float(lung.width_hu)))

    def _show_ghosts(self) -> None:
        for picture, _, other in self._sides():
            picture.show_ghosts(self._ghosts(picture, other) if self.ghosts_on else [])

    def _ghosts(self, picture: Picture, other: CaseView) -> list[CaliperShape]:
        """The other read's calipers of this timepoint that lie in what hangs here."""
        stack, timepoint = picture.stack, self._timepoint
        if stack is None or timepoint is None or not stack.series.measurable:
            return []
        name = "A" if other is self._reads.a else "B"
        shapes = []
        for lesion in other.listed(timepoint):
            said = other.measurement(lesion, timepoint)
            if said is None or said.caliper is None or not self._lies_in(picture, said.caliper):
                continue
            series = self._reads.series_of(said.caliper.series_key)
            if series is None or not lies_along(said.caliper, series, stack):
                continue
            link = self.linking.links.between(series, stack.series, middle(said.caliper.long_lps))
            shapes.append(ghost_of(said, said.caliper, f"{lesion.label} \u00b7 {name}", link, stack))
        return shapes

    # The hand

    def _activate(self, picture: Picture) -> None:
        self._active = picture
        for each in self.both:
            each.pane.set_active(each is picture)

    def _enlarge(self, picture: Picture) -> None:
        """Alone, and back."""
        self._alone = None if self._alone is picture else picture
        for each in self.both:
            each.pane.setVisible(self._alone in (None, each))

    def _go(self, index: int) -> None:
        if self._active.stack is not None:
            self._active.go_to(min(max(index, 0), self._active.stack.count - 1))
            self.linking.follow(self._active)

    def _show_links(self) -> None:
        words = self.linking.rests_on(self.a, self.b)
        for picture in self.both:
            picture.show_link(self.tr("Linked \u00b7 {0}").format(words) if words else "")
        self.linkChanged.emit()

    # Slices on their way

    def _on_arrived(self, key: str, ready: int, count: int) -> None:
        for picture in self.both:
            if picture.stack is not None and picture.stack.series.key == key:
                shown = picture.pane.viewport().index
                if ready == count or (picture.pane.awaits_slice() and picture.stack.is_settled(shown)):
                    picture.refresh()

    def _on_failed(self, key: str, sentence: str) -> None:
        if any(one.stack is not None and one.stack.series.key == key for one in self.both):
            self.told.emit(sentence)
            for picture in self.both:
                picture.refresh()
