"""HU turned into what is compared: lung, soft tissue and bone each with a contrast of its own."""

import numpy as np
from scipy.ndimage import gaussian_filter

from reader.registration.level import Values

_HU = (-1000.0, -700.0, -150.0, 150.0, 400.0, 1500.0)
_CONTRAST = (-3.4, -2.5, -1.2, 1.2, 1.8, 2.6)
"""Steep between fat and muscle, flat where contrast medium and bone go."""

_FLAT = 0.25
"""Contrast below which tissue counts as even: some 30 HU of soft tissue, what noise leaves at 2 mm."""


def contrast(hu: Values) -> Values:
    """HU as contrast; NaN stays."""
    return np.interp(hu, _HU, _CONTRAST).astype(np.float32)


def local_contrast(hu: Values, reach_voxels: float) -> Values:
    """Contrast above the mean of the neighbourhood, in units of its spread: a vessel counts as much as bone.

    Args:
        hu: (slices, rows, columns); NaN where there is no data, and the result there.
        reach_voxels: standard deviation of the neighbourhood.
    """
    values = contrast(hu)
    known = ~np.isnan(values)
    weight = gaussian_filter(known.astype(np.float32), reach_voxels, truncate=2.5) + np.float32(1e-6)
    values = np.where(known, values, np.float32(0.0))
    mean = gaussian_filter(values, reach_voxels, truncate=2.5) / weight
    spread = gaussian_filter(values * values, reach_voxels, truncate=2.5) / weight - mean * mean
    result = (values - mean) / (np.sqrt(np.maximum(spread, 0.0)) + np.float32(_FLAT))
    return np.where(known, result, np.float32(np.nan)).astype(np.float32)
