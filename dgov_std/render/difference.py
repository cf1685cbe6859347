"""Two reports compared, in words: for a screen, as Markdown, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dgov_std.render import sheet
from dgov_std.render.sheet import Grid, Sheet
from dgov_std.render.terminal import clip_middle
from dgov_std.render.wording import kinds, place, severity_word, title, verdict_word
from dgov_std.report.differences import About, Difference, Stopped
from dgov_std.report.json_form import laid_out
from dgov_std.report.values import Finding, Report
from dgov_std.report.visible import visible
from dgov_std.text import Language, Template, Text

FORMATS: tuple[str, ...] = ("terminal", "json", "markdown")
FORMAT = "dgov-std-difference/1"
_MOST = 8  # names in a row
_NOTHING = "-"
_NAME, _TITLE = 48, 36  # cells of a file's name

_W = {
    "verdict": Text("结论", "Result"),
    "fine": Text("没有变坏", "nothing is worse"),
    "worse": Text("变坏了: {why}", "worse: {why}"),
    "old": Text("旧", "Old"),
    "new": Text("新", "New"),
    "side": Text("{name}  回执号 {receipt}", "{name}  receipt {receipt}"),
    "judged": Text("{verdict}  {kinds}", "{verdict}  {kinds}"),
    "rows": Text(
        "{total} 行, 有必须改的 {errors} 行, 无问题 {clean} 行",
        "{total} {total:row|rows}, {errors} with errors, {clean} clean",
    ),
    "counts": Text("问题", "Findings"),
    "counted": Text(
        "新出现 {added} 类, 已解决 {resolved} 类, 有变化 {changed} 类, 没变 {same} 类",
        "{added} new, {resolved} resolved, {changed} changed, {same} the same",
    ),
    "unjudged_n": Text(", 没有再查 {0} 类", ", {0} not looked at again"),
    "about": Text("另有不同", "Also different"),
    "stopped": Text("不再执行的检查", "Checks no longer run"),
    "started": Text("新执行的检查", "Checks now run"),
    "n_checks": Text("{n} 项: {names}", "{n}: {names}"),
    "more": Text("等", " ..."),
    "t_added": Text("新出现的", "New"),
    "t_changed": Text("有变化的", "Changed"),
    "t_unjudged": Text("没有再查的(不算解决)", "Not looked at again (not resolved)"),
    "t_resolved": Text("已解决的", "Resolved"),
    "h_number": Text("序", "No."),
    "h_severity": Text("级别", "Severity"),
    "h_place": Text("位置", "Column"),
    "h_title": Text("问题", "Problem"),
    "h_rows": Text("行数", "Rows"),
    "h_trend": Text("变化", "Trend"),
    "trend_worse": Text("变坏", "worse"),
    "trend_better": Text("变好", "better"),
}
_WORSE = {
    "verdict": Text("结论由“{old}”变为“{new}”", "the verdict went from {old} to {new}"),
    "new": Text("新出现 {n} 类问题", "new findings: {n}"),
    "more": Text("{n} 类问题增多", "findings with more faults: {n}"),
    "severity": Text("{n} 类问题级别升高", "findings of a higher severity: {n}"),
    "unjudged": Text("{n} 类问题没有再查", "findings not looked at again: {n}"),
}
_ABOUT = {
    "file": Text("文件", "file"),
    "format": Text("文件格式", "form of the file"),
    "standard": Text("标准", "standard"),
    "edition": Text("标准版本", "edition of the standard"),
    "bundle": Text("标准内容(版本号相同)", "content of the standard (same edition)"),
    "dataset": Text("数据集", "dataset"),
    "as_of": Text("数据基准日", "reference date"),
    "codelist": Text("代码表", "code list"),
    "version": Text("程序版本", "version"),
    "option": Text("选项", "option"),
    "columns": Text("列", "columns"),
}
# What a difference of a kind has no name for is told by its kind alone.
_NAMES = {
    "name": Text("名", "name"),
    "sha256": Text("指纹", "fingerprint"),
    "format": Text("种类", "kind"),
    "encoding": Text("编码", "encoding"),
    "sheet": Text("工作表", "sheet"),
}


def render(found: Difference, form: str, *, language: Language = "zh", width: int = 80) -> str:
    """Return a difference as text that ends in a newline.

    Args:
        found: the two reports compared.
        form: one of `FORMATS`.
        language: of the screen and of Markdown; JSON holds both.
        width: of the screen, in cells.
    """
    if form == "json":
        return as_json(found)
    told = sheet_of(found, language)
    return sheet.markdown(told) if form == "markdown" else sheet.terminal(told, width)


def sheet_of(found: Difference, language: Language) -> Sheet:
    """Return the difference as a page of facts and tables."""
    head = f"{_name(found.old.input.name, _TITLE)} -> {_name(found.new.input.name, _TITLE)}"
    facts = tuple(fact for fact in _facts(found, language) if fact[1])
    return Sheet(head, facts, tuple(_grids(found, language)))


def as_json(found: Difference) -> str:
    """Return the difference as JSON with both languages; findings by their numbers in the two reports."""
    old, new = ({f.number: f for f in report.findings} for report in (found.old, found.new))
    plain: dict[str, Any] = {
        "format": FORMAT,
        "worse": [{"kind": each.kind, "count": each.count} for each in found.worse],
        "fail_on": found.fail_on,
        "old": _head(found.old),
        "new": _head(found.new),
        "added": [_finding(new[number], found.new) for number in found.added],
        "resolved": [_finding(old[number], found.old) for number in found.resolved],
        "unjudged": [_finding(old[number], found.old) for number in found.unjudged],
        "changed": [
            {"trend": each.trend, "old": _finding(old[each.old], found.old), "new": _finding(new[each.new], found.new)}
            for each in found.changed
        ],
        "same": [{"old": a, "new": b} for a, b in found.same],
        "about": [{"kind": each.kind, "name": each.name, "old": each.old, "new": each.new} for each in found.about],
        "stopped": [_check(each) for each in found.stopped],
        "started": [_check(each) for each in found.started],
    }
    return laid_out(plain)


def _facts(found: Difference, language: Language) -> Iterator[tuple[str, str]]:
    why = _comma(language).join(
        _WORSE[each.kind]
        .in_(language)
        .format(n=each.count, old=verdict_word(found.old.verdict, language), new=verdict_word(found.new.verdict, language))
        for each in found.worse
    )
    yield _say("verdict", language), _say("worse", language).format(why=why) if why else _say("fine", language)
    for key, report in (("old", found.old), ("new", found.new)):
        yield _say(key, language), "\n".join(_side(report, language))
    counted = _say("counted", language).format(
        added=len(found.added), resolved=len(found.resolved), changed=len(found.changed), same=len(found.same)
    )
    unjudged = _say("unjudged_n", language).format(len(found.unjudged)) if found.unjudged else ""
    yield _say("counts", language), counted + unjudged
    yield _say("about", language), "\n".join(_about(each, language) for each in found.about)
    yield _say("stopped", language), _checks(found.stopped, language)
    yield _say("started", language), _checks(found.started, language)


def _side(report: Report, language: Language) -> Iterator[str]:
    yield _say("side", language).format(name=_name(report.input.name, _NAME), receipt=visible(report.receipt) or _NOTHING)
    yield (
        _say("judged", language)
        .format(verdict=verdict_word(report.verdict, language), kinds=kinds(report, language))
        .rstrip()
    )
    rows = report.rows
    yield _say("rows", language).format(total=f"{rows.total:,}", errors=f"{rows.with_errors:,}", clean=f"{rows.clean:,}")


def _about(about: About, language: Language) -> str:
    name = _NAMES[about.name].in_(language) if about.name in _NAMES else visible(about.name)
    gap = " " if language == "en" or (name and name[0].isascii()) else ""
    head = _ABOUT[about.kind].in_(language) + (f"{gap}{name}" if name else "")
    old, new = (_NOTHING if value is None or value == "" else visible(value) for value in (about.old, about.new))
    return f"{head}: {old} -> {new}"


def _checks(checks: Sequence[Stopped], language: Language) -> str:
    if not checks:
        return ""
    names = [visible(check.id if check.column is None else f"{check.id} ({check.column})") for check in checks[:_MOST]]
    told = _comma(language).join(names) + (_say("more", language) if len(checks) > _MOST else "")
    return _say("n_checks", language).format(n=len(checks), names=told)


def _grids(found: Difference, language: Language) -> Iterator[Grid]:
    old, new = ({f.number: f for f in report.findings} for report in (found.old, found.new))
    if found.added:
        yield _grid("t_added", [(new[number], found.new) for number in found.added], language)
    if found.changed:
        keys = ("h_number", "h_severity", "h_place", "h_title", "h_rows", "h_trend")
        rows = []
        for each in found.changed:
            a, b = old[each.old], new[each.new]
            number, severity, where, what, _ = _row(b, found.new, language)
            was = severity_word(a.severity, language)
            rows.append(
                (
                    number,
                    severity if was == severity else f"{was} -> {severity}",
                    where,
                    what,
                    f"{_faults(a)} -> {_faults(b)}",
                    _say(f"trend_{each.trend}", language),
                )
            )
        yield Grid(_say("t_changed", language), tuple(_say(key, language) for key in keys), tuple(rows), (0, 4))
    if found.unjudged:
        yield _grid("t_unjudged", [(old[number], found.old) for number in found.unjudged], language)
    if found.resolved:
        yield _grid("t_resolved", [(old[number], found.old) for number in found.resolved], language)


def _grid(key: str, findings: Sequence[tuple[Finding, Report]], language: Language) -> Grid:
    headings = ("h_number", "h_severity", "h_place", "h_title", "h_rows")
    rows = tuple(_row(finding, report, language) for finding, report in findings)
    return Grid(_say(key, language), tuple(_say(each, language) for each in headings), rows, (0, 4))


def _row(finding: Finding, report: Report, language: Language) -> tuple[str, str, str, str, str]:
    return (
        str(finding.number),
        severity_word(finding.severity, language),
        place(finding, language, report.columns),
        f"{title(finding, language, report.columns, with_values=False)} [{finding.code}]",
        _faults(finding),
    )


def _faults(finding: Finding) -> str:
    return f"{finding.rows:,}" if finding.unit != "file" else _NOTHING


def _head(report: Report) -> dict[str, Any]:
    return {
        "receipt": report.receipt,
        "file": report.input.name,
        "sha256": report.input.sha256,
        "verdict": str(report.verdict),
        "rows": report.rows.total,
        "rows_with_errors": report.rows.with_errors,
        "rows_clean": report.rows.clean,
        "findings": len(report.findings),
    }


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    labels = {column.index: column.label for column in report.columns}
    return {
        "number": finding.number,
        "code": finding.code,
        "severity": str(finding.severity),
        "columns": [labels.get(index, "") for index in finding.columns],
        "element": finding.element,
        "cause": finding.cause,
        "checks": list(finding.checks),
        "rows": finding.rows,
        "cells": finding.cells,
        "evaluated": finding.evaluated,
        "title": {
            "zh": title(finding, "zh", report.columns, with_values=False),
            "en": title(finding, "en", report.columns, with_values=False),
        },
    }


def _check(check: Stopped) -> dict[str, Any]:
    return {"id": check.id, "code": check.code, "column": check.column}


def _say(key: str, language: Language) -> str:
    return Template(_W[key].in_(language))


def _comma(language: Language) -> str:
    return "、" if language == "zh" else ", "


def _name(name: str, width: int) -> str:
    """Return the name of a file, its end included."""
    return clip_middle(visible(name), width)
