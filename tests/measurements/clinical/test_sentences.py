"""Both languages can say all that may be wrong with an event, from the same figures."""

import string
from pathlib import Path

import measurements.clinical
from measurements.clinical.sentences import _SENTENCES


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_from_the_same_figures() -> None:
    english, chinese = _SENTENCES["en"], _SENTENCES["zh"]
    assert english.keys() == chinese.keys()
    for reason, sentence in english.items():
        assert places(sentence) == places(chinese[reason]), reason


def test_every_reason_is_one_that_is_given() -> None:
    (folder,) = measurements.clinical.__path__
    files = [*Path(folder).glob("event*.py"), Path(folder) / "faults.py"]
    files.append(Path(folder).parent / "case" / "clinical_edits.py")
    given = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [reason for reason in _SENTENCES["en"] if f'"{reason}"' not in given] == []
