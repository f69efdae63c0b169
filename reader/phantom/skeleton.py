"""Bones: spine, ribs, breastbone, collarbones, shoulder blades, jaw."""

import numpy as np

from reader.phantom.canvas import Canvas
from reader.phantom.posture import Build, Grid, Posture
from reader.phantom.shape import as_grid
from reader.phantom.trunk import SPINE_Y
from reader.phantom.tubes import Blob, Tube, mirrored, tube

_RIB: tuple[tuple[float, float], ...] = ((0.0, 720.0), (1.5, 210.0))
_THICK: tuple[tuple[float, float], ...] = ((0.0, 850.0), (2.0, 240.0))
_CARTILAGE: tuple[tuple[float, float], ...] = ((0.0, 115.0),)
_FIRST_RIB_Z = 14.0
_RIB_PITCH_MM = 23.5


def bone_tubes() -> list[Tube]:
    """Ribs, collarbones and the jaw, on both sides."""
    right: list[Tube] = []
    for number in range(11):
        right.extend(_rib(number))
    right.append(
        tube([(-11, -50, -4, 8), (-45, -50, 6, 6), (-85, -34, 14, 5.5), (-125, -12, 20, 6)], _THICK, False)
    )
    right.append(
        tube(
            [(0, -84, 106, 6.5), (-16, -80, 107, 6), (-34, -56, 110, 5.5), (-46, -26, 117, 5)], _THICK, False
        )
    )
    return [part for bone in right for part in (bone, mirrored(bone))]


def bone_blobs() -> list[Blob]:
    """Breastbone, shoulder blades and heads of the upper arms."""
    parts = [
        Blob((0, -61, -22), (26, 6.0, 25), _RIB, lean=(0, 0.4)),
        Blob((0, -88, -106), (16, 5.0, 58), _RIB, lean=(0, 0.2)),
        Blob((0, -36, 78), (15, 4, 4), _THICK),
    ]
    for side in (-1.0, 1.0):
        parts.append(Blob((side * 103, 62, -52), (33, 3.0, 62), _RIB, -side * 42, (side * 0.12, 0.0)))
        parts.append(Blob((side * 108, 66, -4), (34, 4.0, 9), _RIB, -side * 40))
        parts.append(Blob((side * 139, 20, 0), (20, 21, 24), _THICK))
    return parts


def _rib(number: int) -> list[Tube]:
    """A rib of the right side and the cartilage it ends in."""
    top = _FIRST_RIB_Z - _RIB_PITCH_MM * number
    fall = (26, 48, 66, 80, 90, 96, 98, 94, 82, 64, 44)[number]
    end = (1.3, 1.32, 1.34, 1.36, 1.34, 1.3, 1.2, 1.05, 0.85, 0.6, 0.3)[number]
    knots = []
    for angle in np.linspace(-0.46 * np.pi, end, 18):
        # From beside the spine round the cage to the front; the line falls as it goes, least at its ends.
        share = (angle + 0.46 * np.pi) / (0.94 * np.pi)
        z = top - fall * share * (1.45 - 0.45 * share * share)
        width, depth, middle = _cage(z)
        knots.append((-(width + 5.0) * np.cos(angle), middle - (depth + 5.0) * np.sin(angle), z, 4.1))
    bony = 14 if number < 9 else 18
    parts = [tube(knots[:bony], _RIB, False, step_mm=9.0)]
    if number < 9:
        parts.append(tube(knots[bony - 1 :], _CARTILAGE, False, step_mm=9.0))
    return parts


def _cage(z: float) -> tuple[float, float, float]:
    known = (-340, -280, -210, -150, -100, -50, -20, 0, 12, 22)
    return (
        float(np.interp(z, known, (122, 126, 133, 137, 134, 123, 107, 88, 72, 52))),
        float(np.interp(z, known, (76, 80, 85, 88, 86, 75, 61, 46, 36, 28))),
        float(np.interp(z, known, (-10, -8, -6, -3, 1, 7, 14, 22, 26, 28))),
    )


