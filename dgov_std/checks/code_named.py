"""`codeNamed`: a column holds a name of the code in another, or a text that does not name another place.

`{"code": column, "name": column, "list", "at": "asOf"}`: the name is one the code has or had, with `at` one it has
at the reference date; nothing is said of a code without a name then.

`{"code": column, "text": column, "list"}`: a text contradicts the code only where that is sure. Each level of the code
(itself, its parent, ...) is looked at: the text holds the name of another code in force under the same parent, none
of the level's own, and no name of a lower level of the code before that. Names of fewer than three characters
(城区) count as those of the code itself, never as those of another. Levels abolished say nothing, nor do those of
a list without levels that holds over a thousand names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dgov_std.arrays import Ints, Mask, Strings, numbers_of, positions, some, strings
from dgov_std.checks.code_set import CodeSet
from dgov_std.checks.code_tree import named_rows
from dgov_std.checks.setting import Setting, day_from, day_until
from dgov_std.texts import Texts

_SHORTEST = 3  # characters of a name that is looked for
_MOST = 1000  # names that are looked for at once


@dataclass(frozen=True, slots=True)
class CodeNamed:
    """Passes where the name is one of the code; `allowed[i]` are the places of the names of code i, then -2.

    The last line is for codes that say nothing.
    """

    columns: tuple[str, str]
    codes: CodeSet
    names: pa.Array[Any]
    allowed: Ints

    def __call__(self, code: Strings, name: Strings) -> Mask:
        """Return the mask of the rows."""
        return self.judge(Texts(code), Texts(name))

    def judge(self, code: Texts, name: Texts) -> Mask:
        """Return the mask of the rows."""
        place = self.codes.places(code)
        found = numbers_of(pc.index_in(name.values, value_set=self.names), -1)
        held: Mask = some(self.allowed[place] == found[:, None])
        silent: Mask = (place < 0) | (self.allowed[place, 0] < 0)
        return held | silent


@dataclass(frozen=True, slots=True)
class Siblings:
    """The codes in force under one parent: a pattern of their names, the longest first."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Place:
    """One level of a code: its names, ever, and its siblings; None where the level says nothing."""

    names: tuple[str, ...]
    siblings: Siblings | None


@dataclass(frozen=True, slots=True)
class CodeInText:
    """Passes unless the text names another place than the code; `lines` are the levels of a code, itself first."""

    columns: tuple[str, str]
    lines: Mapping[str, tuple[Place, ...]]

    def __call__(self, code: Strings, text: Strings) -> Mask:
        """Return the mask of the rows."""
        encoded = code.dictionary_encode()
        indices = np.asarray(numbers_of(encoded.indices, -1), dtype=np.int64)
        lines = [self.lines.get(each, ()) for each in encoded.dictionary.to_pylist()]
        passes = np.ones(len(code), dtype=np.bool_)
        for depth in range(max(map(len, lines), default=0)):
            for siblings, rows in _together(lines, depth, indices):
                for i, inside in _suspects(siblings, lines, depth, rows, indices, text):
                    passes[inside[_contradicted(text.take(positions(inside)), lines[i], depth)]] = False
        return passes


def _together(lines: Sequence[tuple[Place, ...]], depth: int, indices: Ints) -> Iterator[tuple[Siblings, Ints]]:
    """Yield (siblings, rows) of one level of the codes: the rows whose codes have these siblings there."""
    known: dict[str, tuple[int, Siblings]] = {}
    group = np.full(len(lines) + 1, -1, dtype=np.int64)  # the last one for rows without a code
    for i, line in enumerate(lines):
        siblings = line[depth].siblings if depth < len(line) else None
        if siblings is not None:
            group[i] = known.setdefault(siblings.pattern, (len(known), siblings))[0]
    of_rows = group[indices]
    order = np.argsort(of_rows, kind="stable")
    bounds = np.searchsorted(of_rows[order], np.arange(len(known) + 1))
    for number, siblings in known.values():
        rows = order[bounds[number] : bounds[number + 1]]
        if len(rows):
            yield siblings, rows


