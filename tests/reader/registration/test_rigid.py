"""Rigid motions: properties."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reader.registration.rigid import about, angle_deg, moved, nearest_rigid, turn_by

vectors = arrays(np.float64, 3, elements=st.floats(-300, 300))
small = arrays(np.float64, 3, elements=st.floats(-1.5, 1.5))


@given(vectors, vectors, small, vectors)
def test_a_motion_takes_its_centre_where_it_says_and_comes_back(
    centre: np.ndarray, to: np.ndarray, turn: np.ndarray, point: np.ndarray
) -> None:
    motion = about(centre, to, turn_by(turn))
    assert np.allclose(moved(motion, centre[None])[0], to, atol=1e-9)
    assert np.allclose(moved(np.linalg.inv(motion), moved(motion, point[None]))[0], point, atol=1e-9)


@given(small)
def test_a_turn_turns_by_the_length_of_its_vector(turn: np.ndarray) -> None:
    assert np.isclose(angle_deg(turn_by(turn)), np.degrees(np.linalg.norm(turn)), atol=1e-4)


def test_a_turn_follows_the_right_hand() -> None:
    assert np.allclose(turn_by(np.array([0.0, 0.0, np.pi / 2])) @ [1.0, 0.0, 0.0], [0.0, 1.0, 0.0])


@given(small, vectors)
def test_without_strain_a_motion_keeps_turn_and_place(turn: np.ndarray, centre: np.ndarray) -> None:
    strained = about(centre, centre + 5.0, turn_by(turn) @ np.diag([1.1, 0.95, 1.02]))
    rigid = nearest_rigid(strained, centre)
    assert np.allclose(rigid[:3, :3], turn_by(turn), atol=1e-9)
    assert np.allclose(moved(rigid, centre[None])[0], centre + 5.0, atol=1e-9)
