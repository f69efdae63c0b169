"""Rigid motions of the patient as 4 x 4 matrices on LPS millimetres."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Matrix = NDArray[np.float64]
"""(4, 4), homogeneous: a point of one scan, LPS mm, to a point of another."""


def moved(matrix: Matrix, points_lps: Floats) -> Floats:
    """Points (n, 3), LPS mm, through a motion."""
    return np.asarray(points_lps @ matrix[:3, :3].T + matrix[:3, 3])


def shift(offset_lps: Floats) -> Matrix:
    """The motion that only shifts, by (3,) mm."""
    result = np.eye(4)
    result[:3, 3] = offset_lps
    return result


def about(centre_lps: Floats, to_lps: Floats, turn: Floats) -> Matrix:
    """The motion that turns about a point, (3, 3), and takes the point to `to_lps`."""
    result = np.eye(4)
    result[:3, :3] = turn
    result[:3, 3] = to_lps - turn @ centre_lps
    return result


def turn_by(vector_rad: Floats) -> Floats:
    """The rotation (3, 3) about a vector (3,) by its length in radians (Rodrigues)."""
    angle = float(np.linalg.norm(vector_rad))
    if angle < 1e-12:
        return np.eye(3)
    x, y, z = vector_rad / angle
    across = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(angle) * across + (1.0 - np.cos(angle)) * (across @ across))


def angle_deg(turn: Floats) -> float:
    """How far a rotation (3, 3) turns, degrees."""
    return float(np.degrees(np.arccos(np.clip((np.trace(turn) - 1.0) / 2.0, -1.0, 1.0))))


def nearest_rigid(matrix: Matrix, centre_lps: Floats) -> Matrix:
    """The motion without strain that takes a point (3,) where an affine one takes it."""
    left, _, right = np.linalg.svd(matrix[:3, :3])
    turn = left @ np.diag([1.0, 1.0, float(np.sign(np.linalg.det(left @ right)))]) @ right
    return about(centre_lps, matrix[:3, :3] @ centre_lps + matrix[:3, 3], turn)
