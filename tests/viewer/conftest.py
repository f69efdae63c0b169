"""A pane on screen, and a hand to use it."""

import pytest

from tests.viewer.phantoms import STYLE, Hand, Heard, Stack, lettered
from viewer.image_pane import ImagePane


@pytest.fixture
def pane(qtbot) -> ImagePane:
    """400 x 400 logical pixels, shown, with the lettered stack of 40 mm fitted: 10 pixels a mm."""
    made = ImagePane(STYLE)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.set_source(Stack(lettered()))
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def hand(pane: ImagePane) -> Hand:
    return Hand(pane)


@pytest.fixture
def heard(pane: ImagePane) -> Heard:
    return Heard(pane)
