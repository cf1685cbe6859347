"""Code lists by the names people call them, and their codes by day, name and mapping: what `codes` answers.

A wheel holds the lists as JSON, so that an answer parses no YAML; a checkout reads the YAML.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dgov_std.api.lookup import Roll, Row
from dgov_std.errors import Problem, UsageError
from dgov_std.report.lookups import Answer, Catalogue, Hits, Line, ListHead, Named, Page, Translation
from dgov_std.text import Language, Text

MOST = 20
FOLDER = Path(__file__).resolve().parent.parent / "_bundles" / "lists"
_NUMBER = re.compile(r"([a-z]+)([0-9]+(?:\.[0-9]+)*)(?:-((?:19|20)[0-9]{2}))?")
_BETWEEN = re.compile(r"(?<=[0-9])[\s\-‐‑‒–—―−]+(?=[0-9])")  # number and year
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NEAREST = 5
_Number = tuple[str, str, str | None]
_SAME = "same"  # the relation of two codes that mean the same
_REVERSED = {"broader": "narrower", "narrower": "broader"}


@dataclass(frozen=True)
class Shelf:
    """The index of all lists and mappings, and how to get the rows of a file named in it."""

    index: Mapping[str, Any]
    rows: Callable[[str], Mapping[str, Any]]

    @property
    def heads(self) -> dict[str, ListHead]:
        """The lists by id."""
        return {name: _head(name, entry) for name, entry in self.index["lists"].items()}

    def roll(self, name: str) -> Roll:
        """Return a list with its rows."""
        entry = self.index["lists"][name]
        return Roll.of(_head(name, entry), self.rows(entry["file"]))


def look_up(
    name: str | None = None,
    term: str | None = None,
    *,
    at: str | None = None,
    to: str | None = None,
    everything: bool = False,
    standard: str | os.PathLike[str] | None = None,
) -> Answer:
    """Answer a question about code lists.

    Args:
        name: the list: its id, title, an alias or the number of its standard, loosely written; None: all lists.
        term: a code, a part of a name, or the first letters of its reading; None: the whole list.
        at: the day (ISO) that decides which codes are valid, under which name.
        to: the list to which codes are translated, by a mapping in either direction.
        everything: all that is found; else the best `MOST`.
        standard: a standard (id, folder or file) to look in instead of the shipped ones.

    Raises:
        UsageError: there is no such list or mapping, several are meant, or `at` is no day.
        StandardError: mistakes in the standard.
    """
    shelf = open_shelf(standard)
    day = _day(at)
    if name is None:
        if to is not None:
            raise UsageError(Problem(Text("没有写从哪个代码表", "no list to translate from is named"), where="--to"))
        mappings = shelf.index["mappings"].items()
        told = tuple((key, Text(**entry["title"]), entry["from"], entry["to"]) for key, entry in mappings)
        return Catalogue(tuple(shelf.heads.values()), told)
    roll = shelf.roll(meant(name, shelf))
    term = term.strip() if term is not None else None
    most = None if everything else MOST
    if to is not None:
        return _translated(shelf, roll, term, meant(to, shelf, "--to"), day, most)
    code = roll.exact(term) if term else None
    if code is not None:
        return _page(shelf, roll, code, day)
    understood = _understood(shelf, roll, term, day) if term else None
    found = _found(roll, term, day, understood) if term else [row for row in roll.rows if day is None or row.valid(day)]
    near = roll.near(term) if term and not found else ()
    entries = tuple(roll.entry(row, day) for row in found[:most])
    return Hits(roll.head, term, entries, len(found), near, day, understood)


def codes_text(answer: Answer, form: str, *, language: Language = "zh", width: int = 80) -> str:
    """Return an answer as text: `form` is terminal (of `width` cells), markdown, csv or json."""
    from dgov_std.render.codes import render  # noqa: PLC0415 - asked only when something is shown

    return render(answer, form, language=language, width=width)


def open_shelf(standard: str | os.PathLike[str] | None = None) -> Shelf:
    """Return the lists of the shipped standards, or of one standard."""
    index = FOLDER / "index.json"
    if standard is None and index.is_file():
        return Shelf(json.loads(index.read_bytes()), lambda file: json.loads((FOLDER / file).read_bytes()))
    from dgov_std.api.library import load_standard, load_standards  # noqa: PLC0415 - in a wheel no YAML is read
    from dgov_std.schema.lists import shelved  # noqa: PLC0415

    made, files = shelved(load_standards() if standard is None else [load_standard(standard)])
    return Shelf(made, files.__getitem__)


def meant(name: str, shelf: Shelf, option: str = "") -> str:
    """Return the id of the list that a name means: exact names first, then standards' numbers, loosely written."""
    heads = shelf.heads
    if name in heads:
        return name
    wanted = _loose(name)
    for names_of in (_ids, _aliases, _titles):
        found = [head.id for head in heads.values() if wanted in {_loose(each) for each in names_of(head)}]
        if found:
            return _only(name, found, option)
    for names_of in (_aliases, _sources):
        found = [head.id for head in heads.values() if any(_agrees(_number(name), _number(each)) for each in names_of(head))]
        if found:
            return _only(name, found, option)
    near = _resembling(wanted, heads.values())
    todo = Text("不带参数的 dgov-std codes 列出全部代码表", "dgov-std codes lists all code lists")
    if near:
        todo = Text(f"是不是 {'、'.join(near)}?", f"perhaps {', '.join(near)}?")
    raise UsageError(Problem(Text(f"没有代码表“{name}”", f"there is no code list {name!r}"), where=option, todo=todo))


