"""How well lesions are followed between scans of known motion, beside SimpleITK on the same pairs.

Pairs of scans, two of each made-up body: neck flexion of 5 to 15 degrees, breathing of 5 to 18 mm, shifts,
turns, another table, field, coverage, thickness, contrast phase and noise, arms; lesions that shrink, go and
double, those of the lung with room between them. How like a real lung it is stands in docs/following.md.
The generator shares nothing with the demonstration's. SimpleITK gets both scans at 4 mm: a global rigid
registration by mutual information, and from there a B-spline of some 35 mm in 20 rounds at 8 mm.

    python -m benchmarks.following [--without-peers] [--first N] [--pairs N]     (pairs 0 to 3 unless said)
"""

import argparse
import math
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# As where the workstation compares scans: threads gain nothing on small matrices, and spin in CPU seconds.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.bending_body import made_body
from benchmarks.bent_scans import Lesion, Motion, Pair, Scanner, scanned
from measurements.geometry.vectors import Vector
from reader.registration.alignment import align
from reader.registration.following import follow
from reader.registration.pyramid import in_field_mm, pyramid_of
from reader.volume.volume import Volume

USUAL_PAIRS = 4
LONG_AXES_MM = (8.0, 12.0, 16.0, 22.0, 30.0)
CHANGES = (0.0, 0.4, 0.7, 1.0, 1.0, 1.3, 2.0)
LEAST_APART_MM = 20.0
"""Between the edges of lung lesions."""

TOP_MM, BOTTOM_MM = 150.0, -290.0
REGIONS = {
    "neck": ((-46, 46), (-20, 30), (15, 115), 4),
    "head": ((-30, 30), (-55, 0), (105, 140), 2),
    "lung": ((55, 110), (-45, 60), (-180, -50), 5),
    "mediastinum": ((-20, 25), (-25, 20), (-110, -50), 2),
    "soft tissue": ((110, 150), (-10, 50), (-60, -20), 2),
    "bone": ((-8, 8), (50, 54), (-200, -20), 1),
    "liver": ((-110, -30), (-40, 40), (-290, -225), 3),
    "abdomen": ((50, 110), (-30, 50), (-280, -230), 1),
}
"""Where lesions lie at rest, x, y and z, mm, and how many; lungs and soft tissue on either side."""


@dataclass(frozen=True)
class Row:
    """One lesion as followed by one way."""

    region: str
    error_mm: float
    radius_mm: float = 0.0
    check: bool = False
    outside: bool = False
    said_outside: bool = False


def _pair(number: int) -> Pair:
    """The pair of this number, the same in every run."""
    random = np.random.default_rng(500 + number)
    shift = random.normal(size=3) * [18.0, 18.0, 25.0]
    sign = random.choice([-1.0, 1.0], 2)
    motion = Motion(
        shift_lps=(float(shift[0]), float(shift[1]), float(shift[2])),
        turn_deg=(float(random.normal() * 2), float(random.normal() * 2), float(random.normal() * 4)),
        flexion_deg=float(sign[0] * random.uniform(5.0, 15.0)),
        head_turn_deg=float(random.normal() * 5.0),
        breath_mm=float(sign[1] * random.uniform(5.0, 18.0)),
        soft_mm=1.5,
        seed=2 * number + 1,
    )
    step = (1.5, 3.0, 5.0)[number % 3]
    top, bottom = ((TOP_MM, BOTTOM_MM), (90.0, BOTTOM_MM), (160.0, -170.0), (TOP_MM, BOTTOM_MM))[number % 4]
    current = Scanner(
        top + float(shift[2]),
        bottom + float(shift[2]),
        step,
        step,
        (0.5 * float(shift[0]), 0.5 * float(shift[1])),
        (400.0, 340.0, 450.0, 500.0)[number % 4],
        (320, 256, 384, 300)[number % 4],
        (1.0, 0.0, 1.0, 0.5)[number % 4],
        number % 5 == 3,
        (18.0, 30.0, 12.0)[number % 3],
        (125.0, 140.0, None)[number % 3],
        number % 3 == 1,
        number + 50,
    )
    prior = (Motion(soft_mm=1.5, seed=2 * number), Scanner(TOP_MM, BOTTOM_MM, seed=number))
    return Pair(f"pair {number}", prior, (motion, current), tuple(_lesions(random)))


