"""Where a lesion of the prior scan lies in the current one: searched in blocks, then fitted ever closer."""

from dataclasses import dataclass, replace

import numpy as np

from measurements.following import Followed, LocalTransform, Method, Quality
from measurements.geometry.vectors import Vector
from reader.registration.alignment import Alignment
from reader.registration.fitting import Cloud, Fit, Read, Stiffness, cloud_of, correlation, fitted
from reader.registration.level import Level, ball_points, part
from reader.registration.local_transform import as_vector, local_transform
from reader.registration.pyramid import Pyramid, in_field_mm
from reader.registration.rigid import Floats, Matrix, moved
from reader.registration.search import FARTHEST_MM, block_mm, places
from reader.registration.surroundings import Surroundings, surroundings_of
from reader.registration.tissue import contrast, local_contrast
from reader.registration.trust import doubts_of, radius_mm

FARTHEST_OUTSIDE_MM = 15.0
"""A lesion whose cross-section says that it lies farther outside the scan is not looked for."""

_WIDE_MM, _WIDE_LUNG_MM, _WIDE_BEYOND_MM = 40.0, 44.0, 20.0
_NEAR_MM, _NEAR_LUNG_MM, _NEAR_BEYOND_MM = 28.0, 36.0, 14.0
_CLOSE_MM, _CLOSE_LUNG_MM, _CLOSE_BEYOND_MM = 20.0, 28.0, 10.0
_NEIGHBOURHOOD_VOXELS = 4.0
_MARGIN_VOXELS = 3.0 * _NEIGHBOURHOOD_VOXELS
_FADING = 0.7

_WIDE = Stiffness(6.0, 0.12)
_NEAR = Stiffness(4.0, 0.08, 0.1)
_CLOSE = Stiffness(3.0, 0.06, 0.1)
_LEAST_CORRELATION = 0.3
_FARTHEST_STEP_MM = 8.0
_RIVAL_MM = 4.0
_FAR_PENALTY = 0.3
_FARTHEST_MM = 36.0
_IMPOSSIBLE = -10.0
_NOTHING_ALIKE = 0.3
_LITTLE_ALIKE = 0.8
_UNLIKE_WHERE_GROWN = 0.8
_GROWN = 2.0
_CLEARLY_MORE = 0.05


@dataclass(frozen=True, eq=False)
class _Candidate:
    score: float
    wide: Fit
    near: Fit
    close: Fit


def follow(
    prior: Pyramid, current: Pyramid, alignment: Alignment, centre_lps: Vector, long_mm: float
) -> Followed:
    """Follows one lesion.

    Args:
        centre_lps: its middle in the prior scan, mm.
        long_mm: its long axis there; what lies in it is not compared, for it may have grown or gone. Where
            little around it is alike, what it would fill at twice its size is left out too.
    """
    centre = np.array(centre_lps, float)
    found = _followed(prior, current, alignment, surroundings_of(prior, centre, long_mm))
    alike = found.transform.quality.correlation
    if found.out_of_field or alike >= _UNLIKE_WHERE_GROWN:
        return found
    # A lesion that doubled lies where its surroundings were, and pulls every place towards what it left.
    grown = _followed(prior, current, alignment, surroundings_of(prior, centre, _GROWN * long_mm))
    better = grown.transform.quality.correlation > alike + _CLEARLY_MORE
    return grown if better and not grown.out_of_field else found


def _followed(prior: Pyramid, current: Pyramid, alignment: Alignment, around: Surroundings) -> Followed:
    centre = around.centre_lps
    start, section = alignment.start(centre)
    if in_field_mm(current, as_vector(_place(start, centre))) < -FARTHEST_OUTSIDE_MM:
        quality = Quality(0.0, 0.0, section, 0.0, 0.0, 1.0, 0.0)
        transform = local_transform(start, centre, block_mm(around.long_mm), quality, Method.SECTION)
        return _judged(transform, current, around)
    bench = _Bench(prior, current, start, around)
    candidates = sorted(map(bench.tried, bench.places()), key=lambda candidate: -candidate.score)
    best = candidates[0]
    unlike = best.near.correlation < _NOTHING_ALIKE and best.wide.correlation < _LITTLE_ALIKE
    found = start if unlike or best.score <= _IMPOSSIBLE else best.close.matrix
    place = _place(best.close.matrix, centre)
    rivals = [
        best.score - other.score
        for other in candidates[1:]
        if np.linalg.norm(_place(other.close.matrix, centre) - place) > _RIVAL_MM
    ]
    quality = Quality(
        best.near.correlation,
        best.wide.correlation,
        section,
        float(np.linalg.norm(_place(best.wide.matrix, centre) - place)),
        float(np.linalg.norm(_place(found, centre) - _place(start, centre))),
        min(rivals, default=1.0),
        best.close.share,
    )
    method = Method.SECTION if found is start else Method.BLOCKS
    return _judged(local_transform(found, centre, bench.near_mm, quality, method), current, around)


