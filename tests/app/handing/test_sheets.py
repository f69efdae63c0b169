"""The windows of the hand-over, by the hand of a data manager and of a reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.components.dimmed import Dimmed
from app.handing.carrying import Carrying
from app.handing.hand_back_sheet import HandBackSheet
from app.handing.hand_out_sheet import HandOutSheet
from app.handing.open_cases_sheet import OpenCasesSheet
from app.handing.sheet import Sheet
from app.handing.take_back_sheet import TakeBackSheet
from app.session import Session, open_session
from measurements.case.changes import Changes
from measurements.case.commands import RenameSubject
from measurements.case.service import CaseService
from measurements.handover.conflict import ConflictKind, Side
from measurements.storage.store import open_trial
from tests.accounts import MANAGER, PASSWORD, READER
from tests.measurements.handover.travelling import (
    Place,
    carried_trial,
    central_trial,
    handed_back,
    handed_out,
)


@pytest.fixture
def central(tmp_path: Path) -> Path:
    with central_trial(tmp_path / "central", patients=("HN-017", "HN-018")) as place:
        return place.store.path


@pytest.fixture
def session(central: Path) -> Iterator[Session]:
    made = open_session(central)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def carrying(page: QWidget, session: Session | None, name: str = MANAGER) -> Carrying:
    if session is not None:
        session.sign_in(name, PASSWORD)
    made = Carrying(page)
    made.serve(session)
    return made


def done(qtbot: QtBot, sheet: Sheet) -> None:
    qtbot.waitUntil(lambda: not sheet.works)
    QApplication.processEvents()


def said(sheet: Sheet) -> str:
    """All that stands in the window's layout and is in sight."""
    return "\n".join(one.text() for one in sheet.findChildren(QLabel) if one.isVisibleTo(sheet))


def offered(menu: Carrying) -> list[str]:
    return [text for text, _ in menu.offers()]


def test_who_may_what_is_what_the_menu_offers(page: QWidget, session: Session) -> None:
    menu = carrying(page, session)
    assert offered(menu) == ["Hand out cases…", "Take reads back…", "Open cases from a file…"]
    session.sign_in(READER, PASSWORD)
    assert offered(menu) == ["Open cases from a file…"]
    menu.serve(None)
    assert offered(menu) == ["Open cases from a file…"]


def test_cases_are_handed_out_by_hand(qtbot: QtBot, page: QWidget, session: Session, tmp_path: Path) -> None:
    heard: list[Changes] = []
    session.case.subscribe(heard.append)
    sheet = carrying(page, session).hand_out()
    assert isinstance(sheet, HandOutSheet)
    names = [sheet.reader.itemData(row) for row in range(sheet.reader.count())]
    assert names == ["ines", "liwei", "osei"]
    sheet.reader.setCurrentIndex(names.index(READER))
    sheet.subjects.item(0).setCheckState(Qt.CheckState.Unchecked)
    sheet.file.name.setText(str(tmp_path / "cases"))
    assert not sheet.go.isEnabled()
    sheet.password.setText("not-the-password")
    sheet.go.click()
    done(qtbot, sheet)
    assert "Name and password do not fit" in said(sheet)
    sheet.password.setText(PASSWORD)
    sheet.go.click()
    done(qtbot, sheet)
    assert "The file for liwei is made: HN-018" in said(sheet)
    assert (tmp_path / "cases.longaxis-cases").exists()
    assert sheet.password.text() == ""
    assert [one.action for one in heard] == ["HandOut"]
    with session.store.whole() as trial:
        (made,) = trial.handovers.hand_outs()
        codes = [trial.subject(uid) for uid in made.subject_uids]
    assert [one.code for one in codes if one is not None] == ["HN-018"]


def test_cases_are_unpacked_and_opened(qtbot: QtBot, page: QWidget, central: Path, tmp_path: Path) -> None:
    with open_trial(central, writing=True) as store:
        path = handed_out(Place(store, CaseService(store)), tmp_path).path
    menu = carrying(page, None)
    opened: list[Path] = []
    menu.trialChosen.connect(opened.append)
    assert menu.takes(path)
    sheet = page.findChild(OpenCasesSheet)
    assert isinstance(sheet, OpenCasesSheet)
    sheet.folder.name.setText(str(tmp_path / "laptop"))
    sheet.go.click()
    done(qtbot, sheet)
    assert opened == [tmp_path / "laptop" / "trial.longaxis"]
    assert opened[0].exists()
    laptop = open_session(opened[0])
    try:
        reader = carrying(page, laptop, READER)
        assert offered(reader) == ["Hand reads back…", "Open cases from a file…"]
        back = reader.hand_back()
        assert isinstance(back, HandBackSheet)
        back.file.name.setText(str(tmp_path / "reads"))
        back.password.setText(PASSWORD)
        back.go.click()
        done(qtbot, back)
        assert "Your reads are in this file" in said(back)
        assert (tmp_path / "reads.longaxis-reads").exists()
    finally:
        laptop.close()


