"""How fast a volume is cut, beside SimpleITK, scipy and plain slicing, interleaved in one run.

300 slices of 512 x 512 int16 at 1 mm with 0.7 mm pixels, reformats of 512 pixels across at 0.7 mm. SimpleITK
reads with two threads and is given the image ready; scipy is given the points' indices ready. Prints medians
and their ratios beside the targets.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import SimpleITK

from measurements.geometry.cut import AXIAL, CORONAL, SAGITTAL, Cut
from measurements.geometry.plane import ImagePlane
from measurements.geometry.vectors import add, subtract
from reader.volume.lattice import Lattice
from reader.volume.leaves import Projection, Slab
from reader.volume.reformat import reformat
from reader.volume.volume import Volume

scipy_ndimage = import_module("scipy.ndimage") if find_spec("scipy") else None
"""A peer that the program does not use; without it its rows are left out."""

SLICES, SIZE = 300, 512
PIXEL_MM, STEP_MM = 0.7, 1.0
ROUNDS = 25
SLAB_ROUNDS = 7
WARM_ROUNDS = 3
OUTSIDE = -2000.0

Work = Callable[[], object]


def made_volume(uneven: bool = False) -> Volume:
    """Axial slices of noise, from head to feet; unevenly spaced, by up to 0.2 mm, if asked for."""
    voxels = np.random.default_rng(1).normal(0.0, 300.0, (SLICES, SIZE, SIZE)).astype(np.int16)
    shift_mm = 0.2 * np.sin(np.arange(SLICES)) if uneven else np.zeros(SLICES)
    origins = [(0.0, 0.0, -float(k * STEP_MM + shift)) for k, shift in enumerate(shift_mm)]
    lattice = Lattice.of(
        ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), origins, [True] * SLICES, (PIXEL_MM, PIXEL_MM), (SIZE, SIZE)
    )
    return Volume(voxels, lattice, np.ones(SLICES, np.float32), np.zeros(SLICES, np.float32), None, False)


def plane_through_the_middle(cut: Cut) -> ImagePlane:
    """512 x 512 pixels about the volume's middle voxel; an axial or sagittal one lies on voxels' centres."""
    middle = (SIZE // 2 * PIXEL_MM, SIZE // 2 * PIXEL_MM, -SLICES / 2 * STEP_MM)
    plane = ImagePlane((0.0, 0.0, 0.0), cut.along_row, cut.along_column, PIXEL_MM, PIXEL_MM, SIZE, SIZE)
    return replace(
        plane, origin_lps=add(middle, subtract((0.0, 0.0, 0.0), plane.point_lps(SIZE // 2, SIZE // 2)))
    )


def as_simpleitk(volume: Volume) -> object:
    image = SimpleITK.GetImageFromArray(np.ascontiguousarray(volume.voxels[::-1]))  # upwards, as it wants
    image.SetSpacing((PIXEL_MM, PIXEL_MM, STEP_MM))
    image.SetOrigin((0.0, 0.0, -(SLICES - 1) * STEP_MM))
    return image


def by_simpleitk(image: object, plane: ImagePlane) -> Work:
    resample = SimpleITK.ResampleImageFilter()
    resample.SetInterpolator(SimpleITK.sitkLinear)
    resample.SetOutputPixelType(SimpleITK.sitkFloat32)
    resample.SetNumberOfThreads(2)
    resample.SetSize((plane.columns, plane.rows, 1))
    resample.SetOutputSpacing((plane.column_spacing_mm, plane.row_spacing_mm, 1.0))
    resample.SetOutputOrigin(plane.origin_lps)
    axes = np.column_stack([plane.along_row, plane.along_column, plane.normal])
    resample.SetOutputDirection(axes.ravel().tolist())
    resample.SetDefaultPixelValue(OUTSIDE)
    return lambda: SimpleITK.GetArrayViewFromImage(resample.Execute(image))


def indices(plane: ImagePlane) -> np.ndarray:
    """(3, rows, columns): slice, row and column of every pixel."""
    row, column = np.mgrid[: plane.rows, : plane.columns]
    x, y, z = (
        plane.origin_lps[axis]
        + column * plane.column_spacing_mm * plane.along_row[axis]
        + row * plane.row_spacing_mm * plane.along_column[axis]
        for axis in range(3)
    )
    return np.stack([-z / STEP_MM, y / PIXEL_MM, x / PIXEL_MM])


def by_scipy(volume: Volume, plane: ImagePlane) -> Work:
    at = indices(plane)
    return lambda: scipy_ndimage.map_coordinates(volume.voxels, at, order=1, cval=OUTSIDE, output=np.float32)


def medians_ms(
    ways: dict[str, Work], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    took: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + WARM_ROUNDS):
        for name, work in ways.items():
            start = clock()
            work()
            if turn >= WARM_ROUNDS:
                took[name].append((clock() - start) * 1000)
    return {name: statistics.median(times) for name, times in took.items()}


def shown(title: str, took: dict[str, float]) -> None:
    print(f"\n{title}")
    ours = next(iter(took.values()))
    for name, ms in took.items():
        print(f"  {name:34} {ms:8.2f} ms" + ("" if ms == ours else f"   {ms / ours:5.2f} x ours"))


def main() -> None:
    volume, uneven = made_volume(), made_volume(uneven=True)
    image = as_simpleitk(volume)
    oblique = AXIAL.turned((1.0, 0.0, 0.0), 50.0).turned((0.0, 1.0, 0.0), 20.0)
    middle = SIZE // 2
    slices: dict[str, Work] = {
        "axial": lambda: volume.voxels[SLICES // 2].astype(np.float32),
        "coronal": lambda: volume.voxels[:, middle].astype(np.float32),
        "sagittal": lambda: volume.voxels[:, :, middle].astype(np.float32),
    }
    print(f"one plane, {SIZE} x {SIZE} px, medians of {ROUNDS}")
    for name, cut in {"axial": AXIAL, "coronal": CORONAL, "sagittal": SAGITTAL, "oblique": oblique}.items():
        plane = plane_through_the_middle(cut)
        ways: dict[str, Work] = {
            "Longaxis": lambda plane=plane: reformat(volume, plane),
            "Longaxis, slices unevenly spaced": lambda plane=plane: reformat(uneven, plane),
            "SimpleITK, two threads": by_simpleitk(image, plane),
        }
        if scipy_ndimage:
            ways["scipy map_coordinates"] = by_scipy(volume, plane)
        if name in slices:
            ways["slicing the voxels (the limit)"] = slices[name]
        check(volume, image, plane)
        took = medians_ms(ways, ROUNDS)
        shown(name, took)
        if name == "oblique":
            shown("oblique, processor time of all threads", medians_ms(ways, ROUNDS, time.process_time))
            ours = took["Longaxis"]
            peer = took["SimpleITK, two threads"]
            print(f"oblique:\n  {peer / ours:5.1f} x quicker than SimpleITK (target 1.1)")
            if scipy_ndimage:
                print(f"  {took['scipy map_coordinates'] / ours:5.1f} x quicker than scipy (target 5)")
    print(f"\nslabs of 10 mm, maximum, medians of {SLAB_ROUNDS}")
    slab = Slab(10.0, Projection.MAXIMUM)
    cuts = {"axial": AXIAL, "coronal": CORONAL, "sagittal": SAGITTAL, "oblique": oblique}
    planes = {name: plane_through_the_middle(cut) for name, cut in cuts.items()}
    took = medians_ms(
        {name: lambda plane=plane: reformat(volume, plane, slab) for name, plane in planes.items()},
        SLAB_ROUNDS,
    )
    for name, ms in took.items():
        print(f"  {name:34} {ms:8.2f} ms")


def check(volume: Volume, image: object, plane: ImagePlane) -> None:
    """That the peer does the same work: the same values, where both have one."""
    ours = reformat(volume, plane).values_hu
    theirs = np.asarray(by_simpleitk(image, plane)())[0]
    both = ~np.isnan(ours) & (theirs != OUTSIDE)
    assert both.mean() > 0.4
    assert np.abs(ours - theirs)[both].max() < 0.5


if __name__ == "__main__":
    main()