def _only(name: str, found: Sequence[str], option: str) -> str:
    if len(found) == 1:
        return found[0]
    what = Text(f"“{name}”有 {len(found)} 个代码表", f"{name!r} has {len(found)} code lists")
    todo = Text(f"指明一个: {'、'.join(found)}", f"name one: {', '.join(found)}")
    raise UsageError(Problem(what, where=option, todo=todo))


def _ids(head: ListHead) -> Sequence[str]:
    return (head.id,)


def _aliases(head: ListHead) -> Sequence[str]:
    return head.aliases


def _titles(head: ListHead) -> Sequence[str]:
    return (head.title.zh, head.title.en)


def _sources(head: ListHead) -> Sequence[str]:
    return (head.source,) if head.source else ()


def _loose(name: str) -> str:
    """Return a name without what people write differently: width, case, blanks, strokes and dashes."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum() or character == ".")


def _number(name: str) -> _Number | None:
    """Return (letters, number, year or None) of a standard's number: `GB／T 2260—2007` -> (gbt, 2260, 2007)."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    parted = _BETWEEN.sub("-", folded)
    found = _NUMBER.fullmatch("".join(each for each in parted if each.isalnum() or each in ".-"))
    return (found[1], found[2], found[3]) if found else None


def _agrees(number: _Number | None, known: _Number | None) -> bool:
    """Whether one standard's number means another: it may do without the year; GB and GB/T are often confused."""
    if number is None or known is None or number[1] != known[1] or number[2] not in {None, known[2]}:
        return False
    letters = {number[0], known[0]}
    return len(letters) == 1 or letters == {"gb", "gbt"}


def _resembling(wanted: str, heads: Iterable[ListHead]) -> list[str]:
    """Return the ids of lists that have the text in a name, or a name nearly written so."""
    found: dict[str, None] = {}
    close: dict[str, str] = {}
    for head in heads:
        names = [_loose(each) for each in (*_ids(head), *_aliases(head), *_titles(head))]
        if len(wanted) > 1 and any(wanted in name or (len(name) > 2 and name in wanted) for name in names):
            found[head.id] = None
        close.update(dict.fromkeys(names, head.id))
    found |= dict.fromkeys(close[name] for name in difflib.get_close_matches(wanted, close, n=_NEAREST, cutoff=0.7))
    return list(found)[:_NEAREST]


def _day(at: str | None) -> str | None:
    if at is None:
        return None
    try:
        if _DAY.fullmatch(at):
            return date.fromisoformat(at).isoformat()
    except ValueError:
        pass
    what = Text(f"“{at}”不是日期", f"{at!r} is no date")
    raise UsageError(Problem(what, where="--at", todo=Text("写成 2024-01-31, 或 today", "write it as 2024-01-31, or today")))


def _head(name: str, entry: Mapping[str, Any]) -> ListHead:
    incomplete = Text(**entry["missing"]) if "missing" in entry else None
    if incomplete is None and (entry.get("open") or entry.get("missing_where")):
        incomplete = Text("已知没有收全", "known to be incomplete")
    return ListHead(
        id=name,
        title=Text(**entry["title"]),
        source=entry.get("source"),
        edition=entry.get("edition"),
        standard=entry["belongs_to"],
        codes=entry["codes"],
        known_until=entry.get("known_until"),
        incomplete=incomplete,
        aliases=tuple(entry.get("aliases", ())),
        levels=tuple((key, Text(**title)) for key, title in entry.get("levels", ())),
        licence=entry.get("licence"),
        origin=entry.get("origin"),
    )


