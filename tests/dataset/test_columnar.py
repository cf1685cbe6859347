"""Parquet, Arrow and Feather files read as the same text as frames and workbooks."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import feather, parquet

from dgov_std.dataset.frame import table_from_arrow
from dgov_std.dataset.open import open_table
from dgov_std.errors import InputError

TABLE = pa.table(
    {
        "码": ["01", None, "丙"],
        "整数": pa.array([9007199254740993, None, -3], pa.int64()),
        "数": [0.1 + 0.2, float("nan"), 1e20],
        "金额": pa.array([Decimal("1.10"), None, Decimal("0.00000001")], pa.decimal128(20, 8)),
        "日": [dt.date(2024, 1, 2), None, dt.date(1, 1, 1)],
        "时刻": pa.array([1704153600, None, 1704164645], pa.timestamp("s")),
        "是": [True, None, False],
        "类": pa.array(["x", None, "x"]).dictionary_encode(),
        "空": pa.nulls(3),
    }
)
CELLS = [
    ("01", "9007199254740993", "0.3", "1.10000000", "2024-01-02", "2024-01-02", "TRUE", "x", None),
    (None,) * 9,
    ("丙", "-3", "100000000000000000000", "0.00000001", "0001-01-01", "2024-01-02 03:04:05", "FALSE", "x", None),
]
NESTED = pa.table({"编号": [1], "标签": [["a"]]})


def write_parquet(table: pa.Table, path: Path) -> None:
    parquet.write_table(table, path)


def write_feather(table: pa.Table, path: Path) -> None:
    feather.write_feather(table, str(path), compression="zstd")


def write_stream(table: pa.Table, path: Path) -> None:
    with pa.ipc.new_stream(str(path), table.schema) as stream:
        stream.write_table(table)


WRITERS = pytest.mark.parametrize("write", [write_parquet, write_feather, write_stream])


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        table = open_table(path)
        try:
            list(table.blocks())
        finally:
            table.close()
    return caught.value.problems[0].in_("zh").removeprefix(f"{path}: ")


@WRITERS
def test_cells(tmp_path: Path, drain: Callable, write: Callable) -> None:
    write(TABLE, tmp_path / "t.dat")
    table = open_table(tmp_path / "t.dat")
    seen = drain(table)
    assert (seen.header, seen.cells, seen.rows) == (tuple(TABLE.column_names), CELLS, [2, 3, 4])
    assert table.form.format == ("parquet" if write is write_parquet else "arrow")
    data = (tmp_path / "t.dat").read_bytes()
    assert table.fingerprint() == (len(data), hashlib.sha256(data).hexdigest())


def test_a_frame_reads_the_same(drain: Callable) -> None:
    assert drain(table_from_arrow(TABLE)).cells == CELLS


@WRITERS
def test_nested_types_are_refused_by_the_name_of_the_column(tmp_path: Path, write: Callable) -> None:
    write(NESTED, tmp_path / "t.dat")
    said = refusal(tmp_path / "t.dat")
    assert said.startswith("列“标签”的类型 list<")
    assert said.endswith(" 不是单元格的值。请先转换为文本、数字或日期")


@WRITERS
def test_a_file_cut_off(tmp_path: Path, write: Callable) -> None:
    write(TABLE, tmp_path / "t.dat")
    data = (tmp_path / "t.dat").read_bytes()
    (tmp_path / "t.dat").write_bytes(data[: len(data) * 2 // 3])
    name = "Parquet" if write is write_parquet else "Arrow"
    assert refusal(tmp_path / "t.dat") in (
        f"{name} 文件已损坏或不完整。请向提供方重新索取完整的文件",
        "文件内容不是文本(含有空字节)。请另存为 xlsx 或 CSV 后再检查",  # a Parquet file is known by its end as well
    )


@WRITERS
def test_any_byte_changed_is_read_or_told(tmp_path: Path, write: Callable) -> None:
    write(TABLE, tmp_path / "t.dat")
    data = bytearray((tmp_path / "t.dat").read_bytes())
    for place in range(12, len(data) - 12, 41):
        data[place] ^= 0xFF
        (tmp_path / "t.dat").write_bytes(data)
        try:
            table = open_table(tmp_path / "t.dat")
            list(table.blocks())
            table.close()
        except InputError:
            pass
        data[place] ^= 0xFF


@WRITERS
def test_bytes_that_are_no_characters(tmp_path: Path, drain: Callable, write: Callable) -> None:
    write(pa.table({"a": pa.array([b"\xff", b"ok"]).view(pa.string())}), tmp_path / "t.dat")
    seen = drain(open_table(tmp_path / "t.dat"))
    assert (seen.cells, seen.damage) == ([("\ufffd",), ("ok",)], [("bad-bytes", 0, 0, "FF")])


def test_many_rows_come_in_pieces(tmp_path: Path, drain: Callable) -> None:
    write_parquet(pa.table({"n": range(40_000)}), tmp_path / "t.parquet")
    seen = drain(open_table(tmp_path / "t.parquet"))
    assert (len(seen.cells), seen.cells[-1], seen.rows[-1]) == (40_000, ("39999",), 40_001)


def test_no_rows(tmp_path: Path, drain: Callable) -> None:
    write_parquet(TABLE.slice(0, 0), tmp_path / "t.parquet")
    assert drain(open_table(tmp_path / "t.parquet")).cells == []


def test_no_columns(tmp_path: Path) -> None:
    write_feather(pa.table({}), tmp_path / "t.feather")
    assert refusal(tmp_path / "t.feather") == "表中没有任何列。请提供带列的表"


def test_two_columns_of_one_name(tmp_path: Path, drain: Callable) -> None:
    write_parquet(pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "a"]), tmp_path / "t.parquet")
    assert drain(open_table(tmp_path / "t.parquet")).cells == [("1", "2")]


@WRITERS
def test_a_bomb_is_told_at_once(tmp_path: Path, write: Callable) -> None:
    write(pa.table({"a": pa.nulls(50_000_000)}), tmp_path / "t.dat")
    assert refusal(tmp_path / "t.dat") == "内容异常庞大(疑为压缩炸弹), 拒绝读取。如确属需要, 请导出为 CSV 后再检查"


def test_pandas_is_not_loaded(tmp_path: Path) -> None:
    write_parquet(TABLE, tmp_path / "t.parquet")
    code = (
        "import sys; from pathlib import Path; from dgov_std.dataset.open import open_table\n"
        "table = open_table(Path(sys.argv[1])); list(table.blocks()); print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "t.parquet"], capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]
