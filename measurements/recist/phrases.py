"""The phrases sentences about a call are made of, in every language; the figures come from the steps."""

from typing import Literal

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
    },
}

LISTING: dict[Language, str] = {"en": ", ", "zh": "、"}
CLAUSE: dict[Language, str] = {"en": "; ", "zh": "；"}
CALL: dict[Language, str] = {"en": "{response}: {clauses}", "zh": "{response}：{clauses}"}
VISIT: dict[Language, str] = {"en": "visit {number}", "zh": "访视 {number}"}
