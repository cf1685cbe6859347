"""The words of the conformance report, the badge and the fragment for catalogues, in both languages."""

from __future__ import annotations

from dgov_std.text import Language, Text

WORDS: dict[str, Text] = {
    # the badge
    "badge": Text("数据检查", "data check"),
    "badge_pass": Text("合格", "accepted"),
    "badge_fail": Text("退回修改, 必须改 {} 类", "returned, {} to fix"),
    "badge_incomplete": Text("没查完", "unfinished"),
    "badge_not evaluated": Text("未检查", "not checked"),
    "badge_passed": Text("门禁通过", "gate passed"),
    "badge_failed": Text("门禁不通过", "gate failed"),
    # the fragment for catalogues
    "scale": Text("0 到 100 分, 越高越好", "0 to 100 points, higher is better"),
    "all_rows": Text("全部行", "all rows"),
    "all_evaluated": Text("检查过的", "what was evaluated"),
    # the report
    "title": Text("数据标准符合性报告", "Data standard conformance report"),
    "number": Text("报告编号", "Report number"),
    "conclusion": Text("结论", "Conclusion"),
    "object": Text("检查对象", "What was tested"),
    "basis": Text("检查依据", "What it was tested against"),
    "lists": Text("用到的代码表", "Code lists that were used"),
    "tool": Text("检查工具和选项", "Tool and options"),
    "clauses": Text("按条款的结果", "Results by clause"),
    "indicators": Text("按质量指标的结果", "Results by quality indicator"),
    "findings": Text("发现的问题", "What was found"),
    "unchecked": Text("没有检查的及原因", "What was not checked, and why"),
    "gate": Text("门禁和已批准例外", "Gate and approved exceptions"),
    "exceptions": Text("已批准例外", "Approved exceptions"),
    "notes": Text("说明", "Notes"),
    "sign": Text("签署", "Signatures"),
    # what is concluded
    "said_pass": Text(
        "对下述文件做了 {ran} 项检查, 没有发现“必须改”的问题。在已检查的范围内, 该文件符合下列标准。",
        "Of the {ran} checks made on the file below, none found a fault that must be fixed. As far as checked, the file conforms to the standard below.",
    ),
    "said_warnings": Text(
        "另有“请核对”的问题 {count} 类, 不影响结论。",
        "Kinds of faults to be checked, which do not change the conclusion: {count}.",
    ),
    "said_fail": Text(
        "对下述文件做了 {ran} 项检查, 发现“必须改”的问题 {count} 类, 涉及 {rows} 行。该文件不符合下列标准。",
        "The {ran} checks made on the file below found faults that must be fixed: {count} kinds, in {rows} rows. The file does not conform to the standard below.",
    ),
    "said_incomplete": Text(
        "检查没有做完, 不能得出符合或不符合的结论。",
        "The test was not finished: neither conformance nor the lack of it can be concluded.",
    ),
    "said_done": Text("已做的 {ran} 项检查见下。", "Checks that were made, and are told below: {ran}."),
    "said_not evaluated": Text(
        "没有作符合性判断: 不能得出符合或不符合的结论。",
        "Conformance was not judged: neither conformance nor the lack of it can be concluded.",
    ),
    "said_skipped": Text(
        "有 {count} 项没有检查, 结论不涉及这些项, 原因见“没有检查的及原因”。",
        "Checks not made, which the conclusion does not cover: {count}. The reasons stand under “What was not checked, and why”.",
    ),
    "said_gate": Text(
        "{gate}。门禁只决定能否放行, 不改变结论。",
        "{gate}. The gate decides about release only; it does not change the conclusion.",
    ),
    # the tables
    "rows": Text("数据行数", "Rows of data"),
    "rows_said": Text(
        "{total} 行: 没有问题 {clean}, 必须改 {failing}, 只需核对 {check}",
        "{total} rows: {clean} without faults, {failing} to be fixed, {check} only to be checked",
    ),
    "rows_total": Text("{total} 行", "{total} rows"),
    "columns": Text("列数", "Columns"),
    "against_none": Text("没有套用任何标准", "No standard was applied"),
    "h_standard": Text("标准", "Standard"),
    "h_clause": Text("条款", "Clause"),
    "h_checks": Text("检查项", "Checks"),
    "h_evaluated": Text("查了多少", "Looked at"),
    "h_failed": Text("不符合", "Failed"),
    "h_confidence": Text("可信度", "Confidence"),
    "h_outcome": Text("结果", "Result"),
    "h_indicator": Text("指标", "Indicator"),
    "h_formula": Text("A / B", "A / B"),
    "h_value": Text("结果", "Value"),
    "h_counted": Text("A 是什么", "What A counts"),
    "h_number": Text("序", "No."),
    "h_level": Text("级别", "Level"),
    "h_place": Text("位置", "Where"),
    "h_problem": Text("问题", "Problem"),
    "h_rows": Text("行数", "Rows"),
    "h_source": Text("依据", "Clause"),
    "h_what": Text("没有检查的", "Not checked"),
    "h_reason": Text("原因", "Reason"),
    "h_list": Text("代码表", "Code list"),
    "h_edition": Text("版本", "Edition"),
    "h_until": Text("收录到", "Complete until"),
    "h_sha256": Text("SHA-256", "SHA-256"),
    "h_check": Text("检查", "Check"),
    "h_where": Text("范围", "Where"),
    "h_owner": Text("负责人", "Owner"),
    "h_why": Text("理由", "Reason"),
    "h_expires": Text("有效期至", "Expires"),
    "h_count": Text("放行", "Excused"),
    "h_state": Text("情况", "State"),
    "most": Text("最多 {} 处", "at most {}"),
    "used": Text("已用到", "used"),
    "expired": Text("已过期, 不再放行", "expired, excuses no longer"),
    "unused": Text("没有用到", "not needed"),
    "elsewhere": Text("不涉及本文件", "not of this file"),
    "everywhere": Text("不限", "everywhere"),
    "whole": Text("全文", "as a whole"),
    "own": Text("程序的通用检查(不出自标准)", "General checks of the tool (of no standard)"),
    "u_cell": Text("格", "cells"),
    "u_row": Text("行", "rows"),
    "u_file": Text("项", "items"),
    "ran_of": Text("{ran} / {checks}", "{ran} of {checks}"),
    "not met": Text("不符合", "not met"),
    "in doubt": Text("待核对", "to be checked"),
    "not checked": Text("未检查", "not checked"),
    "no data": Text("没有可查的数据", "nothing to check"),
    "met as far as checked": Text("已查部分符合", "met as far as checked"),
    "met, with notes": Text("符合, 有提示", "met, with notes"),
    "met": Text("符合", "met"),
    "clauses_note": Text(
        "检查项: 做了的 / 全部, 一项检查在一列上算一项。不符合: 检查不合格的次数, 一格被两项检查查出算两次; 只有“请核对”的条款为待核对。",
        "Checks: made of all; one check in one column counts once. Failed: how often a check failed; a cell that two checks object to counts twice. A clause with nothing but warnings is to be checked.",
    ),
    "indicators_note": Text(
        "结果按各标准的公式由 A、B 算出, 任何人都可以重算; B 为 0 时不适用, 不算 100%。",
        "Each value comes of A and B by the formula of its standard, so that anybody can compute it again; with B = 0 it is not applicable, never 100%.",
    ),
    "findings_note": Text(
        "序号与检查单、批注表相同。本报告不列出任何单元格的内容。",
        "The numbers are those of the check sheet and the annotated workbook. No content of a cell stands in this report.",
    ),
    "nothing_found": Text("没有发现问题。", "Nothing was found."),
    "none_listed": Text("在已检查的范围内没有发现问题。", "Nothing was found as far as checked."),
    "nothing_left": Text("全部 {} 项检查都做了。", "All {} checks were made."),
    "no_checks": Text("没有做任何检查。", "No check was made."),
    "left": Text(
        "因篇幅限制, 另有 {} 项没有列出, 见 JSON 报告。",
        "{} more were left out for want of room; they are in the JSON report.",
    ),
    "whole_file": Text("整个文件", "whole file"),
    # notes
    "note_file": Text(
        "本报告只对上面的 SHA-256 所指的文件有效; 文件改动一个字节, 本报告即不适用。",
        "This report holds for the file with the SHA-256 above only; it does not apply once a byte of it was changed.",
    ),
    "note_again": Text(
        "用同一文件、同一版本的标准和程序、同样的选项, 任何人都能重做检查, 得到相同的结果。",
        "With the same file, the same editions of standard and tool and the same options anybody can repeat the test, with the same results.",
    ),
    "note_scope": Text(
        "“符合”指列出的检查没有查出问题, 不表示标准中没有检查的要求也已满足; 内容是否属实不在检查范围内。",
        "“Met” says that the checks listed found nothing; it does not say that demands which were not checked are met, nor that the content is true.",
    ),
    "note_confidence": Text(
        "可信度: 高=官方文本、两处独立来源或已验算; 中=一处官方来源或几处其他来源; 低=未经原文核实, 最多“请核对”。",
        "Confidence: high = official text, two independent sources or verified by calculation; medium = one official source or several others; low = not verified against the original, never more than “please check”.",
    ),
    "note_shown": Text(
        "检查时选择了不遮盖个人信息(--show-values); 本报告仍不列出单元格的内容。",
        "The test was run with personal values shown (--show-values); even so no content of a cell stands in this report.",
    ),
    "made_by": Text("由 dgov-std {} 生成", "Made by dgov-std {}"),
    "s_tester": Text("检查人", "Tested by"),
    "s_reviewer": Text("复核人", "Reviewed by"),
    "s_seal": Text("单位(盖章)", "Organisation (seal)"),
    "s_date": Text("日期", "Date"),
    "there_tester": Text("", ""),
    "there_reviewer": Text("", ""),
    "there_seal": Text("", ""),
    "there_date": Text("      年    月    日", ""),
    "page_of": Text("第 {} 页, 共 {} 页", "Page {} of {}"),
    "comma": Text("、", ", "),
    "semicolon": Text("; ", "; "),
}


def said(key: str, language: Language, *given: object, **named: object) -> str:
    """Return one of the words above, filled."""
    return WORDS[key].in_(language).format(*given, **named)
