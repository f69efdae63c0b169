"""What holds of every subject, whatever its lesions."""

import random
from decimal import Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from measurements.lesion import RadiationClass, Role, State
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.subject import assess_subject
from tests.measurements.recist.courses import LDRT, NONE, SBRT, course
from tests.measurements.recist.random_subjects import random_subject

BEST_FIRST = [Response.CR, Response.PR, Response.SD, Response.NE, Response.PD]

mm = st.integers(1, 800).map(lambda tenths: Decimal(tenths) / 10)
later_mm = st.integers(0, 800).map(lambda tenths: Decimal(tenths) / 10)
seeds = st.integers(0, 10**6)


@st.composite
def courses(draw: st.DrawFn) -> list[LesionRow]:
    """Targets of one subject, all measured at every visit, some of them nodes, of all classes."""
    count = draw(st.integers(1, 4))
    kinds = [draw(st.sampled_from(["", "n "])) for _ in range(count)]
    baseline = [f"{kind}{draw(mm)}" for kind in kinds]
    later = [[f"{kind}{draw(later_mm)}" for kind in kinds] for _ in range(draw(st.integers(1, 4)))]
    classes = {f"T0{n + 1}": draw(st.sampled_from([SBRT, LDRT, NONE])) for n in range(count)}
    return course([", ".join(visit) for visit in [baseline, *later]], classes=classes)


def last_targets(rows: list[LesionRow]) -> list[int]:
    visit = max(row.visit for row in rows)
    return [index for index, row in enumerate(rows) if row.visit == visit and row.role is Role.TARGET]


def with_row(
    rows: list[LesionRow], index: int, mm: Decimal | None, state: State | None = None
) -> list[LesionRow]:
    return [*rows[:index], rows[index]._replace(mm=mm, state=state), *rows[index + 1 :]]


@given(courses(), st.data())
def test_a_smaller_target_never_worsens_the_response(rows: list[LesionRow], data: st.DataObject) -> None:
    index, *others = data.draw(st.permutations(last_targets(rows)))
    for other in others:
        if data.draw(st.booleans()):
            rows = with_row(rows, other, None, State.NOT_EVALUABLE)
    size = rows[index].mm
    assert size is not None
    smaller = Decimal(data.draw(st.integers(0, int(size * 10)))) / 10
    before = assess_subject(rows).timepoints[-1].target
    after = assess_subject(with_row(rows, index, smaller)).timepoints[-1].target
    assert before is not None
    assert after is not None
    assert BEST_FIRST.index(after) <= BEST_FIRST.index(before)


@given(courses(), st.data())
def test_a_target_not_evaluable_leaves_pd_only_where_the_others_prove_it(
    rows: list[LesionRow], data: st.DataObject
) -> None:
    index = data.draw(st.sampled_from(last_targets(rows)))
    last = assess_subject(with_row(rows, index, None, State.NOT_EVALUABLE)).timepoints[-1]
    rest = sum((rows[other].mm or Decimal(0) for other in last_targets(rows) if other != index), Decimal(0))
    assert last.nadir_mm is not None
    proven = rest >= last.nadir_mm * 12 / 10 and rest >= last.nadir_mm + 5
    assert last.target is (Response.PD if proven else Response.NE)
    assert last.sum_mm is None


@given(seeds)
def test_the_order_of_rows_never_matters(seed: int) -> None:
    rows = random_subject(seed)
    shuffled = [*rows]
    random.Random(seed + 1).shuffle(shuffled)
    assert assess_subject(shuffled) == assess_subject(rows)


@given(courses(), st.sampled_from([Decimal(2), Decimal("0.5"), Decimal(10), Decimal("0.1")]))
def test_scaling_every_diameter_keeps_the_percentages(rows: list[LesionRow], factor: Decimal) -> None:
    scaled = [row if row.mm is None else row._replace(mm=row.mm * factor) for row in rows]
    for point, other in zip(assess_subject(rows).timepoints, assess_subject(scaled).timepoints, strict=True):
        assert point.pct_from_baseline == other.pct_from_baseline
        assert point.pct_from_nadir == other.pct_from_nadir
        assert point.nadir_visit == other.nadir_visit


@given(seeds, st.sampled_from(RadiationClass))
def test_a_class_is_judged_by_its_own_targets_alone(seed: int, radiation: RadiationClass) -> None:
    rows = random_subject(seed)
    own = [row for row in rows if row.role is not Role.TARGET or row.radiation is radiation]
    points = assess_subject(rows).timepoints
    for point, alone in zip(points, assess_subject(own).timepoints, strict=True):
        assert point.by_class[radiation] == alone.by_class[radiation]
        assert alone.target == point.by_class[radiation].target


@given(seeds)
def test_a_visit_is_called_by_what_is_known_then(seed: int) -> None:
    """Later visits change only what is back-dated."""
    rows = random_subject(seed)
    points = assess_subject(rows).timepoints
    for index, point in enumerate(points):
        until = assess_subject([row for row in rows if row.visit <= point.visit]).timepoints[index]
        assert (until.overall, until.irecist, until.by_class) == (
            point.overall,
            point.irecist,
            point.by_class,
        )


@given(courses())
def test_the_precision_of_the_caller_decides_nothing(rows: list[LesionRow]) -> None:
    with localcontext(prec=2):
        coarse = assess_subject(rows)
    assert coarse == assess_subject(rows)


@given(seeds)
def test_best_response_confirmed_is_never_better(seed: int) -> None:
    order = ["CR", "PR", "SD", "NON-CR/NON-PD", "PD", "NED", "NE", "MISSING"]
    subject = assess_subject(random_subject(seed))
    assert order.index(subject.confirmed_bor) >= order.index(subject.bor)
