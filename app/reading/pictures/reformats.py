"""Two reformats beside a picture of acquired slices, and the point that all three show.

The slices stay as they were acquired; it is the reformats that are turned about them.
"""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.reading.pictures.picture import Picture
from app.reading.pictures.reformat_picture import ReformatPicture
from app.refusal_words import refusal_text
from measurements.geometry.cut import AXIAL, CORONAL, SAGITTAL, Cut
from measurements.geometry.vectors import Vector, dot, scale, subtract
from measurements.lesion import Reformat
from measurements.refusal import Refusal
from reader.frames import LoadedStack
from reader.volume.leaves import THIN, Slab
from reader.volume.volume import Volume, volume_of
from viewer.crosshair import CrossHair, CrossLine
from viewer.link import nearest_index, point_seen
from viewer.shapes import DrawnCaliper
from viewer.viewport import Viewport

SLABS_MM = (0.0, 2.0, 3.0, 5.0, 8.0, 10.0, 15.0, 20.0, 30.0)
SETTLED_MS = 150
"""After the hand has rested this long, what was drawn coarse is drawn fine."""
MAIN = "main"


class Reformats(QObject):
    """Cuts the volume of the main picture two other ways once all its slices are there.

    Signals: `mainMoved()` when a reformat or the cross-hair took the main picture to another slice;
    `cutsChanged()` when another volume is cut, or one another way; `slabChanged(Slab)`;
    `drawn(DrawnCaliper, measurements.lesion.Reformat)`; `redrawn(lesion_uid, DrawnCaliper)`.
    """

    mainMoved = Signal()
    cutsChanged = Signal()
    slabChanged = Signal(object)
    drawn = Signal(object, object)
    redrawn = Signal(str, object)

    def __init__(self, main: Picture, parent: QObject) -> None:
        super().__init__(parent)
        self._main = main
        self.pictures = (ReformatPicture(CORONAL), ReformatPicture(SAGITTAL))
        self._of: LoadedStack | None = None
        self._volume: Volume | None = None
        self._code = ""
        self._point_lps: Vector | None = None
        self._shown = False
        self.slab = THIN
        self._turned = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._settle)
        for picture in (main, *self.pictures):
            pane = picture.pane
            pane.crossMoved.connect(self._on_cross_moved)
            pane.crossTurned.connect(partial(self._on_turned, picture))
            pane.crossLeft.connect(self._settle)
        for reformat in self.pictures:
            reformat.drawn.connect(partial(self._tell_drawn, reformat))
            reformat.redrawn.connect(self.redrawn)
            reformat.moved.connect(partial(self._on_reformat_moved, reformat))
            reformat.pane.slabTurned.connect(self._on_slab_turned)

    # What is shown

    @property
    def shown(self) -> bool:
        return self._shown

    @property
    def point_lps(self) -> Vector | None:
        """Where all three cross, mm; None while there is no volume."""
        return self._point_lps if self._volume is not None else None

    def show_beside(self, shown: bool, code: str) -> None:
        """Whether any reformat is in sight; without one nothing is cut and no cross-hair stands."""
        opens = shown and not self._shown
        self._shown, self._code = shown, code
        self.refresh()
        point = self._main.lesion_point() if opens else None
        if point is not None:
            self.go_to(point)
            self.follow_main()  # the slice in sight stays in sight

    def refresh(self) -> None:
        """What hangs in the main picture may be another, or whole by now."""
        stack = self._main.stack
        if stack is not self._of:
            self._of, self._volume, self._point_lps = stack, None, None
        if not self._shown or stack is None or self._main.timepoint is None:
            self._main.pane.set_crosshair(None)
            if stack is None:
                self._say(self.tr("Nothing hangs that could be cut another way"))
            return
        if self._volume is None and not self._made(stack):
            return
        self._show_hair()

    def _made(self, stack: LoadedStack) -> bool:
        """Makes the volume and hangs its reformats, or says why not."""
        timepoint = self._main.timepoint
        assert timepoint is not None
        settled = stack.ready + len(stack.failures)
        if settled < stack.count:
            waiting = self.tr("Reformats are made once all {count} slices are there: {ready} so far")
            self._say(waiting.format(count=stack.count, ready=settled))
            return False
        try:
            self._volume = volume_of(stack)
        except Refusal as refusal:
            self._say(refusal_text(refusal))
            return False
        view = self._main.pane.plane_view()
        self._point_lps = self._point_lps or self._main.lesion_point() or point_seen(view)
        for picture, cut in zip(self.pictures, _other_cuts(view.plane.normal), strict=True):
            if picture.volume is None:
                picture.set_cut(cut, self._point_lps)
            picture.show_volume(self._volume, stack, timepoint, self._code, self._point_lps)
            picture.set_window(self._main.pane.viewport().window)
        self.cutsChanged.emit()
        return True

    def _say(self, sentence: str) -> None:
        self._main.pane.set_crosshair(None)
        for picture in self.pictures:
            picture.clear(sentence)

    # Where it is

    def go_to(self, point_lps: Vector, drawn_on: Reformat | None = None) -> None:
        """Brings the cross-hair to a point, mm, and both reformats with it; the main picture is there.

        What was drawn on a reformat is seen as it was drawn: one of the two is cut that way again.
        """
        self._point_lps = point_lps
        if self._volume is not None:
            if drawn_on is not None:
                cut = Cut(drawn_on.along_row, drawn_on.along_column)
                nearest = max(self.pictures, key=lambda one: abs(dot(one.cut.normal, cut.normal)))
                nearest.set_cut(cut, point_lps)
                self.cutsChanged.emit()
            self._show_point(moving=False)

    def follow_main(self) -> None:
        """The main picture shows another slice: the point moves onto it."""
        source = self._main.pane.source()
        if self._point_lps is None or source is None or self._volume is None:
            return
        plane = source.plane(self._main.pane.viewport().index)
        self._point_lps = subtract(self._point_lps, scale(plane.normal, plane.distance_mm(self._point_lps)))
        self._show_point(moving=True)

    def step(self, picture: ReformatPicture, index: int) -> None:
        """Shows plane `index` of a reformat, and takes the others along."""
        before = picture.pane.viewport()
        picture.go_to(index)
        self._on_reformat_moved(picture, before, picture.pane.viewport())

    def square_up(self, picture: ReformatPicture) -> None:
        """Turns a reformat back to where it was before it was turned."""
        if self._point_lps is not None:
            cuts = _other_cuts(self._main.pane.plane_view().plane.normal)
            picture.set_cut(cuts[self.pictures.index(picture)], self._point_lps)
            self.cutsChanged.emit()
            self._show_hair()

    def set_slab(self, slab: Slab) -> None:
        """How thick a layer both reformats show, and what of it."""
        self.slab = slab
        for picture in self.pictures:
            picture.set_slab(slab, self._point_lps or (0.0, 0.0, 0.0))
        self.slabChanged.emit(slab)

    def zoom_alike(self, leader: Picture, viewport: Viewport) -> None:
        """The reformats take the zoom of one of the three, the crossing staying where it is seen."""
        if self._point_lps is not None and self._volume is not None:
            for picture in self.pictures:
                if picture is not leader:
                    picture.zoom_alike(viewport, self._point_lps)

    def _on_reformat_moved(self, picture: ReformatPicture, before: Viewport, after: Viewport) -> None:
        source = picture.pane.source()
        if after.index == before.index or source is None or self._point_lps is None:
            return
        plane = source.plane(after.index)
        self._point_lps = subtract(self._point_lps, scale(plane.normal, plane.distance_mm(self._point_lps)))
        self._bring_main()
        self._show_point(moving=True)

    def _on_cross_moved(self, point_lps: Vector) -> None:
        self._point_lps = point_lps
        self._bring_main()
        self._show_point(moving=True)

    def _on_turned(self, picture: Picture, line_id: str, degrees: float) -> None:
        if self._point_lps is None:
            return
        normal = picture.pane.plane_view().plane.normal
        self.pictures[int(line_id)].turn(normal, degrees, self._point_lps)
        self._turned = True
        self._settled.start()
        self._show_hair()

    def _tell_drawn(self, picture: ReformatPicture, drawn: DrawnCaliper) -> None:
        self.drawn.emit(drawn, picture.as_drawn_on)

    def _on_slab_turned(self, steps: int) -> None:
        thinner = [mm for mm in SLABS_MM if mm < self.slab.thickness_mm]
        place = min(max(len(thinner) + steps, 0), len(SLABS_MM) - 1)
        self.set_slab(Slab(SLABS_MM[place], self.slab.projection))

    def _bring_main(self) -> None:
        source = self._main.pane.source()
        if source is None or self._point_lps is None:
            return
        index = nearest_index(source, self._point_lps)
        if index != self._main.pane.viewport().index:
            self._main.go_to(index)
            self.mainMoved.emit()

    def _show_point(self, *, moving: bool) -> None:
        assert self._point_lps is not None
        for picture in self.pictures:
            picture.pass_through(self._point_lps, moving=moving)
        if moving:
            self._settled.start()
        self._show_hair()

    def _settle(self) -> None:
        """The hand rests: fine pixels again where they were coarse."""
        self._settled.stop()
        if self._point_lps is not None and self._volume is not None:
            for picture in self.pictures:
                picture.pass_through(self._point_lps, moving=False)
        if self._turned:
            self._turned = False
            self.cutsChanged.emit()

    def _show_hair(self) -> None:
        """In each picture the planes of the other two; nothing where no reformat is in sight."""
        if not self._shown or self._point_lps is None or self._volume is None:
            return
        reformats = [
            CrossLine(str(number), picture.cut.normal) for number, picture in enumerate(self.pictures)
        ]
        main = CrossLine(MAIN, self._main.pane.plane_view().plane.normal, turnable=False)
        self._main.pane.set_crosshair(CrossHair(self._point_lps, tuple(reformats)))
        for number, picture in enumerate(self.pictures):
            picture.pane.set_crosshair(CrossHair(self._point_lps, (main, reformats[1 - number])))


def _other_cuts(normal: Vector) -> tuple[Cut, Cut]:
    """The two directions of the patient that slices with this normal show least of."""
    seen = max((AXIAL, CORONAL, SAGITTAL), key=lambda cut: abs(dot(cut.normal, normal)))
    first, second = (cut for cut in (AXIAL, CORONAL, SAGITTAL) if cut is not seen)
    return first, second
