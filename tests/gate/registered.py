"""Files of two invented registers: one with a key that may be told, one whose key is personal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dgov_std.api.check import check
from dgov_std.api.gating import rules_of, write_baseline
from dgov_std.api.options import Options
from dgov_std.gate.baseline import Section
from dgov_std.report.gate import Gate

STANDARD = Path(__file__).parent / "registers"
AS_OF = "2026-10-31"
PERMITS, PEOPLE = ("登记号", "类别", "金额"), ("持有人", "登记号", "类别")


def written(path: Path, rows: Iterable[Sequence[str]], header: Sequence[str] = PERMITS) -> Path:
    lines = (",".join(row) for row in (header, *rows))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def permits(path: Path, count: int, **wrong: str) -> Path:
    """A register of so many permits; `n7="9"` gives the seventh another kind."""
    rows = ((f"P{i}", wrong.get(f"n{i}", "1"), "1.00") for i in range(1, count + 1))
    return written(path, rows)


def known(path: Path, **options: Any) -> Section:
    """What a baseline would hold of a file."""
    found: list[Section] = []
    check(path, standard=options.pop("standard", STANDARD), options=Options(as_of=AS_OF, sections=found.append, **options))
    (section,) = found
    return section


def baseline(path: Path, *files: Path) -> Path:
    write_baseline(path, [known(each) for each in files])
    return path


def judged(path: Path, *, jobs: int = 2, **rules: Any) -> Gate:
    options = Options(as_of=AS_OF, gate=rules_of(day=AS_OF, **rules), jobs=jobs)
    gate = check(path, standard=STANDARD, options=options).gate
    assert gate is not None
    return gate
