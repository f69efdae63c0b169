"""Annotations and key images: stored, undone, checked; they hold pictures in place and touch no call."""

import math
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from measurements.annotation import (
    AngleFigures,
    Annotation,
    AnnotationKind,
    KeyImage,
    RegionFigures,
    VoxelFigures,
)
from measurements.case.changes import Changes
from measurements.case.commands import (
    AddKeyImage,
    AddLesion,
    AssignStudyToTimepoint,
    Command,
    InOneStep,
    PutAnnotation,
    PutMeasurement,
    RemoveAnnotation,
    RemoveKeyImage,
    RemoveLesion,
)
from measurements.case.known import known_stacks
from measurements.case.service import CaseService
from measurements.refusal import Refusal
from measurements.storage.repository import Repository
from measurements.storage.store import TrialStore, create_trial, open_trial
from measurements.trial import Read, Timepoint
from tests.measurements.samples import begun_read, lesion, measured, three_scans

Z = 37.5
SCANS = three_scans()


def ellipse(at: int = 0, **changed: object) -> Annotation:
    points = ((-5.0, 0.0, Z), (5.0, 0.0, Z), (0.0, -3.0, Z), (0.0, 3.0, Z))
    figures = RegionFigures(
        Decimal("47.1"), 96, Decimal("43.2"), Decimal("11.7"), Decimal("-12.0"), Decimal("80.5")
    )
    return drawn(AnnotationKind.ELLIPSE, points, at, **{"figures": figures, **changed})


def angle(**changed: object) -> Annotation:
    points = ((10.0, 0.0, Z), (0.0, 0.0, Z), (0.0, 7.0, Z))
    return drawn(AnnotationKind.ANGLE, points, 0, **{"figures": AngleFigures(Decimal("90.0")), **changed})


def arrow(**changed: object) -> Annotation:
    return drawn(
        AnnotationKind.ARROW, ((0.1, 0.2, Z), (9.0, 9.0, Z)), 0, **{"text": "air, \u7a7a\u6c14", **changed}
    )


def probe(**changed: object) -> Annotation:
    figures = VoxelFigures(Decimal("-1000.5"), 7, 9)
    return drawn(AnnotationKind.PROBE, ((0.1, 0.2, Z),), 0, **{"figures": figures, **changed})


def drawn(kind: AnnotationKind, points: object, at: int, **changed: object) -> Annotation:
    scan = SCANS[at]
    values = {
        "uid": f"{kind.value}-{at}",
        "read_uid": "read-1",
        "timepoint_uid": "",
        "kind": kind,
        "points_lps": points,
        "series_key": scan.key,
        "sop_uid": scan.slices[1].sop_uid,
        "frame": 0,
        **changed,
    }
    return Annotation(**values)  # type: ignore[arg-type]


def key_image(at: int = 0, place: int = 1, **changed: object) -> KeyImage:
    scan = SCANS[at]
    made = KeyImage(f"key-{at}-{place}", "read-1", "", scan.key, scan.slices[place].sop_uid, 0, (40.0, 400.0))
    return replace(made, **changed)  # type: ignore[arg-type]


class Table:
    """A trial with a read begun, and ears for what changes."""

    def __init__(self, store: TrialStore, folder: Path) -> None:
        self.store = store
        self.case = CaseService(store, who="reader one")
        self.read: Read
        self.timepoints: list[Timepoint]
        self.read, self.timepoints = begun_read(store, self.case, folder)
        self.heard: list[Changes] = []
        self.case.subscribe(self.heard.append)

    def at(self, one, timepoint: int = 0):
        return replace(one, timepoint_uid=self.timepoints[timepoint].uid)

    def state(self) -> tuple[list[Annotation], list[KeyImage]]:
        with self.store.reading() as trial:
            return trial.annotations(), trial.key_images()

    def refuses(self, command: Command, words: str) -> None:
        before = self.state()
        with pytest.raises(Refusal, match=words):
            self.case.run(command)
        assert self.state() == before


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    with create_trial(tmp_path / "trial") as store:
        yield Table(store, tmp_path)


def test_every_kind_comes_back_from_the_disk_as_it_was_put(table: Table) -> None:
    notes = [
        table.at(ellipse(label_lps=(1.0, 2.0, Z))),
        table.at(angle()),
        table.at(arrow()),
        table.at(probe()),
        table.at(ellipse(1), 1),
    ]
    key = table.at(key_image(zoom=3.25, centre_mm=(0.1, 100.25), lesion_uid="lesion-T01"))
    for note in notes:
        table.case.run(PutAnnotation(note))
    table.case.run(AddKeyImage(key))
    table.store.close()
    with open_trial(table.store.path, writing=False) as store, store.reading() as trial:
        assert sorted(trial.annotations("read-1"), key=lambda one: one.uid) == sorted(
            notes, key=lambda one: one.uid
        )
        assert trial.key_images("read-1") == [key]
        assert trial.annotations("another") == []


