"""The import that window and command line share: all or nothing, originals untouched, copies that resume."""

import errno
import os
import shutil
import zipfile
from collections import namedtuple
from pathlib import Path
from typing import IO

import pytest

from app.copying import image_folder, room_to_unpack
from app.importing import ImportReport, bring_in, index_of, look_through
from measurements.index import ScanIndex
from measurements.progress import Cancelled, Report, silent
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore, create_trial, open_trial
from reader.frames import LoadedStack
from reader.header_reader import HeaderReader
from tests.dicom_files import ramp_volume, uid, write_ct_series
from tests.held import slices_held

Usage = namedtuple("Usage", "total used free")


def cancel_at(text: str, done_at_least: int = 0) -> Report:
    """A user who cancels when the work says `text`."""

    def report(done: int, total: int, told: str) -> None:
        if told.startswith(text) and done >= done_at_least:
            raise Cancelled

    return report


def imported(store: TrialStore, *paths: Path, copy: bool = False, report: Report = silent) -> ImportReport:
    return bring_in(store, look_through(paths, report, index=index_of(store)), copy=copy, report=report)


def let_rest(folder: Path) -> None:
    """The files were written long ago: what has just been changed is read again in any case."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(10**18, 10**18))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files whose headers are read."""
    read: list[str] = []
    original = HeaderReader.read

    def noting(self: HeaderReader, path: str) -> object:
        read.append(Path(path).name)
        return original(self, path)

    monkeypatch.setattr(HeaderReader, "read", noting)
    return read


def holds(store: TrialStore) -> tuple[int, int]:
    with store.reading() as trial:
        return len(trial.subjects()), slices_held(trial)


def test_the_report_says_what_came_in_where(tmp_path: Path) -> None:
    write_ct_series(
        tmp_path / "cd" / "a", patient_id="HN-1", study_uid=uid(1), StudyDate="20240101", slices=3
    )
    write_ct_series(
        tmp_path / "cd" / "b", patient_id="HN-1", study_uid=uid(2), StudyDate="20240301", slices=4
    )
    with create_trial(tmp_path / "t.longaxis") as store:
        report = imported(store, tmp_path / "cd")
        assert report.timepoints == (("HN-1", "BL"), ("HN-1", "TP1"))
        assert (report.subjects_added, report.series_added, report.images_added) == (1, 2, 7)
        assert (report.images_present, report.remarks, report.left_out) == (0, (), ())
        assert report.sources == ("cd",)
        with store.reading() as trial:
            assert report.changes.subject_uids == {subject.uid for subject in trial.subjects()}


def test_a_series_that_has_grown_brings_only_its_new_images(tmp_path: Path) -> None:
    files = write_ct_series(tmp_path / "cd", slices=5)
    later = tmp_path / "later"
    later.mkdir()
    shutil.move(files[4], later / "IM0005.dcm")
    with create_trial(tmp_path / "t.longaxis") as store:
        imported(store, tmp_path / "cd")
        report = imported(store, tmp_path / "cd", later)
        assert (report.series_added, report.images_added, report.images_present) == (0, 1, 4)
        assert holds(store) == (1, 5)


@pytest.mark.parametrize("stage", ["Reading headers", "Copying", "Writing series"])
def test_cancelling_leaves_the_trial_as_it_was(tmp_path: Path, stage: str) -> None:
    write_ct_series(tmp_path / "cd", slices=3)
    with create_trial(tmp_path / "t.longaxis") as store:
        with pytest.raises(Cancelled):
            imported(store, tmp_path / "cd", copy=True, report=cancel_at(stage))
        assert holds(store) == (0, 0)
        assert not list(tmp_path.rglob("*.unfinished"))


def test_copies_resume_where_they_were_cancelled(tmp_path: Path) -> None:
    files = write_ct_series(tmp_path / "cd", slices=4)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
    with create_trial(tmp_path / "t.longaxis") as store:
        with pytest.raises(Cancelled):
            imported(store, tmp_path / "cd", copy=True, report=cancel_at("Copying", 2))
        kept = {path: path.stat().st_mtime_ns for path in image_folder(store.path).rglob("*.dcm")}
        assert len(kept) == 2
        report = imported(store, tmp_path / "cd", copy=True)
        copies = list(image_folder(store.path).rglob("*.dcm"))
        assert (report.files_copied, len(copies)) == (4, 4)
        assert all(path.stat().st_mtime_ns == when for path, when in kept.items())
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files} == before


