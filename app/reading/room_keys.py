"""The keyboard in the reading room: which keys are in force, and what each action of their table does."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget

from app.reading.desk.desk import ReadingDesk
from app.reading.desk.history import History
from app.reading.hands.hands import Hands
from app.reading.hands.keys import HELD, WINDOW_ACTIONS, Action, Stroke, stroke_pressed
from app.reading.held_looks import HeldLooks
from app.reading.lesion_in_hand import LesionInHand
from app.reading.open_read import OpenRead
from app.reading.pictures.layouts import Layout
from app.reading.pictures.wall import PictureWall
from app.reading.toolbar import BOTH_AXES, SINGLE_LINE
from measurements.annotation import AnnotationKind
from measurements.lesion import RadiationClass, State

LOOKING = frozenset(
    (
        *WINDOW_ACTIONS,
        Action.WINDOW_FILE,
        Action.GHOSTS,
        Action.GHOST_CHOICE,
        Action.LINK,
        Action.ACCEPT,
        Action.CANCEL,
        Action.NEXT_SLICE,
        Action.PREVIOUS_SLICE,
        Action.FIRST_SLICE,
        Action.LAST_SLICE,
        Action.RESET_VIEW,
    )
)
"""What a key does even while the other hand draws; anything else could change what is drawn of."""

LINE_STEPS = {Stroke(Qt.Key.Key_Left): -1, Stroke(Qt.Key.Key_Right): 1}
"""What moves the line between current and prior while there is one, whatever else these keys do."""


class Room(Protocol):
    """What the keys need of the reading room."""

    @property
    def lesion(self) -> LesionInHand: ...
    @property
    def read(self) -> OpenRead | None: ...

    def with_desk(self, do: Callable[[ReadingDesk], object]) -> None: ...
    def with_read(self, do: Callable[[OpenRead], object]) -> None: ...
    def choose_preset(self, action: object) -> None: ...
    def choose_tool(self, name: str) -> None: ...
    def toggle_table(self) -> None: ...
    def focus_next_panel(self) -> None: ...
    def focus_next_control(self, forward: bool) -> None: ...
    def show_keys(self) -> None: ...
    def want_signature(self) -> None: ...
    def choose_ghosts(self) -> None: ...
    def leave_typing(self, *, dropped: bool) -> None: ...


class RoomKeys:
    """Does what keys are bound to; `hands` are the keys in force."""

    def __init__(self, room: Room, looks: HeldLooks) -> None:
        self.hands = Hands()
        self._room, self._looks = room, looks
        self._actions = action_table(room)

    def act(self, action: Action) -> None:
        """Nothing that could change what is drawn of, while the hand is down."""
        read = self._room.read
        if action in LOOKING or read is None or not read.wall.hand_down:
            self._actions[action]()

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key was one of these; what is typed into a field is not."""
        stroke = stroke_pressed(event)
        action = self.hands.action(stroke)
        typed_in = is_typed_in(QApplication.focusWidget())
        ends_typing = action in (Action.ACCEPT, Action.CANCEL)
        read = self._room.read
        if read is not None and read.swiping.on and stroke in LINE_STEPS and not typed_in:
            event.accept()
            read.swiping.move_line(LINE_STEPS[stroke])
            return True
        if stroke is None or action is None or (typed_in and stroke.types and not ends_typing):
            return False
        event.accept()
        if action in HELD:
            self._looks.begin(action, event)
        elif typed_in and ends_typing:
            self._room.leave_typing(dropped=action is Action.CANCEL)
        else:
            self.act(action)
        return True


def is_typed_in(widget: QWidget | None) -> bool:
    return isinstance(widget, QLineEdit | QComboBox | QAbstractSpinBox)


