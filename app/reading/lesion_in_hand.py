"""The lesion in hand and what can be asked of it: its menus, its name and comments, its place in the list."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.reading.desk.desk import ReadingDesk
from app.reading.desk.standing_words import fixed_text, held_text
from app.reading.hands.hands import Hands
from app.reading.lesions.lesion_hands import LesionHands
from app.reading.lesions.lesion_menu import lesion_menu, merge_menu
from app.reading.open_read import OpenRead
from app.reading.panel import LesionPanel
from measurements.lesion import Lesion, Role


class Room(Protocol):
    """What is needed of the room."""

    def with_desk(self, do: Callable[[ReadingDesk], object]) -> None: ...
    def with_read(self, do: Callable[[OpenRead], object]) -> None: ...
    def tell(self, sentence: str) -> None: ...


class LesionInHand(QObject):
    """Joins the rows and the notes of the panel, and the keys, to the hands of the read on the desk."""

    def __init__(self, window: QWidget, room: Room, panel: LesionPanel, keys: Callable[[], Hands]) -> None:
        """`window`: over which menus stand; `keys`: those in force, to show in them."""
        super().__init__(window)
        self._keys = keys
        self._window, self._room, self._panel = window, room, panel
        panel.lesions.menuWanted.connect(self._show_menu_of)
        panel.lesions.placed.connect(self._place)
        notes = panel.form.notes
        notes.named.connect(lambda text: self._note(LesionHands.name, text))
        notes.commented.connect(lambda text: self._note(LesionHands.comment, text))
        notes.commentedHere.connect(lambda text: self._note(LesionHands.comment_here, text))

    def do(self, act: Callable[[LesionHands, Lesion], object]) -> None:
        """Does something with it, after what the hand has left unfinished; says so where there is none."""
        self._room.with_desk(
            lambda _: self._room.with_read(lambda read: read.hands.with_active(partial(act, read.hands)))
        )

    def split(self) -> None:
        self.do(LesionHands.split)

    def move(self, by: int) -> None:
        """Up (-1) or down (+1) in the list."""
        self.do(lambda hands, lesion: hands.move(lesion, by))

    def show_menu(self, at: QPoint | None = None) -> None:
        """All that can be done with it; beside its row, where no place is told."""

        def show(read: OpenRead, lesion: Lesion) -> None:
            menu = lesion_menu(
                self._window,
                read.desk,
                read.hands,
                lesion,
                self._keys(),
                write=self._write,
                correct=read.search.set_place_right,
                look_anew=partial(read.search.correcting.take_back, lesion)
                if read.search.correcting.is_set_right(lesion)
                else None,
            )
            self._pop_up(menu, lesion, at)

        self.do(lambda _, lesion: self._room.with_read(lambda read: show(read, lesion)))

    def ask_what_it_merged_into(self) -> None:
        """Asks which target carries the mass."""

        def show(hands: LesionHands, lesion: Lesion) -> None:
            carriers = hands.carriers(lesion) if lesion.role is Role.TARGET else []
            if carriers:
                self._pop_up(merge_menu(self._window, hands, lesion, carriers), lesion, None)
            else:
                sentence = self.tr("There is no other target here that {0} could merge into.")
                self._room.tell(sentence.format(lesion.label))

        self.do(show)

    def write_name(self) -> None:
        self._write(True)

    def write_site(self) -> None:
        """Where its site can be set, the field is ready to be written in; elsewhere it is said why not."""
        self.do(lambda hands, lesion: self._write_site_of(lesion))

    def write_comment(self) -> None:
        self._write(False)

    def _write(self, name: bool) -> None:
        self.do(lambda hands, lesion: self._panel.form.notes.write(name=name))

    def _write_site_of(self, lesion: Lesion) -> None:
        if not self._panel.form.write_site():
            self._room.with_desk(
                lambda desk: self._room.tell(fixed_text(desk.view, lesion) or held_text(desk.view))
            )

    def _show_menu_of(self, lesion_uid: str, at: QPoint) -> None:
        self._room.with_desk(lambda desk: desk.activate(lesion_uid))
        self.show_menu(at)

    def _pop_up(self, menu: QMenu, lesion: Lesion, at: QPoint | None) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        row = self._panel.lesions.row(lesion.uid)
        menu.popup(row.mapToGlobal(QPoint(0, row.height())) if at is None else at)

    def _place(self, lesion_uid: str, other_uid: str) -> None:
        self._room.with_read(lambda read: read.hands.put_in_place_of(lesion_uid, other_uid))

    def _note(self, do: Callable[[LesionHands, Lesion, str], object], text: str) -> None:
        """What was typed is told while other things happen, so nothing else is finished for it."""
        self._room.with_read(lambda read: read.hands.with_active(lambda lesion: do(read.hands, lesion, text)))