def _lesions(random: np.random.Generator) -> list[Lesion]:
    lesions = []
    for region, (x, y, z, count) in REGIONS.items():
        for number in range(count):
            long_mm = float(random.choice(LONG_AXES_MM))
            change = float(random.choice(CHANGES))
            while True:
                side = float(random.choice([-1.0, 1.0])) if region in {"lung", "soft tissue"} else 1.0
                at = (side * float(random.uniform(*x)), float(random.uniform(*y)), float(random.uniform(*z)))
                one = Lesion(f"{region} {number}", region, at, long_mm, change * long_mm)
                if region != "lung" or all(_apart(one, other) for other in lesions):
                    break
            lesions.append(one)
    return lesions


def _apart(one: Lesion, other: Lesion) -> bool:
    """Whether there is room between two lesions at their largest, as between separate ones of a patient."""
    radii = (max(lesion.prior_mm, lesion.current_mm) / 2.0 for lesion in (one, other))
    return math.dist(one.at, other.at) > sum(radii) + LEAST_APART_MM


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-peers", action="store_true", help="leave SimpleITK out")
    parser.add_argument("--first", type=int, default=0, help="number of the first pair; there is no last one")
    parser.add_argument("--pairs", type=int, default=USUAL_PAIRS, help="how many pairs")
    chosen = parser.parse_args()
    rows: dict[str, list[Row]] = {"Longaxis": []}
    seconds: dict[str, list[float]] = {"pyramid": [], "alignment": [], "lesion": []}
    for number in range(chosen.first, chosen.first + chosen.pairs):
        pair = _pair(number)
        if number % 2 == 0 or number == chosen.first:
            body = made_body(number // 2)
        prior, current = (
            scanned(
                body, *scan, [(one.at, one.prior_mm if at == 0 else one.current_mm) for one in pair.lesions]
            )
            for at, scan in enumerate((pair.prior, pair.current))
        )
        truths = [
            (one, pair.prior[0].from_rest(one.at), pair.current[0].from_rest(one.at)) for one in pair.lesions
        ]
        rows["Longaxis"] += _ours(prior, current, truths, seconds)
        if not chosen.without_peers:
            for name, there, took in _peers(prior, current):
                seconds.setdefault(name, []).append(took)
                rows.setdefault(name, []).extend(
                    Row(one.region, float(np.linalg.norm(np.array(there(before)) - after)))
                    for one, before, after in truths
                    if _inside(current, after)
                )
        print(f"{pair.name} done", flush=True)
    for name, found in rows.items():
        _tell(name, found)
    for name, took in seconds.items():
        print(f"CPU seconds, {name}: median {np.median(took):.2f}, highest {max(took):.2f}")


def _ours(
    prior: Volume,
    current: Volume,
    truths: Sequence[tuple[Lesion, Vector, Vector]],
    seconds: dict[str, list[float]],
) -> list[Row]:
    begun = time.process_time()
    one, other = pyramid_of(prior), pyramid_of(current)
    seconds["pyramid"].append((time.process_time() - begun) / 2)
    begun = time.process_time()
    alignment = align(one, other)
    seconds["alignment"].append(time.process_time() - begun)
    rows = []
    for lesion, before, after in truths:
        if in_field_mm(one, before) < 0.0:
            continue
        begun = time.process_time()
        found = follow(one, other, alignment, before, lesion.prior_mm)
        seconds["lesion"].append(time.process_time() - begun)
        place = found.transform.there(before)
        rows.append(
            Row(
                lesion.region,
                float(np.linalg.norm(np.array(place) - after)),
                found.radius_mm,
                found.check,
                in_field_mm(other, after) < 0.0,
                found.out_of_field,
            )
        )
    return rows


def _inside(volume: Volume, point: Vector) -> bool:
    outline = volume.lattice.outline_lps
    return bool((outline.min(axis=0) <= point).all() and (outline.max(axis=0) >= point).all())


def _peers(prior: Volume, current: Volume) -> list[tuple[str, Callable[[Vector], Vector], float]]:
    """SimpleITK's maps of points from prior to current, with the CPU seconds they took."""
    import SimpleITK

    SimpleITK.ProcessObject.SetGlobalDefaultNumberOfThreads(2)
    fixed, moving = (_as_simpleitk(volume) for volume in (prior, current))

    def registered(start: object, shrink: list[int], rounds: int, bspline: bool) -> tuple[object, float]:
        method = SimpleITK.ImageRegistrationMethod()
        method.SetMetricAsMattesMutualInformation(48)
        method.SetMetricSamplingStrategy(method.RANDOM)
        method.SetMetricSamplingPercentage(0.05, 1)
        method.SetInterpolator(SimpleITK.sitkLinear)
        method.SetShrinkFactorsPerLevel(shrink)
        method.SetSmoothingSigmasPerLevel([float(factor - 1) for factor in shrink])
        if bspline:
            method.SetOptimizerAsLBFGSB(numberOfIterations=rounds)
            method.SetMovingInitialTransform(start)
            start = SimpleITK.BSplineTransformInitializer(fixed, [10, 8, 12])
        else:
            method.SetOptimizerAsRegularStepGradientDescent(2.0, 0.01, rounds)
            method.SetOptimizerScalesFromPhysicalShift()
        method.SetInitialTransform(start, inPlace=False)
        begun = time.process_time()
        return method.Execute(fixed, moving), time.process_time() - begun

    start = SimpleITK.CenteredTransformInitializer(
        fixed, moving, SimpleITK.Euler3DTransform(), SimpleITK.CenteredTransformInitializerFilter.MOMENTS
    )
    rigid, rigid_took = registered(start, [4, 2, 1], 200, bspline=False)
    bspline, bspline_took = registered(rigid, [2], 20, bspline=True)
    return [
        ("SimpleITK rigid", rigid.TransformPoint, rigid_took),
        (
            "SimpleITK B-spline",
            lambda point: rigid.TransformPoint(bspline.TransformPoint(point)),
            rigid_took + bspline_took,
        ),
    ]


def _as_simpleitk(volume: Volume) -> object:
    """The scan at 4 mm as an image, from the feet up."""
    import SimpleITK

    lattice = volume.lattice
    image = SimpleITK.GetImageFromArray(np.ascontiguousarray(volume.voxels[::-1]).astype(np.float32))
    steps = float(np.ptp(lattice.depths_mm)) / (lattice.shape[0] - 1)
    image.SetSpacing((lattice.spacing_mm[1], lattice.spacing_mm[0], steps))
    image.SetOrigin([float(value) for value in lattice.outline_lps[lattice.shape[0] - 1]])
    size = [round(n * s / 4.0) for n, s in zip(image.GetSize(), image.GetSpacing(), strict=True)]
    image = SimpleITK.SmoothingRecursiveGaussian(image, 1.5)
    return SimpleITK.Resample(
        image, size, SimpleITK.Transform(), SimpleITK.sitkLinear, image.GetOrigin(), (4.0, 4.0, 4.0)
    )


def _tell(name: str, rows: Sequence[Row]) -> None:
    inside = [row for row in rows if not row.outside]
    print(f"\n{name}: {'region':<12} {'lesions':>7} {'median':>7} {'p90':>6} {'<3 mm':>6} {'<5 mm':>6}")
    kinds = [*REGIONS, "all but liver"]
    for kind in kinds:
        errors = np.array(
            [r.error_mm for r in inside if r.region == kind or (kind == kinds[-1] and r.region != "liver")]
        )
        if len(errors):
            print(
                f"{'':{len(name)}}  {kind:<13} {len(errors):6d} {np.median(errors):7.2f} "
                f"{np.percentile(errors, 90):6.1f} {(errors < 3).mean():6.0%} {(errors < 5).mean():6.0%}"
            )
    if name != "Longaxis":
        return
    missed = [row for row in inside if row.error_mm > 5.0]
    good = [row for row in inside if row.error_mm <= 3.0]
    held = sum(row.error_mm <= row.radius_mm for row in inside)
    wrong = sum(row.outside != row.said_outside for row in rows)
    print(f"misses above 5 mm: {len(missed)}, of which flagged {sum(row.check for row in missed)}")
    print(f"within 3 mm: {len(good)}, of which flagged {sum(row.check for row in good)}")
    print(f"circles that hold the true place: {held} of {len(inside)}")
    print(f"outside the field: {sum(row.outside for row in rows)}; told wrongly: {wrong} of {len(rows)}")


if __name__ == "__main__":
    main()
