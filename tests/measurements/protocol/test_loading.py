"""The protocol file: this trial's own, what another may change, and every way to be refused."""

from decimal import Decimal
from pathlib import Path

import pytest

from measurements.protocol.loading import load_protocol
from measurements.protocol.schema import LISTS, TABLES
from measurements.recist.rules import Rules, Variability
from measurements.refusal import Refusal
from measurements.sites import Side, Site, sites


def written(folder: Path, text: str) -> Path:
    path = folder / "trial.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> str:
    with pytest.raises(Refusal) as refusal:
        load_protocol(written(folder, text))
    said = str(refusal.value)
    assert "\n" not in said
    assert said.startswith("trial.toml")
    return said.removeprefix("trial.toml")


def test_this_trial() -> None:
    protocol = load_protocol()
    assert (protocol.trial.code, protocol.version, protocol.trial.subjects) == ("LDRT-SBRT-HNSCC", "1.0", 52)
    assert (protocol.trial.masked, protocol.trial.start_of_survival) == (False, "enrolment")
    assert [arm.id for arm in protocol.arms] == ["A"]
    assert protocol.rules == Rules()
    assert protocol.variability == Variability()
    assert protocol.two_readers_sum_pct == (Decimal("-19.2"), Decimal("19.5"))
    assert protocol.dating.cutoff_days == 730
    assert protocol.reading.readers == 2
    assert protocol.radiotherapy.ldrt_fraction_gy == (Decimal("0.5"), Decimal(2))
    assert protocol.sites == sites()
    assert [(window.key, window.center_hu, window.width_hu) for window in protocol.windows] == [
        (1, 60, 350),
        (2, -500, 1500),
        (3, 500, 2000),
        (4, 90, 160),
        (5, 40, 80),
    ]


def test_the_engine_without_a_protocol_keeps_to_this_trial() -> None:
    assert load_protocol().rules == Rules()


def test_planned_visits_and_their_windows(tmp_path: Path) -> None:
    visits = load_protocol().schedule.visits
    assert [visit.label for visit in visits[:3]] == ["W8", "W16", "W24"]
    assert (visits[0].earliest_day, visits[0].latest_day, visits[-1].day) == (49, 63, 728)
    blocks = (
        "[[visits]]\nevery_days = 42\nuntil_day = 130\nwindow_days = 7\n"
        "[[visits]]\nevery_days = 85\nuntil_day = 300\nwindow_days = 10\n"
    )
    schedule = load_protocol(written(tmp_path, blocks)).schedule
    assert [visit.label for visit in schedule.visits] == ["W6", "W12", "W18", "D211", "D296"]
    assert (schedule.visits[3].earliest_day, schedule.visits[3].latest_day) == (201, 221)


def test_what_a_file_does_not_say_is_as_in_this_trial(tmp_path: Path) -> None:
    protocol = load_protocol(written(tmp_path, "[recist]\nmin_sd_days = 56\nsticky_pr = 'confirmed'\n"))
    assert protocol.rules == Rules(min_sd_days=56, sticky_pr="confirmed")
    assert (protocol.dating, protocol.arms) == (load_protocol().dating, load_protocol().arms)
    assert load_protocol(written(tmp_path, "")) == load_protocol()


def test_every_rule_can_be_set(tmp_path: Path) -> None:
    text = (
        "[recist]\nmin_sd_days = 50\nconfirmation_days = 35\nmax_ne = 2\nsd_between = 1\n"
        "sticky_pr = 'assigned'\ncr_reappear = false\nnode_cr_first = false\norr_branch = 'targets'\n"
    )
    assert load_protocol(written(tmp_path, text)).rules == Rules(
        50, 35, 2, 1, "assigned", cr_reappear=False, node_cr_first=False, orr_branch="targets"
    )


