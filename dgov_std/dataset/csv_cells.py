"""One Block of CSV bytes becomes one Batch: pyarrow on whole columns, the exact reader on the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from pyarrow import compute
from pyarrow import csv as arrow_csv

from dgov_std.arrays import binaries, byte_lengths, positions, strings
from dgov_std.dataset.block import Batch, Block, Damage, DamageKind
from dgov_std.dataset.csv_other import read_all
from dgov_std.dataset.damage import divided_otherwise, look_closely, undecoded
from dgov_std.dataset.encoding import BOM, UTF8, decode_column
from dgov_std.dataset.exact import Dialect, Record, read_record
from dgov_std.dataset.structure import Positions, Survey, line_ends, survey
from dgov_std.dataset.twin import twin_of

Columns: TypeAlias = "list[pa.Array[Any]]"
_LF = 10
_SMALL_GROUP, _WIDE = 8, 16  # records of a width that only few share, or that is enormous, go one by one


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is needed to parse a Block of one file anywhere: it can be sent to other machines."""

    width: int  # cells per record, from the header
    dialect: Dialect
    encoding: str = UTF8


def parse_block(block: Block, reading: Reading) -> Batch:
    """Return the cells of `block`, a Block of whole records of a file read as `reading` says."""
    data = block.data
    if not data:
        empty = [strings([])] * reading.width
        return _batch(block, reading, empty, np.empty(0, np.int64), [], lambda: np.empty(0, np.int64))
    if reading.dialect.other:
        return _parse_other(block, reading)
    found = None if block.plain else survey(data, reading.dialect, final=True)
    if found is None or not found.odd:
        try:
            columns, damage = _columns(data, reading, plain=found is None)
        except pa.ArrowInvalid:
            pass
        else:
            lines = np.arange(len(columns[0]), dtype=np.int64) if found is None else found.lines_before()
            starts = (lambda: _line_starts(data, reading.dialect)) if found is None else (lambda: found.starts)
            return _batch(block, reading, columns, lines, damage, starts)
    return _parse_carefully(block, reading, found or survey(data, reading.dialect, final=True))


def _batch(
    block: Block,
    reading: Reading,
    columns: Columns,
    lines: np.ndarray[Any, Any],
    damage: list[Damage],
    starts: Callable[[], Positions],
) -> Batch:
    rows = np.arange(block.first_row, block.first_row + len(lines), dtype=np.int64)
    if damage:
        begins = cache(starts)

        def read(index: int) -> tuple[int, Record]:
            start = int(begins()[index])
            record = read_record(block.data, start, reading.dialect, final=True)
            assert record is not None  # noqa: S101 - a Block holds whole records
            return start, record

        damage = look_closely(damage, block.data, block.first_byte, read, reading.encoding)
    return Batch(tuple(columns), block.first_record, rows, lines + block.first_line, tuple(damage))


def _line_starts(data: bytes, dialect: Dialect) -> Positions:
    """Return where the records begin in a Block in which each is one line."""
    return np.concatenate([[0], line_ends(np.frombuffer(data, np.uint8), dialect) + 1])


def _parse_other(block: Block, reading: Reading) -> Batch:
    """Parse a Block of a file with unusual signs: with usual ones in their place, or one record at a time."""
    twin = twin_of(reading.dialect)
    swapped = twin.swapped(block.data) if twin else None
    if twin is None or swapped is None:
        return _parse_each(block, reading)
    batch = parse_block(replace(block, data=swapped, first_byte=-1), replace(reading, dialect=twin.dialect))
    return twin.restored(batch)


def _parse_each(block: Block, reading: Reading) -> Batch:
    """Parse a Block of a file that only the slow reader can read."""
    records = read_all(block.data, reading.dialect, final=True)
    damage: list[Damage] = []
    starts = np.array([0, *[record.end for record in records[:-1]]], np.int64)
    columns, wrong = _decode(_odd_cells(dict(enumerate(records)), reading.width, damage), reading.encoding, block.data)
    lines = np.searchsorted(line_ends(np.frombuffer(block.data, np.uint8), reading.dialect), starts)
    return _batch(block, reading, columns, lines, damage + wrong, lambda: starts)


