"""Code lists in CSV files: the path must stay in the standard's folder, the header must be known."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Sequence
from pathlib import Path

from dgov_std import lfs
from dgov_std.standard.codes import COLUMNS, Codes
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Code, Copy, Mark
from dgov_std.standard.problems import did_you_mean, shown
from dgov_std.standard.reading import integer_of, mark_of, text_of
from dgov_std.standard.yaml_tree import Tree
from dgov_std.text import Text

KINDS = ("holiday", "workday", "year")
MAX_BYTES = 64 * 1024 * 1024
MAX_PROBLEMS = 20  # of one file

_DRIVE = re.compile(r"[A-Za-z]:")


def find_code_file(ledger: Ledger, written: str, mark: Mark) -> Path | None:
    """Return the file that `file: written` means, or None when it is refused or missing.

    The path must lead to a file below the standard's folder, after symbolic links are followed.
    """
    parts = written.replace("\\", "/").split("/")
    outside = written.startswith("/") or ".." in parts or _DRIVE.match(written) is not None
    outside = outside or "\\" in written or "\0" in written
    path = ledger.root / written if not outside else ledger.root
    try:
        resolved, root = path.resolve(), ledger.root.resolve()
        outside = outside or not resolved.is_relative_to(root)
        exists = not outside and resolved.is_file()
    except (OSError, ValueError):  # a name the system cannot even look up
        exists = False
    if outside:
        ledger.add(
            mark,
            Text(
                f"文件“{shown(written)}”不在标准的文件夹之内",
                f'the file "{shown(written)}" is not below the standard\'s folder',
            ),
            Text(
                "请把它放进标准的文件夹，写相对路径，如 codelists/division.csv",
                "Put it there and write a relative path such as codelists/division.csv.",
            ),
        )
        return None
    if not exists:
        ledger.add(
            mark,
            Text(f"找不到文件“{shown(written)}”", f'the file "{shown(written)}" does not exist'),
            Text(f"路径从 {ledger.root} 算起", f"The path starts at {ledger.root}."),
        )
        return None
    return path


def read_file(ledger: Ledger, document: Tree) -> bytes | None:
    """Return the bytes of the file a document names under `file`, or None when it cannot be read; that is noted."""
    mark = mark_of(document, "file")
    path = find_code_file(ledger, text_of(document, "file") or "", mark)
    if path is None:
        return None
    try:
        data = path.read_bytes()
    except OSError:
        ledger.add(
            mark,
            Text("无法读取这个文件", "the file cannot be read"),
            Text("请检查文件权限", "Look at its permissions."),
        )
        return None
    if lfs.is_pointer(data):
        ledger.add(mark, lfs.WHAT, lfs.TODO)
        return None
    return data


def copy_of(document: Tree, data: bytes | None) -> Copy:
    """Return what a document declares of its file, and what its bytes are."""
    return Copy(
        file=text_of(document, "file"),
        rows=integer_of(document, "rows"),
        sha256=text_of(document, "sha256"),
        rows_found=None if data is None else _lines(data),
        sha256_found=None if data is None else hashlib.sha256(data).hexdigest(),
        licence=text_of(document, "licence"),
        origin=text_of(document, "origin"),
    )


def _lines(data: bytes) -> int:
    """Return how many lines of data a CSV file has: empty ones and the header are none; a quoted line end is none."""
    text = data.decode("utf-8-sig", errors="replace")
    if '"' not in text and "\r" not in text:
        return max(sum(1 for line in text.split("\n") if line) - 1, 0)
    try:
        return max(sum(1 for row in csv.reader(io.StringIO(text, newline="")) if row) - 1, 0)
    except csv.Error:  # already noted
        return 0


class CodeRows:
    """The codes of one file with the line each stands in."""

    __slots__ = ("_file", "_ledger", "_noted", "codes", "lines")

    def __init__(self, ledger: Ledger, file: str) -> None:
        self._ledger = ledger
        self._file = file
        self._noted = 0
        self.codes: Sequence[Code] = ()
        self.lines: Sequence[int] = ()

    def add(self, line: int, what: Text, todo: Text, column: int = 1) -> None:
        """Note a mistake in a line; after too many, say so once."""
        self._noted += 1
        if self._noted < MAX_PROBLEMS:
            self._ledger.add(Mark(self._file, line, column), what, todo)
        elif self._noted == MAX_PROBLEMS:
            self._ledger.add(
                Mark(self._file, line, column),
                Text(
                    "这个文件的问题太多，后面的不再列出",
                    "there are too many problems in this file, the rest is not listed",
                ),
                Text("请先改正前面的", "Correct those above first."),
            )

    def mark(self, position: int) -> Mark:
        """Return where the code at `position` stands."""
        return Mark(self._file, self.lines[position], 1)

    def read(self, data: bytes) -> None:
        """Read all codes of the file's bytes."""
        if len(data) > MAX_BYTES:
            self.add(
                1,
                Text(f"文件超过 {MAX_BYTES:,} 字节", f"the file has more than {MAX_BYTES:,} bytes"),
                Text("请拆分代码表", "Split the code list."),
            )
            return
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.add(
                line,
                Text("文件不是 UTF-8 编码", "the file is not UTF-8"),
                Text("请另存为 UTF-8", "Save it as UTF-8."),
            )
            return
        if self._simple(text):
            return
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            header = next(rows, [])
            if self._header(header):
                self._rows(rows, header)
        except csv.Error:
            self.add(
                max(rows.line_num, 1),
                Text("CSV 写法有误", "this is not valid CSV"),
                Text("请检查这一行的引号", "Look at the quotes in this line."),
            )

    def _header(self, header: Sequence[str]) -> bool:
        """Return whether the file can be read."""
        known = "、".join(COLUMNS)
        usable = True
        column = 1
        for position, name in enumerate(header):
            if name not in COLUMNS:
                otherwise = Text(f"可用的列：{known}", f"Known columns: {', '.join(COLUMNS)}.")
                self.add(
                    1,
                    Text(f"不认识的列“{shown(name)}”", f'unknown column "{shown(name)}"'),
                    did_you_mean(name, set(COLUMNS) - set(header), otherwise),
                    column,
                )
                usable = False
            elif name in header[:position]:
                self.add(
                    1,
                    Text(f"列“{name}”有两个", f'the column "{name}" is there twice'),
                    Text("请删去一个", "Delete one."),
                    column,
                )
                usable = False
            column += len(name) + 1
        for name in ("code", "name") if usable else ():
            if name not in header:
                self.add(
                    1,
                    Text(f"缺少列“{name}”", f'the column "{name}" is missing'),
                    Text("第一行应是 code,name[,…]", "The first line is code,name[,…]."),
                )
                usable = False
        return usable

    def _rows(self, rows: csv._reader, header: Sequence[str]) -> None:  # type: ignore[name-defined]
        found: list[list[str]] = []
        lines: list[int] = []
        self.lines, width = lines, len(header)
        try:
            for row in rows:
                if len(row) == width:
                    found.append(row)
                    lines.append(rows.line_num)
                elif row:
                    self._width(rows.line_num, len(row), width)
        finally:  # what stands above invalid CSV is looked at all the same
            self._look(Codes(dict(zip(header, zip(*found, strict=True) if found else ((),) * width, strict=True))))

    def _simple(self, text: str) -> bool:
        """Read a file whose every line is cells and commas, several times faster; return whether it is one."""
        if '"' in text or "\r" in text:
            return False
        lines = text.removesuffix("\n").split("\n")
        header = lines[0].split(",")
        commas = len(header) - 1
        usable = {"code", "name"} <= set(header) <= set(COLUMNS) and len(set(header)) == len(header)
        if not usable or any(line.count(",") != commas for line in lines) or max(map(len, lines)) > csv.field_size_limit():
            return False
        cells = ",".join(lines[1:]).split(",") if len(lines) > 1 else []
        self.lines = range(2, len(lines) + 1)
        self._look(Codes({name: cells[place :: commas + 1] for place, name in enumerate(header)}))
        return True

    def _look(self, codes: Codes) -> None:
        """Keep the codes; note the lines without a name, and those of an unknown kind."""
        self.codes = codes
        if "" in codes.column("name"):
            for line, code, name in zip(self.lines, codes.column("code"), codes.column("name"), strict=True):
                if not name:
                    self.add(
                        line,
                        Text(f"代码“{shown(code)}”没有名称", f'the code "{shown(code)}" has no name'),
                        Text("请补上 name", "Add the name."),
                    )
        if not {*KINDS, ""}.issuperset(codes.column("kind")):
            for line, kind in zip(self.lines, codes.column("kind"), strict=True):
                if kind and kind not in KINDS:
                    self._kind(line, kind)

    def _kind(self, line: int, kind: str) -> None:
        self.add(
            line,
            Text(f"不认识的 kind“{shown(kind)}”", f'unknown kind "{shown(kind)}"'),
            did_you_mean(kind, KINDS, Text(f"可用：{'、'.join(KINDS)}", f"Use one of {', '.join(KINDS)}.")),
        )

    def _width(self, line: int, found: int, width: int) -> None:
        self.add(
            line,
            Text(f"这一行有 {found} 格，表头有 {width} 格", f"this line has {found} cells, the header {width}"),
            Text("请检查逗号和引号", "Look at the commas and quotes."),
        )
