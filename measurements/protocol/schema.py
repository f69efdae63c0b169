"""The keys of the protocol file: what each one means and may be."""

from collections.abc import Mapping
from decimal import Decimal

from measurements.protocol.kinds import Flag, Key, Keys, Limits, Number, Text, Whole, Word, Words
from measurements.sites import Side

_DAYS = Whole(0, 3650)
_VISITS = Whole(0, 10)
_GY = Number(Decimal(0), Decimal(200))
_PCT = Limits(Decimal(-99), Decimal(400))
_SCAN = Word(("first-scan", "last-scan"))

TABLES: Mapping[str, Keys] = {
    "trial": {
        "code": Key(Text(40), "Code", "编号"),
        "version": Key(Text(40), "Version of the protocol", "方案版本"),
        "title": Key(Text(), "Title", "题目"),
        "title_zh": Key(Text(), "Title in Chinese", "中文题目"),
        "subjects": Key(Whole(1, 100_000), "Subjects planned", "计划入组人数"),
        "masked": Key(Flag(), "Treatment masked", "设盲"),
        "start_of_survival": Key(
            Word(("enrolment", "treatment-start")), "PFS and OS run from", "PFS 与 OS 的起点"
        ),
        "follow_up_days": Key(_DAYS, "Days of follow-up", "随访天数"),
    },
    "schedule": {
        "baseline_days": Key(
            _DAYS, "Days before day 0 a baseline scan may lie", "基线检查距第 0 天的最多天数"
        ),
    },
    "recist": {
        "min_sd_days": Key(
            _DAYS,
            "Days from treatment start to the first visit that counts as SD",
            "判定 SD 所需的最少天数",
            calls=True,
        ),
        "confirmation_days": Key(
            _DAYS,
            "Days from a response, or an iUPD, to its confirmation",
            "确认疗效或 iUPD 的最少间隔天数",
            calls=True,
        ),
        "max_ne": Key(
            _VISITS,
            "Visits not evaluable between a response and its confirmation",
            "确认之间允许的 NE 访视数",
            calls=True,
        ),
        "sd_between": Key(
            _VISITS, "SD visits between a PR and its confirmation", "PR 确认之间允许的 SD 访视数", calls=True
        ),
        "sticky_pr": Key(
            Word(("never", "confirmed", "assigned")), "PR carried on until PD", "PR 沿用至 PD", calls=True
        ),
        "cr_reappear": Key(
            Flag(), "Disease seen after CR is PD below 5 mm too", "CR 后病灶再现即为 PD", calls=True
        ),
        "node_cr_first": Key(
            Flag(), "Nodes that all stay below 10 mm keep CR", "淋巴结均小于 10 mm 时维持 CR", calls=True
        ),
        "orr_branch": Key(
            Word(("all-lesions", "targets")),
            "Lesions that decide whether unirradiated ones belong to the response set",
            "决定疗效集合是否包含未照射病灶的病灶范围",
            calls=True,
        ),
        "confirmation": Key(
            Word(("required", "not-required", "both")), "Objective response confirmed", "客观缓解是否需要确认"
        ),
        "pd_date": Key(_SCAN, "PD seen on scans is dated by the visit's", "影像所见 PD 的日期取自该次访视的"),
        "sum_pd_date": Key(
            _SCAN, "PD by the sum is dated by the visit's", "直径总和 PD 的日期取自该次访视的"
        ),
        "response_date": Key(_SCAN, "Response is dated by the visit's", "缓解日期取自该次访视的"),
        "cutoff_days": Key(_DAYS, "PFS is cut off at day", "PFS 截止天数"),
        "missed_visits": Key(
            _VISITS,
            "Missed visits in a row before which an event is censored (0: never)",
            "事件前连续缺失访视数达此值则删失（0：不删失）",
        ),
        "early_death_visits": Key(
            _VISITS,
            "Visits due before which a death without a visit is an event",
            "无访视死亡计为事件的应访视数上限",
        ),
        "censor_new_therapy": Key(Flag(), "New anticancer therapy censors PFS", "新的抗肿瘤治疗使 PFS 删失"),
        "unconfirmed_iupd": Key(
            Word(("event-when-last", "event", "censor")), "An iUPD never confirmed", "从未确认的 iUPD"
        ),
        "median_at_half": Key(
            Word(("first-time", "midpoint")),
            "Median where the curve stays at one half",
            "曲线停在 0.5 时的中位数",
        ),
    },
    "reading": {
        "readers": Key(Whole(1, 4), "Readers of each subject", "每例受试者的阅片人数"),
        "adjudicator": Key(Flag(), "An adjudicator decides between readers", "由裁定者裁定"),
        "triggers": Key(
            Words(
                (
                    "best-response",
                    "response-date",
                    "progression-date",
                    "timepoint-response",
                    "target-selection",
                )
            ),
            "Differences that call the adjudicator",
            "触发裁定的差异",
        ),
        "primary_reads": Key(
            Word(("investigator", "readers")), "Reads of the primary endpoint", "主要终点所用阅片"
        ),
        "order": Key(Word(("in-time", "random")), "Order of timepoints", "时间点顺序"),
        "next_opens": Key(
            Word(("signed", "any-time")),
            "The next timepoint opens when the one before is",
            "前一时间点何时可开启下一个",
        ),
        "final_look": Key(Flag(), "A final look over all timepoints", "最后总览所有时间点"),
        "hidden": Key(
            Words(("clinical-data", "other-readers", "dates", "radiation-class")),
            "Hidden from readers",
            "对阅片人隐藏",
        ),
        "prior_lengths": Key(Word(("shown", "until-drawn", "never")), "Prior lengths", "既往径线"),
        "radiation_class": Key(
            Word(("while-reading", "after-lock")), "Radiation class is tagged", "放疗类别的标注时机"
        ),
    },
    "radiotherapy": {
        "no_dose_below_gy": Key(_GY, "No dose below, Gy", "低于此为无剂量，Gy"),
        "ldrt_at_most_gy": Key(_GY, "LDRT at most, Gy", "LDRT 总剂量上限，Gy"),
        "ldrt_fraction_gy": Key(
            Limits(Decimal(0), Decimal(200)), "LDRT per fraction, Gy", "LDRT 单次剂量，Gy"
        ),
        "sbrt_fraction_at_least_gy": Key(_GY, "SBRT per fraction at least, Gy", "SBRT 单次剂量下限，Gy"),
        "sbrt_fractions_at_most": Key(Whole(1, 60), "SBRT fractions at most", "SBRT 次数上限"),
        "sbrt_d95_at_least_gy": Key(_GY, "SBRT D95 at least, Gy", "SBRT D95 下限，Gy"),
        "class_by": Key(Word(("delivered", "planned")), "Class by dose", "类别依据的剂量"),
        "salvage": Key(
            Word(("flag", "new-therapy", "not-evaluable")),
            "Salvage radiotherapy to an unirradiated lesion",
            "对未照射病灶的挽救性放疗",
        ),
    },
    "variability": {
        "same_reader_pct": Key(
            _PCT, "One lesion, one reader twice, 95 % limits, %", "同一阅片人两次测量单个病灶的 95 % 界限，%"
        ),
        "two_readers_pct": Key(
            _PCT, "One lesion, two readers, 95 % limits, %", "两名阅片人测量单个病灶的 95 % 界限，%"
        ),
        "same_reader_sum_pct": Key(
            _PCT, "Sum, one reader twice, 95 % limits, %", "同一阅片人两次测量总和的 95 % 界限，%"
        ),
        "two_readers_sum_pct": Key(
            _PCT, "Sum, two readers, 95 % limits, %", "两名阅片人测量总和的 95 % 界限，%"
        ),
        "rescan_sd_mm": Key(
            Number(Decimal("0.01"), Decimal(20)),
            "Change between two scans, SD, mm",
            "两次扫描间变化的标准差，mm",
        ),
        "node_cv_pct": Key(
            Number(Decimal("0.01"), Decimal(100)), "Nodes, within-subject CV, %", "淋巴结受试者内变异系数，%"
        ),
    },
}
"""Tables with one set of keys each."""