def test_sites_of_the_trial_come_first_and_replace_built_in_ones(tmp_path: Path) -> None:
    entry = "region = 'head-neck'\nen = '{0}'\nzh = '鼻'\norgan = 'nose'\nside = 'midline'\n"
    nose, lung = (
        f"[[site]]\nid = '{one}'\n{entry.format(name)}" for one, name in (("nose", "Nose"), ("lung", "Air"))
    )
    text = f"{nose}{lung}nodal = true\n"
    found = load_protocol(written(tmp_path, text)).sites
    assert found[0] == Site("nose", "head-neck", "Nose", "鼻", "nose", Side.MIDLINE, False, None)
    assert (found[1].id, found[1].english, found[1].nodal) == ("lung", "Air", True)
    assert [site.id for site in found].count("lung") == 1
    assert len(found) == len(sites()) + 1


def test_the_hash_is_of_what_is_said(tmp_path: Path) -> None:
    def hash_of(text: str) -> str:
        return load_protocol(written(tmp_path, text)).hash

    standard = load_protocol().hash
    assert len(standard) == 64
    assert hash_of("# nothing\n[recist]\nmax_ne = 1 # as it is\n") == standard
    assert hash_of("[radiotherapy]\nno_dose_below_gy = 1.0\nldrt_at_most_gy = 2e1\n") == standard
    assert hash_of("[variability]\nnode_cv_pct = 7.70\n") == standard
    others = [
        "[recist]\nmax_ne = 2",
        "[recist]\npd_date = 'last-scan'",
        "[variability]\nnode_cv_pct = 7.71",
        "[trial]\nversion = '1.1'",
        "[[arm]]\nid = 'B'\nname = 'B'\nname_zh = 'B'",
        "[[site]]\nid = 'x'\nregion = 'bone'\nen = 'x'\nzh = 'x'\norgan = 'bone'\nside = 'left'",
    ]
    assert len({standard, *map(hash_of, others)}) == len(others) + 1


def test_identity_names_code_version_and_hash(tmp_path: Path) -> None:
    protocol = load_protocol(written(tmp_path, "[trial]\ncode = 'T-9'\nversion = '2.1'\n"))
    assert protocol.identity == f"T-9 2.1 ({protocol.hash[:12]})"


