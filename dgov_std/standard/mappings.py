"""Tree -> CodeMapping: which codes of one list correspond to which of another, inline or from a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast, get_args

from dgov_std.standard.codefile import copy_of, read_file
from dgov_std.standard.composition import Documents
from dgov_std.standard.heads import build_head
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import CodeList, CodeMapping, Correspondence, Mark, Match
from dgov_std.standard.problems import did_you_mean, shown
from dgov_std.standard.reading import boolean_of, mark_of, text_of, tree_of
from dgov_std.standard.yaml_tree import Node, Scalar, Sequence, Tree
from dgov_std.text import Text

COLUMNS = ("from", "to", "relation", "note")
RELATIONS: tuple[Match, ...] = get_args(Match)
ABSENT = frozenset({"none", "unknown"})  # relations that need no code of the other list
_MOST = 20  # mistakes told of one mapping


def build_mapping(ledger: Ledger, document: Tree) -> CodeMapping:
    """Return the mapping of a document whose shape has been checked."""
    head = build_head(ledger, document)
    of = ledger.refer("codelist", document.entries.get("from")) or ""
    to = ledger.refer("codelist", document.entries.get("to")) or ""
    data: bytes | None = None
    if "file" in document.entries:
        data = read_file(ledger, document)
        path = ledger.root / (text_of(document, "file") or "")
        lines = [] if data is None else _from_file(ledger, path, data)
    else:
        lines = list(_inline(tree_of(document, "codes")))
    _check_lines(ledger, lines)
    return CodeMapping(
        head=head,
        of=of,
        to=to,
        lines=tuple(lines),
        total=boolean_of(document, "total") or False,
        copy=copy_of(document, data),
    )


def _inline(tree: Tree) -> Iterator[Correspondence]:
    for code, node in tree.entries.items():
        for item in node.items if isinstance(node, Sequence) else (node,):
            yield _pair(code, item)


def _pair(code: str, node: Node) -> Correspondence:
    if isinstance(node, Scalar):
        return Correspondence(code, node.text, "same", node.mark)
    tree = node if isinstance(node, Tree) else Tree({}, {}, node.mark)
    # a relation that is no word of the language is noted already
    relation = cast("Match", text_of(tree, "relation") or ("unknown" if "relation" in tree.keys else "same"))
    return Correspondence(code, text_of(tree, "to"), relation, mark_of(tree, "to"), text_of(tree, "note"))


def _from_file(ledger: Ledger, path: Path, data: bytes) -> list[Correspondence]:
    """Read `from,to,relation[,note]`; mistakes of the file are noted with their line."""

    def note(line: int, what: Text, todo: Text) -> None:
        ledger.add(Mark(str(path), max(line, 1), 1), what, todo)

    before = len(ledger.problems.found)
    try:
        rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        header = next(rows, [])
        if tuple(header) not in {COLUMNS, COLUMNS[:3]}:
            wrong = Text("表头应是 from,to,relation[,note]", "the header must be from,to,relation[,note]")
            note(1, wrong, Text("请改正第一行", "Correct the first line."))
            return []
        found = []
        for row in rows:
            if not row:
                continue
            if len(row) != len(header):
                note(
                    rows.line_num,
                    Text(
                        f"这一行有 {len(row)} 格，表头有 {len(header)} 格",
                        f"this line has {len(row)} cells, the header {len(header)}",
                    ),
                    Text("请检查逗号和引号", "Look at the commas and quotes."),
                )
                continue
            code, target, relation, *rest = row
            mark = Mark(str(path), rows.line_num, 1)
            remark = rest[0] if rest and rest[0] else None
            found.append(Correspondence(code, target or None, cast("Match", relation), mark, remark))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        note(line, Text("文件不是 UTF-8 编码", "the file is not UTF-8"), Text("请另存为 UTF-8", "Save it as UTF-8."))
        return []
    except csv.Error:
        todo = Text("请检查这一行的引号", "Look at the quotes in this line.")
        note(rows.line_num, Text("CSV 写法有误", "this is not valid CSV"), todo)
        return []
    if not found and len(ledger.problems.found) == before:
        note(1, Text("对照表是空的", "the mapping is empty"), Text("请补上代码", "Add its codes."))
    return found


def _check_lines(ledger: Ledger, lines: Iterable[Correspondence]) -> None:
    """Check each line by itself: the word of its relation, whether it names a code, whether it stands twice."""
    seen: dict[tuple[str, str | None], Mark] = {}
    nothing: dict[str, bool] = {}
    for line in lines:
        name = shown(line.code)
        if line.relation not in RELATIONS:
            words = Text(f"可用：{'、'.join(RELATIONS)}", f"Use one of {', '.join(RELATIONS)}.")
            written = Text(f"不认识的关系“{shown(line.relation)}”", f'unknown relation "{shown(line.relation)}"')
            ledger.add(line.mark, written, did_you_mean(line.relation, RELATIONS, words))
        elif line.target is None and line.relation not in ABSENT:
            ledger.add(
                line.mark,
                Text(f"代码“{name}”没有写目标代码", f'the code "{name}" has no code to go to'),
                Text("请补上 to，或写 relation: none", "Add to, or write relation: none."),
            )
        elif line.target is not None and line.relation == "none":
            ledger.add(
                line.mark,
                Text(
                    f"代码“{name}”的关系是 none，却写了目标代码",
                    f'the code "{name}" has a code to go to and the relation none',
                ),
                Text("请去掉其中一个", "Remove one of them."),
            )
        pair = (line.code, line.target)
        if pair in seen or nothing.get(line.code, line.target is None) != (line.target is None):
            first = seen.get(pair) or next(mark for (code, _), mark in seen.items() if code == line.code)
            ledger.add(
                line.mark,
                Text(
                    f"代码“{name}”的对应写了两次或互相矛盾，第一次在 {first}",
                    f'what the code "{name}" goes to is written twice or contradicts itself, first at {first}',
                ),
                Text("请删去其中一个", "Delete one of them."),
            )
        seen.setdefault(pair, line.mark)
        nothing.setdefault(line.code, line.target is None)


def check_mappings(
    ledger: Ledger, documents: Documents, own: Mapping[str, Iterable[str]], broken: Collection[tuple[str, str]]
) -> None:
    """Note the codes of the standard's own mappings that their lists never had, and those a total one lacks."""
    lists: Mapping[str, CodeList] = documents.get("codelist", {})
    for name in own.get("mapping", ()):
        mapping: CodeMapping = documents["mapping"][name]
        sides = (mapping.of, mapping.to)
        if ("mapping", name) in broken or any(s not in lists or ("codelist", s) in broken for s in sides):
            continue
        for place, (mark, what, todo) in enumerate(mapping_mistakes(mapping, lists[mapping.of], lists[mapping.to])):
            if place == _MOST:
                rest = Text(
                    "这个对照表的问题太多，后面的不再列出",
                    "there are too many problems in this mapping, the rest is not listed",
                )
                ledger.add(mark, rest, Text("请先改正前面的", "Correct those above first."))
                break
            ledger.add(mark, what, todo)


