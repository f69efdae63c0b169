"""What the worklist shows to each role: what comes next, who has what, and what may be changed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.components.banner import Banner
from app.session import Session
from app.worklist.blank import NothingGiven, NothingToDecide
from app.worklist.giving import GivingButton
from app.worklist.import_panel import ImportPanel
from app.worklist.page import WorklistPage
from app.worklist.rows import Filter, Next, Step, SubjectRow, Work
from app.worklist.table import CELL_ROLE, ROW_ROLE
from app.worklist.work_chips import chip_widths
from measurements.case.commands import AddLesion, PutMeasurement
from measurements.case.evidence_commands import (
    ChangePerson,
    CompleteRead,
    ReopenTimepoint,
    SignTimepoint,
    Unassign,
)
from measurements.lesion import Lesion, Measurement, RadiationClass, State
from measurements.lesion import Role as Listed
from measurements.people import Role, Task
from tests.app.people.cast import PASSWORD, begin, sign, signed_in, subject_uid
from tests.app.worklist.hands import codes, drop, grid, texts, words

Shows = Callable[[Session], WorklistPage]


@pytest.fixture
def shown(qtbot: QtBot, peopled_trial: Path) -> Iterator[Shows]:
    """Shows the worklist of a session, which is closed with it."""
    sessions: list[tuple[WorklistPage, Session]] = []

    def show(session: Session) -> WorklistPage:
        page = WorklistPage()
        qtbot.addWidget(page)
        page.resize(1600, 800)
        page.show_trial(session)
        with qtbot.waitExposed(page):
            page.show()
        sessions.append((page, session))
        return page

    yield show
    for page, session in sessions:
        page.show_trial(None)
        session.close()


def row(page: WorklistPage, code: str) -> SubjectRow:
    model = grid(page).model()
    found: SubjectRow = model.headerData(codes(page).index(code), Qt.Orientation.Vertical, ROW_ROLE)
    return found


def told(page: WorklistPage, code: str) -> list[str]:
    """What is said of a subject, a line each."""
    model = grid(page).model()
    place = codes(page).index(code)
    return str(model.headerData(place, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)).splitlines()


def menu(page: WorklistPage, session: Session, *chosen: str) -> QMenu:
    rows = [row(page, code) for code in chosen]
    return page._assignments.menu(session, rows, rows[0], None)


def part(menu: QMenu, text: str) -> dict[str, QAction]:
    """The entries of a submenu, by their words."""
    (found,) = [action.menu() for action in menu.actions() if action.text() == text]
    assert isinstance(found, QMenu)
    return {action.text(): action for action in found.actions()}


def given(session: Session, code: str) -> set[tuple[str, Task]]:
    with session.store.whole() as trial:
        found = trial.evidence.assignments(subject_uid(session.store, code))
    return {(one.person_uid.removeprefix("person "), one.task) for one in found}


# Radiologists


def test_a_radiologist_sees_own_subjects_and_what_comes_next(peopled_trial: Path, shown: Shows) -> None:
    session = signed_in(peopled_trial, "li.wei")
    page = shown(session)
    assert codes(page) == ["HN-1", "HN-2"]
    assert words(page, 0) == ["To read", "Opens later", "Opens later"]
    assert row(page, "HN-1").next == Next(Step.READ, "BL")
    read_uid = begin(session, "HN-1")
    sign(session, read_uid, 1)
    assert words(page, 0) == ["Signed", "To read", "Opens later"]
    assert told(page, "HN-1")[1] == "Read TP1"


def test_the_steps_of_a_read_follow_each_other(peopled_trial: Path, shown: Shows) -> None:
    session = signed_in(peopled_trial, "li.wei")
    page = shown(session)
    read_uid = begin(session, "HN-2")
    with session.store.reading() as trial:
        baseline, later = trial.timepoints(subject_uid(session.store, "HN-2"))
    lesion = Lesion(
        "lesion",
        read_uid,
        "NT01",
        Listed.NON_TARGET,
        "Lung",
        "Lung",
        "",
        False,
        RadiationClass.SBRT,
        baseline.uid,
    )
    session.case.run(AddLesion(lesion))
    assert row(page, "HN-2").next == Next(Step.READ, "BL")
    session.case.run(PutMeasurement(Measurement(lesion.uid, baseline.uid, State.PRESENT)))
    assert row(page, "HN-2").next == Next(Step.SIGN, "BL")
    assert words(page, 1) == ["To sign", "Opens later", ""]
    sign(session, read_uid, 1)
    session.case.run(PutMeasurement(Measurement(lesion.uid, later.uid, State.PRESENT)))
    assert row(page, "HN-2").next == Next(Step.SIGN, "TP1")
    with session.store.whole() as trial:
        assert trial.evidence.progress()[0].signed == {baseline.uid}
    session.case.run(SignTimepoint(read_uid, later.uid, PASSWORD))
    assert row(page, "HN-2").next == Next(Step.FINAL_LOOK)
    session.case.run(ReopenTimepoint(read_uid, later.uid, "once more"))
    assert row(page, "HN-2").next == Next(Step.SIGN, "TP1")
    with session.store.whole() as trial:
        (progress,) = trial.evidence.progress(subject_uid(session.store, "HN-2"))
    assert (progress.signed, progress.opened) == ({baseline.uid}, {baseline.uid, later.uid})
    session.case.run(SignTimepoint(read_uid, later.uid, PASSWORD))
    session.case.run(CompleteRead(read_uid, PASSWORD))
    assert row(page, "HN-2").next == Next(Step.COMPLETED)
    assert words(page, 1) == ["Signed", "Signed", ""]


def test_a_timepoint_that_opens_later_is_not_opened(qtbot: QtBot, peopled_trial: Path, shown: Shows) -> None:
    page = shown(signed_in(peopled_trial, "li.wei"))
    view = grid(page)
    view.setCurrentIndex(view.model().index(0, 1))
    with qtbot.assertNotEmitted(page.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    cell = view.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "It opens when the timepoint before it is signed." in cell
    qtbot.keyClick(view, Qt.Key.Key_Left)
    with qtbot.waitSignal(page.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_who_was_given_nothing_is_told_so(peopled_trial: Path, shown: Shows) -> None:
    page = shown(signed_in(peopled_trial, "two", Role.RADIOLOGIST))
    assert page.findChild(NothingGiven).isVisible()
    assert "No subject is assigned to you yet" in texts(page)


def test_a_radiologist_imports_and_changes_nothing(peopled_trial: Path, shown: Shows) -> None:
    session = signed_in(peopled_trial, "li.wei")
    page = shown(session)
    assert not page.findChild(ImportPanel).isVisible()
    assert drop(page, peopled_trial.parent / "scans")
    assert not page._intake.is_running
    assert "Only a data manager imports" in texts(page.findChild(Banner))
    assert menu(page, session, "HN-1").isEmpty()


# Adjudicators


def test_an_adjudicator_sees_the_subjects_whose_completed_reads_differ(
    peopled_trial: Path, shown: Shows
) -> None:
    for name in ("li.wei", "zhang"):
        session = signed_in(peopled_trial, name)
        read_uid = begin(session, "HN-1")
        with session.store.reading() as trial:
            timepoints = trial.timepoints(subject_uid(session.store, "HN-1"))
        if name == "zhang":
            session.case.run(
                AddLesion(
                    Lesion(
                        "new",
                        read_uid,
                        "NT01",
                        Listed.NON_TARGET,
                        "Lung",
                        "Lung",
                        "",
                        False,
                        RadiationClass.SBRT,
                        timepoints[0].uid,
                    )
                )
            )
            for one, state in zip(timepoints, (State.PRESENT, State.PRESENT, State.UNEQUIVOCAL), strict=True):
                session.case.run(PutMeasurement(Measurement("new", one.uid, state)))
                session.case.run(SignTimepoint(read_uid, one.uid, PASSWORD))
        else:
            sign(session, read_uid, 3)
        session.case.run(CompleteRead(read_uid, PASSWORD))
        session.close()
        page = shown(signed_in(peopled_trial, "ada"))
        if name == "li.wei":
            assert page.findChild(NothingToDecide).isVisible()
            page._session.close()  # type: ignore[union-attr]
            page.show_trial(None)
    assert codes(page) == ["HN-1"]
    assert row(page, "HN-1").next == Next(Step.ADJUDICATE)
    assert not row(page, "HN-1").work


# Data managers and investigators


def test_a_data_manager_sees_who_has_what_and_which_reader_is_missing(
    peopled_trial: Path, shown: Shows
) -> None:
    session = signed_in(peopled_trial, "li.wei")
    sign(session, begin(session, "HN-1"), 2)
    session.close()
    page = shown(signed_in(peopled_trial, "dana"))
    assert told(page, "HN-1") == [
        "HN-1",
        "Dr Li Wei reads: 2 of 3 signed",
        "Dr Zhang Min reads: not begun",
        "Dr Ada Novak adjudicates: not decided",
    ]
    assert told(page, "HN-3") == ["HN-3", "2 readers are missing by the protocol"]
    assert [row(page, code).lacking for code in codes(page)] == [0, 1, 2]
    assert [
        sum(state.admits(row(page, code)) for code in codes(page))
        for state in (Filter.LACKING, Filter.BEGUN, Filter.COMPLETED)
    ] == [2, 1, 0]
    first = grid(page).model().index(0, 0).data(CELL_ROLE)
    assert first.signed_by == 1


def test_an_investigator_sees_how_far_reads_are_and_no_lack(peopled_trial: Path, shown: Shows) -> None:
    session = signed_in(peopled_trial, "li.wei")
    begin(session, "HN-1")
    session.close()
    session = signed_in(peopled_trial, "ivo")
    page = shown(session)
    assert codes(page) == ["HN-1", "HN-2", "HN-3"]
    assert "Dr Li Wei reads: 0 of 3 signed" in told(page, "HN-1")
    assert row(page, "HN-3").lacking == 0
    assert not page.findChild(ImportPanel).isVisible()
    assert menu(page, session, "HN-1").isEmpty()


def test_many_subjects_are_given_at_once_and_taken_back(
    qtbot: QtBot, peopled_trial: Path, shown: Shows
) -> None:
    session = signed_in(peopled_trial, "dana")
    page = shown(session)
    view = grid(page)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.chosen_rows == [0, 1, 2]
    entries = part(menu(page, session, *codes(page)), "Give to read")
    assert list(entries) == ["Dr Li Wei", "Dr Two Hats", "Dr Zhang Min"]
    entries["Dr Zhang Min"].trigger()
    assert [("zhang", Task.READ) in given(session, code) for code in codes(page)] == [True] * 3
    assert not session.case.can_undo
    entry = part(menu(page, session, *codes(page)), "Give to read")["Dr Zhang Min"]
    assert (entry.isChecked(), entry.isEnabled()) == (True, False)
    part(menu(page, session, "HN-2", "HN-3"), "Take back")["Dr Zhang Min reads"].trigger()
    assert [("zhang", Task.READ) in given(session, code) for code in codes(page)] == [True, False, False]


def test_what_cannot_be_given_is_refused_whole(peopled_trial: Path, shown: Shows) -> None:
    session = signed_in(peopled_trial, "dana")
    page = shown(session)
    with session.store.whole() as trial:
        (of_ada,) = [one for one in trial.evidence.assignments() if one.person_uid == "person ada"]
    session.case.run(Unassign(of_ada.uid))
    both = frozenset({Role.RADIOLOGIST, Role.ADJUDICATOR})
    session.case.run(ChangePerson("person zhang", "Dr Zhang Min", both, active=True))
    part(menu(page, session, "HN-1", "HN-3"), "Give to adjudicate")["Dr Zhang Min"].trigger()
    assert ("zhang", Task.ADJUDICATE) not in given(session, "HN-3")
    assert any("zhang has another task with HN-1" in text for text in texts(page.findChild(Banner)))


def test_a_subject_alone_has_all_of_its_menu(peopled_trial: Path, shown: Shows) -> None:
    session = signed_in(peopled_trial, "dana")
    page = shown(session)
    alone = [action.text() for action in menu(page, session, "HN-3").actions()]
    assert "Rename subject HN-3…" in alone
    many = [action.text() for action in menu(page, session, "HN-2", "HN-3").actions()]
    assert "Rename subject HN-3…" not in many
    assert "Give to investigate" in many


def test_the_one_in_hand_of_many_chosen_leaves_them_chosen(peopled_trial: Path, shown: Shows) -> None:
    page = shown(signed_in(peopled_trial, "dana"))
    view = grid(page)
    rows = QItemSelectionModel.SelectionFlag.Rows | QItemSelectionModel.SelectionFlag.Select
    view._take(view.model().index(0, 0))
    view.selectionModel().select(view.model().index(2, 0), rows)
    view._take(view.model().index(2, 0))
    assert view.chosen_rows == [0, 2]
    view._take(view.model().index(1, 0))
    assert view.chosen_rows == [1]


def test_the_chosen_subjects_are_given_by_a_button_in_sight(shown: Shows, peopled_trial: Path) -> None:
    session = signed_in(peopled_trial, "dana")
    page = shown(session)
    (give,) = page.findChildren(GivingButton)
    assert give.isVisible()
    view = grid(page)
    view.selectRow(0)
    assert "Give 1 subject" in give.text()
    view.selectAll()
    assert give.text() == "Give 3 subjects"
    give.menu().aboutToShow.emit()
    part(give.menu(), "Give to read")["Dr Zhang Min"].trigger()
    with session.store.reading() as trial:
        read = [one for one in trial.evidence.assignments() if one.person_uid == "person zhang"]
    assert len(read) == 3


def test_who_gives_nothing_sees_no_such_button(shown: Shows, peopled_trial: Path) -> None:
    page = shown(signed_in(peopled_trial, "li.wei"))
    (give,) = page.findChildren(GivingButton)
    assert not give.isVisible()


def of(task: Task | None, *, done: bool) -> Work:
    return Work("name", "Name", task, begun=True, signed=0, total=3, done=done)


@pytest.mark.parametrize(
    ("work", "completed"),
    [
        ((), False),
        ((of(Task.READ, done=True), of(Task.READ, done=True)), True),
        ((of(Task.READ, done=True), of(Task.READ, done=False)), False),
        ((of(Task.READ, done=True), of(Task.ADJUDICATE, done=False), of(None, done=False)), True),
        ((of(None, done=False),), False),
        ((of(None, done=True),), True),
    ],
)
def test_a_read_that_was_asked_of_nobody_keeps_no_subject_open(
    work: tuple[Work, ...], completed: bool
) -> None:
    subject = SubjectRow("uid", "HN-1", "", None, frozenset(), (), work=work)
    assert Filter.COMPLETED.admits(subject) is completed
    assert Filter.BEGUN.admits(subject) is (bool(work) and not completed)


@pytest.mark.parametrize(
    ("needs", "room", "widths"),
    [
        ((80, 70), 204, [80, 70]),
        ((150, 40), 204, [150, 40]),
        ((190, 40), 204, [158, 40]),
        ((120, 120), 204, [99, 99]),
        ((120, 40, 120), 204, [76, 40, 76]),
        ((), 204, []),
    ],
)
def test_short_names_stay_whole_and_long_ones_share_what_is_left(
    needs: tuple[int, ...], room: int, widths: list[int]
) -> None:
    assert chip_widths(needs, room) == widths
