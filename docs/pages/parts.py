"""The generated parts of pages written by hand."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from dgov_std.api.library import compile_bundle, load_standard
from dgov_std.dataset import excel_number
from dgov_std.errors import StandardError
from dgov_std.text import Language
from docs.pages import library
from docs.pages.markdown import DOCS, ROOT, Json, cell


def excel_part() -> str:
    """Return the table of stored values and their texts, from the module that follows it."""
    doc = excel_number.__doc__ or ""
    return doc[doc.index("| stored") :].strip() + "\n"


def summary_part(language: str) -> str:
    """Return what the README's first command prints, the middle left out; the receipt varies with the versions."""
    from dgov_std.api.check import check  # noqa: PLC0415 - the slow part
    from dgov_std.api.options import Options  # noqa: PLC0415
    from dgov_std.render.terminal import render  # noqa: PLC0415

    path = ROOT / "examples" / "licences" / "bad-organisations.csv"
    report = check(path, standard="licence-publicity", options=Options(as_of="2026-10-31"))
    said = render(report, language=language, width=80, colour=False).rstrip("\n").split("\n")  # type: ignore[arg-type]
    lines = [*said[:11], "[...]", *said[-3:]]
    text = "\n".join(line.rstrip() for line in lines)
    return "```text\n" + text.replace(report.receipt, "XXXX-XXXX") + "\n```\n"


LIBRARY = {
    "en": (
        "So that a steward finds the standard already there, the program brings [a library](docs/library{end}) along: {identifiers} identifiers with"
        " their check digits, {codelists} code lists with {codes} codes, their history and crosswalks, {elements} data elements, and {datasets} datasets"
        " ready to use, with metadata, classification and grading, and quality indicators. `national` is the common part, has no table of its"
        " own, and others extend it. The datasets are in {standards}. Every entry names its source and how sure that is; what rests on memory"
        " or on one unofficial place only warns. `dgov-std test` runs the examples of all of them.\n"
    ),
    "zh": (
        "程序自带[标准库](docs/library{end}), 编写标准时多数内容不必再写: {identifiers} 种标识(含校验码算法)、{codelists} 张代码表共 {codes} 个代码(含沿革和对照)、"
        "{elements} 个数据项、{datasets} 个可以直接使用的数据集, 以及元数据、分类分级和质量指标。`national` 是通用部分, 本身没有数据集, 供其他标准扩展;"
        " 数据集在{standards}里。每一条都注明依据和可信度: 凭记忆或只有一处非官方来源的, 最多是“请核对”。`dgov-std test` 执行其中全部示例。\n"
    ),
}


def library_part(language: Language) -> str:
    """Return the paragraph about the library, counted."""
    with_tables = [standard.head.id for standard in library.standards() if standard.dataset_order]
    joined = "、" if language == "zh" else ", "
    counted = {kind: f"{count:,}" for kind, count in library.counts().items()}
    end = ".zh.md" if language == "zh" else ".md"
    return LIBRARY[language].format(**counted, standards=joined.join(f"`{name}`" for name in with_tables), end=end)


# What an author writes wrong: (in docs/sample.yaml, instead of it, what to show of that).
MISTAKES = (
    ("max_length: {value: 12, confidence: low}", "max_lenght: 12", "max_lenght: 12"),
    ("title: {zh: 所在区, en: District}", "title: 所在区", "title: 所在区"),
    ('\nsource: {standard: DB00/T 0001, clause: "4.1", confidence: high}', "", ""),
    ("id: holder-code\n", "id: Holder_Code\n", "id: Holder_Code"),
    ("{use: district}", "{use: distict}", "{use: distict}"),
    ('"<=", valid-to', '"=<", valid-to', 'compare: [valid-from, "=<", valid-to]'),
    ("when: {fee: present}", 'when: {fee: "0"}', 'when: {fee: "0"}'),
    (
        "{value: 12, confidence: low}",
        "{value: 12, confidence: low, severity: error}",
        "{…, confidence: low, severity: error}",
    ),
    ("aliases: [机构代码]", 'pattern: "\\\\d{8}"', 'pattern: "\\\\d{8}"'),
)
CHILD = """kind: standard
id: child
title: {zh: 下级, en: Child}
source: {standard: DB00/T 0002, confidence: high}
extends: [sample]
---
kind: element
id: fee
title: {zh: 费用, en: Fee}
source: {standard: DB00/T 0002, confidence: high}
max_length: 20
"""


