"""Compressed pictures: the very values that went in, whichever way they came."""

from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.uid import (
    HTJ2K,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGExtended12Bit,
    JPEGLossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    JPEGLSNearLossless,
    RLELossless,
)

from measurements.imaging import Series
from measurements.refusal import Refusal
from reader.description import pixel_facts
from reader.frames import LoadedStack
from reader.scan import scan
from reader.thumbnail import thumbnail
from tests.compressed_files import LOSSLESS, LOSSY, encoded, packed
from tests.dicom_files import ct_slice, enhanced_ct, save, uid

ROWS, COLUMNS = 37, 30


def picture(dtype: str = "<i2", seed: int = 1, bits: int | None = None) -> np.ndarray:
    """A slope with noise: any row or column out of place shows."""
    generator = np.random.default_rng(seed)
    bits = bits or 8 * np.dtype(dtype).itemsize
    slope = np.add.outer(np.arange(ROWS) * 29, np.arange(COLUMNS) * 17)
    values = (slope + generator.integers(0, 40, (ROWS, COLUMNS))) % (1 << bits)
    if np.dtype(dtype).kind == "i":
        values = values - (1 << (bits - 2))
    return values.astype(dtype)


def series_in(folder: Path) -> Series:
    (series,) = scan([folder]).series
    return series


def shown(folder: Path) -> np.ndarray:
    stack = LoadedStack(series_in(folder))
    stack.load()
    assert stack.failures == {}
    return np.stack([stack.values(index) for index in range(stack.count)])


def refusal(folder: Path) -> str:
    stack = LoadedStack(series_in(folder))
    assert not stack.load_slice(0)
    return str(stack.failures[0])


@pytest.mark.parametrize("syntax", LOSSLESS)
@pytest.mark.parametrize("dtype", ["<i2", "<u2", "u1"])
def test_lossless_pictures_come_exactly(tmp_path, syntax, dtype):
    values = picture(dtype)
    save(packed(ct_slice(values), syntax, [encoded(values, syntax)]), tmp_path / "one")
    series = series_in(tmp_path)
    assert (series.transfer_syntaxes, series.issues) == ((syntax,), ())
    (loaded,) = shown(tmp_path)
    assert loaded.dtype == values.dtype
    np.testing.assert_array_equal(loaded, values)


@pytest.mark.parametrize("syntax", [JPEGLossless, JPEGLSLossless, JPEG2000Lossless])
def test_an_independent_decoder_gives_the_same_values(tmp_path, syntax):
    peer = pytest.importorskip("SimpleITK")
    values = picture("<i2")
    path = save(packed(ct_slice(values, intercept=0), syntax, [encoded(values, syntax)]), tmp_path / "a.dcm")
    theirs = peer.GetArrayFromImage(peer.ReadImage(str(path)))
    np.testing.assert_array_equal(shown(tmp_path)[0], theirs[0])


@pytest.mark.parametrize("dtype", ["<i2", "<u2", "u1"])
def test_rle_comes_as_pydicom_decodes_it(tmp_path, dtype):
    values = picture(dtype)
    path = save(packed(ct_slice(values), RLELossless, [encoded(values, RLELossless)]), tmp_path / "one")
    np.testing.assert_array_equal(shown(tmp_path)[0], pydicom.dcmread(path).pixel_array)


@pytest.mark.parametrize(
    ("syntax", "dtype", "bits", "within"),
    [
        (JPEGBaseline8Bit, "u1", 8, 8),
        (JPEGExtended12Bit, "<u2", 12, 20),
        (JPEGLSNearLossless, "<u2", 16, 2),
        ("1.2.840.10008.1.2.4.91", "<i2", 16, 250),
        (HTJ2K, "<i2", 16, 250),
    ],
)
def test_lossy_pictures_come_nearly_and_are_said_to_be_lossy(tmp_path, syntax, dtype, bits, within):
    values = picture(dtype, bits=bits) // 2
    more = {"BitsStored": bits, "HighBit": bits - 1}
    save(packed(ct_slice(values, **more), syntax, [encoded(values, syntax)]), tmp_path / "one")
    assert [issue.code.value for issue in series_in(tmp_path).issues] == ["LOSSY"]
    off = np.abs(shown(tmp_path)[0].astype(int) - values)
    assert 0 < off.max() <= within
    assert syntax in LOSSY


