"""What is written of differences of every kind, without a window."""

import pytest

from app.adjudication.lines import difference_lines, read_lines, table_lines
from app.adjudication.two_reads import TwoReads, two_reads
from app.session import Session
from measurements.adjudication.differences import differences
from measurements.adjudication.matching import matched
from measurements.lesion import RadiationClass
from measurements.refusal import Refusal
from tests.app.adjudication.disputes import TOO_LONG, read_by
from tests.app.reading.at_the_desk import subject_uid
from tests.measurements.adjudication.two_reads import BL, FRAMES, W8, W16, Said, read

FAR = [(100.0 * at, 0.0, 0.0) for at in range(6)]


def reads_of(a: dict[str, Said], b: dict[str, Said]) -> TwoReads:
    one, other = read("A", a), read("B", b)
    matches = matched(one, other, FRAMES)
    return TwoReads("A", "B", one, other, {}, matches, differences(one, other, matches))


KINDS = [
    ({"T01": Said("50, 30")}, {"T01": Said("50, 31")}, ("T01", "", "SBRT", "30.0", "31.0", "+1.0 mm")),
    (
        {"T01": Said("50, ABSENT"), "T02": Said("30, 30", at=FAR[1])},
        {"T01": Said("50, TSTM"), "T02": Said("30, 30", at=FAR[1])},
        ("T01", "", "SBRT", "0.0, absent", "5.0, too small", "+5.0 mm"),
    ),
    ({"T01": Said("50, 30")}, {"T01": Said("50, NE")}, ("T01", "", "SBRT", "30.0", "not evaluable", "state")),
    ({"T01": Said("50, 30")}, {"T01": Said("50, -")}, ("T01", "", "SBRT", "30.0", "\u2013", "state")),
    (
        {"NT01": Said("PRESENT, PRESENT", site="Pleura", radiation=RadiationClass.LDRT)},
        {"NT01": Said("PRESENT, ABSENT", site="Pleura", radiation=None)},
        ("NT01", "Pleura", "LDRT", "present", "absent", "state"),
    ),
    (
        {"T01": Said("20, 12", node=True, site="Neck level II node")},
        {"T01": Said("20, 13", node=True)},
        ("T01", "Neck level II node, short axis", "SBRT", "12.0", "13.0", "+1.0 mm"),
    ),
    (
        {"T01": Said("50, 30")},
        {"T01": Said("50, 30"), "T02": Said("20, 18", at=FAR[1], radiation=None)},
        ("T02", "", "UNTAGGED", "\u2013", "18.0", "only B"),
    ),
    (
        {"T01": Said("50, 30"), "T02": Said("20, 18", at=FAR[1])},
        {"T01": Said("50, 30")},
        ("T02", "", "SBRT", "18.0", "\u2013", "only A"),
    ),
    (
        {"T01": Said("50, 30"), "T02": Said("20, 18", at=FAR[1])},
        {"T01": Said("50, 30"), "NT01": Said("20 PRESENT, PRESENT", at=FAR[1])},
        ("T02/NT01", "", "SBRT", "18.0", "present", "list"),
    ),
    (
        {"T01": Said("50, 30"), "NEW01": Said("-, UNEQUIVOCAL")},
        {"T01": Said("50, 30")},
        ("NEW01", "", "SBRT", "unequivocal", "\u2013", "only A"),
    ),
    (
        {"T01": Said("20, 20"), "T02": Said("15, 15", at=(18.0, 0.0, 0.0))},
        {"T01": Said("20, 38"), "T02": Said("15, MERGED", at=(18.0, 0.0, 0.0), into="T01")},
        ("T01+T02", "", "SBRT", "35.0", "38.0", "+3.0 mm"),
    ),
    (
        {"T01": Said("50, 30")},
        {"T01": Said("48, 30")},
        ("BL", "Baseline sum", "", "50.0", "48.0", "\u22122.0 mm"),
    ),
]


@pytest.mark.parametrize(("a", "b", "line"), KINDS)
def test_how_a_difference_is_written(
    in_english: None, a: dict[str, Said], b: dict[str, Said], line: tuple[str, ...]
) -> None:
    reads = reads_of(a, b)
    (found,) = difference_lines(reads, reads.comparison(W8))
    told = (found.title, found.site, found.class_name, found.a_text, found.b_text, found.change_text)
    assert told == line


def test_a_difference_says_what_the_match_of_its_lesion_rests_on() -> None:
    reads = reads_of(
        {"T01": Said("50, 30"), "NT01": Said("PRESENT, PRESENT", site="Pleura")},
        {"T01": Said("50, 31", at=(3.0, 4.0, 0.0)), "NT01": Said("PRESENT, ABSENT", site="Pleura")},
    )
    assert [line.remark for line in difference_lines(reads, reads.comparison(W8))] == [
        "T01: middles of the calipers 5.0 mm apart",
        "NT01: matched by its site, without calipers to compare",
    ]


def test_the_nadir_is_a_line_of_its_own() -> None:
    reads = reads_of({"T01": Said("50, 30, 37")}, {"T01": Said("50, 33, 37")})
    (found,) = difference_lines(reads, reads.comparison(W16))
    assert (found.title, found.site, found.a_text, found.b_text, found.decides) == (
        "Nadir",
        "Earlier timepoints",
        "30.0",
        "33.0",
        True,
    )


def test_the_table_has_the_targets_of_either_read_and_the_sums() -> None:
    reads = reads_of(
        {"T01": Said("50, 30"), "T02": Said("20, NE", at=FAR[1]), "NT01": Said("PRESENT, PRESENT")},
        {
            "T01": Said("51, 31"),
            "NT02": Said("20 PRESENT, PRESENT", at=FAR[1]),
            "T02": Said("15, 9", at=FAR[2]),
        },
    )
    lines = table_lines(reads, reads.comparison(W8))
    assert [(line.title, line.cells, line.change_text) for line in lines] == [
        ("T01", ("50.0", "30.0", "51.0", "31.0"), "+1.0 mm"),
        ("T02/NT02", ("20.0", "not evaluable", "\u2013", "non-target"), ""),
        ("T02", ("\u2013", "\u2013", "15.0", "9.0"), ""),
        ("Sum", ("70.0", "\u2013", "66.0", "40.0"), ""),
    ]


def test_a_card_tells_the_call_here_and_what_the_read_comes_to() -> None:
    reads = reads_of({"T01": Said("50, 35, 60")}, {"T01": Said("50, 36")})
    a, b = read_lines(reads, reads.comparison(W16))
    assert (a.name, a.call, a.best) == ("Read A", "PD", "Best response PR, confirmed SD")
    assert (
        a.sentence
        == "PD: sum 60.0 = nadir 35.0 (W8) +71.4\u00a0%, +25.0\u00a0mm; no non-targets; no new lesion."
    )
    assert (b.call, b.sentence) == ("", "Nothing was said at this timepoint.")
    assert read_lines(reads, reads.comparison(BL))[0].call == ""


def test_reads_are_named_in_an_order_that_tells_nothing(session: Session) -> None:
    read_by(session, "z", "First reader")
    read_by(session, "b", "Second reader", TOO_LONG)
    reads = two_reads(session.store, subject_uid(session))
    assert (reads.a_uid, reads.b_uid) == ("b", "z")


def test_there_is_nothing_to_compare_without_two_reads(session: Session) -> None:
    read_by(session, "read-1", "First reader")
    with pytest.raises(Refusal, match="HN-7 has no two reads to compare"):
        two_reads(session.store, subject_uid(session))
    with pytest.raises(Refusal, match="not in the trial any more"):
        two_reads(session.store, "gone")