@pytest.fixture
def reads(tmp_path: Path) -> Iterator[tuple[Session, Path]]:
    """A trial open at the data manager, and a file of a read that went on here as well; the code is new."""
    with central_trial(tmp_path / "trial") as place:
        cases = handed_out(place, tmp_path)
        place.act(READER)
        place.check_images()
        place.draw(0, 24.0)
        with carried_trial(cases, tmp_path / "laptop") as carried:
            carried.check_images()
            carried.draw(0, 25.0)
            path = handed_back(carried, tmp_path)
        place.act(MANAGER)
        place.case.run(RenameSubject(place.subject.uid, "HN-117"))
        central = place.store.path
    session = open_session(central)
    yield session, path
    session.close()


def millimetres(session: Session) -> list[str]:
    with session.store.whole() as trial:
        return [
            str(one.caliper.long_mm)
            for read in trial.reads()
            for one in trial.measurements(read.uid)
            if one.caliper is not None
        ]


def test_every_difference_is_decided_before_it_is_taken(
    qtbot: QtBot, page: QWidget, reads: tuple[Session, Path]
) -> None:
    session, path = reads
    menu = carrying(page, session)
    heard: list[Changes] = []
    session.case.subscribe(heard.append)
    sheet = menu.take_back(path)
    assert isinstance(sheet, TakeBackSheet)
    done(qtbot, sheet)
    assert [card.conflict.kind for card in sheet.cards] == [ConflictKind.CODE, ConflictKind.CELL]
    assert "HN-117 has another code than when it was handed out" in said(sheet)
    assert "2 differences, 2 to be decided" in said(sheet)
    cell = sheet.cards[1]
    assert [one.text() for one in cell.sides.values()] == [
        "measured, 24.0 × 12.0 mm",
        "measured, 25.0 × 12.0 mm",
    ]
    cell.sides[Side.THEIRS].click()
    sheet.reason.setText("agreed by phone")
    assert not sheet.go.isEnabled()
    sheet.all_theirs.click()
    sheet.reason.setText(" ")
    assert not sheet.go.isEnabled()
    sheet.reason.setText("agreed by phone")
    sheet.go.click()
    done(qtbot, sheet)
    assert "Taken in: HN-117" in said(sheet)
    assert millimetres(session) == ["25.0"]
    assert [one.action for one in heard] == ["TakeBack"]
    assert not session.case.can_undo


def test_what_a_file_is_refused_for_is_said_in_the_window(
    qtbot: QtBot, page: QWidget, reads: tuple[Session, Path]
) -> None:
    session, path = reads
    path.write_bytes(path.read_bytes()[:-50])
    menu = carrying(page, session)
    sheet = menu.take_back(path)
    done(qtbot, sheet)
    assert "not all of it is there" in said(sheet)
    assert not sheet.go.isEnabled()
    assert millimetres(session) == ["24.0"]


def test_a_covered_page_hides_what_lies_over_it_and_another_person_ends_it(
    qtbot: QtBot, page: QWidget, session: Session
) -> None:
    menu = carrying(page, session)
    sheet = menu.hand_out()
    page.hide()
    assert not sheet.isVisible()
    page.show()
    assert sheet.isVisible()
    with qtbot.waitSignal(sheet.destroyed):
        menu.serve(session)


def test_a_sheet_has_the_keys_in_its_first_field_and_dims_what_lies_behind(
    qtbot: QtBot, page: QWidget, session: Session
) -> None:
    menu = carrying(page, session)
    sheet = menu.hand_out()
    assert isinstance(sheet, HandOutSheet)
    qtbot.waitUntil(sheet.reader.hasFocus)
    (dimmed,) = page.findChildren(Dimmed)
    assert dimmed.isVisible()
    assert dimmed.rect() == page.rect()
    sheet.hide()
    assert not dimmed.isVisible(), "a window that locks shows nothing of it"
    sheet.show()
    assert dimmed.isVisible()
    sheet.reject()
    qtbot.waitUntil(lambda: not page.findChildren(Dimmed))
