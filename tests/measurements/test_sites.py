"""The list of places is whole and fits the rules that read it."""

from collections import Counter

import pytest

from measurements.sites import Side, Site, sites

BY_ID = {site.id: site for site in sites()}


def test_every_id_and_name_is_there_once() -> None:
    for names in (
        [site.id for site in sites()],
        [site.english for site in sites()],
        [site.chinese for site in sites()],
    ):
        assert all(names)
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_all_nodes_are_one_organ_and_nothing_else_is() -> None:
    assert {site.organ for site in sites() if site.nodal} == {"lymph node"}
    assert all(site.nodal for site in sites() if site.organ == "lymph node")
    assert all(site.nodal == (site.region == "lymph-node") for site in sites())


@pytest.mark.parametrize(
    ("one", "other"), [("lung-rul", "lung-lll"), ("rib", "mandible"), ("node-ii", "node-axillary")]
)
def test_what_counts_as_one_organ(one: str, other: str) -> None:
    assert BY_ID[one].organ == BY_ID[other].organ


def test_a_lobe_knows_its_side() -> None:
    assert {site.id: site.side for site in sites() if site.id.startswith("lung-")} == {
        "lung-rul": Side.RIGHT,
        "lung-rml": Side.RIGHT,
        "lung-rll": Side.RIGHT,
        "lung-lul": Side.LEFT,
        "lung-lll": Side.LEFT,
    }


def test_a_site_as_a_reader_sees_it() -> None:
    assert BY_ID["base-of-tongue"] == Site(
        "base-of-tongue", "head-neck", "Base of tongue", "舌根", "oropharynx", Side.EITHER, False, "47975008"
    )


VERIFIED = """
71836000 31389004 81502006 4596009 74262004 21974007 47975008 75573002 36360002 16811007 15924003 279549004
81105003 279145002 25683005 76838003 62683002 68171009 91609006 113197003 122495006
39607008 10200004 272673000
"""


def test_only_verified_codes_are_told() -> None:
    assert {site.sct for site in sites() if site.sct} == set(VERIFIED.split())
