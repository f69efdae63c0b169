"""Lesions followed in a body of clumps that is shifted, turned, bent, scanned otherwise, or not at all."""

from collections.abc import Callable
from dataclasses import astuple

import numpy as np
import pytest

from measurements.following import Doubt, Followed, LocalTransform, Method, Quality
from measurements.progress import Cancelled
from reader.registration.alignment import align
from reader.registration.following import follow
from reader.registration.local_transform import local_transform
from reader.registration.pyramid import Pyramid, pyramid_of
from reader.registration.rigid import about, turn_by
from reader.registration.trust import CHECKED_MM, RULE_MM, doubts_of, radius_mm
from tests.reader.registration.clumps import clumps, scanned

Points = np.ndarray
BODY = clumps()
PLACES = [(0.0, 0.0, 0.0), (30.0, -20.0, 40.0), (-35.0, 10.0, -45.0), (10.0, 40.0, 10.0)]


@pytest.fixture(scope="module")
def prior() -> Pyramid:
    return pyramid_of(scanned(BODY))


def lying(
    shift: tuple[float, float, float], turn_deg: tuple[float, float, float]
) -> tuple[Callable[[Points], Points], Callable[[Points], Points]]:
    """To the body at rest, and from it, for a body that lies elsewhere and turned."""
    turn = turn_by(np.radians(turn_deg))
    return (lambda p: (p - np.array(shift)) @ turn), (lambda p: p @ turn.T + np.array(shift))


def bent(degrees: float) -> Callable[[Points], Points]:
    """To the body at rest, for one bent like a neck above its middle."""

    def to_rest(points: Points) -> Points:
        angle = np.radians(degrees) * np.clip((points[:, 2] + 20.0) / 80.0, 0.0, 1.0)
        c, s = np.cos(angle), np.sin(angle)
        z = points[:, 2] + 20.0
        return np.stack([points[:, 0], c * points[:, 1] - s * z, s * points[:, 1] + c * z - 20.0], axis=1)

    return to_rest


def from_rest(to_rest: Callable[[Points], Points], place: tuple[float, float, float]) -> Points:
    at = np.array(place)
    for _ in range(100):
        at = at - (to_rest(at[None])[0] - np.array(place))
    return at


def followed(
    prior: Pyramid, current: Pyramid, place: tuple[float, float, float], long_mm: float = 12.0
) -> Followed:
    return follow(prior, current, align(prior, current), place, long_mm)


@pytest.mark.parametrize(
    ("shift", "turn"),
    [
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
        ((18.0, -12.0, 45.0), (0.0, 0.0, 0.0)),
        ((-6.0, 9.0, -30.0), (6.0, -4.0, 8.0)),
        ((20.0, -15.0, 35.0), (15.0, 10.0, -25.0)),
    ],
)
def test_shift_and_turn_of_the_whole_body(
    prior: Pyramid, shift: tuple[float, float, float], turn: tuple[float, float, float]
) -> None:
    to_rest, back = lying(shift, turn)
    current = pyramid_of(
        scanned(BODY, to_rest, heights=(105.0 + shift[2], -105.0 + shift[2]), reach_mm=112.0)
    )
    alignment = align(prior, current)
    for place in PLACES:
        found = follow(prior, current, alignment, place, 12.0)
        assert found.place_lps == pytest.approx(back(np.array(place)), abs=1.0)
        assert not found.check
        assert found.radius_mm < 5.0
        assert {type(value) for value in (found.radius_mm, *astuple(found.transform.quality))} == {float}
        assert found.transform.back(found.place_lps) == pytest.approx(place)


def test_a_bent_body_with_thick_slices_other_pixels_another_phase_and_noise(prior: Pyramid) -> None:
    to_rest = bent(14.0)
    current = pyramid_of(
        scanned(
            BODY,
            to_rest,
            heights=(110.0, -96.0),
            step_mm=5.0,
            pixel_mm=1.7,
            noise_hu=30.0,
            change=lambda hu: np.where((hu > 20) & (hu < 300), hu + 60.0, hu),
        )
    )
    alignment = align(prior, current)
    for place in PLACES:
        found = follow(prior, current, alignment, place, 12.0)
        assert found.place_lps is not None
        assert np.linalg.norm(np.array(found.place_lps) - from_rest(to_rest, place)) < 2.0


@pytest.mark.parametrize("current_mm", [0.0, 10.0, 40.0])
def test_a_lesion_that_went_or_doubled_is_no_landmark(current_mm: float) -> None:
    place = (20.0, -10.0, 15.0)
    to_rest, back = lying((5.0, -7.0, 12.0), (3.0, 0.0, -4.0))
    one = pyramid_of(scanned(BODY, lesion=(place, 20.0)))
    other = pyramid_of(scanned(BODY, to_rest, lesion=(place, current_mm), heights=(108.0, -84.0)))
    found = followed(one, other, place, 20.0)
    assert found.place_lps == pytest.approx(back(np.array(place)), abs=1.5)


