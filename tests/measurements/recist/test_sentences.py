"""What the windows say of a call."""

import string
from decimal import Decimal

import pytest

from measurements.recist.phrases import PHRASES
from measurements.recist.row import LesionRow
from measurements.recist.rules import Rules
from measurements.recist.sentences import (
    change_mm_text,
    irecist_sentence,
    mm_text,
    overall_sentence,
    percent_text,
    trace,
)
from measurements.recist.subject import assess_subject
from tests.measurements.recist.courses import course, visit_row
from tests.measurements.recist.random_subjects import random_subject

LABELS = {Decimal(1): "BL", Decimal(2): "W8", Decimal(3): "W16", Decimal(4): "W24"}

CASES = [
    (
        course(["60", "50", "62"], ["PRESENT"] * 3),
        "PD: sum 62.0 = nadir 50.0 (W8) +24.0 %, +12.0 mm; non-target Non-CR/Non-PD; no new lesion",
    ),
    (course(["50"]), "baseline: sum 50.0 of one target"),
    (course(["50, 20.5"]), "baseline: sum 70.5 of 2 targets"),
    (course("", ["PRESENT"]), "baseline: no targets"),
    (course(["50, NE"]), "baseline: T02 not evaluable yet, no sum"),
    (
        course(["50, NE", "50, 10"]),
        "NE: the baseline sum is incomplete; no non-targets; no new lesion",
    ),
    (course("", ["PRESENT", "NE"]), "NE: no targets; non-target NE (NT01); no new lesion"),
    (
        course(["50, 20, 10", "80, NE, -"]),
        "NE: T02, T03 not evaluable, the rest (80.0) proves no progression; no non-targets; no new lesion",
    ),
    (
        course(["30, 20", "80, NE"]),
        "PD: without T02 already 80.0 = nadir 50.0 (BL) +60.0 %, +30.0 mm; no non-targets; no new lesion",
    ),
    (course(["30, 20", "NE, NE"]), "NE: no target evaluable; no non-targets; no new lesion"),
    (course(["30", "0"]), "CR: all targets gone; no non-targets; no new lesion"),
    (
        course(["30, n 20", "0, n 8"]),
        "CR: all targets gone, nodes below 10 mm (sum 8.0); no non-targets; no new lesion",
    ),
    (course(["50", "30"]), "PR: sum 30.0 = baseline 50.0 −40.0 %; no non-targets; no new lesion"),
    (
        course(["100", "70.04"], ["PRESENT", "ABSENT"], ["-", "12 EQUIVOCAL"]),
        "SD: sum 70.04 = baseline 100.0 −30.0 %, nadir 100.0 (BL) −30.0 %, −29.96 mm; non-target CR; "
        "equivocal new lesion NEW01",
    ),
    (
        course(["50", "50"], ["PRESENT", "UNEQUIVOCAL"], ["-", "UNEQUIVOCAL, 5"]),
        "PD: sum 50.0 = baseline 50.0 0.0 %, nadir 50.0 (BL) 0.0 %, 0.0 mm; non-target PD (NT01); "
        "new lesion NEW01, NEW02",
    ),
    (
        course(["50", "0", "5"]),
        "PD: sum 5.0 = nadir 0.0 (W8) +5.0 mm; no non-targets; no new lesion",
    ),
    (
        course(["50", "0", "3"]),
        "PD: sum 3.0 = baseline 50.0 −94.0 %; no non-targets; no new lesion; "
        "disease seen again after CR (W8): T01",
    ),
    ([*course(["50"]), visit_row(2, 56, done=False)], "NE: visit not done"),
]


@pytest.mark.parametrize(("rows", "sentence"), CASES, ids=[case[1][:40] for case in CASES])
def test_overall_sentence(rows: list[LesionRow], sentence: str) -> None:
    assert overall_sentence(assess_subject(rows).timepoints[-1], LABELS) == sentence


def test_backdating_and_carrying_are_told() -> None:
    second = assess_subject(course(["50"] * 3, new=["-", "EQUIVOCAL", "PRESENT"])).timepoints[1]
    assert overall_sentence(second, LABELS).endswith("; PD by back-dating: NEW01 certain at W16")
    last = assess_subject(course(["100", "70", "72"]), Rules(sticky_pr="assigned")).timepoints[-1]
    assert overall_sentence(last, LABELS).startswith("PR: sum 72.0 = baseline 100.0 −28.0 %")
    assert overall_sentence(last, LABELS).endswith("; PR carried on until PD")


def test_visits_without_labels_are_told_by_their_numbers() -> None:
    last = assess_subject(course(["60", "50", "62"], ["PRESENT"] * 3, ["-", "-", "4"])).timepoints[-1]
    assert overall_sentence(last) == (
        "PD: sum 62.0 = nadir 50.0 (visit 2) +24.0 %, +12.0 mm; non-target Non-CR/Non-PD; new lesion NEW01"
    )


def test_chinese_from_the_same_steps() -> None:
    last = assess_subject(course(["60", "50", "62"], ["PRESENT"] * 3)).timepoints[-1]
    assert overall_sentence(last, LABELS, "zh") == (
        "PD：总和 62.0 = 最低值 50.0（W8）+24.0 %, +12.0 mm；非靶病灶 Non-CR/Non-PD；无新病灶"
    )