def test_what_changed_is_told_and_no_lesion_is_among_it(table: Table) -> None:
    table.case.run(PutAnnotation(table.at(ellipse(1), 1)))
    table.case.run(AddKeyImage(table.at(key_image())))
    annotated, marked = table.heard
    assert (annotated.mark_uids, annotated.read_uids) == ({"ellipse-1"}, {"read-1"})
    assert annotated.timepoint_uids == {table.timepoints[1].uid}
    assert (marked.mark_uids, marked.timepoint_uids) == ({"key-0-1"}, {table.timepoints[0].uid})
    for changes in (annotated, marked):
        assert not changes.lesion_uids
        assert not changes.subject_uids


def test_undo_and_redo_bring_back_the_exact_values_and_the_audit_tells_each_step(table: Table) -> None:
    first = table.at(ellipse())
    moved = replace(first, text="necrosis", label_lps=(3.0, 4.0, Z))
    key = table.at(key_image())
    states = [table.state()]
    for command in (
        PutAnnotation(first),
        PutAnnotation(moved),
        AddKeyImage(key),
        RemoveAnnotation(first.uid),
        RemoveKeyImage(key.uid),
    ):
        table.case.run(command)
        states.append(table.state())
    assert states[1:] == [([first], []), ([moved], []), ([moved], [key]), ([], [key]), ([], [])]
    for expected in reversed(states[:-1]):
        table.case.undo()
        assert table.state() == expected
    for expected in states[1:]:
        table.case.redo()
        assert table.state() == expected
    with table.store.reading() as trial:
        actions = [entry.action for entry in trial.audit("annotation")]
    assert actions == [
        *("PutAnnotation", "PutAnnotation", "RemoveAnnotation"),
        *("undo RemoveAnnotation", "undo PutAnnotation", "undo PutAnnotation"),
        *("redo PutAnnotation", "redo PutAnnotation", "redo RemoveAnnotation"),
    ]


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (ellipse(read_uid="read-9"), "open the read again"),
        (ellipse(series_key=SCANS[1].key, sop_uid=SCANS[1].slices[1].sop_uid), "another timepoint"),
        (ellipse(sop_uid="1.2.3.4"), "not in this trial"),
        (ellipse(points_lps=((0.0, 0.0, Z),)), "has 1 points, not 4"),
        (arrow(points_lps=((0.0, 0.0, Z), (math.nan, 0.0, Z))), "lies nowhere"),
        (arrow(label_lps=(math.inf, 0.0, Z)), "lies nowhere"),
        (
            arrow(figures=AngleFigures(Decimal("90.0"))),
            "no figures of its own",
        ),
        (probe(figures=None), "no figures of its own"),
        (angle(figures=AngleFigures(Decimal("89.9"))), "recorded as 89.9 but drawn otherwise"),
        (arrow(text="two\nlines"), "words of this arrow are not one line"),
        (arrow(text="\x07"), "words of this arrow are not one line"),
    ],
)
def test_what_cannot_be_is_turned_away(table: Table, note: Annotation, words: str) -> None:
    table.refuses(PutAnnotation(table.at(note)), words)


def test_an_annotation_stays_in_its_read_and_at_the_subject_read(table: Table) -> None:
    table.case.run(PutAnnotation(table.at(ellipse())))
    table.refuses(PutAnnotation(replace(ellipse(), timepoint_uid="gone")), "another subject")
    table.refuses(PutAnnotation(table.at(ellipse(read_uid="read-2"))), "cannot move to another read")
    table.refuses(RemoveAnnotation("gone"), "not in the trial any more")
    table.refuses(RemoveKeyImage("gone"), "not in the trial any more")


def test_a_picture_is_once_among_the_key_images_of_a_read(table: Table) -> None:
    table.case.run(AddKeyImage(table.at(key_image())))
    table.refuses(AddKeyImage(table.at(key_image(uid="again", window=(0.0, 80.0)))), "already")
    table.case.run(AddKeyImage(table.at(key_image(place=2))))
    assert len(table.state()[1]) == 2


def test_a_key_image_outlives_the_lesion_in_hand(table: Table) -> None:
    target = lesion(table.read, table.timepoints[0])
    table.case.run(InOneStep((AddLesion(target), PutMeasurement(measured(target, table.timepoints[0], 0)))))
    key = table.at(key_image(lesion_uid=target.uid))
    table.case.run(AddKeyImage(key))
    table.case.run(RemoveLesion(target.uid))
    assert table.state()[1] == [key]


@pytest.mark.parametrize(
    "command", [lambda at: PutAnnotation(at(arrow())), lambda at: AddKeyImage(at(key_image()))]
)
def test_pictures_that_are_noted_on_stay_where_they_are(table: Table, command) -> None:
    study = SCANS[0].study_uid

    def found(trial: Repository) -> tuple[bool, bool, bool]:
        return (
            trial.is_drawn_on(study),
            SCANS[0].key in trial.drawn_on(),
            table.timepoints[0].uid in trial.measured_timepoints(table.read.subject_uid),
        )

    with table.store.reading() as trial:
        assert found(trial) == (False, False, False)
    table.case.run(command(table.at))
    with table.store.reading() as trial:
        assert found(trial) == (True, True, True)
        moved = replace(SCANS[0], pixel_spacing_mm=(0.5, 0.5))
        assert known_stacks(trial, [moved]).altered == {SCANS[0].key}
    table.refuses(AssignStudyToTimepoint(study, table.timepoints[1].uid), "carries measurements")
