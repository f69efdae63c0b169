"""Branching vessels of lungs and liver, grown towards scattered points from one root."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from reader.phantom.tubes import Points

_MURRAY = 2.75
"""Radius to this power adds up where branches join (Murray's law has 3; lungs are a little below)."""


@dataclass(frozen=True, slots=True)
class Twigs:
    """Straight pieces of branches in the body's space, mm: arrays of shape (n, 3), (n, 3) and (n,)."""

    starts: Points
    ends: Points
    radii: NDArray[np.float64]


def grow_lung_vessels(seed: int) -> Twigs:
    """Arteries and veins of both lungs."""
    random = np.random.default_rng((seed, 11))
    trees = []
    for side in (-1.0, 1.0):
        root = np.array((side * 26.0, 0.0, -80.0 if side < 0 else -72.0))
        for count, away in ((560, 0.0), (380, -22.0)):
            targets = _scattered(random, count, partial(_in_lung, side=side))
            trees.append(_grown(random, root + np.array((0.0, away / 6, away)), targets, 0.4, 9.0))
    return _joined(trees)


def grow_liver_vessels(seed: int) -> Twigs:
    """Portal and hepatic veins of the liver."""
    random = np.random.default_rng((seed, 12))
    portal = _scattered(random, 90, _in_liver)
    hepatic = _scattered(random, 70, _in_liver)
    return _joined(
        [
            _grown(random, np.array((-24.0, -6.0, -232.0)), portal, 0.9, 9.0),
            _grown(random, np.array((-18.0, 8.0, -178.0)), hepatic, 0.9, 9.0),
        ]
    )


def _in_lung(p: Points, side: float) -> NDArray[np.bool_]:
    x, y, z = p[:, 0] * side, p[:, 1], p[:, 2]
    half = np.interp(z, (-230, -150, -100, -50, -20, 0, 18), (130, 130, 128, 115, 98, 78, 40))
    depth = np.interp(z, (-230, -150, -100, -50, -20, 0, 18), (80, 82, 80, 68, 54, 38, 14))
    middle = np.interp(z, (-150, -100, -50, 0, 18), (-3, 1, 7, 22, 28))
    inside = (x / half) ** 2 + ((y - middle) / depth) ** 2 < 1
    dome = -146.0 - (x - 68) ** 2 / 85 - np.where(y > 0, y**2 / 100, y**2 / 230)
    return np.asarray(inside & (x > 20) & (z > dome) & (z < 16) & (np.hypot(x, y - 48) > 32))


def _in_liver(p: Points) -> NDArray[np.bool_]:
    x, y, z = p[:, 0], p[:, 1], p[:, 2]
    inside = (x / 118) ** 2 + ((y + 6) / 70) ** 2 < 1
    dome = -164.0 - (x + 68) ** 2 / 85 - np.where(y > 0, y**2 / 100, y**2 / 230)
    return np.asarray(inside & (0.86 * x + 0.5 * (y + 30) < 30) & (z < dome) & (z > -300) & (y < 50))


def _scattered(
    random: np.random.Generator, count: int, inside: Callable[[Points], NDArray[np.bool_]]
) -> Points:
    drawn = random.uniform((-135, -90, -310), (135, 90, 20), size=(60 * count, 3))
    return np.asarray(drawn[inside(drawn)][:count])


def _grown(
    random: np.random.Generator, root: Points, targets: Points, thinnest_mm: float, step_mm: float
) -> Twigs:
    """A tree that reaches every target by a short way that is also short from the root."""
    order = np.argsort(np.linalg.norm(targets - root, axis=1))
    nodes = [root]
    parents = [-1]
    ways = [0.0]
    for target in targets[order]:
        known = np.array(nodes)
        reach = np.linalg.norm(known - target, axis=1)
        start = int(np.argmin(reach + 0.35 * np.array(ways)))
        distance = float(reach[start])
        count = max(1, int(distance / step_mm))
        bend = random.normal(size=3) * 0.09 * distance
        way = ways[start]
        previous = start
        for piece in range(1, count + 1):
            share = piece / count
            point = known[start] + share * (target - known[start]) + bend * np.sin(np.pi * share)
            way += distance / count
            nodes.append(point)
            parents.append(previous)
            ways.append(way)
            previous = len(nodes) - 1
    flow = np.zeros(len(nodes))
    has_child = np.zeros(len(nodes), bool)
    has_child[parents[1:]] = True
    flow[~has_child] = 1.0
    for node in range(len(nodes) - 1, 0, -1):
        flow[parents[node]] += flow[node]
    radii = thinnest_mm * np.maximum(flow[1:], 1.0) ** (1 / _MURRAY)
    points = np.array(nodes)
    return Twigs(points[parents[1:]], points[1:], radii)


def _joined(trees: list[Twigs]) -> Twigs:
    return Twigs(
        np.concatenate([tree.starts for tree in trees]),
        np.concatenate([tree.ends for tree in trees]),
        np.concatenate([tree.radii for tree in trees]),
    )
