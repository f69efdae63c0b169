"""Where the lesions of a read were found again: kept in the trial for as long as its inputs stay the same.

Found, not said: neither audit nor undo know of it, and signatures do not hold it.
"""

import hashlib
from collections.abc import Sequence

from measurements.access.limits import check_read
from measurements.access.permissions import check_command
from measurements.case.checksums import slice_facts
from measurements.case.commands import RemoveMeasurement
from measurements.following import VERSION, FollowedBetween, Method
from measurements.geometry.vectors import Vector
from measurements.imaging import Series
from measurements.people import Role
from measurements.refusal import Refusal
from measurements.storage.followed import followed_row
from measurements.storage.rows import FollowedRow
from measurements.storage.spelling import canonical_json
from measurements.storage.store import TrialStore
from measurements.storage.unit import UnitOfWork

_ACTION = "Follow"


def pictures_digest(series: Series) -> str:
    """SHA-256 of what places and grey values of a series are computed with; hexadecimal.

    Args:
        series: with its slices.
    """
    facts = (
        series.key,
        series.along_row,
        series.along_column,
        series.pixel_spacing_mm,
        (series.rows, series.columns, series.padding),
        slice_facts(series.slices),
        [one.file_size for one in series.slices],
    )
    return hashlib.sha256(canonical_json(facts).encode()).hexdigest()


def inputs_of(prior_digest: str, current_digest: str, centre_lps: Vector, long_mm: float) -> str:
    """SHA-256 of all that a lesion is followed from, the version of the method among it; hexadecimal.

    Args:
        prior_digest, current_digest: `pictures_digest` of the two series.
        centre_lps, long_mm: of the lesion's long axis in the prior.
    """
    facts = (VERSION, prior_digest, current_digest, centre_lps, long_mm)
    return hashlib.sha256(canonical_json(facts).encode()).hexdigest()


def keep_followed(store: TrialStore, read_uid: str, found: Sequence[FollowedBetween]) -> None:
    """Keeps where lesions of a read were found. What a reader set right stays while its inputs do.

    What came too late, for a lesion or series that is gone meanwhile, is left out.

    Raises:
        NotAllowed: whoever is at the trial may not write in this read.
        Refusal: the read is gone, or the trial is open for reading only.
        NotStored: the disk cannot take it.
    """
    with store.writing(_ACTION) as work:
        _check_own(store, work, read_uid)
        lesions = {one.uid for one in work.trial.lesions(read_uid)}
        kept = {(one.lesion_uid, *_series(one)): one for one in work.trial.followed(read_uid)}
        for one in found:
            key = (one.lesion_uid, *_series(one))
            before = kept.get(key)
            gone = any(work.trial.series_without_slices(series) is None for series in _series(one))
            if one.lesion_uid not in lesions or gone or _stands(before, one):
                continue
            work.remove_unaudited(FollowedRow, key)
            work.add_unaudited(followed_row(one))


def forget_followed(store: TrialStore, read_uid: str, one: FollowedBetween) -> None:
    """Takes back where a lesion was found, or what a reader said of it; it is found anew.

    Raises:
        NotAllowed, Refusal, NotStored: as `keep_followed`.
    """
    with store.writing(_ACTION) as work:
        _check_own(store, work, read_uid)
        work.remove_unaudited(FollowedRow, (one.lesion_uid, *_series(one)))


def _check_own(store: TrialStore, work: UnitOfWork, read_uid: str) -> None:
    actor, read = store.actor, work.trial.read(read_uid)
    assert actor is not None, "nobody writes before they have signed in"
    if read is None:
        raise Refusal("This read is not in the trial any more: open the subject again.")
    # Whoever may draw in a read may keep what was found of it.
    check_command(actor, RemoveMeasurement("", ""))
    if actor.role in (Role.RADIOLOGIST, Role.INVESTIGATOR):
        check_read(actor, read, work)


def _series(one: FollowedBetween) -> tuple[str, str]:
    return (one.prior_key, one.current_key)


def _stands(before: FollowedBetween | None, one: FollowedBetween) -> bool:
    """Whether a reader has set right what has been found once more."""
    if before is None or before.inputs != one.inputs:
        return False
    return (
        before.followed.transform.method is Method.READER
        and one.followed.transform.method is not Method.READER
    )
