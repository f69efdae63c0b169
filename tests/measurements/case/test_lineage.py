"""Lesions that split, merge and turn out to be real: what is stored, called, exported, refused and undone."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from measurements.case.case_view import CaseView
from measurements.case.commands import (
    AddLesion,
    BeginRead,
    CommentOnMeasurement,
    ConfirmNewLesion,
    EditLesion,
    InOneStep,
    MergeLesions,
    PutMeasurement,
    RemoveLesion,
    RemoveMeasurement,
    SplitLesion,
)
from measurements.case.service import CaseService
from measurements.case.trial_protocol import protocol_of
from measurements.interchange.exports import export_csv
from measurements.interchange.lesion_table import assess_table
from measurements.lesion import Lesion, Measurement, RadiationClass, Role, State
from measurements.recist.response import NewLesion, Response
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import Read
from tests.measurements.samples import begun_read, caliper, lesion, measured, three_scans


class Case:
    """A read of three timepoints with two targets of 30 mm and 20 mm, and one that is a node."""

    def __init__(self, store: TrialStore, folder: Path) -> None:
        self.store = store
        self.service = CaseService(store)
        self.read, self.timepoints = begun_read(store, self.service, folder)
        self.one, self.two, self.other = (
            lesion(self.read, self.timepoints[0], label) for label in ("T01", "T02", "NT01")
        )
        self.other = replace(self.other, role=Role.NON_TARGET)
        self.service.run(
            InOneStep(
                (
                    *map(AddLesion, (self.one, self.two, self.other)),
                    PutMeasurement(measured(self.one, self.timepoints[0], 0, 30.0)),
                    PutMeasurement(measured(self.two, self.timepoints[0], 0, 20.0)),
                    PutMeasurement(Measurement(self.other.uid, self.timepoints[0].uid, State.PRESENT)),
                )
            )
        )

    def draw(self, of: str, at: int, mm: float) -> None:
        found = next(one for one in self.view().lesions if one.label == of)
        self.service.run(PutMeasurement(measured(found, self.timepoints[at], at, mm, 3.0)))

    def uid(self, label: str) -> str:
        return next(one.uid for one in self.view().lesions if one.label == label)

    def split(self, label: str = "T01", at: int = 1, into: tuple[str, ...] = ("a", "b")) -> None:
        self.service.run(SplitLesion(self.uid(label), self.timepoints[at].uid, into))

    def merge(self, *labels: str, into: str, at: int = 1) -> None:
        uids = tuple(self.uid(label) for label in labels)
        self.service.run(MergeLesions(uids, self.uid(into), self.timepoints[at].uid))

    def view(self) -> CaseView:
        with self.store.reading() as trial:
            subject = trial.subject(self.read.subject_uid)
            assert subject is not None
            said = trial.measurements(self.read.uid)
            return CaseView(
                subject=subject,
                timepoints=tuple(trial.timepoints(subject.uid)),
                lesions=tuple(trial.lesions(self.read.uid)),
                measurements={(one.lesion_uid, one.timepoint_uid): one for one in said},
                protocol=protocol_of(trial),
                thickness_mm={},
            )

    def said(self, at: int) -> dict[str, tuple[str, str]]:
        """State and millimetres of the long axis by label."""
        view = self.view()
        return {
            one.label: (said.state.value, "" if said.caliper is None else str(said.caliper.long_mm))
            for one in view.lesions
            if (said := view.measurement(one, self.timepoints[at])) is not None
        }

    def target_at(self, at: int) -> tuple[Decimal | None, Response | None]:
        call = self.view().call_at(self.timepoints[at])
        assert call is not None
        return call.sum_mm, call.target


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with create_trial(tmp_path / "trial.longaxis") as store:
        yield Case(store, tmp_path)


def say(case: Case, label: str, state: State) -> None:
    case.service.run(PutMeasurement(Measurement(case.uid(label), case.timepoints[1].uid, state)))


def labels(lesions: tuple[Lesion, ...]) -> list[str]:
    return [one.label for one in lesions]


# Splitting


def test_a_split_target_passes_its_caliper_to_the_first_fragment_and_stays_whole_before(case: Case) -> None:
    case.draw("T01", 1, 14.0)
    case.service.run(CommentOnMeasurement(case.one.uid, case.timepoints[1].uid, "two pieces"))
    case.split()
    assert case.said(0)["T01"] == ("MEASURED", "30.0")
    assert case.said(1) == {"T01.1": ("MEASURED", "14.0")}
    with case.store.reading() as trial:
        (said,) = trial.measurements_of("a")
        first, second = (trial.lesion(uid) for uid in ("a", "b"))
    assert said == replace(
        measured(case.one, case.timepoints[1], 1, 14.0, 3.0), lesion_uid="a", comment="two pieces"
    )
    assert first == replace(case.one, uid="a", label="T01.1", first_timepoint_uid=case.timepoints[1].uid)
    assert second == replace(case.one, uid="b", label="T01.2", first_timepoint_uid=case.timepoints[1].uid)


def test_the_diameters_of_fragments_are_added_and_the_call_waits_for_each(case: Case) -> None:
    case.draw("T02", 1, 20.0)
    case.draw("T01", 1, 8.0)
    assert case.target_at(1) == (Decimal("28.0"), Response.PR)
    case.split()
    assert case.target_at(1) == (None, Response.NE)
    assert labels(case.view().unanswered(case.timepoints[1])) == ["NT01", "T01.2"]
    case.draw("T01.2", 1, 9.5)
    assert case.target_at(1) == (Decimal("37.5"), Response.SD)
    assert case.view().value_mm(case.one, case.timepoints[1]) == Decimal("17.5")


def test_at_later_timepoints_the_fragments_are_asked_and_not_the_whole(case: Case) -> None:
    case.draw("T01", 1, 14.0)
    case.split()
    view = case.view()
    assert labels(view.asked(case.timepoints[0])) == ["NT01", "T01", "T02"]
    assert labels(view.asked(case.timepoints[1])) == ["NT01", "T01.1", "T01.2", "T02"]
    assert labels(view.unanswered(case.timepoints[2])) == ["NT01", "T01.1", "T01.2", "T02"]
    case.draw("T02", 2, 20.0)
    case.draw("T01.1", 2, 5.0)
    assert case.target_at(2) == (None, Response.NE)
    assert labels(case.view().unanswered(case.timepoints[2])) == ["NT01", "T01.2"]


def test_fragments_grown_together_again_are_measured_as_the_whole(case: Case) -> None:
    case.draw("T01", 1, 14.0)
    case.split()
    case.draw("T02", 2, 20.0)
    case.draw("T01", 2, 25.0)
    assert case.target_at(2) == (Decimal("45.0"), Response.SD)
    view = case.view()
    assert labels(view.asked(case.timepoints[2])) == ["NT01", "T01", "T02"]
    assert labels(view.unanswered(case.timepoints[2])) == ["NT01"]


def test_a_fragment_that_falls_apart_gets_one_more_beside_it(case: Case) -> None:
    case.draw("T01", 1, 14.0)
    case.split()
    case.draw("T01.2", 1, 9.0)
    case.split("T01.2", 1, ("c",))
    assert case.said(1) == {"T01.1": ("MEASURED", "14.0"), "T01.2": ("MEASURED", "9.0")}
    assert case.uid("T01.3") == "c"


def test_what_is_said_of_the_whole_holds_for_its_fragments(case: Case) -> None:
    case.draw("T01", 1, 14.0)
    case.split()
    after = replace(case.one, radiation=RadiationClass.LDRT, site="Neck", organ="Lymph node", nodal=True)
    case.service.run(EditLesion(after))
    fragments = [one for one in case.view().lesions if one.uid in ("a", "b")]
    assert [(one.radiation, one.site, one.organ, one.nodal) for one in fragments] == [
        (RadiationClass.LDRT, "Neck", "Lymph node", True)
    ] * 2
    with pytest.raises(Refusal, match=r"T01\.1 is a piece of T01: set site, node and class of T01\."):
        case.service.run(EditLesion(replace(fragments[0], radiation=RadiationClass.SBRT)))


@pytest.mark.parametrize(
    ("label", "at", "into", "sentence"),
    [
        ("NT01", 1, 2, "NT01 is no target: it is judged as a whole, in however many pieces."),
        ("T01", 1, 2, "T01 is not measured at this timepoint: draw one of its pieces, then split it."),
        (
            *("T01", 0, 2),
            "T01 was first recorded at this timepoint: pieces seen here are lesions of their own.",
        ),
        ("T02", 1, 1, "T02 splits into two fragments or more: name as many."),
    ],
)
def test_what_cannot_split(case: Case, label: str, at: int, into: int, sentence: str) -> None:
    case.draw("T02", 1, 20.0)
    before = case.view()
    with pytest.raises(Refusal) as refused:
        case.split(label, at, ("a", "b")[:into])
    assert str(refused.value) == sentence
    assert case.view() == before


def test_a_whole_drawn_again_does_not_split_a_second_time(case: Case) -> None:
    case.draw("T01", 1, 14.0)
    case.split()
    case.draw("T01", 2, 25.0)
    with pytest.raises(Refusal, match=r"T01 has split before, into T01\.1, T01\.2: remove what was measured"):
        case.split("T01", 2, ("c", "d"))


def test_split_earlier_than_before_the_same_fragments_begin_there(case: Case) -> None:
    for at, mm in ((1, 14.0), (2, 16.0)):
        case.draw("T01", at, mm)
        case.draw("T02", at, 20.0)
    case.split(at=2)
    case.draw("T01.2", 2, 9.0)
    before = case.view()
    case.split(at=1, into=("c", "d"))
    case.draw("T01.2", 1, 7.0)
    assert case.said(1).keys() == {"T01.1", "T01.2", "T02"}
    assert case.said(1)["T01.1"] == ("MEASURED", "14.0")
    assert labels(case.view().lesions) == labels(before.lesions)
    assert [case.target_at(at)[0] for at in (1, 2)] == [Decimal("41.0"), Decimal("45.0")]
    case.service.undo()
    case.service.undo()
    assert case.view() == before
    case.split(at=1, into=("c", "d", "e"))
    assert labels(case.view().fragments(case.one, case.timepoints[1])) == ["T01.1", "T01.2", "T01.3"]
    assert case.uid("T01.3") == "e"


@pytest.mark.parametrize("label", ["T01.1", "NEW01"])
def test_nothing_is_recorded_before_the_lesion_begins(case: Case, label: str) -> None:
    """Out of sight of every window it would count in the sum, or be progression."""
    case.draw("T01", 2, 14.0)
    case.split(at=2)
    case.service.run(AddLesion(lesion(case.read, case.timepoints[2], "NEW01", Role.NEW)))
    before = case.view()
    with pytest.raises(Refusal) as refused:
        say(case, label, State.ABSENT)
    assert str(refused.value) == (
        f"{label} cannot be recorded at TP1: it was first recorded at TP2. Record it there, or what is seen "
        "here as a lesion of its own."
    )
    assert case.view() == before


# Merging


def test_what_has_merged_counts_nothing_and_the_carrier_counts_the_mass(case: Case) -> None:
    case.draw("T01", 1, 33.0)
    case.draw("T02", 1, 21.0)
    case.service.run(CommentOnMeasurement(case.two.uid, case.timepoints[1].uid, "no plane between"))
    case.merge("T02", into="T01")
    assert case.said(1) == {"T01": ("MEASURED", "33.0"), "T02": ("MERGED", "")}
    assert case.view().measurement(case.two, case.timepoints[1]) == Measurement(
        case.two.uid, case.timepoints[1].uid, State.MERGED, None, "no plane between", case.one.uid
    )
    assert case.target_at(1) == (Decimal("33.0"), Response.PR)


def test_a_mass_whose_carrier_is_not_measured_is_not_assessed(case: Case) -> None:
    case.merge("T02", into="T01")
    assert case.target_at(1) == (None, Response.NE)


@pytest.mark.parametrize(
    ("merged", "into", "sentence"),
    [
        ("NT01", "T01", "NT01 is no target and has no diameter in the sum: only targets merge."),
        ("T01", "NT01", "NT01 is no target and has no diameter in the sum: only targets merge."),
        ("T01", "T01", "T01 has merged into no other target of this read: choose one that carries the mass."),
    ],
)
def test_what_cannot_merge(case: Case, merged: str, into: str, sentence: str) -> None:
    before = case.view()
    with pytest.raises(Refusal) as refused:
        case.merge(merged, into=into)
    assert str(refused.value) == sentence
    assert case.view() == before


def test_two_lesions_cannot_each_have_merged_into_the_other(case: Case) -> None:
    """The sum would be 0 mm, and a mass called a complete response."""
    case.merge("T02", into="T01")
    with pytest.raises(Refusal, match="T01 has merged into T02, which has merged itself and counts 0 mm"):
        case.merge("T01", into="T02")
    with pytest.raises(Refusal, match="T02 has merged into T01, which has merged itself and counts 0 mm"):
        case.service.run(PutMeasurement(Measurement(case.one.uid, case.timepoints[1].uid, State.MERGED)))


def test_a_carrier_of_a_later_timepoint_does_not_carry(case: Case) -> None:
    case.draw("T01", 2, 14.0)
    case.split(at=2)
    before = case.view()
    with pytest.raises(Refusal, match=r"T02 cannot have merged into T01\.1 at TP1: T01\.1 begins at TP2"):
        case.merge("T02", into="T01.1")
    assert case.view() == before


GONE = "T01 is absent at TP1 and cannot carry the mass that T02 has merged into: say first that T02 has not"


def test_what_others_have_merged_into_is_not_absent(case: Case) -> None:
    """The sum would be 0 mm, and a mass called a complete response."""
    case.draw("T01", 1, 33.0)
    case.merge("T02", into="T01")
    with pytest.raises(Refusal, match=GONE):
        say(case, "T01", State.ABSENT)
    assert case.target_at(1) == (Decimal("33.0"), Response.PR)
    say(case, "T01", State.TOO_SMALL)
    assert case.target_at(1) == (Decimal("5.0"), Response.PR)
    say(case, "T01", State.NOT_EVALUABLE)
    assert case.target_at(1) == (None, Response.NE)
    case.service.run(RemoveMeasurement(case.two.uid, case.timepoints[1].uid))
    say(case, "T01", State.ABSENT)
    with pytest.raises(Refusal, match=GONE):
        case.merge("T02", into="T01")


def test_a_carrier_in_pieces_is_not_absent_piece_by_piece(case: Case) -> None:
    case.draw("T01", 1, 33.0)
    case.merge("T02", into="T01")
    case.split()
    say(case, "T01.1", State.NOT_EVALUABLE)
    say(case, "T01.2", State.ABSENT)
    with pytest.raises(Refusal, match=GONE):
        say(case, "T01.1", State.ABSENT)


def test_a_carrier_cannot_be_removed(case: Case) -> None:
    case.merge("T02", into="T01")
    with pytest.raises(Refusal, match="T01 cannot be removed: it carries the mass that T02 merged into"):
        case.service.run(RemoveLesion(case.one.uid))


def test_a_whole_in_pieces_neither_merges_nor_carries(case: Case) -> None:
    case.draw("T01", 1, 14.0)
    case.split()
    for merged, into in (("T01", "T02"), ("T02", "T01")):
        with pytest.raises(Refusal, match=r"T01 is measured in pieces at this timepoint: choose T01\.1\."):
            case.merge(merged, into=into)
    case.merge("T02", into="T01.1")
    assert case.said(1)["T02"] == ("MERGED", "")


def test_drawn_again_a_lesion_has_not_merged(case: Case) -> None:
    case.merge("T02", into="T01")
    case.draw("T02", 1, 18.0)
    case.service.run(RemoveLesion(case.one.uid))
    assert case.said(1) == {"T02": ("MEASURED", "18.0")}


def test_only_what_has_merged_has_merged_into_something(case: Case) -> None:
    said = replace(measured(case.two, case.timepoints[1], 1), merged_into_uid=case.one.uid)
    with pytest.raises(Refusal, match="T02 is MEASURED and cannot have merged as well"):
        case.service.run(PutMeasurement(said))


# From doubt to certainty


def add_new(case: Case, state: State = State.EQUIVOCAL) -> Lesion:
    new = lesion(case.read, case.timepoints[1], "NEW01", Role.NEW)
    drawn = caliper(three_scans()[1], 6.0)
    case.service.run(
        InOneStep(
            (
                AddLesion(new),
                PutMeasurement(Measurement(new.uid, case.timepoints[1].uid, state, drawn, "nodule?")),
            )
        )
    )
    return new


def test_a_confirmed_new_lesion_dates_progression_to_its_first_sighting(case: Case) -> None:
    for at in (1, 2):
        case.draw("T01", at, 30.0)
        case.draw("T02", at, 20.0)
    new = add_new(case)
    case.service.run(ConfirmNewLesion(new.uid, case.timepoints[2].uid))
    calls = [case.view().call_at(at) for at in case.timepoints[1:]]
    assert [call and call.new for call in calls] == [NewLesion.EQUIVOCAL, NewLesion.YES]
    assert [call and call.overall for call in calls] == [Response.SD, Response.PD]
    assert [call and call.overall_backdated for call in calls] == [Response.PD, Response.PD]


def test_confirmed_where_it_was_in_doubt_it_keeps_caliper_and_comment(case: Case) -> None:
    new = add_new(case)
    case.service.run(ConfirmNewLesion(new.uid, case.timepoints[1].uid))
    with case.store.reading() as trial:
        (said,) = trial.measurements_of(new.uid)
    drawn = caliper(three_scans()[1], 6.0)
    assert said == Measurement(new.uid, case.timepoints[1].uid, State.UNEQUIVOCAL, drawn, "nodule?")


def test_what_was_never_in_doubt_is_not_confirmed(case: Case) -> None:
    with pytest.raises(Refusal, match="T01 is no new lesion: there is no doubt of it to settle"):
        case.service.run(ConfirmNewLesion(case.one.uid, case.timepoints[1].uid))
    new = add_new(case, State.UNEQUIVOCAL)
    with pytest.raises(Refusal, match="NEW01 was never equivocal up to this timepoint"):
        case.service.run(ConfirmNewLesion(new.uid, case.timepoints[2].uid))


# Undo, audit, tables


def test_each_is_one_step_and_undo_brings_everything_back(case: Case) -> None:
    case.draw("T01", 1, 14.0)
    case.draw("T02", 1, 21.0)
    new = add_new(case)
    states = [case.view()]
    for step in (
        case.split,
        lambda: case.merge("T02", into="T01.1"),
        lambda: case.service.run(ConfirmNewLesion(new.uid, case.timepoints[1].uid)),
    ):
        step()
        states.append(case.view())
    for state in reversed(states[:-1]):
        case.service.undo()
        assert case.view() == state
    for state in states[1:]:
        case.service.redo()
        assert case.view() == state
    with case.store.reading() as trial:
        actions = [entry.action for entry in trial.audit()]
    assert {
        "SplitLesion",
        "MergeLesions",
        "ConfirmNewLesion",
        "undo SplitLesion",
        "redo MergeLesions",
    } <= set(actions)


def test_exported_and_assessed_the_calls_are_those_of_the_window(case: Case, tmp_path: Path) -> None:
    for at in (1, 2):
        case.draw("T01", at, 14.0 + at)
        case.draw("T02", at, 21.0 + at)
        case.service.run(PutMeasurement(Measurement(case.other.uid, case.timepoints[at].uid, State.PRESENT)))
    case.split()
    case.draw("T01.2", 1, 9.0)
    case.merge("T02", into="T01", at=2)
    folder = tmp_path / "tables"
    export_csv(case.store, folder)
    assess_table(folder / "lesions.csv", tmp_path / "calls.csv", tmp_path / "subjects.csv")
    with (tmp_path / "calls.csv").open(encoding="utf-8", newline="") as file:
        told = [(row["sum_mm"], row["target"]) for row in csv.DictReader(file)]
    assert told == [("50", ""), ("46", "SD"), ("16", "PR")]
    with (folder / "measurements.csv").open(encoding="utf-8", newline="") as file:
        lineage = {
            (row["timepoint"], row["lesion"]): (row["fragment_of"], row["merged_into"])
            for row in csv.DictReader(file)
        }
    assert lineage["TP1", "T01.2"] == ("T01", "")
    assert lineage["TP2", "T02"] == ("", "T01")
    assert lineage["TP1", "T02"] == ("", "")


def test_a_lesion_of_another_read_neither_merges_nor_carries(case: Case) -> None:
    second = Read("read-2", case.read.subject_uid, "R2")
    theirs = replace(lesion(second, case.timepoints[0], "T01"), uid="theirs")
    case.service.run(InOneStep((BeginRead(second), AddLesion(theirs))))
    with pytest.raises(Refusal, match="T01 and T02 are of different reads and cannot merge"):
        case.service.run(MergeLesions(("theirs",), case.two.uid, case.timepoints[1].uid))
