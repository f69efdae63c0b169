"""Brings series into a trial: look through folders, plan, copy where wanted, write in one transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from app.collecting import without_full_collections
from app.copying import copy_beside
from measurements.access.permissions import Call, require
from measurements.case.changes import Changes
from measurements.case.enrol import enrol, enrolled_in
from measurements.case.enrolment import EnrolmentPlan, plan_enrolment
from measurements.case.known import known_stacks
from measurements.imaging import Issue, IssueCode, Series
from measurements.index import IndexChange, ScanIndex
from measurements.progress import Cancelled, Report, silent
from measurements.sentence import Sentence
from measurements.storage.store import TrialStore
from reader.listing import Rejected
from reader.scan import NOTHING_KEPT, Scan, scan

_NAMES_IN_FULL = 3
_INDEX = "Index"
_FOLDERS_AT_A_TIME = 20
_NO_STACK = (IssueCode.LOCALIZER, IssueCode.NOT_AN_IMAGE)
_NOT_SHOWN = (IssueCode.UNSUPPORTED_SYNTAX, IssueCode.UNREADABLE, IssueCode.TRUNCATED)


@dataclass(frozen=True, slots=True)
class Things:
    """What a remark is about: one thing by its name, or several by their number.

    Attributes:
        count: how many; 1 where `name` is the thing's own.
        name: of the one thing, or of whom several series are; empty for several files.
    """

    count: int
    name: str

    def __str__(self) -> str:
        if self.count == 1:
            return self.name
        return f"{self.count} series of {self.name}" if self.name else f"{self.count} files"


@dataclass(frozen=True, slots=True)
class Remark:
    """What an import says of one thing or of several alike.

    Attributes:
        about: which things; None where the sentences say that themselves.
        told: why they were left out, or what to mind of them: a finding, or sentences.
        paths: the files concerned, where it was files.
    """

    about: Things | None
    told: Issue | tuple[Sentence, ...]
    paths: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """Which things, as plain text."""
        return "" if self.about is None else str(self.about)

    @property
    def text(self) -> str:
        """What is said of them, in English."""
        return self.told.text if isinstance(self.told, Issue) else " ".join(map(str, self.told))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of everything that was looked through.

    Attributes:
        sources: names of the folders and files given.
        timepoints: (subject code, label) of those that got pictures, in order.
        images_present: pictures that the trial had already.
        images_copied: files copied beside the trial, those found there from an earlier attempt included.
        remarks: what came in and deserves a look; left_out: what did not come in.
        changes: what windows have to show anew.
    """

    sources: tuple[str, ...]
    timepoints: tuple[tuple[str, str], ...]
    subjects_added: int
    series_added: int
    images_added: int
    images_present: int
    files_copied: int
    remarks: tuple[Remark, ...]
    left_out: tuple[Remark, ...]
    changes: Changes

    def lines(self) -> Iterator[str]:
        """The report as plain text, every file that was left out by its path."""
        yield f"{self.series_added} series with {self.images_added} images added" + (
            " to:" if self.timepoints else "."
        )
        for code, places in groupby(self.timepoints, key=itemgetter(0)):
            yield f"  {code}: {', '.join(label for _, label in places)}"
        if self.images_present:
            yield f"{self.images_present} images were in the trial already; nothing was added twice."
        if self.files_copied:
            yield f"{self.files_copied} files copied beside the trial."
        yield from _told("Left out:", self.left_out)
        yield from _told("Kept, to be looked at:", self.remarks)


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in the folders, before a trial is touched.

    Attributes:
        stacks: those that can be read, but for `unchanged`.
        unchanged: how many pictures the trial has, and the files still are, by series UID.
        unsettled: UIDs of the series of which not all stacks can be read.
        gone: files that were in these folders and are not any more, by series UID.
        index_change: what the trial is to keep for the next look.
    """

    sources: tuple[str, ...]
    stacks: tuple[Series, ...]
    left_out: tuple[Remark, ...]
    unchanged: Mapping[str, int] = field(default_factory=dict)
    unsettled: frozenset[str] = frozenset()
    gone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    index_change: IndexChange = field(default_factory=IndexChange)


def look_through(
    paths: Sequence[Path],
    report: Report = silent,
    *,
    unpack_into: Path | None = None,
    index: ScanIndex = NOTHING_KEPT,
) -> Found:
    """Finds the stacks that can be read, and says of all else why it is left out.

    Args:
        index: what the trial has kept, `index_of`; only files that have changed since are read.
        unpack_into: see `reader.scan.scan`; `app.copying.room_to_unpack` makes such a folder.

    Raises:
        Refusal: one of `paths` does not exist.
        Cancelled: by `report`.
    """
    with without_full_collections():
        found = scan(paths, report, unpack_into, index)
    stacks = tuple(series for series in found.series if _reason_to_leave(series) is None)
    return Found(
        sources=tuple(path.name or str(path) for path in paths),
        stacks=stacks,
        left_out=(*_unread_series(found), *_unread_files(found)),
        unchanged={series_uid: index.settled[series_uid] for series_uid in found.unchanged},
        unsettled=frozenset(one.series_uid for one in found.series if _reason_to_leave(one) is not None),
        gone={one.series_uid: one.paths for one in found.gone},
        index_change=found.index_change,
    )


def index_of(store: TrialStore) -> ScanIndex:
    """What the trial has kept of the folders it was imported from."""
    with store.reading() as trial:
        return trial.scan_index()


@without_full_collections()
def bring_in(
    store: TrialStore, found: Found, *, copy: bool = False, who: str = "", report: Report = silent
) -> ImportReport:
    """Writes what was found into the trial, all of it that has a place there, or nothing.

    With `copy`, the pictures are first copied into a folder beside the trial and kept from there; a copy
    that an earlier, cancelled import has left is used again.

    Raises:
        NotAllowed: whoever is at the trial may not import.
        Refusal: the trial cannot be written, or the copies have no room.
        Cancelled: by `report`; the trial is as it was.
    """
    require(store.actor, Call.IMPORT)
    stacks: Sequence[Series] = found.stacks
    with store.reading() as trial:
        stacks_known = known_stacks(trial, stacks, report)
        enrolled = enrolled_in(trial, stacks_known)
    known = stacks_known.slices
    copied = 0
    if copy:
        wanted = {series.key for series in plan_enrolment(stacks, enrolled).series}
        copies, copied = copy_beside(
            store.path, [series for series in stacks if series.key in wanted], report
        )
        stacks = [copies.get(series.key, series) for series in stacks]
    enrolment = enrol(store, stacks, known=stacks_known, who=who, report=report)
    plan = enrolment.plan
    written = {series.key for series in plan.series}
    present = sum(len(known.get(series.key, ())) for series in stacks) + sum(found.unchanged.values())
    _keep_index(store, found, set() if copy else written, stacks_known.held, report)
    return ImportReport(
        sources=found.sources,
        timepoints=_timepoints(store, plan),
        subjects_added=len(plan.subjects),
        series_added=sum(series.key not in known for series in plan.series),
        images_added=sum(len(series.slices) - len(known.get(series.key, ())) for series in plan.series),
        images_present=present,
        files_copied=copied,
        remarks=(
            *(Remark(None, (sentence,)) for sentence in plan.remarks),
            *_issues(series for series in stacks if series.key in written),
            *_gone(store, found.gone),
        ),
        left_out=(*(Remark(None, (sentence,)) for sentence in plan.left_out), *found.left_out),
        changes=enrolment.changes,
    )


def _keep_index(
    store: TrialStore, found: Found, written: set[str], held: frozenset[str], report: Report
) -> None:
    """Keeps what the folders hold, a few at a time, for a command of the window may wait; and last, of which
    series nothing is left to be done. Stopped half way, the next look reads more files than it had to.

    Args:
        written: keys of the stacks that the trial now has as their files are; held: of those it had so.
    """
    folders, gone = found.index_change.folders, found.index_change.gone
    images: defaultdict[str, int] = defaultdict(int)
    for series in found.stacks:
        images[series.series_uid] += len(series.slices)
    touched = images.keys() | found.unsettled | found.gone.keys()
    if touched or folders or gone:
        with store.writing(_INDEX) as work:
            work.unsettle_series(touched)
    try:
        for start in range(0, max(len(folders), len(gone)), _FOLDERS_AT_A_TIME):
            report(start, len(folders), "Writing the index")
            some = slice(start, start + _FOLDERS_AT_A_TIME)
            with store.writing(_INDEX) as work:
                work.change_index(IndexChange(folders[some], gone[some]))
    except Cancelled:
        return  # what came in has come in
    loose = {one.series_uid for one in found.stacks if one.key not in written and one.key not in held}
    settled = {uid: count for uid, count in images.items() if uid not in loose | found.unsettled}
    if settled:
        with store.writing(_INDEX) as work:
            work.settle_series(settled)


def _gone(store: TrialStore, gone: Mapping[str, tuple[str, ...]]) -> Iterator[Remark]:
    """The trial's pictures whose files have gone from the folders looked through."""
    with store.reading() as trial:
        listed = [one for some in trial.series_by_timepoint().values() for one in some] if gone else []
        for series in listed:
            lost = set(gone.get(series.series_uid, ()))
            missing = sorted(
                {one.path for one in trial.slices(series.key) if one.path in lost} if lost else ()
            )
            if missing:
                folders = tuple(sorted({str(Path(path).parent) for path in missing}))
                yield Remark(
                    _named([series]),
                    (
                        Sentence(
                            "{count} of its {total} files are not in {folders} any more: bring them back, or "
                            "import the folder where they are now; until then these pictures are missing.",
                            count=len(missing),
                            total=series.files,
                            folders=folders,
                        ),
                    ),
                    tuple(missing),
                )


