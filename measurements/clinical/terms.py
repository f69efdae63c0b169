"""The list of terms that adverse events may have, as a file gave it."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from measurements.clinical.event import ClinicalEvent, EventKind
from measurements.clinical.event_cells import folded, spelt
from measurements.interchange.tables import table_records
from measurements.refusal import Refusal


@dataclass(frozen=True, slots=True)
class TermList:
    """Terms, such as those of CTCAE 5.0, no two of which differ in spaces or capitals alone.

    Attributes:
        terms: in the order of the file.
        source: name of the file.
        source_sha256: of its bytes, in hexadecimal.
    """

    terms: tuple[str, ...]
    source: str
    source_sha256: str

    @property
    def spelling(self) -> dict[str, str]:
        """The terms by their `folded` form."""
        return {folded(term): term for term in self.terms}

    def as_listed(self, event: ClinicalEvent) -> ClinicalEvent:
        """The event with its term as it stands in the list; what is no adverse event stays as it is.

        Raises:
            BadCell: the list does not have the term.
        """
        if event.kind is not EventKind.ADVERSE_EVENT:
            return event
        return spelt(event, self.spelling, closed=True)


def read_terms(path: Path) -> TermList:
    """The terms of a file, from its column `term`; other columns may stand beside.

    Raises:
        Refusal: the file cannot be read, has no such column, no term, or one of signs that do not print.
    """
    records = table_records(path, "one term per row")
    _, header = next(records)
    names = [name.strip() for name in header]
    if names.count("term") != 1:
        raise Refusal(
            "{file}, row 1: not one column 'term'; name the column that holds the terms so.", file=path.name
        )
    at = names.index("term")
    spelling: dict[str, str] = {}
    for number, cells in records:
        term = cells[at].strip() if at < len(cells) else ""
        if not term.isprintable():
            raise Refusal(
                "{file}, row {number}: the term has signs that do not print; write it in one line.",
                file=path.name,
                number=number,
            )
        if term:
            spelling.setdefault(folded(term), term)
    if not spelling:
        raise Refusal("{path} has no term under its header; add one per row.", path=path)
    return TermList(tuple(spelling.values()), path.name, sha256(path.read_bytes()).hexdigest())
