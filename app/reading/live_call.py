"""Sums and call while a caliper is drawn: what they would be, marked as not saved, at most once a frame."""

from PySide6.QtCore import QObject, QTimer

from app.reading.call.call_lines import call_line
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.desk_view import DeskView
from app.reading.desk.drawing import Drawing
from app.reading.desk.room_lines import sum_lines
from app.reading.panel import LesionPanel
from app.reading.pictures.wall import PictureWall
from measurements.refusal import Refusal
from viewer.shapes import DrawnCaliper

FRAME_MS = 16


class LiveCall(QObject):
    """Follows the caliper under the hand; nothing is written, and what is stored comes back when it ends."""

    def __init__(self, desk: ReadingDesk, drawing: Drawing, wall: PictureWall, panel: LesionPanel) -> None:
        super().__init__()
        self._desk, self._drawing, self._wall, self._panel = desk, drawing, wall, panel
        self._draft: tuple[str, DrawnCaliper] | None = None
        self._shown = False
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self._show_draft)
        wall.drafted.connect(self._on_drafted)
        desk.caseChanged.connect(self._drop)

    def _on_drafted(self, lesion_uid: str, drawn: DrawnCaliper | None) -> None:
        if drawn is None:
            shown = self._shown
            self._drop()
            if shown:
                show_call(self._panel, self._desk.view)
            return
        self._draft = (lesion_uid, drawn)  # a newer one takes the place of one not assessed yet
        if not self._frame.isActive():
            self._frame.start()

    def _drop(self) -> None:
        """What is stored is shown now, or about to be."""
        self._frame.stop()
        self._draft = None
        self._shown = False

    def _show_draft(self) -> None:
        if self._draft is None:
            return
        view = self._view(*self._draft)
        if view is None:
            return
        try:
            show_call(self._panel, view)
        except Refusal:
            # No call can be made of it as it is now; when it is stored, the refusal is told.
            return
        self._shown = True

    def _view(self, lesion_uid: str, drawn: DrawnCaliper) -> DeskView | None:
        if lesion_uid:
            return self._drawing.redraft(lesion_uid, drawn.long_lps, drawn.short_lps)
        stack = self._wall.current.stack
        if stack is None:
            return None
        return self._drawing.draft(drawn.long_lps, drawn.short_lps, stack.series, drawn.index)


def show_call(panel: LesionPanel, view: DeskView) -> None:
    """Sums and call of what is on the desk, stored or not."""
    columns = view.case.compared(view.current, view.prior)
    lines = sum_lines(view, columns)
    call = call_line(view)
    panel.sums.setVisible(bool(view.case.listed(view.current)))
    panel.sums.show_sums([entry.label for entry in columns], lines, drafted=view.drafted)
    panel.call.show_call(call)
