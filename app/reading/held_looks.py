"""What is seen otherwise while a key is down: the prior in the current place, a lens, pictures alone."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.reading.hands.held_keys import HeldKeys
from app.reading.hands.keys import Action
from app.reading.pictures.flicker import Flicker
from app.reading.pictures.wall import PictureWall


class HeldLooks:
    """Looks at one wall at a time; ended by the key going up, or by whatever takes the keyboard away."""

    def __init__(self, room: QWidget, wall: Callable[[], PictureWall | None]) -> None:
        """`room`: whose keys these are; `wall`: of the read on the desk, if there is one."""
        self._wall = wall
        self._held = HeldKeys(room)
        self._flicker: Flicker | None = None

    def begin(self, action: Action, event: QKeyEvent) -> None:
        """Begins what lasts while its key is down: one of `keys.HELD`."""
        if action is Action.FLICKER:
            self._held.hold(event, self._begin_flicker, self._end_flicker)
        elif action is Action.LENS:
            self._held.hold(event, lambda: self._magnify(True), lambda: self._magnify(False))
        else:
            self._held.hold(event, lambda: self._show_overlays(False), lambda: self._show_overlays(True))

    def let_go(self) -> None:
        """Ends all of it."""
        self._held.let_go()

    def _magnify(self, magnified: bool) -> None:
        wall = self._wall()
        if wall is not None:
            wall.set_magnified(magnified)

    def _show_overlays(self, visible: bool) -> None:
        wall = self._wall()
        if wall is not None:
            wall.set_overlays_visible(visible)

    def _begin_flicker(self) -> None:
        wall = self._wall()
        if wall is not None:
            self._flicker = Flicker(wall.prior, wall.current, wall.linking)
            self._flicker.begin()

    def _end_flicker(self) -> None:
        if self._flicker is not None:
            self._flicker.hide()
            self._flicker.deleteLater()
            self._flicker = None