def _suspects(
    siblings: Siblings, lines: Sequence[tuple[Place, ...]], depth: int, rows: Ints, indices: Ints, text: Strings
) -> Iterator[tuple[int, Ints]]:
    """Yield (code, rows) where the first of the siblings that a text names is not the code's own level."""
    found = pc.struct_field(pc.extract_regex(text.take(positions(rows)), f"(?P<name>{siblings.pattern})"), "name")
    encoded = found.dictionary_encode()
    named, code = numbers_of(encoded.indices, -1), indices[rows]
    place = {word: k for k, word in enumerate(encoded.dictionary.to_pylist())}
    own = np.zeros((len(lines), len(place) + 1), dtype=np.bool_)  # the last column: none is named
    own[:, -1] = True
    for i in np.unique(code).tolist():
        own[i, [place[name] for name in lines[i][depth].names if name in place]] = True
    suspects = rows[~own[code, named]]
    suspects = suspects[np.argsort(indices[suspects], kind="stable")]
    codes, starts = np.unique(indices[suspects], return_index=True)
    yield from zip(codes.tolist(), np.split(suspects, starts[1:]), strict=True) if len(codes) else ()


def _contradicted(texts: Strings, line: Sequence[Place], depth: int) -> Mask:
    """Return which texts, in which another sibling is named first, hold no own name and no lower one before that."""
    level = line[depth]
    other = _first(texts, [level.siblings.pattern]) if level.siblings else _first(texts, [])
    own = _first(texts, [re.escape(name) for name in level.names])
    lower = _first(texts, [re.escape(name) for place in line[:depth] for name in place.names])
    return np.asarray((own == _NOWHERE) & (lower > other), dtype=np.bool_)


_NOWHERE = np.iinfo(np.int32).max


def _first(texts: Strings, patterns: Sequence[str]) -> Ints:
    """Return where the first match of any pattern begins, `_NOWHERE` without one."""
    if not patterns:
        return np.full(len(texts), _NOWHERE, dtype=np.int64)
    found = np.asarray(numbers_of(pc.find_substring_regex(texts, "|".join(patterns)), -1), dtype=np.int64)
    return np.where(found < 0, _NOWHERE, found)


def compile_code_named(value: Mapping[str, Any], setting: Setting) -> CodeNamed | CodeInText:
    """Compile the keyword's value."""
    rows = list(named_rows(setting.entries[value["list"]]))
    if "text" in value:
        return CodeInText((value["code"], value["text"]), _lines(rows))
    wanted: dict[str, dict[str, None]] = {row["code"]: {} for row in rows}
    for row in rows:
        now = setting.as_of
        if value.get("at") == "asOf" and not (
            now is not None and day_from(row.get("valid_from")) <= now < day_until(row.get("valid_to"))
        ):
            continue
        wanted[row["code"]][row["name"]] = None
    names = {name: i for i, name in enumerate(dict.fromkeys(row["name"] for row in rows))}
    allowed = np.full((len(wanted) + 1, max(map(len, wanted.values()), default=0) + 1), -2, dtype=np.int64)
    for i, own in enumerate(wanted.values()):
        allowed[i, : len(own)] = [names[name] for name in own]
    codes = setting.table(value["list"]).set
    return CodeNamed((value["code"], value["name"]), codes, strings(list(names)), allowed)


def _lines(rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Place, ...]]:
    """Return the levels of every code. Of a code with several periods the last one says what stands above it."""
    names: dict[str, dict[str, None]] = {}
    last: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        names.setdefault(row["code"], {})[row["name"]] = None
        if row["code"] not in last or _end(row) >= _end(last[row["code"]]):
            last[row["code"]] = row
    children: dict[str | None, list[str]] = {}
    for row in last.values():
        if not row.get("valid_to"):
            children.setdefault(row.get("parent") or None, []).append(row["name"])
    shared = {parent: _siblings(found) for parent, found in children.items()}
    places = {
        code: Place(tuple(names[code]), None if row.get("valid_to") else shared[row.get("parent") or None])
        for code, row in last.items()
    }
    return {code: tuple(places[each] for each in _upwards(code, last)) for code in last}


def _end(row: Mapping[str, Any]) -> int:
    """Return the first day that a row does not cover; a year of abolition ends with the next new year."""
    day = day_until(row.get("valid_to"))
    return day + 8_801 if day % 10_000 == 1300 else day


def _siblings(names: Sequence[str]) -> Siblings | None:
    long = sorted({name for name in names if len(name) >= _SHORTEST}, key=lambda name: (-len(name), name))
    return Siblings("|".join(map(re.escape, long))) if 0 < len(long) <= _MOST else None


def _upwards(code: str, last: Mapping[str, Mapping[str, Any]]) -> list[str]:
    found: dict[str, None] = {}
    at: str | None = code
    while at is not None and at in last and at not in found:
        found[at] = None
        at = last[at].get("parent") or None
    return list(found)
