"""A short fuzz campaign; `python -m tests.fuzz` runs a long one."""

from collections import Counter

from tests.fuzz import CHANGES, FATAL, verdicts


def test_damaged_files_never_end_hang_or_swell_the_program_nor_are_cut_off_pictures_shown():
    found = list(verdicts(range(360), seed=7))
    assert [done for done in found if done.verdict.startswith(FATAL)] == []
    assert {done.change for done in found} == {change.__name__ for change in CHANGES}
    counted = Counter(done.verdict for done in found)
    assert counted["refused"] > 100  # else the files are hardly damaged
    assert counted["as before"] > 0
