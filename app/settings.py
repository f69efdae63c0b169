"""What this program remembers of its user: one file in plain words, written whole or not at all."""

import json
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_path

from measurements.refusal import Refusal

VERSION = 1
"""Of the file's layout. A file of a later one is read as far as it is understood, and never written."""


class Settings:
    """Answers by name; what was never said is no, no number, or empty.

    A file that cannot be read counts as nothing said, and is kept beside the new one. What another run of the
    program has written meanwhile stays. Names that are not asked for stay too.

    Attributes:
        trouble: what is wrong with the file; None where nothing is.
    """

    def __init__(self, path: Path | None = None) -> None:
        """`path`: the file; without one, the user's own."""
        self._path = path or user_config_path("Longaxis") / "settings.json"
        self.trouble: Refusal | None = None
        self._answers = self._read()

    def is_set(self, name: str) -> bool:
        return self._answers.get(name) is True

    def number(self, name: str) -> int | None:
        said = self._answers.get(name)
        return said if isinstance(said, int) and not isinstance(said, bool) else None

    def text(self, name: str) -> str:
        said = self._answers.get(name)
        return said if isinstance(said, str) else ""

    def said(self, name: str) -> object:
        """Whatever stands there; None where nothing does."""
        return self._answers.get(name)

    def remember(self, name: str, answer: object = True) -> None:
        """As `remember_all`, of one answer."""
        self.remember_all({name: answer})

    def remember_all(self, answers: Mapping[str, object]) -> None:
        """Keeps answers, values that JSON can tell; they hold in this run even where they cannot be written.

        Raises:
            Refusal: the file cannot be written, or is one of a newer version.
        """
        self._answers.update(answers)
        found = self._read()
        if _version(found) > VERSION:
            raise self._newer()
        text = json.dumps({"version": VERSION, **found, **answers}, indent=2, ensure_ascii=False)
        try:
            if self._path.exists() and not self._path.stat().st_mode & stat.S_IWUSR:
                raise PermissionError(0, "it is read-only")
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if self.trouble and not found and self._path.exists():
                self._path.replace(self._path.with_name(f"{self._path.stem}-damaged{self._path.suffix}"))
                self.trouble = None
            _write_whole(self._path, text + "\n")
        except OSError as error:
            raise Refusal(
                "{path} cannot be written ({reason}): this is asked again the next time.",
                path=self._path,
                reason=error.strerror,
            ) from error

    def _read(self) -> dict[str, object]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            found = None
        if not isinstance(found, dict):
            self.trouble = Refusal(
                "{path} is damaged: everything is as on the first day, and the file is kept as "
                "settings-damaged.json once anything is changed.",
                path=self._path,
            )
            return {}
        if _version(found) > VERSION:
            self.trouble = self._newer()
        return found

    def _newer(self) -> Refusal:
        return Refusal(
            "{path} is of a newer version of Longaxis: it is followed as far as it is understood and "
            "left as it is, so what is changed now holds until the program is closed.",
            path=self._path,
        )


def _version(answers: Mapping[str, object]) -> int:
    said = answers.get("version", VERSION)
    return said if isinstance(said, int) else VERSION


def _write_whole(path: Path, text: str) -> None:
    """Whoever reads meanwhile, or after the power has failed, finds the former file or this one."""
    handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
