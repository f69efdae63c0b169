import numpy as np
import pytest

from reader.volume.lattice import Lattice, usual_gaps

AXES = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


def stacked(gaps_mm: list[float], **more: object) -> Lattice:
    """Axial slices from head to feet at the given gaps."""
    depths = np.concatenate([[0.0], np.cumsum(gaps_mm)])
    origins = [(-10.0, -20.0, 50.0 - depth) for depth in depths.tolist()]
    return Lattice.of(AXES, origins, more.get("known", [True] * len(origins)), (0.8, 0.7), (4, 5))


@pytest.mark.parametrize(
    ("gaps_mm", "bridged"),
    [
        ([2.0] * 5, "-----"),
        ([2.0, 2.0, 4.0, 2.0, 2.0], "--x--"),  # one slice missing
        ([4.0, 2.0, 2.0, 2.0], "x---"),
        ([2.0, 2.0, 4.0, 4.0, 2.0, 2.0], "--xx--"),  # one at each of two places
        ([1.0, 1.0, 3.0, 2.0, 1.0, 1.0], "--xx--"),
        ([1.25, 1.25, 202.5], "--x"),  # a slice that strayed
        ([2.0, 2.0, 3.0, 2.0, 2.0], "-----"),  # 1.5 times the usual is the most
        ([2.0, 2.0, 3.01, 2.0, 2.0], "--x--"),
        ([7.0] * 13 + [1.08] + [4.0] * 13, "-" * 27),  # a head, scanned with two feeds
        ([1.0, 2.0], "-x"),
    ],
)
def test_a_gap_is_bridged_unless_it_is_wider_than_those_around_it(gaps_mm, bridged):
    lattice = stacked(gaps_mm)
    assert "".join("-" if bridge else "x" for bridge in lattice.bridged) == bridged
    assert lattice.everywhere == ("x" not in bridged)


def test_usual_is_the_lower_median_of_three_gaps_to_each_side():
    assert usual_gaps(np.array([9.0, 1.0, 2.0, 3.0, 4.0, 5.0])) == [2.0, 3.0, 3.0, 3.0, 3.0, 3.0]


def test_a_slice_without_values_breaks_the_gaps_beside_it():
    lattice = stacked([2.0] * 4, known=[True, True, False, True, True])
    assert lattice.bridged.tolist() == [True, False, False, True]
    assert not lattice.everywhere


@pytest.mark.parametrize("gaps_mm", [[2.0, 0.005, 2.0], [2.0, -2.0, 2.0]])
def test_two_slices_at_one_place_or_out_of_order_make_no_lattice(gaps_mm):
    with pytest.raises(ValueError, match="places of their own"):
        stacked(gaps_mm)


def test_slices_a_rounding_away_from_even_are_even():
    lattice = stacked([2.003, 1.999, 1.998])
    assert lattice.step_mm == pytest.approx([2.0, 0.0, 0.0])
    assert stacked([2.0, 2.1, 1.9]).step_mm is None


@pytest.mark.parametrize(
    ("depth_mm", "index"),
    [(0.0, 0.0), (1.5, 0.75), (2.0, 1.0), (3.5, 1.5), (5.0, 2.0), (-0.1, -1.0), (5.1, 3.0)],
)
def test_a_depth_falls_between_its_own_two_slices(depth_mm, index):
    lattice = stacked([2.0, 3.0])
    (found,) = lattice.slice_index(np.array([depth_mm]) + lattice.depths_mm[0])
    assert found == pytest.approx(index)
