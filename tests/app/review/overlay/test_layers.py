"""Layers: which picture each timepoint shows, where its calipers lie in the frame, what is said of it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.review.crops import crop_pictures
from app.review.matrix import Shown, matrix_of
from app.review.overlay.layers import SIZE_PX, Overlay, overlay_of
from app.review.overlay.way import Link, Registered, Rest
from app.review.overlay.words import layer_text, overlay_note
from app.review.reviewed import reviewed
from app.session import Session
from measurements.case.commands import PutMeasurement, SplitLesion
from measurements.following import Doubt, Followed, Method
from measurements.geometry.vectors import Vector, middle
from measurements.lesion import Measurement, State
from tests.app.reading.at_the_desk import timepoint_uids
from tests.app.reading.scans import LIVER, LOWEST_MM, LUNG
from tests.app.review.motions import motion
from tests.app.review.subject import add_without_caliper, read_once

TABLE_MM = LOWEST_MM[1] - LOWEST_MM[0]
"""So much higher lies the same place at both follow-ups."""


@pytest.fixture(scope="module")
def session(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Only to be looked at."""
    opened = read_once(tmp_path_factory.mktemp("read"))
    yield opened
    opened.close()


@pytest.fixture
def own(qapp: object, tmp_path: Path) -> Iterator[Session]:
    opened = read_once(tmp_path)
    yield opened
    opened.close()


def found(
    session: Session,
    shift: Vector,
    *doubts: Doubt,
    visit: int = 1,
    turn_deg: float = 0.0,
    place: Vector | None = (0.0, 0.0, 0.0),
    method: Method = Method.BLOCKS,
) -> dict[str, Link]:
    """The lesion of the baseline, found at one visit."""
    uids = timepoint_uids(session)
    with session.store.reading() as trial:
        key = trial.series(uids[visit])[0].key
    followed = Followed(motion(turn_deg, shift, method), place, 3.0, doubts)
    return {uids[visit]: Link(uids[0], key, followed)}


def overlay(session: Session, links: Mapping[str, Link] | None = None, label: str = "T01") -> Overlay:
    seen = reviewed(session.store)
    row = next(one for one in matrix_of(seen, Shown()).rows if one.label == label)
    return overlay_of(seen, row, Registered(links or {}))


def picture(session: Session, made: Overlay, visit: int) -> QImage:
    crop = made.layers[visit].crop
    assert crop is not None
    with session.store.reading() as trial:
        series = trial.series_with_slices(crop.series_key)
    assert series is not None
    pictured = crop_pictures(series, [crop])[crop.name]
    assert isinstance(pictured, QImage), pictured
    return pictured


