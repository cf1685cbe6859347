"""Reports made by hand: accepted, returned, empty, unfinished, hostile, crowded, bare."""

from __future__ import annotations

from dataclasses import replace

from dgov_std.report import facts
from dgov_std.report.codes import CODES
from dgov_std.report.facts import Facts
from dgov_std.report.priorities import number_findings
from dgov_std.report.receipt import receipt
from dgov_std.report.score import indicators
from dgov_std.report.values import (
    Basis,
    CheckResult,
    CodeListEdition,
    Column,
    Example,
    Finding,
    Input,
    Likeness,
    Near,
    Output,
    Place,
    Report,
    Rows,
    Rule,
    Run,
    Severity,
    Status,
    Verdict,
)
from dgov_std.text import Text

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741
LABELS = [
    "相对人名称",
    "相对人类别",
    "相对人代码_1",
    "法定代表人",
    "证件号码",
    "文书名称",
    "许可编号",
    "内容",
    "决定日期",
    "有效期自",
    "决定文书号",
    "机关",
    "许可类别",
    "机关代码",
    "状态",
    "来源",
    "金额",
    "有效期至",
]
PERSONAL = {"法定代表人", "证件号码"}
QUALITY = [
    {
        "id": "0302",
        "standard": "GB/T 36344-2018",
        "title": {"zh": "数据格式合规性", "en": "format conformity"},
        "dimension": "conformity",
        "polarity": "higher",
        "unit": "cell",
        "counts": ["passed", ["TYP", "IDN", "COD"]],
    },
    {
        "id": "0501",
        "standard": "GB/T 36344-2018",
        "title": {"zh": "数据重复率", "en": "duplication"},
        "dimension": "accuracy",
        "polarity": "lower",
        "unit": "row",
        "counts": ["rows", ["duplicate"]],
    },
    {
        "id": "0601",
        "standard": "GB/T 36344-2018",
        "title": {"zh": "时效性", "en": "timeliness"},
        "dimension": "timeliness",
        "polarity": "higher",
        "unit": "cell",
        "counts": ["passed", ["XXX"]],
    },
]


