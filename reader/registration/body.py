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
_CROSS = ndimage.generate_binary_structure(3, 1)


def body_of(values: Values) -> Mask:
    """Which voxels of a level of 4 mm (slices, rows, columns; HU) are the patient's trunk, neck and head.

    What is thinner than 20 mm falls off, the largest piece left is the body, and what it encloses in a slice
    belongs to it. All that is known where nothing is that thick.
    """
    known = ~np.isnan(values)
    solid = (values > _SOLID_HU) & known
    padded = np.pad(solid, 2, mode="edge")
    opened = ndimage.binary_opening(padded, _BALL)[2:-2, 2:-2, 2:-2]
    pieces, count = ndimage.label(opened, _CROSS)
    if count == 0:
        return known
    sizes = np.bincount(pieces.ravel())
    sizes[0] = 0
    core = pieces == int(sizes.argmax())
    body = ndimage.binary_dilation(core, _CROSS, iterations=3, mask=solid)
    return np.stack([_filled(a_slice) for a_slice in body]) & known


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
