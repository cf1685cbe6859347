"""Write the plain schema of every shipped dataset, bound rows, and our verdict on the standard keywords.

Usage: rows.py FILE. The file is JSON: [{"schema": …, "rows": […], "verdicts": [true, …]}, …].
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend
from referencing import Registry

from dgov_std import check, compile_bundle, load_standard
from dgov_std.reference.cells import CELL_KEYWORDS
from dgov_std.reference.setting import Setting
from dgov_std.reference.validator import row_passes
from dgov_std.schema.bundle import plain_schemas

ROOT = Path(__file__).resolve().parents[2]
# (standard, dataset, folder of examples, kind of example)
EXAMPLES = [
    (f"{act}-publicity", f"administrative-{act}-{whose}", {"licence": "licences", "penalty": "penalties"}[act], f"{whose}s")
    for act in ("licence", "penalty")
    for whose in ("organisation", "person")
]
STRANGE = ["", " ", "#N/A", "１２３", "2024-02-30", "00000000000000000X", "a\nb", "中" * 300, "\U0001f600", "911101\n"]
AS_OF = "2026-10-31"
BENT = 2000


def bound_rows(path: Path, bundle: dict[str, Any], aside: Path) -> list[dict[str, str]]:
    """Return the rows of a file as `check --emit-instance` writes them for other validators."""
    check(path, standard=bundle, instance=aside)
    rows: list[dict[str, str]] = json.loads(aside.read_bytes())["rows"]
    aside.unlink()
    return rows


def bent_rows(rows: list[dict[str, str]], columns: list[str]) -> Iterator[dict[str, str]]:
    """Yield rows with cells of other rows and columns, or strange ones, in them; the same in every run."""
    dice = random.Random(20261031)
    for _ in range(BENT):
        row = dict(dice.choice(rows))
        for column in dice.sample(columns, dice.randint(1, 3)):
            other = dice.choice(rows)
            cell = dice.choice([dice.choice(STRANGE), other.get(column, ""), dice.choice(list(other.values()) or [""])])
            row.pop(column, None)
            if cell:
                row[column] = cell
        yield row


def judge_of(schema: dict[str, Any], setting: Setting) -> Any:
    """Return a validator of the standard keywords only, with our `pattern` for jsonschema's."""

    def pattern(_: Any, value: str, instance: Any, __: Any) -> Iterator[ValidationError]:
        if isinstance(instance, str) and not CELL_KEYWORDS["pattern"](value, instance, setting):
            yield ValidationError("pattern")

    validator = extend(Draft202012Validator, {"pattern": pattern})
    return validator({"$ref": "#/$defs/row", "$defs": schema["$defs"]}, registry=Registry())


def main(target: Path) -> None:
    """Compile, read, judge, write."""
    cases = []
    for name, dataset, folder, kind in EXAMPLES:
        bundle = compile_bundle(load_standard(ROOT / "standards" / name), dataset)
        setting = Setting(bundle["codelists"], AS_OF)
        schema = plain_schemas(bundle)["rows"]
        files = [ROOT / "examples" / folder / f"{quality}-{kind}.csv" for quality in ("good", "bad")]
        rows = [row for file in files for row in bound_rows(file, bundle, target.with_suffix(".aside"))]
        rows += list(bent_rows(rows, [column["id"] for column in bundle["binding"]["columns"]]))
        standard_keywords = judge_of(schema, setting)
        verdicts = [bool(standard_keywords.is_valid(row)) for row in rows]
        # What a foreign validator rejects, we reject.
        wrong = [
            row
            for row, verdict in zip(rows, verdicts, strict=True)
            if not verdict and row_passes(bundle["schema"], row, setting)
        ]
        if wrong:
            sys.exit(f"{dataset}: passes with our keywords, fails without: {wrong[0]}")
        cases.append({"schema": schema, "rows": rows, "verdicts": verdicts})
    target.write_text(json.dumps(cases, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
