"""What is said of an overlay: on what each timepoint's place rests, in whole sentences."""

from PySide6.QtCore import QCoreApplication

from app.figures import unbroken
from app.review.overlay.layers import Layer, Overlay
from app.review.overlay.way import Rest

translate = QCoreApplication.translate

APART_FROM_MM = 0.5
"""A picture nearer to the reference's plane lies in it, as far as anybody can see."""


UNREGISTERED = (Rest.MIDDLE, Rest.TABLE)


def rest_text(rest: Rest) -> str:
    """What a place rests on, in a few words."""
    return {
        Rest.REFERENCE: translate("review", "the others lie on this one"),
        Rest.REGISTERED: translate("review", "registered"),
        Rest.READER: translate("review", "registered, set right by a reader"),
        Rest.CHECK: translate("review", "registered, to be checked"),
        Rest.MIDDLE: translate("review", "middle on middle"),
        Rest.TABLE: translate("review", "by the table"),
    }[rest]


def layer_text(layer: Layer) -> str:
    """What one timepoint's picture rests on, and how far it lies from the reference's plane."""
    if layer.crop is None:
        return layer.words or translate("review", "no picture")
    text = rest_text(layer.way.rest)
    if layer.way.rest in UNREGISTERED:
        text = (
            translate("review", "{rest} until it is registered")
            if layer.awaited
            else translate("review", "not registered: {rest}")
        ).format(rest=text)
    if abs(layer.apart_mm) >= APART_FROM_MM:
        text = translate("review", "{rest}; its plane is {apart} mm away").format(
            rest=text, apart=f"{abs(layer.apart_mm):.1f}"
        )
    return f"{text} \u00b7 {layer.words}" if layer.words else text


def overlay_note(overlay: Overlay, chosen: frozenset[str]) -> str:
    """For a file: what each of the chosen timepoints rests on."""
    parts = [
        translate("review", "{timepoint}: {text}").format(timepoint=one.label, text=layer_text(one))
        for one in overlay.layers
        if one.timepoint_uid in chosen
    ]
    return unbroken(
        translate("review", "How the timepoints lie on each other: {list}.").format(
            list=" \u00b7 ".join(parts)
        )
    )
