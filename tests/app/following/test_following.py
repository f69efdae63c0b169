"""Lesions of an open read followed to its other timepoints: found, kept, told, found anew."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.following.following import Following
from app.reading.desk.desk import ReadingDesk
from app.session import Session
from measurements.geometry.vectors import Vector, add
from measurements.trial import Timepoint
from tests.app.following.scene import PLACES, SHIFTS_MM, go, visit


@pytest.fixture
def following(session: Session, desk: ReadingDesk) -> Iterator[Following]:
    made = Following(session, desk)
    yield made
    made.leave()


def wait_for(qtbot: QtBot, following: Following, desk: ReadingDesk, timepoint: Timepoint) -> None:
    """Until every lesion is known there."""
    qtbot.waitUntil(
        lambda: all(following.followed(one, timepoint) for one in desk.case.asked(timepoint)), timeout=20000
    )


def drawn_at(desk: ReadingDesk, number: int) -> Vector:
    """The middle of what was drawn of a lesion at baseline."""
    said = desk.case.measurement(desk.case.lesions[number], visit(desk, 0))
    assert said is not None
    assert said.caliper is not None
    one, other = said.caliper.long_lps
    return tuple((a + b) / 2 for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def test_lesions_are_found_where_the_body_went(qtbot: QtBot, following: Following, desk: ReadingDesk) -> None:
    go(desk, 1)
    for number in (1, 2):
        wait_for(qtbot, following, desk, visit(desk, number))
        for at, lesion in enumerate(desk.case.lesions):
            found = following.followed(lesion, visit(desk, number))
            assert found is not None
            assert found.place_lps is not None
            assert np.allclose(found.place_lps, add(drawn_at(desk, at), SHIFTS_MM[number]), atol=2.0)
            assert following.followed_from(lesion, visit(desk, number)) == visit(desk, 0)
        assert following.said(visit(desk, number)) == ""
    assert len(PLACES) == len(desk.case.lesions)
