"""Windows by number: those of the protocol to begin with, and what the reader has changed in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.language import language
from app.reading.hands.keys import WINDOW_ACTIONS, Action
from measurements.protocol.values import WindowPreset
from viewer.viewport import NARROWEST_HU, Window

WIDEST_HU = 20_000
LOWEST_HU, HIGHEST_HU = -10_000, 20_000
LONGEST_NAME = 40

OwnWindows = Mapping[int, "Preset | None"]
"""What the reader has said of windows by number; None of one that was taken away."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A named window; `window` is None for the file's own."""

    action: Action
    window: Window | None
    name: str

    @property
    def short(self) -> str:
        """The first word, for where there is little room."""
        return self.name.split(" ")[0]


def presets(of_protocol: Sequence[WindowPreset], own: OwnWindows) -> tuple[Preset, ...]:
    """In the order of their numbers, and the file's own at the end."""
    by_number: dict[int, Preset | None] = dict(sorted(protocol_windows(of_protocol).items()))
    by_number |= own
    found = [preset for _, preset in sorted(by_number.items()) if preset is not None]
    return (*found, Preset(Action.WINDOW_FILE, None, QCoreApplication.translate("presets", "File")))


def protocol_windows(of_protocol: Sequence[WindowPreset]) -> dict[int, Preset]:
    """The windows of a protocol by the digit it gives them."""
    return {
        entry.key: window_preset(
            entry.key,
            entry.name_zh if language() == "zh" else entry.name,
            Window(float(entry.center_hu), float(entry.width_hu)),
        )
        for entry in of_protocol
        if 1 <= entry.key <= len(WINDOW_ACTIONS)
    }


def window_preset(number: int, name: str, window: Window) -> Preset:
    """The preset of a number, from 1."""
    return Preset(WINDOW_ACTIONS[number - 1], window, name)


def windows_to_settings(own: OwnWindows) -> dict[str, object]:
    """As they stand in the settings file."""
    return {
        str(number): None
        if preset is None or preset.window is None
        else {"name": preset.name, "center_hu": preset.window.center, "width_hu": preset.window.width}
        for number, preset in own.items()
    }


def windows_from_settings(said: object) -> tuple[OwnWindows, list[str]]:
    """What a settings file tells of windows, and what of it is not understood and left out."""
    if said is None:
        return {}, []
    if not isinstance(said, dict):
        return {}, ["windows"]
    own: dict[int, Preset | None] = {}
    wrong: list[str] = []
    for number, entry in said.items():
        try:
            own[_number(number)] = None if entry is None else _preset(_number(number), entry)
        except (KeyError, TypeError, ValueError):
            wrong.append(f"window {number}")
    return own, wrong


def _number(text: str) -> int:
    number = int(text)
    if not 1 <= number <= len(WINDOW_ACTIONS):
        raise ValueError(text)
    return number


def _preset(number: int, entry: Mapping[str, object]) -> Preset:
    name, center_hu, width_hu = entry["name"], entry["center_hu"], entry["width_hu"]
    if not isinstance(name, str) or not name.strip() or len(name) > LONGEST_NAME:
        raise ValueError(name)
    for value in (center_hu, width_hu):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(value)
    center, width = float(center_hu), float(width_hu)  # type: ignore[arg-type]  # looked at above
    if not (LOWEST_HU <= center <= HIGHEST_HU and NARROWEST_HU <= width <= WIDEST_HU):
        raise ValueError(center, width)
    return window_preset(number, name, Window(center, width))
