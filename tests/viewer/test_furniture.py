"""What stands round a picture, in panes of every size."""

import pytest
from PySide6.QtCore import Qt

from tests.viewer.phantoms import STYLE, Stack, lettered
from viewer.furniture import CornerLine, Emphasis, Furniture
from viewer.label_placing import overlap
from viewer.plates import PlatePictures
from viewer.viewport import Viewport, Window, view_of


def furniture() -> Furniture:
    made = Furniture(STYLE, PlatePictures())
    made.set_corner(
        Qt.Corner.TopLeftCorner,
        [
            CornerLine("DEMO-001 \u00b7 TP14", Emphasis.STRONG),
            "day 784",
            "Neck, chest, upper abdomen 3 mm, venous",
        ],
    )
    made.set_corner(Qt.Corner.TopRightCorner, [CornerLine("Current", Emphasis.ACCENT), "W 1500 L \u2212500"])
    made.set_corner(Qt.Corner.BottomRightCorner, ["Slice 104 / 104", "3.0 mm thick", "Zoom 10.1\u00d7"])
    return made


@pytest.mark.parametrize("zoom", [None, 0.7, 3.1, 9.0])
@pytest.mark.parametrize(
    ("width_px", "height_px"), [(243, 242), (243, 348), (444, 570), (653, 885), (1600, 1900)]
)
def test_nothing_round_the_picture_covers_anything_else_round_it(qtbot, width_px, height_px, zoom):
    view = view_of(
        Viewport(0, Window(128.0, 256.0), zoom=zoom), Stack(lettered()).plane(0), width_px, height_px
    )
    boxes = [box for _, box in furniture().placed(view, 1.0)]
    assert len(boxes) >= 7
    for number, box in enumerate(boxes):
        assert not any(overlap(box, other) for other in boxes[:number])
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= width_px
        assert box[3] <= height_px


def test_subject_and_timepoint_are_told_whole_in_a_narrow_pane(qtbot):
    for width_px, told in ((900, ["DEMO-001 \u00b7 TP14"]), (243, ["DEMO-001", "TP14"])):
        placed = furniture().corners((width_px, 400), 1.0)
        texts = [run.text for line in placed[0][0].lines for run in line]
        assert texts[: len(told)] == told


def test_what_a_link_rests_on_goes_into_a_line_of_its_own_in_a_narrow_pane(qtbot):
    made = furniture()
    made.set_corner(Qt.Corner.TopRightCorner, ["Current", "Linked \u00b7 registered near T01"])
    for width_px, told in (
        (900, ["Linked \u00b7 registered near T01"]),
        (403, ["Linked", "registered near T01"]),
    ):
        plate = made.corners((width_px, 400), 1.0)[-1][0]
        assert [line[0].text for line in plate.lines][1:] == told


@pytest.mark.parametrize("width_px", [1200, 560, 420])
def test_a_sentence_at_the_right_keeps_off_the_subject_and_loses_no_word(qtbot, width_px):
    sentence = (
        "TP1 and TP2 share next to nothing of the body, and no lesion was found for sure: find them by eye, "
        "or set one right by two clicks."
    )
    made = furniture()
    made.set_corner(Qt.Corner.TopRightCorner, ["Current", "W 1500 L \u2212500", sentence])
    placed = made.corners((width_px, 400), 1.0)
    (_, subject), (_, position), (plate, told) = placed
    assert told[0] >= 0
    assert not overlap(told, subject)
    assert not overlap(told, position)
    texts = [line[0].text for line in plate.lines]
    assert texts[:2] == ["Current", "W 1500 L \u2212500"]
    assert " ".join(texts[2:]) == sentence
