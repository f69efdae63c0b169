"""Crops: which pixels they show, how they are kept, and what is said where none can be made."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.review.crop_folder import CropFolder
from app.review.crops import SIZE_PX, Crop, crop_pictures
from app.review.matrix import Shown, matrix_of
from app.review.reviewed import reviewed
from app.session import Session
from measurements.imaging import Series
from measurements.lesion import Reformat
from measurements.refusal import Refusal
from tests.app.reading.scans import LIVER, LUNG
from tests.app.review.subject import read_once

WIDE_MM = 44.0
WINDOW = (40.0, 400.0)


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    opened = read_once(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def crop(session: Session) -> Crop:
    """Of T01, the wider of the two, at baseline."""
    first = matrix_of(reviewed(session.store), Shown()).crops[0]
    return replace(first, wide_mm=WIDE_MM, window=WINDOW)


def series_of(session: Session, crop: Crop) -> Series:
    with session.store.reading() as trial:
        found = trial.series_with_slices(crop.series_key)
    assert found is not None
    return found


def made(session: Session, crop: Crop) -> QImage:
    picture = crop_pictures(series_of(session, crop), [crop])[crop.name]
    assert isinstance(picture, QImage), picture
    return picture


def bright_mm(picture: QImage, *, across: bool) -> float:
    """How much is bright on the middle row, or column, of a crop."""
    wide, high = SIZE_PX
    points = [(x, high // 2) for x in range(wide)] if across else [(wide // 2, y) for y in range(high)]
    bright = sum(picture.pixelColor(x, y).value() > 127 for x, y in points)
    return bright * WIDE_MM / wide


def test_a_lesion_is_seen_at_its_true_size_in_both_directions(session: Session, crop: Crop) -> None:
    picture = made(session, crop)
    long_mm, short_mm = LUNG.axes_mm[0]
    assert bright_mm(picture, across=True) == pytest.approx(long_mm, abs=0.5)
    assert bright_mm(picture, across=False) == pytest.approx(short_mm, abs=0.5)


def test_the_middle_is_the_lesion_and_not_its_mirror_image(session: Session, crop: Crop) -> None:
    """The other lesion lies to the left of the patient and behind: in a wide crop at the lower right."""
    other = replace(crop, wide_mm=176.0)
    centre = (LIVER.x_mm - LUNG.x_mm, LIVER.y_mm - LUNG.y_mm)
    second = matrix_of(reviewed(session.store), Shown()).rows[1].cells[0].crop
    assert second is not None
    on_its_slice = replace(other, sop_uid=second.sop_uid)
    picture = made(session, on_its_slice)
    per_mm = SIZE_PX[0] / 176.0
    x, y = SIZE_PX[0] / 2 + centre[0] * per_mm, SIZE_PX[1] / 2 + centre[1] * per_mm
    assert picture.pixelColor(round(x), round(y)).value() > 200
    mirrored = SIZE_PX[0] / 2 - centre[0] * per_mm
    assert picture.pixelColor(round(mirrored), round(y)).value() < 60


def test_a_reformat_is_cut_again(session: Session, crop: Crop) -> None:
    """Coronal: as wide as the long axis, and as high as the three slices it is on."""
    coronal = replace(crop, reformat=Reformat((1.0, 0.0, 0.0), (0.0, 0.0, -1.0), 0.0, "mean"))
    picture = made(session, coronal)
    assert bright_mm(picture, across=True) == pytest.approx(LUNG.axes_mm[0][0], abs=1.0)
    assert bright_mm(picture, across=False) == pytest.approx(9.0, abs=1.0)


@pytest.mark.parametrize(
    "change",
    [{"wide_mm": 50.0}, {"window": (40.0, 401.0)}, {"sop_uid": "1.2"}, {"centre_lps": (0.0, 0.0, 1.0)}],
)
def test_what_shows_something_else_has_another_name(crop: Crop, change: dict[str, object]) -> None:
    assert replace(crop, **change).name != crop.name  # type: ignore[arg-type]
    assert replace(crop).name == crop.name


def test_a_file_that_is_gone_is_told_in_words(session: Session, crop: Crop) -> None:
    series = series_of(session, crop)
    for one in series.slices:
        Path(one.path).unlink()
    said = crop_pictures(series, [crop])[crop.name]
    assert isinstance(said, str)
    assert said.endswith(".")


def test_a_picture_that_left_its_series_is_told_in_words(session: Session, crop: Crop) -> None:
    said = crop_pictures(series_of(session, crop), [gone := replace(crop, sop_uid="1.2.9")])[gone.name]
    assert said == "The picture that this was drawn on is not in its series any more: import it again."


def test_what_is_kept_is_found_again(session: Session, crop: Crop) -> None:
    folder = CropFolder(session.path)
    picture = made(session, crop)
    assert folder.find(crop) is None
    folder.keep(crop.name, picture)
    assert folder.path == session.path.parent / "trial.cache"
    assert folder.find(crop) == picture
    assert [path.suffix for path in folder.path.iterdir()] == [".png"]


@pytest.mark.parametrize("content", [b"", b"no picture at all"])
def test_what_is_no_such_picture_is_not_there(session: Session, crop: Crop, content: bytes) -> None:
    folder = CropFolder(session.path)
    folder.path.mkdir()
    (folder.path / f"{crop.name}.png").write_bytes(content)
    assert folder.find(crop) is None


def test_a_folder_that_takes_no_files_is_told(session: Session, crop: Crop) -> None:
    folder = CropFolder(session.path)
    folder.path.write_bytes(b"")
    with pytest.raises(Refusal, match="made anew each time until the folder takes files"):
        folder.keep(crop.name, made(session, crop))
