"""What the blinding hides is nowhere in the room."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from measurements.case.commands import SetProtocol
from measurements.lesion import RadiationClass
from tests.accounts import MANAGER, PASSWORD, READER
from tests.app.reading.scans import DAYS, LUNG
from tests.app.reading.signing.hands import KEY, ask_to_sign, block, sheet
from tests.app.reading.user import SHIFT, Opened, Reader


@pytest.fixture
def blinded(open_on: Callable[..., Opened], trial_with_accounts: Path) -> Opened:
    """Dates are hidden, and radiation classes are assigned after the lock."""
    opened = open_on(trial_with_accounts, MANAGER)
    reading = 'hidden = ["clinical-data", "other-readers", "dates"]\nradiation_class = "after-lock"'
    opened.session.case.run(SetProtocol("mine.toml", f"[reading]\n{reading}\n"))
    opened.session.sign_in(READER, PASSWORD)
    return opened


def all_words(reader: Reader) -> str:
    """Everything that is written or would be told in the window."""
    window = reader.station.window
    texts = [window.windowTitle()]
    for widget in window.findChildren(QLabel):
        texts += [widget.text(), widget.toolTip(), widget.accessibleName()]
    for picture in reader.wall.all:
        texts += [str(line) for lines in picture.pane._furniture._corners.values() for line in lines]
    for box in reader.room.strip._boxes.values():
        texts += [one.toolTip() for one in box.thumbnails.values()]
    texts += [line.reason for line in reader.room.timeline.in_sight]
    return "\n".join(texts)


def test_no_date_and_no_patient_is_written_anywhere(blinded: Opened) -> None:
    reader = blinded.read(0)
    reader.draw(LUNG)
    reader.key(KEY.Key_K)  # a key image
    words = all_words(reader)
    assert "HN-7" in words
    for day in DAYS:
        for hidden in (day, f"{day[:4]}-{day[4:6]}-{day[6:]}", f"{day[:4]}/{day[4:6]}/{day[6:]}"):
            assert hidden not in words
    assert reader.desk.current.scan_date is None
    assert {one.patient_id for one in reader.desk.all_series()} == {""}


def test_a_class_that_is_assigned_after_the_lock_is_neither_asked_nor_told(blinded: Opened) -> None:
    reader = blinded.read(0)
    reader.draw(LUNG)
    reader.key(KEY.Key_1, SHIFT)
    assert reader.message == "The protocol has radiation classes assigned after the read is signed."
    assert reader.desk.case.lesions[0].radiation is None
    assert not reader.room.panel.form.radiation.isVisible()
    heads = reader.room.panel.lesions._heads.values()
    assert not any(head.isVisible() for head in heads)
    assert block(reader).lines.offers[0].why_not == ""
    ask_to_sign(blinded, reader)
    lines = sheet(reader).lines
    assert lines is not None
    assert [one.class_name for one in lines.lesions] == [""]


def test_where_the_class_is_tagged_while_reading_it_is_asked(signed_in: Opened) -> None:
    reader = signed_in.read(0)
    reader.draw(LUNG)
    assert reader.room.panel.form.radiation.isVisible()
    reader.key(KEY.Key_1, SHIFT)
    assert reader.desk.case.lesions[0].radiation is RadiationClass.SBRT
