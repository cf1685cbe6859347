"""The words of the gate, in both languages."""

from __future__ import annotations

from dgov_std.text import Language, Text

WORDS: dict[str, Text] = {
    "title": Text("门禁", "Gate"),
    "passed": Text("门禁: 通过", "Gate: passed"),
    "failed": Text("门禁: 不通过", "Gate: failed"),
    "because": Text("{} ({})", "{} ({})"),
    "and": Text("; ", "; "),
    "comma": Text("、", ", "),
    # why
    "incomplete": Text("没有查完", "the check is unfinished"),
    "not evaluated": Text("没有检查", "nothing was evaluated"),
    "fails": Text("第 {} 类", "findings {}"),
    "fails_one": Text("第 {} 类", "finding {}"),
    "not_kept": Text("{} 项阈值不符合", "{} thresholds not kept"),
    "not_kept_one": Text("{} 项阈值不符合", "{} threshold not kept"),
    "fails_many": Text("第 {numbers} 类等 {count} 类", "findings {numbers} and others, {count} in all"),
    "excused": Text("{} 类不计", "{} kinds do not count"),
    "excused_one": Text("{} 类不计", "{} kind does not count"),
    # thresholds
    "threshold": Text("阈值 {target} {limit}: {reached}, {state}", "threshold {target} {limit}: {reached}, {state}"),
    "max_count": Text("最多 {} 处", "at most {}"),
    "max_rate": Text("最多 {}", "at most {}"),
    "min_value": Text("至少 {}", "at least {}"),
    "max_value": Text("最多 {}", "at most {}"),
    "min_score": Text("至少 {} 分", "at least {} points"),
    "kept": Text("符合", "kept"),
    "broken": Text("不符合", "not kept"),
    "unmeasured": Text("没有测得", "not measured"),
    "points": Text("{} 分", "{} points"),
    # the baseline
    "baseline": Text("存量问题清单: 已知 {known} 处, 新增 {new} 处", "known-issues list: {known} known, {new} new"),
    "counted": Text("(只按数量比对)", " (compared by number only)"),
    "unlisted": Text(
        "存量问题清单里没有这个文件, 所有问题都算新增",
        "the known-issues list does not know this file: every fault counts as new",
    ),
    "gone": Text(
        "清单里有 {} 处已不再出现; 请用 --write-baseline 重写清单, 以免再犯时放行",
        "gone from the file: {} of the list; write it anew with --write-baseline, or they could come back unseen",
    ),
    # exceptions
    "used": Text(
        "已批准例外 {name}: 放行 {count} 处, 至 {expires}, {owner}: {reason}",
        "approved exception {name} excuses {count} until {expires}, {owner}: {reason}",
    ),
    "expired": Text(
        "例外已过期 {name}: 到 {expires} 止, {count} 处不再放行; 请改正, 或找 {owner}",
        "exception {name} expired on {expires}, {count} no longer excused: correct them, or ask {owner}",
    ),
    "expired_idle": Text(
        "例外已过期, 这个文件也没有用到 {name}: 到 {expires} 止, {owner}",
        "exception {name} expired on {expires} and is not needed in this file ({owner})",
    ),
    "unused": Text(
        "这个文件没有用到例外 {name}: 至 {expires}, {owner}",
        "exception {name} is not needed in this file (until {expires}, {owner})",
    ),
    "left_out": Text("还有 {} 条, 见 JSON 报告", "{} more in the JSON report"),
    # one finding
    "r_fails": Text("算不通过", "fails the gate"),
    "r_within": Text("在阈值以内", "within its threshold"),
    "r_known": Text("存量问题", "known"),
    "r_approved": Text("已批准例外", "approved exception"),
    "r_below": Text("不影响放行", "does not count"),
    "r_parts": Text(
        "{said}: 存量 {known}, 例外 {approved}, 其余 {left}", "{said}: {known} known, {approved} approved, {left} others"
    ),
}


def say(key: str, language: Language, *given: object, **named: object) -> str:
    """Return one of the words, filled in."""
    return WORDS[key].in_(language).format(*given, **named)
