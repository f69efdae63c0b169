"""Why a clinical event cannot stand as it is, in words of every language, with the figures of the event."""

from measurements.recist.phrases import Language

_SENTENCES: dict[Language, dict[str, str]] = {
    "en": {
        "no-subject": "no subject; give its code",
        "unprintable-subject": "a subject code of printable letters",
        "unknown-subject": "the trial has no such subject; correct the code, or import the scans first",
        "unknown-event": "unknown event {event!r}; use {kinds}",
        "bad-date": "date is {date!r}; give a day of the calendar as 2025-03-14",
        "after-cutoff": "{on} lies after the data cut-off {cutoff}; correct the date or the cut-off",
        "lesion-of-no-radiotherapy": "only RT_START and RT_END take a lesion; leave it empty",
        "unknown-lesion": (
            "no reader has a lesion {lesion} of this subject; correct the id, or leave it empty"
        ),
        "unprintable-term": "term has signs that do not print; write it in one line",
        "no-adverse-event": "only an AE takes grade, serious and related; leave them empty",
        "no-term": "no term; give the CTCAE term",
        "unknown-term": "the list of terms has no {term!r}; write it as it stands there",
        "near-term": (
            "the list of terms has no {term!r} (did you mean {near!r}?); write it as it stands there"
        ),
        "bad-grade": "grade is {grade!r}; CTCAE grades are whole numbers from 1 to 5",
        "not-yes-or-no": "{cell} is {text!r}; use Y or N, or leave it empty where it is not known",
        "events-after-cutoff": (
            "{event} of {subject} on {on} lies after the data cut-off {cutoff}: correct its date, "
            "withdraw it, or give a later cut-off"
        ),
        "twice": "said twice in the same words; keep one of the two rows",
        "two-dates": "on {on} and on {other}; keep the one that holds",
        "before-enrolment": "{on} lies before the enrolment on {other}; correct the date",
        "after-death": "{on} lies after the death on {other}; correct the date",
        "end-without-start": "an end without RT_START of the same lesion; add the row of the start",
        "end-before-start": "{on} lies before its RT_START on {other}; correct the date",
        "fatal-without-death": ("grade 5 without a DEATH of the patient; add that row, or correct the grade"),
    },
    "zh": {
        "no-subject": "未填受试者编号",
        "unprintable-subject": "受试者编号须为可打印字符",
        "unknown-subject": "试验中无此受试者；请更正编号，或先导入其影像",
        "unknown-event": "未知事件 {event!r}；请使用 {kinds}",
        "bad-date": "日期为 {date!r}；请按 2025-03-14 的格式填写",
        "after-cutoff": "{on} 晚于数据截止日 {cutoff}；请更正日期或截止日",
        "lesion-of-no-radiotherapy": "仅 RT_START 和 RT_END 可填病灶；请留空",
        "unknown-lesion": "无阅片者有该受试者的病灶 {lesion}；请更正编号或留空",
        "unprintable-term": "术语含不可打印字符；请写在一行内",
        "no-adverse-event": "仅不良事件（AE）可填分级、严重性和相关性；请留空",
        "no-term": "未填 CTCAE 术语",
        "unknown-term": "术语表中无 {term!r}；请按术语表填写",
        "near-term": "术语表中无 {term!r}（是否为 {near!r}？）；请按术语表填写",
        "bad-grade": "分级为 {grade!r}；CTCAE 分级为 1 至 5 的整数",
        "not-yes-or-no": "{cell} 为 {text!r}；请填 Y 或 N，未知则留空",
        "events-after-cutoff": (
            "{subject} 的 {event}（{on}）晚于数据截止日 {cutoff}："
            "请更正其日期、撤回该事件，或改用更晚的截止日"
        ),
        "twice": "与另一事件完全相同；请保留其一",
        "two-dates": "既在 {on} 又在 {other}；请保留正确的一个",
        "before-enrolment": "{on} 早于入组日 {other}；请更正日期",
        "after-death": "{on} 晚于死亡日 {other}；请更正日期",
        "end-without-start": "同一病灶只有结束而无 RT_START；请补充开始日期",
        "end-before-start": "{on} 早于其 RT_START {other}；请更正日期",
        "fatal-without-death": "5 级但该患者无死亡（DEATH）事件；请补充该事件或更正分级",
    },
}


def event_sentence(reason: str, figures: dict[str, str], language: Language = "en") -> str:
    """What is wrong, and what to do: "no term; give the CTCAE term"."""
    return _SENTENCES[language][reason].format(**figures)
