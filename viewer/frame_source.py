"""Where a pane gets its slices from, whatever stands behind: files, a volume, a phantom."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from measurements.geometry.plane import ImagePlane

StoredValues = NDArray[np.integer] | NDArray[np.floating]
"""One slice as stored, (rows, columns), before slope and intercept."""


class FrameSource(Protocol):
    """A stack of slices in reading order. Asked on the window's thread, so every answer is immediate."""

    @property
    def count(self) -> int:
        """Number of slices."""
        ...

    @property
    def padding(self) -> int | None:
        """Stored value that stands for "outside the scanned field"; None where there is none."""
        ...

    @property
    def inverted(self) -> bool:
        """Whether low values are to be shown bright and high ones dark."""
        ...

    def plane(self, index: int) -> ImagePlane:
        """Where slice `index` lies in the patient; known before its values are."""
        ...

    def values(self, index: int) -> StoredValues | None:
        """Stored values of slice `index`, (rows, columns); None while they are not loaded."""
        ...

    def rescale(self, index: int) -> tuple[float, float]:
        """(slope, intercept) of slice `index`: stored x slope + intercept = HU."""
        ...
