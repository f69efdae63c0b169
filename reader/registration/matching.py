"""Normalised correlation of a weighted template with every place of a larger block, in one go."""

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from reader.registration.level import Values

_LEAST_SPREAD = 1e-3


def correlations(
    template: Values, weights: Values, block: Values, least_share: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Correlation of `template` with `block` at every shift (Padfield 2012, weighted).

    Args:
        template, weights: of one shape; weight 0 leaves a voxel out.
        block: larger; NaN where there is no data.
        least_share: of the weight that must meet data.

    Returns:
        Correlations and shares of the weight that met data, both of shape block - template + 1; the
        correlation is -1 where the share is too small. Entry (0, 0, 0) has the first voxels on each other.
    """
    known = ~np.isnan(block)
    filled = np.where(known, block, np.float32(0.0))
    template = np.where(weights > 0, template, np.float32(0.0))
    shape = [fft.next_fast_len(n, real=True) for n in block.shape]
    valid = tuple(slice(b - t + 1) for b, t in zip(block.shape, template.shape, strict=True))

    def spectrum(values: Values) -> NDArray[np.complex64]:
        return np.asarray(fft.rfftn(values, shape))

    def summed(one: NDArray[np.complex64], other: NDArray[np.complex64]) -> Values:
        return np.asarray(fft.irfftn(one * np.conj(other), shape)[valid], np.float32)

    there, seen, seen_twice = spectrum(known.astype(np.float32)), spectrum(filled), spectrum(filled * filled)
    weight, weighted = spectrum(weights), spectrum(weights * template)
    weighted_twice = spectrum(weights * template * template)
    total = np.maximum(summed(there, weight), 1e-6)
    mean_template, mean_block = summed(there, weighted) / total, summed(seen, weight) / total
    spread_template = summed(there, weighted_twice) / total - mean_template**2
    spread_block = summed(seen_twice, weight) / total - mean_block**2
    together = summed(seen, weighted) / total - mean_template * mean_block
    spread = np.maximum(spread_template, _LEAST_SPREAD) * np.maximum(spread_block, _LEAST_SPREAD)
    share = total / max(float(weights.sum()), 1e-6)
    alike = np.where(share >= least_share, together / np.sqrt(spread), -1.0)
    return alike.astype(np.float32), share.astype(np.float32)


def peaks(scores: Values, count: int, apart: int) -> list[tuple[int, int, int]]:
    """The highest `count` entries that lie more than `apart` voxels from each other, best first."""
    left = scores.copy()
    found = []
    for _ in range(count):
        at = np.unravel_index(int(left.argmax()), left.shape)
        if left[at] <= -1.0:
            break
        found.append((int(at[0]), int(at[1]), int(at[2])))
        around = tuple(slice(max(int(k) - apart, 0), int(k) + apart + 1) for k in at)
        left[around] = -1.0
    return found
