"""The one series of a folder made ready for comparison, and what speaks against comparing two."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from measurements.following import Followed
from measurements.imaging import Series
from measurements.progress import Report, silent
from measurements.refusal import Refusal
from reader.frames import LoadedStack
from reader.registration.pyramid import Pyramid, pyramid_of
from reader.scan import scan
from reader.volume.volume import FEWEST_SLICES, volume_of

FEWEST_SHARED = 3
"""Slices that two scans have to share: with two, any place along the body fits as well as any other."""


def series_in(folder: Path, report: Report = silent) -> Series:
    """The one series of a folder that can be compared.

    Raises:
        Refusal: there is none, or more than one.
        Cancelled: from `report`.
    """
    found = [one for one in scan([folder], report).series if one.measurable and one.frames >= FEWEST_SLICES]
    found = [one for one in found if one.modality == "CT"] or found
    if not found:
        raise Refusal(
            "{folder} holds no series of at least {fewest_slices} slices with known places; choose the "
            "folder of one CT series (main.py inspect says what is in it).",
            folder=folder,
            fewest_slices=FEWEST_SLICES,
        )
    if len({one.series_uid for one in found}) > 1:
        raise Refusal(
            "{folder} holds {count} series that could be meant; give each series a folder of its own.",
            folder=folder,
            count=len(found),
        )
    return max(found, key=lambda one: one.frames)


def pyramid_from(series: Series, report: Report = silent) -> Pyramid:
    """A series loaded and reduced; its full pictures are given up again.

    Raises:
        Refusal: its geometry gives no volume, or too few of its slices can be read.
        Cancelled: from `report`.
    """
    stack = LoadedStack(series)
    stack.load(report=report)
    return pyramid_of(volume_of(stack), report)


def check_pair(prior: Series, current: Series) -> None:
    """Refuses two series that nothing is to be followed between.

    Raises:
        Refusal: they are one series, or of different patients.
    """
    same = [a.sop_uid for a in prior.slices] == [b.sop_uid for b in current.slices]
    if prior.series_uid == current.series_uid and same:
        raise Refusal(
            "prior and current are the same series ({series}); choose the series of two scans.",
            series=prior.series_uid,
        )
    if prior.patient_id and current.patient_id and prior.patient_id != current.patient_id:
        raise Refusal(
            "the series are in doubt, for the prior is of patient {prior} and the current of patient "
            "{current}; choose two scans of one patient.",
            prior=prior.patient_id,
            current=current.patient_id,
        )


def check_overlap(prior: Series, current: Series, followed: Iterable[Followed]) -> None:
    """Refuses two scans that share next to nothing.

    By the scanners' tables alone nothing is refused: a patient may lie anywhere on them.

    Raises:
        Refusal: by the tables they share fewer than `FEWEST_SHARED` slices, and no lesion was found for sure.
    """
    shared = shared_slices(prior, current)
    if shared >= FEWEST_SHARED or any(not one.out_of_field and not one.check for one in followed):
        return
    raise Refusal(
        "the two scans share {shared} slices, and no lesion of the prior was found for sure in the current; "
        "choose series that cover the same part of the body.",
        shared=shared,
    )


def shared_slices(prior: Series, current: Series) -> int:
    """How many slices of the prior lie at heights, or along the slices' normal, that the current covers."""
    if prior.along_row is None or prior.along_column is None:
        return 0
    normal = np.cross(prior.along_row, prior.along_column)
    places = [
        [float(normal @ np.array(a_slice.origin_lps)) for a_slice in series.slices if a_slice.origin_lps]
        for series in (prior, current)
    ]
    margin = 0.01
    low, high = min(places[1]) - margin, max(places[1]) + margin
    return sum(low <= place <= high for place in places[0])
