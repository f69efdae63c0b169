import pytest

from viewer.drafting import live_text
from viewer.tools.calipers import Axes


@pytest.mark.parametrize(
    ("long_mm", "short_mm", "text"),
    [(20.0, None, "20.0 mm"), (24.25, 12.4, "24.3 × 12.4 mm"), (0.5, 0.04, "0.5 × 0.0 mm")],
)
def test_live_millimetres_are_rounded_half_up_as_they_will_be_stored(long_mm, short_mm, text):
    short = None if short_mm is None else ((0.0, 0.0, 0.0), (0.0, short_mm, 0.0))
    assert live_text(Axes(((0.0, 0.0, 0.0), (long_mm, 0.0, 0.0)), short)) == text
