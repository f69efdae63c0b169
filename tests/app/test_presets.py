"""The window presets of the reading room are those of the trial's protocol."""

from app.reading.presets import presets
from measurements.protocol.loading import load_protocol


def test_keys_levels_and_widths() -> None:
    shown = {
        (preset.key, preset.window.center, preset.window.width)
        for preset in presets()
        if preset.window is not None
    }
    wanted = {
        (str(window.key), float(window.center_hu), float(window.width_hu))
        for window in load_protocol().windows
    }
    assert shown == wanted
