"""What is wrong or remarkable with a code list itself, or with a mapping: checks for `dgov-std test`.

What no list may have (a code twice at one time, a parent that is not there) loading refuses already; it is checked again
here, for a list may be composed of several. The rest are GB/T 7027 and GB/T 10113 as far as a table can answer them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dgov_std.standard.mappings import mapping_mistakes
from dgov_std.standard.model import Code, CodeList, CodeMapping, Copy
from dgov_std.standard.periods import by_code, ended_before, gap_between, overlap, starts
from dgov_std.standard.problems import shown
from dgov_std.text import Text

_YEAR = re.compile(r"[-—－][0-9]{4}\b")
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")
_OTHER = ("其他", "其它")


@dataclass(frozen=True, slots=True)
class ListProblem:
    """Something about a code, or about the list as a whole where `code` is None."""

    code: str | None
    text: Text
    severity: Literal["error", "warning", "info"] = "error"


def list_problems(codelist: CodeList | CodeMapping, codelists: Mapping[str, CodeList]) -> list[ListProblem]:
    """Return what is wrong or remarkable with one list or mapping, the list as a whole first, then code by code.

    Args:
        codelist: with its local additions.
        codelists: all lists of the standard; a mapping is looked up in them.
    """
    found = list(_copied(codelist.copy))
    if isinstance(codelist, CodeMapping):
        sides = [codelists.get(name) for name in (codelist.of, codelist.to)]
        if sides[0] is not None and sides[1] is not None:
            found += [ListProblem(None, what) for _, what, _ in mapping_mistakes(codelist, sides[0], sides[1])]
        return found
    found += _described(codelist)
    for check in _CHECKS:
        found += check(codelist)
    return found


def _copied(copy: Copy) -> Iterator[ListProblem]:
    """The file is the one that was declared."""
    if copy.rows is not None and copy.rows_found is not None and copy.rows != copy.rows_found:
        yield ListProblem(
            None,
            Text(
                f"{copy.file} 有 {copy.rows_found} 行代码，写的是 rows: {copy.rows}",
                f"{copy.file} has {copy.rows_found} lines of codes, declared are rows: {copy.rows}",
            ),
        )
    if copy.sha256 is not None and copy.sha256_found is not None and copy.sha256 != copy.sha256_found:
        yield ListProblem(
            None,
            Text(
                f"{copy.file} 的 SHA-256 是 {copy.sha256_found}，与所写的不同：文件被改过",
                f"the SHA-256 of {copy.file} is {copy.sha256_found}, not the one declared: the file was changed",
            ),
        )


def _described(codelist: CodeList) -> Iterator[ListProblem]:
    """The list says which edition of which source it is, and under which licence a file was taken."""
    head, copy = codelist.head, codelist.copy
    if not head.source.standard:
        yield ListProblem(None, Text("没有写依据的标准", "the source names no standard"))
    elif not head.edition and not _YEAR.search(head.source.standard):
        yield ListProblem(None, Text("没有写版本（edition）", "no edition is given"), "info")
    if copy.file is not None:
        for key, value in (("licence", copy.licence), ("origin", copy.origin), ("sha256", copy.sha256)):
            if not value:
                what = Text(f"代码在文件里，却没有写 {key}", f"the codes come from a file, but there is no {key}")
                yield ListProblem(None, what, "warning")


def _blanks(codelist: CodeList) -> Iterator[ListProblem]:
    for code in codelist.codes:
        if not code.code or code.code.strip() != code.code:
            yield _of(code, "代码是空的，或前后有空白", "the code is empty or has blanks around it")
        if code.name.zh.strip() != code.name.zh or code.name.en.strip() != code.name.en:
            yield _of(code, "名称前后有空白", "the name has blanks around it", "warning")


def _names(codelist: CodeList) -> Iterator[ListProblem]:
    """Names are told apart under one parent at one time: a warning where both stand today, for years are not exact.

    Of a list that names no parents only how many there are is said: places of one name lie in different provinces.
    """
    groups: dict[tuple[str | None, str], list[Code]] = {}
    for code in codelist.codes:
        groups.setdefault((code.parent, code.name.zh), []).append(code)
    flat = not any(code.parent for code in codelist.codes)
    twice: list[tuple[Code, Code]] = []
    for group in groups.values():
        group.sort(key=starts)
        twice += [pair for pair in itertools.pairwise(group) if not _one_code(*pair) and overlap(*pair)]
    if flat and twice:
        one, other = twice[0]
        names = len({pair[1].name.zh for pair in twice})
        example = f"{shown(other.name.zh)} {shown(one.code)}, {shown(other.code)}"
        what = Text(f"{names} 个名称各有几个代码，如 {example}", f"{names} names have several codes, such as {example}")
        yield ListProblem(None, what, "info")
    for one, other in () if flat else twice:
        yield _of(
            other,
            f"与“{shown(one.code)}”同属一个上级，同时叫“{shown(other.name.zh)}”",
            f'has the name "{shown(other.name.en)}" at the same time as "{shown(one.code)}" under the same parent',
            "info" if one.valid_to or other.valid_to else "warning",
        )


def _one_code(one: Code, other: Code) -> bool:
    """Whether two entries are of one code, or of one code in two spellings: 01, and A01 with the letter above it."""
    short, long = sorted((one.code, other.code), key=len)
    before = long.removesuffix(short)
    return one.code == other.code or (one.level == other.level and before != long and before == one.parent)


def _parents(codelist: CodeList) -> Iterator[ListProblem]:
    known = {code.code for code in codelist.codes}
    prefix = codelist.hierarchy == "prefix"
    for code in codelist.codes:
        if code.parent is None:
            continue
        if code.parent not in known:
            yield _of(code, f"上级“{shown(code.parent)}”不在表中", f'the parent "{shown(code.parent)}" is not in the list')
        elif prefix and not _continues(code.code, code.parent):
            yield _of(
                code,
                f"不以上级“{shown(code.parent)}”开头（hierarchy: prefix）",
                f'does not begin with its parent "{shown(code.parent)}" (hierarchy: prefix)',
            )


def _continues(code: str, parent: str) -> bool:
    """Whether a code goes on from its parent's, without the zeros that fill the parent's up to the length of the code."""
    if len(parent) == len(code):
        parent = parent.rstrip("0")
    return code.startswith(parent) and code != parent


def _levels(codelist: CodeList) -> Iterator[ListProblem]:
    """A code is of a level that is declared, and has its shape."""
    if not codelist.levels:
        return
    shapes = {level.id: re.compile(level.pattern) if level.pattern else None for level in codelist.levels}
    names = "、".join(shapes)
    for code in codelist.codes:
        if code.level is None:
            yield _of(code, "没有写层级（level）", "has no level", "warning")
        elif code.level not in shapes:
            known = names.replace("、", ", ")
            yield _of(
                code,
                f"层级“{shown(code.level)}”没有声明（有：{names}）",
                f'has the level "{shown(code.level)}", not one of {known}',
            )
        elif (shape := shapes[code.level]) is not None and shape.fullmatch(code.code) is None:
            yield _of(
                code, f"不是层级“{code.level}”的形式 {shape.pattern}", f"has not the shape {shape.pattern} of {code.level}"
            )


def _periods(codelist: CodeList) -> Iterator[ListProblem]:
    """Periods of one code do not overlap; a code given again to something else is declared."""
    for entries in by_code(codelist.codes).values():
        for one, other in itertools.pairwise(entries):
            if overlap(one, other):
                yield _of(other, "两段有效期重叠", "has two periods that overlap")
            elif not codelist.reused and one.name != other.name and (gap_between(one, other) or one.successors):
                yield _of(
                    other,
                    f"撤销后另作他用：先“{shown(one.name.zh)}”，后“{shown(other.name.zh)}”；没有写 reused: true",
                    f'was given again: first "{shown(one.name.en)}", later "{shown(other.name.en)}"; reused: true is not written',
                )


def _successors(codelist: CodeList) -> Iterator[ListProblem]:
    """What takes a code's place is there, and not abolished itself at that time."""
    known = by_code(codelist.codes)
    for code in codelist.codes:
        for successor in code.successors:
            if successor not in known:
                if not codelist.open:
                    yield _of(
                        code,
                        f"替代它的“{shown(successor)}”不在表中",
                        f'"{shown(successor)}", which replaces it, is not in the list',
                    )
            elif code.valid_to is not None and all(ended_before(entry, code.valid_to) for entry in known[successor]):
                yield _of(
                    code,
                    f"{code.valid_to} 年撤销，替代它的“{shown(successor)}”那时已不存在",
                    f'was abolished in {code.valid_to}; "{shown(successor)}", which replaces it, was gone by then',
                    "warning",
                )


