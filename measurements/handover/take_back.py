"""Taking reads back: everything of a file in one transaction, once all that differs was decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from measurements.access.permissions import Call, require
from measurements.carrying import TakeBack
from measurements.case.changes import Changes
from measurements.case.consequences import consequences
from measurements.case.evidence_commands import UnlockSignature
from measurements.case.signed_content import content_now
from measurements.case.signing import carry_out
from measurements.handover.conflict import WHOLE_FILE, WHOLE_SUBJECT, Conflict, ConflictKind, Side
from measurements.handover.merging import Outcome, with_theirs
from measurements.handover.planning import Plan, PlannedRead, plan_of
from measurements.handover.read_rows import DRAWN, Rows, kind_of, of_tables, plain, standing
from measurements.handover.reads_file import ReadsFile
from measurements.people import Actor
from measurements.refusal import Refusal
from measurements.storage.rows import (
    ImageCheckRow,
    TakeBackRow,
    TakenFileRow,
    UnlockRow,
)
from measurements.storage.store import TrialStore
from measurements.storage.unit import UnitOfWork

TAKE_BACK = "TakeBack"
"""The action of the audit entries."""

Decisions = Mapping[Conflict, Side]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came in.

    Attributes:
        codes: of the subjects whose reads were taken.
        left: of those that were kept as they are here.
        signatures: how many came in; voided: how many do not hold by what the trial is now.
    """

    codes: tuple[str, ...]
    left: tuple[str, ...]
    signatures: int
    voided: int
    plan: Plan
    changes: Changes


def look(store: TrialStore, file: ReadsFile) -> Plan:
    """What there is to decide; changes nothing.

    Raises:
        Refusal: the file cannot be taken into this trial: see `planning.plan_of`.
        NotAllowed: whoever is at the trial may not take reads back.
    """
    require(store.actor, Call.TAKE_BACK)
    with store.whole() as trial:
        return plan_of(trial, file)


def take_back(store: TrialStore, file: ReadsFile, decisions: Decisions, reason: str) -> TakenBack:
    """Takes the reads of a file in: rows, signatures as they were made, and the file itself as evidence.

    A signature that does not hold by what the trial is now, since its protocol or schedule is another, comes
    in voided: the reader signs anew.

    Args:
        decisions: for every conflict that no rule decides.
        reason: why it was decided so; required where anything was.

    Raises:
        Refusal: something is not decided yet, was changed since it was looked at, or does not hold together
            as it was decided; nothing was taken then.
        NotAllowed: whoever is at the trial may not do it.
    """
    require(store.actor, Call.TAKE_BACK)
    actor = store.actor
    assert actor is not None
    why = f"{file.path.name} (SHA-256 {file.file_hash})" + (f": {reason.strip()}" if reason.strip() else "")
    with store.writing(TAKE_BACK, reason=why) as work:
        plan = plan_of(work.trial, file)
        if plan.nothing_new:
            raise plan.nothing_new
        decided = _decided(plan, decisions, reason)
        taking = _Taking(work, actor, file, decided, why, store)
        taken: list[str] = []
        left: list[str] = []
        for read in plan.reads:
            if read.merge.outcome is Outcome.NOTHING:
                continue
            (taken if taking.take(read) else left).append(read.code)
        sentences = tuple(one.sentence(side) for one, side in decided.items())
        told = TakeBack(
            file_hash=file.file_hash,
            file_name=file.path.name,
            hand_out_uid=file.hand_out.uid,
            sequence=file.end.sequence,
            hash=file.end.hash,
            who=actor.name,
            taken=store.now().isoformat(timespec="seconds"),
            decisions=sentences,
        )
        work.add(TakeBackRow(**{name: getattr(told, name) for name in TakeBack.__slots__}))
        work.add_unaudited(TakenFileRow(file_hash=file.file_hash, content=file.content))
        changes = consequences(work, TAKE_BACK)
    return TakenBack(tuple(taken), tuple(left), taking.signatures, taking.voided, plan, changes)


def _decided(plan: Plan, decisions: Decisions, reason: str) -> dict[Conflict, Side]:
    """The side of every conflict.

    Raises:
        Refusal: one is open, or decided against the rule.
    """
    decided = {}
    for one in plan.conflicts:
        side = one.wins or decisions.get(one)
        if side is None:
            raise Refusal(
                "{subject} differs from the trial ({kind}), and nobody has decided yet: look at the "
                "conflicts, and decide them all."
                if one.subject
                else "The file differs from the trial ({kind}), and nobody has decided yet: look at the "
                "conflicts, and decide them all.",
                subject=one.subject,
                kind=one.kind,
            )
        decided[one] = side
    if plan.open and not reason.strip():
        raise Refusal("What differs is decided for a reason: give one.")
    return decided