def test_a_copied_trial_moves_as_a_whole(tmp_path: Path) -> None:
    write_ct_series(tmp_path / "cd", slices=2)
    (tmp_path / "here").mkdir()
    with create_trial(tmp_path / "here" / "t.longaxis") as store:
        imported(store, tmp_path / "cd", copy=True)
    shutil.rmtree(tmp_path / "cd")
    shutil.move(tmp_path / "here", tmp_path / "there")
    with open_trial(tmp_path / "there" / "t.longaxis", writing=False) as store, store.reading() as trial:
        keys = [series.key for some in trial.series_by_timepoint().values() for series in some]
        slices = [one for key in keys for one in trial.slices(key)]
        assert len(slices) == 2
        for one in slices:
            status = Path(one.path).stat()
            assert (status.st_size, status.st_mtime_ns) == (one.file_size, one.file_mtime_ns)


def test_what_the_trial_has_is_not_copied_again(tmp_path: Path) -> None:
    write_ct_series(tmp_path / "cd", slices=2)
    with create_trial(tmp_path / "t.longaxis") as store:
        imported(store, tmp_path / "cd")
        report = imported(store, tmp_path / "cd", copy=True)
        assert (report.files_copied, report.images_present) == (0, 2)
        assert not image_folder(store.path).exists()


def test_copies_that_have_no_room_are_refused_before_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_ct_series(tmp_path / "cd", slices=2)
    monkeypatch.setattr("app.copying.shutil.disk_usage", lambda path: Usage(10**9, 10**9 - 100, 100))
    with create_trial(tmp_path / "t.longaxis") as store:
        with pytest.raises(
            Refusal, match=r"has 0\.0 MB free, the copies need 0\.\d MB: free some space, or import without"
        ):
            imported(store, tmp_path / "cd", copy=True)
        assert holds(store) == (0, 0)
        assert not image_folder(store.path).exists()


def test_an_original_that_vanishes_is_named_and_nothing_stored(tmp_path: Path) -> None:
    files = write_ct_series(tmp_path / "cd", slices=2)
    with create_trial(tmp_path / "t.longaxis") as store:
        found = look_through([tmp_path / "cd"])
        files[1].unlink()
        with pytest.raises(Refusal, match="could not be copied"):
            bring_in(store, found, copy=True)
        assert holds(store) == (0, 0)


@pytest.mark.filterwarnings("ignore:Invalid value for VR UI")
def test_a_uid_that_is_a_path_stays_in_the_folder_of_copies(tmp_path: Path) -> None:
    write_ct_series(tmp_path / "cd", slices=1, study_uid="../../outside", series_uid="1/../../..")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    with create_trial(tmp_path / "deep" / "er" / "t.longaxis") as store:
        report = imported(store, tmp_path / "cd", copy=True)
        assert report.files_copied == 1
        assert len(list(image_folder(store.path).rglob("*.dcm"))) == 1


def test_files_left_out_for_one_reason_are_told_together(tmp_path: Path) -> None:
    files = write_ct_series(tmp_path / "cd", slices=3)
    for number in (1, 2):
        (tmp_path / "cd" / f"short{number}").write_bytes(files[0].read_bytes()[:200])
    found = look_through([tmp_path / "cd"])
    assert [(remark.what, len(remark.paths)) for remark in found.left_out] == [("2 files", 2)]
    with create_trial(tmp_path / "t.longaxis") as store:
        lines = list(bring_in(store, found).lines())
    assert lines[0] == "1 series with 3 images added to:"
    assert lines[1] == "  P1: BL"
    assert lines[2] == "Left out:"
    assert lines[4:] == [f"    {tmp_path / 'cd' / name}" for name in ("short1", "short2")]


def test_a_series_that_cannot_be_shown_says_that_and_not_what_else_is_odd(tmp_path: Path) -> None:
    write_ct_series(tmp_path / "cd", positions=[(0, 0, 0)] * 3, PhotometricInterpretation="PALETTE COLOR")
    found = look_through([tmp_path / "cd"])
    assert found.stacks == ()
    (remark,) = found.left_out
    assert remark.what == "P1 · Phantom"
    assert remark.text.startswith("The pictures cannot be shown: they are not grey")
    assert len(remark.paths) == 3


