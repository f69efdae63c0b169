"""What is found of a timepoint's pictures before they are read, one row for each kind of finding."""

from dataclasses import replace
from typing import Any

import pytest

from measurements.case.image_findings import (
    FindingCode,
    ImageFinding,
    Phase,
    coverage_mm,
    image_findings,
    phase_of,
)
from measurements.imaging import Issue, IssueCode, Orientation, Series
from tests.measurements.samples import series

BASELINE = replace(
    series("1.1", count=41), description="Neck chest venous", body_part="CHEST", slice_thickness_mm=2.5
)
"""40 gaps of 2.5 mm and a slice: 102.5 mm of the body."""


def like(series_uid: str = "1.2", **facts: Any) -> Series:
    return replace(BASELINE, series_uid=series_uid, **facts)


def codes(*here: Series, others: tuple[Series, ...] = (BASELINE,)) -> list[FindingCode]:
    return [one.code for one in image_findings(here, [BASELINE], others)]


def missing(*which: IssueCode) -> tuple[Issue, ...]:
    return tuple(Issue(code, "") for code in which)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"loadable": False}, ["NOT_LOADABLE"]),
        ({"modality": "MR"}, ["NO_CT"]),
        ({"pixel_spacing_mm": None}, ["NOT_MEASURABLE"]),
        ({"patient_id": "HN-018"}, ["OTHER_PATIENT_ID"]),
        ({"patient_id": "hn 017"}, []),
        ({"patient_id": ""}, []),
        ({"patient_name": "Roe^Jane"}, ["OTHER_PATIENT_NAME"]),
        ({"patient_name": "Doe Jane"}, []),
        ({"patient_name": "Doe^Jane=王^伟"}, []),
        ({"patient_name": ""}, []),
        ({"issues": missing(IssueCode.MISSING_SLICES), "gaps_mm": (2.5, 5.0)}, ["MISSING_SLICES"]),
        ({"issues": missing(IssueCode.UNEVEN_SPACING), "gaps_mm": (2.0, 3.1)}, ["UNEVEN_GAPS"]),
        (
            {"issues": missing(IssueCode.UNEVEN_SPACING, IssueCode.MISSING_SLICES), "gaps_mm": (2.5, 5.0)},
            ["MISSING_SLICES"],
        ),
        ({"issues": missing(IssueCode.LOSSY)}, []),
        ({"slice_thickness_mm": 2.54}, []),
        ({"slice_thickness_mm": 3.0}, ["THICKER_THAN_BASELINE"]),
        ({"slice_thickness_mm": 1.0}, []),
        ({"slice_thickness_mm": None}, []),
        ({"slice_thickness_mm": 5.1}, ["THICK_SLICES", "THICKER_THAN_BASELINE"]),
        ({"slices": BASELINE.slices[:36]}, ["SHORTER_THAN_BASELINE"]),  # 90.0 mm
        ({"slices": BASELINE.slices[:37]}, []),  # 92.5 mm, more than nine tenths
        ({"slices": ()}, []),
        ({"orientation": Orientation.OBLIQUE}, ["OTHER_ORIENTATION"]),
        ({"body_part": "ABDOMEN"}, ["OTHER_BODY_PART"]),
        ({"body_part": "Chest_Abdomen"}, []),
        ({"body_part": None}, []),
        ({"window": (-600.0, 1500.0)}, ["OTHER_KIND"]),
        ({"window": None}, []),
        ({"kernel": "B31f"}, []),
        ({"description": "Neck chest arterial"}, ["OTHER_PHASE"]),
        ({"description": "Neck chest plain"}, ["OTHER_PHASE"]),
        ({"description": "Neck chest CE"}, []),
        ({"description": "Neck chest"}, []),
    ],
)
def test_a_series_is_judged_beside_that_of_the_baseline(facts: dict[str, Any], expected: list[str]) -> None:
    assert codes(like(**facts)) == expected


def test_a_timepoint_without_series_has_nothing_to_read() -> None:
    assert codes() == [FindingCode.NO_SERIES]