def _page(shelf: Shelf, roll: Roll, code: str, day: str | None) -> Page:
    return Page(
        of=roll.head,
        code=code,
        entries=tuple(roll.entry(row, day) for row in roll.by_code[code]),
        chain=roll.chain(code),
        before=roll.before(code),
        children=roll.children(code, day),
        mapped=tuple(_mapped(shelf, roll, code)),
        at=day,
    )


def _found(roll: Roll, term: str, day: str | None, understood: tuple[str, Line] | None) -> list[Row]:
    """Return the rows that a text means: that of the code it is in another list, then those with such a name."""
    found = roll.search(term, day)
    if understood is None or understood[1].target is None:
        return found
    code = understood[1].target.code
    rows = roll.by_code.get(code, ())
    return [*(rows[-1:] if day is None else [row for row in rows if row.valid(day)]), *(r for r in found if r.code != code)]


def _understood(shelf: Shelf, roll: Roll, term: str, day: str | None) -> tuple[str, Line] | None:
    """Return (list, line) where a text is the code of another list that means the same as one of this: CHN for 156."""
    for entry in shelf.index["mappings"].values():
        for near, far in (("from", "to"), ("to", "from")):
            if entry[near] != roll.head.id or entry[far] not in shelf.index["lists"]:
                continue
            other = shelf.roll(entry[far])
            code = other.exact(term)
            lines = _lines(shelf, entry, other, roll, {code}, day) if code is not None else []
            if len(lines) == 1 and lines[0].relation == _SAME and lines[0].target is not None:
                return entry[far], lines[0]
    return None


def _mapped(shelf: Shelf, roll: Roll, code: str) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield (list, what it has for the code) of every mapping the list takes part in."""
    for entry in shelf.index["mappings"].values():
        for near, far in (("from", "to"), ("to", "from")):
            if entry[near] == roll.head.id and entry[far] in shelf.index["lists"]:
                lines = _lines(shelf, entry, roll, shelf.roll(entry[far]), {code})
                if lines:
                    yield entry[far], tuple(lines)


def _lines(
    shelf: Shelf, entry: Mapping[str, Any], roll: Roll, other: Roll, codes: set[str] | None, day: str | None = None
) -> list[Line]:
    """Return the lines of a mapping for some codes (None: all) of `roll`, in its direction or against it."""
    forward = entry["from"] == roll.head.id
    found = []
    for source, target, relation, note in shelf.rows(entry["file"])["rows"]:
        near, far = (source, target) if forward else (target, source)
        if near is None or (codes is not None and near not in codes):
            continue
        told = relation if forward else _REVERSED.get(relation, relation)
        found.append(Line(roll.named(near, day), told, None if far is None else other.named(far, day), note))
    return found


def _translated(shelf: Shelf, roll: Roll, term: str | None, to: str, day: str | None, most: int | None) -> Translation:
    ends = {roll.head.id, to}
    entries = {key: each for key, each in shelf.index["mappings"].items() if {each["from"], each["to"]} == ends}
    if not entries or roll.head.id == to:
        raise _no_mapping(shelf, roll.head.id, to)
    key, entry = next(iter(entries.items()))
    other = shelf.roll(to)
    codes: list[str] | None = None
    near: tuple[Named, ...] = ()
    if term:
        code = roll.exact(term)
        found = _found(roll, term, day, _understood(shelf, roll, term, day)) if code is None else []
        codes = [code] if code is not None else list(dict.fromkeys(row.code for row in found))
        near = () if codes else roll.near(term)
    lines = _lines(shelf, entry, roll, other, None if codes is None else set(codes), day)
    if codes is not None:
        order = {each: place for place, each in enumerate(codes)}
        lines.sort(key=lambda line: order[line.source.code])
    mapped = {line.source.code for line in lines}
    lacking = tuple(roll.named(each, day) for each in codes or () if each not in mapped)
    return Translation(
        key, Text(**entry["title"]), roll.head, other.head, tuple(lines[:most]), len(lines), lacking[:most], near
    )


def _no_mapping(shelf: Shelf, name: str, to: str) -> UsageError:
    ends = [(each["from"], each["to"]) for each in shelf.index["mappings"].values()]
    known = list(dict.fromkeys(b if a == name else a for a, b in ends if name in {a, b}))
    what = Text(f"没有 {name} 与 {to} 的对照表", f"there is no mapping between {name} and {to}")
    todo = Text("这个代码表没有对照表", "the list has no mapping")
    if known:
        todo = Text(f"可以换成: {'、'.join(known)}", f"it can be translated to: {', '.join(known)}")
    return UsageError(Problem(what, where="--to", todo=todo))
