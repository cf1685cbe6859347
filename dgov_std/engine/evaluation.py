"""Expressions over the cells of one Batch: masks combined, leaves judged by their route."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Mask, Strings, numbers_of, positions, where
from dgov_std.engine.digest import Digests, digests_of
from dgov_std.plan.expression import (
    Across,
    All,
    AnyOf,
    Cell,
    Const,
    Expression,
    Filled,
    Leaf,
    Not,
    OneOf,
    Part,
    Present,
    Slice,
)
from dgov_std.plan.plan import Route, Spelling
from dgov_std.reference.cells import CELL_KEYWORDS
from dgov_std.reference.rows import ROW_KEYWORDS
from dgov_std.reference.setting import Setting
from dgov_std.texts import Texts, spread

_SAMPLE = 512
_REPEATED = 0.5


def combine(expression: Expression, leaf: Callable[[Expression], Mask], size: int) -> Mask:
    """Return the mask of a boolean expression; `leaf` judges what is no connective."""
    match expression:
        case Const(value):
            return np.full(size, value, dtype=np.bool_)
        case Not(part):
            return ~combine(part, leaf, size)
        case All(parts):
            found = np.ones(size, dtype=np.bool_)
            for part in parts:
                found &= combine(part, leaf, size)
            return found
        case AnyOf(parts):
            found = np.zeros(size, dtype=np.bool_)
            for part in parts:
                found |= combine(part, leaf, size)
            return found
        case OneOf(parts):
            count = np.zeros(size, dtype=np.int64)
            for part in parts:
                count += combine(part, leaf, size)
            return np.asarray(count == 1)
        case _:
            return leaf(expression)


def judge_values(expression: Expression, values: Strings, route: Route, setting: Setting) -> Mask:
    """Return the mask of a column expression over `values`; answers at nulls are never looked at."""
    return judge_texts(expression, Texts(values), route, setting)


def judge_texts(expression: Expression, texts: Texts, route: Route, setting: Setting) -> Mask:
    """Return what `judge_values` returns, for texts whose shared forms are kept."""

    def leaf(node: Expression) -> Mask:
        if isinstance(node, Slice):
            found = np.ones(texts.size, dtype=np.bool_)
            for rows, pieces in texts.pieces(node.start, node.end):
                found[slice(None) if rows is None else rows] = judge_texts(node.part, pieces, route, setting)
            return found
        if isinstance(node, Part):
            rows, pieces = texts.between(node.separator, node.index)
            return spread(rows, judge_texts(node.part, pieces, route, setting), texts.size)
        if not isinstance(node, Leaf):
            msg = f"{type(node).__name__} inside a column expression"
            raise TypeError(msg)
        if route is Route.FALLBACK or node.kernel is None:
            return _by_reference(node, texts.values, setting)
        judge = getattr(node.kernel, "judge", None)
        return node.kernel(texts.values) if judge is None else judge(texts)

    return combine(expression, leaf, texts.size)


def _by_reference(node: Leaf, values: Strings, setting: Setting) -> Mask:
    """Judge each distinct value once with the reference twin: slow, never absent."""
    encoded = values.dictionary_encode()
    judge = CELL_KEYWORDS[node.keyword]
    answers = [judge(node.value, value, setting) for value in encoded.dictionary.to_pylist()]
    if not answers:
        return np.ones(len(values), dtype=np.bool_)
    found: Mask = np.asarray(answers, dtype=np.bool_)[numbers_of(encoded.indices)]
    return found


class Cells:
    """One column of a Batch: its texts, which are present, and the distinct ones when that pays."""

    def __init__(
        self, values: Strings, present: Mask, route: Route | None, *, null: bool = False, spelling: Spelling | None = None
    ) -> None:
        """Take the texts and where they are present; with `null` the other cells are null, not absent.

        `spelling` gives equal texts for values that are equal as keys, null for what it cannot read.
        """
        self.values = values
        self.texts = Texts(values)
        self.present = present
        self.null = null
        self.spelling = spelling
        self._forced = route
        self._sampled: Route | None = None
        self._encoded: tuple[Texts, Any] | None = None
        self._digests: Digests | None = None

    @property
    def route(self) -> Route:
        """Distinct when a sample of the column repeats itself, else direct; looked for when first asked for."""
        if self._sampled is None:
            self._sampled = self._forced or self._chosen()
        return self._sampled

    def _chosen(self) -> Route:
        size = len(self.values)
        if size < _SAMPLE:
            return Route.DIRECT
        sample = self.values.slice((size - _SAMPLE) // 2, _SAMPLE)
        return Route.DISTINCT if len(sample.unique()) <= _REPEATED * _SAMPLE else Route.DIRECT

    @property
    def there(self) -> Mask:
        """Where the row has this property: present, or null."""
        return np.ones(len(self.values), dtype=np.bool_) if self.null else self.present

    def judge(self, expression: Expression, setting: Setting, *, at_null: bool = True) -> Mask:
        """Return the mask of a column expression; absent cells pass, null ones by `at_null`."""
        route = Route.DIRECT if self._forced is None and _shares(expression) else self.route
        if route is Route.DISTINCT:
            distinct, indices = self._distinct()
            answers = judge_texts(expression, distinct, route, setting)
            found = answers[indices] if distinct.size else np.ones(len(self.values), dtype=np.bool_)
        else:
            found = judge_texts(expression, self.texts, route, setting)
        if self.null and not at_null:
            return found & self.present
        return found | ~self.present

    def digests(self) -> Digests:
        """Return the digest of each cell, shape (n, 2); an absent cell's is zero."""
        if self._digests is None:
            if self.route is Route.DISTINCT:
                distinct, indices = self._distinct()
                found = digests_of(self._spelled(distinct))[indices] if distinct.size else digests_of(self.texts)
            else:
                found = digests_of(self._spelled(self.texts))
            self._digests = found if self.present.all() else np.where(self.present[:, None], found, np.uint64(0))
        return self._digests

    def _spelled(self, texts: Texts) -> Texts:
        return texts if self.spelling is None else Texts(pc.coalesce(self.spelling(texts.values), texts.values))

    def _distinct(self) -> tuple[Texts, Any]:
        if self._encoded is None:
            encoded = self.values.dictionary_encode()
            indices = numbers_of(encoded.indices)
            self._encoded = Texts(encoded.dictionary), indices
        return self._encoded


