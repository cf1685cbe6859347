"""Write the generated pages, and the generated parts of the others: `python docs/generate.py`.

tests/test_docs.py fails when a page differs from what this would write.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(ROOT))

from dgov_std.api.library import compile_bundle, load_standard  # noqa: E402
from dgov_std.dataset import excel_number  # noqa: E402
from dgov_std.errors import StandardError  # noqa: E402
from dgov_std.render import words_en, words_zh  # noqa: E402
from dgov_std.report.codes import CODES  # noqa: E402
from dgov_std.schema.vocabulary import vocabulary_schema  # noqa: E402
from dgov_std.standard import KINDS, kind_schema  # noqa: E402

Json = Any
NOTE = "<!-- Written by docs/generate.py; edits here are lost. -->\n\n"
WIDTH = 96


def one_line(value: Json) -> str:
    """Return JSON on one line."""
    return json.dumps(value, ensure_ascii=False)


def pretty(value: Json, indent: str = "", before: int = 0) -> str:
    """Return JSON in which what is short stays on one line; `before` characters stand there already."""
    flat = one_line(value)
    if len(indent) + before + len(flat) <= WIDTH or not value or not isinstance(value, dict | list):
        return flat
    deeper = indent + "  "
    if isinstance(value, dict):
        inside = [f"{deeper}{one_line(k)}: {pretty(v, deeper, len(one_line(k)) + 2)}" for k, v in value.items()]
        return "{\n" + ",\n".join(inside) + f"\n{indent}}}"
    return "[\n" + ",\n".join(deeper + pretty(item, deeper) for item in value) + f"\n{indent}]"


def cell(text: str) -> str:
    """Return text for a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


# ---- language.md: the YAML language ----------------------------------------------------------

WORDS = {
    "en": {
        "head": "# The YAML language\n\nOne document is one `kind`; a folder of documents is a standard. Every scalar is text as written: `01`, `NO`, `1.10` and"
        " `2024-01-01` need no quotes to stay what they are. Duplicate keys, anchors, aliases, merge keys and tags are errors."
        " [yaml-to-schema.md](yaml-to-schema.md) shows what each kind becomes. `dgov-std schema KIND` prints the JSON Schema behind"
        " a table, for editors.\n",
        "columns": "| key | value | required | meaning |\n|---|---|---|---|\n",
        "yes": "yes",
        "pieces": "Shared pieces",
        "pieces_head": "What several kinds use. A *facet* can be written plainly (`max_length: 200`) or as a mapping with its own severity, confidence and source.\n",
        "or": " or ",
        "string": "text",
        "integer": "whole number",
        "boolean": "true, false",
        "object": "mapping",
        "list": "list of {}",
        "any_key": "any key",
        "date": "a date (2024-01-31) or a year (2024)",
    },
    "zh": {
        "head": "# YAML 语言参考\n\n一个文档是一个 `kind`(种类), 一个文件夹的文档是一套标准。标量都是所写的文字: `01`、`NO`、`1.10`、`2024-01-01` 不加引号也不会变。"
        "重复的键、锚、别名、合并键和标签都是错误。各种类编译成什么, 见 [yaml-to-schema.md](yaml-to-schema.md)。"
        "`dgov-std schema 种类` 输出各表背后的 JSON Schema, 供编辑器使用。\n",
        "columns": "| 键 | 值 | 必填 | 含义 |\n|---|---|---|---|\n",
        "yes": "是",
        "pieces": "公用部分",
        "pieces_head": "几种文档共用的部分。约束可以直接写(`max_length: 200`), 也可以写成带级别、可信度和依据的集合。\n",
        "or": " 或 ",
        "string": "文字",
        "integer": "整数",
        "boolean": "true、false",
        "object": "集合",
        "list": "列表, 每项为{}",
        "any_key": "任意键",
        "date": "日期(2024-01-31)或年份(2024)",
    },
}


