"""Pictures of a read on paper: key images as they were marked, with what was drawn on them."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage

from app.reports.blocks import Heading, Shot, Shots
from app.reports.crops import crop
from app.reports.key_pictures import DENSITY, SIZE_PX, key_picture
from app.reports.read_pictures import key_pictures
from app.session import Session
from app.style.look import look
from measurements.annotation import Annotation, AnnotationKind, KeyImage
from measurements.case.commands import AddKeyImage, PutAnnotation
from measurements.case.stored_case import case_of
from measurements.geometry.vectors import middle
from measurements.lesion import Caliper
from measurements.refusal import Refusal
from tests.app.review.subject import read_once

WINDOW = (40.0, 400.0)


@pytest.fixture(scope="module")
def session(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    opened = read_once(tmp_path_factory.mktemp("read"))
    yield opened
    opened.close()


def marked(session: Session) -> list[Shots]:
    """The rows of pictures of the key images of the read."""
    with session.store.reading() as trial:
        read = trial.reads()[0]
        blocks = [*key_pictures(trial, read, case_of(trial, read))]
    assert all(isinstance(block, Heading | Shots) for block in blocks)
    return [block for block in blocks if isinstance(block, Shots)]


def first_caliper(session: Session) -> tuple[str, str, str, Caliper]:
    """Read, timepoint and lesion of the first caliper, and itself."""
    with session.store.reading() as trial:
        read = trial.reads()[0]
        case = case_of(trial, read)
    lesion, timepoint = case.lesions[0], case.timepoints[0]
    said = case.measurement(lesion, timepoint)
    assert said is not None
    assert said.caliper is not None
    return read.uid, timepoint.uid, lesion.uid, said.caliper


def test_without_key_images_nothing_is_said_of_them(session: Session) -> None:
    assert marked(session) == []


def test_a_key_image_shows_its_picture_with_caliper_and_notes_and_says_what_it_is(session: Session) -> None:
    read_uid, timepoint_uid, lesion_uid, drawn = first_caliper(session)
    x, y, z = middle(drawn.long_lps)
    places = (drawn.series_key, drawn.sop_uid, drawn.frame)
    key = KeyImage("key", read_uid, timepoint_uid, *places, WINDOW, 6.0, None, lesion_uid)
    tip = (x + 12.0, y + 12.0, z)
    arrow = Annotation(
        "arrow", read_uid, timepoint_uid, AnnotationKind.ARROW, (tip, (x + 30, y + 30, z)), *places, "cyst"
    )
    session.case.run(AddKeyImage(key))
    plain = shot(session)
    session.case.run(PutAnnotation(arrow))
    noted = shot(session)
    assert plain.words.startswith("T01: BL, slice ")
    assert plain.words.endswith("window 400 / 40 HU")
    assert isinstance(plain.image, QImage)
    assert isinstance(noted.image, QImage)
    assert (plain.image.width(), plain.image.height()) == tuple(int(DENSITY * px) for px in SIZE_PX)
    assert shows(plain.image, look().classes["SBRT"].colour.hue()), "its caliper"
    assert plain.image != noted.image, "its note"
    session.case.undo()
    session.case.undo()
    assert marked(session) == []


def test_a_crop_has_its_caliper_and_a_scale_bar_as_long_as_it_says(session: Session) -> None:
    drawn = first_caliper(session)[3]
    with session.store.reading() as trial:
        series = trial.series_with_slices(drawn.series_key)
    assert series is not None
    for wide_mm, bar_mm in ((60.0, 20.0), (120.0, 50.0)):
        image = crop(series, drawn, "SBRT", wide_mm, WINDOW)
        assert shows(image, look().classes["SBRT"].colour.hue()), "its caliper"
        base = round(image.height() - 11 * DENSITY)
        bar = [x for x in range(image.width() // 2) if image.pixelColor(x, base).lightness() > 200]
        assert max(bar) - min(bar) == pytest.approx(bar_mm * image.width() / wide_mm, abs=6)


def shot(session: Session) -> Shot:
    ((one,),) = (row.shots for row in marked(session))
    return one


def shows(image: QImage, hue: int) -> bool:
    """Whether a picture in grey has something of this hue on it."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(
        (seen := image.pixelColor(x, y)).saturation() > 120 and abs(seen.hue() - hue) < 8 for x, y in points
    )


def test_a_key_image_whose_file_is_gone_says_so(session: Session) -> None:
    read_uid, timepoint_uid, _, drawn = first_caliper(session)
    gone = KeyImage("gone", read_uid, timepoint_uid, drawn.series_key, "1.2.3", 0, WINDOW, None, None, None)
    with session.store.reading() as trial:
        series = trial.series_with_slices(drawn.series_key)
        read = trial.reads()[0]
        case = case_of(trial, read)
    assert series is not None
    with pytest.raises(Refusal, match="not in its series any more"):
        key_picture(series, gone, case, ())