def paint_vertebra(canvas: Canvas, posture: Posture, build: Build, trabeculae: Grid) -> None:
    """The vertebra, disc and canal that the slice cuts."""
    z = (canvas.grid.z - posture.shift_lps[2]) / build.height
    spine_y = float(SPINE_Y(np.full((1, 1), z, np.float32))[0, 0])
    center = posture.scanner_points(
        build,
        np.array([[0.0, spine_y, canvas.grid.z / build.height - posture.shift_lps[2] / build.height]]),
        False,
    )[0]
    window = canvas.window(float(center[0]), float(center[1]) + 18, 62)
    if window is None:
        return
    x, y = canvas.x[window] - np.float32(center[0]), canvas.y[window] - np.float32(center[1])
    neck = float(np.clip((z - 20) / 30, 0, 1))
    pitch = 25.5 - 9.0 * neck + 4.0 * float(np.clip((-180 - z) / 100, 0, 1))
    phase = (z / pitch) % 1.0
    half_width = 17.5 - 5.0 * neck + 4.0 * float(np.clip((-z - 60) / 200, 0, 1))
    half_depth = 14.5 - 6.0 * neck + 2.5 * float(np.clip((-z - 60) / 200, 0, 1))
    # Waist between the end plates.
    waist = 1.0 - 0.09 * float(np.sin(np.pi * min(phase / 0.8, 1.0)))
    body = _ellipse(x, y, half_width * waist, half_depth * waist)
    behind = half_depth + 8.0
    canal = _ellipse(x, y - np.float32(behind), 9.0 + 2.0 * neck, 7.5)
    body = as_grid(np.maximum(body, -(canal + 1.0)))
    ring = np.abs(canal - 2.2) - 2.4 - 0.8 * np.sin(2 * np.pi * phase)
    ring = np.maximum(ring, -(y - np.float32(half_depth - 2.0)))
    tip = 30.0 + 4.0 * float(np.sin(2 * np.pi * (phase + 0.3)))
    spinous = np.maximum(np.abs(x) - 2.6, np.abs(y - np.float32(behind + 0.5 * tip + 3)) - 0.5 * tip)
    # Spines and wings belong to one height of each vertebra; between them lie ligaments.
    spinous = np.maximum(spinous, (abs(phase - 0.42) - 0.30) * pitch)
    wing_y = behind - 1.0 + 0.34 * np.abs(x) * (1 - 1.4 * neck)
    wings = np.maximum(np.abs(y - wing_y) - (4.2 - 0.03 * np.abs(x)), np.abs(x) - (30.0 - 6.0 * neck))
    wings = np.maximum(np.maximum(wings, 9.5 - np.abs(x)), (abs(phase - 0.3) - 0.24) * pitch)
    arch = np.minimum(np.minimum(ring, spinous), wings)
    edge = canvas.edge_mm
    grain = trabeculae[window] * 26.0
    canvas.lay(window, as_grid(arch - 0.5), 640.0, edge)
    canvas.lay(window, as_grid(arch + 1.6), 260.0 + grain, edge)
    canvas.lay(window, body.copy(), 92.0, edge)
    # The end plates are flat, so a slice is either through the bone, through a disc, or shared by both.
    inside_bone = float(np.clip(0.5 + min(phase, 0.8 - phase) * pitch / canvas.grid.thickness_mm, 0, 1))
    canvas.lay(window, body.copy(), 560.0, edge, inside_bone)
    plate = float(np.clip(1.0 - (min(phase, 0.8 - phase) * pitch - 0.8) / 1.6, 0, 1))
    canvas.lay(window, as_grid(body + 1.2), 190.0 + 210.0 * plate + grain, edge, inside_bone)
    canvas.lay(window, canal.copy(), -45.0, edge)
    cord = _ellipse(x, y - np.float32(behind), 7.0 + 2.0 * neck, 5.8)
    canvas.lay(window, cord.copy(), 22.0, edge)
    canvas.lay(window, cord + 2.2, 42.0, edge * 1.5)


def _ellipse(x: Grid, y: Grid, half_width: float, half_depth: float) -> Grid:
    level = np.hypot(x / np.float32(half_width), y / np.float32(half_depth)) + np.float32(1e-3)
    return np.asarray(np.hypot(x, y) * (1 - 1 / level) - 0.02, np.float32)