WRONG = [
    # a file, and what is said after its name
    (
        "[recist]\n\nmin_sd_days = 'six'\n",
        ', line 3: min_sd_days is "six"; give a whole number from 0 to 3650.',
    ),
    ("[recist]\nmin_sd_days = 42.5\n", ", line 2: min_sd_days is 42.5; give a whole number"),
    ("[recist]\nmin_sd_days = true\n", ", line 2: min_sd_days is true; give a whole number"),
    ("[recist]\nmin_sd_days = -1\n", ", line 2: min_sd_days is -1; give a whole number from 0"),
    ("[recist]\nmax_ne = 11\n", ", line 2: max_ne is 11; give a whole number from 0 to 10."),
    ("[recist]\nsd_between = -1\n", ", line 2: sd_between is -1;"),
    ("recist.max_ne = 99\n", ", line 1: max_ne is 99;"),
    (
        "[recist]\nsticky_pr = 'always'\n",
        ', line 2: sticky_pr is "always"; give one of never, confirmed or assigned.',
    ),
    ("[recist]\ncr_reappear = 1\n", ", line 2: cr_reappear is 1; give true or false."),
    ("[recist]\nnode_cr_first = 'yes'\n", ', line 2: node_cr_first is "yes"; give true or false.'),
    ("[recist]\npd_date = 'first'\n", ', line 2: pd_date is "first"; give first-scan or last-scan.'),
    (
        "[recist]\nmin_sd = 42\n",
        ", line 2: unknown key 'min_sd' in [recist]; its keys are min_sd_days, confirm",
    ),
    ("[recist]\nmax_ne = 1\nx = 1\nsd_between = -1\n", ", line 3: unknown key 'x'"),
    (
        "\n[resist]\nmax_ne = 1\n",
        ", line 2: unknown table or key 'resist'; the tables are trial, schedule, rec",
    ),
    ("recist = 5\n", ", line 1: recist is no table; write [recist] and its keys under it."),
    ("[arm]\nid = 'A'\n", ", line 1: arm is no list of tables; write [[arm]] before each of them."),
    ("visits = []\n", ", line 1: visits is no list of tables; write [[visits]]"),
    ("[[visits]]\nevery_days = 42\n", ", line 1: [[visits]] has no until_day; give a whole number from 7"),
    ("[[visits]]\nevery_days = 42\nuntil = 3\n", ", line 3: unknown key 'until' in [[visits]]; its keys are"),
    ("[[arm]]\nid = 'A'\nname = 'A'\nname_zh = ''\n", ', line 4: name_zh is ""; give a text of 1 to 300'),
    ("[trial]\nversion = 2\n", ", line 2: version is 2; give a text"),
    ('[trial]\ncode = "a\\tb"\n', ', line 2: code is "a\\tb"; give a text'),
    (f"[trial]\ncode = '{'x' * 41}'\n", ", line 2: code is"),
    ("[reading]\ntriggers = ['x']\n", ', line 2: triggers is ["x"]; give a list of any of best-response'),
    ("[reading]\ntriggers = 'best-response'\n", ', line 2: triggers is "best-response"; give a list'),
    ("[reading]\nhidden = ['dates', 'dates']\n", ", line 2: hidden is"),
    ("[reading]\nhidden = [['dates']]\n", ", line 2: hidden is"),
    ("[variability]\nrescan_sd_mm = nan\n", ", line 2: rescan_sd_mm is NaN; give a number from 0.01 to 20."),
    ("[variability]\nrescan_sd_mm = 0\n", ", line 2: rescan_sd_mm is 0; give a number"),
    ("[variability]\nrescan_sd_mm = '2'\n", ', line 2: rescan_sd_mm is "2"; give a number'),
    (
        "[variability]\ntwo_readers_pct = [25, -22]\n",
        "; give two numbers from -99 to 400, the lower one first.",
    ),
    ("[variability]\ntwo_readers_pct = [-22]\n", "; give two numbers"),
    ("[variability]\ntwo_readers_pct = [-22, 25, 30]\n", "; give two numbers"),
    ("[variability]\ntwo_readers_pct = 22\n", "; give two numbers"),
    (
        "[[site]]\nid = 'x'\nregion = 'moon'\n",
        ', line 3: region is "moon"; give one of head-neck, lymph-node',
    ),
    ("[recist\n", " is not TOML: "),
    ("[recist]\nmax_ne = 1\nmax_ne = 2\n", " is not TOML: "),
    ("x = " + "[" * 5000, " is not TOML: "),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[case[1][:60] for case in WRONG])
def test_what_is_wrong_is_told_with_its_line_and_what_is_allowed(
    tmp_path: Path, text: str, said: str
) -> None:
    assert said in refused(tmp_path, text)