@pytest.mark.parametrize("predictor", range(1, 8))
def test_every_predictor_of_lossless_jpeg_is_known(tmp_path, predictor):
    values = picture("<u2", bits=16)
    stream = bytes(imagecodecs.jpeg8_encode(values, lossless=True, predictor=predictor, bitspersample=16))
    save(packed(ct_slice(values), JPEGLossless, [stream]), tmp_path / "one")
    np.testing.assert_array_equal(shown(tmp_path)[0], values)


@pytest.mark.parametrize("syntax", [JPEGLosslessSV1, JPEGLSLossless, RLELossless])
def test_twelve_signed_bits_get_their_sign_back(tmp_path, syntax):
    values = picture("<i2", bits=12)
    assert values.min() < 0
    lower = (values.view("<u2") & 0xFFF).astype("<u2")  # as files hold them that fill the upper bits with 0
    more = {"BitsStored": 12, "HighBit": 11}
    bits = 12 if syntax == JPEGLosslessSV1 else None
    save(packed(ct_slice(values, **more), syntax, [encoded(lower, syntax, bits)]), tmp_path / "one")
    np.testing.assert_array_equal(shown(tmp_path)[0], values)


def test_a_signed_header_with_an_unsigned_jpeg_2000_stream_is_read_by_its_bits(tmp_path):
    values = picture("<i2")
    stream = encoded(values.view("<u2"), JPEG2000Lossless)
    save(packed(ct_slice(values), JPEG2000Lossless, [stream]), tmp_path / "one")
    np.testing.assert_array_equal(shown(tmp_path)[0], values)


def test_jpeg_2000_in_a_file_format_of_its_own_is_found(tmp_path):
    values = picture("<i2")
    stream = bytes(imagecodecs.jpeg2k_encode(values, reversible=True, codecformat="jp2"))
    save(packed(ct_slice(values), JPEG2000Lossless, [stream]), tmp_path / "one")
    np.testing.assert_array_equal(shown(tmp_path)[0], values)


