"""Rows of a sheet that are no records: notes below the table, totals, headings of sections, the header once more.

A row is set aside only on evidence; a record that was cut short, or that lawfully says "Total", stays a
record. What is looked at in every row is the first cell that holds something, and whether a second one
does: on whole columns, so that a file without such rows pays next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from pyarrow import compute

from dgov_std.arrays import Ints, Mask, Strings, byte_lengths, data, mask_of, numbers_of, offsets, only, positions, strings
from dgov_std.dataset.block import Aside, AsideKind, Batch, Damage, DamageKind

_NARROW = 3  # columns; in narrower tables a lone cell may well be all there is of a record
_LAST_ROWS = 40  # non-blank rows from the end that are looked at for notes
_LONGER, _LONG = 1.5, 12  # a note is so many times longer than the column's values, and has so many characters
_NEAR = 4  # rows between a title and the header below it
_OFTEN, _MOSTLY = 0.2, 0.5  # share of records that begin like a heading, or a note: then these cannot be told from them

_BLANK = "[\\s\u00a0\u3000]*"  # RE2 knows only ASCII blanks by their name
_SUMS = ("合计", "总计", "小计", "共计", "累计")
_WORD = "|".join(_BLANK.join(word) for word in _SUMS)
_UNIT = rf"{_BLANK}(?:[(（][^()（）]{{1,10}}[)）])?{_BLANK}[:：]?{_BLANK}"
TOTAL = rf"^{_BLANK}(?:{_WORD}|(?i:(?:grand |sub[- ]?)?total|sum)){_UNIT}$"
TOTAL_OF = rf"^{_BLANK}[^\d:：]{{1,12}}(?:{_WORD}){_UNIT}$"
# A number as people write one, perhaps with its unit; or what stands for nothing.
NUMBER = rf"^{_BLANK}(?:[-—–/\\]{{0,3}}|[¥￥$]?[-+]?[0-9][0-9,，]*(?:\.[0-9]*)?{_BLANK}[^\d\s]{{0,3}}){_BLANK}$"
_NUMBERED = re.compile(rf"{_BLANK}[¥￥$]?[-+]?[0-9][0-9,，]*(?:\.[0-9]*)?{_BLANK}$")
_ORDINAL = "[一二三四五六七八九十百]{1,4}"
HEADING = (
    rf"^{_BLANK}(?:{_ORDINAL}[、.．]|[(（](?:{_ORDINAL}|[0-9]{{1,2}})[)）]"
    rf"|第(?:{_ORDINAL}|[0-9]{{1,2}}){_BLANK}(?:部分|章|节|类|篇)|[0-9]{{1,2}}[.．、]){_BLANK}[^\d\s]"
)
_HEADING = re.compile(HEADING)
_SIGNED = "填表人|填报人|审核人|复核人|制表人?|制表单位|填报单位|填表单位|填表日期|填报日期|联系人|联系电话|单位负责人|统计负责人|负责人"
_MARKED = re.compile(rf"\s*(?:注\s*\d?|备\s*注|说\s*明|(?:数据|资料)?来源|{_SIGNED}|(?i:notes?|sources?|remarks?))\s*[:：]")
_BEGUN = re.compile(
    rf"\s*(?:注\s*\d?[、.．)）\s]|(?:备注|说明|{_SIGNED})(?![^\W\d_])|数据来源|资料来源"
    r"|(?i:notes?|sources?|remarks?)(?=\s*(?:[\d(（.、]|$)))"
)
# A few characters and a colon: 制表时间：…, 经办人：…; an ASCII colon only behind Chinese, not as in https: or doi:
_HAN = "[\u4e00-\u9fff]"
LABELLED = rf"^{_BLANK}(?:{_HAN}[^\d\s:：,，.。;；]{{0,9}}{_BLANK}：|{_HAN}{{2,10}}{_BLANK}:)"
_LABELLED = re.compile(LABELLED)
# Characters a total may end with, by their last byte in UTF-8: 计 l L m M : ： ) ） and blanks.
_ENDS = np.zeros(256, dtype=np.bool_)
_ENDS[[0xA1, *b"lLmM:) \t", 0x9A, 0x89, 0x80, 0xA0]] = True


def set_aside(batch: Batch, labels: Sequence[str], *, last: bool, spread: Collection[int] = ()) -> Batch:
    """Return the Batch with the rows that are no records named in `asides`.

    Args:
        batch: rows below the header, in as many columns as there are labels.
        labels: the header.
        last: whether the table ends with this Batch; only then notes are looked for.
        spread: rows (indices) whose first cell is merged across others to its right.

    The defects of form of a row set aside go with it; rows that may be damaged records are never set aside.
    """
    if not len(batch) or not batch.columns:
        return batch
    looked = _Rows(batch, labels, spread)
    found = dict(looked.repeated())
    found |= looked.totals()
    if len(labels) >= _NARROW:
        lone = looked.lone()
        if last:
            found |= looked.notes(lone, found)
        found |= looked.sections(lone, found)
    if not found:
        return batch
    own: dict[int, tuple[Damage, ...]] = {}
    for each in batch.damage:
        if each.index in found:
            own[each.index] = (*own.get(each.index, ()), each)
    asides = tuple(replace(found[index], damage=own.get(index, ())) for index in sorted(found))
    return replace(batch, asides=asides, damage=tuple(each for each in batch.damage if each.index not in found))


@dataclass(slots=True)
class _Rows:
    """The rows of a Batch, and what is asked of them."""

    batch: Batch
    labels: Sequence[str]
    spread: Collection[int]
    _filled: dict[int, Mask] = field(default_factory=dict)
    _barred: frozenset[int] | None = None
    _grid: Mask | None = None  # by row and column: which cells hold something; a Batch has some million cells at most

    def filled(self, column: int) -> Mask:
        """Return the rows that hold something in a column."""
        known = self._filled.get(column)
        if known is None:
            bounds = offsets(self.batch.columns[column])
            known = self._filled[column] = bounds[1:] != bounds[:-1]
        return known

    def barred(self, index: int) -> bool:
        """Whether a row may be a damaged record: bytes or quotes are wrong, or it reaches beyond the header."""
        if self._barred is None:
            self._barred = frozenset(each.index for each in self.batch.damage if self._harm(each.kind, each.detail))
        return index in self._barred

    def _harm(self, kind: DamageKind, detail: str) -> bool:
        if kind is DamageKind.RAGGED:
            size = detail.removeprefix("cells=")
            return not size.isdigit() or int(size) > len(self.labels)
        return kind not in (DamageKind.NO_RESULT, DamageKind.MERGED)

    def cells(self, index: int) -> dict[int, str]:
        """Return the cells of a row that hold something, by column."""
        if self._grid is None:
            self._grid = np.stack([self.filled(j) for j in range(len(self.batch.columns))], axis=1)
        row = ((j, self.batch.columns[j][index].as_py()) for j in np.flatnonzero(self._grid[index]).tolist())
        return {j: text for j, text in row if text and text.strip()}

    def lone(self) -> Ints:
        """Return the rows in which exactly one cell holds something."""
        seen = self.filled(0)
        few = np.ones(len(self.batch), dtype=np.bool_)
        for column in range(1, len(self.labels)):
            filled = self.filled(column)
            few &= ~(seen & filled)
            if not few.any():
                return np.zeros(0, dtype=np.int64)
            seen = seen | filled
        return np.flatnonzero(few & seen)

    def repeated(self) -> Iterator[tuple[int, Aside]]:
        """Yield the rows that say what the header says."""
        names = [label.strip() for label in self.labels]
        lead = next((j for j, name in enumerate(names) if name), None)
        if lead is None or any(name.isdigit() for name in names):
            return
        column, label = self.batch.columns[lead], self.labels[lead].encode("utf-8", "surrogatepass")
        for index in np.flatnonzero(_like(column, label)).tolist():
            cells = {j: text.strip() for j, text in self.cells(index).items()}
            alike = cells and all(names[j] == text for j, text in cells.items())
            if alike and 2 * len(cells) > sum(map(bool, names)) and not self.barred(index):
                yield index, Aside(AsideKind.HEADER, index, cells[lead])

    def totals(self) -> dict[int, Aside]:
        """Return the rows whose first cell says that they are a total, and whose others are numbers or nothing."""
        found: dict[int, Aside] = {}
        left: Mask | None = None
        for column in range(len(self.labels) - 1):
            filled = self.filled(column)
            asked = filled if left is None else filled & left
            found |= self._totals(column, asked)
            left = ~filled if left is None else left & ~filled
            if not left.any():
                break
        return found

    def _totals(self, column: int, asked: Mask) -> dict[int, Aside]:
        values = self.batch.columns[column]
        buffer = data(values)
        if not len(buffer):
            return {}
        rows = np.flatnonzero(asked & _ENDS[buffer[offsets(values)[1:] - 1]])
        if not len(rows):
            return {}
        texts = values.take(positions(rows))
        whole, part = _matches(texts, TOTAL), _matches(texts, TOTAL_OF)
        said = whole | part
        if not said.any():
            return {}
        rows, whole = rows[said], whole[said]
        numbers, plain = self._numbers(rows, column)
        names = texts.take(positions(np.flatnonzero(said))).to_pylist()
        chosen = plain & (whole | (numbers > 0))
        return {
            index: Aside(AsideKind.TOTAL, index, name)
            for index, name, total in zip(rows.tolist(), names, chosen.tolist(), strict=True)
            if total and not self.barred(index)
        }

    def _numbers(self, rows: Ints, column: int) -> tuple[Ints, Mask]:
        """Return per row how many cells behind `column` hold numbers, and whether no cell holds anything else."""
        numbers, plain = np.zeros(len(rows), dtype=np.int64), np.ones(len(rows), dtype=np.bool_)
        at = positions(rows)
        for other in range(column + 1, len(self.labels)):
            texts = self.batch.columns[other].take(at)
            filled = byte_lengths(texts) > 0
            if filled.any():
                number = _matches(texts, NUMBER)
                plain &= number | ~filled
                numbers += number & filled
        return numbers, plain

    def sections(self, lone: Ints, known: Mapping[int, Aside]) -> dict[int, Aside]:
        """Return the lone cells that are merged across, stand right above the header once more, or begin like a heading.

        The last only where records do not begin so.
        """
        found: dict[int, Aside] = {}
        often: dict[int, bool] = {}
        titles = {self._above(index) for index, aside in known.items() if aside.kind is AsideKind.HEADER}
        for index in lone.tolist():
            if index in known or self.barred(index):
                continue
            column, text = next(iter(self.cells(index).items()), (0, ""))
            if not text or (column > 1 and index not in titles):
                continue
            heading = index in titles or index in self.spread
            if heading or (
                _HEADING.match(text) and not often.setdefault(column, self._often(column, lone, HEADING, _OFTEN))
            ):
                found[index] = Aside(AsideKind.SECTION, index, text)
        return found

    def _above(self, index: int) -> int | None:
        """Return the next row above that holds anything, if it is near."""
        return next((i for i in range(index - 1, max(index - _NEAR, -1), -1) if self.cells(i)), None)

    def _often(self, column: int, lone: Ints, pattern: str, share: float, *, before: int | None = None) -> bool:
        """Whether more than a share of the records, too, begin like that in this column; only those `before` a row."""
        asked = self.filled(column).copy()
        asked[lone] = False
        if before is not None:
            asked[before:] = False
        count = int(np.count_nonzero(asked))
        alike = np.count_nonzero(_matches(self.batch.columns[column], pattern) & asked)
        return bool(alike > share * count)

    def notes(self, lone: Ints, known: Collection[int]) -> dict[int, Aside]:
        """Return the notes among the last rows: everything behind the last record must be one, or go on with one."""
        found: dict[int, Aside] = {}
        further: dict[int, Aside] = {}  # lone cells that are further lines of a note, if one stands above them
        single = set(lone.tolist())
        anything = np.logical_or.reduce([self.filled(column) for column in range(len(self.labels))])
        for index in np.flatnonzero(anything)[: -_LAST_ROWS - 1 : -1].tolist():
            if index in known:
                continue
            cells = self.cells(index)
            if self.barred(index) or not cells:
                break
            column, text = next(iter(cells.items()))
            note = Aside(AsideKind.NOTE, index, " ".join(cells.values()))
            if self._is_marked(index, cells, lone, single=index in single):
                found |= {index: note, **further}
                further = {}
            elif column * 2 >= len(self.labels) or index not in single:
                break
            elif further or not self._is_wide(index, column, text):
                further[index] = note
            else:
                found[index] = note
        return found

    def _is_marked(self, index: int, cells: dict[int, str], lone: Ints, *, single: bool) -> bool:
        """Whether a row says itself that it is a note or a signature."""
        column, text = next(iter(cells.items()))
        left = column * 2 < len(self.labels)
        if _MARKED.match(text) and (single or (left and len(cells) < len(self.labels))):
            # A record may begin so: then it has numbers, too.
            return 2 * len(cells) <= len(self.labels) or not any(map(_NUMBERED.match, list(cells.values())[1:]))
        if all(map(_LABELLED.match, cells.values())) and (single or 2 * len(cells) <= len(self.labels)):
            return not self._often(column, lone, LABELLED, _MOSTLY, before=index)
        return single and left and (bool(_BEGUN.match(text)) or index in self.spread)

    def _is_wide(self, index: int, column: int, text: str) -> bool:
        """Whether a text is much longer than any other of its column above it."""
        above = self.batch.columns[column].slice(0, index)
        others = self.filled(column)[:index].copy()
        others[[i for i in range(max(index - _LAST_ROWS, 0), index) if len(self.cells(i)) == 1]] = False
        if not others.any() or len(text.strip()) < _LONG or (text.strip().isascii() and " " not in text.strip()):
            return False
        longest = int(numbers_of(compute.utf8_length(only(above, others))).max())
        return len(text.strip()) > _LONGER * longest


def _matches(texts: Strings, pattern: str) -> Mask:
    return mask_of(compute.match_substring_regex(texts, pattern), missing=False)


def _like(values: Strings, text: bytes) -> Mask:
    """Return where a text stands, told by its length and its last byte before the whole is looked at."""
    buffer, bounds = data(values), offsets(values)
    alike: Mask = np.asarray(byte_lengths(values) == len(text), dtype=np.bool_)
    if not alike.any():
        return alike
    alike &= buffer[bounds[1:] - 1] == text[-1]
    rows = np.flatnonzero(alike)
    equal = mask_of(compute.equal(values.take(positions(rows)), strings([text.decode("utf-8", "surrogatepass")])[0]))
    alike[rows] = equal
    return alike
