"""Check one file by us and by frictionless-py and list every cell they judge differently.

    python tests/foreign/compare_frictionless.py DATA SCHEMA [--all]

Wants frictionless installed beside dgov-std. Prints, per field and constraint, in how many cells both
object, only we do, and only frictionless does, then the differing cells (a few of each; `--all` lists
all). A cell counts once on each side for a constraint; row numbers count the header as row 1.
`example` properties are taken out for frictionless, which refuses a schema whose examples it cannot read.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from dgov_std.api.examine import examine
from dgov_std.api.opening import open_data
from dgov_std.api.options import Options
from dgov_std.foreign.table_schema import table_schema_bundle

Cell = tuple[int, str, str]  # row, field, constraint
_SHOWN = 5
_KEYS = {"primary-key": "primaryKey", "unique-error": "unique", "foreign-key": "foreignKeys"}


STAINS = ("TYP905", "TYP906")


def ours(data: Path, schema: dict[str, Any]) -> tuple[set[Cell], list[str]]:
    """Return the cells we object to, and what we say of the file as a whole."""
    bundle = table_schema_bundle(schema, data.stem)
    options = Options()
    table = open_data(data, options)
    try:
        examined = examine(table, bundle, options, data, keep_flawed=True)
        findings = {finding.number: finding for finding in examined.report.findings}
        found: set[Cell] = set()
        for flaw in examined.flaws():
            finding = findings[flaw.finding]
            # What garbles or hides characters is one finding of all its columns: each cell is of its own column's checks.
            labels = {column.label for column in examined.report.columns if column.index == flaw.column}
            for check in finding.checks:
                field, _, constraint = check.rpartition(".")
                if finding.code not in STAINS or field in labels:
                    found.add((flaw.row, field, constraint or check))
        whole = [f"{f.code} {f.facts}" for f in findings.values() if f.unit == "file"]
    finally:
        table.close()
    return found, whole


def theirs(data: Path, schema: dict[str, Any]) -> tuple[set[Cell], list[str]]:
    """Return the cells frictionless objects to, and what it says of the file as a whole."""
    import frictionless

    plain = {**schema, "fields": [{k: v for k, v in field.items() if k != "example"} for field in schema["fields"]]}
    frictionless.system.trusted = True
    resource = frictionless.Resource(path=str(data), schema=frictionless.Schema.from_descriptor(plain))
    report = resource.validate(limit_errors=10**9)
    found: set[Cell] = set()
    whole = [str(error.note) for error in report.errors]
    for row, field, kind, note in report.flatten(["rowNumber", "fieldName", "type", "note"]):
        if row is None:
            whole.append(f"{kind}: {note}")
        else:
            named = re.search(r'constraint "(\w+)"', note or "")
            found.add((row, field or "", named.group(1) if named else _KEYS.get(kind, kind.removesuffix("-error"))))
    return found, whole


def compare(data: Path, schema: dict[str, Any], *, everything: bool = False) -> str:
    """Return the comparison as text."""
    (we, about), (they, their_about) = ours(data, schema), theirs(data, schema)
    lines = [f"we, of the file: {text}" for text in about] + [f"frictionless, of the file: {text}" for text in their_about]
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for i, part in enumerate((we & they, we - they, they - we)):
        for _, field, constraint in part:
            counts[field, constraint][i] += 1
    lines.append(f"{'field':32} {'constraint':16} {'both':>7} {'only we':>8} {'only frictionless':>18}")
    for (field, constraint), (both, us, them) in sorted(counts.items()):
        lines.append(f"{field:32} {constraint:16} {both:7} {us:8} {them:18}")
    for title, part in (("only we", we - they), ("only frictionless", they - we)):
        groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, field, constraint in sorted(part):
            groups[field, constraint].append(row)
        for (field, constraint), rows in sorted(groups.items()):
            shown = rows if everything else rows[:_SHOWN]
            more = "" if len(shown) == len(rows) else f" … {len(rows)} in all"
            lines.append(f"{title}: {field} {constraint} in rows {', '.join(map(str, shown))}{more}")
    return "\n".join(lines)


def main() -> None:
    """Read the arguments and print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("schema", type=Path)
    parser.add_argument("--all", action="store_true")
    given = parser.parse_args()
    schema = json.loads(given.schema.read_text(encoding="utf-8"))
    sys.stdout.write(compare(given.data, schema, everything=given.all) + "\n")


if __name__ == "__main__":
    main()
