"""Do the tools find the same? Failing cells per check, ours from the report, theirs as printed by benchmarks/peers."""

from __future__ import annotations

import json
from pathlib import Path

KINDS = {
    "TYP101": "required",
    "TYP201": "date",
    "TYP202": "decimal",
    "TYP203": "decimal",
    "TYP204": "decimal",
    "TYP205": "pattern",
    "TYP206": "length",
    "TYP207": "length",
}
FAMILIES = {"COD": "codes", "IDN": "identifier"}


def ours(report: Path) -> dict[str, int]:
    """Return the failing cells of a report by `element.kind`, or by the id of the rule or key."""
    counts: dict[str, int] = {}
    for check in json.loads(report.read_text(encoding="utf-8"))["checks"]:
        if check["status"] != "ran" or not check["failed"]:
            continue
        kind = KINDS.get(check["code"]) or FAMILIES.get(check["code"][:3])
        element = str(check["element"]).removesuffix("-shape").removesuffix("-range")
        key = f"{element}.{kind}" if kind else check["id"]
        counts[key] = counts.get(key, 0) + check["failed"]
    return counts


def differences(report: Path, printed: str) -> list[str]:
    """Return where the two disagree, in words; empty when they agree."""
    mine, theirs = ours(report), {key: count for key, count in json.loads(printed.splitlines()[-1]).items() if count}
    return [
        f"{key}: dgov-std {mine.get(key, 0)}, the other {theirs.get(key, 0)}"
        for key in sorted(mine.keys() | theirs.keys())
        if mine.get(key, 0) != theirs.get(key, 0)
    ]
