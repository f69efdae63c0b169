"""Calls in the windows are made by the trial's own protocol."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.reading.hands.keys import Action
from app.session import Session, open_session
from app.worklist.presenter import WorklistPresenter
from measurements.case.commands import PutMeasurement, SetProtocol
from measurements.geometry.caliper import caliper_from
from measurements.geometry.vectors import Vector
from tests.app.reading.at_the_desk import subject_uid
from tests.app.reading.user import Opened
from viewer.viewport import Window


def shrunk(session: Session, share: float) -> None:
    """Every caliper of the last timepoint made so much shorter, from its first end."""
    with session.store.reading() as trial:
        (read,) = trial.reads()
        last = trial.timepoints(subject_uid(session))[-1]
        drawn = [one for one in trial.measurements(read.uid) if one.timepoint_uid == last.uid]

    def nearer(start: Vector, end: Vector) -> Vector:
        x, y, z = (a + share * (b - a) for a, b in zip(start, end, strict=True))
        return (x, y, z)

    for one in drawn:
        old = one.caliper
        assert old is not None
        start, end = old.long_lps
        caliper = caliper_from(
            (start, nearer(start, end)),
            None,
            series_key=old.series_key,
            sop_uid=old.sop_uid,
            frame=old.frame,
        )
        session.case.run(PutMeasurement(replace(one, caliper=caliper)))


def follow(session: Session, sticky_pr: str) -> None:
    session.case.run(SetProtocol("mine.toml", f'[recist]\nsticky_pr = "{sticky_pr}"\n'))


@pytest.fixture
def drifted(trial_of_read_room: Path) -> Path:
    """Sums 54.0, 36.0 and 38.8: a response that drifts to -28 % without progression."""
    session = open_session(trial_of_read_room)
    shrunk(session, 0.76)
    session.close()
    return trial_of_read_room


@pytest.mark.parametrize(("sticky_pr", "last"), [("never", "SD"), ("assigned", "PR")])
def test_reading_room_and_worklist_call_by_the_trials_switches(
    open_on: object, drifted: Path, sticky_pr: str, last: str
) -> None:
    session = open_session(drifted)
    follow(session, sticky_pr)
    session.close()
    opened: Opened = open_on(drifted)  # type: ignore[operator]
    reader = opened.read(2)
    assert reader.room.panel.call.response == last
    assert reader.room.panel.call.sentence.startswith(f"{last}: sum 38.8")
    assert reader.room.timeline.accessibleName().endswith(f"TP2 {last} 38.8 mm")
    presenter = WorklistPresenter(opened.session.store, opened.session.reader)
    (row,) = presenter.rows()
    assert [cell.call for cell in row.cells] == ["", "PR", last]
    alone = presenter.row(row.subject_uid)
    assert alone == row


def test_a_protocol_replaced_while_a_read_is_open_changes_its_calls_at_once(
    open_on: object, drifted: Path
) -> None:
    opened: Opened = open_on(drifted)  # type: ignore[operator]
    reader = opened.read(2)
    assert reader.room.panel.call.response == "SD"
    follow(opened.session, "assigned")
    assert reader.room.panel.call.response == "PR"
    opened.session.case.undo()
    assert reader.room.panel.call.response == "SD"


OWN_SITE = """
[[site]]
id = "carotid-body"
region = "head-neck"
en = "Carotid body"
zh = "颈动脉体"
organ = "carotid body"
side = "either"
"""


def test_the_form_offers_the_protocols_own_sites_and_they_bring_their_organ(
    open_on: object, trial_of_read_room: Path
) -> None:
    opened: Opened = open_on(trial_of_read_room)  # type: ignore[operator]
    reader = opened.read(0)
    field = reader.room.panel.form.site
    assert field.findText("Carotid body, left") == -1
    written = field.currentText()
    opened.session.case.run(SetProtocol("mine.toml", OWN_SITE))
    assert field.findText("Carotid body, left") >= 0
    assert field.findText("Oropharynx, left") >= 0
    assert field.currentText() == written
    reader.desk.set_site("carotid body, LEFT")
    assert reader.desk.active is not None
    assert (reader.desk.active.organ, reader.desk.active.laterality) == ("carotid body", "left")


OWN_WINDOW = """
[[window]]
id = "marrow"
name = "Marrow"
name_zh = "骨髓"
key = 1
center_hu = 77
width_hu = 555
"""


def test_windows_of_a_protocol_replaced_while_a_read_is_open_are_there_at_once(read_room: Opened) -> None:
    reader = read_room.read(1)
    before = reader.room.toolbar.presets.part(Action.WINDOW_1).text()
    read_room.session.case.run(SetProtocol("mine.toml", OWN_WINDOW))
    assert reader.room.toolbar.presets.part(Action.WINDOW_1).text().startswith("Marrow")
    reader.key(Qt.Key.Key_1)
    assert reader.wall.current.pane.viewport().window == Window(77.0, 555.0)
    read_room.session.case.undo()
    assert reader.room.toolbar.presets.part(Action.WINDOW_1).text() == before