def language_page(language: str) -> str:
    """Return the reference of the language, from the JSON Schemas of its kinds."""
    words = WORDS[language]
    schemas = {kind: kind_schema(kind) for kind in KINDS}
    pieces: dict[str, Json] = {}
    for schema in schemas.values():
        pieces |= schema["$defs"]
    parts = [words["head"]]
    parts += [_section(f"`kind: {kind}`", schema, language) for kind, schema in schemas.items()]
    parts.append(f"## {words['pieces']}\n\n{words['pieces_head']}")
    for name in sorted(pieces):
        rows = list(_rows(pieces[name], language))
        parts.append(
            f"### {name}\n\n{_value(pieces[name], language, own=True)}\n"
            + (f"\n{words['columns']}{''.join(rows)}" if rows else "")
        )
    return NOTE + "\n".join(parts)


def _section(heading: str, schema: Json, language: str) -> str:
    rows = "".join(_rows(schema, language))
    return f"## {heading}\n\n{_said(schema, 'description', language)}\n\n{WORDS[language]['columns']}{rows}"


def _said(schema: Json, what: str, language: str) -> str:
    if language == "zh":
        return str(schema.get("x-zh", {}).get(what, ""))
    return str(schema.get(what, ""))


def _rows(schema: Json, language: str, above: str = "") -> Iterator[str]:
    """Yield a table row per key, keys of nested mappings below their own."""
    required = set(schema.get("required", []))
    for key, inner in schema.get("properties", {}).items():
        name = f"{above}{key}"
        must = WORDS[language]["yes"] if key in required else ""
        yield f"| `{name}` | {cell(_value(inner, language))} | {must} | {cell(_said(inner, 'description', language))} |\n"
        if "$ref" not in inner:
            yield from _rows(inner, language, f"{name}.")
            items = inner.get("items", {})
            if isinstance(items, dict):
                yield from _rows(items, language, f"{name}[].")
    if not above and "properties" not in schema:
        for form in schema.get("anyOf", []):
            # What one way of writing requires is not required of the others.
            yield from _rows({**form, "required": []}, language)
    wild = schema.get("additionalProperties")
    if isinstance(wild, dict):
        yield f"| `{above}`*{WORDS[language]['any_key']}* | {cell(_value(wild, language))} | | |\n"


def _value(schema: Json, language: str, *, own: bool = False) -> str:
    """Return what may be written, in a few words."""
    words = WORDS[language]
    reference = schema.get("$ref")
    if isinstance(reference, str):
        name = reference.rpartition("/")[2]
        return f"[{name}](#{name})"
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return words["or"].join(f"`{value}`" for value in schema["enum"])
    if schema.get("format") == "iso-date-or-year":
        return words["date"]
    if "x-wanted" in schema:
        wanted = str(schema["x-wanted"][language])
        return f"`{wanted}`" if wanted.startswith("{") else wanted
    if "anyOf" in schema:
        # The long form of a facet is told once, above the shared pieces.
        forms = [form for form in schema["anyOf"] if not (not own and "value" in form.get("properties", {}))]
        return words["or"].join(dict.fromkeys(_value(form, language) for form in forms))
    kind = schema.get("type", "object")
    if kind == "array":
        return words["list"].format(
            " " + _value(schema["items"], language) if language == "zh" else _value(schema["items"], language)
        )
    if isinstance(kind, list):
        kind = "string"
    return str(words.get(kind, kind))


# ---- yaml-to-schema.md -----------------------------------------------------------------------

SHOWN: dict[str, tuple[str, ...]] = {
    "standard/sample": ("/$id", ":standard"),
    "identifier/organisation-code": ("/$defs/identifier.organisation-code",),
    "codelist/division": (":codelists",),
    "element/holder-code": ("/$defs/element.holder-code",),
    "element/district": ("/$defs/element.district",),
    "element/valid-to": ("/$defs/element.valid-to",),
    "element/fee": ("/$defs/element.fee",),
    "dataset/permits": ("/$defs/row", "/$defs/rows"),
    "naming/column-names": ("/$defs/label",),
    "classification/grading": ("/$defs/metadata/if", "/$defs/metadata/then"),
    "description/about": (
        "/$defs/metadata/properties",
        "/$defs/metadata/required",
        "/$defs/field.resource-title",
        "/$defs/field.share-type",
    ),
    "quality/indicators": (":quality",),
}
COMMENTS = {
    "codelist/division": "A code list is not part of the schema. It lies in the bundle, and `codeList` refers to it.",
    "element/district": "Three rules from one line: an unknown code is a warning while the list may be out of date, an error otherwise;"
    " a code that was not valid on the reference date is an error.",
    "element/valid-to": "`open_end` shows in the row, where the dates are compared.",
    "element/fee": "The rule of low confidence stands under `advise`: reported, never asserted. `classification` is an annotation.",
    "dataset/permits": "The rule about two columns also requires the column it tests; see `if`.",
    "classification/grading": "The dataset has an element of grade 2, so its metadata must not say that it is opened.",
    "quality/indicators": "Indicators count the results of checks; they are not part of the schema.",
}