SITE = "[[site]]\nid = 'x'\nregion = 'bone'\nen = 'x'\nzh = 'x'\norgan = 'bone'\nside = 'left'\n"
CONTRADICTORY = [
    (
        "[recist]\nsticky_pr = 'assigned'\nconfirmation = 'required'\n",
        ", lines 2 and 3: sticky_pr is 'assigned'",
    ),
    ("[recist]\nsticky_pr = 'confirmed'\nconfirmation = 'not-required'\n", ", lines 2 and 3: sticky_pr"),
    ("[recist]\ncutoff_days = 731\n", ", line 2: cutoff_days is 731, beyond the follow_up_days of 730"),
    ("[recist]\nmin_sd_days = 730\n", ", line 2: min_sd_days is 730, not before the cutoff_days of 730"),
    (
        "[recist]\nmin_sd_days = 50\n[[visits]]\nevery_days = 42\nuntil_day = 42\nwindow_days = 7\n",
        ", lines 2 and 5: min_sd_days is 50, after the last planned visit on day 42",
    ),
    (
        "[[visits]]\nevery_days = 42\nuntil_day = 41\nwindow_days = 7\n",
        ", lines 2 and 3: no visit every 42 days",
    ),
    (
        "[[visits]]\nevery_days = 42\nuntil_day = 84\nwindow_days = 21\n",
        ", lines 2 and 4: a window of 21 days",
    ),
    (
        "[[visits]]\nevery_days = 42\nuntil_day = 84\nwindow_days = 20\n"
        "[[visits]]\nevery_days = 21\nuntil_day = 126\nwindow_days = 1\n",
        ", lines 6 and 8: a window of 1 days",
    ),
    ("[reading]\nreaders = 1\n", ", line 2: an adjudicator with one reader"),
    ("[reading]\ntriggers = []\n", ", line 2: an adjudicator and what calls one"),
    ("[reading]\nadjudicator = false\n", ", line 2: an adjudicator and what calls one"),
    (
        "[reading]\norder = 'random'\nhidden = ['dates']\n",
        ", line 2: timepoints in random order have no prior",
    ),
    ("[reading]\norder = 'random'\nprior_lengths = 'never'\n", ", line 2: timepoints in random order give"),
    ("[reading]\nhidden = ['radiation-class']\n", ", line 2: readers cannot tag a radiation class"),
    ("[radiotherapy]\nno_dose_below_gy = 20\n", ", line 2: no dose reaches LDRT"),
    ("[radiotherapy]\nldrt_fraction_gy = [1, 5]\n", ", line 2: a fraction could be LDRT and SBRT at once"),
    (2 * "[[arm]]\nid = 'A'\nname = 'A'\nname_zh = 'A'\n", ", lines 2 and 6: id 'A' stands in two [[arm]]"),
    (2 * SITE, ", lines 2 and 9: id 'x' stands in two [[site]]"),
]


@pytest.mark.parametrize(("text", "said"), CONTRADICTORY, ids=[case[1][:60] for case in CONTRADICTORY])
def test_values_that_cannot_hold_together(tmp_path: Path, text: str, said: str) -> None:
    assert refused(tmp_path, text).startswith(said)


ALLOWED_TOGETHER = [
    "[recist]\nsticky_pr = 'assigned'\n",
    "[recist]\nsticky_pr = 'confirmed'\nconfirmation = 'required'\n",
    "[recist]\nsticky_pr = 'assigned'\nconfirmation = 'not-required'\n",
    "[recist]\ncutoff_days = 730\nmin_sd_days = 729\n",
    "[recist]\nmin_sd_days = 49\n[[visits]]\nevery_days = 42\nuntil_day = 42\nwindow_days = 7\n",
    "[[visits]]\nevery_days = 42\nuntil_day = 84\nwindow_days = 20\n",
    "[reading]\nreaders = 1\nadjudicator = false\ntriggers = []\n",
    "[reading]\norder = 'random'\nprior_lengths = 'never'\nhidden = ['dates']\n",
    "[reading]\nradiation_class = 'after-lock'\nhidden = ['radiation-class']\n",
    "[radiotherapy]\nldrt_fraction_gy = [1, 4.9]\nno_dose_below_gy = 19.9\n",
]


@pytest.mark.parametrize("text", ALLOWED_TOGETHER)
def test_values_that_hold_together(tmp_path: Path, text: str) -> None:
    load_protocol(written(tmp_path, text))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.toml", tmp_path):
        with pytest.raises(Refusal, match="cannot be read"):
            load_protocol(path)
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b"[trial]\ntitle = '\xe9'\n")
    with pytest.raises(Refusal, match="not UTF-8 text \\(byte 17\\)"):
        load_protocol(latin)
    with pytest.raises(Refusal, match="longer than any protocol"):
        load_protocol(written(tmp_path, "#" * 1_000_001))
    marked = tmp_path / "marked.toml"
    marked.write_bytes(b"\xef\xbb\xbf[recist]\r\nmax_ne = 1\r\n")
    assert load_protocol(marked) == load_protocol()


def test_the_file_of_this_trial_says_everything() -> None:
    content = load_protocol().content
    for name, keys in TABLES.items():
        assert content[name].keys() == keys.keys()
        assert None not in content[name].values()
    assert all(content[name] for name in LISTS)
