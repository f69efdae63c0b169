"""Undo and redo of one read: steps of other subjects and of the worklist stay as they are."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.reading.desk.desk import ReadingDesk
from app.refusal_words import refusal_text
from measurements.case.changes import Changes
from measurements.case.service import CaseService
from measurements.refusal import Refusal


class History(QObject):
    """Steps back and forth through what was done at a desk; nothing stored changes out of sight."""

    def __init__(self, desk: ReadingDesk, service: CaseService) -> None:
        super().__init__()
        self._desk = desk
        self._service = service
        self._in_hand_before: dict[str, str] = {}  # by the lesion begun; empty where none was
        desk.lesionBegun.connect(self._keep_in_hand_before)

    @property
    def can_undo(self) -> bool:
        return self._desk.writing.waits or self._is_of_this_read(self._service.next_undo)

    @property
    def can_redo(self) -> bool:
        return not self._desk.writing.waits and self._is_of_this_read(self._service.next_redo)

    def undo(self) -> None:
        """Takes the last step of this read back.

        The last step is the last of what waits for the disk, where anything does. What was told of it is
        taken away. Where the lesion in hand goes with it, the one in hand before comes back.
        """
        desk = self._desk
        desk.told.emit("")
        if desk.writing.waits:
            desk.writing.give_up_last()
            desk.told.emit(self.tr("What was drawn or said last was not stored yet, and was given up."))
            desk.caseChanged.emit()  # what a widget shows ahead of the store goes back to what is stored
        elif self.can_undo:
            begun = desk.active
            self._step(self._service.undo)
            earlier = None if begun is None else self._in_hand_before.get(begun.uid)
            if desk.active is None and earlier in [lesion.uid for lesion in desk.ordered()]:
                desk.activate(earlier)

    def redo(self) -> None:
        """Does again what was taken back last; while anything waits for the disk, nothing overtakes it."""
        if self.can_redo:
            self._step(self._service.redo)

    def _keep_in_hand_before(self, begun_uid: str, before_uid: str) -> None:
        self._in_hand_before[begun_uid] = before_uid

    def _is_of_this_read(self, changes: Changes | None) -> bool:
        if changes is None or self._desk.read.uid not in changes.read_uids:
            return False
        return bool(changes.lesion_uids or changes.mark_uids)

    def _step(self, step: Callable[[], Changes]) -> None:
        try:
            changes = step()
        except Refusal as refusal:
            self._desk.told.emit(refusal_text(refusal))
            return
        self._go_where(changes)

    def _go_where(self, changes: Changes) -> None:
        """To the timepoint and the lesion that the step has changed."""
        desk = self._desk
        changed = [lesion for lesion in desk.case.lesions if lesion.uid in changes.lesion_uids]
        places = [entry.uid for entry in desk.case.timepoints if entry.uid in changes.timepoint_uids]
        if not places:
            listed = desk.case.listed(desk.current)
            places = [lesion.first_timepoint_uid for lesion in changed if lesion not in listed]
        if places and desk.current.uid not in places:
            desk.go_to(places[-1])
        if len(changed) == 1:
            desk.activate(changed[0].uid)
