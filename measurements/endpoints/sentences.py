"""Why a time of a patient ends where it does, in words, written from its reason and from nothing else."""

from measurements.endpoints.outcome import Outcome, Reason
from measurements.recist.phrases import Language

_SENTENCES: dict[Language, dict[Reason, str]] = {
    "en": {
        Reason.PROGRESSION: "Progression on {progression}, at visit {visit}.",
        Reason.DEATH: "Death on {death}.",
        Reason.LAST_ADEQUATE_VISIT: "Censored: no event by the last adequate visit, on {last}.",
        Reason.NO_ADEQUATE_VISIT: "Censored at the start: no adequate visit after baseline.",
        Reason.DEATH_UNSEEN: (
            "Censored at the start: death on {death} without an adequate visit, after {due} visits were due."
        ),
        Reason.NEW_THERAPY: "Censored on {last}, before the new anticancer therapy of {therapy}.",
        Reason.MISSED_VISITS: (
            "Censored on {last}: {missed} visits in a row were missed before {event} on {end}."
        ),
        Reason.LAST_KNOWN_ALIVE: "Censored: alive on {alive}.",
        Reason.CUT_OFF: "Censored on day {days}, where the protocol ends the count.",
    },
    "zh": {
        Reason.PROGRESSION: "{progression} 进展（访视 {visit}）。",
        Reason.DEATH: "{death} 死亡。",
        Reason.LAST_ADEQUATE_VISIT: "删失：截至最后一次有效访视（{last}）无事件。",
        Reason.NO_ADEQUATE_VISIT: "于起点删失：基线后无有效访视。",
        Reason.DEATH_UNSEEN: "于起点删失：{death} 死亡前无有效访视，应访视 {due} 次。",
        Reason.NEW_THERAPY: "于 {last} 删失：{therapy} 开始新的抗肿瘤治疗。",
        Reason.MISSED_VISITS: "于 {last} 删失：{event}（{end}）前连续缺失 {missed} 次访视。",
        Reason.LAST_KNOWN_ALIVE: "删失：{alive} 仍存活。",
        Reason.CUT_OFF: "于第 {days} 天删失：方案规定的截止日。",
    },
}

_EVENTS: dict[Language, dict[str, str]] = {
    "en": {Reason.PROGRESSION: "progression", Reason.DEATH: "death"},
    "zh": {Reason.PROGRESSION: "进展", Reason.DEATH: "死亡"},
}


def outcome_sentence(outcome: Outcome, language: Language = "en") -> str:
    """The one reason of an outcome: "Progression on 2025-03-14, at visit 2." """
    figures = dict(outcome.figures)
    if "event" in figures:
        figures["event"] = _EVENTS[language][str(figures["event"])]
    return _SENTENCES[language][outcome.reason].format(**figures)
