"""Headers: the walker and pydicom must agree on every file, and nothing a file says may raise."""

import os
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

import reader.header_reader
from reader.header import Header
from reader.header_reader import HeaderReader, NotDicom, Unreadable, read_with_pydicom
from reader.layout import Layout
from reader.values import first_number, numbers, whole_number
from reader.walker import OutOfDepth, walk
from tests.dicom_files import ct_slice, save, write_ct_series

SHARED_DATA = Path(__file__).parents[2].parent / "shared" / "data"
VALUES = np.arange(20, dtype=np.int16).reshape(4, 5)


def by_pydicom(path: Path) -> Header:
    return read_with_pydicom(str(path), path.stat(), path.read_bytes()[:200])


@pytest.fixture
def without_pydicom(monkeypatch):
    """Fails a test whose files the walker should have read itself."""

    def refuse(path, status, start):
        raise AssertionError(f"{path} was handed to pydicom")

    monkeypatch.setattr(reader.header_reader, "read_with_pydicom", refuse)


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian])
def test_a_plain_file_is_read_by_the_walker(tmp_path, without_pydicom, syntax):
    path = save(
        ct_slice(
            VALUES,
            position=(-100.5, 20.25, 3.0),
            pixel_spacing=(0.7, 0.9),
            slope=2.0,
            intercept=-1000.0,
            series_uid="1.2.3",
            study_uid="1.2",
            sop_uid="1.2.3.4",
            instance_number=17,
            syntax=syntax,
            PixelPaddingValue=-2000,
            BitsStored=12,
            HighBit=11,
        ),
        tmp_path / "one",
    )
    header = HeaderReader().read(str(path))
    facts = header.shared
    assert (header.sop_uid, header.instance_number, header.position_lps) == (
        "1.2.3.4",
        17,
        (-100.5, 20.25, 3.0),
    )
    assert (header.slope, header.intercept, header.window) == (2.0, -1000.0, (40.0, 400.0))
    assert (facts.transfer_syntax, facts.study_uid, facts.series_uid) == (syntax, "1.2", "1.2.3")
    assert (facts.rows, facts.columns, facts.pixel_spacing_mm) == (4, 5, (0.7, 0.9))
    assert (facts.bits_allocated, facts.bits_stored, facts.high_bit, facts.signed) == (16, 12, 11, True)
    assert (facts.padding, facts.axes) == (-2000, ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)))
    assert header.pixel_length == 40
    assert path.read_bytes()[header.pixel_offset :] == VALUES.tobytes()
    assert (header.file_size, header.file_mtime_ns) == (path.stat().st_size, path.stat().st_mtime_ns)


def test_big_endian_values_are_read_in_their_own_order(tmp_path):
    path = save(ct_slice(VALUES, syntax=ExplicitVRBigEndian, PixelPaddingValue=-2000), tmp_path / "one")
    header = HeaderReader().read(str(path))
    assert (header.shared.rows, header.shared.columns, header.shared.padding) == (4, 5, -2000)
    assert path.read_bytes()[header.pixel_offset :] == VALUES.astype(">i2").tobytes()


def test_deflated_pixels_are_known_to_be_there_but_not_where(tmp_path):
    dataset = ct_slice(VALUES)
    dataset.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    header = HeaderReader().read(str(save(dataset, tmp_path / "one")))
    assert (header.has_pixels, header.pixel_offset, header.shared.rows) == (True, None, 4)


def nested(depth: int) -> Dataset:
    dataset = Dataset()
    dataset.ReferencedSOPInstanceUID = "1.2.3"
    if depth:
        inner = Sequence([nested(depth - 1)])
        dataset.ReferencedImageSequence = inner
        dataset["ReferencedImageSequence"].is_undefined_length = True
        inner[0].is_undefined_length_sequence_item = True
    return dataset


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian])
@pytest.mark.parametrize("depth", [1, 2, 10])
def test_sequences_of_undefined_length_are_stepped_over(tmp_path, without_pydicom, syntax, depth):
    dataset = ct_slice(VALUES, position=(1.0, 2.0, 3.0), syntax=syntax)
    dataset.ReferencedImageSequence = nested(depth).ReferencedImageSequence
    dataset["ReferencedImageSequence"].is_undefined_length = True
    header = HeaderReader().read(str(save(dataset, tmp_path / "one")))
    assert header.position_lps == (1.0, 2.0, 3.0)


