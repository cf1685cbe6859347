"""The failing rows as a file of their own: where they stand, what is wrong with them, and their cells as read.

A data artefact: it holds the submitter's own values. Rows come a Batch at a time and are written so; nothing is done
row by row, and memory is that of a Batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Mask, Strings, booleans, data, offsets, one, positions, strings
from dgov_std.report.values import FailingRows, Report

LEADING = ("row", "record", "findings", "codes")
SUFFIXES = (".csv", ".parquet", ".xlsx")
BETWEEN = ";"
MARK = b"dgov-std"  # in the metadata of a Parquet file


@dataclass(frozen=True, slots=True)
class Picked:
    """Failing rows of one Batch, n of them.

    rows, records: the numbers of the rows as the spreadsheet shows them, and among the rows below the header, shape (n,).
    findings, codes: the numbers and codes of each row's findings, `1;3` and `TYP101;TYP205`.
    columns: the cells as read, column by column.
    """

    rows: Ints
    records: Ints
    findings: Strings
    codes: Strings
    columns: tuple[Strings, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def head(self, count: int) -> Picked:
        """Return the first rows."""
        return Picked(
            self.rows[:count],
            self.records[:count],
            self.findings.slice(0, count),
            self.codes.slice(0, count),
            tuple(column.slice(0, count) for column in self.columns),
        )


class Words(Protocol):
    """The wording, which stands elsewhere (`dgov_std.render.failing_rows`): this room words nothing."""

    def sheet(self, *, personal: bool) -> str:
        """Return the name of the sheet with the rows, one that begins with one of `SHEETS`."""

    def notice(self) -> str:
        """Return the mark of a file with personal information (含个人信息)."""

    def notes_sheet(self) -> str:
        """Return the name of the sheet with the notes."""

    def notes(self, report: Report, written: FailingRows, *, personal: bool) -> Sequence[str]:
        """Return the notes: what the file is, how to handle it, what was left out."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a file of rows says of itself: the labels of the columns, whether it is personal, the report, the words."""

    labels: tuple[str, ...]
    personal: bool
    report: Report
    words: Words


def joined(masks: Mapping[int, Mask], rows: Ints, texts: Mapping[int, str]) -> Strings:
    """Return for each row the texts of the findings it belongs to, each text once, in the order of the findings.

    `masks` say by finding which rows of the Batch belong to it, `rows` are those wanted, `texts` what is written for each.
    """
    together: dict[str, Mask] = {}
    for number, mask in masks.items():
        text = texts[number]
        together[text] = together[text] | mask[rows] if text in together else mask[rows]
    missing = strings([None])[0]
    parts = [pc.if_else(booleans(mask), one(text), missing) for text, mask in together.items()]
    if not parts:
        return strings([""] * len(rows))
    return pc.binary_join_element_wise(*parts, one(BETWEEN), null_handling="skip")


def column_names(labels: Sequence[str]) -> list[str]:
    """Return the names of all columns, each once: for formats whose readers take two of one name for a mistake.

    A label that another column has gets a number behind it, a column without label is called `column_7` by its place.
    """
    taken = list(LEADING)
    for place, label in enumerate(labels, start=1):
        wanted = label or f"column_{place}"
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}_{number}", number + 1
        taken.append(name)
    return taken


def texts_of(picked: Picked) -> list[Strings]:
    """Return all columns as texts, none of them null."""
    numbers = [pc.cast(positions(each), pa.string()) for each in (picked.rows, picked.records)]
    cells = [pc.fill_null(column, one("")) if column.null_count else column for column in picked.columns]
    return [*numbers, picked.findings, picked.codes, *cells]


def mended(picked: Picked) -> Picked:
    """Return the rows with every lone surrogate (of a JSON text) as U+FFFD: no format can hold one."""
    if not any(map(_half, picked.columns)):
        return picked
    return replace(picked, columns=tuple(map(_whole, picked.columns)))


def _halves(array: Strings) -> Ints:
    found = data(array)
    first = np.flatnonzero(found[:-1] == 0xED)  # of U+D000 to U+DFFF
    return first[found[first + 1] >= 0xA0]


def _half(array: Strings) -> bool:
    return len(_halves(array)) > 0


def _whole(array: Strings) -> Strings:
    """Replace three bytes by three; the array's own are left as they are."""
    places = _halves(array)
    if not len(places):
        return array
    changed = data(array).copy()
    changed[places[:, None] + np.arange(3)] = np.frombuffer("\ufffd".encode(), dtype=np.uint8)
    valid, bounds, _ = array.buffers()
    buffers = [valid, bounds, pa.py_buffer(changed)]
    return pa.Array.from_buffers(pa.string(), len(array), buffers, array.null_count, array.offset)


def bytes_of(array: Strings) -> Any:  # noqa: ANN401 - a numpy array of bytes
    """Return all bytes of an array without nulls, one value behind the other."""
    bounds = offsets(array)
    return data(array)[int(bounds[0]) : int(bounds[-1])] if len(array) else np.zeros(0, dtype=np.uint8)
