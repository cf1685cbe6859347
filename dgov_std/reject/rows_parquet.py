"""Failing rows as Parquet: every cell the text it was, byte by byte."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from dgov_std.arrays import positions
from dgov_std.reject.rows import LEADING, MARK, Heading, Picked, column_names
from dgov_std.report.values import FailingRows

FORMAT = "dgov-std-rows/1"
_GROUP_ROWS = 1 << 17
_GROUP_BYTES = 1 << 26


def write_parquet(file: BinaryIO, heading: Heading, rows: Iterable[Picked]) -> FailingRows:
    """Write the rows in groups of bounded size; what the file is stands in its metadata under `dgov-std`."""
    names = column_names(heading.labels)
    kinds = [pa.int64(), pa.int64(), *[pa.string()] * (len(names) - 2)]
    said = {
        "format": FORMAT,
        "receipt": heading.report.receipt,
        "input_sha256": heading.report.input.sha256,
        "personal": heading.personal,
        "notice": heading.words.notice() if heading.personal else None,
    }
    fields = [
        pa.field(name, kind, nullable=i >= len(LEADING)) for i, (name, kind) in enumerate(zip(names, kinds, strict=True))
    ]
    schema = pa.schema(fields)
    count = 0
    with pq.ParquetWriter(file, schema, compression="zstd", store_schema=False) as writer:
        writer.add_key_value_metadata({MARK: json.dumps(said, ensure_ascii=False).encode()})
        held: list[pa.RecordBatch] = []
        waiting = size = 0
        for picked in rows:
            count += len(picked)
            arrays = [positions(picked.rows), positions(picked.records), picked.findings, picked.codes, *picked.columns]
            held.append(pa.RecordBatch.from_arrays(arrays, schema=schema))
            waiting, size = waiting + len(picked), size + held[-1].nbytes
            if waiting >= _GROUP_ROWS or size >= _GROUP_BYTES:
                writer.write_table(pa.Table.from_batches(held, schema=schema))
                held, waiting, size = [], 0, 0
        if held or not count:
            writer.write_table(pa.Table.from_batches(held, schema=schema))
    return FailingRows(count)
