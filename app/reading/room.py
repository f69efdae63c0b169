"""The reading room: lays out strip, pictures, panel and line of calls, and passes keys and gestures on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.components.banner import Banner
from app.components.text import ElidedLabel
from app.reading.all_timepoints import AllTimepoints
from app.reading.desk import ReadingDesk
from app.reading.hanging import titled
from app.reading.key_sheet import KeySheet
from app.reading.keys import Action, KeyTable, bindings
from app.reading.pair import PicturePair
from app.reading.panel import LesionPanel
from app.reading.pictures import Pictures
from app.reading.presets import presets
from app.reading.room_keys import action_table
from app.reading.room_lines import call_line, lesion_lines, sum_lines, timepoint_lines
from app.reading.strip import SeriesLine, SeriesStrip
from app.reading.thumbnails import ThumbnailJob, load_thumbnails
from app.reading.timeline import CallTimeline
from app.reading.toolbar import BOTH_AXES, Toolbar
from app.session import Session
from measurements.imaging import Series
from measurements.trial import Timepoint
from viewer.shapes import DrawnCaliper
from viewer.viewport import Window

NARROW_BELOW_PX = 1500
LOW_BELOW_PX = 860


class ReadingRoom(QWidget):
    """One subject's read. `open` puts a subject on the desk; `close_subject` takes it away.

    Signals: `saved()` after each gesture stored, `titleChanged(subject, timepoint)`.
    """

    saved = Signal()
    titleChanged = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session: Session | None = None
        self._desk: ReadingDesk | None = None
        self._pictures: Pictures | None = None
        self._thumbnails: ThumbnailJob | None = None
        self._in_strip: tuple[Sequence[Timepoint], Sequence[Series]] = ((), ())
        self._keys = KeyTable(bindings())
        self._presets = presets()
        self._column = QHBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

        self.strip = SeriesStrip()
        self.toolbar = Toolbar(
            [(entry.action, entry.name, entry.short, entry.key) for entry in self._presets]
        )
        self.table = AllTimepoints()
        self.table.hide()
        self.timeline = CallTimeline()
        self.panel = LesionPanel()
        self._waiting: Banner | None = None
        self._asked_to_close = False
        self._message = ElidedLabel("", "second", "accent")
        self._message.setContentsMargins(12, 6, 12, 6)
        self._message.hide()
        self._message_timer = QTimer(self)
        self._message_timer.setSingleShot(True)
        self._message_timer.setInterval(8000)
        self._message_timer.timeout.connect(self._message.hide)
        self.pair: PicturePair | None = None

        left = QVBoxLayout()
        left.setSpacing(0)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.toolbar)
        self._middle.addWidget(self._message)
        self._middle.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.strip)
        row.addLayout(self._middle, 1)
        left.addLayout(row, 1)
        left.addWidget(self.timeline)
        self._column.addLayout(left, 1)
        self._column.addWidget(self.panel)
        self._sheet = KeySheet(self, bindings())
        self._wire()
        self._actions = action_table(self)

    # A subject comes and goes

    def open(self, session: Session, subject_uid: str, timepoint_uid: str) -> None:
        """Puts a subject on the desk, at a timepoint.

        Raises:
            Refusal: the subject is gone from the trial.
        """
        from app.reading.read import read_of

        self.close_subject()
        self._asked_to_close = False
        desk = ReadingDesk(session.store, session.case, read_of(session, subject_uid))
        pictures = Pictures(session.store, session.jobs)
        pair = PicturePair(pictures)
        self._session, self._desk, self._pictures, self.pair = session, desk, pictures, pair
        self._middle.insertWidget(self._middle.indexOf(self.table), pair, 1)
        self._wire_pair(pair, desk)
        desk.caseChanged.connect(self._show_case)
        desk.timepointChanged.connect(self._show_timepoint)
        desk.activeChanged.connect(self._show_active)
        desk.told.connect(self.tell)
        desk.saved.connect(self.saved)
        desk.waitingChanged.connect(self._show_waiting)
        self._fill_strip()
        self.toolbar.show_tool(BOTH_AXES)
        pair.set_tool(BOTH_AXES)
        self.toolbar.show_layout(2)
        desk.go_to(timepoint_uid)
        if desk.at_baseline:
            self._choose_layout(1)
        self.setFocus()

    def _fill_strip(self) -> None:
        """Timepoints and series, whose small pictures follow."""
        desk, session = self._desk, self._session
        if desk is None or session is None:
            return
        if self._thumbnails is not None:
            self._thumbnails.cancel()
        self._in_strip = (desk.case.timepoints, desk.all_series())
        self.strip.build(timepoint_lines(desk), [_series_line(desk, entry) for entry in desk.all_series()])
        self._thumbnails = load_thumbnails(
            session,
            [entry for entry in desk.all_series() if entry.loadable],
            self.strip.show_picture,
            self.tell,
        )

    def may_close(self) -> bool:
        """Whether everything is stored. The second time one asks while the disk still refuses, it may too."""
        if self._desk is None:
            return True
        self._finish()
        asked_before, self._asked_to_close = self._asked_to_close, True
        if self._desk.store_waiting() or asked_before:
            return True
        self.tell(self.tr("Not everything is stored yet. Close again to give up what waits."))
        return False

    def close_subject(self) -> None:
        """Takes the subject off the desk; what the hand has left unfinished is stored first."""
        if self.pair is None or self._desk is None or self._pictures is None:
            return
        self._finish()
        if self._thumbnails is not None:
            self._thumbnails.cancel()
            self._thumbnails = None
        self._desk.close()
        self._pictures.close()
        self._middle.removeWidget(self.pair)
        self.pair.hide()
        self.pair.deleteLater()
        self._desk.deleteLater()
        self._pictures.deleteLater()
        self.pair = self._desk = self._pictures = self._session = None

    @property
    def desk(self) -> ReadingDesk | None:
        return self._desk

    def show_keys(self) -> None:
        """Shows the sheet of keys."""
        self._sheet.open()

    def tell(self, sentence: str) -> None:
        """Shows a sentence above the pictures for a while."""
        self._message.setText(sentence)
        self._message.show()
        self._message_timer.start()

    def _show_waiting(self, count: int, sentence: str) -> None:
        """What the disk did not take stays in sight until it has."""
        if self._waiting is not None:
            self._waiting.hide()
            self._middle.removeWidget(self._waiting)
            self._waiting.deleteLater()
            self._waiting = None
        if count == 0:
            return
        kept = self.tr("{0} drawn or said since then are kept here and not stored yet.")
        self._waiting = Banner("error", sentence, kept.format(count))
        self._waiting.offer(self.tr("Try again"), lambda: self.with_desk(ReadingDesk.store_waiting))
        self._middle.insertWidget(1, self._waiting)

    # Wiring

    def _wire(self) -> None:
        toolbar, panel = self.toolbar, self.panel
        toolbar.toolChosen.connect(self.choose_tool)
        toolbar.presetChosen.connect(self.choose_preset)
        toolbar.linkToggled.connect(self._set_linked)
        toolbar.overlaysToggled.connect(self._show_overlays)
        toolbar.layoutChosen.connect(self._choose_layout)
        toolbar.tableToggled.connect(self.show_table)
        toolbar.undoWanted.connect(lambda: self._act(Action.UNDO))
        toolbar.redoWanted.connect(lambda: self._act(Action.REDO))
        self.strip.timepointChosen.connect(self._go_to)
        self.strip.seriesChosen.connect(self._hang_series)
        self.timeline.timepointChosen.connect(self._go_to)
        panel.next.clicked.connect(lambda: self._act(Action.NEXT_LESION))
        panel.new.clicked.connect(lambda: self._act(Action.NEW_LESION))
        panel.lesions.lesionChosen.connect(self._activate)
        panel.lesions.removalWanted.connect(lambda uid: self.with_desk(lambda desk: desk.remove_lesion(uid)))
        form = panel.form
        form.siteChosen.connect(lambda text: self.with_desk(lambda desk: desk.set_site(text)))
        form.nodalChosen.connect(lambda nodal: self.with_desk(lambda desk: desk.set_nodal(nodal)))
        form.roleChosen.connect(lambda role: self.with_desk(lambda desk: desk.set_role(role)))
        form.classChosen.connect(lambda radiation: self.with_desk(lambda desk: desk.set_class(radiation)))
        form.left.connect(self.setFocus)
        form.stateChosen.connect(lambda state: self.with_desk(lambda desk: desk.set_state(state)))

    def _wire_pair(self, pair: PicturePair, desk: ReadingDesk) -> None:
        pair.drawn.connect(self._store_drawn)
        pair.redrawn.connect(self._store_redrawn)
        pair.labelMoved.connect(lambda uid, point: desk.move_label(uid, desk.current.uid, point))
        pair.lesionChosen.connect(self._activate)
        pair.hung.connect(self._show_hung)
        pair.windowChanged.connect(self._show_window)
        pair.linkChanged.connect(self._show_link)
        pair.told.connect(self.tell)

    def with_desk(self, do: Callable[[ReadingDesk], object]) -> None:
        """Does something at the desk, after what the hand has left unfinished has been stored."""
        if self._desk is not None and self.pair is not None:
            self._finish()
            do(self._desk)

    def _finish(self) -> None:
        """Stores a caliper that only waits for its short axis, and a site that was typed."""
        if self.pair is not None:
            self.pair.accept()
        self.panel.form.finish_typing()

    # What the hand drew

    def _store_drawn(self, drawn: DrawnCaliper) -> None:
        if self._desk is None or self.pair is None or self.pair.current.stack is None:
            return
        self._desk.draw(drawn.long_lps, drawn.short_lps, self.pair.current.stack.series, drawn.index)

    def _store_redrawn(self, lesion_uid: str, drawn: DrawnCaliper) -> None:
        if self._desk is not None:
            self._desk.redraw(lesion_uid, drawn.long_lps, drawn.short_lps, self._desk.current.uid)

    # What is chosen

    def _go_to(self, timepoint_uid: str) -> None:
        self.with_desk(lambda desk: desk.go_to(timepoint_uid))

    def _activate(self, lesion_uid: str) -> None:
        self.with_desk(lambda desk: desk.activate(lesion_uid))

    def _hang_series(self, key: str) -> None:
        """In the current picture if it is of that timepoint, else beside it as the prior."""
        desk, pair = self._desk, self.pair
        if desk is None or pair is None:
            return
        pair.accept()
        series = next(entry for entry in desk.all_series() if entry.key == key)
        timepoint = next(entry for entry in desk.case.timepoints if series in desk.series(entry))
        if timepoint not in (desk.current, desk.prior):
            desk.compare_with(timepoint.uid)
        if timepoint != desk.current:
            self._choose_layout(2)
        pair.hang_series(series, timepoint, desk.case.subject.code)
        pair.show_case(desk.case, desk.active)

    def choose_tool(self, name: str) -> None:
        if self.pair is not None:
            self.pair.set_tool(name)
        self.toolbar.show_tool(name)

    def choose_preset(self, action: object) -> None:
        if self.pair is not None:
            self.pair.set_window(next(entry.window for entry in self._presets if entry.action is action))

    def _set_linked(self, linked: bool) -> None:
        if self.pair is not None:
            self.pair.set_linked(linked)

    def _show_overlays(self, visible: bool) -> None:
        if self.pair is not None:
            self.pair.set_overlays_visible(visible)

    def _choose_layout(self, count: int) -> None:
        if self.pair is not None:
            self.pair.show_count(count)
        self.toolbar.show_layout(count)

    def toggle_table(self) -> None:
        self.show_table(self.table.isHidden())

    def show_table(self, shown: bool) -> None:
        if self._desk is not None:
            self.table.show_case(self._desk.case)  # it is not kept up to date while it is hidden
        self.table.setVisible(shown)
        self.toolbar.show_table(shown)
        self._give_room()

    # What is shown

    def _show_timepoint(self) -> None:
        desk, pair = self._desk, self.pair
        if desk is None or pair is None:
            return
        prior = desk.prior
        pair.hang_timepoints(
            desk.current,
            desk.series(desk.current),
            prior,
            [] if prior is None else desk.series(prior),
            self._reference_series(desk),
            desk.case.subject.code,
        )
        self.titleChanged.emit(desk.case.subject.code)
        self._show_case()

    def _reference_series(self, desk: ReadingDesk) -> Series | None:
        """The series the first caliper of the read was drawn on."""
        by_key = {entry.key: entry for entry in desk.all_series()}
        for timepoint in desk.case.timepoints:
            for lesion in desk.case.lesions:
                measurement = desk.case.measurement(lesion, timepoint)
                if measurement is not None and measurement.caliper is not None:
                    return by_key.get(measurement.caliper.series_key)
        return None

    def _show_case(self) -> None:
        desk, pair = self._desk, self.pair
        if desk is None or pair is None:
            return
        case, current, active = desk.case, desk.current, desk.active
        pair.show_case(case, active)
        lines = lesion_lines(desk)
        self.panel.lesions.show_lines(lines, None if active is None else active.uid)
        listed = case.listed(current)
        prior = desk.prior
        between = f"{prior.label} \u2192 {current.label}, mm" if prior is not None else f"{current.label}, mm"
        self.panel.show_count(sum(case.is_answered(entry, current) for entry in listed), len(listed), between)
        self._show_form()
        columns = case.compared(current, prior)
        self.panel.sums.setVisible(bool(listed))
        self.panel.sums.show_sums([entry.label for entry in columns], sum_lines(case, columns))
        self.panel.call.show_call(call_line(desk))
        if self._in_strip != (case.timepoints, desk.all_series()):
            self._fill_strip()
            self._show_hung()
        timepoints = timepoint_lines(desk)
        self.timeline.show_timepoints(timepoints)
        self.strip.show_timepoints(timepoints)
        if not self.table.isHidden():
            self.table.show_case(case)
        self.toolbar.show_history(can_undo=desk.can_undo, can_redo=desk.can_redo)

    def _show_form(self) -> None:
        desk = self._desk
        if desk is None:
            return
        active = desk.active
        line = (
            None
            if active is None
            else next((line for line in lesion_lines(desk) if line.uid == active.uid), None)
        )
        measurement = None if active is None else desk.case.measurement(active, desk.current)
        self.panel.form.show_line(
            line,
            site="" if active is None else active.site,
            at_first=active is not None and active.first_timepoint_uid == desk.current.uid,
            baseline=desk.at_baseline,
            measured=measurement is not None and measurement.caliper is not None,
        )

    def _show_active(self) -> None:
        desk, pair = self._desk, self.pair
        if desk is None or pair is None:
            return
        active = desk.active
        if active is not None:
            self._hang_measured(desk, pair)
            pair.go_to_lesion(desk.case, active)
        self._show_case()

    def _hang_measured(self, desk: ReadingDesk, pair: PicturePair) -> None:
        """Hangs the series that the lesion in hand was measured on, where another hangs."""
        active = desk.active
        for timepoint in (desk.current, desk.prior):
            if timepoint is None or active is None:
                continue
            measurement = desk.case.measurement(active, timepoint)
            key = (
                None if measurement is None or measurement.caliper is None else measurement.caliper.series_key
            )
            if key is None or key in pair.hung_keys():
                continue
            series = next((entry for entry in desk.series(timepoint) if entry.key == key), None)
            if series is not None:
                pair.hang_series(series, timepoint, desk.case.subject.code)

    def _show_hung(self) -> None:
        if self.pair is not None:
            self.strip.show_hung(self.pair.hung_keys())

    def _show_window(self, window: Window) -> None:
        chosen = next((entry.action for entry in self._presets if entry.window == window), None)
        self.toolbar.show_preset(chosen)

    def _show_link(self) -> None:
        if self.pair is not None:
            self.toolbar.show_link(self.pair.linked, self.pair.link_text, possible=self.pair.link_possible)

    # Keys

    def _act(self, action: Action) -> None:
        self._actions[action]()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._keys.action(event)
        if action is None or (action is Action.HIDE_OVERLAYS and event.isAutoRepeat()):
            super().keyPressEvent(event)
            return
        event.accept()
        if _is_typed_in(QApplication.focusWidget()) and action in (Action.ACCEPT, Action.CANCEL):
            if action is Action.CANCEL:
                self.panel.form.drop_typing()
            self.setFocus()  # the field is left; what is half drawn goes on
            return
        self._act(action)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self._keys.action(event) is Action.HIDE_OVERLAYS and not event.isAutoRepeat():
            self._show_overlays(True)
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the lesions, except where text is typed: there it leaves the field.

        Qt asks here too where to go from a widget that was just hidden or disabled.
        """
        here = QApplication.focusWidget()
        if here is None or not here.isVisible() or not here.isEnabled() or _is_typed_in(here):
            self.setFocus()
            return True
        self._act(Action.NEXT_LESION if forward else Action.PREVIOUS_LESION)
        return True

    def focus_next_panel(self) -> None:
        """Strip, picture, form, and round again."""
        if self.pair is None:
            return
        stops: list[QWidget] = [self.strip, self.pair.active.pane, self.panel]
        here = QApplication.focusWidget()
        at = next(
            (
                i
                for i, stop in enumerate(stops)
                if here is not None and (here is stop or stop.isAncestorOf(here))
            ),
            0,
        )
        following = stops[(at + 1) % len(stops)]
        if following is self.panel:
            self.panel.form.site.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif following is self.strip:
            self.strip.focus_first()
        else:
            following.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        narrow = self.width() < NARROW_BELOW_PX
        self.strip.set_narrow(narrow)
        self.toolbar.set_narrow(narrow)
        self.panel.set_room(narrow=narrow, low=self.height() < LOW_BELOW_PX)
        self.table.setFixedHeight(int(self.height() * 0.42))

    def event(self, event: QEvent) -> bool:
        wanted = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and wanted and self._keys.action(event) is not None:
            # A key of this room is not a menu's or another shortcut's.
            event.accept()
            return True
        return super().event(event)


def _is_typed_in(widget: QWidget | None) -> bool:
    return isinstance(widget, QLineEdit | QComboBox | QAbstractSpinBox)


def _series_line(desk: ReadingDesk, series: Series) -> SeriesLine:
    timepoint: Timepoint = next(entry for entry in desk.case.timepoints if series in desk.series(entry))
    return SeriesLine(
        series.key,
        timepoint.uid,
        titled(series),
        " ".join(issue.text for issue in series.issues),
        series.loadable,
    )
