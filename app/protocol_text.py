"""A protocol typeset for the screen, and what another file says otherwise."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication

from app.style.look import look
from measurements.protocol.readable import Section, readable_protocol
from measurements.protocol.values import Protocol
from measurements.recist.phrases import Language


def typeset(sections: Sequence[Section]) -> str:
    """The sections as rich text: a title, and its lines in two columns."""
    return "".join(map(_section, sections))


def differences(former: Protocol, new: Protocol, language: Language) -> list[str]:
    """What the new one says otherwise, a line each: "PR carried on until PD: never → assigned"."""
    before = _by_label(readable_protocol(former, language))
    after = _by_label(readable_protocol(new, language))
    told = []
    for place in dict.fromkeys((*before, *after)):
        one, other = before.get(place, "\N{EN DASH}"), after.get(place, "\N{EN DASH}")
        if one != other and former.hash not in one:
            told.append(f"{place[1]}: {one} \u2192 {other}")
    return told


def _by_label(sections: Sequence[Section]) -> dict[tuple[str, str], str]:
    return {(section.title, line.label): line.value for section in sections for line in section.lines}


def _section(section: Section) -> str:
    colour, size = look().colour, look().size
    line_below = f"border-bottom:1px solid {colour.hairline.name()}"
    rows = []
    for line in section.lines:
        mark = ""
        if line.decides_calls:
            calls = escape(QCoreApplication.translate("protocol", "decides calls"))
            style = f"color:{colour.faint.name()}; font-size:{size.caption}px"
            mark = f'&nbsp; <span style="{style}">{calls}</span>'
        rows.append(
            f'<tr><td width="46%" style="color:{colour.second.name()}; {line_below}">'
            f"{escape(line.label)}{mark}</td>"
            f'<td style="color:{colour.text.name()}; {line_below}">{escape(line.value)}</td></tr>'
        )
    title = f"font-size:{size.title}px; font-weight:600; margin:28px 0 8px 7px; color:{colour.text.name()}"
    return (
        f'<p style="{title}">{escape(section.title)}</p>'
        '<table width="100%" cellspacing="0" cellpadding="7" style="border-collapse:collapse">'
        f"{''.join(rows)}</table>"
    )