def fragments_of(streams: list[bytes], pieces: int) -> tuple[list[bytes], list[int]]:
    """The streams cut into so many pieces each, and where each of them begins among the pieces."""
    cut, begins, at = [], [], 0
    for stream in [stream + b"\0" * (len(stream) % 2) for stream in streams]:
        begins.append(at)
        size = -(-len(stream) // pieces // 2) * 2
        parts = [stream[k : k + size] for k in range(0, len(stream), size)]
        cut += parts
        at += sum(8 + len(part) for part in parts)
    return cut, begins


@pytest.mark.parametrize("syntax", [JPEGLSLossless, JPEGLosslessSV1, JPEG2000Lossless, HTJ2KLossless])
@pytest.mark.parametrize("pieces", [1, 3])
@pytest.mark.parametrize("with_table", [True, False])
def test_frames_are_found_among_fragments_with_and_without_a_table(tmp_path, syntax, pieces, with_table):
    volume = np.stack([picture("<i2", seed) for seed in range(4)])
    cut, begins = fragments_of([encoded(values, syntax) for values in volume], pieces)
    dataset = enhanced_ct(volume, [(0, 0, -2.0 * k) for k in range(4)])
    save(packed(dataset, syntax, cut, begins if with_table else ()), tmp_path / "one")
    np.testing.assert_array_equal(shown(tmp_path), volume)


def test_fragments_of_rle_frames_are_joined_by_the_table_alone(tmp_path):
    volume = np.stack([picture("<i2", seed) for seed in range(3)])
    cut, begins = fragments_of([encoded(values, RLELossless) for values in volume], 2)
    positions = [(0, 0, -2.0 * k) for k in range(3)]
    save(packed(enhanced_ct(volume, positions), RLELossless, cut, begins), tmp_path / "with" / "one")
    np.testing.assert_array_equal(shown(tmp_path / "with"), volume)
    save(packed(enhanced_ct(volume, positions), RLELossless, cut), tmp_path / "without" / "one")
    assert "holds 6 pieces, not 3 pictures" in refusal(tmp_path / "without")


def test_a_wrong_offset_table_is_overruled_by_the_streams(tmp_path):
    volume = np.stack([picture("<i2", seed) for seed in range(3)])
    cut, _ = fragments_of([encoded(values, JPEGLSLossless) for values in volume], 2)
    dataset = packed(
        enhanced_ct(volume, [(0, 0, -2.0 * k) for k in range(3)]), JPEGLSLossless, cut, [0, 8, 99]
    )
    save(dataset, tmp_path / "one")
    np.testing.assert_array_equal(shown(tmp_path), volume)


@pytest.mark.parametrize("declared", [ExplicitVRLittleEndian, JPEG2000Lossless, RLELossless])
def test_a_stream_is_decoded_for_what_it_is_whatever_the_file_calls_it(tmp_path, declared):
    values = picture("<i2")
    save(packed(ct_slice(values), JPEGLSLossless, [encoded(values, JPEGLSLossless)]), tmp_path / "one")
    content = (tmp_path / "one").read_bytes()
    was, now = (str(name).encode().ljust(22, b"\0") for name in (JPEGLSLossless, declared))
    assert content.count(was) == 1
    (tmp_path / "one").write_bytes(content.replace(was, now))
    np.testing.assert_array_equal(shown(tmp_path)[0], values)


def test_a_lossy_stream_in_a_file_that_claims_to_be_uncompressed_is_said_to_be_lossy(tmp_path):
    values = picture("u1")
    save(packed(ct_slice(values), JPEGBaseline8Bit, [encoded(values, JPEGBaseline8Bit)]), tmp_path / "one")
    content = (tmp_path / "one").read_bytes()
    was, now = (str(name).encode().ljust(22, b"\0") for name in (JPEGBaseline8Bit, ExplicitVRLittleEndian))
    (tmp_path / "one").write_bytes(content.replace(was, now))
    assert "LOSSY" in [issue.code.value for issue in series_in(tmp_path).issues]


def test_uncompressed_pictures_in_a_file_that_claims_to_be_compressed_are_shown(tmp_path):
    values = picture("<i2")
    save(ct_slice(values), tmp_path / "one")
    content = (tmp_path / "one").read_bytes()
    was, now = (f"{name}\0".encode() for name in (ExplicitVRLittleEndian, RLELossless))
    assert content.count(was) == 1
    (tmp_path / "one").write_bytes(content.replace(was, now))
    assert series_in(tmp_path).transfer_syntaxes == (RLELossless,)
    np.testing.assert_array_equal(shown(tmp_path)[0], values)


def test_plain_and_compressed_slices_make_one_stack(tmp_path):
    volume = np.stack([picture("<i2", seed) for seed in range(5)])
    series_uid = uid("mixed")
    for k, values in enumerate(volume):
        dataset = ct_slice(
            values, position=(0, 0, -2.0 * k), series_uid=series_uid, instance_number=k + 1, slope=1 + k
        )
        syntax = (None, JPEGLSLossless, RLELossless, None, HTJ2KLossless)[k]
        if syntax:
            dataset = packed(dataset, syntax, [encoded(values, syntax)])
        save(dataset, tmp_path / str(k))
    np.testing.assert_array_equal(shown(tmp_path), volume)
    series = series_in(tmp_path)
    assert [a_slice.slope for a_slice in series.slices] == [1, 2, 3, 4, 5]
    highest = max(float(values.max()) * (1 + k) - 1024 for k, values in enumerate(volume))
    assert pixel_facts(series).max == highest


def test_deflated_pictures_come_exactly(tmp_path):
    values = picture("<i2")
    save(ct_slice(values, syntax=DeflatedExplicitVRLittleEndian), tmp_path / "one")
    assert series_in(tmp_path).transfer_syntaxes == (DeflatedExplicitVRLittleEndian,)
    np.testing.assert_array_equal(shown(tmp_path)[0], values)


def test_stored_bits_are_all_that_is_left_of_compressed_values_too(tmp_path):
    """With the picture not in the lowest bits, what lies beside it is something else."""
    values = picture("<u2", bits=12)
    beside = (values << 4) | 0x5
    save(
        packed(
            ct_slice(values, BitsStored=12, HighBit=15), JPEGLSLossless, [encoded(beside, JPEGLSLossless)]
        ),
        tmp_path / "one",
    )
    np.testing.assert_array_equal(shown(tmp_path)[0], values)


@pytest.mark.parametrize("syntax", [*LOSSLESS, JPEGBaseline8Bit])
@pytest.mark.parametrize("share", [0.3, 0.9, 0.99])
def test_a_stream_that_is_cut_off_is_refused_with_its_file(tmp_path, syntax, share):
    values = picture("u1")
    stream = encoded(values, syntax)
    save(packed(ct_slice(values), syntax, [stream[: int(len(stream) * share)]]), tmp_path / "one")
    sentence = refusal(tmp_path)
    assert str(tmp_path / "one") in sentence
    assert "cut off" in sentence or "damaged" in sentence


@pytest.mark.parametrize("syntax", [*LOSSLESS, JPEGBaseline8Bit])
def test_a_stream_with_a_piece_missing_in_the_middle_is_refused(tmp_path, syntax):
    values = picture("u1")
    stream = encoded(values, syntax)
    third = len(stream) // 3
    save(packed(ct_slice(values), syntax, [stream[:-third] + stream[-8:]]), tmp_path / "one")
    assert "one" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("syntax", "more", "words"),
    [
        (JPEGLSLossless, {"Rows": ROWS + 1}, f"promises {ROWS + 1} x {COLUMNS} pixels of 16 bits and holds"),
        (JPEG2000Lossless, {"Columns": COLUMNS - 1}, "contradicts itself"),
        (HTJ2KLossless, {"Rows": 5}, "contradicts itself"),
        (JPEGLosslessSV1, {"Columns": 1000}, "contradicts itself"),
        (RLELossless, {"Columns": COLUMNS + 1}, "is cut off"),
        (RLELossless, {"Columns": COLUMNS - 1}, "is damaged"),
        (JPEGLSLossless, {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}, "of 8 bits and holds"),
        (JPEGLSLossless, {"BitsStored": 10, "HighBit": 9}, "need more than 10 bits"),
        (JPEGLSLossless, {"NumberOfFrames": 2}, "holds 1 pieces, not 2 pictures"),
    ],
)
def test_a_header_that_contradicts_its_stream_is_refused(tmp_path, syntax, more, words):
    values = picture("<u2", bits=12)
    save(packed(ct_slice(values, **more), syntax, [encoded(values, syntax)]), tmp_path / "one")
    assert words in refusal(tmp_path)


