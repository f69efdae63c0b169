"""What the hand draws: calipers stored as measurements, or assessed as if they were."""

from PySide6.QtCore import QObject

from app.issue_words import issue_text
from app.reading.desk.desk import ReadingDesk
from app.reading.desk.desk_view import DeskView
from app.reading.desk.drawn import Meant, caliper_on, dragged, meant
from measurements.case.commands import AddLesion, InOneStep, MoveLabel, PutMeasurement
from measurements.geometry.vectors import Segment, Vector
from measurements.imaging import Series
from measurements.lesion import Caliper, Reformat, Role


class Drawing(QObject):
    """Draws at the current timepoint of a desk; each gesture is one command, told where it is not plain."""

    def __init__(self, desk: ReadingDesk) -> None:
        super().__init__()
        self._desk = desk

    def draw(
        self,
        long_lps: Segment,
        short_lps: Segment | None,
        series: Series,
        index: int,
        reformat: Reformat | None = None,
    ) -> None:
        """Stores a drawn caliper as the active lesion's measurement at the current timepoint.

        Without an active lesion, or at a lesion's first timepoint away from what was drawn of it, the
        caliper begins a lesion of its own: nothing drawn replaces another lesion's caliper by oversight.
        """
        desk = self._desk
        if not series.measurable:
            desk.told.emit(
                self.tr("Nothing can be measured on this series: {0}").format(
                    " ".join(issue_text(issue.code, issue.text) for issue in series.issues)
                )
            )
            return
        line = caliper_on(series, index, long_lps, short_lps, reformat)
        said = self._meant(line)
        lesion, before, caliper = said.lesion, said.before, said.measurement.caliper
        assert caliper is not None
        if lesion not in desk.case.lesions:
            put = InOneStep((AddLesion(lesion), PutMeasurement(said.measurement)))
            if desk.begin(lesion, put) and lesion.role is Role.NEW:
                sentence = self.tr("{0} is a new lesion, seen first at {1}. Ctrl+Z takes it back.")
                desk.told.emit(sentence.format(lesion.label, desk.current.label))
            return
        if not desk.writing.run(PutMeasurement(said.measurement)):
            return
        if said.merged is not None:
            desk.activate(lesion.uid)
            sentence = self.tr(
                "{merged} has merged into {carrier}, which carries the mass: {carrier} is {length} mm now. "
                "Ctrl+Z takes it back."
            )
            merged, length = said.merged.label, caliper.long_mm
            desk.told.emit(sentence.format(merged=merged, carrier=lesion.label, length=length))
        elif said.in_doubt_as_before:
            sentence = self.tr("{0} stays equivocal until you say that it is unequivocal.")
            desk.told.emit(sentence.format(lesion.label))
        elif before is None or before.caliper is None:
            return
        elif caliper != line:
            sentence = self.tr(
                "The line across is the short axis of {0}, at a right angle: {1} \u00d7 {2} mm."
            )
            if caliper.long_lps == line.long_lps:
                sentence = self.tr(
                    "The line across is longer and is the long axis of {0}; the line before is its short "
                    "axis, at a right angle: {1} \u00d7 {2} mm."
                )
            desk.told.emit(sentence.format(lesion.label, caliper.long_mm, caliper.short_mm))
        else:
            sentence = self.tr(
                "{0} was drawn again: {1} mm is now {2} mm. Ctrl+Z brings the earlier one back."
            )
            desk.told.emit(sentence.format(lesion.label, before.caliper.long_mm, caliper.long_mm))

    def draft(
        self, long_lps: Segment, short_lps: Segment | None, series: Series, index: int
    ) -> DeskView | None:
        """What would be on the desk if this were drawn; nothing is stored. None where it cannot be."""
        if not series.measurable:
            return None
        said = self._meant(caliper_on(series, index, long_lps, short_lps))
        return self._desk.view.with_measurement(said.lesion, said.measurement)

    def redraw(
        self,
        lesion_uid: str,
        long_lps: Segment,
        short_lps: Segment | None,
        timepoint_uid: str,
        picture: tuple[str, str, int] | None,
    ) -> None:
        """Stores a caliper whose ends were dragged; it stays on its slice.

        Args:
            picture: series key, SOP Instance UID and frame of the slice it was dragged on; None on a
                reformat. One that has come to lie on another picture meanwhile is left as it is stored.
        """
        before = self._desk.case.measurements.get((lesion_uid, timepoint_uid))
        after = None if before is None else dragged(before, long_lps, short_lps)
        if after is None or after.caliper is None:
            return
        lies_on = after.caliper
        if picture is None:
            there = lies_on.reformat is not None
        else:
            there = lies_on.reformat is None and picture == (
                lies_on.series_key,
                lies_on.sop_uid,
                lies_on.frame,
            )
        if there:
            self._desk.writing.run(PutMeasurement(after))
        else:
            self._desk.told.emit(
                self.tr("This caliper lies on another picture by now: it was left as it is stored there.")
            )

    def redraft(self, lesion_uid: str, long_lps: Segment, short_lps: Segment | None) -> DeskView | None:
        """What would be on the desk if this caliper of the current timepoint were dragged so."""
        lesion = next((one for one in self._desk.case.lesions if one.uid == lesion_uid), None)
        before = self._desk.case.measurements.get((lesion_uid, self._desk.current.uid))
        after = None if before is None else dragged(before, long_lps, short_lps)
        return None if lesion is None or after is None else self._desk.view.with_measurement(lesion, after)

    def move_label(self, lesion_uid: str, timepoint_uid: str, label_lps: Vector) -> None:
        self._desk.writing.run(MoveLabel(lesion_uid, timepoint_uid, label_lps))

    def _meant(self, line: Caliper) -> Meant:
        desk = self._desk
        return meant(desk.case, desk.current, desk.active, line, desk.fresh_lesion)
