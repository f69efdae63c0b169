"""The check of a timepoint's pictures: what is found of them, and what was said of it."""

from collections.abc import Sequence

from measurements.case.image_findings import ImageFinding, image_findings
from measurements.case.series_choice import first_choice
from measurements.imaging import Series
from measurements.storage.repository import Repository
from measurements.storage.store import TrialStore
from measurements.trial import Timepoint


def findings_at(
    store: TrialStore, timepoint: Timepoint, timepoints: Sequence[Timepoint]
) -> tuple[ImageFinding, ...]:
    """What speaks against reading a timepoint, by all that the trial knows of it.

    That is more than a reader may see: who the patient is, to begin with. No finding tells it.

    Args:
        timepoints: of the subject, baseline first.

    Raises:
        Refusal: the trial cannot be read.
    """
    with store.whole() as trial:
        by_uid = {one.uid: trial.series(one.uid) for one in timepoints}
        here = by_uid[timepoint.uid]
        first = timepoints[0].uid
        baseline = by_uid[first] if first != timepoint.uid else []
        at_baseline = first_choice(baseline, None)
        read = first_choice(here, at_baseline)
        others = [one for uid, some in by_uid.items() if uid != timepoint.uid for one in some]
        return image_findings(
            _with_slices(trial, here, read), _with_slices(trial, baseline, at_baseline), others
        )


def _with_slices(trial: Repository, series: Sequence[Series], chosen: Series | None) -> list[Series]:
    """How far the chosen one reaches is told by its slices; the others are not looked at so closely."""
    return [(trial.series_with_slices(one.key) or one) if one is chosen else one for one in series]
