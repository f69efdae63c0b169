"""The worklist's states in words, for cells, tool tips and screen readers."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.language import language
from app.worklist.rows import Cell, Images, Next, Reading, Step, SubjectRow, Work
from measurements.lesion import RadiationClass
from measurements.people import Task
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

    def next(self, coming: Next) -> str:
        """What is to be done next."""
        return {
            Step.READ: self.tr("Read {timepoint}"),
            Step.GO_ON: self.tr("Go on with {timepoint}"),
            Step.SIGN: self.tr("Sign {timepoint}"),
            Step.FINAL_LOOK: self.tr("Final look"),
            Step.COMPLETED: self.tr("Completed"),
            Step.ADJUDICATE: self.tr("Adjudicate"),
            Step.ADJUDICATED: self.tr("Adjudicated"),
        }[coming.step].format(timepoint=coming.label)

    def lacking(self, count: int) -> str:
        """Of readers too few."""
        return self.tr("{0} missing", "", count).format(count)

    def work(self, work: Work) -> str:
        """Who does what, and how far they are."""
        if work.done:
            state = self.tr("decided") if work.task is Task.ADJUDICATE else self.tr("completed")
        elif work.task is Task.ADJUDICATE:
            state = self.tr("not decided")
        elif work.begun:
            state = self.tr("{signed} of {total} signed").format(signed=work.signed, total=work.total)
        else:
            state = self.tr("not begun")
        tasks = {
            Task.READ: self.tr("{name} reads: {state}"),
            Task.ADJUDICATE: self.tr("{name} adjudicates: {state}"),
            Task.INVESTIGATE: self.tr("{name} investigates: {state}"),
            None: self.tr("{name} has read without being given the subject: {state}"),
        }
        return tasks[work.task].format(name=work.printed_name, state=state)

    def subject(self, row: SubjectRow) -> str:
        """All that is said of a subject, a line each."""
        lines = [self.classes(row)] if not row.work and not row.lacking else [row.code]
        if row.next is not None:
            lines.append(self.next(row.next))
        lines += [self.work(one) for one in row.work]
        if row.lacking:
            lines.append(
                self.tr("{0} readers are missing by the protocol", "", row.lacking).format(row.lacking)
            )
        return "\n".join(lines)

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
        elif cell.reading is Reading.TO_SIGN:
            state = self.tr("To sign")
        elif cell.reading is Reading.SIGNED:
            state = self.tr("Signed")
        elif cell.reading is Reading.LATER:
            state = self.tr("Opens later")
        elif cell.reading is Reading.NOT_A_VISIT:
            state = self.tr("Earlier scan")
        elif cell.images is Images.INCOMPLETE:
            state = self.tr("Incomplete")
        elif cell.needs_look or cell.reading is Reading.NOT_THEIRS:
            state = self.images(cell.images)
        else:
            state = self.tr("To read")
        if cell.reading is Reading.NOT_THEIRS and cell.signed_by:
            count = self.tr("{0} signed").format(cell.signed_by)
        when = cell.scan_date.isoformat() if cell.scan_date else self.tr("no date in the files")
        day = self.tr("day {0}").format(cell.day).replace("-", "−")
        tip = [f"{code} · {cell.label} · {when} · {day}", *cell.issues]
        if cell.reading is Reading.LATER:
            tip.append(self.tr("It opens when the timepoint before it is signed."))
        if cell.call and cell.reading is Reading.SIGNED:
            tip.append(self.tr("Call, signed: {0}").format(cell.reason))
        elif cell.call:
            so_far = self.tr("Call so far: {0}")
            told = so_far if cell.reading is Reading.READING else self.tr("Call, not signed: {0}")
            tip.append(told.format(cell.reason))
        spoken = [code, cell.label, f"{state} {count}".strip()]
        if cell.needs_look and state != self.images(cell.images):
            spoken.append(self.images(cell.images))
        if cell.call:
            spoken.append(cell.call)
        return CellWords(state, count, "\n".join(tip), LISTING[language()].join(spoken))
