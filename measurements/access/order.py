"""In which order the timepoints of a read open."""

from collections.abc import Collection, Iterable, Sequence

from measurements.protocol.values import Reading
from measurements.signature import Signature
from measurements.trial import Timepoint


def opens_later(
    timepoints: Sequence[Timepoint], signed: Collection[str], reading: Reading
) -> tuple[Timepoint, ...]:
    """As `closed_timepoints`, of the uids of timepoints signed at any time."""
    if reading.next_opens != "signed":
        return ()
    unsigned = [one for one in timepoints if one.order >= 0 and one.uid not in signed]
    return tuple(unsigned[1:])


def closed_timepoints(
    timepoints: Sequence[Timepoint], signatures: Iterable[Signature], reading: Reading
) -> tuple[Timepoint, ...]:
    """Those that a reader may not see yet.

    One opens when every assessed timepoint before it has been signed. What was signed once stays open when
    the signature is voided: the reader has seen it.

    Args:
        timepoints: of one subject, in order.
        signatures: all of the read, voided ones too.
    """
    signed = {one.timepoint_uid for one in signatures if one.timepoint_uid is not None}
    return opens_later(timepoints, signed, reading)
