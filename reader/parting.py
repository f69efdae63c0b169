"""Parts the files of one series into stacks whose slices can lie in one array and on one axis."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from measurements.geometry.vectors import Vector
from reader.header import Header, SharedFacts
from reader.tags import EXPLICIT_BIG_ENDIAN

_SAME_DIRECTION = 1e-3
"""How far the components of two unit vectors may differ: a quarter of a millimetre at 25 cm."""


class Frame(NamedTuple):
    """One picture of one file."""

    header: Header
    number: int
    position_lps: Vector | None


class Form(NamedTuple):
    """What the pictures of one stack have in common, so that they can lie in one array."""

    matrix: tuple[int, int]
    pixel_spacing_mm: tuple[float, float] | None
    samples: tuple[int, str, int, int, int, bool]
    big_endian: bool
    localizer: bool


@dataclass(frozen=True, slots=True)
class Stack:
    """Frames of one form and one orientation; `axes` None where orientation or positions are not known."""

    frames: tuple[Frame, ...]
    form: Form
    axes: tuple[Vector, Vector] | None


def part(images: Sequence[Header]) -> list[Stack]:
    """The stacks of one series; slices in the order of their files."""
    by_form: dict[Form, list[Frame]] = defaultdict(list)
    for header in images:
        for frame in _frames(header):
            by_form[_form(frame.header.shared)].append(frame)
    return [
        Stack(tuple(frames), form, axes)
        for form, alike in by_form.items()
        for axes, frames in _by_orientation(alike)
    ]


def in_order(stacks: Iterable[Stack]) -> list[Stack]:
    """The largest first and localizers last."""
    return sorted(
        stacks, key=lambda stack: (stack.form.localizer, -len(stack.frames), stack.frames[0].header.path)
    )


def _frames(header: Header) -> Iterator[Frame]:
    """The frames of one file, each with what holds for it alone.

    Frames that share one position have none, for they cannot all lie there.
    """
    if header.frames:
        for number, facts in enumerate(header.frames):
            shared = header.shared._replace(
                axes=facts.axes,
                pixel_spacing_mm=facts.pixel_spacing_mm,
                slice_thickness_mm=facts.slice_thickness_mm,
                image_type=facts.frame_type or header.shared.image_type,
            )
            own = header._replace(
                shared=shared,
                slope=facts.slope,
                intercept=facts.intercept,
                window=facts.window,
                acquisition=facts.acquisition,
            )
            yield Frame(own, number, facts.position_lps)
    else:
        at = header.position_lps if header.shared.frames == 1 else None
        for number in range(header.shared.frames):
            yield Frame(header, number, at)


def _form(facts: SharedFacts) -> Form:
    spacing = facts.pixel_spacing_mm
    return Form(
        (facts.rows, facts.columns),
        (round(spacing[0], 4), round(spacing[1], 4)) if spacing else None,
        (
            facts.samples_per_pixel,
            facts.photometric,
            facts.bits_allocated,
            facts.bits_stored,
            facts.high_bit,
            facts.signed,
        ),
        facts.transfer_syntax == EXPLICIT_BIG_ENDIAN,
        "LOCALIZER" in facts.image_type,
    )


def _by_orientation(frames: Sequence[Frame]) -> list[tuple[tuple[Vector, Vector] | None, list[Frame]]]:
    """Parts frames by the direction of their axes; those without position or orientation come together."""
    groups: list[tuple[tuple[Vector, Vector] | None, list[Frame]]] = []
    for frame in frames:
        axes = frame.header.shared.axes if frame.position_lps is not None else None
        for known, members in groups:
            if known is axes or (known and axes and same_direction(known, axes)):
                members.append(frame)
                break
        else:
            groups.append((axes, [frame]))
    return groups


def same_direction(a: tuple[Vector, Vector], b: tuple[Vector, Vector]) -> bool:
    return all(
        abs(x - y) <= _SAME_DIRECTION
        for one, other in zip(a, b, strict=True)
        for x, y in zip(one, other, strict=True)
    )
