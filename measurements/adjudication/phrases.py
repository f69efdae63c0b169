"""The phrases sentences about two reads are made of, in every language; the figures come from the values."""

from measurements.recist.phrases import Language

PHRASES: dict[Language, dict[str, str]] = {
    "en": {
        "best response": "Best response: A {a}, B {b}.",
        "confirmed best response": "Confirmed best response: A {a}, B {b}.",
        "response date": "First response: A {a}, B {b}.",
        "confirmed response date": "First confirmed response: A {a}, B {b}.",
        "progression date": "Progression: A {a}, B {b}.",
        "date": "{timepoint} (day {day})",
        "no date": "none",
        "timepoint response": "{timepoint}: A {a}, B {b}.",
        "not assessed": "not assessed",
        "target otherwise": "{target} is a target of read {has}; read {other} has it as {label}.",
        "target missing": "{target} is a target of read {has}; read {other} does not have it.",
        "sum flips": "With {other}’s value, {own}’s sum is {sum}: {change}.",
        "sum stays": "{own}’s sum would be {sum}: {change}.",
        "no sum": "With {other}’s value, {own} has no complete sum: {change}.",
        "still no sum": "{own} has no complete sum, by either value: {change}.",
        "baseline sum": "{own}’s baseline sum would be {sum}.",
        "no baseline sum": "With {other}’s value, {own} has no complete baseline sum.",
        "choice": "With {other}’s choice, {own}’s sum is {sum} from a baseline of {baseline}: {change}.",
        "choice without sum": "With {other}’s choice: {change}.",
        "choice of non-target": "With {other}’s choice, non-target is {response}: {change}.",
        "choice at baseline": "With {other}’s choice, {own}’s baseline sum would be {sum}.",
        "nothing yet": "It counts from the next timepoint on.",
        "PR line": "PR line {then} instead of {now}: {change}.",
        "PD line": "PD line {then} instead of {now}: {change}.",
        "no line": "With {other}’s earlier values: {change}.",
        "nontarget stays": "Non-target stays {response}: {change}.",
        "nontarget becomes": "Non-target becomes {response}: {change}.",
        "new stays": "New lesions stay as called: {change}.",
        "new lesion": "{own} would have a new lesion: {change}.",
        "equivocal new lesion": "{own} would have an equivocal new lesion only: {change}.",
        "no new lesion": "{own} would have no new lesion: {change}.",
        "becomes": "{now} becomes {then}",
        "becomes at most": "{now} becomes {then} (PR ≤ {mm})",
        "becomes at least": "{now} becomes {then} (PD ≥ {mm})",
        "still": "still {now}",
        "no call": "no call yet",
        "together": "No difference decides alone; {lesions} together change read A from {now} to {then}.",
        "never together": "No difference decides alone, nor do all of them together.",
        "ordinary, line": (
            "Two readers differ on a sum by {lower} to {upper} %. Here: {pct}. The difference is ordinary; "
            "the call is not, because the {bound} line lies between the two sums."
        ),
        "ordinary": (
            "Two readers differ on a sum by {lower} to {upper} %. Here: {pct}. The difference is ordinary."
        ),
        "more, line": (
            "Two readers differ on a sum by {lower} to {upper} %. Here: {pct}. The difference is larger than "
            "that, and the {bound} line lies between the two sums."
        ),
        "more": (
            "Two readers differ on a sum by {lower} to {upper} %. Here: {pct}. The difference is larger than "
            "that."
        ),
    },
    "zh": {
        "best response": "最佳疗效：A {a}，B {b}。",
        "confirmed best response": "确认的最佳疗效：A {a}，B {b}。",
        "response date": "首次缓解：A {a}，B {b}。",
        "confirmed response date": "首次确认的缓解：A {a}，B {b}。",
        "progression date": "进展：A {a}，B {b}。",
        "date": "{timepoint}（第 {day} 天）",
        "no date": "无",
        "timepoint response": "{timepoint}：A {a}，B {b}。",
        "not assessed": "未评估",
        "target otherwise": "{target} 是阅片 {has} 的靶病灶，在阅片 {other} 中为 {label}。",
        "target missing": "{target} 是阅片 {has} 的靶病灶，阅片 {other} 中没有。",
        "sum flips": "采用 {other} 的数值，{own} 的总和为 {sum}：{change}。",
        "sum stays": "{own} 的总和将为 {sum}：{change}。",
        "no sum": "采用 {other} 的数值，{own} 的总和不完整：{change}。",
        "still no sum": "无论采用哪一数值，{own} 的总和均不完整：{change}。",
        "baseline sum": "{own} 的基线总和将为 {sum}。",
        "no baseline sum": "采用 {other} 的数值，{own} 的基线总和不完整。",
        "choice": "采用 {other} 的选择，{own} 的总和为 {sum}，基线 {baseline}：{change}。",
        "choice without sum": "采用 {other} 的选择：{change}。",
        "choice of non-target": "采用 {other} 的选择，非靶病灶为 {response}：{change}。",
        "choice at baseline": "采用 {other} 的选择，{own} 的基线总和将为 {sum}。",
        "nothing yet": "自下一时间点起计入。",
        "PR line": "PR 界限为 {then} 而非 {now}：{change}。",
        "PD line": "PD 界限为 {then} 而非 {now}：{change}。",
        "no line": "采用 {other} 先前的数值：{change}。",
        "nontarget stays": "非靶病灶仍为 {response}：{change}。",
        "nontarget becomes": "非靶病灶变为 {response}：{change}。",
        "new stays": "新病灶判定不变：{change}。",
        "new lesion": "{own} 将有新病灶：{change}。",
        "equivocal new lesion": "{own} 将仅有可疑新病灶：{change}。",
        "no new lesion": "{own} 将无新病灶：{change}。",
        "becomes": "{now} 变为 {then}",
        "becomes at most": "{now} 变为 {then}（PR ≤ {mm}）",
        "becomes at least": "{now} 变为 {then}（PD ≥ {mm}）",
        "still": "仍为 {now}",
        "no call": "尚无判定",
        "together": "没有一项差异单独起决定作用；{lesions} 合在一起使阅片 A 由 {now} 变为 {then}。",
        "never together": "没有一项差异单独起决定作用，全部合在一起也不起决定作用。",
        "ordinary, line": (
            "两位阅片人的总和相差 {lower} 至 {upper} %。此处为 {pct}。差异属常见范围，"
            "但判定不同，因为 {bound} 界限位于两个总和之间。"
        ),
        "ordinary": "两位阅片人的总和相差 {lower} 至 {upper} %。此处为 {pct}。差异属常见范围。",
        "more, line": (
            "两位阅片人的总和相差 {lower} 至 {upper} %。此处为 {pct}。差异超出此范围，"
            "且 {bound} 界限位于两个总和之间。"
        ),
        "more": "两位阅片人的总和相差 {lower} 至 {upper} %。此处为 {pct}。差异超出此范围。",
    },
}
