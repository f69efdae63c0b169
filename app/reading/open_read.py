"""One subject on the desk: joins desk, pictures and the room's panels for as long as it is read."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.reading.call.all_timepoints import AllTimepoints
from app.reading.call.timeline import CallTimeline
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.drawing import Drawing
from app.reading.desk.history import History
from app.reading.desk.lines import LesionLine
from app.reading.desk.read import read_of, reads_seen
from app.reading.desk.room_lines import lesion_lines, timepoint_lines
from app.reading.desk.site_choices import choice_named, site_choices, site_text, without_side
from app.reading.desk.standing_words import closed_text, fixed_text, held_text
from app.reading.guide import first_read_steps
from app.reading.hands.presets import Preset
from app.reading.lesions.lesion_hands import LesionHands
from app.reading.live_call import LiveCall, show_call
from app.reading.marks.annotating import Annotating
from app.reading.marks.key_images import KeyImages
from app.reading.panel import LesionPanel
from app.reading.pictures.drawn_calipers import DrawnCalipers
from app.reading.pictures.lesion_search import LesionSearch
from app.reading.pictures.pictures import Pictures
from app.reading.pictures.series_hanging import SeriesHanging
from app.reading.pictures.swiping import Swiping
from app.reading.pictures.wall import PictureWall
from app.reading.series_in_strip import SeriesInStrip
from app.reading.signing.signing import Signing, SigningParts
from app.reading.strip import SeriesStrip
from app.reading.toolbar import BOTH_AXES, Toolbar
from app.session import Session
from viewer.gestures import MouseBindings
from viewer.viewport import Window


@dataclass(frozen=True, slots=True)
class RoomParts:
    """The room's widgets that show a read; they outlive it."""

    strip: SeriesStrip
    toolbar: Toolbar
    table: AllTimepoints
    timeline: CallTimeline
    panel: LesionPanel
    signing: SigningParts


