"""A random walk of edits, undos and redos: undoing all of it returns the exact first state."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from measurements.case.commands import (
    AddLesion,
    Command,
    CommentOnLesion,
    CommentOnMeasurement,
    ConfirmNewLesion,
    EditLesion,
    InOneStep,
    MergeLesions,
    MoveLabel,
    PutMeasurement,
    RemoveLesion,
    RemoveMeasurement,
    RenameLesion,
    RenameTimepoint,
    ReorderLesions,
    SplitLesion,
)
from measurements.case.labels import next_label
from measurements.case.service import CaseService
from measurements.lesion import STATES_OF, Lesion, Measurement, RadiationClass, Role, State
from measurements.refusal import Refusal
from measurements.storage.audit import broken_links
from measurements.storage.store import create_trial
from tests.measurements.samples import begun_read, caliper, lesion, three_scans

SCANS = three_scans()
LENGTHS_MM = st.integers(100, 900).map(lambda tenths: tenths / 10)
PICK = st.integers(0, 99)

Content = tuple[list[Lesion], list[Measurement], list[str]]


class Walk(RuleBasedStateMachine):
    """Remembers every state the trial was in, and compares the file with it after each step."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        self.store = create_trial(folder / "trial")
        case = CaseService(self.store)
        self.read, self.timepoints = begun_read(self.store, case, folder)
        for label, role, at in (
            *(("T01", Role.TARGET, 0), ("T02", Role.TARGET, 0)),
            *(("NT01", Role.NON_TARGET, 0), ("NEW01", Role.NEW, 1)),
        ):
            case.run(AddLesion(lesion(self.read, self.timepoints[at], label, role)))
        self.case = CaseService(self.store)
        self.states = [self.content()]
        self.at = 0
        self.made = 0

    def content(self) -> Content:
        with self.store.reading() as trial:
            return (
                trial.lesions(self.read.uid),
                trial.measurements(self.read.uid),
                [one.label for one in trial.timepoints(self.read.subject_uid)],
            )

    def run_command(self, command: Command) -> None:
        try:
            changes = self.case.run(command)
        except Refusal:
            return
        after = self.content()
        if after != self.states[self.at]:
            assert changes.lesion_uids or changes.timepoint_uids
            self.states[self.at + 1 :] = [after]
            self.at += 1

    @property
    def lesions(self) -> list[Lesion]:
        return self.states[self.at][0]

    @rule(role=st.sampled_from(Role), at=st.sampled_from([1, 2]), mm=LENGTHS_MM)
    def add(self, role: Role, at: int, mm: float) -> None:
        where = at if role is Role.NEW else 0
        first = self.timepoints[where]
        self.made += 1
        added = replace(
            lesion(self.read, first, next_label(role, self.lesions), role), uid=f"lesion-{self.made}"
        )
        state = State.MEASURED if role is Role.TARGET else State.PRESENT
        said = Measurement(added.uid, first.uid, state, caliper(SCANS[where], mm))
        self.run_command(InOneStep((AddLesion(added), PutMeasurement(said))))

    @precondition(lambda self: self.lesions)
    @rule(which=PICK, at=st.sampled_from([0, 1, 2]), mm=LENGTHS_MM, short=st.booleans())
    def measure(self, which: int, at: int, mm: float, short: bool) -> None:
        of = self.lesions[which % len(self.lesions)]
        state = State.MEASURED if of.role is Role.TARGET else State.PRESENT
        drawn = caliper(SCANS[at], mm, 8.0 if short else None)
        self.run_command(PutMeasurement(Measurement(of.uid, self.timepoints[at].uid, state, drawn)))

    @precondition(lambda self: self.lesions)
    @rule(which=PICK, at=st.sampled_from([0, 1, 2]), state=PICK)
    def say(self, which: int, at: int, state: int) -> None:
        of = self.lesions[which % len(self.lesions)]
        states = STATES_OF[of.role]
        said = Measurement(of.uid, self.timepoints[at].uid, states[state % len(states)])
        self.run_command(PutMeasurement(said))

    @precondition(lambda self: self.lesions)
    @rule(which=PICK, radiation=st.sampled_from([*RadiationClass, None]), nodal=st.booleans())
    def edit(self, which: int, radiation: RadiationClass | None, nodal: bool) -> None:
        of = self.lesions[which % len(self.lesions)]
        self.run_command(EditLesion(replace(of, radiation=radiation, nodal=nodal, site="舌根")))

    @precondition(lambda self: self.lesions)
    @rule(which=PICK)
    def remove(self, which: int) -> None:
        self.run_command(RemoveLesion(self.lesions[which % len(self.lesions)].uid))

    @precondition(lambda self: self.lesions)
    @rule(which=PICK, at=st.sampled_from([0, 1, 2]))
    def take_back(self, which: int, at: int) -> None:
        of = self.lesions[which % len(self.lesions)]
        self.run_command(RemoveMeasurement(of.uid, self.timepoints[at].uid))

    @precondition(lambda self: self.lesions)
    @rule(which=PICK, at=st.sampled_from([0, 1, 2]), x=st.floats(-300, 300))
    def move_label(self, which: int, at: int, x: float) -> None:
        of = self.lesions[which % len(self.lesions)]
        self.run_command(MoveLabel(of.uid, self.timepoints[at].uid, (x, -1.5, 37.5)))

    @precondition(lambda self: self.lesions)
    @rule(which=PICK, at=st.sampled_from([1, 2]), pieces=st.integers(1, 3))
    def split(self, which: int, at: int, pieces: int) -> None:
        of = self.lesions[which % len(self.lesions)]
        self.made += pieces
        uids = tuple(f"lesion-{self.made - piece}" for piece in range(pieces))
        drawn = Measurement(of.uid, self.timepoints[at].uid, State.MEASURED, caliper(SCANS[at], 15.0))
        split = SplitLesion(of.uid, self.timepoints[at].uid, uids)
        self.run_command(InOneStep((PutMeasurement(drawn), split)))

    @precondition(lambda self: self.lesions)
    @rule(which=PICK, into=PICK, at=st.sampled_from([0, 1, 2]))
    def merge(self, which: int, into: int, at: int) -> None:
        found = [one for one in self.lesions if one.role is Role.TARGET] or self.lesions
        of, carrier = found[which % len(found)], found[into % len(found)]
        self.run_command(MergeLesions((of.uid,), carrier.uid, self.timepoints[at].uid))

    @precondition(lambda self: self.lesions)
    @rule(which=PICK, at=st.sampled_from([0, 1, 2]))
    def confirm(self, which: int, at: int) -> None:
        of = self.lesions[which % len(self.lesions)]
        doubtful = Measurement(of.uid, self.timepoints[1].uid, State.EQUIVOCAL)
        if of.role is Role.NEW:
            self.run_command(PutMeasurement(doubtful))
        self.run_command(ConfirmNewLesion(of.uid, self.timepoints[at].uid))

    @precondition(lambda self: self.lesions)
    @rule(which=PICK, at=st.sampled_from([0, 1, 2]), text=st.sampled_from(["", "舌根", "next to the clip"]))
    def write(self, which: int, at: int, text: str) -> None:
        of = self.lesions[which % len(self.lesions)]
        self.run_command(RenameLesion(of.uid, text))
        self.run_command(CommentOnLesion(of.uid, text))
        self.run_command(CommentOnMeasurement(of.uid, self.timepoints[at].uid, text))

    @precondition(lambda self: self.lesions)
    @rule(turn=PICK)
    def reorder(self, turn: int) -> None:
        turn %= len(self.lesions)
        uids = [one.uid for one in self.lesions]
        self.run_command(ReorderLesions((*uids[turn:], *uids[:turn])))

    @rule(label=st.sampled_from(["BL", "W8", "W16", "TP1"]), at=st.sampled_from([0, 1, 2]))
    def relabel(self, label: str, at: int) -> None:
        self.run_command(RenameTimepoint(self.timepoints[at].uid, label))

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        self.case.undo()
        self.at -= 1

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        self.case.redo()
        self.at += 1

    @invariant()
    def the_file_holds_this_state(self) -> None:
        assert self.content() == self.states[self.at]
        assert self.case.can_undo == (self.at > 0)
        assert self.case.can_redo == (self.at < len(self.states) - 1)

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        while self.case.can_undo:
            self.case.undo()
        assert self.content() == self.states[0]
        while self.case.can_redo:
            self.case.redo()
        assert self.content() == self.states[-1]
        with self.store.reading() as trial:
            assert list(broken_links(trial.audit(), trial.trial_uid())) == []
        self.store.close()
        self.folder.cleanup()


TestWalk = Walk.TestCase
TestWalk.settings = settings(
    max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
