"""The pictures of a read side by side: what hangs in them, how they are laid out, which is in hand."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.components.words import Wording, worded
from app.reading.desk.desk_view import DeskView
from app.reading.pictures.arrangement import Arrangement, WallPictures
from app.reading.pictures.dropping import SeriesLanding
from app.reading.pictures.hanging import differences
from app.reading.pictures.layouts import Comparable
from app.reading.pictures.linking import Linking
from app.reading.pictures.picture import Picture
from app.reading.pictures.pictures import Pictures
from app.reading.pictures.reformat_picture import ReformatPicture
from app.reading.pictures.reformats import Reformats
from app.refusal_words import refusal_text
from measurements.case.series_choice import first_choice
from measurements.geometry.vectors import Vector
from measurements.imaging import Series
from measurements.lesion import Lesion
from measurements.refusal import Refusal
from measurements.trial import Timepoint
from viewer.drafting import CALIPER_TOOLS
from viewer.gestures import MouseBindings
from viewer.link import nearest_index, point_seen
from viewer.viewport import Viewport, Window, fitted

Visit = tuple[Timepoint, list[Series]]
"""A timepoint with its series."""


class PictureWall(QWidget):
    """Pictures of the baseline, the prior and the current timepoint, one beside, and two reformats.

    All of them keep their views while they are out of sight. Calipers are drawn on the current one.

    Signals: `drawn(DrawnCaliper)`, `redrawn(lesion_uid, DrawnCaliper)`, `drafted(lesion_uid, DrawnCaliper)`
    of the current picture (see `Picture`), `labelMoved(lesion_uid, point)`, `lesionChosen(lesion_uid)`,
    `hung()` after another series hangs, `windowChanged(Window)`, `linkChanged()`, `layoutChanged()`,
    `slabChanged(Slab)` of the reformats, `told(sentence)`.
    """

    drawn = Signal(object)
    redrawn = Signal(str, object)
    drafted = Signal(str, object)
    labelMoved = Signal(str, object)
    lesionChosen = Signal(str)
    hung = Signal()
    windowChanged = Signal(object)
    linkChanged = Signal()
    layoutChanged = Signal()
    slabChanged = Signal(object)
    told = Signal(str)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self.baseline = Picture(lambda: self.tr("Baseline"), editable=False)
        self.prior = Picture(lambda: self.tr("Prior"), editable=False)
        self.current = Picture(lambda: self.tr("Current"), editable=True)
        self.beside = Picture(lambda: self.tr("Beside"), editable=False)
        self.reformats = Reformats(self.current, self)
        pictures_here = WallPictures(
            self.baseline, self.prior, self.current, self.beside, self.reformats.pictures
        )
        self.hung_in, self.all = pictures_here.hung_in, pictures_here.all
        self.linking = Linking(lambda: self.hung_in, self)
        self._active: Picture = self.current
        self.tool = ""
        self._code = ""
        self.arrangement = Arrangement(self, pictures_here)
        self.landing = SeriesLanding(self, self.arrangement.taking)
        self._wire()
        self.arrangement.lay_out()
        self.activate(self.current)

    def _wire(self) -> None:
        for picture in self.all:
            picture.setParent(self)  # or its own connections would keep it for ever
            picture.pane.setParent(self)
            picture.activated.connect(partial(self.activate, picture))
            picture.moved.connect(partial(self._on_moved, picture))
            picture.lesionChosen.connect(self.lesionChosen)
            picture.pane.enlargeWanted.connect(partial(self.arrangement.enlarge, picture))
            if picture is not self.current:
                picture.pane.set_tool("select")
        self.current.drawn.connect(self.drawn)
        self.current.redrawn.connect(self.redrawn)
        for picture in (self.current, *self.reformats.pictures):
            picture.labelMoved.connect(self.labelMoved)
        self.current.drafted.connect(self.drafted)
        self.reformats.slabChanged.connect(self.slabChanged)
        self.reformats.mainMoved.connect(partial(self.linking.follow, self.current))
        self.linking.changed.connect(self._show_links)
        self.arrangement.changed.connect(self._on_laid_out)
        self._pictures.arrived.connect(self._on_arrived)
        self._pictures.failed.connect(self._on_failed)

    # What hangs

    def hang_timepoints(
        self,
        current: Visit,
        prior: Visit | None,
        baseline: Visit | None,
        like: Series | None,
        code: str,
    ) -> None:
        """Hangs of each timepoint the series that matches best.

        Args:
            prior: None at baseline; baseline: None where it is one of the others.
            like: what the lesions were first drawn on; None before any was.
        """
        self._code = code
        self._hang(self.current, first_choice(current[1], like), current[0], None)
        self.compare(prior, baseline, like)

    def compare(self, prior: Visit | None, baseline: Visit | None, like: Series | None) -> None:
        """Hangs other timepoints beside the current picture, which stays as it is; see `hang_timepoints`."""
        stack = self.current.stack
        chosen = None if stack is None else stack.series
        beside: tuple[tuple[Picture, Visit | None, Wording], ...] = (
            (self.prior, prior, lambda: self.tr("Baseline: nothing earlier to compare with")),
            (self.baseline, baseline, lambda: self.tr("The baseline is shown already")),
        )
        for picture, wanted, nothing in beside:
            if wanted is None:
                picture.clear(nothing)
            else:
                self._hang(picture, first_choice(wanted[1], like or chosen), wanted[0], None)
        for picture in self.hung_in:
            if like is not None and picture.stack is not None:
                picture.remark(partial(differences, picture.stack.series, like))
        self.arrangement.compare(Comparable(prior=prior is not None, baseline=baseline is not None))
        self.linking.follow(self.current)
        self.arrangement.lay_out()
        self._after_hanging()
        self.windowChanged.emit(self._active.pane.viewport().window)

    def hang_series(
        self, series: Series, timepoint: Timepoint, like: Series | None, picture: Picture
    ) -> None:
        """Hangs one series in a picture, at the same place where it shares its frame of reference."""
        place = None
        if picture.stack is not None:
            same = picture.stack.series.frame_of_reference_uid == series.frame_of_reference_uid
            place = point_seen(picture.pane.plane_view()) if same else None
        self._hang(picture, series, timepoint, place)
        if like is not None and picture.stack is not None:
            picture.remark(partial(differences, picture.stack.series, like))
        if place is None:
            self.linking.follow(self.current if picture is not self.current else self.prior)
        self.arrangement.lay_out()
        self._after_hanging()

    def take_down(self) -> None:
        """Nothing hangs any more: the stacks are given back now, not when Python next looks for garbage."""
        for picture in self.all:
            picture.clear("")
        self.reformats.refresh()

    def picture_of(self, timepoint: Timepoint) -> Picture | None:
        """Where series of a timepoint hang; None of one that is not on the wall."""
        return next((one for one in self.hung_in[:3] if one.timepoint == timepoint), None)

    def hung_keys(self) -> list[str]:
        return [picture.stack.series.key for picture in self.hung_in if picture.stack is not None]

    def keys_in_sight(self) -> list[str]:
        in_sight = self.arrangement.in_sight()
        return [picture.stack.series.key for picture in in_sight if picture.stack is not None]

    def _after_hanging(self) -> None:
        self.reformats.refresh()
        self.hung.emit()
        self._show_links()

    def _hang(
        self, picture: Picture, series: Series | None, timepoint: Timepoint, place_lps: Vector | None
    ) -> None:
        if series is None:
            picture.clear(lambda: self.tr("{0} has no series that can be shown").format(timepoint.label))
            return
        try:
            stays = {each.stack.series.key for each in self.hung_in if each is not picture and each.stack}
            stack = self._pictures.open(series.key, None, stays)
        except Refusal as refusal:
            picture.clear(refusal_text(refusal))
            self.told.emit(refusal_text(refusal))
            return
        index = stack.count // 2 if place_lps is None else nearest_index(stack, place_lps)
        stack.ask_for(index)
        comes_beside = picture.stack is None and picture is not self.current
        picture.hang(stack, timepoint, self._code, index)
        if comes_beside:
            self.linking.share_window(self.current, picture)

    def _on_arrived(self, key: str, ready: int, count: int) -> None:
        for picture in self.hung_in:
            if picture.stack is not None and picture.stack.series.key == key:
                shown = picture.pane.viewport().index
                if ready == count or (picture.pane.awaits_slice() and picture.stack.is_settled(shown)):
                    picture.refresh()
                if picture is self.current and self.reformats.shown:
                    self.reformats.refresh()

    def _on_failed(self, key: str, sentence: str) -> None:
        if key in self.hung_keys():
            self.told.emit(sentence)
            for picture in self.hung_in:
                picture.refresh()

    # Layout

    def _on_laid_out(self) -> None:
        shown = self.arrangement.in_sight()
        self.reformats.show_beside(any(one in shown for one in self.reformats.pictures), self._code)
        if self._active not in shown:
            self.activate(self.current if self.current in shown else shown[0])
        self._show_links()
        self.layoutChanged.emit()

    # Which one is in hand

    @property
    def active(self) -> Picture:
        """The picture the keys act on."""
        return self._active

    @property
    def hand_down(self) -> bool:
        """Whether a button is down on a caliper or an annotation, new or old, that is not finished yet."""
        return any(picture.pane.hand_down for picture in self.all)

    def activate(self, picture: Picture) -> None:
        self._active = picture
        for each in self.all:
            each.pane.set_active(each is picture)
        self.windowChanged.emit(picture.pane.viewport().window)

    def set_tool(self, name: str) -> None:
        """Calipers are drawn on the current picture and its reformats, annotations on slices alone."""
        self.tool = name
        self.current.pane.set_tool(name)
        for reformat in self.reformats.pictures:
            reformat.pane.set_tool(name if name in CALIPER_TOOLS else "select")

    def set_mouse(self, bindings: MouseBindings) -> None:
        """What buttons and wheel mean in every picture."""
        for picture in self.all:
            picture.pane.set_mouse(bindings)

    def set_window(self, window: Window | None) -> None:
        """Gives all pictures a window; None is each file's own."""
        for picture in self.all:
            picture.set_window(window)
        self.windowChanged.emit(self._active.pane.viewport().window)

    def fit(self) -> None:
        """Fits the active picture and gives it its file's window back; a turned reformat is squared up."""
        pane = self._active.pane
        if isinstance(self._active, ReformatPicture):
            self.reformats.square_up(self._active)
        pane.set_viewport(fitted(pane.viewport()))
        self._active.set_window(None)
        self.windowChanged.emit(pane.viewport().window)

    def set_overlays_visible(self, visible: bool) -> None:
        for picture in self.all:
            picture.pane.set_overlays_visible(visible)

    def set_magnified(self, magnified: bool) -> None:
        """Whether a lens follows the pointer in every picture."""
        for picture in self.all:
            picture.pane.set_magnified(magnified)

    def accept(self) -> None:
        """Finishes a caliper that waits for its short axis, without one."""
        for picture in (self.current, *self.reformats.pictures):
            picture.pane.accept()

    def cancel(self) -> None:
        for picture in (self.current, *self.reformats.pictures):
            picture.pane.cancel()

    def step(self, slices: int) -> None:
        """Moves the active picture, and the others with it when linked."""
        self._go(self._active, self._active.pane.viewport().index + slices)

    def scroll_to_end(self, *, last: bool) -> None:
        source = self._active.pane.source()
        if source is not None:
            self._go(self._active, source.count - 1 if last else 0)

    # Lesions

    def show_case(self, view: DeskView, active: Lesion | None) -> None:
        for picture in self.all:
            picture.show_case(view, active)

    # Linked scrolling

    def set_linked(self, linked: bool) -> None:
        self.linking.set_on(linked, self._active if self._active in self.hung_in else self.current)

    def reword(self) -> None:
        """What stands in the pictures, in another language."""
        for picture in self.all:
            picture.reword()
        self.reformats.refresh()
        self._show_links()

    def set_same_place(self) -> None:
        """What the middles of the pictures in sight show is one place of the patient from now on."""
        shown = [one for one in self.arrangement.in_sight() if one in self.hung_in and one.stack is not None]
        points = {one: point_seen(one.pane.plane_view()) for one in shown}
        if len(points) < 2:
            self.told.emit(self.tr("Two pictures are needed to say that they show the same place."))
            return
        self.linking.on = True
        self.linking.anchor(points, lambda: self.tr("set here"), by_hand=True)
        self.told.emit(self.tr("The middles of these pictures are linked as the same place."))

    def _show_links(self) -> None:
        for picture in self.hung_in:
            beside = self.current if picture is not self.current else self._partner()
            link = None if beside is None else self.linking.link(picture, beside)
            words = "" if link is None else self.tr("Linked \u00b7 {0}").format(worded(link.rests_on))
            picture.show_link(words, check=link is not None and link.check)
        self.linkChanged.emit()

    def _partner(self) -> Picture | None:
        """What the current picture is compared with first."""
        shown = self.arrangement.in_sight()
        return next((one for one in self.linking.partners(self.current) if one in shown), None)

    @property
    def linked(self) -> bool:
        return self.linking.on

    @property
    def link_possible(self) -> bool:
        return self._partner() is not None

    @property
    def link_text(self) -> str:
        partner = self._partner()
        words = "" if partner is None else self.linking.rests_on(self.current, partner)
        return self.tr("Linked \u00b7 {0}").format(words) if words else self.tr("Not linked")

    def _on_moved(self, picture: Picture, before: Viewport, after: Viewport) -> None:
        if picture is self._active:
            self.windowChanged.emit(after.window)
        reformatted = self.reformats.shown and picture in (self.current, *self.reformats.pictures)
        if isinstance(picture, ReformatPicture):
            if self.linked and after.window != before.window:
                for each in (self.current, *self.reformats.pictures):
                    each.set_window(after.window)
        else:
            self.linking.moved(picture, before, after)
        if not reformatted:
            return
        if picture is self.current:
            if after.index != before.index:
                self.reformats.follow_main()
            if self.linked and after.window != before.window:
                for each in self.reformats.pictures:
                    each.set_window(after.window)
        if self.linked and after.zoom != before.zoom:
            self.reformats.zoom_alike(picture, after)

    def _go(self, picture: Picture, index: int) -> None:
        if isinstance(picture, ReformatPicture):
            self.reformats.step(picture, index)
            return
        if picture.stack is None:
            return
        picture.go_to(index)
        self.linking.follow(picture)
        self.reformats.follow_main()