def test_sequences_nested_beyond_reason_are_handed_over(tmp_path):
    dataset = ct_slice(VALUES)
    dataset.ReferencedImageSequence = nested(40).ReferencedImageSequence
    dataset["ReferencedImageSequence"].is_undefined_length = True
    path = save(dataset, tmp_path / "one")
    with pytest.raises(OutOfDepth):
        walk(path.read_bytes(), path.stat().st_size)
    assert HeaderReader().read(str(path)).position_lps == (0.0, 0.0, 0.0)


def test_a_header_longer_than_the_first_read_is_read_to_its_end(tmp_path, without_pydicom):
    dataset = ct_slice(VALUES, position=(1.0, 2.0, 3.0))
    dataset.add_new(0x00090010, "LO", "LONG")
    dataset.add_new(0x00091001, "OB", b"\x01" * 100_000)
    header = HeaderReader().read(str(save(dataset, tmp_path / "one")))
    assert header.position_lps == (1.0, 2.0, 3.0)
    assert header.pixel_offset > 100_000


def test_a_long_header_like_the_one_before_is_not_walked_again(tmp_path, monkeypatch):
    walked: list[int] = []

    def counted(buffer, file_size):
        walked.append(file_size)
        return walk(buffer, file_size)

    monkeypatch.setattr(reader.header_reader, "walk", counted)
    seasoned = HeaderReader()
    for k in range(4):
        dataset = ct_slice(VALUES, position=(1.0, 2.0, k), sop_uid=f"1.2.{k}")
        dataset.add_new(0x00090010, "LO", "LONG")
        dataset.add_new(0x00091001, "OB", b"\x01" * 20_000)
        header = seasoned.read(str(save(dataset, tmp_path / str(k))))
        assert (header.position_lps, header.sop_uid) == ((1.0, 2.0, k), f"1.2.{k}")
    assert len(walked) == 2  # the first, with less and with all of its header at hand


def test_files_of_one_size_but_other_layout_are_not_mistaken_for_each_other(tmp_path):
    """The second file has the size of the first; its elements have other lengths, in other places."""
    one = save(ct_slice(VALUES, SeriesDescription="AB", BodyPartExamined="CHESTY"), tmp_path / "one")
    two = save(ct_slice(VALUES, SeriesDescription="ABCDEF", BodyPartExamined="CH"), tmp_path / "two")
    assert one.stat().st_size == two.stat().st_size
    shared = HeaderReader()
    told = [shared.read(str(path)).shared for path in (one, two, one)]
    assert [(facts.description, facts.body_part) for facts in told] == [
        ("AB", "CHESTY"),
        ("ABCDEF", "CH"),
        ("AB", "CHESTY"),
    ]


def test_values_of_equal_length_that_differ_are_told_apart(tmp_path):
    shared = HeaderReader()
    told = [
        shared.read(str(save(ct_slice(VALUES, SeriesDescription=name), tmp_path / name))).shared.description
        for name in ("first", "other", "third")
    ]
    assert told == ["first", "other", "third"]


@given(st.lists(st.integers(0, 11), min_size=3, max_size=12))
def test_what_was_read_before_changes_nothing(alike_files, order):
    """The files have two layouts; they differ in values that are a file's own, shared, or not asked for."""
    seasoned = HeaderReader()
    for path in (alike_files[number] for number in order):
        assert seasoned.read(path) == HeaderReader().read(path)


@pytest.fixture(scope="module")
def alike_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alike")
    paths = [
        save(
            ct_slice(VALUES, instance_number=1, sop_uid="1.2.3", **{keyword: value, "StudyTime": time}),
            folder / f"{keyword}{value}{time}",
        )
        for keyword, values in (("SeriesDescription", ("one", "two")), ("InstanceNumber", ("3", "4")))
        for value in values
        for time in ("101500", "101501", "101502")
    ]
    sizes: dict[int, list[str]] = {}
    for path in paths:
        sizes.setdefault(path.stat().st_size, []).append(str(path))
    assert len(sizes) == 2
    return [str(path) for path in paths]


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (b"1.5", (1.5,)),
        (b" 1.5 \\-2e1\\3 ", (1.5, -20.0, 3.0)),
        (b"1\0", (1.0,)),
        (b"", ()),
        (b"1\\", ()),
        (b"1,5", ()),
        (b"1_0", ()),
        (b"nan", ()),
        (b"1e999", ()),
        (b"left", ()),
    ],
)
def test_numbers_are_all_good_or_none(stored, expected):
    assert numbers(stored) == expected


