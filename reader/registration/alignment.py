"""Two scans brought together roughly: one shift for all, then cross-section after cross-section.

A neck bends and a head turns, so one rigid motion misses by centimetres. Cross-sections of 40 mm are fitted
from the best one outwards, each beginning where its neighbour says.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import binary_dilation

from measurements.progress import Report, silent
from reader.registration.body import Mask
from reader.registration.fitting import Cloud, Fit, Read, Stiffness, cloud_of, correlation, fitted
from reader.registration.level import Level, Values
from reader.registration.matching import correlations, peaks
from reader.registration.pyramid import Pyramid
from reader.registration.rigid import Floats, Matrix, about, moved, shift, turn_by
from reader.registration.tissue import contrast

_COARSE_MM = 8.0
_FARTHEST_SHIFT_MM = 160.0
_LEAST_SHARED_MM = 32.0
_LEAST_SHARE = 0.06
_FULL_SHARE = 0.35
_CANDIDATES = 6
_BETWEEN_SECTIONS_MM = 24.0
_SECTION_MM = 40.0
_MOST_POINTS = 5000
_WHOLE = Stiffness(60.0, 0.35)
_SECTION = Stiffness(12.0, 0.12)
_SECTION_FINE = Stiffness(6.0, 0.06)
_TURNED_BELOW = 0.85
_TURNS_RAD = 0.26


@dataclass(frozen=True, eq=False)
class Alignment:
    """How the cross-sections of a prior scan lie in a current one.

    Attributes:
        heights_mm: (n,), LPS z of the middles of the prior's cross-sections, falling.
        matrices: (n, 4, 4), prior to current.
        correlations: (n,); 0 where a section lies outside the current scan and goes with its neighbour.
        whole: correlation of everything the two scans share.
    """

    heights_mm: Floats
    matrices: Floats
    correlations: Floats
    whole: float

    def start(self, point_lps: Floats) -> tuple[Matrix, float]:
        """The motion at a point (3,), between its two nearest cross-sections, and their correlation."""
        after = int(
            np.clip(np.searchsorted(-self.heights_mm, -point_lps[2]), 1, max(len(self.heights_mm) - 1, 1))
        )
        if len(self.heights_mm) == 1:
            return self.matrices[0], float(self.correlations[0])
        upper, lower = self.heights_mm[after - 1], self.heights_mm[after]
        share = float(np.clip((upper - point_lps[2]) / (upper - lower), 0.0, 1.0))
        both = (
            moved(self.matrices[after - 1], point_lps[None])[0],
            moved(self.matrices[after], point_lps[None])[0],
        )
        nearest = after if share > 0.5 else after - 1
        turn = self.matrices[nearest][:3, :3]
        place = (1.0 - share) * both[0] + share * both[1]
        return about(point_lps, place, turn), float(self.correlations[nearest])


def align(prior: Pyramid, current: Pyramid, report: Report = silent) -> Alignment:
    """Brings two scans of one patient together.

    Raises:
        Cancelled: from `report`.
    """
    report(0, 0, "Comparing the scans")
    read_coarse = _reader(current.coarse)
    read_middle = _reader(current.middle)
    near = binary_dilation(prior.body, iterations=2)
    everything = _everything(prior, near)
    best = _best([fitted(everything, read_coarse, start, _WHOLE) for start in _starts(prior, current, near)])
    report(0, 0, "Comparing the scans")
    if best.correlation < _TURNED_BELOW:
        turns = [turn_by(way * _TURNS_RAD * axis) for axis in np.eye(3) for way in (-1.0, 1.0)]
        about_centre = [about(everything.centre_lps, everything.centre_lps, turn) for turn in turns]
        tries = [fitted(everything, read_coarse, best.matrix @ turn, _WHOLE) for turn in about_centre]
        best = _best([best, *tries])
    heights = _heights(prior)
    read_prior = _reader(prior.middle)
    points = _points(prior, near, 2)
    clouds = [_section_cloud(read_prior, points, float(height)) for height in heights]
    single = [correlation(cloud, read_coarse, best.matrix) for cloud in clouds]
    ranks = [
        found * min(1.0, share / 0.7) * min(1.0, len(cloud.values) / 1500)
        for (found, share), cloud in zip(single, clouds, strict=True)
    ]
    seed = int(np.argmax(ranks))
    matrices = [best.matrix] * len(heights)
    found = np.zeros(len(heights))
    for way in (1, -1):
        neighbour = best.matrix
        index = seed if way == 1 else seed - 1
        if way == -1:
            neighbour = matrices[seed]
        while 0 <= index < len(heights):
            report(index, len(heights), "Comparing the scans")
            fit = _section(clouds[index], read_coarse, read_middle, neighbour, best.matrix)
            matrices[index] = fit.matrix if fit.share > 0.5 and fit.correlation > 0.3 else neighbour
            found[index] = fit.correlation if fit.share > 0.5 else 0.0
            neighbour = matrices[index]
            index += way
    return Alignment(heights, np.array(matrices), found, best.correlation)


def _section(cloud: Cloud, coarse: Read, middle: Read, neighbour: Matrix, whole: Matrix) -> Fit:
    """One cross-section fitted from its neighbour's motion, and from the motion of the whole."""
    tries = [fitted(cloud, coarse, neighbour, _SECTION)]
    if tries[0].correlation < 0.9:
        tries.append(fitted(cloud, coarse, whole, _SECTION))
    best = max(tries, key=lambda fit: fit.correlation * min(1.0, fit.share / 0.7))
    return fitted(cloud, middle, best.matrix, _SECTION_FINE)


