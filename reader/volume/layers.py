"""Leaves of a slab laid onto each other as they are read: mean, maximum or minimum of what has data."""

import numpy as np
from numpy.typing import NDArray

from reader.volume.leaves import Leaves, Projection

Values = NDArray[np.float32]


class Layers:
    """One picture, or a part of it, to which leaf after leaf is added.

    A pixel without data in some leaves shows those that have it; without any it is NaN.
    """

    def __init__(self, leaves: Leaves, projection: Projection) -> None:
        self._weights = leaves.weights
        self._projection = projection
        self._sum: Values | None = None
        self._weight: Values | None = None

    def add(self, values: Values, leaf: int) -> None:
        """Takes leaf number `leaf`, NaN where it has no data; the array is the layers' own from then on."""
        if self._sum is not None and self._projection is Projection.MAXIMUM:
            np.fmax(self._sum, values, out=self._sum)
        elif self._sum is not None and self._projection is Projection.MINIMUM:
            np.fmin(self._sum, values, out=self._sum)
        elif self._projection is Projection.MEAN and len(self._weights) > 1:
            self._add_weighted(values, np.float32(self._weights[leaf]))
        else:
            self._sum = values

    def _add_weighted(self, values: Values, weight: np.float32) -> None:
        there = ~np.isnan(values)
        weighted = np.where(there, values * weight, np.float32(0.0))
        if self._sum is None or self._weight is None:
            self._sum, self._weight = weighted, there * weight
        else:
            self._sum += weighted
            self._weight += there * weight

    def result(self) -> Values:
        """All leaves as one picture; at least one must have been added."""
        assert self._sum is not None
        if self._weight is None:
            return self._sum
        nothing = self._weight == 0.0
        self._weight[nothing] = 1.0
        self._sum[nothing] = np.nan
        return self._sum / self._weight
