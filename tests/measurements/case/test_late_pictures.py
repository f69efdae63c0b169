"""Pictures that come once a timepoint was opened, signed or completed change nothing of it unseen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from measurements.case.accepted import standings
from measurements.case.checksums import take_checksums
from measurements.case.enrol import enrol
from measurements.case.evidence_commands import ChangePerson, ReopenTimepoint
from measurements.case.verification import verify
from measurements.imaging import Series
from measurements.people import Role
from measurements.progress import silent
from measurements.refusal import Refusal
from tests.accounts import MANAGER, OTHER_READER, READER, person_uid
from tests.measurements.samples import series, three_scans
from tests.measurements.signed_read import SignedRead, trial_with_people


@pytest.fixture
def made(tmp_path: Path) -> Iterator[SignedRead]:
    with trial_with_people(tmp_path) as found:
        found.act(READER)
        found.begin(READER)
        yield found


def on_disk(scan: Series) -> Series:
    for slice_ in scan.slices:
        path = Path(slice_.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"picture {slice_.sop_uid}".encode())
    return scan


def grown(folder: Path) -> Series:
    """The baseline's series with a slice more."""
    scan = three_scans(folder=str(folder / "images"))[0]
    return on_disk(series(scan.series_uid, study_uid=scan.study_uid, count=4, folder=str(folder / "images")))


def test_a_stack_that_grew_after_it_was_opened_is_signed_with_all_its_slices(
    made: SignedRead, tmp_path: Path
) -> None:
    take_checksums(made.store, made.timepoints[0].uid, silent)
    made.act(MANAGER)
    enrol(made.store, [grown(tmp_path)])
    made.act(READER)
    made.draw(READER, 0)
    made.sign(READER, 0)
    verified = verify(made.store)
    assert verified.findings == ()
    assert verified.pictures == 4


def test_a_signed_stack_does_not_grow(made: SignedRead, tmp_path: Path) -> None:
    made.draw(READER, 0)
    made.sign(READER, 0)
    made.act(MANAGER)
    plan = enrol(made.store, [grown(tmp_path)]).plan
    assert plan.series == ()
    assert "is signed and was left out: unlock" in str(plan.left_out[0])
    assert verify(made.store).findings == ()


def test_a_signed_timepoint_gets_no_further_series(made: SignedRead, tmp_path: Path) -> None:
    made.draw(READER, 0)
    made.sign(READER, 0)
    made.act(MANAGER)
    scan = three_scans(folder=str(tmp_path / "images"))[0]
    late = on_disk(series("1.8.8", study_uid=scan.study_uid, folder=str(tmp_path / "images")))
    assert enrol(made.store, [late]).plan.left_out != ()
    with made.store.whole() as trial:
        assert [one.series_uid for one in trial.series(made.timepoints[0].uid)] == [scan.series_uid]


def test_reads_that_lack_a_visit_are_neither_decided_nor_accepted(made: SignedRead, tmp_path: Path) -> None:
    made.read_on(READER)
    made.read_whole(OTHER_READER)
    made.act(MANAGER)
    with made.store.reading() as trial:
        assert [one.flag for one in standings(trial).values()] == ["Y", ""]
    between = series("1.7.1", study_uid="1.7", study_date="20240201", folder=str(tmp_path / "images"))
    enrol(made.store, [on_disk(between)])
    with made.store.reading() as trial:
        assert [one.flag for one in standings(trial).values()] == ["", ""]
    with pytest.raises(Refusal, match="A visit was imported after"):
        made.adjudicate()


def test_a_read_is_revised_in_the_role_it_was_read_in(made: SignedRead) -> None:
    for at in range(3):
        made.draw(READER, at)
        made.sign(READER, at)
    made.act(MANAGER)
    both = frozenset({Role.RADIOLOGIST, Role.INVESTIGATOR})
    made.case.run(ChangePerson(person_uid(READER), "Dr Li Wei", both, True))
    made.act(READER, Role.INVESTIGATOR)
    with pytest.raises(Refusal):
        made.case.run(ReopenTimepoint(made.read(READER).uid, made.timepoints[1].uid, "larger"))


def test_a_reader_has_the_same_number_for_everyone(made: SignedRead) -> None:
    made.read_on(READER)
    made.read_whole(OTHER_READER)
    told = {}
    for name in (MANAGER, READER, OTHER_READER):
        made.act(name)
        with made.store.reading() as trial:
            told[name] = {uid: one.evaluator for uid, one in standings(trial).items()}
    assert told[MANAGER] == {"read-liwei": "RADIOLOGIST 1", "read-osei": "RADIOLOGIST 2"}
    assert told[READER] == {"read-liwei": "RADIOLOGIST 1"}
    assert told[OTHER_READER] == {"read-osei": "RADIOLOGIST 2"}
