"""Where lesions were found again: kept by whoever may draw, no part of the record, gone with the lesion."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from measurements.access.sign_in import sign_in
from measurements.case.commands import RemoveLesion
from measurements.case.followed_places import forget_followed, inputs_of, keep_followed, pictures_digest
from measurements.following import Doubt, Followed, FollowedBetween, LocalTransform, Method, Quality
from measurements.imaging import Series
from measurements.refusal import NotAllowed
from measurements.storage.replay import departures
from tests.accounts import ADJUDICATOR, MANAGER, OTHER_READER, PASSWORD, READER
from tests.measurements.access.blinded_trial import UIDS, BlindedTrial, blinded_trial
from tests.measurements.samples import series

READ, LESION = (f"{kind}-{UIDS[OTHER_READER, 1]}" for kind in ("read", "lesion"))
TRANSFORM = LocalTransform(
    ((0.0, -1.0, 0.0, 5.0), (1.0, 0.0, 0.0, -6.0), (0.0, 0.0, 1.0, 7.5), (0.0, 0.0, 0.0, 1.0)),
    (1.0, 2.0, 3.0),
    28.0,
    Quality(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3),
    Method.BLOCKS,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BlindedTrial]:
    with blinded_trial(tmp_path_factory.mktemp("followed")) as trial:
        yield trial


@pytest.fixture
def trial(made: BlindedTrial) -> Iterator[BlindedTrial]:
    """The second subject's read is begun; nothing of it is signed."""
    sign_in(made.store, OTHER_READER, PASSWORD)
    yield made
    sign_in(made.store, OTHER_READER, PASSWORD)
    forget_followed(made.store, READ, found(made))


def found(trial: BlindedTrial, method: Method = Method.BLOCKS, inputs: str = "a") -> FollowedBetween:
    baseline, later = trial.scans[1][:2]
    place = Followed(replace(TRANSFORM, method=method), None, 12.5, (Doubt.EDGE, Doubt.FAR))
    return FollowedBetween(LESION, baseline.key, later.key, inputs, place)


def kept(trial: BlindedTrial) -> list[FollowedBetween]:
    with trial.store.whole() as whole:
        return whole.followed(READ)


def test_what_is_kept_comes_back_as_it_was_and_leaves_no_entry(trial: BlindedTrial) -> None:
    with trial.store.whole() as whole:
        before = whole.chain_end()
    keep_followed(trial.store, READ, [found(trial)])
    assert kept(trial) == [found(trial)]
    with trial.store.whole() as whole:
        assert whole.chain_end() == before
        assert list(departures(whole)) == []


def test_what_a_reader_set_right_stands_until_its_inputs_change(trial: BlindedTrial) -> None:
    corrected = found(trial, Method.READER)
    keep_followed(trial.store, READ, [found(trial)])
    keep_followed(trial.store, READ, [corrected])
    keep_followed(trial.store, READ, [found(trial)])
    assert kept(trial) == [corrected]
    keep_followed(trial.store, READ, [found(trial, inputs="b")])
    assert kept(trial) == [found(trial, inputs="b")]


def test_what_came_too_late_is_left_out(trial: BlindedTrial) -> None:
    keep_followed(
        trial.store,
        READ,
        [replace(found(trial), lesion_uid="gone"), replace(found(trial), current_key="1.2.3.gone")],
    )
    assert kept(trial) == []


@pytest.mark.parametrize("name", [READER, ADJUDICATOR, MANAGER])
def test_in_a_read_of_another_nothing_is_kept(trial: BlindedTrial, name: str) -> None:
    trial.act(name)
    with pytest.raises(NotAllowed):
        keep_followed(trial.store, READ, [found(trial)])
    assert kept(trial) == []


def test_it_is_hidden_with_the_read_and_with_timepoints_that_do_not_open_yet(trial: BlindedTrial) -> None:
    keep_followed(trial.store, READ, [found(trial)])
    with trial.store.reading() as seen:
        assert seen.followed(READ) == []  # the baseline is not signed: the next timepoint is closed
    trial.act(READER)
    with trial.store.reading() as seen:
        assert seen.followed(READ) == []
    trial.act(MANAGER)
    with trial.store.reading() as seen:
        assert seen.followed(READ) == [found(trial)]


def test_it_goes_with_its_lesion(trial: BlindedTrial) -> None:
    keep_followed(trial.store, READ, [found(trial)])
    trial.case.run(RemoveLesion(LESION))
    assert kept(trial) == []
    trial.case.undo()
    assert kept(trial) == []
    with trial.store.whole() as whole:
        assert whole.is_whole()


def test_a_signed_timepoint_may_get_one(trial: BlindedTrial) -> None:
    read, lesion = (f"{kind}-{UIDS[READER, 0]}" for kind in ("read", "lesion"))
    trial.act(READER)
    baseline, later = trial.scans[0][:2]
    one = replace(found(trial), lesion_uid=lesion, prior_key=baseline.key, current_key=later.key)
    keep_followed(trial.store, read, [one])
    with trial.store.whole() as whole:
        assert whole.followed(read) == [one]
    forget_followed(trial.store, read, one)


@pytest.mark.parametrize(
    "other",
    [
        series(count=4),
        series("1.2.4"),
        replace(series(), pixel_spacing_mm=(0.5, 0.5)),
        replace(series(), slices=tuple(replace(one, slope=2.0) for one in series().slices)),
        replace(series(), slices=tuple(replace(one, origin_lps=(0.0, 0.0, 0.0)) for one in series().slices)),
        replace(series(), slices=tuple(replace(one, file_size=1) for one in series().slices)),
    ],
)
def test_other_pictures_have_another_digest(other: Series) -> None:
    assert pictures_digest(other) != pictures_digest(series())


def test_the_same_pictures_elsewhere_have_the_same_digest() -> None:
    moved = tuple(replace(one, path=f"elsewhere/{one.path}", file_mtime_ns=1) for one in series().slices)
    assert pictures_digest(replace(series(), slices=moved)) == pictures_digest(series())


def test_inputs_tell_series_place_and_length_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [
        inputs_of("a", "b", (1.0, 2.0, 3.0), 10.0),
        inputs_of("b", "a", (1.0, 2.0, 3.0), 10.0),
        inputs_of("a", "b", (1.0, 2.0, 3.5), 10.0),
        inputs_of("a", "b", (1.0, 2.0, 3.0), 10.1),
    ]
    monkeypatch.setattr("measurements.case.followed_places.VERSION", 99)
    told.append(inputs_of("a", "b", (1.0, 2.0, 3.0), 10.0))
    assert len(set(told)) == len(told)


def test_the_inverse_goes_back_and_lies_around_the_same_place() -> None:
    inverse = TRANSFORM.inverse
    assert inverse.there(TRANSFORM.there((4.0, -7.0, 9.0))) == pytest.approx((4.0, -7.0, 9.0))
    assert inverse.centre_lps == pytest.approx(TRANSFORM.there(TRANSFORM.centre_lps))
