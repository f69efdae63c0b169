"""Whether a file that was touched since its header was read still says the same of its pictures.

Copying a trial to another disk gives its files new times; a picture must not be refused for that, and must
not be shown if anything that places or scales it is another.
"""

import threading
from collections import Counter
from dataclasses import replace

from measurements.imaging import Series, Slice
from reader.header_reader import HeaderReader, NotDicom, Unreadable
from reader.parting import same_direction
from reader.stacks import build_series

_SAME_SPACING_MM = 1e-4


class SecondLook:
    """Looks again at files of one stack, once each; may be used by several threads."""

    def __init__(self, series: Series) -> None:
        self._series = series
        self._headers = HeaderReader()
        self._told: dict[str, dict[int, Slice]] = {}
        self._turn = threading.Lock()

    def confirms(self, a_slice: Slice) -> bool:
        """Whether the file of this slice is the same picture in the same place, whatever its time says.

        Raises:
            OSError: the file cannot be read.
        """
        with self._turn:
            if a_slice.path not in self._told:
                self._told[a_slice.path] = self._pictures(a_slice.path)
            now = self._told[a_slice.path].get(a_slice.frame)
        return now is not None and replace(now, file_mtime_ns=a_slice.file_mtime_ns) == a_slice

    def _pictures(self, path: str) -> dict[int, Slice]:
        """What the file would be as slices of this stack, by frame; empty where it would not belong to it."""
        try:
            header = self._headers.read(path)
        except (NotDicom, Unreadable):
            return {}
        return {
            one.frame: one
            for stack in build_series([header], Counter())
            if self._would_belong(stack)
            for one in stack.slices
        }

    def _would_belong(self, other: Series) -> bool:
        series = self._series
        return (
            _kind(other) == _kind(series)
            and _same_spacing(other.pixel_spacing_mm, series.pixel_spacing_mm)
            and _same_axes(other, series)
        )


def _kind(series: Series) -> tuple[object, ...]:
    return (
        series.series_uid,
        series.study_uid,
        series.patient_id,
        series.rows,
        series.columns,
        series.stored_type,
        series.bits_stored,
        series.high_bit,
        series.loadable,
    )


def _same_spacing(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(abs(a - b) <= _SAME_SPACING_MM for a, b in zip(one, other, strict=True))


def _same_axes(one: Series, other: Series) -> bool:
    if one.along_row is None or one.along_column is None:
        return other.along_row is None
    if other.along_row is None or other.along_column is None:
        return False
    return same_direction((one.along_row, one.along_column), (other.along_row, other.along_column))