def bright_mm(made: Overlay, pictured: QImage) -> float:
    """How much is bright on the middle row."""
    points = [pictured.pixelColor(x, SIZE_PX[1] // 2).value() > 127 for x in range(SIZE_PX[0])]
    return sum(points) * made.wide_mm / SIZE_PX[0]


def test_without_links_calipers_lie_middle_on_middle(session: Session) -> None:
    made = overlay(session)
    assert [layer.way.rest for layer in made.layers] == [Rest.REFERENCE, Rest.MIDDLE, Rest.MIDDLE]
    assert made.plane is not None
    for layer, length in zip(made.layers, (30.0, 20.0, 31.0), strict=True):
        (shape,) = layer.calipers
        assert middle(shape.long_lps) == pytest.approx(made.plane.origin_lps)
        assert shape.long_lps[1][0] - shape.long_lps[0][0] == pytest.approx(length)
        assert (shape.title, shape.text) == (layer.label, layer.mm)


def test_a_registered_caliper_lies_where_the_transform_puts_it(session: Session) -> None:
    """The transform is 4 mm short to the left, and right in height."""
    made = overlay(session, found(session, (4.0, 0.0, TABLE_MM)))
    layer = made.layers[1]
    assert made.plane is not None
    assert layer.way.rest is Rest.REGISTERED
    x, y, z = middle(layer.calipers[0].long_lps)
    assert (x, y, z) == pytest.approx((LUNG.x_mm - 4.0, LUNG.y_mm, made.plane.origin_lps[2]))
    assert layer.apart_mm == pytest.approx(0.0)


def test_each_picture_goes_through_its_own_caliper_and_says_how_far_that_is(session: Session) -> None:
    """The transform is 2 mm too low: the picture is cut that much higher, where the lesion was drawn."""
    made = overlay(session, found(session, (0.0, 0.0, TABLE_MM - 2.0)))
    layer = made.layers[1]
    assert layer.apart_mm == pytest.approx(2.0)
    assert layer.crop is not None
    assert layer.crop.centre_lps == pytest.approx(middle(LUNG.long_lps(1)))
    assert layer_text(layer) == "registered; its plane is 2.0 mm away"


@pytest.mark.parametrize("registered", [False, True])
def test_a_layer_shows_the_lesion_at_its_true_size(session: Session, registered: bool) -> None:
    links = found(session, (0.0, 0.0, TABLE_MM)) if registered else {}
    made = overlay(session, links, "T02")
    crop = made.layers[1].crop
    assert crop is not None
    assert (crop.reformat is not None) is registered
    assert bright_mm(made, picture(session, made, 0)) == pytest.approx(24.0, abs=0.5)
    assert bright_mm(made, picture(session, made, 1)) == pytest.approx(16.0, abs=0.5)


def test_a_turned_scan_is_turned_back(session: Session) -> None:
    """About the lesion's own middle by a quarter: what lay from left to right lies from front to back."""
    x, y, _ = middle(LIVER.long_lps(1))
    made = overlay(session, found(session, (x + y, y - x, TABLE_MM), turn_deg=90.0), "T02")
    (shape,) = made.layers[1].calipers
    assert abs(shape.long_lps[1][1] - shape.long_lps[0][1]) == pytest.approx(16.0)
    assert bright_mm(made, picture(session, made, 1)) == pytest.approx(12.0, abs=0.5)  # the short axis


def test_a_doubt_is_said_and_a_guess_gives_way_to_two_calipers(session: Session) -> None:
    checked = overlay(session, found(session, (0.0, 0.0, TABLE_MM), Doubt.EDGE))
    assert layer_text(checked.layers[1]) == "registered, to be checked"
    guessed = overlay(session, found(session, (50.0, 0.0, 0.0), Doubt.LOW_CORRELATION))
    assert guessed.layers[1].way.rest is Rest.MIDDLE


def test_a_lesion_that_is_gone_is_shown_where_it_was(own: Session) -> None:
    last = timepoint_uids(own)[2]
    own.case.run(PutMeasurement(Measurement("read-1 T01", last, State.ABSENT)))
    made = overlay(own, found(own, (0.0, 0.0, TABLE_MM), visit=2))
    layer = made.layers[2]
    assert (layer.way.rest, layer.calipers, layer.words) == (Rest.REGISTERED, (), "absent")
    assert layer.crop is not None
    x, y, z = middle(LUNG.long_lps(0))
    assert layer.crop.centre_lps == pytest.approx((x, y, z + TABLE_MM))
    assert overlay(own).layers[2].way.rest is Rest.TABLE


def test_a_place_that_was_not_scanned_shows_no_picture(own: Session) -> None:
    last = timepoint_uids(own)[2]
    own.case.run(PutMeasurement(Measurement("read-1 T01", last, State.NOT_EVALUABLE)))
    layer = overlay(own, found(own, (0.0, 0.0, 500.0), visit=2, place=None)).layers[2]
    assert (layer.crop, layer_text(layer)) == (None, "not evaluable \u00b7 its place was not scanned")


def test_fragments_lie_on_what_they_were(own: Session) -> None:
    last = timepoint_uids(own)[2]
    own.case.run(SplitLesion("read-1 T01", last, ("piece 1", "piece 2")))
    made = overlay(own)
    assert [(one.title, one.text) for one in made.layers[1].calipers] == [("TP1", "20.0")]
    assert [(one.title, one.text) for one in made.layers[2].calipers] == [("TP2", "T01.1 31.0")]
    assert made.layers[2].words == "split into T01.1 + T01.2"


def test_a_lesion_without_a_caliper_has_no_frame(own: Session) -> None:
    add_without_caliper(own)
    made = overlay(own, label="NEW01")
    assert made.plane is None
    assert made.pictured == ()
    assert [layer.words for layer in made.layers] == ["", "", "unequivocal"]


def test_what_was_found_in_another_frame_of_reference_is_no_link(session: Session) -> None:
    links = found(session, (0.0, 0.0, TABLE_MM))
    uids = timepoint_uids(session)
    strange = {uids[1]: Link(uids[0], "another series", links[uids[1]].followed)}
    assert overlay(session, strange).layers[1].way.rest is Rest.MIDDLE


def test_a_file_says_what_each_timepoint_rests_on(session: Session) -> None:
    made = overlay(session, found(session, (0.0, 0.0, TABLE_MM), method=Method.READER))
    chosen = frozenset(layer.timepoint_uid for layer in made.layers[:2])
    assert overlay_note(made, chosen).replace("\u00a0", " ") == (
        "How the timepoints lie on each other: BL: the others lie on this one \u00b7 "
        "TP1: registered, set right by a reader."
    )
