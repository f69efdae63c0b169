"""The review in its window: crops come in, keys walk, places open, figures are written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.review.crop_folder import CropFolder
from app.review.figures import write_figures
from app.review.matrix import Shown
from app.review.page import ReviewPage
from app.session import Session
from measurements.imaging import Series
from measurements.refusal import Refusal
from tests.app.reading.at_the_desk import subject_uid, timepoint_uids
from tests.app.review.subject import full, read_once, read_twice


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    opened = read_once(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> ReviewPage:
    made = ReviewPage()
    qtbot.addWidget(made)
    made.resize(1440, 850)
    made.open(session)
    made.show()
    return made


def pictures(page: ReviewPage) -> list[object]:
    assert page.loader is not None
    return [page.loader.picture(crop) for crop in page.matrix.matrix.crops]


def test_it_opens_with_placeholders_and_fills(session: Session, qtbot: QtBot) -> None:
    page = ReviewPage()
    qtbot.addWidget(page)
    page.open(session)
    assert pictures(page) == [None] * 6
    full(page)
    assert [type(one) for one in pictures(page)] == [QImage] * 6
    assert len(list(CropFolder(session.path).path.iterdir())) == 6


def test_kept_crops_are_shown_where_the_files_are_gone(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    full(page)
    before = pictures(page)
    for path in (session.path.parent / "scans").rglob("*.dcm"):
        path.unlink()
    again = ReviewPage()
    qtbot.addWidget(again)
    again.open(session)
    full(again)
    assert pictures(again) == before


def test_a_series_without_files_says_so_in_its_cells_alone(session: Session, qtbot: QtBot) -> None:
    last = timepoint_uids(session)[2]
    with session.store.reading() as trial:
        gone = trial.series_with_slices(trial.series(last)[0].key)
    assert isinstance(gone, Series)
    for one in gone.slices:
        Path(one.path).unlink()
    page = ReviewPage()
    qtbot.addWidget(page)
    page.open(session)
    full(page)
    kinds = [type(one) for one in pictures(page)]
    assert kinds == [QImage, QImage, str, QImage, QImage, str]


def test_arrows_walk_and_enter_opens_the_place(page: ReviewPage, session: Session, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(page.matrix, key)
    cell = page.matrix.cell
    assert cell is not None
    assert page.matrix.accessibleDescription().startswith("T02, TP1, 16.0 mm")
    with qtbot.waitSignal(page.placeWanted) as opened:
        qtbot.keyClick(page.matrix, Qt.Key.Key_Return)
    assert opened.args == [subject_uid(session), timepoint_uids(session)[1], "read-1 T02", "read-1"]


def test_a_click_opens_the_cell_under_it(page: ReviewPage, session: Session, qtbot: QtBot) -> None:
    from PySide6.QtCore import QPoint

    with qtbot.waitSignal(page.placeWanted) as opened:
        qtbot.mouseClick(page.matrix.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(170, 80))
    assert opened.args[1:3] == [timepoint_uids(session)[0], "read-1 T01"]


def test_escape_leaves(page: ReviewPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page.matrix, Qt.Key.Key_Escape)


def test_a_class_is_hidden_and_shown_in_matrix_and_chart(page: ReviewPage) -> None:
    page.head.classes["SBRT"].click()
    assert [row.label for row in page.matrix.matrix.rows] == ["T02"]
    page.head.classes["SBRT"].click()
    assert [row.label for row in page.matrix.matrix.rows] == ["T01", "T02"]


def test_figures_are_written_in_every_format(page: ReviewPage, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "figures"
    folder.mkdir()
    full(page)
    with qtbot.waitSignal(page.exported):
        page.export_to(folder)
    assert page.head.export.isEnabled()
    names, suffixes = ("lesions", "matrix", "sums"), ("pdf", "png", "svg")
    wanted = [f"review-HN-7-{name}.{suffix}" for name in names for suffix in suffixes]
    assert sorted(path.name for path in folder.iterdir()) == wanted
    svg = (folder / "review-HN-7-sums.svg").read_text(encoding="utf-8")
    assert "for research use only" in svg
    assert "Radiologist 1 \u00b7 Reader one" in svg
    assert "the band is how far two readers are known to differ" in svg
    matrix = (folder / "review-HN-7-matrix.svg").read_text(encoding="utf-8")
    assert "Above: the length that counts, mm (of nodes the short axis)" in matrix
    assert "Grey dashes: the caliper of the timepoint before" in matrix


def test_figures_wait_for_crops_that_are_on_their_way(page: ReviewPage) -> None:
    assert page.seen is not None
    with pytest.raises(Refusal, match="export again once all of them are there"):
        write_figures(Path("nowhere"), page.seen, Shown(), lambda crop: None, ghosts_on=True)
    full(page)


def test_another_read_is_laid_over_the_first(qapp: object, qtbot: QtBot, tmp_path: Path) -> None:
    session = read_twice(tmp_path)
    page = ReviewPage()
    qtbot.addWidget(page)
    page.open(session)
    page.head.over.setCurrentIndex(1)
    page.head.over.activated.emit(1)
    assert page.seen is not None
    assert page.seen.over is not None
    assert page.matrix.matrix.rows[0].cells[1].other_mm in ("20.0", "22.5")
    page.close_trial()
    session.close()
