"""What each frame of an enhanced image says of itself (PS3.3 section C.7.6.16)."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from measurements.geometry.vectors import Vector
from reader.values import axes, codes, first_number, numbers, position, raw_bytes

if TYPE_CHECKING:  # importing pydicom takes longer than reading a series
    from pydicom.dataset import Dataset

FUNCTIONAL_GROUPS = frozenset(
    f"1.2.840.10008.5.1.4.1.1.{ending}"
    for ending in ("2.1", "2.2", "4.1", "4.4", "130", "128.1")  # CT, MR, PET, and legacy-converted
)
"""SOP classes whose files keep geometry and rescale in functional groups, shared and per frame."""

_SHARED_GROUPS, _FRAME_GROUPS = 0x52009229, 0x52009230
_PLANE_POSITION, _PLANE_ORIENTATION, _PIXEL_MEASURES = 0x00209113, 0x00209116, 0x00289110
_RESCALE, _WINDOW = 0x00289145, 0x00289132
_FRAME_CONTENT, _CARDIAC = 0x00209111, 0x00189118
_CT_FRAME_TYPE, _MR_FRAME_TYPE = 0x00189329, 0x00189226


class Acquisition(NamedTuple):
    """What can tell apart pictures of one place, each as stored; None where the file does not say."""

    temporal_position: bytes | None = None
    number: bytes | None = None
    cardiac_phase: bytes | None = None
    trigger_time: bytes | None = None
    time: bytes | None = None


class FrameFacts(NamedTuple):
    """One frame of an enhanced image; fields as in `reader.header`."""

    position_lps: Vector | None
    axes: tuple[Vector, Vector] | None
    pixel_spacing_mm: tuple[float, float] | None
    slice_thickness_mm: float | None
    slope: float
    intercept: float
    window: tuple[float, float] | None
    frame_type: tuple[str, ...]
    acquisition: Acquisition


def frame_facts(path: str, frames: int) -> tuple[FrameFacts, ...]:
    """The facts of all `frames` frames of the file at `path`; () if it does not tell them for each.

    Raises:
        OSError: the file cannot be read.
    """
    import pydicom

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            dataset = pydicom.dcmread(
                Path(path), stop_before_pixels=True, specific_tags=[_SHARED_GROUPS, _FRAME_GROUPS]
            )
            shared = [dataset[_SHARED_GROUPS].value[0]] if _SHARED_GROUPS in dataset else []
            own = list(dataset[_FRAME_GROUPS].value) if _FRAME_GROUPS in dataset else []
            if len(own) != frames:
                return ()
            return tuple(_facts([groups, *shared]) for groups in own)
        except OSError:
            raise
        except Exception:  # pydicom raises all sorts on hostile bytes, and any of them means this
            return ()


def _facts(groups: list["Dataset"]) -> FrameFacts:
    spacing = numbers(_value(groups, _PIXEL_MEASURES, 0x00280030))
    level = first_number(_value(groups, _WINDOW, 0x00281050))
    span = first_number(_value(groups, _WINDOW, 0x00281051))
    return FrameFacts(
        position_lps=position(_value(groups, _PLANE_POSITION, 0x00200032)),
        axes=axes(numbers(_value(groups, _PLANE_ORIENTATION, 0x00200037))),
        pixel_spacing_mm=(spacing[0], spacing[1]) if len(spacing) == 2 and min(spacing) > 0 else None,
        slice_thickness_mm=first_number(_value(groups, _PIXEL_MEASURES, 0x00180050)),
        slope=first_number(_value(groups, _RESCALE, 0x00281053)) or 1.0,
        intercept=first_number(_value(groups, _RESCALE, 0x00281052)) or 0.0,
        window=(level, span) if level is not None and span is not None and span > 0 else None,
        frame_type=codes(
            _value(groups, _CT_FRAME_TYPE, 0x00089007) or _value(groups, _MR_FRAME_TYPE, 0x00089007)
        ),
        acquisition=Acquisition(
            temporal_position=_value(groups, _FRAME_CONTENT, 0x00209128),
            number=_value(groups, _FRAME_CONTENT, 0x00209156),
            cardiac_phase=_value(groups, _CARDIAC, 0x00209241),
        ),
    )


def _value(groups: list["Dataset"], sequence: int, tag: int) -> bytes | None:
    """The raw value of an element in a functional group; a frame's own group comes before the shared one."""
    for group in groups:
        if sequence in group and group[sequence].value:
            item = group[sequence].value[0]
            return raw_bytes(item.get_item(tag, keep_deferred=True).value) if tag in item else None
    return None
