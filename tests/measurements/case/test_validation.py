"""What the service refuses, sentence by sentence, on a real trial file."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from measurements.case.commands import (
    AddLesion,
    BeginRead,
    Command,
    EditLesion,
    InOneStep,
    MoveLabel,
    PutMeasurement,
    RemoveLesion,
    RemoveMeasurement,
)
from measurements.case.enrol import enrol
from measurements.case.labels import next_label
from measurements.case.service import CaseService
from measurements.lesion import Caliper, Lesion, Measurement, Role, State
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore, create_trial
from measurements.trial import Read, Timepoint
from tests.measurements.samples import begun_read, caliper, lesion, measured, series, three_scans


class Table:
    """A read with T01 measured at baseline, as the ground of every refusal."""

    def __init__(self, store: TrialStore, case: CaseService, read: Read, timepoints: list[Timepoint]) -> None:
        self.store = store
        self.case = case
        self.read = read
        self.baseline, self.week_8, self.week_16 = timepoints
        self.target = lesion(read, self.baseline)
        case.run(InOneStep((AddLesion(self.target), PutMeasurement(measured(self.target, self.baseline, 0)))))

    def with_caliper(self, drawn: Caliper) -> Command:
        return PutMeasurement(Measurement(self.target.uid, self.baseline.uid, State.MEASURED, drawn))

    def new(self, label: str, role: Role, first: Timepoint) -> Lesion:
        return lesion(self.read, first, label, role)


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    with create_trial(tmp_path / "trial") as store:
        case = CaseService(store)
        yield Table(store, case, *begun_read(store, case, tmp_path))


BASELINE_SERIES = three_scans()[0]
DRAWN = caliper(BASELINE_SERIES)
NOWHERE = ((0.0, 0.0, math.nan), (24.3, 0.0, 37.5))

REFUSED: list[tuple[str, Callable[[Table], Command]]] = [
    ("T01 is already the label", lambda t: AddLesion(replace(t.target, uid="other"))),
    ("T1 is no label", lambda t: AddLesion(t.new("T1", Role.TARGET, t.baseline))),
    ("T02 is no label for a NEW", lambda t: AddLesion(t.new("T02", Role.NEW, t.week_8))),
    ("T02 cannot begin at TP1", lambda t: AddLesion(t.new("T02", Role.TARGET, t.week_8))),
    ("NT01 cannot begin at TP1", lambda t: AddLesion(t.new("NT01", Role.NON_TARGET, t.week_8))),
    ("nothing is new at baseline", lambda t: AddLesion(t.new("NEW01", Role.NEW, t.baseline))),
    ("T05.1 is a fragment of T05", lambda t: AddLesion(t.new("T05.1", Role.TARGET, t.week_8))),
    (
        "call both a lymph node, or neither",
        lambda t: AddLesion(replace(t.new("T01.1", Role.TARGET, t.week_8), nodal=True)),
    ),
    ("not in this trial", lambda t: AddLesion(replace(t.new("T02", Role.TARGET, t.baseline), read_uid="?"))),
    (
        "called measured without a caliper",
        lambda t: PutMeasurement(Measurement(t.target.uid, t.baseline.uid, State.MEASURED)),
    ),
    (
        "has a caliper and is called NE",
        lambda t: PutMeasurement(
            Measurement(t.target.uid, t.week_8.uid, State.NOT_EVALUABLE, caliper(three_scans()[1]))
        ),
    ),
    (
        "cannot be PRESENT",
        lambda t: PutMeasurement(Measurement(t.target.uid, t.week_8.uid, State.PRESENT)),
    ),
    (
        "T01 at BL has to be measured",
        lambda t: PutMeasurement(Measurement(t.target.uid, t.baseline.uid, State.NOT_EVALUABLE)),
    ),
    ("lies nowhere", lambda t: t.with_caliper(replace(DRAWN, long_lps=NOWHERE))),
    (
        "The long axis of T01 has no length",
        lambda t: t.with_caliper(
            replace(DRAWN, long_lps=((1.0, 1.0, 1.0), (1.0, 1.0, 1.0)), long_mm=Decimal("0.0"))
        ),
    ),
    (
        "The short axis of T01 has no length",
        lambda t: t.with_caliper(
            replace(DRAWN, short_lps=((1.0, 1.0, 1.0), (1.0, 1.0, 1.0)), short_mm=Decimal("0.0"))
        ),
    ),
    ("not whole", lambda t: t.with_caliper(replace(DRAWN, short_mm=None))),
    (
        "recorded as 30.0 mm but drawn as 24.3 mm",
        lambda t: t.with_caliper(replace(DRAWN, long_mm=Decimal("30.0"))),
    ),
    ("label of T01 lies nowhere", lambda t: t.with_caliper(replace(DRAWN, label_lps=(0.0, math.inf, 0.0)))),
    ("series of another timepoint", lambda t: t.with_caliper(caliper(three_scans()[1]))),
    (
        "not drawn in the plane of the picture",
        lambda t: t.with_caliper(
            replace(DRAWN, long_lps=tuple((x, y, z + 0.2) for x, y, z in DRAWN.long_lps))
        ),
    ),
    ("picture that is not in this trial", lambda t: t.with_caliper(replace(DRAWN, sop_uid="9.9"))),
    ("not in the trial any more", lambda t: RemoveLesion("nobody")),
    ("has no measurement at this timepoint", lambda t: RemoveMeasurement(t.target.uid, t.week_8.uid)),
    ("has no measurement at this timepoint", lambda t: MoveLabel(t.target.uid, t.week_8.uid, None)),
    ("already has a read", lambda t: BeginRead(Read("again", t.read.subject_uid, t.read.reader))),
    ("needs a reader", lambda t: BeginRead(Read("again", t.read.subject_uid, " "))),
    ("another read", lambda t: EditLesion(replace(t.target, read_uid="other"))),
]


@pytest.mark.parametrize(
    ("sentence", "command"), REFUSED, ids=[f"{n}-{s}" for n, (s, _) in enumerate(REFUSED)]
)
def test_refused_in_a_sentence(table: Table, sentence: str, command: Callable[[Table], Command]) -> None:
    with pytest.raises(Refusal, match=sentence):
        table.case.run(command(table))


def test_a_measurement_stays_with_its_subject(tmp_path: Path) -> None:
    with create_trial(tmp_path / "trial") as store:
        case = CaseService(store)
        table = Table(store, case, *begun_read(store, case, tmp_path))
        enrol(store, three_scans("HN-018"))
        with store.reading() as trial:
            other = next(one for one in trial.subjects() if one.uid != table.read.subject_uid)
            elsewhere = trial.timepoints(other.uid)[1]
        with pytest.raises(Refusal, match="not a visit of its subject"):
            case.run(PutMeasurement(Measurement(table.target.uid, elsewhere.uid, State.ABSENT)))
        with pytest.raises(Refusal, match="not a visit of its subject"):
            case.run(AddLesion(table.new("NEW01", Role.NEW, elsewhere)))


def test_a_list_is_fixed_once_the_lesion_was_followed(table: Table) -> None:
    now_non_target = replace(table.target, role=Role.NON_TARGET, label="NT01")
    table.case.run(PutMeasurement(Measurement(table.target.uid, table.week_8.uid, State.ABSENT)))
    with pytest.raises(Refusal, match="stays TARGET"):
        table.case.run(EditLesion(now_non_target))


def test_a_split_target_is_measured_whole_or_in_fragments(table: Table) -> None:
    fragments = [table.new(f"T01.{number}", Role.TARGET, table.week_8) for number in (1, 2)]
    table.case.run(InOneStep(tuple(AddLesion(fragment) for fragment in fragments)))
    for fragment in fragments:
        table.case.run(PutMeasurement(measured(fragment, table.week_8, 1, 8.0, 4.0)))
    with pytest.raises(Refusal, match="counted twice"):
        table.case.run(PutMeasurement(measured(table.target, table.week_8, 1)))
    with pytest.raises(Refusal, match="fragment of T01"):
        table.case.run(RemoveLesion(table.target.uid))


def test_a_caliper_may_stand_beside_the_state_of_a_new_lesion(table: Table) -> None:
    new = table.new("NEW01", Role.NEW, table.week_8)
    said = Measurement(new.uid, table.week_8.uid, State.UNEQUIVOCAL, caliper(three_scans()[1]))
    table.case.run(InOneStep((AddLesion(new), PutMeasurement(said))))
    table.case.run(PutMeasurement(Measurement(new.uid, table.week_16.uid, State.PRESENT)))
    assert table.case.can_undo


def test_a_picture_without_scale_is_not_measured_on(tmp_path: Path) -> None:
    unscaled = replace(series(), pixel_spacing_mm=None)
    with create_trial(tmp_path / "trial") as store:
        enrol(store, [unscaled])
        with store.reading() as trial:
            (subject,) = trial.subjects()
            (baseline,) = trial.timepoints(subject.uid)
        case = CaseService(store)
        read = Read("read-1", subject.uid, "R1")
        case.run(BeginRead(read))
        target = lesion(read, baseline)
        drawn = Measurement(target.uid, baseline.uid, State.MEASURED, caliper(unscaled))
        with pytest.raises(Refusal, match="without a scale"):
            case.run(InOneStep((AddLesion(target), PutMeasurement(drawn))))


@pytest.mark.parametrize(
    ("role", "labels", "expected"),
    [
        (Role.TARGET, [], "T01"),
        (Role.TARGET, ["T01", "T03", "NT07", "NEW09"], "T04"),
        (Role.TARGET, ["T01", "T01.1", "T01.2"], "T02"),
        (Role.NON_TARGET, ["T01", "NT01"], "NT02"),
        (Role.NEW, ["T09", "NT09"], "NEW01"),
        (Role.NEW, ["NEW99"], "NEW100"),
    ],
)
def test_next_label(role: Role, labels: list[str], expected: str) -> None:
    read = Read("read-1", "subject", "R1")
    first = Timepoint("t", "subject", 0, "BL", None, None, 0)  # type: ignore[arg-type]
    assert next_label(role, [lesion(read, first, label) for label in labels]) == expected


def test_a_node_may_wait_for_its_short_axis(table: Table) -> None:
    without_short = replace(DRAWN, short_lps=None, short_mm=None)
    table.case.run(
        InOneStep((table.with_caliper(without_short), EditLesion(replace(table.target, nodal=True))))
    )
    with table.store.reading() as trial:
        stored = {one.timepoint_uid: one for one in trial.measurements_of(table.target.uid)}
    assert stored[table.baseline.uid].caliper == without_short


def test_a_later_timepoint_may_be_answered_while_baseline_is_not(table: Table) -> None:
    table.case.run(
        InOneStep(
            (
                PutMeasurement(Measurement(table.target.uid, table.week_8.uid, State.ABSENT)),
                RemoveMeasurement(table.target.uid, table.baseline.uid),
            )
        )
    )
    with table.store.reading() as trial:
        assert [one.timepoint_uid for one in trial.measurements_of(table.target.uid)] == [table.week_8.uid]
