"""Long work is not interrupted by full garbage collections, and all is as before afterwards."""

import contextlib
import gc
from pathlib import Path

from app.collecting import spare_the_program, without_collections, without_full_collections
from app.importing import look_through
from tests.dicom_files import write_ct_series


def test_only_young_garbage_is_collected_meanwhile() -> None:
    before = gc.get_threshold()
    with without_full_collections():
        assert gc.get_threshold()[:2] == before[:2]
        assert gc.get_threshold()[2] > 1_000_000
    assert gc.get_threshold() == before


def test_an_error_leaves_nothing_changed() -> None:
    before = gc.get_threshold()
    with contextlib.suppress(KeyError), without_full_collections():
        raise KeyError
    assert gc.get_threshold() == before


def test_no_garbage_at_all_is_looked_for_meanwhile() -> None:
    before = gc.get_threshold()
    with without_collections():
        assert min(gc.get_threshold()) > 1_000_000
    assert gc.get_threshold() == before


def test_work_that_ends_before_other_work_takes_nothing_from_it() -> None:
    """As an import goes on while the endpoints are computed, on another thread."""
    before = gc.get_threshold()
    importing, assessing = without_full_collections(), without_collections()
    importing.__enter__()
    assessing.__enter__()
    importing.__exit__(None, None, None)
    assert min(gc.get_threshold()) > 1_000_000
    with without_full_collections():
        pass
    assert min(gc.get_threshold()) > 1_000_000
    assessing.__exit__(None, None, None)
    assert gc.get_threshold() == before


def test_looking_through_folders_is_such_work(tmp_path: Path) -> None:
    write_ct_series(tmp_path, slices=2)
    seen = set()
    look_through([tmp_path], lambda *_: seen.add(gc.get_threshold()[2]))
    assert min(seen) > 1_000_000


def test_the_program_itself_is_not_looked_through_again() -> None:
    part_of_the_program = [object()]
    spared_before = gc.get_freeze_count()
    try:
        spare_the_program()
        assert gc.get_freeze_count() > spared_before
        assert not any(one is part_of_the_program for one in gc.get_objects())
        later = [object()]
        assert any(one is later for one in gc.get_objects())
    finally:
        gc.unfreeze()
