"""What is wrong with a stack, or worth saying of it, in sentences for radiologists."""

from collections import Counter
from collections.abc import Callable, Sequence

from measurements.geometry.vectors import Vector
from measurements.imaging import Issue, IssueCode
from reader.decode.syntaxes import MOST_PIXELS, can_be_unpacked, is_misnamed
from reader.enhanced import FUNCTIONAL_GROUPS
from reader.header import Header, SharedFacts
from reader.parting import Stack, same_direction

_ALWAYS_LOSSY = {f"1.2.840.10008.1.2.4.{ending}" for ending in (50, 51, 53, 55, 81)}
_MAYBE_LOSSY = {f"1.2.840.10008.1.2.4.{ending}" for ending in (91, 93, 203)}
_FEW = 3


def issues_of_the_whole(stacks: Sequence[Stack]) -> list[Issue]:
    """What is said on every stack of a series that had to be parted."""
    issues = []
    directions: list[tuple[Vector, Vector]] = []
    for axes in [stack.axes for stack in stacks if stack.axes]:
        if not any(same_direction(axes, known) for known in directions):
            directions.append(axes)
    if len(directions) > 1:
        issues.append(
            Issue(
                IssueCode.MIXED_ORIENTATION,
                f"The series holds slices of {len(directions)} orientations; each is listed by itself.",
            )
        )
    grids = {(stack.form.matrix, stack.form.pixel_spacing_mm) for stack in stacks}
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


def _grid(matrix: tuple[int, int], spacing: tuple[float, float] | None) -> str:
    each = f"{spacing[0]:g} x {spacing[1]:g} mm" if spacing else "no pixel spacing"
    return f"{matrix[0]} x {matrix[1]} pixels, {each}"


def stray(stack: Stack, stacks: Sequence[Stack]) -> list[Issue]:
    largest = max(len(other.frames) for other in stacks)
    if stack.form.localizer or len(stack.frames) > 1 or largest < _FEW:
        return []
    return [
        Issue(
            IssueCode.STRAY_SLICE,
            f"This single slice does not belong to the {largest} slices of the same series.",
        )
    ]


def issues_of_files(stack: Stack) -> list[Issue]:
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
    lossy = sum(_is_lossy(header) for header in headers)
    if lossy:
        issues.append(
            Issue(IssueCode.LOSSY, f"{lossy} of {len(headers)} pictures were compressed with loss of detail.")
        )
    short = sum(is_truncated(header) for header in headers)
    if short:
        issues.append(
            Issue(
                IssueCode.TRUNCATED,
                f"{short} of {len(headers)} pictures are cut off: the files are too short.",
            )
        )
    long = sum(_is_too_long(header) for header in headers)
    if long:
        issues.append(
            Issue(
                IssueCode.TRUNCATED,
                f"{long} of {len(headers)} pictures are shorter than their data in the files: rows, columns, "
                "bits or frames may be wrong; check that they look right before measuring.",
            )
        )
    issues.extend(_unloadable(headers))
    issues.extend(name_issue(headers))
    return issues


def copied(stack: Stack, copies: Counter[str]) -> list[Issue]:
    count = sum(copies[path] for path in {frame.header.path for frame in stack.frames})
    if count == 0:
        return []
    what = "1 file is an exact copy of another" if count == 1 else f"{count} files are exact copies of others"
    return [Issue(IssueCode.DUPLICATE_POSITION, f"{what}; every slice is shown once.")]


def name_issue(headers: Sequence[Header]) -> list[Issue]:
    if all(header.shared.name_decodable for header in headers):
        return []
    return [
        Issue(
            IssueCode.NAME_UNDECODABLE,
            "The patient's name cannot be read with the character set that the files name.",
        )
    ]


def _is_lossy_stream(header: Header) -> bool:
    from reader.decode.packed import misnamed_stream

    stream = misnamed_stream(header)
    return stream is not None and stream.lossy


def _is_lossy(header: Header) -> bool:
    facts = header.shared
    return (
        facts.lossy is True
        or (is_misnamed(header) and _is_lossy_stream(header))
        or facts.transfer_syntax in _ALWAYS_LOSSY
        or (facts.transfer_syntax in _MAYBE_LOSSY and facts.lossy is not False)
    )


def is_truncated(header: Header) -> bool:
    if header.pixel_offset is None or header.pixel_length is None:
        return False
    there = min(header.pixel_length, header.file_size - header.pixel_offset)
    return there < header.shared.frames * frame_bytes(header.shared)


def _is_too_long(header: Header) -> bool:
    """Whether there is more pixel data than its picture needs, apart from one byte to make it even."""
    if header.pixel_offset is None or header.pixel_length is None:
        return False
    return header.pixel_length > header.shared.frames * frame_bytes(header.shared) + 1


def frame_bytes(facts: SharedFacts) -> int:
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
        (_is_not_understood, "what the enhanced file says of its frames cannot be understood"),
    ]
    for applies, words in reasons:
        if any(map(applies, headers)):
            return [Issue(IssueCode.UNSUPPORTED_SYNTAX, f"The pictures cannot be shown: {words}.")]
    unknown = sorted({header.shared.transfer_syntax for header in headers if not can_be_unpacked(header)})
    if unknown:
        from pydicom.config import IGNORE
        from pydicom.uid import UID

        names = ", ".join(UID(syntax, IGNORE).name for syntax in unknown)
        return [
            Issue(
                IssueCode.UNSUPPORTED_SYNTAX,
                f"The pictures cannot be shown: they are compressed in a way that is not known ({names}).",
            )
        ]
    if any(header.shared.rows * header.shared.columns > MOST_PIXELS for header in headers):
        return [
            Issue(IssueCode.UNREADABLE, f"The pictures claim to have more than {MOST_PIXELS} pixels each.")
        ]
    return []


def _is_not_understood(header: Header) -> bool:
    """Whether an enhanced image does not tell where its frames lie and how they are scaled."""
    return header.shared.sop_class in FUNCTIONAL_GROUPS and not header.frames