def _reason_to_leave(series: Series) -> Issue | Sentence | None:
    """Why a series cannot be read in a window, as a finding on it where there is one; None where it can."""
    found = {issue.code: issue for issue in series.issues}
    no_stack = next((found[code] for code in _NO_STACK if code in found), None)
    if no_stack is not None:
        return no_stack
    if series.loadable:
        pictures = Counter((one.sop_uid, one.frame) for one in series.slices)
        ambiguous = sum(count for count in pictures.values() if count > 1)
        if ambiguous:
            # A caliper is kept with the UID of its picture, which has to say which picture it was.
            return Sentence(
                "{count} different pictures share SOP Instance UIDs; calipers could not be told apart.",
                count=ambiguous,
            )
        return None
    return next(
        (found[code] for code in _NOT_SHOWN if code in found), Sentence("The pictures cannot be shown.")
    )


def _unread_series(found: Scan) -> Iterator[Remark]:
    reasons: defaultdict[Issue | Sentence, list[Series]] = defaultdict(list)
    for one in found.series:
        reason = _reason_to_leave(one)
        if reason is not None:
            reasons[reason].append(one)
    for reason, some in reasons.items():
        paths = {found.names.get(each.path, each.path) for one in some for each in one.slices}
        told = reason if isinstance(reason, Issue) else (reason,)
        yield Remark(_named(some), told, tuple(sorted(paths)))


