"""Lesions and what a radiologist says of them at one timepoint, as frozen values."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from measurements.geometry.vectors import Segment, Vector


class Role(StrEnum):
    """The list a lesion is on (RECIST 1.1, section 3); values as in the lesion table."""

    TARGET = "TARGET"
    NON_TARGET = "NON-TARGET"
    NEW = "NEW"


class RadiationClass(StrEnum):
    SBRT = "SBRT"
    LDRT = "LDRT"
    UNIRRADIATED = "NONE"


class State(StrEnum):
    """What was said of a lesion at a timepoint; values as in the lesion table."""

    MEASURED = "MEASURED"
    TOO_SMALL = "TSTM"
    ABSENT = "ABSENT"
    NOT_EVALUABLE = "NE"
    PRESENT = "PRESENT"
    UNEQUIVOCAL = "UNEQUIVOCAL"
    INCREASED = "INCREASED"
    EQUIVOCAL = "EQUIVOCAL"
    MERGED = "MERGED"


STATES_OF = {
    Role.TARGET: (State.MEASURED, State.ABSENT, State.TOO_SMALL, State.NOT_EVALUABLE, State.MERGED),
    Role.NON_TARGET: (
        State.PRESENT,
        State.ABSENT,
        State.UNEQUIVOCAL,
        State.INCREASED,
        State.NOT_EVALUABLE,
    ),
    Role.NEW: (State.UNEQUIVOCAL, State.EQUIVOCAL, State.PRESENT, State.INCREASED, State.ABSENT),
}
"""Which states each list takes. A caliper may stand beside any state of a non-target or new lesion."""


@dataclass(frozen=True, slots=True)
class Lesion:
    """One lesion of one read, through all its timepoints.

    Attributes:
        uid: names it for ever, in the trial and in exports.
        label: T01, NT01, NEW01; unique within the read. T01.1 is a fragment of T01 (`case.labels.parent`).
        site: where it is, such as "Lung, right upper lobe"; empty until said.
        organ: what the two-per-organ rule counts; paired organs are one, all lymph nodes are one.
        nodal: whether it is a lymph node, judged by its short axis.
        radiation: None until the reader has said.
        first_timepoint_uid: where it was first recorded: baseline for target and non-target lesions.
        name: the reader's own words for it, beside the label; may be empty.
        comment: the reader's, about the lesion at all its timepoints.
        place: where the reader put it in the list, from 1; None where it stands by list and label.
    """

    uid: str
    read_uid: str
    label: str
    role: Role
    site: str
    organ: str
    laterality: str
    nodal: bool
    radiation: RadiationClass | None
    first_timepoint_uid: str
    name: str = ""
    comment: str = ""
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Reformat:
    """How a picture was cut that no scanner made, for a caliper that was drawn on it.

    Attributes:
        along_row, along_column: unit vectors of the picture, LPS; the caliper's ends say where it lay.
        slab_mm: how thick a layer it showed, 0 for a plane.
        projection: what of that layer: "mean", "maximum" or "minimum".
    """

    along_row: Vector
    along_column: Vector
    slab_mm: float
    projection: str


@dataclass(frozen=True, slots=True)
class Caliper:
    """What was drawn: end points in the patient and the millimetres of record.

    Attributes:
        long_lps: the long axis, mm.
        short_lps: the short axis, perpendicular to it in the plane; None where the reader placed none.
        long_mm, short_mm: computed once from the points, rounded half up to 0.1; never recomputed.
        series_key: the stack it was drawn on (`Series.key`).
        sop_uid, frame: the picture it was drawn on; of a reformat, the acquired one nearest to its middle.
        label_lps: where the reader dragged the label; None where it was left to find its own place.
        reformat: what it was drawn on, where that was no acquired picture.
    """

    long_lps: Segment
    short_lps: Segment | None
    long_mm: Decimal
    short_mm: Decimal | None
    series_key: str
    sop_uid: str
    frame: int
    label_lps: Vector | None = None
    reformat: Reformat | None = None


class Answer(NamedTuple):
    """What calls are made of in one measurement: what was said, and how long it is, not where it lies.

    Attributes:
        long_mm, short_mm: of the caliper; None where none was drawn, or without that axis.
    """

    lesion_uid: str
    timepoint_uid: str
    state: State
    long_mm: Decimal | None = None
    short_mm: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one read says of one lesion at one timepoint: a state, a caliper, or both.

    A target that is MEASURED has a caliper. No measurement at all means not assessed, never zero.

    Attributes:
        comment: the reader's, about the lesion at this timepoint.
        merged_into_uid: the target that carries the diameter of the mass a MERGED one is in; None otherwise,
            and where nobody has said.
    """

    lesion_uid: str
    timepoint_uid: str
    state: State
    caliper: Caliper | None = None
    comment: str = ""
    merged_into_uid: str | None = None

    @property
    def answer(self) -> Answer:
        """All that a call knows of it."""
        drawn = self.caliper
        if drawn is None:
            return Answer(self.lesion_uid, self.timepoint_uid, self.state)
        return Answer(self.lesion_uid, self.timepoint_uid, self.state, drawn.long_mm, drawn.short_mm)
