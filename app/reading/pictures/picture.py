"""One picture of the reading room: a pane with the series hung in it, its corner texts and its calipers."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal

from app.case_words import UNTAGGED, caliper_text, class_name
from app.components.words import Wording, say, worded
from app.figures import day_text
from app.reading.desk.desk_view import DeskView
from app.reading.pictures.hanging import titled
from app.refusal_words import refusal_text
from app.style.viewing import viewer_style
from measurements.case.series_choice import kind
from measurements.geometry.vectors import Vector, middle
from measurements.lesion import Caliper, Lesion
from measurements.recist.sentences import MINUS
from measurements.trial import Timepoint
from reader.frames import LoadedStack
from viewer import style as viewer_looks
from viewer.frame_source import FrameSource
from viewer.furniture import CornerLine, Emphasis
from viewer.link import looking_alike, looking_at, nearest_index
from viewer.shapes import CaliperShape, CircleShape, PointerReadout
from viewer.viewport import Viewport, Window
from viewer.wall_pane import WallPane

EDGE = 0.1
"""Share of the pane at each side where a lesion counts as out of sight."""


Remarks = Callable[[], tuple[str, ...]]
"""Sentences about a series, in the language of the moment."""


class Picture(QObject):
    """Hangs a stack of one timepoint in a pane of the wall.

    Signals: `moved(before, after)` two Viewports, when the hand changed the view, `drawn(DrawnCaliper)`,
    `redrawn(lesion_uid, DrawnCaliper)`, `drafted(lesion_uid, DrawnCaliper)` at every move of one that is not
    finished, with None once it is or was dropped, `labelMoved(lesion_uid, point)`,
    `lesionChosen(lesion_uid)`, `activated()`.
    """

    moved = Signal(object, object)
    drawn = Signal(object)
    redrawn = Signal(str, object)
    drafted = Signal(str, object)
    labelMoved = Signal(str, object)
    lesionChosen = Signal(str)
    activated = Signal()

    def __init__(self, name: Wording, *, editable: bool) -> None:
        super().__init__()
        self._name = name
        self._editable = editable
        self._stack: LoadedStack | None = None
        self._timepoint: Timepoint | None = None
        self._subject_code = ""
        self._readout: PointerReadout | None = None
        self._link_line = CornerLine("")
        self._remarks: Remarks = tuple
        self._calipers: list[CaliperShape] = []
        self._ghosts: list[CaliperShape] = []
        self._notes: Remarks = tuple
        self._key_slices: frozenset[int] = frozenset()
        self.pane = WallPane(viewer_style())
        say(self.pane, WallPane.setAccessibleName, name)
        self.pane.viewMoved.connect(self._on_moved)
        self.pane.magnificationChanged.connect(lambda _: self._show_position())
        self.pane.pointerMoved.connect(self._on_pointer)
        self.pane.caliperDrawn.connect(self.drawn)
        self.pane.caliperEdited.connect(self.redrawn)
        self.pane.caliperDrafted.connect(self.drafted)
        self.pane.labelMoved.connect(self.labelMoved)
        self.pane.shapeSelected.connect(self.lesionChosen)
        self.pane.activated.connect(self.activated)

    @property
    def name(self) -> str:
        return worded(self._name)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the picture says of the series that hangs in it, in the language of the moment."""
        return self._remarks()

    @property
    def stack(self) -> LoadedStack | None:
        return self._stack

    @property
    def file_window(self) -> Window | None:
        """The window the file asks for."""
        return None if self._stack is None else _own_window(self._stack)

    @property
    def timepoint(self) -> Timepoint | None:
        return self._timepoint

    @property
    def pointed_lps(self) -> Vector | None:
        """The patient point under the pointer, mm; None while it is elsewhere."""
        return None if self._readout is None else self._readout.point_lps

    def hang(self, stack: LoadedStack, timepoint: Timepoint, subject_code: str, index: int) -> None:
        """Shows a stack from slice `index`; zoom and pan stay, and so does the window of one of its kind."""
        self.hang_source(stack, stack, timepoint, subject_code)
        self.pane.set_viewport(replace(self.pane.viewport(), index=index))
        self._show_position()

    def hang_source(
        self, stack: LoadedStack, source: FrameSource, timepoint: Timepoint, subject_code: str
    ) -> None:
        """Shows what is made of a stack: the stack itself, or reformats of it."""
        self.pane.accept()  # a caliper that waits for its short axis is of the stack it was drawn on
        own_window = self._stack is None or kind(self._stack.series) is not kind(stack.series)
        viewport = self.pane.viewport()
        self._stack = stack
        self._timepoint = timepoint
        self._subject_code = subject_code
        self._remarks = tuple
        self.pane.set_source(source)
        self.pane.set_viewport(
            replace(viewport, window=_own_window(stack) if own_window else viewport.window)
        )
        self._show_identity()
        self._show_window()

    def clear(self, message: Wording) -> None:
        """Shows no picture, and why."""
        self.pane.accept()
        self._stack = None
        self._timepoint = None
        self._calipers = []
        self.pane.set_source(None)
        self.pane.set_shapes([])
        self.pane.set_circles([])
        self.pane.set_marks([])
        say(self.pane, WallPane.set_message, message)
        for corner in (
            Qt.Corner.TopLeftCorner,
            Qt.Corner.TopRightCorner,
            Qt.Corner.BottomRightCorner,
        ):
            self.pane.set_corner(corner, [])

    def reword(self) -> None:
        """What stands in its corners, in another language."""
        self._show_identity()
        self._show_window()
        self._show_position()

    def refresh(self) -> None:
        """The slice shown may have arrived."""
        self.pane.refresh_frame(self.pane.viewport().index)
        self._show_message()

    def _may_edit(self, caliper: Caliper) -> bool:
        """Whether the hand may move its ends here: on slices, what was drawn on slices."""
        return self._editable and caliper.reformat is None

    def show_case(self, view: DeskView, active: Lesion | None) -> None:
        """Draws the calipers of this timepoint that were drawn on the stack hung here.

        Of one whose length the protocol hides only the label is there, with its leader to the middle of the
        lesion: beside the scale bar its ends would tell the length.
        """
        case = view.case
        if self._stack is None or self._timepoint is None:
            return
        shapes = []
        for lesion in case.listed(self._timepoint):
            measurement = case.measurement(lesion, self._timepoint)
            caliper = None if measurement is None else measurement.caliper
            if measurement is None or caliper is None:
                continue
            if caliper.series_key != self._stack.series.key:
                continue
            told = view.may_show_length(lesion, self._timepoint)
            here = middle(caliper.long_lps)
            shapes.append(
                CaliperShape(
                    id=lesion.uid,
                    long_lps=caliper.long_lps if told else (here, here),
                    short_lps=caliper.short_lps if told else None,
                    style_key=_style_key(lesion),
                    title=lesion.label,
                    text=caliper_text(measurement) if told else "",
                    label_lps=caliper.label_lps if told else None,
                    selected=active is not None and lesion.uid == active.uid,
                    editable=view.may_change and self._may_edit(caliper),
                )
            )
        self._calipers = shapes
        self.pane.set_shapes([*self._ghosts, *shapes])
        if active is not None:
            self.pane.set_draft_style(_style_key(active), active.label)
        else:
            self.pane.set_draft_style(viewer_looks.UNTAGGED, "")

    def lesion_point(self) -> Vector | None:
        """The middle of the lesion in hand as measured on what hangs here, mm; None where it is not."""
        return next((middle(one.long_lps) for one in self._calipers if one.selected), None)

    def show_ghosts(self, ghosts: list[CaliperShape]) -> None:
        """Draws calipers of another timepoint beneath those of this one."""
        if ghosts != self._ghosts:
            self._ghosts = ghosts
            self.pane.set_shapes([*ghosts, *self._calipers])

    @property
    def ghosts(self) -> list[CaliperShape]:
        """The calipers of other timepoints that lie on this one's slices."""
        return self._ghosts

    def show_circles(self, circles: list[CircleShape]) -> None:
        """Draws where lesions of other timepoints are to be looked for."""
        self.pane.set_circles(circles)

    def show_notes(self, notes: Remarks) -> None:
        """Sentences for its corner, on what is looked for in it."""
        self._notes = notes
        self._show_window()

    def mark_key_slices(self, indices: frozenset[int]) -> None:
        """Says in the corner of these slices that they are key images."""
        if indices != self._key_slices:
            self._key_slices = indices
            self._show_position()

    def look(self, viewport: Viewport) -> None:
        """Shows a slice in this very view."""
        self.pane.set_viewport(viewport)
        self._fetch_slice()
        self._show_window()
        self._show_position()

    def set_window(self, window: Window | None) -> None:
        """Sets the window; None is the file's own."""
        if self._stack is None:
            return
        chosen = window or _own_window(self._stack)
        self.pane.set_viewport(replace(self.pane.viewport(), window=chosen))
        self._show_window()

    def go_to(self, index: int) -> None:
        """Shows slice `index`, the rest of the view as it is."""
        self.pane.set_viewport(replace(self.pane.viewport(), index=index))
        self._fetch_slice()
        self._show_position()

    def go_to_point(self, point_lps: Vector) -> None:
        """Shows the slice through a point, mm; a magnified picture that has it out of sight moves to it."""
        source = self.pane.source()
        if source is None:
            return
        index = nearest_index(source, point_lps)
        viewport = self.pane.viewport()
        if viewport.zoom is not None and not self._has_in_sight(point_lps):
            viewport = looking_at(viewport, source.plane(index), point_lps, viewport.zoom)
        self.pane.set_viewport(replace(viewport, index=index))
        self._fetch_slice()
        self._show_position()

    def look_alike(self, leader: Viewport, seen_lps: Vector) -> None:
        """Zoom and pan of another picture, in whose middle this patient point would be seen, mm."""
        source = self.pane.source()
        if source is not None:
            viewport = self.pane.viewport()
            plane = source.plane(viewport.index)
            self.pane.set_viewport(looking_alike(viewport, plane, leader, seen_lps))

    def show_link(self, text: str, *, check: bool = False) -> None:
        """What the link of this picture rests on; empty where it is not linked.

        Args:
            check: whether it is to be looked at twice before it is trusted.
        """
        line = CornerLine(text, Emphasis.WARNING if check else Emphasis.PLAIN)
        if line != self._link_line:
            self._link_line = line
            self._show_window()

    def remark(self, remarks: Remarks) -> None:
        """What to know about the series that hangs here, below its name."""
        self._remarks = remarks
        self._show_identity()

    def _has_in_sight(self, point_lps: Vector) -> bool:
        """Whether a point is seen well inside the pane; a picture that jumps under the hand helps nobody."""
        right, down = self.pane.plane_view().px(point_lps)
        width, height = self.pane.width(), self.pane.height()
        return EDGE * width < right < (1 - EDGE) * width and EDGE * height < down < (1 - EDGE) * height

    def _on_moved(self, before: Viewport, after: Viewport) -> None:
        if after.index != before.index:
            self._fetch_slice()
            self._show_position()
        if after.window != before.window:
            self._show_window()
        self.moved.emit(before, after)

    def _on_pointer(self, readout: PointerReadout | None) -> None:
        self._readout = readout
        self._show_window()

    def _show_identity(self) -> None:
        self.pane.set_corner(Qt.Corner.TopLeftCorner, self._identity())

    def _identity(self) -> list[CornerLine | str]:
        """Whose picture it is, when it was taken, what it shows."""
        if self._stack is None or self._timepoint is None:
            return []
        return [
            CornerLine(f"{self._subject_code} \u00b7 {self._timepoint.label}", Emphasis.STRONG),
            self.tr("day {0}").format(day_text(self._timepoint.day)),
            titled(self._stack.series),
            *self._remarks(),
        ]

    def _show_window(self) -> None:
        if self._stack is None:
            return
        window = self.pane.viewport().window
        centre = f"{window.center:g}".replace("-", MINUS)
        lines: list[CornerLine | str] = [
            CornerLine(self.name, Emphasis.ACCENT if self._editable else Emphasis.STRONG),
            f"W {window.width:g} L {centre}",
        ]
        if self._readout is not None and self._readout.value_hu is not None:
            lines.append(f"{self._readout.value_hu:.0f} HU".replace("-", MINUS))
        if self._link_line.text:
            lines.append(self._link_line)
        lines.extend(self._notes())
        self.pane.set_corner(Qt.Corner.TopRightCorner, lines)

    def _show_message(self) -> None:
        """What stands where this slice has no picture."""
        if self._stack is not None:
            failed = self._stack.failures.get(self.pane.viewport().index)
            say(
                self.pane,
                WallPane.set_message,
                (lambda: refusal_text(failed)) if failed else (lambda: self.tr("Loading")),
            )

    def _fetch_slice(self) -> None:
        """Has the slice shown come before its turn: a hand ahead of the loading waits for one file."""
        index = self.pane.viewport().index
        if self._stack is not None and self._stack.values(index) is None and self._stack.ask_for(index):
            self.pane.refresh_frame(index)

    def _show_position(self) -> None:
        self._show_message()
        self.pane.set_corner(Qt.Corner.BottomRightCorner, self._position())

    def _position(self) -> list[CornerLine | str]:
        """Where in the stack it is, how large, and whether it is a key image."""
        if self._stack is None:
            return []
        series = self._stack.series
        lines: list[CornerLine | str] = []
        if self.pane.viewport().index in self._key_slices:
            lines.append(CornerLine(self.tr("Key image"), Emphasis.ACCENT))
        lines.append(self.tr("Slice {0} / {1}").format(self.pane.viewport().index + 1, self._stack.count))
        if series.slice_thickness_mm is not None:
            lines.append(self.tr("{0} mm thick").format(f"{series.slice_thickness_mm:.1f}"))
        lines.append(self.tr("Zoom {0}\u00d7").format(f"{self.pane.magnification():.1f}"))
        return lines


def _style_key(lesion: Lesion) -> str:
    name = class_name(lesion)
    return viewer_looks.UNTAGGED if name == UNTAGGED else name


def _own_window(stack: LoadedStack) -> Window:
    if stack.series.window is None:
        return Window(40.0, 400.0)
    centre, width = stack.series.window
    return Window(centre, max(width, 1.0))