def test_bits_that_may_or_may_not_mean_negative_values_are_refused(tmp_path):
    values = picture("<i2", bits=12)
    lower = (values.view("<u2") & 0xFFF).astype("<u2")
    stream = encoded(lower, JPEGLosslessSV1, 12)
    save(packed(ct_slice(values), JPEGLosslessSV1, [stream]), tmp_path / "one")
    assert "may or may not mean values below zero" in refusal(tmp_path)


def test_a_colour_stream_in_a_grey_file_is_refused(tmp_path):
    values = picture("u1")
    stream = bytes(imagecodecs.jpeg8_encode(np.stack([values] * 3, axis=-1)))
    save(packed(ct_slice(values), JPEGBaseline8Bit, [stream]), tmp_path / "one")
    assert "3 x 8 bits" in refusal(tmp_path)


def test_a_file_of_which_one_frame_is_damaged_still_shows_the_others(tmp_path):
    volume = np.stack([picture("<i2", seed) for seed in range(3)])
    streams = [encoded(values, JPEGLSLossless) for values in volume]
    streams[1] = streams[1][:200] + bytes(50) + streams[1][250:]
    positions = [(0, 0, -2.0 * k) for k in range(3)]
    save(packed(enhanced_ct(volume, positions), JPEGLSLossless, streams), tmp_path / "one")
    stack = LoadedStack(series_in(tmp_path))
    stack.load()
    assert list(stack.failures) == [1]
    np.testing.assert_array_equal(stack.values(2), volume[2])


def test_statistics_of_a_damaged_picture_are_refused_by_a_sentence(tmp_path):
    values = picture("<i2")
    save(packed(ct_slice(values), JPEGLSLossless, [encoded(values, JPEGLSLossless)[:100]]), tmp_path / "one")
    with pytest.raises(Refusal, match="is cut off; fetch the file again"):
        pixel_facts(series_in(tmp_path))


@pytest.mark.parametrize(("photometric", "inverted"), [("MONOCHROME1", True), ("MONOCHROME2", False)])
def test_low_values_are_bright_where_the_file_says_so_and_stay_what_they_are(tmp_path, photometric, inverted):
    values = picture("<i2")
    dataset = ct_slice(values, PhotometricInterpretation=photometric)
    save(packed(dataset, JPEGLSLossless, [encoded(values, JPEGLSLossless)]), tmp_path / "one")
    stack = LoadedStack(series_in(tmp_path))
    assert stack.load_slice(0)
    assert stack.inverted is inverted
    np.testing.assert_array_equal(stack.values(0), values)
    level = float(values.mean()) - 1024
    small = thumbnail(stack.series, ROWS, window=(level, 400.0)).astype(int)
    brighter_below = small[values < values.mean()].mean() > small[values >= values.mean()].mean()
    assert brighter_below == inverted
