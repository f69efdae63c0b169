"""Files made to do harm: each is refused by a sentence, and the program goes on."""

import os
import signal
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import (
    JPEG2000Lossless,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

import reader.decode.worker as worker_module
from measurements.imaging import Series
from reader.decode.stream import BadStream, Codec
from reader.decode.worker import Workers
from reader.frames import LoadedStack
from reader.scan import Scan, scan
from tests.compressed_files import deflated_file, encapsulated, encoded, explicit_bytes, packed
from tests.dicom_files import ct_slice, save

VALUES = (np.arange(24 * 20).reshape(24, 20) % 251).astype("<u2")


def series_in(folder: Path) -> Series:
    (series,) = scan([folder]).series
    return series


def refusal(folder: Path) -> str:
    stack = LoadedStack(series_in(folder))
    assert not stack.load_slice(0)
    return str(stack.failures[0])


def why_rejected(found: Scan) -> str:
    assert found.series == ()
    (entry,) = found.rejected
    return entry.reason


@pytest.fixture
def workers():
    own = Workers()
    yield own
    own.end()


def test_a_deflate_bomb_is_refused_before_it_grows(tmp_path):
    head = explicit_bytes(ct_slice(VALUES))
    bomb = deflated_file(head + bytes(400_000_000))
    assert len(bomb) < 1_000_000
    (tmp_path / "bomb").write_bytes(bomb)
    assert "would grow from" in why_rejected(scan([tmp_path]))


def test_a_picture_of_nothing_that_deflates_a_thousandfold_is_shown(tmp_path):
    values = np.zeros((512, 512), "<i2")
    (tmp_path / "one").write_bytes(deflated_file(explicit_bytes(ct_slice(values))))
    stack = LoadedStack(series_in(tmp_path))
    assert stack.load_slice(0)
    assert not stack.values(0).any()


@pytest.mark.parametrize("count", [0, 1, 3, 15, 16, 2**31, 2**32 - 1])
def test_rle_with_any_number_of_segments_but_the_right_one_is_refused(tmp_path, count):
    stream = count.to_bytes(4, "little") + encoded(VALUES, RLELossless)[4:]
    save(packed(ct_slice(VALUES), RLELossless, [stream]), tmp_path / "one")
    assert str(tmp_path / "one") in refusal(tmp_path)


@pytest.mark.parametrize("offset", [0, 63, 65, 10_000, 2**32 - 1])
def test_rle_segments_that_lie_elsewhere_are_refused(tmp_path, offset):
    stream = encoded(VALUES, RLELossless)
    stream = stream[:8] + offset.to_bytes(4, "little") + stream[12:]
    save(packed(ct_slice(VALUES), RLELossless, [stream]), tmp_path / "one")
    assert str(tmp_path / "one") in refusal(tmp_path)


@pytest.mark.parametrize("syntax", [RLELossless, JPEGLosslessSV1, JPEGLSLossless, JPEG2000Lossless])
def test_an_absurd_matrix_takes_no_memory(tmp_path, syntax):
    dataset = packed(ct_slice(VALUES), syntax, [encoded(VALUES, syntax)], Rows=65535, Columns=65535)
    save(dataset, tmp_path / "one")
    series = series_in(tmp_path)
    assert not series.loadable
    assert [issue.code.value for issue in series.issues] == ["UNREADABLE"]


def test_a_stream_that_claims_more_than_its_file_is_refused(tmp_path):
    content = bytearray(
        save(
            packed(ct_slice(VALUES), JPEGLSLossless, [encoded(VALUES, JPEGLSLossless)]), tmp_path / "one"
        ).read_bytes()
    )
    at = content.rindex(b"\xfe\xff\x00\xe0") + 4
    content[at : at + 4] = (0xFFFFFFF0).to_bytes(4, "little")
    (tmp_path / "one").write_bytes(content)
    assert "is cut off" in refusal(tmp_path)


def test_pieces_without_end_are_given_up(tmp_path):
    dataset = packed(ct_slice(VALUES), JPEGLSLossless, [])
    dataset.PixelData = encapsulated([b""] * 100_000)
    save(dataset, tmp_path / "one")
    assert "more pieces than make sense" in refusal(tmp_path)


def test_a_million_frames_in_a_small_file_are_not_believed(tmp_path):
    save(ct_slice(VALUES, NumberOfFrames=1_000_000), tmp_path / "one")
    assert "claims 1000000 frames" in why_rejected(scan([tmp_path]))


def test_tiles_without_number_are_refused(tmp_path):
    stream = bytearray(encoded(VALUES.view("<i2"), JPEG2000Lossless))
    stream[24:32] = b"\0\0\0\1\0\0\0\1"  # of one pixel each
    save(packed(ct_slice(VALUES.view("<i2")), JPEG2000Lossless, [bytes(stream)]), tmp_path / "one")
    assert "is cut off" in refusal(tmp_path)


def test_sequences_in_sequences_neither_end_nor_hang_the_program(tmp_path):
    deep = b"\xfe\xff\x00\xe0\xff\xff\xff\xff\x40\x00\x75\x02SQ\0\0\xff\xff\xff\xff" * 20_000
    head = explicit_bytes(ct_slice(VALUES, PixelData=None))
    meta = save(ct_slice(VALUES), tmp_path / "one").read_bytes()
    start = meta.index(b"\x08\x00\x05\x00CS")
    (tmp_path / "one").write_bytes(
        meta[:start] + head + b"\x40\x00\x75\x02SQ\0\0\xff\xff\xff\xff" + deep + meta[-960:]
    )
    found = scan([tmp_path])
    assert len(found.rejected) + len(found.series) == 1


@pytest.mark.parametrize("spacing", [b"nan\\nan ", b"inf\\inf ", b"-1.0\\2.0", b"0.0\\0.00", b"1e999\\1 "])
def test_pixel_spacing_that_is_no_number_is_said_to_be_missing(tmp_path, spacing):
    content = save(ct_slice(VALUES, pixel_spacing=(1.25, 1.5)), tmp_path / "one").read_bytes()
    assert content.count(b"1.25\\1.5") == 1
    (tmp_path / "one").write_bytes(content.replace(b"1.25\\1.5", spacing))
    series = series_in(tmp_path)
    assert [issue.code.value for issue in series.issues] == ["NO_PIXEL_SPACING"]
    assert not series.measurable


def test_a_worker_that_was_ended_is_replaced(workers):
    stream = encoded(VALUES, JPEGLSLossless)
    into = np.empty_like(VALUES)
    workers.decode(Codec.JPEG_LS, stream, into)
    (warm,) = workers._idle
    os.kill(warm._process.pid, signal.SIGTERM)
    warm._process.join()
    into[:] = 0
    workers.decode(Codec.JPEG_LS, stream, into)
    np.testing.assert_array_equal(into, VALUES)


def crash(connection: object) -> None:
    """Stands in for a worker whose codec dies on a picture."""
    connection.send_bytes(b"")  # type: ignore[attr-defined]
    connection.recv()  # type: ignore[attr-defined]
    os.kill(os.getpid(), signal.SIGSEGV if sys.platform != "win32" else signal.SIGTERM)


class Unpickled:
    """Ends whoever unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)


def talk_back(connection: object) -> None:
    """Stands in for a worker that a picture has taken over."""
    connection.send_bytes(b"")  # type: ignore[attr-defined]
    connection.recv()  # type: ignore[attr-defined]
    connection.send(Unpickled())  # type: ignore[attr-defined]
    connection.recv()  # type: ignore[attr-defined]


def flood(connection: object) -> None:
    """Stands in for a worker that says more than there is to say."""
    connection.send_bytes(b"")  # type: ignore[attr-defined]
    connection.recv()  # type: ignore[attr-defined]
    connection.send_bytes(b"?" * (1 << 20))  # type: ignore[attr-defined]


def hang(connection: object) -> None:
    """Stands in for a worker whose codec never comes to an end."""
    connection.send_bytes(b"")  # type: ignore[attr-defined]
    connection.recv()  # type: ignore[attr-defined]
    time.sleep(60)


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (crash, "makes its decoder fail"),
        (hang, "takes too long to decode"),
        (flood, "makes its decoder fail"),
        (talk_back, "makes its decoder fail"),
    ],
)
def test_a_codec_that_crashes_hangs_or_talks_costs_its_picture_and_nothing_else(
    workers, monkeypatch, behaviour, words
):
    stream = encoded(VALUES, JPEGLSLossless)
    into = np.empty_like(VALUES)
    with monkeypatch.context() as instead:
        instead.setattr(worker_module, "_serve", behaviour)
        with pytest.raises(BadStream, match=words):
            workers.decode(Codec.JPEG_LS, stream, into)
    assert workers._idle == []
    workers.decode(Codec.JPEG_LS, stream, into)
    np.testing.assert_array_equal(into, VALUES)


def test_a_worker_hears_what_its_codec_does_not_raise(workers):
    """Errors of OpenJPH are lost between it and Python; not overheard, the picture would be wrong."""
    values = np.random.default_rng(3).integers(0, 4000, (64, 64)).astype("<i2")
    stream = bytearray(encoded(values, "1.2.840.10008.1.2.4.201"))
    middle = len(stream) // 2
    stream[middle : middle + 40] = b"\xff" * 40
    with pytest.raises(BadStream, match="is damaged"):
        workers.decode(Codec.HTJ2K, bytes(stream), np.empty_like(values))


def test_a_mailbox_grows_with_the_pictures(workers):
    for size in (16, 300, 40):
        values = np.arange(size * size, dtype="<u2").reshape(size, size) % 4000
        into = np.empty_like(values)
        workers.decode(Codec.JPEG_LS, encoded(values, JPEGLSLossless), into)
        np.testing.assert_array_equal(into, values)
    assert len(workers._idle) == 1


def test_a_picture_larger_than_any_scanner_makes_is_refused_without_a_worker(workers):
    with pytest.raises(BadStream, match="too large"):
        workers.decode(Codec.JPEG_LS, b"", np.empty((1 << 13, 1 << 12), "u1"))
    assert workers._idle == []


def test_a_dataset_of_nothing_is_told(tmp_path):
    dataset = Dataset()
    dataset.file_meta = ct_slice(VALUES).file_meta
    dataset.SOPClassUID, dataset.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", "1.2.3"
    save(dataset, tmp_path / "one")
    assert "does not say which series" in why_rejected(scan([tmp_path]))


@pytest.mark.parametrize(
    "wrong", [{"Columns": 19}, {"Rows": 23}, {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}]
)
def test_a_picture_shorter_than_its_data_is_shown_with_a_warning(tmp_path, wrong):
    save(ct_slice(VALUES, **wrong), tmp_path / "one")
    series = series_in(tmp_path)
    (issue,) = series.issues
    assert "rows, columns, bits or frames may be wrong" in issue.text
    assert series.loadable
