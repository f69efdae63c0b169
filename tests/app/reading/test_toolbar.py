"""The bar above the pictures has room for what it shows, in either language."""

import pytest
from pytestqt.qtbot import QtBot

from app.reading.hands.hands import Hands
from app.reading.hands.presets import presets
from app.reading.pictures.layouts import Comparable, Layout
from app.reading.toolbar import Toolbar
from measurements.protocol.loading import load_protocol
from measurements.recist.phrases import Language
from tests.app.spoken import settle, switch_to


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width_px", [780, 894, 1100, 1500])
def test_no_name_of_a_window_is_cut_when_the_layout_brings_more_buttons(
    qtbot: QtBot, language: Language, width_px: int
) -> None:
    switch_to(language)
    bar = Toolbar()
    qtbot.addWidget(bar)
    bar.set_narrow(width_px < 1200)
    bar.resize(width_px, 44)
    bar.show_hands(Hands(), presets(load_protocol().windows, {}))
    bar.show()
    for layout in (Layout.PRIOR, Layout.PLANES):
        bar.show_layout(layout, Comparable(prior=True, baseline=True))
        settle()
        assert bar._row.sizeHint().width() <= bar.width()
