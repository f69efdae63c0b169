"""A stack in memory: the right values in the right slice, or none at all."""

import os
import queue
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

import reader.pixels
from measurements.imaging import Series
from measurements.progress import Cancelled
from measurements.refusal import Refusal
from reader.frames import LoadedStack, _outwards
from reader.pixels import SliceReader, StoredValues
from reader.scan import scan
from tests.dicom_files import ct_slice, enhanced_ct, ramp_volume, save, uid, write_ct_series


def scanned(folder: Path) -> Series:
    (series,) = scan([folder]).series
    return series


def whole(stack: LoadedStack) -> np.ndarray:
    stack.load()
    assert stack.failures == {}
    return np.stack([stack.values(index) for index in range(stack.count)])


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian])
@pytest.mark.parametrize("kind", ["i2", "u2", "u1", "i1"])
def test_stored_values_come_as_they_were_written(tmp_path, syntax, kind):
    volume = np.random.default_rng(1).integers(0, 255, (5, 7, 6)).astype(kind)
    if kind == "i2":
        volume = volume * -100
    if syntax == ExplicitVRBigEndian and volume.itemsize == 1:
        pytest.skip("big endian is for words")
    write_ct_series(tmp_path, volume=volume, slices=5, syntax=syntax)
    stack = LoadedStack(scanned(tmp_path))
    loaded = whole(stack)
    assert loaded.dtype == np.dtype(kind)
    np.testing.assert_array_equal(loaded, volume[::-1])  # the last file is nearest the head


def test_nothing_is_there_before_it_is_loaded(tmp_path):
    write_ct_series(tmp_path, slices=4)
    stack = LoadedStack(scanned(tmp_path))
    assert (stack.count, stack.ready) == (4, 0)
    assert stack.values(2) is None
    assert stack.load_slice(2)
    assert stack.ready == 1
    np.testing.assert_array_equal(stack.values(2), ramp_volume(4, 24, 20)[1])
    assert stack.values(1) is None


def test_what_is_shown_cannot_be_written_to(tmp_path):
    write_ct_series(tmp_path, slices=2)
    stack = LoadedStack(scanned(tmp_path))
    stack.load_slice(0)
    with pytest.raises(ValueError, match="read-only"):
        stack.values(0)[0, 0] = 1


@pytest.mark.parametrize(
    ("kind", "stored", "highest", "raw", "expected"),
    [
        ("u2", 12, 11, [0xF123, 0x0FFF, 0x1000], [0x123, 0xFFF, 0]),  # overlay bits above
        ("i2", 12, 11, [0x0FFF, 0x07FF, 0xF801, 0x0801], [-1, 2047, -2047, -2047]),  # a sign to extend
        ("u2", 12, 15, [0xABC5, 0x0010], [0xABC, 1]),  # pushed to the top
        ("i2", 12, 15, [0x8000, 0x7FF0], [-2048, 2047]),
        ("u2", 16, 15, [0xFFFF], [0xFFFF]),
        ("u1", 7, 6, [0xFF, 0x80], [0x7F, 0]),
        ("i1", 7, 6, [0x7F, 0x3F], [-1, 63]),
    ],
)
def test_only_bits_of_the_picture_are_left(tmp_path, kind, stored, highest, raw, expected):
    values = np.array(raw, f"u{kind[1]}").view(kind)
    volume = np.broadcast_to(values, (2, 2, len(raw)))
    write_ct_series(tmp_path, volume=volume, slices=2, BitsStored=stored, HighBit=highest)
    stack = LoadedStack(scanned(tmp_path))
    np.testing.assert_array_equal(whole(stack)[1, 0], expected)


@pytest.mark.parametrize(
    ("kind", "stored", "padding", "expected"),
    [("i2", 16, -2000, -2000), ("u2", 16, 63536, 63536), ("u2", 12, 63536, 2096), ("i2", 12, -2000, -2000)],
)
def test_padding_is_told_as_it_stands_among_the_values(tmp_path, kind, stored, padding, expected):
    volume = np.full((2, 3, 4), padding, kind)
    write_ct_series(
        tmp_path, volume=volume, slices=2, BitsStored=stored, HighBit=stored - 1, PixelPaddingValue=padding
    )
    stack = LoadedStack(scanned(tmp_path))
    assert stack.padding == expected
    assert (whole(stack) == expected).all()


def test_each_slice_keeps_its_own_rescale_and_place(tmp_path):
    for k in range(3):
        save(
            ct_slice(
                np.full((4, 5), k, np.int16),
                position=(-10.0, -20.0, 3.0 * k),
                pixel_spacing=(0.5, 0.7),
                slope=1.0 + k,
                intercept=-100.0 * k,
                instance_number=k + 1,
            ),
            tmp_path / str(k),
        )
    stack = LoadedStack(scanned(tmp_path))
    assert [stack.rescale(index) for index in range(3)] == [(3.0, -200.0), (2.0, -100.0), (1.0, 0.0)]
    plane = stack.plane(0)
    assert plane.origin_lps == (-10.0, -20.0, 6.0)
    assert plane.point_lps(1, 2) == pytest.approx((-9.3, -19.0, 6.0))
    assert (plane.rows, plane.columns) == (4, 5)
    assert stack.measurable


