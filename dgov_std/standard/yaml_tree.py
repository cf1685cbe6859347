"""YAML text -> trees of nodes with places, where every scalar stays the text that was written.

PyYAML's parser events are used without its resolver, so `01`, `NO`, `1.10`, `12:30` and
`2024-01-01` keep their spelling. Anchors, aliases, merge keys, tags and duplicate keys are mistakes
of the author, not features: codes must not change, and small text must not become a large tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from dgov_std.standard.model import Mark
from dgov_std.standard.problems import Problems, shown
from dgov_std.standard.yaml_words import syntax_words
from dgov_std.text import Text

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 64
MAX_DOCUMENTS = 10_000
MAX_KEY = 256
MAX_PROBLEMS = 50  # of one document's syntax; a broken generator should not bury the rest

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A line that begins with `---` starts a document wherever it stands: YAML allows it in no scalar.
_BOUNDARY = re.compile(r"^---(?=[ \t\n]|\Z)", re.MULTILINE)
_ID_LINE = re.compile(r"^id:[ \t]*[\"']?([a-z][a-z0-9-]*)", re.MULTILINE)
_LINE_BREAK = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written; `plain` when it stood without quotes."""

    text: str
    mark: Mark
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML mapping: its values by key, and where each key stands."""

    entries: Mapping[str, Node]
    keys: Mapping[str, Mark]
    mark: Mark


Node = Scalar | Sequence | Tree


@dataclass(slots=True)
class _Open:
    """A collection still being read."""

    mark: Mark
    mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Mark] = field(default_factory=dict)
    key: Scalar | None = None  # the key waiting for its value
    skip: bool = False  # the waiting key is refused: its value is read and dropped
    waiting: bool = False


class _Stop(Exception):  # noqa: N818 - it ends one document, it is no error of ours
    """The rest of this document is not worth reading; the problem is already noted."""


def parse_yaml(data: bytes, file: str, problems: Problems) -> tuple[tuple[Tree, ...], set[str]]:
    """Return the documents of one YAML file that could be read; note every mistake in `problems`.

    A document with broken syntax is left out and the next ones are still read. The second value
    holds what looks like the ids of those left out (an empty one for none), so that using them is
    not called a mistake.
    """
    start = Mark(file, 1, 1)
    if len(data) > MAX_BYTES:
        problems.add(
            start,
            Text(
                f"文件有 {len(data):,} 字节，超过 {MAX_BYTES:,}",
                f"the file has {len(data):,} bytes, more than {MAX_BYTES:,}",
            ),
            Text("请把长代码表放进 CSV 文件（file:）", "Put long code lists into a CSV file (file:)."),
        )
        return (), set()
    text = _decoded(data, file, problems)
    if text is None:
        return (), set(_ID_LINE.findall(data.decode("latin-1"))) or {""}
    documents: list[Tree] = []
    lost: set[str] = set()
    for count, (line, chunk) in enumerate(_documents(text)):
        if count >= MAX_DOCUMENTS:
            problems.add(
                Mark(file, line + 1, 1),
                Text(
                    f"一个文件里的文档超过 {MAX_DOCUMENTS:,} 个",
                    f"more than {MAX_DOCUMENTS:,} documents in one file",
                ),
                Text("请拆成几个文件", "Split the file."),
            )
            break
        before = len(problems.found)
        document = _Reader(file, line, problems).read(chunk)
        if isinstance(document, Tree):
            documents.append(document)
        elif document is None:
            if len(problems.found) > before:
                lost.update(_ID_LINE.findall(chunk) or {""})
        elif document is not None:
            problems.add(
                document.mark,
                Text("文档应是“键: 值”的集合", "a document must be a mapping of keys to values"),
                Text("请以 kind: 和 id: 开头", "Begin it with kind: and id:."),
            )
    return tuple(documents), lost


def _decoded(data: bytes, file: str, problems: Problems) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")) + 1
        problems.add(
            Mark(file, line, column),
            Text("文件不是 UTF-8 编码", "the file is not UTF-8"),
            Text("请用编辑器另存为 UTF-8", "Save it as UTF-8 in your editor."),
        )
        return None
    return _LINE_BREAK.sub("\n", text)


def _documents(text: str) -> Iterator[tuple[int, str]]:
    """Give (lines before it, its text) for each document."""
    starts = [m.start() for m in _BOUNDARY.finditer(text)]
    if not starts or text[: starts[0]].strip():
        starts.insert(0, 0)
    line, previous = 0, 0
    for position, start in enumerate(starts):
        end = starts[position + 1] if position + 1 < len(starts) else len(text)
        line += text.count("\n", previous, start)
        previous = start
        yield line, text[start:end]


class _Reader:
    """Builds the tree of one document from parser events, without recursion."""

    __slots__ = ("_anchors", "_file", "_line", "_noted", "_open", "_problems", "_root")

    def __init__(self, file: str, line: int, problems: Problems) -> None:
        self._file = file
        self._line = line
        self._problems = problems
        self._noted = 0
        self._open: list[_Open] = []
        self._root: Node | None = None
        self._anchors: set[str] = set()

    def read(self, text: str) -> Node | None:
        """Return the document's node, or None when it is empty or broken."""
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self._take(event)
        except _Stop:
            return None
        except yaml.YAMLError as error:
            self._syntax(error, text)
            return None
        root = self._root
        return None if isinstance(root, Scalar) and root.plain and not root.text else root

    def _mark(self, event: Any) -> Mark:
        mark = event.start_mark
        return Mark(self._file, self._line + mark.line + 1, mark.column + 1)

    def _note(self, mark: Mark, what: Text, todo: Text) -> None:
        self._problems.add(mark, what, todo)
        self._noted += 1
        if self._noted >= MAX_PROBLEMS:
            raise _Stop

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._properties(event)
            self._place(Scalar(event.value, self._mark(event), not event.style))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._properties(event)
            mark = self._mark(event)
            if len(self._open) >= MAX_DEPTH:
                self._note(
                    mark,
                    Text(f"嵌套超过 {MAX_DEPTH} 层", f"nested deeper than {MAX_DEPTH} levels"),
                    Text("请减少嵌套", "Nest less."),
                )
                raise _Stop
            self._open.append(_Open(mark, kind is yaml.MappingStartEvent))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            done = self._open.pop()
            if done.mapping:
                self._place(Tree(done.entries, done.keys, done.mark))
            else:
                self._place(Sequence(tuple(done.items), done.mark))
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent and self._root is not None:
            # after a `...` line a document may begin without `---`
            self._note(
                self._mark(event),
                Text("新文档没有以 --- 开头", "a new document does not begin with ---"),
                Text("请在它前面加一行 ---", "Put a line --- before it."),
            )
            raise _Stop

    def _properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._anchors.add(event.anchor)
            name = shown(event.anchor)
            self._note(
                self._mark(event),
                Text(f"不能用锚点“&{name}”", f'the anchor "&{name}" is not allowed'),
                Text("请把内容直接写在用到的地方", "Write the content where it is used."),
            )
        if event.tag is not None:
            name = shown(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._note(
                self._mark(event),
                Text(f"不能用标签“{name}”", f'the tag "{name}" is not allowed'),
                Text("请删去；所有的值都按所写的文字读", "Delete it: every value is read as it is written."),
            )

    def _alias(self, event: Any) -> None:
        mark = self._mark(event)
        if event.anchor not in self._anchors:
            name = shown(event.anchor)
            self._note(
                mark,
                Text(f"不能用别名“*{name}”", f'the alias "*{name}" is not allowed'),
                Text(
                    "若是文字请加引号，否则把内容直接写出",
                    "Quote it if it is text, else write the content out.",
                ),
            )
        # an alias of a refused anchor is the same mistake, and the value is left out
        top = self._open[-1] if self._open else None
        if top is None:
            return
        if top.mapping and not top.waiting:
            top.waiting, top.skip = True, True
        else:
            top.waiting, top.skip, top.key = False, False, None

    def _place(self, node: Node) -> None:
        if not self._open:
            self._root = node
            return
        top = self._open[-1]
        if not top.mapping:
            top.items.append(node)
        elif not top.waiting:
            top.waiting = True
            top.skip = not self._is_key(node, top)
            top.key = node if isinstance(node, Scalar) else None
        else:
            if not top.skip and top.key is not None:
                top.entries[top.key.text] = node
                top.keys[top.key.text] = top.key.mark
            top.waiting, top.skip, top.key = False, False, None

    def _is_key(self, node: Node, top: _Open) -> bool:
        if not isinstance(node, Scalar):
            self._note(
                node.mark,
                Text(
                    "键应是一个词，这里是列表或集合",
                    "a key must be a single word, here it is a list or a mapping",
                ),
                Text("若是含 { 或 [ 的文字，请加引号", "Quote it if it is text that begins with { or [."),
            )
            return False
        name = shown(node.text)
        if node.text == "<<" and node.plain:
            self._note(
                node.mark,
                Text("不能用合并键“<<”", 'the merge key "<<" is not allowed'),
                Text("请把合并的内容直接写出", "Write the merged content out."),
            )
            return False
        if len(node.text) > MAX_KEY:
            self._note(
                node.mark,
                Text(
                    f"键“{name}”超过 {MAX_KEY} 个字符",
                    f'the key "{name}" is longer than {MAX_KEY} characters',
                ),
                Text("请检查是否漏了引号或冒号", "Look for a missing quote or colon."),
            )
            return False
        if node.text in top.keys:
            first = top.keys[node.text]
            self._note(
                node.mark,
                Text(
                    f"键“{name}”写了两次，第一次在 {first}",
                    f'the key "{name}" is written twice, first at {first}',
                ),
                Text("请删去其中一个", "Delete one of them."),
            )
            return False
        return True

    def _syntax(self, error: yaml.YAMLError, text: str) -> None:
        place = getattr(error, "problem_mark", None)
        if "quoted scalar" in str(getattr(error, "context", "")) and "escape" not in str(getattr(error, "problem", "")):
            place = getattr(error, "context_mark", place)  # the quote that is never closed
        if place is not None:
            mark = Mark(self._file, self._line + place.line + 1, place.column + 1)
        else:
            position = getattr(error, "position", None)
            before = text[: position if isinstance(position, int) and position >= 0 else 0]
            mark = Mark(self._file, self._line + before.count("\n") + 1, len(before) - before.rfind("\n"))
        what, todo = syntax_words(error)
        self._problems.add(mark, what, todo)
