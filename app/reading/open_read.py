"""One subject on the desk: joins desk, pictures and the room's panels for as long as it is read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.following.following import Following
from app.issue_words import issue_text
from app.reading.call.all_timepoints import AllTimepoints
from app.reading.call.timeline import CallTimeline
from app.reading.desk.desk import ReadingDesk
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
from app.reading.pictures.correcting import Correcting
from app.reading.pictures.ghosts import Ghosts
from app.reading.pictures.going import Going
from app.reading.pictures.hanging import titled
from app.reading.pictures.keyed_drawing import KeyedDrawing
from app.reading.pictures.layouts import Layout
from app.reading.pictures.picture import Picture
from app.reading.pictures.pictures import Pictures
from app.reading.pictures.places import row_words
from app.reading.pictures.swiping import Swiping
from app.reading.pictures.thumbnails import ThumbnailJob, load_thumbnails
from app.reading.pictures.wall import PictureWall, Visit
from app.reading.signing.signing import Signing, SigningParts
from app.reading.strip import SeriesLine, SeriesStrip
from app.reading.toolbar import BOTH_AXES, Toolbar
from app.series_files import files_text
from app.session import Session
from measurements.geometry.vectors import Vector, middle
from measurements.imaging import Series
from measurements.lesion import Reformat
from measurements.trial import Timepoint
from reader.presence import FileChanges
from viewer.gestures import MouseBindings
from viewer.link import nearest_index
from viewer.shapes import DrawnCaliper
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
        self._thumbnails: ThumbnailJob | None = None
        self._in_strip: _InStrip = ((), (), ())
        self._tool = BOTH_AXES
        self.desk = ReadingDesk(session.store, session.case, read_of(session, subject_uid, read_uid))
        self.history = History(self.desk, session.case)
        self.pictures = Pictures(session.store, session.jobs, picture_memory_bytes)
        self.wall = PictureWall(self.pictures)
        self.hands = LesionHands(self.desk)
        self._live = LiveCall(self.desk, self.wall, parts.panel)
        self.annotating = Annotating(session.store, self.desk, self.wall)
        self.swiping = Swiping(self.wall)
        self.following = Following(session, self.desk)
        self.ghosts = Ghosts(
            self.desk, self.wall, self.following, parts.toolbar.ghost_choice.choice, on=ghosts_on
        )
        self.keyed = KeyedDrawing(self.desk, self.wall, self.ghosts)
        self.correcting = Correcting(self.desk, self.wall, self.following)
        self._going = Going(self.desk, self.wall, self.following)
        self.key_images = KeyImages(session.store, self.desk, self.wall, self.hang_series)
        self.signing = Signing(session, self.desk, parts.signing, self.finish_gestures)
        self._wire()
        self._fill_strip()

    def _wire(self) -> None:
        desk, wall = self.desk, self.wall
        desk.caseChanged.connect(self._show_case)
        desk.timepointChanged.connect(self._show_timepoint)
        desk.priorChanged.connect(self._show_prior)
        desk.activeChanged.connect(self._show_active)
        desk.told.connect(self.told)
        desk.writing.waitingChanged.connect(self._show_history)
        wall.drawn.connect(self._store_drawn)
        wall.reformats.drawn.connect(self._store_on_reformat)
        wall.reformats.cutsChanged.connect(lambda: wall.show_case(desk.view, desk.active))
        wall.redrawn.connect(self._store_redrawn)
        wall.reformats.redrawn.connect(self._store_redrawn_on_reformat)
        wall.labelMoved.connect(self._store_label)
        wall.lesionChosen.connect(self._activate)
        wall.hung.connect(self._show_hung)
        wall.windowChanged.connect(self._show_window)
        wall.linkChanged.connect(self._show_link)
        wall.layoutChanged.connect(self._show_layout)
        wall.slabChanged.connect(self._parts.toolbar.slab.show_slab)
        self._parts.toolbar.slab.show_slab(wall.reformats.slab)
        wall.landing.dropped.connect(self.hang_series)
        wall.told.connect(self.told)
        wall.linking.links.registered = self.following.nearest
        self.following.changed.connect(wall.linking.know_better)
        self.following.changed.connect(self._show_followed)
        self.keyed.told.connect(self.told)
        self.correcting.told.connect(self.told)
        self.correcting.asked.connect(self.asked)
        self.ghosts.toggled.connect(self._parts.toolbar.show_ghosts)
        self.key_images.changed.connect(self._show_key_images)
        self._parts.strip.key_images.chosen.connect(self._go_to_key_image)
        self._parts.toolbar.show_ghosts(self.ghosts.on)
        self._show_key_images()
        self._session.files.changed.connect(self._show_files)
        self.signing.told.connect(self.told)
        self.signing.picturesJudged.connect(self._show_said_of_pictures)

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
        self.correcting.reword()
        self._show_layout()
        self._show_link()
        self._fill_strip()
        self._show_hung()
        self._show_case()
        self.signing.reword()

    def close(self) -> None:
        """Stores what the hand has left unfinished, and lets go of everything."""
        self.finish_gestures()
        if self._thumbnails is not None:
            self._thumbnails.cancel()
        self.signing.close()
        self.following.leave()
        self.desk.close()
        self.pictures.close()
        self.wall.take_down()
        self.wall.hide()
        self._parts.strip.key_images.chosen.disconnect(self._go_to_key_image)
        self._session.files.changed.disconnect(self._show_files)
        marks = (self.annotating, self.ghosts, self.key_images)
        followed = (self.keyed, self.correcting, self.following)
        for part in (self._live, self.signing, *followed, *marks, self.wall, self.desk, self.pictures, self):
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

    def choose_layout(self, layout: Layout) -> None:
        """Kept from timepoint to timepoint; what it cannot show there is left out."""
        self.wall.choose_layout(layout)

    def _show_layout(self) -> None:
        self._parts.toolbar.show_layout(self.wall.layout_shown, self.wall.there)
        self._show_hung()

    def hang_series(self, key: str, picture: Picture | None = None) -> None:
        """In a picture; without one where its timepoint hangs, or else as the prior."""
        desk, wall = self.desk, self.wall
        wall.accept()
        series = next(entry for entry in desk.all_series() if entry.key == key)
        timepoint = next(entry for entry in desk.case.timepoints if series in desk.series(entry))
        if picture is None:
            picture = wall.picture_of(timepoint) or wall.prior
            if picture is wall.prior and wall.layout_shown is Layout.ONE:
                wall.choose_layout(Layout.PRIOR)
        refusal = self._refuses(picture, timepoint)
        if refusal:
            self.told.emit(refusal)
            return
        if picture is wall.prior and timepoint != desk.prior:
            desk.compare_with(timepoint.uid)
        wall.hang_series(series, timepoint, self._reference_series(desk), picture)
        wall.show_case(desk.view, desk.active)

    def hang_in_hand(self, key: str) -> None:
        """In the picture that the keys act on."""
        active = self.wall.active
        self.hang_series(key, active if active in self.wall.hung_in else self.wall.current)

    def _refuses(self, picture: Picture, timepoint: Timepoint) -> str:
        """Why a series of this timepoint does not hang there; empty where it may.

        What is drawn on the current picture is stored at the current timepoint, so nothing else hangs in it.
        """
        wall, current = self.wall, self.desk.current
        if self.desk.standing.is_closed(timepoint.uid):
            return closed_text(self.desk.view, timepoint)
        first = self.desk.case.timepoints[0]
        if picture is wall.prior and timepoint == current:
            sentence = self.tr("{shown} is read now: hang it in the current picture, or in the one beside.")
            return sentence.format(shown=timepoint.label)
        only = {wall.current: current, wall.baseline: first}.get(picture)
        if only is None or only == timepoint:
            return ""
        sentence = self.tr("{picture} shows {only}: hang a series of {other} in another picture.")
        return sentence.format(picture=picture.name, only=only.label, other=timepoint.label)

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

    # What the hand drew

    def _store_drawn(self, drawn: DrawnCaliper) -> None:
        stack = self.wall.current.stack
        if stack is not None:
            self.desk.draw(drawn.long_lps, drawn.short_lps, stack.series, drawn.index)

    def _store_on_reformat(self, drawn: DrawnCaliper, reformat: Reformat) -> None:
        stack = self.wall.current.stack
        if stack is not None:
            index = nearest_index(stack, middle(drawn.long_lps))
            self.desk.draw(drawn.long_lps, drawn.short_lps, stack.series, index, reformat)

    def _store_redrawn(self, lesion_uid: str, drawn: DrawnCaliper) -> None:
        stack = self.wall.current.stack
        if stack is not None:
            where = stack.series.slices[drawn.index]
            self.desk.redraw(
                lesion_uid,
                drawn.long_lps,
                drawn.short_lps,
                self.desk.current.uid,
                (stack.series.key, where.sop_uid, where.frame),
            )

    def _store_redrawn_on_reformat(self, lesion_uid: str, drawn: DrawnCaliper) -> None:
        self.desk.redraw(lesion_uid, drawn.long_lps, drawn.short_lps, self.desk.current.uid, None)

    def _store_label(self, lesion_uid: str, label_lps: Vector) -> None:
        self.desk.move_label(lesion_uid, self.desk.current.uid, label_lps)

    # What is shown

    def _show_timepoint(self) -> None:
        desk = self.desk
        self.wall.hang_timepoints(
            (desk.current, desk.series(desk.current)),
            *self._compared(),
            self._reference_series(desk),
            desk.case.subject.code,
        )
        self.titleChanged.emit(desk.case.subject.code)
        self.signing.arrive()
        self._show_case()

    def _show_prior(self) -> None:
        self.wall.compare(*self._compared(), self._reference_series(self.desk))
        self._show_case()

    def _compared(self) -> tuple[Visit | None, Visit | None]:
        """The prior, and the baseline where it is neither the prior nor the current timepoint."""
        desk = self.desk
        prior, first = desk.prior, desk.case.timepoints[0]
        return (
            None if prior is None else (prior, desk.series(prior)),
            None if first in (desk.current, prior) else (first, desk.series(first)),
        )

    def _reference_series(self, desk: ReadingDesk) -> Series | None:
        """The series that most lesions of the read were first drawn on, of equals the earliest."""
        first_drawn: Counter[str] = Counter()
        for lesion in desk.case.lesions:
            for timepoint in desk.case.timepoints:
                measurement = desk.case.measurement(lesion, timepoint)
                if measurement is not None and measurement.caliper is not None:
                    first_drawn[measurement.caliper.series_key] += 1
                    break
        by_key = {entry.key: entry for entry in desk.all_series()}
        return next((by_key[key] for key, _ in first_drawn.most_common() if key in by_key), None)

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
        if self._in_strip != self._to_strip():
            self._fill_strip()
            self._rehang_changed()
            self._show_hung()
        timepoints = timepoint_lines(desk.view)
        self._parts.timeline.show_timepoints(timepoints)
        self._parts.strip.show_timepoints(timepoints)
        if not self._parts.table.isHidden():
            self._parts.table.show_case(desk.view)
        self.signing.show()
        self._show_said_of_pictures()
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
            word, sentence = row_words(self.desk.view, lesion, self.following)
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
        desk, wall = self.desk, self.wall
        active = desk.active
        if active is not None:
            self._hang_measured(desk, wall)
            self._going.go()
        self._show_case()

    def go_to_lesion(self) -> None:
        """Brings every picture to the lesion in hand, wherever the reader has gone meanwhile."""
        self.finish_gestures()
        self._show_active()

    def draw_by_keys(self) -> None:
        """Begins a caliper under the keys, where the picture it would be of is seen."""
        if self.swiping.on:
            self.swiping.refuse()
        else:
            self.keyed.begin()

    def set_place_right(self) -> None:
        """Asks for the two clicks; both pictures are to be seen whole."""
        self.swiping.leave()
        self.correcting.begin()

    def cancel(self) -> None:
        """Gives up the clicks that set a place right; else what is half drawn, and a prior laid over it."""
        if self.correcting.under_way:
            self.correcting.give_up()
            return
        self.wall.cancel()
        self.swiping.leave()

    def _show_followed(self) -> None:
        """A place has come, or was set right: of the list only the words change, nothing that is drawn."""
        self.ghosts.show_all()
        self._show_lesions()
        self._going.go_on()

    def _hang_measured(self, desk: ReadingDesk, wall: PictureWall) -> None:
        """Hangs the series that the lesion in hand was measured on, where another hangs."""
        active = desk.active
        for timepoint in (desk.current, desk.prior):
            if timepoint is None or active is None:
                continue
            measurement = desk.case.measurement(active, timepoint)
            key = (
                None if measurement is None or measurement.caliper is None else measurement.caliper.series_key
            )
            picture = wall.picture_of(timepoint)
            if key is None or picture is None:
                continue
            series = next((entry for entry in desk.series(timepoint) if entry.key == key), None)
            if series is not None and (picture.stack is None or picture.stack.series.key != key):
                wall.hang_series(series, timepoint, self._reference_series(desk), picture)

    def _rehang_changed(self) -> None:
        """After an import: a stack is shown with the slices that it has now, at the same place."""
        changed = self.pictures.drop_changed()
        by_key = {entry.key: entry for entry in self.desk.all_series()}
        for picture in self.wall.hung_in:
            key = "" if picture.stack is None else picture.stack.series.key
            if key in changed & by_key.keys() and picture.timepoint is not None:
                like = self._reference_series(self.desk)
                self.wall.hang_series(by_key[key], picture.timepoint, like, picture)
                self.wall.show_case(self.desk.view, self.desk.active)

    def _show_hung(self) -> None:
        self._parts.strip.show_hung(self.wall.keys_in_sight())

    def _show_window(self, window: Window) -> None:
        own = self.wall.active.file_window
        chosen = next((entry.action for entry in self._presets if (entry.window or own) == window), None)
        self._parts.toolbar.show_preset(chosen)

    def _show_link(self) -> None:
        self._parts.toolbar.show_link(self.wall.linked, self.wall.link_text, possible=self.wall.link_possible)

    def _fill_strip(self) -> None:
        """Timepoints and series, whose small pictures follow."""
        desk, session = self.desk, self._session
        if self._thumbnails is not None:
            self._thumbnails.cancel()
        self._in_strip = self._to_strip()
        self._parts.strip.build(timepoint_lines(desk.view), self._series_lines())
        self._thumbnails = load_thumbnails(
            session,
            [
                entry
                for timepoint in desk.case.timepoints
                if not desk.standing.is_closed(timepoint.uid)
                for entry in desk.series(timepoint)
                if entry.loadable
            ],
            self._parts.strip.show_picture,
            self.told.emit,
        )
        self._show_said_of_pictures()

    def _to_strip(self) -> "_InStrip":
        """What the strip is built of: timepoints, series, and which of them do not open yet."""
        return self.desk.case.timepoints, self.desk.all_series(), self.desk.standing.closed

    def _show_said_of_pictures(self) -> None:
        for timepoint in self.desk.case.timepoints:
            self._parts.strip.show_said_of_pictures(timepoint.uid, self.signing.said_of_pictures(timepoint))

    def _series_lines(self) -> list[SeriesLine]:
        changes = self._session.files.changes
        return [_series_line(self.desk, one, changes.get(one.key)) for one in self.desk.all_series()]

    def _show_files(self) -> None:
        """What has become of the series' files, while they are being looked at."""
        if self._in_strip == self._to_strip():
            self._parts.strip.show_series(self._series_lines())


_InStrip = tuple[Sequence[Timepoint], Sequence[Series], Sequence[Timepoint]]


def _series_line(desk: ReadingDesk, series: Series, changes: FileChanges | None) -> SeriesLine:
    timepoint: Timepoint = next(entry for entry in desk.case.timepoints if series in desk.series(entry))
    said = [issue_text(issue.code, issue.text) for issue in series.issues]
    if changes is not None:
        said.append(files_text(changes))
    return SeriesLine(series.key, timepoint.uid, titled(series), " ".join(said), series.loadable)
