"""How large the circle is in which to look for a followed lesion, and when a reader must look twice."""

from measurements.following import Doubt, LocalTransform, Method, Quality

RULE_MM = 3.0
CHECKED_MM = 10.0
WIDEST_MM = 30.0

_LOW = 0.6
_LOW_WIDE = 0.6
_LOW_SECTION = 0.6
_DISAGREE_MM = 4.0
_RIVAL = 0.1
_EDGE_MM = 5.0
_LEAST_SHARE = 0.6
_FAR_MM = 12.0

_GOOD = 0.92
_STILL_MM = 2.5


def doubts_of(transform: LocalTransform, inside_mm: float, in_parenchyma: bool) -> tuple[Doubt, ...]:
    """Why a place is to be looked at twice.

    Args:
        inside_mm: how far inside the scanned field it lies; negative outside.
    """
    quality = transform.quality
    compared = transform.method is not Method.SECTION
    low = (
        quality.correlation < _LOW
        or quality.wide_correlation < _LOW_WIDE
        or quality.section_correlation < _LOW_SECTION
    )
    reasons = {
        Doubt.LOW_CORRELATION: compared and low,
        Doubt.STAGES_DISAGREE: quality.disagreement_mm > _DISAGREE_MM,
        Doubt.RIVAL: quality.rival < _RIVAL,
        Doubt.FAR: quality.from_section_mm > _FAR_MM,
        Doubt.PARENCHYMA: in_parenchyma,
        Doubt.EDGE: abs(inside_mm) < _EDGE_MM or (inside_mm >= 0.0 and quality.share < _LEAST_SHARE),
        Doubt.NOT_COMPARED: inside_mm >= 0.0 and not compared,
    }
    return tuple(doubt for doubt, holds in reasons.items() if holds)


def radius_mm(quality: Quality, doubted: bool) -> float:
    """The radius of the search circle: 3 mm as a rule, wider with what speaks against the place.

    The weights are those under which the circle held 95 of 100 true places of `benchmarks/following.py`.
    """
    radius = (
        RULE_MM
        + 8.0 * max(_GOOD - quality.correlation, 0.0)
        + 0.5 * max(quality.from_section_mm - _STILL_MM, 0.0)
        + 0.5 * max(quality.disagreement_mm - 1.0, 0.0)
    )
    return min(max(radius + 4.0, CHECKED_MM) if doubted else radius, WIDEST_MM)