def yaml_to_schema_page() -> str:
    """Return each document of docs/sample.yaml beside what it becomes."""
    text = (DOCS / "sample.yaml").read_text(encoding="utf-8")
    bundle = compile_bundle(DOCS / "sample.yaml")
    head = (
        "# From YAML to JSON Schema\n\n"
        "The documents of [sample.yaml](sample.yaml), a small invented standard, beside what the compiler makes of them."
        " Try it: `dgov-std compile docs/sample.yaml --output /tmp/sample`. Keywords that JSON Schema does not know are explained in"
        " [bundle.md](bundle.md).\n"
    )
    parts = [head]
    for document in text.split("---\n"):
        kind, name = (re.search(rf"^{key}: (.*)$", document, re.MULTILINE)[1] for key in ("kind", "id"))  # type: ignore[index]
        key = f"{kind}/{name}"
        if key in SHOWN:
            parts.append(f"## {kind}: {name}\n\n```yaml\n{document.strip()}\n```\n")
            parts.append(COMMENTS[key] + "\n" if key in COMMENTS else "")
            parts += [_shown(bundle, place) for place in SHOWN[key]]
    base = compile_bundle(ROOT / "examples" / "province", "administrative-licence-organisation")
    override = (ROOT / "examples" / "province" / "overrides.yaml").read_text(encoding="utf-8").split("---\n")[0]
    parts.append(
        f"## An override\n\nFrom [examples/province](../examples/province): it can only tighten.\n\n```yaml\n{override.strip()}\n```\n"
    )
    parts.append(_shown(base, "/$defs/element.remark"))
    return NOTE + "\n".join(part for part in parts if part)


def _shown(bundle: Json, place: str) -> str:
    if place.startswith(":"):
        name, value = place[1:], bundle[place[1:]]
        return f"`{name}` of the bundle:\n\n```json\n{pretty(value)}\n```\n"
    value = bundle["schema"]
    for token in place.split("/")[1:]:
        value = value[token]
    return f"`#{place}`:\n\n```json\n{pretty(value)}\n```\n"


# ---- codes.md --------------------------------------------------------------------------------

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
        f"{zh.topic} · {en.topic} ({UNITS[said.unit]}; {dimension})\n\n"
        f"| | 中文 | English |\n|---|---|---|\n"
        f"| 问题 what | {cell(zh.titles[0])} | {cell(en.titles[0])} |\n"
        f"| 改法 do | {cell(dos[0][0])} | {cell(dos[1][0])} |\n"
        f"| 原因 why | {cell(zh.why)} | {cell(en.why)} |\n"
    )


# ---- parts of other pages --------------------------------------------------------------------


