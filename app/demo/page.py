"""The page that shows what the headless demonstration left: pictures with a sentence each, and its tables."""

import csv
import html
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import Template

from app.figures import NO_VALUE
from app.style.look import look

TABLES = (
    ("lesions.csv", "every lesion at every visit, the table the calls are made from."),
    ("calls-timepoints.csv", "the call of every timepoint with its reasons."),
    ("calls-subjects.csv", "best response and progression of every subject."),
    ("truth.csv", "the true diameters of the made-up lesions, in the same layout."),
)
_SUBJECTS = (
    ("subject", "Subject"),
    ("bor", "Best response"),
    ("confirmed_bor", "Confirmed"),
    ("ibor", "iRECIST"),
    ("pd_day", "PD on day"),
    ("orr_set", "Response set"),
)
_TIMEPOINTS = (
    ("subject", "Subject"),
    ("visit", "Visit"),
    ("day", "Day"),
    ("sum_mm", "Sum, mm"),
    ("sum_SBRT", "SBRT"),
    ("sum_LDRT", "LDRT"),
    ("sum_NONE", "Unirradiated"),
    ("overall", "Call"),
    ("reason", "Why"),
)
_CALLS = ("bor", "confirmed_bor", "overall")
_FIGURES = ("visit", "day", "pd_day", "sum_mm", "sum_SBRT", "sum_LDRT", "sum_NONE")

_PAGE = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Longaxis demonstration trial</title>
<style>
body { background: $ground; color: $text; font: 15px/1.5 Inter, system-ui, sans-serif; margin: 0;
  font-variant-numeric: tabular-nums; }
main { max-width: 1240px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 24px; margin: 0; } h2 { font-size: 18px; margin: 40px 0 12px; }
p { margin: 4px 0 0; color: $second; } a { color: $accent; }
figure { margin: 32px 0 0; } img { width: 100%; display: block; border: 1px solid $border; }
figcaption { margin-top: 8px; color: $second; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 14px; }
th { text-align: left; color: $second; font-weight: 600; }
th, td:first-child { white-space: nowrap; }
th, td { padding: 7px 16px 7px 0; border-bottom: 1px solid $hairline; vertical-align: top; }
.figure { text-align: right; white-space: nowrap; }
.call { display: inline-block; min-width: 34px; padding: 0 4px; border: 2px solid; border-radius: 4px;
  font-weight: 700; font-size: 12px; text-align: center; white-space: nowrap; }
$calls
li { margin: 4px 0; color: $second; }
</style></head><body><main>
<h1>Longaxis demonstration trial</h1>
<p>Made-up subjects with lesions of known size. For research use only; not a medical device.</p>
$figures
<h2>Best responses</h2>
$subjects
<h2>Calls and what decided them</h2>
$timepoints
<h2>Tables</h2>
<ul>$files</ul>
</main></body></html>
""")


def write_page(folder: Path, pictures: Sequence[tuple[str, str]]) -> Path:
    """Writes `index.html` into `folder`, which holds the pictures and `TABLES`.

    `pictures`: name without suffix, and the sentence beneath, in order.
    """
    page = folder / "index.html"
    text = _PAGE.substitute(
        look().hexes,
        calls="\n".join(f".{name} {{ color: {call.fill.name()}; }}" for name, call in look().calls.items()),
        figures="\n".join(_figure(name, sentence) for name, sentence in pictures),
        subjects=_table(folder / "calls-subjects.csv", _SUBJECTS),
        timepoints=_table(folder / "calls-timepoints.csv", _TIMEPOINTS),
        files="\n".join(f'<li><a href="{name}">{name}</a>: {said}</li>' for name, said in TABLES),
    )
    page.write_text(text, encoding="utf-8")
    return page


def _figure(name: str, sentence: str) -> str:
    said = html.escape(sentence)
    return (
        f'<figure><a href="{name}.png"><img src="{name}.png" alt="{said}" loading="lazy"></a>'
        f"<figcaption>{said}</figcaption></figure>"
    )


def _table(path: Path, columns: Sequence[tuple[str, str]]) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    head = "".join(
        f"<th{' class=figure' if column in _FIGURES else ''}>{title}</th>" for column, title in columns
    )
    body = "\n".join(_row(row, (column for column, _ in columns)) for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>'


def _row(row: dict[str, str], columns: Iterable[str]) -> str:
    cells = []
    for column in columns:
        said = html.escape(row[column])
        if column in _CALLS and said:
            style = said if said in look().calls else "SD" if said == "NON-CR/NON-PD" else "NE"
            cells.append(f'<td><span class="call {style}">{said}</span></td>')
        elif column in _FIGURES:
            cells.append(f"<td class=figure>{_figure_text(column, said)}</td>")
        else:
            cells.append(f"<td>{said}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _figure_text(column: str, said: str) -> str:
    if not said:
        return NO_VALUE if column.startswith("sum") else ""
    text = f"{float(said):.1f}" if column.startswith("sum") else said
    return text.replace("-", "\u2212")
