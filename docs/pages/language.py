"""language.md: the reference of the YAML language, from the JSON Schemas of its kinds."""

from __future__ import annotations

from collections.abc import Iterator

from dgov_std.standard import KINDS, kind_schema
from docs.pages.markdown import NOTE, Json, cell

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
