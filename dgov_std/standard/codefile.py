"""Code lists in CSV files: the path must stay in the standard's folder, the header must be known."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import Code, Mark
from dgov_std.standard.problems import did_you_mean, shown
from dgov_std.text import Text

COLUMNS = ("code", "name", "name_en", "parent", "level", "valid_from", "valid_to", "replaced_by", "aliases", "kind")
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


class CodeRows:
    """The codes of one file with the line each stands in."""

    __slots__ = ("_file", "_ledger", "_noted", "codes", "lines")

    def __init__(self, ledger: Ledger, file: str) -> None:
        self._ledger = ledger
        self._file = file
        self._noted = 0
        self.codes: list[Code] = []
        self.lines: list[int] = []

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
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            header = next(rows, [])
            places = self._header(header)
            if places is not None:
                self._rows(rows, len(header), places)
        except csv.Error:
            self.add(
                max(rows.line_num, 1),
                Text("CSV 写法有误", "this is not valid CSV"),
                Text("请检查这一行的引号", "Look at the quotes in this line."),
            )

    def _header(self, header: Sequence[str]) -> list[int] | None:
        """Return where each of `COLUMNS` stands (-1: nowhere), or None when the file cannot be read."""
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
        return [header.index(name) if name in header else -1 for name in COLUMNS] if usable else None

    def _rows(self, rows: csv._reader, width: int, places: list[int]) -> None:  # type: ignore[name-defined]
        code_at, name_at, en_at, parent_at, level_at, from_at, to_at, replaced_at, aliases_at, kind_at = places
        codes, lines = self.codes, self.lines
        for row in rows:
            if len(row) != width:
                if row:
                    self._width(rows.line_num, len(row), width)
                continue
            row.append("")  # what a column that is not there holds
            name, aliases, kind = row[name_at], row[aliases_at], row[kind_at]
            if not name:
                self.add(
                    rows.line_num,
                    Text(
                        f"代码“{shown(row[code_at])}”没有名称",
                        f'the code "{shown(row[code_at])}" has no name',
                    ),
                    Text("请补上 name", "Add the name."),
                )
            codes.append(
                Code(
                    row[code_at],
                    Text(name, row[en_at] or name),
                    row[parent_at] or None,
                    row[level_at] or None,
                    row[from_at] or None,
                    row[to_at] or None,
                    row[replaced_at] or None,
                    tuple(aliases.split("|")) if aliases else (),
                    kind=kind or None,
                )
            )
            lines.append(rows.line_num)
            if kind and kind not in KINDS:
                self._kind(rows.line_num, kind)

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
