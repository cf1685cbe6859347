"""Tables already in memory: Arrow tables and pandas frames, as text by the same table as workbooks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from dgov_std.dataset.arrow_text import text_of
from dgov_std.dataset.aside import set_aside
from dgov_std.dataset.block import Batch, Block
from dgov_std.dataset.excel_number import number_text
from dgov_std.dataset.table import Form
from dgov_std.errors import InputError, Problem, missing_package
from dgov_std.text import Text

if TYPE_CHECKING:
    import pandas as pd

_ROWS = 16_384


class FrameTable:
    """A table in memory as a `Table`. Rows are numbered as if the header were row 1 of a sheet."""

    def __init__(self, name: str, data: pa.Table, form: Form) -> None:
        """Take a table whose columns are all `pa.string()`."""
        self.name = name
        self.header = tuple(data.column_names)
        self.form = form
        self._data = data

    def blocks(self) -> Iterator[Block | Batch]:
        """Yield the rows in Batches."""
        for start in range(0, self._data.num_rows, _ROWS):
            piece = self._data.slice(start, _ROWS)
            columns = tuple(_one(column) for column in piece.columns)
            rows = np.arange(start + 2, start + 2 + piece.num_rows, dtype=np.int64)
            last = start + _ROWS >= self._data.num_rows
            yield set_aside(Batch(columns, start + 1, rows), self.header, last=last)

    def parse(self, block: Block | Batch) -> Batch:
        """Return the Batch itself."""
        if isinstance(block, Batch):
            return block
        raise TypeError(block)

    def fingerprint(self) -> tuple[int, str] | None:
        """Return None: memory has no bytes of a file."""
        return None

    def close(self) -> None:
        """Do nothing."""


def table_from_arrow(data: pa.Table, name: str = "arrow") -> FrameTable:
    """Return an Arrow table as a `Table`.

    Text stays, integers become digits, floats follow `excel_number`, dates become ISO 8601, truth
    values TRUE and FALSE; null and NaN are missing. A time zone is dropped: the wall time stays.

    Raises:
        InputError: a column is of a type that is no cell (lists, structs, bytes …).
    """
    columns = [_text_column(data.column(index), str(data.column_names[index])) for index in range(data.num_columns)]
    return _table(name, data.column_names, columns, "arrow")


def table_from_pandas(data: pd.DataFrame, name: str = "pandas") -> FrameTable:
    """Return a pandas frame as a `Table`; the index is no column. See `table_from_arrow`.

    Raises:
        InputError: a column holds values that are no cell.
    """
    columns = []
    labels = [str(label) for label in data.columns]
    for index, label in enumerate(labels):
        series = data.iloc[:, index]
        if series.dtype == object:
            column: pa.Array[Any] = pa.array([_object_text(one, label) for one in series], pa.string())
        else:
            column = pa.Array.from_pandas(series)
        chunked = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
        columns.append(_text_column(chunked, label))
    return _table(name, labels, columns, "pandas")


def _table(name: str, labels: list[str], columns: list[pa.ChunkedArray[Any]], kind: str) -> FrameTable:
    if not columns:
        raise InputError(
            Problem(
                Text("表中没有任何列", "the table has no columns"), name, Text("请提供带列的表", "hand in one with columns")
            )
        )
    return FrameTable(name, pa.Table.from_arrays(columns, names=labels), Form(kind))


def _one(column: pa.ChunkedArray[Any]) -> pa.Array[Any]:
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks)


def _text_column(column: pa.ChunkedArray[Any], label: str) -> pa.ChunkedArray[Any]:
    if not column.num_chunks:
        column = pa.chunked_array([pa.array([], column.type)])
    return pa.chunked_array([text_of(chunk, label) for chunk in column.chunks], pa.string())


def _object_text(value: object, label: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if type(value).__name__ == "NAType" or value != value:  # noqa: PLR0124  (NA, NaN, NaT)
        return None
    if isinstance(value, bool | np.bool_):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, float | np.floating):
        return number_text(float(value)) or None
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.datetime):
        return _moment(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    raise InputError(
        Problem(
            Text(
                f"列“{label}”含有不是单元格值的内容({type(value).__name__})",
                f'column "{label}" holds something that is no cell value ({type(value).__name__})',
            ),
            label,
            Text("请先转换为文本、数字或日期", "convert it to text, numbers or dates first"),
        )
    )


def _moment(value: datetime.datetime) -> str:
    wall = value.replace(tzinfo=None)
    return wall.date().isoformat() if wall.time() == datetime.time() else wall.isoformat(" ")


def frame_of(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return records of equal keys as a pandas frame. Raises MissingPackageError without pandas."""
    try:
        import pandas as pd  # noqa: PLC0415  (half a second, and only frames need it)
    except ModuleNotFoundError as error:
        raise missing_package(error) or error from None

    return pd.DataFrame(rows)