@pytest.mark.parametrize("bend_deg", [0.0, 10.0])
def test_a_large_lesion_that_doubled_is_not_missed_for_what_it_fills(bend_deg: float) -> None:
    """All that is compared around 24 mm lies in 48 mm: places were up to 4 mm off, and doubted."""
    place, to_rest = (-15.0, 5.0, 30.0), bent(bend_deg)
    one = pyramid_of(scanned(BODY, lesion=(place, 24.0)))
    other = pyramid_of(scanned(BODY, to_rest, lesion=(place, 48.0), heights=(108.0, -84.0)))
    found = followed(one, other, place, 24.0)
    assert found.place_lps == pytest.approx(from_rest(to_rest, place), abs=1.0)
    assert Doubt.LOW_CORRELATION not in found.doubts


def test_outside_the_field_nothing_is_guessed(prior: Pyramid) -> None:
    current = pyramid_of(scanned(BODY, heights=(10.0, -96.0)))
    alignment = align(prior, current)
    above = follow(prior, current, alignment, (5.0, 0.0, 60.0), 12.0)
    assert (above.place_lps, above.out_of_field) == (None, True)
    below = follow(prior, current, alignment, (5.0, 0.0, -40.0), 12.0)
    assert below.place_lps == pytest.approx((5.0, 0.0, -40.0), abs=1.0)
    assert not below.out_of_field
    edge = follow(prior, current, alignment, (5.0, 0.0, 8.0), 12.0)
    assert Doubt.EDGE in edge.doubts


def test_another_body_is_doubted(prior: Pyramid) -> None:
    other = pyramid_of(scanned(clumps(99)))
    alignment = align(prior, other)
    for place in PLACES:
        found = follow(prior, other, alignment, place, 12.0)
        assert found.check
        assert found.radius_mm >= CHECKED_MM


def test_it_stops_when_nobody_waits(prior: Pyramid) -> None:
    def nobody(done: int, total: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        align(prior, prior, nobody)


GOOD = Quality(0.95, 0.95, 0.95, 0.5, 1.0, 1.0, 1.0)


def transform(quality: Quality = GOOD, method: Method = Method.BLOCKS) -> LocalTransform:
    motion = about(
        np.array([1.0, 2.0, 3.0]), np.array([4.0, 4.0, 4.0]), turn_by(np.array([0.0, 0.0, np.pi / 2]))
    )
    return local_transform(motion, np.array([1.0, 2.0, 3.0]), 28.0, quality, method)


def test_a_reader_sets_a_transform_right_with_one_point_in_each_scan() -> None:
    before = transform()
    after = before.corrected((11.0, 2.0, 3.0), (0.0, 0.0, 0.0))
    assert after.there((11.0, 2.0, 3.0)) == pytest.approx((0.0, 0.0, 0.0))
    assert after.there((12.0, 2.0, 3.0)) == pytest.approx((0.0, 1.0, 0.0))
    assert (after.method, after.centre_lps, after.quality) == (Method.READER, (11.0, 2.0, 3.0), GOOD)
    assert before.there((1.0, 2.0, 3.0)) == pytest.approx((4.0, 4.0, 4.0))


@pytest.mark.parametrize(
    ("quality", "method", "inside_mm", "parenchyma", "doubts"),
    [
        (GOOD, Method.BLOCKS, 40.0, False, ()),
        (GOOD, Method.BLOCKS, 40.0, True, (Doubt.PARENCHYMA,)),
        (GOOD, Method.BLOCKS, 2.0, False, (Doubt.EDGE,)),
        (GOOD, Method.BLOCKS, -30.0, False, ()),
        (GOOD, Method.SECTION, 40.0, False, (Doubt.NOT_COMPARED,)),
        (Quality(0.55, 0.95, 0.95, 0.5, 1.0, 1.0, 1.0), Method.BLOCKS, 40.0, False, (Doubt.LOW_CORRELATION,)),
        (Quality(0.95, 0.55, 0.95, 0.5, 1.0, 1.0, 1.0), Method.BLOCKS, 40.0, False, (Doubt.LOW_CORRELATION,)),
        (Quality(0.95, 0.95, 0.55, 0.5, 1.0, 1.0, 1.0), Method.BLOCKS, 40.0, False, (Doubt.LOW_CORRELATION,)),
        (Quality(0.95, 0.95, 0.95, 4.5, 1.0, 1.0, 1.0), Method.BLOCKS, 40.0, False, (Doubt.STAGES_DISAGREE,)),
        (Quality(0.95, 0.95, 0.95, 0.5, 13.0, 1.0, 1.0), Method.BLOCKS, 40.0, False, (Doubt.FAR,)),
        (Quality(0.95, 0.95, 0.95, 0.5, 1.0, 0.05, 1.0), Method.BLOCKS, 40.0, False, (Doubt.RIVAL,)),
        (Quality(0.95, 0.95, 0.95, 0.5, 1.0, 1.0, 0.5), Method.BLOCKS, 40.0, False, (Doubt.EDGE,)),
    ],
)
def test_doubts(
    quality: Quality, method: Method, inside_mm: float, parenchyma: bool, doubts: tuple[Doubt, ...]
) -> None:
    assert doubts_of(transform(quality, method), inside_mm, parenchyma) == doubts


def test_the_circle_widens_with_doubt() -> None:
    assert radius_mm(GOOD, False) == RULE_MM
    worse = Quality(0.75, 0.95, 0.95, 3.0, 6.0, 1.0, 1.0)
    assert RULE_MM < radius_mm(worse, False) < radius_mm(worse, True)
    assert radius_mm(GOOD, True) == CHECKED_MM
