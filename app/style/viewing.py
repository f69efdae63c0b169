"""The image pane's style, from the one look."""

from app.style.look import look
from viewer.style import UNTAGGED, CaliperLook, ViewerStyle


def _see_through(hex_colour: str, opacity: float) -> str:
    return f"#{round(opacity * 255):02X}{hex_colour.removeprefix('#')}"


def viewer_style() -> ViewerStyle:
    """Colours and type of pictures, calipers and plates."""
    hexes = look().hexes
    classes = {
        UNTAGGED if name == "UNTAGGED" else name: CaliperLook(entry.colour.name(), entry.dash)
        for name, entry in look().classes.items()
    }
    return ViewerStyle(
        background=hexes["viewport"],
        accent=hexes["accent"],
        warning=hexes["warning"],
        text=hexes["text"],
        text_second=hexes["second"],
        plate=_see_through(hexes["ground"], 0.66),
        label_plate=_see_through(hexes["ground"], 0.86),
        casing=_see_through(hexes["viewport"], 0.65),
        handle=hexes["white"],
        classes=classes,
        ghost=CaliperLook(hexes["second"], (5.0, 5.0)),
        mark=hexes["mark"],
        font_families=look().families,
        corner_text_px=look().size.second,
        label_text_px=look().size.title,
        message_text_px=look().size.body,
    )
