"""Looking for earlier lesions on a wall: followed, shown, gone to, set right, drawn from where they were."""

from PySide6.QtCore import QObject, Signal

from app.following.following import Following
from app.reading.desk.desk import ReadingDesk
from app.reading.pictures.correcting import Correcting
from app.reading.pictures.ghosts import GhostChoice, Ghosts
from app.reading.pictures.going import Going
from app.reading.pictures.keyed_drawing import KeyedDrawing
from app.reading.pictures.places import row_words
from app.reading.pictures.swiping import Swiping
from app.reading.pictures.wall import PictureWall
from app.session import Session
from measurements.lesion import Lesion


class LesionSearch(QObject):
    """One read, from opening to `close`.

    Signals: `told(sentence)`, `asked(sentence)` (see `Correcting`), `changed()` when a place has come or was
    set right: the ghosts have it by then, the pictures go on from it afterwards.
    """

    told = Signal(str)
    asked = Signal(str)
    changed = Signal()

    def __init__(
        self,
        session: Session,
        desk: ReadingDesk,
        wall: PictureWall,
        swiping: Swiping,
        choice: GhostChoice,
        *,
        ghosts_on: bool,
    ) -> None:
        super().__init__()
        self._desk, self._swiping = desk, swiping
        self.following = Following(session, desk)
        self.ghosts = Ghosts(desk, wall, self.following, choice, on=ghosts_on)
        self._keyed = KeyedDrawing(desk, wall, self.ghosts)
        self.correcting = Correcting(desk, wall, self.following)
        self._going = Going(desk, wall, self.following)
        wall.linking.links.registered = self.following.nearest
        self.following.changed.connect(wall.linking.know_better)
        self.following.changed.connect(self._show_places)
        self._keyed.told.connect(self.told)
        self.correcting.told.connect(self.told)
        self.correcting.asked.connect(self.asked)

    def close(self) -> None:
        self.following.leave()
        for part in (self.ghosts, self._keyed, self.correcting, self._going, self.following, self):
            part.deleteLater()

    def reword(self) -> None:
        """What is asked, in another language."""
        self.correcting.reword()

    def go_to_lesion(self) -> None:
        """Brings every picture to the lesion in hand, if there is one."""
        self._going.go()

    def draw_by_keys(self) -> None:
        """Begins a caliper under the keys, where the picture it would be of is seen."""
        if self._swiping.on:
            self._swiping.refuse()
        else:
            self._keyed.begin()

    def set_place_right(self) -> None:
        """Asks for the two clicks; both pictures are to be seen whole."""
        self._swiping.leave()
        self.correcting.begin()

    def row_words(self, lesion: Lesion) -> tuple[str, str]:
        """What the list says of where a lesion is looked for: see `places.row_words`."""
        return row_words(self._desk.view, lesion, self.following)

    def _show_places(self) -> None:
        self.ghosts.show_all()
        self.changed.emit()
        self._going.go_on()
