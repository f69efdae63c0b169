"""The body in a scan, lungs included, without table, clothes and free arms."""

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from reader.registration.level import Values

Mask = NDArray[np.bool_]

_SOLID_HU = -300.0
_BALL = np.array(
    [
        [[dz * dz + dy * dy + dx * dx <= 5 for dx in range(-2, 3)] for dy in range(-2, 3)]
        for dz in range(-2, 3)
    ]
)
_MERE_AIR_HU = -970.0
_LEAST_WITHIN = 0.25
_WALL_VOXELS = 5
_CROSS = ndimage.generate_binary_structure(3, 1)


def body_of(values: Values) -> Mask:
    """Which voxels of a level of 4 mm (slices, rows, columns; HU) are the patient's trunk, neck and head.

    What is thinner than 20 mm falls off, the largest piece left is the body, and what it encloses in a slice
    belongs to it; so does the thin wall of a chest, by what it encloses. All that is known where nothing is
    that thick.
    """
    known = ~np.isnan(values)
    solid = (values > _SOLID_HU) & known
    pieces, count = ndimage.label(_thick(solid), _CROSS)
    if count == 0:
        return known
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    core = pieces == int(sizes.argmax())
    body = ndimage.binary_dilation(core, _CROSS, iterations=3, mask=solid)
    body |= _thin_wall(body, solid, values)
    return np.stack([_filled(a_slice) for a_slice in body]) & known


def _thin_wall(body: Mask, solid: Mask, values: Values) -> Mask:
    """What closes the body around its lungs though it is too thin to be a part of it by itself.

    Lungs are what anything solid encloses that is thick, no mere air, and reaches well into the body's hull:
    not what lies between arms and trunk, nor the filling of a table.
    """
    enclosed = np.stack([_filled(a_slice) for a_slice in solid]) & ~solid & ~np.isnan(values)
    pieces, _ = ndimage.label(enclosed, _CROSS)
    thick = np.setdiff1d(np.unique(pieces[_thick(enclosed)]), [0])
    hull = np.stack([_hull(a_slice) for a_slice in body])
    lungs = [
        piece
        for piece, hu, within in zip(
            thick, ndimage.mean(values, pieces, thick), ndimage.mean(hull, pieces, thick), strict=True
        )
        if hu > _MERE_AIR_HU and within > _LEAST_WITHIN
    ]
    return np.asarray(
        solid & ndimage.binary_dilation(np.isin(pieces, lungs), _CROSS, iterations=_WALL_VOXELS)
    )


def _thick(mask: Mask) -> Mask:
    """Where a ball of 20 mm has room in a mask that goes on beyond its edges."""
    padded = np.pad(mask, 2, mode="edge")
    return np.asarray(ndimage.binary_opening(padded, _BALL)[2:-2, 2:-2, 2:-2])


def _hull(a_slice: Mask) -> Mask:
    """The convex hull of what a slice holds."""
    result = np.zeros(a_slice.shape, np.uint8)
    at = np.argwhere(a_slice)[:, ::-1].astype(np.int32)
    if len(at):
        cv2.fillConvexPoly(result, cv2.convexHull(at), 1)
    return result > 0


def _filled(a_slice: Mask) -> Mask:
    """A slice with what it encloses; what it holds against the edge of the picture is enclosed as well."""
    framed = np.pad(a_slice, 2)
    for edge, line in (
        (framed[1, 2:-2], a_slice[0]),
        (framed[-2, 2:-2], a_slice[-1]),
        (framed[2:-2, 1], a_slice[:, 0]),
        (framed[2:-2, -2], a_slice[:, -1]),
    ):
        at = np.flatnonzero(line)
        if len(at):
            edge[at[0] : at[-1] + 1] = True
    outside = framed.astype(np.uint8)
    cv2.floodFill(outside, None, (0, 0), 2)
    return np.asarray(outside[2:-2, 2:-2] != 2)
