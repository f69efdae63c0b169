"""One row of the lesion table: what was said of one lesion at one visit.

Window and command line both bring their rows in this form, so that they cannot differ in the call.
"""

from decimal import Decimal
from typing import NamedTuple

from measurements.lesion import RadiationClass, Role, State


class LesionRow(NamedTuple):
    """One lesion at one visit.

    Attributes:
        subject: subject code.
        visit: orders the visits; the first is baseline.
        day: whole days since first treatment (start 0, baseline 0 or less).
        lesion: link id, such as T01; T01.1 is a fragment of T01. Empty in a row that only makes the visit.
        role: None in a row that only makes the visit exist.
        mm: long axis, or short axis of a node, exact as recorded; None where none was recorded.
        state: None where only `mm` was recorded (a target with `mm` has no state, or MEASURED).
        radiation: class of the lesion; a blank counts as unirradiated.
        visit_done: False in a row saying that the visit did not take place.
    """

    subject: str
    visit: Decimal
    day: int
    lesion: str
    role: Role | None
    organ: str
    nodal: bool
    mm: Decimal | None
    state: State | None
    radiation: RadiationClass
    visit_done: bool = True
