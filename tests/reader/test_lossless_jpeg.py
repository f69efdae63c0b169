"""A JPEG picture is shown only if all of it is there, which lossless ones prove by being decoded once."""

import cv2
import imagecodecs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.decode.lossless_jpeg import TELLING_BITS, TRIPWIRE, taller
from reader.decode.native import decode
from reader.decode.stream import BadStream, Codec

ROWS, COLUMNS = 40, 100
PREDICTORS, PRECISIONS = range(1, 8), (10, 12, 16)
EOI = b"\xff\xd9"


def picture(bits: int = 12, seed: int = 1, rows: int = ROWS, columns: int = COLUMNS) -> np.ndarray:
    generator = np.random.default_rng(seed)
    slope = np.add.outer(np.arange(rows) * 29, np.arange(columns) * 17)
    return ((slope + generator.integers(0, 40, slope.shape)) % (1 << bits)).astype("<u2")


def lossless(values: np.ndarray, bits: int = 12, predictor: int = 1) -> bytes:
    return bytes(
        imagecodecs.jpeg8_encode(values, lossless=True, predictor=predictor, bitspersample=bits, level=100)
    )


def is_proven(stream: bytes) -> bool:
    made = taller(stream)
    assert made is not None
    return made.is_whole(imagecodecs.jpeg8_decode(made.stream))


def shown(stream: bytes, shape: tuple[int, int] = (ROWS, COLUMNS)) -> np.ndarray | None:
    try:
        return decode(Codec.JPEG, stream, shape)
    except BadStream:
        return None


def data_begins(stream: bytes) -> int:
    scan = stream.index(b"\xff\xda")
    return scan + 2 + int.from_bytes(stream[scan + 2 : scan + 4], "big")


def test_no_part_of_the_tripwire_is_like_its_beginning_nor_like_what_a_decoder_makes_up():
    bits = f"{int.from_bytes(TRIPWIRE, 'big'):0{8 * len(TRIPWIRE)}b}"
    windows = [(bits + "0" * 16)[k : k + 16] for k in range(len(bits))]
    assert len(set(windows)) == len(windows)
    assert "111" not in bits
    assert b"\xff" not in TRIPWIRE
    assert len(bits) > 2 * TELLING_BITS


@pytest.mark.parametrize("predictor", PREDICTORS)
@pytest.mark.parametrize("bits", PRECISIONS)
def test_whole_pictures_prove_it_and_are_decoded_once(monkeypatch, predictor, bits):
    decoded = []
    real = imagecodecs.jpeg8_decode
    monkeypatch.setattr(imagecodecs, "jpeg8_decode", lambda stream: decoded.append(1) or real(stream))
    for seed in range(8):
        values = picture(bits, seed)
        np.testing.assert_array_equal(shown(lossless(values, bits, predictor)), values)
    assert len(decoded) <= 8 + 2 * 2  # a code of seven ones cannot be told from the padding of the last byte


def test_bytes_that_fill_up_before_the_end_are_no_data():
    stream = lossless(picture())
    assert is_proven(stream[:-2] + b"\xff\xff" + EOI)


@given(
    st.integers(2, 24),
    st.integers(2, 140),
    st.sampled_from([8, 9, 10, 12, 14, 16]),
    st.sampled_from(PREDICTORS),
    st.integers(0, 2**16 - 1),
    st.sampled_from([0, 1, 3, 200]),
    st.booleans(),
)
def test_no_whole_picture_is_refused_however_flat(rows, columns, bits, predictor, level, noise, half):
    highest = (1 << bits) - 1
    values = np.minimum(level & highest, highest - noise) + np.random.default_rng(level).integers(
        0, noise + 1, (rows, columns)
    )
    if half:
        values[rows // 2 :] = 0
    values = np.maximum(values, 0).astype("u1" if bits == 8 else "<u2")
    np.testing.assert_array_equal(shown(lossless(values, bits, predictor), values.shape), values)


@pytest.mark.parametrize("predictor", [1, 2, 4, 7])
def test_a_picture_cut_off_anywhere_proves_nothing_and_is_not_shown(predictor):
    values = picture()
    stream = lossless(values, predictor=predictor)
    for end in range(data_begins(stream), len(stream) - 2):
        cut = stream[:end] + EOI
        assert not is_proven(cut), end
        assert shown(cut) is None, end


@pytest.mark.parametrize("columns", [3, 20])
def test_a_narrow_picture_that_cannot_hold_the_proof_is_decoded_all_the_same(columns):
    values = picture(columns=columns)
    stream = lossless(values)
    np.testing.assert_array_equal(shown(stream, values.shape), values)
    assert shown(stream[:-30] + EOI, values.shape) is None


@pytest.mark.parametrize("predictor", [1, 4, 6])
def test_a_picture_with_a_piece_taken_out_of_its_middle_is_not_shown(predictor):
    """It would have to use what is left to the last byte, which a loss of more than two hardly lets it do."""
    stream = lossless(picture(), predictor=predictor)
    for begin in range(data_begins(stream), len(stream) - 60, 5):
        for missing in (5, 40):
            assert shown(stream[:begin] + stream[begin + missing :]) is None, (begin, missing)


def test_flat_pictures_that_look_as_if_they_were_made_up_are_shown_and_not_when_cut_off():
    """Where data is missing, a decoder goes on as in a flat background."""
    values = picture()
    values[20:] = 7
    stream = lossless(values)
    np.testing.assert_array_equal(shown(stream), values)
    for missing in (1, 2, 10, 100):
        assert shown(stream[: -2 - missing] + EOI) is None


@pytest.mark.parametrize("columns", [COLUMNS, 20])
def test_data_behind_the_picture_is_refused_unless_it_is_nothing(columns):
    """A damaged stream may end its picture too soon; writers fill up with zeros at most."""
    values = picture(columns=columns)
    stream = lossless(values)
    np.testing.assert_array_equal(shown(stream[:-2] + b"\0\0" + EOI, values.shape), values)
    assert shown(stream[:-2] + b"\x12\x34" + EOI, values.shape) is None


def with_restarts(values: np.ndarray, interval: int) -> bytes:
    made, stream = cv2.imencode(".jpg", values, [cv2.IMWRITE_JPEG_RST_INTERVAL, interval])
    assert made
    return stream.tobytes()


def test_other_kinds_are_left_to_be_decoded_twice():
    values = picture(8).astype("u1")
    assert taller(lossless(values, 8)) is None
    assert taller(bytes(imagecodecs.jpeg8_encode(values))) is None
    assert taller(bytes(imagecodecs.jpeg8_encode(np.stack([picture()] * 3, axis=-1), lossless=True))) is None
    stream = lossless(picture())
    scan = stream.index(b"\xff\xda")
    restarts = b"\xff\xdd\x00\x04" + COLUMNS.to_bytes(2, "big")
    assert taller(stream[:scan] + restarts + stream[scan:]) is None


def test_a_picture_with_restarts_is_shown_and_refused_when_any_part_between_two_of_them_is_cut():
    values = picture(8, rows=64, columns=64).astype("u1")
    stream = with_restarts(values, 8)
    assert shown(stream, (64, 64)) is not None
    begin = data_begins(stream)
    ends = [k for k in range(begin, len(stream) - 1) if stream[k] == 0xFF and 0xD0 <= stream[k + 1] <= 0xD7]
    assert len(ends) == 7
    for before, end in zip([begin, *ends], [*ends, len(stream) - 2], strict=True):
        assert shown(stream[: end - 12] + stream[end:], (64, 64)) is None, "cut"
        assert shown(stream[:before] + stream[end:], (64, 64)) is None, "left out"
