"""Files looked for by name and size alone, many stacks at a time."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from measurements.progress import Cancelled
from reader.presence import FileChanges, FolderLook

SIZE = 100


@pytest.fixture
def sizes(tmp_path: Path) -> dict[str, int]:
    """Four files in each of two folders, as they were imported."""
    found = {}
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for number in range(4):
            path = tmp_path / folder / f"IM{number}"
            path.write_bytes(b"\0" * SIZE)
            found[str(path)] = SIZE
    return found


def _one_longer(scans: Path) -> None:
    (scans / "a" / "IM1").write_bytes(b"\0" * (SIZE + 1))


def _folder_instead(scans: Path) -> None:
    (scans / "b" / "IM2").unlink()
    (scans / "b" / "IM2").mkdir()


CASES: tuple[tuple[Callable[[Path], object], tuple[str, ...], tuple[str, ...]], ...] = (
    (lambda scans: None, (), ()),
    (lambda scans: (scans / "a" / "IM3").unlink(), ("a/IM3",), ()),
    (lambda scans: shutil.rmtree(scans / "b"), ("b/IM0", "b/IM1", "b/IM2", "b/IM3"), ()),
    (_one_longer, (), ("a/IM1",)),
    (_folder_instead, ("b/IM2",), ()),
    (lambda scans: os.utime(scans / "a" / "IM0", (1, 1)), (), ()),  # a new time alone is no change
)


@pytest.mark.parametrize(("change", "gone", "changed"), CASES)
def test_what_is_gone_and_what_has_changed(
    tmp_path: Path,
    sizes: dict[str, int],
    change: Callable[[Path], object],
    gone: tuple[str, ...],
    changed: tuple[str, ...],
) -> None:
    change(tmp_path)
    assert FolderLook().changes(sizes) == FileChanges(
        len(sizes), tuple(str(tmp_path / one) for one in gone), tuple(str(tmp_path / one) for one in changed)
    )


def test_each_folder_is_listed_once_for_all_its_stacks(
    sizes: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[str] = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda folder: (listed.append(folder), scandir(folder))[1])
    look = FolderLook()
    for path, size in sizes.items():
        assert look.changes({path: size}) == FileChanges(1)
    assert len(listed) == len(set(listed)) == 2


def test_it_can_be_cancelled(sizes: dict[str, int]) -> None:
    def stop(done: int, total: int, text: str) -> None:
        raise Cancelled

    many = {f"{path}-{number}": 0 for path in sizes for number in range(100)}
    with pytest.raises(Cancelled):
        FolderLook().changes(many, stop)
