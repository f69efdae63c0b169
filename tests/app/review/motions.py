"""Motions of known turn and shift, as they are found between two scans."""

import math

from app.review.overlay.way import Link
from measurements.following import Doubt, Followed, LocalTransform, Method, Quality, Row, Rows
from measurements.geometry.vectors import Vector

QUALITY = Quality(0.9, 0.9, 0.9, 0.5, 0.5, 0.4, 1.0)
NOWHERE = (0.0, 0.0, 0.0)


def motion(turn_deg: float, shift: Vector, method: Method = Method.BLOCKS) -> LocalTransform:
    """A turn about the body's length, then a shift."""
    c, s = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    last: Row = (0.0, 0.0, 0.0, 1.0)
    matrix: Rows = ((c, -s, 0.0, shift[0]), (s, c, 0.0, shift[1]), (0.0, 0.0, 1.0, shift[2]), last)
    return LocalTransform(matrix, NOWHERE, 30.0, QUALITY, method)


def link(prior_uid: str, transform: LocalTransform, *doubts: Doubt) -> Link:
    return Link(prior_uid, "series", Followed(transform, NOWHERE, 3.0, doubts))