def letter(index: int) -> str:
    return chr(65 + index) if index < 26 else chr(64 + index // 26) + chr(65 + index % 26)


COLUMNS = tuple(
    Column(
        i,
        letter(i),
        label,
        f"element-{i}",
        Text(label, f"element {i}"),
        None,
        label in PERSONAL,
        "name",
        300,
        12,
        4,
    )
    for i, label in enumerate(LABELS)
)
RULE = Rule(Text("统一社会信用代码", "Unified social credit code"), "GB 32100-2015", "5.2", "high")


def finding(
    code: str,
    severity: Severity,
    column: str | None,
    rows: int,
    row: int,
    *examples: Example,
    facts: Facts = facts.NoFacts(),
    rule: Rule = RULE,
    cause: str | None = None,
    cells: int | None = None,
) -> Finding:
    """One finding in the column with this label (None: the whole file or row)."""
    index = LABELS.index(column) if column in LABELS else None
    cell = f"{letter(index)}{row}" if index is not None else None
    places = tuple(
        Place(r, r - 1, None, f"{letter(index)}{r}" if index is not None else None) for r in (row, row + 3, row + 9)
    )
    kind = CODES[code]
    return Finding(
        0,
        code,
        severity,
        kind.dimension,
        kind.unit,
        () if index is None else (index,),
        None,
        cause,
        (f"{code.lower()}-{column}",),
        rows,
        rows if cells is None else cells,
        312,
        places if cell or kind.unit == "row" else (),
        examples,
        facts,
        rule,
    )


def check(
    code: str,
    column: int | None,
    failed: int,
    *,
    status: Status = Status.RAN,
    reason: Text | None = None,
    title: Text | None = None,
    evaluated: int = 312,
) -> CheckResult:
    return CheckResult(
        f"{code.lower()}-{column}",
        code,
        E,
        CODES[code].dimension,
        CODES[code].unit,
        column,
        None,
        status,
        reason,
        evaluated if status is Status.RAN else 0,
        failed,
        Rule(title),
    )


def report(findings: tuple[Finding, ...], verdict: Verdict, rows: Rows, **changes: object) -> Report:
    checks = (
        check("IDN201", 2, 5),
        check("COD101", 12, 12),
        check("TYP101", 0, 0),
        check("KEY102", None, 2),
        check(
            "REL104",
            17,
            0,
            status=Status.SKIPPED,
            reason=Text("没有提供主体名录", "no register of subjects given"),
            title=Text("名称与代码是否相符", "names agree with codes"),
        ),
        check("COD102", 12, 0, status=Status.NOT_APPLICABLE, reason=Text("没有参照日期", "no reference date")),
    )
    made = Report(
        receipt(f"{'9a1e2b3c4d':<064}".replace(" ", "0")),
        verdict,
        verdict is not Verdict.INCOMPLETE,
        (),
        Input("某县_行政许可_202610.xlsx", "xlsx", 123456, "0" * 64, None, None, "许可", ("许可", "说明"), 1),
        Basis(
            "licence-publicity",
            "2018版",
            Text("行政许可公示数据标准", "Licence publicity standard"),
            "licence-org",
            Text("法人行政许可", "licences of organisations"),
            "a" * 64,
            "2026-10-31",
            (CodeListEdition("division", Text("行政区划", "divisions"), "2025", "2025-12-31", "b" * 64),),
        ),
        rows,
        COLUMNS,
        findings,
        checks,
        indicators(QUALITY, checks, rows),
        (1, 2) if findings else (),
        81 if findings else 0,
        {"dgov-std": "0.1.0"},
        {"lang": "zh"},
        (),
        run=Run("2026-10-31T09:00:00Z", 0.4, "pc", "D:/许可", 2),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


KINDS = facts.Listed(Text("许可类别", "licence categories"), ("普通", "特许", "认可", "核准", "登记", "其他"), 6)


def accepted() -> Report:
    return report((), Verdict.PASS, Rows(312, 312, 0, 0), first_to_fix=(), rows_solved_by_first=0)


def returned() -> Report:
    """The example of the design: twelve kinds of faults in a county's licences."""
    found = (
        finding("TYP901", E, "相对人代码_1", 74, 5, Example("913501001000001000", 74)),
        finding("COD101", E, "许可类别", 12, 9, Example("审批", 9), Example("备案", 3), facts=KINDS),
        finding(
            "REL102",
            E,
            "相对人代码_1",
            9,
            14,
            Example("92350100MA2Y0K5X2T", 9),
            facts=facts.Conditional(((Text("相对人类别", "licensee category"), ("自然人",)),)),
        ),
        finding(
            "REL104",
            E,
            "有效期至",
            7,
            31,
            Example("2020-01-01", 7),
            facts=facts.Compared(Text("有效期自", "valid from"), "<=", Text("有效期至", "valid to")),
        ),
        finding(
            "IDN201",
            E,
            "相对人代码_1",
            5,
            40,
            Example("91350100M000100Y4O", 5, suggestion="91350100M000100Y40"),
        ),
        finding("TYP101", E, "决定日期", 4, 50),
        finding(
            "IDN104",
            E,
            "证件号码",
            3,
            60,
            Example("110101199013011234", 2),
            Example("110101198002301234", 1),
            facts=facts.Identified(Text("公民身份号码", "citizen number"), Text("出生日期", "date of birth"), 7, 14),
        ),
        finding(
            "KEY101",
            E,
            "许可编号",
            2,
            70,
            Example("XK-1", 2),
            facts=facts.Keyed((Text("许可编号", "licence number"),), 1),
        ),
        finding(
            "COD104",
            W,
            "机关代码",
            3,
            80,
            Example("330197", 3),
            facts=facts.Listed(Text("行政区划代码表", "divisions"), ("110000",), 3212, "2025-12-31"),
        ),
        finding("TYP205", W, "决定文书号", 2, 137, Example("[2024]12号", 2, suggestion="〔2024〕12号")),
        finding("STR103", W, "来源", 0, 1, facts=facts.Named("来源", "数据来源")),
        finding("COD101", I, "状态", 2, 9, Example("1 ", 2, suggestion="1"), facts=KINDS),
    )
    return report(
        number_findings(found),
        Verdict.FAIL,
        Rows(312, 194, 112, 6, 0, 2),
        outputs=(Output("退回_某县_202610.xlsx", "c" * 64, personal=True),),
    )


def empty() -> Report:
    return report((), Verdict.NOT_EVALUATED, Rows(0, 0, 0, 0), first_to_fix=(), rows_solved_by_first=0)


def unfinished() -> Report:
    limits = (
        Text(
            "用时超过 60 秒, 只检查了前 100000 行",
            "stopped after 60 seconds, only the first 100000 rows were checked",
        ),
    )
    return replace(returned(), verdict=Verdict.INCOMPLETE, complete=False, limits=limits)


NASTY = "\x1b[2J\x1b[31m\u202eevil\u200b\n::error::x\t=cmd|' /C calc'!A0"


def hostile() -> Report:
    """Values, labels, names and titles that try to steer the terminal or the spreadsheet."""
    columns = (replace(COLUMNS[0], label=NASTY), replace(COLUMNS[1], label="[bold]{x}{0}%s"), *COLUMNS[2:])
    found = (
        finding(
            "COD101",
            E,
            "相对人名称",
            3,
            2,
            Example("\x1b[2J\u202e=1+1", 3, suggestion="\x07bell"),
            facts=KINDS,
        ),
        finding(
            "TYP201",
            E,
            "相对人类别",
            2,
            3,
            Example("=1+1", 1),
            Example("{value}%s\r", 1),
            facts=facts.Forms(("YYYY-MM-DD",)),
        ),
        finding("STR103", I, None, 0, 1, facts=facts.Named(NASTY, NASTY)),
        finding(
            "REL101",
            W,
            "机关",
            2,
            4,
            facts=facts.Conditional(((Text(NASTY, NASTY), (NASTY,)),)),
            rule=Rule(Text(NASTY, NASTY), NASTY, NASTY, NASTY),
        ),
    )
    made = report(number_findings(found), Verdict.FAIL, Rows(5, 1, 4, 0))
    source = replace(made.input, name=NASTY + ".csv", sheet=NASTY)
    basis = replace(made.basis, title=Text(NASTY, NASTY), as_of=NASTY)  # type: ignore[type-var]
    return replace(made, columns=columns, input=source, basis=basis, outputs=(Output(NASTY, "d" * 64, personal=False),))


def crowded() -> Report:
    """Two hundred findings, long labels, big numbers, twenty reasons, five files."""
    codes = [code for code, kind in CODES.items() if kind.unit == "cell"]
    found = tuple(
        finding(codes[i % len(codes)], (E, W, I)[i % 3], LABELS[i % len(LABELS)], 2_000_000 - i, 1_000_000 + i)
        for i in range(200)
    )
    made = report(number_findings(found), Verdict.FAIL, Rows(2_000_000, 0, 2_000_000, 0))
    checks = tuple(
        check("TYP205", i % 18, 0, status=Status.SKIPPED, reason=Text(f"原因{i}" * 20, f"reason {i} " * 20))
        for i in range(20)
    )
    outputs = tuple(Output(f"很长的文件名{'长' * 60}_{i}.html", "e" * 64, personal=True) for i in range(5))
    columns = tuple(replace(column, label=column.label * 12) for column in COLUMNS)
    limits = tuple(Text(f"限制{i}" * 30, f"limit {i} " * 30) for i in range(9))
    source = replace(made.input, name="某市某县" * 40 + ".xlsx", sheet="表" * 31)
    return replace(made, checks=checks, outputs=outputs, columns=columns, input=source, limits=limits)


def bare() -> Report:
    """A file that no standard was applied to, in many columns; labels and titles try to steer what shows them."""
    evil = "\x1b[2J<b>|x|</b>\u202e"
    code = Likeness("identifier", "uscc", Text("统一社会信用代码", "Unified social credit code"), 29, 30)
    phone = Likeness("identifier", "mobile-telephone", Text("手机号码", "Mobile telephone number"), 30, 30, personal=True)
    foreign = Likeness("codelist", "x", Text(evil, evil), 5, 5)
    follows = {1: (code,), 2: (phone,), 3: (code, foreign)}
    labels = ["名称", "代码", "电话", evil, *(f"列{n}" for n in range(40))]
    columns = tuple(
        Column(
            i, letter(i), label, present=30, missing=2, faulty=0, distinct=None if i == 5 else 30, follows=follows.get(i, ())
        )
        for i, label in enumerate(labels)
    )
    near = (
        Near("licence-publicity", "licence-org", Text("行政许可", "licences"), 3, 44),
        Near(evil, "x", Text(evil, evil), 2, 44),
    )
    found = number_findings((finding("STR206", E, "代码", 1, 3, Example("#N/A", 1)),))
    return report(
        found,
        Verdict.NOT_EVALUATED,
        Rows(32, 31, 1, 0),
        basis=None,
        columns=columns,
        indicators=(),
        first_to_fix=(),
        rows_solved_by_first=0,
        near=near,
    )


ALL = {f.__name__: f for f in (accepted, returned, empty, unfinished, hostile, crowded, bare)}
