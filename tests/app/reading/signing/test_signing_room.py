"""Signing with keys and mouse: what is shown, asked and locked, in the order of the timepoints."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.reading.desk.standing_words import held_text
from app.reading.guide import first_read_steps
from app.reading.signing.lines import Act
from measurements.access.sign_in import ATTEMPTS
from measurements.case.commands import SetProtocol
from measurements.recist.response import Response
from measurements.storage.program import PROGRAM_VERSION
from tests.accounts import MANAGER, OTHER_READER, PASSWORD, READER
from tests.app.reading.at_the_desk import caliper
from tests.app.reading.scans import LIVER, LUNG
from tests.app.reading.signing.hands import (
    KEY,
    ask_to_sign,
    assess,
    block,
    give,
    press,
    sheet,
    sign,
    sign_all,
    signatures,
    words_on,
)
from tests.app.reading.user import CTRL, SHIFT, Opened

ALL_SIGNED = [("BL", 1, True), ("TP1", 1, True), ("TP2", 1, True)]


def test_a_timepoint_is_signed_once_all_of_it_is_answered(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    reader.draw(LUNG)
    button = block(reader).button(Act.SIGN)
    assert not button.isEnabled()
    reader.key(KEY.Key_Return, CTRL)
    assert reader.message == "No radiation class yet: T01."
    assert not sheet(reader).isVisible()
    reader.key(KEY.Key_1, SHIFT)
    assert button.isEnabled()
    reader.key(KEY.Key_N)  # a second lesion, not drawn yet
    reader.key(KEY.Key_2, SHIFT)
    assert block(reader).lines.offers[0].why_not == "Not answered yet: T02."


def test_a_site_that_was_signed_says_so_where_it_is_clicked(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    assess(reader)
    sign(signed_in, reader)
    assert reader.desk.current.label == "TP1"
    form = reader.room.panel.form
    reader.click(form.site.lineEdit())
    assert form._why_fixed.isVisible()
    assert form._why_fixed.text() == (
        "The site of T01 was signed with BL: it can be changed there once the data manager has unlocked "
        "that, with a reason."
    )


def test_the_sheet_shows_what_is_signed_by_whom_and_what_it_means(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    assess(reader)
    ask_to_sign(signed_in, reader)
    lines = sheet(reader).lines
    assert lines is not None
    (lesion,) = lines.lesions
    assert (lesion.label, lesion.class_name, lesion.axes, lesion.value) == (
        "T01",
        "SBRT",
        "30.0 \u00d7 22.0 mm",
        "30.0",
    )
    rows = words_on(sheet(reader))
    protocol = reader.desk.case.protocol
    assert rows["Timepoint"] == "HN-7 \u00b7 BL \u00b7 day 0"
    assert rows["Sum of diameters"] == "30.0 mm"
    assert rows["Call"] == "Baseline: sum 30.0 of one target."
    assert rows["Pictures"] == "Passed the check"
    assert rows["Protocol hash"] == protocol.hash
    assert rows["Program"] == f"Longaxis {PROGRAM_VERSION}"
    assert rows["Name"] == "Dr Li Wei (liwei), radiologist"
    assert rows["Meaning"] == "I have assessed this timepoint."


def test_signing_locks_the_timepoint_and_opens_the_next(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    assess(reader)
    sign(signed_in, reader)
    assert signatures(signed_in) == [("BL", 1, True)]
    assert reader.desk.current.label == "TP1"
    assert reader.message == "BL is signed. TP1 is open now."
    reader.key(KEY.Key_Q)
    (signed,) = block(reader).lines.signed
    assert signed.startswith("Signed by Dr Li Wei, 20")
    assert signed.endswith(" \u00b7 version 1")
    assert not block(reader).button(Act.SIGN).isVisible()
    assert reader.room.panel.call._chip._signed


def test_nothing_of_a_signed_timepoint_can_be_drawn_or_said(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    assess(reader)
    sign(signed_in, reader)
    reader.key(KEY.Key_Q)
    lesion = reader.desk.case.lesions[0]
    before = caliper(reader.desk, lesion)
    assert [one.editable for one in reader.pane._shapes] == [False]
    start, end = (reader.px(point) for point in LIVER.long_lps(0))
    reader.scroll_to(LIVER.place)
    reader.drag(reader.pane, start, end)
    reader.key(KEY.Key_X)
    reader.key(KEY.Key_N)
    assert caliper(reader.desk, lesion) == before
    assert len(reader.desk.case.lesions) == 1
    held = "BL is signed: the data manager can unlock it, with a reason."
    assert reader.message == held
    form = reader.room.panel.form
    assert form._held.text() == held
    assert not any(part.isEnabled() for part in (form.site, form.nodal, form.role, form.radiation))
    assert not reader.room.panel.new.isEnabled()
    reader.key(KEY.Key_E)
    assert form._held.text() == ""
    assert reader.room.panel.new.isEnabled()


def test_timepoints_open_one_after_the_other(signed_in: Opened) -> None:
    reader = signed_in.read(2)
    assert reader.desk.current.label == "BL"
    assert reader.message == "TP2 opens when TP1 is signed."
    reader.key(KEY.Key_E)
    assert reader.desk.current.label == "BL"
    assert reader.message == "TP1 opens when BL is signed."
    opens = {line.label: line.opens for line in reader.room.timeline.in_sight}
    assert opens == {
        "BL": "",
        "TP1": "Opens when BL is signed",
        "TP2": "Opens when TP1 is signed",
    }
    closed = [box for box in reader.room.strip._boxes.values() if box._line.opens]
    assert {box._line.label for box in closed} == {"TP1", "TP2"}
    for box in closed:
        for thumbnail in box.thumbnails.values():
            assert thumbnail.focusPolicy() is Qt.FocusPolicy.NoFocus
            reader.click(thumbnail)
    assert reader.wall.prior.stack is None
    assess(reader)
    sign(signed_in, reader)
    signed_in.qtbot.waitUntil(
        lambda: all(
            one._picture is not None
            for box in reader.room.strip._boxes.values()
            if not box._line.opens
            for one in box.thumbnails.values()
        )
    )
    reader.key(KEY.Key_E)
    assert reader.message == "TP2 opens when TP1 is signed."


def test_a_wrong_password_signs_nothing_and_loses_nothing(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    assess(reader)
    ask_to_sign(signed_in, reader)
    give(reader, "not-the-password")
    assert sheet(reader).refusal == "Name and password do not fit: try again."
    assert sheet(reader).field.text() == "not-the-password"
    for _ in range(ATTEMPTS - 1):
        give(reader, "not-the-password")
    give(reader, PASSWORD)
    assert "locked after 5 wrong passwords" in sheet(reader).refusal
    assert signatures(signed_in) == []
    reader.key(KEY.Key_Escape)
    assert not sheet(reader).isVisible()
    assert sheet(reader).field.text() == ""


def test_no_key_and_no_button_goes_past_the_sheet(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    assess(reader)
    ask_to_sign(signed_in, reader)
    place = reader.pane.viewport().index
    reader.wheel(reader.pane, 2)
    reader.drag(reader.pane, (60, 60), (160, 120))
    assert sheet(reader).field.text() == ""
    reader.key(KEY.Key_Tab)
    assert sheet(reader).cancel.hasFocus()
    reader.key(KEY.Key_N)
    reader.key(KEY.Key_X)
    reader.key(KEY.Key_Tab)
    assert sheet(reader).confirm.hasFocus()
    reader.key(KEY.Key_Tab)
    assert sheet(reader).field.hasFocus()
    assert reader.pane.viewport().index == place
    assert len(reader.desk.case.measurements) == 1
    assert len(reader.desk.case.lesions) == 1
    reader.key(KEY.Key_Escape)
    reader.key(KEY.Key_N)  # the room has its keys again
    assert len(reader.desk.case.lesions) == 2


def test_a_window_that_locks_keeps_no_password(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    assess(reader)
    ask_to_sign(signed_in, reader)
    reader.type_in("kestrel")
    reader.station.attendance.lock()
    assert not sheet(reader).isVisible()
    assert sheet(reader).field.text() == ""


def test_in_the_final_look_a_follow_up_is_revised_and_signed_anew(signed_in: Opened) -> None:
    reader = sign_all(signed_in)
    assert signatures(signed_in) == ALL_SIGNED
    assert block(reader).lines.told.startswith("Final look")
    reader.key(KEY.Key_Q)
    press(reader, Act.REVISE)
    lines = sheet(reader).lines
    assert lines is not None
    assert "TP1 opens again" in lines.told
    assert "must be signed anew: TP2." in lines.told
    reader.key(KEY.Key_Return)
    assert sheet(reader).refusal == "A reason is needed: type one."
    give(reader, "the other edge is the vessel")
    assert signatures(signed_in) == [
        ("BL", 1, True),
        ("TP1", 1, False),
        ("TP2", 1, False),
    ]
    (voided,) = block(reader).lines.voided
    assert voided.startswith("Version 1, signed by Dr Li Wei, ")
    assert voided.endswith(": the other edge is the vessel")
    assert reader.desk.view.may_change
    reader.key(KEY.Key_X)
    sign(signed_in, reader)
    assert reader.desk.current.label == "TP2"
    sign(signed_in, reader)
    assert [one for one in signatures(signed_in) if one[2]] == [
        ("BL", 1, True),
        ("TP1", 2, True),
        ("TP2", 2, True),
    ]


def test_the_baseline_is_not_revised(signed_in: Opened) -> None:
    reader = sign_all(signed_in)
    reader.key(KEY.Key_Q)
    reader.key(KEY.Key_Q)
    assert reader.desk.current.label == "BL"
    assert not block(reader).button(Act.REVISE).isVisible()
    assert block(reader).button(Act.COMPLETE).isVisible()


def test_a_read_is_completed_with_the_password_and_stays_as_it_is(signed_in: Opened) -> None:
    reader = sign_all(signed_in)
    reader.key(KEY.Key_Return, CTRL)
    rows = words_on(sheet(reader))
    assert rows["TP2"].startswith("Signed by Dr Li Wei")
    assert rows["Best response"] == Response.PR.value
    assert rows["Meaning"] == "I have completed this read."
    give(reader, PASSWORD)
    assert signatures(signed_in) == [*ALL_SIGNED, ("read", 1, True)]
    assert block(reader).lines.signed[1].startswith("Read completed by Dr Li Wei, ")
    assert block(reader).lines.offers == ()
    reader.key(KEY.Key_X)
    assert reader.message == "This read is completed: the data manager can unlock it, with a reason."


def test_the_data_manager_sees_a_read_and_unlocks_it_with_a_reason(
    open_on: Callable[..., Opened], trial_with_accounts: Path
) -> None:
    first = open_on(trial_with_accounts, READER)
    reader = first.read(0)
    assess(reader)
    sign(first, reader)
    first.close()
    opened = open_on(trial_with_accounts, MANAGER)
    manager = opened.read(0)
    assert manager.desk.read.reader == READER
    manager.key(KEY.Key_X)
    assert manager.message == "This is the read of Dr Li Wei: nothing can be changed here."
    assert not block(manager).button(Act.SIGN).isVisible()
    press(manager, Act.UNLOCK)
    give(manager, "drawn on the wrong side")
    assert signatures(opened) == [("BL", 1, False)]
    (voided,) = block(manager).lines.voided
    assert " was voided by dana, " in voided
    assert voided.endswith(": drawn on the wrong side")


def test_who_sees_several_reads_chooses_one(
    open_on: Callable[..., Opened], trial_with_accounts: Path
) -> None:
    opened = open_on(trial_with_accounts, READER)
    reader = opened.read(0)
    assess(reader)
    assert not reader.room.strip.reads.isVisible()
    opened.session.sign_in(OTHER_READER, PASSWORD)
    opened.read(0)
    opened.session.sign_in(MANAGER, PASSWORD)
    manager = opened.read(0)
    assert manager.desk.read.reader == READER, "the one in which something was drawn comes first"
    choice = manager.room.strip.reads.field
    assert {choice.itemText(place) for place in range(choice.count())} == {READER, OTHER_READER}
    choice.setFocus()
    for name in (READER, OTHER_READER):
        while choice.currentText() != name:
            manager.key(KEY.Key_Down if choice.currentIndex() == 0 else KEY.Key_Up)
        opened.qtbot.waitUntil(lambda name=name: manager.desk.read.reader == name)
        assert choice.currentText() == name
        assert len(manager.desk.case.lesions) == (1 if name == READER else 0)
        nothing = "who has drawn nothing in it yet."
        assert held_text(manager.desk.view).endswith(nothing) is (name == OTHER_READER)
        hints = [one.text() for one in manager.room.panel.lesions.findChildren(QLabel) if one.isVisible()]
        assert any(nothing in one for one in hints) is (name == OTHER_READER)
        choice.setFocus()


def test_the_first_read_of_a_trial_with_accounts_is_signed_before_it_goes_on(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    assess(reader)

    def said() -> dict[str, bool]:
        steps = first_read_steps(reader.desk.case, reader.desk.standing)
        return {step.title: step.done for step in steps}

    assert list(said()).index("Sign the baseline") == list(said()).index("Draw it at the next timepoint") - 1
    assert not said()["Sign the baseline"]
    ask_to_sign(signed_in, reader)
    give(reader, PASSWORD)
    assert said()["Sign the baseline"]


def test_a_trial_without_accounts_leads_to_them_and_asks_for_nothing(read_room: Opened) -> None:
    reader = read_room.read(1)
    assert [(offer.act, offer.text) for offer in block(reader).lines.offers] == [
        (Act.GET_ACCOUNTS, "Signing needs accounts")
    ]
    assert reader.desk.view.may_change
    reader.key(KEY.Key_Return, CTRL)
    assert not sheet(reader).isVisible()
    assert read_room.station.people.isVisible()


def test_what_changes_behind_the_sheet_is_shown_before_it_is_signed(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    assess(reader)
    ask_to_sign(signed_in, reader)
    reader.desk.set_site("Tongue")
    give(reader, PASSWORD)
    assert sheet(reader).refusal.startswith("What stands here has changed meanwhile")
    assert signatures(signed_in) == []
    give(reader, PASSWORD)
    assert signatures(signed_in) == [("BL", 1, True)]


def test_another_order_of_the_protocol_opens_everything(
    open_on: Callable[..., Opened], trial_with_accounts: Path
) -> None:
    opened = open_on(trial_with_accounts, MANAGER)
    opened.session.case.run(SetProtocol("mine.toml", '[reading]\nnext_opens = "any-time"\n'))
    opened.session.sign_in(READER, PASSWORD)
    reader = opened.read(2)
    assert reader.desk.current.label == "TP2"
    assert block(reader).lines.offers[0].why_not == "BL is signed first."
