"""The bundles of licences and penalties, and rows that Hypothesis bends: shared by the engine's tests."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import strategies as st

from dgov_std.api.library import bundles_of
from dgov_std.bind import bind_header
from dgov_std.dataset.block import Batch

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2026-10-31"


@cache
def bundle(dataset: str) -> dict[str, Any]:
    standard = "penalty-publicity" if "penalty" in dataset else "licence-publicity"
    return bundles_of(str(ROOT / "standards" / standard))[dataset]


@cache
def rows_of(name: str, dataset: str) -> list[dict[str, str]]:
    """The rows of an example file, by element id, empty cells left out."""
    path = ROOT / "examples" / ("penalties" if "penalty" in dataset else "licences") / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *records = list(csv.reader(file))
    places = bind_header(header, bundle(dataset)["binding"]).places
    return [{e: r[i] for e, i in places.items() if i < len(r) and r[i]} for r in records if any(r)]


def columns_of(dataset: str) -> list[str]:
    return [column["id"] for column in bundle(dataset)["binding"]["columns"]]


def batch_of(rows: list[dict[str, str]], columns: list[str], first: int = 1) -> Batch:
    arrays = tuple(pa.array([row.get(name) for row in rows], pa.string()) for name in columns)
    return Batch(arrays, first, np.arange(first + 1, first + 1 + len(rows), dtype=np.int64))


def bent_rows(dataset: str, examples: list[str]) -> st.SearchStrategy[list[dict[str, str]]]:
    """Rows of the examples with cells swapped between rows and columns, removed or changed."""
    known = [row for name in examples for row in rows_of(name, dataset)]
    cells = sorted({cell for row in known for cell in row.values() if len(cell) < 200})
    columns = columns_of(dataset)
    changes = st.lists(
        st.tuples(
            st.sampled_from(columns),
            st.one_of(st.none(), st.sampled_from(cells), st.text("0123456789X-年／１ #N/A", min_size=1, max_size=18)),
        ),
        max_size=4,
    )

    def bend(row: dict[str, str], edits: list[tuple[str, str | None]]) -> dict[str, str]:
        bent = dict(row)
        for column, cell in edits:
            if cell is None:
                bent.pop(column, None)
            else:
                bent[column] = cell
        return bent or {columns[0]: "x"}

    return st.lists(st.builds(bend, st.sampled_from(known), changes), min_size=1, max_size=12)
