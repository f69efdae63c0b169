"""Window presets by key: names, width and level in HU."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.reading.keys import Action
from viewer.viewport import Window


@dataclass(frozen=True, slots=True)
class Preset:
    """A named window; `window` is None for the file's own."""

    action: Action
    window: Window | None
    name: str
    short: str
    key: str


def presets() -> tuple[Preset, ...]:
    """In the order of their keys."""

    def text(name: str) -> str:
        return QCoreApplication.translate("presets", name)

    return (
        Preset(Action.WINDOW_SOFT_TISSUE, Window(60.0, 350.0), text("Soft tissue"), text("Soft"), "1"),
        Preset(Action.WINDOW_LUNG, Window(-500.0, 1500.0), text("Lung"), text("Lung"), "2"),
        Preset(Action.WINDOW_BONE, Window(500.0, 2000.0), text("Bone"), text("Bone"), "3"),
        Preset(Action.WINDOW_LIVER, Window(90.0, 160.0), text("Liver"), text("Liver"), "4"),
        Preset(Action.WINDOW_BRAIN, Window(40.0, 80.0), text("Brain"), text("Brain"), "5"),
        Preset(Action.WINDOW_FILE, None, text("File"), text("File"), "0"),
    )
