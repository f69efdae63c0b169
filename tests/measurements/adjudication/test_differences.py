"""What the triggers of a protocol find between two reads, and how it is told."""

from dataclasses import replace

import pytest

from measurements.adjudication.differences import differences, timepoint_responses
from measurements.adjudication.matching import matched
from measurements.adjudication.phrases import PHRASES
from measurements.adjudication.sentences import difference_sentence
from measurements.case.case_view import CaseView
from measurements.protocol.loading import protocol_from_text
from measurements.recist.phrases import Language
from tests.measurements.adjudication.two_reads import FRAMES, PROTOCOL, TIMEPOINTS, Said, read


def told(a: CaseView, b: CaseView, language: Language = "en") -> list[str]:
    found = differences(a, b, matched(a, b, FRAMES))
    return [difference_sentence(one, TIMEPOINTS, language) for one in found]


def one_target(a: str, b: str) -> tuple[CaseView, CaseView]:
    return read("A", {"T01": Said(a)}), read("B", {"T01": Said(b)})


CASES = [
    ("equal calls of other millimetres", "50, 30, 30", "50, 31, 29", []),
    (
        "PR against SD",
        "50, 35, 34, 34",
        "50, 36, 36, 36",
        [
            "Best response: A PR, B SD.",
            "Confirmed best response: A PR, B SD.",
            "First response: A W8 (day 57), B none.",
            "First confirmed response: A W8 (day 57), B none.",
            "W8: A PR, B SD.",
            "W16: A PR, B SD.",
            "W24: A PR, B SD.",
        ],
    ),
    (
        "a later response, as good",
        "50, 36, 30, 30",
        "50, 35, 30, 30",
        [
            "First response: A W16 (day 113), B W8 (day 57).",
            "First confirmed response: A W16 (day 113), B W8 (day 57).",
            "W8: A SD, B PR.",
        ],
    ),
    (
        "an unconfirmed response",
        "50, 35, 36, 36",
        "50, 36, 36, 36",
        ["Best response: A PR, B SD.", "First response: A W8 (day 57), B none.", "W8: A PR, B SD."],
    ),
    (
        "progression a visit later",
        "50, 50, 60, 60",
        "50, 50, 59, 60",
        ["Progression: A W16 (day 113), B W24 (day 169).", "W16: A PD, B SD."],
    ),
    (
        "a read that ends earlier",
        "50, 50, 50",
        "50, 50",
        ["W16: A SD, B not assessed."],
    ),
]


@pytest.mark.parametrize(
    ("a", "b", "sentences"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_the_triggers_find(a: str, b: str, sentences: list[str]) -> None:
    assert told(*one_target(a, b)) == sentences


def test_a_read_without_a_word_has_no_response() -> None:
    a, b = read("A", {"T01": Said("50, 50")}), read("B", {})
    assert told(a, b) == [
        "Best response: A SD, B MISSING.",
        "Confirmed best response: A SD, B MISSING.",
        "W8: A SD, B not assessed.",
        "T01 is a target of read A; read B does not have it.",
    ]


def test_targets_that_are_none_in_the_other_read() -> None:
    away = (200.0, 0.0, 0.0)
    a = read("A", {"T01": Said("50, 50"), "T02": Said("20, 20", at=away), "NT01": Said("PRESENT, PRESENT")})
    b = read("B", {"T01": Said("50, 50"), "NT01": Said("19 PRESENT, PRESENT", at=away)})
    assert told(a, b) == ["T02 is a target of read A; read B has it as NT01."]
    assert told(b, a) == ["T02 is a target of read B; read A has it as NT01."]


def test_a_backdated_progression_differs_where_its_timepoint_response_does_not() -> None:
    a = read("A", {"T01": Said("50, 50, 50"), "NEW01": Said("-, EQUIVOCAL, UNEQUIVOCAL", site="Liver")})
    b = read("B", {"T01": Said("50, 50, 50"), "NEW01": Said("-, -, UNEQUIVOCAL", site="Liver")})
    assert told(a, b) == [
        "Best response: A PD, B SD.",
        "Confirmed best response: A PD, B SD.",
        "Progression: A W8 (day 57), B W16 (day 113).",
    ]


@pytest.mark.parametrize(
    ("triggers", "sentences"),
    [
        ((), []),
        (("progression-date",), []),
        (("timepoint-response",), ["W8: A PR, B SD."]),
        (("timepoint-response", "best-response"), ["W8: A PR, B SD.", "Best response: A PR, B SD."]),
    ],
)
def test_only_the_triggers_of_the_protocol_count(triggers: tuple[str, ...], sentences: list[str]) -> None:
    a, b = one_target("50, 35, 36, 36", "50, 36, 36, 36")
    protocol = replace(PROTOCOL, reading=replace(PROTOCOL.reading, triggers=triggers))
    assert told(replace(a, protocol=protocol), b) == sentences


@pytest.mark.parametrize(
    ("confirmation", "sentences"),
    [
        ("required", []),
        ("not-required", ["Best response: A PR, B SD.", "First response: A W8 (day 57), B none."]),
    ],
)
def test_the_best_response_that_the_protocol_reports(confirmation: str, sentences: list[str]) -> None:
    text = (
        f'[recist]\nconfirmation = "{confirmation}"\n'
        '[reading]\ntriggers = ["best-response", "response-date"]\n'
    )
    a, b = one_target("50, 35, 36, 36", "50, 36, 36, 36")
    assert told(replace(a, protocol=protocol_from_text(text, "short.toml")), b) == sentences


def test_every_trigger_of_the_protocol_has_its_differences() -> None:
    away = (200.0, 0.0, 0.0)
    a = read("A", {"T01": Said("50, 35, 34, 60"), "T02": Said("20, 10, 10, 10", at=away)})
    b = read("B", {"T01": Said("50, 50, 60, 60")})
    found = differences(a, b, matched(a, b, FRAMES))
    assert len({type(one) for one in found}) == len(PROTOCOL.reading.triggers)


def test_timepoints_that_are_called_otherwise() -> None:
    found = timepoint_responses(*one_target("50, 35, 30, 30", "50, 36, 30, 31"))
    assert [(one.timepoint.label, one.a, one.b) for one in found] == [("W8", "PR", "SD")]


def test_differences_are_told_in_chinese() -> None:
    assert told(*one_target("50, 50, 60, 60", "50, 50, 59, 60"), language="zh") == [
        "进展：A W16（第 113 天），B W24（第 169 天）。",
        "W16：A PD，B SD。",
    ]


def test_both_languages_have_the_same_phrases_with_the_same_figures() -> None:
    def places(phrase: str) -> set[str]:
        return {part.split("}")[0] for part in phrase.split("{")[1:]}

    english, chinese = PHRASES["en"], PHRASES["zh"]
    assert english.keys() == chinese.keys()
    for key, phrase in english.items():
        assert places(chinese[key]) <= places(phrase), key
