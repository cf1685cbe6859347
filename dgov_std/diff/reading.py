"""Read a return once: its rows go to a ledger as digests, its empty cells are counted by column."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, byte_lengths, mask_of, missing_in, strings
from dgov_std.dataset.block import Batch, Block, DamageKind
from dgov_std.dataset.table import Table
from dgov_std.diff.ledger import Budget, Ledger, Lines
from dgov_std.engine.digest import Digests, together
from dgov_std.engine.evaluation import Cells
from dgov_std.engine.kernel import blank_rows

FIRST = 5
HEAD = 3  # words of a row before its cells: two of the key, and its row number
_AHEAD = 2
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(33)
_ZEROS = (r"^(-?[0-9]+)\.0*$", r"^(-?[0-9]+\.[0-9]*[1-9])0+$")
# Nobody knows what stands there, so that no cell can be said to be the same. Merged cells and formulas without a result
# are empty instead.
_UNREADABLE = (DamageKind.BAD_BYTES, DamageKind.OTHER_ENCODING)
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is read of a return: the places of its key columns and of the columns compared, and what counts as empty.

    `missing` are texts that stand for an empty cell, by place; `alike`: ways of writing make no difference.
    """

    key: tuple[int, ...]
    columns: tuple[int, ...]
    missing: dict[int, tuple[str, ...]] = field(default_factory=dict)
    alike: bool = False


@dataclass(slots=True)
class Read:
    """A return that was read. `empty` and `filled` count cells by column of the file; `damaged` rows are not among them."""

    ledger: Ledger
    rows: int = 0
    keyless: int = 0
    damaged: int = 0
    first_keyless: list[int] = field(default_factory=list)
    first_damaged: list[int] = field(default_factory=list)
    empty: Any = None
    sound: Any = None


@dataclass(frozen=True, slots=True)
class _Part:
    """One Batch, digested."""

    lines: Lines
    rows: int
    keyless: list[int]
    damaged: list[int]
    keyless_rows: int
    damaged_rows: int
    empty: Any
    sound: Any


def read(table: Table, wanted: Wanted, budget: Budget, *, jobs: int = 2) -> Read:
    """Read a whole table into a ledger. Raises LimitError when that does not fit on the disk."""
    columns = len(table.header)
    found = Read(
        Ledger(HEAD + len(wanted.columns), budget), empty=np.zeros(columns, np.int64), sound=np.zeros(columns, np.int64)
    )
    try:
        for part in in_order(table, lambda batch: _digested(batch, wanted), jobs):
            found.ledger.add(part.lines)
            found.rows += part.rows
            found.keyless += part.keyless_rows
            found.damaged += part.damaged_rows
            found.first_keyless += part.keyless[: FIRST - len(found.first_keyless)]
            found.first_damaged += part.damaged[: FIRST - len(found.first_damaged)]
            found.empty += part.empty
            found.sound += part.sound
        found.ledger.divide()
    except BaseException:
        found.ledger.close()
        raise
    return found


def in_order(table: Table, work: Callable[[Batch], _Made], jobs: int) -> Generator[_Made, None, None]:
    """Yield what the work makes of every Batch of a table, in row order; Batches are parsed on threads."""

    def made(block: Block | Batch) -> _Made:
        return work(table.parse(block))

    waiting: deque[Future[_Made]] = deque()
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        for block in table.blocks():
            waiting.append(pool.submit(made, block))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def cells_of(values: Strings, missing: Sequence[str] = (), *, alike: bool = False) -> Cells:
    """Return the cells of a column; null, the empty text and the `missing` ones are absent."""
    present = byte_lengths(values) > 0
    if values.null_count:
        present = present & ~missing_in(values)
    if alike:
        values = alike_written(values)
        present = present & (byte_lengths(values) > 0)
    if missing:
        present = present & ~mask_of(pc.is_in(values, value_set=strings(missing)), missing=False)
    return Cells(values, present, None)


def alike_written(values: Strings) -> Strings:
    """Return texts without what ways of writing add.

    Full-width characters become half-width, blanks around the text go, and zeros behind the decimals of a number.
    """
    distinct = values.dictionary_encode()
    texts = pc.utf8_trim_whitespace(pc.utf8_normalize(distinct.dictionary, form="NFKC"))
    for zeros in _ZEROS:
        texts = pc.replace_substring_regex(texts, zeros, r"\1")
    return texts.take(distinct.indices)


def _digested(batch: Batch, wanted: Wanted) -> _Part:
    size = len(batch)
    blank = blank_rows(batch, size)
    blank[[aside.index for aside in batch.asides]] = True
    record = ~blank
    damaged = np.zeros(size, dtype=np.bool_)
    hurt = [d.index for d in batch.damage if d.column is None or d.column in wanted.key or d.kind in _UNREADABLE]
    damaged[hurt] = True
    damaged &= record
    sound = record & ~damaged
    cells = {place: _cells(batch, place, wanted) for place in range(len(batch.columns))}
    keyed = sound & np.logical_or.reduce([cells[place].present for place in wanted.key])
    keyless = sound & ~keyed
    return _Part(
        lines=_lines(batch, cells, wanted, keyed),
        rows=int(record.sum()),
        keyless=_first(batch, keyless),
        damaged=_first(batch, damaged),
        keyless_rows=int(keyless.sum()),
        damaged_rows=int(damaged.sum()),
        empty=np.array([np.count_nonzero(sound & ~each.present) for each in cells.values()], dtype=np.int64),
        sound=np.full(len(cells), int(sound.sum()), dtype=np.int64),
    )


def _cells(batch: Batch, place: int, wanted: Wanted) -> Cells:
    return cells_of(batch.columns[place], wanted.missing.get(place, ()), alike=wanted.alike)


def _first(batch: Batch, mask: Mask) -> list[int]:
    return [int(row) for row in batch.rows[np.flatnonzero(mask)[:FIRST]]]


def _lines(batch: Batch, cells: dict[int, Cells], wanted: Wanted, keyed: Mask) -> Lines:
    """Return the rows that have a key: two words of its digest, the row number, a word of each cell (0 for an empty one)."""
    found = np.empty((len(batch), HEAD + len(wanted.columns)), dtype=np.uint64)
    found[:, :2] = together([cells[place].digests() for place in wanted.key])
    found[:, 2] = batch.rows
    for i, place in enumerate(wanted.columns):
        found[:, HEAD + i] = _word(cells[place].digests())
    return found if keyed.all() else found[keyed]


def _word(digests: Digests) -> Any:  # noqa: ANN401 - an array of words
    """Return each digest in one word: different values agree in it with a probability of about 2^-63."""
    mixed = digests[:, 1] * _MIX
    mixed ^= mixed >> _HALF
    mixed *= _MIX
    mixed ^= digests[:, 0]
    return mixed
