"""JSON Lines, and a JSON array of flat objects: keys become columns, values their text as it is written.

The columns are the keys in the order of their first appearance over the head of the file. A row with a key that comes
up later has more cells than the header: it is a damaged row, told and located. Rows are parsed by Python's own JSON
parser, one by one: the only way to keep `1.10` as it is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import numpy as np
import pyarrow as pa

from dgov_std.arrays import binaries, strings
from dgov_std.dataset.block import Batch, Block, Damage, DamageKind
from dgov_std.dataset.encoding import UTF8, marked_encoding, named_encoding
from dgov_std.dataset.guess import guessed_encoding
from dgov_std.dataset.refusal import binary, empty, refuse
from dgov_std.dataset.source import Source
from dgov_std.dataset.table import Form
from dgov_std.errors import InputError
from dgov_std.text import Text

HEAD = 4 * 1024 * 1024  # bytes looked at for the keys
BLOCK = 1024 * 1024
MAX_LINE = 64 * 1024 * 1024
MAX_ARRAY = 64 * 1024 * 1024  # bytes of a file that is one array
MAX_KEYS = 16_384  # columns of a sheet
_ROWS = 16_384
_LINES = Text("JSON Lines 每行应是一个对象", "in JSON Lines every line is one object")
_FLAT = Text("请展开成一层, 或转换为 CSV", "flatten it, or convert it to CSV")

Row = dict[str, str | None]


class Unreadable(Exception):  # noqa: N818 - never leaves this module
    """Why a value is no row, in both languages."""

    def __init__(self, what: Text, todo: Text) -> None:
        super().__init__(what.en)
        self.what = what
        self.todo = todo


def _no_constant(name: str) -> NoReturn:
    raise Unreadable(Text(f"{name} 不是 JSON 的值", f"{name} is no JSON value"), _LINES)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(
            Text(f"字段“{twice}”出现两次", f'the field "{twice}" occurs twice'), Text("请去掉一个", "remove one")
        )
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=str, parse_int=str, parse_constant=_no_constant)


def row_of(value: object) -> Row:
    """Return a parsed object as a row. Raises Unreadable for anything else, and for nested values."""
    if not isinstance(value, dict):
        raise Unreadable(Text("不是 JSON 对象", "this is no JSON object"), _LINES)
    row: Row = value
    for key, one in value.items():
        if one is True or one is False:
            row[key] = "true" if one else "false"
        elif isinstance(one, list | dict):
            nested = Text(
                f"字段“{key}”是嵌套的值(对象或数组), 单元格放不下",
                f'the field "{key}" holds a nested value, which is no cell',
            )
            raise Unreadable(nested, _FLAT)
    return row


def _parsed(text: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return a JSON value, numbers as text. Raises Unreadable with the reason."""
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        place = Text(f"第 {error.colno} 个字符处不是正确的 JSON", f"no valid JSON at character {error.colno}")
        raise Unreadable(place, _LINES) from None
    except RecursionError:
        raise Unreadable(Text("嵌套过深", "nested too deeply"), _FLAT) from None