def _columns(data: bytes, reading: Reading, *, plain: bool) -> tuple[Columns, list[Damage]]:
    """Return the decoded columns of regular records of the right width; `plain`: each record is one line.

    Raises:
        pa.ArrowInvalid: a record has another width.
    """
    if reading.encoding == UTF8 and b"\0" not in data:
        try:
            return _read_arrow(data, reading.width, reading.dialect, pa.string(), plain=plain), []
        except pa.ArrowInvalid:
            pass  # another width, or bytes that are no UTF-8: then cell by cell
    cells = _read_arrow(data, reading.width, reading.dialect, pa.binary(), plain=plain)
    return _decode(cells, reading.encoding, data)


def _decode(columns: Columns, encoding: str, data: bytes) -> tuple[Columns, list[Damage]]:
    """Return the columns as text, and the cells that hold bytes which are no characters of text."""
    decoded: Columns = []
    undone: list[tuple[int, int, bytes, str]] = []
    nul = b"\0" in data
    for number, column in enumerate(columns):
        texts, wrong = decode_column(column, encoding)
        decoded.append(texts)
        undone += [(index, number, column[index].as_py(), digits) for index, digits in wrong]
        if nul:
            known = {index for index, _ in wrong}
            holding = np.flatnonzero(compute.match_substring(texts, "\0").fill_null(False)).tolist()
            undone += [(index, number, b"\0", "00") for index in holding if index not in known]
    return decoded, undecoded(undone, encoding)


def _read_arrow(data: bytes, width: int, dialect: Dialect, cell_type: pa.DataType, *, plain: bool = False) -> Columns:
    """Read regular records, all of `width` cells; an empty line is a record of empty cells.

    Where each record is one line, `plain`, Arrow need not look for line ends within quotes, which takes it some percent longer.
    """
    # Arrow takes EF BB BF at the start of a Block for a byte order mark, though it belongs to a
    # cell there; a record of empty cells in front protects it.
    guarded = data.startswith(BOM)
    if guarded:
        data = dialect.delimiter * (width - 1) + b"\n" + data
    names = [str(number) for number in range(width)]
    table = arrow_csv.read_csv(
        pa.py_buffer(data),
        read_options=arrow_csv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=names),
        parse_options=arrow_csv.ParseOptions(
            delimiter=dialect.delimiter.decode("ascii"), newlines_in_values=not plain, ignore_empty_lines=False
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, cell_type),
            null_values=[],
            strings_can_be_null=False,
            quoted_strings_can_be_null=False,
        ),
    )
    columns = [_one_array(column) for column in table.columns]
    return [column.slice(1) for column in columns] if guarded else columns


def _one_array(column: pa.ChunkedArray[Any]) -> pa.Array[Any]:
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks)


def _parse_carefully(block: Block, reading: Reading, found: Survey) -> Batch:
    """Parse a Block with irregular quotes or records of other widths.

    Records are grouped by their number of cells and each group is read as columns of its own; the
    records with irregular quotes, or of a width that hardly any share, form the last group.
    """
    starts, total, width = found.starts, len(found.ends), reading.width
    sizes = _cell_counts(block.data, found, reading.dialect)
    damage: list[Damage] = []
    regular = np.ones(total, bool)
    regular[list(found.odd)] = False
    parts: list[Columns] = []
    order: list[np.ndarray[Any, Any]] = []
    rest = dict(found.odd)
    for size, count in zip(*np.unique(sizes[regular], return_counts=True), strict=True):
        members = np.flatnonzero(regular & (sizes == size))
        if size != width and (count < _SMALL_GROUP or size > _WIDE * width):
            rest.update(_read_each(block.data, starts, members, reading.dialect))
            continue
        data = _slices(block.data, starts[members], found.ends[members], reading.dialect)
        # Width 0 stands for empty lines, which Arrow reads at any width as a record of empty cells.
        cells = _read_arrow(data, int(size) or width, reading.dialect, pa.binary())
        parts.append(_fit(cells, width, len(members)))
        order.append(members)
        if size not in (0, width):
            ragged = members[_surplus(cells, width)] if size > width else members
            detail = f"cells={size}"
            damage += [Damage(DamageKind.RAGGED, i, None, detail) for i in ragged.tolist()]
    if rest:
        parts.append(_odd_cells(rest, width, damage))
        order.append(np.array(list(rest)))
    back = np.argsort(np.concatenate(order), kind="stable")
    joined = [pa.concat_arrays([part[j] for part in parts]).take(positions(back)) for j in range(width)]
    columns, wrong = _decode(joined, reading.encoding, block.data)
    damage = _with_signs(damage, block.data, reading, found)
    return _batch(block, reading, columns, found.lines_before(), damage + wrong, lambda: found.starts)