def test_languages_have_the_same_phrases_with_the_same_fields() -> None:
    def fields(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for language, phrases in PHRASES.items():
        assert phrases.keys() == PHRASES["en"].keys(), language
        for key, text in phrases.items():
            assert fields(text) == fields(PHRASES["en"][key]), (language, key)


@pytest.mark.parametrize(
    ("number", "mm", "percent", "change"),
    [
        ("62", "62.0", "+62.0 %", "+62.0 mm"),
        ("62.05", "62.05", "+62.1 %", "+62.05 mm"),
        ("-29.96", "−29.96", "−30.0 %", "−29.96 mm"),
        ("0", "0.0", "0.0 %", "0.0 mm"),
        ("0.5", "0.5", "+0.5 %", "+0.5 mm"),
        ("-0.04", "−0.04", "0.0 %", "−0.04 mm"),
        ("-0.05", "−0.05", "−0.1 %", "−0.05 mm"),
        ("1E+1", "10.0", "+10.0 %", "+10.0 mm"),
    ],
)
def test_figures_in_words(number: str, mm: str, percent: str, change: str) -> None:
    value = Decimal(number)
    assert (mm_text(value), percent_text(value), change_mm_text(value)) == (mm, percent, change)


IRECIST = [
    (
        course(["50", "60"], ["PRESENT", "UNEQUIVOCAL"]),
        "iUPD: targets, non-targets progressed, to be confirmed",
    ),
    (course(["50", "60", "65"]), "iCPD: targets progressed further 56 days after iUPD (W8)"),
    (
        course(["50", "60", "70"], days=[0, 56, 83]),
        "iUPD: targets progressed further only 27 days after iUPD (W8)",
    ),
    (course(["50", "60", "60"]), "iUPD: iUPD (W8) not confirmed, progression still there"),
    (course(["50", "60", "50"]), "iSD: iUPD (W8) not confirmed, no longer progressed"),
    (
        course(["50", "50", "50"], new=["-", "UNEQUIVOCAL", "PRESENT"]),
        "iUPD: iUPD (W8) until new lesion NEW01 is gone",
    ),
    (
        course(["50", "50", "0"], new=["-", "UNEQUIVOCAL", "PRESENT"]),
        "iPR: new lesion NEW01 still there, targets responded since iUPD (W8)",
    ),
    (course(["50", "60", "NE"]), "NE: not evaluable, confirms and resolves nothing"),
    (course("", ["PRESENT", "PRESENT"]), "Non-iCR/Non-iUPD: no progression"),
    (course(["50"]), ""),
    (course(["50", "60", "65", "65"]), ""),
]


@pytest.mark.parametrize(("rows", "sentence"), IRECIST, ids=[case[1][:40] or "blank" for case in IRECIST])
def test_irecist_sentence(rows: list[LesionRow], sentence: str) -> None:
    assert irecist_sentence(assess_subject(rows).timepoints[-1], LABELS) == sentence


BESIDE_IRECIST = [
    (["50", "60", "65"], "", "9.2", "PD: sum 65.0 = nadir 50.0 (BL) +30.0 %, +15.0 mm"),
    (["50", "60", "60"], "", "9.3", "PD: sum 60.0 = nadir 50.0 (BL) +20.0 %, +10.0 mm"),
    (["50", "60", "NE"], "", "9.5", "NE: no target evaluable"),
    (["50", "60"], "", "9.1", "PD: sum 60.0 = nadir 50.0 (BL) +20.0 %, +10.0 mm"),
    (["50", "0"], "", "9", "CR: all targets gone"),
    (["50"] * 3, ["-", "4", "4"], "9.4", "PD: sum 50.0 = baseline 50.0 0.0 %, nadir 50.0 (BL) 0.0 %, 0.0 mm"),
]


@pytest.mark.parametrize(
    ("targets", "new", "rule", "sentence"), BESIDE_IRECIST, ids=[case[2] for case in BESIDE_IRECIST]
)
def test_the_overall_sentence_says_nothing_of_irecist(
    targets: list[str], new: list[str] | str, rule: str, sentence: str
) -> None:
    last = assess_subject(course(targets, "", new)).timepoints[-1]
    assert last.steps[-1].rule == rule
    others = "no non-targets; new lesion NEW01" if new else "no non-targets; no new lesion"
    assert overall_sentence(last, LABELS) == f"{sentence}; {others}"


def test_every_step_of_subjects_by_chance_can_be_said_in_every_language() -> None:
    for seed in range(200):
        for point in assess_subject(random_subject(seed)).timepoints:
            for language in PHRASES:
                assert overall_sentence(point, LABELS, language)
                assert bool(irecist_sentence(point, LABELS, language)) == (point.irecist is not None)
            assert trace(point).isascii()


TRACES = [
    (course(["50"], ["PRESENT"]), "[2.8] baseline: sum 50.0 of one target"),
    (
        course(["50", "0", "3"]),
        "PD: [4.5] sum 3.0 = baseline 50.0 -94.0 %; [5] no non-targets; [6] no new lesion; "
        "[7.3] disease seen again after CR (visit 2): T01. iPR: [9] no progression",
    ),
    (
        course(["50", "60", "65", "65"]),
        "PD: [4.4] sum 65.0 = nadir 50.0 (visit 1) +30.0 %, +15.0 mm; [5] no non-targets; [6] no new lesion",
    ),
    (
        [*course(["50"]), visit_row(2, 56, done=False)],
        "NE: [7.1] visit not done. NE: [9.5] not evaluable, confirms and resolves nothing",
    ),
    (
        course("", ["PRESENT", "PRESENT"]),
        "NON-CR/NON-PD: [4.1] no targets; [5] non-target Non-CR/Non-PD; [6] no new lesion. "
        "NON-iCR/NON-iUPD: [9] no progression",
    ),
]


@pytest.mark.parametrize(("rows", "text"), TRACES, ids=[case[1][:24] for case in TRACES])
def test_the_trace_numbers_its_rules(rows: list[LesionRow], text: str) -> None:
    assert trace(assess_subject(rows).timepoints[-1]) == text