def _shares(expression: Expression) -> bool:
    """Whether every kernel works on shared forms: that is as fast as finding the distinct values."""
    match expression:
        case Leaf(kernel=kernel):
            return hasattr(kernel, "judge")
        case Not(part) | Slice(part=part) | Part(part=part):
            return _shares(part)
        case All(parts) | AnyOf(parts) | OneOf(parts):
            return all(_shares(part) for part in parts)
        case _:
            return isinstance(expression, Const)


def judge_rows(expression: Expression, cells: Mapping[str, Cells], size: int, route: Route | None, setting: Setting) -> Mask:
    """Return the mask of a row expression; a column the file lacks is absent in every row."""

    def leaf(node: Expression) -> Mask:
        match node:
            case Cell(column, part, at_null):
                return cells[column].judge(part, setting, at_null=at_null) if column in cells else np.ones(size, np.bool_)
            case Present(column):
                return cells[column].there if column in cells else np.zeros(size, dtype=np.bool_)
            case Filled(columns, low, high):
                count = np.zeros(size, dtype=np.int64)
                for column in columns:
                    if column in cells:
                        count += cells[column].there
                return np.asarray((count >= low) & (count <= (len(columns) if high is None else high)))
            case Across():
                return _across(node, cells, size, route, setting)
            case _:
                msg = f"{type(node).__name__} inside a row expression"
                raise TypeError(msg)

    return combine(expression, leaf, size)


def spoken(expression: Expression, cells: Mapping[str, Cells]) -> Mask | None:
    """Return in which rows a keyword over several columns has something to say, None = wherever its cells are there."""
    says = getattr(getattr(expression, "kernel", None), "says", None)
    if says is None or not isinstance(expression, Across) or any(column not in cells for column in expression.columns):
        return None
    return np.asarray(says(*(cells[column].texts for column in expression.columns)))


def _across(node: Across, cells: Mapping[str, Cells], size: int, route: Route | None, setting: Setting) -> Mask:
    nothing = pa.nulls(size, pa.string())
    arrays = [_texts(cells[c]) if c in cells else nothing for c in node.columns]
    present = [cells[c].present if c in cells else np.zeros(size, dtype=np.bool_) for c in node.columns]
    passes = np.ones(size, dtype=np.bool_)
    relevant = np.logical_and.reduce([here for here, name in zip(present, node.columns, strict=True) if name in node.needed])
    rows = np.flatnonzero(relevant)
    if not len(rows):
        return passes
    shared = getattr(node.kernel, "judge", None)
    if shared is not None and route is None and set(node.needed) >= set(node.columns):
        return np.asarray(shared(*(cells[c].texts for c in node.columns)) | ~relevant)
    if len(rows) < size:
        arrays = [array.take(positions(rows)) for array in arrays]
    if route is Route.FALLBACK or node.kernel is None:
        passes[rows] = _rows_by_reference(node, arrays, setting)
    elif route is Route.DISTINCT:
        passes[rows] = _distinct_rows(node, arrays)
    else:
        passes[rows] = node.kernel(*arrays)
    return passes


def _texts(cells: Cells) -> Strings:
    """Return the column with absent cells as nulls."""
    if cells.present.all() and not cells.values.null_count:
        return cells.values
    return where(cells.present, cells.values)


def _tuples(arrays: list[Strings]) -> tuple[Any, Any]:
    """Return (position of the first of each distinct tuple, index of each row's tuple)."""
    combined = np.zeros(len(arrays[0]), dtype=np.int64)
    for array in arrays:
        encoded = array.dictionary_encode(null_encoding="encode")
        combined = combined * (len(encoded.dictionary) + 1) + numbers_of(encoded.indices)
        _, combined = np.unique(combined, return_inverse=True)
    _, first, inverse = np.unique(combined, return_index=True, return_inverse=True)
    return first, inverse


def _distinct_rows(node: Across, arrays: list[Strings]) -> Mask:
    first, inverse = _tuples(arrays)
    if node.kernel is None:
        msg = node.keyword
        raise TypeError(msg)
    return np.asarray(node.kernel(*(array.take(positions(first)) for array in arrays))[inverse])


def _rows_by_reference(node: Across, arrays: list[Strings], setting: Setting) -> Mask:
    first, inverse = _tuples(arrays)
    columns = [array.take(positions(first)).to_pylist() for array in arrays]
    judge = ROW_KEYWORDS[node.keyword]
    answers = []
    for values in zip(*columns, strict=True):
        row = {name: value for name, value in zip(node.columns, values, strict=True) if value is not None}
        answers.append(judge(node.value, row, setting))
    found: Mask = np.asarray(answers, dtype=np.bool_)[inverse]
    return found
