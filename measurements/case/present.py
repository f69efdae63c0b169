"""What a command finds of the lesion that it is about."""

from measurements.lesion import Lesion, Measurement
from measurements.refusal import Refusal
from measurements.storage.unit import UnitOfWork


def lesion_in(work: UnitOfWork, lesion_uid: str) -> Lesion:
    """Raises `Refusal` where the lesion is not there."""
    lesion = work.trial.lesion(lesion_uid)
    if lesion is None:
        raise Refusal("This lesion is not in the trial any more: undo brings it back if it was removed.")
    return lesion


def said_at(work: UnitOfWork, lesion: Lesion, timepoint_uid: str) -> Measurement:
    """Raises `Refusal` where nothing was said of the lesion at the timepoint."""
    for measurement in work.trial.measurements_of(lesion.uid):
        if measurement.timepoint_uid == timepoint_uid:
            return measurement
    raise Refusal("{lesion} has no measurement at this timepoint.", lesion=lesion.label)