_NAME = {
    "id": Key(Text(40), "Id", "标识"),
    "name": Key(Text(), "Name", "名称"),
    "name_zh": Key(Text(), "Name in Chinese", "中文名称"),
}

LISTS: Mapping[str, Keys] = {
    "arm": _NAME,
    "visits": {
        "every_days": Key(Whole(7, 3650), "One visit every, days", "访视间隔，天"),
        "until_day": Key(Whole(7, 3650), "Until day", "至第几天"),
        "window_days": Key(Whole(0, 365), "Days early or late", "窗口，天"),
    },
    "window": {
        **_NAME,
        "key": Key(Whole(0, 9), "Digit key", "数字键"),
        "center_hu": Key(Whole(-5000, 5000), "Level, HU", "窗位，HU"),
        "width_hu": Key(Whole(1, 10_000), "Width, HU", "窗宽，HU"),
    },
    "site": {
        "id": Key(Text(40), "Id", "标识"),
        "region": Key(
            Word(("head-neck", "lymph-node", "chest", "abdomen", "bone", "other")), "Region", "区域"
        ),
        "en": Key(Text(), "Name", "名称"),
        "zh": Key(Text(), "Name in Chinese", "中文名称"),
        "organ": Key(Text(60), "Organ the limit of two targets counts", "按两个靶病灶上限计数的器官"),
        "side": Key(Word(tuple(Side)), "Side", "侧别"),
        "nodal": Key(Flag(), "Lymph node", "淋巴结"),
        "sct": Key(Text(20), "SNOMED CT code", "SNOMED CT 编码"),
    },
}
"""Lists of tables; every entry has all keys, but a site may leave out `nodal` and `sct`."""

OPTIONAL = {("site", "nodal"), ("site", "sct")}