def keywords_part() -> str:
    """Return the table of our keywords, from the vocabulary's meta-schema."""
    rows = []
    for name, schema in vocabulary_schema()["properties"].items():
        if "description" in schema:
            named = vocabulary_schema()["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
            shape = _shape(named)
            rows.append(f"| `{name}` | {cell(shape)} | {cell(schema['description'])} |\n")
    return "| keyword | value | meaning |\n|---|---|---|\n" + "".join(rows)


def _shape(schema: Json) -> str:
    if schema.get("type") == "array":
        return f"list of {_shape(schema['items'])}"
    if "properties" not in schema:
        return str(schema["type"])
    required = set(schema.get("required", []))
    return "{" + ", ".join(name if name in required else f"{name}?" for name in schema["properties"]) + "}"


def excel_part() -> str:
    """Return the table of stored values and their texts, from the module that follows it."""
    doc = excel_number.__doc__ or ""
    return doc[doc.index("| stored") :].strip() + "\n"


def sample_part() -> str:
    """Return the identifier of the README and the schema it becomes."""
    document = (DOCS / "sample.yaml").read_text(encoding="utf-8").split("---\n")[1]
    definition = compile_bundle(DOCS / "sample.yaml")["schema"]["$defs"]["identifier.organisation-code"]
    return f"```yaml\n{document.strip()}\n```\n\n```json\n{pretty(definition)}\n```\n"


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


# ---- authoring.md and metadata.md: pages whose files and commands are run -------------------

FILE = re.compile(r"^`([^`\n]+\.\w+)`[^`\n]*\n\n```\w+\n(.*?)```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(```sh\ndgov-std ([^\n]+)\n```\n\n)([^`]*?(\d)[^`]*```text\n)(.*?)(```)", re.DOTALL)
RECEIPT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b(?!-)")


@contextlib.contextmanager
def page_folder(text: str, language: str) -> Iterator[Path]:
    """Enter a new folder with the files a page shows; a file shown in several blocks is their sum."""
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        for path, body in FILE.findall(text):
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            with Path(path).open("a", encoding="utf-8", newline="\n") as out:
                out.write(body)
        shutil.copytree(ROOT / "examples" / "licences", "examples/licences")
        before = dict(os.environ)
        os.environ.update(DGOV_STD_STATE=str(Path(name) / "state"), DGOV_STD_LANG=language)
        try:
            yield Path(name)
        finally:
            os.environ.clear()
            os.environ.update(before)


def run_command(line: str) -> tuple[int, str]:
    """Run what follows `dgov-std` on a line and return its exit code and what it prints; `> file` writes a file."""
    from dgov_std.cli.group import main_group as group  # noqa: PLC0415 - the slow part
    from dgov_std.cli.shell import run  # noqa: PLC0415

    arguments, _, target = line.partition(" > ")
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run(group, shlex.split(arguments))
    if target:
        Path(target).write_text(said.getvalue(), encoding="utf-8")
        return code, ""
    text = RECEIPT.sub("XXXX-XXXX", said.getvalue())
    return code, "\n".join(line.rstrip() for line in text.rstrip("\n").split("\n")) + "\n"


def with_outputs(text: str, language: str) -> str:
    """Return a page with what its commands print today; the exit codes in its sentences stay as they are."""
    with page_folder(text, language):
        return COMMAND.sub(lambda found: found[1] + found[3] + run_command(found[2])[1] + found[6], text)


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


PAGES: dict[str, Callable[[], str]] = {
    "docs/language.md": lambda: language_page("en"),
    "docs/language.zh.md": lambda: language_page("zh"),
    "docs/yaml-to-schema.md": yaml_to_schema_page,
    "docs/codes.md": codes_page,
}
RUN = {"docs/authoring.md": "en", "docs/authoring.zh.md": "zh", "docs/metadata.md": "en"}
PARTS: dict[str, dict[str, Callable[[], str]]] = {
    "docs/bundle.md": {"keywords": keywords_part},
    "docs/excel.md": {"table": excel_part},
    "docs/metadata.md": {"fields": metadata_part},
    "docs/authoring.md": {"mistakes": lambda: mistakes_part("en")},
    "docs/authoring.zh.md": {"mistakes": lambda: mistakes_part("zh")},
    "README.md": {"summary": lambda: summary_part("en"), "sample": sample_part},
    "README.zh.md": {"summary": lambda: summary_part("zh"), "sample": sample_part},
}


def page(name: str) -> str:
    """Return a page as it should be."""
    if name in PAGES:
        return PAGES[name]().rstrip("\n") + "\n"
    text = (ROOT / name).read_text(encoding="utf-8")
    for part, build in PARTS[name].items():
        start, end = f"<!-- generated: {part} -->\n", "<!-- end -->\n"
        before, _, rest = text.partition(start)
        if not rest:
            msg = f"{name}: no place for {part}"
            raise ValueError(msg)
        text = f"{before}{start}\n{build()}\n{end}{rest.partition(end)[2]}"
    return with_outputs(text, RUN[name]) if name in RUN else text


def main() -> None:
    """Write every page."""
    for name in [*PAGES, *PARTS]:
        (ROOT / name).write_text(page(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
