"""A picture cut out of the volume that another picture shows: its plane, its slab, its corner texts."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from app.components.words import Wording
from app.reading.pictures.picture import Picture
from measurements.geometry.cut import AXIAL, CORONAL, SAGITTAL, Cut
from measurements.geometry.vectors import Vector, dot
from measurements.lesion import Caliper, Reformat
from measurements.recist.sentences import MINUS
from measurements.trial import Timepoint
from reader.frames import LoadedStack
from reader.volume.leaves import THIN, Projection, Slab
from reader.volume.reformatted_stack import ReformattedStack
from reader.volume.volume import Volume
from viewer.furniture import CornerLine
from viewer.link import nearest_index
from viewer.viewport import Viewport

translate = QCoreApplication.translate

COARSE = 3.0
"""Pixels this many times larger while the hand moves an oblique slab, which would take 50 ms otherwise."""
UNTURNED = 0.99996
"""Cosine of half a degree."""
ON_PLANE_MM = 0.01

_STANDARD = (AXIAL, CORONAL, SAGITTAL)


class ReformatPicture(Picture):
    """Shows a volume cut one way; `cut` and `slab` stay when another volume is shown."""

    def __init__(self, cut: Cut) -> None:
        super().__init__(lambda: translate("reformat", "Reformat"), editable=True)
        self.cut = cut
        self.slab = THIN
        self._volume: Volume | None = None
        self._coarse = False

    @property
    def as_drawn_on(self) -> Reformat:
        """What a caliper drawn here is said to be drawn on."""
        slab = self.slab
        return Reformat(self.cut.along_row, self.cut.along_column, slab.thickness_mm, slab.projection.value)

    def _may_edit(self, caliper: Caliper) -> bool:
        """In the plane it was drawn in; elsewhere its ends would leave that plane."""
        drawn_on = caliper.reformat
        if drawn_on is None:
            return False
        return abs(dot(Cut(drawn_on.along_row, drawn_on.along_column).normal, self.cut.normal)) >= UNTURNED

    @property
    def volume(self) -> Volume | None:
        return self._volume

    def show_volume(
        self, volume: Volume, stack: LoadedStack, timepoint: Timepoint, code: str, point_lps: Vector
    ) -> None:
        """Cuts another volume, the one of `stack`, through a point, mm."""
        self._volume = volume
        self._coarse = False
        self.hang_source(stack, self._stack_through(point_lps), timepoint, code)
        self.go_to_point(point_lps)

    def clear(self, message: Wording) -> None:
        self._volume = None
        super().clear(message)

    def pass_through(self, point_lps: Vector, *, moving: bool) -> None:
        """Shows the plane through a point, mm, cut anew where no plane of the stack lies there."""
        source = self.pane.source()
        if self._volume is None or source is None:
            return
        index = nearest_index(source, point_lps)
        off_mm = abs(source.plane(index).distance_mm(point_lps))
        if off_mm > ON_PLANE_MM or self._coarse != self._slow(moving):
            self._cut_anew(point_lps, self.cut, moving=moving)
        self.go_to_point(point_lps)

    def turn(self, about: Vector, degrees: float, point_lps: Vector) -> None:
        """Turns the cut about a direction; the point, mm, stays where it is seen."""
        self._cut_anew(point_lps, self.cut.turned(about, degrees), moving=True)

    def set_cut(self, cut: Cut, point_lps: Vector) -> None:
        self._cut_anew(point_lps, cut, moving=False)

    def set_slab(self, slab: Slab, point_lps: Vector) -> None:
        self.slab = slab
        self._cut_anew(point_lps, self.cut, moving=False)

    def zoom_alike(self, leader: Viewport, point_lps: Vector) -> None:
        """The zoom of another picture; the point, mm, stays where it is seen."""
        if self.pane.source() is None:
            return
        if leader.zoom is None:
            self.pane.set_viewport(replace(self.pane.viewport(), zoom=None, centre=None))
        else:
            at = self.pane.plane_view().px(point_lps)
            self._hold(point_lps, at, leader.zoom)

    def _cut_anew(self, point_lps: Vector, cut: Cut, *, moving: bool) -> None:
        if self._volume is None:
            self.cut = cut
            return
        before = self.pane.plane_view()
        at, turned = before.px(point_lps), cut != self.cut
        self.cut = cut
        self._coarse = self._slow(moving)
        source = self._stack_through(point_lps)
        viewport = self.pane.viewport()
        self.pane.set_source(source)
        self.pane.set_viewport(replace(viewport, index=nearest_index(source, point_lps)))
        if turned:
            self._hold(point_lps, at, before.zoom)
        self.pane.set_slab(self.slab.thickness_mm)
        self._show_identity()
        self._show_position()

    def _hold(self, point_lps: Vector, at: tuple[float, float], zoom: float) -> None:
        """Magnifies by `zoom` with the point, mm, at this place of the pane."""
        view = self.pane.plane_view()
        column, row = view.plane.pixel(point_lps)
        centre = (
            column * view.plane.column_spacing_mm - (at[0] - view.width_px / 2) / zoom,
            row * view.plane.row_spacing_mm - (at[1] - view.height_px / 2) / zoom,
        )
        self.pane.set_viewport(replace(self.pane.viewport(), zoom=zoom, centre=centre))

    def _stack_through(self, point_lps: Vector) -> ReformattedStack:
        assert self._volume is not None
        finest_mm = min(self._volume.lattice.spacing_mm)
        mm_per_px = finest_mm * (COARSE if self._coarse else 1.0)
        return ReformattedStack(self._volume, self.cut, mm_per_px, finest_mm, self.slab, point_lps)

    def _slow(self, moving: bool) -> bool:
        return moving and self.slab.thickness_mm > 0.0 and _standard(self.cut) is None

    def _identity(self) -> list[CornerLine | str]:
        return [
            *super()._identity()[:1],
            reformat_text(self.cut, self.slab),
        ]

    def _fetch_slice(self) -> None:
        """Cut when it is painted."""

    def _show_message(self) -> None:
        """There is always a picture."""

    def _position(self) -> list[CornerLine | str]:
        source = self.pane.source()
        if source is None:
            return []
        normal = self.cut.normal
        lines: list[CornerLine | str] = [self.tr("Zoom {0}\u00d7").format(f"{self.pane.magnification():.1f}")]
        axis = max(range(3), key=lambda number: abs(normal[number]))
        if abs(normal[axis]) >= UNTURNED:
            place = source.plane(self.pane.viewport().index).origin_lps[axis]
            lines.insert(0, f"{'xyz'[axis]} {place:.1f} mm".replace("-", MINUS))
        return lines


def reformat_text(cut: Cut, slab: Slab) -> str:
    """What a reformat shows, for its corner."""
    if slab.thickness_mm == 0.0:
        return translate("reformat", "Reformat \u00b7 {cut} \u00b7 thin").format(cut=_cut_text(cut))
    return translate("reformat", "Reformat \u00b7 {cut} \u00b7 slab {thickness:g} mm {projection}").format(
        cut=_cut_text(cut), thickness=slab.thickness_mm, projection=projection_text(slab.projection)
    )


def projection_text(projection: Projection) -> str:
    return {
        Projection.MEAN: translate("reformat", "mean"),
        Projection.MAXIMUM: translate("reformat", "MIP"),
        Projection.MINIMUM: translate("reformat", "MinIP"),
    }[projection]


def _cut_text(cut: Cut) -> str:
    standard = _standard(cut)
    if standard is None:
        return translate("reformat", "oblique")
    return {
        AXIAL: translate("reformat", "axial"),
        CORONAL: translate("reformat", "coronal"),
        SAGITTAL: translate("reformat", "sagittal"),
    }[standard]


def _standard(cut: Cut) -> Cut | None:
    """Which cut of the patient this is, within half a degree; None of an oblique one."""
    return next((one for one in _STANDARD if abs(dot(one.normal, cut.normal)) >= UNTURNED), None)