def test_frames_of_one_file_are_told_apart(tmp_path):
    volume = np.arange(60, dtype=np.int16).reshape(3, 4, 5)
    save(ct_slice(volume, NumberOfFrames=3), tmp_path / "one")
    stack = LoadedStack(scanned(tmp_path))
    np.testing.assert_array_equal(whole(stack), volume)
    assert not stack.measurable


def test_a_stack_that_cannot_be_shown_is_refused(tmp_path):
    save(ct_slice(np.zeros((4, 5), np.int16), PhotometricInterpretation="RGB"), tmp_path / "one")
    with pytest.raises(Refusal, match="not grey"):
        LoadedStack(scanned(tmp_path))


def damaged(path: Path, how: str) -> None:
    if how == "cut":
        os.truncate(path, path.stat().st_size - 10)
    elif how == "gone":
        path.unlink()
    elif how == "longer":
        path.write_bytes(path.read_bytes() + b"\0\0")
    else:
        was, becomes = SAME_LENGTH[how]
        content = path.read_bytes()
        assert content.count(was)
        path.write_bytes(content.replace(was, becomes))
        touch(path)


def touch(path: Path) -> None:
    """Gives the file a new time, as a copy to another disk does."""
    kept = path.stat()
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns + 1))


THE_SECOND = uid("instance", uid("series", uid("study", "P1")), 2).encode()
SAME_LENGTH = {
    "other place": (b"-100\\2", b"-100\\3"),
    "other scale": (b"-1024", b"-1023"),
    "other pixels": (b"0.8\\0.8", b"0.7\\0.8"),
    "other axes": (b"1\\0\\0\\0\\1\\0", b"0\\1\\0\\0\\0\\1"),
    "other patient": (b"P1", b"P2"),
    "other picture": (THE_SECOND, THE_SECOND[:-1] + bytes([THE_SECOND[-1] ^ 1])),
    "no DICOM": (b"DICM", b"DICN"),
}
"""Edits that leave a file as long as it was, and make it another picture or the same one elsewhere."""


@pytest.mark.parametrize(
    ("how", "words"),
    [("cut", "changed"), ("gone", "No such file"), ("longer", "changed")]
    + [(how, "changed") for how in SAME_LENGTH],
)
def test_a_file_that_is_not_what_it_was_gives_no_picture_but_a_reason(tmp_path, how, words):
    files = write_ct_series(tmp_path, slices=4)
    series = scanned(tmp_path)
    damaged(files[1], how)
    stack = LoadedStack(series)
    stack.load(around=2)
    assert (stack.ready, list(stack.failures)) == (3, [2])
    assert stack.values(2) is None
    assert not stack.load_slice(2)
    assert str(files[1]) in str(stack.failures[2])
    assert words in str(stack.failures[2])


def test_a_file_cut_off_from_the_start_gives_no_picture(tmp_path):
    files = write_ct_series(tmp_path, slices=3)
    os.truncate(files[0], files[0].stat().st_size - 10)
    stack = LoadedStack(scanned(tmp_path))
    stack.load()
    assert list(stack.failures) == [2]
    assert "cut off: 950 of the 960 bytes" in str(stack.failures[2])


def test_loading_reports_every_step_and_ends_complete(tmp_path):
    write_ct_series(tmp_path, slices=9)
    told: list[tuple[int, int]] = []
    stack = LoadedStack(scanned(tmp_path))
    stack.load(4, lambda done, total, text: told.append((done, total)))
    assert told[-1] == (9, 9)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_loading_can_be_cancelled_and_taken_up_again(tmp_path):
    write_ct_series(tmp_path, slices=9)
    stack = LoadedStack(scanned(tmp_path))

    def cancel(done: int, total: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        stack.load(4, cancel)
    assert 1 <= stack.ready < stack.count
    np.testing.assert_array_equal(whole(stack), ramp_volume(9, 24, 20)[::-1])


def test_a_slice_shown_while_others_come_is_whole(tmp_path):
    """Watches from another thread; a slice announced before it is read would show the filler."""
    write_ct_series(tmp_path, slices=40)
    stack = LoadedStack(scanned(tmp_path))
    stack._voxels.fill(-1)
    expected = ramp_volume(40, 24, 20)[::-1]
    wrong: list[int] = []

    def watch() -> None:
        while stack.ready < stack.count:
            for index in range(stack.count):
                values = stack.values(index)
                if values is not None and not np.array_equal(values, expected[index]):
                    wrong.append(index)

    watcher = threading.Thread(target=watch)
    watcher.start()
    stack.load(20)
    watcher.join()
    assert wrong == []


def test_systems_without_reading_at_an_offset_read_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(reader.pixels, "_read_at", reader.pixels._read_at_portably)
    write_ct_series(tmp_path, slices=5)
    np.testing.assert_array_equal(whole(LoadedStack(scanned(tmp_path))), ramp_volume(5, 24, 20)[::-1])


@given(st.integers(1, 50).flatmap(lambda count: st.tuples(st.integers(0, count - 1), st.just(count))))
def test_slices_come_from_the_given_one_outwards(around_count):
    around, count = around_count
    order = list(_outwards(around, count))
    assert sorted(order) == list(range(count))
    distances = [abs(index - around) for index in order]
    near = 2 * min(around, count - 1 - around) + 1
    assert distances[:near] == sorted(distances[:near])


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian])
def test_files_copied_to_another_disk_load_though_their_times_are_new(tmp_path, syntax):
    volume = ramp_volume(4, 6, 5)
    files = write_ct_series(tmp_path, volume=volume, slices=4, syntax=syntax)
    series = scanned(tmp_path)
    for path in files:
        touch(path)
    np.testing.assert_array_equal(whole(LoadedStack(series)), volume[::-1])