class OpenRead(QObject):
    """What hands do goes from the pictures to the desk; what is stored goes from the desk to the parts.

    Signals: `told(sentence)` to show in place, `asked(sentence)` to show until it is answered (empty: it is),
    `titleChanged(subject code)`.
    """

    told = Signal(str)
    asked = Signal(str)
    titleChanged = Signal(str)

    def __init__(
        self,
        session: Session,
        subject_uid: str,
        parts: RoomParts,
        picture_memory_bytes: int,
        *,
        ghosts_on: bool,
        read_uid: str = "",
    ) -> None:
        """Args:
            ghosts_on: whether the prior's calipers show on the current picture.
            read_uid: of the read that is asked for, where it is not the reader's own.

        Raises:
            Refusal: the subject is gone from the trial, or there is no read of it to be seen.
        """
        super().__init__()
        self._session = session
        self._parts = parts
        self._presets: tuple[Preset, ...] = ()
        self._tool = BOTH_AXES
        self.desk = ReadingDesk(session.store, session.case, read_of(session, subject_uid, read_uid))
        self.history = History(self.desk, session.case)
        self.pictures = Pictures(session.store, session.jobs, picture_memory_bytes)
        self.wall = PictureWall(self.pictures)
        self.hands = LesionHands(self.desk)
        drawing = Drawing(self.desk)
        self._drawn = DrawnCalipers(self.desk, drawing, self.wall)
        self._live = LiveCall(self.desk, drawing, self.wall, parts.panel)
        self.hanging = SeriesHanging(self.desk, self.wall)
        self.annotating = Annotating(session.store, self.desk, self.wall)
        self.swiping = Swiping(self.wall)
        self.search = LesionSearch(
            session,
            self.desk,
            self.wall,
            self.swiping,
            parts.toolbar.ghost_choice.choice,
            ghosts_on=ghosts_on,
        )
        self.key_images = KeyImages(session.store, self.desk, self.wall, self.hanging.hang_series)
        self.signing = Signing(session, self.desk, parts.signing, self.finish_gestures)
        self._strip = SeriesInStrip(session, self.desk, parts.strip, self.signing.said_of_pictures)
        self._wire()
        self._strip.build()

    def _wire(self) -> None:
        desk, wall = self.desk, self.wall
        desk.caseChanged.connect(self._show_case)
        desk.timepointChanged.connect(self._show_timepoint)
        desk.priorChanged.connect(self._show_prior)
        desk.activeChanged.connect(self._show_active)
        desk.told.connect(self.told)
        desk.writing.waitingChanged.connect(self._show_history)
        wall.reformats.cutsChanged.connect(lambda: wall.show_case(desk.view, desk.active))
        wall.lesionChosen.connect(self._activate)
        wall.hung.connect(self._show_hung)
        wall.windowChanged.connect(self._show_window)
        wall.linkChanged.connect(self._show_link)
        wall.layoutChanged.connect(self._show_layout)
        wall.slabChanged.connect(self._parts.toolbar.slab.show_slab)
        self._parts.toolbar.slab.show_slab(wall.reformats.slab)
        wall.landing.dropped.connect(self.hanging.hang_series)
        self.hanging.told.connect(self.told)
        wall.told.connect(self.told)
        self.search.changed.connect(self._show_lesions)
        self.search.told.connect(self.told)
        self.search.asked.connect(self.asked)
        self.search.ghosts.toggled.connect(self._parts.toolbar.show_ghosts)
        self.key_images.changed.connect(self._show_key_images)
        self._parts.strip.key_images.chosen.connect(self._go_to_key_image)
        self._parts.toolbar.show_ghosts(self.search.ghosts.on)
        self._show_key_images()
        self.signing.told.connect(self.told)
        self.signing.picturesJudged.connect(self._strip.show_said_of_pictures)
        self._strip.told.connect(self.told)

    def take_hands(self, mouse: MouseBindings, presets: tuple[Preset, ...]) -> None:
        """What buttons and wheel mean in the pictures, and the windows there are."""
        self._presets = presets
        self.wall.set_mouse(mouse)
        self._show_window(self.wall.active.pane.viewport().window)

    def begin(self, timepoint_uid: str) -> None:
        """Hangs a timepoint: beside the one before it, or alone at baseline.

        In the place of one that does not open yet comes the last that is open.
        """
        self._parts.panel.guide.begin()
        self.choose_tool(BOTH_AXES)
        desk = self.desk
        reads = [] if desk.standing.own else reads_seen(self._session, desk.case.subject.uid)
        self._parts.strip.reads.show_reads(reads, desk.read.uid)
        opened = [one.uid for one in desk.case.timepoints if not desk.standing.is_closed(one.uid)]
        desk.go_to(timepoint_uid if timepoint_uid in opened else opened[-1])
        closed = next((one for one in desk.standing.closed if one.uid == timepoint_uid), None)
        if closed is not None:
            self.told.emit(closed_text(desk.view, closed))

    def finish_gestures(self) -> None:
        """Stores a caliper that only waits for its short axis, and a site that was typed."""
        self.wall.accept()
        self._parts.panel.form.finish_typing()

    def keep_pictures_within(self, budget_bytes: int) -> None:
        """Another budget for stacks in memory; those that hang stay."""
        self.pictures.keep_within(budget_bytes, set(self.wall.hung_keys()))

    def reword(self) -> None:
        """Everything that is shown, in another language; what is being typed and drawn stays."""
        self.wall.reword()
        self.search.reword()
        self._show_layout()
        self._show_link()
        self._strip.build()
        self._show_hung()
        self._show_case()
        self.signing.reword()

    def close(self) -> None:
        """Stores what the hand has left unfinished, and lets go of everything."""
        self.finish_gestures()
        self._strip.close()
        self.signing.close()
        self.search.close()
        self.desk.close()
        self.pictures.close()
        self.wall.take_down()
        self.wall.hide()
        self._parts.strip.key_images.chosen.disconnect(self._go_to_key_image)
        marks = (self.annotating, self.key_images)
        on_wall = (self._drawn, self._live, self.hanging, *marks)
        for part in (*on_wall, self.signing, self.wall, self.desk, self.pictures, self):
            part.deleteLater()

    # What is chosen

    def choose_tool(self, name: str) -> None:
        self._tool = name
        self._give_tool()
        self._parts.toolbar.show_tool(name)

    def _give_tool(self) -> None:
        """What the hand would draw with, where anything can be drawn."""
        tool = self._tool if self.desk.view.may_change else "select"
        if tool != self.wall.tool:
            self.wall.set_tool(tool)

    def choose_preset(self, action: object) -> None:
        for entry in self._presets:
            if entry.action is action:
                self.wall.set_window(entry.window)

    def _show_layout(self) -> None:
        self._parts.toolbar.show_layout(self.wall.arrangement.layout, self.wall.arrangement.there)
        self._show_hung()

    def _activate(self, lesion_uid: str) -> None:
        self.finish_gestures()
        self.desk.activate(lesion_uid)

    # What is marked

    def remove(self) -> None:
        """The annotation that is chosen, or else what was said of the lesion in hand."""
        self.finish_gestures()
        if not self.annotating.remove_chosen():
            self.desk.remove_measurement()

    def toggle_key_image(self) -> None:
        """Marks the picture in hand with its view, or takes its mark away."""
        self.finish_gestures()
        self.key_images.toggle()

    def _go_to_key_image(self, uid: str) -> None:
        self.finish_gestures()
        self.key_images.go_to(uid)

    def _show_key_images(self) -> None:
        self._parts.strip.key_images.show_lines(self.key_images.lines())

    # What is shown

    def _show_timepoint(self) -> None:
        self.hanging.hang_timepoint()
        self.titleChanged.emit(self.desk.case.subject.code)
        self.signing.arrive()
        self._show_case()

    def _show_prior(self) -> None:
        self.hanging.hang_prior()
        self._show_case()

    def _show_case(self) -> None:
        desk, wall = self.desk, self.wall
        case, current = desk.case, desk.current
        self._give_tool()
        wall.show_case(desk.view, desk.active)
        self._show_lesions()
        self._parts.panel.hold(held_text(desk.view))
        prior = desk.prior
        between = f"{prior.label} \u2192 {current.label}, mm" if prior is not None else f"{current.label}, mm"
        self._parts.panel.show_count(len(case.unanswered(current)), len(case.asked(current)), between)
        show_call(self._parts.panel, desk.view)
        self._parts.panel.guide.show_steps(first_read_steps(case, desk.standing))
        if self._strip.is_behind:
            self._strip.build()
            self.hanging.hang_anew(self.pictures.drop_changed())
            self._show_hung()
        timepoints = timepoint_lines(desk.view)
        self._parts.timeline.show_timepoints(timepoints)
        self._parts.strip.show_timepoints(timepoints)
        if not self._parts.table.isHidden():
            self._parts.table.show_case(desk.view)
        self.signing.show()
        self._strip.show_said_of_pictures()
        self._show_history()

    def _show_history(self) -> None:
        self._parts.toolbar.show_history(can_undo=self.history.can_undo, can_redo=self.history.can_redo)

    def _show_lesions(self) -> None:
        desk, active = self.desk, self.desk.active
        self._parts.panel.lesions.show_lines(
            self._lesion_lines(),
            None if active is None else active.uid,
            tells_class=desk.standing.tells_class,
        )
        self._show_form()

    def _lesion_lines(self) -> list[LesionLine]:
        """The lesions to answer, with what there is to say of where they are looked for."""
        lesions, lines = self.desk.ordered(), []
        for lesion, line in zip(lesions, lesion_lines(self.desk.view), strict=True):
            word, sentence = self.search.row_words(lesion)
            site = " \u00b7 ".join(part for part in (word, line.site) if part)
            remark = " ".join(part for part in (line.remark, sentence) if part)
            lines.append(replace(line, site=site, remark=remark))
        return lines

    def _show_form(self) -> None:
        desk = self.desk
        sites = desk.case.protocol.sites
        self._parts.panel.form.offer_sites(
            [choice.shown for choice in site_choices(sites)], [choice.shown for choice in without_side(sites)]
        )
        active = desk.active
        line = (
            None
            if active is None
            else next((line for line in self._lesion_lines() if line.uid == active.uid), None)
        )
        measurement = None if active is None else desk.case.measurement(active, desk.current)
        self._parts.panel.form.show_line(
            line,
            site="" if active is None else site_text(active.site, sites),
            listed=active is not None and choice_named(active.site, sites) is not None,
            fixed="" if active is None else fixed_text(desk.view, active),
            baseline=desk.at_baseline,
            measured=measurement is not None and measurement.caliper is not None,
            held=held_text(desk.view),
            tells_class=desk.standing.tells_class,
        )

    def _show_active(self) -> None:
        self.hanging.hang_measured()
        self.search.go_to_lesion()
        self._show_case()

    def go_to_lesion(self) -> None:
        """Brings every picture to the lesion in hand, wherever the reader has gone meanwhile."""
        self.finish_gestures()
        self._show_active()

    def cancel(self) -> None:
        """Gives up the clicks that set a place right; else what is half drawn, and a prior laid over it."""
        if self.search.correcting.under_way:
            self.search.correcting.give_up()
            return
        self.wall.cancel()
        self.swiping.leave()

    def _show_hung(self) -> None:
        self._parts.strip.show_hung(self.wall.keys_in_sight())

    def _show_window(self, window: Window) -> None:
        own = self.wall.active.file_window
        chosen = next((entry.action for entry in self._presets if (entry.window or own) == window), None)
        self._parts.toolbar.show_preset(chosen)

    def _show_link(self) -> None:
        self._parts.toolbar.show_link(self.wall.linked, self.wall.link_text, possible=self.wall.link_possible)
