"""Values of a protocol that are allowed one by one and cannot hold together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from measurements.protocol.lines import Place


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more values that deny each other; the text says which and what to do."""

    places: tuple[Place, ...]
    text: str


def contradictions(content: Mapping[str, Any]) -> Iterator[Contradiction]:
    """What cannot hold together in checked values, by table and key."""
    yield from _rules(content["recist"], content["trial"])
    yield from _schedule(content["visits"], content["recist"])
    yield from _reading(content["reading"])
    yield from _radiotherapy(content["radiotherapy"])
    for table, key in (("arm", "id"), ("window", "id"), ("window", "key"), ("site", "id")):
        yield from _twice(table, key, content[table])


def _rules(recist: Mapping[str, Any], trial: Mapping[str, Any]) -> Iterator[Contradiction]:
    for sticky, confirmation in (("assigned", "required"), ("confirmed", "not-required")):
        if recist["sticky_pr"] == sticky and recist["confirmation"] == confirmation:
            yield Contradiction(
                (("recist", "sticky_pr"), ("recist", "confirmation")),
                f"sticky_pr is {sticky!r} while confirmation is {confirmation!r}; a PR is carried on once it "
                "is what the trial counts, so change one of them",
            )
    if recist["cutoff_days"] > trial["follow_up_days"]:
        yield Contradiction(
            (("recist", "cutoff_days"), ("trial", "follow_up_days")),
            f"cutoff_days is {recist['cutoff_days']}, beyond the follow_up_days of "
            f"{trial['follow_up_days']}; shorten the one or lengthen the other",
        )
    if recist["min_sd_days"] >= recist["cutoff_days"]:
        yield Contradiction(
            (("recist", "min_sd_days"), ("recist", "cutoff_days")),
            f"min_sd_days is {recist['min_sd_days']}, not before the cutoff_days of {recist['cutoff_days']}; "
            "no visit could ever be SD, so change one of them",
        )


def _schedule(blocks: Sequence[Mapping[str, Any]], recist: Mapping[str, Any]) -> Iterator[Contradiction]:
    day, latest = 0, -1
    for position, block in enumerate(blocks):
        every, until, window = block["every_days"], block["until_day"], block["window_days"]
        if day + every > until:
            yield Contradiction(
                (("visits", position, "until_day"), ("visits", position, "every_days")),
                f"no visit every {every} days fits between day {day} and day {until}; change one of them",
            )
            return
        if 2 * window >= every or day + every - window <= latest:
            yield Contradiction(
                (("visits", position, "window_days"), ("visits", position, "every_days")),
                f"a window of {window} days either side overlaps that of the visit {every} days before or "
                "after; narrow it",
            )
        day += (until - day) // every * every
        latest = day + window
    if recist["min_sd_days"] > latest:
        yield Contradiction(
            (("recist", "min_sd_days"), ("visits", len(blocks) - 1, "until_day")),
            f"min_sd_days is {recist['min_sd_days']}, after the last planned visit on day {day}; "
            "no visit could ever be SD, so change one of them",
        )


def _reading(reading: Mapping[str, Any]) -> Iterator[Contradiction]:
    if reading["readers"] == 1 and reading["adjudicator"]:
        yield Contradiction(
            (("reading", "readers"), ("reading", "adjudicator")),
            "an adjudicator with one reader has nothing to decide between; give two readers or set "
            "adjudicator = false and triggers = []",
        )
    if bool(reading["triggers"]) != reading["adjudicator"]:
        yield Contradiction(
            (("reading", "triggers"), ("reading", "adjudicator")),
            "an adjudicator and what calls one go together; give adjudicator = true and triggers, "
            "or adjudicator = false and triggers = []",
        )
    if reading["order"] == "random":
        if reading["next_opens"] == "signed" and reading["prior_lengths"] != "never":
            yield Contradiction(
                (("reading", "order"), ("reading", "prior_lengths")),
                "timepoints in random order have no prior lengths to show; set prior_lengths to 'never'",
            )
        if "dates" not in reading["hidden"]:
            yield Contradiction(
                (("reading", "order"), ("reading", "hidden")),
                "timepoints in random order give themselves away by their dates; add 'dates' to hidden",
            )
    if reading["radiation_class"] == "while-reading" and "radiation-class" in reading["hidden"]:
        yield Contradiction(
            (("reading", "radiation_class"), ("reading", "hidden")),
            "readers cannot tag a radiation class that is hidden from them; tag it 'after-lock' or show it",
        )


def _radiotherapy(dose: Mapping[str, Any]) -> Iterator[Contradiction]:
    if dose["no_dose_below_gy"] >= dose["ldrt_at_most_gy"]:
        yield Contradiction(
            (("radiotherapy", "no_dose_below_gy"), ("radiotherapy", "ldrt_at_most_gy")),
            "no dose reaches LDRT between no_dose_below_gy and ldrt_at_most_gy; raise the second",
        )
    if dose["ldrt_fraction_gy"][1] >= dose["sbrt_fraction_at_least_gy"]:
        yield Contradiction(
            (("radiotherapy", "ldrt_fraction_gy"), ("radiotherapy", "sbrt_fraction_at_least_gy")),
            "a fraction could be LDRT and SBRT at once; keep ldrt_fraction_gy below "
            "sbrt_fraction_at_least_gy",
        )


def _twice(table: str, key: str, entries: Sequence[Mapping[str, Any]]) -> Iterator[Contradiction]:
    first: dict[object, int] = {}
    for position, entry in enumerate(entries):
        before = first.setdefault(entry[key], position)
        if before != position:
            yield Contradiction(
                ((table, before, key), (table, position, key)),
                f"{key} {entry[key]!r} stands in two [[{table}]] entries; give each its own",
            )
