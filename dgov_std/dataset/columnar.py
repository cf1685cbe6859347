"""Parquet, Arrow and Feather files: their columns as text, a few thousand rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa

from dgov_std.dataset.arrow_text import is_cell, no_cell, text_of
from dgov_std.dataset.block import Batch, Block, Damage, DamageKind
from dgov_std.dataset.encoding import UTF8, decode_column
from dgov_std.dataset.refusal import refuse, unreadable
from dgov_std.dataset.source import fingerprint_of
from dgov_std.dataset.table import Form
from dgov_std.errors import InputError
from dgov_std.text import Text

_ROWS = 16_384
FREE_CELLS = 20_000_000  # before their number is compared with the size of the file
MAX_CELLS_PER_BYTE = 400
_MOST_THRIFT = 64 * 1024 * 1024  # bytes of text, and entries of lists, in what a Parquet file says about itself
_AGAIN = Text("请向提供方重新索取完整的文件", "ask the sender for the complete file again")
_NAMES = {"parquet": "Parquet", "arrow": "Arrow"}
# What pyarrow raises over files that are not what they say.
_DAMAGE = (pa.ArrowException, OSError, ValueError, IndexError, KeyError, OverflowError, MemoryError)


class _Open(Protocol):
    def close(self) -> None: ...


class ColumnarTable:
    """A Parquet or Arrow file as a `Table`. Rows are numbered as if the column names were row 1 of a sheet."""

    def __init__(self, path: Path, kind: str, schema: pa.Schema, batches: Iterator[pa.RecordBatch], held: _Open) -> None:
        """Take over the open file; use `open_columnar`."""
        self.name = path.stem
        self.header = tuple(schema.names)
        self.form = Form(kind)
        self._path = path
        self._batches = batches
        self._held = held
        self._cells = 0
        self._fingerprint: tuple[int, str] | None = None

    def blocks(self) -> Iterator[Block | Batch]:
        """Yield the rows in Batches. Raises InputError where the file turns out damaged."""
        record = 1
        try:
            for piece in self._batches:
                self._cells += piece.num_rows * piece.num_columns
                refuse_bomb(self._path, self._cells)
                for start in range(0, piece.num_rows, _ROWS):
                    part = piece.slice(start, _ROWS)
                    yield self._batch(part, record)
                    record += part.num_rows
        except _DAMAGE:
            raise damaged(self._path, self.form.format) from None
        self._fingerprint = fingerprint_of(self._path)

    def _batch(self, part: pa.RecordBatch, record: int) -> Batch:
        columns: list[pa.Array[Any]] = []
        damage: list[Damage] = []
        for place, (label, array) in enumerate(zip(self.header, part.columns, strict=True)):
            words = array.type in (pa.string(), pa.large_string())
            # Nobody has proved what such a file says about its cells. That its words are UTF-8 is found out below.
            (_bytes(array) if words else array).validate(full=True)
            texts, wrong = decode_column(text_of(array, label).cast(pa.binary()), UTF8)
            columns.append(texts)
            damage += [Damage(DamageKind.BAD_BYTES, index, place, detail) for index, detail in wrong]
        rows = np.arange(record + 1, record + 1 + part.num_rows, dtype=np.int64)
        return Batch(tuple(columns), record, rows, None, tuple(sorted(damage, key=lambda one: one.index)))

    def parse(self, block: Block | Batch) -> Batch:
        """Return the Batch itself."""
        if isinstance(block, Batch):
            return block
        raise TypeError(block)

    def fingerprint(self) -> tuple[int, str] | None:
        """Return (bytes, sha256 in hexadecimal) once all rows were read."""
        return self._fingerprint

    def close(self) -> None:
        """Close the file."""
        self._held.close()


def open_columnar(path: Path, kind: str) -> ColumnarTable:
    """Open a Parquet file (`parquet`), or an Arrow file, Feather file or Arrow stream (`arrow`).

    Raises:
        InputError: damaged, without columns, or with a column whose type is no cell's: named.
    """
    try:
        file = pa.OSFile(str(path))
    except OSError as error:
        raise unreadable(path, error) from None
    try:
        schema, batches = _parquet(path, file) if kind == "parquet" else _arrow(file)
        _refuse_unfit(path, schema)
    except InputError:
        file.close()
        raise
    except _DAMAGE:
        file.close()
        raise damaged(path, kind) from None
    return ColumnarTable(path, kind, schema, batches, file)


def _parquet(path: Path, file: pa.OSFile) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    from pyarrow import parquet  # noqa: PLC0415 - an Arrow file needs none of it

    opened = parquet.ParquetFile(
        file,
        buffer_size=1 << 20,
        pre_buffer=False,  # memory for a page of each column, not for a row group
        thrift_string_size_limit=_MOST_THRIFT,
        thrift_container_size_limit=_MOST_THRIFT,
    )
    refuse_bomb(path, opened.metadata.num_rows * opened.metadata.num_columns)
    return opened.schema_arrow, opened.iter_batches(batch_size=_ROWS)


def _arrow(file: pa.OSFile) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    if file.read(6) == b"ARROW1":
        opened = pa.ipc.open_file(file)
        return opened.schema, (opened.get_batch(number) for number in range(opened.num_record_batches))
    file.seek(0)
    stream = pa.ipc.open_stream(file)
    return stream.schema, iter(stream)


def refuse_bomb(path: Path, cells: int) -> None:
    """Refuse a file that states more cells than its size can hold: a few bytes can say a billion times the same."""
    if cells > FREE_CELLS and cells > MAX_CELLS_PER_BYTE * path.stat().st_size:
        what = Text("内容异常庞大(疑为压缩炸弹), 拒绝读取", "it is enormously large for its size (a bomb?) and was not read")
        raise refuse(path, what, Text("如确属需要, 请导出为 CSV 后再检查", "if it is meant to be so, export CSV from it"))


def _refuse_unfit(path: Path, schema: pa.Schema) -> None:
    if not schema.names:
        raise refuse(
            path, Text("表中没有任何列", "the table has no columns"), Text("请提供带列的表", "hand in one with columns")
        )
    for field in schema:
        if not is_cell(field.type):
            problem = no_cell(field.name, str(field.type)).problems[0]
            raise refuse(path, problem.what, problem.todo)


def _bytes(array: pa.Array[Any]) -> pa.Array[Any]:
    return array.view(pa.binary() if array.type == pa.string() else pa.large_binary())


def damaged(path: Path, kind: str) -> InputError:
    """Return the error for a file that is cut off, broken, or not what it says."""
    name = _NAMES[kind]
    return refuse(path, Text(f"{name} 文件已损坏或不完整", f"the {name} file is damaged or incomplete"), _AGAIN)
