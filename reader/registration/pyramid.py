"""What registration keeps of a scan: coarse levels of it, the body without the table, and the field."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from measurements.geometry.vectors import Vector
from measurements.progress import Report, silent
from reader.registration.body import body_of
from reader.registration.level import Level, Values
from reader.volume.volume import Volume

FINE_MM = 2.0
_NO_DATA_HU = -1200.0
"""Scanners fill what they did not reconstruct with values below air, with or without calling it padding."""

LOWEST_HU, HIGHEST_HU = -1000.0, 1500.0
_FEW = 8


@dataclass(frozen=True, eq=False)
class Pyramid:
    """A scan at 2, 4 and 8 mm, some 40 MB for a chest; made once, dropped and made again at will.

    Attributes:
        fine, middle, coarse: the levels; outside the body, table and arms there are air.
        body: of `middle`, which voxels lie in the body, lungs included.
        field_index: first and last index of `fine` (2, 3) that the scan covers, to half a voxel of the scan.
    """

    fine: Level
    middle: Level
    coarse: Level
    body: NDArray[np.bool_]
    field_index: NDArray[np.float64]

    @property
    def held_bytes(self) -> int:
        """What it takes in memory."""
        levels = (self.fine, self.middle, self.coarse)
        return sum(level.values.nbytes for level in levels) + self.body.nbytes


def pyramid_of(volume: Volume, report: Report = silent) -> Pyramid:
    """The pyramid of a volume, at the true positions of its slices.

    Raises:
        Cancelled: from `report`.
    """
    fine = _fine_level(volume, report)
    middle = fine.coarser()
    body = body_of(middle.values)
    fine = replace(fine, values=_without_surroundings(fine.values, body))
    middle = replace(middle, values=_aired(middle.values, body))
    return Pyramid(fine, middle, middle.coarser(), body, _field(volume, fine))


def _fine_level(volume: Volume, report: Report) -> Level:
    lattice = volume.lattice
    frame = np.array([lattice.normal, lattice.along_column, lattice.along_row])
    low = np.array([lattice.depths_mm[0], *lattice.beside_mm.min(axis=0)])
    spacing = np.array(lattice.spacing_mm)
    reach = np.ptp(lattice.beside_mm, axis=0) + (np.array(lattice.shape[1:]) - 1) * spacing
    size = tuple(int(length) for length in np.floor(reach / FINE_MM).astype(int) + 1)
    depths = lattice.depths_mm[0] + FINE_MM * np.arange(int(np.ptp(lattice.depths_mm) / FINE_MM + 1e-6) + 1)
    slices = np.empty((lattice.shape[0], *size), np.float32)
    for index in range(lattice.shape[0]):
        if index % _FEW == 0:
            report(index, lattice.shape[0], "Preparing the scan for comparison")
        slices[index] = _reduced(volume, index, lattice.beside_mm[index] - low[1:], (size[0], size[1]))
    values = np.stack([_between(volume, slices, float(depth)) for depth in depths])
    to_index = np.eye(4)
    to_index[:3, :3] = frame / FINE_MM
    to_index[:3, 3] = -low / FINE_MM
    return Level(values, FINE_MM, to_index)


def _reduced(volume: Volume, index: int, beside_mm: NDArray[np.float64], size: tuple[int, int]) -> Values:
    """Slice `index` averaged to the pixels of the fine level, (rows, columns) HU."""
    spacing = volume.lattice.spacing_mm
    stored = volume.voxels[index]
    hu = stored.astype(np.float32)
    hu *= volume.slopes[index]
    hu += volume.intercepts[index]
    nothing = hu < _NO_DATA_HU
    if volume.padding is not None:
        nothing |= stored == volume.padding
    gaps = bool(nothing.any())
    if not volume.lattice.known[index]:
        return np.full(size, np.nan, np.float32)
    np.clip(hu, LOWEST_HU, HIGHEST_HU, out=hu)
    pace = [max(int(FINE_MM / step + 1e-6), 1) for step in spacing]
    rows, columns = (length // step for length, step in zip(hu.shape, pace, strict=True))
    cut = (slice(rows * pace[0]), slice(columns * pace[1]))
    place = np.array(
        [
            [
                FINE_MM / (spacing[1] * pace[1]),
                0.0,
                -beside_mm[1] / (spacing[1] * pace[1]) - (pace[1] - 1) / (2 * pace[1]),
            ],
            [
                0.0,
                FINE_MM / (spacing[0] * pace[0]),
                -beside_mm[0] / (spacing[0] * pace[0]) - (pace[0] - 1) / (2 * pace[0]),
            ],
        ]
    )

    def placed(picture: Values) -> Values:
        small = cv2.resize(picture[cut], (columns, rows), interpolation=cv2.INTER_AREA)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return np.asarray(
            cv2.warpAffine(small, place, (size[1], size[0]), flags=flags, borderMode=cv2.BORDER_REPLICATE),
            np.float32,
        )

    reduced = placed(hu)
    if gaps:
        reduced[placed(nothing.astype(np.float32)) > 0.5] = np.nan
    return reduced


def _between(volume: Volume, slices: Values, depth_mm: float) -> Values:
    """The level's slice at a depth: thin slices averaged over 2 mm, thick ones interpolated."""
    depths, bridged = volume.lattice.depths_mm, volume.lattice.bridged
    after = int(np.clip(np.searchsorted(depths, depth_mm), 1, len(depths) - 1))
    if not bridged[after - 1] and abs(depths - depth_mm).min() > FINE_MM / 2:
        return np.full(slices.shape[1:], np.nan, np.float32)
    reach = max(FINE_MM, float(depths[after] - depths[after - 1]))
    weights = np.maximum(1.0 - np.abs(depths - depth_mm) / reach, 0.0) * volume.lattice.known
    taken = np.flatnonzero(weights)
    if not len(taken):
        return np.full(slices.shape[1:], np.nan, np.float32)
    share = (weights[taken] / weights[taken].sum()).astype(np.float32)
    return np.asarray(
        np.tensordot(share, slices[taken[0] : taken[-1] + 1][taken - taken[0]], axes=1), np.float32
    )


def _without_surroundings(fine: Values, body: NDArray[np.bool_]) -> Values:
    """Air in the fine level wherever the body, known at twice its spacing, is not."""
    grown = np.repeat(np.repeat(np.repeat(body, 2, axis=0), 2, axis=1), 2, axis=2)
    widths = [(0, length - there) for length, there in zip(fine.shape, grown.shape, strict=True)]
    return _aired(fine, np.pad(grown, widths, mode="edge"))


def _aired(values: Values, body: NDArray[np.bool_]) -> Values:
    return np.where(body | np.isnan(values), values, np.float32(LOWEST_HU))


def _field(volume: Volume, fine: Level) -> NDArray[np.float64]:
    """First and last index of the fine level that the scan covers, outermost voxels whole."""
    lattice = volume.lattice
    gaps = np.diff(lattice.depths_mm)
    half = 0.5 * np.array([float(np.median(gaps)), *lattice.spacing_mm]) / FINE_MM
    corners = fine.index(lattice.outline_lps)
    return np.stack([corners.min(axis=0) - half, corners.max(axis=0) + half])


def in_field_mm(pyramid: Pyramid, point_lps: Vector) -> float:
    """How far inside the scanned field a point lies, mm; negative outside it."""
    index = pyramid.fine.index(np.array([point_lps]))[0]
    return float(
        FINE_MM * min((index - pyramid.field_index[0]).min(), (pyramid.field_index[1] - index).min())
    )
