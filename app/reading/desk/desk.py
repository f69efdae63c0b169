"""One read on the desk: what is stored of it, which timepoint and lesion are in hand, and what a hand can do.

Everything a reader does becomes one command of the case service, stored before the next event. Which
timepoint and lesion are in hand is view state: not stored, not undone.
"""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from app.reading.desk.desk_view import DeskView
from app.reading.desk.drawn import on_other_list
from app.reading.desk.read import load_case
from app.reading.desk.site_choices import located
from app.reading.desk.standing import Standing
from app.reading.desk.standing_words import closed_text, held_text
from app.reading.desk.writing import Writing
from app.refusal_words import refusal_text
from measurements.case.case_view import CaseView
from measurements.case.changes import Changes
from measurements.case.commands import (
    AddLesion,
    Command,
    ConfirmNewLesion,
    EditLesion,
    PutMeasurement,
    RemoveLesion,
    RemoveMeasurement,
)
from measurements.case.labels import next_label
from measurements.case.service import CaseService
from measurements.imaging import Series
from measurements.lesion import Lesion, Measurement, RadiationClass, Role, State
from measurements.recist.eligibility import MOST_TARGETS
from measurements.refusal import Refusal
from measurements.storage.store import TrialStore
from measurements.trial import Read, Timepoint


