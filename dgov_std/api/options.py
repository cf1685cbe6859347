"""How to read a table, and what to do besides checking it."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgov_std.engine.store import MEMORY
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Language, Text

if TYPE_CHECKING:
    from dgov_std.api.references import Given
    from dgov_std.gate.baseline import Section
    from dgov_std.gate.rules import Rules
    from dgov_std.report.values import Basis


@dataclass(frozen=True, slots=True)
class Options:
    """How to read and what to do besides checking; see the command line's options.

    `references` are the other tables by name, `key_memory` the bytes their keys may take in memory
    before they go to disk. `codelists` are files of codes by the id of a list that the standard
    declares external. `approve` is told against what the input is about to be checked, and may refuse by raising;
    `watch` is told how many bytes (of a text) or rows (of other files) were read next. `gate` are the rules by which
    a pipeline judges the report (`dgov_std.api.gating.rules_of`), `place` is what a run of several inputs calls this one,
    `sections` is told what a baseline would hold of it.
    """

    schema: str | os.PathLike[str] | Mapping[str, Any] | None = None
    dataset: str | None = None
    as_of: str | None = None
    metadata: Mapping[str, str] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    header_rows: int | None = None
    skip_rows: int | None = None
    cells: str | None = None
    jobs: int = 2
    show_values: bool = False
    workbook: Path | None = None
    instance: Path | None = None
    failing_rows: tuple[Path, ...] = ()
    references: Mapping[str, Given] = field(default_factory=dict)
    codelists: Mapping[str, str | os.PathLike[str]] = field(default_factory=dict)
    key_memory: int = MEMORY
    several: bool = False
    language: Language = "zh"
    approve: Callable[[Basis], None] | None = None
    watch: Callable[[int], None] | None = None
    gate: Rules | None = None
    place: str | None = None
    sections: Callable[[Section], None] | None = None

    def recorded(self) -> dict[str, str]:
        """Return the options a verdict depends on, as the report records them."""
        chosen = {
            "as_of": self.as_of,
            "dataset": self.dataset,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "sheet": self.sheet,
            "header_row": _written(self.header_row),
            "header_rows": _written(self.header_rows),
            "skip_rows": _written(self.skip_rows),
            "range": self.cells,
            "metadata": "yes" if self.metadata is not None else None,
            "show_values": "yes" if self.show_values else None,
        }
        return {name: value for name, value in chosen.items() if value is not None}


def _written(number: int | None) -> str | None:
    return None if number is None else str(number)


_DATE = re.compile(r"([0-9]{4})(?:([0-9]{2})([0-9]{2})|[-/年]([0-9]{1,2})[-/月]([0-9]{1,2})日?)")


def reference_date(given: str | datetime.date | None) -> str | None:
    """Return a reference date as ISO text; `2026/10/31`, `20261031` and `2026年10月31日` are read, too.

    Raises UsageError for anything that is no date.
    """
    if given is None:
        return None
    if isinstance(given, datetime.date):
        return given.isoformat()[:10]
    written = _DATE.fullmatch(given) if isinstance(given, str) else None
    try:
        found = datetime.date(*map(int, filter(None, written.groups()))).isoformat() if written else ""
    except ValueError:
        found = ""
    if not found:
        raise UsageError(
            Problem(
                Text(f"“{given}”不是日期", f"{given!r} is no date"),
                where="--as-of",
                todo=Text("写成 2026-10-31 的形式", "write it as 2026-10-31"),
            )
        )
    return found