def _with_signs(damage: list[Damage], data: bytes, reading: Reading, found: Survey) -> list[Damage]:
    """Return the damage with the rows that another sign divides told apart from the others of the wrong width."""
    ragged = sorted(one.index for one in damage if one.kind is DamageKind.RAGGED)
    if not ragged:
        return damage
    starts = found.starts

    def line(index: int) -> bytes:
        return data[starts[index] : found.ends[index]]

    def counts(delimiter: bytes) -> np.ndarray[Any, Any]:
        return _cell_counts(data, found, replace(reading.dialect, delimiter=delimiter))

    signs = divided_otherwise(line, ragged, reading.dialect, reading.width, reading.encoding, counts)
    return [_divided(one, signs.get(one.index)) if one.kind is DamageKind.RAGGED else one for one in damage]


def _divided(one: Damage, sign: str | None) -> Damage:
    return one if sign is None else replace(one, kind=DamageKind.OTHER_DELIMITER, detail=f"{one.detail} delimiter={sign}")


def _read_each(
    data: bytes, starts: np.ndarray[Any, Any], members: np.ndarray[Any, Any], dialect: Dialect
) -> dict[int, Record]:
    records: dict[int, Record] = {}
    for index in members.tolist():
        record = read_record(data, int(starts[index]), dialect, final=True)
        if record is not None:
            records[index] = record
    return records


def _surplus(cells: Columns, width: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return the rows that hold something beyond the header's last column; empty cells there are nothing."""
    return np.asarray(np.logical_or.reduce([byte_lengths(column) > 0 for column in cells[width:]]))


def _odd_cells(records: dict[int, Record], width: int, damage: list[Damage]) -> Columns:
    rows: list[list[bytes | None]] = []
    for index, record in records.items():
        count = len(record.cells)
        if record.open_quote:
            damage.append(Damage(DamageKind.OPEN_QUOTE, index, None, f"cell={record.open_quote}"))
        elif (count < width or any(record.cells[width:])) and not record.blank:
            damage.append(Damage(DamageKind.RAGGED, index, None, f"cells={count}"))
        fill: list[bytes | None] = [b"" if record.blank else None]
        rows.append([*record.cells[:width], *fill * (width - count)])
    return [binaries(column) for column in zip(*rows, strict=True)]


def _cell_counts(data: bytes, found: Survey, dialect: Dialect) -> np.ndarray[Any, Any]:
    """Return the number of cells per record, 0 for an empty line; odd records count anyhow."""
    raw = np.frombuffer(data, np.uint8)
    delimiters = np.flatnonzero(raw == dialect.delimiter[0])
    record = np.searchsorted(found.ends, delimiters, side="right")
    inside = record < len(found.ends)
    delimiters, record = delimiters[inside], record[inside]
    outside = (np.searchsorted(found.marks, delimiters) - found.first_marks[record]) % 2 == 0
    counts = np.bincount(record[outside], minlength=len(found.ends)) + 1
    lengths = found.ends - found.starts
    first = raw[np.minimum(found.starts, len(raw) - 1)]
    empty = (first == _LF) | ((first == 13) & ((lengths == 2) if not dialect.cr_ends else True))
    return np.where(empty, 0, counts)


def _fit(columns: Columns, width: int, length: int) -> Columns:
    missing = pa.nulls(length, pa.binary())
    return [*columns[:width], *[missing] * (width - len(columns))]


def _slices(data: bytes, starts: np.ndarray[Any, Any], ends: np.ndarray[Any, Any], dialect: Dialect) -> bytes:
    """Return the named records joined, each ended by a newline; neighbours are copied as one."""
    if dialect.cr_ends:
        # The CR of one record before the LF of another would read as one line end.
        each = zip(starts.tolist(), ends.tolist(), strict=True)
        return b"".join([data[a:b].rstrip(b"\r\n") + b"\n" for a, b in each])
    breaks = np.flatnonzero(starts[1:] != ends[:-1])
    firsts = starts[np.concatenate([[0], breaks + 1])]
    lasts = ends[np.concatenate([breaks, [len(ends) - 1]])]
    pieces = [data[a:b] for a, b in zip(firsts.tolist(), lasts.tolist(), strict=True)]
    if not pieces[-1].endswith(b"\n"):
        pieces[-1] += b"\n"
    return b"".join(pieces)