class JsonTable:
    """JSON Lines as a `Table`; line n of the file is `lines`, and rows are numbered as behind a header in row 1."""

    def __init__(self, path: Path, header: tuple[str, ...], form: Form, source: Source) -> None:
        """Take over the source at the start of the file; use `open_json`."""
        self.name = path.stem
        self.header = header
        self.form = form
        self._path = path
        self._source = source
        self._places = {key: place for place, key in enumerate(header)}

    def blocks(self) -> Iterator[Block | Batch]:
        """Yield whole lines in Blocks. Raises InputError for a line beyond all measure."""
        record, line, rest = 1, 1, b""
        while data := self._source.read(BLOCK):
            data = rest + data
            end = data.rfind(b"\n") + 1
            rest = data[end:]
            if len(rest) > MAX_LINE:
                raise refuse(self._path, Text(f"第 {line} 行过长", f"line {line} is too long"), _LINES)
            if end:
                block = Block(data[:end], record, line, record + 1)
                record += _filled(block.data)
                line += block.data.count(b"\n")
                yield block
        if rest.strip():
            yield Block(rest, record, line, record + 1, last=True)

    def parse(self, block: Block | Batch) -> Batch:
        """Return the rows of some lines. Raises InputError for a line that is no flat object."""
        if isinstance(block, Batch):
            return block
        rows: list[Row] = []
        lines: list[int] = []
        for number, line in enumerate(block.data.split(b"\n"), start=block.first_line):
            if line.strip():
                rows.append(self._row(line, number))
                lines.append(number)
        return batch_of(rows, self._places, block.first_record, np.array(lines, np.int64))

    def _row(self, line: bytes, number: int) -> Row:
        try:
            return row_of(_parsed(line.decode(UTF8, "surrogateescape")))
        except Unreadable as why:
            raise unreadable_line(self._path, number, why) from None

    def fingerprint(self) -> tuple[int, str] | None:
        """Return (bytes, sha256 in hexadecimal) once all Blocks were read."""
        return self._source.fingerprint

    def close(self) -> None:
        """Close the file."""
        self._source.close()


class JsonArray(JsonTable):
    """A JSON array of objects as a `Table`; it was read whole, and its rows have no line of their own."""

    def __init__(self, path: Path, header: tuple[str, ...], form: Form, source: Source, rows: Sequence[Row]) -> None:
        """Take over the rows."""
        super().__init__(path, header, form, source)
        self._rows = rows

    def blocks(self) -> Iterator[Block | Batch]:
        """Yield the rows in Batches."""
        for start in range(0, len(self._rows), _ROWS):
            yield batch_of(self._rows[start : start + _ROWS], self._places, start + 1, None)


def open_json(path: Path, kind: str, *, stream: BinaryIO | None = None, encoding: str | None = None) -> JsonTable:
    """Open JSON Lines (`jsonl`), or a JSON array of flat objects (`json`), which must fit into memory.

    Args:
        path: the file.
        kind: which of the two.
        stream: what is packed in the file, where it is compressed.
        encoding: a codec name instead of the detected one; JSON is UTF-8.

    Raises:
        InputError: no object, a nested value, or a key twice, located; too large an array.
        UsageError: the encoding makes no sense.
    """
    source = Source(path, stream)
    try:
        form = _decoded(path, source, encoding)
        if kind == "json":
            rows = _array(path, source)
            return JsonArray(path, _keys(path, iter(rows)), form, source, rows)
        sample, whole = _head(source)
        source.unread(sample)
        return JsonTable(path, _keys(path, _rows_of(path, sample, whole=whole)), form, source)
    except BaseException:
        source.close()
        raise


def _decoded(path: Path, source: Source, name: str | None) -> Form:
    """Let the source yield UTF-8, and return the form."""
    sample = source.peek(HEAD)
    chosen = named_encoding(name, sample) if name else marked_encoding(sample)
    if chosen is None or chosen.codec is None:
        if b"\0" in sample:
            raise binary(path)
        chosen = chosen or guessed_encoding(sample, final=len(sample) < HEAD)
    if chosen.codec is None and chosen.name != UTF8:
        chosen = replace(chosen, codec=chosen.name)
    source.decode(chosen)
    return Form("jsonl", chosen.name, chosen.bom > 0)


def _head(source: Source) -> tuple[bytes, bool]:
    """Return the head of the file, one whole line at least, and whether that is all of it."""
    sample, size = b"", HEAD
    while True:
        sample += _some(source, size - len(sample))
        if len(sample) < size or b"\n" in sample or size >= MAX_LINE:
            return sample, len(sample) < size
        size *= 2


def _some(source: Source, size: int) -> bytes:
    data = b""
    while len(data) < size and (more := source.read(size - len(data))):
        data += more
    return data