def archive_of(path: Path, files: list[Path]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            archive.write(file, f"CT/{file.name}")
    return path


def test_pictures_of_an_archive_are_kept_as_copies(tmp_path: Path) -> None:
    files = write_ct_series(tmp_path / "made", slices=3)
    archive = archive_of(tmp_path / "cd.zip", files)
    with create_trial(tmp_path / "t.longaxis") as store:
        with room_to_unpack(store.path) as room:
            report = bring_in(store, look_through([archive], unpack_into=room), copy=True)
        assert (report.images_added, report.files_copied, report.left_out) == (3, 3, ())
        assert not room.exists()
        with store.reading() as trial:
            (series,) = (one for some in trial.series_by_timepoint().values() for one in some)
            paths = [Path(one.path) for one in trial.slices(series.key)]
        assert {path.read_bytes() for path in paths} == {path.read_bytes() for path in files}
        assert all(path.is_relative_to(image_folder(store.path)) for path in paths)


def test_an_archive_is_left_out_with_the_way_to_get_it_where_nothing_is_copied(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "cd.zip", write_ct_series(tmp_path / "made", slices=3))
    (remark,) = look_through([archive]).left_out
    assert (remark.what, remark.paths) == ("cd.zip", (str(archive),))
    assert "--copy" in remark.text


def test_a_trial_copied_to_another_disk_shows_its_pictures_though_all_times_are_new(tmp_path: Path) -> None:
    volume = ramp_volume(3, 6, 5)
    write_ct_series(tmp_path / "here" / "cd", slices=3, volume=volume)
    with create_trial(tmp_path / "here" / "t.longaxis") as store:
        imported(store, tmp_path / "here" / "cd")
    shutil.copytree(tmp_path / "here", tmp_path / "there", copy_function=shutil.copyfile)
    shutil.rmtree(tmp_path / "here")
    for path in (tmp_path / "there" / "cd").iterdir():
        os.utime(path, (1, 1))
    with open_trial(tmp_path / "there" / "t.longaxis", writing=True) as store:
        with store.reading() as trial:
            (listed,) = (one for some in trial.series_by_timepoint().values() for one in some)
            series = trial.series_with_slices(listed.key)
        assert series is not None
        stack = LoadedStack(series)
        stack.load()
        assert [stack.values(k).tolist() for k in range(3)] == volume[::-1].tolist()  # type: ignore[union-attr]
        assert imported(store, tmp_path / "there" / "cd").images_present == 3
        with store.reading() as trial:
            assert [one.file_mtime_ns for one in trial.slices(listed.key)] == [10**9] * 3


@pytest.fixture
def cd(tmp_path: Path) -> Path:
    """Two series long at rest, of 3 and of 4 pictures."""
    folder = tmp_path / "cd"
    write_ct_series(folder / "a", study_uid=uid(1), series_uid=uid(11), slices=3, names="A{}")
    write_ct_series(folder / "b", study_uid=uid(1), series_uid=uid(12), slices=4, names="B{}")
    let_rest(folder)
    return folder


def test_a_second_import_reads_no_file_and_knows_all_there_is(
    tmp_path: Path, cd: Path, reads: list[str]
) -> None:
    with create_trial(tmp_path / "t.longaxis") as store:
        imported(store, cd)
        reads.clear()
        for _ in range(2):
            found = look_through([cd], index=index_of(store))
            assert (found.stacks, found.unchanged) == ((), {uid(11): 3, uid(12): 4})
            report = bring_in(store, found)
            assert (report.images_present, report.images_added, report.remarks, report.left_out) == (
                7,
                0,
                (),
                (),
            )
        assert reads == []


def test_the_index_moves_with_the_trial(tmp_path: Path, cd: Path, reads: list[str]) -> None:
    with create_trial(tmp_path / "t.longaxis") as store:
        imported(store, cd)
    (tmp_path / "there").mkdir()
    for path in (cd, tmp_path / "t.longaxis"):
        shutil.move(path, tmp_path / "there" / path.name)
    reads.clear()
    with open_trial(tmp_path / "there" / "t.longaxis", writing=True) as store:
        assert imported(store, tmp_path / "there" / "cd").images_present == 7
    assert reads == []


def test_what_is_gone_is_told_with_its_folder_and_what_to_do(tmp_path: Path, cd: Path) -> None:
    with create_trial(tmp_path / "t.longaxis") as store:
        imported(store, cd)
        (cd / "a" / "A2").unlink()
        report = imported(store, cd)
        (gone,) = report.remarks
        assert gone.text == (
            f"1 of its 3 files are not in {cd / 'a'} any more: bring them back, or import the folder where "
            "they are now; until then these pictures are missing."
        )
        assert gone.paths == (str(cd / "a" / "A2"),)
        assert report.images_present == 7
        assert holds(store) == (1, 7)
        again = imported(store, cd)
        assert (again.remarks, again.images_present) == ((), 7)


def test_what_has_moved_is_shown_from_where_it_is(tmp_path: Path, cd: Path) -> None:
    with create_trial(tmp_path / "t.longaxis") as store:
        imported(store, cd)
        (cd / "a").rename(cd / "moved")
        report = imported(store, cd)
        assert (report.remarks, report.left_out, report.images_added) == ((), (), 0)
        with store.reading() as trial:
            assert {Path(one.path).parent for one in trial.slices(uid(11))} == {cd / "moved"}
        assert look_through([cd], index=index_of(store)).unchanged == {uid(11): 3, uid(12): 4}


def test_copies_are_never_taken_for_settled_by_their_originals(tmp_path: Path, cd: Path) -> None:
    """The originals say nothing of whether the copies are still there."""
    with create_trial(tmp_path / "t.longaxis") as store:
        imported(store, cd, copy=True)
        shutil.rmtree(image_folder(store.path))
        assert look_through([cd], index=index_of(store)).unchanged == {}
        imported(store, cd)
        with store.reading() as trial:
            assert all(Path(one.path).exists() for one in trial.slices(uid(11)))


def test_a_series_with_a_part_lost_and_found_is_not_settled_in_between(tmp_path: Path, cd: Path) -> None:
    with create_trial(tmp_path / "t.longaxis") as store:
        (cd / "c").mkdir()
        (cd / "a" / "A3").rename(cd / "c" / "A3")
        imported(store, cd)
        assert look_through([cd], index=index_of(store)).unchanged == {uid(11): 3, uid(12): 4}
        (cd / "c").rename(tmp_path / "away")
        imported(store, cd)
        assert look_through([cd], index=index_of(store)).unchanged == {uid(12): 4}
        (tmp_path / "away").rename(cd / "c")
        imported(store, cd)
        assert look_through([cd], index=index_of(store)).unchanged == {uid(11): 3, uid(12): 4}


def test_a_broken_off_index_only_means_that_files_are_read_again(tmp_path: Path, cd: Path) -> None:
    with create_trial(tmp_path / "t.longaxis") as store:
        report = imported(store, cd, report=cancel_at("Writing the index"))
        assert report.images_added == 7
        assert index_of(store) == ScanIndex()
        assert imported(store, cd).images_present == 7
        assert look_through([cd], index=index_of(store)).unchanged == {uid(11): 3, uid(12): 4}


def test_what_a_killed_import_has_unpacked_goes_with_the_next(tmp_path: Path) -> None:
    trial = tmp_path / "t[1].longaxis"
    left, others = tmp_path / ".t[1].unpacked-old", tmp_path / ".t1.unpacked-old"
    for folder in (left, others):
        folder.mkdir()
        (folder / "IM1").write_bytes(b"1")
    with room_to_unpack(trial):
        assert left.exists()  # nobody holds a trial that is still to be made
    create_trial(trial).close()
    with room_to_unpack(trial) as room:
        assert room.exists()
        assert not left.exists()
    assert others.exists()


def test_a_disk_that_fills_while_copying_leaves_the_trial_as_it_was_and_the_copies_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_ct_series(tmp_path / "cd", slices=4)
    full_after = iter([False, False, True])

    def copy(origin: IO[bytes], target: IO[bytes], length: int) -> None:
        target.write(origin.read(100))
        if next(full_after, False):
            raise OSError(errno.ENOSPC, "No space left on device")
        target.write(origin.read())

    monkeypatch.setattr("app.copying.shutil.copyfileobj", copy)
    with create_trial(tmp_path / "t.longaxis") as store:
        with pytest.raises(Refusal, match=r"No space left on device.*what was copied is kept"):
            imported(store, tmp_path / "cd", copy=True)
        assert holds(store) == (0, 0)
        assert not list(tmp_path.rglob("*.unfinished"))
        assert len(list(image_folder(store.path).rglob("*.dcm"))) == 2
        assert imported(store, tmp_path / "cd", copy=True).files_copied == 4
        assert holds(store) == (1, 4)


def test_a_source_that_is_pulled_out_leaves_the_trial_as_it_was(tmp_path: Path) -> None:
    write_ct_series(tmp_path / "usb", slices=4)

    def pull(done: int, total: int, told: str) -> None:
        if told.startswith("Copying") and done == 2:
            (tmp_path / "usb").rename(tmp_path / "pulled")

    with create_trial(tmp_path / "t.longaxis") as store:
        with pytest.raises(Refusal, match=r"usb.*could not be copied.*check both disks, then import again"):
            imported(store, tmp_path / "usb", copy=True, report=pull)
        assert holds(store) == (0, 0)
        (tmp_path / "pulled").rename(tmp_path / "usb")
        assert imported(store, tmp_path / "usb", copy=True).images_added == 4
