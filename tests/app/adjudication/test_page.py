"""The page of two reads, with real mouse and keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from app.adjudication.decision_panel import Decision
from app.adjudication.two_reads import two_reads
from app.language import speak
from app.session import Session
from measurements.signature import AdjudicationReason
from tests.app.adjudication.adjudicator import Adjudicator
from tests.app.adjudication.disputes import read_by
from tests.app.reading.at_the_desk import subject_uid
from tests.app.reading.scans import LIVER, LUNG
from tests.app.settled import settle

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_page_opens_where_the_reads_part_with_the_lesion_that_decides(adjudicator: Adjudicator) -> None:
    assert adjudicator.timepoint == "TP1"
    rows = [
        (row.line.title, row.line.change_text, row.line.decides) for row in adjudicator.page.differences.rows
    ]
    assert rows == [("T01", "+2.5 mm", True)]
    assert adjudicator.page.differences.rows[0].line.sentence == (
        "With B\u2019s value, A\u2019s sum is 38.5: PR becomes SD (PR \u2264 37.8)."
    )
    assert adjudicator.in_hand == "T01"
    assert adjudicator.slices == (LUNG.place, LUNG.place)
    assert [(line.title, line.cells, line.decides) for line in adjudicator.page.table.lines] == [
        ("T01", ("30.0", "20.0", "30.0", "22.5"), True),
        ("T02", ("24.0", "16.0", "24.0", "16.0"), False),
        ("Sum", ("54.0", "36.0", "54.0", "38.5"), True),
    ]


def test_each_pane_shows_its_own_calipers_and_the_others_as_ghosts(adjudicator: Adjudicator) -> None:
    for picture, own, other in zip(
        adjudicator.panes.both, ("read-1", "read-2"), ("read-2", "read-1"), strict=True
    ):
        shapes = picture.pane._shapes
        assert {one.id for one in shapes if not one.ghost} == {f"{own} T01", f"{own} T02"}
        assert {one.id.rsplit(" ", 1)[0] for one in shapes if one.ghost} == {f"{other} T01", f"{other} T02"}
        assert [one.id for one in shapes if one.selected] == [f"{own} T01"]
    a, b = ({one.id: one.text for one in picture.pane._shapes} for picture in adjudicator.panes.both)
    assert (a["read-1 T01"], b["read-2 T01"]) == ("20.0 \u00d7 16.0 mm", "22.5 \u00d7 16.0 mm")


def test_both_panes_have_the_lesion_in_their_middle(adjudicator: Adjudicator) -> None:
    for picture in adjudicator.panes.both:
        x, y = picture.pane.plane_view().px((LUNG.x_mm, LUNG.y_mm, 0.0))
        assert abs(x - picture.pane.width() / 2) < 20
        assert abs(y - picture.pane.height() / 2) < 20


def test_ghosts_are_turned_off_by_key_and_button(adjudicator: Adjudicator) -> None:
    adjudicator.key(Qt.Key.Key_B)
    assert not any(one.ghost for picture in adjudicator.panes.both for one in picture.pane._shapes)
    assert not adjudicator.page.head.ghosts.isChecked()
    adjudicator.click(adjudicator.page.head.ghosts)
    assert all(any(one.ghost for one in picture.pane._shapes) for picture in adjudicator.panes.both)


def test_panes_scroll_together_while_they_are_linked(adjudicator: Adjudicator) -> None:
    adjudicator.wheel(adjudicator.panes.a.pane, -2)
    assert adjudicator.slices == (LUNG.place + 2, LUNG.place + 2)
    adjudicator.key(Qt.Key.Key_S)
    assert not adjudicator.page.head.linked.isChecked()
    adjudicator.wheel(adjudicator.panes.b.pane, 1)
    assert adjudicator.slices == (LUNG.place + 2, LUNG.place + 1)
    adjudicator.click(adjudicator.page.head.linked)
    assert adjudicator.slices == (LUNG.place + 2, LUNG.place + 2)
    adjudicator.key(Qt.Key.Key_Down)
    assert adjudicator.slices == (LUNG.place + 3, LUNG.place + 3)
    adjudicator.key(Qt.Key.Key_End)
    assert adjudicator.slices == (10, 10)


def test_a_row_of_the_table_brings_both_panes_to_its_lesion(adjudicator: Adjudicator) -> None:
    adjudicator.click(adjudicator.page.table, adjudicator.page.table.row_middle(1))
    assert adjudicator.slices == (LIVER.place, LIVER.place)
    assert adjudicator.in_hand == ""
    adjudicator.key(Qt.Key.Key_Tab)
    assert (adjudicator.in_hand, adjudicator.slices) == ("T01", (LUNG.place, LUNG.place))


def test_a_click_on_a_caliper_takes_its_lesion_in_hand(adjudicator: Adjudicator) -> None:
    adjudicator.page.choose_lesion("read-1 T02")
    adjudicator.wheel(adjudicator.panes.a.pane, LIVER.place - LUNG.place)
    pane = adjudicator.panes.a.pane
    pane.fit()
    adjudicator.click(pane, QPointF(*pane.plane_view().px(LUNG.long_lps(1)[0])))
    assert adjudicator.in_hand == "T01"


def test_tab_goes_round_the_differences(qtbot: QtBot, session: Session) -> None:
    read_by(session, "read-1", "R1")
    read_by(session, "read-2", "R2", {("T01", 1): 2.5, ("T02", 1): -0.5, ("T02", 0): 0.2})
    made = Adjudicator(qtbot, session)
    made.show()
    try:
        assert [row.line.title for row in made.page.differences.rows] == ["T01", "T02", "BL"]
        stations = []
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            made.key(key)
            stations.append(made.in_hand)
        assert stations == ["T02", "BL", "T01", "BL"]
        made.click(made.page.differences.rows[0])
        assert (made.in_hand, made.slices) == ("T01", (LUNG.place, LUNG.place))
    finally:
        made.leave()


def test_stepping_stops_where_the_reads_differ_and_the_list_goes_anywhere(
    qtbot: QtBot, session: Session
) -> None:
    read_by(session, "read-1", "R1")
    read_by(session, "read-2", "R2", {("T01", 1): 2.5, ("T01", 2): -5.0})
    made = Adjudicator(qtbot, session)
    made.show()
    try:
        stations = [made.timepoint]
        for key in (Qt.Key.Key_E, Qt.Key.Key_E, Qt.Key.Key_Q, Qt.Key.Key_Q):
            made.key(key)
            stations.append(made.timepoint)
        assert stations == ["TP1", "TP2", "TP2", "TP1", "TP1"]
        choice = made.page.head.timepoint
        choice.setFocus()
        made.key(Qt.Key.Key_Up)
        assert made.timepoint == "BL"
        assert [row.line.sentence for row in made.page.differences.rows] == []
        made.click(made.page.head.later)
        assert made.timepoint == "TP1"
    finally:
        made.leave()


def test_reads_that_call_everything_alike_are_stepped_through_whole(qtbot: QtBot, session: Session) -> None:
    read_by(session, "read-1", "R1")
    read_by(session, "read-2", "R2", {("T01", 1): 0.5})
    made = Adjudicator(qtbot, session)
    made.show()
    try:
        stations = [made.timepoint]
        for _ in range(2):
            made.key(Qt.Key.Key_E)
            stations.append(made.timepoint)
        assert stations == ["BL", "TP1", "TP2"]
    finally:
        made.leave()


def test_a_decision_needs_a_read_a_reason_and_a_comment(adjudicator: Adjudicator) -> None:
    panel = adjudicator.page.panel
    asked = [panel.decide.text()]
    adjudicator.key(Qt.Key.Key_Return, CTRL)
    adjudicator.click(panel.cards[0], QPointF(30, 20))
    asked.append(panel.decide.text())
    panel.reason.setFocus()
    adjudicator.key(Qt.Key.Key_Down)
    asked.append(panel.decide.text())
    panel.comment.setFocus()
    adjudicator.type_in("  ")
    asked.append(panel.decide.text())
    adjudicator.type_in("Beyond the margin ")
    asked.append(panel.decide.text())
    assert asked == [
        "Choose a read",
        "Choose a reason",
        "Write a comment",
        "Write a comment",
        "Adjudicate: whole Read A",
    ]
    assert adjudicator.decisions == []
    adjudicator.click(panel.decide)
    decision = Decision(0, AdjudicationReason.BOUNDARY, "Beyond the margin")
    assert adjudicator.decisions == [(subject_uid(adjudicator.session), "read-1", decision)]


def test_a_decision_by_the_keyboard_alone(adjudicator: Adjudicator) -> None:
    adjudicator.key(Qt.Key.Key_1, CTRL)
    adjudicator.key(Qt.Key.Key_2, CTRL)
    adjudicator.key(Qt.Key.Key_F6)
    adjudicator.key(Qt.Key.Key_Tab)
    for _ in range(3):
        adjudicator.key(Qt.Key.Key_Down)
    adjudicator.key(Qt.Key.Key_Tab)
    adjudicator.type_in("bs not new")
    assert adjudicator.page.head.ghosts.isChecked(), "letters of a comment are no keys"
    adjudicator.key(Qt.Key.Key_Return, CTRL)
    decision = Decision(1, AdjudicationReason.NEW_LESION, "bs not new")
    assert adjudicator.decisions == [(subject_uid(adjudicator.session), "read-2", decision)]
    adjudicator.key(Qt.Key.Key_Escape)
    adjudicator.key(Qt.Key.Key_B)
    assert not adjudicator.page.head.ghosts.isChecked()


def test_where_nobody_can_sign_nothing_can_be_decided(qtbot: QtBot, disputed: Session) -> None:
    made = Adjudicator(qtbot, disputed)
    made.show(may_decide=False)
    try:
        made.key(Qt.Key.Key_1, CTRL)
        assert made.page.panel.chosen is None
        assert not made.page.panel.decide.isEnabled()
        assert "no accounts" in made.page.panel.decide.toolTip()
    finally:
        made.leave()


def test_locked_calipers_do_not_move_under_the_hand(adjudicator: Adjudicator) -> None:
    pane = adjudicator.panes.a.pane
    before = pane._shapes
    end = QPointF(*pane.plane_view().px(LUNG.long_lps(1)[1]))
    adjudicator.drag(pane, end, end + QPointF(40, 30))
    adjudicator.key(Qt.Key.Key_D)
    adjudicator.drag(pane, QPointF(60, 60), QPointF(120, 90))
    assert pane._shapes == before
    stored = two_reads(adjudicator.session.store, subject_uid(adjudicator.session))
    assert adjudicator.page.reads is not None
    assert stored.a.measurements == adjudicator.page.reads.a.measurements


def test_a_magnification_chosen_by_hand_stays_at_the_next_lesion(adjudicator: Adjudicator) -> None:
    pane = adjudicator.panes.a.pane
    automatic = pane.viewport().zoom
    pane.set_viewport(replace(pane.viewport(), zoom=2.0))
    adjudicator.page.choose_lesion("read-1 T02")
    assert pane.viewport().zoom == 2.0
    adjudicator.key(Qt.Key.Key_R)
    adjudicator.page.choose_lesion("read-1 T01")
    assert pane.viewport().zoom == automatic


def test_the_page_follows_the_language_and_keeps_what_was_chosen(adjudicator: Adjudicator) -> None:
    panel = adjudicator.page.panel
    adjudicator.key(Qt.Key.Key_2, CTRL)
    panel.reason.setCurrentIndex(4)
    panel.comment.setPlainText("NT01 is still there")
    speak("zh")
    settle(adjudicator.window)
    assert panel.decide.text() == "裁定：采用整个阅片 B"
    assert adjudicator.page.differences.rows[0].line.sentence == (
        "采用 B 的数值，A 的总和为 38.5：PR 变为 SD（PR \u2264 37.8）。"
    )
    assert panel.comment.toPlainText() == "NT01 is still there"
    assert panel.reason.currentText() == "非靶病灶的判断"
    adjudicator.click(panel.decide)
    assert adjudicator.decisions[0][2] == Decision(1, AdjudicationReason.NON_TARGET, "NT01 is still there")


@pytest.mark.parametrize(
    ("width", "height", "with_table"), [(1900, 1000, True), (1280, 660, True), (1100, 560, False)]
)
def test_the_button_and_both_panes_have_room_at_every_size(
    adjudicator: Adjudicator, width: int, height: int, with_table: bool
) -> None:
    adjudicator.window.resize(width, height)
    settle(adjudicator.window)
    page = adjudicator.page
    assert page.table.isVisible() is with_table
    assert all(
        picture.pane.width() > 240 and picture.pane.height() > 150 for picture in adjudicator.panes.both
    )
    right_end = page.panel.decide.mapTo(page, page.panel.decide.rect().bottomRight())
    assert page.rect().contains(right_end)
