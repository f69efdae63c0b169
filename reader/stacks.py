"""Headers of one series to stacks of slices, with what is wrong with them said."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from measurements.geometry.vectors import Vector
from measurements.imaging import Issue, IssueCode, Series, Slice
from reader.header import AS_THEY_LIE, Header, SharedFacts
from reader.spacing import judge
from reader.walker import EXPLICIT_BIG_ENDIAN

NOT_FOR_READING = {
    "1.2.840.10008.5.1.4.1.1.481.2": "a radiotherapy dose",
    "1.2.840.10008.5.1.4.1.1.66.4": "a segmentation",
}
"""SOP classes that hold pixels which are no pictures."""

_FUNCTIONAL_GROUPS = {
    "1.2.840.10008.5.1.4.1.1.2.1",
    "1.2.840.10008.5.1.4.1.1.2.2",
    "1.2.840.10008.5.1.4.1.1.4.1",
    "1.2.840.10008.5.1.4.1.1.4.4",
    "1.2.840.10008.5.1.4.1.1.130",
    "1.2.840.10008.5.1.4.1.1.128.1",
}
"""Enhanced CT, MR and PET, and their legacy-converted kind: geometry and rescale are told per frame."""

_ALWAYS_LOSSY = {f"1.2.840.10008.1.2.4.{ending}" for ending in (50, 51, 53, 55, 81)}
_MAYBE_LOSSY = {f"1.2.840.10008.1.2.4.{ending}" for ending in (91, 93, 203)}
_SAME_DIRECTION = 1e-3
_FEW = 3


class Frame(NamedTuple):
    """One picture of one file."""

    header: Header
    number: int
    position_lps: Vector | None


class _Form(NamedTuple):
    """What the pictures of one stack have in common, so that they can lie in one array."""

    matrix: tuple[int, int]
    pixel_spacing_mm: tuple[float, float] | None
    samples: tuple[int, str, int, int, int, bool]
    big_endian: bool
    localizer: bool


@dataclass(frozen=True, slots=True)
class _Stack:
    """Frames of one form and one orientation; `axes` None where orientation or positions are not known."""

    frames: tuple[Frame, ...]
    form: _Form
    axes: tuple[Vector, Vector] | None


def build_series(headers: Sequence[Header], copies: Counter[str]) -> list[Series]:
    """The stacks of one series, the largest first and localizers last, numbered from 0.

    Args:
        headers: of all the files of one series of one study of one patient; at least one. Their order
            decides only between slices at the same place.
        copies: how many exact copies of a file were set aside, by its path.
    """
    images = [header for header in headers if _is_image(header)]
    others = [header for header in headers if not _is_image(header)]
    stacks = _split(images)
    together = _issues_of_the_whole(stacks)
    described = [
        _described(
            stack,
            copies,
            [*together, *_stray(stack, stacks), *_issues_of_files(stack), *_copied(stack, copies)],
        )
        for stack in stacks
    ]
    if others:
        described.append(_without_pictures(others, copies))
    return [replace(series, stack=number) for number, series in enumerate(described)]


def _is_image(header: Header) -> bool:
    facts = header.shared
    return header.has_pixels and facts.rows * facts.columns > 0 and facts.sop_class not in NOT_FOR_READING


def _split(images: Sequence[Header]) -> list[_Stack]:
    by_form: dict[_Form, list[Frame]] = defaultdict(list)
    for header in images:
        one = header.shared.frames == 1
        for index in range(header.shared.frames):
            by_form[_form(header.shared)].append(Frame(header, index, header.position_lps if one else None))
    stacks = [
        _Stack(tuple(frames), form, axes)
        for form, alike in by_form.items()
        for axes, frames in _by_orientation(alike)
    ]
    return sorted(
        stacks, key=lambda stack: (stack.form.localizer, -len(stack.frames), stack.frames[0].header.path)
    )


def _form(facts: SharedFacts) -> _Form:
    spacing = facts.pixel_spacing_mm
    return _Form(
        (facts.rows, facts.columns),
        (round(spacing[0], 4), round(spacing[1], 4)) if spacing else None,
        (
            facts.samples_per_pixel,
            facts.photometric,
            facts.bits_allocated,
            facts.bits_stored,
            facts.high_bit,
            facts.signed,
        ),
        facts.transfer_syntax == EXPLICIT_BIG_ENDIAN,
        "LOCALIZER" in facts.image_type,
    )


def _by_orientation(frames: Sequence[Frame]) -> list[tuple[tuple[Vector, Vector] | None, list[Frame]]]:
    """Parts frames by the direction of their axes; those without position or orientation come together."""
    groups: list[tuple[tuple[Vector, Vector] | None, list[Frame]]] = []
    for frame in frames:
        axes = frame.header.shared.axes if frame.position_lps is not None else None
        for known, members in groups:
            if known is axes or (known and axes and _same_direction(known, axes)):
                members.append(frame)
                break
        else:
            groups.append((axes, [frame]))
    return groups


def _same_direction(a: tuple[Vector, Vector], b: tuple[Vector, Vector]) -> bool:
    return all(
        abs(x - y) <= _SAME_DIRECTION
        for one, other in zip(a, b, strict=True)
        for x, y in zip(one, other, strict=True)
    )


def _issues_of_the_whole(stacks: Sequence[_Stack]) -> list[Issue]:
    """What is said on every stack of a series that had to be parted."""
    pictures = [stack for stack in stacks if not stack.form.localizer]
    issues = []
    directions = {stack.axes for stack in pictures if stack.axes}
    if len(directions) > 1 and _differ([stack.axes for stack in pictures if stack.axes]):
        issues.append(
            Issue(
                IssueCode.MIXED_ORIENTATION,
                f"The series holds slices of {len(directions)} orientations; each is listed by itself.",
            )
        )
    grids = {(stack.form.matrix, stack.form.pixel_spacing_mm) for stack in pictures}
    if len(grids) > 1:
        told = "; ".join(sorted(_grid(*grid) for grid in grids))
        issues.append(
            Issue(
                IssueCode.MIXED_SPACING,
                f"The series holds pictures of different size or pixel spacing ({told}); "
                "each kind is listed by itself.",
            )
        )
    return issues


def _differ(axes: Sequence[tuple[Vector, Vector]]) -> bool:
    return any(not _same_direction(axes[0], other) for other in axes[1:])


def _grid(matrix: tuple[int, int], spacing: tuple[float, float] | None) -> str:
    each = f"{spacing[0]:g} x {spacing[1]:g} mm" if spacing else "no pixel spacing"
    return f"{matrix[0]} x {matrix[1]} pixels, {each}"


def _stray(stack: _Stack, stacks: Sequence[_Stack]) -> list[Issue]:
    largest = max(len(other.frames) for other in stacks)
    if stack.form.localizer or len(stack.frames) > 1 or largest < _FEW:
        return []
    return [
        Issue(
            IssueCode.STRAY_SLICE,
            f"This single slice does not belong to the {largest} slices of the same series.",
        )
    ]


def _issues_of_files(stack: _Stack) -> list[Issue]:
    """What the files of a stack say of themselves, apart from where their slices lie."""
    issues = []
    headers = [frame.header for frame in stack.frames]
    if stack.form.localizer:
        issues.append(
            Issue(IssueCode.LOCALIZER, "A localizer: a projection to plan scans on, never measured.")
        )
    if stack.axes is None:
        issues.append(
            Issue(
                IssueCode.NO_POSITION,
                "The files do not say where in the patient their pictures lie; "
                "they are shown in the order of their files and cannot be measured.",
            )
        )
    if stack.form.pixel_spacing_mm is None:
        issues.append(
            Issue(
                IssueCode.NO_PIXEL_SPACING,
                "The files do not say how large their pixels are; nothing can be measured in mm.",
            )
        )
    lossy = sum(_is_lossy(header.shared) for header in headers)
    if lossy:
        issues.append(
            Issue(IssueCode.LOSSY, f"{lossy} of {len(headers)} pictures were compressed with loss of detail.")
        )
    short = sum(_is_truncated(header) for header in headers)
    if short:
        issues.append(
            Issue(
                IssueCode.TRUNCATED,
                f"{short} of {len(headers)} pictures are cut off: the files are too short.",
            )
        )
    issues.extend(_unloadable(headers))
    issues.extend(_name_issue(headers))
    return issues


def _copied(stack: _Stack, copies: Counter[str]) -> list[Issue]:
    count = sum(copies[path] for path in {frame.header.path for frame in stack.frames})
    if count == 0:
        return []
    what = "1 file is an exact copy of another" if count == 1 else f"{count} files are exact copies of others"
    return [Issue(IssueCode.DUPLICATE_POSITION, f"{what}; every slice is shown once.")]


def _name_issue(headers: Sequence[Header]) -> list[Issue]:
    if all(header.shared.name_decodable for header in headers):
        return []
    return [
        Issue(
            IssueCode.NAME_UNDECODABLE,
            "The patient's name cannot be read with the character set that the files name.",
        )
    ]


def _is_lossy(facts: SharedFacts) -> bool:
    return (
        facts.lossy is True
        or facts.transfer_syntax in _ALWAYS_LOSSY
        or (facts.transfer_syntax in _MAYBE_LOSSY and facts.lossy is not False)
    )


def _is_truncated(header: Header) -> bool:
    if header.pixel_offset is None or header.pixel_length is None:
        return False
    there = min(header.pixel_length, header.file_size - header.pixel_offset)
    return there < header.shared.frames * _frame_bytes(header.shared)


def _frame_bytes(facts: SharedFacts) -> int:
    return facts.rows * facts.columns * facts.samples_per_pixel * facts.bits_allocated // 8


def _unloadable(headers: Sequence[Header]) -> list[Issue]:
    """Why pictures cannot be shown, if they cannot; empty if they can."""
    facts = headers[0].shared
    first, last = facts.high_bit - facts.bits_stored + 1, facts.high_bit
    if facts.bits_stored < 1 or first < 0 or last >= facts.bits_allocated:
        return [
            Issue(
                IssueCode.UNREADABLE,
                f"The header contradicts itself: {facts.bits_stored} bits up to bit {last} "
                f"do not fit into {facts.bits_allocated}.",
            )
        ]
    reasons: list[tuple[Callable[[Header], bool], str]] = [
        (lambda header: header.shared.samples_per_pixel != 1, "they are in colour"),
        (
            lambda header: header.shared.photometric not in ("MONOCHROME1", "MONOCHROME2"),
            f"they are not grey pictures ({facts.photometric or 'kind not given'})",
        ),
        (
            lambda header: header.shared.bits_allocated not in (8, 16),
            f"they have {facts.bits_allocated} bits",
        ),
        (
            lambda header: header.shared.sop_class in _FUNCTIONAL_GROUPS,
            "they are of the enhanced, multi-frame kind",
        ),
    ]
    for applies, words in reasons:
        if any(map(applies, headers)):
            return [Issue(IssueCode.UNSUPPORTED_SYNTAX, f"The pictures cannot be shown: {words}.")]
    packed = sorted({header.shared.transfer_syntax for header in headers} - set(AS_THEY_LIE))
    if packed:
        from pydicom.uid import UID

        names = ", ".join(UID(syntax).name for syntax in packed)
        return [
            Issue(
                IssueCode.UNSUPPORTED_SYNTAX,
                f"The pictures cannot be shown: they are compressed ({names}).",
            )
        ]
    if any(header.pixel_offset is None for header in headers):
        return [
            Issue(
                IssueCode.UNREADABLE, "The pictures cannot be shown: their length in the files is not given."
            )
        ]
    return []


def _described(stack: _Stack, copies: Counter[str], issues: list[Issue]) -> Series:
    frames, axes, grid = stack.frames, stack.axes, None
    if axes is not None:
        grid = judge(*axes, [frame.position_lps for frame in frames if frame.position_lps is not None])
        frames = tuple(frames[index] for index in grid.order)
        issues = [*issues, *grid.issues]
    headers = [frame.header for frame in frames]
    facts = headers[len(headers) // 2].shared
    codes = {issue.code for issue in issues}
    whole = sum(not _is_truncated(header) for header in headers)
    loadable = codes.isdisjoint((IssueCode.UNSUPPORTED_SYNTAX, IssueCode.UNREADABLE)) and whole > 0
    return replace(
        _named(headers, copies),
        frames=len(frames),
        rows=facts.rows,
        columns=facts.columns,
        pixel_spacing_mm=facts.pixel_spacing_mm,
        orientation=grid.orientation if grid else None,
        along_row=axes[0] if axes else None,
        along_column=axes[1] if axes else None,
        spacing_mm=grid.spacing_mm if grid else None,
        gaps_mm=grid.gaps_mm if grid else (),
        tilt_deg=grid.tilt_deg if grid else None,
        stored_type=_stored_type(facts),
        bits_stored=facts.bits_stored,
        high_bit=facts.high_bit,
        padding=facts.padding,
        window=headers[len(headers) // 2].window,
        loadable=loadable,
        reformattable=bool(
            loadable and grid and grid.is_grid and facts.pixel_spacing_mm and whole == len(frames)
        )
        and not stack.form.localizer,
        issues=tuple(issues),
        slices=tuple(_slice(frame) for frame in frames),
    )


def _stored_type(facts: SharedFacts) -> str | None:
    if facts.bits_allocated not in (8, 16):
        return None
    order = ">" if facts.transfer_syntax == EXPLICIT_BIG_ENDIAN else "<"
    return f"{order}{'i' if facts.signed else 'u'}{facts.bits_allocated // 8}"


def _slice(frame: Frame) -> Slice:
    header = frame.header
    return Slice(
        sop_uid=header.sop_uid,
        frame=frame.number,
        path=header.path,
        origin_lps=frame.position_lps,
        pixel_offset=None
        if header.pixel_offset is None
        else header.pixel_offset + frame.number * _frame_bytes(header.shared),
        slope=header.slope,
        intercept=header.intercept,
        file_size=header.file_size,
        file_mtime_ns=header.file_mtime_ns,
        instance_number=header.instance_number,
    )


def _without_pictures(headers: Sequence[Header], copies: Counter[str]) -> Series:
    facts = headers[0].shared
    kind = NOT_FOR_READING.get(facts.sop_class, f"{facts.modality or 'unknown kind'}, no pictures")
    issue = Issue(IssueCode.NOT_AN_IMAGE, f"Not pictures to be read: {kind}.")
    return replace(_named(headers, copies), issues=(issue, *_name_issue(headers)))


def _named(headers: Sequence[Header], copies: Counter[str]) -> Series:
    """What a series says of itself; nothing about pictures yet."""
    facts = headers[len(headers) // 2].shared
    thicknesses = {header.shared.slice_thickness_mm for header in headers}
    frames_of_reference = {header.frame_of_reference_uid for header in headers}
    return Series(
        series_uid=facts.series_uid,
        stack=0,
        study_uid=facts.study_uid,
        frame_of_reference_uid=frames_of_reference.pop() or None if len(frames_of_reference) == 1 else None,
        patient_id=facts.patient_id,
        patient_name=facts.patient_name,
        study_date=facts.study_date or None,
        modality=facts.modality,
        description=facts.description or None,
        body_part=facts.body_part or None,
        kernel=facts.kernel or None,
        series_number=facts.series_number,
        files=sum(1 + copies[path] for path in {header.path for header in headers}),
        frames=0,
        rows=0,
        columns=0,
        pixel_spacing_mm=None,
        slice_thickness_mm=thicknesses.pop() if len(thicknesses) == 1 else None,
        orientation=None,
        along_row=None,
        along_column=None,
        spacing_mm=None,
        gaps_mm=(),
        tilt_deg=None,
        transfer_syntaxes=tuple(sorted({header.shared.transfer_syntax for header in headers})),
        stored_type=None,
        padding=None,
        window=None,
        loadable=False,
        reformattable=False,
        issues=(),
        slices=(),
    )
