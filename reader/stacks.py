"""Headers of one series to the stacks of slices that windows show and storage keeps."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from measurements.imaging import Issue, IssueCode, Series, Slice
from reader.acquisitions import by_acquisition
from reader.findings import (
    copied,
    frame_bytes,
    is_truncated,
    issues_of_files,
    issues_of_the_whole,
    name_issue,
    stray,
)
from reader.header import Header, SharedFacts
from reader.parting import Frame, Stack, in_order, part
from reader.spacing import judge
from reader.tags import EXPLICIT_BIG_ENDIAN

NOT_FOR_READING = {
    "1.2.840.10008.5.1.4.1.1.481.2": "a radiotherapy dose",
    "1.2.840.10008.5.1.4.1.1.66.4": "a segmentation",
}
"""SOP classes that hold pixels which are no pictures."""


def build_series(headers: Sequence[Header], copies: Counter[str]) -> list[Series]:
    """The stacks of one series, the largest first and localizers last, numbered from 0.

    A file with frames in several stacks is counted in the first of them.

    Args:
        headers: of all the files of one series of one study of one patient; at least one. Their order
            decides only between slices at the same place.
        copies: how many exact copies of a file were set aside, by its path.
    """
    images = [header for header in headers if _is_image(header)]
    others = [header for header in headers if not _is_image(header)]
    stacks = in_order(apart for stack in part(images) for apart in by_acquisition(stack))
    together = issues_of_the_whole(stacks)
    described = [
        _described(stack, [*together, *stray(stack, stacks), *issues_of_files(stack), *copied(stack, copies)])
        for stack in stacks
    ]
    members = [[frame.header for frame in stack.frames] for stack in stacks]
    if others:
        described.append(_without_pictures(others))
        members.append(others)
    counted: set[str] = set()
    numbered = []
    for number, (series, files) in enumerate(zip(described, members, strict=True)):
        new = {header.path for header in files} - counted  # a file may have frames in several stacks
        counted |= new
        numbered.append(replace(series, stack=number, files=sum(1 + copies[path] for path in new)))
    return numbered


def _is_image(header: Header) -> bool:
    facts = header.shared
    return header.has_pixels and facts.rows * facts.columns > 0 and facts.sop_class not in NOT_FOR_READING


def _described(stack: Stack, issues: list[Issue]) -> Series:
    frames, axes, grid = stack.frames, stack.axes, None
    if axes is not None:
        grid = judge(*axes, [frame.position_lps for frame in frames if frame.position_lps is not None])
        frames = tuple(frames[index] for index in grid.order)
        issues = [*issues, *grid.issues]
    headers = [frame.header for frame in frames]
    facts = headers[len(headers) // 2].shared
    codes = {issue.code for issue in issues}
    whole = sum(not is_truncated(header) for header in headers)
    loadable = codes.isdisjoint((IssueCode.UNSUPPORTED_SYNTAX, IssueCode.UNREADABLE)) and whole > 0
    return replace(
        _named(headers),
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
        else header.pixel_offset + frame.number * frame_bytes(header.shared),
        slope=header.slope,
        intercept=header.intercept,
        file_size=header.file_size,
        file_mtime_ns=header.file_mtime_ns,
        instance_number=header.instance_number,
    )


def _without_pictures(headers: Sequence[Header]) -> Series:
    facts = headers[0].shared
    kind = NOT_FOR_READING.get(facts.sop_class)
    text = (
        f"Holds {kind}, not pictures to be read." if kind else f"Holds no pictures ({facts.modality or '?'})."
    )
    issue = Issue(IssueCode.NOT_AN_IMAGE, text)
    return replace(_named(headers), issues=(issue, *name_issue(headers)))


def _named(headers: Sequence[Header]) -> Series:
    """What a series says of itself; nothing about files and pictures yet."""
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
        files=0,
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
