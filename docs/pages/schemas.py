"""yaml-to-schema.md and the parts of pages that show schemas."""

from __future__ import annotations

import re

from dgov_std.api.library import compile_bundle
from dgov_std.schema.vocabulary import vocabulary_schema
from docs.pages.markdown import DOCS, NOTE, ROOT, Json, cell, pretty

SHOWN: dict[str, tuple[str, ...]] = {
    "standard/sample": ("/$id", ":standard"),
    "identifier/organisation-code": ("/$defs/identifier.organisation-code",),
    "codelist/division": (":codelists",),
    "element/holder-code": ("/$defs/element.holder-code",),
    "element/district": ("/$defs/element.district",),
    "element/valid-to": ("/$defs/element.valid-to",),
    "element/fee": ("/$defs/element.fee",),
    "codelist/measure": (),
    "element/measures": ("/$defs/element.measures",),
    "codelist/working-days": (),
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
    "codelist/strength": (),
    "mapping/measure-to-strength": (),
}
COMMENTS = {
    "codelist/division": "A code list is not part of the schema. It lies in the bundle, and `codeList` refers to it.",
    "element/district": "Three rules from one line: an unknown code is a warning while the list may be out of date, an error otherwise;"
    " a code that was not valid on the reference date is an error.",
    "element/valid-to": "`open_end` shows in the row, where the dates are compared.",
    "element/fee": "The rule of low confidence stands under `advise`: reported, never asserted. `classification` is an annotation.",
    "codelist/measure": "Two editions in one list: `valid_to` is the first day a code is no longer valid.",
    "element/measures": "A cell holds several codes: every part between separators is one. That each was valid on the day in another"
    " column shows in the row, as `codeListOn`. A cell is blamed once: for a part that is no code, or else for one that was not valid.",
    "codelist/working-days": "Days are of kind `holiday` (off) or `workday` (a weekend day worked); all others are worked from Monday to"
    " Friday. A year of kind `year`, or `known_from` and `known_until`, say which days the list covers; rows that leave it are not"
    " evaluated. Without the list its rules are skipped, saying so: the verdict stands, unless one of them is of error severity.",
    "dataset/permits": "The rule about two columns also requires the column it tests; see `if`.",
    "classification/grading": "The dataset has an element of grade 2, so its metadata must not say that it is opened.",
    "quality/indicators": "Indicators count the results of checks; they are not part of the schema.",
    "mapping/measure-to-strength": "A mapping checks nothing: `dgov-std codes measure 3 --to strength` translates with it.",
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


def sample_part() -> str:
    """Return the identifier of the README and the schema it becomes."""
    document = (DOCS / "sample.yaml").read_text(encoding="utf-8").split("---\n")[1]
    definition = compile_bundle(DOCS / "sample.yaml")["schema"]["$defs"]["identifier.organisation-code"]
    return f"```yaml\n{document.strip()}\n```\n\n```json\n{pretty(definition)}\n```\n"
