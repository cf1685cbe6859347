"""The cases beside this file: `cases/<keyword>.json`, rows as texts, verdicts by the specification."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"
DRAFT_07 = "draft-07"


@dataclass(frozen=True)
class Case:
    """One schema and what it says of rows; or `refused`: where the engine finds what it cannot execute."""

    file: str
    description: str
    schema: Any
    columns: list[str]
    tests: list[dict[str, Any]]
    refused: str | None

    @property
    def id(self) -> str:
        return f"{self.file}: {self.description}"

    @property
    def draft(self) -> int:
        return 7 if isinstance(self.schema, dict) and DRAFT_07 in self.schema.get("$schema", "") else 2020

    @property
    def of_rows(self) -> bool:
        """Whether the schema is of an array of records: tests have `rows` instead of a `row`."""
        return any("rows" in test for test in self.tests)


def cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            tests = case.get("tests", [])
            labels = dict.fromkeys(label for test in tests for row in rows_of(test) for label in row)
            yield Case(
                path.stem,
                case["description"],
                case["schema"],
                case.get("columns") or list(labels),
                tests,
                case.get("refused"),
            )


def rows_of(test: dict[str, Any]) -> list[dict[str, str]]:
    return test["rows"] if "rows" in test else [test["row"]]