def action_table(room: Room) -> dict[Action, Callable[[], None]]:
    """Every action but those that last while a key is held. With no subject on the desk they do nothing."""

    def desk(do: Callable[[ReadingDesk], object]) -> Callable[[], None]:
        return lambda: room.with_desk(do)

    def history(do: Callable[[History], None]) -> Callable[[], None]:
        return lambda: room.with_desk(lambda _: room.with_read(lambda read: do(read.history)))

    def wall(do: Callable[[PictureWall], None]) -> Callable[[], None]:
        return lambda: room.with_read(lambda read: do(read.wall))

    def window(action: Action) -> Callable[[], None]:
        return lambda: room.choose_preset(action)

    return {each: window(each) for each in (*WINDOW_ACTIONS, Action.WINDOW_FILE)} | {
        Action.TOOL_BOTH_AXES: lambda: room.choose_tool(BOTH_AXES),
        Action.TOOL_SINGLE_LINE: lambda: room.choose_tool(SINGLE_LINE),
        Action.TOOL_ELLIPSE: lambda: room.choose_tool(AnnotationKind.ELLIPSE.value),
        Action.TOOL_ANGLE: lambda: room.choose_tool(AnnotationKind.ANGLE.value),
        Action.TOOL_ARROW: lambda: room.choose_tool(AnnotationKind.ARROW.value),
        Action.TOOL_PROBE: lambda: room.choose_tool(AnnotationKind.PROBE.value),
        Action.KEY_IMAGE: lambda: room.with_read(OpenRead.toggle_key_image),
        Action.GHOSTS: lambda: room.with_read(
            lambda read: read.search.ghosts.set_on(not read.search.ghosts.on)
        ),
        Action.GHOST_CHOICE: room.choose_ghosts,
        Action.GO_TO_LESION: lambda: room.with_read(OpenRead.go_to_lesion),
        Action.CORRECT_PLACE: desk(lambda _: room.with_read(lambda read: read.search.set_place_right())),
        Action.DRAW_BY_KEYS: desk(lambda _: room.with_read(lambda read: read.search.draw_by_keys())),
        Action.NEXT_LESION: desk(lambda desk: desk.step_lesion(1)),
        Action.PREVIOUS_LESION: desk(lambda desk: desk.step_lesion(-1)),
        Action.NEXT_UNANSWERED: desk(ReadingDesk.step_unanswered),
        Action.MERGED: room.lesion.ask_what_it_merged_into,
        Action.SPLIT: room.lesion.split,
        Action.LESION_MENU: room.lesion.show_menu,
        Action.LESION_UP: lambda: room.lesion.move(-1),
        Action.LESION_DOWN: lambda: room.lesion.move(1),
        Action.NAME: room.lesion.write_name,
        Action.SITE: room.lesion.write_site,
        Action.COMMENT: room.lesion.write_comment,
        Action.EARLIER_TIMEPOINT: desk(lambda desk: desk.step_timepoint(-1)),
        Action.LATER_TIMEPOINT: desk(lambda desk: desk.step_timepoint(1)),
        Action.NEW_LESION: desk(ReadingDesk.new_lesion),
        Action.NOT_EVALUABLE: desk(lambda desk: desk.set_state(State.NOT_EVALUABLE)),
        Action.PRESENT: desk(ReadingDesk.say_present),
        Action.ABSENT: desk(lambda desk: desk.set_state(State.ABSENT)),
        Action.TOO_SMALL: desk(lambda desk: desk.set_state(State.TOO_SMALL)),
        Action.CLASS_SBRT: desk(lambda desk: desk.set_class(RadiationClass.SBRT)),
        Action.CLASS_LDRT: desk(lambda desk: desk.set_class(RadiationClass.LDRT)),
        Action.CLASS_UNIRRADIATED: desk(lambda desk: desk.set_class(RadiationClass.UNIRRADIATED)),
        Action.REMOVE: lambda: room.with_read(OpenRead.remove),
        Action.UNDO: history(History.undo),
        Action.REDO: history(History.redo),
        Action.LINK: wall(lambda wall: wall.set_linked(not wall.linked)),
        Action.SAME_PLACE: wall(PictureWall.set_same_place),
        Action.LAYOUT_ONE: wall(lambda wall: wall.arrangement.choose(Layout.ONE)),
        Action.LAYOUT_PRIOR: wall(lambda wall: wall.arrangement.choose(Layout.PRIOR)),
        Action.LAYOUT_BASELINE: wall(lambda wall: wall.arrangement.choose(Layout.BASELINE)),
        Action.LAYOUT_FOUR: wall(lambda wall: wall.arrangement.choose(Layout.FOUR)),
        Action.LAYOUT_PLANES: wall(lambda wall: wall.arrangement.choose(Layout.PLANES)),
        Action.ACCEPT: wall(PictureWall.accept),
        Action.CANCEL: lambda: room.with_read(OpenRead.cancel),
        Action.SWIPE: lambda: room.with_read(lambda read: read.swiping.toggle()),
        Action.NEXT_SLICE: wall(lambda wall: wall.step(1)),
        Action.PREVIOUS_SLICE: wall(lambda wall: wall.step(-1)),
        Action.FIRST_SLICE: wall(lambda wall: wall.scroll_to_end(last=False)),
        Action.LAST_SLICE: wall(lambda wall: wall.scroll_to_end(last=True)),
        Action.RESET_VIEW: wall(PictureWall.fit),
        Action.ALL_TIMEPOINTS: room.toggle_table,
        Action.SIGN: room.want_signature,
        Action.NEXT_PANEL: room.focus_next_panel,
        Action.NEXT_CONTROL: lambda: room.focus_next_control(True),
        Action.PREVIOUS_CONTROL: lambda: room.focus_next_control(False),
        Action.KEY_SHEET: room.show_keys,
    }
