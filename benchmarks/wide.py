"""A table of many columns, invented: codes, dates, amounts and categories in turn; and the standard for it."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

KINDS = (
    'pattern: "[0-9]{6}"',
    "date: [YYYY-MM-DD]",
    'decimal: {total_digits: 10, fraction_digits: 2, minimum: "0"}',
    'enum: ["01", "02", "03", "04"]',
)
HEAD = """kind: standard
id: wide-{columns}
title: {{zh: 宽表（虚构）, en: Wide table (invented)}}
source: {{standard: 基准测试（虚构）, confidence: high}}
"""
ELEMENT = """---
kind: element
id: item-{number}
title: {{zh: 指标{number}, en: Item {number}}}
source: {{standard: 基准测试（虚构）, confidence: high}}
{kind}
"""
DATASET = """---
kind: dataset
id: wide
title: {zh: 宽表, en: Wide table}
source: {standard: 基准测试（虚构）, confidence: high}
elements:
"""


def standard(columns: int) -> str:
    """Return the YAML of a standard with one dataset of this many columns, every fifth required."""
    elements = (ELEMENT.format(number=number, kind=KINDS[number % 4]) for number in range(columns))
    uses = (f"  - {{use: item-{number}{', required: true' if number % 5 == 0 else ''}}}\n" for number in range(columns))
    return HEAD.format(columns=columns) + "".join(elements) + DATASET + "".join(uses)


def lines(rows: int, columns: int) -> Iterator[str]:
    """Yield the lines of the table; 4,096 cells of each kind are drawn once and dealt out."""
    rng = random.Random(20240601)
    cells = (
        [f"{rng.randrange(10**6):06}" for _ in range(4096)],
        [f"{rng.randrange(1990, 2030)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}" for _ in range(4096)],
        [f"{rng.randrange(10**6)}.{rng.randrange(100):02}" for _ in range(4096)],
        [f"0{rng.randrange(1, 5)}" for _ in range(4096)],
    )
    yield ",".join(f"指标{number}" for number in range(columns))
    for row in range(rows):
        yield ",".join(cells[column % 4][(row * 31 + column * 7) % 4096] for column in range(columns))


def main() -> None:
    """Write the table and, as a folder beside it, its standard."""
    parser = argparse.ArgumentParser(description="Write a wide table and its standard.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--columns", type=int, required=True)
    asked = parser.parse_args()
    folder = asked.path.with_suffix("")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "standard.yaml").write_text(standard(asked.columns), encoding="utf-8")
    with asked.path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in lines(asked.rows, asked.columns))


if __name__ == "__main__":
    main()