def _others(codelist: CodeList) -> Iterator[ListProblem]:
    """A residual class stands last among its siblings."""
    last: dict[str | None, Code] = {}
    residual: dict[str | None, Code] = {}
    for code in codelist.codes:
        last[code.parent] = code
        if code.name.zh in _OTHER:
            residual[code.parent] = code
    for parent, code in residual.items():
        if last[parent] is not code:
            yield _of(code, "收容类目“其他”不在最后", "the residual class is not the last of its siblings", "info")


def _widths(codelist: CodeList) -> Iterator[ListProblem]:
    """Names write letters and digits at half width, and brackets in one width."""
    for code in codelist.codes:
        name = code.name.zh
        if _WIDE.search(name):
            yield _of(code, "名称里有全角字母或数字", "the name has letters or digits of full width", "info")
        if ("（" in name or "）" in name) and ("(" in name or ")" in name):
            yield _of(code, "名称里全角、半角括号混用", "the name mixes brackets of full and half width", "info")


def _of(code: Code, zh: str, en: str, severity: Literal["error", "warning", "info"] = "error") -> ListProblem:
    name = shown(code.code)
    return ListProblem(code.code, Text(f"代码“{name}”：{zh}", f'the code "{name}": {en}'), severity)


_CHECKS: Sequence[Callable[[CodeList], Iterator[ListProblem]]] = (
    _blanks,
    _names,
    _parents,
    _levels,
    _periods,
    _successors,
    _others,
    _widths,
)