class ReadingDesk(QObject):
    """One reader's read of one subject.

    Signals: `caseChanged` after anything stored changed, `timepointChanged`, `priorChanged` (of the prior
    alone) and `activeChanged` for the view state, `told` with a sentence to show in place (empty: none any
    more), `saved` after each gesture stored, `lesionBegun` with its uid and the uid of the one in hand before
    (empty: none), `ended` with a sentence when there is nothing left to read.
    Commands go through `writing`, which keeps what a full disk did not take.
    """

    caseChanged = Signal()
    timepointChanged = Signal()
    priorChanged = Signal()
    activeChanged = Signal()
    told = Signal(str)
    saved = Signal()
    lesionBegun = Signal(str, str)
    ended = Signal(str)

    def __init__(self, store: TrialStore, service: CaseService, read: Read) -> None:
        super().__init__()
        self._store = store
        self._read = read
        self._series: dict[str, list[Series]] = {}
        self._standing: Standing | None = None
        self.case = self._load()
        self._current = self.case.timepoints[0]
        self._prior: Timepoint | None = None
        self._active_uid: str | None = None
        self.writing = Writing(service, lambda: held_text(self.view))
        self.writing.refused.connect(self._on_refused)
        self._unsubscribe = service.subscribe(self._on_changes)

    def close(self) -> None:
        """Stops listening to the trial."""
        self._unsubscribe()

    # What is in hand

    @property
    def read(self) -> Read:
        return self._read

    @property
    def current(self) -> Timepoint:
        return self._current

    @property
    def prior(self) -> Timepoint | None:
        """The timepoint beside the current one; None at baseline."""
        return self._prior

    @property
    def active(self) -> Lesion | None:
        return next((lesion for lesion in self.case.lesions if lesion.uid == self._active_uid), None)

    @property
    def at_baseline(self) -> bool:
        return self._current == self.case.timepoints[0]

    @property
    def standing(self) -> Standing:
        """What is signed of the read, what does not open yet, and what may be done with it."""
        assert self._standing is not None
        return self._standing

    def series(self, timepoint: Timepoint) -> list[Series]:
        """The stacks of a timepoint, without their slices."""
        return self._series.get(timepoint.uid, [])

    def all_series(self) -> list[Series]:
        return [entry for timepoint in self.case.timepoints for entry in self.series(timepoint)]

    def go_to(self, timepoint_uid: str) -> None:
        """Makes a timepoint the current one, beside the one before it; of a closed one it is said why not."""
        places = [timepoint.uid for timepoint in self.case.timepoints]
        place = places.index(timepoint_uid)
        if self.standing.is_closed(timepoint_uid):
            self.told.emit(closed_text(self.view, self.case.timepoints[place]))
            return
        self._current = self.case.timepoints[place]
        self._prior = self.case.timepoints[place - 1] if place else None
        listed = self.ordered()
        if self.active not in listed:
            self._active_uid = None
        if self._active_uid is None and listed:
            self._active_uid = (*self.view.unanswered(), *listed)[0].uid
        self.timepointChanged.emit()
        self.activeChanged.emit()

    def step_timepoint(self, by: int) -> None:
        """To an earlier (-1) or later (+1) timepoint, where there is one."""
        places = [timepoint.uid for timepoint in self.case.timepoints]
        place = places.index(self._current.uid) + by
        if 0 <= place < len(places):
            self.go_to(places[place])

    def compare_with(self, timepoint_uid: str) -> None:
        """Puts another timepoint beside the current one."""
        self._prior = next(entry for entry in self.case.timepoints if entry.uid == timepoint_uid)
        self.priorChanged.emit()

    def activate(self, lesion_uid: str | None) -> None:
        """Takes a lesion in hand; one that begins at a later timepoint is not taken, and it is said why."""
        later = [one for one in self.case.lesions if one not in self.case.listed(self._current)]
        lesion = next((one for one in later if one.uid == lesion_uid), None)
        if lesion is not None:
            first = next(one for one in self.case.timepoints if one.uid == lesion.first_timepoint_uid)
            sentence = self.tr("{lesion} begins at {timepoint}: go there to take it in hand.")
            self.told.emit(sentence.format(lesion=lesion.label, timepoint=first.label))
            return
        if lesion_uid != self._active_uid:
            self._active_uid = lesion_uid
        self.activeChanged.emit()

    def step_lesion(self, by: int) -> None:
        """To the next (+1) or previous (-1) lesion of the list, around its ends."""
        asked = self.case.asked(self._current)
        self._step_among([lesion for lesion in self.ordered() if lesion in asked], by)

    def step_unanswered(self) -> None:
        """To the next lesion that is not answered at the current timepoint, around the end of the list."""
        wanted = self.view.unanswered()
        self._step_among(wanted, 1)
        if not wanted:
            self.told.emit(self.tr("Every lesion is answered at {0}.").format(self._current.label))

    def _step_among(self, lesions: list[Lesion], by: int) -> None:
        """To the nearest of these below (+1) or above (-1) the lesion in hand."""
        if not lesions:
            return
        order = [lesion.uid for lesion in self.ordered()]
        if self._active_uid not in order:
            self.activate(lesions[0].uid)
            return
        here = order.index(self._active_uid)
        self.activate(min(lesions, key=lambda one: ((order.index(one.uid) - here) * by - 1) % len(order)).uid)

    @property
    def view(self) -> DeskView:
        """What is stored, with the timepoint in hand."""
        return DeskView(self.case, self._current, self._prior, standing=self.standing)

    def ordered(self) -> list[Lesion]:
        """The lesions to answer at the current timepoint, as the panel lists them."""
        return self.view.ordered()

    # What a hand can do

    def new_lesion(self) -> None:
        """Starts a lesion at the current timepoint and makes it active; one not yet drawn is kept."""
        active = self.active
        if (
            active is not None
            and active.first_timepoint_uid == self._current.uid
            and self.case.whole_of(active) is None
            and not self._measurements_of(active)
        ):
            self.activeChanged.emit()
            return
        lesion = self.fresh_lesion()
        self.begin(lesion, AddLesion(lesion))

    def fresh_lesion(self) -> Lesion:
        """One that begins at the current timepoint, with the next free label; not stored yet."""
        role = Role.NEW
        if self.at_baseline:
            targets = [
                lesion
                for lesion in self.case.lesions
                if lesion.role is Role.TARGET and self.case.whole_of(lesion) is None
            ]
            role = Role.TARGET if len(targets) < MOST_TARGETS else Role.NON_TARGET
        return Lesion(
            uid=str(uuid4()),
            read_uid=self._read.uid,
            label=next_label(role, [*self.case.lesions, *self.writing.promised()]),
            role=role,
            site="",
            organ="",
            laterality="",
            nodal=False,
            radiation=None,
            first_timepoint_uid=self._current.uid,
        )

    def begin(self, lesion: Lesion, command: Command) -> bool:
        """Takes a lesion in hand with the command that adds it; whether that is stored now."""
        before = self._active_uid or ""  # what is stored may bring the new one into an empty hand at once
        if not self.writing.run(command):
            return False
        self.lesionBegun.emit(lesion.uid, before)
        self.activate(lesion.uid)
        return True

    def set_state(self, state: State) -> None:
        """Says what was seen of the active lesion at the current timepoint."""
        lesion = self.active
        if lesion is None:
            self.told.emit(self.tr("Choose a lesion first, or press N for a new one."))
            return
        before = self.case.measurement(lesion, self._current)
        if before is not None and before.state is state:
            return
        caliper = None if before is None else before.caliper
        if lesion.role is Role.TARGET:
            if state is State.MEASURED and caliper is None:
                self.told.emit(self.tr("Draw {0} to measure it.").format(lesion.label))
                return
            if state is not State.MEASURED:
                caliper = None
        comment = "" if before is None else before.comment
        command: Command = PutMeasurement(Measurement(lesion.uid, self._current.uid, state, caliper, comment))
        since = self.case.doubtful_since(lesion, self._current) if state is State.UNEQUIVOCAL else None
        if since is not None:
            command = ConfirmNewLesion(lesion.uid, self._current.uid)
        stored = self.writing.run(command)
        if stored and since is not None and since != self._current:
            sentence = self.tr("{0} is unequivocal. Progression is dated to {1}, where it was first seen.")
            self.told.emit(sentence.format(lesion.label, since.label))
        if stored and before is not None and before.caliper is not None and caliper is None:
            sentence = self.tr("The caliper of {0}, {1} mm, was taken away. Ctrl+Z brings it back.")
            self.told.emit(sentence.format(lesion.label, before.caliper.long_mm))

    def say_present(self) -> None:
        """Says that the active lesion is still there; of a target only its caliper says so."""
        drawn = self.active is not None and self.active.role is Role.TARGET
        self.set_state(State.MEASURED if drawn else State.PRESENT)

    def set_class(self, radiation: RadiationClass) -> None:
        if not self.standing.tells_class:
            self.told.emit(self.tr("The protocol has radiation classes assigned after the read is signed."))
            return
        self._edit(lambda lesion: replace(lesion, radiation=radiation))

    def set_nodal(self, nodal: bool) -> None:
        self._edit(lambda lesion: replace(lesion, nodal=nodal))

    def set_site(self, text: str) -> None:
        """Names the site; one of the list brings its organ and whether it is a node."""
        self._edit(lambda lesion: located(lesion, text, self.case.protocol.sites))

    def set_role(self, role: Role) -> None:
        """Moves the active lesion to another list of the timepoint it was first recorded at."""
        lesion = self.active
        if lesion is None or lesion.role is role:
            return
        others = [entry for entry in self.case.lesions if entry.uid != lesion.uid]
        label = next_label(role, others)
        self.writing.run(on_other_list(lesion, role, label, self._measurements_of(lesion)))

    def remove_measurement(self) -> None:
        """Removes what was said of the active lesion here; a lesion of which nothing was said goes whole."""
        lesion = self.active
        if lesion is None:
            return
        if self.case.measurement(lesion, self._current) is not None:
            self.writing.run(RemoveMeasurement(lesion.uid, self._current.uid))
        elif not self._measurements_of(lesion):
            self.remove_lesion(lesion.uid)

    def remove_lesion(self, lesion_uid: str) -> None:
        self.writing.run(RemoveLesion(lesion_uid))

    # From and to the trial

    def _measurements_of(self, lesion: Lesion) -> list[Measurement]:
        return [entry for entry in self.case.measurements.values() if entry.lesion_uid == lesion.uid]

    def _edit(self, edited: Callable[[Lesion], Lesion]) -> None:
        lesion = self.active
        if lesion is None:
            self.told.emit(self.tr("Choose a lesion first, or press N for a new one."))
            return
        after = edited(lesion)
        if after != lesion:
            self.writing.run(EditLesion(after))

    def _on_refused(self, sentence: str) -> None:
        self.told.emit(sentence)
        self.caseChanged.emit()  # what a widget shows ahead of the store goes back to what is stored

    def _on_changes(self, changes: Changes) -> None:
        of_read = self._read.uid in changes.read_uids or self._read.subject_uid in changes.subject_uids
        if not of_read and not changes.protocol:
            return
        if not (changes.lesion_uids or changes.mark_uids):
            # An import, another schedule, a signature, another protocol: nothing that a hand draws with.
            self._standing = None
            if of_read:
                self._series.clear()
        try:
            self.case = self._load()
        except Refusal as refusal:
            self._unsubscribe()
            self.ended.emit(refusal_text(refusal))
            return
        shown = (self._current, self._prior)
        by_uid = {timepoint.uid: timepoint for timepoint in self.case.timepoints}
        self._current = by_uid.get(self._current.uid, self.case.timepoints[0])
        self._prior = None if self._prior is None else by_uid.get(self._prior.uid)
        was_active = self._active_uid
        listed = self.case.listed(self._current)
        if self.active not in listed:
            # An undo can take the lesion in hand away, or bring back the one it was about.
            back = [lesion.uid for lesion in listed if lesion.uid in changes.lesion_uids]
            self._active_uid = back[0] if back else None
        self.caseChanged.emit()
        if (self._current, self._prior) != shown:
            self.timepointChanged.emit()
        if self._active_uid != was_active:
            self.activeChanged.emit()
        if changes.lesion_uids or changes.mark_uids:
            self.saved.emit()

    def _load(self) -> CaseView:
        case, self._series, self._standing = load_case(self._store, self._read, self._series, self._standing)
        return case
