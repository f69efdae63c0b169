"""The second reader: as far off as readers are, the same for the same seed, and on the same slices."""

from decimal import Decimal
from math import dist
from statistics import fmean, stdev

import numpy as np
import pytest

from measurements.lesion import State
from measurements.recist.subject import assess_subject
from reader.phantom.second_reader import SECOND_READS, read_again
from reader.phantom.subjects import demonstration_subjects
from reader.phantom.truth import VisitTruth, lesion_rows, visit_truth

_TRUTHS = {
    subject.code: tuple(visit_truth(subject, visit) for visit in subject.visits)
    for subject in demonstration_subjects()
}


def _shares(truths: tuple[VisitTruth, ...], seed: int) -> dict[str, list[float]]:
    """By lesion, how far off the long axes of its visits are, as shares."""
    shares: dict[str, list[float]] = {}
    for true, again in zip(truths, read_again(truths, seed), strict=True):
        for one, other in zip(true.lesions, again.lesions, strict=True):
            if one.long_lps is not None and other.long_lps is not None:
                shares.setdefault(one.name, []).append(dist(*other.long_lps) / dist(*one.long_lps) - 1)
    return shares


def test_readers_differ_as_two_readers_and_one_reader_twice_do() -> None:
    """By the limits of Yoon 2016: 12.0 % between two readers, 8.7 % within one."""
    first, second = (
        [_shares(_TRUTHS["DEMO-001"], seed) for seed in range(start, start + 400)] for start in (1000, 2000)
    )
    between = [
        a - b
        for one, other in zip(first, second, strict=True)
        for a, b in zip(one["T01"], other["T01"], strict=True)
    ]
    within = [visits[0] - visits[1] for one in first for visits in one.values()]
    assert fmean(between) == pytest.approx(0.0, abs=0.01)
    assert stdev(between) == pytest.approx(0.120, abs=0.01)
    assert stdev(within) == pytest.approx(0.087, abs=0.01)


@pytest.mark.parametrize("code", list(_TRUTHS))
def test_the_same_seed_gives_the_same_read_and_another_another(code: str) -> None:
    truths = _TRUTHS[code]
    assert read_again(truths, 7) == read_again(truths, 7)
    assert read_again(truths, 7) != read_again(truths, 8)


@pytest.mark.parametrize("seed", range(20))
def test_axes_stay_on_their_slice_about_their_middle_and_perpendicular(seed: int) -> None:
    for truths in _TRUTHS.values():
        for true, again in zip(truths, read_again(truths, seed), strict=True):
            for one, other in zip(true.lesions, again.lesions, strict=True):
                assert (one.name, one.state, one.sop_uid) == (other.name, other.state, other.sop_uid)
                if other.long_lps is None or other.short_lps is None or one.long_lps is None:
                    assert other == one
                    continue
                long_, short = (np.subtract(*axis) for axis in (other.long_lps, other.short_lps))
                assert float(long_ @ short) == pytest.approx(0.0, abs=1e-9)
                assert np.linalg.norm(short) <= np.linalg.norm(long_) + 1e-9
                for axis in (other.long_lps, other.short_lps):
                    assert np.mean(axis, axis=0) == pytest.approx(np.mean(one.long_lps, axis=0))
                    assert {end[2] for end in axis} == {one.long_lps[0][2]}
                assert other.long_mm is not None
                assert abs(other.long_mm - Decimal(dist(*other.long_lps))) <= Decimal("0.0501")


def test_the_second_reads_differ_from_the_first_in_one_call() -> None:
    calls = {}
    for code, seed in SECOND_READS.items():
        first, second = (
            [timepoint.overall for timepoint in assess_subject(lesion_rows(truths)).timepoints]
            for truths in (_TRUTHS[code], read_again(_TRUTHS[code], seed))
        )
        calls[code] = [
            (str(one), str(other)) for one, other in zip(first, second, strict=True) if one != other
        ]
    assert calls == {"DEMO-001": [("PR", "SD")], "DEMO-005": []}


def test_what_is_not_measured_is_read_alike() -> None:
    truths = _TRUTHS["DEMO-004"]
    states = [one.state for truth in read_again(truths, 1) for one in truth.lesions]
    assert states == [one.state for truth in truths for one in truth.lesions]
    assert {State.ABSENT, State.TOO_SMALL} <= set(states)
