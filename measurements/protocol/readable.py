"""A protocol in readable form, section by section, for the screen and for reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from measurements.protocol.kinds import Key
from measurements.protocol.schema import TABLES
from measurements.protocol.values import Protocol
from measurements.recist.phrases import LISTING, Language


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the protocol says; `decides_calls` where calls depend on it today."""

    label: str
    value: str
    decides_calls: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: tuple[Line, ...]


TITLES: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "trial": "Trial",
        "arm": "Arms",
        "schedule": "Schedule",
        "recist": "Calls, dates and censoring",
        "reading": "Reading and adjudication",
        "radiotherapy": "Radiotherapy",
        "variability": "Variability of measurements",
        "window": "Window presets",
        "site": "Sites by organ",
    },
    "zh": {
        "trial": "试验",
        "arm": "试验组",
        "schedule": "访视计划",
        "recist": "判定、日期与删失",
        "reading": "阅片与裁定",
        "radiotherapy": "放疗",
        "variability": "测量变异",
        "window": "窗宽窗位预设",
        "site": "各器官部位",
    },
}

CHINESE_WORDS: Mapping[str, str] = {
    "enrolment": "入组",
    "treatment-start": "治疗开始",
    "never": "从不",
    "confirmed": "确认后",
    "assigned": "判定后",
    "all-lesions": "所有病灶",
    "targets": "靶病灶",
    "required": "需要",
    "not-required": "不需要",
    "both": "两者均报告",
    "first-scan": "首次扫描",
    "last-scan": "末次扫描",
    "event-when-last": "无后续扫描时计为事件",
    "event": "计为事件",
    "censor": "删失",
    "first-time": "首个时间点",
    "midpoint": "中点",
    "best-response": "最佳疗效",
    "response-date": "缓解日期",
    "progression-date": "进展日期",
    "timepoint-response": "时间点疗效",
    "target-selection": "靶病灶选择",
    "investigator": "研究者",
    "readers": "阅片人",
    "in-time": "按时间",
    "random": "随机",
    "signed": "签名后",
    "any-time": "随时",
    "clinical-data": "临床资料",
    "other-readers": "其他阅片人",
    "dates": "日期",
    "radiation-class": "放疗类别",
    "shown": "显示",
    "until-drawn": "画出前隐藏",
    "while-reading": "阅片时",
    "after-lock": "锁定后",
    "delivered": "实际剂量",
    "planned": "计划剂量",
    "flag": "标记",
    "new-therapy": "视为新治疗",
    "not-evaluable": "不可评估",
}
"""What the words of the file are in Chinese; in English they are themselves, without hyphens."""

_YES: Mapping[Language, tuple[str, str]] = {"en": ("no", "yes"), "zh": ("否", "是")}
_TO: Mapping[Language, str] = {"en": " to ", "zh": " 至 "}
_NONE: Mapping[Language, str] = {"en": "none", "zh": "无"}
_VISITS: Mapping[Language, str] = {
    "en": "every {every_days} days until day {until_day}, {window_days} days early or late",
    "zh": "每 {every_days} 天一次，至第 {until_day} 天，窗口 ±{window_days} 天",
}
_PLANNED: Mapping[Language, str] = {"en": "Planned visits", "zh": "计划访视"}
_HASH: Mapping[Language, str] = {"en": "Hash of its content (SHA-256)", "zh": "内容哈希（SHA-256）"}
_WINDOW: Mapping[Language, str] = {
    "en": "level {center_hu} HU, width {width_hu} HU, key {key}",
    "zh": "窗位 {center_hu} HU，窗宽 {width_hu} HU，按键 {key}",
}


def readable_protocol(protocol: Protocol, language: Language = "en") -> tuple[Section, ...]:
    """All that a protocol says, in words; no value is left out."""
    content = protocol.content
    lines = {name: _table_lines(name, content[name], language) for name in TABLES}
    lines["trial"].append(Line(_HASH[language], protocol.hash))
    lines["schedule"] += [
        Line(str(position), _VISITS[language].format_map(block))
        for position, block in enumerate(content["visits"], start=1)
    ]
    planned = LISTING[language].join(visit.label for visit in protocol.schedule.visits)
    lines["schedule"].append(Line(_PLANNED[language], planned))
    lines["arm"] = [Line(arm["id"], _name(arm, language)) for arm in content["arm"]]
    lines["window"] = [
        Line(_name(window, language), _WINDOW[language].format_map(window)) for window in content["window"]
    ]
    lines["site"] = _site_lines(content["site"], language)
    return tuple(Section(title, tuple(lines[name])) for name, title in TITLES[language].items())


def _table_lines(name: str, table: Mapping[str, Any], language: Language) -> list[Line]:
    keys = TABLES[name]
    return [
        Line(_label(key, language), _value_text(table[word], language), key.calls)
        for word, key in keys.items()
    ]


def _site_lines(entries: Sequence[Mapping[str, Any]], language: Language) -> list[Line]:
    by_organ: dict[str, list[str]] = {}
    for entry in entries:
        code = f" ({entry['sct']})" if "sct" in entry else ""
        by_organ.setdefault(entry["organ"], []).append(entry["en" if language == "en" else "zh"] + code)
    return [Line(organ, LISTING[language].join(names)) for organ, names in by_organ.items()]


def _label(key: Key, language: Language) -> str:
    return key.english if language == "en" else key.chinese


def _name(entry: Mapping[str, Any], language: Language) -> str:
    return str(entry["name" if language == "en" else "name_zh"])


def _value_text(value: object, language: Language) -> str:
    if isinstance(value, bool):
        return _YES[language][value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        if value and isinstance(value[0], Decimal):
            return _TO[language].join(f"{number:f}" for number in value)
        return LISTING[language].join(_word(word, language) for word in value) or _NONE[language]
    return _word(value, language) if isinstance(value, str) else str(value)


def _word(text: str, language: Language) -> str:
    """A word of the file in words; any other text as it stands."""
    if text not in CHINESE_WORDS:
        return text
    return text.replace("-", " ") if language == "en" else CHINESE_WORDS[text]