def _unread_files(found: Scan) -> Iterator[Remark]:
    alike: defaultdict[tuple[Sentence, ...], list[Rejected]] = defaultdict(list)
    for one in found.rejected:
        alike[one.reasons].append(one)
    for reasons, some in alike.items():
        paths = tuple(one.path for one in some)
        yield Remark(Things(len(paths), Path(paths[0]).name if len(paths) == 1 else ""), reasons, paths)
    if found.not_dicom:
        what = Things(found.not_dicom, "1 file" if found.not_dicom == 1 else "")
        yield Remark(what, (Sentence("Not DICOM."),))


def _issues(series: Iterable[Series]) -> Iterator[Remark]:
    """The findings on stacks that came in, those alike together."""
    alike: defaultdict[Issue, list[Series]] = defaultdict(list)
    for one in series:
        for issue in one.issues:
            alike[issue].append(one)
    for issue, some in alike.items():
        yield Remark(_named(some), issue)


def _named(series: Sequence[Series]) -> Things:
    """One series by name, several by number and whose they are."""
    patients = Counter(one.patient_id or "no Patient ID" for one in series)
    who = ", ".join(list(patients)[:_NAMES_IN_FULL]) + (", …" if len(patients) > _NAMES_IN_FULL else "")
    if len(series) == 1:
        return Things(1, f"{who} · {series[0].description or series[0].modality or 'unnamed'}")
    return Things(len(series), who)


def _timepoints(store: TrialStore, plan: EnrolmentPlan) -> tuple[tuple[str, str], ...]:
    """Code and label of the timepoints whose series were written, in order."""
    studies = {series.study_uid for series in plan.series}
    with store.reading() as trial:
        codes = {subject.uid: subject.code for subject in trial.subjects()}
        wanted = {study.timepoint_uid for study in trial.studies() if study.uid in studies}
        timepoints = trial.timepoints_by_subject()
    return tuple(
        (codes[uid], timepoint.label)
        for uid in sorted(timepoints, key=lambda uid: codes[uid])
        for timepoint in timepoints[uid]
        if timepoint.uid in wanted
    )


def _told(heading: str, remarks: Sequence[Remark]) -> Iterator[str]:
    if remarks:
        yield heading
    for remark in remarks:
        yield f"  {remark.what}: {remark.text}" if remark.what else f"  {remark.text}"
        if len(remark.paths) > 1 or (remark.paths and Path(remark.paths[0]).name == remark.what):
            yield from (f"    {path}" for path in remark.paths)
