"""What each role sees of a trial: one table, which the protocol narrows further for radiologists."""

from dataclasses import dataclass, replace
from enum import StrEnum

from measurements.people import Role
from measurements.protocol.values import Reading


class OtherReads(StrEnum):
    """Which reads of others a person sees."""

    NONE = "none"
    COMPLETED_OF_READERS = "completed ones of radiologists"
    COMPLETED = "completed ones"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Visibility:
    """What is shown.

    Attributes:
        assigned_only: subjects that were given to the person, and no others.
        own_reads: what they have drawn themselves.
        other_reads: what others have drawn.
        reader_names: whose read it is.
        dates: of scans; days since the start of treatment are always told.
        patients: name and number of the patient as the files have them.
        radiation: the radiation class of lesions.
        clinical: clinical events and dates.
        audit: who did what, of everyone.
        in_order: a timepoint's pictures only when the timepoint before is signed.
    """

    assigned_only: bool
    own_reads: bool
    other_reads: OtherReads
    reader_names: bool
    dates: bool
    patients: bool
    radiation: bool
    clinical: bool
    audit: bool
    in_order: bool


SEEN = {
    Role.RADIOLOGIST: Visibility(
        assigned_only=True,
        own_reads=True,
        other_reads=OtherReads.NONE,
        reader_names=True,
        dates=True,
        patients=False,
        radiation=True,
        clinical=False,
        audit=False,
        in_order=True,
    ),
    Role.ADJUDICATOR: Visibility(
        assigned_only=True,
        own_reads=False,
        other_reads=OtherReads.COMPLETED_OF_READERS,
        reader_names=False,
        dates=True,
        patients=False,
        radiation=True,
        clinical=False,
        audit=False,
        in_order=False,
    ),
    Role.INVESTIGATOR: Visibility(
        assigned_only=False,
        own_reads=True,
        other_reads=OtherReads.COMPLETED,
        reader_names=True,
        dates=True,
        patients=False,
        radiation=True,
        clinical=True,
        audit=False,
        in_order=False,
    ),
    Role.DATA_MANAGER: Visibility(
        assigned_only=False,
        own_reads=True,
        other_reads=OtherReads.ALL,
        reader_names=True,
        dates=True,
        patients=True,
        radiation=True,
        clinical=True,
        audit=True,
        in_order=False,
    ),
}
"""Before the protocol is asked."""

BLINDED = (Role.RADIOLOGIST, Role.ADJUDICATOR)


def visible_to(role: Role, reading: Reading) -> Visibility:
    """What a role sees in a trial whose protocol says this of reading."""
    seen = SEEN[role]
    if role in BLINDED:
        hidden = reading.hidden
        seen = replace(
            seen,
            dates="dates" not in hidden,
            radiation="radiation-class" not in hidden and reading.radiation_class == "while-reading",
        )
    if role is Role.RADIOLOGIST:
        others = OtherReads.NONE if "other-readers" in reading.hidden else OtherReads.COMPLETED_OF_READERS
        seen = replace(seen, other_reads=others, in_order=reading.next_opens == "signed")
    return seen
