"""The window in which a lesion of a site is looked at, from the protocol's presets."""

from measurements.lesion import Lesion
from measurements.protocol.values import WindowPreset

OF_ORGAN = {"lung": "lung", "bone": "bone", "liver": "liver", "brain": "brain"}
SOFT_TISSUE = "soft-tissue"
DEFAULT_HU = (40.0, 400.0)


def window_for(lesion: Lesion, presets: tuple[WindowPreset, ...]) -> tuple[float, float]:
    """(centre, width), HU: of the lesion's organ, else of soft tissue, else what CT is usually shown in."""
    known = {preset.id: (float(preset.center_hu), float(preset.width_hu)) for preset in presets}
    wanted = SOFT_TISSUE if lesion.nodal else OF_ORGAN.get(lesion.organ.casefold(), SOFT_TISSUE)
    return known.get(wanted) or known.get(SOFT_TISSUE) or DEFAULT_HU