def mapping_mistakes(mapping: CodeMapping, of: CodeList, to: CodeList) -> Iterator[tuple[Mark, Text, Text]]:
    """Yield (where, what is wrong, what to do) for a mapping between two lists; codes of any period count.

    A list that is known to be incomplete may lack the code.
    """
    sources, targets = ({code.code for code in listed.codes} for listed in (of, to))
    for line in mapping.lines:
        for code, known, listed in ((line.code, sources, of), (line.target, targets, to)):
            if code is None or code in known or listed.open or (listed.external and not listed.codes):
                continue
            near = known if len(known) <= 500 else ()
            yield (
                line.mark,
                Text(
                    f"代码“{shown(code)}”不在代码表“{listed.head.id}”中",
                    f'the code "{shown(code)}" is not in the code list "{listed.head.id}"',
                ),
                did_you_mean(code, near, Text("请改正它", "Correct it.")),
            )
    if mapping.total:
        mapped = {line.code for line in mapping.lines}
        for code in dict.fromkeys(code.code for code in of.codes):
            if code not in mapped:
                yield (
                    mapping.head.mark,
                    Text(
                        f"对照表应当完全，却缺少“{of.head.id}”的代码“{shown(code)}”",
                        f'the mapping is total, but lacks the code "{shown(code)}" of "{of.head.id}"',
                    ),
                    Text(
                        "请补上它；没有对应的写 relation: none",
                        "Add it, with relation: none where there is nothing it goes to.",
                    ),
                )
