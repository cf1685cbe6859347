"""The generated parts of pages written by hand."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from dgov_std.api.library import compile_bundle, load_standard
from dgov_std.dataset import excel_number
from dgov_std.errors import StandardError
from docs.pages.markdown import DOCS, ROOT, Json, cell


def excel_part() -> str:
    """Return the table of stored values and their texts, from the module that follows it."""
    doc = excel_number.__doc__ or ""
    return doc[doc.index("| stored") :].strip() + "\n"


def summary_part(language: str) -> str:
    """Return what the README's first command prints, the middle left out; the receipt varies with the versions."""
    from dgov_std.api.check import Options, check  # noqa: PLC0415 - the slow part
    from dgov_std.render.terminal import render  # noqa: PLC0415

    path = ROOT / "examples" / "licences" / "bad-organisations.csv"
    report = check(path, standard="licence-publicity", options=Options(as_of="2026-10-31"))
    said = render(report, language=language, width=80, colour=False).rstrip("\n").split("\n")  # type: ignore[arg-type]
    lines = [*said[:11], "[...]", *said[-3:]]
    text = "\n".join(line.rstrip() for line in lines)
    return "```text\n" + text.replace(report.receipt, "XXXX-XXXX") + "\n```\n"


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
    metadata = definitions["metadata"]
    needed = dict.fromkeys(metadata.get("required", []), "error")
    for advice in metadata.get("advise", []):
        needed |= dict.fromkeys(
            advice["schema"].get("required", []) if "if" not in advice["schema"] else [], advice["severity"]
        )
    wanted = {name: [f"是 yes ({LEVELS[severity]})"] for name, severity in needed.items()}
    for rule in [metadata, *metadata.get("allOf", [])]:
        if "if" in rule and isinstance(rule["then"], dict):
            when = ", ".join(f"`{name}`: {'/'.join(test['enum'])}" for name, test in rule["if"]["properties"].items())
            for name in rule["then"].get("required", []):
                wanted.setdefault(name, []).append(f"{when} ({LEVELS['error']})")
    titles = {field.id: field.title for field in standard.descriptions[standard.description or ""].fields}
    rows = ["| id | 中文 | English | 必填 required | 可填的值 allowed values |\n|---|---|---|---|---|\n"]
    for name in metadata["properties"]:
        tests = [(definitions[f"field.{name}"], "")]
        tests += [(advice["schema"], f" ({LEVELS[advice['severity']]})") for advice in tests[0][0].get("advise", [])]
        allowed = "; ".join(_allowed(test, bundle) + level for test, level in tests if _allowed(test, bundle))
        rows.append(
            f"| `{name}` | {titles[name].zh} | {titles[name].en} | {'; '.join(wanted.get(name, []))} | {cell(allowed)} |\n"
        )
    return "".join(rows)


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
