"""What this program remembers of its user between runs: a few answers in one small file."""

import json
from pathlib import Path

from platformdirs import user_config_path

from measurements.refusal import Refusal


class Settings:
    """Yes, a number or a text by name; what was never said is no, no number, or empty. A file that cannot be
    read counts as nothing said."""

    def __init__(self, path: Path | None = None) -> None:
        """`path`: the file; without one, the user's own."""
        self._path = path or user_config_path("Longaxis") / "settings.json"

    def is_set(self, name: str) -> bool:
        return self._said().get(name) is True

    def number(self, name: str) -> int | None:
        said = self._said().get(name)
        return said if isinstance(said, int) and not isinstance(said, bool) else None

    def text(self, name: str) -> str:
        said = self._said().get(name)
        return said if isinstance(said, str) else ""

    def remember(self, name: str, answer: int | str = True) -> None:
        """Raises Refusal where the file cannot be written."""
        text = json.dumps({**self._said(), name: answer}, indent=2, sort_keys=True)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise Refusal(
                f"{self._path} cannot be written ({error.strerror}): this is asked again the next time."
            ) from error

    def _said(self) -> dict[str, object]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
