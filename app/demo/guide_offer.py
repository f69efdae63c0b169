"""The guide through a first read: offered in the demonstration until it is dismissed, which is remembered."""

from PySide6.QtCore import QObject

from app.demo.first_read import is_first_read
from app.reading.room import ReadingRoom
from app.refusal_words import refusal_text
from app.session import Session
from app.settings import Settings
from measurements.refusal import Refusal

GUIDE_DISMISSED = "first read guide dismissed"


class GuideOffer(QObject):
    """Only to who reads the demonstration's subject that was left for it, and has not dismissed it."""

    def __init__(self, room: ReadingRoom, settings: Settings) -> None:
        super().__init__(room)
        self._room, self._settings = room, settings
        room.panel.guide.dismissed.connect(self._dismiss)

    def offer(self, session: Session) -> None:
        """After a read of a trial was opened."""
        wanted = (
            self._room.desk is not None
            and self._room.desk.standing.own
            and is_first_read(session.path, self._room.desk.case.subject.code)
            and not self._settings.is_set(GUIDE_DISMISSED)
        )
        self._room.panel.guide.setVisible(wanted)

    def _dismiss(self) -> None:
        self._room.panel.guide.hide()
        self._room.setFocus()
        try:
            self._settings.remember(GUIDE_DISMISSED)
        except Refusal as refusal:
            self._room.tell(refusal_text(refusal))
