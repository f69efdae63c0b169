"""What the reading room shows, as plain values: made by the desk, drawn by the panels."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from measurements.lesion import Role, State


class Answer(Enum):
    """Whether a lesion has been answered at the current timepoint."""

    GIVEN = "given"
    NO_VALUE = "no value"
    WANTED = "wanted"


@dataclass(frozen=True, slots=True)
class LesionLine:
    """One lesion as the panel lists it.

    Attributes:
        course: mm of record (long axis, or short axis of a node) at each timepoint up to the current one.
        prior_text, now_text, change_text: as shown, figures already written.
        remark: what to know about it, in a sentence; empty when there is nothing. warned: it is a warning.
        name, comment: the reader's, as stored; said: their comment on it at the current timepoint, None
            where nothing was said that it could be about.
    """

    uid: str
    label: str
    site: str
    role: Role
    class_name: str
    nodal: bool
    course: tuple[Decimal | None, ...]
    prior_text: str
    now_text: str
    change_text: str
    state: State | None
    answer: Answer
    remark: str
    warned: bool
    name: str = ""
    comment: str = ""
    said: str | None = None


@dataclass(frozen=True, slots=True)
class SumLine:
    """One row of the table of sums: a class, or all targets (class_name empty)."""

    class_name: str
    title: str
    cells: tuple[str, ...]
    change_text: str
    response: str


@dataclass(frozen=True, slots=True)
class TimepointLine:
    """One timepoint as strip and line of calls show it; `brief_state_text` where words have no room.

    Attributes:
        signed: its call stands signed.
        opens: what it waits for, where it does not open yet; empty where it is open.
    """

    uid: str
    label: str
    day: int
    call: str
    sum_text: str
    change_text: str
    reason: str
    state_text: str
    brief_state_text: str
    current: bool
    prior: bool
    signed: bool = False
    opens: str = ""


@dataclass(frozen=True, slots=True)
class FlipBar:
    """The sum on a bar from PR over SD to PD.

    Attributes:
        partial_response_mm, progression_mm: the sums at which the call becomes PR or PD; None where there is
            no such sum.
        two_readers_mm: between which sums 95 % of other readers' lie, as published; two_readers_pct: the same
            as a share of the sum.
    """

    sum_mm: Decimal
    partial_response_mm: Decimal | None
    progression_mm: Decimal | None
    two_readers_mm: tuple[Decimal, Decimal]
    two_readers_pct: tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class CallLine:
    """The call of the current timepoint with what decided it.

    Attributes:
        protocol: code, version and beginning of the hash of what it was made by.
        flip_sentences: what would make it another call, a sentence for each kind.
        certainty: how likely another reader gives the same call; empty where that cannot be said.
        drafted: while a caliper is being drawn: nothing of it is stored.
        signed: it stands signed.
    """

    response: str
    title: str
    sentence: str
    remarks: tuple[str, ...]
    protocol: str
    flip: FlipBar | None = None
    flip_sentences: tuple[str, ...] = ()
    certainty: str = ""
    drafted: bool = False
    signed: bool = False
