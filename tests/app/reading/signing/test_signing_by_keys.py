"""Signatures and the lock, with a caliper under the keys that is as long as another timepoint's."""

import pytest

from app.reading.signing.lines import Act
from measurements.case.verification import verify
from tests.app.reading.scans import LUNG
from tests.app.reading.signing.hands import KEY, assess, block, sheet, sign
from tests.app.reading.still_following import StillFollowing
from tests.app.reading.user import CTRL, SHIFT, Opened, Reader


@pytest.fixture
def begun(signed_in: Opened) -> Reader:
    """The baseline is signed; at the first follow-up the ghost of T01 is under the keys."""
    reader = signed_in.read(0)
    assess(reader)
    sign(signed_in, reader)
    reader = signed_in.read(1)
    assert reader.room.read is not None
    following: object = reader.room.read.search.following
    assert isinstance(following, StillFollowing)
    following.put("T01", (0.0, 0.0, 6.0))
    reader.key(KEY.Key_Period)
    reader.key(KEY.Key_D, SHIFT)
    for _ in range(3):
        reader.key(KEY.Key_Left)  # the short axis is the baseline's still
    return reader


def said_now(reader: Reader) -> list[str]:
    """What is stored of the timepoint in hand."""
    current = reader.desk.current.uid
    return [str(one.caliper) for (_, at), one in reader.desk.case.measurements.items() if at == current]


def test_a_borrowed_axis_is_not_signed(begun: Reader, signed_in: Opened) -> None:
    assert said_now(begun) == []
    begun.key(KEY.Key_Return, CTRL)
    assert not sheet(begun).isVisible()
    assert begun.message.startswith("The caliper under the keys was given up")
    assert not begun.pane.drafting
    begun.key(KEY.Key_Return, CTRL)
    assert not sheet(begun).isVisible()
    assert begun.message == "Not answered yet: T01."
    assert said_now(begun) == []
    assert not block(begun).button(Act.SIGN).isEnabled()
    assert verify(signed_in.session.store).holds


def test_a_window_that_locks_stores_no_borrowed_axis(begun: Reader, signed_in: Opened) -> None:
    begun.station.attendance.lock()
    assert begun.station.attendance.covered
    assert not begun.pane.drafting
    assert said_now(begun) == []


def test_a_window_that_locks_stores_what_was_measured_by_keys(begun: Reader) -> None:
    begun.key(KEY.Key_Return)
    begun.key(KEY.Key_Return)
    begun.key(KEY.Key_Down)  # and so the short axis is the reader's
    begun.station.attendance.lock()
    assert len(said_now(begun)) == 1


def test_nothing_is_begun_by_keys_at_a_signed_timepoint(begun: Reader, signed_in: Opened) -> None:
    begun.key(KEY.Key_Escape)
    begun.key(KEY.Key_Q)
    assert begun.desk.at_baseline
    begun.scroll_to(LUNG.place)
    before = said_now(begun)
    begun.key(KEY.Key_D, SHIFT)
    assert not begun.pane.drafting
    assert begun.message.startswith("BL is signed")
    for key in (KEY.Key_Right, *(KEY.Key_Return,) * 5):
        begun.key(key)
    assert said_now(begun) == before
    assert verify(signed_in.session.store).holds