class _Taking:
    """One file being taken in."""

    def __init__(
        self,
        work: UnitOfWork,
        actor: Actor,
        file: ReadsFile,
        decided: Mapping[Conflict, Side],
        why: str,
        store: TrialStore,
    ) -> None:
        self._work = work
        self._actor = actor
        self._file = file
        self._decided = decided
        self._why = why
        self._store = store
        self._files_side = all(side is Side.THEIRS for one, side in decided.items() if one.kind in WHOLE_FILE)
        self.signatures = 0
        self.voided = 0

    def take(self, read: PlannedRead) -> bool:
        """Whether it was taken, and not left out by a decision."""
        about = [(one, side) for one, side in self._decided.items() if one.subject_uid == read.subject_uid]
        stays = any(side is Side.HERE for one, side in about if one.kind in WHOLE_SUBJECT)
        if stays or not self._files_side:
            return False
        self._put_image_checks(read, dict(about))
        target = of_tables(read.theirs, DRAWN)
        if read.merge.outcome is Outcome.CELLS:
            assert read.merge.merged is not None
            chosen = {one.place for one, side in about if side is Side.THEIRS}
            places = [place for place in read.merge.clashes if "/".join((place[0], *place[1])) in chosen]
            target = with_theirs(read.merge.merged, read.theirs, places)
        elif read.merge.outcome is Outcome.EITHER:
            self._void(
                one["uid"] for one in standing(read.here) if ("signature", (one["uid"],)) not in read.theirs
            )
        self._put_unlocks(read, known=True)
        self._put_drawn(of_tables(read.here, DRAWN), target)
        self._put_signatures(read)
        self._put_unlocks(read, known=False)
        self._check_signatures(read)
        return True

    def _put_drawn(self, here: Rows, target: Rows) -> None:
        order = [kind.__tablename__ for kind in DRAWN]
        for place in sorted(here, key=lambda place: -order.index(place[0])):
            if place not in target:
                self._work.remove(kind_of(place), place[1])
        for place in sorted(target, key=lambda place: order.index(place[0])):
            if plain(here.get(place)) != plain(target[place]):
                self._work.put(kind_of(place)(**target[place]))

    def _put_signatures(self, read: PlannedRead) -> None:
        for place, columns in read.theirs.items():
            if place[0] == "signature" and place not in read.here:
                self._work.add(kind_of(place)(**columns))
                self.signatures += 1

    def _put_unlocks(self, read: PlannedRead, *, known: bool) -> None:
        """Those of signatures that are here already come before what they unlock, the others after."""
        for place, columns in read.theirs.items():
            new = place[0] == "unlock" and place not in read.here
            if new and (("signature", place[1]) in read.here) is known:
                self._work.add(UnlockRow(**columns))

    def _put_image_checks(self, read: PlannedRead, about: Decisions) -> None:
        mine = self._work.trial.evidence.image_checks()
        other = self._file.trial.evidence.image_checks()
        chosen = {
            one.where
            for one, side in about.items()
            if one.kind is ConflictKind.IMAGE_CHECK and side is Side.THEIRS
        }
        for timepoint in self._file.trial.timepoints(read.subject_uid):
            check = other.get(timepoint.uid)
            if check is None or (timepoint.uid in mine and timepoint.label not in chosen):
                continue
            if self._work.trial.timepoint(timepoint.uid) is not None:
                columns = {name: getattr(check, name) for name in type(check).__slots__}
                self._work.put(ImageCheckRow(**columns | {"verdict": check.verdict.value}))

    def _check_signatures(self, read: PlannedRead) -> None:
        """Voids what does not hold by what the trial is now.

        Raises:
            Refusal: nothing that was decided explains it.
        """
        explained = any(
            one.kind not in (ConflictKind.CELL, ConflictKind.CODE)
            for one in self._decided
            if one.subject_uid in ("", read.subject_uid)
        )
        signatures = self._work.trial.evidence.standing(read.read_uid)
        failing = [one for one in signatures if content_now(self._work.trial, one) != one.content]
        if failing and not explained:
            raise Refusal(
                "{path} has a signature for {subject} that does not say what its read says: have the "
                "carried trial verified, and hand back once more.",
                path=self._file.path,
                subject=read.code,
            )
        self._void(one.uid for one in failing)

    def _void(self, uids: Iterable[str]) -> None:
        """With all that rest on them, as the data manager unlocks them."""
        for uid in uids:
            before = {one.uid for one in self._work.trial.evidence.standing()}
            if uid in before:
                unlock = UnlockSignature(uid, self._why)
                carry_out(unlock, self._work, self._actor, None, self._store.now())
                self.voided += len(before) - len(self._work.trial.evidence.standing())
