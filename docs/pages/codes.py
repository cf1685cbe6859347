"""codes.md: every finding code with its wording."""

from __future__ import annotations

from dgov_std.render import words_en, words_zh
from dgov_std.report.codes import CODES
from docs.pages.markdown import NOTE, cell

FAMILIES = {
    "STR": "结构 structure",
    "NAM": "命名 naming",
    "DES": "描述 description",
    "IDN": "标识 identifiers",
    "COD": "编码 coding",
    "TYP": "类型 types",
    "KEY": "主键 keys",
    "REL": "列间关系 relations between columns",
    "CLS": "分类分级 classification",
    "SEC": "安全 security",
}
UNITS = {"cell": "格 cell", "row": "行 row", "file": "文件 file"}


def codes_page() -> str:
    """Return every finding code with its wording: what is wrong, what to do, why it matters."""
    head = (
        "# 问题代码 Finding codes\n\n"
        "Codes are stable: never reused, never given another meaning. The severity comes from the standard's rule, not from the code."
        " Words in braces are filled in from the finding.\n\n"
        "代码固定不变, 不重复使用。级别(必须改、请核对、提示)由标准中的规则决定。花括号里的词由程序按数据填写。\n"
    )
    parts = [head]
    for family, title in FAMILIES.items():
        parts.append(f"## {family} {title}\n")
        parts += [_code(code) for code in CODES if code.startswith(family)]
    return NOTE + "\n".join(parts)


def _code(code: str) -> str:
    zh, en = words_zh.PHRASES[code], words_en.PHRASES[code]
    said = CODES[code]
    dimension = f"{words_zh.WORDS[said.dimension]} {words_en.WORDS[said.dimension]}"
    dos = [todo for todo in zh.todos if todo != "{fix}"], [todo for todo in en.todos if todo != "{fix}"]
    return (
        f"### {code}\n\n"
        f"[例子和出处 example and sources](codes/{code}.md) · {zh.topic} · {en.topic} ({UNITS[said.unit]}; {dimension}). [说明和例子 meaning and example](codes/{code}.md)\n\n"
        f"| | 中文 | English |\n|---|---|---|\n"
        f"| 问题 what | {cell(zh.titles[0])} | {cell(en.titles[0])} |\n"
        f"| 改法 do | {cell(dos[0][0])} | {cell(dos[1][0])} |\n"
        f"| 原因 why | {cell(zh.why)} | {cell(en.why)} |\n"
    )
