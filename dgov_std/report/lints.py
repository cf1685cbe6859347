"""What looking at standards found: frozen values that a renderer and a gate read.

Rule codes are public API: never reused, never given another meaning. LNT1 names, LNT2 formats,
LNT3 duplicates, LNT4 references, LNT5 sources, LNT6 examples, LNT7 definitions, LNT8 masking.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dgov_std.text import Text

LintSeverity = Literal["error", "warning", "info"]
RANKS: dict[str, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class LintRule:
    """One thing that is looked at: its code, how serious it is, what it says in general."""

    code: str
    severity: LintSeverity
    title: Text


_ROWS: tuple[tuple[str, LintSeverity, str, str], ...] = (
    ("LNT101", "warning", "没有表示词", "no representation term, neither in the name nor beside it"),
    ("LNT102", "warning", "缺少表示词要求的约束", "a constraint that the representation term asks for is missing"),
    ("LNT103", "warning", "短名不是名称的拼音首字母", "a short name that is not the pinyin initials of the name"),
    ("LNT104", "warning", "短名重复", "a short name that two elements have"),
    ("LNT105", "info", "表示词与名称结尾不同", "a representation term other than the one the name ends in"),
    ("LNT106", "info", "名称省略了表示词", "a name that leaves out its representation term"),
    ("LNT107", "info", "没有写是什么样子", "nothing is said of the form"),
    ("LNT201", "error", "表示格式读不懂", "a format notation that cannot be read"),
    ("LNT202", "error", "表示格式与约束矛盾", "a format notation that contradicts a constraint"),
    ("LNT203", "warning", "合格示例不合表示格式", "a valid example that does not fit the format notation"),
    ("LNT204", "warning", "数据类型与表示格式不合", "a data type that does not go with the format notation"),
    ("LNT205", "warning", "编码会被表格软件当作数字", "codes that spreadsheets take for numbers"),
    ("LNT301", "warning", "名称重复", "a name that two documents have"),
    ("LNT302", "warning", "定义重复", "a definition that two documents have"),
    ("LNT303", "warning", "同一概念定义了两次", "one concept that is defined twice"),
    ("LNT304", "info", "与上级标准的文档同名", "a name that a document of a parent has, too"),
    ("LNT401", "info", "没有谁使用", "a document that nobody uses"),
    ("LNT402", "warning", "还在使用被代替的文档", "a superseded document that is still used"),
    ("LNT403", "warning", "代替关系不成立", "a replacement that leads nowhere"),
    ("LNT404", "warning", "关系指向自己", "a relation to itself"),
    ("LNT501", "warning", "没有依据", "no source is named"),
    ("LNT502", "info", "可信度低", "a source of low confidence"),
    ("LNT503", "warning", "代码表没有写来源、许可或校验和", "a code list without origin, licence or checksum"),
    ("LNT504", "warning", "代码表本身有疑点", "something doubtful about a code list itself"),
    ("LNT505", "info", "代码表的提示", "something remarkable about a code list itself"),
    ("LNT601", "warning", "示例太少", "too few examples"),
    ("LNT602", "info", "不合格示例没有写原因", "an invalid example without a reason"),
    ("LNT603", "warning", "原因不是问题代码", "a reason that is no code"),
    ("LNT604", "warning", "没有示例", "no examples"),
    ("LNT605", "info", "有的代码没有示例", "codes that no example holds"),
    ("LNT701", "warning", "没有定义", "no definition"),
    ("LNT702", "warning", "定义只是重复名称", "a definition that only repeats the name"),
    ("LNT801", "warning", "脱敏没有遮住什么", "a masking that hides nothing"),
    ("LNT802", "info", "个人信息没有写怎样脱敏", "personal information without a masking"),
)
LINT_RULES: dict[str, LintRule] = {code: LintRule(code, severity, Text(zh, en)) for code, severity, zh, en in _ROWS}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing a rule says of one document, with its place in the file."""

    rule: LintRule
    file: str
    line: int
    column: int
    standard: str
    kind: str
    document: str
    what: Text


@dataclass(frozen=True, slots=True)
class Lint:
    """The remarks on one or several standards, in the order of their files."""

    standards: tuple[str, ...]
    documents: int
    remarks: tuple[Remark, ...]

    def count(self, severity: str) -> int:
        """Return how many remarks are of a severity."""
        return sum(1 for remark in self.remarks if remark.rule.severity == severity)
