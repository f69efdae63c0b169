"""Tells apart the acquisitions that one series holds of the same places: phases, repeats, reconstructions."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from itertools import pairwise

from measurements.geometry.vectors import Vector, dot
from reader.enhanced import Acquisition
from reader.parting import Frame, Stack
from reader.spacing import SAME_PLACE_MM, reading_direction
from reader.values import first_number

_FEWEST = 2
"""An acquisition has at least as many slices. Single slices at one place, as when a bolus is watched, are one
stack in which time is scrolled."""

_MARKS: tuple[Callable[[Frame], Hashable], ...] = (
    lambda frame: _acquisition(frame).temporal_position,
    lambda frame: _acquisition(frame).number,
    lambda frame: _acquisition(frame).cardiac_phase,
    lambda frame: _acquisition(frame).trigger_time,
    lambda frame: _acquisition(frame).time,
    lambda frame: frame.header.shared.kernel,
    lambda frame: frame.header.shared.image_type,
    lambda frame: frame.header.shared.slice_thickness_mm,
)
"""What can tell two acquisitions apart, the surest first."""


def by_acquisition(stack: Stack) -> list[Stack]:
    """Parts a stack so that no two slices of a part lie at one place; leaves it whole where in doubt.

    Slices that lie at places of their own stay together, whatever their acquisitions are called: some
    scanners count every few slices as one.
    """
    if stack.axes is None:
        return [stack]
    frames, places = stack.frames, _places(stack.axes, stack.frames)
    most = max(Counter(places).values())
    if most == 1:
        return [stack]
    for mark in _MARKS:
        found: dict[Hashable, list[int]] = defaultdict(list)
        for index, frame in enumerate(frames):
            found[mark(frame)].append(index)
        if len(found) <= most + 1 and _are_acquisitions(list(found.values()), places):
            return _parted(stack, list(found.values()))
    return _parted(stack, _passes(frames, places, most)) or [stack]


def _acquisition(frame: Frame) -> Acquisition:
    return Acquisition(*frame.header.acquisition)


def _parted(stack: Stack, parts: Sequence[Sequence[int]]) -> list[Stack]:
    return [replace(stack, frames=tuple(stack.frames[index] for index in part)) for part in parts]


def _places(axes: tuple[Vector, Vector], frames: Sequence[Frame]) -> list[int]:
    """The place of each frame along the normal, counted from 0; the same number where they coincide."""
    direction = reading_direction(*axes)
    depths = [dot(frame.position_lps, direction) if frame.position_lps else 0.0 for frame in frames]
    order = sorted(range(len(frames)), key=depths.__getitem__)
    places = [0] * len(frames)
    for before, after in pairwise(order):
        places[after] = places[before] + (depths[after] - depths[before] >= SAME_PLACE_MM)
    return places


def _are_acquisitions(parts: Sequence[Sequence[int]], places: Sequence[int]) -> bool:
    return len(parts) > 1 and all(
        len(part) >= _FEWEST and len({places[index] for index in part}) == len(part) for part in parts
    )


def _passes(frames: Sequence[Frame], places: Sequence[int], most: int) -> list[list[int]]:
    """The first, the second ... picture of every place by time, if each pass ended before the next began."""
    times = [first_number(_acquisition(frame).time) for frame in frames]
    timed = {index: when for index, when in enumerate(times) if when is not None}
    if len(timed) < len(frames):
        return []
    seen: Counter[int] = Counter()
    passes: list[list[int]] = [[] for _ in range(most)]
    for index in sorted(timed, key=timed.__getitem__):
        passes[seen[places[index]]].append(index)
        seen[places[index]] += 1
    apart = all(
        max(timed[index] for index in before) < min(timed[index] for index in after)
        for before, after in pairwise(passes)
    )
    return [sorted(part) for part in passes] if apart and _are_acquisitions(passes, places) else []
