"""A sealed file is taken as it was sealed, or not at all."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from measurements.access.passwords import new_key, opened_key
from measurements.carrying import HandOut
from measurements.handover.package import MANIFEST, SEAL, TRIAL, Kind, Package, PackageWriter
from measurements.handover.unpack import unpack
from measurements.people import Person, Role
from measurements.progress import silent
from measurements.refusal import Refusal
from tests.measurements.handover.travelling import Clock

PASSWORD = "kestrel-lamp-77"
PICTURE = "pictures/0001/000001.dcm"
HANDED = HandOut(
    "h1", "t1", "Neck", "c1", "liwei", ("s1",), 7, "ab", "dana", "2026-03-01T09:00:00+00:00", False
)


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A file with two members, sealed by a key."""
    public_key, sealed_key = new_key(PASSWORD)
    dana = Person("p1", "dana", "Dana", frozenset({Role.DATA_MANAGER}), True, None, public_key)
    for name, content in (("trial", b"not really a trial"), ("picture", b"a picture " * 500)):
        (tmp_path / name).write_bytes(content)
    with PackageWriter(tmp_path / "cases", Kind.CASES) as package:
        package.add(PICTURE, tmp_path / "picture", compressed=False)
        package.add(TRIAL, tmp_path / "trial", compressed=True)
        package.seal(HANDED, dana, "", opened_key(sealed_key, PASSWORD), Clock()())
        package.publish()
    return package.path


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """The zip anew, its members as `change` leaves them."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)


def test_what_was_sealed_comes_out_byte_for_byte(sealed: Path, tmp_path: Path) -> None:
    with Package(sealed, Kind.CASES) as package:
        assert package.hand_out == HANDED
        assert package.seal.printed_name == "Dana"
        package.extract(PICTURE, tmp_path / "out" / "picture")
    assert (tmp_path / "out" / "picture").read_bytes() == (tmp_path / "picture").read_bytes()
    assert sealed.suffix == ".longaxis-cases"


def test_a_file_given_up_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(b"a picture")
    with PackageWriter(tmp_path / "out.longaxis-cases", Kind.CASES) as package:
        package.add(PICTURE, tmp_path / "picture", compressed=False)
        assert len(list(tmp_path.iterdir())) == 2
    assert [one.name for one in tmp_path.iterdir()] == ["picture"]


def test_a_file_that_is_there_is_never_written_over(sealed: Path) -> None:
    with pytest.raises(Refusal, match="exists already"):
        PackageWriter(sealed, Kind.CASES)


@pytest.mark.parametrize("kept", [0, 1, 100, 0.5, -1, -30])
def test_a_file_cut_short_is_refused(sealed: Path, kept: float) -> None:
    content = sealed.read_bytes()
    sealed.write_bytes(content[: int(len(content) * kept) if isinstance(kept, float) else kept])
    with pytest.raises(Refusal, match="not all of it is there"):
        Package(sealed, Kind.CASES)


def other_picture(members: dict[str, bytes]) -> None:
    members[PICTURE] = members[PICTURE].replace(b"a picture", b"b picture")


def shorter_picture(members: dict[str, bytes]) -> None:
    members[PICTURE] = members[PICTURE][:-1]


def one_more(members: dict[str, bytes]) -> None:
    members["pictures/0001/000002.dcm"] = b"more"


def one_less(members: dict[str, bytes]) -> None:
    del members[PICTURE]


def out_of_the_folder(members: dict[str, bytes]) -> None:
    members["../../evil.dcm"] = members.pop(PICTURE)


def other_reader(members: dict[str, bytes]) -> None:
    members[MANIFEST] = members[MANIFEST].replace(b"liwei", b"osei")


def other_reader_resealed(members: dict[str, bytes]) -> None:
    other_reader(members)
    import hashlib

    seal = json.loads(members[SEAL])
    seal["manifest_hash"] = hashlib.sha256(members[MANIFEST]).hexdigest()
    members[SEAL] = json.dumps(seal).encode()


def other_signer(members: dict[str, bytes]) -> None:
    members[SEAL] = members[SEAL].replace(b'"printed_name":"Dana"', b'"printed_name":"Osei"')


def no_seal(members: dict[str, bytes]) -> None:
    del members[SEAL]


def not_a_manifest(members: dict[str, bytes]) -> None:
    members[MANIFEST] = b"[]"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (other_picture, "is not what was sealed"),
        (shorter_picture, "does not hold what its manifest lists"),
        (one_more, "does not hold what its manifest lists"),
        (one_less, "does not hold what its manifest lists"),
        (out_of_the_folder, "does not hold what its manifest lists"),
        (other_reader, "was changed after it was sealed"),
        (other_reader_resealed, "The seal of .* is not dana's"),
        (other_signer, "The seal of .* is not dana's"),
        (no_seal, "is no file of cases"),
        (not_a_manifest, "is no file of cases"),
    ],
)
def test_what_was_altered_is_not_unpacked(
    sealed: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], sentence: str
) -> None:
    rewritten(sealed, change)
    place = tmp_path / "place"
    place.mkdir()
    with pytest.raises(Refusal, match=sentence) as refused:
        unpack(sealed, place / "folder", silent)
    assert "\n" not in str(refused.value)
    assert list(place.iterdir()) == []


def test_names_that_lead_out_are_refused_even_when_sealed_so(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(b"a picture")
    with PackageWriter(tmp_path / "cases", Kind.CASES) as package:
        package.add(TRIAL, tmp_path / "picture", compressed=True)
        package.add("pictures/../../evil.dcm", tmp_path / "picture", compressed=False)
        package.seal(HANDED, None, "dana", None, Clock()())
        package.publish()
    place = tmp_path / "place"
    place.mkdir()
    with pytest.raises(Refusal, match="does not hold what its manifest lists"):
        unpack(package.path, place / "folder", silent)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("flipped", range(0, 40))
def test_a_byte_turned_over_anywhere_is_found(sealed: Path, tmp_path: Path, flipped: int) -> None:
    content = bytearray(sealed.read_bytes())
    content[len(content) * flipped // 40] ^= 0x10
    sealed.write_bytes(content)
    out = tmp_path / "out"
    try:
        with Package(sealed, Kind.CASES) as package:
            for name in package.members:
                package.extract(name, out / name)
    except Refusal:
        return
    # What it did not hit is what was sealed: dates and rights of a zip's entries mean nothing here.
    assert (out / PICTURE).read_bytes() == (tmp_path / "picture").read_bytes()
    assert (out / TRIAL).read_bytes() == (tmp_path / "trial").read_bytes()


def test_another_kind_is_told_from_damage(sealed: Path) -> None:
    with pytest.raises(Refusal, match="holds cases, not reads"):
        Package(sealed, Kind.READS)


def test_a_newer_programs_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trial").write_bytes(b"a trial")
    monkeypatch.setattr("measurements.handover.package.PACKAGE_FORMAT", 2)
    with PackageWriter(tmp_path / "cases", Kind.CASES) as package:
        package.add(TRIAL, tmp_path / "trial", compressed=True)
        package.seal(HANDED, None, "dana", None, Clock()())
        package.publish()
    monkeypatch.undo()
    with pytest.raises(Refusal, match="newer version"):
        Package(package.path, Kind.CASES)


def test_a_folder_with_something_in_it_is_left_alone(sealed: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine.txt").write_text("mine")
    with pytest.raises(Refusal, match="is there already"):
        unpack(sealed, tmp_path / "folder", silent)
    assert (tmp_path / "folder" / "mine.txt").read_text() == "mine"
    shutil.rmtree(tmp_path / "folder")


def test_what_is_no_trial_makes_no_folder(sealed: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="holds no trial"):
        unpack(sealed, tmp_path / "folder", silent)
    assert not (tmp_path / "folder").exists()
