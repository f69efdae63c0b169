"""The protocol in words, complete in both languages."""

import re
from pathlib import Path

import pytest

from measurements.protocol.kinds import Word, Words
from measurements.protocol.loading import load_protocol
from measurements.protocol.readable import CHINESE_WORDS, TITLES, readable_protocol
from measurements.protocol.schema import TABLES
from measurements.recist.phrases import Language


def lines_of(
    title: str, language: Language = "en", text: str = "", folder: Path | None = None
) -> dict[str, str]:
    if folder is None:
        protocol = load_protocol()
    else:
        path = folder / "p.toml"
        path.write_text(text, encoding="utf-8")
        protocol = load_protocol(path)
    (section,) = [found for found in readable_protocol(protocol, language) if found.title == title]
    return {line.label: line.value for line in section.lines}


def test_in_english() -> None:
    assert [section.title for section in readable_protocol(load_protocol())] == list(TITLES["en"].values())
    trial = lines_of("Trial")
    assert (trial["Code"], trial["Treatment masked"]) == ("LDRT-SBRT-HNSCC", "no")
    assert trial["Hash of its content (SHA-256)"] == load_protocol().hash
    assert lines_of("Schedule")["1"] == "every 56 days until day 728, 7 days early or late"
    assert lines_of("Schedule")["Planned visits"].startswith("W8, W16, W24, ")
    calls = lines_of("Calls, dates and censoring")
    assert calls["PR carried on until PD"] == "never"
    assert calls["Disease seen after CR is PD below 5 mm too"] == "yes"
    assert calls["An iUPD never confirmed"] == "event when last"
    assert lines_of("Reading and adjudication")["Hidden from readers"] == "clinical data, other readers"
    assert lines_of("Variability of measurements")["One lesion, two readers, 95 % limits, %"] == "-22 to 25"
    assert lines_of("Window presets")["Lung"] == "level -500 HU, width 1500 HU, key 2"
    assert lines_of("Sites by organ")["hypopharynx"].startswith("Hypopharynx (81502006), Piriform sinus")
    assert lines_of("Arms")["A"].startswith("Cadonilimab")


def test_in_chinese() -> None:
    assert lines_of("试验", "zh")["设盲"] == "否"
    assert lines_of("访视计划", "zh")["1"] == "每 56 天一次，至第 728 天，窗口 ±7 天"
    assert lines_of("阅片与裁定", "zh")["对阅片人隐藏"] == "临床资料、其他阅片人"
    assert lines_of("窗宽窗位预设", "zh")["肺"] == "窗位 -500 HU，窗宽 1500 HU，按键 2"


def test_what_decides_calls_is_marked() -> None:
    (section,) = [
        found for found in readable_protocol(load_protocol()) if found.title == TITLES["en"]["recist"]
    ]
    assert [line.decides_calls for line in section.lines] == [True] * 8 + [False] * 10


def test_an_empty_list_is_told(tmp_path: Path) -> None:
    lines = lines_of("Reading and adjudication", "en", "[reading]\nhidden = []\n", tmp_path)
    assert lines["Hidden from readers"] == "none"


def test_a_changed_value_is_shown(tmp_path: Path) -> None:
    lines = lines_of(TITLES["en"]["recist"], "en", "[recist]\nmin_sd_days = 49\n", tmp_path)
    assert lines["Days from treatment start to the first visit that counts as SD"] == "49"


def test_every_word_of_the_file_has_its_chinese() -> None:
    words = {
        word
        for keys in TABLES.values()
        for key in keys.values()
        if isinstance(key.kind, Word | Words)
        for word in key.kind.words
    }
    assert words == CHINESE_WORDS.keys()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_value_is_in_it(language: Language) -> None:
    protocol = load_protocol()
    sections = readable_protocol(protocol, language)
    told = sum(len(section.lines) for section in sections)
    organs = {site.organ for site in protocol.sites}
    keys = sum(map(len, TABLES.values()))
    assert told == keys + 3 + len(protocol.arms) + len(protocol.windows) + len(organs)
    text = " ".join(line.value for section in sections for line in section.lines)
    for site in protocol.sites:
        assert (site.english if language == "en" else site.chinese) in text
    assert (
        not re.search("[\u4e00-\u9fff]", " ".join(line.label for s in sections for line in s.lines))
        or language == "zh"
    )