def _rows_of(path: Path, sample: bytes, *, whole: bool) -> Iterator[Row]:
    """Yield the rows of the head of a file; its last line may be cut off unless it is the whole file."""
    lines = sample.split(b"\n")
    for number, line in enumerate(lines if whole else lines[:-1] or lines, start=1):
        if line.strip():
            try:
                yield row_of(_parsed(line.decode(UTF8, "surrogateescape")))
            except Unreadable as why:
                raise unreadable_line(path, number, why) from None


def _array(path: Path, source: Source) -> list[Row]:
    data = _some(source, MAX_ARRAY + 1)
    if len(data) > MAX_ARRAY:
        what = Text(
            f"JSON 数组超过 {MAX_ARRAY >> 20} MB, 不能整体读入", f"the JSON array is larger than {MAX_ARRAY >> 20} MB"
        )
        raise refuse(path, what, Text("请改为 JSON Lines, 每行一个对象", "write it as JSON Lines, one object per line"))
    try:
        found = _parsed(data.decode(UTF8, "surrogateescape"))
    except Unreadable as why:
        raise refuse(path, why.what, why.todo) from None
    return [_item(path, value, number) for number, value in enumerate(found, start=1)]


def _item(path: Path, value: object, number: int) -> Row:
    try:
        return row_of(value)
    except Unreadable as why:
        what = Text(f"第 {number} 个对象: {why.what.zh}", f"object {number}: {why.what.en}")
        raise refuse(path, what, why.todo) from None


def _keys(path: Path, rows: Iterator[Row]) -> tuple[str, ...]:
    keys: dict[str, None] = {}
    for row in rows:
        if row.keys() - keys.keys():
            keys.update(dict.fromkeys(row))
            if len(keys) > MAX_KEYS:
                raise refuse(path, Text(f"字段超过 {MAX_KEYS} 个", f"there are more than {MAX_KEYS} fields"), _FLAT)
    if not keys:
        raise empty(path)
    return tuple(_shown(key)[0] for key in keys)


def batch_of(rows: Sequence[Row], places: dict[str, int], record: int, lines: Any) -> Batch:  # noqa: ANN401 - numpy array or None
    """Return rows as columns; a row with a key beyond the header is damaged, and so is a cell of broken characters."""
    damage: list[Damage] = []
    columns: list[pa.Array[Any]] = []
    for key, place in places.items():
        values = [row.get(key) for row in rows]
        try:
            columns.append(binaries(None if value is None else value.encode() for value in values).view(pa.string()))
        except UnicodeEncodeError:  # bytes that are no characters, or half of a pair of surrogates
            shown = [(value, None) if value is None else _shown(value) for value in values]
            columns.append(strings(value for value, _ in shown))
            damage += [Damage(DamageKind.BAD_BYTES, index, place, wrong) for index, (_, wrong) in enumerate(shown) if wrong]
    for index, row in enumerate(rows):
        if len(row) > len(places) or not row.keys() <= places.keys():
            more = len(row.keys() - places.keys())
            damage.append(Damage(DamageKind.RAGGED, index, None, f"cells={len(places) + more}"))
    shown_rows = np.arange(record + 1, record + 1 + len(rows), dtype=np.int64)
    order = sorted(damage, key=lambda one: (one.index, -1 if one.column is None else one.column))
    return Batch(tuple(columns), record, shown_rows, lines, tuple(order))


def _shown(text: str) -> tuple[str, str]:
    """Return a text with U+FFFD for what is no character, and its first such bytes in hexadecimal."""
    wrong = [ord(one) for one in text if "\ud800" <= one <= "\udfff"]
    if not wrong:
        return text, ""
    found = f"{wrong[0] - 0xDC00:02X}" if 0xDC80 <= wrong[0] <= 0xDCFF else f"U+{wrong[0]:04X}"
    return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text), found


def _filled(data: bytes) -> int:
    """Return how many lines are not blank."""
    return sum(1 for line in data.split(b"\n") if line.strip())


def unreadable_line(path: Path, number: int, why: Unreadable) -> InputError:
    """Return the error for a line that is no row."""
    return refuse(path, Text(f"第 {number} 行: {why.what.zh}", f"line {number}: {why.what.en}"), why.todo)
