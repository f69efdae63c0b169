"""The check of pictures before they are read, and the checksums that are taken meanwhile."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.reading.signing.lines import Act
from measurements.signature import ImageVerdict
from tests.accounts import MANAGER, PASSWORD, READER
from tests.app.reading.at_the_desk import timepoint_uids
from tests.app.reading.scans import LUNG, make_trial
from tests.app.reading.signing.hands import KEY, assess, block, is_there, sign, words_on
from tests.app.reading.user import CTRL, SHIFT, Opened, Reader

THICK = "The slices are 6.0 mm thick: 5.0 mm or less are asked for."
THICKER = "The slices are 6.0 mm thick, at baseline 3.0 mm."


def verdicts(opened: Opened) -> dict[str, tuple[ImageVerdict, tuple[str, ...], str, str]]:
    with opened.session.store.whole() as trial:
        labels = {one.uid: one.label for some in trial.timepoints_by_subject().values() for one in some}
        checks = trial.evidence.image_checks()
    return {labels[uid]: (one.verdict, one.findings, one.who, one.reason) for uid, one in checks.items()}


def at_thick_follow_up(opened: Opened) -> Reader:
    reader = opened.read(0)
    assess(reader)
    sign(opened, reader)
    assert reader.desk.current.label == "TP1"
    opened.qtbot.waitUntil(lambda: is_there(reader))
    return reader


def test_pictures_without_findings_pass_when_they_are_opened(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    assert verdicts(signed_in) == {"BL": (ImageVerdict.PASS, (), READER, "")}
    assert not reader.room.pictures_asked.isVisible()
    reader.draw(LUNG)
    assert len(reader.desk.case.measurements) == 1


def test_findings_are_asked_about_before_anything_is_drawn(
    open_on: Callable[..., Opened], thick_trial: Path
) -> None:
    opened = open_on(thick_trial, READER)
    reader = at_thick_follow_up(opened)
    asked = reader.room.pictures_asked
    assert asked.asked == (f"Before TP1 is read: this was found of its pictures. {THICK} {THICKER}")
    assert "TP1" not in verdicts(opened)
    reader.draw(LUNG)
    assert len(reader.desk.case.measurements) == 1  # that of the baseline
    reader.key(KEY.Key_X)
    assert reader.message == "Say first whether the pictures of TP1 can be read."
    assert block(reader).lines.offers[0].why_not == "Say first whether the pictures of TP1 can be read."
    assert not asked.read.isEnabled()
    reader.key(KEY.Key_F6)  # from the picture to the panel, where no site can be written
    assert reader.room.panel.next.hasFocus()
    reader.key(KEY.Key_F6)
    assert reader.room.strip.isAncestorOf(QApplication.focusWidget())
    reader.key(KEY.Key_F6)
    assert asked.reason.hasFocus()
    reader.type_in("large lesions")
    reader.key(KEY.Key_Return)
    assert asked.read.hasFocus()
    reader.key(KEY.Key_Space)
    assert verdicts(opened)["TP1"] == (ImageVerdict.WAIVED, (THICK, THICKER), READER, "large lesions")
    assert not asked.isVisible()
    assert reader.room.hasFocus()
    reader.draw(LUNG)
    assert len(reader.desk.case.measurements) == 2
    reader.key(KEY.Key_Return, CTRL)
    assert words_on(reader.room.signing_sheet)["Pictures"] == "Read all the same: large lesions"


def test_pictures_that_cannot_be_read_stay_closed_until_they_are_said_to_be(
    open_on: Callable[..., Opened], thick_trial: Path
) -> None:
    opened = open_on(thick_trial, READER)
    reader = at_thick_follow_up(opened)
    asked = reader.room.pictures_asked
    asked.reason.setFocus()
    reader.type_in("the neck is missing")
    reader.key(KEY.Key_Tab)
    reader.key(KEY.Key_Tab)
    assert asked.fail.hasFocus()
    reader.key(KEY.Key_Space)
    assert verdicts(opened)["TP1"][0] is ImageVerdict.FAIL
    assert asked.asked.startswith("The pictures of TP1 cannot be read: the neck is missing")
    assert not asked.fail.isVisible()
    reader.draw(LUNG)
    reader.key(KEY.Key_X)
    assert reader.message == "The pictures of TP1 may not be read: the neck is missing"
    assert len(reader.desk.case.measurements) == 1
    said = reader.room.strip._boxes[reader.desk.current.uid]._said
    assert said.text() == f"Cannot be read: the neck is missing {THICK} {THICKER}"
    asked.reason.setFocus()
    reader.type_in("seen on the other series")
    reader.click(asked.read)
    assert verdicts(opened)["TP1"][0] is ImageVerdict.WAIVED
    reader.draw(LUNG)
    assert len(reader.desk.case.measurements) == 2


def test_without_accounts_findings_are_a_line_in_the_strip_and_stop_nothing(
    open_on: Callable[..., Opened], tmp_path: Path
) -> None:
    opened = open_on(make_trial(tmp_path / "open", thickness_mm=(3.0, 6.0, 3.0)))
    reader = opened.read(0)
    reader.draw(LUNG)
    reader.key(KEY.Key_E)
    opened.qtbot.waitUntil(lambda: is_there(reader))
    assert not reader.room.pictures_asked.isVisible()
    said = {box._line.label: box._said.text() for box in reader.room.strip._boxes.values()}
    assert said == {"BL": "", "TP1": f"{THICK} {THICKER}", "TP2": ""}
    reader.draw(LUNG)
    assert len(reader.desk.case.measurements) == 2
    assert verdicts(opened) == {}


def test_checksums_are_taken_when_a_timepoint_is_opened(signed_in: Opened) -> None:
    signed_in.read(0)

    def taken() -> set[str]:
        with signed_in.session.store.whole() as trial:
            roots = trial.evidence.checksum_roots()
            return {
                timepoint
                for timepoint in timepoint_uids(signed_in.session)
                if all(one.key in roots for one in trial.series(timepoint))
            }

    signed_in.qtbot.waitUntil(lambda: bool(taken()))
    assert taken() == {timepoint_uids(signed_in.session)[0]}


def test_a_file_that_is_missing_is_told_and_nothing_is_signed(
    open_on: Callable[..., Opened], trial_with_accounts: Path
) -> None:
    opened = open_on(trial_with_accounts, READER)
    gone = sorted((trial_with_accounts.parent / "scans" / "20240110").iterdir())[-1]
    gone.unlink()
    reader = opened.read(0)
    opened.qtbot.waitUntil(lambda: not reader.room.read.signing._checksums.under_way)  # type: ignore[union-attr]
    reader.draw(LUNG)
    reader.key(KEY.Key_1, SHIFT)
    reader.key(KEY.Key_Return, CTRL)
    reader.type_in(PASSWORD)
    reader.key(KEY.Key_Return)
    assert gone.name in reader.room.signing_sheet.refusal
    with opened.session.store.whole() as trial:
        assert trial.evidence.signatures() == []


def test_a_data_manager_may_say_it_before_the_reader_comes(
    open_on: Callable[..., Opened], thick_trial: Path
) -> None:
    opened = open_on(thick_trial, READER)
    at_thick_follow_up(opened)
    opened.close()
    opened = open_on(thick_trial, MANAGER)
    manager = opened.read(1)
    asked = manager.room.pictures_asked
    assert asked.isVisible()
    asked.reason.setFocus()
    manager.type_in("as planned")
    manager.click(asked.read)
    assert verdicts(opened)["TP1"] == (ImageVerdict.WAIVED, (THICK, THICKER), MANAGER, "as planned")
    assert not asked.isVisible()
    assert not block(manager).button(Act.SIGN).isVisible()