def _judged(transform: LocalTransform, current: Pyramid, around: Surroundings) -> Followed:
    place = transform.there(transform.centre_lps)
    inside_mm = in_field_mm(current, place)
    doubts = doubts_of(transform, inside_mm, around.in_parenchyma)
    radius = radius_mm(transform.quality, bool(doubts))
    return Followed(transform, place if inside_mm >= 0.0 else None, radius, doubts)


class _Bench:
    """What is compared around one lesion, made ready once for all places that are tried."""

    def __init__(self, prior: Pyramid, current: Pyramid, start: Matrix, around: Surroundings) -> None:
        self._start, self._around = start, around
        half, centre = 0.5 * around.long_mm, around.centre_lps
        at = _place(start, centre)
        lung = around.in_lung
        wide_mm = max(_WIDE_LUNG_MM if lung else _WIDE_MM, half + _WIDE_BEYOND_MM)
        self.near_mm = max(_NEAR_LUNG_MM if lung else _NEAR_MM, half + _NEAR_BEYOND_MM)
        close_mm = max(_CLOSE_LUNG_MM if lung else _CLOSE_MM, half + _CLOSE_BEYOND_MM)
        block = block_mm(around.long_mm) + FARTHEST_MM
        self._prior_middle = _local(prior.middle, centre, max(wide_mm, block_mm(around.long_mm)) + 4.0)
        self._current_middle = _local(current.middle, at, 1.4 * block)
        prior_fine = _local(prior.fine, centre, self.near_mm + 4.0)
        self._fine = _local(current.fine, at, self.near_mm + FARTHEST_MM + _FARTHEST_STEP_MM).read
        plain_prior = _plain(prior.middle, centre, wide_mm + 8.0)
        self._plain = _plain(current.middle, at, wide_mm + FARTHEST_MM + 12.0).read
        wide = centre + ball_points(wide_mm, 4.0)
        near, close = centre + ball_points(self.near_mm, 3.0), centre + ball_points(close_mm, 2.0)
        weights = around.weights(wide)
        self._wide_plain = cloud_of(plain_prior.read, wide, weights, centre, 2.0)
        self._wide = cloud_of(self._prior_middle.read, wide, weights, centre, 2.0)
        self._near = cloud_of(
            prior_fine.read, near, around.weights(near, _FADING * (self.near_mm - half)), centre, 1.0
        )
        self._close = cloud_of(
            prior_fine.read, close, around.weights(close, _FADING * (close_mm - half)), centre, 1.0
        )

    def places(self) -> list[Matrix]:
        return places(self._prior_middle, self._current_middle, self._start, self._around)

    def tried(self, place: Matrix) -> _Candidate:
        """A place fitted in three steps, each kept only if it brings the scans closer together."""
        if not self._around.in_lung:
            place = fitted(self._wide_plain, self._plain, place, _WIDE).matrix
        wide = fitted(self._wide, self._current_middle.read, place, _WIDE)
        near = self._closer(self._near, self._fine, wide.matrix, _NEAR)
        close = self._closer(self._close, self._fine, near.matrix, _CLOSE)
        centre = self._around.centre_lps
        far_mm = float(np.linalg.norm(_place(close.matrix, centre) - _place(self._start, centre)))
        if far_mm > _FARTHEST_MM:
            return _Candidate(_IMPOSSIBLE, wide, near, close)
        score = 0.5 * wide.correlation + near.correlation + 0.5 * close.correlation
        return _Candidate(score - _FAR_PENALTY * (far_mm / FARTHEST_MM) ** 2, wide, near, close)

    def _closer(self, cloud: Cloud, read: Read, start: Matrix, stiffness: Stiffness) -> Fit:
        before, share = correlation(cloud, read, start)
        fit = fitted(cloud, read, start, stiffness)
        centre = self._around.centre_lps
        step_mm = float(np.linalg.norm(_place(fit.matrix, centre) - _place(start, centre)))
        if fit.correlation > max(before, _LEAST_CORRELATION) and step_mm <= _FARTHEST_STEP_MM:
            return fit
        return Fit(start, before, share)


def _local(level: Level, centre: Floats, reach_mm: float) -> Level:
    box = part(level, centre, reach_mm + _MARGIN_VOXELS * level.spacing_mm)
    return replace(box, values=local_contrast(box.values, _NEIGHBOURHOOD_VOXELS))


def _plain(level: Level, centre: Floats, reach_mm: float) -> Level:
    box = part(level, centre, reach_mm)
    return replace(box, values=contrast(box.values))


def _place(matrix: Matrix, centre: Floats) -> Floats:
    return np.asarray(moved(matrix, centre[None])[0])
