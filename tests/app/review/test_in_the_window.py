"""The review among the other pages: who has it, how one comes to it, where it leads and back."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.main_window import READING, REVIEW, TRIAL, WORKLIST, MainWindow
from app.review.reviewed import reviewed
from app.session import Session
from app.settings import Settings
from app.workstation import Workstation
from measurements.refusal import Refusal
from tests.accounts import ADJUDICATOR, INVESTIGATOR, PASSWORD, READER
from tests.app.adjudication.disputes import disputed_with_accounts
from tests.app.reading.at_the_desk import subject_uid, timepoint_uids
from tests.app.review.subject import full, read_once


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    opened = read_once(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def station(session: Session, qtbot: QtBot, tmp_path: Path) -> Iterator[Workstation]:
    made = Workstation(MainWindow(), Settings(tmp_path / "settings.json"))
    qtbot.addWidget(made.window)
    made.window.resize(1440, 900)
    made.show_session(session)
    made.window.show()
    yield made
    made.close()
    made.window.close()


def test_a_page_of_others_does_not_go_under_the_name_of_the_read_left_behind(
    station: Workstation, session: Session
) -> None:
    station.open_read(subject_uid(session), timepoint_uids(session)[0])
    code = station.room.desk.case.subject.code if station.room.desk else ""
    bar = station.window.bar._subject
    seen = {}
    for page in (READING, REVIEW, WORKLIST, TRIAL, READING):
        station.pages.choose(page)
        seen[page] = (station.pages.current, bar.text(), code in station.window.windowTitle())
    trial = session.path.stem
    assert seen == {
        READING: (READING, code, True),
        REVIEW: (REVIEW, trial, False),
        WORKLIST: (WORKLIST, trial, False),
        TRIAL: (TRIAL, trial, False),
    }


def test_a_place_of_the_review_opens_in_linked_panes_and_the_tab_comes_back(
    station: Workstation, session: Session
) -> None:
    station.pages.choose(REVIEW)
    full(station.review)
    station.review.matrix.go_to(1, 2)
    station.review.matrix._open()
    desk = station.room.desk
    assert desk is not None
    assert station.pages.current == READING
    assert desk.current.uid == timepoint_uids(session)[2]
    assert desk.active is not None
    assert desk.active.label == "T02"
    station.pages.choose(REVIEW)
    assert station.pages.current == REVIEW
    assert station.review.matrix.cell is not None
    assert station.review.matrix.cell.lesion_uid == "read-1 T02"
    full(station.review)


def test_leaving_goes_back_to_the_page_before(station: Workstation) -> None:
    station.pages.choose(REVIEW)
    full(station.review)
    station.review.left.emit()
    assert station.pages.current == WORKLIST


def test_what_is_read_meanwhile_is_there_when_one_comes_again(station: Workstation, session: Session) -> None:
    station.pages.choose(REVIEW)
    full(station.review)
    station.pages.show(WORKLIST)
    from measurements.case.commands import RemoveMeasurement

    session.case.run(RemoveMeasurement("read-1 T02", timepoint_uids(session)[2]))
    station.pages.choose(REVIEW)
    assert station.review.matrix.matrix.rows[1].cells[2].words == "not assessed"
    full(station.review)


def test_closing_the_trial_takes_everything_away(station: Workstation) -> None:
    station.pages.choose(REVIEW)
    station.close()
    assert station.review.seen is None
    assert station.review.matrix.matrix.rows == ()


def test_only_who_is_not_blinded_has_the_review_and_sees_locked_reads(qapp: object, tmp_path: Path) -> None:
    from app.session import open_session
    from measurements.access.permissions import Call
    from tests.app.reading.scans import make_trial

    session = open_session(make_trial(tmp_path, frame_of_reference="1.2.3"))
    disputed_with_accounts(session)
    for name in (READER, ADJUDICATOR):
        session.sign_in(name, PASSWORD)
        assert not session.may(Call.SEE_CLINICAL)
        session.sign_out()
    session.sign_in(INVESTIGATOR, PASSWORD)
    assert session.may(Call.SEE_CLINICAL)
    seen = reviewed(session.store, subject_uid(session))
    assert [one.locked for one in seen.reads] == [True, True]
    assert len(seen.comparable) == 1
    session.close()


def test_lengths_that_the_protocol_hides_are_not_reviewed_before_all_is_answered(session: Session) -> None:
    from measurements.case.commands import RemoveMeasurement, SetProtocol

    text = files("resources").joinpath("protocol.toml").read_text(encoding="utf-8")
    text = text.replace('prior_lengths = "shown"', 'prior_lengths = "until-drawn"')
    session.case.run(SetProtocol("hidden.toml", text))
    assert reviewed(session.store).subject.code == "HN-7"
    session.case.run(RemoveMeasurement("read-1 T02", timepoint_uids(session)[2]))
    with pytest.raises(Refusal, match="hides earlier lengths while HN-7 is read"):
        reviewed(session.store)