def mistakes_part(language: str) -> str:
    """Return ten mistakes with the message each causes, from the loader itself."""
    sample = (DOCS / "sample.yaml").read_text(encoding="utf-8")
    head = {"en": ("written", "message", "what to do", "(no source)"), "zh": ("写的是", "提示", "改法", "（缺 source）")}[
        language
    ]
    rows = [f"| {head[0]} | {head[1]} | {head[2]} |\n|---|---|---|\n"]
    with tempfile.TemporaryDirectory() as name:
        base, child = Path(name) / "sample.yaml", Path(name) / "child.yaml"
        cases = [(sample.replace(old, new, 1), base, said) for old, new, said in MISTAKES]
        for text, path, said in [*cases, (CHILD, child, "max_length: 20")]:
            base.write_text(sample, encoding="utf-8")
            path.write_text(text, encoding="utf-8")
            try:
                load_standard(path)
            except StandardError as error:
                problem = error.problems[0]
            else:
                msg = f"no mistake any more: {said}"
                raise ValueError(msg)
            what, todo = (part.in_(language).replace(name + os.sep, "") for part in (problem.what, problem.todo))  # type: ignore[union-attr]
            rows.append(f"| {f'`{cell(said)}`' if said else head[3]} | {cell(what)} | {cell(todo)} |\n")
    return "".join(rows)


LEVELS = {"error": "必须改 must fix", "warning": "请核对 please check", "info": "提示 note"}


def metadata_part() -> str:
    """Return the metadata fields of the licence standard: titles from the standard, the rest from the bundle."""
    standard = load_standard("licence-publicity")
    bundle = compile_bundle(standard, "administrative-licence-organisation")
    definitions = bundle["schema"]["$defs"]
    wanted = _wanted(definitions["metadata"])
    fields = {field.id: field for field in standard.descriptions[standard.description or ""].fields}
    rows = ["| id | 中文 | English | DCAT | 必填 required | 可填的值 allowed values |\n|---|---|---|---|---|---|\n"]
    for name in definitions["metadata"]["properties"]:
        tests = [(definitions[f"field.{name}"], "")]
        tests += [(advice["schema"], f" ({LEVELS[advice['severity']]})") for advice in tests[0][0].get("advise", [])]
        said: dict[str, str] = {}
        for test, level in tests:
            said.setdefault(_allowed(test, bundle), level)
        allowed = "; ".join(text + level for text, level in said.items() if text)
        field = fields[name]
        needed = wanted.get(name, [])
        if field.only_with:
            columns = ", ".join(f"`{element}`" for element in field.only_with)
            needed = [*needed, f"有这些列时 with these columns: {columns}"]
        dcat = ", ".join(f"`{term}`" for term in field.dcat)
        rows.append(f"| `{name}` | {field.title.zh} | {field.title.en} | {dcat} | {'; '.join(needed)} | {cell(allowed)} |\n")
    return "".join(rows)


def _wanted(metadata: Json) -> dict[str, list[str]]:
    """Return by field when it is required, and how serious it is to leave it out."""
    found: dict[str, list[str]] = {}
    tests = [(schema, "error") for schema in (metadata, *metadata.get("allOf", []))]
    tests += [(advice["schema"], advice["severity"]) for advice in metadata.get("advise", [])]
    for schema, severity in tests:
        when = "是 yes"
        if "if" in schema:
            conditions = schema["if"]["properties"].items()
            when = ", ".join(f"`{name}`: {'/'.join(test.get('enum', ['…']))}" for name, test in conditions)
        body = schema.get("then", schema) if "if" in schema else schema
        for name in body.get("required", []) if isinstance(body, dict) else []:
            found.setdefault(name, []).append(f"{when} ({LEVELS[severity]})")
    return found


def _allowed(schema: Json, bundle: Json) -> str:
    """Return what a field's schema allows, in a few words."""
    if "enum" in schema:
        return "、".join(schema["enum"])
    if "codeList" in schema:
        return "、".join(row[0] for row in bundle["codelists"][schema["codeList"]["list"]]["rows"])
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2].partition(".")[2]
        return f"`{name}` ({bundle['schema']['$defs'][f'identifier.{name}']['title']})"
    if "pattern" in schema:
        return f"`{schema['pattern'].removeprefix('^(?:').removesuffix(')$')}`"
    if "maxLength" in schema:
        return f"≤ {schema['maxLength']} 字 characters"
    return "YYYY-MM-DD" if schema.get("format") == "date" else ""