@given(st.binary(max_size=40))
def test_no_bytes_make_a_number_raise(stored):
    found = numbers(stored)
    assert all(isinstance(number, float) for number in found)
    assert first_number(stored) == (found[0] if found else None)
    assert whole_number(stored) is None or whole_number(stored) == found[0]


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (b"12 ", 12),
        (b"-3", -3),
        (b"12.0", 12),
        (b"1.5", None),
        (b"1\\2", None),
        (b"9999999999", None),
        (b"", None),
    ],
)
def test_whole_numbers_are_in_range_or_none(stored, expected):
    assert whole_number(stored) == expected


@pytest.mark.parametrize(
    ("more", "position", "axes", "spacing"),
    [
        ({"ImagePositionPatient": None}, None, True, True),
        ({"ImagePositionPatient": [0, 0, "1e9"]}, None, True, True),
        ({"ImageOrientationPatient": None}, (0.0, 0.0, 0.0), False, True),
        ({"ImageOrientationPatient": [1, 0, 0, 1, 0, 0]}, (0.0, 0.0, 0.0), False, True),
        ({"ImageOrientationPatient": [0, 0, 0, 0, 0, 0]}, (0.0, 0.0, 0.0), False, True),
        ({"ImageOrientationPatient": [1, 0, 0]}, (0.0, 0.0, 0.0), False, True),
        ({"PixelSpacing": None}, (0.0, 0.0, 0.0), True, False),
        ({"PixelSpacing": [0, 0]}, (0.0, 0.0, 0.0), True, False),
        ({"PixelSpacing": [-1, 1]}, (0.0, 0.0, 0.0), True, False),
    ],
)
def test_geometry_that_makes_no_sense_counts_as_not_given(tmp_path, more, position, axes, spacing):
    header = HeaderReader().read(str(save(ct_slice(VALUES, **more), tmp_path / "one")))
    assert header.position_lps == position
    assert (header.shared.axes is not None) is axes
    assert (header.shared.pixel_spacing_mm is not None) is spacing


@pytest.mark.parametrize(
    ("character_set", "stored", "name", "decodable"),
    [
        ("", b"Wang^XiaoDong", "Wang^XiaoDong", True),
        ("GB18030", "Wang^XiaoDong=王^小东".encode("gb18030"), "Wang^XiaoDong=王^小东", True),
        ("ISO_IR 192", "Wang^XiaoDong=王^小东".encode(), "Wang^XiaoDong=王^小东", True),
        (
            "\\ISO 2022 IR 87",
            b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B",
            "Yamada^Tarou=山田^太郎",
            True,
        ),
        ("ISO_IR 100", "Müller^Änne".encode("latin-1"), "Müller^Änne", True),
        ("", "王^小东".encode("gb18030"), None, False),
        ("ISO_IR 192", "王^小东".encode("gb18030"), None, False),
        ("NO SUCH SET", "王^小东".encode("gb18030"), None, False),
    ],
)
def test_names_are_decoded_or_said_to_be_undecodable(tmp_path, character_set, stored, name, decodable):
    dataset = ct_slice(VALUES)
    dataset.PatientName = "?" * (len(stored) + len(stored) % 2)
    dataset.SpecificCharacterSet = ["ISO 2022 IR 6", "ISO 2022 IR 100"]
    path = save(dataset, tmp_path / "one")
    written = path.read_bytes()
    room = len(stored) + len(stored) % 2
    for before, after in ((b"?" * room, stored), (b"ISO 2022 IR 6\\ISO 2022 IR 100", character_set.encode())):
        assert written.count(before) == 1
        written = written.replace(before, after.ljust(len(before)))
    path.write_bytes(written)
    facts = HeaderReader().read(str(path)).shared
    assert facts.name_decodable is decodable
    if name is not None:
        assert facts.patient_name == name
    assert by_pydicom(path).shared == facts


@pytest.mark.parametrize("content", [b"", b"\0" * 200, b"Not a picture", b"\x1f\x8b" + b"\1" * 300])
def test_other_files_are_not_dicom(tmp_path, content):
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(NotDicom):
        HeaderReader().read(str(path))


