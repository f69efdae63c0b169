"""The phrases sentences about a call are made of, in every language; the figures come from the steps."""

from typing import Literal

from measurements.lesion import State

Language = Literal["en", "zh"]

PHRASES: dict[Language, dict[str, str]] = {
    "en": {
        "baseline": "baseline: sum {sum_mm} of {expected} targets",
        "baseline of one": "baseline: sum {sum_mm} of one target",
        "baseline without targets": "baseline: no targets",
        "baseline incomplete": "baseline: {missing} not evaluable yet, no sum",
        "base unknown": "the baseline sum is incomplete",
        "no targets": "no targets",
        "part progressed": "without {missing} already {sum_mm} = nadir {nadir_mm} ({nadir_visit}) {growth}",
        "part unproven": "{missing} not evaluable, the rest ({sum_mm}) proves no progression",
        "nothing evaluable": "no target evaluable",
        "gone": "all targets gone",
        "gone, nodes left": "all targets gone, nodes below 10 mm (sum {sum_mm})",
        "progressed": "sum {sum_mm} = nadir {nadir_mm} ({nadir_visit}) {growth}",
        "responded": "sum {sum_mm} = baseline {baseline_mm} {change}",
        "stable": "sum {sum_mm} = baseline {baseline_mm} {change}, nadir {nadir_mm} ({nadir_visit}) {growth}",
        "no nontargets": "no non-targets",
        "nontarget": "non-target {response}",
        "nontarget of": "non-target {response} ({lesions})",
        "no new lesion": "no new lesion",
        "new lesion": "new lesion {lesions}",
        "equivocal new lesion": "equivocal new lesion {lesions}",
        "not done": "visit not done",
        "seen again": "disease seen again after CR ({cr_visit}): {lesions}",
        "carried": "PR carried on until PD",
        "backdated": "PD by back-dating: {lesions} certain at {certain_visit}",
        "unconfirmed": "{causes} progressed, to be confirmed",
        "confirmed": "{causes} progressed further {days} days after iUPD ({iupd_visit})",
        "further too early": "{causes} progressed further only {days} days after iUPD ({iupd_visit})",
        "still progressed": "iUPD ({iupd_visit}) not confirmed, progression still there",
        "resolved": "iUPD ({iupd_visit}) not confirmed, no longer progressed",
        "held": "iUPD ({iupd_visit}) until new lesion {lesions} is gone",
        "responded beside": "new lesion {lesions} still there, targets responded since iUPD ({iupd_visit})",
        "undecided": "not evaluable, confirms and resolves nothing",
        "not progressed": "no progression",
        "PR at": "PR at {mm} mm or less ({margin})",
        "PD at": "PD at {mm} mm or more ({margin})",
        "away": "{mm} mm away",
        "reached": "reached, {mm} mm inside",
        "nearest": "{lesion} alone at {mm} mm ({pct}) makes it {response}",
        "nearest of nothing": "{lesion} alone at {mm} mm makes it {response}",
        "node at": "node {lesion} at {mm} mm makes it {response}",
        "stated": "{lesion} {state} makes it {response}",
        "any stated": "any one of {lesion} {state} makes it {response}",
        "any new lesion": "a new lesion makes it {response}",
        "same reader": "targets measured again by the same reader: {calls}",
        "other reader": "targets measured by another reader: {calls}",
        "rescan": "targets measured on a scan repeated at once: {calls}",
        "certainty rests": (
            " (computed from published variability of single lesions, errors independent, all else as it is)"
        ),
    },
    "zh": {
        "baseline": "基线：{expected} 个靶病灶直径总和 {sum_mm}",
        "baseline of one": "基线：1 个靶病灶直径总和 {sum_mm}",
        "baseline without targets": "基线：无靶病灶",
        "baseline incomplete": "基线：{missing} 尚不可评估，无直径总和",
        "base unknown": "基线直径总和不完整",
        "no targets": "无靶病灶",
        "part progressed": "不计 {missing}，总和已达 {sum_mm} = 最低值 {nadir_mm}（{nadir_visit}）{growth}",
        "part unproven": "{missing} 不可评估，其余（{sum_mm}）不足以判定进展",
        "nothing evaluable": "靶病灶均不可评估",
        "gone": "靶病灶全部消失",
        "gone, nodes left": "靶病灶全部消失，淋巴结短径均小于 10 mm（总和 {sum_mm}）",
        "progressed": "总和 {sum_mm} = 最低值 {nadir_mm}（{nadir_visit}）{growth}",
        "responded": "总和 {sum_mm} = 基线 {baseline_mm} {change}",
        "stable": "总和 {sum_mm} = 基线 {baseline_mm} {change}，最低值 {nadir_mm}（{nadir_visit}）{growth}",
        "no nontargets": "无非靶病灶",
        "nontarget": "非靶病灶 {response}",
        "nontarget of": "非靶病灶 {response}（{lesions}）",
        "no new lesion": "无新病灶",
        "new lesion": "新病灶 {lesions}",
        "equivocal new lesion": "可疑新病灶 {lesions}",
        "not done": "未进行该次访视",
        "seen again": "CR（{cr_visit}）后病灶再现：{lesions}",
        "carried": "PR 沿用至 PD",
        "backdated": "回溯判定为 PD：{lesions} 于 {certain_visit} 明确",
        "unconfirmed": "{causes}进展，待确认",
        "confirmed": "iUPD（{iupd_visit}）后 {days} 天{causes}进一步进展",
        "further too early": "iUPD（{iupd_visit}）后仅 {days} 天{causes}进一步进展",
        "still progressed": "iUPD（{iupd_visit}）未确认，进展仍存在",
        "resolved": "iUPD（{iupd_visit}）未确认，不再符合进展",
        "held": "新病灶 {lesions} 消失前维持 iUPD（{iupd_visit}）",
        "responded beside": "新病灶 {lesions} 仍存在，靶病灶自 iUPD（{iupd_visit}）后缓解",
        "undecided": "不可评估，不确认也不解除",
        "not progressed": "无进展",
        "PR at": "总和不大于 {mm} mm 为 PR（{margin}）",
        "PD at": "总和不小于 {mm} mm 为 PD（{margin}）",
        "away": "相差 {mm} mm",
        "reached": "已达到，余量 {mm} mm",
        "nearest": "仅 {lesion} 为 {mm} mm（{pct}）即判为 {response}",
        "nearest of nothing": "仅 {lesion} 为 {mm} mm 即判为 {response}",
        "node at": "淋巴结 {lesion} 为 {mm} mm 即判为 {response}",
        "stated": "{lesion} {state}即判为 {response}",
        "any stated": "{lesion} 任一{state}即判为 {response}",
        "any new lesion": "出现新病灶即判为 {response}",
        "same reader": "同一阅片人重新测量靶病灶：{calls}",
        "other reader": "另一阅片人测量靶病灶：{calls}",
        "rescan": "即刻重复扫描后测量靶病灶：{calls}",
        "certainty rests": "（按已发表的单个病灶测量变异计算，各病灶误差相互独立，其余不变）",
    },
}

LISTING: dict[Language, str] = {"en": ", ", "zh": "、"}
CLAUSE: dict[Language, str] = {"en": "; ", "zh": "；"}
CALL: dict[Language, str] = {"en": "{response}: {clauses}", "zh": "{response}：{clauses}"}
VISIT: dict[Language, str] = {"en": "visit {number}", "zh": "访视 {number}"}

STATES: dict[Language, dict[State, str]] = {
    "en": {
        State.ABSENT: "absent",
        State.PRESENT: "present",
        State.UNEQUIVOCAL: "unequivocal",
        State.EQUIVOCAL: "equivocal",
        State.NOT_EVALUABLE: "not evaluable",
    },
    "zh": {
        State.ABSENT: "消失",
        State.PRESENT: "存在",
        State.UNEQUIVOCAL: "明确",
        State.EQUIVOCAL: "可疑",
        State.NOT_EVALUABLE: "不可评估",
    },
}
"""What a lesion would have to be said to be, as part of a sentence."""

CATEGORIES: dict[Language, dict[str, str]] = {
    "en": {"target": "targets", "non-target": "non-targets", "new lesion": "new lesions"},
    "zh": {"target": "靶病灶", "non-target": "非靶病灶", "new lesion": "新病灶"},
}
