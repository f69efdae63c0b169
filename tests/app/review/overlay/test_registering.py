"""A reviewed lesion is looked for in the background: found, kept, said why not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop

from app.review.overlay.registering import Registering
from app.review.overlay.way import Registered
from app.review.reviewed import Reviewed, reviewed
from app.session import Session
from measurements.case.followed_places import keep_followed
from measurements.following import Followed
from measurements.imaging import Series
from measurements.refusal import Refusal
from tests.app.reading.at_the_desk import timepoint_uids
from tests.app.review.overlay.conftest import NothingCompared
from tests.app.review.subject import read_once


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    opened = read_once(tmp_path)
    yield opened
    opened.close()


def wait(registering: Registering) -> None:
    waiting = QEventLoop()
    registering.changed.connect(lambda: None if registering.busy else waiting.quit())
    if registering.busy:
        waiting.exec()


def found(session: Session, seen: Reviewed) -> tuple[Registering, Registered]:
    """What is known of T01 once nothing is looked for any more."""
    registering = Registering(session)
    lesion = seen.case.lesions[0]
    registering.want(seen, lesion)
    awaited = registering.of(seen, lesion).awaited
    assert awaited == {one.uid for one in seen.case.timepoints[1:]}
    wait(registering)
    return registering, registering.of(seen, lesion)


def test_each_timepoint_is_found_from_the_caliper_before_it(
    session: Session, searches: list[tuple[str, str]]
) -> None:
    seen = reviewed(session.store)
    uids = timepoint_uids(session)
    _, known = found(session, seen)
    assert {uid: link.prior_uid for uid, link in known.links.items()} == {uids[1]: uids[0], uids[2]: uids[1]}
    assert (known.awaited, known.hindered) == (frozenset(), {})
    series = [seen.series_at[uid][0] for uid in uids]
    assert searches == [(series[0], series[1]), (series[1], series[2])]


def test_what_was_found_is_kept_and_not_searched_again(
    session: Session, searches: list[tuple[str, str]]
) -> None:
    seen = reviewed(session.store)
    _, first = found(session, seen)
    searches.clear()
    _, again = found(session, seen)
    assert again == first
    assert searches == []


def test_a_place_that_was_set_right_meanwhile_is_laid_as_it_was_set(
    session: Session, searches: list[tuple[str, str]]
) -> None:
    """The reading room is another window of the same trial."""
    seen = reviewed(session.store)
    registering, _ = found(session, seen)
    read_uid, lesion = seen.chosen.read.uid, seen.case.lesions[0]
    with session.store.reading() as trial:
        kept = next(one for one in trial.followed(read_uid) if one.lesion_uid == lesion.uid)
    set_right = replace(
        kept.followed, transform=kept.followed.transform.corrected((0.0, 0.0, 0.0), (7.0, 8.0, 9.0))
    )
    keep_followed(session.store, read_uid, [replace(kept, followed=set_right)])
    again = reviewed(session.store)
    registering.want(again, lesion)
    wait(registering)
    links = registering.of(again, lesion).links.values()
    assert [one.followed for one in links if one.current_key == kept.current_key] == [set_right]
    registering.leave()


def test_pictures_that_are_gone_are_said(session: Session) -> None:
    seen = reviewed(session.store)
    _, known = found(session, seen)
    assert known.links == {}
    assert known.hindered[timepoint_uids(session)[1]].startswith("Pictures of ")


def test_another_read_is_looked_for_anew(session: Session, searches: list[tuple[str, str]]) -> None:
    seen = reviewed(session.store)
    registering, _ = found(session, seen)
    other = replace(seen, chosen=replace(seen.chosen, read=replace(seen.chosen.read, uid="another")))
    registering.want(other, seen.case.lesions[0])
    assert registering.busy
    registering.stop()
    assert not registering.busy


def test_what_failed_is_told_once_and_not_tried_without_end(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def follow(self: NothingCompared, prior: Series, current: Series, *rest: object) -> Followed:
        tried.append(current.key)
        raise Refusal("The scans could not be compared.")

    monkeypatch.setattr(NothingCompared, "follow", follow)
    seen = reviewed(session.store)
    registering, told = Registering(session), list[str]()
    lesion = seen.case.lesions[0]
    registering.told.connect(told.append)
    registering.changed.connect(lambda: registering.want(seen, lesion))  # as the page does
    registering.want(seen, lesion)
    wait(registering)
    assert not registering.busy
    assert (len(tried), told) == (1, ["The scans could not be compared."])
    assert registering.of(seen, lesion) == Registered()
    registering.stop()  # whoever comes back to the overlay tries again
    registering.want(seen, lesion)
    assert registering.busy
    registering.leave()