def test_at_baseline_a_series_is_judged_alone() -> None:
    thick = like(slice_thickness_mm=6.0, description="Neck plain", body_part="NECK")
    assert [one.code for one in image_findings([thick], [], [])] == [FindingCode.THICK_SLICES]


def test_scouts_and_other_series_beside_the_one_that_is_read_are_not_judged() -> None:
    scout = like(
        series_uid="1.3",
        orientation=Orientation.CORONAL,
        slice_thickness_mm=900.0,
        issues=missing(IssueCode.LOCALIZER),
    )
    lung = like(series_uid="1.4", window=(-600.0, 1500.0), kernel="B70f")
    assert codes(scout, lung, like()) == []


def test_the_wrong_patient_in_any_series_is_told_without_saying_who() -> None:
    stray = like(series_uid="1.5", patient_id="XX-1", patient_name="Poe^Edgar")
    found = image_findings([like(), stray], [BASELINE], [BASELINE])
    assert [one.code for one in found] == [FindingCode.OTHER_PATIENT_ID, FindingCode.OTHER_PATIENT_NAME]
    told = " ".join(one.sentence(language) for one in found for language in ("en", "zh"))
    assert not any(word in told for word in ("XX", "Poe", "DOE", "017"))


def test_patients_are_compared_with_all_other_timepoints() -> None:
    other = replace(BASELINE, patient_id="HN-018")
    assert codes(like(patient_id="HN-018"), others=(BASELINE, other)) == []


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (
            {"issues": missing(IssueCode.MISSING_SLICES), "gaps_mm": (2.5, 5.0)},
            "Slices are missing: 2.5 to 5.0 mm lie between neighbours.",
        ),
        ({"slice_thickness_mm": 3.0}, "The slices are 3.0 mm thick, at baseline 2.5 mm."),
        ({"slices": BASELINE.slices[:21]}, "52.5 mm of the body were scanned, at baseline 102.5 mm."),
        ({"description": "Neck arterial"}, "The contrast phase is arterial, at baseline venous."),
        ({"orientation": Orientation.CORONAL}, "The slices are coronal, at baseline axial."),
    ],
)
def test_a_finding_is_one_sentence_with_its_figures(facts: dict[str, Any], told: str) -> None:
    (found,) = image_findings([like(**facts)], [BASELINE], [BASELINE])
    assert found.sentence() == told
    assert found.sentence("zh") != told


@pytest.mark.parametrize("code", list(FindingCode))
def test_every_finding_has_its_sentence_in_every_language(code: FindingCode) -> None:
    figures: dict[str, Any] = {"here": 1.0, "baseline": 2.0, "least": 1.0, "most": 2.0, "limit": 5.0}
    english, chinese = (ImageFinding(code, figures).sentence(language) for language in ("en", "zh"))
    assert english.endswith(".")
    assert chinese.endswith("。")


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Abdomen arterial 1.0", Phase.ARTERIAL),
        ("ABD ART 2.0 B30f", Phase.ARTERIAL),
        ("Portal venous", Phase.VENOUS),
        ("静脉期 1.25mm", Phase.VENOUS),
        ("delayed 3min", Phase.DELAYED),
        ("C+ chest", Phase.ENHANCED),
        ("Chest with contrast", Phase.ENHANCED),
        ("Chest without contrast", Phase.NATIVE),
        ("non-contrast thorax", Phase.NATIVE),
        ("unenhanced", Phase.NATIVE),
        ("平扫", Phase.NATIVE),
        ("art / venous", None),
        ("Neck part 2", None),  # no phase in the midst of a word
        ("Chest 1.0 mm", None),
        (None, None),
    ],
)
def test_a_phase_is_known_where_the_description_says_just_one(
    description: str | None, expected: Phase | None
) -> None:
    assert phase_of(like(description=description)) is expected


def test_coverage_counts_along_the_body_only() -> None:
    assert coverage_mm(BASELINE) == pytest.approx(102.5)
    coronal = like(along_row=(1.0, 0.0, 0.0), along_column=(0.0, 0.0, -1.0))
    assert coverage_mm(coronal) is None
    unplaced = like(slices=(replace(BASELINE.slices[0], origin_lps=None), *BASELINE.slices[1:]))
    assert coverage_mm(unplaced) is None
