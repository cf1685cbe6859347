"""JSON Lines and arrays of flat objects: keys become columns, values stay as they are written."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dgov_std.dataset import json_lines
from dgov_std.dataset.open import open_table
from dgov_std.errors import InputError

LINES = '{"码": "01", "数": 1.10, "是": true, "大": 1E5}\n\n{"数": null, "新": "x\\ny", "码": ""}\r\n'


@pytest.fixture
def opened(tmp_path: Path) -> Callable:
    def open_(data: bytes | str, name: str = "t.jsonl", **options: object) -> object:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return open_table(path, **options)

    return open_


@pytest.fixture
def refusal(opened: Callable, tmp_path: Path) -> Callable[..., str]:
    def refused(data: bytes | str, name: str = "t.jsonl") -> str:
        with pytest.raises(InputError) as caught:
            table = opened(data, name)
            try:
                for block in table.blocks():
                    table.parse(block)
            finally:
                table.close()
        return caught.value.problems[0].in_("zh").removeprefix(f"{tmp_path / name}: ")

    return refused


def test_values_stay_as_they_are_written(opened: Callable, drain: Callable) -> None:
    table = opened(LINES)
    seen = drain(table)
    assert seen.header == ("码", "数", "是", "大", "新")
    assert seen.cells == [("01", "1.10", "true", "1E5", None), ("", None, None, None, "x\ny")]
    assert (seen.rows, seen.lines, table.form.format, table.form.encoding) == ([2, 3], [1, 3], "jsonl", "utf-8")


@pytest.mark.parametrize("name", ["t.csv", "t.ndjson", "t", "t.txt"])
def test_told_by_content(opened: Callable, drain: Callable, name: str) -> None:
    assert drain(opened(LINES, name)).header == ("码", "数", "是", "大", "新")


@pytest.mark.parametrize(("codec", "said"), [("gb18030", "gb18030"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16")])
def test_other_encodings(opened: Callable, drain: Callable, codec: str, said: str) -> None:
    table = opened('{"名称": "北京市朝阳区人民政府办公室"}\n'.encode(codec))
    assert (drain(table).cells, table.form.encoding) == ([("北京市朝阳区人民政府办公室",)], said)


def test_compressed(opened: Callable, drain: Callable) -> None:
    table = opened(gzip.compress(LINES.encode()), "t.jsonl.gz")
    assert (len(drain(table).cells), table.name, table.form.packed) == (2, "t", "gzip")


def test_a_long_number_keeps_its_digits(opened: Callable, drain: Callable) -> None:
    assert drain(opened('{"a": 110101198001011234567}')).cells == [("110101198001011234567",)]
    assert drain(opened('{"a": ' + "9" * 5000 + "}")).cells == [("9" * 5000,)]


def test_an_array_of_objects(opened: Callable, drain: Callable) -> None:
    table = opened('[\n {"a": 1},\n {"b": "x", "a": 2.50}\n]', "t.json")
    seen = drain(table)
    assert (seen.header, seen.cells, seen.rows) == (("a", "b"), [("1", None), ("2.50", "x")], [2, 3])
    assert table.fingerprint() is not None


def test_a_key_that_comes_up_late_is_told(opened: Callable, drain: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "HEAD", 20)
    seen = drain(opened('{"a": 1}\n{"a": 2}\n{"a": 3, "late": 4, "x": 5}\n{"a": 6}\n'))
    assert (seen.header, seen.cells) == (("a",), [("1",), ("2",), ("3",), ("6",)])
    assert seen.damage == [("ragged", 2, None, "cells=3")]


def test_a_head_longer_than_the_sample(opened: Callable, drain: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "HEAD", 20)
    assert drain(opened(json.dumps({"a": "x" * 100, "b": 1}) + '\n{"a": ""}')).cells == [("x" * 100, "1"), ("", None)]


def test_many_blocks(opened: Callable, drain: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "BLOCK", 50)
    seen = drain(opened("".join(f'{{"n": {i}, "t": "中文"}}\n\n' for i in range(99)) + '{"n": 99}'))
    assert [cell for cell, _ in seen.cells] == [str(i) for i in range(100)]
    assert (seen.rows[-1], seen.lines[-1]) == (101, 199)


def test_broken_characters_are_damaged_cells(opened: Callable, drain: Callable) -> None:
    seen = drain(opened(b'{"a": "\\ud800x", "b": "1"}\n{"a": "\xff", "b": "2"}\n'))
    assert seen.cells == [("\ufffdx", "1"), ("\ufffd", "2")]
    assert seen.damage == [("bad-bytes", 0, 0, "U+D800"), ("bad-bytes", 1, 0, "FF")]


_LINES = "JSON Lines 每行应是一个对象"
_FLAT = "请展开成一层, 或转换为 CSV"


@pytest.mark.parametrize(
    ("data", "zh"),
    [
        ('{"a": 1}\n{"a":\n', f"第 2 行: 第 6 个字符处不是正确的 JSON。{_LINES}"),
        ('{"a": 1}\n[1]\n', f"第 2 行: 不是 JSON 对象。{_LINES}"),
        ('{"a": 1}\n{"a": [1]}\n', f"第 2 行: 字段“a”是嵌套的值(对象或数组), 单元格放不下。{_FLAT}"),
        ('{"a": {"b": 1}}', f"第 1 行: 字段“a”是嵌套的值(对象或数组), 单元格放不下。{_FLAT}"),
        ('{"a": 1, "a": 2}', "第 1 行: 字段“a”出现两次。请去掉一个"),
        ('{"a": NaN}', f"第 1 行: NaN 不是 JSON 的值。{_LINES}"),
        ('{"a":' * 100_000, f"第 1 行: 嵌套过深。{_FLAT}"),
        ("{\n}", f"第 1 行: 第 2 个字符处不是正确的 JSON。{_LINES}"),
        ("{}\n{}", "文件是空的, 没有表头也没有数据。请向提供方重新索取完整的文件"),
    ],
)
def test_lines_that_are_no_rows(refusal: Callable, data: str, zh: str) -> None:
    assert refusal(data) == zh


@pytest.mark.parametrize(
    ("data", "zh"),
    [
        ('[{"a": 1}, 3]', f"第 2 个对象: 不是 JSON 对象。{_LINES}"),
        ('[{"a": 1}, {"a": {}}]', f"第 2 个对象: 字段“a”是嵌套的值(对象或数组), 单元格放不下。{_FLAT}"),
        ('[{"a": 1}', f"第 10 个字符处不是正确的 JSON。{_LINES}"),
        ("[]", "文件是空的, 没有表头也没有数据。请向提供方重新索取完整的文件"),
        ("[" * 100_000, f"嵌套过深。{_FLAT}"),
    ],
)
def test_arrays_that_are_no_table(refusal: Callable, data: str, zh: str) -> None:
    assert refusal(data, "t.json") == zh


def test_limits(refusal: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "MAX_ARRAY", 1 << 20)
    monkeypatch.setattr(json_lines, "MAX_KEYS", 3)
    assert refusal('[{"a": "' + "x" * (1 << 20) + '"}]', "t.json").startswith("JSON 数组超过 1 MB, 不能整体读入。")
    assert refusal('{"a": 1, "b": 1, "c": 1, "d": 1}').startswith("字段超过 3 个。")
