"""Write foreign schemas, rows as JSON and the engine's verdicts, for ajv to judge: foreign.py PACKAGES FILE.

Three sorts: the cases of tests/foreign, random schemas of the property test inside the promised subset, and
schemas published in packages, unpacked in the folder PACKAGES (see published.json).
Modules beside the tests are found through PYTHONPATH (see run).
The file is JSON: {"documented": […], "documents": [{"name", "sort", "draft", "schema", "rows", "verdicts", "differs"}, …]};
`documented` are the differences docs/json-schema.md lists, `differs` names per row the one it shows, or null.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from case_files import cases, rows_of
from hypothesis import HealthCheck, Phase, given, seed, settings
from judging import bundle_of, by_engine, by_reference, instances
from published import published
from random_schemas import FILES, NUMBERS, STRAY, TEXTS, schemas

from dgov_std.reference.numbers import json_text

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261031
RANDOM = 200
PUBLISHED = 20
ROWS = 24
CELLS = [*TEXTS, *NUMBERS, *STRAY, *[""] * 20]
Document = dict[str, Any]


def of_cases() -> Iterator[Document]:
    """The cases, array forms as documents of one array."""
    for case in cases():
        if case.refused is not None:
            continue
        bundle = bundle_of(case.schema)
        found: list[Any] = [instances(bundle, rows_of(test), case.columns) for test in case.tests]
        yield {
            "name": case.id,
            "sort": "cases",
            "draft": case.draft,
            "schema": case.schema,
            "rows": found if case.of_rows else [one for (one,) in found],
            "verdicts": [test["valid"] for test in case.tests],
            "differs": [test.get("differs", {}).get("ajv") for test in case.tests],
        }


def of_chance() -> list[Document]:
    """Random schemas with rows of both verdicts; what ajv judges by doubles is left to the cases."""
    found: list[Document] = []
    dice = random.Random(SEED)

    @seed(SEED)
    @settings(
        max_examples=8 * RANDOM,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(schemas(), FILES)
    def collect(schema: Any, columns: list[str]) -> None:
        if len(found) >= RANDOM or _fractional_step(schema):
            return
        some = [{name: dice.choice(CELLS) for name in columns} for _ in range(ROWS)]
        some = [row for row in some if any(row.values())]
        if len(set(by_engine(bundle_of(schema), some, columns, None))) == 2:
            found.append(document(f"random {len(found)}", "random", schema, some, columns))

    collect()
    return found


def _fractional_step(schema: Any) -> bool:
    text = json.dumps(schema)
    return any(f'"multipleOf": {step}' in text for step in (0.1, 0.01))


def document(name: str, sort: str, schema: Any, some: list[dict[str, str]], columns: list[str]) -> Document:
    """One schema with the engine's verdicts, after asking `jsonschema` (the reference) for the same."""
    bundle = bundle_of(schema)
    verdicts = by_engine(bundle, some, columns, None)
    if by_reference(bundle, some, columns) != verdicts:
        sys.exit(f"{name}: the reference differs")
    return {
        "name": name,
        "sort": sort,
        "draft": 7 if "draft-07" in schema.get("$schema", "") else 2020,
        "schema": schema,
        "rows": instances(bundle, some, columns),
        "verdicts": verdicts,
        "differs": [None] * len(some),
    }


def main(packages: Path, target: Path) -> None:
    """Generate, judge, write."""
    chance = of_chance()
    public = [document(name, "published", *rest) for name, *rest in published(packages)]
    plain = [one["name"] for one in public if len(set(one["verdicts"])) < 2]
    if len(chance) < RANDOM or len(public) < PUBLISHED or plain:
        sys.exit(f"{len(chance)} random schemas, {len(public)} published ones, without rows of both verdicts: {plain}")
    documents = [*of_cases(), *chance, *public]
    body = ",\n".join(_text(one) for one in documents)
    target.write_text(f'{{"documented": {json.dumps(documented())}, "documents": [{body}]}}\n', encoding="utf-8")


def documented() -> list[str]:
    """The differences of ajv that the documentation lists."""
    table = (ROOT / "docs" / "json-schema.md").read_text(encoding="utf-8").partition("## Documented differences")[2]
    rows = re.findall(r"^\| `([\w-]+)` \| ([\w, ]+) \|", table, re.MULTILINE)
    return [name for name, tools in rows if "ajv" in tools.split(", ")]


def _text(one: Document) -> str:
    found = "[" + ",".join(_rows(row) for row in one["rows"]) + "]"
    rest = json.dumps({key: value for key, value in one.items() if key != "rows"})
    return f'{rest[:-1]}, "rows": {found}}}'


def _rows(row: Any) -> str:
    return "[" + ",".join(json_text(one) for one in row) + "]" if isinstance(row, list) else json_text(row)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
