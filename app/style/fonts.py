"""The bundled fonts, and fonts by role with tabular figures."""

from importlib import resources

from PySide6.QtGui import QFont, QFontDatabase

from app.style.look import look


def load_fonts() -> None:
    """Registers the bundled fonts with Qt; once, after the application object exists."""
    folder = resources.files("resources") / "fonts"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".otf") and QFontDatabase.addApplicationFontFromData(entry.read_bytes()) < 0:
            raise RuntimeError(f"The bundled font {entry.name} could not be loaded.")


def font(size_px: int, weight: int = 400) -> QFont:
    """The interface font at `size_px` logical pixels, figures of equal width."""
    made = QFont()
    made.setFamilies(list(look().families))
    made.setPixelSize(size_px)
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
