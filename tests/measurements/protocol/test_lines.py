"""The line of every key, against texts whose lines are plain to see."""

import pytest

from measurements.protocol.lines import Place, key_lines, line_of

TEXT = '''# a comment with [brackets] and key = 1
title = """
[not.a.table]
x = 1
"""
[recist] # after the header
max_ne = 1
  "sd_between" = 0
confirmation.days = 28
list = [
  "a = 1", # with a comment ]
  'b',
]
after = { inline = 1 }

[[visits]]
every_days = 56
[[visits]]

every_days = 84
[visits.inner]
deep = 1
[ spaced . name ]
k='#'
'''

LINES: list[tuple[Place, int]] = [
    (("title",), 2),
    (("recist",), 6),
    (("recist", "max_ne"), 7),
    (("recist", "sd_between"), 8),
    (("recist", "confirmation"), 9),
    (("recist", "confirmation", "days"), 9),
    (("recist", "list"), 10),
    (("recist", "after"), 14),
    (("recist", "after", "inline"), 14),
    (("visits",), 16),
    (("visits", 0), 16),
    (("visits", 0, "every_days"), 17),
    (("visits", 1), 18),
    (("visits", 1, "every_days"), 20),
    (("visits", 1, "inner", "deep"), 22),
    (("spaced", "name", "k"), 24),
    (("nowhere", "at all"), 1),
]


@pytest.mark.parametrize(("place", "line"), LINES, ids=[str(case[0]) for case in LINES])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_line_of_a_key(place: Place, line: int, newline: str) -> None:
    assert line_of(place, key_lines(TEXT.replace("\n", newline))) == line


def test_nothing_inside_a_text_is_a_key() -> None:
    lines = key_lines(TEXT)
    assert ("not", "a", "table") not in lines
    assert ("x",) not in lines
    assert ("recist", "a") not in lines
