"""What a command, an undo, a redo or an import changed: the one event that windows listen to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Uids of all that may look different now.

    A removed lesion is among `lesion_uids`, its read among `read_uids`. Another protocol may alter every
    call of the trial. `mark_uids` are those of annotations and key images, on which no call rests.
    """

    action: str
    subject_uids: frozenset[str] = frozenset()
    read_uids: frozenset[str] = frozenset()
    lesion_uids: frozenset[str] = frozenset()
    timepoint_uids: frozenset[str] = frozenset()
    protocol: bool = False
    mark_uids: frozenset[str] = frozenset()
