"""`jsonschema` as it comes, on the same cases: it differs where docs/json-schema.md says so, and only there."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
from case_files import Case, cases, rows_of
from judging import bundle_of, instances
from referencing import Registry

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "json-schema.md").read_text(encoding="utf-8")
DOUBLES = "doubles"


def documented(tool: str) -> set[str]:
    rows = re.findall(r"^\| `([\w-]+)` \| ([\w, ]+) \|", DOCS.partition("## Documented differences")[2], re.MULTILINE)
    return {name for name, tools in rows if tool in tools.split(", ")}


def test_jsonschema_differs_where_documented():
    seen, wrong = set(), []
    for case in cases():
        if case.refused is not None:
            continue
        for test, verdict in zip(case.tests, judged(case), strict=True):
            marks = test.get("differs", {})
            if verdict != test["valid"] and "jsonschema" in marks:
                seen.add(marks["jsonschema"])
            elif (verdict != test["valid"]) != ("jsonschema" in marks) and marks.get("ajv") not in {DOUBLES, "multipleOf"}:
                wrong.append((case.id, test["description"], verdict))
    assert wrong == []
    assert seen == documented("jsonschema")


def test_every_difference_marked_for_ajv_is_documented():
    marked = {test["differs"]["ajv"] for case in cases() for test in case.tests if "ajv" in test.get("differs", {})}
    assert marked == documented("ajv")


def judged(case: Case) -> list[Any]:
    bundle = bundle_of(case.schema)
    schema = {key: value for key, value in case.schema.items() if key != "$schema"}
    cls = jsonschema.Draft7Validator if case.draft == 7 else jsonschema.Draft202012Validator
    validator = cls(schema, registry=Registry())
    verdicts: list[Any] = []
    for test in case.tests:
        rows = [
            {name: plain(value) for name, value in row.items()} for row in instances(bundle, rows_of(test), case.columns)
        ]
        try:
            verdicts.append(validator.is_valid(rows if case.of_rows else rows[0]))
        except re.error:
            verdicts.append("a pattern that Python does not read")
    return verdicts


def plain(value: Any) -> Any:
    """Numbers as a JSON reader gives them: integers exact, others doubles."""
    if not isinstance(value, Decimal):
        return value
    text = str(value)
    return int(text) if re.fullmatch("-?[0-9]+", text) else float(text)