def test_every_cut_of_a_file_is_read_refused_or_not_dicom(tmp_path):
    whole = save(ct_slice(VALUES), tmp_path / "whole").read_bytes()
    path = tmp_path / "cut"
    outcomes = set()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        try:
            HeaderReader().read(str(path))
        except (NotDicom, Unreadable) as error:
            outcomes.add(type(error))
        else:
            outcomes.add(Header)
    assert {NotDicom, Header} <= outcomes


@given(st.binary(min_size=0, max_size=300), st.integers(132, 700), st.sampled_from("EI"))
def test_no_bytes_behind_the_preamble_make_it_raise_anything_else(tmp_path_factory, noise, at, encoding):
    syntax = ExplicitVRLittleEndian if encoding == "E" else ImplicitVRLittleEndian
    path = tmp_path_factory.mktemp("noise") / "one"
    whole = save(ct_slice(VALUES, syntax=syntax), path).read_bytes()
    path.write_bytes(whole[:at] + noise + whole[at + len(noise) :])
    try:
        header = HeaderReader().read(str(path))
    except (NotDicom, Unreadable):
        return
    assert header.file_size == path.stat().st_size


def test_an_empty_value_of_unknown_representation_is_absent(tmp_path):
    written = save(ct_slice(VALUES, SeriesDescription=""), tmp_path / "one").read_bytes()
    assert b"\x08\x00\x3e\x10LO\0\0" in written
    (tmp_path / "two").write_bytes(written.replace(b"\x08\x00\x3e\x10LO\0\0", b"\x08\x00\x3e\x10U<\0\0"))
    header = HeaderReader().read(str(tmp_path / "two"))
    assert (header.shared.description, header.position_lps) == ("", (0.0, 0.0, 0.0))


def test_an_element_that_claims_more_than_the_file_has_is_survived(tmp_path):
    whole = bytearray(save(ct_slice(VALUES), tmp_path / "one").read_bytes())
    at = whole.index(b"\x08\x00\x3e\x10LO")  # Series Description
    whole[at + 4 : at + 8] = b"UT\0\0"
    whole[at + 8 : at + 12] = struct.pack("<I", 0xFFFFFFF0)
    path = tmp_path / "two"
    path.write_bytes(whole)
    try:
        header = HeaderReader().read(str(path))
    except Unreadable:
        return
    assert not header.has_pixels


def test_walker_and_pydicom_say_the_same_of_every_file_at_hand():
    if not SHARED_DATA.is_dir():
        pytest.skip("the shared DICOM files are not beside the project")
    files = [Path(folder) / name for folder, _, names in os.walk(SHARED_DATA) for name in names]
    walked = 0
    shared = HeaderReader()
    for path in files:
        start = path.read_bytes()
        try:
            walk(start, len(start))
        except OutOfDepth:
            continue
        walked += 1
        assert shared.read(str(path))._replace(frames=()) == by_pydicom(path), path
    assert walked > 0.9 * len(files)


def test_series_laid_out_alike_are_told_apart_and_each_is_recognized(tmp_path, monkeypatch):
    """As in the folder of a trial: many series of one scanner, one after the other."""
    paths = []
    for number, patient in enumerate(["P1", "P2", "P3"] * 2):
        paths += write_ct_series(
            tmp_path / str(number), patient_id=patient, slices=6, SeriesDescription=f"Series {number}"
        )
    walks = []
    monkeypatch.setattr("reader.header_reader.walk", lambda *given: walks.append(given) or walk(*given))
    learned = []
    learn = Layout.learn
    monkeypatch.setattr(
        Layout, "learn", lambda layout, buffer: learned.append(layout) or learn(layout, buffer)
    )
    reader = HeaderReader()
    headers = [reader.read(str(path)) for path in paths]
    assert headers == [by_pydicom(path) for path in paths]
    assert [header.shared.description for header in headers[::6]] == [f"Series {n}" for n in range(6)]
    assert len(walks) <= 2 * 3  # for as many lengths of the position as there are
    assert len(learned) < len(paths) / 2


def test_file_meta_information_that_names_its_class_twice_goes_to_pydicom(tmp_path):
    path = save(ct_slice(VALUES), tmp_path / "one")
    whole = path.read_bytes()
    at = whole.index(b"\x02\0\x03\0UI")  # Media Storage SOP Instance UID becomes a second SOP Class UID
    path.write_bytes(whole[: at + 2] + b"\x02" + whole[at + 3 :])
    with pytest.raises(OutOfDepth):
        walk(path.read_bytes(), path.stat().st_size)
    assert HeaderReader().read(str(path)) == by_pydicom(path)