def _reader(level: Level) -> Read:
    compared = Level(contrast(level.values), level.spacing_mm, level.to_index)
    return compared.read


def _heights(prior: Pyramid) -> Floats:
    corners = _corners(prior.middle)
    inside = moved(prior.middle.to_lps, np.argwhere(prior.body)[::7].astype(float))
    column = inside[:, 2] if len(inside) else corners[:, 2]
    top, bottom = float(column.max()), float(column.min())
    count = max(int((top - bottom) / _BETWEEN_SECTIONS_MM), 1)
    pace = (top - bottom) / count
    return np.asarray(top - pace * (np.arange(count) + 0.5))


def _points(prior: Pyramid, near: Mask, stride: int) -> Floats:
    """Every so many voxels in and just around the body, (n, 3) LPS mm."""
    index = np.argwhere(near[::stride, ::stride, ::stride]) * stride
    return moved(prior.middle.to_lps, index.astype(float))


def _everything(prior: Pyramid, near: Mask) -> Cloud:
    points = _fewer(_points(prior, near, 3))
    return _equal_cloud(_reader(prior.coarse), points, _COARSE_MM / 2)


def _section_cloud(read: Read, points: Floats, height_mm: float) -> Cloud:
    return _equal_cloud(read, _fewer(points[np.abs(points[:, 2] - height_mm) <= _SECTION_MM / 2]), 2.0)


def _equal_cloud(read: Read, points: Floats, step_mm: float) -> Cloud:
    centre = points.mean(axis=0) if len(points) else np.zeros(3)
    return cloud_of(read, points, np.ones(len(points), np.float32), centre, step_mm)


def _fewer(points: Floats) -> Floats:
    if len(points) <= _MOST_POINTS:
        return points
    return points[np.random.default_rng(1).permutation(len(points))[:_MOST_POINTS]]


def _best(fits: list[Fit]) -> Fit:
    """The best of all, where one that shares little with the other scan has to be better."""
    return max(fits, key=lambda fit: fit.correlation * min(1.0, fit.share / _FULL_SHARE) ** 0.5)


def _starts(prior: Pyramid, current: Pyramid, near: Mask) -> list[Matrix]:
    """Shifts under which the two scans look alike, and none at all, which is where the tables were."""
    first, fixed = _upright(prior.coarse)
    where = Level(near.astype(np.float32), prior.middle.spacing_mm, prior.middle.to_index)
    corner, other = _upright(current.coarse)
    grid = np.stack(np.meshgrid(*(np.arange(n) for n in fixed.shape), indexing="ij"), axis=-1).reshape(-1, 3)
    weights = np.nan_to_num(where.read((first + _COARSE_MM * grid)[:, ::-1])).reshape(fixed.shape)
    weights[np.isnan(fixed)] = 0.0
    template = np.nan_to_num(fixed)
    beyond = [
        int(np.ceil(_FARTHEST_SHIFT_MM / _COARSE_MM)) + max(0, (f - o) // 2 + 1)
        for f, o in zip(fixed.shape, other.shape, strict=True)
    ]
    beyond[0] = fixed.shape[0] - int(_LEAST_SHARED_MM / _COARSE_MM)
    beyond = [max(b, 0, f - o) for b, f, o in zip(beyond, fixed.shape, other.shape, strict=True)]
    block = np.pad(other, [(b, b) for b in beyond], constant_values=np.nan)
    found, share = correlations(template, weights.astype(np.float32), block, _LEAST_SHARE)
    scores = np.where(found > -1.0, found * np.minimum(share / _FULL_SHARE, 1.0) ** 0.5, -1.0)
    offset = corner - first - _COARSE_MM * np.array(beyond)
    shifts = [offset + _COARSE_MM * np.array(at) for at in peaks(scores.astype(np.float32), _CANDIDATES, 2)]
    return [np.eye(4), *(shift(np.asarray(s)[::-1]) for s in shifts)]


def _upright(level: Level) -> tuple[Floats, Values]:
    """A level on an even lattice along z, y and x: its first point (z, y, x), mm, and its contrast."""
    corners = _corners(level)[:, ::-1]
    low, high = corners.min(axis=0), corners.max(axis=0)
    axes = [np.arange(a, b + 1e-3, _COARSE_MM) for a, b in zip(low, high, strict=True)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    values = level.read(grid.reshape(-1, 3)[:, ::-1]).reshape(grid.shape[:3])
    return low, contrast(values)


def _corners(level: Level) -> Floats:
    last = np.array(level.values.shape) - 1
    ends = np.array([[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)]) * last
    return moved(level.to_lps, ends.astype(float))
