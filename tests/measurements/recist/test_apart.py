"""Classes apart: irradiated lesions together, and progression that only a stereotactic field carries."""

from decimal import Decimal

import pytest

from measurements.lesion import RadiationClass, Role, State
from measurements.recist.apart import IRRADIATED, assessed_apart, carried_by_stereotactic
from measurements.recist.response import Response
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.subject import assess_subject

SBRT, LDRT, NONE = RadiationClass.SBRT, RadiationClass.LDRT, RadiationClass.UNIRRADIATED
RULES = Rules()


def row(
    visit: int,
    lesion: str,
    said: str | State,
    radiation: RadiationClass,
    role: Role = Role.TARGET,
) -> LesionRow:
    mm = None if isinstance(said, State) else Decimal(said)
    state = said if isinstance(said, State) else None
    return LesionRow("S1", Decimal(visit), 56 * visit, lesion, role, "lung", False, mm, state, radiation)


def course(lesion: str, radiation: RadiationClass, *said: str) -> list[LesionRow]:
    return [row(visit, lesion, one, radiation) for visit, one in enumerate(said)]


def test_irradiated_lesions_have_a_sum_a_baseline_and_a_nadir_of_their_own() -> None:
    rows = [
        *course("T01", SBRT, "20.0", "10.0", "12.0"),
        *course("T02", LDRT, "10.0", "8.0", "9.0"),
        *course("T03", NONE, "30.0", "30.0", "45.0"),
    ]
    apart = assessed_apart(rows, IRRADIATED, RULES)
    assert [one.sum_mm for one in apart.timepoints] == [Decimal("30.0"), Decimal("18.0"), Decimal("21.0")]
    assert apart.timepoints[2].nadir_mm == Decimal("18.0")
    assert [one.target for one in apart.timepoints] == [None, Response.PR, Response.PR]


def test_a_visit_with_lesions_of_another_class_alone_is_a_visit_all_the_same() -> None:
    rows = [*course("T01", SBRT, "20.0"), *course("T02", NONE, "15.0", "15.0")]
    apart = assessed_apart(rows, IRRADIATED, RULES)
    assert [one.visit for one in apart.timepoints] == [Decimal(0), Decimal(1)]
    assert apart.timepoints[1].sum_mm is None


NEW = row(2, "NEW01", State.UNEQUIVOCAL, NONE, Role.NEW)


@pytest.mark.parametrize(
    ("sbrt", "other", "also", "carried"),
    [
        pytest.param(("20.0", "10.0", "25.0"), ("10.0", "10.0", "10.0"), (), True, id="only SBRT grew"),
        pytest.param(("20.0", "10.0", "12.0"), ("20.0", "20.0", "35.0"), (), False, id="the other grew"),
        pytest.param(
            ("20.0", "10.0", "20.0"), ("20.0", "20.0", "35.0"), (), False, id="either would be enough"
        ),
        pytest.param(("20.0", "10.0", "25.0"), ("10.0", "10.0", "10.0"), (NEW,), False, id="a new lesion"),
        pytest.param(("20.0", "10.0", "10.5"), ("10.0", "10.0", "10.0"), (), False, id="no progression"),
        pytest.param(
            ("20.0", "10.0", "14.0"), ("10.0", "10.0", "12.0"), (), True, id="together, none without SBRT"
        ),
    ],
)
def test_progression_is_carried_by_stereotactic_lesions_alone(
    sbrt: tuple[str, ...], other: tuple[str, ...], also: tuple[LesionRow, ...], carried: bool
) -> None:
    rows = [*course("T01", SBRT, *sbrt), *course("T02", NONE, *other), *also]
    assessment = assess_subject(rows, RULES)
    assert carried_by_stereotactic(rows, assessment, 2, RULES) is carried


def test_a_baseline_carries_nothing() -> None:
    rows = course("T01", SBRT, "20.0", "30.0")
    assert carried_by_stereotactic(rows, assess_subject(rows, RULES), 0, RULES) is False


def test_an_entry_in_a_stereotactic_field_that_progresses_unequivocally_carries_it_too() -> None:
    rows = [
        *course("T01", NONE, "20.0", "20.0"),
        row(0, "NT01", State.PRESENT, SBRT, Role.NON_TARGET),
        row(1, "NT01", State.UNEQUIVOCAL, SBRT, Role.NON_TARGET),
    ]
    assessment = assess_subject(rows, RULES)
    assert assessment.timepoints[1].overall is Response.PD
    assert carried_by_stereotactic(rows, assessment, 1, RULES) is True
