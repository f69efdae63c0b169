"""What commands say: results on standard output, progress on standard error while somebody watches."""

import shutil
import sys
import time
from types import TracebackType
from typing import Self

_REDRAW_SECONDS = 0.1


def say(line: str) -> None:
    """One line of a command's result."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()  # work may follow that takes its time


def warn(line: str) -> None:
    """One line on what was wrong with the input."""
    sys.stderr.write(f"longaxis: {line}\n")


class Progress:
    """A `Report` on one line of standard error that is gone when the work is; silent unless a terminal."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()
        self._drawn_at = 0.0

    def __call__(self, done: int, total: int, text: str) -> None:
        now = time.monotonic()
        if not self._watched or now - self._drawn_at < _REDRAW_SECONDS:
            return
        self._drawn_at = now
        count = f"{done} of {total}" if total else str(done) if done else ""
        line = f"{text}  {count}".rstrip()[: shutil.get_terminal_size().columns - 1]
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn_at:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
