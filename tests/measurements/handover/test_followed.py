"""Where lesions were followed to stays where it was found: it travels with no case and no read."""

from dataclasses import replace
from pathlib import Path

from measurements.case.commands import BeginRead
from measurements.case.followed_places import keep_followed
from measurements.case.verification import verify
from measurements.following import FollowedBetween, Method
from measurements.trial import Read
from tests.accounts import MANAGER, READER
from tests.measurements.handover.travelling import (
    Place,
    carried_trial,
    central_trial,
    handed_back,
    handed_out,
    taken_back,
)
from tests.measurements.samples import FOLLOWED

FOUND = replace(FOLLOWED, transform=replace(FOLLOWED.transform, method=Method.READER))
"""Set right by a reader: of all that is followed what would be missed most."""


def keep(place: Place) -> FollowedBetween:
    """T01 followed from the baseline to the first follow-up."""
    with place.store.whole() as trial:
        keys = [trial.series(one.uid)[0].key for one in place.timepoints[:2]]
    way = FollowedBetween(place.lesion().uid, keys[0], keys[1], "inputs", FOUND)
    keep_followed(place.store, place.read.uid, [way])
    return way


def kept(place: Place) -> list[FollowedBetween]:
    with place.store.whole() as trial:
        return trial.followed(place.read.uid)


def test_what_is_kept_stays_where_it_was_found(tmp_path: Path) -> None:
    with central_trial(tmp_path / "central") as central:
        central.act(READER)
        central.check_images()
        central.case.run(BeginRead(Read("a-read", central.subject.uid, READER)))
        central.draw(0)
        here = keep(central)
        with carried_trial(handed_out(central, tmp_path), tmp_path / "laptop") as carried:
            assert kept(carried) == []
            keep(carried)
            carried.sign(0)
            carried.draw(1, 20.0)
            carried.sign(1)
            assert verify(carried.store).holds
            taken = taken_back(central, handed_back(carried, tmp_path))
        assert taken.left == ()
        assert central.millimetres()[:2] == ["24.3", "20.0"]
        central.act(MANAGER)
        assert kept(central) == [here]
        assert verify(central.store).holds
