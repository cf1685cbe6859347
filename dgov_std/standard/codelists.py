"""Tree -> CodeList, from codes written inline, added to an inherited list, or read from a CSV file."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import itertools
from collections.abc import Callable, Mapping, Sequence

from dgov_std.standard.codefile import CodeRows, copy_of, read_file
from dgov_std.standard.codes import Codes
from dgov_std.standard.facets import read_pattern
from dgov_std.standard.heads import build_head, first_day, last_day
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Code, CodeLevel, CodeList, Mark
from dgov_std.standard.problems import did_you_mean, shown
from dgov_std.standard.reading import bilingual_of, boolean_of, mark_of, text_of, texts_of, tree_of, trees_of
from dgov_std.standard.shape import is_date_or_year
from dgov_std.standard.unique import check_unique
from dgov_std.standard.yaml_tree import Node, Scalar, Tree
from dgov_std.text import Text

Note = Callable[[int, Text, Text], None]


def build_codelist(ledger: Ledger, document: Tree) -> CodeList:
    """Return the code list of a document whose shape has been checked; with `add:`, the additions only."""
    head = build_head(ledger, document)
    is_open = boolean_of(document, "open") or False
    codes: Sequence[Code] = ()
    found: bytes | None = None
    if "file" in document.entries:
        found = read_file(ledger, document)
        codes = _from_file(ledger, document, found, closed=not is_open)
    elif "codes" in document.entries:
        codes = _inline(ledger, tree_of(document, "codes"), closed=not is_open)
    elif "add" in document.entries:
        codes = _added(ledger, tree_of(document, "add"))
    return CodeList(
        head=head,
        codes=codes if isinstance(codes, Codes) else tuple(codes),
        known_until=text_of(document, "known_until"),
        open=is_open,
        missing=bilingual_of(document, "missing"),
        known_from=text_of(document, "known_from"),
        external=_external(ledger, document),
        missing_where=_missing_where(ledger, document),
        also_known=ledger.refer_all("codelist", document.entries.get("also_known")),
        levels=_levels(ledger, document),
        hierarchy=text_of(document, "hierarchy"),  # type: ignore[arg-type]
        reused=boolean_of(document, "reused") or False,
        copy=copy_of(document, found),
    )


def _missing_where(ledger: Ledger, document: Tree) -> str | None:
    node = document.entries.get("missing_where")
    if node is None:
        return None
    if "open" in document.keys:
        ledger.add(
            document.keys["missing_where"],
            Text("missing_where 不能与 open 同用", "missing_where does not go together with open"),
            Text(
                "只缺一种形式的代码时写 missing_where，否则写 open",
                "Write missing_where if only codes of one shape may be missing, open otherwise.",
            ),
        )
    return read_pattern(ledger, node)


def _levels(ledger: Ledger, document: Tree) -> tuple[CodeLevel, ...]:
    trees = trees_of(document, "levels")
    check_unique(ledger, trees)
    found = []
    for tree in trees:
        pattern = read_pattern(ledger, tree.entries["pattern"]) if "pattern" in tree.entries else None
        found.append(CodeLevel(text_of(tree, "id") or "", bilingual_of(tree, "title") or Text("", ""), pattern))
    return tuple(found)


def _external(ledger: Ledger, document: Tree) -> bool:
    if text_of(document, "external") == "false":
        ledger.add(
            mark_of(document, "external"),
            Text("external 只能是 true", "external can only be true"),
            Text("请写 external: true，或写 file、codes", "Write external: true, or file or codes instead."),
        )
    return boolean_of(document, "external") or False


def _from_file(ledger: Ledger, document: Tree, data: bytes | None, *, closed: bool) -> Sequence[Code]:
    if data is None:
        return ()
    return read_codes(ledger, str(ledger.root / (text_of(document, "file") or "")), data, closed=closed).codes


def read_codes(
    ledger: Ledger, file: str, data: bytes, *, closed: bool, code_as: Callable[[str], str] | None = None
) -> CodeRows:
    """Return the codes of a CSV file with their lines, every mistake noted; `closed` as for `check_codes`.

    `code_as` gives a code as it is meant where it may be written in several ways.
    """
    rows = CodeRows(ledger, file)
    before = len(ledger.problems.found)
    rows.read(data)
    if code_as is not None:
        rows.codes = [dataclasses.replace(code, code=code_as(code.code)) for code in rows.codes]
    if not rows.codes and len(ledger.problems.found) == before:
        rows.add(1, Text("代码表是空的", "the code list is empty"), Text("请补上代码", "Add its codes."))

    def note(position: int, what: Text, todo: Text) -> None:
        rows.add(rows.lines[position], what, todo)

    check_codes(rows.codes, note, rows.mark, closed=closed)
    return rows


def _inline(ledger: Ledger, tree: Tree, *, closed: bool) -> Sequence[Code]:
    codes = [_code(code, node) for code, node in tree.entries.items()]
    marks = [tree.keys[code] for code in tree.entries]

    def note(position: int, what: Text, todo: Text) -> None:
        ledger.add(marks[position], what, todo)

    check_codes(codes, note, marks.__getitem__, closed=closed)
    return codes


def _added(ledger: Ledger, tree: Tree) -> Sequence[Code]:
    """Read local additions; what they refer to is checked when they are put to the inherited list."""
    codes = [_code(code, node) for code, node in tree.entries.items()]
    for code in codes:
        entry = tree_of(tree, code.code)
        _check_one(code, functools.partial(ledger.add, tree.keys[code.code]))
        if text_of(entry, "local_only") == "false":
            ledger.add(
                mark_of(entry, "local_only"),
                Text("local_only 只能是 true", "local_only can only be true"),
                Text(
                    "请写 local_only: true，或改写 rolls_up_to",
                    "Write local_only: true, or rolls_up_to instead.",
                ),
            )
    return codes


def _code(code: str, node: Node) -> Code:
    if isinstance(node, Scalar):
        return Code(code, Text(node.text, node.text))
    tree = node if isinstance(node, Tree) else Tree({}, {}, node.mark)
    zh = text_of(tree, "zh") or ""
    return Code(
        code=code,
        name=Text(zh, text_of(tree, "en") or zh),
        parent=text_of(tree, "parent"),
        level=text_of(tree, "level"),
        valid_from=text_of(tree, "valid_from"),
        valid_to=text_of(tree, "valid_to"),
        replaced_by=text_of(tree, "replaced_by"),
        aliases=texts_of(tree, "aliases"),
        rolls_up_to=text_of(tree, "rolls_up_to"),
        local_only=boolean_of(tree, "local_only") or False,
        kind=text_of(tree, "kind"),
        explained=text_of(tree, "explained"),
    )


def check_codes(codes: Sequence[Code], note: Note, mark: Callable[[int], Mark], *, closed: bool) -> None:
    """Note what is wrong with the codes of one list; `note` takes the position of a code."""
    if isinstance(codes, Codes) and _is_sound(codes, closed=closed):
        return
    known: dict[str, int] = {}
    again: dict[str, list[int]] = {}
    # a long list has few distinct periods: each is looked at once
    periods: dict[tuple[str | None, str | None], bool] = {(None, None): True}
    for position, code in enumerate(codes):
        first = known.setdefault(code.code, position)
        if first != position:
            again.setdefault(code.code, [first]).append(position)
        period = code.valid_from, code.valid_to
        fine = periods.get(period)
        if fine is None:
            fine = periods[period] = _is_period(*period)
        if not fine or not code.code or code.code.strip() != code.code:
            _check_one(code, functools.partial(note, position))
    for positions in again.values():
        _check_again(codes, positions, note, mark)
    for position, code in enumerate(codes):
        if code.parent is not None and code.parent not in known:
            _unknown(position, code.code, code.parent, known, note, Text("上级代码", "parent"))
        for successor in code.successors if closed else ():
            if successor not in known:
                _unknown(position, code.code, successor, known, note, Text("替代代码", "replacement"))
    _check_cycles(codes, known, note)


def _is_sound(codes: Codes, *, closed: bool) -> bool:
    """Whether there is certainly nothing to note: looks at whole columns, and takes a list with codes used again along."""
    written, parents = codes.column("code"), codes.column("parent")
    known = dict(zip(reversed(written), reversed(parents or written), strict=True))  # the first entry of a code counts
    if "" in known or any(code != code.strip() for code in known):
        return False
    successors = {code for text in set(codes.column("replaced_by")) for code in text.split("|")} if closed else set()
    if not known.keys() | {""} >= {*parents, *successors} or (parents and not _is_tree(known)):
        return False
    nothing = ("",) * len(codes)
    periods = list(zip(codes.column("valid_from") or nothing, codes.column("valid_to") or nothing, strict=True))
    if not all(_is_period(begin or None, end or None) for begin, end in set(periods)):
        return False
    again: dict[str, list[tuple[str, str]]] = {}
    if len(known) < len(codes):
        for code, period in zip(written, periods, strict=True):
            again.setdefault(code, []).append(period)
    return all(len(pairs) == 1 or _is_apart(pairs) for pairs in again.values())


def _is_tree(parents: Mapping[str, str]) -> bool:
    """Whether every way up ends."""
    ends: set[str] = {""}
    for start in set(parents.values()):
        path, code = set[str](), start
        while code not in ends:
            if code in path:
                return False
            path.add(code)
            code = parents[code]
        ends |= path
    return True


def _is_apart(periods: Sequence[tuple[str, str]]) -> bool:
    """Whether the periods (begin, end) of one code certainly do not overlap: each ends where the next begins, or before."""
    ordered = sorted(periods, key=lambda period: (period[0], period[1] or "9999"))
    return all(end and begin and end <= begin for (_, end), (begin, _) in itertools.pairwise(ordered))


def _is_period(begin: str | None, end: str | None) -> bool:
    if not all(date is None or is_date_or_year(date) for date in (begin, end)):
        return False
    return begin is None or end is None or first_day(begin) <= last_day(end)


def _check_one(code: Code, note: Callable[[Text, Text], None]) -> None:
    name = shown(code.code)
    if not code.code:
        note(
            Text("代码是空的", "the code is empty"),
            Text("请补上代码，或删去这一行", "Add the code, or delete the line."),
        )
    elif code.code.strip() != code.code:
        note(
            Text(f"代码“{name}”前后有空白", f'the code "{name}" has blanks around it'),
            Text("请删去空白", "Delete the blanks."),
        )
    for date in (code.valid_from, code.valid_to):
        if date is not None and not is_date_or_year(date):
            note(
                Text(
                    f"代码“{name}”的日期“{shown(date)}”不是日期或年份",
                    f'the date "{shown(date)}" of the code "{name}" is no date or year',
                ),
                Text("请写成 2024-01-31 或 2024", "Write it as 2024-01-31 or 2024."),
            )
            return
    if code.valid_from and code.valid_to and last_day(code.valid_to) < first_day(code.valid_from):
        note(
            Text(
                f"代码“{name}”的 valid_to（{code.valid_to}）早于 valid_from（{code.valid_from}）",
                f'the valid_to ({code.valid_to}) of the code "{name}" is before its valid_from ({code.valid_from})',
            ),
            Text("请改正其中一个", "Correct one of them."),
        )


def _check_again(codes: Sequence[Code], positions: list[int], note: Note, mark: Callable[[int], Mark]) -> None:
    """Note entries of one code whose periods overlap; a code may be given out again after its abolition."""
    # in the order of their beginnings, an entry can only overlap with the one that ends last so far
    begun = sorted(positions, key=lambda position: (_begin(codes[position]), position))
    last = begun[0]
    for position in begun[1:]:
        if _overlap(codes[last], codes[position]):
            earlier, later = sorted((last, position))
            name, first = shown(codes[later].code), mark(earlier)
            note(
                later,
                Text(
                    f"代码“{name}”写了两次，第一次在 {first}，有效期重叠",
                    f'the code "{name}" is written twice, first at {first}, and their periods overlap',
                ),
                Text(
                    "请删去其中一个，或写明 valid_from、valid_to",
                    "Delete one of them, or give valid_from and valid_to.",
                ),
            )
        if _end(codes[position]) > _end(codes[last]):
            last = position


def _begin(code: Code) -> dt.date:
    date = code.valid_from
    return first_day(date) if date is not None and is_date_or_year(date) else dt.date.min


def _end(code: Code) -> dt.date:
    date = code.valid_to
    return last_day(date) if date is not None and is_date_or_year(date) else dt.date.max


def _overlap(one: Code, other: Code) -> bool:
    if (one.valid_from, one.valid_to) == (other.valid_from, other.valid_to):
        return True
    dates = (one.valid_from, one.valid_to, other.valid_from, other.valid_to)
    if any(date is not None and not is_date_or_year(date) for date in dates):
        return False  # already noted

    def begins_before_end(first: Code, second: Code) -> bool:
        begin, end = first.valid_from, second.valid_to
        # given out again on the day or in the year of abolition: the periods only touch
        return begin is None or end is None or first_day(begin) < first_day(end)

    return begins_before_end(one, other) and begins_before_end(other, one)


def _unknown(position: int, code: str, named: str, known: dict[str, int], note: Note, role: Text) -> None:
    # Codes are looked alike by nature (330100, 330101): a guess is offered only in short lists.
    near = list(known) if len(known) <= 500 else ()
    note(
        position,
        Text(
            f"代码“{shown(code)}”的{role.zh}“{shown(named)}”不在表中",
            f'the {role.en} "{shown(named)}" of the code "{shown(code)}" is not in the list',
        ),
        did_you_mean(named, near, Text("请补上它，或改正", "Add it, or correct it.")),
    )


def _check_cycles(codes: Sequence[Code], known: dict[str, int], note: Note) -> None:
    done: set[str] = set()
    for start in codes:
        if start.parent is None:  # the end of a way, never on a round
            continue
        path: list[str] = []
        current: str | None = start.code
        while current is not None and current in known and current not in done:
            done.add(current)
            path.append(current)
            current = codes[known[current]].parent
        if current is not None and current in path:
            name = shown(current)
            note(
                known[current],
                Text(f"代码“{name}”经上级代码又回到自己", f'the code "{name}" is above itself'),
                Text("请改正 parent", "Correct the parent."),
            )
