"""A reader's name and comments of a lesion, and its place in the list."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from measurements.case.commands import (
    AddLesion,
    BeginRead,
    Command,
    CommentOnLesion,
    CommentOnMeasurement,
    InOneStep,
    PutMeasurement,
    RemoveLesion,
    RenameLesion,
    ReorderLesions,
)
from measurements.case.service import CaseService
from measurements.lesion import Lesion, Measurement
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import Read
from tests.measurements.samples import begun_read, lesion, measured


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TrialStore]:
    with create_trial(tmp_path / "trial.longaxis") as made:
        yield made


@pytest.fixture
def service(store: TrialStore) -> CaseService:
    return CaseService(store)


@pytest.fixture
def lesions(store: TrialStore, service: CaseService, tmp_path: Path) -> list[Lesion]:
    """Three targets at baseline, the first of them measured."""
    read, timepoints = begun_read(store, service, tmp_path)
    made = [lesion(read, timepoints[0], label) for label in ("T01", "T02", "T03")]
    said = PutMeasurement(measured(made[0], timepoints[0], 0))
    service.run(InOneStep((*map(AddLesion, made), said)))
    return made


def kept(store: TrialStore) -> dict[str, Lesion]:
    with store.reading() as trial:
        return {one.label: one for one in trial.lesions("read-1")}


def said_of(store: TrialStore, of: Lesion) -> list[Measurement]:
    with store.reading() as trial:
        return trial.measurements_of(of.uid)


def test_name_and_comments_are_kept_beside_what_was_there(
    store: TrialStore, service: CaseService, lesions: list[Lesion]
) -> None:
    first = lesions[0]
    (before,) = said_of(store, first)
    service.run(RenameLesion(first.uid, "  der große 舌根 "))
    service.run(CommentOnLesion(first.uid, "next to the clip"))
    service.run(CommentOnMeasurement(first.uid, before.timepoint_uid, "blurred by swallowing"))
    assert kept(store)["T01"] == replace(first, name="der große 舌根", comment="next to the clip")
    assert said_of(store, first) == [replace(before, comment="blurred by swallowing")]
    with store.reading() as trial:
        actions = [entry.action for entry in trial.audit()]
    assert actions[-3:] == ["RenameLesion", "CommentOnLesion", "CommentOnMeasurement"]
    service.run(RenameLesion(first.uid, ""))
    assert kept(store)["T01"].name == ""


def test_an_undone_removal_brings_words_and_place_back(
    store: TrialStore, service: CaseService, lesions: list[Lesion]
) -> None:
    first = lesions[0]
    (said,) = said_of(store, first)
    service.run(RenameLesion(first.uid, "the large one"))
    service.run(CommentOnMeasurement(first.uid, said.timepoint_uid, "blurred"))
    service.run(ReorderLesions((lesions[2].uid, first.uid)))
    before = kept(store), said_of(store, first)
    service.run(RemoveLesion(first.uid))
    assert "T01" not in kept(store)
    service.undo()
    assert (kept(store), said_of(store, first)) == before


def test_reordered_lesions_keep_their_labels(
    store: TrialStore, service: CaseService, lesions: list[Lesion]
) -> None:
    service.run(ReorderLesions((lesions[1].uid, lesions[0].uid)))
    places = {label: one.place for label, one in kept(store).items()}
    assert places == {"T01": 2, "T02": 1, "T03": None}
    service.undo()
    assert kept(store) == {one.label: one for one in lesions}


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (RenameLesion("gone", "x"), "This lesion is not in the trial any more"),
        (RenameLesion("lesion-T01", "two\nlines"), "The name of T01 is not one line of text"),
        (CommentOnLesion("lesion-T01", "\x07"), "The comment of T01 is not one line of text"),
        (CommentOnMeasurement("lesion-T02", "BL", "x"), "T02 has no measurement at this timepoint"),
        (ReorderLesions(("lesion-T01", "lesion-T01")), "A lesion has one place in the list"),
        (ReorderLesions(("lesion-T01", "theirs")), "Lesions of different reads have no order"),
    ],
)
def test_what_is_refused(
    store: TrialStore, service: CaseService, lesions: list[Lesion], command: Command, sentence: str
) -> None:
    with store.reading() as trial:
        read = trial.read("read-1")
        assert read is not None
        (first, *_) = trial.timepoints(read.subject_uid)
    if isinstance(command, CommentOnMeasurement):
        command = replace(command, timepoint_uid=first.uid)
    other = Read("read-2", read.subject_uid, "R2")
    service.run(InOneStep((BeginRead(other), AddLesion(replace(lesion(other, first), uid="theirs")))))
    before = kept(store)
    with pytest.raises(Refusal, match=sentence):
        service.run(command)
    assert kept(store) == before