def test_a_file_of_many_frames_copied_to_another_disk_loads(tmp_path):
    volume = ramp_volume(3, 6, 5)
    path = save(enhanced_ct(volume, [(0, 0, z) for z in (4, 2, 0)]), tmp_path / "one")
    series = scanned(tmp_path)
    touch(path)
    np.testing.assert_array_equal(whole(LoadedStack(series)), volume)


class SlowDisk:
    """Every read waits for a turn, which the test gives; tells which slices were begun, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: queue.SimpleQueue[int] = queue.SimpleQueue()
        self.turns = threading.Semaphore(0)
        fast = SliceReader.read

        def slow(one: SliceReader, index: int, into: StoredValues) -> None:
            self.begun.put(index)
            assert self.turns.acquire(timeout=60)
            fast(one, index, into)

        monkeypatch.setattr(SliceReader, "read", slow)

    def next(self) -> int:
        return self.begun.get(timeout=60)


def test_a_slice_asked_for_comes_after_one_read_and_those_passed_by_in_their_turn(tmp_path, monkeypatch):
    write_ct_series(tmp_path, slices=20)
    stack = LoadedStack(scanned(tmp_path))
    disk = SlowDisk(monkeypatch)
    loader = threading.Thread(target=stack.load, args=(2,))
    loader.start()
    assert {disk.next(), disk.next()} == {2, 1}
    assert [stack.ask_for(index) for index in (9, 10, 11, 12, 2)] == [False] * 5  # 2 is just coming
    disk.turns.release()
    assert disk.next() == 12
    disk.turns.release()
    assert disk.next() == 11  # and on from there
    disk.turns.release(20)
    loader.join()
    np.testing.assert_array_equal(whole(stack), ramp_volume(20, 24, 20)[::-1])
    assert stack.ask_for(9)


def test_the_next_loading_does_not_wait_for_one_that_hangs_and_has_what_came_late(tmp_path, monkeypatch):
    write_ct_series(tmp_path, slices=4)
    stack = LoadedStack(scanned(tmp_path))
    disk = SlowDisk(monkeypatch)
    cancelled = threading.Event()

    def report(done: int, total: int, text: str) -> None:
        if cancelled.is_set():
            raise Cancelled

    def load_until_cancelled() -> None:
        with pytest.raises(Cancelled):
            stack.load(0, report)

    loader = threading.Thread(target=load_until_cancelled)
    loader.start()
    hanging = {disk.next(), disk.next()}
    cancelled.set()
    again = threading.Thread(target=stack.load)
    again.start()
    rest = {disk.next(), disk.next()}
    assert rest | hanging == set(range(4))
    disk.turns.release(4)
    again.join()
    loader.join()
    assert stack.ready == 4


def test_neither_making_a_stack_nor_asking_it_touches_a_file(tmp_path, monkeypatch):
    write_ct_series(tmp_path, slices=3)
    series = scanned(tmp_path)
    touched: list[object] = []
    monkeypatch.setattr(os, "open", lambda *how: touched.append(how))
    monkeypatch.setattr(os, "stat", lambda *how, **more: touched.append(how))
    stack = LoadedStack(series)
    answers = (stack.ask_for(1), stack.values(1), stack.ready)
    monkeypatch.undo()
    assert answers == (False, None, 0)
    assert touched == []


def test_a_fault_of_the_second_reader_is_raised_by_the_loading(tmp_path, monkeypatch):
    write_ct_series(tmp_path, slices=6)
    stack = LoadedStack(scanned(tmp_path))
    fast = SliceReader.read
    begun = threading.Event()

    def read(one: SliceReader, index: int, into: StoredValues) -> None:
        if threading.current_thread().name == "second reader of slices":
            begun.set()
            raise ZeroDivisionError
        assert begun.wait(60)
        fast(one, index, into)

    monkeypatch.setattr(SliceReader, "read", read)
    with pytest.raises(ZeroDivisionError):
        stack.load()
