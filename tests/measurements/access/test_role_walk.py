"""Every command run by every role on a trial file: what is allowed works, what is not changes nothing."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from measurements.access.permissions import CALLS, COMMANDS, Call, may, require
from measurements.access.roles_page import NEEDS_ACCOUNTS
from measurements.access.sign_in import sign_in
from measurements.annotation import Annotation, AnnotationKind, KeyImage
from measurements.case import commands as c
from measurements.case import evidence_commands as e
from measurements.case.enrol import enrol
from measurements.case.service import CaseService
from measurements.clinical.event import ClinicalData, ClinicalEvent, EventKind
from measurements.clinical.terms import TermList
from measurements.lesion import Lesion, Measurement, RadiationClass, State
from measurements.lesion import Role as LesionRole
from measurements.people import Assignment, Role, Task
from measurements.refusal import NotAllowed, Refusal
from measurements.signature import AdjudicationReason, ImageVerdict
from measurements.storage.store import TrialStore, create_trial, open_trial
from measurements.trial import Read, Subject, Timepoint, TimepointKind
from tests.accounts import (
    ADJUDICATOR,
    INVESTIGATOR,
    MANAGER,
    OTHER_READER,
    PASSWORD,
    READER,
    give_accounts,
    person_uid,
)
from tests.measurements.access.blinded_trial import protocol_text
from tests.measurements.samples import caliper, lesion, three_scans

PERSON_OF = {
    Role.RADIOLOGIST: READER,
    Role.ADJUDICATOR: ADJUDICATOR,
    Role.INVESTIGATOR: INVESTIGATOR,
    Role.DATA_MANAGER: MANAGER,
}
EVERYONE: tuple[Role | None, ...] = (*Role, None)
NEW_PASSWORD = "beacon-on-the-hill"


@dataclass(frozen=True)
class Walk:
    """A trial and what commands on it are made of.

    Attributes:
        me: whose read is walked; the radiologist's where whoever walks has none.
    """

    store: TrialStore
    case: CaseService
    subject: Subject
    other: Subject
    timepoints: list[Timepoint]
    others_timepoints: list[Timepoint]
    me: str

    @property
    def read(self) -> Read:
        return Read(f"read-{self.me}", self.subject.uid, self.me)

    def lesion(self, number: int) -> Lesion:
        return lesion_of(self.read, self.timepoints[0], number)

    def put(self, number: int, at: int, state: State = State.MEASURED) -> c.PutMeasurement:
        drawn = caliper(three_scans()[at], 20.0 + number) if state is State.MEASURED else None
        of = self.lesion(number).uid if number else f"lesion-new-{self.me}"
        return c.PutMeasurement(Measurement(of, self.timepoints[at].uid, state, drawn))

    def sign(self, *at: int) -> None:
        for number in at:
            self.case.run(e.SignTimepoint(self.read.uid, self.timepoints[number].uid, PASSWORD))

    def entries(self) -> int:
        with self.store.whole() as trial:
            return trial.chain_end().sequence


def lesion_of(read: Read, baseline: Timepoint, number: int) -> Lesion:
    one = lesion(read, baseline, f"T{number:02d}", radiation=None)
    return replace(one, uid=f"lesion-{number}-{read.reader}")


def draw(walk: Walk) -> None:
    """A read with two targets, an equivocal new lesion and marks, at all three timepoints."""
    walk.case.run(c.BeginRead(walk.read))
    first = walk.timepoints[1]
    for number in (1, 2):
        walk.case.run(c.InOneStep((c.AddLesion(walk.lesion(number)), walk.put(number, 0))))
    new = lesion(walk.read, first, "NEW01", LesionRole.NEW, radiation=None)
    walk.case.run(c.AddLesion(replace(new, uid=f"lesion-new-{walk.me}")))
    for at in (1, 2):
        for number in (1, 2):
            walk.case.run(walk.put(number, at))
        walk.case.run(walk.put(0, at, State.EQUIVOCAL))
    walk.case.run(c.PutAnnotation(annotation(walk, "first")))
    walk.case.run(c.AddKeyImage(key_image(walk, 1)))


def annotation(walk: Walk, name: str) -> Annotation:
    scan = three_scans()[0]
    ends = ((1.0, 2.0, 37.5), (4.0, 2.0, 37.5))
    place = (scan.key, scan.slices[1].sop_uid, 0)
    uid = f"annotation-{name}-{walk.me}"
    return Annotation(uid, walk.read.uid, walk.timepoints[0].uid, AnnotationKind.ARROW, ends, *place)


def key_image(walk: Walk, slice_: int) -> KeyImage:
    scan = three_scans()[0]
    place = (scan.key, scan.slices[slice_].sop_uid, 0)
    uid = f"key-image-{slice_}-{walk.me}"
    return KeyImage(uid, walk.read.uid, walk.timepoints[0].uid, *place, window=(40.0, 400.0))


Made = tuple[Callable[[Walk], None], Callable[[Walk], c.Command]]


def nothing(_: Walk) -> None:
    """Nothing has to be done before."""


def all_signed(walk: Walk) -> None:
    walk.sign(0, 1, 2)


def both_completed(walk: Walk) -> None:
    actor = walk.store.actor
    sign_in(walk.store, READER, PASSWORD)
    radiologist = replace(walk, me=READER)
    radiologist.sign(0, 1, 2)
    walk.case.run(e.CompleteRead(radiologist.read.uid, PASSWORD))
    walk.store.act_as(actor)


def others_signature(walk: Walk) -> str:
    with walk.store.whole() as trial:
        return trial.evidence.standing(f"read-{OTHER_READER}")[-1].uid if trial.evidence.has_people() else ""


def studies(walk: Walk) -> list[str]:
    with walk.store.whole() as trial:
        return [one.uid for one in trial.studies(walk.other.uid)]


def events(walk: Walk) -> ClinicalData:
    death = ClinicalEvent(walk.subject.code, EventKind.DEATH, date(2024, 8, 1))
    return ClinicalData((death,), "events.csv", "0" * 64, date(2024, 12, 31), cutoff_stated=True)


def put_event(walk: Walk) -> None:
    """By the data manager, whoever is at the trial after it."""
    actor = walk.store.actor
    if actor is not None and actor.role is not None:
        sign_in(walk.store, MANAGER, PASSWORD)
    walk.case.run(c.PutClinicalEvent("event-y", events(walk).events[0]))
    walk.store.act_as(actor)


def tagged(walk: Walk) -> str:
    with walk.store.whole() as trial:
        by = OTHER_READER if trial.evidence.has_people() else READER
    return f"lesion-1-{by}"


def forget(walk: Walk, at: int) -> None:
    """Takes back what was said of the first target there: a lesion that splits is measured no further."""
    walk.case.run(c.RemoveMeasurement(walk.lesion(1).uid, walk.timepoints[at].uid))


def unlock_all(walk: Walk) -> None:
    """Voids every signature, the last ones first."""
    with walk.store.whole() as trial:
        standing = trial.evidence.standing()
    for one in reversed(standing):
        walk.case.run(e.UnlockSignature(one.uid, "another protocol"))


RUN: dict[type, Made] = {
    c.BeginRead: (nothing, lambda w: c.BeginRead(Read("read-second", w.other.uid, w.me))),
    c.AddLesion: (nothing, lambda w: c.AddLesion(w.lesion(3))),
    c.EditLesion: (nothing, lambda w: c.EditLesion(replace(w.lesion(1), site="Tonsil", organ="Tonsil"))),
    c.RemoveLesion: (nothing, lambda w: c.RemoveLesion(w.lesion(1).uid)),
    c.PutMeasurement: (nothing, lambda w: c.PutMeasurement(replace(w.put(1, 1).measurement, comment="new"))),
    c.RemoveMeasurement: (nothing, lambda w: c.RemoveMeasurement(w.lesion(1).uid, w.timepoints[2].uid)),
    c.MoveLabel: (nothing, lambda w: c.MoveLabel(w.lesion(1).uid, w.timepoints[0].uid, (1.0, 2.0, 3.0))),
    c.RenameLesion: (nothing, lambda w: c.RenameLesion(w.lesion(1).uid, "the left one")),
    c.CommentOnLesion: (nothing, lambda w: c.CommentOnLesion(w.lesion(1).uid, "near the bone")),
    c.CommentOnMeasurement: (
        nothing,
        lambda w: c.CommentOnMeasurement(w.lesion(1).uid, w.timepoints[0].uid, "streaks"),
    ),
    c.ReorderLesions: (nothing, lambda w: c.ReorderLesions((w.lesion(2).uid, w.lesion(1).uid))),
    c.SplitLesion: (
        lambda w: forget(w, 2),
        lambda w: c.SplitLesion(w.lesion(1).uid, w.timepoints[1].uid, ("piece-1", "piece-2")),
    ),
    c.MergeLesions: (
        nothing,
        lambda w: c.MergeLesions((w.lesion(2).uid,), w.lesion(1).uid, w.timepoints[1].uid),
    ),
    c.ConfirmNewLesion: (nothing, lambda w: c.ConfirmNewLesion(f"lesion-new-{w.me}", w.timepoints[2].uid)),
    c.PutAnnotation: (nothing, lambda w: c.PutAnnotation(annotation(w, "second"))),
    c.RemoveAnnotation: (nothing, lambda w: c.RemoveAnnotation(annotation(w, "first").uid)),
    c.AddKeyImage: (nothing, lambda w: c.AddKeyImage(key_image(w, 2))),
    c.RemoveKeyImage: (nothing, lambda w: c.RemoveKeyImage(key_image(w, 1).uid)),
    c.RenameSubject: (nothing, lambda w: c.RenameSubject(w.other.uid, "S-77")),
    c.SetTreatmentStart: (nothing, lambda w: c.SetTreatmentStart(w.other.uid, date(2024, 1, 10))),
    c.AddTimepoint: (
        nothing,
        lambda w: c.AddTimepoint("timepoint-x", w.other.uid, "TPX", TimepointKind.UNSCHEDULED),
    ),
    c.RenameTimepoint: (nothing, lambda w: c.RenameTimepoint(w.others_timepoints[2].uid, "Month 4")),
    c.SetTimepointKind: (
        nothing,
        lambda w: c.SetTimepointKind(w.others_timepoints[2].uid, TimepointKind.UNSCHEDULED),
    ),
    c.AssignStudyToTimepoint: (
        nothing,
        lambda w: c.AssignStudyToTimepoint(studies(w)[2], w.others_timepoints[1].uid),
    ),
    c.AssignTimepointToSubject: (
        nothing,
        lambda w: c.AssignTimepointToSubject(w.others_timepoints[2].uid, w.subject.uid, "TP9"),
    ),
    c.SetProtocol: (
        unlock_all,
        lambda w: c.SetProtocol("other.toml", protocol_text(readers="3", next_opens='"any-time"')),
    ),
    c.ImportClinicalEvents: (nothing, lambda w: c.ImportClinicalEvents(events(w))),
    c.ImportClinicalTerms: (nothing, lambda w: c.ImportClinicalTerms(TermList(("Pain",), "terms.csv", ""))),
    c.PutClinicalEvent: (nothing, lambda w: c.PutClinicalEvent("event-x", events(w).events[0])),
    c.WithdrawClinicalEvent: (put_event, lambda w: c.WithdrawClinicalEvent("event-y")),
    c.SetDataCutoff: (put_event, lambda w: c.SetDataCutoff(date(2025, 12, 31))),
    e.AddPerson: (
        nothing,
        lambda w: e.AddPerson("person-x", "xenia", "X", frozenset({Role.DATA_MANAGER}), PASSWORD),
    ),
    e.ChangePerson: (
        nothing,
        lambda w: e.ChangePerson(person_uid(READER), "L W", frozenset({Role.RADIOLOGIST}), active=False),
    ),
    e.ResetPassword: (nothing, lambda w: e.ResetPassword(person_uid(READER), NEW_PASSWORD)),
    e.ChangeOwnPassword: (nothing, lambda w: e.ChangeOwnPassword(PASSWORD, NEW_PASSWORD)),
    e.Assign: (
        nothing,
        lambda w: e.Assign(Assignment("task-x", w.other.uid, person_uid(OTHER_READER), Task.READ)),
    ),
    e.Unassign: (nothing, lambda w: e.Unassign(f"{READER} {w.other.uid}")),
    e.CheckImages: (
        nothing,
        lambda w: e.CheckImages(w.others_timepoints[0].uid, ImageVerdict.WAIVED, ("thick",), "all there is"),
    ),
    e.TagRadiation: (
        nothing,
        lambda w: e.TagRadiation(tagged(w), RadiationClass.LDRT),
    ),
    e.SignTimepoint: (nothing, lambda w: e.SignTimepoint(w.read.uid, w.timepoints[0].uid, PASSWORD)),
    e.CompleteRead: (all_signed, lambda w: e.CompleteRead(w.read.uid, PASSWORD)),
    e.ReopenTimepoint: (
        all_signed,
        lambda w: e.ReopenTimepoint(w.read.uid, w.timepoints[1].uid, "a last look"),
    ),
    e.UnlockSignature: (nothing, lambda w: e.UnlockSignature(others_signature(w), "the wrong node")),
    e.Adjudicate: (
        both_completed,
        lambda w: e.Adjudicate(w.subject.uid, f"read-{READER}", AdjudicationReason.BOUNDARY, "", PASSWORD),
    ),
}
"""Each command with what has to be done before it."""


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """A trial with accounts and one without, in which a subject was read; True: with accounts."""
    made = {accounts: tmp_path_factory.mktemp("walk") for accounts in (True, False)}
    for accounts, folder in made.items():
        _make(folder, accounts=accounts)
    return made


def _make(folder: Path, *, accounts: bool) -> None:
    with create_trial(folder / "trial.longaxis") as store:
        case = CaseService(store)
        for patient_id in ("HN-017", "HN-018"):
            scans = three_scans(patient_id, folder=str(folder / "images"))
            enrol(store, scans)
            for slice_ in (one for scan in scans for one in scan.slices):
                path = Path(slice_.path)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(slice_.sop_uid.encode())
        after_lock = protocol_text(next_opens='"any-time"', radiation_class='"after-lock"')
        case.run(c.SetProtocol("protocol.toml", after_lock))
        with store.reading() as trial:
            timepoints = [one for some in trial.timepoints_by_subject().values() for one in some]
        if accounts:
            give_accounts(store, case)
            with store.reading() as trial:
                given = trial.evidence.assignments(walk_in(store, READER).other.uid)
            (to_drop,) = (one for one in given if one.person_uid == person_uid(OTHER_READER))
            case.run(e.Unassign(to_drop.uid))
            for timepoint in timepoints:
                case.run(e.CheckImages(timepoint.uid, ImageVerdict.PASS, ()))
        for name in (READER, OTHER_READER, INVESTIGATOR) if accounts else (READER,):
            if accounts:
                sign_in(store, name, PASSWORD)
            walk = walk_in(store, name)
            draw(walk)
            if name == OTHER_READER:
                walk.sign(0, 1, 2)
                case.run(e.CompleteRead(walk.read.uid, PASSWORD))


def walk_in(store: TrialStore, me: str) -> Walk:
    with store.whole() as trial:
        subject, other = trial.subjects()
        of_subject, of_other = (trial.timepoints(one.uid) for one in (subject, other))
    return Walk(store, CaseService(store, who=me), subject, other, of_subject, of_other, me)


@contextmanager
def walking(original: Path, folder: Path, role: Role | None) -> Iterator[Walk]:
    """A copy of the trial with somebody of this role at it; the pictures lie where they lay."""
    path = folder / f"{role}.longaxis"
    path.unlink(missing_ok=True)
    shutil.copy(original / "trial.longaxis", path)
    images = folder / "images"
    if not images.exists():
        images.symlink_to(original / "images")
    with open_trial(path, writing=True) as store:
        if role is not None:
            sign_in(store, PERSON_OF[role], PASSWORD)
        reads = role in (Role.RADIOLOGIST, Role.INVESTIGATOR)
        yield walk_in(store, PERSON_OF[role] if role is not None and reads else READER)


def test_every_command_is_walked() -> None:
    assert RUN.keys() == COMMANDS.keys()


@pytest.mark.parametrize("role", EVERYONE, ids=str)
def test_what_is_allowed_works(originals: dict[bool, Path], tmp_path: Path, role: Role | None) -> None:
    for kind, (before, make) in RUN.items():
        if not may(role, kind) or (role is None and kind in NEEDS_ACCOUNTS):
            continue
        with walking(originals[role is not None], tmp_path, role) as walk:
            before(walk)
            entries = walk.entries()
            walk.case.run(make(walk))
            assert walk.entries() > entries, f"{kind.__name__} by {role} did nothing"


@pytest.mark.parametrize("role", EVERYONE, ids=str)
def test_what_is_not_allowed_is_refused_and_changes_nothing(
    originals: dict[bool, Path], tmp_path: Path, role: Role | None
) -> None:
    refused = [kind for kind in RUN if not may(role, kind) or (role is None and kind in NEEDS_ACCOUNTS)]
    assert refused
    with walking(originals[role is not None], tmp_path, role) as walk:
        entries = walk.entries()
        for kind in refused:
            command = RUN[kind][1](walk)
            sentence = "may not do this as" if role is not None else None
            with pytest.raises(NotAllowed if role is not None else Refusal, match=sentence):
                walk.case.run(command)
            if role is not None and not isinstance(command, (e.SignTimepoint, e.CompleteRead, e.Adjudicate)):
                with pytest.raises(Refusal):
                    walk.case.run(c.InOneStep((c.InOneStep((command,)),)))
            assert walk.entries() == entries, f"{kind.__name__} by {role} left something"
            assert not walk.case.can_undo


@pytest.mark.parametrize("role", Role)
def test_nobody_signed_in_may_nothing(originals: dict[bool, Path], tmp_path: Path, role: Role) -> None:
    with walking(originals[True], tmp_path, role) as walk:
        commands = [make(walk) for _, make in RUN.values()]
        walk.store.act_as(None)
        entries = walk.entries()
        for command in commands:
            with pytest.raises(NotAllowed, match="sign in first"):
                walk.case.run(command)
        for call in Call:
            with pytest.raises(NotAllowed, match="sign in first"):
                require(None, call)
        assert walk.entries() == entries


@pytest.mark.parametrize("role", EVERYONE, ids=str)
def test_calls_are_allowed_by_the_table(
    originals: dict[bool, Path], tmp_path: Path, role: Role | None
) -> None:
    with walking(originals[role is not None], tmp_path, role) as walk:
        for call, allowed in CALLS.items():
            if role is None or role in allowed:
                require(walk.store.actor, call)
            else:
                with pytest.raises(NotAllowed, match=f"may not do this as {role}"):
                    require(walk.store.actor, call)


@pytest.mark.parametrize("role", EVERYONE, ids=str)
def test_pictures_are_imported_by_who_may(
    originals: dict[bool, Path], tmp_path: Path, role: Role | None
) -> None:
    with walking(originals[role is not None], tmp_path, role) as walk:
        entries = walk.entries()
        if may(role, Call.IMPORT):
            enrol(walk.store, three_scans("HN-019"))
            assert walk.entries() > entries
        else:
            with pytest.raises(NotAllowed, match="import series"):
                enrol(walk.store, three_scans("HN-019"))
            assert walk.entries() == entries


@pytest.mark.parametrize(
    "kind", [e.SignTimepoint, e.CompleteRead, e.Adjudicate, e.ChangeOwnPassword, e.AddPerson]
)
def test_what_asks_for_a_password_is_no_part_of_a_step(
    originals: dict[bool, Path], tmp_path: Path, kind: type
) -> None:
    """Otherwise a step would be the place to try passwords that nobody counts."""
    role = next(one for one in Role if may(one, kind))
    with walking(originals[True], tmp_path, role) as walk:
        entries = walk.entries()
        with pytest.raises(Refusal, match="a step of its own"):
            walk.case.run(c.InOneStep((RUN[kind][1](walk),)))
        assert walk.entries() == entries


def test_a_forbidden_part_forbids_the_step(originals: dict[bool, Path], tmp_path: Path) -> None:
    with walking(originals[True], tmp_path, Role.RADIOLOGIST) as walk:
        entries = walk.entries()
        allowed = c.RenameLesion(walk.lesion(1).uid, "the left one")
        for hidden in (c.RenameSubject(walk.subject.uid, "S-99"), e.Unassign(f"{READER} {walk.other.uid}")):
            for step in (c.InOneStep((allowed, hidden)), c.InOneStep((allowed, c.InOneStep((hidden,))))):
                with pytest.raises(NotAllowed, match="data-manager"):
                    walk.case.run(step)
        assert walk.entries() == entries


SIGNERS_TRY = [
    c.BeginRead,
    c.EditLesion,
    c.RemoveLesion,
    c.PutMeasurement,
    c.RemoveMeasurement,
    c.MoveLabel,
    c.RenameLesion,
    c.CommentOnLesion,
    c.CommentOnMeasurement,
    c.ReorderLesions,
    c.SplitLesion,
    c.MergeLesions,
    c.ConfirmNewLesion,
    c.PutAnnotation,
    c.RemoveAnnotation,
    c.AddKeyImage,
    c.RemoveKeyImage,
    c.AddLesion,
    e.SignTimepoint,
    e.CompleteRead,
    e.ReopenTimepoint,
]
"""Every command of a reader's."""


