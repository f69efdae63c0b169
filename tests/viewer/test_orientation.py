import math

import pytest

from measurements.geometry.plane import ImagePlane
from tests.viewer.phantoms import AXIAL, CORONAL, SAGITTAL
from viewer.orientation import edge_letters

FEET_FIRST_PRONE = ((-1.0, 0.0, 0.0), (0.0, -1.0, 0.0))
COS, SIN = math.cos(math.radians(18.5)), math.sin(math.radians(18.5))


@pytest.mark.parametrize(
    ("directions", "letters"),
    [
        (AXIAL, ("R", "A", "L", "P")),
        (SAGITTAL, ("A", "H", "P", "F")),
        (CORONAL, ("R", "H", "L", "F")),
        (FEET_FIRST_PRONE, ("L", "P", "R", "A")),
        (((1.0, 0.0, 0.0), (0.0, COS, -SIN)), ("R", "AH", "L", "PF")),
        (((1.0, 0.0, 0.0), (0.0, 0.999, 0.0447)), ("R", "A", "L", "P")),
        (((0.6, 0.8, 0.0), (0.0, 0.0, -1.0)), ("AR", "H", "PL", "F")),
    ],
)
def test_letters_at_left_top_right_bottom(directions, letters):
    assert edge_letters(ImagePlane((0.0, 0.0, 0.0), *directions, 1.0, 1.0, 4, 4)) == letters
