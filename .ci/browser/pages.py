"""Writes the pages that the browser opens: pages.py FOLDER."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd

import dgov_std

ROOT = Path(__file__).resolve().parents[2]
LICENCES = ROOT / "examples" / "licences"
METADATA = {"provider": "某县行政审批局", "time-range": "2026年10月"}


def licence(name: str, **options: Any) -> dgov_std.Report:
    """Check one of the examples."""
    return dgov_std.check(LICENCES / f"{name}.csv", standard="licence-publicity", as_of="2026-10-31", **options)


def wide() -> dgov_std.Report:
    """Check 400 columns, each with a fault of its own."""
    names = [f"第{i}栏" for i in range(400)]
    schema = {"type": "object", "properties": {name: {"type": "string", "maxLength": 3} for name in names}}
    frame = pd.DataFrame({name: ["12", "123", "1234" if i % 3 else "太长太长太长"] for i, name in enumerate(names)})
    return dgov_std.check(frame, schema=schema)


def bare(folder: Path) -> dgov_std.Report:
    """Check a file with a header and no rows."""
    path = folder / "只有表头.csv"
    path.write_text(
        (LICENCES / "good-organisations.csv").read_text(encoding="utf-8").split("\n", 1)[0] + "\n", encoding="utf-8"
    )
    return dgov_std.check(path, standard="licence-publicity")


def samples() -> dict[str, Any]:
    """Return the reports of the render tests: unfinished, hostile, crowded …."""
    spec = importlib.util.spec_from_file_location("sample_report", ROOT / "tests" / "render" / "sample_report.py")
    if spec is None or spec.loader is None:
        raise ImportError("tests/render/sample_report.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["sample_report"] = module
    spec.loader.exec_module(module)
    return {name: dgov_std.Report(make()) for name, make in module.ALL.items()}


def main(folder: Path) -> None:
    """Write every page in both languages, and the list of them."""
    folder.mkdir(parents=True, exist_ok=True)
    reports = {
        "pass": licence("good-organisations", metadata=METADATA),
        "faults": licence("bad-organisations", metadata=METADATA),
        "persons": licence("bad-persons"),
        "wide": wide(),
        "bare": bare(folder),
        **samples(),
    }
    pages = []
    for name, report in reports.items():
        for language in ("zh", "en"):
            data = report.render("html", language=language)
            (folder / f"{name}.{language}.html").write_bytes(data)
            pages.append({"page": f"{name}.{language}", "findings": len(report.findings), "language": language})
    (folder / "pages.json").write_text(json.dumps(pages), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