@pytest.mark.parametrize("victim", [OTHER_READER, INVESTIGATOR])
def test_the_read_of_another_is_out_of_reach_and_says_nothing(
    originals: dict[bool, Path], tmp_path: Path, victim: str
) -> None:
    """Every command of a reader's, on what is another's: refused without a word of who or what it is."""
    assert {kind for kind, roles in COMMANDS.items() if roles == COMMANDS[c.BeginRead]} == set(SIGNERS_TRY)
    with walking(originals[True], tmp_path, Role.RADIOLOGIST) as walk:
        entries = walk.entries()
        theirs = replace(walk, me=victim)
        for kind in SIGNERS_TRY:
            with pytest.raises(Refusal) as refused:
                walk.case.run(RUN[kind][1](theirs))
            said = str(refused.value)
            assert victim not in said, kind.__name__
            assert not any(label in said for label in ("T01", "T02", "NEW01")), f"{kind.__name__}: {said}"
            assert walk.entries() == entries
        mine, other = walk.lesion(1).uid, theirs.lesion(1).uid
        for mixed in (
            c.MergeLesions((other,), mine, walk.timepoints[1].uid),
            c.MergeLesions((mine,), other, walk.timepoints[1].uid),
            c.ReorderLesions((mine, other)),
            c.EditLesion(replace(walk.lesion(1), read_uid=theirs.read.uid)),
            c.AddLesion(replace(walk.lesion(3), uid=other)),
            c.PutMeasurement(
                replace(walk.put(1, 1).measurement, state=State.MERGED, caliper=None, merged_into_uid=other)
            ),
            c.PutAnnotation(replace(annotation(walk, "first"), uid=annotation(theirs, "first").uid)),
            c.SplitLesion(mine, walk.timepoints[1].uid, (other, "piece-2")),
        ):
            with pytest.raises(NotAllowed, match="not among what you see"):
                walk.case.run(mixed)
        assert walk.entries() == entries
