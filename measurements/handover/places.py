"""Whether a subject is still what it was when it was handed out: code, visits, pictures, tasks, checks."""

from collections.abc import Iterator

from measurements.handover.conflict import Conflict, ConflictKind, Side
from measurements.handover.hand_out import TASKS_CARRIED
from measurements.handover.read_rows import Rows
from measurements.handover.reads_file import ReadsFile
from measurements.people import Person
from measurements.signature import ImageCheck
from measurements.storage.repository import Repository
from measurements.trial import Timepoint


def subject_conflicts(
    here: Repository, file: ReadsFile, subject_uid: str, code: str, person: Person | None, theirs: Rows
) -> Iterator[Conflict]:
    """What was changed of a subject in the trial since it left.

    Args:
        theirs: rows of the read in the file, which say what was drawn where.
    """

    def found(
        kind: ConflictKind, mine: str, other: str, wins: Side | None = None, where: str = ""
    ) -> Conflict:
        return Conflict(kind, subject_uid, code, f"{kind.value} {where}".strip(), where, mine, other, wins)

    subject, handed = here.subject(subject_uid), file.trial.subject(subject_uid)
    assert handed is not None, "reads are of subjects that are there"
    if subject is None:
        yield found(ConflictKind.CODE, "–", handed.code, Side.HERE)
        return
    if subject.code != handed.code:
        yield found(ConflictKind.CODE, subject.code, handed.code)
    moved = _moved(here, file, subject_uid, theirs)
    if moved is not None:
        yield found(ConflictKind.SCHEDULE, *moved)
    yield from (found(ConflictKind.PICTURES, *one) for one in _pictures(here, file, subject_uid, theirs))
    missing = _assignment(here, file, subject_uid, person)
    if missing:
        yield found(ConflictKind.ASSIGNMENT, missing, f"handed out {file.hand_out.made}")
    checks, handed_checks = here.evidence.image_checks(), file.trial.evidence.image_checks()
    signed = {one.timepoint_uid for one in here.evidence.standing()}
    for timepoint in file.trial.timepoints(subject_uid):
        mine, other = checks.get(timepoint.uid), handed_checks.get(timepoint.uid)
        if mine is not None and other is not None and said_of(mine) != said_of(other):
            wins = Side.HERE if timepoint.uid in signed else None
            yield found(ConflictKind.IMAGE_CHECK, said_of(mine), said_of(other), wins, timepoint.label)


def said_of(check: ImageCheck) -> str:
    """What was found of pictures, in words; who found it is another matter."""
    return " ".join(part for part in (check.verdict.value, *check.findings, check.reason) if part)


def _moved(
    here: Repository, file: ReadsFile, subject_uid: str, theirs: Rows
) -> tuple[str, str, Side | None] | None:
    """Both schedules in words, where visits handed out are others now. Later visits are no matter."""
    handed, mine = file.trial.timepoints(subject_uid), here.timepoints(subject_uid)
    told_here, told_there = _told(here, mine), _told(file.trial, handed)
    same = all(told_here.get(uid) == said for uid, said in told_there.items())
    among = [one.uid for one in mine if one.uid in told_there]
    before = [one for one in mine if one.uid not in told_there and one.order <= handed[-1].order]
    if same and among == [one.uid for one in handed] and not before:
        return None
    known = {one.uid for one in mine}
    drawn_at = {
        row["timepoint_uid"] if "timepoint_uid" in row else row["first_timepoint_uid"]
        for (table, _), row in theirs.items()
        if table in ("lesion", "measurement", "annotation", "key_image")
    }
    stays = all(
        here.timepoint_of_series(row["series_key"]) == row["timepoint_uid"]
        for (table, _), row in theirs.items()
        if table in ("measurement", "annotation", "key_image") and row["series_key"] is not None
    )
    wins = None if stays and drawn_at <= known else Side.HERE
    return "; ".join(told_here.values()), "; ".join(told_there.values()), wins


def _told(trial: Repository, timepoints: list[Timepoint]) -> dict[str, str]:
    """Each visit in words, by uid: label, kind, day, and how many stacks it has."""
    told = {}
    for one in timepoints:
        keys = sorted(stack.key for stack in trial.series(one.uid))
        told[one.uid] = f"{one.label} ({one.kind.value}, day {one.day}, {len(keys)} series)"
    return told


def _pictures(
    here: Repository, file: ReadsFile, subject_uid: str, theirs: Rows
) -> Iterator[tuple[str, str, Side | None]]:
    drawn = {
        (row["series_key"], row["sop_uid"], row["frame"])
        for (table, _), row in theirs.items()
        if table in ("measurement", "annotation", "key_image") and row["series_key"] is not None
    }
    roots, handed_roots = here.evidence.checksum_roots(), file.trial.evidence.checksum_roots()
    for timepoint in file.trial.timepoints(subject_uid):
        for stack in file.trial.series(timepoint.uid):
            other = {(one.sop_uid, one.frame): one.file_size for one in file.trial.slices(stack.key)}
            mine = {(one.sop_uid, one.frame): one.file_size for one in here.slices(stack.key)}
            root, handed_root = roots.get(stack.key), handed_roots.get(stack.key)
            if mine == other and root == handed_root:
                continue
            name = f"{timepoint.label} {stack.description or stack.key}"
            gone = any(key == stack.key and (uid, frame) not in mine for key, uid, frame in drawn)
            wins = Side.HERE if gone or here.series_without_slices(stack.key) is None else None
            yield _counted(name, len(mine), root), _counted(name, len(other), handed_root), wins


def _counted(name: str, slices: int, root: str | None) -> str:
    return f"{name}: {slices} slices ({(root or '–')[:12]})"


def _assignment(here: Repository, file: ReadsFile, subject_uid: str, person: Person | None) -> str:
    """Why the subject is not the reader's any more, in words; "" where it is."""
    if not here.evidence.has_people():
        return ""
    if person is None:
        return "no such account"
    if not person.active:
        return "the account is switched off"
    given = any(
        one.person_uid == person.uid and one.task in TASKS_CARRIED
        for one in here.evidence.assignments(subject_uid)
    )
    return "" if given else "not assigned"
