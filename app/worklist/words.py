"""The worklist's states in words, for cells, tool tips and screen readers."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.language import language
from app.worklist.rows import Cell, Images, Reading, SubjectRow
from measurements.lesion import RadiationClass
from measurements.recist.phrases import LISTING


@dataclass(frozen=True, slots=True)
class CellWords:
    """What a cell says: its state, how far, the whole in a tool tip, and in one spoken sentence."""

    state: str
    count: str
    tip: str
    spoken: str


class Words(QObject):
    """Says states in the user's language."""

    def class_name(self, radiation: RadiationClass) -> str:
        """The class as people write it."""
        return self.tr("Unirradiated") if radiation is RadiationClass.UNIRRADIATED else radiation.value

    def images(self, images: Images) -> str:
        return {
            Images.COMPLETE: self.tr("Images complete"),
            Images.INCOMPLETE: self.tr("Images incomplete"),
            Images.MISSING: self.tr("Files missing"),
            Images.TO_CHECK: self.tr("Check images"),
            Images.NONE: self.tr("No images"),
        }[images]

    def classes(self, row: SubjectRow) -> str:
        """A subject's code and the radiation classes of its lesions."""
        present = [self.class_name(radiation) for radiation in RadiationClass if radiation in row.classes]
        if not present:
            return self.tr("{code}: no lesion has a class yet").format(code=row.code)
        return self.tr("{code}: {classes}").format(code=row.code, classes=LISTING[language()].join(present))

    def cell(self, cell: Cell, code: str) -> CellWords:
        """All that is said of one timepoint of subject `code`."""
        count = ""
        if cell.reading is Reading.READING:
            state = self.tr("Reading")
            count = self.tr("{0} of {1}").format(cell.assessed, cell.expected)
        elif cell.reading is Reading.READ:
            state = self.tr("Read")
        elif cell.reading is Reading.NOT_A_VISIT:
            state = self.tr("Earlier scan")
        elif cell.images is Images.INCOMPLETE:
            state = self.tr("Incomplete")
        elif cell.needs_look:
            state = self.images(cell.images)
        else:
            state = self.tr("To read")
        when = cell.scan_date.isoformat() if cell.scan_date else self.tr("no date in the files")
        day = self.tr("day {0}").format(cell.day).replace("-", "−")
        tip = [f"{code} · {cell.label} · {when} · {day}", *cell.issues]
        if cell.call:
            so_far = self.tr("Call so far: {0}")
            told = so_far if cell.reading is Reading.READING else self.tr("Call, not signed: {0}")
            tip.append(told.format(cell.reason))
        spoken = [code, cell.label, f"{state} {count}".strip()]
        if cell.needs_look and state != self.images(cell.images):
            spoken.append(self.images(cell.images))
        if cell.call:
            spoken.append(cell.call)
        return CellWords(state, count, "\n".join(tip), LISTING[language()].join(spoken))
